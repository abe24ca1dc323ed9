"""The ceiling that a clause itself puts on what it takes ("up to a total of 90,000")."""

from __future__ import annotations

import re
from typing import Final

from clauseadvisor.domain import Amount, LabelledClause

_CEILING: Final = re.compile(
    r"(?:\bup to|\bnot (?:to )?exceed(?:ing)?|\bmaximum of|\bcapped at|\blimited to|\bheld to|\bno more than|\bnot more than"
    # What may not pass a figure is limited by it, however far in front of it the "not" stands.
    r"|\b(?:(?:shall|will|may|can|must) not|cannot|in no event)\b[^.;]{0,160}?"
    r"\b(?:exceed|more than|greater than|(?:be )?in excess of))"
    r"(?: a (?:total|maximum) of)? $",
    re.IGNORECASE,
)


def is_ceiling(amount: Amount, clause: LabelledClause) -> bool:
    """Whether the words before the amount make it a ceiling; a count or a time is none."""
    before = clause.text[: max(0, amount.start - clause.start)]
    return amount.kind in ("money", "percent") and _CEILING.search(before) is not None


def ceilings_of(clause: LabelledClause) -> tuple[Amount, ...]:
    """The sums and percentages that the clause states as ceilings."""
    return tuple(each for each in clause.facts.amounts if is_ceiling(each, clause))
