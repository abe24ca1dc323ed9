"""Fits the linear heads with scikit-learn. Only training needs this module, and the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from clauseadvisor.domain import SUBTYPES
from clauseadvisor.errors import UsageError
from clauseadvisor.labelling.examples import Example
from clauseadvisor.labelling.features import Index, Keys, Ngrams, Template, batch_of, ngrams
from clauseadvisor.labelling.instances import SPEAKING, fit_sentences
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.linear import (
    Floats,
    Head,
    KeyTable,
    LinearModel,
    Rows,
    sentence_values,
    weigh,
)
from clauseadvisor.labelling.views import Reader

try:
    import scipy.sparse as sparse
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC
except ImportError:  # the default install does without: see require_libraries
    LinearSVC = None

_Layer = tuple[Sequence[str], Floats, Floats]

#: How nearly the best separator of sentences must be found: far finer does no better, and takes
#: several times as long.
_ROUGH = 1e-2

#: Documents taken at once, so that the n-grams of one batch fit in memory.
_BATCH = 500


#: Margins of a support vector machine times this are about as steep as log-odds.
_SLOPE = 2.5

#: The score of a name that training never met.
NEVER = -30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearSettings:
    """How the linear part is fitted.

    templates          kinds of n-grams: a view and the offsets of the tokens joined
    fewest             an n-gram is kept when at least so many clauses have it
    most               n-grams kept at most: those with the largest weights
    label_strength     inverse regularisation C of the logistic regression for labels
    quick_strength     C of the linear support vector machine that only selects n-grams
    subtype_strength   of those for sub-types
    secondary_strength of those for secondary labels
    sentence_strength  of those for sentences
    """

    templates: tuple[str, ...] = (
        "words 0",
        "words 0 1",
        "words 0 1 2",
        "gist 0",
        "gist 0 1",
        "gist 0 1 2",
        "gist 0 2",
        "gist 0 3",
        "gist 0 4",
    )
    fewest: int = 3
    most: int = 240_000
    label_strength: float = 5.0
    quick_strength: float = 0.15
    subtype_strength: float = 0.2
    secondary_strength: float = 0.1
    sentence_strength: float = 0.1

    def parsed(self) -> tuple[Template, ...]:
        """The templates as the features know them."""
        return tuple(Template.parse(text) for text in self.templates)


def require_libraries() -> None:
    """Raises UsageError where scikit-learn is not installed."""
    if LinearSVC is None:
        raise UsageError("Training needs scikit-learn: add it with pip install scikit-learn scipy.")


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The n-grams of many documents, whose ``clause`` and ``sentence`` count through all of them,
    and the document of each sentence."""

    ngrams: Ngrams
    owner: Index


def all_ngrams(docs: Sequence[Doc], reader: Reader, templates: Sequence[Template]) -> Found:
    """The n-grams of all documents."""
    parts, owners, sentences = [], [], 0
    for start in range(0, len(docs), _BATCH):
        batch = batch_of(docs[start : start + _BATCH], reader)
        found = ngrams(batch, templates)
        parts.append(
            (
                found.key,
                found.clause + start,
                found.first,
                found.template,
                found.sentence + sentences,
            )
        )
        counts = batch.sentences.last - batch.sentences.first + 1
        owners.append(np.repeat(np.arange(batch.size) + start, counts))
        sentences += batch.sentences.count
    together = Ngrams(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return Found(together, np.concatenate(owners))


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
    found: Found,
    chosen: NDArray[np.bool_],
    settings: LinearSettings,
    seed: int,
) -> LinearModel:
    """The linear model of the ``chosen`` examples, whose n-grams are in ``found``.

    Fitted twice: quickly on all n-grams, to see which have weight, then on those alone.
    """
    grams = found.ngrams
    first: Floats | None = None
    keys, rarity = select(grams, chosen, settings.fewest)
    templates = settings.parsed()
    picked = np.flatnonzero(chosen)
    mine = [examples[number] for number in picked.tolist()]
    weights = np.array([example.weight for example in mine])

    def read() -> Rows:
        return weigh(grams, KeyTable(keys).find(grams.key), rarity, templates, len(examples))

    if len(keys) > settings.most:
        own = matrix_of(read(), len(keys))[picked]
        quick = _label_layer(mine, own, weights, settings, seed, quick=True)
        kept = _heaviest(
            [quick, *_subtype_layers(mine, own, weights, settings, seed).values()], settings.most
        )
        keys, rarity, first = keys[kept], rarity[kept], quick[1][kept]
    rows = read()
    own = matrix_of(rows, len(keys))[picked]
    layers = {
        "label": _label_layer(mine, own, weights, settings, seed),
        "secondary": _secondary_layer(mine, own, weights, settings, seed),
        **_subtype_layers(mine, own, weights, settings, seed),
    }
    heads = {name: Head.quantised(*layer) for name, layer in layers.items()}
    values = sentence_values(rows, rarity, templates, len(found.owner))
    places = (rows.sentence, rows.row[rows.entry])
    sentences = sparse.csr_matrix((values, places), shape=(len(found.owner), len(keys)))
    theirs = chosen[found.owner]
    place = np.cumsum(chosen) - 1
    sentence = _sentence_layer(
        mine,
        sentences[theirs],
        place[found.owner[theirs]],
        layers["label"][1] if first is None else first,
        settings,
        seed,
    )
    return LinearModel(templates, keys, rarity, heads, Head.quantised(*sentence))


