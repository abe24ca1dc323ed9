"""Before something is offered the whole contract is asked whether it has it, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from clauseadvisor.domain import (
    LABEL_OF,
    Amount,
    Burden,
    Document,
    Facts,
    Format,
    Label,
    LabelledClause,
    Layout,
    Party,
    Role,
    Span,
    Suggestion,
    Table,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.match import View, holds

PLAYBOOK = load_playbook()
PARTIES = (
    Party(name="Hollis Print Ltd", role=Role.VENDOR, aliases=("Vendor",)),
    Party(name="Amber Books plc", role=Role.CUSTOMER, aliases=("Customer",)),
)
#: Clauses of other parts, so that no part is most of the contract.
FILLER = dict.fromkeys(
    ("8.1", "8.2", "9.1", "9.2", "10.1", "10.2", "11.1", "11.2"),
    ("The Vendor keeps its press clean and its papers in order.", None),
)


def contract(
    clauses: Mapping[str, tuple[str, str | None]], facts: Mapping[str, Facts] | None = None
) -> tuple[LabelledClause, ...]:
    """Clauses by number ("4.2" stands below "4"), each with its words and its sub-type.

    All stand below a first paragraph, as where recitals are taken for the head of all that follows.
    """
    rows = {**clauses, **FILLER}
    heads = {number.split(".")[0] for number in rows if "." in number}
    every = {"0": ("(A) They print books.", None)}
    every |= {head: (f"{head}. Part", None) for head in heads} | rows
    made, at = [], 0
    for number in sorted(every, key=lambda each: [part.zfill(9) for part in each.split(".")]):
        text, subtype = every[number]
        label = LABEL_OF[subtype] if subtype else Label.NEUTRAL
        made.append(
            LabelledClause(
                id=f"c-{number}",
                number=number,
                heading=None,
                parent=_above(number),
                context=None,
                start=at,
                end=at + len(text),
                text=text,
                label=label,
                subtype=subtype,
                secondary=(),
                scores={label.value: 0.95},
                confidence=0.95,
                needs_review=False,
                burden=Burden.VENDOR if label is Label.PENALTY else Burden.UNKNOWN,
                facts=(facts or {}).get(number, Facts()),
            )
        )
        at += len(text) + 1
    return tuple(made)


def _above(number: str) -> str | None:
    if "." in number:
        return f"c-{number.split('.')[0]}"
    return None if number == "0" else "c-0"


def document_of(clauses: Iterable[LabelledClause]) -> Document:
    """The document that the clauses make up."""
    return Document(
        name="c.txt",
        sha256="0",
        format=Format.TEXT,
        pages=None,
        text="\n".join(each.text for each in clauses),
        parties=PARTIES,
    )


def advised(
    number: str,
    clauses: Mapping[str, tuple[str, str | None]],
    facts: Mapping[str, Facts] | None = None,
    role: Role = Role.CUSTOMER,
    burden: Burden = Burden.VENDOR,
) -> Suggestion:
    made = tuple(
        replace(each, burden=burden) if each.label is Label.PENALTY else each
        for each in contract(clauses, facts)
    )
    document = document_of(made)
    found = suggest(made, document=document, playbook=PLAYBOOK, role=role)
    return next(each for each in found if each.clause_id == f"c-{number}")


CREDIT = (
    "If the Vendor misses a service level in a month the Customer receives a credit of 4% of the fee.",
    "service_credit",
)
EARN_BACK = (
    "The credit for a miss is returned once the Vendor has met the level for four months.",
    "earn_back",
)
DELAY = (
    "If the Vendor completes the work late it shall pay the Customer 700 for each day of delay.",
    "liquidated_damages",
)
EARLY = (
    "For each day by which the work is complete before its date the Customer pays a bonus of 300.",
    "performance_bonus",
)
SHORTFALL = (
    "If the Customer orders less than the minimum it shall pay 6 for each copy that is missing.",
    "shortfall",
)
FORECAST = (
    "Each month the Customer shall give the Vendor a forecast of the copies of the next quarter.",
    None,
)
REBATE = ("Copies above 9,000 in a year carry a rebate of 5%.", "rebate")
WARNING = (
    "As soon as either of them sees that a date may slip it shall warn the other.",
    "early_warning",
)
PLAN = (
    "Where a level is missed twice the Vendor shall submit a corrective action plan.",
    "other_control",
)
CHRONIC = (
    "The Customer may terminate if a service level is missed in three consecutive months.",
    "default_termination",
)
LIMIT = ("All credits of a month shall not exceed 12% of the fee.", None)


def test_without_a_way_to_earn_a_credit_back_one_is_offered() -> None:
    assert "earn-back account" in advised("4.1", {"4.1": CREDIT}).proposed_text


def test_where_credits_are_earned_back_already_no_second_way_is_offered() -> None:
    found = advised("4.1", {"4.1": CREDIT, "4.2": EARN_BACK})
    assert "earn-back account" not in found.proposed_text
    assert "come back under clause 4.2" in found.proposed_text
    assert "an earn-back in clause 4.2 already" in found.rationale
    assert not any("earn-back account" in option.text for option in found.options)


def test_a_clause_that_names_another_part_belongs_with_it() -> None:
    found = advised("4.1", {"4.1": CREDIT, "6.1": (f"As to clause 4.1: {EARN_BACK[0]}", None)})
    assert "clause 6.1" in found.proposed_text


def test_an_earn_back_of_another_part_is_of_something_else() -> None:
    found = advised("4.1", {"4.1": CREDIT, "6.1": EARN_BACK})
    assert "earn-back account" in found.proposed_text
    assert "6.1" not in found.rationale


@pytest.mark.parametrize(("early", "offered"), [(EARLY, False), (REBATE, True)])
def test_a_bonus_for_an_early_end_is_offered_where_there_is_none(
    early: tuple[str, str | None], offered: bool
) -> None:
    found = advised("4.1", {"4.1": DELAY, "4.2": early})
    assert ("shall pay a bonus" in found.proposed_text) is offered
    assert ("a bonus for finishing early in clause 4.2" in found.rationale) is not offered


def test_a_warning_that_the_contract_asks_for_gets_a_plan_and_no_twin() -> None:
    found = advised("4.1", {"4.1": DELAY, "4.5": WARNING})
    assert "With a warning under clause 4.5" in found.proposed_text
    assert "it shall warn" not in found.proposed_text
    assert "a plan with each warning" in found.title


def test_a_forecast_that_is_there_is_used_as_it_is() -> None:
    found = advised("5.1", {"5.1": SHORTFALL, "6.1": FORECAST, "6.2": REBATE})
    assert "forecast under clause 6.1" in found.proposed_text
    assert "This shall not change how far the forecast binds." in found.proposed_text
    assert "rolling forecast" not in found.proposed_text
    assert "[110] %" not in found.proposed_text


def test_a_plan_an_exit_and_a_limit_that_are_there_are_built_on() -> None:
    made = {"4.1": CREDIT, "6.1": PLAN, "7.1": CHRONIC}
    assert "shall not exceed" in advised("4.1", made, role=Role.VENDOR).proposed_text
    text = advised("4.1", {**made, "4.3": LIMIT}, role=Role.VENDOR).proposed_text
    assert "where clause 6.1 calls for more" in text
    assert "shall count under clause 7.1" in text
    assert "shall not exceed" not in text


LADDER = (
    "A dispute is first referred to the project leads and, if they do not settle it, to the managing directors.",
    "amicable_resolution",
)


def test_a_difference_goes_the_way_that_the_contract_has_for_it() -> None:
    found = advised("4.1", {"4.1": CREDIT, "14.1": LADDER}).proposed_text
    assert "be settled in the steps of clause 14.1" in found
    assert "day to day" not in found
    told = advised("4.1", {"4.1": CREDIT}).proposed_text
    assert "day to day within [10]" in told
    assert "[an independent expert] shall decide" in told


def test_a_look_at_the_files_that_are_held_for_who_looks_is_kept() -> None:
    kept = next(each for each in PLAYBOOK.recipes["C1"].variants if each.id == "own_files")
    look = View(words="The Customer may inspect all files of the register.", subtype="audit")
    assert not holds(kept.when, look)
    assert holds(kept.when, replace(look, has={"own_files": "Section 6.1"}))
    assert set(kept.advice or ()) == {"keep"}


def test_no_offer_names_a_bonus_that_is_there_already() -> None:
    alone, paired = (
        advised("4.1", made) for made in ({"4.1": DELAY}, {"4.1": DELAY, "4.2": EARLY})
    )
    assert "a bonus for finishing early" in alone.negotiation.offer
    assert "a bonus for finishing early" not in paired.negotiation.offer


def test_what_one_side_keeps_as_long_as_the_other_performs_weighs_on_the_performer() -> None:
    kept = (
        "For as long as the Vendor prints on time in each quarter the Customer shall not appoint another printer for its books. If the Vendor falls"
        " behind in two quarters, this protection ends.",
        "loss_of_rights",
    )
    found = advised("4.1", {"4.1": kept}, burden=Burden.CUSTOMER).proposed_text
    assert "once the Vendor has met the level" in found


def test_the_cost_of_dealing_with_a_case_is_not_turned_into_a_share_of_the_fee() -> None:
    text = "The Customer may charge back EUR 30 for handling on each crate that a shop refuses."
    found = advised("4.1", {"4.1": (text, "deduction")})
    assert found.verdict is Verdict.SOFTEN
    assert "the cost of dealing with each case" in found.rationale


LATE_PARCEL = ("For each parcel that is late the Vendor shall pay EUR 6.", "liquidated_damages")
ON_TIME = (
    "Where fewer than 95% of the parcels of a month are on time the fee falls by 3%.",
    "service_credit",
)


def test_lateness_that_two_clauses_price_is_counted_once() -> None:
    found = advised("4.1", {"4.1": LATE_PARCEL, "4.2": ON_TIME})
    assert found.verdict is Verdict.SOFTEN
    assert "shall be credited against what the" in found.proposed_text
    assert "set off" not in found.proposed_text  # both sums are owed by the same side
    assert "under clause 4.2" in found.proposed_text
    assert "%" not in found.proposed_text  # no third scale


def test_nobody_says_that_a_good_month_brings_nothing_where_it_brings_a_bonus() -> None:
    bonus = (
        "If the on-time rate is 98% or more in a month a bonus of 1% is due.",
        "performance_bonus",
    )
    levels = {"4.2": Facts(amounts=(Amount(kind="percent", value=3, unit="%", text="3%", start=0, end=2),))}  # fmt: skip
    alone = advised("4.2", {"4.2": ON_TIME}, levels)
    paired = advised("4.2", {"4.2": ON_TIME, "4.3": bonus}, levels)
    assert "a good month brings nothing" in alone.rationale
    assert "brings nothing" not in paired.rationale
    assert "nothing rewards" not in paired.rationale
    assert "The bonus under clause 4.3 shall stay" in paired.proposed_text


def test_what_the_clause_itself_has_is_not_called_another_clauses() -> None:
    found = advised("4.1", {"4.1": (f"{CREDIT[0]} {EARN_BACK[0]}", "service_credit")})
    assert "earn-back account" not in found.proposed_text
    assert "under clause 4.1" in found.proposed_text
    assert "The contract has" not in found.rationale


def test_a_price_that_one_side_may_raise_is_no_credit() -> None:
    rise = "The Vendor may, once a year and on sixty days' notice, increase the monthly fee, not above 7%."
    asked: list[str] = []

    def money(clause: LabelledClause) -> dict[str, object]:
        asked.append(clause.id)
        return {"figures": {}}

    made = contract({"4.1": (rise, "service_credit")})
    document = document_of(made)
    (found,) = suggest(made, document=document, playbook=PLAYBOOK, money=money)
    assert found.recipe == "C8"
    assert "earn-back" not in found.proposed_text
    assert "The limit stated there shall remain" in found.proposed_text
    assert found.economics is None
    assert asked == []


LIEN = "Until its bills are paid the Vendor may hold the goods as security and may sell them after ninety days."


def test_holding_and_selling_all_goods_for_any_debt_is_limited_to_the_debt() -> None:
    found = advised("4.1", {"4.1": (LIEN, "other_penalty")})
    assert found.verdict is Verdict.SOFTEN
    assert "no more than what is worth" in found.proposed_text
    assert "no further than the debt" not in found.rationale


def test_the_cap_of_a_clause_may_have_its_figure_in_a_definition() -> None:
    text = f"{CREDIT[0]} All credits of a month shall not exceed the Risk Sum."
    at = text.index("shall not exceed")
    seen: list[LabelledClause] = []

    def money(clause: LabelledClause) -> None:
        seen.append(clause)

    cap = Span(start=at, end=len(text), text=text[at:])
    made = contract(
        {
            "1.1": (
                "“Risk Sum” means twelve per cent (12%) of the Monthly Fee for the month.",
                None,
            ),
            "4.1": (text, "service_credit"),
        }
    )
    made = tuple(
        replace(each, facts=Facts(cap=_moved(cap, each.start))) if each.number == "4.1" else each
        for each in made
    )
    document = document_of(made)
    suggest(made, document=document, playbook=PLAYBOOK, money=money)
    (asked,) = seen
    (amount,) = asked.facts.amounts
    assert (amount.value, amount.unit, amount.base) == (12, "%", "the Monthly Fee")
    assert asked.facts.cap is not None
    assert asked.facts.cap.start <= amount.start
    assert amount.end <= asked.facts.cap.end


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)


LOSS = (
    "The Vendor shall make good to the Customer every loss that a late delivery causes.",
    "other_penalty",
)
CAP = (
    "The total liability of each side under this contract shall not exceed the fees of a year.",
    None,
)


def test_a_limit_on_liability_elsewhere_is_cited_and_no_other_is_asked_for() -> None:
    found = advised("5.1", {"5.1": LOSS, "7.4": CAP}, role=Role.VENDOR)
    assert "7.4 shall hold for the" in found.proposed_text
    assert "shall not exceed [sum" not in found.proposed_text
    assert "nothing" not in found.rationale


def test_a_limit_is_asked_for_where_the_contract_has_none() -> None:
    found = advised("5.1", {"5.1": LOSS}, role=Role.VENDOR)
    assert "shall not exceed [sum" in found.proposed_text


def test_the_side_that_is_made_whole_offers_no_limit_and_no_time_to_cure() -> None:
    found = advised("5.1", {"5.1": LOSS}, role=Role.CUSTOMER)
    assert "shall not exceed" not in found.proposed_text
    assert "has not cured it" not in found.proposed_text
    assert "direct, documented loss" in found.proposed_text


MISS = (
    "If the Vendor misses a service level of Schedule 4 in a month the Customer receives a credit of 4%.",
    "service_credit",
)


def test_no_bonus_is_offered_for_being_early_for_a_date_that_comes_when_the_work_is_done() -> None:
    late = (
        "If the Vendor has not completed by the Opening Date it pays 700 for each day of delay.",
        "liquidated_damages",
    )
    fixed, moving = (
        (f"“Opening Date” means 1 May{more}. “Work” means the hall.", None)
        for more in ("", " or any later date on which the hall is handed over")
    )
    assert "bonus" in advised("4.1", {"1.1": fixed, "4.1": late}).proposed_text
    found = advised("4.1", {"1.1": moving, "4.1": late})
    assert "bonus" not in found.proposed_text
    assert "bonus" not in found.negotiation.offer
    other = ("“Closing Date” means 1 May or any later date of hand-over.", None)
    assert "bonus" in advised("4.1", {"1.1": other, "4.1": late}).proposed_text


def test_a_narrow_relief_that_is_there_is_not_widened() -> None:
    relief = ("No credit is due to the extent that the Customer's own network caused it.", None)
    for role in (Role.VENDOR, Role.CUSTOMER):
        there = advised("6.1", {"6.1": MISS, "6.2": relief}, role=role)
        assert "only so far as its cause" not in there.proposed_text
    assert (
        "only so far as its cause" in advised("6.1", {"6.1": MISS}, role=Role.VENDOR).proposed_text
    )
    # Whoever receives the credit does not give the relief unasked.
    assert "only so far as its cause" not in advised("6.1", {"6.1": MISS}).proposed_text


def test_data_that_both_sides_see_already_is_asked_for_no_second_time() -> None:
    tool = (
        "The level of each month is measured by a tool that the Customer hosts and both parties can read.",
        None,
    )
    found = advised("6.1", {"6.1": MISS, "6.2": tool})
    assert "raw data" not in found.proposed_text
    assert "figures that both sides have by clause 6.2" in found.proposed_text
    assert "raw data" in advised("6.1", {"6.1": MISS}).proposed_text


def test_what_grows_with_each_repeat_is_answered_as_such_and_tied_to_the_plan_that_is_there() -> (
    None
):
    doubled = (
        "If the same level is missed in two successive months the credit of 4% is doubled.",
        "service_credit",
    )
    plan = ("Where a level is missed the Vendor shall submit a corrective action plan.", None)
    found = advised("6.1", {"6.1": doubled, "9.4": plan})
    assert "grow only" in found.title
    assert "only if what clause 9.4 calls for after a miss was not done" in found.proposed_text
    assert "account" not in found.proposed_text
    assert "earn" not in found.rationale.lower()
    alone = advised("6.1", {"6.1": doubled})
    assert "agree a plan with dates" in alone.proposed_text


LATE_BILL = (
    "A bill that is paid late bears a late charge of 20% a year from the due date.",
    "late_payment",
)


def test_what_holds_for_a_sum_in_dispute_is_not_settled_twice() -> None:
    objection = (
        "A bill is accepted unless a written objection comes in ten days; if it is sustained the sum is refunded.",
        None,
    )
    there = advised("4.1", {"4.1": LATE_BILL, "9.4": objection}, burden=Burden.CUSTOMER)
    assert "shall follow clause 9.4" in there.proposed_text
    assert "disputes in good faith" not in there.proposed_text
    alone = advised("4.1", {"4.1": LATE_BILL}, burden=Burden.CUSTOMER)
    assert "disputes in good faith" in alone.proposed_text


def test_no_right_to_stop_service_is_held_off_that_the_contract_does_not_have() -> None:
    stop = ("If a bill stays unpaid the Vendor may suspend the service.", None)
    there = advised("4.1", {"4.1": LATE_BILL, "9.4": stop}, burden=Burden.CUSTOMER)
    assert "the right under clause 9.4 shall not be used" in there.proposed_text
    alone = advised("4.1", {"4.1": LATE_BILL}, burden=Burden.CUSTOMER)
    assert "suspend" not in alone.proposed_text
    assert "plan is kept" in alone.proposed_text


def with_targets(target: str, *, margin: str = "half a") -> Suggestion:
    """The advice on a credit beside an earn-back for months better than the target of a table."""
    back = (
        f"Where the Vendor exceeds a missed level by at least {margin} percentage point in three months "
        "the credit is returned.",
        "earn_back",
    )
    made = contract({"6.1": CREDIT, "6.2": back})
    rows = (
        ("Level", "Target", "Credit"),
        ("Uptime", target, "3%"),
        ("Calls answered", "80%", "2%"),
    )
    table = Table(
        start=90_000,
        end=90_100,
        rows=tuple(tuple(Span(start=0, end=1, text=cell) for cell in row) for row in rows),
    )
    document = replace(document_of(made), layout=Layout(tables=(table,)))
    found = suggest(made, document=document, playbook=PLAYBOOK)
    return next(each for each in found if each.clause_id == "c-6.1")


@pytest.mark.parametrize(
    ("target", "margin", "said"),
    [
        ("99.50%", "half a", "For Uptime, with its target of 99.50%, the earn-back in clause 6.2 asks for a result without any fault"),
        ("99.9%", "one", "asks for more than all"),
        ("99.0%", "half a", None),
        ("99.50%", "one-tenth of one", None),
    ],
)  # fmt: skip
def test_a_way_back_that_only_a_faultless_result_would_open_is_told(
    target: str, margin: str, said: str | None
) -> None:
    rationale = with_targets(target, margin=margin).rationale
    if said is None:
        assert "smaller margin" not in rationale
    else:
        assert said in rationale


def test_a_way_back_that_no_month_can_reach_gets_a_margin_that_one_can() -> None:
    tight = with_targets("99.50%")
    assert tight.proposed_text.endswith(
        "For Uptime the margin for which clause 6.2 asks shall be reduced to [0.25] of a percentage point."
    )
    assert "margin for the earn-back that a good month can reach" in tight.negotiation.offer
    assert "margin for which" not in with_targets("99.0%").proposed_text
    assert "margin for which" not in with_targets("100%").proposed_text


def test_no_second_clock_is_set_where_the_contract_says_how_long_an_answer_takes() -> None:
    ask = ("The Vendor shall not change the paper without the Customer's consent.", "consent")
    clock = ("The Customer shall approve or reject each proof within two weeks.", None)
    there = advised("5.1", {"5.1": ask, "9.4": clock}, role=Role.VENDOR)
    assert "The time for an answer in clause 9.4 shall hold here as well" in there.proposed_text
    assert "answer within [10]" not in there.proposed_text
    assert "nothing bounds the answer" not in there.rationale
    alone = advised("5.1", {"5.1": ask}, role=Role.VENDOR)
    assert "answer within [10]" in alone.proposed_text
    assert "nothing bounds the answer" in alone.rationale


def test_wording_is_said_to_build_only_on_what_it_names() -> None:
    told = advised("5.1", {"5.1": SHORTFALL, "6.1": FORECAST, "6.2": REBATE}).rationale
    building, beside = told.split("adds no second one.")
    assert "a forecast of volumes in clause 6.1 already; the wording builds on" in building
    assert "clause 6.2" not in building
    assert "clause 6.2 as well, which the wording leaves as it is" in beside


def test_what_the_wording_only_leaves_alone_is_nothing_to_build_on() -> None:
    told = advised("4.1", {"4.1": DELAY, "4.2": EARLY}).rationale
    if "clause 4.2" in told:
        assert "builds on" not in told


SOLE = (
    "The credits named in the service level schedule are the sole and exclusive remedy of the Customer for a missed service level.",
    "other_control",
)


def test_where_one_remedy_stops_being_enough_the_count_of_the_exit_is_taken() -> None:
    counted = advised("4.1", {"4.1": SOLE, "4.2": CHRONIC}, burden=Burden.CUSTOMER)
    assert "missed as often as clause 4.2 says" in counted.proposed_text
    assert "[three] of any [six]" not in counted.proposed_text
    assert "a right to leave" not in counted.negotiation.fallback
    alone = advised("4.1", {"4.1": SOLE}, burden=Burden.CUSTOMER)
    assert "[three] of any [six]" in alone.proposed_text
    assert "a right to leave" in alone.negotiation.fallback


ONE_SOURCE = ("The Customer shall purchase all paper exclusively from the Vendor.", "exclusivity")
UNABLE = (
    "If the Vendor is unable to deliver it shall promptly notify the Customer of the delay.",
    "reporting",
)


def test_the_answer_to_a_sole_source_builds_on_the_notice_and_the_forecast_that_are_there() -> None:
    bare = advised("2.1", {"2.1": ONE_SOURCE})
    assert "keep a joint rolling forecast" in bare.proposed_text
    assert "As soon as the Vendor sees that it may be unable" in bare.proposed_text
    assert "a joint forecast" in bare.negotiation.offer
    built = advised("2.1", {"2.1": ONE_SOURCE, "2.2": UNABLE, "2.3": FORECAST})
    assert "joint rolling forecast" not in built.proposed_text
    assert "the forecast under clause 2.3 shows" in built.proposed_text
    assert "With word under clause 2.2 that it may be unable" in built.proposed_text
    assert "a joint forecast" not in built.negotiation.offer


def test_nobody_is_asked_about_a_single_purchase_under_a_term_of_years() -> None:
    term = ("The term of this agreement is four (4) years.", None)
    single = "Is this a one-off purchase with no further dealings in view?"
    assert single in advised("4.1", {"4.1": DELAY}).questions
    assert single not in advised("4.1", {"4.1": DELAY, "7.1": term}).questions


def test_a_reward_that_is_there_is_asked_only_for_what_no_clause_settles() -> None:
    dispute = "Still to be settled: what happens when the figures are disputed"
    control = "Still to be settled: that only causes within the performer's own control count"
    bonus = (
        "The Vendor earns a bonus of 2% of the fee for a quarter in which 98% of orders are right.",
        "performance_bonus",
    )
    sanctions = {"3.1": CREDIT, "3.2": DELAY}
    alone = advised("5.1", {"5.1": bonus, **sanctions})
    assert {dispute, control} <= set(alone.preconditions)
    steps = (
        "A dispute is first referred to the two managers, who meet; failing that the managing directors settle it.",
        "amicable_resolution",
    )
    excuse = (
        "Neither party is in breach for a delay that an event beyond its control has caused.",
        None,
    )
    settled = advised("5.1", {"5.1": bonus, **sanctions, "8.3": steps, "9.3": excuse})
    assert {dispute, control}.isdisjoint(settled.preconditions)


def test_a_commission_needs_no_baseline() -> None:
    paid = ("The Customer pays the Vendor a commission of 4% for each new reader.", "commission")
    found = advised("5.1", {"5.1": paid, "3.1": CREDIT, "3.2": DELAY})
    assert not any("baseline" in each or "control" in each for each in found.preconditions)


def test_the_rate_behind_a_term_is_looked_up_in_its_definition() -> None:
    interest = ("The Customer pays interest at the Late Rate on overdue sums.", "late_payment")
    meaning = (
        "“Late Rate” means, for each day on which a sum is overdue, three per cent a year above the base rate.",
        None,
    )
    found = advised("6.1", {"6.1": interest, "1.1": meaning}, burden=Burden.CUSTOMER)
    assert "The rate behind “Late Rate” stands in clause 1.1" in found.rationale
    alone = advised("6.1", {"6.1": interest}, burden=Burden.CUSTOMER)
    assert "rate behind" not in alone.rationale


def test_no_second_laboratory_is_proposed_beside_the_one_that_decides_already() -> None:
    batches = (
        "The Customer shall accept or reject each batch that it tests within five days after the certificate of analysis.",
        "audit",
    )
    decides = (
        "If the two sides differ on a batch an independent laboratory decides on a sample of it.",
        None,
    )
    alone = advised("4.1", {"4.1": batches, "3.1": CREDIT, "3.2": DELAY})
    assert "an independent laboratory" in alone.proposed_text
    made = contract({"4.1": batches, "4.2": decides, "3.1": CREDIT, "3.2": DELAY})
    found = suggest(made, document=document_of(made), playbook=PLAYBOOK)
    assert not any("laboratory" in each.proposed_text for each in found if each.clause_id)


def test_what_is_earned_back_counts_for_every_clause_that_counts_the_same_misses() -> None:
    doubled = (
        "If the same level is missed in three consecutive months the credit is doubled.",
        "service_credit",
    )
    points = ("For each missed level four penalty points are recorded.", "other_penalty")
    exit_ = (
        "If the service level is missed in four months of any twelve the Customer may end this agreement.",
        "default_termination",
    )
    for others, places in (
        ({"6.3": doubled, "6.5": points, "12.1": exit_}, ("6.3 and clause 6.5", "12.1")),
        ({"6.3": doubled}, ("6.3",)),
        ({"12.1": exit_}, ("12.1",)),
        ({}, ()),
    ):
        text = advised("6.2", {"6.2": CREDIT, **others}).proposed_text
        assert ("as if nothing had been earned back" in text) is bool(places)
        for place in places:
            assert f"under clause {place}" in text


ARBITRATION = (
    "Every dispute that is not settled under clause 4.1 shall be finally decided by arbitration in Oslo.",
    None,
)


def test_where_arbitration_decides_no_expert_is_named_beside_it() -> None:
    alone = advised("6.1", {"6.1": MISS}).proposed_text
    assert "[an independent expert] shall decide" in alone
    there = advised("6.1", {"6.1": MISS, "14.2": ARBITRATION}).proposed_text
    assert "expert" not in there
    assert "failing which clause 14.2 shall apply" in there


def test_a_date_that_moves_takes_the_place_of_the_day_that_the_clause_names() -> None:
    named = (
        "If the work is not complete by 3 May 2027 the Vendor shall pay 700 for each day of delay."
    )
    found = advised("4.1", {"4.1": (named, "liquidated_damages")})
    assert "before the day that clause 4.1 names has passed" in found.proposed_text
    assert "a date that moves by agreement" in found.negotiation.offer
    assert "its place" in advised("4.1", {"4.1": DELAY}).proposed_text


def test_no_programme_is_asked_for_where_the_contract_has_one() -> None:
    asked = "An agreed programme with baseline dates"
    plan = ("The Vendor follows the installation plan in Schedule 3.", None)
    assert asked in advised("4.1", {"4.1": DELAY}).preconditions
    assert asked not in advised("4.1", {"4.1": DELAY, "3.1": plan}).preconditions


def test_a_minimum_falls_by_what_the_contract_lets_go_to_others() -> None:
    minimum = (
        "The Customer takes at least 900 books a month; for fewer it pays half of the price.",
        "shortfall",
    )
    others = (
        "If a level is missed twice the Customer may give up to a third of the orders to others.",
        None,
    )
    alone = advised("5.1", {"5.1": minimum}, burden=Burden.CUSTOMER).proposed_text
    beside = advised("5.1", {"5.1": minimum, "7.2": others}, burden=Burden.CUSTOMER).proposed_text
    assert "gives to others" not in alone
    assert "by what the Customer gives to others as clause 7.2 lets it" in beside


def test_the_whole_comes_back_for_repeated_failure_too() -> None:
    paid = (
        "If this agreement ends before its third year the Vendor shall repay the contribution in full.",
        "clawback",
    )
    exit_ = (
        "If the service level is missed in four months of any twelve the Customer may end this agreement.",
        "default_termination",
    )
    alone = advised("4.3", {"4.3": paid}).proposed_text
    assert "for a breach by the Vendor or for its insolvency" in alone
    beside = advised("4.3", {"4.3": paid, "12.1": exit_}).proposed_text
    assert "for its insolvency or under clause 12.1" in beside


def test_what_was_charged_too_much_comes_back_without_talk_of_progress_or_fraud() -> None:
    over = (
        "If an audit shows that the Customer was charged more than was due the Vendor shall repay it.",
        "clawback",
    )
    found = advised("12.2", {"12.2": over})
    assert found.verdict is Verdict.KEEP
    assert "the invoices concerned" in found.proposed_text
    for word in ("progress", "fraud", "advance"):
        assert word not in f"{found.proposed_text} {found.rationale} {found.negotiation.keep}"


def test_a_share_of_cases_is_measured_from_the_start_and_within_the_limit_that_is_there() -> None:
    sum_each = (
        "For every complaint that is upheld in a month, and that a binder caused, the Customer may deduct £40 from the Monthly Charges.",
        "deduction",
    )
    limit = ("The deductions of a month shall not exceed 8% of the fee.", None)
    found = advised("6.4", {"6.4": sum_each, "6.5": limit})
    assert "preceding" not in found.proposed_text
    assert "in the first [six] months" in found.proposed_text
    assert "shall count towards the limit in clause 6.5" in found.proposed_text


def test_a_limit_of_one_indemnity_holds_for_the_other_that_gives_the_same_loss() -> None:
    whole = (
        "The Vendor shall make good all loss that the Customer has because a term was broken.",
        "other_penalty",
    )
    second = (
        "The Vendor shall indemnify the Customer for all loss suffered by it through a breach of this agreement.",
        None,
    )
    alone = advised("5.5", {"5.5": whole}).proposed_text
    beside = advised("5.5", {"5.5": whole, "12.1": second}).proposed_text
    assert "within the same limits" not in alone
    assert "made good under clause 12.1 within the same limits" in beside


def test_an_exit_plan_is_laid_over_the_help_that_is_there() -> None:
    fee = (
        "The Customer may end this agreement at any time and shall then pay an exit fee of 9,000.",
        "shortfall",
    )
    help_ = (
        "On termination the Vendor shall for six months help to transfer the work to a new provider.",
        None,
    )
    for others, there in (({}, False), ({"16.5": help_}, True)):
        text = advised("16.1", {"16.1": fee, **others}, burden=Burden.CUSTOMER).proposed_text
        assert "exit plan" in text
        assert ("the help under clause 16.5 shall follow it" in text) is there


def test_no_second_discount_for_speed_is_proposed_beside_the_one_that_is_there() -> None:
    late = ("Sums that are paid late bear interest of 5% a year.", "late_payment")
    early = ("An invoice that is paid within ten days of its date is reduced by 2%.", None)
    for others, proposed in (({}, True), ({"7.2": early}, False)):
        found = advised("7.3", {"7.3": late, **others}, burden=Burden.CUSTOMER)
        options = " ".join(option.text for option in found.options)
        assert ("may deduct [1] %" in found.proposed_text + options) is proposed


def test_no_free_time_is_added_where_the_contract_has_one() -> None:
    wait = (
        "For each night that a driver is kept waiting for unloading the Customer pays 160.",
        "liquidated_damages",
    )
    free = ("Two hours are allowed for loading, three for unloading.", None)
    alone = advised("5.1", {"5.1": wait}, burden=Burden.CUSTOMER).proposed_text
    beside = advised("5.1", {"5.1": wait, "5.4": free}, burden=Burden.CUSTOMER).proposed_text
    assert "shall be free of any" in alone
    assert "shall be free of any" not in beside
    assert "slot" not in alone + beside


def test_arbitration_for_the_matters_of_an_annex_is_none_for_the_contract() -> None:
    made = contract({"6.1": MISS, "14.2": ARBITRATION})
    moved = tuple(
        replace(each, number="Schedule 4", heading="Schedule 4") if each.id == "c-14" else each
        for each in made
    )
    for clauses, decided in ((made, True), (moved, False)):
        found = suggest(clauses, document=document_of(clauses), playbook=PLAYBOOK)
        text = next(each.proposed_text for each in found if each.clause_id == "c-6.1")
        assert ("[an independent expert]" in text) is not decided
