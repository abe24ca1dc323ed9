"""Tracked changes written into a document: inserted and deleted words, inserted paragraphs.

Everything that is not part of a change stays where it was. Runs are split, never rewritten: the
two halves keep the properties of the whole. Changes by others are layered upon, not replaced: a
deletion goes inside their insertion, an insertion of ours between the halves of theirs.

Element order and content follow ECMA-376 Part 1, 17.13.5 (revisions) and 17.3.1.26 (pPr).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

from lxml import etree

from clauseadvisor.openxml.document import WordDocument
from clauseadvisor.openxml.names import XML_SPACE, attribute, clark, find, name_of
from clauseadvisor.openxml.styles import style_of

#: What XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets); it would make the file unreadable.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_STRICT: Final = "http://purl.oclc.org/"

#: Children of w:pPr in the order that the schema asks for (CT_PPr).
_PARAGRAPH_ORDER: Final = tuple(
    f"w:{name}"
    for name in [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    ]
)

#: Paragraph properties that belong to one place alone, not to the look of the paragraphs there.
_OF_THE_PLACE: Final = frozenset(
    f"w:{name}"
    for name in [
        "numPr",
        "framePr",
        "pageBreakBefore",
        "keepNext",
        "sectPr",
        "pPrChange",
        "rPr",
        "outlineLvl",
        "cnfStyle",
        "divId",
    ]
)

#: Run properties that mark single words, or a revision, rather than the look of the text.
_OF_THE_WORDS: Final = frozenset(
    f"w:{name}"
    for name in [
        "rPrChange",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "vanish",
        "webHidden",
        "specVanish",
        "highlight",
        "strike",
        "dstrike",
        "effect",
        "vertAlign",
        "u",
        "shd",
        "fitText",
        "eastAsianLayout",
    ]
)

_EMPHASIS: Final = frozenset({"w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps"})

#: Wrappers that a change at their end stands behind, rather than in.
_WRAPPERS: Final = frozenset(
    {"w:hyperlink", "w:sdtContent", "w:sdt", "w:smartTag", "w:customXml", "w:ins", "w:moveTo"}
    | {"w:dir", "w:bdo", "w:fldSimple"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviser:
    """In whose name changes are made. ``date`` is an xsd:dateTime, None to leave it unsaid."""

    name: str
    initials: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indent:
    """Where a paragraph's lines begin, in twentieths of a point; a negative ``first`` hangs."""

    left: int = 0
    first: int = 0


