"""Figures in words, digits and fractions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.labelling.numbers import digits_value, find_numerals, words_value

WRITTEN = [
    ("thirty (30) days", "thirty (30)", 30),
    ("30 (thirty) banking days", "30 (thirty)", 30),
    ("one hundred and twenty-five units", "one hundred and twenty-five", 125),
    ("two thousand five hundred", "two thousand five hundred", 2500),
    ("one and one-half percent", "one and one-half", 1.5),
    ("two and a half years", "two and a half", 2.5),
    ("two-thirds (2/3) of the saving", "two-thirds (2/3)", 2 / 3),
    ("a third of the saving", "a third", 1 / 3),
    ("_sixty_ (_60_) days", "sixty_ (_60_)", 60),
    ("1,000.50 dollars", "1,000.50", 1000.5),
    ("1.000,50 Euro", "1.000,50", 1000.5),
    ("CHF 12'000 a year", "12'000", 12000),
    ("7,5 % of the fee", "7,5", 7.5),
    ("15 1/2 days", "15 1/2", 15.5),
    ("1-1/2 % a month", "1-1/2", 1.5),
    ("1½ % a month", "1½", 1.5),
    ("USD30,000 once", "30,000", 30000),
    ("within180 days", "180", 180),
    ("twice the day rate", "twice", 2),
    ("tested twice a year", "twice", 2),
    ("the yearly charge doubles", "doubles", 2),
    ("one and one-half percent (1- 1/2%)", "one and one-half", 1.5),
    ("fewer than 40,000, 250 cents", "40,000", 40000),
    ("half of the retainer", "half", 0.5),
    ("cuts the order by a third", "a third", 1 / 3),
]


@pytest.mark.parametrize(("text", "words", "value"), WRITTEN)
def test_a_figure_is_found_with_its_worth(text: str, words: str, value: float) -> None:
    first = next(find_numerals(text))
    assert text[first.start : first.end] == words
    assert first.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "clause 10.5.2 applies",
        "a third party",
        "item10 of it",
        "he who twice fails",
        "[***]",
        "the other half",
    ],
)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert list(find_numerals(text)) == []


def test_a_list_of_figures_stays_a_list() -> None:
    assert [each.value for each in find_numerals("tiers of 5, 10 and 15")] == [5, 10, 15]


def test_two_number_words_in_a_row_are_no_number() -> None:
    assert words_value("two three") is None


def test_a_fraction_over_zero_is_no_figure() -> None:
    assert digits_value("5/0") is None


@given(st.integers(min_value=1000, max_value=10**12))
def test_grouped_digits_read_as_the_number_that_they_print(number: int) -> None:
    assert digits_value(f"{number:,}") == number


@given(st.text(max_size=200))
def test_any_text_can_be_searched_and_spans_stay_inside(text: str) -> None:
    for each in find_numerals(text):
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.text