def _sentence_layer(
    mine: Sequence[Example],
    sentences: Any,
    owner: Index,
    first: Floats,
    settings: LinearSettings,
    seed: int,
) -> _Layer:
    """One yes-or-no output for each label but neutral: does this sentence speak for it?

    The weights ``first`` (n-grams, labels), found for whole clauses, say which sentence seems to.
    """
    start = sentences @ first[:, [LABELS.index(label) for label in SPEAKING]]

    def separate(matrix: Any, answers: Any, weights: Any) -> Any:
        return _separate(matrix, answers, weights, settings.sentence_strength, seed, rough=True)

    outputs, bias = fit_sentences(sentences, owner, mine, start, separate)
    return [label.value for label in SPEAKING], _SLOPE * outputs, _SLOPE * bias


def _regress(matrix: Any, answers: Any, weights: Any, strength: float, seed: int) -> Any:
    model = LogisticRegression(C=strength, max_iter=60, tol=1e-3, random_state=seed)
    return model.fit(matrix, answers, sample_weight=weights)


def _separate(
    matrix: Any, answers: Any, weights: Any, strength: float, seed: int, *, rough: bool = False
) -> Any:
    model = LinearSVC(
        C=strength, class_weight="balanced", random_state=seed, tol=_ROUGH if rough else 1e-4
    )
    return model.fit(matrix, answers, sample_weight=weights)


def _label_layer(
    mine: Sequence[Example],
    matrix: Any,
    weights: Any,
    settings: LinearSettings,
    seed: int,
    *,
    quick: bool = False,
) -> _Layer:
    answers = np.array([LABELS.index(example.label) for example in mine])
    present = np.unique(answers)
    if quick or len(present) < 3:
        return _margins(LABELS, matrix, answers, weights, settings.quick_strength, seed)
    model = _regress(matrix, answers, weights, settings.label_strength, seed)
    outputs = np.zeros((matrix.shape[1], len(LABELS)), dtype=np.float32)
    bias = np.full(len(LABELS), NEVER, dtype=np.float32)
    outputs[:, present] = model.coef_.T
    bias[present] = model.intercept_
    return LABELS, outputs, bias


def _margins(
    names: Sequence[str], matrix: Any, answers: Any, weights: Any, strength: float, seed: int
) -> _Layer:
    """One layer of one-against-the-rest margins; a name without an example is never chosen."""
    outputs = np.zeros((matrix.shape[1], len(names)), dtype=np.float32)
    bias = np.full(len(names), NEVER, dtype=np.float32)
    present = np.unique(answers)
    if len(present) == 1:
        bias[present] = 0.0
    elif len(present) > 1:
        model = _separate(matrix, answers, weights, strength, seed)
        two = len(present) == 2  # scikit-learn then gives one column, for the second
        columns = present[1:] if two else present
        bias[present] = 0.0
        outputs[:, columns] = _SLOPE * model.coef_.T
        bias[columns] = _SLOPE * model.intercept_
    return names, outputs, bias


def _subtype_layers(
    mine: Sequence[Example], matrix: Any, weights: Any, settings: LinearSettings, seed: int
) -> dict[str, _Layer]:
    """For each label with sub-types, a layer fitted on its own clauses."""
    layers = {}
    for label, names in SUBTYPES.items():
        if names:
            own = np.array([n for n, e in enumerate(mine) if e.label is label and e.subtype], int)
            answers = np.array([names.index(mine[n].subtype or "") for n in own.tolist()], int)
            layers[label.value] = _margins(
                names, matrix[own], answers, weights[own], settings.subtype_strength, seed
            )
    return layers


def _secondary_layer(
    mine: Sequence[Example], matrix: Any, weights: Any, settings: LinearSettings, seed: int
) -> _Layer:
    """One yes-or-no output for each label: is it a secondary label of the clause?"""
    outputs = np.zeros((matrix.shape[1], len(LABELS)), dtype=np.float32)
    bias = np.full(len(LABELS), NEVER, dtype=np.float32)
    for column, name in enumerate(LABELS):
        answers = np.array([name in example.secondary for example in mine])
        if answers.any():
            model = _separate(matrix, answers, weights, settings.secondary_strength, seed)
            outputs[:, column] = _SLOPE * model.coef_[0]
            bias[column] = _SLOPE * model.intercept_[0]
    return LABELS, outputs, bias


def _heaviest(layers: Sequence[_Layer], most: int) -> NDArray[np.int64]:
    """Which n-grams to keep: those with the largest weight in any layer, labels counting double."""
    weight = 2.0 * np.abs(layers[0][1]).max(axis=1)
    for _, outputs, _ in layers[1:]:
        weight = np.maximum(weight, np.abs(outputs).max(axis=1))
    kept = np.argsort(-weight, kind="stable")[:most]
    result: NDArray[np.int64] = np.sort(kept)
    return result
