"""Cells that a file holds column by column: a few lines of the first, then those beside them.

Read in the order of the file, such a table says all terms first and all values behind them. Here
the lines that share a row are told; whether the rows make a table is for others to judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from clauseadvisor.reading.columns import PROSE
from clauseadvisor.reading.paragraphs import runs_on
from clauseadvisor.reading.printed import PrintedLine

#: So many blocks of lines abreast are cells; two may be two columns, addresses or signatures.
BLOCKS: Final = 3
#: Tops of lines that differ by no more than this share of a line's height are level.
LEVEL: Final = 0.4
#: Lines of one cell are no further apart than this many line heights.
CLOSE: Final = 2.0


def rows_abreast(lines: Sequence[PrintedLine]) -> list[list[int]] | None:
    """The places of the lines, those of each row together from left to right.

    None where no cells stand abreast, as on nearly all pages.
    """
    jumps = [
        place
        for place, (last, line) in enumerate(pairwise(lines), 1)
        if line.x0 > last.x1 and last.top - line.top > LEVEL * (line.bottom - line.top)
    ]
    rows: list[list[int]] = []
    done = looked = 0  # lines are looked at once: a page of steps would take long otherwise
    for jump in jumps:
        if jump < looked:
            continue
        first, blocks, looked = _band(lines, jump, looked)
        # Right below such cells two blocks are enough: the others are empty.
        least = BLOCKS - 1 if done and first == done else BLOCKS
        if first == jump or blocks < least or _reads_on(lines[first:looked]):
            continue
        rows += [[place] for place in range(done, first)]
        rows += _levelled(lines, range(first, looked))
        done = looked
    if not done:
        return None
    return rows + [[place] for place in range(done, len(lines))]


def _band(lines: Sequence[PrintedLine], jump: int, least: int) -> tuple[int, int, int]:
    """Where the blocks begin of which the second starts at ``jump``, how many, where they end.

    They begin at ``least`` or behind it.
    """
    top = lines[jump].top - LEVEL * _height(lines[jump])
    first = jump
    while first > least and lines[first - 1].top >= top and lines[first - 1].x1 < lines[jump].x0:
        first -= 1
    blocks, end, right = 2, jump + 1, lines[jump].x1
    while end < len(lines):
        line, last = lines[end], lines[end - 1]
        if 0 < line.top - last.top < CLOSE * _height(last) and _overlap(line, last):
            right = max(right, line.x1)
        elif line.x0 > right and top <= line.top < last.top:
            blocks, right = blocks + 1, line.x1
        else:
            break
        end += 1
    return first, blocks, end


def _reads_on(lines: Sequence[PrintedLine]) -> bool:
    """Whether the lines are sentences, as in columns of prose: cells seldom read on."""
    pairs = list(pairwise(lines))
    return sum(runs_on(a.text, b.text) for a, b in pairs) >= PROSE * len(pairs)


def _levelled(lines: Sequence[PrintedLine], places: range) -> list[list[int]]:
    """The places of lines that stand level, from top to bottom and from left to right."""
    rows: list[list[int]] = []
    for place in sorted(places, key=lambda place: (lines[place].baseline, lines[place].x0)):
        line = lines[place]
        if rows and line.baseline - lines[rows[-1][0]].baseline <= LEVEL * _height(line):
            rows[-1].append(place)
        else:
            rows.append([place])
    return [sorted(row, key=lambda place: lines[place].x0) for row in rows]


def _height(line: PrintedLine) -> float:
    return line.bottom - line.top


def _overlap(line: PrintedLine, other: PrintedLine) -> bool:
    return line.x0 < other.x1 and other.x0 < line.x1
