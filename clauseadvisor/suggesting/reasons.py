"""Why, in plain words: the recipe's reason, what in the clause speaks for it, and whom it serves."""

from __future__ import annotations

from clauseadvisor.domain import Verdict
from clauseadvisor.playbook.schema import Advice, Playbook, Recipe
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
    playbook: Playbook,
) -> str:
    """The whole reason as one paragraph; ``carried`` as :func:`bargaining.carries` tells it."""
    said = [advice.rationale.strip()]
    reasons = [signal.reason for signal in ruling.signals][:_MOST_REASONS]
    if reasons:
        said.append(playbook.say("signals", reasons="; ".join(reasons)))
    if guarded.standing:
        grounds = [each.reason for each in guarded.standing[:_MOST_GUARDRAILS]]
        joined = playbook.say("guardrails_joined").join(grounds)
        said.append(playbook.say("guardrails", grounds=joined))
    said.append(_whom_it_serves(recipe, ruling.verdict, carried, playbook))
    return " ".join(part for part in said if part)


def _whom_it_serves(
    recipe: Recipe, verdict: Verdict, carried: bool | None, playbook: Playbook
) -> str:
    if verdict is Verdict.KEEP:
        return ""
    if carried is None:
        return recipe.mirror
    return playbook.say("carried_change" if carried else "held_change", mirror=recipe.mirror)