class Editor:
    """Writes changes of one reviser into the main part of a document.

    Elements that were read before stay live: the left half of a split run is the run that was
    there. Make changes of one paragraph from its end to its start, so that offsets still hold.
    """

    def __init__(self, document: WordDocument, reviser: Reviser) -> None:
        self.document = document
        self.root = document.root(document.main)
        self.reviser = reviser
        self.namespace = etree.QName(self.root).namespace or clark("w:p")[0]
        self._used = set(_ids_of(self.root))
        comments = document.linked("comments")
        if comments is not None:
            self._used |= set(_ids_of(comments))
        self._next = 0

    @property
    def strict(self) -> bool:
        """Whether the document speaks the Strict vocabulary."""
        return self.namespace.startswith(_STRICT)

    def new_id(self) -> str:
        """An id that no annotation of the document has (17.13.4: unique in the document)."""
        self._next += 1
        while self._next in self._used:
            self._next += 1
        return str(self._next)

    def make(self, name: str, **attributes: str) -> etree._Element:
        """An element of the document's own vocabulary; ``name`` and attributes without prefix."""
        element = etree.Element(f"{{{self.namespace}}}{name}", nsmap=_prefix(self.root))
        for key, text in attributes.items():
            element.set(f"{{{self.namespace}}}{key}", text)
        return element

    def revision(self, name: str) -> etree._Element:
        """A w:ins or w:del of the reviser, with an id of its own."""
        mark = self.make(name, id=self.new_id(), author=self.reviser.name)
        if self.reviser.date:
            mark.set(f"{{{self.namespace}}}date", self.reviser.date)
        return mark

    def run(self, text: str, properties: etree._Element | None = None) -> etree._Element:
        """A run of text with a copy of these ``w:rPr``; tabs and line feeds become Word's own."""
        made = self.make("r")
        if properties is not None and len(properties):
            look = copy.deepcopy(properties)
            for change in list(look.iterchildren(*clark("w:rPrChange"))):
                look.remove(change)  # somebody's change of other words
            made.append(look)
        for part in re.split(r"([\t\n])", _NOT_XML.sub("", text)):
            if part == "\t":
                made.append(self.make("tab"))
            elif part == "\n":
                made.append(self.make("br"))
            elif part:
                words = self.make("t")
                words.text = part
                words.set(XML_SPACE, "preserve")
                made.append(words)
        return made

    def inserted(self, *runs: etree._Element) -> etree._Element:
        """The runs as an insertion."""
        mark = self.revision("ins")
        mark.extend(runs)
        return mark

    # ------------------------------------------------------------ paragraphs

    def paragraph(
        self,
        content: Iterable[etree._Element],
        like: etree._Element | None,
        indent: Indent | None = None,
    ) -> etree._Element:
        """An inserted paragraph that looks like another one, but is in no list and no heading.

        ``indent`` replaces the other one's. The paragraph's mark is tracked as inserted.
        """
        made = self.make("p")
        properties = self.make("pPr")
        old = find(like, "w:pPr") if like is not None else None
        for child in old if old is not None else ():
            if name_of(child) in _PARAGRAPH_ORDER and name_of(child) not in _OF_THE_PLACE:
                properties.append(copy.deepcopy(child))
        style = (
            attribute(found, "w:val")
            if (found := find(properties, "w:pStyle")) is not None
            else None
        )
        if any(each.num_id for each in self.document.styles.paragraph_chain(style)):
            number = self.make("numPr")
            number.append(self.make("numId", val="0"))
            _put(properties, number)
        if self.document.styles.outline(None, style) is not None:
            _put(properties, self.make("outlineLvl", val="9"))
        if indent is not None:
            self._indent(properties, indent)
        mark = self.make("rPr")
        mark.append(self.revision("ins"))
        _put(properties, mark)
        made.append(properties)
        made.extend(content)
        return made

    def follow(self, element: etree._Element, paragraphs: Sequence[etree._Element]) -> None:
        """Put inserted paragraphs behind an element.

        Behind a paragraph they are what typing at its end makes of it: its mark is the new one,
        and its old mark, with section break and former properties, ends the last of them. Only so
        do Word and LibreOffice both leave the paragraph behind untouched when all is rejected.
        Behind a table the blank paragraph that Word keeps there takes that part.
        """
        if not paragraphs:
            return
        if name_of(element) != "w:p":
            following = element.getnext()
            if following is not None and _is_blank(following) and not self._counts(following):
                element = following
        if name_of(element) == "w:p" and self._can_be_continued(element):
            self._pass_mark_on(element, paragraphs[-1])
        for paragraph in reversed(paragraphs):
            element.addnext(paragraph)

    def _counts(self, paragraph: etree._Element) -> bool:
        """Whether a blank paragraph is an item of a list or ends a section: no place to go on from."""
        properties = find(paragraph, "w:pPr")
        if properties is not None and find(properties, "w:sectPr") is not None:
            return True
        place = self.document.numbering.place(properties, style_of(properties, "w:pStyle"))
        return place is not None

    def _can_be_continued(self, paragraph: etree._Element) -> bool:
        """Not where a revision of the paragraph itself would have to be told apart from ours."""
        properties = find(paragraph, "w:pPr")
        if properties is None:
            return True
        mark = find(properties, "w:rPr")
        revised = () if mark is None else mark
        return find(properties, "w:pPrChange") is None and not any(
            name_of(child) in {"w:ins", "w:del", "w:moveFrom", "w:moveTo"} for child in revised
        )

    def _pass_mark_on(self, paragraph: etree._Element, last: etree._Element) -> None:
        properties = find(paragraph, "w:pPr")
        if properties is None:
            properties = self.make("pPr")
            paragraph.insert(0, properties)
        ended = find(last, "w:pPr")
        assert ended is not None, "made by paragraph()"
        before = self.make("pPr")
        before.extend(
            copy.deepcopy(child)
            for child in properties
            if name_of(child) not in {"w:rPr", "w:sectPr"}
        )
        mark = find(properties, "w:rPr")
        for name in ("w:rPr", "w:sectPr"):
            new, old = find(ended, name), find(properties, name)
            if new is not None:
                ended.remove(new)
            if old is not None:
                _put(ended, copy.deepcopy(old) if name == "w:rPr" else old)
        if mark is None:
            mark = self.make("rPr")
            _put(properties, mark)
        mark.insert(0, self.revision("ins"))
        changed = self.revision("pPrChange")
        changed.append(before)
        _put(ended, changed)

    def _indent(self, properties: etree._Element, indent: Indent) -> None:
        old = find(properties, "w:ind")
        made = self.make("ind")
        made.set(f"{{{self.namespace}}}{'start' if self.strict else 'left'}", str(indent.left))
        right = (attribute(old, "w:right") or attribute(old, "w:end")) if old is not None else None
        if right:
            made.set(f"{{{self.namespace}}}{'end' if self.strict else 'right'}", right)
        kind = "hanging" if indent.first < 0 else "firstLine"
        made.set(f"{{{self.namespace}}}{kind}", str(abs(indent.first)))
        if old is not None:
            properties.remove(old)
        _put(properties, made)

    # ------------------------------------------------------------ words

    def insert_behind(self, run: etree._Element, text: str) -> etree._Element:
        """Insert words behind a whole run (of a field, say), in its look."""
        return self._placed(run, text, find(run, "w:rPr"))

    def insert_after(
        self, run: etree._Element, node: etree._Element, offset: int, text: str
    ) -> etree._Element:
        """Insert words behind the character at ``offset`` of a run's node, in the run's look."""
        self._cut(run, node, offset + 1)
        return self._placed(run, text, find(run, "w:rPr"))

    def insert_before(
        self, run: etree._Element, node: etree._Element, offset: int, text: str
    ) -> etree._Element:
        """Insert words before the character at ``offset`` of a run's node, in the run's look."""
        right = self._cut(run, node, offset)
        properties = find(run, "w:rPr")
        if right is None or right is run:
            mark = self.inserted(self.run(text, properties))
            place = _outermost(run, first=True)
            place.addprevious(mark)
            return mark
        return self._placed(run, text, properties)

    def delete(
        self, run: etree._Element, node: etree._Element, start: int, end: int
    ) -> etree._Element:
        """Strike out characters ``start`` to ``end`` of a run's node; the w:del that holds them."""
        self._cut(run, node, end)
        middle = self._cut(run, node, start)
        return self.strike(run if middle is None else middle)

    def strike(self, run: etree._Element) -> etree._Element:
        """Strike out a whole run."""
        mark = self.revision("del")
        run.addprevious(mark)
        mark.append(run)
        for element in run:
            for plain, struck in (("w:t", "delText"), ("w:instrText", "delInstrText")):
                if name_of(element) == plain:
                    element.tag = f"{{{self.namespace}}}{struck}"
                    element.set(XML_SPACE, "preserve")
        return mark

    def strike_mark(self, paragraph: etree._Element) -> None:
        """Strike out a paragraph's mark, so that it goes with its words."""
        properties = find(paragraph, "w:pPr")
        if properties is None:
            properties = self.make("pPr")
            paragraph.insert(0, properties)
        mark = find(properties, "w:rPr")
        if mark is None:
            mark = self.make("rPr")
            _put(properties, mark)
        before = sum(name_of(child) == "w:ins" for child in mark)
        if find(mark, "w:del") is None:
            mark.insert(before, self.revision("del"))

    def _placed(
        self, run: etree._Element, text: str, properties: etree._Element | None
    ) -> etree._Element:
        """An insertion right behind a run; out of wrappers that end here, between halves of others."""
        mark = self.inserted(self.run(text, properties))
        place = _outermost(run, first=False)
        parent = place.getparent()
        if parent is not None and name_of(parent) in {"w:ins", "w:moveTo"}:
            self._halve(parent, place)
            place = parent
        place.addnext(mark)
        return mark

    def _halve(self, wrapper: etree._Element, last: etree._Element) -> None:
        """Another reviser's insertion as two, the second from behind ``last`` on."""
        second = etree.Element(wrapper.tag, _attributes(wrapper), nsmap=_named(wrapper))
        second.set(f"{{{self.namespace}}}id", self.new_id())
        second.extend(list(last.itersiblings()))
        wrapper.addnext(second)

    def _cut(self, run: etree._Element, node: etree._Element, offset: int) -> etree._Element | None:
        """Make a run end before character ``offset`` of a node of its own.

        Gives the run that begins there: the run itself when nothing stands before, a new one
        behind it, or None when nothing is left.
        """
        text = node.text or ""
        whole = name_of(node) not in {"w:t", "w:delText"}
        inside = not whole and 0 < offset < len(text)
        following = list(node.itersiblings())
        behind = following if offset > 0 else [node, *following]
        if not inside and not behind:
            return None
        first = next((child for child in run if name_of(child) != "w:rPr"), None)
        if not inside and behind[0] is first:
            return run
        second = etree.Element(run.tag, _attributes(run), nsmap=_named(run))
        properties = find(run, "w:rPr")
        if properties is not None:
            second.append(self._own(copy.deepcopy(properties)))
        if inside:
            rest = etree.SubElement(second, node.tag)
            rest.text, node.text = text[offset:], text[:offset]
            rest.set(XML_SPACE, "preserve")
            node.set(XML_SPACE, "preserve")
        second.extend(behind)
        run.addnext(second)
        return second

    def _own(self, properties: etree._Element) -> etree._Element:
        """Copied run properties, whose formatting revision needs an id of its own."""
        for element in properties.iter(*clark("w:rPrChange")):
            element.set(f"{{{self.namespace}}}id", self.new_id())
        return properties


