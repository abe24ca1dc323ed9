"""Which sentence speaks for the label of its clause is learnt from labels of whole clauses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clauseadvisor.domain import Label
from clauseadvisor.labelling.examples import Example
from clauseadvisor.labelling.instances import SPEAKING, fit_sentences

sparse = pytest.importorskip("scipy.sparse", reason="training needs scikit-learn and SciPy")
svm = pytest.importorskip("sklearn.svm", reason="training needs scikit-learn and SciPy")

WORDS = 12
SPEAKS = 0
"""The one word that makes a sentence a penalty; all others are filler."""


def separate(matrix: Any, answers: Any, weights: Any) -> Any:
    return svm.LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(
        matrix, answers, sample_weight=weights
    )


def clauses(
    label: Label, count: int, *, speaking: bool, secondary: tuple[Label, ...] = ()
) -> tuple[list[Example], list[list[int]]]:
    """Clauses of three sentences of two words each, and the words of each sentence."""
    draw = np.random.default_rng(count)
    examples = [Example(text="any", label=label, secondary=secondary) for _ in range(count)]
    sentences = [draw.integers(1, WORDS, size=2).tolist() for _ in range(3 * count)]
    if speaking:
        for number in range(count):
            sentences[3 * number + number % 3][0] = SPEAKS
    return examples, sentences


def learnt(*groups: tuple[list[Example], list[list[int]]]) -> tuple[Any, Any]:
    examples = [example for found, _ in groups for example in found]
    sentences = [sentence for _, found in groups for sentence in found]
    matrix = sparse.lil_matrix((len(sentences), WORDS))
    for row, words in enumerate(sentences):
        matrix[row, words] = 1.0
    owner = np.repeat(np.arange(len(examples)), 3)
    start = np.random.default_rng(1).normal(size=(len(sentences), len(SPEAKING))) * 0.1
    start[:, SPEAKING.index(Label.PENALTY)] += [float(SPEAKS in words) for words in sentences]
    return fit_sentences(matrix.tocsr(), owner, examples, start, separate)


def test_the_word_of_the_operative_sentence_is_found_among_filler() -> None:
    weights, _ = learnt(
        clauses(Label.PENALTY, 60, speaking=True), clauses(Label.NEUTRAL, 80, speaking=False)
    )
    penalty = weights[:, SPEAKING.index(Label.PENALTY)]
    assert penalty[SPEAKS] > 1.0
    assert np.abs(np.delete(penalty, SPEAKS)).max() < penalty[SPEAKS] / 2


def test_a_clause_with_the_label_as_its_second_speaks_neither_for_nor_against_it() -> None:
    groups = clauses(Label.PENALTY, 60, speaking=True), clauses(Label.NEUTRAL, 80, speaking=False)
    doubtful = clauses(Label.CONTROL, 200, speaking=True, secondary=(Label.PENALTY,))
    plain, _ = learnt(*groups)
    mixed, _ = learnt(*groups, doubtful)
    column = SPEAKING.index(Label.PENALTY)
    assert np.allclose(plain[:, column], mixed[:, column], atol=1e-6)


def test_a_label_that_no_clause_has_is_given_no_weight() -> None:
    weights, bias = learnt(
        clauses(Label.PENALTY, 30, speaking=True), clauses(Label.NEUTRAL, 30, speaking=False)
    )
    column = SPEAKING.index(Label.TRUST)
    assert not weights[:, column].any()
    assert bias[column] == 0.0
