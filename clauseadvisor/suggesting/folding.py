"""What is folded away: small stuff that nobody should spend the meeting on (key 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import Label, LabelledClause, Suggestion, Verdict
from clauseadvisor.suggesting.balance import base_severity

#: So many changes of one recipe are shown at length; the others say the same of other clauses.
_MOST_OF_A_KIND: Final = 3


def folded(
    suggestions: Sequence[Suggestion], clauses: Mapping[str, LabelledClause]
) -> tuple[Suggestion, ...]:
    """The same suggestions in the same order, each small one marked ``folded``.

    Small is a control that stays exactly as it is, words that bind nobody, a clause kept for the
    reason that another one was already kept for, the fourth change of one kind, and whatever is
    about trifling sums (a weight that de minimis has halved).
    """
    seen: dict[tuple[str, Verdict], int] = {}
    marked: list[Suggestion] = []
    for each in suggestions:
        clause = clauses.get(each.clause_id or "")
        small = each.folded or _is_small(each, clause)
        if not small:
            shown = seen.get((each.recipe, each.verdict), 0)
            small = shown >= (1 if each.verdict is Verdict.KEEP else _MOST_OF_A_KIND)
            seen[each.recipe, each.verdict] = shown + 1
        marked.append(replace(each, folded=small))
    return tuple(marked)


def _is_small(suggestion: Suggestion, clause: LabelledClause | None) -> bool:
    if clause is None or clause.label not in (Label.PENALTY, Label.CONTROL):
        return False
    kept = suggestion.verdict is Verdict.KEEP
    unchanged_control = clause.label is Label.CONTROL and kept and not suggestion.proposed_text
    return unchanged_control or 0 < clause.severity < base_severity(clause)
