"""Where a clause lies on its pages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from clauseadvisor.domain import Box, Line


class BoxFinder:
    """Finds the boxes of a span of text among the printed lines of a document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._starts = [line.start for line in lines]
        self._ends = [line.end for line in lines]

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each run of lines below each other that the span touches."""
        found: list[Box] = []
        for line in self._lines[bisect_right(self._ends, start) : bisect_left(self._starts, end)]:
            if found and _continues(found[-1], line.box):
                found[-1] = _union(found[-1], line.box)
            else:
                found.append(line.box)
        return tuple(found)


def _continues(above: Box, line: Box) -> bool:
    """Whether the line stands in the same column: on the page, beside or below what came before."""
    return (
        above.page == line.page
        and line.bottom > above.bottom - 2 * (line.bottom - line.top)
        and line.x0 < above.x1
        and line.x1 > above.x0
    )


def _union(one: Box, other: Box) -> Box:
    return Box(
        page=one.page,
        x0=min(one.x0, other.x0),
        top=min(one.top, other.top),
        x1=max(one.x1, other.x1),
        bottom=max(one.bottom, other.bottom),
    )
