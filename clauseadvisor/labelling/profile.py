"""What the scores of a clause look like, sentence by sentence: what the arbiter weighs.

A sum over all words cannot tell one plain sentence among much filler from a little of it
everywhere. So the scores of the whole clause go on together with that of its best sentence for each
label, those of secondary labels and of every sub-type, and its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from clauseadvisor.domain import SUBTYPES
from clauseadvisor.labelling.features import Batch
from clauseadvisor.labelling.linear import Floats, LinearModel, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Arbiter:
    """The second layer: a linear part, ``weights`` (profile, labels) and ``bias`` (labels), and
    units that bend: ``bends`` (profile, units) with ``sills`` (units) lead into them, ``steps``
    (units, labels) out of them.

    A unit can weigh one score by another, as a plain sum cannot: that a sentence speaks for a
    penalty means less where another one speaks for a bonus.
    """

    weights: Floats
    bias: Floats
    bends: Floats
    sills: Floats
    steps: Floats

    def scores(self, profile: Floats) -> Floats:
        """Scores (clauses, labels) of profiles (clauses, width)."""
        units = np.maximum(_product(profile, self.bends) + self.sills, 0.0)
        return _product(profile, self.weights) + _product(units, self.steps) + self.bias

    def arrays(self) -> dict[str, Floats]:
        """The arrays to store, by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def _product(rows: Floats, columns: Floats) -> Floats:
    """A matrix product. numpy's own adds up in an order that depends on the number of rows, and
    a clause must be judged alike alone and in company, to the last digit."""
    product: Floats = np.einsum("cw,wl->cl", rows, columns, optimize=False)
    return product


def profiles(batch: Batch, rows: Rows, linear: LinearModel, scores: Mapping[str, Floats]) -> Floats:
    """The profile of each clause (clauses, width), from the ``scores`` of every head.

    In order: label scores of the clause; those of secondary labels; of all sub-types; for each label
    the score of the sentence that speaks for it most; logarithms of the number of words, of sentences, and of words
    in the first sentence.
    """
    if not batch.size:
        return np.zeros((0, 0), dtype=np.float32)
    sentences = batch.sentences
    best = np.maximum.reduceat(
        linear.sentence_scores(rows, sentences.count), sentences.first, axis=0
    )
    words = np.bincount(sentences.of_token, minlength=sentences.count)
    sizes = np.stack(
        [batch.lengths, sentences.last - sentences.first + 1, words[sentences.first]], axis=1
    )
    columns = [
        scores["label"],
        scores["secondary"],
        *(scores[label.value] for label in SUBTYPES if label.value in scores),
        best,
        np.log1p(sizes),
    ]
    return np.concatenate(columns, axis=1).astype(np.float32)
