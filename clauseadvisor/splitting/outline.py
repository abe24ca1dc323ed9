"""The tree: which printed numbers open a clause, and under which other clause each one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from clauseadvisor.domain import Paragraph
from clauseadvisor.splitting.contents import contents_paragraphs
from clauseadvisor.splitting.headings import (
    LONGEST_HEADING,
    is_capital_heading,
    is_heading,
    run_in_heading,
    tidy,
)
from clauseadvisor.splitting.markers import (
    Marker,
    Place,
    format_marker,
    head_marker,
    inside_markers,
)
from clauseadvisor.splitting.numbering import (
    ATTACHMENTS,
    DIVISIONS,
    Number,
    Series,
    Style,
    follows,
    is_first,
    is_under,
)


class Role(Enum):
    """What a unit of text is in the tree."""

    NUMBERED = "opens with a number"
    BULLET = "a list item without a number"
    HEADING = "a heading without a number"
    BODY = "a paragraph without a number"
    ROW = "a row of a table"
    CONTENTS = "part of a table of contents"


@dataclass(slots=True)
class Unit:
    """A stretch of text that stands at one place of the tree; ``parent`` indexes the units."""

    start: int
    end: int
    role: Role
    parent: int
    number: str | None = None
    heading: str | None = None
    body: int = 0  # where the words behind the number begin
    attachment: bool = False


@dataclass(slots=True)
class _Open:
    """A numbered unit that is still open: the next number may follow it or stand under it."""

    unit: int
    number: Number | None


BULLETS: Final = "•●○▪■□◦‣⁃·–—-*o\uf0b7\uf0a7"
_NO_PARENT: Final = -1
#: How many numbers may be missing between two of one list (reserved, or lost by the source).
_WIDEST_GAP: Final = 6


def outline(text: str, paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """The units of the text in order; parents come before their children.

    ``paragraphs`` are in order, without white space at their ends.
    """
    return _Outliner(text, paragraphs).run()


class _Outliner:
    """Goes once through the paragraphs, with the open numbers on a stack."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.units: list[Unit] = []
        self.stack: list[_Open] = []
        self.heading = _NO_PARENT  # the last bare heading, when nothing numbered came since
        self.container = _NO_PARENT  # the attachment that we are in
        self.contents = contents_paragraphs(text, paragraphs)
        self.heads = [self._head(index) for index in range(len(paragraphs))]
        self.supported = self._supported()

    def run(self) -> list[Unit]:
        for index, paragraph in enumerate(self.paragraphs):
            if index in self.contents:
                self._add(paragraph.start, paragraph.end, Role.CONTENTS, _NO_PARENT)
            elif paragraph.kind == "table":
                self._add(paragraph.start, paragraph.end, Role.ROW, self._owner())
            elif paragraph.kind == "footnote":
                self._add(paragraph.start, paragraph.end, Role.BODY, self._owner())
            else:
                self._paragraph(index, paragraph)
        return self.units

    # ------------------------------------------------------------ candidates

    def _head(self, index: int) -> Marker | None:
        paragraph = self.paragraphs[index]
        if index in self.contents or paragraph.kind in ("table", "footnote"):
            return None
        if paragraph.number is not None:
            return format_marker(self.text, paragraph.start, paragraph.end, paragraph.number)
        return head_marker(self.text, paragraph.start, paragraph.end)

    def _supported(self) -> set[int]:
        """The paragraphs whose number has its neighbour in the list before or behind it."""
        found: set[int] = set()
        last: dict[tuple[Style, tuple[int, ...]], tuple[int, int]] = {}
        for index, marker in enumerate(self.heads):
            if marker is None:
                continue
            for reading in marker.readings:
                key = (reading.style, reading.values[:-1])
                before = last.get(key)
                if before is not None and reading.values[-1] == before[1] + 1:
                    found.update((before[0], index))
                last[key] = (index, reading.values[-1])
        return found

    # ------------------------------------------------------------ one paragraph

    def _paragraph(self, index: int, paragraph: Paragraph) -> None:
        start, end = paragraph.start, paragraph.end
        marker = self.heads[index]
        placed = marker is not None and self._numbered(marker, index, end)
        if not placed:
            self._unnumbered(index, paragraph)
        if end - start < 60:
            return
        for inside in inside_markers(self.text, start, end):
            if inside.start <= self.units[-1].start + 3:
                continue
            cut = self.units[-1]
            before = cut.end
            if self._numbered(inside, index, end):
                cut.end = _trimmed_end(self.text, cut.start, inside.start)
                self._retitle(cut)
            else:
                cut.end = before

    def _retitle(self, unit: Unit) -> None:
        if unit.role is Role.NUMBERED:
            unit.heading = run_in_heading(self.text[unit.body : min(unit.end, unit.body + 140)])

    def _unnumbered(self, index: int, paragraph: Paragraph) -> None:
        start, end = paragraph.start, paragraph.end
        words = self.text[start:end] if end - start <= LONGEST_HEADING else ""
        first = self.text[start]
        if (first in BULLETS and end - start > 2 and self.text[start + 1] in " \t") or (
            paragraph.number is not None
        ):
            self._add(start, end, Role.BULLET, self._owner())
        elif paragraph.outline is not None or (words and self._heads_something(index, words)):
            self._bare_heading(start, end)
        else:
            self._add(start, end, Role.BODY, self._owner())

    def _heads_something(self, index: int, words: str) -> bool:
        """Whether a short paragraph is the heading of what comes next."""
        if index + 1 >= len(self.paragraphs):
            return False
        behind = self.paragraphs[index + 1]
        if behind.kind == "table":
            return is_heading(words)
        if is_capital_heading(words):
            return True
        return is_heading(words) and (
            behind.end - behind.start > 120 or self.heads[index + 1] is not None
        )

    def _bare_heading(self, start: int, end: int) -> None:
        heading = self._add(start, end, Role.HEADING, self.container)
        self.units[heading].heading = tidy(self.text[start:end])
        self.heading = heading

    def _owner(self) -> int:
        """The unit that an unnumbered paragraph belongs to."""
        if self.heading != _NO_PARENT:
            return self.heading
        return self.stack[-1].unit if self.stack else self.container

    # ------------------------------------------------------------ numbers

    def _numbered(self, marker: Marker, index: int, end: int) -> bool:
        """Places the number in the tree; False when it cannot be the number of a clause."""
        if not marker.readings:
            if marker.place is Place.FORMAT:
                self._add(marker.start, end, Role.BULLET, self._owner())
                return True
            return False
        keyword = marker.readings[0].keyword.casefold()
        if keyword in ATTACHMENTS:
            return self._attachment(marker, end)
        position = self._position(marker, index)
        if position is None:
            return False
        depth, number = position
        above = self.stack[depth - 1].unit if depth else self._top()
        del self.stack[depth:]
        if self.heading != _NO_PARENT:
            pending = self.units[self.heading]
            if depth and self.units[above].role is Role.HEADING:
                self.stack.pop()
                above = self.units[above].parent
            if pending.parent != above and above < self.heading:
                pending.parent = above
            above = self.heading
            self.stack.append(_Open(self.heading, None))
            self.heading = _NO_PARENT
        self._open(marker, end, above, number)
        return True

    def _open(self, marker: Marker, end: int, parent: int, number: Number) -> int:
        unit = self._add(marker.start, end, Role.NUMBERED, parent)
        self.units[unit].number = marker.shown
        self.units[unit].body = marker.body
        self._retitle(self.units[unit])
        self.stack.append(_Open(unit, number))
        return unit

    def _top(self) -> int:
        return self.container

    def _attachment(self, marker: Marker, end: int) -> bool:
        if all(unit.end - unit.start < 200 for unit in self.units) and len(self.units) < 10:
            return False  # "EXHIBIT 10.26" above the title is the stamp of a filing
        self.stack.clear()
        self.heading = _NO_PARENT
        unit = self._open(marker, end, _NO_PARENT, marker.readings[0])
        self.units[unit].attachment = True
        self.container = unit
        self.stack.clear()
        return True

    def _position(self, marker: Marker, index: int) -> tuple[int, Number] | None:
        """How many open numbers stay open above this one, and the reading that fits there."""
        strict = marker.place is Place.INSIDE
        fresh: Number | None = None
        for number in marker.readings:
            if is_first(number) and len(number.values) == 1:
                fresh = number
                break
        succeeding = self._succeeding(marker.readings)
        if succeeding is not None and not (
            fresh is not None
            and fresh is not succeeding[1]
            and self._roman_ahead(fresh, succeeding[1], index)
        ):
            return succeeding
        for depth in range(len(self.stack), 0, -1):
            above = self.stack[depth - 1].number
            for number in marker.readings:
                if (
                    above is not None
                    and is_under(above, number)
                    and (is_first(number) or not strict)
                ):
                    return depth, number
        if strict and (
            fresh is None or not marker.shown.startswith("(") or index not in self.supported
        ):
            return None
        if marker.place is Place.HEAD and not marker.sure and index not in self.supported:
            return None
        if fresh is not None:
            return self._fresh_depth(fresh), fresh
        gapped = self._gapped(marker.readings)
        if gapped is not None:
            return gapped
        number = marker.readings[0]
        if (
            marker.place is Place.FORMAT
            or index in self.supported
            or number.keyword
            or (len(number.values) > 1 and is_first(number))
        ):
            return self._fresh_depth(number), number
        return None

    def _succeeding(self, readings: tuple[Number, ...]) -> tuple[int, Number] | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            before = self.stack[depth].number
            if before is None:
                continue
            for number in readings:
                if follows(before, number):
                    return depth, number
        return None

    def _gapped(self, readings: tuple[Number, ...]) -> tuple[int, Number] | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            before = self.stack[depth].number
            if before is None:
                continue
            for number in readings:
                if number.style != before.style:
                    continue
                old, new = before.values, number.values
                if len(new) > 1 and new[:-1] > old[:-1]:
                    return depth, number
                if new[:-1] == old[:-1] and old[-1] < new[-1] <= old[-1] + _WIDEST_GAP:
                    return depth, number
        return None

    def _fresh_depth(self, number: Number) -> int:
        """Where a new list begins: under the last open number, or at the top for divisions."""
        if number.keyword.casefold() not in DIVISIONS:
            return len(self.stack)
        for depth, entry in enumerate(self.stack):
            if entry.number is None or not entry.number.keyword:
                return depth
            if entry.number.keyword.casefold() == number.keyword.casefold():
                return depth
        return len(self.stack)

    def _roman_ahead(self, fresh: Number, letter: Number, index: int) -> bool:
        """Whether the list goes on with the reading ``fresh``: (ii) comes before (j) does."""
        for marker in self.heads[index + 1 : index + 40]:
            if marker is None:
                continue
            if any(follows(fresh, number) for number in marker.readings):
                return True
            if any(follows(letter, number) for number in marker.readings):
                return False
        return letter.parts[-1].series not in (Series.LOWER, Series.UPPER)

    def _add(self, start: int, end: int, role: Role, parent: int) -> int:
        self.units.append(Unit(start, end, role, parent))
        return len(self.units) - 1


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
