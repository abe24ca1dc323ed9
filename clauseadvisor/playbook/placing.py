"""Where a clause for a missing norm would go."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from clauseadvisor.domain import LabelledClause
from clauseadvisor.playbook.schema import Norm

_ANNEX: Final = re.compile(
    r"\s*(?:Exhibit|Schedule|Appendix|Annexe?|Annexure|Attachment|Addendum)\b", re.IGNORECASE
)


def place_for(norm: Norm, clauses: Sequence[LabelledClause]) -> LabelledClause | None:
    """The last clause of the best-fitting kind, after which the addition would go.

    One in the main part if there is any, even if another kind would fit better: what holds for
    the whole relationship does not belong into a schedule or an exhibit.
    """
    by_id = {clause.id: clause for clause in clauses}
    fitting = [
        [clause for clause in clauses if clause.subtype == subtype]
        for subtype in (norm.addition.after if norm.addition else ())
    ]
    main = ([each for each in found if not _in_annex(each, by_id)] for found in fitting)
    return next((found[-1] for found in (*main, *fitting) if found), None)


def _in_annex(clause: LabelledClause, by_id: Mapping[str, LabelledClause]) -> bool:
    """Whether the clause, or one above it, opens a schedule, an exhibit or the like."""
    passed: set[str] = set()
    above: LabelledClause | None = clause
    while above is not None and above.id not in passed:
        if _ANNEX.match(above.number or above.text):
            return True
        passed.add(above.id)
        above = by_id.get(above.parent or "")
    return False
