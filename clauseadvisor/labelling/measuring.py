"""How good a classifier is on clauses with known answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from clauseadvisor.domain import Judgement, Label
from clauseadvisor.labelling.base import Classifier
from clauseadvisor.labelling.examples import Example


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelScore:
    """How one label fares: shares between 0 and 1, ``support`` clauses that truly have it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Measures over a set of clauses; shares lie between 0 and 1.

    macro_f1            the mean of F1 over the labels that occur among the answers
    accuracy            share of clauses with the right label
    labels              precision, recall, F1 and support of each label
    subtype_accuracy    share of right sub-types among clauses whose (non-neutral) label is
                        right and whose sub-type is known; None when there is none
    secondary_f1        F1 over all secondary labels (micro)
    calibration_error   expected calibration error of the confidence, ten bins
    review_share        share of clauses marked for review
    unflagged_precision share of right labels among non-neutral ones that are not marked
    confusion           clauses by true label (outer) and given label (inner)
    """

    clauses: int
    macro_f1: float
    accuracy: float
    labels: Mapping[str, LabelScore]
    subtype_accuracy: float | None
    secondary_f1: float
    calibration_error: float
    review_share: float
    unflagged_precision: float | None
    confusion: Mapping[str, Mapping[str, int]]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, rounded to four digits."""
        return {name: _rounded(value) for name, value in asdict(self).items()}

    def table(self) -> list[tuple[str, ...]]:
        """Rows of text for a table, the first being its heading: one per label, then the mean."""
        rows: list[tuple[str, ...]] = [("label", "precision", "recall", "F1", "clauses")]
        for name, score in self.labels.items():
            shares = (score.precision, score.recall, score.f1)
            rows.append((name, *(f"{share:.3f}" for share in shares), str(score.support)))
        rows.append(("mean", "", "", f"{self.macro_f1:.3f}", str(self.clauses)))
        return rows

    def confusion_table(self) -> list[tuple[str, ...]]:
        """Rows of text: true labels down, given labels across."""
        rows: list[tuple[str, ...]] = [("true \\ given", *self.confusion)]
        for true, given in self.confusion.items():
            rows.append((true, *(str(given[name]) for name in self.confusion)))
        return rows

    def to_text(self) -> str:
        """Measures, the score of each label and the confusion table, as aligned plain text."""
        parts = (self.summary(), self.table(), self.confusion_table())
        return "\n\n".join(_aligned(part) for part in parts) + "\n"

    def summary(self) -> list[tuple[str, str]]:
        """Names and values of the measures that are one number."""
        return [
            ("macro-F1", f"{self.macro_f1:.3f}"),
            ("accuracy", f"{self.accuracy:.3f}"),
            ("sub-type right, given the label", _shown(self.subtype_accuracy)),
            ("secondary labels, F1", f"{self.secondary_f1:.3f}"),
            ("calibration error", f"{self.calibration_error:.3f}"),
            ("marked for review", f"{self.review_share:.3f}"),
            ("right, not marked and not neutral", _shown(self.unflagged_precision)),
        ]


def evaluate(classifier: Classifier, examples: Sequence[Example]) -> Evaluation:
    """Lets the classifier judge the examples and compares (see :func:`compare`)."""
    return compare(classifier.judge([example.clause for example in examples]), examples)


def compare(judgements: Sequence[Judgement], examples: Sequence[Example]) -> Evaluation:
    """Measures judgements against the answers of the examples, pair by pair.

    Raises ValueError when the two differ in length or are empty.
    """
    if not examples:
        raise ValueError("there is nothing to measure on")
    pairs = list(zip(judgements, examples, strict=True))
    confusion = {true.value: {given.value: 0 for given in Label} for true in Label}
    for judgement, example in pairs:
        confusion[example.label.value][judgement.label.value] += 1
    scores = {label.value: _label_score(confusion, label.value) for label in Label}
    right = [judgement.label is example.label for judgement, example in pairs]
    return Evaluation(
        clauses=len(pairs),
        macro_f1=float(np.mean([score.f1 for score in scores.values() if score.support])),
        accuracy=float(np.mean(right)),
        labels=scores,
        subtype_accuracy=_share(
            judgement.subtype == example.subtype
            for judgement, example in pairs
            if judgement.label is example.label and example.subtype is not None
        ),
        secondary_f1=_secondary_f1(pairs),
        calibration_error=calibration_error(
            [judgement.confidence for judgement, _ in pairs], right
        ),
        review_share=float(np.mean([judgement.needs_review for judgement, _ in pairs])),
        unflagged_precision=_share(
            judgement.label is example.label
            for judgement, example in pairs
            if judgement.label is not Label.NEUTRAL and not judgement.needs_review
        ),
        confusion=confusion,
    )


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: the gap between confidence and share right, per bin of equal
    width, weighed by the clauses in it (Guo et al. 2017, arXiv 1706.04599)."""
    sure = np.asarray(confidence, dtype=np.float64)
    place = np.minimum((sure * bins).astype(np.int64), bins - 1)
    stated = np.bincount(place, weights=sure, minlength=bins)
    found = np.bincount(place, weights=np.asarray(right, dtype=np.float64), minlength=bins)
    return float(np.abs(stated - found).sum() / max(1, len(sure)))


def _label_score(confusion: Mapping[str, Mapping[str, int]], name: str) -> LabelScore:
    hits = confusion[name][name]
    given = sum(row[name] for row in confusion.values())
    true = sum(confusion[name].values())
    return LabelScore(
        precision=hits / max(1, given),
        recall=hits / max(1, true),
        f1=2 * hits / max(1, given + true),
        support=true,
    )


def _secondary_f1(pairs: Sequence[tuple[Judgement, Example]]) -> float:
    hits = sum(len({*judgement.secondary} & {*example.secondary}) for judgement, example in pairs)
    named = sum(len(judgement.secondary) + len(example.secondary) for judgement, example in pairs)
    return 2 * hits / max(1, named)


def _share(outcomes: Any) -> float | None:
    counted = list(outcomes)
    return float(np.mean(counted)) if counted else None


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {name: _rounded(each) for name, each in value.items()}
    return value


def _shown(share: float | None) -> str:
    return "none" if share is None else f"{share:.3f}"


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows as text: the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
