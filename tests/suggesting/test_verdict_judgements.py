"""The clauses judged to fit verdicts on: no text, no overlap with what advice is measured on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clauseadvisor.domain import LABEL_OF, Burden, Kind, Label, Verdict
from clauseadvisor.playbook.load import load_playbook

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared/data"
ROWS = [
    json.loads(line)
    for line in (ROOT / "models/assets/verdicts.jsonl").read_text(encoding="utf-8").splitlines()
]
RECIPES = set(load_playbook().recipes)


def test_each_clause_is_judged_once() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_judgement_is_complete_and_holds_no_text(row: dict[str, object]) -> None:
    place = {"file", "start", "end"} if row["source"] != "written" else set()
    told = {"id", "source", "subtype", "burden", "verdict", "kind", "recipe"}
    assert set(row) == told | place
    assert LABEL_OF[str(row["subtype"])] in (Label.PENALTY, Label.CONTROL)
    assert Verdict(row["verdict"]) is not Verdict.ADD
    assert Kind(row["kind"])
    assert Burden(row["burden"])
    assert row["recipe"] in RECIPES


def test_the_candidate_signals_fit_the_playbook() -> None:
    packaged = load_playbook().signals
    tried = load_playbook(ROOT / "models/assets/verdict_candidates.yml").signals
    assert set(packaged) < set(tried)


@pytest.mark.shared
@pytest.mark.skipif(
    not (SHARED / "facts.jsonl").exists(), reason="the shared data are not beside this checkout"
)
def test_no_clause_of_the_measurement_is_among_them() -> None:
    lines = (SHARED / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert not {row["id"] for row in ROWS} & {json.loads(line)["id"] for line in lines}
