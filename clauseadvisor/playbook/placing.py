"""Where a clause for a missing norm would go."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from clauseadvisor.domain import Burden, LabelledClause
from clauseadvisor.playbook.schema import Addition, Norm

_ANNEX: Final = re.compile(
    r"\s*(?:Exhibit|Schedule|Appendix|Annexe?|Annexure|Attachment|Addendum)\b", re.IGNORECASE
)


def place_for(norm: Norm, clauses: Sequence[LabelledClause]) -> LabelledClause | None:
    """The last clause of the best-fitting kind, after which the addition would go.

    One in the main part if there is any, even if another kind would fit better: what holds for
    the whole relationship does not belong into a schedule or an exhibit. A clause of the right
    kind under a heading about something else is passed over; then the addition goes to the end
    of the general part, and where there is none, nowhere (None).
    """
    addition = norm.addition
    if addition is None:
        return None
    by_id = {clause.id: clause for clause in clauses}
    fitting = [
        [
            clause
            for clause in clauses
            if clause.subtype == subtype and _stands_well(clause, addition, by_id)
        ]
        for subtype in addition.after
    ]
    if addition.mutual:
        fitting = [
            [each for each in found if each.burden is Burden.BOTH] or found for found in fitting
        ]
    main = ([each for each in found if not _in_annex(each, by_id)] for found in fitting)
    general = [
        clause
        for clause in clauses
        if _is_general(clause, addition, by_id) and not _in_annex(clause, by_id)
    ]
    return next((found[-1] for found in (*main, general, *fitting) if found), None)


def _stands_well(
    clause: LabelledClause, addition: Addition, by_id: Mapping[str, LabelledClause]
) -> bool:
    """Whether the heading over the clause is one under which the addition may stand."""
    if addition.under is None:
        return True
    heading = next((each.heading for each in _upwards(clause, by_id) if each.heading), None)
    return heading is None or _heading_matches(addition.under, heading)


def _is_general(
    clause: LabelledClause, addition: Addition, by_id: Mapping[str, LabelledClause]
) -> bool:
    """Whether the clause stands in the general part, and something may follow it there."""
    if addition.general is None:
        return False
    closes = addition.closing and _heading_matches(addition.closing, clause.heading or "")
    return not closes and _heading_matches(addition.general, _topmost_heading(clause, by_id))


def _topmost_heading(clause: LabelledClause, by_id: Mapping[str, LabelledClause]) -> str:
    """The heading of the part that the clause stands in, or of the part above that."""
    headings = [each.heading for each in _upwards(clause, by_id)[:2] if each.heading]
    return headings[-1] if headings else ""


def _heading_matches(pattern: str, heading: str) -> bool:
    return re.search(pattern, heading, re.IGNORECASE) is not None


def _in_annex(clause: LabelledClause, by_id: Mapping[str, LabelledClause]) -> bool:
    """Whether the clause, or one above it, opens a schedule, an exhibit or the like."""
    return any(_ANNEX.match(each.number or each.text) for each in _upwards(clause, by_id))


def _upwards(
    clause: LabelledClause, by_id: Mapping[str, LabelledClause]
) -> tuple[LabelledClause, ...]:
    """The clause, the one above it, and so on."""
    passed: dict[str, LabelledClause] = {}
    above: LabelledClause | None = clause
    while above is not None and above.id not in passed:
        passed[above.id] = above
        above = by_id.get(above.parent or "")
    return tuple(passed.values())
