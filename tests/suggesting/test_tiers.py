"""Service-credit tables as contracts print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.domain import Span, Table
from clauseadvisor.suggesting.tiers import Tier, credit_at, read_tiers

#: A busy machine may be slow; that is no failure.
UNTIMED = settings(deadline=None)


def table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(tuple(Span(start=0, end=len(t), text=t) for t in row) for row in rows)
    return Table(start=0, end=1, rows=cells)


def steps(tiers: tuple[Tier, ...]) -> list[tuple[float | None, float | None, float]]:
    return [(tier.low, tier.high, tier.credit_percent) for tier in tiers]


@pytest.mark.parametrize(
    ("cell", "low", "high", "low_in", "high_in"),
    [
        ("99.5% or above", 99.5, None, True, False),
        ("<99.0% but >= 98.0%", 98.0, 99.0, True, False),
        ("≥ 98.0 % and < 99.0 %", 98.0, 99.0, True, False),
        ("98.0% <= availability < 99.0%", 98.0, 99.0, True, False),
        ("Less than 98%", None, 98.0, True, False),
        ("below 97,5 %", None, 97.5, True, False),
        ("98.0% – 98.9%", 98.0, 98.9, True, True),
        ("between 95 percent and 98 percent", 95.0, 98.0, True, True),
        ("at least 99%, but less than 99.9%", 99.0, 99.9, True, False),
        ("equal to or greater than 99%", 99.0, None, True, False),
        ("not less than 99%", 99.0, None, True, False),
        ("95% or less", None, 95.0, True, True),
        ("more than 99 %", 99.0, None, False, False),
        ("up to and including 95%", None, 95.0, True, True),
        ("Availability less than or equal to 95%", None, 95.0, True, True),
    ],
)  # fmt: skip
def test_a_range_is_read_however_it_is_worded(
    cell: str, low: float | None, high: float | None, low_in: bool, high_in: bool
) -> None:
    (tier,) = read_tiers(table((cell, "10%")))
    assert (tier.low, tier.high) == (low, high)
    assert low is None or tier.low_included is low_in
    assert high is None or tier.high_included is high_in


@pytest.mark.parametrize(
    ("cell", "credit"),
    [
        ("nil", 0),
        ("None", 0),
        ("No Service Credit", 0),
        ("–", 0),
        ("0", 0),
        ("10%", 10),
        ("2,5 % of the Monthly Fee", 2.5),
        ("10 percent of the charges", 10),
    ],
)
def test_a_credit_is_a_percentage_or_nothing(cell: str, credit: float) -> None:
    (tier,) = read_tiers(table(("< 99%", cell)))
    assert tier.credit_percent == credit


def test_a_whole_table_with_header_and_number_column() -> None:
    tiers = read_tiers(
        table(
            ("No.", "Availability in the month", "Service Credit"),
            ("1", "99.5% or above", "nil"),
            ("2", "<99.5% but >= 99.0%", "5%"),
            ("3", "<99.0%", "10%"),
        )
    )
    assert steps(tiers) == [(99.5, None, 0), (99.0, 99.5, 5), (None, 99.0, 10)]


def test_text_with_one_step_a_line() -> None:
    tiers = read_tiers("99.5% or above / nil\n<99.5% but >= 98.0% | 5%\nbelow 98%: 10% of the fee")
    assert steps(tiers) == [(99.5, None, 0), (98.0, 99.5, 5), (None, 98.0, 10)]


def test_a_table_that_runs_across_the_page() -> None:
    tiers = read_tiers(
        table(("Attained", "100%", "95%", "90%"), ("Rebate applied", "0%", "10%", "20%"))
    )
    assert steps(tiers) == [(100, None, 0), (95, 100, 10), (90, 95, 20)]


@pytest.mark.parametrize(
    "other",
    [
        table(("Name", "Role"), ("A. Smith", "Sponsor")),
        table(("Year", "Discount"), ("1", "5%"), ("2", "6%")),
        table(("< 99%", "USD 500"), ("< 98%", "USD 900")),
        table(),
        table(()),
        "",
        "The parties meet every month.",
    ],
)
def test_another_table_has_no_tiers(other: Table | str) -> None:
    assert read_tiers(other) == ()


def test_the_credit_of_an_attainment() -> None:
    tiers = read_tiers("99.5% or above | nil\n98.0% - 99.4% | 5%\n95.0% - 97.9% | 10%")
    assert [credit_at(tiers, a) for a in (100, 99.5, 99.45, 98, 97.95, 95, 94)] == [
        0, 0, 5, 5, 10, 10, None,
    ]  # fmt: skip


@UNTIMED
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    for tier in read_tiers(text):
        assert tier.credit_percent >= 0
        assert tier.low is not None or tier.high is not None


@UNTIMED
@given(st.floats(min_value=0, max_value=100))
def test_steps_that_meet_cover_every_attainment_once(attainment: float) -> None:
    tiers = read_tiers(">= 99% | nil\n< 99% but >= 95% | 5%\n< 95% | 10%")
    assert sum(tier.holds(attainment) for tier in tiers) == 1
    assert credit_at(tiers, attainment) in (0, 5, 10)
