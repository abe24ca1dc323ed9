"""Footnotes and endnotes: found by the reference that stands in the text."""

from __future__ import annotations

from collections import Counter
from typing import Final, Protocol

from lxml import etree

from clauseadvisor.openxml.blocks import Attached, Piece, TextParagraph
from clauseadvisor.openxml.names import attribute, children, find_path, name_of, number_value, value
from clauseadvisor.openxml.numerals import written
from clauseadvisor.openxml.story import Story
from clauseadvisor.openxml.walker import Walker

#: Reference element → (type of the linked part, its note element, its settings, default format).
_KINDS: Final = {
    "w:footnoteReference": ("footnotes", "w:footnote", "w:footnotePr", "decimal"),
    "w:endnoteReference": ("endnotes", "w:endnote", "w:endnotePr", "lowerRoman"),
}


class _Linked(Protocol):
    def linked(self, kind: str) -> etree._Element | None: ...

    def part_of_type(self, kind: str) -> str | None: ...


class Notes:
    """The notes of one document in one view, numbered in the order of their references."""

    def __init__(self, story: Story, document: _Linked) -> None:
        self._story = story
        self._document = document
        self._elements: dict[str, dict[str, etree._Element]] = {}
        self._walkers: dict[str, Walker] = {}
        self._counts: Counter[str] = Counter()

    def find(self, reference: etree._Element) -> Attached | None:
        """The note that a reference points to, None when the file lacks it.

        The note's first paragraph carries its number; a reference with a mark of its own
        (17.11.14, customMarkFollows) is not counted, and its note shows the mark it holds.
        """
        name = name_of(reference)
        kind, _, _, _ = _KINDS[name]
        element = self._notes(name).get(attribute(reference, "w:id") or "")
        part = self._document.part_of_type(kind)
        if element is None or part is None:
            self._story.seen["lost_note"] += 1
            return None
        if kind not in self._walkers:
            self._walkers[kind] = Walker(self._story, part)
        blocks = self._walkers[kind].walk(element)
        custom = attribute(reference, "w:customMarkFollows")
        if custom is None or custom.lower() in {"0", "false", "off"}:
            self._counts[name] += 1
            first = next((block for block in blocks if isinstance(block, TextParagraph)), None)
            if first is not None and not first.label:
                first.label = first.number = self._label(name)
                _trim_start(first.pieces)
        return Attached("footnote", part, blocks)

    def _notes(self, name: str) -> dict[str, etree._Element]:
        if name not in self._elements:
            kind, note, _, _ = _KINDS[name]
            root = self._document.linked(kind)
            self._elements[name] = {
                attribute(element, "w:id") or "": element
                for element in ([] if root is None else children(root, note))
            }
        return self._elements[name]

    def _label(self, name: str) -> str:
        _, _, settings_name, number_format = _KINDS[name]
        settings = self._document.linked("settings")
        start = 1
        if settings is not None:
            number_format = value(find_path(settings, settings_name, "w:numFmt")) or number_format
            start = number_value(find_path(settings, settings_name, "w:numStart")) or start
        number = start + self._counts[name] - 1
        return written(number, number_format) or str(number)


def _trim_start(pieces: list[Piece]) -> None:
    """Drop the space that Word sets between the mark of a note and its text: ours is there."""
    while pieces:
        first = pieces[0]
        text = first.text.lstrip()
        if text:
            offset = first.offset + len(first.text) - len(text)
            pieces[0] = Piece(text, first.run, first.node, offset)
            return
        del pieces[0]
