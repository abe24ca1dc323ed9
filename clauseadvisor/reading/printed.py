"""One printed line, the unit that furniture and paragraphs are made of."""

from __future__ import annotations

from typing import NamedTuple


class PrintedLine(NamedTuple):
    """A line as printed: its words, and where it stands on the page as shown.

    Lengths are PDF points from the top left corner of the page; for plain text they are
    columns and rows, one row being ``paragraphs.ROW`` high. ``text`` has single spaces and no
    control characters. ``broken`` says that the last word goes on in the next line: ``text``
    then ends without the hyphen. Made in tens of thousands, hence a tuple.
    """

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    broken: bool = False
