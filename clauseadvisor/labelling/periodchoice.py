"""Which period an amount is due for, chosen among all that its clause speaks of.

A linear model weighs the signs of each candidate (:mod:`clauseadvisor.labelling.periodmarks`).
Its weights were fitted by maximum likelihood of the periods read by hand, on clauses named in
``models/assets/periods.jsonl`` (``models/scripts/fit_periods.py``). Fit it again when the signs
change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from clauseadvisor.labelling.periodmarks import PERIODS, Told, signs, signs_of_last

_COLUMN = {period: column for column, period in enumerate(PERIODS)}
_NOTHING = (0.0,) * len(PERIODS)
#: By how much no period must lead: one wrongly left out costs users more than one too many, which
#: they see beside its words.
_NONE_LEAD = 0.7
#: So many sums of weights are kept: bounds what a hostile text can make us keep.
_KEPT = 50_000


class PeriodModel:
    """What each sign weighs for each of the periods, in the order of ``PERIODS``."""

    def __init__(self, weights: Mapping[str, Sequence[float]]) -> None:
        self._weights = weights
        self._sums: dict[tuple[str, ...], Sequence[float]] = {}

    def sum_of(self, names: tuple[str, ...]) -> Sequence[float]:
        """What a group of signs weighs together, kept for the next time."""
        known = self._sums.get(names)
        if known is None:
            if len(self._sums) >= _KEPT:
                self._sums.clear()
            known = self._sums[names] = self._add_up(names)
        return known

    def rows_of(self, names: Sequence[str]) -> list[Sequence[float]]:
        """What each of the signs weighs, without those that are not known."""
        return [row for name in names if (row := self._weights.get(name))]

    def _add_up(self, names: Sequence[str]) -> Sequence[float]:
        rows = self.rows_of(names)
        return [sum(column) for column in zip(*rows, strict=True)] if rows else _NOTHING


@cache
def period_model() -> PeriodModel:
    """The model that comes with the package, read once."""
    source = files("clauseadvisor.labelling") / "data" / "periods.npz"
    with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        rows = stored["weights"].astype(np.float64).tolist()
        return PeriodModel(dict(zip(stored["signs"].tolist(), rows, strict=True)))


def choose_periods(
    low: str, told: Sequence[Told], label: str, subtype: str, model: PeriodModel
) -> list[str | None]:
    """The period of each amount of a clause in small letters, None where it has none.

    Amounts are read in order: what was chosen for one speaks for the next of its kind.
    """
    chosen: list[str] = []
    for order, found in enumerate(signs(low, told, label, subtype)):
        if found is None:
            chosen.append(told[order].fixed or "")
            continue
        rows = [*model.rows_of(found.words), model.sum_of(found.common)]
        scores = {
            period: sum([row[_COLUMN[period]] for row in rows]) for period in found.candidates
        }
        scores[""] -= _NONE_LEAD
        last = signs_of_last(low, told, order, chosen, found.role)
        for names, period in (*found.own, *last):
            if period in scores:
                scores[period] += model.sum_of(names)[_COLUMN[period]]
        chosen.append(max(scores, key=lambda period: (scores[period], period)))
    return [period or None for period in chosen]
