"""The published JSON: its shape, its schema, its numbers and the way back."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Label, Layout
from clauseadvisor.errors import DataError
from clauseadvisor.writing import record
from tests.builders import a_clause, an_analysis

ROOT = Path(__file__).resolve().parents[2]

#: The keys that interface.md promises; more may stand beside them.
PROMISED = {
    "": "schema_version generator document clauses balance norms readiness suggestions",
    "generator": "version model playbook",
    "document": "name sha256 format pages text parties law dates language furniture warnings",
    "clauses": "id number heading parent context start end text page boxes label subtype secondary scores confidence needs_review evidence burden burdened_party severity heavy facts",
    "clauses.facts": "trigger consequence cap metric target cure amounts",
    "balance": "counts weights rbi reciprocity band",
    "norms": "id title source status clauses",
    "suggestions": "id clause_id verdict kind recipe title rationale norms proposed_text economics stage_needed unlocked preconditions guardrails risks negotiation sources",
    "suggestions.negotiation": "ask offer fallback keep",
}


def at(node: Any, path: str) -> Any:
    for step in filter(None, path.split(".")):
        node = node[step]
        node = node[0] if isinstance(node, list) else node
    return node


@pytest.mark.parametrize("path", PROMISED)
def test_the_record_has_every_promised_key(path: str) -> None:
    assert set(PROMISED[path].split()) <= set(at(record.to_record(an_analysis()), path))


def test_the_record_reads_as_agreed() -> None:
    found = record.to_json(an_analysis())
    golden = ROOT / "tests" / "golden" / "analysis.json"
    if os.environ.get("CLAUSEADVISOR_REGENERATE") == "1":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_layout_is_not_published() -> None:
    assert "layout" not in record.to_json(an_analysis())
    assert "layout" not in json.dumps(record.json_schema()).lower()


def test_the_published_schema_is_the_generated_one() -> None:
    published = (ROOT / "schema" / "analysis.schema.json").read_text(encoding="utf-8")
    assert published == record.schema_text(), (
        "write it again: python -m clauseadvisor.writing.schema schema/analysis.schema.json"
    )


def closed(node: Any) -> Any:
    """The schema with no room for keys that it does not name."""
    if isinstance(node, dict):
        shut = {key: closed(value) for key, value in node.items()}
        if "properties" in node:
            shut["additionalProperties"] = False
        return shut
    return [closed(item) for item in node] if isinstance(node, list) else node


def test_the_record_obeys_the_schema_and_holds_nothing_else() -> None:
    schema = closed(record.json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(record.to_record(an_analysis()), schema)
    jsonschema.validate(record.to_record(an_analysis(readiness=None)), schema)


def test_a_record_without_a_field_breaks_the_schema() -> None:
    broken = record.to_record(an_analysis())
    del broken["clauses"][0]["burden"]
    with pytest.raises(jsonschema.ValidationError, match="burden"):
        jsonschema.validate(broken, record.json_schema())


def test_reading_the_json_gives_the_analysis_back() -> None:
    text = record.to_json(an_analysis())
    again = record.from_json(text)
    assert record.to_json(again) == text
    assert again.clauses[0].label is Label.NEUTRAL
    assert again.document.layout == Layout()
    assert again.suggestions[0].negotiation == an_analysis().suggestions[0].negotiation


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "not valid JSON"),
        ("[]", "schema version"),
        ('{"schema_version": 9}', "found 9"),
        ('{"schema_version": 1}', "breaks its schema at generator"),
    ],
)
def test_what_is_not_an_analysis_is_refused_in_a_sentence(text: str, what: str) -> None:
    with pytest.raises(DataError, match=what):
        record.from_json(text)


@given(st.lists(st.floats(0.0001, 1), min_size=5, max_size=5))
def test_rounded_scores_still_sum_to_one(weights: list[float]) -> None:
    total = sum(weights)
    scores = {label.value: weight / total for label, weight in zip(Label, weights, strict=True)}
    rounded = record.shares_of_one(scores)
    assert round(sum(rounded.values()), 9) == 1
    assert all(abs(rounded[name] - scores[name]) <= 1e-4 for name in scores)
    assert all(round(value, 4) == value for value in rounded.values())


@given(st.text(st.characters(categories=("Cs", "Lu", "Cc")), min_size=1, max_size=30))
def test_any_text_can_be_written_and_keeps_its_length(text: str) -> None:
    clause = a_clause("x" + text)
    analysis = an_analysis(clauses=(clause,), suggestions=())
    written = record.to_json(analysis).encode("utf-8")
    again = json.loads(written)["clauses"][0]
    assert len(again["text"]) == again["end"] - again["start"]


def test_the_same_analysis_gives_the_same_text() -> None:
    assert record.to_json(an_analysis()) == record.to_json(an_analysis())


def test_a_number_that_json_cannot_hold_is_never_written() -> None:
    broken = dataclasses.replace(an_analysis().balance, rbi=float("nan"))
    with pytest.raises(ValueError, match="not JSON compliant"):
        record.to_json(an_analysis(balance=broken))
