"""Comments added to a document, and the part and registers that must know of them."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Final, cast

from lxml import etree

from clauseadvisor.openxml.document import WordDocument
from clauseadvisor.openxml.editing import Editor
from clauseadvisor.openxml.names import NAMESPACES, children, clark

_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES: Final = "[Content_Types].xml"


class Comments:
    """The comments of one document: those there stay as they are, new ones come behind them."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._document: WordDocument = editor.document
        self._made: list[etree._Element] = []
        self._reference = self._document.styles.id_of("annotation reference", "character")
        self._text = self._document.styles.id_of("annotation text", "paragraph")

    def around(
        self, first: etree._Element, last: etree._Element, lines: Sequence[str], *, inserted: bool
    ) -> None:
        """A comment on what stands from one element to another of the same paragraph.

        ``inserted`` makes its reference part of the insertion: rejected, it goes with it.
        """
        identifier = self._add(lines)
        make = self._editor.make
        first.addprevious(make("commentRangeStart", id=identifier))
        end = make("commentRangeEnd", id=identifier)
        last.addnext(end)
        end.addnext(self._referring(identifier, inserted))

    def on(self, paragraph: etree._Element, lines: Sequence[str]) -> None:
        """A comment on a whole paragraph as it stands."""
        identifier = self._add(lines)
        make = self._editor.make
        begin = 1 if len(paragraph) and paragraph[0].tag in clark("w:pPr") else 0
        paragraph.insert(begin, make("commentRangeStart", id=identifier))
        paragraph.append(make("commentRangeEnd", id=identifier))
        paragraph.append(self._referring(identifier, False))

    def parts(self) -> dict[str, bytes]:
        """The parts that have to change: none where no comment was made."""
        if not self._made:
            return {}
        part = self._document.part_of_type("comments")
        if part is not None:
            root = self._document.root(part)
            root.extend(self._made)
            return {part: serialised(root)}
        root = etree.Element(
            f"{{{self._editor.namespace}}}comments", nsmap={"w": self._editor.namespace}
        )
        root.extend(self._made)
        part = self._free_name()
        return {part: serialised(root)} | self._registers(part)

    def _add(self, lines: Sequence[str]) -> str:
        editor = self._editor
        identifier = editor.new_id()
        comment = editor.make("comment", id=identifier, author=editor.reviser.name)
        if editor.reviser.date:
            comment.set(f"{{{editor.namespace}}}date", editor.reviser.date)
        comment.set(f"{{{editor.namespace}}}initials", editor.reviser.initials)
        for index, line in enumerate(lines or ("",)):
            paragraph = etree.SubElement(comment, f"{{{editor.namespace}}}p")
            if self._text:
                properties = editor.make("pPr")
                properties.append(editor.make("pStyle", val=self._text))
                paragraph.append(properties)
            if index == 0:
                mark = self._styled()
                mark.append(editor.make("annotationRef"))
                paragraph.append(mark)
            paragraph.append(editor.run(line))
        self._made.append(comment)
        return identifier

    def _styled(self) -> etree._Element:
        """A run in the style of comment marks, where the document has it."""
        run = self._editor.make("r")
        if self._reference:
            properties = self._editor.make("rPr")
            properties.append(self._editor.make("rStyle", val=self._reference))
            run.append(properties)
        return run

    def _referring(self, identifier: str, inserted: bool) -> etree._Element:
        run = self._styled()
        run.append(self._editor.make("commentReference", id=identifier))
        return self._editor.inserted(run) if inserted else run

    # ------------------------------------------------------------ a part that was not there

    def _free_name(self) -> str:
        folder = posixpath.dirname(self._document.main)
        names = [posixpath.join(folder, "comments.xml")] + [
            posixpath.join(folder, f"comments{number}.xml") for number in range(2, 1000)
        ]
        return next(name for name in names if name not in self._document.package)

    def _registers(self, part: str) -> dict[str, bytes]:
        package = self._document.package
        types = package.root(_TYPES)
        uri = NAMESPACES["ct"][0]
        etree.SubElement(
            types, f"{{{uri}}}Override", PartName=f"/{part}", ContentType=_CONTENT_TYPE
        )
        folder, name = posixpath.split(self._document.main)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        uri = NAMESPACES["pr"][0]
        links = (
            package.root(path)
            if path in package
            else etree.Element(f"{{{uri}}}Relationships", nsmap=cast(dict[str, str], {None: uri}))
        )
        taken = {link.get("Id") for link in children(links, "pr:Relationship")}
        kinds = NAMESPACES["r"]
        etree.SubElement(
            links,
            f"{{{uri}}}Relationship",
            Id=next(free for number in range(1, 100_000) if (free := f"rId{number}") not in taken),
            Type=f"{kinds[1] if self._editor.strict else kinds[0]}/comments",
            Target=posixpath.basename(part),
        )
        return {_TYPES: serialised(types), path: serialised(links)}


def serialised(root: etree._Element) -> bytes:
    """A part as Word writes it: UTF-8, with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
