"""What the other side reads is addressed to it: no stage directions of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

import clauseadvisor as ca

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.mark.parametrize("sample", ["contact-centre-outsourcing.docx", "logistics-services.txt"])
def test_the_notes_for_the_other_side_hold_no_script(sample: str, tmp_path: Path) -> None:
    analysis = ca.analyze(SAMPLES / sample)
    ours = ca.write_notes(analysis, tmp_path / "ours.md").read_text(encoding="utf-8")
    theirs = ca.write_notes(analysis, tmp_path / "theirs.md", audience="counterparty")
    text = theirs.read_text(encoding="utf-8")
    assert "Begin with a question" in ours
    for direction in (
        "Begin with a question",
        "Ask in exchange",
        "Ask for",
        "Hold on to",
        "If they decline",
    ):
        assert direction not in text
