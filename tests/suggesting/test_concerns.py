"""What the other side may fear or want is said of the words that are proposed, and of its own side."""

from __future__ import annotations

import re

import pytest

from clauseadvisor.domain import Burden, Concern, Role, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.recipe_schema import Recipe
from tests.builders import advised_on

PLAYBOOK = load_playbook()

#: Every recipe as it speaks, with each of its variants, where it may propose a change.
SPOKEN = [
    pytest.param(said, id=f"{recipe.id}{f'-{variant.id}' if variant else ''}")
    for recipe in PLAYBOOK.recipes.values()
    for variant in (None, *recipe.variants)
    for said in [recipe.as_in(variant) if variant else recipe]
    if (variant.advice if variant else recipe.advice).keys() - {Verdict.KEEP}
]

#: What the other side could quote against us, or what admits a fault of ours.
CONCESSIONS = re.compile(
    r"\b(?:cause lay with us|we fail|we can change|we tell you|because of us|nobody (?:answers|says)|costly to tell"
    r"|hard to prove|not always been kept|only lever|one sign|could not bear|pay for a failure|your property"
    r"|without making the result better|does not control|before anybody answers|word is not enough)\b"
)

TERMS = "The Bank may change any of these terms at any time by posting new terms on its site."


def of_the_terms(role: Role, burden: Burden = Burden.VENDOR) -> Concern | None:
    return advised_on(TERMS, "unilateral_right", burden=burden, role=role).concern


@pytest.mark.parametrize("recipe", SPOKEN)
def test_every_change_has_a_concern_and_a_question_of_its_own(recipe: Recipe) -> None:
    assert recipe.concern is not None
    assert recipe.concern.holds
    assert recipe.concern.carries or recipe.id.startswith("W"), (
        "only who bears it asks for a relief"
    )
    for said in (recipe.concern.carries, recipe.concern.holds):
        assert said is None or (said.endswith(".") and not said[0].isupper())
        assert said is None or not CONCESSIONS.search(said)
    for voice in (recipe.carried, recipe.held):
        asked = (voice and voice.question) or recipe.questions[0]
        assert asked.endswith("?")


def test_the_concern_turns_around_with_the_side_that_is_advised() -> None:
    theirs, ours = of_the_terms(Role.CUSTOMER), of_the_terms(Role.VENDOR)
    assert theirs is not None
    assert ours is not None
    assert "bound to terms" in theirs.said
    assert "one set of terms" in ours.said
    assert "build" in theirs.question, "whoever may change the terms does not ask the other why"
    assert "expect to change" in ours.question


def test_what_binds_both_is_said_of_both() -> None:
    both = of_the_terms(Role.CUSTOMER, Burden.BOTH)
    assert both is not None
    assert "binds both of us" in both.said


def test_nothing_is_said_where_it_is_not_clear_on_whom_a_clause_weighs() -> None:
    assert of_the_terms(Role.CUSTOMER, Burden.UNKNOWN) is None


def test_a_variant_with_words_of_its_own_does_not_speak_of_the_concern_of_another() -> None:
    recipe = PLAYBOOK.recipes["C8"]
    variant = next(each for each in recipe.variants if each.id == "cut_off")
    bare = recipe.as_in(variant.model_copy(update={"concern": None}))
    assert bare.concern is None


def test_a_clause_that_is_kept_asks_the_other_side_nothing() -> None:
    kept = advised_on(
        "The Supplier shall keep the plans of the Buyer confidential and show them to nobody.",
        "confidentiality",
        burden=Burden.VENDOR,
    )
    assert kept.verdict is Verdict.KEEP
    assert kept.concern is None
