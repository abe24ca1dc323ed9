"""The grounds on which a clause is never dropped by itself (domain notes c, G1 to G8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clauseadvisor.domain import Readiness, Verdict
from clauseadvisor.playbook.recipe_schema import Advice, Guardrail, Recipe
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.match import View, holds

_NO_TRUST = "G6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What the guardrails say: which stand, which verdicts they forbid, how much they speak for
    keeping the rest of the clause, what is
    said in place of the recipe's own words, and what is still open."""

    standing: tuple[Guardrail, ...] = ()
    forbidden: frozenset[Verdict] = frozenset()
    weight: float = 0.0
    advice: Advice | None = None
    questions: tuple[str, ...] = ()


def guard(
    view: View,
    recipe: Recipe,
    playbook: Playbook,
    answers: Mapping[str, object],
    readiness: Readiness | None,
) -> Guarded:
    """Guardrails shown by the clause or by the answers win; those nobody answered are questions.

    ``answers`` holds the [relationship] keys of an assumptions file; an absent key is unknown.
    """
    if recipe.unguarded:
        return Guarded()
    standing: list[Guardrail] = []
    forbidden: set[Verdict] = set()
    questions: list[str] = []
    weight = 0.0
    for guardrail in playbook.guardrails.values():
        in_clause = next((cue for cue in guardrail.cues if holds(cue.when, view)), None)
        answered = _answer(guardrail, recipe, answers, readiness)
        if in_clause or answered:
            own = in_clause and in_clause.reason
            standing.append(guardrail.model_copy(update={"reason": own}) if own else guardrail)
            if in_clause:
                unchanged = recipe.id in guardrail.unchanged
                forbidden |= _forbids("change" if unchanged else guardrail.forbids)
                weight = max(weight, guardrail.weight)
            if answered:
                forbidden |= _forbids(guardrail.answered_forbids)
        elif answered is None and recipe.id in guardrail.ask_for and not _is_told(guardrail, view):
            questions.append(guardrail.question)
    return Guarded(
        standing=tuple(standing),
        forbidden=frozenset(forbidden),
        weight=weight,
        advice=next(
            (each.advice for each in standing if recipe.id not in each.own_advice and each.advice),
            None,
        ),
        questions=tuple(questions),
    )


def _is_told(guardrail: Guardrail, view: View) -> bool:
    """Whether the contract answers by itself that the guardrail does not stand."""
    return guardrail.not_asked is not None and holds(guardrail.not_asked, view)


def _answer(
    guardrail: Guardrail, recipe: Recipe, answers: Mapping[str, object], readiness: Readiness | None
) -> bool | None:
    """True where the user's answers raise the guardrail, None where nobody has answered."""
    if guardrail.id == _NO_TRUST:
        return None if readiness is None else readiness.stage == 0
    if guardrail.only_recipes and recipe.id not in guardrail.only_recipes:
        return False
    given = [answers[key] for key in guardrail.answer if answers.get(key) is not None]
    if any(answer is True for answer in given):
        return True
    return False if guardrail.answer and len(given) == len(guardrail.answer) else None


def _forbids(what: str) -> set[Verdict]:
    return {Verdict.REPLACE, Verdict.SOFTEN} if what == "change" else {Verdict.REPLACE}
