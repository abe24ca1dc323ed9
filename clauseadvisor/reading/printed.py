"""One printed line, the unit that furniture and paragraphs are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from clauseadvisor.domain import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table as found: cells row by row, and the box of each row (none where not printed).

    ``exact`` says that rules drew the cells; otherwise they were told by position.
    """

    page: int
    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...] = ()
    exact: bool = True


class PrintedLine(NamedTuple):
    """A line as printed: its words, and where it stands on the page as shown.

    Lengths are PDF points from the top left corner of the page; for plain text they are
    columns and rows, one row being ``paragraphs.ROW`` high. ``text`` has single spaces and no
    control characters. ``broken`` says that the last word goes on in the next line: ``text``
    then ends without the hyphen. ``resumed`` says that furniture stood right before the line;
    ``box`` is where a turned line stands on the page as shown; ``column`` is 1 or 2 on pages set in
    columns; ``table`` says that the line holds the place of a table, and ``text`` its words.
    Made in tens of thousands, hence a tuple.
    """

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    broken: bool = False
    resumed: bool = False
    table: TableBlock | None = None
    box: Box | None = None
    column: int = 0
