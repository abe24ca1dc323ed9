"""Measures, on judgements small enough to count by hand."""

from __future__ import annotations

import json

import pytest

from clauseadvisor.domain import Judgement, Label
from clauseadvisor.labelling.base import FixedClassifier
from clauseadvisor.labelling.examples import Example
from clauseadvisor.labelling.measuring import calibration_error, compare, evaluate

PENALTY, CONTROL, NEUTRAL = Label.PENALTY, Label.CONTROL, Label.NEUTRAL


def said(
    label: Label,
    subtype: str | None = None,
    *,
    secondary: tuple[Label, ...] = (),
    confidence: float = 1.0,
    needs_review: bool = False,
) -> Judgement:
    return Judgement(
        label=label,
        subtype=subtype,
        secondary=secondary,
        scores={},
        confidence=confidence,
        needs_review=needs_review,
    )


def true(label: Label, subtype: str | None = None, secondary: tuple[Label, ...] = ()) -> Example:
    return Example(text="words", label=label, subtype=subtype, secondary=secondary)


def test_precision_recall_and_f1_of_each_label() -> None:
    found = compare(
        [said(PENALTY), said(PENALTY), said(NEUTRAL), said(CONTROL)],
        [true(PENALTY), true(NEUTRAL), true(PENALTY), true(CONTROL)],
    )
    penalty = found.labels["penalty"]
    assert (penalty.precision, penalty.recall, penalty.f1, penalty.support) == (0.5, 0.5, 0.5, 2)
    assert found.labels["control"].f1 == 1.0
    assert found.labels["neutral"].f1 == 0.0
    assert found.macro_f1 == pytest.approx((0.5 + 1.0 + 0.0) / 3)
    assert found.accuracy == 0.5
    assert found.confusion["neutral"]["penalty"] == 1
    assert sum(sum(row.values()) for row in found.confusion.values()) == 4


def test_sub_types_count_only_where_the_label_is_right_and_the_answer_known() -> None:
    found = compare(
        [said(PENALTY, "step_in"), said(PENALTY, "step_in"), said(CONTROL, "audit"), said(NEUTRAL)],
        [
            true(PENALTY, "step_in"),
            true(PENALTY, "clawback"),
            true(PENALTY, "step_in"),
            true(NEUTRAL),
        ],
    )
    assert found.subtype_accuracy == 0.5


def test_secondary_labels_are_scored_together() -> None:
    found = compare(
        [said(PENALTY, secondary=(NEUTRAL,)), said(CONTROL, secondary=(PENALTY,))],
        [true(PENALTY, secondary=(NEUTRAL, CONTROL)), true(CONTROL)],
    )
    assert found.secondary_f1 == pytest.approx(2 * 1 / 4)


def test_review_and_precision_of_what_is_not_marked() -> None:
    found = compare(
        [said(PENALTY), said(PENALTY, needs_review=True), said(CONTROL), said(NEUTRAL)],
        [true(PENALTY), true(NEUTRAL), true(NEUTRAL), true(NEUTRAL)],
    )
    assert found.review_share == 0.25
    assert found.unflagged_precision == 0.5


def test_where_nothing_can_be_counted_there_is_no_figure() -> None:
    found = compare([said(NEUTRAL)], [true(NEUTRAL)])
    assert found.subtype_accuracy is None
    assert found.unflagged_precision is None
    assert "none" in found.to_text()


@pytest.mark.parametrize(
    ("confidence", "right", "error"),
    [
        ([1.0, 1.0], [True, True], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.75, 0.75, 0.75, 0.75], [True, True, True, False], 0.0),
        ([0.95, 0.15], [False, True], (0.95 + 0.85) / 2),
        ([], [], 0.0),
    ],
)
def test_calibration_error(confidence: list[float], right: list[bool], error: float) -> None:
    assert calibration_error(confidence, right) == pytest.approx(error)


def test_evaluate_asks_the_classifier() -> None:
    found = evaluate(FixedClassifier(CONTROL), [true(CONTROL), true(NEUTRAL)])
    assert found.clauses == 2
    assert found.labels["control"].recall == 1.0


def test_results_go_to_json_and_to_text() -> None:
    found = compare([said(PENALTY, confidence=1 / 3)], [true(NEUTRAL)])
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["calibration_error"] == 0.3333
    assert plain["labels"]["neutral"]["support"] == 1
    lines = found.to_text().splitlines()
    assert any(line.startswith("macro-F1") for line in lines)
    assert any(line.split()[:2] == ["neutral", "1"] for line in lines)


def test_lengths_that_differ_are_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        compare([said(NEUTRAL)], [true(NEUTRAL)] * 2)
    with pytest.raises(ValueError, match="nothing"):
        compare([], [])
