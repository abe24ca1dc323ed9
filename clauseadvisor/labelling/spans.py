"""Which words of a clause are its trigger and which its consequence.

A linear model ranks the spans of words of each sentence. Its weights were fitted, by maximum
likelihood of the spans that overlap most with the ones read by hand, on clauses named in
``models/assets/spans.jsonl`` (``models/scripts/fit_spans.py``); what the rules read is part of
what it weighs (:mod:`clauseadvisor.labelling.marks`). Fit it again when the rules change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from clauseadvisor.labelling.marks import (
    CONTENT_CLASSES,
    END_WINDOW,
    LENGTH_CLASSES,
    START_WINDOW,
    Ints,
    Marks,
    Reading,
    end_flags,
    inside_flags,
    mark,
    start_flags,
)
from clauseadvisor.labelling.vocabulary import Vocabulary

Floats = npt.NDArray[np.float64]

#: What a trigger and a consequence in one sentence are worth, and what an overlap costs.
_TOGETHER = 1.0
_OVERLAP = 1.5
#: By how much "no trigger" must lead.
_NONE_LEAD = 3.5
#: How many of the best spans of either kind are tried together, and how much less likely than the
#: best one, as a logarithm, the consequence that is given may be.
_TRIED = 16
_NEARLY = 0.5
#: Keeps the logarithm of a share that is next to nothing finite.
_LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class SpanModel:
    """A vocabulary, and what each word and flag weighs: for a trigger, and for a consequence.

    The last axis of all weights is the kind of span. ``start`` and ``end`` have a row for each
    place of the window and a column for each word of the vocabulary.
    """

    vocabulary: Vocabulary
    start: Floats
    end: Floats
    inside: Floats
    start_flags: Floats
    end_flags: Floats
    inside_flags: Floats
    content: Floats
    length: Floats


def shapes(words: int) -> tuple[tuple[int, ...], ...]:
    """The shapes of the weights of one kind of span, in order, for so many words."""
    return (
        (len(START_WINDOW), words),
        (len(END_WINDOW), words),
        (words,),
        (len(start_flags()),),
        (len(end_flags()),),
        (len(inside_flags()),),
        (CONTENT_CLASSES,),
        (LENGTH_CLASSES,),
    )


def model_of(words: Sequence[str], vectors: Sequence[Floats]) -> SpanModel:
    """The model whose weights are given as one vector for triggers and one for consequences."""
    weights = np.stack(vectors, axis=-1).astype(np.float64)
    parts: list[Floats] = []
    at = 0
    for shape in shapes(len(words)):
        size = int(np.prod(shape))
        parts.append(weights[at : at + size].reshape(*shape, len(vectors)))
        at += size
    return SpanModel(Vocabulary(words), *parts)


@cache
def span_model() -> SpanModel:
    """The model that comes with the package, read once."""
    source = files("clauseadvisor.labelling") / "data" / "spans.npz"
    with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        words = [str(word) for word in stored["words"]]
        return model_of(words, (stored["trigger"], stored["consequence"]))


def find_spans(
    readings: Sequence[Reading], model: SpanModel
) -> list[tuple[tuple[int, int] | None, tuple[int, int] | None]]:
    """Trigger and consequence of each clause as spans of its text, None where there is none."""
    if not readings:
        return []
    marks = mark(readings, model.vocabulary)
    scores = _scores(marks, model)
    return [_chosen(marks, scores, *bounds) for bounds in marks.candidates]


def _chosen(
    marks: Marks, scores: Floats, begin: int, end: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The best trigger and consequence among the candidates of one clause; the last is "none"."""
    if end - begin == 1:
        return None, None
    none, (triggers, consequences) = scores[end - 1, 0], scores[begin : end - 1].T
    first, last = marks.first[begin : end - 1], marks.last[begin : end - 1]
    right = _best(consequences)
    if none > triggers.max() + _NONE_LEAD:
        return None, _place(marks, begin + _middle(first, last, right, consequences[right]))
    left = _best(triggers)
    joint = _together(marks, first, last, left, right)
    joint += triggers[left][:, None] + consequences[right][None, :]
    joint -= joint.max()
    trigger = int(left[np.argmax(joint.max(axis=1))])
    logs = np.log(np.exp(joint).sum(axis=0) + _LEAST)
    return _place(marks, begin + trigger), _place(marks, begin + _middle(first, last, right, logs))


def _scores(marks: Marks, model: SpanModel) -> Floats:
    """The scores of each candidate span, as a trigger and as a consequence."""
    words, places = marks.words, marks.places
    start = _summed(marks.starts, model.start_flags, len(places))
    end = _summed(marks.ends, model.end_flags, len(places))
    around = {offset: words.take(places + offset) for offset in {*START_WINDOW, *END_WINDOW}}
    for weights, offset in zip(model.start, START_WINDOW, strict=True):
        start += weights.take(around[offset], axis=0)
    for weights, offset in zip(model.end, END_WINDOW, strict=True):
        end += weights.take(around[offset], axis=0)
    inside = _summed(marks.inside, model.inside_flags, len(places))
    inside += model.inside.take(around[0], axis=0)
    for first, last in marks.clauses:
        # Clause by clause, so that each is read alike alone and in company, to the last digit.
        own = inside[first:last]
        np.cumsum(own, axis=0, out=own)
        start[first + 1 : last] -= own[:-1]
    end += inside
    # numpy takes rows several times faster than it indexes them
    scores = start.take(marks.first, axis=0)
    scores += end.take(marks.last, axis=0)
    scores += model.content.take(marks.content, axis=0)
    scores += model.length.take(marks.length, axis=0)
    return scores


def _summed(flags: tuple[Ints, Ints], weights: Floats, count: int) -> Floats:
    words, numbers = flags
    summed = np.empty((count, 2))
    for kind in (0, 1):
        summed[:, kind] = np.bincount(words, weights[:, kind].take(numbers), minlength=count)
    return summed


def _together(marks: Marks, first: Ints, last: Ints, left: Ints, right: Ints) -> Floats:
    """What each trigger and each consequence gain and lose by each other."""
    sentence = marks.sentence[first]
    together = sentence[left][:, None] == sentence[right][None, :]
    overlap = (first[left][:, None] <= last[right][None, :]) & (
        first[right][None, :] <= last[left][:, None]
    )
    gained: Floats = _TOGETHER * together - _OVERLAP * overlap
    return gained


def _middle(first: Ints, last: Ints, spans: Ints, logs: Floats) -> int:
    """Of the spans that are nearly as likely as the best, the one that shares most words with all.

    Its expected F1 is the highest: where many likely spans differ by a few words, the single most
    likely one is often the shortest.
    """
    begin, end = first[spans], last[spans]
    length = end - begin + 1
    shared = np.minimum.outer(end, end) - np.maximum.outer(begin, begin) + 1
    expected = (np.maximum(shared, 0) / np.add.outer(length, length)) @ np.exp(logs - logs.max())
    expected[logs < logs.max() - _NEARLY] = -1.0
    return int(spans[np.argmax(expected)])


def _best(scores: Floats) -> Ints:
    some = min(_TRIED, len(scores))
    return np.argpartition(-scores, some - 1)[:some]


def _place(marks: Marks, span: int) -> tuple[int, int]:
    return marks.tokens[marks.first[span]][0], marks.tokens[marks.last[span]][1]
