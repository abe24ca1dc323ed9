"""Half-ruled tables: rules part the rows, and a gap that all of these rows share parts the columns.

Cover pages and order forms are set so: a term on the left, what it is to be on the right, and a
rule below. Rows are as sure as in a ruled table, columns are told by position.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from clauseadvisor.reading.paragraphs import MARKER
from clauseadvisor.reading.rows import NUMBER
from clauseadvisor.reading.rules import ENOUGH, THIN, Grid, Rectangle, joined

#: A rule that is shorter (points) underlines words or waits for a signature.
LONG: Final = 200.0
#: Rules whose ends come this close (points) are of one width.
SAME: Final = 4.0
#: Rules closer to each other than this (points) are one, drawn twice.
APART: Final = 4.0
#: A gap between columns is at least as wide as this (points).
GAP: Final = 9.0

#: What stands before a choice: a box to tick, with or without its mark.
_BOX: Final = re.compile(r"[\[({☐☑☒□■]?\s*[xX✓✔_]?\s*[\])}]?")


class Words(NamedTuple):
    """Words without a wide gap between them, and the box they fill on the page as shown."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """At least three rules of one width below each other; ``places`` from top to bottom."""

    x0: float
    x1: float
    places: tuple[float, ...]


def bands_of(rules: Iterable[Rectangle]) -> list[Band]:
    """The bands that rules, as (x0, top, x1, bottom), make on a page."""
    flat: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for x0, top, x1, bottom in rules:
        if bottom - top <= THIN:
            flat[round((top + bottom) / 2)].append((x0, x1))
    if len(flat) < ENOUGH:
        return []
    bands: list[tuple[float, float, list[float]]] = []
    for place, x0, x1 in joined(flat):
        if x1 - x0 < LONG:
            continue
        for start, end, places in bands:
            if abs(start - x0) < SAME and abs(end - x1) < SAME:
                if place - places[-1] > APART:
                    places.append(float(place))
                break
        else:
            bands.append((x0, x1, [float(place)]))
    return [Band(x0, x1, tuple(places)) for x0, x1, places in bands if len(places) >= ENOUGH]


def grids_between(band: Band, words: Sequence[Words]) -> list[Grid]:
    """The tables between the rules of a band: neighbouring rows that share a gap."""
    rows = [
        [w for w in words if top < (w.top + w.bottom) / 2 < bottom and _beside(w, band)]
        for top, bottom in pairwise(band.places)
    ]
    grids: list[Grid] = []
    first = 0
    while first < len(rows):
        last, gaps = first, _gaps(rows[first : first + 1])
        while gaps and last + 1 < len(rows) and (more := _gaps(rows[first : last + 2])):
            last, gaps = last + 1, more
        gaps = _columns(gaps, rows[first : last + 1])
        if gaps and last > first:
            grids.append(_grid(band, band.places[first : last + 2], gaps))
        first = last + 1
    return grids


def _beside(words: Words, band: Band) -> bool:
    return words.x1 > band.x0 and words.x0 < band.x1


def _gaps(rows: Sequence[Sequence[Words]]) -> list[tuple[float, float]]:
    """The gaps that no words of the rows reach into, with words on both sides in every row."""
    spans = sorted((w.x0, w.x1) for row in rows for w in row)
    gaps: list[tuple[float, float]] = []
    reach = spans[0][1] if spans else 0.0
    for x0, x1 in spans:
        if x0 - reach >= GAP:
            gaps.append((reach, x0))
        reach = max(reach, x1)
    return [
        (start, end)
        for start, end in gaps
        if all(any(w.x1 <= start for w in row) and any(w.x0 >= end for w in row) for row in rows)
    ]


def _columns(
    gaps: Sequence[tuple[float, float]], rows: Sequence[Sequence[Words]]
) -> list[tuple[float, float]]:
    """The gaps that part columns: a number or a box to tick belongs to the words behind it."""
    kept: list[tuple[float, float]] = []
    left = float("-inf")
    for start, end in gaps:
        texts = [w.text for row in rows for w in row if left <= w.x0 and w.x1 <= start]
        numbered = not kept and all(NUMBER.fullmatch(t) or MARKER.fullmatch(t) for t in texts)
        if not numbered and not all(_BOX.fullmatch(text) for text in texts):
            kept.append((start, end))
            left = end
    return kept


def _grid(band: Band, places: Sequence[float], gaps: Sequence[tuple[float, float]]) -> Grid:
    sides = [band.x0, *((start + end) / 2 for start, end in gaps), band.x1]
    return Grid(
        box=(band.x0, places[0], band.x1, places[-1]),
        cells=tuple(
            tuple((x0, top, x1, bottom) for x0, x1 in pairwise(sides))
            for top, bottom in pairwise(places)
        ),
        exact=False,
    )
