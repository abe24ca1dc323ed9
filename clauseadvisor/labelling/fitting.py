"""Fits the linear heads with scikit-learn. Only training needs this module, and the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from clauseadvisor.domain import SUBTYPES, Label
from clauseadvisor.errors import UsageError
from clauseadvisor.labelling.examples import Example
from clauseadvisor.labelling.features import Keys, Ngrams, Normaliser, batch_of, ngrams
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.linear import Floats, Head, KeyTable, LinearModel, Rows, weigh

try:
    import scipy.sparse as sparse
    from sklearn.linear_model import LogisticRegression
except ImportError:  # the default install does without: see require_libraries
    LogisticRegression = None

#: Documents taken at once, so that the n-grams of one batch fit in memory.
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearSettings:
    """How the linear part is fitted.

    templates          kinds of n-grams (see features.TEMPLATES)
    fewest             an n-gram is kept when at least so many clauses have it
    most               n-grams kept at most: those with the largest weights
    label_strength     inverse regularisation C of the head for labels
    subtype_strength   of those for sub-types
    secondary_strength of the one for secondary labels
    """

    templates: tuple[str, ...] = ("one", "two", "three")
    fewest: int = 3
    most: int = 60_000
    label_strength: float = 10.0
    subtype_strength: float = 10.0
    secondary_strength: float = 10.0


def require_libraries() -> None:
    """Raises UsageError where scikit-learn is not installed."""
    if LogisticRegression is None:
        raise UsageError("Training needs scikit-learn: pip install 'clauseadvisor[train]'.")


def all_ngrams(docs: Sequence[Doc], normalise: Normaliser, templates: Sequence[str]) -> Ngrams:
    """The n-grams of all documents; ``clause`` counts through all of them."""
    parts = []
    for start in range(0, len(docs), _BATCH):
        found = ngrams(batch_of(docs[start : start + _BATCH], normalise), templates)
        parts.append((found.key, found.clause + start, found.first, found.template))
    return Ngrams(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def select(found: Ngrams, chosen: NDArray[np.bool_], fewest: int) -> tuple[Keys, Floats]:
    """The n-grams that at least ``fewest`` of the ``chosen`` clauses have, and their rarity,
    ln(clauses / clauses with it) + 1."""
    mine = chosen[found.clause]
    keys, inverse = np.unique(found.key[mine], return_inverse=True)
    owners = found.clause[mine]
    pairs = np.unique(inverse.astype(np.int64) * len(chosen) + owners)
    spread = np.bincount(pairs // len(chosen), minlength=len(keys))
    keep = spread >= fewest
    rarity = np.log(chosen.sum() / spread[keep]) + 1.0
    return keys[keep], rarity.astype(np.float32)


def matrix_of(rows: Rows, width: int) -> Any:
    """The rows as a SciPy matrix (clauses, n-grams)."""
    return sparse.csr_matrix((rows.value, (rows.clause, rows.row)), shape=(rows.size, width))


def fit_linear(
    examples: Sequence[Example],
    found: Ngrams,
    chosen: NDArray[np.bool_],
    settings: LinearSettings,
    seed: int,
) -> LinearModel:
    """The linear model of the ``chosen`` examples, whose n-grams are in ``found``."""
    keys, rarity = select(found, chosen, settings.fewest)
    rows = weigh(found, KeyTable(keys).find(found.key), rarity, len(examples))
    matrix = matrix_of(rows, len(keys))
    picked = np.flatnonzero(chosen)
    mine = [examples[number] for number in picked.tolist()]
    own = matrix[picked]
    weights = np.array([example.weight for example in mine])
    layers = {"label": _label_layer(mine, own, weights, settings, seed)}
    layers["secondary"] = _secondary_layer(mine, own, weights, settings, seed)
    for label in Label:
        if SUBTYPES[label]:
            layers[label.value] = _subtype_layer(label, mine, own, weights, settings, seed)
    kept = _heaviest(layers, settings.most)
    heads = {
        name: Head.quantised(names, weights_[kept], bias)
        for name, (names, weights_, bias) in layers.items()
    }
    return LinearModel(settings.templates, keys[kept], rarity[kept], heads)


_Layer = tuple[Sequence[str], Floats, Floats]


def _logistic(matrix: Any, answers: Any, weights: Any, strength: float, seed: int) -> Any:
    model = LogisticRegression(C=strength, max_iter=100, tol=1e-3, random_state=seed)
    return model.fit(matrix, answers, sample_weight=weights)


def _label_layer(
    mine: Sequence[Example], matrix: Any, weights: Any, settings: LinearSettings, seed: int
) -> _Layer:
    answers = np.array([LABELS.index(example.label) for example in mine])
    return _layer(LABELS, matrix, answers, weights, settings.label_strength, seed)


def _layer(
    names: Sequence[str], matrix: Any, answers: Any, weights: Any, strength: float, seed: int
) -> _Layer:
    """One softmax layer; a name without an example is never chosen."""
    outputs = np.zeros((matrix.shape[1], len(names)), dtype=np.float32)
    bias = np.full(len(names), -30.0, dtype=np.float32)
    present = np.unique(answers)
    if len(present) == 1:
        bias[present] = 0.0
    elif len(present) > 1:
        model = _logistic(matrix, answers, weights, strength, seed)
        if len(present) == 2:
            outputs[:, present[1]] = model.coef_[0]
            bias[present] = (0.0, float(model.intercept_[0]))
        else:
            outputs[:, present] = model.coef_.T
            bias[present] = model.intercept_
    return names, outputs, bias


def _subtype_layer(
    label: Label,
    mine: Sequence[Example],
    matrix: Any,
    weights: Any,
    settings: LinearSettings,
    seed: int,
) -> _Layer:
    names = SUBTYPES[label]
    own = np.array([n for n, e in enumerate(mine) if e.label is label and e.subtype], dtype=int)
    answers = np.array([names.index(mine[number].subtype or "") for number in own], dtype=int)
    return _layer(names, matrix[own], answers, weights[own], settings.subtype_strength, seed)


def _secondary_layer(
    mine: Sequence[Example], matrix: Any, weights: Any, settings: LinearSettings, seed: int
) -> _Layer:
    """One yes-or-no output for each label: is it a secondary label of the clause?"""
    outputs = np.zeros((matrix.shape[1], len(LABELS)), dtype=np.float32)
    bias = np.full(len(LABELS), -30.0, dtype=np.float32)
    for column, name in enumerate(LABELS):
        answers = np.array([name in example.secondary for example in mine])
        if answers.any():
            model = _logistic(matrix, answers, weights, settings.secondary_strength, seed)
            outputs[:, column] = model.coef_[0]
            bias[column] = model.intercept_[0]
    return LABELS, outputs, bias


def _heaviest(layers: dict[str, _Layer], most: int) -> NDArray[np.int64]:
    """Which n-grams to keep: those whose weights for the labels and sub-types are largest."""
    weight = np.abs(layers["label"][1]).max(axis=1)
    for _, outputs, _ in layers.values():
        weight = np.maximum(weight, 0.5 * np.abs(outputs).max(axis=1))
    kept = np.argsort(-weight, kind="stable")[:most]
    result: NDArray[np.int64] = np.sort(kept)
    return result