def look_of(paragraph: etree._Element, *, upright: bool = False) -> etree._Element | None:
    """The ``w:rPr`` that most of a paragraph's text has, without what marks single words.

    ``upright`` leaves emphasis out too: a neighbour's warning in bold is not ours to repeat.
    """
    longest, best = 0, None
    for run in paragraph.iter(*clark("w:r")):
        length = sum(len(node.text or "") for node in run.iterchildren(*clark("w:t")))
        if length > longest:
            longest, best = length, find(run, "w:rPr")
    if best is None:
        return None
    kept = copy.deepcopy(best)
    for child in list(kept):
        linked = (
            name_of(child) == "w:rStyle" and "link" in (attribute(child, "w:val") or "").lower()
        )
        emphatic = upright and name_of(child) in _EMPHASIS
        if linked or emphatic or name_of(child) in _OF_THE_WORDS:
            kept.remove(child)
    return kept


def field_runs(paragraph: etree._Element) -> Iterator[list[etree._Element]]:
    """The runs of each complex field that begins and ends in the paragraph, outermost fields only."""
    depth = 0
    runs: list[etree._Element] = []
    for run in paragraph.iter(*clark("w:r")):
        kinds = [attribute(mark, "w:fldCharType") for mark in run.iterchildren(*clark("w:fldChar"))]
        if depth or "begin" in kinds:
            runs.append(run)
        depth += kinds.count("begin") - kinds.count("end")
        if depth <= 0:
            depth = 0
            if runs:
                yield runs
            runs = []


