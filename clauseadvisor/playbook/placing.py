"""Where a clause for a missing norm would go."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

from clauseadvisor.domain import Burden, LabelledClause
from clauseadvisor.playbook.norm_schema import Addition, Norm

_ANNEX: Final = re.compile(
    r"\s*(?:Exhibit|Schedule|Appendix|Annexe?|Annexure|Attachment|Addendum)\b", re.IGNORECASE
)
#: So many characters more than number and heading: a clause that says nothing by itself.
_HEADING_ALONE: Final = 8


def place_for(
    norm: Norm, clauses: Sequence[LabelledClause], half: Collection[str] = ()
) -> LabelledClause | None:
    """The last clause of the best-fitting kind, after which the addition would go.

    One in the main part if there is any, even if another kind would fit better: what holds for
    the whole relationship does not belong into a schedule or an exhibit. A clause of the right
    kind under a heading about something else is passed over; then a heading on the same topic
    shows the place, then the general part or what closes the main part, and else there is none
    (None). An addition never goes into a list: it follows the whole of it. One that widens what
    is there goes beside the first clause of ``half``, the ids of those that hold half of the norm,
    unless it is the customer alone whom that clause binds.
    """
    found = _beside(norm, clauses, half) or _place(norm, clauses)
    return None if found is None else _end_of_list(found, clauses)


def _beside(
    norm: Norm, clauses: Sequence[LabelledClause], half: Collection[str]
) -> LabelledClause | None:
    if norm.addition is None or norm.addition.widens is None:
        return None
    there = (each for each in clauses if each.id in half and each.number)
    return next((each for each in there if each.burden is not Burden.CUSTOMER), None)


def _place(norm: Norm, clauses: Sequence[LabelledClause]) -> LabelledClause | None:
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
    main_part = [each for each in clauses if not _in_annex(each, by_id)]
    main = ([each for each in found if each in main_part] for found in fitting)
    near = ([_last_below(each, clauses) for each in _headed(main_part, p)] for p in addition.near)
    general = [each for each in main_part if is_general(each, addition, by_id)]
    behind = _before_law(general, addition) or _not_closing(general, addition)
    places = (*main, *near, behind, _before_law(main_part, addition), *fitting)
    return next((found[-1] for found in places if found), None)


def _headed(clauses: Sequence[LabelledClause], pattern: str) -> list[LabelledClause]:
    """The numbered clauses whose own heading matches."""
    return [
        each
        for each in clauses
        if each.number and each.heading and _heading_matches(pattern, each.heading)
    ]


def _before_law(clauses: Sequence[LabelledClause], addition: Addition) -> list[LabelledClause]:
    """The clauses with a number before the first about law and courts; none where there is no such clause."""
    pattern = addition.before
    courts = [
        index
        for index, each in enumerate(clauses)
        if pattern and each.number and _heading_matches(pattern, each.heading or "")
    ]
    before = clauses[: courts[0]] if courts else ()
    return [each for each in before if each.number and _says_more(each)]


def _not_closing(clauses: Sequence[LabelledClause], addition: Addition) -> list[LabelledClause]:
    closing = addition.closing
    return [
        each
        for each in clauses
        if _says_more(each)
        and (closing is None or not _heading_matches(closing, each.heading or ""))
    ]


def _says_more(clause: LabelledClause) -> bool:
    """Whether the clause holds more than its number and heading."""
    return len(clause.text) > len(clause.number or "") + len(clause.heading or "") + _HEADING_ALONE


def _end_of_list(clause: LabelledClause, clauses: Sequence[LabelledClause]) -> LabelledClause:
    """The last item of the outermost list that the clause is an item of; else the clause."""
    by_id = {each.id: each for each in clauses}
    whole = whole_of(clause, by_id)
    return clause if whole is clause else _last_below(whole, clauses)


def whole_of(clause: LabelledClause, by_id: Mapping[str, LabelledClause]) -> LabelledClause:
    """The clause that opens the list of which this one is an item; else the clause itself."""
    path = _upwards(clause, by_id)
    for item, above in pairwise(path):
        if not (item.context and above.text.rstrip().endswith((":", ": -", "–"))):
            return item
    return path[-1]


def _last_below(clause: LabelledClause, clauses: Sequence[LabelledClause]) -> LabelledClause:
    """The last clause that stands below this one; itself where none does."""
    below = {clause.id}
    last = clause
    for each in clauses:  # a clause comes before all that stands below it
        if each.parent in below:
            below.add(each.id)
            last = each
    return last


def _stands_well(
    clause: LabelledClause, addition: Addition, by_id: Mapping[str, LabelledClause]
) -> bool:
    """Whether the heading over the clause is one under which the addition may stand."""
    if addition.under is None:
        return True
    heading = next((each.heading for each in _upwards(clause, by_id) if each.heading), None)
    return heading is None or _heading_matches(addition.under, heading)


def is_general(
    clause: LabelledClause, addition: Addition, by_id: Mapping[str, LabelledClause]
) -> bool:
    """Whether the clause stands in the general part, or opens it: by its heading or the one above."""
    headings = [each.heading for each in _upwards(clause, by_id)[:2] if each.heading]
    pattern = addition.general
    return pattern is not None and any(_heading_matches(pattern, each) for each in headings)


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
