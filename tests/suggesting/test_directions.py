"""Who gives by a change follows from what its words do to the duties of the two sides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clauseadvisor.domain import Burden, Role, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.recipe_schema import Advice, Part, Recipe
from clauseadvisor.suggesting.directions import Direction, direction_of
from tests.builders import advised_on

PLAYBOOK = load_playbook()
MIRRORED = {
    Direction.ASK: Direction.GIVE,
    Direction.GIVE: Direction.ASK,
    Direction.EXCHANGE: Direction.EXCHANGE,
    Direction.ALIKE: Direction.ALIKE,
}


def changes() -> Iterator[tuple[str, Recipe, Advice]]:
    for recipe in PLAYBOOK.recipes.values():
        own = (("", recipe), *((each.id, recipe.as_in(each)) for each in recipe.variants))
        for name, each in own:
            for verdict, advice in each.advice.items():
                if verdict is not Verdict.KEEP and advice.parts:
                    yield f"{recipe.id} {name} {verdict.value}".replace("  ", " "), each, advice


ALL = list(changes())


@pytest.mark.parametrize(("name", "recipe", "advice"), ALL, ids=[name for name, _, _ in ALL])
@pytest.mark.parametrize("burden", [Burden.VENDOR, Burden.CUSTOMER])
def test_what_one_side_gives_the_other_asks_for(
    name: str, recipe: Recipe, advice: Advice, burden: Burden
) -> None:
    for part in advice.parts:
        held, carried = (direction_of([part], burden, carried=each) for each in (False, True))
        assert carried is MIRRORED[held], name
    for other in (Burden.BOTH, Burden.UNKNOWN):
        assert direction_of(advice.parts, other, carried=None) is Direction.ALIKE


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("{Debtor} shall send its figures each month.", Direction.ASK),
        ("As soon as {debtor} sees a delay, it shall warn {creditor}.", Direction.ASK),
        ("{Creditor} shall answer within ten days.", Direction.GIVE),
        ("No {charge} shall fall due for the first two days.", Direction.GIVE),
        ("{Debtor} may buy elsewhere.", Direction.GIVE),
        ("What is found too much shall be set against what is missing.", Direction.GIVE),
        ("{Creditor} may use the right only after a notice.", Direction.GIVE),
        ("{Parties} shall meet within five days.", Direction.ALIKE),
        ("No {charge} shall fall due for a case that {debtor} announced.", Direction.EXCHANGE),
        ("{Debtor} shall keep a list. {Creditor} shall answer.", Direction.EXCHANGE),
        ("{Vendor} shall supply the data.", Direction.ASK),
        ("{Customer} shall pay within ten days.", Direction.GIVE),
        ("Late word shall take away the remedy only so far as it did harm.", Direction.ASK),
    ],
)
def test_a_duty_moves_by_its_own_words(text: str, direction: Direction) -> None:
    assert direction_of([Part(text=text)], Burden.VENDOR, carried=False) is direction


#: Read one by one: what each change is for the side that the clause works for.
READ = {
    "P1 soften": Direction.EXCHANGE,
    "P2 soften": Direction.EXCHANGE,
    "P2 earn_back_there soften": Direction.ASK,
    "P2 doubling soften": Direction.EXCHANGE,
    "P5 ends_early soften": Direction.GIVE,
    "P9 soften": Direction.GIVE,
    "P10 soften": Direction.GIVE,
    "P10 retention soften": Direction.GIVE,
    "P10 set_off soften": Direction.GIVE,
    "P12 soften": Direction.GIVE,
    "P13 soften": Direction.EXCHANGE,
    "P13 counted_exit soften": Direction.ALIKE,
    "C3 soften": Direction.GIVE,
    "C8 capped_rise soften": Direction.GIVE,
    "C11 soften": Direction.EXCHANGE,
    "W6 soften": Direction.GIVE,
}


@pytest.mark.parametrize("name", READ)
def test_each_change_was_read(name: str) -> None:
    recipe, advice = next((recipe, advice) for each, recipe, advice in ALL if each == name)
    parts = advice.as_said(carried=False).parts
    burden = Burden(recipe.side) if recipe.side else Burden.VENDOR
    assert direction_of(parts, burden, carried=False) is READ[name]


def test_a_scheme_that_takes_as_well_as_gives_is_an_exchange() -> None:
    part = Part(text="No {charge} shall fall due.")
    found = direction_of([part], Burden.VENDOR, carried=False, replaces=True)
    assert found is Direction.EXCHANGE


RETAINED = (
    "4.5 The Client shall retain 5% of each instalment until the last unit is accepted. If that has "
    "not come by 1 May the sums are forfeited."
)
EARNED_BACK = (
    "5.2 For each level that is missed a credit of 3% of the fee falls due to the Client. It is an "
    "earn-back credit: after three good months it is returned. The credits of a month shall not exceed 9%."
)


def test_money_that_we_would_let_go_is_a_concession_and_an_ask_is_none() -> None:
    gives = advised_on(RETAINED, "deduction", role=Role.CUSTOMER)
    assert gives.concession
    assert "It is a concession" in gives.rationale
    theirs = advised_on(RETAINED, "deduction", role=Role.VENDOR)
    assert not theirs.concession


def test_a_new_condition_for_the_other_side_is_nothing_that_we_give() -> None:
    asks = advised_on(EARNED_BACK, "service_credit", role=Role.CUSTOMER)
    assert not asks.concession
    assert "you give" not in asks.rationale


COUNTED = "5.4 Chronic failure. If a service level is missed three times within six months the Client may terminate."


def test_whoever_holds_an_exit_does_not_tie_its_own_hands() -> None:
    ours, theirs = (
        advised_on(COUNTED, "default_termination", role=role)
        for role in (Role.CUSTOMER, Role.VENDOR)
    )
    assert ours.recipe == theirs.recipe == "P13"
    assert "senior executive" not in ours.proposed_text
    assert "senior executive" in theirs.proposed_text
    assert not ours.concession


LEFT_EARLY = (
    "16.1 If the Client ends this agreement before its term it shall pay an exit fee of £9,000."
)


def test_whoever_may_leave_promises_no_talk_before_it_does() -> None:
    ours, theirs = (
        advised_on(LEFT_EARLY, "shortfall", Burden.CUSTOMER, role=role)
        for role in (Role.CUSTOMER, Role.VENDOR)
    )
    assert ours.recipe == theirs.recipe == "P12"
    assert "senior executive" not in ours.proposed_text
    assert "senior executive" in theirs.proposed_text
    assert "exit plan" in ours.proposed_text


LATE_WORD = "8.1 The Client may end it for a missed level that it has notified within 7 days."


def test_whoever_failed_does_not_ask_for_more_time_to_be_told() -> None:
    ours, theirs = (
        advised_on(LATE_WORD, "default_termination", role=role)
        for role in (Role.CUSTOMER, Role.VENDOR)
    )
    assert "run from the day" in ours.proposed_text
    assert "you could give word of each failure" in ours.rationale
    assert not theirs.proposed_text or theirs.verdict is not Verdict.KEEP
