"""What a clause may mean to the other side, and what to ask them before a change is proposed."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import Burden, Concern
from clauseadvisor.playbook.recipe_schema import Recipe
from clauseadvisor.playbook.schema import Playbook


def concern_of(
    recipe: Recipe,
    burden: Burden,
    carried: bool | None,
    asked: Sequence[str],
    playbook: Playbook,
) -> Concern | None:
    """The concern of the other side, with the first of the questions that are ``asked`` of it.

    ``carried``: whether the clause weighs on the side that is advised; the other side relies on it then.
    None where the recipe has no words for that side, or where it is not clear which side that is.
    """
    question = asked[0] if asked else ""
    if recipe.concern is None or not question:
        return None
    if carried is None:
        concern = recipe.concern.both
        if concern is None and burden is Burden.BOTH:
            return Concern(said=playbook.say("concern_both"), question=question)
    else:
        concern = recipe.concern.holds if carried else recipe.concern.carries
    if concern is None:
        return None
    return Concern(said=playbook.say("concern", concern=concern), question=question)
