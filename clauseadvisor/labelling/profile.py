"""What the scores of a clause look like, sentence by sentence: what the arbiter weighs.

A sum over all words cannot tell one plain sentence among much filler from a little of it
everywhere. So the scores of the whole clause go on together with that of its best sentence for each
label, those of every sub-type, and its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clauseadvisor.domain import SUBTYPES
from clauseadvisor.labelling.features import Batch
from clauseadvisor.labelling.linear import Floats, LinearModel, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Arbiter:
    """The second layer: ``weights`` (profile, labels) and ``bias`` (labels)."""

    weights: Floats
    bias: Floats

    def scores(self, profile: Floats) -> Floats:
        """Scores (clauses, labels) of profiles (clauses, width).

        A matrix product would add up in an order that depends on the number of clauses, and a
        clause must be judged alike alone and in company, to the last digit.
        """
        product: Floats = np.einsum("cw,wl->cl", profile, self.weights, optimize=False)
        return product + self.bias


def profiles(batch: Batch, rows: Rows, linear: LinearModel, scores: Mapping[str, Floats]) -> Floats:
    """The profile of each clause (clauses, width), from the ``scores`` of every head.

    In order: label scores of the clause; scores of all sub-types; for each label the score of the
    sentence that speaks for it most; logarithms of the number of words, of sentences, and of words
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
        *(scores[label.value] for label in SUBTYPES if label.value in scores),
        best,
        np.log1p(sizes),
    ]
    return np.concatenate(columns, axis=1).astype(np.float32)
