"""The shipped pipeline behind the one-method protocol."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import spacy
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from clauseadvisor.domain import SUBTYPES, Judgement, Label
from clauseadvisor.errors import ModelError
from clauseadvisor.labelling.base import ClauseText
from clauseadvisor.labelling.classifier import FORMAT, META, SpacyClassifier, judgement_of
from clauseadvisor.labelling.tokens import ClauseTokenizer
from clauseadvisor.resources import resource

CLASSIFIER = SpacyClassifier.load()
TOKENIZER = ClauseTokenizer(spacy.blank("en").vocab)

PLAIN_CASES = [
    ("Overdue invoices bear interest at 1.5% per month until paid.", "penalty", "late_payment"),
    (
        "Either party may terminate this Agreement if the other materially breaches it and does "
        "not cure the breach within thirty days after notice.",
        "penalty",
        "default_termination",
    ),
    (
        "Each party shall keep the Confidential Information of the other party in strict "
        "confidence and shall not disclose it to any third party.",
        "control",
        "confidentiality",
    ),
    (
        "The parties shall establish a joint steering committee with two members from each party, "
        "which meets quarterly and decides unanimously.",
        "trust",
        "joint_governance",
    ),
    (
        "If the Supplier exceeds the quality target in a quarter, it shall receive a performance "
        "bonus of 3% of the fees for that quarter.",
        "incentive",
        "performance_bonus",
    ),
    ("This Agreement is governed by the laws of the State of New York.", "neutral", None),
]


def judge(text: str, **more: str) -> Judgement:
    return CLASSIFIER.judge([ClauseText(text=text, **more)])[0]


@pytest.mark.parametrize(("text", "label", "subtype"), PLAIN_CASES)
def test_plain_clauses_are_labelled_right(text: str, label: str, subtype: str | None) -> None:
    given = judge(text)
    assert (given.label, given.subtype) == (label, subtype)


def check_promises(given: Judgement, text: str) -> None:
    assert set(given.scores) == set(Label)
    assert sum(given.scores.values()) == pytest.approx(1.0)
    assert given.confidence == given.scores[given.label] == max(given.scores.values())
    assert given.subtype is None or given.subtype in SUBTYPES[given.label]
    assert (given.subtype is None) == (given.label is Label.NEUTRAL)
    assert len(given.secondary) <= 2
    assert given.label not in given.secondary
    assert isinstance(given.needs_review, bool)
    assert all(text[span.start : span.end] == span.text for span in given.evidence)
    ends = [position for span in given.evidence for position in (span.start, span.end)]
    assert ends == sorted(ends)
    assert sum(len(span.text.split()) for span in given.evidence) <= 12


@settings(max_examples=200, deadline=None)
@given_any(st.text(max_size=300))
def test_any_text_gets_a_judgement_that_keeps_the_promises(text: str) -> None:
    check_promises(judge(text), text)


@settings(max_examples=100, deadline=None)
@given_any(st.text(alphabet="ab .,;(\n\t5%'\u2019\u00e9\u2028_-", max_size=120))
def test_the_tokenizer_loses_nothing(text: str) -> None:
    assert TOKENIZER(text).text == text


@given_any(st.text(alphabet="abAB  \n\t.,;'\u2019%$1%(", max_size=30))
def test_tokens_without_a_document_are_those_of_the_document(text: str) -> None:
    assert TOKENIZER.words(text) == [token.orth for token in TOKENIZER(text)]


@given_any(st.text(alphabet="abAB  \n\t.,;'\u2019%$1%(", min_size=1, max_size=30), st.data())
def test_stretches_without_a_document_are_those_of_the_document(
    text: str, data: st.DataObject
) -> None:
    doc = TOKENIZER(text)
    first = data.draw(st.integers(0, len(doc) - 1))
    last = data.draw(st.integers(first + 1, len(doc)))
    stretch = doc[first:last]
    assert TOKENIZER.places(text, [(first, last)]) == [(stretch.start_char, stretch.end_char)]


def test_the_classifier_says_what_the_spacy_pipeline_says() -> None:
    pipeline = spacy.load(resource("_model"))
    texts = [text for text, _, _ in PLAIN_CASES]
    piped = [judgement_of(doc, doc.text) for doc in pipeline.pipe(texts)]
    assert CLASSIFIER.judge([ClauseText(text=text) for text in texts]) == piped


def test_a_clause_is_judged_alike_alone_and_in_company() -> None:
    items = [ClauseText(text=text) for text, _, _ in PLAIN_CASES] * 30
    together = CLASSIFIER.judge(items)
    assert [CLASSIFIER.judge([item])[0] for item in items[:6]] == together[:6]
    assert together[:6] * 30 == together


def test_nothing_in_nothing_out() -> None:
    assert CLASSIFIER.judge([]) == []


def test_the_lead_in_counts_but_is_no_evidence() -> None:
    item = "(b) fails to pay any sum within ten days after it falls due;"
    lead = "The Licensor may terminate this Agreement with immediate effect if the Licensee:"
    given = judge(item, context=lead)
    assert given.label is Label.PENALTY
    check_promises(given, item)


def test_white_space_does_not_change_the_label() -> None:
    text, label, subtype = PLAIN_CASES[1]
    given = judge(text.replace(" ", "\n  "))
    assert (given.label, given.subtype) == (label, subtype)
    check_promises(given, text.replace(" ", "\n  "))


def test_results_are_plain_values_that_json_can_write() -> None:
    given = judge(PLAIN_CASES[0][0])
    assert json.loads(json.dumps(dict(given.scores))) == given.scores


def test_the_version_names_the_content(tmp_path: Path) -> None:
    copy = tmp_path / "pipeline"
    shutil.copytree(resource("_model"), copy)
    assert SpacyClassifier.load(copy).version == CLASSIFIER.version
    described = copy / "clause_judge" / "judge.json"
    described.write_text(described.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert SpacyClassifier.load(copy).version != CLASSIFIER.version


def test_spacy_finds_the_pipeline_by_itself() -> None:
    doc = spacy.load(resource("_model"))(PLAIN_CASES[0][0])
    assert max(doc.cats, key=doc.cats.__getitem__) == "penalty"
    assert len(doc.spans["evidence"]) > 0


def damage(folder: Path, kind: str) -> None:
    meta = folder / "meta.json"
    if kind == "missing":
        shutil.rmtree(folder)
    elif kind == "no meta":
        meta.write_text("{}", encoding="utf-8")
    elif kind == "no JSON":
        meta.write_bytes(b"\xff\xfe garbage")
    elif kind == "too new":
        changed = json.loads(meta.read_text(encoding="utf-8"))
        changed[META]["format"] = FORMAT + 1
        meta.write_text(json.dumps(changed), encoding="utf-8")
    elif kind == "cut off":
        stored = folder / "clause_judge" / "judge.npz"
        stored.write_bytes(stored.read_bytes()[:1000])
    elif kind == "no weights":
        (folder / "clause_judge" / "judge.npz").unlink()
    elif kind == "no component":
        shutil.rmtree(folder)
        empty = spacy.blank("en")
        empty.meta[META] = {"format": FORMAT}
        empty.to_disk(folder)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("missing", "There is no trained pipeline"),
        ("no meta", "holds no pipeline of clauseadvisor"),
        ("no JSON", "holds no pipeline of clauseadvisor"),
        ("too new", "newer version"),
        ("cut off", "may be damaged"),
        ("no weights", "may be damaged"),
        ("no component", "has no component"),
    ],
)
def test_a_pipeline_that_does_not_fit_is_refused_in_one_sentence(
    tmp_path: Path, kind: str, said: str
) -> None:
    copy = tmp_path / "pipeline"
    shutil.copytree(resource("_model"), copy)
    damage(copy, kind)
    with pytest.raises(ModelError, match=said) as caught:
        SpacyClassifier.load(copy)
    assert "\n" not in str(caught.value)


def test_the_pipeline_is_small_enough_for_the_repository() -> None:
    size = sum(path.stat().st_size for path in resource("_model").rglob("*") if path.is_file())
    assert size <= 15_000_000
