"""Whether drawn rules make a table: at least three horizontal and three vertical ones that cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

Rectangle = tuple[float, float, float, float]
#: A rule is thin and not a mere tick (points).
THIN: Final = 2.5
TICK: Final = 6.0
#: Ends of rules that come this close meet.
SLACK: Final = 3.0
ENOUGH: Final = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table as (x0, top, x1, bottom): ``cells[row][column]``.

    A cell that spans rows or columns stands at the first of them; the others are None. ``exact``
    says that rules drew all sides of the cells.
    """

    box: Rectangle
    cells: tuple[tuple[Rectangle | None, ...], ...]
    exact: bool = True


def is_ruled(drawn: Iterable[Rectangle]) -> bool:
    """Judge rectangles (left, bottom, right, top) around what is drawn on a page.

    A box counts as its four sides. Sides of neighbouring cells are joined first, since many
    programs draw a table cell by cell.
    """
    flat: dict[int, list[tuple[float, float]]] = defaultdict(list)
    upright: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for left, bottom, right, top in drawn:
        wide, high = right - left, top - bottom
        if high <= THIN:
            if wide > TICK:
                flat[round((bottom + top) / 2)].append((left, right))
        elif wide <= THIN:
            if high > TICK:
                upright[round((left + right) / 2)].append((bottom, top))
        elif wide > TICK and high > TICK:
            for y in (bottom, top):
                flat[round(y)].append((left, right))
            for x in (left, right):
                upright[round(x)].append((bottom, top))
    if len(flat) < ENOUGH or len(upright) < ENOUGH:
        return False
    return _cross(joined(flat), joined(upright))


def joined(rules: dict[int, list[tuple[float, float]]]) -> list[tuple[int, float, float]]:
    """Rules at the same place, joined where they touch: (place, from, to)."""
    joined: list[tuple[int, float, float]] = []
    last = None
    for place in sorted(rules):
        if last is not None and place - last <= 1:
            continue  # the two edges of one thick rule
        last = place
        start, end = None, 0.0
        for low, high in sorted(rules[place] + rules.get(place + 1, [])):
            if start is None:
                start, end = low, high
            elif low <= end + SLACK:
                end = max(end, high)
            else:
                joined.append((place, start, end))
                start, end = low, high
        if start is not None:
            joined.append((place, start, end))
    return joined


def _cross(flat: list[tuple[int, float, float]], upright: list[tuple[int, float, float]]) -> bool:
    """Whether three of each cross three of the other."""
    crossings = [
        [
            low - SLACK <= x <= high + SLACK and start - SLACK <= y <= end + SLACK
            for x, start, end in upright
        ]
        for y, low, high in flat
    ]
    rows = [row for row in crossings if sum(row) >= ENOUGH]
    return (
        len(rows) >= ENOUGH
        and sum(sum(column) >= ENOUGH for column in zip(*rows, strict=True)) >= ENOUGH
    )
