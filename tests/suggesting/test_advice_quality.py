"""Floors for the advice on the reporting half of the hand-judged clauses.

The floors stand a little under what ``python tests/benchmarks/advice.py`` shows, so that a
change that makes the advice worse is noticed. They are no targets.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clauseadvisor.domain import Kind
from tests.benchmarks.advice import (
    accuracy,
    cases,
    half_of,
    lookup_pairs,
    macro_f1,
    mechanism_pairs,
    recipe_pairs,
    verdict_pairs,
)

SHARED = Path(__file__).resolve().parents[2] / "../shared/data"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (SHARED / "facts.jsonl").exists(), reason="the shared data are not beside this checkout"
    ),
]


@pytest.fixture(scope="module")
def found():  # type: ignore[no-untyped-def]
    return cases("report", SHARED)


def test_the_two_halves_do_not_overlap(found) -> None:  # type: ignore[no-untyped-def]
    assert {half_of(case.id) for case in found} == {"report"}


def test_verdicts_are_not_worse_than_they_were(found) -> None:  # type: ignore[no-untyped-def]
    assert accuracy(verdict_pairs(found)) >= 0.60
    assert macro_f1(verdict_pairs(found)) >= 0.42


def test_verdicts_beat_the_look_up_by_sub_type(found) -> None:  # type: ignore[no-untyped-def]
    looked_up = lookup_pairs(found, cases("tune", SHARED))
    assert accuracy(verdict_pairs(found)) > accuracy(looked_up)
    assert macro_f1(verdict_pairs(found)) > macro_f1(looked_up)


def test_the_recipe_is_found(found) -> None:  # type: ignore[no-untyped-def]
    assert accuracy(recipe_pairs(found)) >= 0.85


def test_the_leading_mechanism_is_one_that_a_reader_would_propose(found) -> None:  # type: ignore[no-untyped-def]
    assert accuracy(mechanism_pairs(found)) >= 0.60


def test_every_change_shows_a_bonus_and_a_norm(found) -> None:  # type: ignore[no-untyped-def]
    for case in found:
        if case.ours.verdict.value in ("soften", "replace"):
            assert {option.kind for option in case.ours.options} == {Kind.BONUS, Kind.TRUST_NORM}
