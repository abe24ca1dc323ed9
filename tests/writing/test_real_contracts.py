"""Notes and JSON on real contracts: what comes of them holds the promises made for samples."""

from __future__ import annotations

from pathlib import Path

import docx
import jsonschema
import pytest

from clauseadvisor.analysis import analyze
from clauseadvisor.writing import record, write_notes

CONTRACTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "contracts"
NAMES = ("pdf/c10-service.pdf", "docx/common-paper-csa-with-sla.docx")


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_a_real_contract_becomes_valid_json_and_notes_in_every_format(
    name: str, tmp_path: Path
) -> None:
    path = CONTRACTS / name
    if not path.exists():
        pytest.skip(f"the shared contract {name} is not beside this checkout")
    analysis = analyze(path)
    assert analysis.suggestions
    jsonschema.validate(record.to_record(analysis), record.json_schema())
    text = record.to_json(analysis)
    assert record.to_json(record.from_json(text)) == text
    for audience in ("internal", "counterparty"):
        for suffix in (".docx", ".html", ".md", ".xlsx"):
            written = write_notes(analysis, tmp_path / f"{audience}{suffix}", audience=audience)
            assert written.stat().st_size > 1000
        opened = docx.Document(str(tmp_path / f"{audience}.docx"))
        assert len([p for p in opened.paragraphs if p.style.name == "Heading 1"]) >= 3
