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
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        touched = [line.box for line in self._lines[first:last]]
        found: list[Box] = []
        run = 0
        for at in range(1, len(touched)):
            above, box = touched[at - 1], touched[at]
            if above.page != box.page or box.bottom <= above.top:  # a new column or page
                found.append(_union(touched[run:at]))
                run = at
        if touched:
            found.append(_union(touched[run:]))
        return tuple(found)


def _union(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        page=boxes[0].page,
        x0=min([box.x0 for box in boxes]),
        top=min([box.top for box in boxes]),
        x1=max([box.x1 for box in boxes]),
        bottom=max([box.bottom for box in boxes]),
    )
