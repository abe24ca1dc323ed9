"""Fits how scores become decisions, on scores of clauses that training did not see."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from clauseadvisor.labelling.judging import LABELS, NEUTRAL, Decision, log_softmax
from clauseadvisor.labelling.measuring import calibration_error

_OFFSETS: Final = np.round(np.arange(-1.5, 2.01, 0.1), 2)
_TEMPERATURES: Final = np.round(np.geomspace(0.2, 5.0, 81), 4)
_THRESHOLDS: Final = np.round(np.arange(0.2, 0.96, 0.02), 2)

#: At most this share of clauses may be marked for review, and of those called non-neutral and
#: not marked this share should be right.
REVIEWED: Final = 0.197
RIGHT: Final = 0.92

Scores = NDArray[np.floating]
Labels = NDArray[np.int64]


def fit_decision(scores: Scores, labels: Labels, chances: Scores, secondary: Scores) -> Decision:
    """The decision rule for the label scores (clauses, labels) of clauses with known ``labels``.

    ``chances`` are probabilities of a secondary label, ``secondary`` is 1 where a reader named
    it; both (clauses, labels).
    """
    offsets = fit_offsets(scores, labels)
    temperature = fit_temperature(log_softmax(scores) + offsets, labels)
    rule = Decision(offsets=tuple(offsets.tolist()), temperature=temperature)
    probabilities = rule.probabilities(scores)
    below, neutral_below = fit_review(probabilities, labels)
    return Decision(
        offsets=rule.offsets,
        temperature=temperature,
        review_below=below,
        review_neutral_below=neutral_below,
        secondary_above=fit_secondary(chances, secondary, probabilities.argmax(axis=1)),
    )


def macro_f1(predicted: Labels, labels: Labels) -> float:
    """The mean over the labels of F1; a label that nobody names counts as 0."""
    total = 0.0
    for label in range(len(LABELS)):
        own, true = predicted == label, labels == label
        total += 2 * np.count_nonzero(own & true) / max(1, own.sum() + true.sum())
    return float(total / len(LABELS))


def fit_offsets(scores: Scores, labels: Labels, rounds: int = 3) -> NDArray[np.float64]:
    """What to add to each log-probability so that macro-F1 is highest.

    One label is moved at a time along a grid; the curve is smoothed over five points, as the
    peaks of rare labels are chance.
    """
    logs = log_softmax(scores)
    offsets = np.zeros(len(LABELS))
    order = np.argsort(np.bincount(labels, minlength=len(LABELS)), kind="stable").tolist()
    for _ in range(rounds):
        for label in order:
            if label == NEUTRAL:
                continue
            curve = []
            for offset in _OFFSETS:
                offsets[label] = offset
                curve.append(macro_f1((logs + offsets).argmax(axis=1), labels))
            smooth = np.convolve(np.pad(curve, 2, "edge"), np.full(5, 0.2), "valid")
            offsets[label] = _OFFSETS[int(smooth.argmax())]
    return offsets


def fit_temperature(logs: Scores, labels: Labels) -> float:
    """The temperature at which the highest probability is closest to the share of right labels
    (the expected calibration error over ten bins, smallest)."""
    predicted = logs.argmax(axis=1)
    right = predicted == labels
    errors = [
        calibration_error(np.exp(log_softmax(logs / temperature)).max(axis=1), right)
        for temperature in _TEMPERATURES
    ]
    return float(_TEMPERATURES[int(np.argmin(errors))])


def fit_review(probabilities: Scores, labels: Labels) -> tuple[float, float]:
    """Probabilities under which a non-neutral and a neutral label are marked for review.

    The first is the lowest that leaves ``RIGHT`` of the rest right; what the budget of
    ``REVIEWED`` leaves over goes to the least sure neutral ones.
    """
    predicted = probabilities.argmax(axis=1)
    confidence = probabilities.max(axis=1)
    right = predicted == labels
    active = predicted != NEUTRAL
    below = lowest_sure(confidence[active], right[active], RIGHT)
    budget = int(REVIEWED * len(labels)) - int((confidence[active] < below).sum())
    if budget < 0:
        spare = np.sort(confidence[active])
        below = float(spare[min(int(REVIEWED * len(labels)), len(spare) - 1)])
        budget = 0
    calm = np.sort(confidence[~active])
    neutral_below = float(calm[min(budget, len(calm) - 1)]) if len(calm) else 0.0
    return below, neutral_below


def lowest_sure(confidence: Scores, right: NDArray[np.bool_], share: float) -> float:
    """The lowest confidence from which on the ``share`` of clauses is right; 1 if there is none."""
    order = np.argsort(-confidence)
    so_far = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(so_far >= share)
    return float(confidence[order][enough[-1]]) if len(enough) else 1.0


def fit_secondary(chances: Scores, secondary: Scores, predicted: Labels) -> tuple[float, ...]:
    """For each label the probability from which naming it as secondary gives the highest F1."""
    chosen = []
    for label in range(len(LABELS)):
        open_ = predicted != label
        scores = []
        for threshold in _THRESHOLDS:
            named = open_ & (chances[:, label] >= threshold)
            hits = np.count_nonzero(named & (secondary[:, label] > 0))
            scores.append(2 * hits / max(1, named.sum() + secondary[:, label].sum()))
        chosen.append(float(_THRESHOLDS[int(np.argmax(scores))]))
    return tuple(chosen)
