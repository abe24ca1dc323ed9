"""The economics block of a suggestion: figures with their origin, and what is asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.domain import (
    SUBTYPES,
    Amount,
    Burden,
    Facts,
    Label,
    LabelledClause,
    Span,
    Table,
)
from clauseadvisor.suggesting.assumptions import Assumptions
from clauseadvisor.suggesting.history import History, Row
from clauseadvisor.suggesting.money import money_for, without_what_is_there

#: A busy machine may be slow; that is no failure.
UNTIMED = settings(deadline=None)

FEES = {"fees": {"currency": "EUR", "period_fee": 50_000, "periods_per_year": 12}}


def penalty(
    subtype: str, *amounts: Amount, cap: Span | None = None, number: str | None = "5.2"
) -> LabelledClause:
    return LabelledClause(
        id="p",
        number=number,
        heading="Availability",
        parent=None,
        context=None,
        start=0,
        end=100,
        text="A delay ".ljust(100, "x"),
        label=Label.PENALTY,
        subtype=subtype,
        secondary=(),
        scores={},
        confidence=1.0,
        needs_review=False,
        burden=Burden.VENDOR,
        facts=Facts(amounts=amounts, cap=cap),
    )


def percent(value: float, base: str | None = "the monthly fee", **more: Any) -> Amount:
    place = {"start": 10, "end": 12} | more
    return Amount(kind="percent", value=value, unit="%", text=f"{value}%", base=base, **place)


def money(value: float, unit: str = "EUR", **more: Any) -> Amount:
    place = {"start": 10, "end": 12} | more
    return Amount(kind="money", value=value, unit=unit, text=f"{unit} {value}", **place)


def given_by(**tables: Any) -> Assumptions:
    return Assumptions.model_validate(FEES | tables)


LEVEL = {"level": [{"clause": "5.2", "miss_probability": 0.1, "improved_miss_probability": 0.05}]}


def figures(block: dict[str, Any] | None) -> dict[str, Any]:
    assert block is not None
    json.dumps(block, allow_nan=False)
    return {symbol: figure["value"] for symbol, figure in block["figures"].items()}


def test_the_level_of_the_oracle_as_one_clause() -> None:
    level = {"level": [LEVEL["level"][0] | {"value_per_period": 6000}]}
    more = {"credits": {"claimed_share": 1}, "earn_back": {"periods": 3}}
    block = money_for(
        penalty("service_credit", percent(5)), given_by(**level, **more, deal={"share_given_up": 1})
    )
    found = figures(block)
    assert found["H"] == 2500
    assert found["E"] == pytest.approx(3000)
    assert (found["F1_base"], found["F1_bonus"], found["F1_expected"]) == (47_500, 2_500, 49_750)
    assert (found["F2_returned"], found["F2_kept"]) == pytest.approx((2187, 813))
    assert found["v0"] == pytest.approx(5000)
    assert found["Bmax"] == pytest.approx(12 * 0.05 * 6000 - 3000)
    assert found["b"] == pytest.approx(600 / (12 * 0.95))
    assert block is not None
    assert block["currency"] == "EUR"
    assert not any(figure["assumption"] for figure in block["figures"].values())
    assert block["questions"] == [
        "Not known: the cap on what is due in a period (credits.cap_percent)."
    ]
    assert set(block["funding"]) == {"F1", "F2", "F3", "B"}
    assert any("costs the customer twice" in warning for warning in block["warnings"])


def test_giving_credits_up_breaks_even_at_the_value_shown() -> None:
    level = {"level": [LEVEL["level"][0] | {"value_per_period": 5000}]}
    found = figures(money_for(penalty("service_credit", percent(5)), given_by(**level)))
    assert found["v0"] == 5000
    assert found["Bmax"] == pytest.approx(0, abs=1e-6)


def test_where_nothing_can_be_paid_no_bonus_is_shown() -> None:
    level = {"level": [LEVEL["level"][0] | {"value_per_period": 100}]}
    block = money_for(penalty("service_credit", percent(5)), given_by(**level))
    assert figures(block)["Bmax"] < 0
    assert "b" not in figures(block)
    assert block is not None
    assert any("not above zero" in warning for warning in block["warnings"])


@pytest.mark.parametrize(("credit", "contested"), [(4, True), (5, False)])
def test_a_credit_of_the_user_that_differs_from_the_clause_is_warned_about(
    credit: float, contested: bool
) -> None:
    level = {"level": [LEVEL["level"][0] | {"credit_percent": credit}]}
    block = money_for(penalty("service_credit", percent(5)), given_by(**level))
    assert block is not None
    assert (block["figures"]["H"]["value"], block["figures"]["H"]["origin"]) == (
        500 * credit,
        "input",
    )
    assert any("another credit" in warning for warning in block["warnings"]) is contested


def test_without_any_input_it_speaks_in_percent_of_the_fee_and_marks_what_it_assumes() -> None:
    block = money_for(penalty("service_credit", percent(5)), None)
    found = figures(block)
    assert block is not None
    assert block["currency"] is None
    assert found["H"] == 5
    assert found["E_period"] == 0.5
    assert "f" not in found
    assert "E" not in found
    chance = block["figures"]["q"]
    assert (chance["origin"], chance["assumption"]) == ("assumption", True)
    assert (chance["low"], chance["high"]) == (0.02, 0.3)
    assert chance["effect"]["E_period"] == [0.1, 1.5]
    assert block["figures"]["E_period"]["rests_on"] == ["q"]
    assert block["figures"]["H"]["origin"] == "clause"
    assert any("fees.periods_per_year" in question for question in block["questions"])


def test_a_table_behind_the_clause_gives_the_steps() -> None:
    def row(*cells: str) -> tuple[Span, ...]:
        return tuple(Span(start=0, end=len(c), text=c) for c in cells)

    rows = (row("99.5% or above", "nil"), row("< 99.5% but >= 99%", "4%"), row("< 99%", "10%"))
    near, far = Table(start=120, end=200, rows=rows), Table(start=900, end=999, rows=rows)
    clause = penalty("service_credit")
    found = money_for(clause, given_by(**LEVEL), [near])
    assert found is not None
    assert [tier["credit_percent"] for tier in found["tiers"]] == [0, 4, 10]
    assert figures(found)["H"] == 2000
    assert "H" not in figures(money_for(clause, given_by(**LEVEL), [far]))

    reached = (99.9,) * 6 + (99.2,) * 4 + (98.0,) * 2
    past = History(
        rows=tuple(Row(period=str(i), level="Availability", attainment=a) for i, a in enumerate(reached))
    )  # fmt: skip
    measured = money_for(clause, given_by(**LEVEL), [near], past)
    assert measured is not None
    assert figures(measured)["q"] == 0.5
    assert figures(measured)["E"] == pytest.approx(50_000 * (4 * 0.04 + 2 * 0.10))
    assert measured["figures"]["H"]["origin"] == "history"


def test_a_history_gives_the_chance_with_its_interval() -> None:
    rows = tuple(
        Row(period=str(i), level="5.2", credit_due=float(i < 3), credit_claimed=float(i < 2))
        for i in range(12)
    )
    block = money_for(penalty("service_credit", percent(5)), given_by(), (), History(rows=rows))
    assert block is not None
    chance = block["figures"]["q"]
    assert (chance["value"], chance["origin"]) == (0.25, "history")
    assert chance["low"] < 0.25 < chance["high"]
    assert figures(block)["r"] == pytest.approx(2 / 3)


def test_a_cap_in_the_clause_limits_the_credit() -> None:
    cap = Span(start=40, end=60, text="at most 3% of the monthly fee")
    amounts = (percent(5), percent(3, start=45, end=50))
    found = figures(money_for(penalty("service_credit", *amounts, cap=cap), given_by(**LEVEL)))
    assert (found["k"], found["F1_bonus"], found["E_period"]) == (1500, 1500, 150)


def test_daily_damages_grow_to_their_cap() -> None:
    cap = Span(start=40, end=60, text="in all EUR 4000")
    amounts = (money(500, per="day"), money(4000, start=45, end=50))
    level = {"level": [{"clause": "5.2", "miss_probability": 0.2, "value_per_period": 900}]}
    block = money_for(penalty("liquidated_damages", *amounts, cap=cap), given_by(**level))
    found = figures(block)
    assert (found["rate"], found["D"], found["D_expected"], found["early_bonus"]) == (
        500,
        4000,
        800,
        450,
    )
    assert block is not None
    assert block["figures"]["days"]["effect"]["D"] == [1500, 4000]
    assert block["warnings"] == []


def test_weekly_damages_without_a_cap_are_warned_about() -> None:
    block = money_for(penalty("liquidated_damages", money(700, per="week")), None)
    assert figures(block)["rate_week"] == 700
    assert figures(block)["D"] == 1000
    assert block is not None
    assert any("No cap on the damages" in warning for warning in block["warnings"])


def late(text: str, sum_: str, per: str, burden: Burden = Burden.VENDOR) -> LabelledClause:
    """A penalty for a delay with one sum, which stands in the text as it is given."""
    start = text.index(sum_)
    value = float("".join(each for each in sum_.split(" per ")[0] if each.isdigit()))
    due = Amount(
        kind="money",
        value=value,
        unit="EUR",
        text=sum_,
        start=start,
        end=start + len(sum_),
        per=per,
    )
    made = penalty("liquidated_damages", due)
    return replace(made, text=text, end=len(text), burden=burden)


@pytest.mark.parametrize(
    ("text", "due", "per", "unit"),
    [
        ("For each day of delay EUR 500 is due.", "EUR 500", "day", "EUR/day"),
        ("A late plan costs EUR 500 per working day.", "EUR 500 per working day", "day", "EUR/working day"),
        ("For each business day of delay EUR 500 is due.", "EUR 500", "day", "EUR/business day"),
        ("Late vans cost EUR 80 per trailer per day.", "EUR 80 per trailer per day", "day", "EUR/day per trailer"),
        ("A late plan costs EUR 80 per document and per working day.", "EUR 80 per document and per working day", "day", "EUR/working day per document"),
        ("Late vans cost EUR 80 per day per trailer.", "EUR 80 per day", "day", "EUR/day per trailer"),
        ("In respect of each mast not on air by its date EUR 312 a day is due.", "EUR 312 a day", "day", "EUR/day per mast"),
        ("For each week of delay EUR 700 is due.", "EUR 700", "week", "EUR/week"),
    ],
)  # fmt: skip
def test_the_sum_of_a_delay_is_shown_as_the_clause_states_it(
    text: str, due: str, per: str, unit: str
) -> None:
    clause = late(text, due, per)
    block = money_for(clause, None)
    assert block is not None
    (stated,) = (each for each in block["figures"].values() if each["origin"] == "clause")
    assert stated["value"] == clause.facts.amounts[0].value
    assert stated["unit"] == unit


@pytest.mark.parametrize(
    ("text", "due", "per"),
    [
        ("Whoever uses the mark after its licence pays EUR 90 for each day.", "EUR 90 for each day", "day"),
        ("Trucks that wait overnight cost EUR 240 per night of delay.", "EUR 240 per night", "unit"),
        ("A delay costs EUR 40 per hour.", "EUR 40 per hour", "other"),
        ("A delay costs EUR 9000 per month.", "EUR 9000 per month", "month"),
        ("A delay over the weekend costs EUR 650.", "EUR 650", None),
        ("A late fee of EUR 900 for each day, divided over 180 days.", "EUR 900 for each day", "day"),
        ("A trailer kept late costs EUR 9 per mile.", "EUR 9 per mile", "unit"),
    ],
)  # fmt: skip
def test_a_sum_of_another_kind_is_no_sum_by_the_day(text: str, due: str, per: str) -> None:
    block = money_for(late(text, due, per), None)
    assert block is not None
    assert block["case"] == "stated"
    assert not any("early" in symbol or "rate" in symbol for symbol in block["figures"])
    assert not any("day" in figure["unit"] for figure in block["figures"].values())
    assert [amount["text"] for amount in block["amounts"]] == [due]


def test_a_bonus_by_the_day_needs_a_sum_that_the_vendor_owes_by_the_day() -> None:
    level = {"level": [{"clause": "5.2", "value_per_period": 900}]}
    daily = late("A delay costs EUR 500 a day.", "EUR 500 a day", "day")
    found = figures(money_for(daily, given_by(**level)))
    assert (found["early_bonus"], found["early_bonus_same_rate"]) == (450, 500)
    by_the_week = late("A delay costs EUR 700 a week.", "EUR 700 a week", "week")
    of_customer = replace(daily, burden=Burden.CUSTOMER)
    for other in (by_the_week, of_customer):
        assert not any("early" in symbol for symbol in figures(money_for(other, given_by(**level))))


@pytest.mark.parametrize(
    ("burden", "debtor", "creditor"),
    [
        (Burden.VENDOR, "the vendor", "the customer"),
        (Burden.CUSTOMER, "the customer", "the vendor"),
        (Burden.UNKNOWN, "the side that owes it", "the side that receives it"),
    ],
)
def test_the_sides_of_the_money_are_told_by_who_owes_it(
    burden: Burden, debtor: str, creditor: str
) -> None:
    block = money_for(late("Late: EUR 500 a day.", "EUR 500 a day", "day", burden), None)
    assert block is not None
    assert block["sides"] == {"debtor": debtor, "creditor": creditor}
    words = [figure["name"] + figure["unit"] for figure in block["figures"].values()]
    assert not any("{" in word for word in (*words, *block["questions"]))


def test_a_cap_in_words_is_asked_for_and_not_called_missing() -> None:
    cap = Span(start=60, end=90, text="the yearly fee for one module")
    block = money_for(penalty("liquidated_damages", money(700, per="day"), cap=cap), None)
    assert block is not None
    assert block["warnings"] == []
    assert any("the cap" in question for question in block["questions"])


@pytest.mark.parametrize(
    "clause",
    [
        penalty("liquidated_damages", money(32_700_000, "USD")),
        penalty("clawback", money(9000)),
        penalty("deduction", percent(50, "any approval payments")),
        penalty("deduction", percent(7, None)),
        penalty("deduction", money(5000)),
        penalty("deduction", money(150, per="day")),
        penalty("deduction", money(18, per="unit")),
    ],
)
def test_a_sum_that_may_fall_due_once_is_not_multiplied_by_periods_or_guesses(
    clause: LabelledClause,
) -> None:
    block = money_for(clause, given_by())
    assert block is not None
    assert not {"E", "E_period", "A_expected", "F1_bonus"} & set(block["figures"])
    assert len(block["amounts"]) == 1
    asked = any("how often" in question for question in block["questions"])
    assert asked is (clause.subtype != "clawback")  # that falls due once


def test_a_margin_over_a_base_rate_is_not_taken_for_the_rate() -> None:
    clause = penalty("late_payment", percent(3, None, per="year"))
    over = replace(clause, text="x" * 12 + " above the prime rate".ljust(88))
    assert "i" in figures(money_for(clause, None))
    assert "i" not in figures(money_for(over, None))
    plus = replace(clause, text="base plus 3%".ljust(100), start=0)
    amount = replace(clause.facts.amounts[0], start=10, end=12)
    plus = replace(plus, facts=Facts(amounts=(amount,)))
    assert "i" not in figures(money_for(plus, None))


def test_late_interest_beside_a_discount() -> None:
    block = money_for(
        penalty("late_payment", percent(1.5, "the overdue sum", per="month")),
        given_by(prompt_payment={"discount_percent": 1, "days_earlier": 20}),
    )
    found = figures(block)
    assert found["i"] == 0.18
    assert found["yield"] == pytest.approx(0.18434, abs=1e-5)
    assert found["d0"] == pytest.approx(0.18 * 20 / 365 / (1 + 0.18 * 20 / 365), abs=1e-6)
    assert block is not None
    assert set(block["funding"]) == {"prompt_payment"}


def worded(text: str, subtype: str, words: str, **amount: Any) -> LabelledClause:
    """A clause of ``text`` whose one amount is told by ``words``."""
    at = text.index(words)
    told = Amount(text=words, start=at, end=at + len(words), **amount)
    return replace(penalty(subtype, told), text=text, end=len(text), heading=None)


def test_a_credit_by_the_step_is_not_the_price_of_one_miss() -> None:
    clause = worded(
        "If fewer than 97% arrive, the fee falls by 3% for each full percentage point below.",
        "deduction",
        "3%",
        kind="percent",
        value=3,
        unit="%",
        base="the monthly fee",
    )
    block = money_for(clause, None)
    assert block is not None
    assert block["figures"]["H_step"]["name"].endswith("for each full percentage point")
    assert "H" not in block["figures"]
    assert "E_period" not in block["figures"]


def test_a_rate_that_the_law_may_lower_is_the_most_that_is_due() -> None:
    text = "A late sum bears 2% per month, or the highest rate permitted by law if that is less."
    told = {"kind": "percent", "value": 2, "unit": "%", "per": "month"}
    found = figures(money_for(worded(text, "late_payment", "2% per month", **told), None))
    assert found == {"i_most": 0.24}


def test_no_yield_is_told_of_days_that_nobody_named() -> None:
    text = "A late sum bears 2% per month."
    told = {"kind": "percent", "value": 2, "unit": "%", "per": "month"}
    found = figures(money_for(worded(text, "late_payment", "2% per month", **told), None))
    assert found == {"i": 0.24}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The Buyer may charge EUR 60 for sorting on each Crate that comes wet.", "EUR/Crate"),
        ("For every complaint that is upheld the Buyer may deduct EUR 60.", "EUR/complaint"),
    ],
)
def test_a_plain_sum_is_told_for_what_it_falls_due_each_time(text: str, unit: str) -> None:
    clause = worded(text, "deduction", "EUR 60", kind="money", value=60, unit="EUR")
    block = money_for(clause, None)
    assert block is not None
    assert block["figures"]["A_each"]["unit"] == unit


def test_of_several_sums_each_is_told_for_what_it_falls_due() -> None:
    text = (
        "For every Crate that is late EUR 60 is due. For a pallet the sum is EUR 90 for each hour."
    )
    told = [("EUR 60", 60, "unit"), ("EUR 90 for each hour", 90, "other")]
    amounts = tuple(
        Amount(
            kind="money",
            value=value,
            unit="EUR",
            per=per,
            text=words,
            start=text.index(words),
            end=text.index(words) + len(words),
        )
        for words, value, per in told
    )
    clause = replace(penalty("liquidated_damages", *amounts), text=text, end=len(text))
    block = money_for(clause, None)
    assert block is not None
    assert [each["each"] for each in block["amounts"]] == ["Crate", None]


def test_a_share_is_taken_of_the_sum_that_a_table_states() -> None:
    text = "The Buyer keeps ten percent (10%) of each Stage payment until the last Stage is done."
    clause = worded(text, "other_penalty", "ten percent (10%)", kind="percent", value=10, unit="%")
    rows = [("Item", "Sum"), ("Yearly fee", "$90,000"), ("Stage payments (total)", "$400,000")]
    cells = tuple(tuple(Span(start=0, end=len(cell), text=cell) for cell in row) for row in rows)
    table = Table(start=500, end=900, rows=cells)
    block = money_for(clause, None, [table])
    assert block is not None
    assert block["figures"]["A_share"]["value"] == 40_000
    assert block["figures"]["A_share"]["name"] == "share of Stage payments (total)"
    assert block["currency"] == "USD"
    twice = Table(start=900, end=950, rows=cells)
    assert "A_share" in figures(money_for(clause, None, [table, twice]))
    other = Table(start=900, end=950, rows=(cells[0], (cells[2][0], cells[1][1])))
    assert "A_share" not in figures(money_for(clause, None, [table, other]))


def test_what_is_held_until_the_last_step_is_a_share_of_what_is_paid_before_it() -> None:
    text = (
        "The Buyer keeps ten percent (10%) of each Stage payment until the last Stage is accepted."
    )
    clause = worded(text, "other_penalty", "ten percent (10%)", kind="percent", value=10, unit="%")
    rows = [
        ("Stage", "Day", "Sum"),
        ("S1 Dig", "1 May", "$90,000"),
        ("S2 Pave", "1 July", "$60,000"),
    ]
    rows.append(("S3 Plant", "1 August", "$50,000"))
    cells = tuple(tuple(Span(start=0, end=len(cell), text=cell) for cell in row) for row in rows)
    steps = Table(start=500, end=900, rows=cells)
    block = money_for(clause, None, [steps])
    assert block is not None
    share = block["figures"]["A_share"]
    assert share["value"] == 15_000
    assert share["name"] == "share of the Stage payments before the last"
    assert share["origin"] == "contract"
    total = Table(start=900, end=950, rows=(cells[0][:2], (cells[1][0], cells[1][2])))
    assert "A_share" not in figures(money_for(clause, None, [total]))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("For each day by which a Milestone is late EUR 500 is due.", "EUR/Milestone"),
        ("If a delivery is late EUR 500 is due for each day.", "EUR/delivery"),
        ("If it does not open by 1 May, EUR 500 is due for each day of delay.", "EUR/date"),
    ],
)
def test_the_cost_of_a_delay_is_told_of_what_may_be_late(text: str, unit: str) -> None:
    told = {"kind": "money", "value": 500, "unit": "EUR", "per": "day"}
    block = money_for(worded(text, "liquidated_damages", "EUR 500", **told), None)
    assert block is not None
    assert block["figures"]["D_expected"]["unit"] == unit


def test_another_currency_is_not_set_against_the_fee() -> None:
    block = money_for(penalty("service_credit", money(500, "USD")), given_by(**LEVEL))
    assert block is not None
    assert block["currency"] == "USD"
    assert "f" not in figures(block)
    assert "F1_base" not in figures(block)
    assert any("different currencies" in warning for warning in block["warnings"])


def test_daily_damages_on_a_price_stay_in_percent_of_that_price() -> None:
    daily = percent(0.5, "the value of the late goods", per="day")
    block = money_for(penalty("liquidated_damages", daily), given_by())
    assert block is not None
    assert block["unit"] == "% of the value of the late goods"
    assert figures(block)["D"] == 5


def test_a_percentage_of_nothing_named_is_taken_as_the_fee_and_said_so() -> None:
    block = money_for(penalty("service_credit", percent(6, None)), given_by())
    assert figures(block)["H"] == 3000
    assert block is not None
    assert any("does not say of what" in question for question in block["questions"])


def test_the_attainment_is_not_taken_for_the_credit() -> None:
    level, due = percent(98, None, start=5), percent(6, None, start=40)
    assert figures(money_for(penalty("service_credit", level, due), given_by()))["H"] == 3000


def test_of_a_scale_of_credits_the_mildest_counts_and_of_several_sums_none() -> None:
    scale = penalty("service_credit", percent(4), percent(9, start=40))
    assert figures(money_for(scale, given_by()))["H"] == 2000
    sums = penalty("deduction", money(65, per="unit"), money(150, per="unit", start=40))
    block = money_for(sums, given_by())
    assert "H" not in figures(block)
    assert block is not None
    assert len(block["amounts"]) == 2


def test_a_daily_share_of_the_contract_price_is_not_set_against_the_period_fee() -> None:
    block = money_for(
        penalty("liquidated_damages", percent(0.15, "the contract price", per="day")), given_by()
    )
    assert block is not None
    assert block["unit"] == "% of the contract price"
    assert figures(block)["rate"] == 0.15


def test_a_single_sum_is_weighed_and_several_are_listed() -> None:
    one = money_for(penalty("clawback", money(9000)), given_by(**LEVEL))
    assert figures(one)["A_expected"] == 900
    two = money_for(penalty("clawback", money(9000), money(10, start=20, end=22)), given_by())
    assert two is not None
    assert "A_expected" not in two["figures"]
    assert [amount["value"] for amount in two["amounts"]] == [9000, 10]
    assert any("the sum at stake" in question for question in two["questions"])


@pytest.mark.parametrize(
    "clause",
    [
        penalty("default_termination"),
        penalty("loss_of_rights"),
        replace(penalty("service_credit", percent(5)), label=Label.INCENTIVE),
        replace(penalty("service_credit"), label=Label.CONTROL, subtype="audit"),
    ],
)
def test_what_is_not_about_money_has_no_block(clause: LabelledClause) -> None:
    assert money_for(clause, given_by()) is None


def test_a_level_is_found_by_number_before_name() -> None:
    levels = [
        {"name": "Availability", "miss_probability": 0.5},
        {"clause": "Clause 5.2.", "miss_probability": 0.25},
    ]
    clause = penalty("service_credit", percent(5))
    assert figures(money_for(clause, given_by(level=levels)))["q"] == 0.25
    other = replace(clause, number="7")
    assert figures(money_for(other, given_by(level=levels)))["q"] == 0.5


AMOUNTS = st.builds(
    Amount,
    kind=st.sampled_from(["money", "percent", "duration", "count"]),
    value=st.floats(min_value=0, max_value=1e12),
    unit=st.sampled_from(["EUR", "USD", "%", "day", "calls"]),
    text=st.just("x"),
    start=st.integers(0, 90),
    end=st.integers(91, 100),
    per=st.sampled_from(
        [None, "day", "week", "month", "quarter", "year", "invoice", "unit", "other"]
    ),
    base=st.sampled_from([None, "the monthly fee", "the order"]),
)


@UNTIMED
@given(
    st.sampled_from(SUBTYPES[Label.PENALTY]),
    st.lists(AMOUNTS, max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_any_facts_give_a_block_in_which_every_number_names_its_origin(
    subtype: str, amounts: list[Amount], capped: bool, with_inputs: bool
) -> None:
    cap = Span(start=0, end=95, text="cap") if capped else None
    block = money_for(
        penalty(subtype, *amounts, cap=cap), given_by(**LEVEL) if with_inputs else None
    )
    if block is None:
        return
    json.dumps(block, allow_nan=False)
    for figure in block["figures"].values():
        assert figure["origin"] in {"clause", "input", "history", "assumption", "computed"}
        assert figure["name"]
        assert (
            figure["origin"] != "assumption" or figure["low"] <= figure["value"] <= figure["high"]
        )
    assert block["funding"]


@pytest.mark.shared
def test_every_shared_penalty_gives_a_sound_block_or_none(shared_data: Path) -> None:
    texts = {
        row["id"]: row
        for name in ("labelled", "written")
        for row in map(json.loads, (shared_data / f"{name}.jsonl").read_text().splitlines())
    }
    seen = 0
    for row in map(json.loads, (shared_data / "facts.jsonl").read_text().splitlines()):
        source = texts.get(row["id"])
        if source is None or source["label"] != "penalty":
            continue
        block = money_for(penalty(source["subtype"], *_amounts(row["facts"])), given_by(**LEVEL))
        seen += 1
        if block is not None:
            json.dumps(block, allow_nan=False)
            assert all(figure["value"] >= 0 for figure in block["figures"].values())
            assert len(block["amounts"]) <= len(row["facts"]["amounts"])
    assert seen > 100


def _amounts(facts: dict[str, Any]) -> list[Amount]:
    return [
        Amount(
            kind=one["kind"],
            value=float(one["value"]),
            unit=one["unit"],
            text=one["text"],
            start=position,
            end=position + 1,
            per=one["per"],
        )
        for position, one in enumerate(facts["amounts"])
        if isinstance(one["value"], int | float)
    ]


def test_a_ceiling_in_the_words_of_the_clause_caps_the_damages() -> None:
    text = "For each week of delay EUR 700 is due, up to a total of EUR 900, to the Customer."
    rate = Amount(kind="money", value=700, unit="EUR", text="EUR 700", start=23, end=30, per="week")
    limit = Amount(kind="money", value=900, unit="EUR", text="EUR 900", start=56, end=63)
    assert (text[23:30], text[56:63]) == ("EUR 700", "EUR 900")
    late = replace(penalty("liquidated_damages", rate, limit), text=text, end=len(text))
    block = money_for(late, None)
    assert block is not None
    assert block["figures"]["k"]["value"] == 900
    assert block["figures"]["D"]["value"] == 900
    assert not any("No cap" in warning for warning in block["warnings"])
    assert "No cap" in " ".join(money_for(penalty("liquidated_damages", rate), None)["warnings"])  # type: ignore[index]


@pytest.mark.parametrize(
    "before",
    [
        "Credits will not build up in one billing year to an amount more than ",
        "In no event shall credits come to more than ",
        "Credits may not be in excess of ",
        "Credits shall be limited to ",
        "Credits shall be held to ",
    ],
)
def test_a_limit_on_credits_is_never_read_as_the_credit_of_one_miss(before: str) -> None:
    text = f"{before}8% of the yearly fees."
    limit = Amount(
        kind="percent",
        value=8,
        unit="%",
        text="8%",
        start=len(before),
        end=len(before) + 2,
        base="yearly fees",
    )
    block = money_for(
        replace(
            penalty("service_credit", limit),
            text=text,
            end=len(text),
            facts=Facts(amounts=(limit,)),
        ),
        None,
    )
    assert block is not None
    assert "H" not in block["figures"]
    assert not any("stated" in amount["name"] for amount in block["amounts"])


def test_of_several_sums_the_one_that_is_stated_is_the_least_at_stake() -> None:
    words = "It owes the greater of the fees of the remaining months and 30,000 euros."
    one = replace(penalty("shortfall", money(30_000)), text=words)
    found = figures(money_for(one, given_by()))
    assert found["A_least"] == 30_000
    assert "A" not in found
    assert "A" in figures(money_for(penalty("shortfall", money(30_000)), given_by()))


@pytest.mark.parametrize(
    ("text", "due", "cost"),
    [
        ("A delay costs EUR 700 for each complete week.", "EUR 700 for each complete week", 700),
        ("For each full week of delay EUR 700 is due.", "EUR 700", 700),
        ("A delay costs EUR 700 for each week.", "EUR 700 for each week", 1000),
    ],
)
def test_a_week_that_is_not_complete_costs_nothing_where_the_clause_says_so(
    text: str, due: str, cost: float
) -> None:
    block = money_for(late(text, due, "week"), None)
    assert figures(block)["D"] == cost
    assert block is not None
    assert block["figures"]["days"]["effect"]["D"][0] == (0 if cost == 700 else 300)


def test_nobody_asks_how_often_what_is_paid_back_once_falls_due() -> None:
    block = money_for(penalty("clawback", money(30_000)), None)
    assert block is not None
    assert figures(block)["A"] == 30_000
    assert block["questions"] == []


def test_a_sum_that_the_clause_states_is_not_asked_for() -> None:
    each = money_for(penalty("deduction", money(85, per="unit")), None)
    bare = money_for(penalty("deduction"), None)
    assert each is not None
    assert not any("sum at stake" in question for question in each["questions"])
    assert [amount["value"] for amount in each["amounts"]] == [85]
    assert bare is not None
    assert bare["questions"] != each["questions"]


def count(value: float, per: str | None = "year") -> Amount:
    return Amount(kind="count", value=value, unit="", text=f"{value:g}", start=20, end=22, per=per)


def test_a_sum_for_each_missing_unit_has_a_most_that_it_can_come_to() -> None:
    block = money_for(penalty("shortfall", count(6000), money(1.5, per="unit")), None)
    found = figures(block)
    assert (found["A_unit"], found["units"], found["A_most"]) == (1.5, 6000, 9000)
    assert block is not None
    assert block["figures"]["A_most"]["unit"] == "EUR/year"
    assert block["unit"] == "EUR"


@pytest.mark.parametrize(
    "amounts",
    [
        (money(1.5, per="unit"),),
        (count(6000, per=None), money(1.5, per="unit")),
        (count(6000), count(70), money(1.5, per="unit")),
        (count(6000), money(1.5)),
        (count(6000), money(1.5, per="unit"), money(2, per="unit")),
    ],
)
def test_where_not_both_are_clear_no_most_is_worked_out(amounts: tuple[Amount, ...]) -> None:
    assert "A_most" not in figures(money_for(penalty("shortfall", *amounts), None))


def test_a_bonus_that_the_contract_has_already_is_not_worked_out_again() -> None:
    daily = money_for(late("A delay costs EUR 500 a day.", "EUR 500 a day", "day"), None)
    assert daily is not None
    left = without_what_is_there(daily, {"early_bonus": "clause 4.3"})
    assert set(daily["figures"]) - set(left["figures"]) == {"early_bonus_same_rate"}
    assert without_what_is_there(daily, {"forecast": "clause 6.1"}) == daily


def said(subtype: str, text: str, *amounts: Amount) -> LabelledClause:
    """The clause in these words; what they are read as matters here, not where it stands."""
    return replace(penalty(subtype, *amounts), text=text, end=len(text))


def asked(clause: LabelledClause) -> str:
    block = money_for(clause, None)
    assert block is not None
    return " ".join(block["questions"])


@pytest.mark.parametrize(
    ("subtype", "text", "question"),
    [
        ("late_payment", "Late sums bear interest at the Agreed Rate.", "rate of late interest"),
        ("late_payment", "Interest runs at three per cent above the base rate.", "rate of late"),
        ("late_payment", "Interest runs at the Libor of one month plus [*].", "rate of late"),
        ("service_credit", "For a miss the credit shown in Schedule 2 is due.", "due for one miss"),
        ("service_credit", "A credit is due in accordance with Exhibit C.", "due for one miss"),
        ("shortfall", "What is not taken is paid at 60% of its price.", "sum at stake"),
        ("step_in", "The vendor shall reimburse the cost of the cover.", "sum at stake"),
        ("clawback", "A sum of $[***] shall be paid back.", "sum at stake"),
    ],
)
def test_what_the_clause_names_or_leads_to_is_not_said_to_be_unknown(
    subtype: str, text: str, question: str
) -> None:
    assert question not in asked(said(subtype, text))


@pytest.mark.parametrize(
    ("subtype", "text", "question"),
    [
        ("late_payment", "Late sums bear interest.", "rate of late interest"),
        ("late_payment", "A Late Rate is agreed from time to time.", "rate of late interest"),
        ("service_credit", "For a miss a credit is due.", "due for one miss"),
        ("shortfall", "What is not taken is paid.", "sum at stake"),
    ],
)
def test_what_nobody_says_is_asked(subtype: str, text: str, question: str) -> None:
    assert question in asked(said(subtype, text))


@pytest.mark.parametrize(
    ("words", "periods"),
    [("Monthly Fee", 12), ("Quarterly Service Charges", 4), ("Annual Fees", 1), ("Fees", None)],
)
def test_the_name_of_the_fee_says_how_many_periods_a_year_has(
    words: str, periods: int | None
) -> None:
    clause = said("service_credit", f"A credit of 5% of the {words} is due.", percent(5))
    assert figures(money_for(clause, None)).get("n") == periods
    assert ("billing periods a year" in asked(clause)) is (periods is None)


def test_the_user_knows_better_how_often_is_billed() -> None:
    clause = said("service_credit", "A credit of 5% of the Monthly Fee is due.", percent(5))
    assumed = given_by(fees={"period_fee": 100, "currency": "EUR", "periods_per_year": 13})
    assert figures(money_for(clause, assumed))["n"] == 13


def test_a_table_whose_head_gives_the_base_leaves_no_question_what_a_share_is_of() -> None:
    headed = said("service_credit", "Result Credit (% of Monthly Fee) below 99% 4%", percent(4, ""))
    bare = said("service_credit", "Result Credit below 99% 4%", percent(4, ""))
    assert "of what the percentage is a part" not in asked(headed)
    assert "of what the percentage is a part" in asked(bare)


@pytest.mark.parametrize("device", ["credit_limit", "liability_cap"])
def test_a_limit_in_another_clause_is_named_in_place_of_the_warning_that_there_is_none(
    device: str,
) -> None:
    late_one = money_for(late("A delay costs EUR 500 a day.", "EUR 500 a day", "day"), None)
    assert late_one is not None
    assert any("No cap" in each for each in late_one["warnings"])
    left = without_what_is_there(late_one, {device: "clause 15.2"})
    assert left["warnings"] == [
        "A limit stands in clause 15.2; it is not worked into these figures."
    ]
    assert not any("cap" in each for each in left["questions"])
    assert left["figures"] == late_one["figures"]


def test_a_clause_with_its_own_limit_is_told_of_no_other() -> None:
    clause = said("service_credit", "A credit of 5% is due, up to 10%.", percent(5))
    cap = Span(start=27, end=32, text="10%")
    tenth = percent(10, start=30, end=32)
    capped = replace(clause, facts=Facts(amounts=(percent(5), tenth), cap=cap))
    block = money_for(capped, None)
    assert block is not None
    assert figures(block)["k"] == 10
    assert without_what_is_there(block, {"liability_cap": "clause 15.2"}) == block
