"""A Word document opened for reading, and for editing the very runs that were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from clauseadvisor.errors import CorruptInputError
from clauseadvisor.openxml.blocks import Block
from clauseadvisor.openxml.flow import Flow, lay_out
from clauseadvisor.openxml.guards import Budget
from clauseadvisor.openxml.names import attribute, clark, find, name_of
from clauseadvisor.openxml.notes import Notes
from clauseadvisor.openxml.numbering import Numbering
from clauseadvisor.openxml.package import Package, Relationship, main_part, open_package
from clauseadvisor.openxml.revisions import Census, View
from clauseadvisor.openxml.story import Story
from clauseadvisor.openxml.styles import Styles
from clauseadvisor.openxml.walker import Walker
from clauseadvisor.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What runs along the pages: ``kind`` is header, footer or stamp (a watermark)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReading:
    """One view of a document: its text, and all that was met beside it.

    ``unread`` counts what was seen and not read, by code; ``unknown_formats`` the automatic
    numbers shown in plain digits for want of their format, by format; ``commenters`` the
    comments by author.
    """

    view: View
    flow: Flow
    running: tuple[Running, ...]
    unread: Counter[str] = field(default_factory=Counter)
    unknown_formats: Counter[str] = field(default_factory=Counter)
    commenters: Counter[str] = field(default_factory=Counter)
    revisions: Census = field(default_factory=Census)


class WordDocument:
    """The package, and the parsed roots of the parts whose text is read.

    ``roots`` holds live elements: what :meth:`read` maps characters to. Edit them and call
    :meth:`save` to get the file with these parts changed and all others byte for byte as they
    were. Made by :func:`open_word`.
    """

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.main, root = main_part(package)
        self.roots: dict[str, etree._Element] = {self.main: root}
        self._limits = limits
        self._relationships = package.relationships(self.main)
        if find(root, "w:body") is None:
            raise CorruptInputError(
                "The Word file is damaged: its document has no body. Open it in Word, let Word repair it, "
                "and save it again."
            )
        self.styles = Styles(self._linked("styles"))
        self.numbering = Numbering(self._linked("numbering"), self.styles)

    def root(self, part: str) -> etree._Element:
        """The live root of a part, parsed at the first call."""
        if part not in self.roots:
            self.roots[part] = self.package.root(part)
        return self.roots[part]

    def part_of_type(self, kind: str) -> str | None:
        """The name of the part that the document links as that type ("footnotes"), or None."""
        return next((found.target for found in self._parts_of_type(kind)), None)

    def read(self, view: View = View.FINAL) -> WordReading:
        """Walk the document in one view.

        Raises TooLargeError and TimeLimitError at the limits, CorruptInputError or
        UnsafeInputError when a part that it links (notes, headers) cannot be read.
        """
        story = self._story(view)
        flow = lay_out(self._walk(story), self.main)
        running = self._running(story)
        return WordReading(
            view=view,
            flow=flow,
            running=running,
            unread=story.seen,
            unknown_formats=story.unknown_formats,
            commenters=self._commenters(),
            revisions=self._census(),
        )

    def walk(self, view: View = View.FINAL) -> list[Block]:
        """The paragraphs and tables of the body in one view, before they are laid out as text.

        Raises what :meth:`read` raises.
        """
        return self._walk(self._story(view))

    def save(self, changed: Iterable[str]) -> bytes:
        """The file with the named parts written from their live roots."""
        return self.package.rewritten(
            {
                part: etree.tostring(
                    self.root(part), xml_declaration=True, encoding="UTF-8", standalone=True
                )
                for part in changed
            }
        )

    def linked(self, kind: str) -> etree._Element | None:
        """The live root of the part that the document links as that type, or None."""
        part = self.part_of_type(kind)
        return None if part is None else self.root(part)

    def _story(self, view: View) -> Story:
        """A fresh story; the limits hold for each reading by itself."""
        return Story(view, self.styles, self.numbering, Budget(self._limits))

    def _walk(self, story: Story) -> list[Block]:
        body = find(self.root(self.main), "w:body")
        assert body is not None, "checked when the document was opened"
        return Walker(story, self.main, Notes(story, self).find).walk(body)

    def _linked(self, kind: str) -> etree._Element | None:
        part = self.part_of_type(kind)
        return None if part is None else self.package.root(part)

    def _parts_of_type(self, kind: str) -> list[Relationship]:
        return [
            found
            for found in self._relationships.values()
            if found.type == kind and not found.external and found.target in self.package
        ]

    def _running(self, story: Story) -> tuple[Running, ...]:
        """Headers and footers that a section uses, each text once.

        They are walked with counters of their own: what is unread in a letterhead (a logo on
        every page) is not what a reader of the clauses misses.
        """
        aside = Story(story.view, self.styles, self.numbering, story.budget)
        found: dict[tuple[str, str], None] = {}
        references = self.root(self.main).iter(
            *clark("w:headerReference"), *clark("w:footerReference")
        )
        links = {
            (name_of(reference), attribute(reference, "r:id") or ""): None
            for reference in references
        }
        for name, identifier in links:
            link = self._relationships.get(identifier)
            if link is None or link.external or link.target not in self.package:
                continue
            root = self.root(link.target)
            flow = lay_out(Walker(aside, link.target).walk(root), link.target)
            found[name.removeprefix("w:").removesuffix("Reference"), flow.text.strip()] = None
            for art in root.iter(*clark("v:textpath")):
                found["stamp", (art.get("string") or "").strip()] = None
        return tuple(Running(kind=kind, text=text) for kind, text in found if text)

    def _commenters(self) -> Counter[str]:
        comments = self.linked("comments")
        if comments is None:
            return Counter()
        return Counter(
            (attribute(comment, "w:author") or "").strip() or "unknown"
            for comment in comments.iter(*clark("w:comment"))
        )

    def _census(self) -> Census:
        """Revisions in all parts whose text is read: body, notes, headers and footers."""
        census = Census()
        linked = [
            part
            for kind in ("footnotes", "endnotes", "header", "footer")
            for part in self._parts_of_type(kind)
        ]
        for name in dict.fromkeys([self.main, *(part.target for part in linked)]):
            census.count(self.root(name))
        return census


def open_word(data: bytes, *, limits: Limits) -> WordDocument:
    """Open the bytes of a Word file (DOCX, DOCM, DOTX, Strict or Transitional).

    Raises CorruptInputError, UnsafeInputError, EncryptedInputError, or UnsupportedFormatError
    when it is another kind of ZIP.
    """
    return WordDocument(open_package(data, limits=limits), limits)
