"""Clauses that nothing is proposed for: words that bind nobody, and what no recipe of ours fits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from clauseadvisor.domain import Kind, Label, LabelledClause, Negotiation, Suggestion, Verdict
from clauseadvisor.playbook.cue_schema import Aside, Stance
from clauseadvisor.playbook.norm_schema import ContractKind
from clauseadvisor.playbook.recipe_schema import Recipe
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.identity import identity
from clauseadvisor.suggesting.match import View, holds, view_of

_WEIGHING: Final = frozenset({Label.PENALTY, Label.CONTROL, Label.INCENTIVE})
#: The aside that speaks of headings and scraps.
_FRAGMENT: Final = "fragment"


def aside_of(clause: LabelledClause, view: View, playbook: Playbook) -> Aside | None:
    """The first aside that the words match: a definition, a recital, a drafting note."""
    if _is_bare_heading(clause):
        return playbook.asides.get(_FRAGMENT)
    return next((each for each in playbook.asides.values() if holds(each.when, view)), None)


def bind_nobody(clauses: Iterable[LabelledClause], playbook: Playbook) -> frozenset[str]:
    """The ids of the clauses that weigh nothing, whatever their label: a definition, a list of prices."""
    found = (
        (clause, aside_of(clause, view_of(clause), playbook))
        for clause in clauses
        if clause.label in _WEIGHING
    )
    return frozenset(clause.id for clause, aside in found if aside and aside.weightless)


def _is_bare_heading(clause: LabelledClause) -> bool:
    """Whether the clause is its number and heading, with no words of its own."""
    if not clause.heading or clause.context:
        return False
    rest = clause.text.removeprefix(clause.number or "").replace(clause.heading, "", 1)
    return not any(letter.isalnum() for letter in rest)


def left_alone(
    clause: LabelledClause,
    recipe: Recipe,
    aside: Aside,
    playbook: Playbook,
    *,
    carried: bool | None = None,
) -> Suggestion:
    """The clause is kept, with the reason that the aside gives, and nothing is proposed.

    What weighs on the side that the notes take (``carried``) is open, where the aside says so.
    """
    is_open = bool(carried and aside.carried_reason)
    stance = playbook.stances["unfit" if is_open else "aside"]
    reason = (aside.carried_reason if is_open else None) or aside.reason
    return Suggestion(
        id=identity(clause.text, recipe.id),
        clause_id=clause.id or None,
        verdict=Verdict.KEEP,
        kind=Kind.NONE,
        recipe=recipe.id,
        title=(aside.carried_title if is_open else None) or aside.title,
        rationale=" ".join(reason.split()),
        norms=(),
        proposed_text="",
        negotiation=stance_of(stance),
        unlocked=True,
        sources=recipe.sources,
        first_step=stance.first_step or "",
        folded=not is_open,
        open=is_open,
    )


def out_of_place(
    clause: LabelledClause, recipe: Recipe, kind: ContractKind, playbook: Playbook
) -> Suggestion:
    """The clause is left open, as what the recipe proposes does not exist in a deal of this kind."""
    reason = kind.kept_reason or kind.reason
    return _left_open(clause, recipe, kind.kept_title or kind.title, reason, playbook)


def without_ground(clause: LabelledClause, recipe: Recipe, playbook: Playbook) -> Suggestion:
    """The clause is left open, as it does not hold what the words of its recipe would change."""
    thing = recipe.needs.thing if recipe.needs else recipe.charge
    reason = playbook.say("ground_missing_reason", thing=thing)
    return _left_open(clause, recipe, playbook.say("ground_missing"), reason, playbook)


def _left_open(
    clause: LabelledClause, recipe: Recipe, title: str, reason: str, playbook: Playbook
) -> Suggestion:
    stance = playbook.stances["unfit"]
    return Suggestion(
        id=identity(clause.text, recipe.id),
        clause_id=clause.id or None,
        verdict=Verdict.KEEP,
        kind=Kind.NONE,
        recipe=recipe.id,
        title=title,
        rationale=" ".join(reason.split()),
        norms=(),
        proposed_text="",
        negotiation=stance_of(stance),
        unlocked=True,
        sources=recipe.sources,
        first_step=stance.first_step or "",
        open=True,
    )


def stance_of(stance: Stance) -> Negotiation:
    """How to speak of what is not up for change."""
    return Negotiation(
        ask=stance.ask, offer=stance.offer, fallback=stance.fallback, keep=stance.keep
    )
