"""What the scores of a clause look like, sentence by sentence: what the arbiter weighs.

A sum over all words cannot tell one plain sentence among much filler from a little of it
everywhere. So the scores of the whole clause go on together with those of its sentences, of every
sub-type, and its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from clauseadvisor.domain import SUBTYPES
from clauseadvisor.labelling.features import Batch, Index
from clauseadvisor.labelling.linear import Floats, LinearModel, Rows

_ENDS: Final = np.array([get_string_id(mark) for mark in ".;"], dtype=np.uint64)


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


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a batch: that of each token, and each clause's first and last."""

    of_token: Index
    first: Index
    last: Index

    @property
    def count(self) -> int:
        """Sentences in all; a clause without words has one as well."""
        return int(self.last[-1]) + 1 if len(self.last) else 0


def profiles(batch: Batch, rows: Rows, linear: LinearModel, scores: Mapping[str, Floats]) -> Floats:
    """The profile of each clause (clauses, width), from the ``scores`` of every head.

    In order: label scores of the clause; scores of all sub-types; the highest, the lowest, the
    first and the last sentence's part in each label score; logarithms of the number of words, of
    sentences, and of words in the first sentence.
    """
    sentences = sentences_of(batch)
    parts = _parts(batch, rows, linear, sentences)
    if not batch.size:
        return np.zeros((0, 0), dtype=np.float32)
    words = np.bincount(sentences.of_token, minlength=sentences.count)
    sizes = np.stack(
        [batch.lengths, sentences.last - sentences.first + 1, words[sentences.first]], axis=1
    )
    columns = [
        scores["label"],
        *(scores[label.value] for label in SUBTYPES if label.value in scores),
        np.maximum.reduceat(parts, sentences.first, axis=0),
        np.minimum.reduceat(parts, sentences.first, axis=0),
        parts[sentences.first],
        parts[sentences.last],
        np.log1p(sizes),
    ]
    return np.concatenate(columns, axis=1).astype(np.float32)


def sentences_of(batch: Batch) -> Sentences:
    """Sentences, which end after a full stop or a semicolon."""
    tokens = int(batch.lengths.sum())
    words = batch.streams[0]
    ends = np.zeros(tokens + 1, dtype=bool)
    ends[words.place[np.isin(words.ids, _ENDS) & (words.place >= 0)]] = True
    owner = np.repeat(np.arange(batch.size, dtype=np.int64), batch.lengths)
    opens = np.zeros(tokens, dtype=np.int64)
    opens[1:] = ends[: tokens - 1] & (owner[1:] == owner[:-1])
    counts = 1 + np.bincount(owner, weights=opens, minlength=batch.size).astype(np.int64)
    last = np.cumsum(counts) - 1
    return Sentences(np.cumsum(opens) + owner, last - counts + 1, last)


def _parts(
    batch: Batch, rows: Rows, linear: LinearModel, sentences: Sentences
) -> NDArray[np.float64]:
    """What each sentence adds to each label score (sentences, labels): an n-gram that occurs
    several times shares its weight evenly among the places where it begins."""
    head = linear.heads["label"]
    times = np.bincount(rows.entry, minlength=len(rows.row))
    steps = head.weights.take(rows.row, axis=0) * (rows.value / np.maximum(times, 1))[:, None]
    view = np.array([template.view for template in linear.templates], dtype=np.int64)
    of_words, of_gist = (stream_place(batch, number, rows.first) for number in range(2))
    token = np.where(view.take(rows.template), of_gist, of_words)
    begins = np.cumsum(batch.lengths) - batch.lengths
    token = np.where(token < 0, begins.take(rows.clause.take(rows.entry)), token)
    owner = sentences.of_token.take(token)
    result = np.zeros((sentences.count, steps.shape[1]))
    for label, column in enumerate(np.ascontiguousarray(steps.T)):
        part = column.take(rows.entry)
        result[:, label] = np.bincount(owner, weights=part, minlength=sentences.count)
    return result * head.scale


def stream_place(batch: Batch, view: int, first: Index) -> Index:
    """The token at each position of a view's stream; -1 in a gap or past the end."""
    place = batch.streams[view].place
    return np.where(first < len(place), place.take(np.minimum(first, len(place) - 1)), -1)
