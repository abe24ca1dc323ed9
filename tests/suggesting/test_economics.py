"""The money formulas and the sheet made of them, against every figure of the oracle."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.playbook.economics_schema import economics_texts
from clauseadvisor.suggesting import formulas
from clauseadvisor.suggesting.assumptions import Assumptions, read_assumptions
from clauseadvisor.suggesting.economics import work_out
from clauseadvisor.suggesting.history import History, Row
from clauseadvisor.suggesting.sheet_rows import missing, rows

#: A busy machine may be slow; that is no failure.
UNTIMED = settings(deadline=None)

ORACLE = """
[fees]
currency = "EUR"
period_fee = 50000
periods_per_year = 12
[[level]]
name = "SL1"
miss_probability = 0.10
credit_percent = 5
improved_miss_probability = 0.05
value_per_period = 6000
[[level]]
clause = "5.2"
miss_probability = 0.20
credit_percent = 4
improved_miss_probability = 0.12
value_per_period = 2500
[credits]
cap_percent = 8
claimed_share = 0.75
[deal]
admin_saving = 3000
risk_premium_share = 0.25
vendor_extra_cost = 4000
share_given_up = 1.0
base_fee_cut = {dp}
[schedule]
target = 99.50
band = 0.10
malus_slope = 10
bonus_slope = 5
malus_max = 5
bonus_max = 2
outcomes = [[98.5, 0.02], [99.2, 0.08], [99.45, 0.50], [99.8, 0.30], {{score = 100, probability = 0.10}}]
[earn_back]
periods = 3
[prompt_payment]
discount_percent = 1
days_earlier = 20
"""


def sheet(folder: Path, dp: float = 0) -> dict[str, Any]:
    path = folder / "deal.toml"
    path.write_text(ORACLE.format(dp=dp), encoding="utf-8")
    return work_out(read_assumptions(path)).to_dict()


def pick(found: Any, *keys: Any) -> Any:
    for key in keys:
        found = found[key]
    return found


@pytest.mark.parametrize(
    ("dp", "where", "expected"),
    [
        (0, ("E_share", "value"), 0.0128),
        (0, ("E_period", "value"), 640),
        (0, ("E", "value"), 7680),
        (0, ("E_uncapped", "value"), 7800),
        (0, ("E'", "value"), 5760),
        (0, ("F1", "value", 0, "base_fee"), 47_500),
        (0, ("F1", "value", 0, "H"), 2_500),
        (0, ("F1", "value", 0, "expected"), 49_750),
        (0, ("F1", "value", 0, "expected_with_credit"), 49_750),
        (0, ("F2", "value", 0, "credits"), 3000),
        (0, ("F2", "value", 0, "returned"), 2187),
        (0, ("F2", "value", 0, "kept"), 813),
        (0, ("dV", "value"), 6000),
        (0, ("R", "value"), 1920),
        (0, ("Bmax", "value"), 3240),
        (0, ("Bmin", "value"), -3680),
        (0, ("S", "value"), 6920),
        (5760, ("Bmax", "value"), 9000),
        (5760, ("Bmin", "value"), 2080),
        (5760, ("S", "value"), 6920),
        (5760, ("midpoint", "value"), 5540),
        (5760, ("gain", "value"), 3460),
        (5760, ("p'", "value"), 0.836),
        (5760, ("bonus_periods", "value"), 10.032),
        (5760, ("b", "value", "each_period", "at_Bmax"), 897.13),
        (5760, ("b", "value", "each_period", "at_midpoint"), 552.23),
        (5760, ("b", "value", "each_quarter", "at_Bmax"), 3850.91),
        (0, ("F3", "value", "outcomes", 0, "money"), -2500),
        (0, ("F3", "value", "outcomes", 1, "money"), -1000),
        (0, ("F3", "value", "outcomes", 2, "money"), 0),
        (0, ("F3", "value", "outcomes", 3, "money"), 500),
        (0, ("F3", "value", "outcomes", 4, "money"), 1000),
        (0, ("F3", "value", "expected_percent"), 0.24),
        (0, ("F3", "value", "expected_period"), 120),
        (0, ("F3", "value", "expected_year"), 1440),
        (0, ("F3", "value", "bonus_factor_for_zero"), 0.52),
        (0, ("prompt_payment_yield", "value"), 0.18434),
    ],
)
def test_every_figure_of_the_oracle(
    tmp_path: Path, dp: float, where: tuple[Any, ...], expected: float
) -> None:
    tolerance = {"abs": 0.005} if abs(expected) > 100 else {"abs": 0.000005}
    assert pick(sheet(tmp_path, dp), *where) == pytest.approx(expected, **tolerance)


def test_the_result_is_json_with_name_formula_and_value_of_every_symbol(tmp_path: Path) -> None:
    found = json.loads(json.dumps(sheet(tmp_path), allow_nan=False))
    for symbol in economics_texts().symbols:
        assert found[symbol]["name"]
        assert "value" in found[symbol]
        assert found[symbol]["formula"] or found[symbol]["origin"] != "computed"
    assert found["levels"] == ["SL1", "clause 5.2"]
    assert found["questions"] == []


def test_every_source_of_money_is_named(tmp_path: Path) -> None:
    assert {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "B"} <= set(sheet(tmp_path)["funding"])


def test_an_empty_file_leaves_every_figure_open_and_asks() -> None:
    found = work_out(Assumptions()).to_dict()
    for symbol in ("n", "f", "q", "c", "E", "E'", "S", "b", "F1", "F2", "F3"):
        assert (found[symbol]["value"], found[symbol]["origin"]) == (None, "open")
    assert set(found["E'"]["needs"]) == {"n", "f", "q", "c"}
    assert any("fees.period_fee" in question for question in found["questions"])
    assert found["r"]["origin"] == "assumption"
    assert any("claimed_share" in question for question in found["questions"])
    assert found["warnings"] == []


def with_changes(**tables: Any) -> Assumptions:
    data: dict[str, Any] = {
        "fees": {"period_fee": 50_000, "periods_per_year": 12},
        "level": [
            {
                "name": "SL1",
                "miss_probability": 0.1,
                "credit_percent": 5.0,
                "improved_miss_probability": 0.05,
                "value_per_period": 6000,
            }
        ],
        "credits": {"cap_percent": 8, "claimed_share": 1},
        "deal": {
            "admin_saving": 3000,
            "risk_premium_share": 0.25,
            "vendor_extra_cost": 4000,
            "share_given_up": 1,
            "base_fee_cut": 3000,
        },
    }
    return Assumptions.model_validate(data | tables)


def test_a_schedule_shows_its_percentages_before_the_fee_is_known() -> None:
    table = {"target": 99, "band": 0, "malus_slope": 1, "bonus_slope": 1, "malus_max": 5}
    table |= {"bonus_max": 5, "outcomes": [[100, 0.75], [98, 0.25]]}
    result = work_out(Assumptions.model_validate({"schedule": table}))
    found = result.value("F3")
    assert (found["expected_percent"], found["expected_year"]) == (0.5, None)
    assert [one["percent"] for one in found["outcomes"]] == [1, -1]
    assert any("shrink the bonus side" in warning for warning in result.warnings)


def test_an_absent_cap_is_an_assumption_that_is_shown_and_carried_on() -> None:
    found = work_out(with_changes(credits={"claimed_share": 1})).to_dict()
    assert (found["k"]["value"], found["k"]["origin"]) == (None, "assumption")
    assert found["E"]["value"] == 3000
    assert found["E"]["rests_on"] == ["k"]
    assert "k" in found["Bmax"]["rests_on"]
    assert any("cap_percent" in question for question in found["questions"])
    assert any("as if there were none" in warning for warning in found["warnings"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"deal": {"base_fee_cut": 0}}, "costs the customer twice"),
        ({"deal": {"base_fee_cut": 3000, "vendor_extra_cost": 99_999, "admin_saving": 0, "risk_premium_share": 0}}, "nothing to share"),
        ({"deal": {"base_fee_cut": 0, "admin_saving": -0.0}}, "can pay is not above zero"),
        ({"level": [{"name": "a", "miss_probability": 0.1, "improved_miss_probability": 0.1}]}, "pay for nothing new"),
        ({"level": [{"name": "a", "improved_miss_probability": 1.0}]}, "never happens"),
    ],
)  # fmt: skip
def test_a_bad_deal_is_warned_about(changes: dict[str, Any], words: str) -> None:
    if "can pay" in words:
        level = {"name": "a", "miss_probability": 0.1, "credit_percent": 5.0}
        changes["level"] = [level | {"improved_miss_probability": 0.1, "value_per_period": 0}]
    assert any(words in warning for warning in work_out(with_changes(**changes)).warnings)
    assert not any(words in warning for warning in work_out(with_changes()).warnings)


def test_the_price_cut_moves_who_pays_and_not_what_there_is_to_share(tmp_path: Path) -> None:
    without, with_cut = sheet(tmp_path, 0), sheet(tmp_path, 5760)
    assert without["S"]["value"] == with_cut["S"]["value"]
    assert with_cut["Bmax"]["value"] - without["Bmax"]["value"] == 5760


def test_the_history_gives_chances_and_claims_and_says_so() -> None:
    rows = tuple(
        Row(
            period=str(month),
            level="sl1",
            credit_due=2500.0 * (month < 3),
            credit_claimed=1250.0 * (month < 3),
        )
        for month in range(12)
    )
    found = work_out(with_changes(), History(rows=rows, periods={"sl1": 12})).to_dict()
    assert (found["q"]["value"], found["q"]["origin"]) == ([0.25], "history")
    assert (found["r"]["value"], found["r"]["origin"]) == (0.5, "history")
    assert any("measured figure" in warning for warning in found["warnings"])


def test_a_level_never_missed_is_measured_as_never_missed() -> None:
    rows = tuple(Row(period=str(month), level="SL1", credit_due=0.0) for month in range(12))
    found = work_out(with_changes(), History(rows=rows, periods={"SL1": 12}))
    assert found.value("q") == [0.0]


@pytest.mark.parametrize("n", [4, 12, 52])
def test_a_quarter_is_a_fourth_of_the_periods(n: int) -> None:
    assert formulas.break_even_bonus_quarterly(100, 1.0, n) == 25


@pytest.mark.parametrize("n", [1, 2, 26, 365])
def test_there_is_no_quarterly_bonus_where_periods_do_not_make_quarters(n: int) -> None:
    assert formulas.break_even_bonus_quarterly(100, 1.0, n) is None


def test_a_bonus_that_is_never_paid_has_no_size() -> None:
    assert formulas.break_even_bonus(100, 0.0, 12) is None


# ---------------------------------------------------------------- properties

PROBABILITY = st.floats(min_value=0, max_value=1)
PERCENT = st.integers(min_value=0, max_value=10_000).map(lambda units: units / 10_000)
LEVELS = st.lists(st.tuples(PROBABILITY, PERCENT), max_size=8)


def by_enumeration(levels: list[tuple[float, float]], k: float) -> float:
    total = 0.0
    for misses in itertools.product((0, 1), repeat=len(levels)):
        chance, credit = 1.0, 0.0
        for miss, (q, c) in zip(misses, levels, strict=True):
            chance *= q if miss else 1 - q
            credit += miss * c
        total += chance * min(k, credit)
    return total


@UNTIMED
@given(LEVELS, PERCENT)
def test_capped_credits_equal_the_sum_over_every_outcome(
    levels: list[tuple[float, float]], k: float
) -> None:
    q, c = [one for one, _ in levels], [one for _, one in levels]
    share = formulas.expected_credit_share(q, c, k)
    assert share == pytest.approx(by_enumeration(levels, k), abs=1e-9)


@UNTIMED
@given(LEVELS, PERCENT, st.floats(min_value=0, max_value=1e9), st.integers(1, 366))
def test_expected_credits_lie_between_nothing_and_the_cap(
    levels: list[tuple[float, float]], k: float, f: float, n: int
) -> None:
    q, c = [one for one, _ in levels], [one for _, one in levels]
    assert 0 <= formulas.expected_credits(n, f, q, c, k) <= n * f * k * (1 + 1e-9) + 1e-9


def test_a_hundred_levels_are_no_trouble() -> None:
    share = formulas.expected_credit_share([0.5] * 100, [0.013 + i / 1e4 for i in range(100)], 0.1)
    assert share == pytest.approx(0.1)


@UNTIMED
@given(st.floats(min_value=0, max_value=1e9), PROBABILITY, PROBABILITY)
def test_reframing_moves_no_cash_in_any_outcome(f: float, q: float, c: float) -> None:
    reframed = formulas.reframe(f, q, c)
    assert reframed.cash(met=True) == pytest.approx(f)
    assert reframed.cash(met=False) == pytest.approx(f - c * f, abs=1e-12 * max(1.0, f))
    # What is left of a nearly certain loss is the difference of two large sums.
    assert reframed.expected == pytest.approx(f - q * c * f, abs=1e-12 * max(1.0, f))


SCHEDULES = st.builds(
    formulas.Schedule,
    target=st.floats(min_value=-1000, max_value=1000),
    band=st.floats(min_value=0, max_value=100),
    malus_slope=st.floats(min_value=0, max_value=100),
    bonus_slope=st.floats(min_value=0, max_value=100),
    malus_max=st.floats(min_value=0, max_value=100),
    bonus_max=st.floats(min_value=0, max_value=100),
)
SCORE = st.floats(min_value=-2000, max_value=2000)


@UNTIMED
@given(SCHEDULES, SCORE, SCORE)
def test_a_schedule_never_pays_less_for_a_better_score(
    schedule: formulas.Schedule, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert schedule.percent(low) <= schedule.percent(high)
    assert -schedule.malus_max <= schedule.percent(one) <= schedule.bonus_max


@UNTIMED
@given(SCHEDULES, st.floats(min_value=-1, max_value=1))
def test_a_schedule_is_zero_in_its_dead_band(schedule: formulas.Schedule, at: float) -> None:
    assert schedule.percent(schedule.target + at * schedule.band) == 0


@UNTIMED
@given(PROBABILITY, st.floats(min_value=0, max_value=1e9), st.integers(1, 120))
def test_earn_back_returns_no_more_than_was_credited(q: float, due: float, m: int) -> None:
    found = formulas.earn_back(due, q, m)
    assert 0 <= found.returned <= due
    assert found.returned + found.kept == pytest.approx(due)


def test_the_text_says_every_figure_in_words_and_no_control_character(tmp_path: Path) -> None:
    path = tmp_path / "deal.toml"
    hostile = ORACLE.format(dp=5760).replace('"SL1"', '"SL1\\u001b[31m\\u202e"')
    path.write_text(hostile, encoding="utf-8")
    result = work_out(read_assumptions(path))
    lines = result.to_text().splitlines()
    assert all(line.isprintable() for line in lines)
    known = [each for each in result.figures.values() if each.origin != "open"]
    assert len(known) > 20
    for figure in known:
        assert any(line.startswith(figure.name) for line in lines), figure.name
    assert "fair expected bonus of a year: EUR 5,540 a year (computed)" in lines
    assert "SL1" in result.to_text()


@pytest.mark.parametrize("symbol", sorted(economics_texts().symbols))
def test_no_symbol_stands_for_a_figure_in_the_text(symbol: str, tmp_path: Path) -> None:
    path = tmp_path / "deal.toml"
    path.write_text(ORACLE.format(dp=5760), encoding="utf-8")
    for result in (work_out(read_assumptions(path)), work_out(Assumptions())):
        lines = result.to_text().splitlines()
        assert not [
            line for line in lines if re.match(rf"(- )?{re.escape(symbol)}( \(|:| =)", line)
        ]
        assert not [line for line in lines if "at_Bmax" in line]


def test_the_text_of_an_empty_file_says_what_is_open_and_what_is_assumed() -> None:
    text = work_out(Assumptions()).to_text()
    assert "(assumption 1)" in text
    assert "Not worked out\n- " in text
    assert "Open questions\n- " in text
    assert "None" not in text


def test_the_text_says_what_a_figure_rests_on() -> None:
    result = work_out(with_changes(credits={"claimed_share": 1}))
    lines = result.to_text().splitlines()
    (assumed,) = [line for line in lines if line.startswith(result.figures["k"].name)]
    assert assumed.endswith("(assumption 1)")
    (expected,) = [line for line in lines if line.startswith(f"{result.figures['E'].name}: ")]
    assert expected.endswith("(computed, rests on assumption 1)")


def oracle_rows(folder: Path) -> dict[str, str]:
    path = folder / "deal.toml"
    path.write_text(ORACLE.format(dp=5760), encoding="utf-8")
    return {row.name: row.value for row in rows(work_out(read_assumptions(path)))}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fee of one billing period", "EUR 50,000 a period"),
        ("chance that a period misses the level, SL1", "10 %"),
        ("credit per missed period, share of the fee, clause 5.2", "4 % of the fee"),
        ("share of the expected credits that the vendor prices in", "25 %"),
        ("break-even bonus when every level is met, paid each period: the most the customer can pay", "EUR 897.13"),
        ("reframed fee: the same cash with a bonus in place of the credit, SL1: base fee", "EUR 47,500"),
        ("earn-back: credits returned after good periods, SL1: expected to return to the vendor", "EUR 2,187 a year"),
        ("bonus/malus schedule with a dead band: at a score of 98.5 (chance 2 %)", "-5 % of the fee, EUR -2,500"),
        ("bonus/malus schedule with a dead band: neither bonus nor malus at a score from", "99.4 to 99.6"),
        ("yearly yield of paying early for the discount", "18.4343 % a year"),
    ],
)  # fmt: skip
def test_each_part_of_a_figure_is_a_row_in_words(tmp_path: Path, name: str, value: str) -> None:
    assert oracle_rows(tmp_path)[name] == value


def test_no_row_shows_a_symbol_a_key_or_none(tmp_path: Path) -> None:
    symbols = set(economics_texts().symbols) | set(economics_texts().parts)
    bare = {each for each in symbols if "_" in each or "'" in each} | {"rho", "None"}
    for name, value in oracle_rows(tmp_path).items():
        assert ";" not in value
        assert not bare & set(f"{name} {value}".replace(":", " ").replace(",", " ").split())


def test_an_empty_file_is_told_in_words_what_is_missing() -> None:
    result = work_out(Assumptions())
    assert len(missing(result)) == 1
    assert "Nothing can be worked out yet" in missing(result)[0]
    (cap,) = (row for row in rows(result) if row.name.startswith("cap on"))
    assert cap.value == "none known: worked out without one"


def test_what_a_figure_lacks_is_named_in_words() -> None:
    lacking = missing(work_out(with_changes(fees={"period_fee": 50_000})))
    assert "expected credits of a year: needs billing periods a year" in lacking
    assert missing(work_out(with_changes(earn_back={"periods": 3}))) == ()
