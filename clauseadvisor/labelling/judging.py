"""From scores to a judgement: probabilities, sub-type, secondary labels, doubt and evidence.

Everything a trained model holds is in :class:`Model`; :meth:`Model.judge` works on a batch of
documents at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from clauseadvisor.domain import Label
from clauseadvisor.labelling.evidence import stretches
from clauseadvisor.labelling.features import Batch, Template, batch_of
from clauseadvisor.labelling.linear import Floats, LinearModel, Rows
from clauseadvisor.labelling.profile import Arbiter, profiles
from clauseadvisor.labelling.views import Lexicon, Reader

LABELS: Final[tuple[str, ...]] = tuple(label.value for label in Label)
NEUTRAL: Final = LABELS.index(Label.NEUTRAL)

#: Asked about the clauses of a batch that are in doubt (their numbers) and the probabilities of
#: them so far (clauses, labels): the probabilities on second thoughts, and whether doubt remains.
Ask = Callable[[Sequence[int], NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.bool_]]]

#: At most this many secondary labels (the interface promises zero to two).
_MOST_SECONDARY: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How scores become decisions; all of it is fitted on clauses that training did not see.

    offsets              added to the log-probability of each label (rare labels gain), as
                         macro-F1 weighs every label alike
    temperature          divides the result, so that the highest probability says how often
                         the label is right
    review_below         a non-neutral label is doubtful under this probability
    review_neutral_below a neutral one under this
    secondary_above      a further label is named from this probability on, for each label
    """

    offsets: tuple[float, ...] = (0.0,) * len(LABELS)
    temperature: float = 1.0
    review_below: float = 0.6
    review_neutral_below: float = 0.5
    secondary_above: tuple[float, ...] = (0.5,) * len(LABELS)

    def probabilities(self, scores: NDArray[np.floating]) -> NDArray[np.float64]:
        """Calibrated probabilities (clauses, labels) of raw scores of the same shape."""
        shifted = (log_softmax(scores) + np.array(self.offsets)) / self.temperature
        return np.exp(log_softmax(shifted))

    def doubtful(self, probabilities: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether a person should look at each clause, whose probabilities are a row."""
        return in_doubt(probabilities, self.review_below, self.review_neutral_below)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a model says of a batch, one entry for each clause."""

    probabilities: NDArray[np.float64]  # (clauses, labels)
    labels: list[int]
    subtypes: list[str | None]
    secondary: list[tuple[str, ...]]
    doubtful: list[bool]
    evidence: list[list[tuple[int, int]]]  # token stretches


@dataclass(slots=True, eq=False)
class Model:
    """A trained model: linear heads over n-grams, the arbiter that weighs their scores over the
    sentences of a clause, how scores become decisions, and what it knows of words."""

    linear: LinearModel
    arbiter: Arbiter
    decision: Decision
    lexicon: Lexicon

    def judge(self, docs: Sequence[Doc], reader: Reader) -> Verdicts:
        """Judges documents of one clause each."""
        return self.judge_batch(batch_of(docs, reader))

    def judge_batch(self, batch: Batch, ask: Ask | None = None) -> Verdicts:
        """Judges clauses as :func:`batch_of` or :func:`batch_of_words` read them.

        Where they are in doubt, ``ask`` is given the chance to change the probabilities.
        """
        rows = self.linear.rows(batch)
        scores = self.linear.scores(rows)
        profile = profiles(batch, rows, self.linear, scores)
        probabilities = self.decision.probabilities(self.arbiter.scores(profile))
        doubtful = self.decision.doubtful(probabilities)
        if ask is not None and doubtful.any():
            again = np.flatnonzero(doubtful)
            probabilities[again], doubtful[again] = ask(again.tolist(), probabilities[again])
        labels = probabilities.argmax(axis=1)
        weights = self._word_weights(batch, rows, probabilities, labels)
        return Verdicts(
            probabilities,
            labels.tolist(),
            self._subtypes(scores, labels),
            self._secondary(scores["secondary"], labels),
            doubtful.tolist(),
            [
                [] if label == NEUTRAL else stretches(own)
                for label, own in zip(labels.tolist(), weights, strict=True)
            ],
        )

    def _subtypes(
        self, scores: Mapping[str, Floats], labels: NDArray[np.int64]
    ) -> list[str | None]:
        subtypes: list[str | None] = [None] * len(labels)
        for label, name in enumerate(LABELS):
            head = self.linear.heads.get(name)
            chosen = np.flatnonzero(labels == label)
            if head is None or not len(chosen):
                continue
            best = scores[name][chosen].argmax(axis=1)
            for clause, output in zip(chosen.tolist(), best.tolist(), strict=True):
                subtypes[clause] = head.names[output]
        return subtypes

    def _secondary(self, scores: Floats, labels: NDArray[np.int64]) -> list[tuple[str, ...]]:
        chances = 1.0 / (1.0 + np.exp(-scores))
        margins = chances - np.array(self.decision.secondary_above)
        margins[np.arange(len(labels)), labels] = -1.0
        order = np.argsort(-margins, axis=1)[:, :_MOST_SECONDARY]
        return [
            tuple(LABELS[output] for output in best if row[output] >= 0)
            for best, row in zip(order.tolist(), margins, strict=True)
        ]

    def _word_weights(
        self,
        batch: Batch,
        rows: Rows,
        probabilities: NDArray[np.float64],
        labels: NDArray[np.int64],
    ) -> list[NDArray[np.float64]]:
        """For each clause and token: how much it raises the label above its rivals.

        An n-gram shares its part evenly among its tokens. Neutral clauses need no evidence: theirs
        are zeros.
        """
        rows = rows.of(labels != NEUTRAL)
        head = self.linear.heads["label"]
        steps = head.weights[rows.row] * head.scale
        rival = probabilities.copy()
        rival[np.arange(rows.size), labels] = 0.0
        rival /= np.maximum(rival.sum(axis=1, keepdims=True), 1e-12)
        own = steps[np.arange(len(rows.row)), labels[rows.clause]]
        against = (steps * rival[rows.clause]).sum(axis=1)
        part = (own - against) * rows.value
        return spread(batch, rows, part[rows.entry], self.linear.templates)


def spread(
    batch: Batch, rows: Rows, part: NDArray[np.floating], templates: Sequence[Template]
) -> list[NDArray[np.float64]]:
    """Shares the part of each occurrence of an n-gram evenly among its tokens.

    Returns one array per clause, as long as its document.
    """
    tokens = int(batch.lengths.sum())
    on_tokens = np.zeros(tokens + 1)
    bounds = np.searchsorted(rows.template, np.arange(len(templates) + 1))
    for number, template in enumerate(templates):
        mine = slice(bounds[number], bounds[number + 1])
        first, share = rows.first[mine], part[mine] / len(template.offsets)
        place = batch.streams[template.view].place
        for offset in template.offsets:
            # What falls into a gap (place -1) lands in the spare last element.
            on_tokens += np.bincount(
                place[first + offset] % (tokens + 1), weights=share, minlength=tokens + 1
            )
    return np.split(on_tokens[:-1], np.cumsum(batch.lengths)[:-1])


def in_doubt(
    probabilities: NDArray[np.float64], below: float, neutral_below: float
) -> NDArray[np.bool_]:
    """For each row of probabilities (clauses, labels): whether the highest lies under ``below``,
    or under ``neutral_below`` where it is that of the neutral label."""
    neutral = probabilities.argmax(axis=1) == NEUTRAL
    result: NDArray[np.bool_] = probabilities.max(axis=1) < np.where(neutral, neutral_below, below)
    return result


def log_softmax(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Logarithms of the probabilities that scores (clauses, outputs) stand for."""
    shifted = scores.astype(np.float64) - scores.max(axis=1, keepdims=True)
    result: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
