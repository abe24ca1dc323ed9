"""Pages set in two columns, and pages whose text is turned.

Both are put into reading order before furniture and paragraphs are looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from clauseadvisor.domain import Box
from clauseadvisor.reading.paragraphs import runs_on
from clauseadvisor.reading.printed import PrintedLine

#: Each column has at least so many lines...
LINES: Final = 8
#: ...whose usual length is at least this share of the width of the page's text...
WIDTH: Final = 0.3
#: ...and at most this share of the lines runs across both.
ACROSS: Final = 0.25
#: In columns of prose this share of the lines reads on from the one above; in tables few do.
PROSE: Final = 0.25


def gutter_of(lines: Sequence[PrintedLine]) -> float | None:
    """Where the gap between two columns of prose is, if ``lines`` of one page have one."""
    if len(lines) < 2 * LINES:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    middle = (left + right) / 2
    first = [line for line in lines if line.x1 <= middle + (right - left) * 0.1]
    second = [line for line in lines if line.x0 >= middle - (right - left) * 0.1]
    if len(lines) - len(first) - len(second) > ACROSS * len(lines):
        return None
    if min(len(first), len(second)) < LINES:
        return None
    end, start = max(line.x1 for line in first), min(line.x0 for line in second)
    if end >= start or not all(_is_prose(side, right - left) for side in (first, second)):
        return None
    return (end + start) / 2


def _is_prose(lines: Sequence[PrintedLine], width: float) -> bool:
    if median(line.x1 - line.x0 for line in lines) < WIDTH * width:
        return False
    pairs = list(pairwise(lines))
    return sum(runs_on(a.text, b.text) for a, b in pairs) >= PROSE * len(pairs)


def in_columns(lines: Sequence[PrintedLine], gutter: float) -> list[PrintedLine]:
    """The lines in reading order: down the first column, then down the second.

    A line across both columns ends a pair of columns.
    """
    ordered: list[PrintedLine] = []
    sides: tuple[list[PrintedLine], list[PrintedLine]] = ([], [])
    for line in sorted(lines, key=lambda line: (line.baseline, line.x0)):
        if line.x1 <= gutter or line.x0 >= gutter:
            side = int(line.x0 >= gutter)
            sides[side].append(line._replace(column=side + 1))
            continue
        ordered += [*sides[0], *sides[1], line]
        sides[0].clear()
        sides[1].clear()
    return [*ordered, *sides[0], *sides[1]]


def upright(
    lines: Sequence[PrintedLine], angle: int, width: float, height: float
) -> list[PrintedLine]:
    """Turned lines as they are read, from top to bottom; each keeps its box on the page as shown.

    ``angle`` is that of the text as shown, in degrees against the clock: 90, 180 or 270.
    """
    return sorted(_turned(lines, angle, width, height), key=lambda line: (line.baseline, line.x0))


def _turned(
    lines: Sequence[PrintedLine], angle: int, width: float, height: float
) -> Iterator[PrintedLine]:
    for line in lines:
        box = Box(page=line.page, x0=line.x0, top=line.top, x1=line.x1, bottom=line.bottom)
        x0, top, x1, bottom, baseline = line.x0, line.top, line.x1, line.bottom, line.baseline
        if angle == 90:
            x0, top, x1, bottom = height - bottom, x0, height - top, x1
            baseline = bottom
        elif angle == 180:
            x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
            baseline = height - baseline
        else:
            x0, top, x1, bottom = top, width - x1, bottom, width - x0
            baseline = bottom
        yield line._replace(x0=x0, top=top, x1=x1, bottom=bottom, baseline=baseline, box=box)
