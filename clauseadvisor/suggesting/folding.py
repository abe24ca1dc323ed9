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

    Small is a control that stays exactly as it is and that no guardrail protects, words that bind nobody, a clause kept for the
    reason that another one was already kept for, the fourth change of one kind, and whatever is
    about trifling sums (a weight that de minimis has halved).
    """
    seen: dict[tuple[str, str], int] = {}
    marked: list[Suggestion] = []
    for each in suggestions:
        clause = clauses.get(each.clause_id or "")
        small = each.folded or _is_small(each, clause)
        if not small:
            kept = each.verdict is Verdict.KEEP
            key = (each.title if kept else each.recipe, each.verdict)
            small = seen.get(key, 0) >= (1 if kept else _MOST_OF_A_KIND)
            seen[key] = seen.get(key, 0) + 1
        marked.append(replace(each, folded=small))
    return tuple(marked)


def _is_small(suggestion: Suggestion, clause: LabelledClause | None) -> bool:
    if clause is None or clause.label not in (Label.PENALTY, Label.CONTROL):
        return False
    kept = suggestion.verdict is Verdict.KEEP
    unchanged = kept and not suggestion.proposed_text and not suggestion.guardrails
    return (clause.label is Label.CONTROL and unchanged) or 0 < clause.severity < base_severity(
        clause
    )
