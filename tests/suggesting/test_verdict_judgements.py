"""The clauses judged to fit verdicts on: no text, no overlap with what advice is measured on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from clauseadvisor.domain import LABEL_OF, Burden, Kind, Label, Verdict
from clauseadvisor.playbook.load import load_playbook

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared/data"
ASSETS = ROOT / "models/assets"
ROWS = [
    json.loads(line)
    for line in (ASSETS / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
]
PLAYBOOK = load_playbook()


def test_each_clause_is_judged_once() -> None:
    assert [name for name, count in Counter(row["id"] for row in ROWS).items() if count > 1] == []


@pytest.mark.parametrize("source", ["cuad", "vendor_md", "written"])
def test_judgements_say_where_the_clause_stands_and_hold_no_text(source: str) -> None:
    place = {"file", "start", "end"} if source != "written" else set()
    told = {"id", "source", "subtype", "verdict", "kind", "recipe", "options", "guardrails"}
    rows = [row for row in ROWS if row["source"] == source]
    assert rows
    assert [row["id"] for row in rows if set(row) - {"burden", "reader"} != told | place] == []
    assert max(len(option) for row in rows for option in row["options"] or [""]) < 60


def test_judgements_use_the_words_of_the_catalogue() -> None:
    for row in ROWS:
        assert LABEL_OF[str(row["subtype"])] in (Label.PENALTY, Label.CONTROL)
        assert Verdict(row["verdict"]) is not Verdict.ADD
        assert row["kind"] is None or Kind(row["kind"])
        assert row["recipe"] is None or row["recipe"] in PLAYBOOK.recipes
        assert Burden(row.get("burden", "unknown"))
        assert set(row["guardrails"]) <= set(PLAYBOOK.guardrails)


def test_every_written_clause_that_was_judged_is_among_the_assets() -> None:
    written = {
        json.loads(line)["id"]
        for path in ASSETS.glob("written*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert {row["id"] for row in ROWS if row["source"] == "written"} <= written


@pytest.mark.shared
@pytest.mark.skipif(
    not (SHARED / "facts.jsonl").exists(), reason="the shared data are not beside this checkout"
)
def test_no_clause_of_the_measurement_is_among_them() -> None:
    lines = (SHARED / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert not {row["id"] for row in ROWS} & {json.loads(line)["id"] for line in lines}
