"""Learns which sentence of a clause speaks for its label. Only training needs this module.

Readers label whole clauses, and many of those hold one sentence that matters among others that say
nothing of it. That is learning from multiple instances: of a clause with a label at least one
sentence must speak for it, of a clause without it none does. As in the MI-SVM of Andrews,
Tsochantaridis and Hofmann (2002), a linear model is fitted on the best sentence of each clause that
has the label, against all sentences of those that do not, and finds better best sentences for the
next round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clauseadvisor.domain import Label
from clauseadvisor.labelling.examples import Example
from clauseadvisor.labelling.features import Index
from clauseadvisor.labelling.linear import Floats

#: The labels that a sentence may speak for; neutral is what is left.
SPEAKING: Final = tuple(label for label in Label if label is not Label.NEUTRAL)

ROUNDS: Final = 2

#: Fits a linear separator: (matrix, answers, weights) to a model with ``coef_`` and ``intercept_``.
Separate = Callable[[Any, NDArray[np.bool_], NDArray[np.float64]], Any]


def fit_sentences(
    sentences: Any,
    owner: Index,
    examples: Sequence[Example],
    start: NDArray[np.floating],
    separate: Separate,
) -> tuple[Floats, Floats]:
    """Weights (n-grams, labels that speak) and bias of the model for sentences.

    ``sentences`` is a matrix (sentences, n-grams), ``owner`` the example of each sentence, in
    ascending order, and ``start`` a first score of each (sentences, labels that speak). What
    ``separate`` finds is taken as it is. A label that no example has, or that all have, is given
    no weight.
    """
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    weights = np.array([example.weight for example in examples])[owner]
    outputs = np.zeros((sentences.shape[1], len(SPEAKING)), dtype=np.float32)
    bias = np.zeros(len(SPEAKING), dtype=np.float32)
    for column, label in enumerate(SPEAKING):
        has = np.array([example.label is label for example in examples])[owner]
        # A secondary label may well have its sentence: neither for nor against.
        lacks = ~has & ~np.array([label in example.secondary for example in examples])[owner]
        if not has.any() or not lacks.any():
            continue
        score = start[:, column]
        for _ in range(ROUNDS):
            best = np.maximum.reduceat(score, begins)
            count = np.diff(np.append(begins, len(owner)))
            speaks = has & (score >= np.repeat(best, count))
            taken = np.flatnonzero(speaks | lacks)
            model = separate(sentences[taken], speaks[taken], weights[taken])
            score = sentences @ model.coef_[0] + model.intercept_[0]
        outputs[:, column] = model.coef_[0]
        bias[column] = model.intercept_[0]
    return outputs, bias
