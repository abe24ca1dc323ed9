"""The second opinion is asked where the pipeline doubts, and nowhere else."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from clauseadvisor.analysis import analyze, default_classifier
from clauseadvisor.errors import ModelError
from clauseadvisor.labelling.base import ClauseText
from clauseadvisor.labelling.classifier import SpacyClassifier
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.opinion import (
    PIECES,
    RULE,
    WEIGHTS,
    SecondOpinion,
    Weighing,
)
from clauseadvisor.reading import read_document
from clauseadvisor.resources import resource
from clauseadvisor.splitting import split_clauses

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
OPINION = SecondOpinion.load()

#: Cases that nobody who reads contracts would doubt: label, clause.
PLAIN_CASES = (
    ("penalty", "If a delivery is late, Supplier shall pay liquidated damages of 1% of its price for each day."),
    ("penalty", "Overdue invoices bear interest at 2% per month."),
    ("control", "Customer may audit the books and records of Supplier on five days' notice."),
    ("control", "Supplier shall not subcontract any part of the Services without the prior written consent of Customer."),
    ("trust", "The parties shall meet every quarter to review performance together and agree on improvements."),
    ("neutral", "This Agreement is governed by the laws of England and Wales."),
    ("neutral", "Headings are for convenience only and do not affect the meaning of this Agreement."),
)  # fmt: skip


def items(name: str) -> list[ClauseText]:
    return [
        ClauseText(text=clause.text, heading=clause.heading, context=clause.context)
        for clause in split_clauses(read_document(SAMPLES / name))
    ]


@pytest.mark.parametrize(("label", "text"), PLAIN_CASES)
def test_read_alone_it_sees_what_is_plain(label: str, text: str) -> None:
    assert LABELS[int(OPINION.scores([text])[0].argmax())] == label


def test_a_clause_that_the_pipeline_is_sure_of_stays_as_it_was() -> None:
    given = items("logistics-services.txt")
    alone, thorough = (default_classifier(thorough=yes).judge(given) for yes in (False, True))
    pairs = list(zip(alone, thorough, strict=True))
    assert all(one == other for one, other in pairs if not one.needs_review)
    doubted = [(one, other) for one, other in pairs if one.needs_review]
    assert doubted
    assert all(one.scores != other.scores for one, other in doubted)


def test_it_is_handed_the_clauses_in_doubt_with_their_lead_ins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    given = items("logistics-services.txt")
    before = SpacyClassifier.load().judge(given)
    kept = SecondOpinion.scores

    def listening(self: SecondOpinion, texts: list[str]) -> np.ndarray:
        asked.extend(texts)
        return kept(self, texts)

    monkeypatch.setattr(SecondOpinion, "scores", listening)
    SpacyClassifier.load().with_opinion(OPINION).judge(given)
    doubted = [item for item, judged in zip(given, before, strict=True) if judged.needs_review]
    assert len(asked) == len(doubted)
    for text, item in zip(asked, doubted, strict=True):
        assert text.endswith(item.text)
        assert text.startswith((item.context or item.text).rstrip())


def test_probabilities_still_sum_to_one_and_name_their_highest() -> None:
    for judged in default_classifier(thorough=True).judge(items("it-managed-services.pdf")):
        assert sum(judged.scores.values()) == pytest.approx(1)
        assert judged.scores[judged.label] == max(judged.scores.values()) == judged.confidence
        if judged.label != "neutral":
            assert judged.subtype


def test_no_text_is_too_long_or_too_short_for_it() -> None:
    found = OPINION.scores(["", "a", "The Supplier shall pay. " * 2000])
    assert found.shape == (3, len(LABELS))
    assert np.isfinite(found).all()


def test_readings_are_weighed_by_their_shares() -> None:
    weighing = Weighing(temperature=2.0, weight=0.25, review_below=0.6, review_neutral_below=0.4)
    first = np.array([[0.6, 0.1, 0.1, 0.1, 0.1]])
    scores = 2 * np.log(np.array([[0.2, 0.2, 0.2, 0.2, 0.2]]))
    both = weighing.mean(first, scores)
    raised = replace(weighing, offsets=(0.0, 9.0, 0.0, 0.0, 0.0)).mean(first, scores)
    assert raised.argmax(axis=1).tolist() == [0]
    assert raised[0, 1] > both[0, 1]
    assert both.tolist() == [pytest.approx([0.5, 0.125, 0.125, 0.125, 0.125])]
    assert weighing.doubtful(both).tolist() == [True]
    assert weighing.doubtful(both[:, ::-1]).tolist() == [False]


def test_the_analysis_says_that_it_was_asked() -> None:
    from clauseadvisor import Inputs

    contract = SAMPLES / "logistics-services.txt"
    alone, thorough = (
        analyze(contract, inputs=Inputs(thorough=yes)).generator.model for yes in (False, True)
    )
    assert thorough == f"{alone}+{OPINION.version}"


def damage(folder: Path, kind: str) -> None:
    if kind == "missing":
        shutil.rmtree(folder)
    elif kind == "too new":
        described = json.loads((folder / RULE).read_text(encoding="utf-8"))
        (folder / RULE).write_text(json.dumps({**described, "format": 99}), encoding="utf-8")
    elif kind == "no rule":
        (folder / RULE).write_text("[]", encoding="utf-8")
    elif kind == "no offsets":
        (folder / RULE).write_text('{"format": 1, "heads": 12}', encoding="utf-8")
    elif kind == "other rule":
        (folder / RULE).write_text('{"format": 1, "heads": 12, "odd": 1}', encoding="utf-8")
    elif kind == "cut off":
        (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:1000])
    elif kind == "no pieces":
        (folder / PIECES).unlink()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("missing", "may be damaged"),
        ("too new", "another version"),
        ("no rule", "may be damaged"),
        ("no offsets", "may be damaged"),
        ("other rule", "may be damaged"),
        ("cut off", "may be damaged"),
        ("no pieces", "may be damaged"),
    ],
)
def test_a_model_that_does_not_fit_is_refused_in_one_sentence(
    tmp_path: Path, kind: str, said: str
) -> None:
    copy = tmp_path / "opinion"
    shutil.copytree(resource("_opinion"), copy)
    damage(copy, kind)
    with pytest.raises(ModelError, match=said) as caught:
        SecondOpinion.load(copy)
    assert "\n" not in str(caught.value)


def test_the_version_names_the_content(tmp_path: Path) -> None:
    copy = tmp_path / "opinion"
    shutil.copytree(resource("_opinion"), copy)
    assert SecondOpinion.load(copy).version == OPINION.version
    rule = copy / RULE
    rule.write_text(rule.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert SecondOpinion.load(copy).version != OPINION.version


def test_both_models_are_small_enough_for_the_repository() -> None:
    folders = (resource("_model"), resource("_opinion"))
    size = sum(
        path.stat().st_size for each in folders for path in each.rglob("*") if path.is_file()
    )
    assert size <= 30_000_000
