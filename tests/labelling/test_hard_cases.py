"""Near-misses in our own words stay right. The table is never trained on, and never shortened."""

from __future__ import annotations

from pathlib import Path

import pytest

from clauseadvisor.domain import SUBTYPES, Label
from clauseadvisor.labelling.base import ClauseText
from clauseadvisor.labelling.classifier import SpacyClassifier

TABLE = Path(__file__).with_name("hard_cases.tsv")

#: The share of the table that the shipped pipeline must get right. Raise it with the model;
#: lowering it, or taking a case out, is a step back that needs a reason in the changelog.
LABEL_RIGHT = 0.89
SUBTYPE_RIGHT = 0.95


def cases() -> list[tuple[Label, str | None, str]]:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return [(Label(label), None if sub == "-" else sub, text) for label, sub, text in rows]


def test_the_table_is_large_varied_and_consistent() -> None:
    rows = cases()
    assert len(rows) >= 149, "cases may be added, not taken out"
    assert len({text for _, _, text in rows}) == len(rows)
    assert {label for label, _, _ in rows} == set(Label)
    for label, subtype, _ in rows:
        assert subtype in SUBTYPES[label] or (label is Label.NEUTRAL and subtype is None)


def test_none_of_the_table_is_trained_on() -> None:
    assets = (Path(__file__).parents[2] / "models" / "assets").glob("written*.jsonl")
    trained = "".join(path.read_text(encoding="utf-8") for path in assets)
    assert trained
    assert not [text for _, _, text in cases() if text in trained]


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[bool, bool, str]]:
    rows = cases()
    judged = SpacyClassifier.load().judge([ClauseText(text=text) for _, _, text in rows])
    return [
        (given.label is label, given.subtype == subtype, f"{label} <- {given.label}: {text}")
        for (label, subtype, text), given in zip(rows, judged, strict=True)
    ]


def test_the_shipped_pipeline_labels_most_near_misses_right(
    outcomes: list[tuple[bool, bool, str]],
) -> None:
    wrong = [shown for right, _, shown in outcomes if not right]
    share = 1 - len(wrong) / len(outcomes)
    assert share >= LABEL_RIGHT, f"{share:.3f}\n" + "\n".join(wrong)


def test_the_sub_type_mostly_follows_the_label(outcomes: list[tuple[bool, bool, str]]) -> None:
    right = [subtype for label, subtype, shown in outcomes if label and "neutral" not in shown[:8]]
    assert sum(right) / len(right) >= SUBTYPE_RIGHT