def open_fields(root: etree._Element) -> frozenset[etree._Element]:
    """The paragraphs at whose end a complex field is still open; none where one never ends."""
    depth = 0
    inside: set[etree._Element] = set()
    paragraph: etree._Element | None = None
    for element in root.iter(*clark("w:p"), *clark("w:fldChar")):
        if name_of(element) == "w:p":
            if paragraph is not None and depth > 0:
                inside.add(paragraph)
            paragraph = element
            continue
        kind = attribute(element, "w:fldCharType")
        depth = max(0, depth + (kind == "begin") - (kind == "end"))
    return frozenset(inside) if depth == 0 else frozenset()


def _outermost(run: etree._Element, *, first: bool) -> etree._Element:
    """The run, or the widest wrapper that begins (else ends) with it."""
    place = run
    while (parent := place.getparent()) is not None and name_of(parent) in _WRAPPERS:
        others: Sequence[etree._Element] = list(place.itersiblings(preceding=first))
        if any(
            name_of(other) not in {"w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr"}
            for other in others
        ):
            break
        place = parent
    return place


def _is_blank(element: etree._Element) -> bool:
    """Whether it is a paragraph that holds nothing to see."""
    return name_of(element) == "w:p" and not any(
        name_of(child) not in {"w:pPr", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr"}
        for child in element
    )


def _put(properties: etree._Element, child: etree._Element) -> None:
    """Add a child of w:pPr where the schema wants it."""
    rank = _PARAGRAPH_ORDER.index(name_of(child))
    for index, other in enumerate(properties):
        name = name_of(other)
        if name in _PARAGRAPH_ORDER and _PARAGRAPH_ORDER.index(name) > rank:
            properties.insert(index, child)
            return
    properties.append(child)


def _prefix(root: etree._Element) -> dict[str, str]:
    uri = etree.QName(root).namespace or ""
    return {"w": uri}


def _named(element: etree._Element) -> dict[str, str]:
    """The namespaces in scope, so that a copy keeps its prefixes."""
    return cast(dict[str, str], element.nsmap)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(text) for key, text in element.attrib.items()}


def _ids_of(root: etree._Element) -> Iterator[int]:
    """Every whole-number ``w:id`` under an element."""
    for element in root.iter():
        text = (attribute(element, "w:id") or "").strip() if isinstance(element.tag, str) else ""
        if text.isascii() and text.isdigit() and len(text) < 12:
            yield int(text)
