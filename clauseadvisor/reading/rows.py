"""Tables without full rules, read by position: rows of words that stand under each other.

A line belongs to a table when gaps cut it into cells and each cell stands under one column. What
is read this way is read with some doubt, and the ledger says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from clauseadvisor.domain import Box
from clauseadvisor.reading.paragraphs import MARKER, runs_on
from clauseadvisor.reading.printed import PrintedLine, TableBlock

#: So many lines of several cells make a table; of three cells and more, one less.
ROWS: Final = 3
#: Falls up to this share above the smallest one are line falls within a row...
WITHIN: Final = 1.12
#: ...if the largest one, between rows, is this much wider.
BETWEEN: Final = 1.25
#: Lines further apart than this many line heights do not belong together.
APART: Final = 3.5
#: A line of one cell goes on with a row from no further than this.
CLOSE: Final = 2.0

#: What numbers a clause, a list item or a row.
NUMBER: Final = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})[.)]{0,2}|[^\w\s]")
_PAGE: Final = re.compile(r"\W*(?:\d{1,3}|[ivxl]{1,6})\W*")


class Cell(NamedTuple):
    """Words between two gaps of a line."""

    x0: float
    x1: float
    text: str


#: The gaps (from, to) of each line that has some; none for lines with blanks in a row instead.
Gapped = Mapping[int, Sequence[tuple[float, float]]]
CellsOf = Callable[[int], Sequence[Cell]]


@dataclass(slots=True)
class _Run:
    """Lines that stand under each other, and the extents of their columns so far."""

    columns: list[tuple[float, float]]
    lines: list[int] = field(default_factory=list)
    cells: list[list[tuple[int, str]]] = field(default_factory=list)

    def take(self, number: int, cells: Sequence[Cell]) -> bool:
        """Add a line if each of its cells stands under a column of its own."""
        columns = list(self.columns)
        placed: list[tuple[int, str]] = []
        for cell in cells:
            under = [c for c, (x0, x1) in enumerate(columns) if cell.x0 < x1 and x0 < cell.x1]
            if len(under) != 1 or any(c == under[0] for c, _ in placed):
                return False
            (column,) = under
            columns[column] = (min(columns[column][0], cell.x0), max(columns[column][1], cell.x1))
            placed.append((column, cell.text))
        if any(left[1] > right[0] for left, right in pairwise(columns)):
            return False
        self.columns = columns
        self.lines.append(number)
        self.cells.append(placed)
        return True

    def is_table(self) -> bool:
        """Enough full rows, of more than numbers before text or text before page numbers."""
        full = [cells for cells in self.cells if len(cells) > 1]
        numbered = self._mostly(0, NUMBER) or self._mostly(0, MARKER)
        columns = len(self.columns) - numbered - self._mostly(-1, _PAGE)
        return columns > 1 and len(full) >= (ROWS - 1 if columns > 2 else ROWS)

    def _mostly(self, column: int, pattern: re.Pattern[str]) -> bool:
        """Whether most cells of a column (-1 the last) are what ``pattern`` matches."""
        wanted = column % len(self.columns)
        texts = [text for cells in self.cells for c, text in cells if c == wanted]
        return sum(pattern.fullmatch(text) is not None for text in texts) >= 0.6 * len(texts)


def with_tables(
    lines: Sequence[PrintedLine], gapped: Gapped, cells_of: CellsOf
) -> list[PrintedLine]:
    """The lines of a page, those of each table found by position replaced by one that holds it.

    ``cells_of`` cuts a line at its gaps.
    """
    found: list[PrintedLine] = []
    place = 0
    while place < len(lines):
        run = _run(lines, place, gapped, cells_of) if place in gapped else None
        if run is None:
            found.append(lines[place])
            place += 1
        else:
            found.append(_placed([lines[i] for i in run.lines], run))
            place += len(run.lines)
    return found


def _run(
    lines: Sequence[PrintedLine], first: int, gapped: Gapped, cells_of: CellsOf
) -> _Run | None:
    """The table that starts at a line, if one does."""
    if not any(_share(gapped[first], gapped.get(first + i)) for i in range(1, ROWS + 1)):
        return None
    cells = cells_of(first)
    if len(cells) - (MARKER.fullmatch(cells[0].text) is not None) < 2:
        return None
    run = _Run([(cell.x0, cell.x1) for cell in cells])
    run.take(first, cells)
    for place in range(first + 1, len(lines)):
        line, above = lines[place], lines[place - 1]
        height = above.bottom - above.top
        if line.table or not 0 < line.baseline - above.baseline < APART * height:
            break
        here = cells_of(place) if place in gapped else [Cell(line.x0, line.x1, line.text)]
        far = line.baseline - above.baseline > CLOSE * height
        if len(here) == 1 and (far or MARKER.match(line.text) or _PAGE.fullmatch(line.text)):
            break
        if not run.take(place, here):
            break
    # What follows a table in its first column is the text behind it.
    while run.lines and len(run.cells[-1]) == 1 and run.cells[-1][0][0] == 0:
        run.lines.pop()
        run.cells.pop()
    return run if run.is_table() else None


def _share(
    gaps: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]] | None
) -> bool:
    """Whether two lines may have a gap in common: asked first, since cutting lines costs more."""
    if others is None:
        return False
    return not gaps or not others or any(a < y and x < b for a, b in gaps for x, y in others)


def _placed(lines: Sequence[PrintedLine], run: _Run) -> PrintedLine:
    """The line that stands for the table."""
    rows = _rows(lines, run)
    cells = tuple(
        tuple(
            " ".join(text for i in row for column, text in run.cells[i] if column == c)
            for c in range(len(run.columns))
        )
        for row in rows
    )
    boxes = tuple(_around([lines[i] for i in row]) for row in rows)
    whole = _around(lines)
    table = TableBlock(page=whole.page, rows=cells, boxes=boxes, exact=False)
    words = " ".join(cell for row in cells for cell in row if cell)
    return PrintedLine(
        whole.page, words, whole.x0, whole.top, whole.x1, whole.bottom, whole.bottom, table=table
    )


def _rows(lines: Sequence[PrintedLine], run: _Run) -> list[list[int]]:
    """Which lines make up each row.

    A line goes on with the row above if it has no first cell or its first cell reads on, and,
    where rows are set apart, if it comes close enough.
    """
    falls = [b.baseline - a.baseline for a, b in pairwise(lines)]
    apart = max(falls) > BETWEEN * min(falls)
    rows = [[0]]
    head = ""
    for i, fall in enumerate(falls, 1):
        head = next((text for column, text in run.cells[i - 1] if column == 0), head)
        first = next((text for column, text in run.cells[i] if column == 0), None)
        close = not apart or fall <= WITHIN * min(falls)
        if close and (first is None or (apart and runs_on(head, first))):
            rows[-1].append(i)
        else:
            rows.append([i])
    return rows


def _around(lines: Sequence[PrintedLine]) -> Box:
    return Box(
        page=lines[0].page,
        x0=min(line.x0 for line in lines),
        top=min(line.top for line in lines),
        x1=max(line.x1 for line in lines),
        bottom=max(line.bottom for line in lines),
    )
