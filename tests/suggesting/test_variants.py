"""Occasions that a catalogue entry covers and its usual words do not fit are answered in words of their own."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from clauseadvisor.domain import (
    Amount,
    Burden,
    Facts,
    Label,
    LabelledClause,
    Role,
    Span,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.cue_schema import When
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.recipe_schema import Advice, Part
from clauseadvisor.suggesting.draft import compose, slots_of, title_of
from clauseadvisor.suggesting.match import View, holds, view_of
from clauseadvisor.suggesting.naming import words_of_text
from tests.builders import advised_on

PLAYBOOK = load_playbook()


def advised(
    text: str,
    subtype: str,
    burden: Burden = Burden.CUSTOMER,
    facts: Facts | None = None,
    role: Role = Role.CUSTOMER,
) -> Suggestion:
    return advised_on(text, subtype, burden, facts=facts, role=role)


def said(suggestion: Suggestion) -> str:
    return " ".join(
        (
            suggestion.title,
            suggestion.rationale,
            suggestion.proposed_text,
            *(option.text for option in suggestion.options),
            *(option.title for option in suggestion.options),
            *suggestion.preconditions,
            *suggestion.risks,
            suggestion.negotiation.ask,
            suggestion.negotiation.offer,
        )
    )


CANCELLED = [
    "If a coach trip is cancelled after the coach has left the yard, the Client shall pay 90 cents for each kilometre.",
    "If the Client cancels a booked course, a charge of EUR 400 is due.",
    "A charge of $80 will be assessed for each appointment that is cancelled on the day.",
    "A charge of $120 for cleaning applies if the order is cancelled once loading has begun.",
]


@pytest.mark.parametrize("text", CANCELLED)
def test_one_cancelled_order_is_no_exit_from_the_contract(text: str) -> None:
    found = advised(text, "shortfall")
    assert found.recipe == "P12"
    assert found.verdict is Verdict.SOFTEN
    assert "cost that the cancellation has caused" in found.proposed_text
    assert "R1" in found.mechanisms
    for word in ("exit", "month [36]", "staff", "hand-over", "loyalty"):
        assert word not in said(found), word


def test_the_charge_for_a_cancelled_order_falls_with_the_notice() -> None:
    found = advised(CANCELLED[1], "shortfall")
    assert "No cancellation charge shall fall due if" in found.proposed_text
    assert "[50] % of the sum stated" in found.proposed_text


def test_notice_comes_too_late_where_the_work_has_begun() -> None:
    found = advised(CANCELLED[3], "shortfall")
    assert "before the agreed time" not in found.proposed_text
    assert "notice" not in found.title


def test_leaving_the_contract_keeps_its_exit_plan() -> None:
    found = advised(
        "If the Client leaves before month 24 it pays a termination fee of 40% of the remaining fees.",
        "shortfall",
    )
    assert found.recipe == "P12"
    assert "exit plan" in found.proposed_text


def test_equipment_that_stands_idle_is_answered_with_free_time_and_a_quicker_turn_round() -> None:
    found = advised(
        "A charge of $70 a day applies for each day on which a wagon assigned to the Mill is not used in service.",
        "shortfall",
    )
    assert found.recipe == "P4"
    for word in ("minimum", "volume", "shortfall", "forecast"):
        assert word not in said(found), word
    assert "free time" in found.title
    assert "turn-round" in found.proposed_text


def test_where_nothing_was_promised_nothing_is_said_of_a_minimum() -> None:
    found = advised(
        "If the list holds no 250 names by May the House will charge $25 each month.", "shortfall"
    )
    assert found.recipe == "P4"
    for word in ("minimum", "volume", "shortfall"):
        assert word not in found.proposed_text, word
        assert word not in found.title, word


def test_a_minimum_is_answered_with_a_forecast_as_ever() -> None:
    found = advised(
        "If the Buyer takes less than the minimum volume it pays the price of each idle unit as a shortfall payment.",
        "shortfall",
    )
    assert "forecast" in found.proposed_text
    assert "minimum" in found.proposed_text


REAL_YES = [
    "The Agent shall not amend, terminate or discharge any bond without the written consent of the Issuer.",
    "The Keeper shall not create any lien on the goods without the consent of the Owner.",
    "The Supplier may not assign this Agreement without the consent of the Buyer.",
    "The Dealer shall not sell its shares or undergo a change of control without the approval of the Maker.",
]


@pytest.mark.parametrize("text", REAL_YES)
def test_silence_is_no_consent_to_what_changes_the_contract_or_the_partner(text: str) -> None:
    found = advised(text, "consent", Burden.VENDOR)
    assert found.recipe == "C3"
    assert "deemed" not in said(found)
    if found.verdict is Verdict.SOFTEN:
        assert "Silence shall not count as consent" in found.proposed_text
        assert "threshold" not in found.proposed_text


@pytest.mark.parametrize(
    "text",
    [
        "The Agency shall not move a shooting day without the approval of the Client.",
        "The Supplier shall not assign new staff to the work without the approval of the Client.",
    ],
)
def test_day_to_day_approvals_keep_their_clock(text: str) -> None:
    found = advised(text, "consent", Burden.VENDOR)
    assert "consent shall be deemed given" in found.proposed_text


ASIDES = [
    (
        "Loading time shall be deemed to run from the hour at which the lorry arrives until the gate pass is handed out.",
        "liquidated_damages",
        "Leave the measure as it is",
    ),
    (
        "Return. If this Agreement ends, the Keeper shall at once deliver all files on the loans to the Bank, and may keep copies of them.",
        "audit",
        "Leave the return of records as it is",
    ),
]


@pytest.mark.parametrize(("text", "subtype", "title"), ASIDES)
def test_what_takes_nothing_and_watches_nobody_is_left_as_it_is(
    text: str, subtype: str, title: str
) -> None:
    found = advised(text, subtype, Burden.VENDOR)
    assert found.title == title
    assert found.verdict is Verdict.KEEP
    assert found.folded
    assert not found.proposed_text


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        (
            "Loading time runs from the hour at which the lorry arrives; each further hour is charged at EUR 60.",
            "liquidated_damages",
        ),
        (
            "Until this Agreement ends the Keeper shall deliver a monthly report on the files.",
            "audit",
        ),
    ],
)
def test_a_sum_or_a_look_into_the_books_is_worth_a_word(text: str, subtype: str) -> None:
    assert not advised(text, subtype, Burden.VENDOR).folded


LATE = "For each week by which a delivery is late the Supplier pays 2% of its price"


def test_the_title_promises_a_limit_only_where_the_wording_sets_one() -> None:
    ending = "to a maximum of 10%"
    cap = Facts(cap=Span(start=0, end=len(ending), text=ending))
    capped = advised(f"{LATE}, {ending}.", "liquidated_damages", Burden.VENDOR, cap, Role.VENDOR)
    open_ended = advised(f"{LATE}.", "liquidated_damages", Burden.VENDOR, role=Role.VENDOR)
    assert "limit" not in capped.title
    assert "limit" in open_ended.title
    assert "shall not exceed in total" in open_ended.proposed_text


def test_a_payment_plan_stops_the_clock() -> None:
    weekly = Amount(kind="percent", value=2, unit="%", per="week", text="2%", start=0, end=2)
    found = advised(
        "Late sums bear a charge of 2% for each week.",
        "late_payment",
        facts=Facts(amounts=(weekly,)),
    )
    # That service is stopped is said only where the contract has a right to stop it.
    assert "suspend" not in found.proposed_text
    assert "while the plan is kept" in found.proposed_text


def test_a_title_names_each_part_once_and_in_order() -> None:
    parts = tuple(
        Part(text="It stays.", in_title=name, when=when)
        for name, when in (
            ("early word", When()),
            ("a limit", When(any_of=("day",))),
            ("a limit", When(any_of=("week",))),
            ("a bonus", When()),
        )
    )
    advice = Advice(title="Ease it with {parts}", rationale="So.", parts=parts)
    seen = View(words="by the day or the week", subtype=None)
    assert title_of(advice, seen) == "Ease it with early word, a limit and a bonus"
    assert title_of(advice, View(words="", subtype=None)) == "Ease it with early word and a bonus"


@pytest.mark.parametrize("title", ["Ease it with {parts}", "Ease it for {debtor}"])
def test_a_title_that_could_be_left_bare_is_refused(title: str) -> None:
    parts = (Part(text="It stays.", in_title="a limit", when=When(any_of=("day",))),)
    with pytest.raises(ValidationError, match="title"):
        Advice(title=title, rationale="So.", parts=parts)


def test_what_a_variant_does_not_say_stays_as_the_recipe_has_it() -> None:
    recipe = PLAYBOOK.recipes["C3"]
    varied = recipe.as_in(next(each for each in recipe.variants if each.id == "rights_of_others"))
    assert varied.advice[Verdict.KEEP] == recipe.advice[Verdict.KEEP]
    assert varied.advice[Verdict.SOFTEN] != recipe.advice[Verdict.SOFTEN]
    assert varied.norms == recipe.norms
    assert varied.id == recipe.id


WAITING = [
    "Two hours are allowed for loading. A charge of $40 per half hour applies for all time above that when the Shipper causes the delay.",
    "When the Shipper cannot complete unloading, so that the unit remains at the gate overnight, a charge of $150 applies.",
    "If the Client keeps a barge at the berth for more than a day it shall pay liquidated damages of 900 USD a day.",
]


@pytest.mark.parametrize("text", WAITING)
def test_a_vehicle_kept_waiting_is_answered_with_free_time_word_and_a_share_by_cause(
    text: str,
) -> None:
    found = advised(text, "liquidated_damages")
    assert found.recipe == "P1"
    assert "share by cause" in found.title
    assert "so far as" in found.proposed_text
    for word in ("recover", "finishing early", "completes", "revised date"):
        assert word not in said(found), word


def test_free_time_that_is_there_is_not_asked_for_again() -> None:
    assert "first [two] hours" not in advised(WAITING[0], "liquidated_damages").proposed_text
    assert "first [two] hours" in advised(WAITING[1], "liquidated_damages").proposed_text


def test_a_late_delivery_keeps_its_own_words() -> None:
    late = "For each day of late delivery the Supplier shall pay 1% of the price."
    assert "waiting" not in said(advised(late, "liquidated_damages", Burden.VENDOR)).lower()


def test_silence_gives_away_no_right_of_somebody_else() -> None:
    text = "The Licensee shall use no song from the film without the prior approval of the Licensor and, if need be, of the music publisher."
    found = advised(text, "consent")
    assert found.verdict is Verdict.SOFTEN
    assert "deemed" not in said(found)
    assert "Silence shall not count as consent" in found.proposed_text
    assert "cleared" in found.title


def test_pay_for_each_performance_is_called_so() -> None:
    advice = next(each for each in PLAYBOOK.recipes["P2"].variants if each.id == "by_performance")
    assert "each performance" in advice.advice[Verdict.REPLACE].title
    text = "If the Artist gives fewer than ten concerts in a season, the fee falls by a tenth for each that is missing."
    assert "target" not in advised(text, "deduction", Burden.VENDOR).title


NEEDS_A_REAL_YES = [
    "The Maker shall not change the raw materials of the goods without the prior written consent of the Buyer.",
    "The Maker shall not alter the Products without the prior written consent of the Buyer.",
    "The Maker buys no mould until the Buyer has approved the estimated expenses in writing.",
]


@pytest.mark.parametrize("text", NEEDS_A_REAL_YES)
def test_silence_decides_neither_what_is_made_nor_what_it_costs(text: str) -> None:
    found = advised(text, "consent", Burden.VENDOR)
    assert "deemed" not in said(found)
    assert "the dates that depend on it shall move" in found.proposed_text


@pytest.mark.parametrize(
    "text",
    [
        "The Reseller shall use the logo of the Vendor only with the prior written approval of the Vendor.",
        "The Affiliate may not specify details of the credit card without the prior approval of the Bank.",
    ],
)
def test_silence_is_no_yes_to_what_is_said_under_a_name(text: str) -> None:
    found = advised(text, "consent")
    assert "deemed" not in said(found)
    assert "cleared" in said(found)


@pytest.mark.parametrize(
    ("text", "subtype", "title"),
    [
        (
            "The Buyer may keep goods that are not as ordered, and both shall negotiate in good faith a price reduction for them.",
            "deduction",
            "both agree",
        ),
        (
            "The Buyer shall pay the Maker 9,000 EUR on the first day of each month for its design work.",
            "liquidated_damages",
            "price",
        ),
    ],
)
def test_a_price_and_an_agreed_reduction_are_no_sanctions(
    text: str, subtype: str, title: str
) -> None:
    found = advised(text, subtype)
    assert found.verdict is Verdict.KEEP
    assert title in found.title
    assert not found.proposed_text


@pytest.mark.parametrize(
    "text",
    [
        "For every complaint that the Client upholds it may deduct 85 GBP from the Monthly Charges.",
        "The Client may charge back EUR 40 on each consignment that is refused because of visible damage.",
    ],
)
def test_a_sum_for_each_case_is_not_answered_with_a_level_that_nobody_set(text: str) -> None:
    found = advised(text, "deduction", Burden.VENDOR)
    assert found.recipe == "P2"
    for blank in ("[target]", "[measure]", "service credit"):
        assert blank not in found.proposed_text
    assert "cases" in found.proposed_text


def test_goods_that_are_held_are_not_spoken_of_as_money() -> None:
    text = "Until overdue invoices have been paid the Carrier may hold the Goods of the Customer as security."
    found = advised(text, "other_penalty")
    assert found.recipe == "P10"
    assert "part of the payment that belongs to the work" not in found.proposed_text
    assert "more than the debt" in found.title or "covers the debt" in found.rationale


def test_a_run_of_bad_months_is_not_answered_with_points() -> None:
    text = "If the Service Level is missed in three consecutive months the Client may terminate for chronic failure."
    found = advised(text, "default_termination", Burden.VENDOR)
    assert found.recipe == "P13"
    assert "erase" not in found.proposed_text
    assert "first month that could begin a run" in found.proposed_text
    assert "points" not in found.title


def test_goods_that_are_missing_call_for_no_forecast() -> None:
    text = "If stock counts show that goods are missing the Carrier shall pay their sale price."
    found = advised(text, "shortfall", Burden.VENDOR)
    assert found.recipe == "P9"
    assert "forecast" not in said(found)


def test_a_sum_for_lost_data_is_not_traded() -> None:
    text = "The Vendor shall pay the Client 25,000 GBP for each loss of unencrypted Client Data."
    assert advised(text, "liquidated_damages", Burden.VENDOR).verdict is Verdict.KEEP


def test_whoever_falls_short_carries_the_loss_of_the_right() -> None:
    text = "The Client shall appoint nobody else. If the Vendor falls below that level for two quarters, the Client may give half of the work to others."
    found = advised(text, "loss_of_rights", Burden.CUSTOMER)
    assert "the Vendor falls short" in found.proposed_text


@pytest.mark.parametrize(
    "text",
    [
        "The Provider may use subcontractors only with the prior permission of the Client.",
        "The Supplier shall not move the workshop without the prior written consent of the Client.",
    ],
)
def test_silence_gives_no_veto_away_outside_the_daily_work(text: str) -> None:
    found = advised(text, "consent", Burden.VENDOR)
    assert found.verdict is Verdict.SOFTEN
    assert "deemed" not in said(found)
    assert "On a refusal" in found.proposed_text
    assert "Silence shall not count as" in found.proposed_text


def test_records_that_an_authority_asks_for_are_not_thinned_out() -> None:
    found = advised(
        "The Maker shall keep records of each machine and show them on request, so that the Buyer can pass them to certification authorities.",
        "audit",
        Burden.VENDOR,
    )
    assert found.recipe == "C1"
    assert found.verdict is Verdict.KEEP
    assert not found.proposed_text


def acceptance(text: str, *others: str) -> str:
    recipe = PLAYBOOK.recipes["C11"]
    clauses = {str(place): a_clause(each, place) for place, each in enumerate((text, *others))}
    tested = clauses["0"]
    slots = slots_of(
        tested, recipe, words_of_text(text, Burden.VENDOR, None, PLAYBOOK.roles), clauses
    )
    return compose(recipe.advice[Verdict.SOFTEN], view_of(tested), slots)


def a_clause(text: str, place: int) -> LabelledClause:
    return LabelledClause(
        id=str(place),
        number=str(place),
        heading=None,
        parent=None,
        context=None,
        start=0,
        end=len(text),
        text=text,
        label=Label.CONTROL,
        subtype="audit",
        secondary=(),
        scores={},
        confidence=0.9,
        needs_review=False,
        evidence=(),
        burden=Burden.VENDOR,
        burdened_party=None,
        facts=Facts(),
    )


def test_no_shorter_time_to_accept_is_proposed_than_the_contract_gives() -> None:
    text = "The Client may test each report and reject it if it fails the criteria."
    assert "Within [10] days after delivery" in acceptance(text)
    for other in (
        "The Client has the right to examine each report and has fifteen (15) business days to object.",
        "It has 15 business days to inspect what was delivered.",
    ):
        assert "Within 15 business days after delivery" in acceptance(text, other)
    paid = "Once it has been accepted each invoice is paid within 60 days."
    assert "Within [10] days after delivery" in acceptance(text, paid)


def test_only_who_delivers_asks_for_acceptance_by_silence() -> None:
    text = "5.2 The Customer may test each release and reject it where it fails the criteria."
    asked, offered = (
        advised(text, "audit", Burden.VENDOR, role=role).proposed_text
        for role in (Role.VENDOR, Role.CUSTOMER)
    )
    assert "shall be deemed accepted" in asked
    assert "deemed accepted" not in offered
    assert "An answer that is late" in offered


def test_goods_and_what_safety_hangs_on_are_not_accepted_by_silence() -> None:
    for text in (
        "The Buyer may test the vehicles and reject those that fail.",
        "The Buyer may reject what fails the certification test.",
    ):
        wording = acceptance(text)
        assert "deemed" not in wording
        assert "Silence by itself shall not count as acceptance" in wording


def test_a_cut_off_without_a_word_is_eased_and_no_boundary() -> None:
    found = advised(
        "If an invoice is open for more than 30 days the Host may suspend access of the Client to the Service with or without notice.",
        "default_termination",
    )
    assert found.recipe == "C8"
    assert found.verdict is Verdict.SOFTEN
    assert "written notice" in found.proposed_text
    assert "disputes in good faith" in found.proposed_text
    kept = advised(
        "Either side may leave if the other fails to cure a breach.", "default_termination"
    )
    assert kept.recipe == "P7"


def test_a_limit_on_rises_is_built_upon() -> None:
    text = "The Host may adjust its rates each year; they shall not increase by more than eight (8%) percent a year."
    found = advised(text, "unilateral_right")
    assert "limit stated there shall remain" in found.proposed_text
    assert "ceiling" not in said(found)


def test_pay_in_place_of_notice_is_no_cover_for_investment() -> None:
    found = advised(
        "If the Client ends the contract with less than six months' notice it owes a cancellation fee of the fees for the remaining months of the term.",
        "shortfall",
    )
    assert found.recipe == "P12"
    assert "stands in place of notice" in found.proposed_text
    assert "investment" not in found.proposed_text
    assert "month [36]" not in said(found)


def test_an_exit_fee_falls_within_the_term_that_is_running() -> None:
    found = advised("On early exit the Client owes a termination fee of 90,000.", "shortfall")
    assert "zero by the end of the term that is running" in found.proposed_text


def test_a_list_of_boxes_that_nobody_ticked_gives_no_ground() -> None:
    found = advised(
        "For the Client: [   ] Liability cover of at least ${sum} [   ] Cover for staff as the law asks [   ] Cover for vehicles of at least ${sum} [  ] Cover of data. The policies will cover the Provider too.",
        "prescription",
        Burden.VENDOR,
    )
    assert found.title == "Leave the boxes until they are ticked"
    assert found.folded


def test_a_ledger_that_nobody_looks_into_is_no_audit_and_a_right_to_examine_is_one() -> None:
    kept = advised("The Dealer shall keep a detailed ledger of all sales.", "audit", Burden.VENDOR)
    assert kept.title == "Leave the duty to keep records as it is"
    found = advised(
        "The Dealer sends a statement each month. The Maker has the right to have an accountant examine the records.",
        "reporting",
        Burden.VENDOR,
    )
    assert found.recipe == "C1"


@pytest.mark.parametrize(
    "text",
    [
        "If a Service Level is missed three times within six months the Client may terminate.",
        "After five failures in a year the Client may end this agreement.",
    ],
)
def test_a_counted_exit_is_left_as_it_is_and_no_good_month_erases_a_failure(text: str) -> None:
    view = View(words=text, subtype="default_termination")
    recipe = PLAYBOOK.recipes["P13"]
    variant = next(each for each in recipe.variants if holds(each.when, view))
    assert variant.id == "counted_exit"
    for advice in recipe.as_in(variant).advice.values():
        words = " ".join(part.text for part in advice.parts)
        assert "erase" not in words
        assert "half of the count" not in words
        assert "change the count" in words


STEEL = "5.2 The Maker may change its prices on sixty (60) days’ notice where the price of steel moves by more than 5%."


def test_notice_that_a_clause_gives_is_never_cut_short() -> None:
    found = advised(STEEL, "unilateral_right", facts=Facts())
    assert "[30] days' written notice" not in said(found)
    assert "shall remain" in found.proposed_text
    assert "notice" in found.negotiation.keep
    assert "follows from the cause stated there" in found.proposed_text
    assert "index" not in found.proposed_text


def test_a_rise_on_notice_alone_is_tied_to_an_index() -> None:
    text = "The Maker reserves the right to change its rates with 30 days notice to the Client."
    found = advised(text, "unilateral_right", facts=Facts())
    assert "index" in found.proposed_text
    assert "shall remain" in found.proposed_text


@pytest.mark.parametrize(
    ("text", "says", "leaves_out"),
    [
        (
            "The Client may audit the books of the Firm on thirty days' notice.",
            "on the notice stated there",
            "[10]",
        ),
        (
            "The Client may audit the books of the Firm once a year.",
            "the interval stated there shall remain",
            "at most once in [12] months",
        ),
        ("The Client may audit the books of the Firm.", "at most once in [12] months on [10]", "x"),
    ],
)
def test_an_audit_keeps_the_notice_and_the_interval_that_it_has(
    text: str, says: str, leaves_out: str
) -> None:
    recipe = PLAYBOOK.recipes["C1"]
    clause = a_clause(text, 4)
    names = words_of_text(text, Burden.VENDOR, None, PLAYBOOK.roles)
    words = compose(recipe.advice[Verdict.SOFTEN], view_of(clause), slots_of(clause, recipe, names))
    audits = next(line for line in words.splitlines() if "udit" in line and "scope" in line)
    assert says in audits
    assert leaves_out not in audits


def test_a_buyer_bound_to_one_source_is_told_to_ask_for_a_way_out_while_it_fails() -> None:
    text = "The Buyer shall purchase the resin exclusively from the Supplier."
    found = advised(text, "exclusivity", Burden.CUSTOMER)
    assert found.verdict is Verdict.SOFTEN
    assert "may buy elsewhere" in found.proposed_text
    assert "buy elsewhere" not in advised(text, "exclusivity", Burden.VENDOR).proposed_text


@pytest.mark.parametrize(
    "terms",
    ["within ten (10) days after the invoice", "within 7 days of receipt", "upon receipt"],
)
def test_no_discount_is_offered_for_paying_sooner_than_soon(terms: str) -> None:
    text = f"Invoices of the Supplier are payable {terms}. Late sums bear 1.5% per month."
    found = advised(text, "late_payment", Burden.CUSTOMER)
    assert "may deduct" not in said(found)
    assert "discount" not in said(found)
    assert "every undisputed invoice was paid on time" in said(found)


def test_a_discount_is_offered_where_there_is_time_for_it() -> None:
    text = "Invoices of the Supplier are payable within 45 days. Late sums bear 1.5% per month."
    assert "may deduct" in said(advised(text, "late_payment", Burden.CUSTOMER))


def test_forecast_accuracy_is_no_minimum() -> None:
    text = "If forecast accuracy falls below 80% in a quarter the Customer will compensate the Supplier for its stock."
    found = advised(text, "shortfall", Burden.CUSTOMER)
    assert "minimum" not in found.proposed_text
    assert "accuracy" in found.proposed_text


def test_no_fee_is_eased_where_the_clause_names_none() -> None:
    text = "The Buyer may cancel orders. No cancellation charge is due where the Maker is in default; other cost is borne as the Price section says."
    found = advised(text, "shortfall", Burden.CUSTOMER)
    assert found.verdict is Verdict.KEEP
    assert found.proposed_text == ""


@pytest.mark.parametrize(("burden", "ours"), [(Burden.CUSTOMER, True), (Burden.VENDOR, False)])
def test_whoever_is_bound_is_not_told_to_hold_on_to_what_binds_it(
    burden: Burden, ours: bool
) -> None:
    text = "The Supplier or the Customer may end this agreement for a breach that is not cured within 30 days."
    found = advised(text, "default_termination", burden)
    assert found.negotiation.keep.startswith("Leave the other side" if ours else "Hold on to")


def test_a_time_to_replace_is_not_taken_for_the_time_to_inspect() -> None:
    clauses = {
        each.id: each
        for each in (
            a_clause("The Client may test each report and reject it if it fails.", 1),
            a_clause(
                "For a report that was rejected the Firm shall deliver another within 90 days.", 2
            ),
            a_clause("The Client shall examine each report within 15 days.", 3),
        )
    }
    recipe = PLAYBOOK.recipes["C11"]
    names = words_of_text(clauses["1"].text, Burden.VENDOR, None, PLAYBOOK.roles)
    assert slots_of(clauses["1"], recipe, names, clauses)["own_period"] == "15 days"


@pytest.mark.parametrize(("role", "asked"), [(Role.VENDOR, True), (Role.CUSTOMER, False)])
def test_only_the_side_that_has_to_ask_wants_the_say_of_the_other_narrowed(
    role: Role, asked: bool
) -> None:
    text = "The Supplier shall not move the work to another site without the prior written consent of the Customer."
    found = advised(text, "consent", Burden.VENDOR, role=role)
    assert ("unreasonably" in found.proposed_text) is asked
    assert "shall give its reasons" in found.proposed_text


def wording(text: str, subtype: str, burden: Burden) -> str:
    role = Role.VENDOR if burden is Burden.VENDOR else Role.CUSTOMER
    found = advised(text, subtype, burden, role=role)
    assert found.verdict is Verdict.SOFTEN, found.verdict
    return found.proposed_text


def test_days_that_are_free_already_are_not_given_twice() -> None:
    plain = "For each week of delay in delivery the Supplier pays EUR 900, at most EUR 9,000."
    assert "first [five] days" in wording(plain, "liquidated_damages", Burden.VENDOR)
    for free in (
        "For each complete week of delay in delivery the Supplier pays EUR 900, at most EUR 9,000.",
        "If delivery is more than 10 days late the Supplier pays EUR 900 a week, at most EUR 9,000.",
    ):
        assert "No agreed compensation shall accrue" not in wording(
            free, "liquidated_damages", Burden.VENDOR
        )


def test_a_repayment_at_the_end_asks_for_figures_and_not_for_a_cure() -> None:
    ended = wording(
        "On the end of the agreement the Supplier repays the whole setup grant.",
        "clawback",
        Burden.VENDOR,
    )
    assert "made good" not in ended
    assert "A failure" not in ended
    failed = wording(
        "If the Supplier fails to reach the target it repays the whole grant.",
        "clawback",
        Burden.VENDOR,
    )
    assert "made good" in failed


def test_what_is_lost_or_recalled_is_not_to_be_cured_and_owed_by_one_side_alone() -> None:
    lost = wording(
        "The Carrier shall pay any and all costs of missing stock of the Client.",
        "other_penalty",
        Burden.VENDOR,
    )
    assert "cured" not in lost
    assert "reverse case" not in lost
    breach = wording(
        "The Carrier shall pay any and all losses of the Client from its breach.",
        "other_penalty",
        Burden.VENDOR,
    )
    assert "has not cured it" in breach
    assert "reverse case" in breach


def test_for_what_is_taken_out_the_other_side_gets_back_what_it_paid() -> None:
    text = (
        "The Studio may remove any property from the schedule at any time in its sole discretion."
    )
    taken = wording(text, "unilateral_right", Burden.CUSTOMER)
    assert "shall be credited against its next payments" in taken
    assert "end the part" not in taken
    other = wording(
        "The Studio may change the style guide at any time in its sole discretion.",
        "unilateral_right",
        Burden.CUSTOMER,
    )
    assert "end the part" in other


def test_whoever_paid_ahead_gets_back_what_was_not_earned() -> None:
    text = "Upon termination the Licensee forfeits the guarantee; what it paid above 900 is refunded to it."
    found = advised(text, "clawback", Burden.CUSTOMER)
    assert found.recipe == "P5"
    assert "keep what it has earned by then and pay back the rest" in found.proposed_text
    assert "had not been earned" not in found.proposed_text


def test_insurance_is_no_method_that_could_be_done_better() -> None:
    found = advised("The Provider shall maintain liability insurance of 5 million.", "prescription")
    assert found.title == "Keep the cover"
    assert not found.proposed_text
    assert "saving" not in f"{found.rationale} {[each.text for each in found.options]}"


def test_a_right_to_stop_until_there_is_agreement_gets_somebody_who_decides() -> None:
    text = "If the two cannot agree on a price the Supplier may refuse to deliver to the Customer until they have agreed."
    found = advised(text, "unilateral_right", Burden.CUSTOMER)
    assert found.verdict is Verdict.SOFTEN
    assert "go on performing on the last terms" in found.proposed_text
    assert "rewrite alone" not in found.rationale
    assert "sole discretion" not in found.rationale


def test_a_new_rate_reaches_no_order_that_is_under_way() -> None:
    text = "4.2 The Firm may change its hourly rates on sixty days' notice."
    orders = f"4.2 Each work order is billed by the hour. {text[4:]}"
    under_way = "under way shall stay until that is done"
    assert under_way in advised(orders, "unilateral_right").proposed_text
    assert under_way not in advised(text, "unilateral_right").proposed_text
    spared = f"{orders} No such change shall apply to a work order that was given before."
    assert under_way not in advised(spared, "unilateral_right").proposed_text
    # Whoever may change the rate does not offer that unasked.
    assert under_way not in advised(orders, "unilateral_right", role=Role.VENDOR).proposed_text
    assert "making the change work" not in said(advised(orders, "unilateral_right"))


def test_whoever_holds_a_claim_keeps_the_say_over_it() -> None:
    for text in (
        "The Agent shall not waive any debt of a tenant without the prior written consent of the Client.",
        "Without the prior written consent of the Client the Agent shall not settle a claim of a tenant.",
    ):
        assert advised(text, "consent", Burden.VENDOR).verdict is Verdict.KEEP


def test_what_is_forbidden_altogether_asks_for_no_real_yes() -> None:
    text = (
        "The Agent shall paint no room without the Client's written consent, and the Agent shall not "
        "pledge the house or otherwise encumber it."
    )
    found = advised(text, "consent", Burden.VENDOR)
    assert "security" not in found.rationale + found.negotiation.keep


def test_reasons_leave_a_free_choice_free_and_only_its_holder_says_so() -> None:
    free = "The Agency shall perform no work at another site without the consent of the Client, in its absolute discretion."
    bound = "The Agency shall perform no work at another site without the consent of the Client."
    stays = "leaves to the Client shall stay"
    assert stays in advised(free, "consent", Burden.VENDOR).proposed_text
    assert stays not in advised(bound, "consent", Burden.VENDOR).proposed_text
    assert stays not in advised(free, "consent", Burden.VENDOR, role=Role.VENDOR).proposed_text


def test_an_exit_beside_which_law_gives_no_adequate_remedy_has_no_time_to_cure() -> None:
    text = (
        "On a material breach by the Firm there is no adequate remedy at law, and the Client may "
        "also terminate this contract."
    )
    found = advised(text, "default_termination", Burden.VENDOR)
    assert found.verdict is Verdict.KEEP
    assert "cure time" not in found.title
    assert "notice of breach" not in found.proposed_text


def test_a_price_of_what_is_ordered_is_no_sanction_to_be_eased() -> None:
    for text, subtype in (
        (
            "When for the Shop's convenience a trailer is set out at its yard, a charge of $12 per hour will apply.",
            "liquidated_damages",
        ),
        (
            "At the request of the Shop a van is kept for its use alone; these charges shall apply: $80 per day.",
            "shortfall",
        ),
        (
            "If recleaning of a vehicle is required after an order was cancelled, a charge of $90 will be assessed.",
            "shortfall",
        ),
    ):
        found = advised(text, subtype, Burden.CUSTOMER)
        assert found.verdict is Verdict.KEEP
        assert found.proposed_text == ""
        assert "price of" in found.rationale


def test_a_change_of_which_notice_is_given_is_asked_for_days_and_no_exception() -> None:
    bare = "The Host may at any time change the platform on which the system runs."
    told = f"{bare} Before that it shall give reasonable written notice."
    without, with_notice = (
        advised(each, "unilateral_right", Burden.CUSTOMER) for each in (bare, told)
    )
    assert "may be made at once" in without.proposed_text
    assert "may be made at once" not in with_notice.proposed_text
    assert "shall be given at least [60] days before" in with_notice.proposed_text
    assert "notice of each change" in without.negotiation.ask
    assert "notice of each change" not in with_notice.negotiation.ask
    assert "at once" not in with_notice.negotiation.keep


def test_a_rise_that_rests_on_a_list_is_asked_for_that_list() -> None:
    text = "The Host may adjust its rates to its then current standard rates; they shall not rise by more than 9% per year."
    found = advised(text, "unilateral_right", Burden.CUSTOMER)
    assert "the list on which it rests" in found.proposed_text
    assert "index" not in found.proposed_text + found.negotiation.ask


def test_only_the_side_that_looks_keeps_open_what_a_look_cannot_show() -> None:
    text = "Each trailer is subject to inspection by the Mill; its acceptance is notice that it is clean."
    ours = advised(text, "audit", Burden.VENDOR).proposed_text
    theirs = advised(text, "audit", Burden.VENDOR, role=Role.VENDOR).proposed_text
    assert "shall settle nothing" in ours
    assert "shall send another" in ours
    assert "shall settle nothing" not in theirs
    assert "shall send another" not in theirs


def test_words_on_what_is_handed_over_after_an_end_are_no_exit() -> None:
    text = "In the event of termination the Host will give the Club copies of its data for a fee of 90 an hour."
    found = advised(text, "default_termination", Burden.VENDOR)
    assert "open no exit" in found.rationale


def test_an_exit_fee_asks_for_what_its_limb_gives_and_frees_no_breach_twice() -> None:
    short = (
        "If the Client leaves with less than six months' notice it shall pay an exit fee of 30,000."
    )
    found = advised(short, "shortfall", Burden.CUSTOMER)
    assert "notice that is missing" in found.negotiation.ask
    assert "investment" not in said(found) + found.negotiation.keep
    dated = "If the Client ends this contract before 3 May 2029 for any reason other than the Host's breach it shall pay an exit fee of 30,000."
    freed = advised(dated, "shortfall", Burden.CUSTOMER).proposed_text
    assert "uncured" not in freed
    assert "by the day that" in freed


def test_interest_is_asked_for_the_rate_and_the_days_that_its_words_take() -> None:
    text = "Bills are due within ten (10) days of their date; late sums bear interest of 1.5% per month."
    amounts = (
        Amount(kind="percent", value=1.5, unit="%", text="1.5%", start=77, end=81, per="month"),
    )
    found = advised(text, "late_payment", Burden.CUSTOMER, Facts(amounts=amounts))
    assert "[30] days after receipt" in found.proposed_text
    assert "an ordinary rate" in found.negotiation.ask
    assert "days enough to pay" in found.negotiation.ask


def test_a_flat_sum_for_work_that_is_done_is_not_waived_by_mending() -> None:
    spent = "For each parcel that a buyer refuses the Shop may deduct 40 for handling."
    found = advised(spent, "deduction", Burden.VENDOR)
    assert "put right" not in found.proposed_text


def test_a_disclaimer_is_open_for_the_side_that_it_leaves_alone() -> None:
    text = "The Host shall not have any duty to watch the gates."
    found = advised(text, "prescription", Burden.CUSTOMER)
    assert found.open
    assert "take a duty off the other side" in found.rationale
    assert "better" not in found.title
