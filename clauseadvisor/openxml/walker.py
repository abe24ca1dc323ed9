"""One walk over the XML of a story: its paragraphs and tables, numbered as Word shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from clauseadvisor.openxml.blocks import Attached, Block, Piece, TextCell, TextParagraph, TextTable
from clauseadvisor.openxml.inline import InlineWalker, NoteFinder
from clauseadvisor.openxml.names import attribute, find, is_on, name_of, value
from clauseadvisor.openxml.revisions import (
    cell_is_gone,
    gone,
    mark_is_gone,
    properties_in,
    row_is_gone,
)
from clauseadvisor.openxml.story import Story
from clauseadvisor.openxml.styles import style_of
from clauseadvisor.openxml.vocabulary import SILENT, UNREAD, alternative

#: Run-level content that may stand directly in a body, a cell or a content control.
_INLINE_AT_BLOCK_LEVEL: Final = frozenset(
    {"w:r", "m:oMathPara", "m:oMath", "w:hyperlink", "w:fldSimple"}
)


class Walker:
    """Walks one story of a part (the body, the notes, a header, a text box), with its counters."""

    def __init__(self, story: Story, part: str, notes: NoteFinder | None = None) -> None:
        self._story = story
        self._part = part
        self._notes = notes
        self._numberer = story.numberer()
        self._gone = gone(story.view)
        self._inline = InlineWalker(story, notes, self._box)

    def walk(self, container: etree._Element) -> list[Block]:
        """The paragraphs and tables in a body, a note, a header or a text box."""
        self._inline.begin(container)
        return self._blocks(container)

    def _box(self, element: etree._Element) -> Attached:
        # Word numbers each text box by itself, and the body runs past it untouched.
        inner = Walker(self._story, self._part, self._notes)
        return Attached("textbox", self._part, inner.walk(element))

    def _blocks(self, container: etree._Element) -> list[Block]:
        blocks: list[Block] = []
        pending = self._walk_into(container, blocks, None)
        self._close(pending, blocks)
        return blocks

    def _walk_into(
        self, container: etree._Element, blocks: list[Block], pending: TextParagraph | None
    ) -> TextParagraph | None:
        """Walk block-level children; ``pending`` is a paragraph whose mark is gone."""
        for child in container:
            name = name_of(child)
            if not name or name in self._gone or name in SILENT:
                continue
            if name == "w:p":
                if pending is not None and not pending.elements:
                    self._close(pending, blocks)  # text outside any paragraph is one by itself
                    pending = None
                pending = self._paragraph(child, blocks, pending)
            elif name == "w:tbl":
                self._close(pending, blocks)
                pending = None
                blocks.append(self._table(child))
            elif name in UNREAD:
                self._story.seen[UNREAD[name]] += 1
            elif name == "mc:AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    pending = self._walk_into(chosen, blocks, pending)
            elif name in _INLINE_AT_BLOCK_LEVEL:
                pending = pending or TextParagraph()
                self._inline.visit(child, name, pending)
            else:
                pending = self._walk_into(child, blocks, pending)
        return pending

    def _paragraph(
        self, element: etree._Element, blocks: list[Block], pending: TextParagraph | None
    ) -> TextParagraph | None:
        self._story.budget.tick()
        paragraph = pending or TextParagraph()
        paragraph.elements.append(element)
        self._inline.walk(element, self._properties(element), paragraph)
        if self._runs_on(element, paragraph):
            return paragraph
        self._finish(paragraph, blocks)
        return None

    def _runs_on(self, element: etree._Element, paragraph: TextParagraph) -> bool:
        """Whether the paragraph's mark is gone or hidden, so that the next one continues it."""
        if mark_is_gone(find(element, "w:pPr"), self._story.view):
            return True
        properties = self._properties(element)
        if _is_drop_cap(properties):
            return True
        mark = find(properties, "w:rPr") if properties is not None else None
        if mark is not None and is_on(find(mark, "w:specVanish")):
            # A style separator (17.3.2.36): the heading before it numbers the whole line.
            paragraph.heads_line = True
            return True
        return self._inline.is_hidden(mark)

    def _close(self, pending: TextParagraph | None, blocks: list[Block]) -> None:
        """End a paragraph that has no next one to run on into; drop it when nothing is left."""
        if pending is not None and (pending.pieces or pending.attached):
            self._finish(pending, blocks)

    def _finish(self, paragraph: TextParagraph, blocks: list[Block]) -> None:
        """Number the paragraph. The mark that is left decides: it is the last one's."""
        _trim_breaks(paragraph.pieces)
        if paragraph.elements:
            decisive = paragraph.elements[0 if paragraph.heads_line else -1]
            properties = self._properties(decisive)
            style_id = style_of(properties, "w:pStyle")
            paragraph.outline = self._story.styles.outline(properties, style_id)
            section_break = not paragraph.pieces and _ends_section(properties)
            label = None if section_break else self._numberer.label(properties, style_id)
            if label is not None:
                paragraph.label, paragraph.number = label.text, label.number
                paragraph.level = label.level
        blocks.append(paragraph)

    def _properties(self, element: etree._Element) -> etree._Element | None:
        return properties_in(element, "w:pPr", self._story.view)

    def _table(self, element: etree._Element) -> TextTable:
        table = TextTable()
        for row in self._members(element, "w:tr"):
            if row_is_gone(row, self._story.view):
                continue
            cells = [
                cell for tc in self._members(row, "w:tc") if (cell := self._cell(tc)) is not None
            ]
            table.rows.append(cells)
        return table

    def _members(self, container: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """Rows of a table or cells of a row, also inside content controls and custom XML."""
        for child in container:
            name = name_of(child)
            if name == wanted:
                yield child
            elif name == "mc:AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    yield from self._members(chosen, wanted)
            elif name and name not in self._gone and name not in SILENT:
                yield from self._members(child, wanted)

    def _cell(self, element: etree._Element) -> TextCell | None:
        """One cell; None for a cell that is gone, or that is the rest of the one before it."""
        if cell_is_gone(element, self._story.view):
            return None
        properties = find(element, "w:tcPr")
        horizontal = find(properties, "w:hMerge") if properties is not None else None
        vertical = find(properties, "w:vMerge") if properties is not None else None
        covered = _continues(vertical)
        blocks = self._blocks(element)
        if covered or _continues(horizontal):
            # Word shows the text of the first merged cell alone (17.4, vMerge and hMerge).
            if any(_has_text(block) for block in blocks):
                self._story.seen["covered_cell"] += 1
            return TextCell(covered=True) if covered else None
        return TextCell(blocks=blocks)


def _trim_breaks(pieces: list[Piece]) -> None:
    """Drop page and line breaks at either end: they move the paragraph, they are not in it."""
    while pieces and pieces[0].text == "\n":
        del pieces[0]
    while pieces and pieces[-1].text == "\n":
        del pieces[-1]


def _is_drop_cap(properties: etree._Element | None) -> bool:
    """Whether the paragraph is the big first letter of the next one (17.3.1.11, dropCap)."""
    frame = find(properties, "w:framePr") if properties is not None else None
    return frame is not None and attribute(frame, "w:dropCap") in {"drop", "margin"}


def _ends_section(properties: etree._Element | None) -> bool:
    """Whether the paragraph carries a section break: empty, it is nothing else, and no list item."""
    return properties is not None and find(properties, "w:sectPr") is not None


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and (value(merge) or "continue") == "continue"


def _has_text(block: Block) -> bool:
    if isinstance(block, TextParagraph):
        return bool(block.text.strip())
    return any(_has_text(inner) for row in block.rows for cell in row for inner in cell.blocks)
