"""The arbiter: scores weighed by other scores, alike for a clause alone and in company."""

from __future__ import annotations

import numpy as np
import pytest

from clauseadvisor.labelling.arbitrating import fit_arbiter
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.profile import Arbiter

RANDOM = np.random.default_rng(5)
#: Profiles of columns that differ much in size, as counts of words and log-odds do.
PROFILES = RANDOM.normal(size=(6000, 4)).astype(np.float32) * [1, 40, 0.1, 3] + [0, 100, 0, -7]
#: Enough of them where nothing has to be learnt.
FEW = 300


def fitted(answers: np.ndarray, weights: np.ndarray | None = None) -> Arbiter:
    return fit_arbiter(
        PROFILES[: len(answers)],
        answers,
        np.ones(len(answers)) if weights is None else weights,
        seed=0,
    )


def named(arbiter: Arbiter) -> np.ndarray:
    return arbiter.scores(PROFILES.astype(np.float32)).argmax(axis=1)


def share_right(answers: np.ndarray) -> float:
    return float((named(fitted(answers)) == answers).mean())


def test_it_learns_what_a_single_score_tells() -> None:
    answers = np.where(PROFILES[:, 1] > 100, LABELS.index("control"), LABELS.index("neutral"))
    assert share_right(answers) > 0.95


def test_it_learns_what_one_score_tells_only_beside_another() -> None:
    """No weighted sum of the two can: chance would be half."""
    same = (PROFILES[:, 0] > 0) == (PROFILES[:, 3] > -7)
    answers = np.where(same, LABELS.index("penalty"), LABELS.index("trust"))
    assert share_right(answers) > 0.75


@pytest.mark.parametrize("present", [("penalty", "neutral"), ("incentive", "control", "trust")])
def test_a_label_without_examples_is_never_given(present: tuple[str, ...]) -> None:
    answers = RANDOM.choice([LABELS.index(name) for name in present], FEW)
    assert set(named(fitted(answers)).tolist()) <= {LABELS.index(name) for name in present}


def test_examples_that_weigh_nothing_teach_nothing() -> None:
    right = np.where(PROFILES[:, 1] > 100, LABELS.index("control"), LABELS.index("neutral"))
    answers, weights = right.copy(), np.ones(len(right))
    answers[::2], weights[::2] = LABELS.index("trust"), 0.0
    assert (named(fitted(answers, weights)) == right).mean() > 0.95


def test_the_same_seed_gives_the_same_arbiter() -> None:
    answers = RANDOM.integers(0, len(LABELS), FEW)
    once, again = fitted(answers).arrays(), fitted(answers).arrays()
    assert all((once[name] == again[name]).all() for name in once)


def test_a_clause_scores_alike_alone_and_in_company() -> None:
    arbiter = fitted(RANDOM.integers(0, len(LABELS), FEW))
    together = arbiter.scores(PROFILES.astype(np.float32))
    for number in range(0, len(PROFILES), 397):
        alone = arbiter.scores(PROFILES[number : number + 1].astype(np.float32))
        assert (alone[0] == together[number]).all()
