"""The period of an amount: the words that are found for it, and the choice among them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Label
from clauseadvisor.labelling.amounts import find_amounts, find_figures
from clauseadvisor.labelling.lexicon import lowered
from clauseadvisor.labelling.periodchoice import PeriodModel, choose_periods, period_model
from clauseadvisor.labelling.periodmarks import PERIODS, find_mentions, signs
from clauseadvisor.labelling.periods import read_periods

MENTIONS = [
    ("in any one (1) month", "month", "n:any one"),
    ("the monthly fee", "month", "a:fee"),
    ("the annual turnover", "year", "a:fee"),
    ("a quarterly survey", "quarter", "a:measure"),
    ("on a weekly basis", "week", "a:basis"),
    ("for each late van", "unit", "u:each"),
    ("sales in 2031", "year", "y"),
    ("signed on 3 May 2031", "year", "y:date"),
    ("signed in May of 2031", "year", "y"),
    ("per week night", "week", "n:part"),
    ("a 3-month-old van", "month", "n:several"),
]

#: Sentences that the weights were not fitted on.
UNREAD = [
    ("Where availability in a calendar month is under 99.2%, 4% of the fee is credited.", "month"),
    ("Should deliveries in any quarter fall below 90%, the Mill gives back 3%.", "quarter"),
    ("The Dairy takes no fewer than 9,000 crates in every contract year.", "year"),
    ("For every pallet that is wet on arrival the Carrier owes £85.", "unit"),
    ("Each missed collection costs the Contractor $140.", "unit"),
    ("Sums that are overdue bear interest at 8% from the due date.", "year"),
    ("The Agency is paid a signing fee of $5,000 at the start.", None),
    ("On termination the Dealer pays a lump sum of EUR 12,000.", None),
]


@pytest.mark.parametrize(("text", "period", "form"), MENTIONS)
def test_words_for_a_period_are_found_with_their_form(text: str, period: str, form: str) -> None:
    assert (period, form) in {(each.period, each.form) for each in find_mentions(lowered(text))}


def test_several_of_a_period_are_a_span_of_their_own_too() -> None:
    found = find_mentions("in two consecutive quarters, or in twelve months")
    assert [each.period for each in found] == ["other", "quarter", "year", "month"]


@pytest.mark.parametrize("text", ["an eachway bet", "monthlong", "superannuated", "a permit"])
def test_a_word_that_only_holds_a_period_is_none(text: str) -> None:
    assert find_mentions(text) == []


@pytest.mark.parametrize(("text", "period"), UNREAD)
def test_the_period_of_sentences_never_read_before_is_chosen(text: str, period: str | None) -> None:
    found = find_amounts(text, label=Label.PENALTY, subtype="other_penalty")
    assert found[-1].per == period


def test_what_is_stated_outright_needs_no_choice() -> None:
    nothing = PeriodModel({})
    text = "EUR 40 per day, in any month"
    (told,) = read_periods(text, lowered(text), find_figures(text, ()))[1]
    assert told.fixed == "day"
    assert choose_periods(lowered(text), [told], "penalty", "", nothing) == ["day"]
    assert list(signs(lowered(text), [told], "penalty", "")) == [None]


def test_a_sign_of_great_weight_decides_and_only_for_periods_that_are_spoken_of() -> None:
    text = "in any month the fee of EUR 40 falls due"
    low = lowered(text)
    told = read_periods(text, low, find_figures(text, ()))[1]
    toward = {period: [9.0 * (period == each) for each in PERIODS] for period in PERIODS}

    def chosen(period: str) -> str | None:
        (found,) = choose_periods(
            low, told, "penalty", "", PeriodModel({"k=money,r=plain": toward[period]})
        )
        return found

    assert chosen("month") == "month"
    assert chosen("week") != "week"


def test_the_sums_that_are_kept_are_bounded() -> None:
    model = PeriodModel({"a": [1.0] * len(PERIODS)})
    for number in range(50_100):
        model.sum_of(("a", str(number)))
    assert model.sum_of(("a", "a")) == [2.0] * len(PERIODS)
    assert len(model._sums) <= 50_000


def test_the_weights_that_come_with_the_package_are_whole() -> None:
    model = period_model()
    table = np.array(list(model._weights.values()))
    assert table.shape == (len(model._weights), len(PERIODS))
    assert np.isfinite(table).all()
    assert np.abs(table).max() < 10


@given(st.text(max_size=200), st.sampled_from(["penalty", "incentive", ""]))
def test_any_text_gives_periods_of_its_own(text: str, label: str) -> None:
    whole = f"{text} EUR 40 {text}"
    low = lowered(whole)
    told = read_periods(whole, low, find_figures(whole, ()))[1]
    found = choose_periods(low, told, label, "", period_model())
    assert len(found) == len(told)
    spoken_of = {each.period for each in find_mentions(low)} | {"unit", "year", None}
    assert {each for each, one in zip(found, told, strict=True) if one.fixed is None} <= (
        spoken_of | {one.stated for one in told}
    )


def test_a_share_in_a_table_is_taken_of_what_the_heading_of_its_column_names() -> None:
    text = (
        "Level\tTarget\tRelief (% of Yearly Toll)\n"
        "Gate open\t98%\t3%\n"
        "Lamp lit\t97%\t5%\n"
        "Bell rung\t96%"
    )
    found = {each.text: each.base for each in find_amounts(text)}
    assert found == {
        "98%": None,
        "3%": "Yearly Toll",
        "97%": None,
        "5%": "Yearly Toll",
        "96%": None,
    }
