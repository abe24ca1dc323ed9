"""What may go wrong in a deal of this kind, told by what its contract speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from clauseadvisor.domain import LabelledClause
from clauseadvisor.patterns import Searches
from clauseadvisor.playbook.norm_schema import Occasion

#: So many clauses speak of what may well go wrong here, and so many occasions are named.
_FEWEST_CLAUSES: Final = 2
_MOST_NAMED: Final = 4


def occasions_of(
    clauses: Sequence[LabelledClause], occasions: Mapping[str, Occasion]
) -> str | None:
    """The phrases of the occasions that most clauses speak of: "an outage, a recall or a late delivery".

    None where there are not at least two.
    """
    sought = {each.phrase: each.when.any_of for each in occasions.values()}
    every = frozenset(pattern for patterns in sought.values() for pattern in patterns)
    _SEARCHES.learn(every)
    counted = dict.fromkeys(sought, 0)
    for clause in clauses:
        if not _SEARCHES.may_match((every,), clause.text):
            continue
        for phrase, patterns in sought.items():
            if _SEARCHES.first(patterns, clause.text):
                counted[phrase] += 1
    often = [phrase for phrase in counted if counted[phrase] >= _FEWEST_CLAUSES]
    often = sorted(often, key=lambda phrase: -counted[phrase])[:_MOST_NAMED]
    if len(often) < _FEWEST_CLAUSES:
        return None
    *most, last = [phrase for phrase in sought if phrase in often]
    return f"{', '.join(most)} or {last}"


_SEARCHES: Final = Searches(re.IGNORECASE)
