"""One walk over the XML of a story: every character shown, with the run it stands in.

What Word does not know, it may still hold text: an unknown element is walked through, never
skipped. Only what is known to show no text (properties, field instructions) is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from lxml import etree

from clauseadvisor.openxml.blocks import (
    Attached,
    Block,
    Piece,
    TextCell,
    TextParagraph,
    TextTable,
)
from clauseadvisor.openxml.fields import broken_fields
from clauseadvisor.openxml.forms import is_computed, shown_by_form
from clauseadvisor.openxml.guards import Budget
from clauseadvisor.openxml.names import (
    UNDERSTOOD,
    attribute,
    children,
    find,
    is_on,
    name_of,
    short,
    value,
)
from clauseadvisor.openxml.numbering import Numberer, Numbering
from clauseadvisor.openxml.revisions import (
    View,
    cell_is_gone,
    gone,
    mark_is_gone,
    properties_in,
    row_is_gone,
)
from clauseadvisor.openxml.styles import Styles, style_of
from clauseadvisor.openxml.symbols import sign_of, symbol

NoteFinder: TypeAlias = Callable[[etree._Element], Attached | None]

#: Elements that show no text of their own, with all they contain.
_SILENT: Final = frozenset(
    {
        "w:pPr",
        "w:rPr",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:smartTagPr",
        "w:customXmlPr",
        "w:delInstrText",
        "w:fldData",
        "w:rubyPr",
        "w:sectPr",
        "w:tblPr",
        "w:tblPrEx",
        "w:tblGrid",
        "w:trPr",
        "w:tcPr",
        "w:softHyphen",
        "m:ctrlPr",
        "m:rPr",
        "wp:docPr",
        "mc:Fallback",
    }
)

#: Things that are seen and not read, by the code of their warning.
_UNREAD: Final = {
    "pic:pic": "picture",
    "v:imagedata": "picture",
    "wpi:contentPart": "picture",
    "w:contentPart": "picture",
    "c:chart": "chart",
    "cx:chart": "chart",
    "dgm:relIds": "smartart",
    "o:OLEObject": "embedded_object",
    "w:control": "embedded_object",
    "w:movie": "embedded_object",
    "w:rt": "phonetic_guide",
    "w:altChunk": "alt_chunk",
    "w:subDoc": "sub_document",
    "v:textpath": "word_art",
    "a:t": "drawing_text",
}

_TEXT: Final = frozenset({"w:t", "m:t"})
_SIGNS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}

#: Control characters that would be taken for the end of a paragraph or a cell.
_LINE_ENDS: Final = {ord(sign): " " for sign in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"}

#: Where symbol fonts keep their signs.
_PRIVATE: Final = re.compile("[\uf000-\uf0ff]")

_UNKNOWN_SIGN: Final = "\ufffd"

_SOFT_HYPHEN: Final = "\u00ad"


@dataclass(slots=True)
class Story:
    """What walking one document needs and collects, shared by all its stories.

    ``seen`` counts what was met and not read, by the code of its warning.
    """

    view: View
    styles: Styles
    numbering: Numbering
    budget: Budget
    seen: Counter[str] = field(default_factory=Counter)
    unknown_formats: Counter[str] = field(default_factory=Counter)

    def walker(self, part: str, notes: NoteFinder | None = None) -> Walker:
        """A walker for one story, with counters and fields of its own."""
        return Walker(self, part, Numberer(self.numbering, self.unknown_formats), notes)


class Walker:
    """Walks one story: the body, a note, a header, the text boxes of a part."""

    def __init__(
        self, story: Story, part: str, numberer: Numberer, notes: NoteFinder | None = None
    ) -> None:
        self._story = story
        self._part = part
        self._numberer = numberer
        self._notes = notes
        self._gone = gone(story.view)
        self._broken: frozenset[etree._Element] = frozenset()
        self._instruction: list[bool] = []  # one entry an open field: True until its result
        self._run: etree._Element | None = None
        self._hidden = False
        self._style: str | None = None  # of the paragraph being walked
        self._handlers: dict[str, Callable[[etree._Element, TextParagraph], None]] = {
            "w:r": self._walk_run,
            "m:r": self._walk_run,
            "w:fldChar": self._turn_field,
            "w:sym": self._add_symbol,
            "w:delText": self._add_deleted,
            "w:instrText": self._note_instruction,
            "w:txbxContent": self._add_text_box,
            "w:footnoteReference": self._add_note,
            "w:endnoteReference": self._add_note,
            "mc:AlternateContent": self._choose,
            "m:oMath": self._walk_equation,
            "w:object": self._walk_object,
            "w:p": self._inline,  # only in malformed files, and never to be lost
        }
        self._handlers.update(dict.fromkeys(_TEXT, self._add_text))
        self._handlers.update(dict.fromkeys(_SIGNS, self._add_sign))
        self._handlers.update(dict.fromkeys(_UNREAD, self._note_unread))

    def walk(self, container: etree._Element) -> list[Block]:
        """The paragraphs and tables in a body, a cell's content, a note or a text box."""
        self._broken = broken_fields(container, self._gone)
        return self._blocks(container)

    # ------------------------------------------------------------ blocks

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
            if not name or name in self._gone or name in _SILENT:
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
            elif name in _UNREAD:
                self._story.seen[_UNREAD[name]] += 1
            elif name == "mc:AlternateContent":
                chosen = self._choice(child)
                if chosen is not None:
                    pending = self._walk_into(chosen, blocks, pending)
            elif name in _INLINE_AT_BLOCK_LEVEL:
                pending = pending or TextParagraph()
                self._visit(child, name, pending)
            else:
                pending = self._walk_into(child, blocks, pending)
        return pending

    def _paragraph(
        self, element: etree._Element, blocks: list[Block], pending: TextParagraph | None
    ) -> TextParagraph | None:
        self._story.budget.tick()
        paragraph = pending or TextParagraph()
        paragraph.elements.append(element)
        self._style = style_of(self._properties(element), "w:pStyle")
        self._inline(element, paragraph)
        if self._runs_on(element, paragraph):
            return paragraph
        self._finish(paragraph, blocks)
        return None

    def _runs_on(self, element: etree._Element, paragraph: TextParagraph) -> bool:
        """Whether the paragraph's mark is gone or hidden, so that the next one continues it."""
        if mark_is_gone(find(element, "w:pPr"), self._story.view):
            return True
        properties = self._properties(element)
        mark = find(properties, "w:rPr") if properties is not None else None
        if mark is not None and is_on(find(mark, "w:specVanish")):
            # A style separator (17.3.2.36): the heading before it numbers the whole line.
            paragraph.heads_line = True
            return True
        return self._is_hidden(mark)

    def _close(self, pending: TextParagraph | None, blocks: list[Block]) -> None:
        """End a paragraph that has no next one to run on into; drop it when nothing is left."""
        if pending is not None and (pending.pieces or pending.attached):
            self._finish(pending, blocks)

    def _finish(self, paragraph: TextParagraph, blocks: list[Block]) -> None:
        """Number the paragraph. The mark that is left decides: it is the last one's."""
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
                chosen = self._choice(child)
                if chosen is not None:
                    yield from self._members(chosen, wanted)
            elif name and name not in self._gone and name not in _SILENT:
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
            # Word shows the text of the first merged cell alone (17.4.85, 17.4.22).
            if any(_has_text(block) for block in blocks):
                self._story.seen["covered_cell"] += 1
            return TextCell(covered=True) if covered else None
        return TextCell(blocks=blocks)

    # ------------------------------------------------------------ inside a paragraph

    def _inline(self, element: etree._Element, paragraph: TextParagraph) -> None:
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                self._visit(child, short(tag), paragraph)

    def _visit(self, element: etree._Element, name: str, paragraph: TextParagraph) -> None:
        if name in self._gone or name in _SILENT:
            return
        handler = self._handlers.get(name)
        if handler is not None:
            handler(element, paragraph)
        else:
            self._inline(element, paragraph)

    def _walk_run(self, run: etree._Element, paragraph: TextParagraph) -> None:
        outer = self._run, self._hidden
        properties = properties_in(run, "w:rPr", self._story.view)
        self._run, self._hidden = run, self._hidden or self._is_hidden(properties)
        self._inline(run, paragraph)
        self._run, self._hidden = outer

    def _is_hidden(self, properties: etree._Element | None) -> bool:
        """Whether a run, or a paragraph's mark, with these ``w:rPr`` is hidden text."""
        own = is_on(find(properties, "w:vanish")) if properties is not None else None
        if own is not None:
            return own
        return self._story.styles.hides(self._style, style_of(properties, "w:rStyle"))

    def _turn_field(self, element: etree._Element, paragraph: TextParagraph) -> None:
        kind = attribute(element, "w:fldCharType")
        if kind == "begin":
            shown = shown_by_form(element)
            if shown and not self._hidden and not any(self._instruction):
                paragraph.pieces.append(Piece(shown))
            if element not in self._broken:
                self._instruction.append(True)
        elif self._instruction and element not in self._broken:
            if kind == "separate":
                self._instruction[-1] = False
            elif kind == "end":
                self._instruction.pop()

    def _note_instruction(self, element: etree._Element, paragraph: TextParagraph) -> None:
        if is_computed(element.text or ""):
            self._story.seen["computed_number"] += 1

    def _add(
        self, text: str, node: etree._Element, paragraph: TextParagraph, offset: int = 0
    ) -> None:
        if any(self._instruction):
            return
        if self._hidden:
            if text.strip():
                self._story.seen["hidden_text"] += 1
            return
        self._story.budget.spend(len(text))
        paragraph.pieces.append(Piece(text, self._run, node, offset))

    def _add_text(self, node: etree._Element, paragraph: TextParagraph) -> None:
        offset = 0
        text = (node.text or "").translate(_LINE_ENDS)
        if _PRIVATE.search(text):
            text = self._from_symbol_font(text)
        for stretch in text.split(_SOFT_HYPHEN):
            if stretch:
                self._add(stretch, node, paragraph, offset)
            offset += len(stretch) + 1

    def _from_symbol_font(self, text: str) -> str:
        """Signs of a symbol font that stand as private characters in ordinary text."""
        properties = find(self._run, "w:rPr") if self._run is not None else None
        fonts = find(properties, "w:rFonts") if properties is not None else None
        font = attribute(fonts, "w:ascii") if fonts is not None else None
        signs = [
            sign_of(font, ord(sign)) if "\uf000" <= sign <= "\uf0ff" else sign for sign in text
        ]
        if None in signs:
            self._story.seen["symbol"] += 1
        return "".join(sign or _UNKNOWN_SIGN for sign in signs)

    def _add_deleted(self, node: etree._Element, paragraph: TextParagraph) -> None:
        if self._story.view is View.ORIGINAL:
            self._add_text(node, paragraph)

    def _add_sign(self, node: etree._Element, paragraph: TextParagraph) -> None:
        self._add(_SIGNS[name_of(node)], node, paragraph)

    def _add_symbol(self, node: etree._Element, paragraph: TextParagraph) -> None:
        sign = symbol(attribute(node, "w:font"), attribute(node, "w:char"))
        if sign is None:
            self._story.seen["symbol"] += 1
        self._add(sign or _UNKNOWN_SIGN, node, paragraph)

    def _add_text_box(self, element: etree._Element, paragraph: TextParagraph) -> None:
        if self._hidden:
            self._story.seen["hidden_text"] += 1
            return
        # Word numbers each text box by itself, and the body runs past it untouched.
        blocks = self._story.walker(self._part, self._notes).walk(element)
        paragraph.attached.append(Attached("textbox", self._part, blocks))

    def _add_note(self, element: etree._Element, paragraph: TextParagraph) -> None:
        if self._notes is None or self._hidden:
            return
        note = self._notes(element)
        if note is not None:
            paragraph.attached.append(note)

    def _walk_equation(self, element: etree._Element, paragraph: TextParagraph) -> None:
        self._story.seen["equation"] += 1
        self._inline(element, paragraph)

    def _walk_object(self, element: etree._Element, paragraph: TextParagraph) -> None:
        """An embedded object or control; its preview picture is not one more thing unread."""
        pictures = self._story.seen["picture"]
        self._inline(element, paragraph)
        self._story.seen["picture"] = pictures

    def _note_unread(self, element: etree._Element, paragraph: TextParagraph) -> None:
        self._story.seen[_UNREAD[name_of(element)]] += 1

    # ------------------------------------------------------------ alternatives

    def _choose(self, element: etree._Element, paragraph: TextParagraph) -> None:
        chosen = self._choice(element)
        if chosen is not None:
            self._inline(chosen, paragraph)

    def _choice(self, element: etree._Element) -> etree._Element | None:
        """The one branch to read: the first choice whose vocabulary is known, else the fallback
        (ECMA-376 Part 3, 7.5), else the first choice, rather than losing its text."""
        choices = children(element, "mc:Choice")
        for choice in choices:
            required = (choice.get("Requires") or "").split()
            if all(choice.nsmap.get(prefix) in UNDERSTOOD for prefix in required):
                return choice
        fallback = find(element, "mc:Fallback")
        return fallback if fallback is not None else next(iter(choices), None)


#: Run-level content that may stand directly in a body, a cell or a content control.
_INLINE_AT_BLOCK_LEVEL: Final = frozenset(
    {"w:r", "m:oMathPara", "m:oMath", "w:hyperlink", "w:fldSimple"}
)


def _ends_section(properties: etree._Element | None) -> bool:
    """Whether the paragraph carries a section break: empty, it is nothing else, and no list item."""
    return properties is not None and find(properties, "w:sectPr") is not None


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and (value(merge) or "continue") == "continue"


def _has_text(block: Block) -> bool:
    if isinstance(block, TextParagraph):
        return bool(block.text.strip())
    return any(_has_text(inner) for row in block.rows for cell in row for inner in cell.blocks)
