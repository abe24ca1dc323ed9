"""Trigger, consequence and terms of clauses in our own words."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Facts, Label, Span
from clauseadvisor.labelling.cores import read_core
from clauseadvisor.labelling.facts import find_facts
from clauseadvisor.labelling.frame import Frame, _frame
from clauseadvisor.labelling.lexicon import lowered
from clauseadvisor.labelling.sentences import sentences
from clauseadvisor.labelling.signals import Signals
from clauseadvisor.labelling.terms import find_metric, find_target

P, I, C = Label.PENALTY, Label.INCENTIVE, Label.CONTROL  # noqa: E741

FRAMES = [
    (
        "If the Carrier delivers after noon, the Shipper may deduct 4% of the freight.",
        P,
        "deduction",
        "the Carrier delivers after noon",
        "the Shipper may deduct 4% of the freight",
    ),
    (
        "3.6 Late Payment. Any undisputed sum not paid when due shall bear interest at 1% per month.",
        P,
        "late_payment",
        "Any undisputed sum not paid when due",
        "shall bear interest",
    ),
    (
        "In the event that, during the Term, Dealer fails to buy 90 pumps, Dealer shall lose its exclusivity.",
        P,
        "loss_of_rights",
        "Dealer fails to buy 90 pumps",
        "Dealer shall lose its exclusivity",
    ),
    (
        "Should the Tiler leave the floor unfinished, the Hotel may have it finished at the Tiler's cost.",
        P,
        "step_in",
        "the Tiler leave the floor unfinished",
        "the Hotel may have it finished at the Tiler's cost",
    ),
    (
        "Buyer may terminate this Agreement if: (a) Seller breaches it and does not cure the breach; or (b) Seller is sold.",
        P,
        "default_termination",
        "Seller breaches it and does not cure the breach",
        "Buyer may terminate this Agreement",
    ),
    (
        "For each day that a lift stands still the Maintainer shall pay the Landlord EUR 90.",
        P,
        "liquidated_damages",
        "each day that a lift stands still",
        "the Maintainer shall pay the Landlord EUR 90",
    ),
    (
        "Reports missing at month end: fee credit of 2%.",
        P,
        "service_credit",
        "Reports missing at month end",
        "fee credit of 2%",
    ),
    (
        "The Supplier agrees that a drop in accuracy below 70 triggers an allowance of 1%.",
        P,
        "service_credit",
        "a drop in accuracy below 70",
        "triggers an allowance of 1%",
    ),
    (
        "If the score exceeds 95, the Caterer shall receive a bonus of EUR 700.",
        I,
        "performance_bonus",
        "the score exceeds 95",
        "the Caterer shall receive a bonus of EUR 700",
    ),
    (
        "The term is extended by one year provided that all targets were achieved.",
        I,
        "earned_extension",
        "all targets were achieved",
        "The term is extended by one year",
    ),
    (
        "Before engaging any subcontractor, the Builder shall obtain the Owner's approval.",
        C,
        "consent",
        "engaging any subcontractor",
        "the Builder shall obtain the Owner's approval",
    ),
]


@pytest.mark.parametrize(("text", "label", "subtype", "trigger", "consequence"), FRAMES)
def test_the_rules_tell_condition_and_main_clause_apart(
    text: str, label: Label, subtype: str, trigger: str, consequence: str
) -> None:
    low = lowered(text)
    core = read_core(text, low, Signals(low, label, subtype), sentences(text))
    assert core.trigger is not None
    assert core.consequence is not None
    assert core.trigger.text == trigger
    assert core.consequence.text == consequence


@pytest.mark.parametrize(("text", "label", "subtype", "trigger", "consequence"), FRAMES)
def test_trigger_and_consequence_are_the_words_that_a_reader_marks(
    text: str, label: Label, subtype: str, trigger: str, consequence: str
) -> None:
    facts = find_facts(text, label=label, subtype=subtype)
    assert facts.trigger is not None
    assert facts.consequence is not None
    assert shared(facts.trigger.text, trigger) >= 0.6
    assert shared(facts.consequence.text, consequence) >= 0.6
    assert facts.trigger.end <= facts.consequence.start or (
        facts.consequence.end <= facts.trigger.start
    )


def shared(first: str, second: str) -> float:
    """F1 of the words that two spans share."""
    one, two = (Counter(re.findall(r"\w+", each.lower())) for each in (first, second))
    return 2 * sum((one & two).values()) / (sum(one.values()) + sum(two.values()))


def test_the_sentence_that_speaks_of_the_sub_type_is_the_core() -> None:
    text = (
        "Invoices are due in 30 days. If the parties disagree, they shall meet. "
        "If a sum is overdue, Customer shall pay interest of 1% a month."
    )
    facts = find_facts(text, label=P, subtype="late_payment")
    assert facts.trigger is not None
    assert facts.trigger.text == "a sum is overdue"


def test_a_neutral_clause_has_no_facts() -> None:
    assert find_facts("If it rains, EUR 5 is due.", label=Label.NEUTRAL) == Facts()


def test_a_clause_without_condition_has_no_trigger() -> None:
    facts = find_facts("Supplier shall keep books.", label=C, subtype="audit")
    assert facts.trigger is None
    assert facts.consequence is not None


CAPS = [
    (
        "shall bear interest at 1% or the maximum rate permitted by applicable law",
        "the maximum rate permitted by applicable law",
    ),
    ("1% per week up to a maximum of 10% of the price", "up to a maximum of 10% of the price"),
    ("The credits shall not exceed 12% of the fee.", "shall not exceed 12% of the fee"),
    ("damages of EUR 50 a day, capped at EUR 900", "capped at EUR 900"),
    (
        "interest at 2% or the maximum lawful rate of interest",
        "the maximum lawful rate of interest",
    ),
    (
        "interest at 2% or the highest rate the State's law allows, whichever is lower",
        "the highest rate the State's law allows, whichever is lower",
    ),
    ("The books may be inspected, once per calendar year.", "once per calendar year"),
    (
        "Visits are made no more than twice in any six month period.",
        "no more than twice in any six month period",
    ),
    ("a charge of EUR 90 for each weekend, to a limit of four", "to a limit of four"),
    ("0.1% a day, until a ceiling of 12.5% of the price", "a ceiling of 12.5% of the price"),
    ("EUR 40 for each hour, at most EUR 800", "at most EUR 800"),
    ("the Owner pays the bid costs, up to EUR 9,000", "up to EUR 9,000"),
]


@pytest.mark.parametrize(("text", "cap"), CAPS)
def test_the_cap_is_found(text: str, cap: str) -> None:
    facts = find_facts(text, label=P, subtype="liquidated_damages")
    assert facts.cap is not None
    assert facts.cap.text == cap


@pytest.mark.parametrize(
    "text",
    [
        "The right is limited to verification of the books.",
        "A review takes place twice a year, and a fee of EUR 5 is due for each late one.",
        "It shall be cured in time, not to exceed sixty (60) days.",
    ],
)
def test_what_limits_no_sum_and_no_right_is_no_cap(text: str) -> None:
    assert find_facts(text, label=P, subtype="other_penalty").cap is None


CURES = [
    (
        "If Seller breaches and does not cure the breach within thirty (30) days, Buyer may cancel.",
        30,
    ),
    ("If rent is unpaid, Owner may terminate upon two weeks' written notice.", 14),
    ("After a grace period of five Business Days a charge of EUR 9 is due for late sums.", 7),
    ("If the fault is not remedied within [***] days, Buyer may cancel.", None),
    ("On a breach Seller has at least sixty (60) days to cure it, or Buyer may cancel.", 60),
    ("If rent is unpaid, Owner may enter upon [***] days' advance notice.", None),
    ("If rent is unpaid ten days after notice of such breach, Owner may enter.", 10),
]


def test_a_cure_period_ends_with_its_notice() -> None:
    text = (
        "If Seller breaches and does not cure it within thirty (30) days after written notice "
        "stating the breach in full, Buyer may cancel."
    )
    cure = find_facts(text, label=P, subtype="default_termination").cure
    assert cure is not None
    assert cure.text == "within thirty (30) days after written notice"


@pytest.mark.parametrize(("text", "days"), CURES)
def test_the_cure_period_is_found_with_its_days(text: str, days: float | None) -> None:
    cure = find_facts(text, label=P, subtype="default_termination").cure
    assert cure is not None
    assert cure.days == (None if days is None else pytest.approx(days))


def test_metric_and_target_are_read_off_the_trigger() -> None:
    text = "If Service Availability is below 99.5%, Customer gets a credit of 5%."
    facts = find_facts(text, label=P, subtype="service_credit")
    assert facts.metric is not None
    assert "Availability" in facts.metric.text
    assert facts.target is not None
    assert "99.5%" in facts.target.text


@pytest.mark.parametrize(
    ("text", "label", "subtype", "target"),
    [
        (
            "If the plant is not ready by September 30, 2031, Buyer may cancel.",
            P,
            "default_termination",
            "by September 30, 2031",
        ),
        (
            "If fewer than sixty-five lessons are taught, the School pays no fee.",
            P,
            "deduction",
            "fewer than sixty-five lessons",
        ),
        (
            "The Host shall keep availability at a minimum of 99.7 percent in each month.",
            C,
            "service_level",
            "a minimum of 99.7 percent",
        ),
        (
            "The audit is paid by the Dealer where it shows an underpayment of 5% or more.",
            C,
            "audit",
            "5% or more",
        ),
    ],
)
def test_a_target_is_a_level_with_its_comparison(
    text: str, label: Label, subtype: str, target: str
) -> None:
    facts = find_facts(text, label=label, subtype=subtype)
    assert facts.target is not None
    assert facts.target.text == target


def _told(trigger: str, rest: str = "") -> tuple[str, Frame]:
    """A clause that begins with its trigger, and its frame."""
    return trigger + rest, Frame(Span(start=0, end=len(trigger), text=trigger), None)


@pytest.mark.parametrize(
    "trigger",
    [
        "Heron fails to perform any of its material obligations hereunder",
        "Heron fails to pay an undisputed amount",
        "it is below 60",
        "Heron reaches 97%",
        "whichever is less",
    ],
)
def test_what_is_owed_or_a_mere_figure_is_no_metric(trigger: str) -> None:
    assert find_metric(*_told(trigger)) is None


@pytest.mark.parametrize(
    "trigger",
    [
        "Heron is under paragraph 4 in default",
        "Heron makes one or more slips",
        "Heron cures no breach within ten days after notice",
    ],
)
def test_a_place_or_a_time_after_notice_is_no_target(trigger: str) -> None:
    assert find_target(*_told(trigger)) is None


@pytest.mark.parametrize(
    ("rest", "target"),
    [
        (
            ": 4% is credited. The gate shall be open at least 98.7% of the day.",
            "at least 98.7% of the day",
        ),
        (": a score below 61 earns nothing.", "below 61"),
        (": Heron gives at least ten (10) business days' notice.", None),
        (": no claim below EUR 900 may be made.", None),
        (": it keeps the files required under 19 CFR 4.7.", None),
    ],
)
def test_a_level_to_be_kept_is_the_target_where_the_trigger_names_none(
    rest: str, target: str | None
) -> None:
    found = find_target(*_told("the gate fails", rest))
    assert (found.text if found else None) == target


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("The score is under 95.5 % of the plan.", "The score is under 95", "under 95.5 %"),
        ("It costs 1,250,000 in all.", "It costs 1", "It costs 1,250,000"),
        ("Both third-party testers may come.", "party testers may come", "third-party testers"),
        ("It takes half-day shifts.", "It takes half", "It takes half-day"),
        ("It takes ten days - no more.", "It takes ten days", "It takes ten days"),
    ],
)
def test_a_word_or_figure_at_the_end_of_a_span_is_given_whole(
    text: str, part: str, whole: str
) -> None:
    start = text.index(part)
    found = _frame(text, (start, start + len(part)), None)
    assert found.trigger is not None
    assert whole in found.trigger.text
    assert len(found.trigger.text) - len(part) <= 12


def test_a_metric_is_known_by_name_where_no_condition_names_it() -> None:
    text = "The Host shall report the monthly availability to the Client."
    facts = find_facts(text, label=C, subtype="reporting")
    assert facts.metric is not None
    assert facts.metric.text == "monthly availability"


def test_sentences_do_not_end_at_abbreviations_numbers_or_list_items() -> None:
    text = "Acme Inc. pays fee No. 5 at once. It may leave if: (a) late; or (b) sold. Else it stays; it pays."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Acme Inc. pays fee No. 5 at once.",
        "It may leave if: (a) late; or (b) sold.",
        "Else it stays;",
        "it pays.",
    ]


@given(
    st.text(max_size=400),
    st.sampled_from([(P, "deduction"), (I, "rebate"), (C, "audit"), (Label.TRUST, "good_faith")]),
)
def test_every_fact_of_any_text_is_a_span_of_it(text: str, kind: tuple[Label, str]) -> None:
    facts = find_facts(text, label=kind[0], subtype=kind[1])
    spans = [facts.trigger, facts.consequence, facts.cap, facts.metric, facts.target, facts.cure]
    for span in (*(each for each in spans if each), *facts.amounts):
        assert text[span.start : span.end] == span.text
        assert span.text


@pytest.mark.shared
def test_facts_and_burdens_agree_with_what_was_read_by_hand() -> None:
    """Floors lie slightly below what the rules reach on the half that they were not tuned on."""
    from importlib import util
    from pathlib import Path

    source = Path(__file__).resolve().parents[1] / "benchmarks" / "facts.py"
    spec = util.spec_from_file_location("facts_benchmark", source)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    figures = module.measure("reporting")
    assert figures.amounts >= 0.84
    assert figures.period >= 0.74
    assert figures.token_f1("trigger") >= 0.67
    assert figures.token_f1("consequence") >= 0.65
    assert figures.burden >= 0.78
    assert figures.burden_alone >= 0.73
