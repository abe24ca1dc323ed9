"""Over which time a clause counts, in the contract's own word for it: month, quarter, week, year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from clauseadvisor.domain import LabelledClause

_PERIODS: Final = ("month", "quarter", "week", "year")
_NAMED: Final = re.compile(
    r"\b(?:calendar |contract )?(month|quarter|week|year)|\bannual", re.IGNORECASE
)
#: By which time a neighbour counts; that a period runs or ends is no count.
_COUNTED: Final = re.compile(
    r"\b(?:in|of|for|over|during) (?:a|an|any|each|every|that|the|one) (?:given )?(?:calendar |contract )?"
    r"(month|quarter|week|year)\b|\b(month|quarter|week)ly\b",
    re.IGNORECASE,
)
_USUAL: Final = "month"
#: Clauses that promise, measure or answer a result.
_MEASURING: Final = frozenset(
    {"service_level", "service_credit", "deduction", "reporting", "performance_bonus"}
)


def period_of(
    clause: LabelledClause,
    clauses: Iterable[LabelledClause] = (),
    otherwise: str | None = None,
) -> str:
    """The period over which the clause counts, else ``otherwise``.

    Where nothing is given for that, it is the one by which the contract counts results: those of
    the clause's neighbours before the rest of ``clauses``; a month where none of them tells.
    """
    stated = [str(amount.per) for amount in clause.facts.amounts if amount.per in _PERIODS]
    if stated:
        return stated[0]
    named = _NAMED.search(clause.text)
    if named:
        return (named[1] or "year").lower()
    if otherwise:
        return otherwise
    measuring = [each for each in clauses if each.subtype in _MEASURING and each.id != clause.id]
    beside = [each for each in measuring if each.parent and each.parent == clause.parent]
    return _commonest(beside) or _commonest(measuring) or _USUAL


def _commonest(clauses: Sequence[LabelledClause]) -> str | None:
    counted = Counter(period for each in clauses for period in _counted_in(each.text))
    return max(counted, key=lambda each: counted[each], default=None)


@lru_cache(maxsize=256)
def _counted_in(text: str) -> tuple[str, ...]:
    """The periods by which a clause counts: asked of the same clauses for each that names none."""
    return tuple((found[1] or found[2]).lower() for found in _COUNTED.finditer(text))
