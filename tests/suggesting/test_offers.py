"""What a talk is to offer and to hold stands in the wording or in the contract, and fits the clause."""

from __future__ import annotations

import dataclasses

import pytest
from pydantic import TypeAdapter

from clauseadvisor.domain import (
    Burden,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.cue_schema import Lines, SureLines
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.recipe_schema import Bargain, Terms
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.lines import exchange, true_lines
from clauseadvisor.suggesting.match import View
from tests.builders import a_clause, advised_on, hosting_contract

PLAYBOOK = load_playbook()
CREDIT = "6.1 If the Host misses the Uptime Target in a month, a Service Credit of 4% of the fee falls due."
RUN = "12.4 If the Uptime Target is missed in three consecutive months the Client may end this agreement."


def advised(
    text: str, subtype: str, burden: Burden = Burden.VENDOR, role: Role = Role.CUSTOMER
) -> Suggestion:
    return advised_on(text, subtype, burden, role=role)


def of_the_credit(*others: tuple[str, str]) -> Suggestion:
    texts = ((CREDIT, "service_credit"), *others)
    whole = "\n".join(text for text, _ in texts)
    document = hosting_contract(whole)
    clauses = []
    for place, (text, subtype) in enumerate(texts):
        start = whole.index(text)
        clause = a_clause(
            text, subtype=subtype, burden=Burden.VENDOR, number=text.split()[0], id=f"c{place}"
        )
        clauses.append(dataclasses.replace(clause, start=start, end=start + len(text)))
    found = suggest(clauses, document=document, playbook=PLAYBOOK)
    return next(each for each in found if each.clause_id == "c0" and each.recipe == "P2")


def test_an_exit_is_held_on_to_only_where_the_contract_has_one() -> None:
    assert "repeated failure" not in of_the_credit().negotiation.keep
    assert "repeated failure" in of_the_credit((RUN, "default_termination")).negotiation.keep


def test_terms_of_a_wording_replace_only_what_they_name() -> None:
    whole = Bargain.model_validate(
        {"relief": "time", "in_return": "a plan", "fallback": "a talk", "floor": "the credit"}
    )
    terms = Terms.model_validate({"relief": "a band", "beside": {"chronic_exit": "the exit"}})
    assert whole.under(Terms(), ("chronic_exit",)) == whole
    changed = exchange(whole.under(terms, ("chronic_exit", "ladder")))
    assert (changed["relief"], changed["floor"]) == ("a band", "the credit, and the exit")
    assert changed["in_return"] == "a plan"
    assert exchange(whole.under(terms, ()))["floor"] == "the credit"


def test_a_line_is_said_only_where_the_wording_or_the_clause_shows_it() -> None:
    lines = TypeAdapter(Lines).validate_python(
        [
            "a talk",
            {"text": "a bonus", "shown": [r"\bbonus\b"]},
            {"text": "an early start", "when": {"any_of": [r"\bmilestone"]}},
        ]
    )
    view = View(words="Each Milestone has its date.", subtype=None)
    assert true_lines(lines) == ("a talk",)
    assert true_lines(lines, view, "It pays a bonus.") == ("a talk", "a bonus", "an early start")


def test_of_several_fallbacks_the_first_that_is_true_is_said_and_none_where_none_is() -> None:
    terms = {"relief": "time", "in_return": "a plan", "floor": "the sum"}
    sum_alone = {"text": "the limit alone", "shown": [r"\blimit\b"]}
    bargain = Bargain.model_validate({**terms, "fallback": [sum_alone]})
    assert exchange(bargain)["fallback"] == ""
    assert exchange(bargain, wording="A limit holds.")["fallback"] == "the limit alone"


def test_a_bargain_has_something_to_say_of_any_clause() -> None:
    with pytest.raises(ValueError, match="true of any clause"):
        TypeAdapter(SureLines).validate_python([{"text": "a bonus", "shown": ["bonus"]}])


def test_a_loss_claimed_after_the_end_is_neither_cured_nor_kept_from_coming_again() -> None:
    told = advised(
        "After termination for default the Dealer shall compensate the Maker for every loss that follows.",
        "other_penalty",
        role=Role.VENDOR,
    )
    assert "cured" not in told.proposed_text
    assert "repeat" not in told.proposed_text
    assert not any("contract year without" in each.text for each in told.options)


def test_a_bonus_for_good_runs_offers_what_its_words_give_and_speaks_of_no_goods() -> None:
    told = advised(
        "For every complaint that the Client upholds, the Client may deduct £60 from the Monthly Charges.",
        "deduction",
    )
    assert told.verdict is Verdict.REPLACE
    assert "band" in told.negotiation.offer
    assert "put right" not in told.negotiation.offer + told.negotiation.fallback
    assert "goods" not in told.proposed_text
    # A share of all calls is no start for rare cases: the band lies around what both have counted.
    assert "%] and" not in told.proposed_text
    assert "in the first [six] months" in told.proposed_text


def test_damaged_goods_are_still_paid_for_where_the_clause_speaks_of_them() -> None:
    told = advised(
        "For every parcel that arrives torn, the Shipper may deduct 6 EUR from the monthly charges.",
        "deduction",
    )
    assert told.verdict is Verdict.REPLACE
    assert "damage to goods" in told.proposed_text


def test_rights_beside_a_bonus_hang_on_no_count() -> None:
    parts = PLAYBOOK.recipes["P2"].advice[Verdict.REPLACE].parts
    (rights,) = (part.text for part in parts if "to end {agreement}" in part.text)
    assert "third" not in rights


def test_nobody_offers_to_let_the_other_side_spend_its_own_money() -> None:
    text = (
        "The Maker shall order no tooling before the Buyer has approved its estimate of the cost."
    )
    ours = advised(text, "consent", Burden.VENDOR, Role.CUSTOMER)
    theirs = advised(text, "consent", Burden.VENDOR, Role.VENDOR)
    assert "go ahead" not in ours.proposed_text
    assert "go ahead" in theirs.proposed_text


def test_a_firm_that_is_a_danger_is_struck_off_the_list_at_once() -> None:
    told = advised(
        "The Agency shall not use a subcontractor without the approval of the Client.", "consent"
    )
    assert "at once" in told.proposed_text
    assert "[five]" not in told.proposed_text


def test_money_held_for_open_work_is_set_free_point_by_point() -> None:
    told = advised(
        "The Client may withhold payment of any invoice until every defect has been mended.",
        "deduction",
    )
    assert "half" not in told.proposed_text
    assert "after its point is closed" in told.proposed_text


def test_what_guards_data_is_not_held_on_to_as_a_sum_for_delay() -> None:
    told = advised(
        "The Host pays the Client £9,000 for each loss of unencrypted data.", "liquidated_damages"
    )
    assert told.verdict is Verdict.KEEP
    assert "delay" not in told.negotiation.keep + told.negotiation.offer + told.first_step
    assert "data" in told.negotiation.keep


def test_a_missing_limit_is_a_reason_for_the_side_that_pays_alone() -> None:
    text = "For each late parcel the Carrier pays the Shipper 9 EUR."
    reason = "limits what the sum adds up to"
    assert reason in advised(text, "liquidated_damages", role=Role.VENDOR).rationale
    assert reason not in advised(text, "liquidated_damages", role=Role.CUSTOMER).rationale


@pytest.mark.parametrize("word", ["lowest seen anywhere", "belongs to both sides", "thin floor"])
def test_no_text_of_a_recipe_claims_what_only_some_clauses_say(word: str) -> None:
    assert all(word not in recipe.model_dump_json() for recipe in PLAYBOOK.recipes.values())


def test_the_balance_of_one_debt_is_not_everything() -> None:
    told = advised(
        "If the Maker has not paid for the moulds in full by May the Buyer may offset the balance owed.",
        "deduction",
    )
    assert "whole sum" not in told.rationale


def test_a_definition_without_a_number_is_cited_by_the_clause_that_lists_it() -> None:
    texts = (
        "1.1 In this agreement the words below are used as follows.",
        "“Opening Date” means 1 May or any later date on which the hall is handed over.",
        "4.2 For each day by which the Host misses the Opening Date it pays £900 as agreed damages.",
    )
    whole = "\n".join(texts)
    document = hosting_contract(whole)
    listed = a_clause(texts[0], id="list", number="1.1")
    meaning = a_clause(texts[1], id="meaning", parent="list", start=whole.index(texts[1]))
    delay = a_clause(
        texts[2],
        id="delay",
        number="4.2",
        subtype="liquidated_damages",
        burden=Burden.VENDOR,
        start=whole.index(texts[2]),
    )
    found = suggest((listed, meaning, delay), document=document, playbook=PLAYBOOK)
    told = next(each for each in found if each.clause_id == "delay")
    assert "until it is met in clause 1.1 already" in told.rationale


def test_a_stop_of_work_is_not_spoken_of_as_an_end() -> None:
    text = (
        "8.4 If an invoice that is not disputed stays unpaid sixty days after a notice, the Host may"
        " suspend the services until it is paid."
    )
    for role in (Role.CUSTOMER, Role.VENDOR):
        told = advised(text, "default_termination", Burden.CUSTOMER, role)
        said = told.negotiation.keep + told.negotiation.ask + told.title + told.proposed_text
        assert "exit" not in said
        assert "cure period" not in said
        assert "avert the stop" in told.proposed_text


def test_a_fee_that_falls_already_is_not_offered_as_one_that_will() -> None:
    told = advised(
        "If the Client leaves early it pays an exit fee of £50,000, reduced by £1,000 each month.",
        "shortfall",
        Burden.CUSTOMER,
    )
    assert "falls with time" not in told.negotiation.ask + told.rationale
    assert "half of the fee" not in told.negotiation.fallback


def test_a_change_of_what_a_call_centre_does_is_costed_without_talk_of_stock() -> None:
    told = advised(
        "The Client may at any time change its instructions for the calls, and the Agency shall follow.",
        "unilateral_right",
    )
    assert "stock" not in told.proposed_text.casefold()
