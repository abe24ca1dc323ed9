"""Fits the arbiter with scikit-learn. Only training needs this module, and the library."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from clauseadvisor.labelling.fitting import NEVER
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.linear import Floats
from clauseadvisor.labelling.profile import Arbiter

try:
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier
except ImportError:  # the default install does without: see fitting.require_libraries
    MLPClassifier = None

#: Inverse regularisation C of the regression, whose columns have unit spread.
_STRENGTH = 0.3
#: Number, units, weight decay, rate and rounds of the networks.
_NETWORKS = 6
_UNITS = 16
_DECAY = 0.1
_RATE = 0.002
_EPOCHS = 12


def fit_arbiter(
    profile: Floats, answers: NDArray[np.int64], weights: NDArray[np.float64], seed: int
) -> Arbiter:
    """The second layer for profiles (clauses, width) of clauses that the first has not seen.

    Half of its say has a logistic regression, half a few small networks with one layer of units,
    all over columns of unit spread; mean and spread end up in their weights. Together they do
    better than either: the networks see what depends on two scores at once, and the regression
    keeps them from learning single clauses by heart.
    """
    mean, spread = profile.mean(axis=0), profile.std(axis=0) + 1e-6
    scaled = (profile - mean) / spread
    present = np.unique(answers)
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit(scaled, answers, sample_weight=weights)
    linear, start = _each(model.coef_.T, model.intercept_)
    bends, sills, steps = [], [], []
    for number in range(_NETWORKS):
        network = MLPClassifier(
            (_UNITS,), alpha=_DECAY, learning_rate_init=_RATE, random_state=seed + number
        )
        for _ in range(_EPOCHS):
            network.partial_fit(scaled, answers, classes=present, sample_weight=weights)
        into, out = network.coefs_
        own, offset = _each(out, network.intercepts_[1])
        bends.append(into / spread[:, None])
        sills.append(network.intercepts_[0] - mean @ bends[-1])
        steps.append(own / _NETWORKS)
        start = start + offset / _NETWORKS
    linear = linear / spread[:, None]
    start = start - mean @ linear
    return Arbiter(
        _of_labels(linear / 2, present, 0.0),
        _of_labels(start[None] / 2, present, NEVER)[0],
        np.concatenate(bends, axis=1).astype(np.float32),
        np.concatenate(sills).astype(np.float32),
        _of_labels(np.concatenate(steps) / 2, present, 0.0),
    )


def _each(columns: Any, start: Any) -> tuple[Any, Any]:
    """Weights and offsets of each of the labels that are present: of two, scikit-learn gives the
    second alone."""
    if columns.shape[1] == 1:
        return np.concatenate([-columns, columns], axis=1) / 2, np.append(-start, start) / 2
    return columns, start


def _of_labels(columns: Any, present: Any, absent: float) -> Floats:
    """Columns for the labels that are ``present`` as columns for all."""
    whole = np.full((len(columns), len(LABELS)), absent, dtype=np.float32)
    whole[:, present] = columns
    return whole
