"""Tables in plain text: rows whose cells blanks set under each other.

Hanging numbers, two signatures side by side and lists of contents are set with blanks as well, so
only what can hardly be anything else is taken: the same number of cells in each of three rows or
more, each cell under the one above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from clauseadvisor.reading.paragraphs import MARKER
from clauseadvisor.reading.printed import PrintedLine, TableBlock
from clauseadvisor.reading.rows import NUMBER

#: So many rows make a table.
ROWS: Final = 3
#: A cell holds no more characters than this.
LONGEST: Final = 60
#: Cells begin (or end, as figures do) within so many characters of the one above.
ALIGNED: Final = 1
#: Rows have no more than one blank row between them.
STEP: Final = 2

# Two blanks may only fill a line or follow a full stop.
_CELL: Final = re.compile(r"\S+(?: {1,2}\S+)*")
_BLANKS: Final = re.compile(r"\S {3,}\S")
_RULE: Final = re.compile(r"[\s_=+|.-]+")
_MARKS: Final = re.compile(r"[\W_]+")
_PAGE: Final = re.compile(r"\W*(?:\d{1,3}|[ivxl]{1,6})\W*")


class _Row(NamedTuple):
    """A line, where its cells begin and end, and the row of the page that it stands in."""

    line: PrintedLine
    cells: list[tuple[int, int, str]]
    number: int


def with_spaced_tables(
    lines: Sequence[PrintedLine], rows: Sequence[str], height: float
) -> list[PrintedLine]:
    """The lines of a page of plain text, those of each table replaced by one that holds it.

    ``rows`` is the page row by row, tabs expanded; a row is ``height`` high.
    """
    done: list[PrintedLine] = []
    table: list[_Row] = []
    for line in lines:
        row = _row(line, rows, height)
        if table and row is not None and _is_under(table, row):
            table.append(row)
            continue
        done += _placed(table)
        table = []
        if row is None:
            done.append(line)
        else:
            table = [row]
    return [*done, *_placed(table)]


def _row(line: PrintedLine, rows: Sequence[str], height: float) -> _Row | None:
    """The row of a table that a line may be."""
    number = round(line.top / height)
    text = rows[number]
    if _BLANKS.search(text) is None or _RULE.fullmatch(text):
        return None
    cells = [(found.start(), found.end(), found[0]) for found in _CELL.finditer(text)]
    if len(cells) < 2 or any(len(words) > LONGEST for _, _, words in cells):
        return None
    return _Row(line, cells, number)


def _is_under(table: Sequence[_Row], row: _Row) -> bool:
    above = table[-1]
    return (
        row.number - above.number <= STEP
        and len(row.cells) == len(table[0].cells)
        and all(
            abs(a[0] - b[0]) <= ALIGNED or abs(a[1] - b[1]) <= ALIGNED
            for a, b in zip(above.cells, row.cells, strict=True)
        )
    )


def _placed(table: Sequence[_Row]) -> Iterator[PrintedLine]:
    """One line in place of the rows, or their lines when they make no table."""
    if not _is_table(table):
        yield from (row.line for row in table)
        return
    cells = tuple(tuple(" ".join(words.split()) for _, _, words in row.cells) for row in table)
    first, last = table[0].line, table[-1].line
    yield first._replace(
        text=" ".join(cell for row in cells for cell in row),
        x1=max(row.line.x1 for row in table),
        bottom=last.bottom,
        baseline=last.baseline,
        broken=False,
        table=TableBlock(page=first.page, rows=cells, exact=False),
    )


def _is_table(table: Sequence[_Row]) -> bool:
    """Whether there are enough rows, of more than numbers before text or text before pages."""
    if len(table) < ROWS:
        return False
    firsts = [row.cells[0][2] for row in table]
    lasts = [row.cells[-1][2] for row in table]
    numbered = _most(firsts, NUMBER) or _most(firsts, MARKER)
    labelled = sum(words.endswith(":") for words in firsts) * 2 > len(firsts)
    marks = sum(
        _most([row.cells[column][2] for row in table], _MARKS)
        for column in range(len(table[0].cells))
    )
    columns = len(table[0].cells) - numbered - _most(lasts, _PAGE) - marks
    return columns > 1 and not labelled


def _most(texts: Sequence[str], pattern: re.Pattern[str]) -> bool:
    return sum(pattern.fullmatch(text) is not None for text in texts) >= 0.6 * len(texts)
