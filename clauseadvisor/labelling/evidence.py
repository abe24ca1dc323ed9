"""Which words of a clause speak for its label: the stretches that the score rests on."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Ways to spend twelve words, as (number of stretches, words of each).
_PLANS: Final = ((1, 12), (2, 6), (3, 4))

#: A stretch is no shorter than this where there is more than one, and every further plan must
#: gain so much over the one before: a phrase tells a reader more than scattered words.
_SHORTEST: Final = 3
_GAIN: Final = 1.2

#: No more than this share of a clause is evidence (but four words may always be).
_SHARE: Final = 0.3
_FEWEST: Final = 4


def stretches(weights: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The stretches (start, end) of a clause's words whose weights add up to the most.

    ``weights`` says for each word how much it speaks for the label. At most twelve words and,
    beyond four words, at most 30 % of the clause are taken, in one to three stretches without
    overlap; a stretch neither begins nor ends with a word that speaks against the label.

    >>> stretches(np.array([0, 0, 2.0, 3.0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
    [(2, 4)]
    """
    count = len(weights)
    budget = max(min(_FEWEST, count), int(count * _SHARE))
    best: list[tuple[int, int]] = []
    best_sum = 0.0
    for pieces, longest in _PLANS:
        width = min(longest, budget // pieces)
        if width < (1 if pieces == 1 else _SHORTEST):
            continue
        chosen, total = _greedy(weights, pieces, width)
        if total > best_sum * _GAIN:
            best, best_sum = chosen, total
    return sorted(best)


def _greedy(
    weights: NDArray[np.float64], pieces: int, width: int
) -> tuple[list[tuple[int, int]], float]:
    """Takes the heaviest window ``pieces`` times, each apart from the ones before."""
    sums = np.concatenate([[0.0], np.cumsum(weights)])
    windows = sums[width:] - sums[:-width]
    chosen: list[tuple[int, int]] = []
    total = 0.0
    for _ in range(pieces):
        start = int(windows.argmax())
        if windows[start] <= 0:
            break
        first, last = _trim(weights, start, start + width)
        chosen.append((first, last))
        total += float(sums[last] - sums[first])
        windows[max(0, start - width + 1) : start + width] = -np.inf
    return chosen, total


def _trim(weights: NDArray[np.float64], start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and weights[start] <= 0:
        start += 1
    while end - start > 1 and weights[end - 1] <= 0:
        end -= 1
    return start, end
