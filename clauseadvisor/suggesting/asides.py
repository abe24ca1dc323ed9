"""Words that are labelled as a penalty or a control and bind nobody by themselves."""

from __future__ import annotations

from clauseadvisor.domain import Kind, LabelledClause, Negotiation, Suggestion, Verdict
from clauseadvisor.playbook.schema import Aside, Playbook, Recipe
from clauseadvisor.suggesting.identity import identity
from clauseadvisor.suggesting.match import View, holds


def aside_of(view: View, playbook: Playbook) -> Aside | None:
    """The first aside that the words match: a definition, a recital, a drafting note."""
    return next((each for each in playbook.asides.values() if holds(each.when, view)), None)


def left_alone(clause: LabelledClause, recipe: Recipe, aside: Aside) -> Suggestion:
    """The clause is kept, with the reason that the aside gives, and nothing is proposed."""
    return Suggestion(
        id=identity(clause.text, recipe.id),
        clause_id=clause.id or None,
        verdict=Verdict.KEEP,
        kind=Kind.NONE,
        recipe=recipe.id,
        title=aside.title,
        rationale=" ".join(aside.reason.split()),
        norms=(),
        proposed_text="",
        negotiation=Negotiation(
            ask="Ask for no change to these words.",
            offer="Nothing needs to be offered for them.",
            fallback="Leave them out of the talks.",
            keep="Hold on to them as they are.",
        ),
        unlocked=True,
        sources=recipe.sources,
        first_step="Nothing needed this week.",
        folded=True,
    )
