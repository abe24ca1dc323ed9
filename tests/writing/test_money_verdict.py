"""Two sentences before the figures: what a clause costs today, and what the proposal would do."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from clauseadvisor.domain import (
    Amount,
    Burden,
    Facts,
    LabelledClause,
    Span,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.assumptions import Assumptions
from clauseadvisor.suggesting.money import money_for
from clauseadvisor.writing.money import verdict
from tests.builders import a_clause, a_suggestion

PLAYBOOK = load_playbook()
LEVEL = {
    "clause": "5.2",
    "miss_probability": 0.1,
    "credit_percent": 5,
    "improved_miss_probability": 0.05,
    "value_per_period": 20_000,
}
DEAL = {
    "fees": {"currency": "GBP", "period_fee": 100_000, "periods_per_year": 12},
    "level": [LEVEL],
    "credits": {"cap_percent": 8},
}


def clause(subtype: str, *amounts: Amount) -> LabelledClause:
    made = a_clause("A delay ".ljust(80, "x"), subtype=subtype, burden=Burden.VENDOR)
    return dataclasses.replace(made, number="5.2", facts=Facts(amounts=amounts))


def amount(value: float, kind: str = "money", **more: Any) -> Amount:
    unit = "%" if kind == "percent" else "GBP"
    text = f"{value:g}{unit}"
    return Amount(kind=kind, value=value, unit=unit, text=text, start=5, end=9, **more)


def proposal(
    about: LabelledClause, *mechanisms: str, deal: dict[str, Any] | None = None, **more: Any
) -> Suggestion:
    economics = money_for(about, Assumptions.model_validate(deal or {}))
    return a_suggestion(economics=economics, mechanisms=mechanisms, **more)


CREDIT = clause("service_credit", amount(5, "percent", base="the monthly fee", per="month"))
DELAY = clause("liquidated_damages", amount(700, per="week"))
INTEREST = clause("late_payment", amount(1.5, "percent", per="month"))
DEPOSIT = clause("clawback", amount(240_000))
GRACE = "No sum shall accrue for the first [five] days of a delay."
EARLY = "The Client may deduct [1] % from an invoice that it pays in full within [10] days."


@pytest.mark.parametrize(
    ("suggestion", "now", "then"),
    [
        (proposal(CREDIT, "F2", deal=DEAL), "GBP 6,000 per year", "GBP 4,374 per year"),
        (proposal(CREDIT, "F1", deal=DEAL), "GBP 6,000 per year", "base fee of GBP 95,000"),
        (proposal(CREDIT, "F3", deal=DEAL), "GBP 6,000 per year", "up to GBP 526"),
        (
            proposal(CREDIT, "F2"),
            "costs the vendor 5% of one period's fee",
            "earn-back 0.36% of each period",
        ),
        (
            proposal(DELAY, "I2", proposed_text=GRACE),
            "a delay of 10 days costs the vendor GBP 1,000",
            "costs the customer at most GBP 700 per week",
        ),
        (
            proposal(
                INTEREST,
                "I6",
                proposed_text=EARLY,
                deal={"prompt_payment": {"discount_percent": 1, "days_earlier": 20}},
            ),
            "18% per year",
            "earns the payer 18.4% per year",
        ),
        (proposal(INTEREST, "I6"), "18% per year", "open until that is known"),
        (proposal(DEPOSIT, "R2"), "GBP 240,000 is at stake", "open until that is known"),
    ],
    ids=[
        "earn-back",
        "reframed",
        "bonus",
        "without a fee",
        "delay",
        "interest",
        "no days",
        "one sum",
    ],
)
def test_what_it_costs_and_what_would_change_are_said_in_figures(
    suggestion: Suggestion, now: str, then: str
) -> None:
    first, second = verdict(suggestion)
    assert now in first
    assert then in second


def test_what_the_proposal_leads_with_is_said_first() -> None:
    assert "earn-back" in verdict(proposal(CREDIT, "F2", "F3", deal=DEAL))[1]
    assert "earn-back" not in verdict(proposal(CREDIT, "F3", "F2", deal=DEAL))[1]


def test_assumed_inputs_are_named_and_given_ones_are_not() -> None:
    assert "Assumed: chance of a miss in a period 10%" in verdict(proposal(CREDIT, "F2"))[0]
    assert "Assumed" not in verdict(proposal(CREDIT, "F2", deal=DEAL))[0]


def test_grace_costs_the_side_that_receives_the_charge_today() -> None:
    charged = dataclasses.replace(DELAY, burden=Burden.CUSTOMER)
    now, then = verdict(proposal(charged, "R2", proposed_text=GRACE))
    assert "costs the customer GBP 1,000" in now
    assert "Grace costs the vendor at most GBP 700 per week, because the customer no longer" in then
    unknown = dataclasses.replace(DELAY, burden=Burden.UNKNOWN)
    assert "the side that receives it" in verdict(proposal(unknown, "R2", proposed_text=GRACE))[1]


def test_no_grace_is_spoken_of_where_the_wording_gives_none() -> None:
    moved = "A revised date agreed in writing shall take the place of the first."
    assert "unless it agrees" in verdict(proposal(DELAY, "R2", proposed_text=moved))[1]
    told = "As soon as the Supplier sees a delay it shall warn the Client."
    assert "Grace" not in verdict(proposal(DELAY, "R1", proposed_text=told))[1]


def test_a_clause_that_stays_changes_nothing() -> None:
    kept = proposal(CREDIT, deal=DEAL, verdict=Verdict.KEEP)
    assert verdict(kept)[1] == "The clause stays, so nothing changes in money."


def test_sums_that_cannot_be_worked_out_are_said_as_they_stand() -> None:
    two = clause("shortfall", amount(180_000), amount(5_000, per="month"))
    assert "turns on 180000GBP and 5000GBP" in verdict(proposal(two, "R5"))[0]


@pytest.mark.parametrize("economics", [None, {}, {"figures": {}}, {"case": "credit"}])
def test_where_nothing_is_known_nothing_is_said(economics: dict[str, Any] | None) -> None:
    assert verdict(a_suggestion(economics=economics)) == ()
    assert verdict(a_suggestion(economics=economics, verdict=Verdict.KEEP)) == ()


def test_the_cap_on_credits_is_no_cap_on_damages() -> None:
    deal = DEAL | {"credits": {"cap_percent": 0.1}}
    assert "costs the vendor GBP 1,000" in verdict(proposal(DELAY, "I2", deal=deal))[0]
    capped = dataclasses.replace(
        DELAY,
        facts=Facts(
            amounts=(*DELAY.facts.amounts, dataclasses.replace(amount(400), start=40, end=44)),
            cap=Span(start=35, end=50, text="not more than 400"),
        ),
    )
    assert "costs the vendor GBP 400" in verdict(proposal(capped, "I2"))[0]


@pytest.mark.parametrize(
    ("text", "words", "told", "said"),
    [
        (
            "The fee falls by 3% for each full percentage point below the target.",
            "3%",
            {"subtype": "deduction", "kind": "percent", "base": "the monthly fee"},
            "Today each full percentage point short costs the vendor 3% of one period's fee",
        ),
        (
            "The Buyer may charge GBP 11.50 for sorting on each Crate that comes wet.",
            "GBP 11.50",
            {"subtype": "deduction", "value": 11.5},
            "Today GBP 11.50 per Crate is at stake",
        ),
        (
            "A late sum bears 2% per month or the maximum rate allowed by law, whichever is less.",
            "2%",
            {"subtype": "late_payment", "kind": "percent", "per": "month"},
            "costs its debtor at most 24% per year",
        ),
    ],
)
def test_money_is_told_by_the_unit_of_the_clause(
    text: str, words: str, told: dict[str, Any], said: str
) -> None:
    at, subtype = text.index(words), told.pop("subtype")
    kind = told.get("kind", "money")
    value = told.pop("value", None) or float(words.removesuffix("%"))
    stated = Amount(
        **{"kind": kind} | told,
        value=value,
        unit="%" if kind == "percent" else "GBP",
        text=words,
        start=at,
        end=at + len(words),
    )
    made = a_clause(text, subtype=subtype, burden=Burden.VENDOR)
    made = dataclasses.replace(made, start=0, end=len(text), facts=Facts(amounts=(stated,)))
    assert said in verdict(proposal(made, "R2"))[0]
