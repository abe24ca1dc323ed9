"""The text of one PDFium page as printed lines, each with the box around its words.

Boxes come from the rectangles of each line's character range: two calls a line, where a box for
each character would cost more than reading the text. Only on pages with a ruled table is every
character asked where it stands, so that cells are exact.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any, Final

import pypdfium2.raw as raw

from clauseadvisor.domain import Box
from clauseadvisor.reading import calls
from clauseadvisor.reading.abreast import rows_abreast
from clauseadvisor.reading.bands import Band, Words, grids_between
from clauseadvisor.reading.columns import LINES, gutter_of, in_columns, upright
from clauseadvisor.reading.printed import PrintedLine, TableBlock
from clauseadvisor.reading.rows import Cell, CellsOf, Gapped, with_tables
from clauseadvisor.reading.rules import Grid, Rectangle
from clauseadvisor.reading.shown import Shown

#: PDFium's mark for a hyphen that breaks a word at a line end, and that of its older builds.
BREAK: Final = "\ufffe"
OLD_BREAK: Final = "\x02"

_BREAKS: Final = re.compile("[\ufffe\x02]")
#: A clause number set off by a gap, for which PDFium writes no space.
_GLUED: Final = re.compile(
    r"^(\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}\.|\((?:\d{1,3}|[A-Za-z]{1,2}|[ivx]{1,5})\))(?=[“\"]?[A-Z][a-z])"
)
_OPENERS: Final = frozenset("(0123456789")
_UP_TO_BREAK: Final = re.compile("[^\ufffe\x02]*[\ufffe\x02]|[^\ufffe\x02]+")
#: Characters to drop (controls, zero widths, soft hyphens) or to write out (ligatures).
_CLEAN: Final[dict[int, str | None]] = {
    **{code: None for code in range(32) if not chr(code).isspace()},
    **dict.fromkeys((0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF)),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    ord(OLD_BREAK): BREAK,
}
_ODD: Final = re.compile("[" + "".join(map(chr, _CLEAN)) + BREAK + "]")


def lines_of(
    textpage: Any, number: int, shown: Shown, bands: Sequence[Band] = ()
) -> list[PrintedLine]:
    """Every line of the page that holds words, in reading order, tables in place.

    ``bands`` are rules that may part the rows of tables.
    """
    page = _TextPage(textpage, number, shown)
    lines, pieces, gapped = page.lines()
    angle = page.angle(lines, shown.rotation)
    if angle:
        return upright(lines, angle, shown.width, shown.height)
    if bands:
        words = list(page.words(lines, pieces, gapped, bands))
        grids = [grid for band in bands for grid in grids_between(band, words)]
        if grids:
            return lines_and_tables(textpage, number, shown, grids)
    gutter = _gutter(page.gaps, len(lines))
    if gutter is not None:
        apart = list(page.lines_beside(gutter))
        if gutter_of(apart) is not None:
            return in_columns(apart, gutter)
    gutter = gutter_of(lines)
    if gutter is not None:
        return in_columns(lines, gutter)
    # A line may be asked for its cells once for each row above it that may begin a table.
    cells_of = cache(lambda place: page.cells(*pieces[place]))
    rows = rows_abreast(lines)
    if rows is not None:
        table = _abreast(lines, rows, gapped, cells_of)
        if table is not None:
            return table
    return with_tables(lines, gapped, cells_of) if gapped else lines


def _abreast(
    lines: Sequence[PrintedLine],
    rows: Sequence[Sequence[int]],
    gapped: Gapped,
    cells_of: CellsOf,
) -> list[PrintedLine] | None:
    """The lines of a page with each row one line, tables in place; None if a row is in no table."""
    joined = [_joined([lines[place] for place in row]) for row in rows]
    gaps = {
        number: [
            *(gap for place in row for gap in gapped.get(place, ())),
            *((lines[a].x1, lines[b].x0) for a, b in pairwise(row)),
        ]
        for number, row in enumerate(rows)
        if len(row) > 1 or row[0] in gapped
    }

    def cells(number: int) -> list[Cell]:
        return [
            cell
            for place in rows[number]
            for cell in (
                cells_of(place)
                if place in gapped
                else [Cell(lines[place].x0, lines[place].x1, lines[place].text)]
            )
        ]

    found = with_tables(joined, gaps, cache(cells))
    left = {id(line) for line in found}
    whole = all(id(joined[number]) not in left for number, row in enumerate(rows) if len(row) > 1)
    return found if whole else None


def _joined(row: Sequence[PrintedLine]) -> PrintedLine:
    """Lines beside each other as one."""
    if len(row) == 1:
        return row[0]
    return row[0]._replace(
        text=" ".join(line.text for line in row),
        top=min(line.top for line in row),
        x1=row[-1].x1,
        bottom=max(line.bottom for line in row),
        broken=row[-1].broken,
    )


def _same_row(left: PrintedLine, right: PrintedLine) -> bool:
    """Whether PDFium parted a printed row where a wide gap is, as it does in some tables."""
    height = right.bottom - right.top
    return (
        abs(left.baseline - right.baseline) <= 0.25 * height
        and right.x0 - left.x1 > _GAP
        and max(height, left.bottom - left.top) < _TALL
    )


def _gutter(gaps: Sequence[tuple[float, float]], lines: int) -> float | None:
    """The place that lies in most of the ``gaps`` within lines, if a good part of them has one."""
    if len(gaps) < LINES or len(gaps) < lines / 3:
        return None
    place = median((start + end) / 2 for start, end in gaps)
    shared = sum(start < place < end for start, end in gaps)
    return place if shared >= 0.8 * len(gaps) else None


def lines_and_tables(
    textpage: Any, number: int, shown: Shown, grids: Sequence[Grid]
) -> list[PrintedLine]:
    """As :func:`lines_of`; the words in a grid become a table, in place of its first word.

    Grids that turn out to frame running text, or to have words in one row or column only, are
    read as lines.
    """
    page = _TextPage(textpage, number, shown)
    fillings = [_Filling(grid) for grid in grids]
    lines: list[PrintedLine | _Filling] = []
    for piece, start in page.pieces():
        for place, part, offset in page.stretches(piece, start, grids):
            if place is None:
                line = page.line(part, start + offset)
                if line is not None:
                    lines.append(line)
                continue
            filling = fillings[place[0]]
            if not filling.words:
                lines.append(filling)
            filling.words[place[1:]] = filling.words.get(place[1:], "") + part
    frames = [filling.grid for filling in fillings if filling.words and not filling.is_table()]
    if frames:
        return lines_and_tables(textpage, number, shown, [g for g in grids if g not in frames])
    return [line.placed(number) if isinstance(line, _Filling) else line for line in lines]


#: A gap in a line as wide as this (points) may part two columns.
_GAP: Final = 9.0
_WORD: Final = re.compile(r"\S+")
#: A line higher than this (points) is turned text, whose rows are elsewhere.
_TALL: Final = 36.0
#: Blanks that programs set columns apart with.
_BLANK: Final = "   "
#: Characters looked at to tell how the text of a page is turned.
_SAMPLES: Final = 40
#: A cell with more characters than this is a frame around running text.
_FRAME: Final = 1500

Place = tuple[int, int, int]  # grid, row, column


@dataclass(slots=True)
class _Filling:
    """A grid and the words found in its cells."""

    grid: Grid
    words: dict[tuple[int, ...], str] = field(default_factory=dict)

    def is_table(self) -> bool:
        """Whether words stand in at least two rows and two columns, none of them a text."""
        filled = [place for place, text in self.words.items() if text.strip()]
        return (
            len({row for row, _ in filled}) > 1
            and len({column for _, column in filled}) > 1
            and all(len(text) < _FRAME for text in self.words.values())
        )

    def placed(self, number: int) -> PrintedLine:
        """The line that stands for the table."""
        rows = tuple(
            tuple(_squeezed(self.words.get((r, c), "")) for c in range(len(row)))
            for r, row in enumerate(self.grid.cells)
        )
        boxes = tuple(
            Box(
                page=number,
                x0=min(cell[0] for cell in row if cell),
                top=min(cell[1] for cell in row if cell),
                x1=max(cell[2] for cell in row if cell),
                bottom=max(cell[3] for cell in row if cell),
            )
            for row in self.grid.cells
        )
        text = " ".join(cell for row in rows for cell in row if cell)
        table = TableBlock(page=number, rows=rows, boxes=boxes, exact=self.grid.exact)
        return PrintedLine(number, text, *self.grid.box, self.grid.box[3], table=table)


def _squeezed(text: str) -> str:
    """Clean words with single spaces; a word broken at a line end of a cell is joined."""
    clean = re.sub(BREAK + r"\s*", "", text.translate(_CLEAN))
    return " ".join(clean.split())


class _TextPage:
    """The text of one page, and where its characters stand."""

    __slots__ = (
        "address",
        "corner",
        "drifts",
        "gaps",
        "handle",
        "number",
        "odd",
        "places",
        "text",
        "turn",
        "wide",
    )

    def __init__(self, textpage: Any, number: int, shown: Shown) -> None:
        self.handle = textpage.raw
        self.address = calls.number(textpage.raw)
        self.number = number
        self.turn = shown.turn
        self.corner = shown.corner
        # The Greek question mark looks like a semicolon, and Unicode holds the two to be equal.
        self.text: str = textpage.get_text_range().replace("\u037e", ";")
        self.odd = _ODD.search(self.text) is not None
        units = len(self.text.encode("utf-16-le")) // 2
        self.wide = units != len(self.text)
        self.drifts = textpage.count_chars() != units
        self.places = calls.Places("d", 4)
        self.gaps: list[tuple[float, float]] = []

    def units(self, text: str) -> int:
        """Length of ``text`` in the units PDFium counts in (UTF-16)."""
        return len(text.encode("utf-16-le")) // 2 if self.wide else len(text)

    def pieces(self) -> Iterator[tuple[str, int]]:
        """Lines with their ends, and where they start; a broken word ends its line too."""
        pieces = self.text.splitlines(keepends=True)
        if self.odd and _BREAKS.search(self.text):
            pieces = [part for piece in pieces for part in _UP_TO_BREAK.findall(piece)]
        start = 0
        for piece in pieces:
            yield piece, start
            start += self.units(piece) if self.wide else len(piece)

    def lines(self) -> tuple[list[PrintedLine], list[tuple[str, int]], Gapped]:
        """All lines, the piece that each was made of, and the gaps of those that have some."""
        lines: list[PrintedLine] = []
        pieces: list[tuple[str, int]] = []
        gapped: dict[int, Sequence[tuple[float, float]]] = {}
        for piece, start in self.pieces():
            gaps = len(self.gaps)
            line = self.line(piece, start)
            if line is None:
                continue
            if lines and line.x0 - lines[-1].x1 > _GAP and _same_row(lines[-1], line):
                before, began = pieces[-1]
                if began + self.units(before) == start:
                    gap = (lines[-1].x1, line.x0)
                    gaps = len(self.gaps)
                    line = self.line(before + piece, began) or line
                    del self.gaps[gaps:]
                    self.gaps.append(gap)
                    place = len(lines) - 1
                    gapped[place] = [*gapped.get(place, ()), gap]
                    lines[-1], pieces[-1] = line, (before + piece, began)
                    continue
            if len(self.gaps) > gaps or (_BLANK in piece and _BLANK in piece.strip()):
                gapped[len(lines)] = self.gaps[gaps:]
            lines.append(line)
            pieces.append((piece, start))
        return lines, pieces, gapped

    def words(
        self,
        lines: Sequence[PrintedLine],
        pieces: Sequence[tuple[str, int]],
        gapped: Gapped,
        bands: Sequence[Band],
    ) -> Iterator[Words]:
        """The words between the gaps of each line that stands in a band."""
        top = min(band.places[0] for band in bands)
        bottom = max(band.places[-1] for band in bands)
        for place, line in enumerate(lines):
            if line.bottom < top or line.top > bottom:
                continue
            if place in gapped:
                for cell in self.cells(*pieces[place]):
                    yield Words(cell.x0, line.top, cell.x1, line.bottom, cell.text)
            else:
                yield Words(line.x0, line.top, line.x1, line.bottom, line.text)

    def cells(self, piece: str, start: int) -> list[Cell]:
        """The words of a line between its gaps; gaps are looked for between words alone."""
        cells: list[Cell] = []
        began, x0, before = 0, 0.0, None
        plain = not (self.wide or self.drifts)
        handle, values = self.address, self.places.values
        left, right, bottom, top = self.places.addresses
        for word in _WORD.finditer(piece):
            first, last = word.span()
            if plain:  # as nearly all: no units to count, no characters to look up
                calls.get_char_box(handle, start + first, left, right, bottom, top)
                opens = values[0]
                calls.get_char_box(handle, start + last - 1, left, right, bottom, top)
                closes = values[1]
            else:
                opens, _ = self.extent(start + self.units(piece[:first]))
                _, closes = self.extent(start + self.units(piece[:last]) - 1)
            if before is None:
                began, x0 = first, opens
            elif opens - before > _GAP:
                cells.append(self.cell(piece[began:first], x0, before))
                began, x0 = first, opens
            before = closes
        if before is not None:
            cells.append(self.cell(piece[began:], x0, before))
        return cells

    def cell(self, words: str, x0: float, x1: float) -> Cell:
        ends = sorted((self.turn(x0, 0.0)[0], self.turn(x1, 0.0)[0]))
        return Cell(ends[0], ends[1], _squeezed(words))

    def extent(self, unit: int) -> tuple[float, float]:
        """Where a character begins and ends, from left to right on the page itself."""
        place = self.character(unit) if self.drifts else unit
        left, right, bottom, top = self.places.addresses
        calls.get_char_box(self.address, place, left, right, bottom, top)
        return self.places.values[0], self.places.values[1]

    def line(self, piece: str, start: int) -> PrintedLine | None:
        """The printed line for a piece of text; None if it holds no words."""
        words = " ".join((piece.translate(_CLEAN) if self.odd else piece).split())
        if not words:
            return None
        if words[0] in _OPENERS:
            words = _GLUED.sub(r"\1 ", words)
        end = start + (self.units(piece) if self.wide else len(piece))
        if piece[0].isspace():
            start += len(piece) - len(piece.lstrip())
        if self.drifts:
            start, end = self.character(start), self.character(end - 1) + 1
        if not self.odd:
            return PrintedLine(self.number, words, *self.box(start, end - start))
        broken = words[-1] == BREAK
        words = words.replace(BREAK, "")
        return (
            PrintedLine(self.number, words, *self.box(start, end - start), broken)
            if words
            else None
        )

    def character(self, unit: int) -> int:
        """PDFium's character index of a text index; they drift where it leaves characters out."""
        return max(int(raw.FPDFText_GetCharIndexFromTextIndex(self.handle, unit)), 0)

    def box(self, start: int, count: int) -> tuple[float, float, float, float, float]:
        """x0, top, x1, bottom and baseline of a range of characters, on the page as shown."""
        handle, values = self.address, self.places.values
        left, top, right, bottom = self.places.addresses
        rectangles = calls.count_rects(handle, start, count)
        calls.get_origin(handle, start, left, top)
        first, base = values[0], values[1]
        x0 = x1 = first  # for characters without extent
        y0 = y1 = base
        if rectangles > 0:
            calls.get_rect(handle, 0, left, top, right, bottom)
            x0, y1, x1, y0 = values.tolist()
        if rectangles > 1:
            x0, y1, x1, y0 = self.around(rectangles, x0, y1, x1, y0)
        if self.corner is not None:  # not turned, as nearly all pages
            left0, top0 = self.corner
            return x0 - left0, top0 - y1, x1 - left0, top0 - y0, top0 - base
        ax, ay = self.turn(x0, y1)
        bx, by = self.turn(x1, y0)
        baseline = self.turn(first, base)[1]
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), baseline

    def around(
        self, rectangles: int, x0: float, y1: float, x1: float, y0: float
    ) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the first rectangle and those behind it; notes gaps."""
        values, addresses = self.places.values, self.places.addresses
        for index in range(1, rectangles):
            calls.get_rect(self.address, index, *addresses)
            left, top, right, bottom = values.tolist()
            if left - x1 > _GAP:
                self.gaps.append((x1, left))
            x0, x1 = min(x0, left), max(x1, right)
            y0, y1 = min(y0, bottom), max(y1, top)
        return x0, y1, x1, y0

    def angle(self, lines: Sequence[PrintedLine], rotation: int) -> int:
        """How far most of the text is turned on the page as shown: 0, 90, 180 or 270 degrees."""
        if (
            not rotation
            and sum(line.bottom - line.top > line.x1 - line.x0 for line in lines) <= len(lines) / 2
        ):
            return 0
        step = max(len(self.text) // _SAMPLES, 1)
        angles = Counter(
            round(math.degrees(raw.FPDFText_GetCharAngle(self.handle, self.character(unit))) / 90)
            * 90
            for unit in range(0, self.units(self.text), step)
            if not self.text[unit : unit + 1].isspace()
        )
        # PDFium counts with the clock, and so does the rotation of a page.
        return int(-angles.most_common(1)[0][0] - rotation) % 360 if angles else 0

    def lines_beside(self, gutter: float) -> Iterator[PrintedLine]:
        """Lines cut where they jump over the gutter."""
        for piece, start in self.pieces():
            cut = self.cut(piece, start, gutter)
            for part, offset in ((piece[:cut], 0), (piece[cut:], self.units(piece[:cut]))):
                line = self.line(part, start + offset)
                if line is not None:
                    yield line

    def cut(self, piece: str, start: int, gutter: float) -> int:
        """Where in ``piece`` the words beyond the gutter begin; 0 if words stand in the gutter."""
        before = None
        unit = start
        for index, character in enumerate(piece):
            if not character.isspace():
                x0, x1 = self.extent(unit)
                if before is not None and before < gutter < x0 and x0 - before > _GAP:
                    return index
                before = x1
            unit += self.units(character)
        return 0

    def stretches(
        self, piece: str, start: int, grids: Sequence[Grid]
    ) -> Iterator[tuple[Place | None, str, int]]:
        """Cut a piece where it enters or leaves a cell: (cell, text, units from its start)."""
        place: Place | None = None
        began = 0
        unit = 0
        for index, character in enumerate(piece):
            if not character.isspace():
                here = self.place(start + unit, grids)
                if here != place and piece[began:index].strip():
                    yield place, piece[began:index], self.units(piece[:began])
                    began = index
                place = here
            unit += self.units(character)
        yield place, piece[began:], self.units(piece[:began])

    def place(self, unit: int, grids: Sequence[Grid]) -> Place | None:
        """The cell that holds the middle of a character."""
        index = self.character(unit) if self.drifts else unit
        if not calls.get_char_box(self.address, index, *self.places.addresses):
            return None
        left, right, bottom, top = self.places.values.tolist()
        x, y = self.turn((left + right) / 2, (top + bottom) / 2)
        for number, grid in enumerate(grids):
            if _holds(grid.box, x, y):
                for row, cells in enumerate(grid.cells):
                    for column, cell in enumerate(cells):
                        if cell is not None and _holds(cell, x, y):
                            return number, row, column
        return None


def _holds(box: Rectangle, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
