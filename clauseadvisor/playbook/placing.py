"""Where a clause for a missing norm would go."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import LabelledClause
from clauseadvisor.playbook.schema import Norm


def place_for(norm: Norm, clauses: Sequence[LabelledClause]) -> LabelledClause | None:
    """The last clause of the best-fitting kind, after which the addition would go."""
    for subtype in norm.addition.after if norm.addition else ():
        fitting = [clause for clause in clauses if clause.subtype == subtype]
        if fitting:
            return fitting[-1]
    return None
