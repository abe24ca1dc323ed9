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
#: How many of the best spans of either kind are tried together.
_TRIED = 12


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
    if none > triggers.max() + _NONE_LEAD:
        return None, _place(marks, begin + int(np.argmax(consequences)))
    trigger, consequence = _pair(marks, triggers, consequences, begin)
    return _place(marks, begin + trigger), _place(marks, begin + consequence)


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


def _pair(marks: Marks, triggers: Floats, consequences: Floats, begin: int) -> tuple[int, int]:
    """The trigger and the consequence that go best together, counted from candidate ``begin``."""
    left, right = _best(triggers), _best(consequences)
    first, last, sentence = marks.first[begin:], marks.last[begin:], marks.sentence
    together = sentence[first[left]][:, None] == sentence[first[right]][None, :]
    overlap = (first[left][:, None] <= last[right][None, :]) & (
        first[right][None, :] <= last[left][:, None]
    )
    scores = triggers[left][:, None] + consequences[right][None, :]
    scores += _TOGETHER * together - _OVERLAP * overlap
    row, column = divmod(int(np.argmax(scores)), len(right))
    return int(left[row]), int(right[column])


def _best(scores: Floats) -> Ints:
    some = min(_TRIED, len(scores))
    return np.argpartition(-scores, some - 1)[:some]


def _place(marks: Marks, span: int) -> tuple[int, int]:
    return marks.tokens[marks.first[span]][0], marks.tokens[marks.last[span]][1]
