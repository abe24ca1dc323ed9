"""What is folded away: small stuff that nobody should spend the meeting on (key 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clauseadvisor.domain import Label, LabelledClause, Suggestion, Verdict
from clauseadvisor.suggesting.setting import Setting


def folded(suggestions: Sequence[Suggestion], setting: Setting) -> tuple[Suggestion, ...]:
    """The same suggestions in the same order, each small one marked ``folded``.

    Small is a clause that stays exactly as it is and carries no boundary worth naming.
    """
    return tuple(
        replace(each, folded=_is_small(each, setting.clauses.get(each.clause_id or "")))
        for each in suggestions
    )


def _is_small(suggestion: Suggestion, clause: LabelledClause | None) -> bool:
    if clause is None or suggestion.verdict is not Verdict.KEEP:
        return False
    return clause.label is Label.CONTROL and not suggestion.proposed_text
