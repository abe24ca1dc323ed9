"""The table of past performance: what it measures, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.errors import HistoryError
from clauseadvisor.suggesting.history import History, Row, read_history

#: A busy machine may be slow; that is no failure.
UNTIMED = settings(deadline=None)

HEADER = "period,level,attainment,credit_due,credit_claimed,fee\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "past.csv"
    path.write_bytes(text.encode())
    return path


def year(folder: Path) -> History:
    rows = [
        f"2025-{month:02},Availability,{99.9 - 0.5 * (month in (3, 7, 11))}%,"
        f"{2500 * (month in (3, 7, 11))},{2500 * (month in (3, 7))},50000\n"
        for month in range(1, 13)
    ]
    return read_history(written(folder, HEADER + "".join(rows)))


def test_a_year_gives_misses_and_claims(tmp_path: Path) -> None:
    history = year(tmp_path)
    assert history.miss_probability("availability ") == 0.25
    assert history.claimed_share == pytest.approx(2 / 3)
    assert history.periods == {"Availability": 12}
    assert history.rows[2].attainment == 99.4


def test_the_interval_of_three_misses_in_twelve(tmp_path: Path) -> None:
    low, high = year(tmp_path).miss_range("Availability") or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.089, 0.532)


def test_an_unknown_level_is_unknown(tmp_path: Path) -> None:
    history = year(tmp_path)
    assert history.miss_probability("Response") is None
    assert history.miss_range(None) is None
    assert history.over_committed("Response", 99) is None


@pytest.mark.parametrize(("target", "too_much"), [(99.9, False), (99.95, True), (99.4, False)])
def test_a_target_hardly_ever_reached_is_over_committed(
    tmp_path: Path, target: float, too_much: bool
) -> None:
    assert year(tmp_path).over_committed("Availability", target) is too_much


def test_no_credit_due_says_nothing_of_claims(tmp_path: Path) -> None:
    history = read_history(written(tmp_path, HEADER + "1,a,99,0,0,10\n"))
    assert (history.claimed_share, history.miss_probability("a")) == (None, 0)


def test_a_blank_credit_is_unknown_and_not_a_period_met(tmp_path: Path) -> None:
    history = read_history(written(tmp_path, HEADER + "1,a,,,,\n2,a,,5,,\n"))
    assert history.miss_probability("a") == 1
    assert history.periods == {"a": 1}


def test_more_claimed_than_due_counts_as_all() -> None:
    rows = (Row(period="1", level="a", credit_due=1.0, credit_claimed=2.0),)
    assert History(rows=rows).claimed_share == 1


@pytest.mark.parametrize(
    "text",
    [
        "period;level;credit_due\n1;a;2,5\n",
        "\ufeffPeriod\tLevel\tCredit_Due\n1\ta\t2,5\n",
        'period,level,credit_due\r\n1,"a",2.5\r\n\r\n',
    ],
)
def test_other_separators_and_the_decimal_comma_are_understood(tmp_path: Path, text: str) -> None:
    (row,) = read_history(written(tmp_path, text)).rows
    assert (row.level, row.credit_due) == ("a", 2.5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["no rows", "period"]),
        (HEADER, ["no rows"]),
        ("period,level\n1,a\n", ["credit_due is missing"]),
        ("period,level,credit\n1,a,2\n", ["unknown column 'credit'"]),
        ("period,period,level,credit_due\n1,1,a,2\n", ["twice"]),
        (HEADER + "1,a,99,x,0,1\n", ["line 2", "credit_due is 'x'", "at least 0"]),
        (HEADER + "1,a,99,-1,0,1\n", ["line 2", "credit_due", "at least 0"]),
        (HEADER + "1,a,99,nan,0,1\n", ["credit_due is 'nan'"]),
        (HEADER + "1,a,99,1e999,0,1\n", ["credit_due"]),
        (HEADER + "1,a,99,1\n", ["line 2", "4 cells", "expected 6"]),
        (HEADER + ",a,99,1,1,1\n", ["line 2", "period is blank"]),
        (HEADER + "1,a,9,1,1,1\n1,A,9,1,1,1\n", ["'1'", "'A'", "twice"]),
        (HEADER + '1,"a,9\n', ["line", "not a CSV row"]),
    ],
)
def test_a_mistake_is_named_with_file_line_and_column(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    with pytest.raises(HistoryError) as caught:
        read_history(written(tmp_path, text))
    for word in ["past.csv", *words]:
        assert word in str(caught.value)


@UNTIMED
@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_the_interval_holds_the_measured_share(misses: list[bool]) -> None:
    rows = tuple(
        Row(period=str(i), level="a", credit_due=float(miss)) for i, miss in enumerate(misses)
    )
    history = History(rows=rows)
    low, high = history.miss_range("a") or (1, 0)
    measured = history.miss_probability("a") or 0
    assert 0 <= low <= measured + 1e-12
    assert measured - 1e-12 <= high <= 1
