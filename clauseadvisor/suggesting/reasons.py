"""Why, in plain words: the recipe's reason, what in the clause speaks for it, and whom it serves."""

from __future__ import annotations

from clauseadvisor.domain import Verdict
from clauseadvisor.playbook.schema import Advice, Recipe
from clauseadvisor.suggesting.guardrails import Guarded
from clauseadvisor.suggesting.match import Ruling

_MOST_REASONS = 3
_MOST_GUARDRAILS = 2


def rationale_of(
    advice: Advice,
    ruling: Ruling,
    guarded: Guarded,
    recipe: Recipe,
    carried: bool | None,
) -> str:
    """The whole reason as one paragraph; ``carried`` as :func:`bargaining.carries` tells it."""
    said = [advice.rationale.strip()]
    reasons = [signal.reason for signal in ruling.signals][:_MOST_REASONS]
    if reasons:
        said.append(f"In this clause: {'; '.join(reasons)}.")
    if guarded.standing:
        grounds = [each.reason for each in guarded.standing[:_MOST_GUARDRAILS]]
        said.append(f"Mind that {'; and that '.join(grounds)}.")
    said.append(_whom_it_serves(recipe, ruling.verdict, carried))
    return " ".join(part for part in said if part)


def _whom_it_serves(recipe: Recipe, verdict: Verdict, carried: bool | None) -> str:
    if verdict is Verdict.KEEP:
        return ""
    if carried is None:
        return recipe.mirror
    if carried:
        return f"The clause weighs on your side, so this is a change to ask for. {recipe.mirror}"
    return f"The clause works for your side, so the change is something you give and may be paid for. {recipe.mirror}"
