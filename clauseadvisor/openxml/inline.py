"""Inside a paragraph: every character shown, with the run it stands in.

What Word does not know, it may still hold text: an unknown element is walked through, never
skipped. Only what is known to show no text (properties, field instructions) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from lxml import etree

from clauseadvisor.openxml.blocks import Attached, Piece, TextParagraph
from clauseadvisor.openxml.fields import broken_fields
from clauseadvisor.openxml.forms import is_computed, shown_by_form
from clauseadvisor.openxml.names import attribute, find, is_on, name_of, short
from clauseadvisor.openxml.revisions import View, gone, properties_in
from clauseadvisor.openxml.story import Story
from clauseadvisor.openxml.styles import style_of
from clauseadvisor.openxml.symbols import sign_of, symbol
from clauseadvisor.openxml.vocabulary import SILENT, UNREAD, alternative

NoteFinder: TypeAlias = Callable[[etree._Element], Attached | None]
BoxOpener: TypeAlias = Callable[[etree._Element], Attached]

_TEXT: Final = frozenset({"w:t", "m:t"})
_SIGNS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}

#: Control characters that would be taken for the end of a paragraph or a cell.
_LINE_ENDS: Final = {ord(sign): " " for sign in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"}

#: Where symbol fonts keep their signs.
_PRIVATE: Final = re.compile("[\uf000-\uf0ff]")

_UNKNOWN_SIGN: Final = "\ufffd"

_SOFT_HYPHEN: Final = "\u00ad"


class InlineWalker:
    """Walks the runs of one story, paragraph after paragraph.

    Fields may run over several paragraphs, so their state is kept between them. ``notes`` finds
    what a note reference points to; ``open_box`` walks the content of a text box.
    """

    def __init__(self, story: Story, notes: NoteFinder | None, open_box: BoxOpener) -> None:
        self._story = story
        self._notes = notes
        self._open_box = open_box
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
            "w:p": self._inside,  # only in malformed files, and never to be lost
        }
        self._handlers.update(dict.fromkeys(_TEXT, self._add_text))
        self._handlers.update(dict.fromkeys(_SIGNS, self._add_sign))
        self._handlers.update(dict.fromkeys(UNREAD, self._note_unread))

    def begin(self, container: etree._Element) -> None:
        """Prepare for the paragraphs of a body, a note or a text box."""
        self._broken = broken_fields(container, self._gone)

    def walk(
        self, element: etree._Element, properties: etree._Element | None, into: TextParagraph
    ) -> None:
        """Add what a ``w:p`` with these properties shows to a paragraph."""
        self._style = style_of(properties, "w:pStyle")
        self._inside(element, into)

    def _inside(self, element: etree._Element, paragraph: TextParagraph) -> None:
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                self.visit(child, short(tag), paragraph)

    def visit(self, element: etree._Element, name: str, paragraph: TextParagraph) -> None:
        """Add what one element shows; ``name`` is its short name."""
        if name in self._gone or name in SILENT:
            return
        handler = self._handlers.get(name)
        if handler is not None:
            handler(element, paragraph)
        else:
            self._inside(element, paragraph)

    def _walk_run(self, run: etree._Element, paragraph: TextParagraph) -> None:
        outer = self._run, self._hidden
        properties = properties_in(run, "w:rPr", self._story.view)
        self._run, self._hidden = run, self._hidden or self.is_hidden(properties)
        self._inside(run, paragraph)
        self._run, self._hidden = outer

    def is_hidden(self, properties: etree._Element | None) -> bool:
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
        paragraph.attached.append(self._open_box(element))

    def _add_note(self, element: etree._Element, paragraph: TextParagraph) -> None:
        if self._notes is None or self._hidden:
            return
        note = self._notes(element)
        if note is not None:
            paragraph.attached.append(note)

    def _walk_equation(self, element: etree._Element, paragraph: TextParagraph) -> None:
        self._story.seen["equation"] += 1
        self._inside(element, paragraph)

    def _walk_object(self, element: etree._Element, paragraph: TextParagraph) -> None:
        """An embedded object or control; its preview picture is not one more thing unread."""
        pictures = self._story.seen["picture"]
        self._inside(element, paragraph)
        self._story.seen["picture"] = pictures

    def _note_unread(self, element: etree._Element, paragraph: TextParagraph) -> None:
        self._story.seen[UNREAD[name_of(element)]] += 1

    def _choose(self, element: etree._Element, paragraph: TextParagraph) -> None:
        chosen = alternative(element)
        if chosen is not None:
            self._inside(chosen, paragraph)
