"""What we write is valid Open XML: judged by a port of the validator of Microsoft's Open XML SDK.

A redline is judged against the file that it was made from, since users' files have faults of their
own: marking one up adds none.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import clauseadvisor as ca
from clauseadvisor.domain import Analysis, Verdict
from clauseadvisor.writing import write_notes
from clauseadvisor.writing.redline import Choice, all_changes, redline
from tests.builders import an_analysis
from tests.openxml.hard_files import HARD
from tests.writing.redlines import ROOT, SAMPLE, analysis_of, parts

audit = pytest.importorskip(
    "openxml_audit", reason="needs openxml-audit: install the dev extra to validate Word files"
)

#: Not a fault: numbering 0 takes a paragraph out of the list of its style (ECMA-376 Part 1, 17.9.18).
IN_NO_LIST = "Numbering definition '0' referenced but not found"
SHARED = sorted((ROOT.parent / "shared/data/contracts/docx").glob("*.docx"))
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in {".docx", ".pdf", ".txt"})  # fmt: skip


def faults_of(data: bytes, folder: Path, suffix: str = ".docx") -> Counter[tuple[str, str]]:
    """What the validator finds wrong, by part; where in the part differs when things move."""
    path = folder / f"judged{suffix}"
    path.write_bytes(data)
    validator = audit.OpenXmlValidator(
        file_format=audit.FileFormat.MICROSOFT_365, max_errors=0, strict=True
    )
    found = validator.validate(path).errors
    return Counter(
        (each.part_uri, f"{each.node}: {each.description}")
        for each in found
        if each.description != IN_NO_LIST
    )


def replacing_all(analysis: Analysis, data: bytes) -> bytes:
    """Everything that changes something, kept clauses commented on."""
    choices = all_changes(analysis, "internal")
    kept = [Choice(suggestion=s.id) for s in analysis.suggestions if s.verdict is Verdict.KEEP]
    return redline(data, analysis, [*choices, *kept], audience="internal", date="2026-11-02")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:cantSplit/>", "<w:madeUp/>"),
        ('<w:pPr><w:pStyle w:val="Heading1"/>', '<w:pPr><w:jc w:val="left"/><w:pStyle w:val="Heading1"/>'),
        ('w:val="Heading1"', 'w:val="NoSuchStyle"'),
        ("</w:tc></w:tr>", "</w:tr>"),
    ],
    ids=["an unknown element", "a wrong order", "a style that is not there", "broken XML"],
)  # fmt: skip
def test_the_judge_finds_what_is_wrong(tmp_path: Path, old: str, new: str) -> None:
    good = write_notes(an_analysis(), tmp_path / "notes.docx").read_bytes()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts(good).items():
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            package.writestr(name, content)
    assert faults_of(target.getvalue(), tmp_path)


@pytest.mark.parametrize("audience", ["internal", "counterparty"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("path", [None, *SAMPLES], ids=lambda path: path.stem if path else "built")
def test_notes_are_valid(path: Path | None, suffix: str, audience: str, tmp_path: Path) -> None:
    analysis = ca.analyze(path) if path else an_analysis()
    made = write_notes(analysis, tmp_path / f"notes{suffix}", audience=audience, date="2026-11-02")
    assert faults_of(made.read_bytes(), tmp_path, suffix) == Counter()


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_marking_up_a_hard_file_breaks_nothing(hard, tmp_path: Path) -> None:
    analysis = analysis_of(hard.data)
    made = redline(
        hard.data, analysis, [Choice(suggestion=each.id) for each in analysis.suggestions]
    )
    assert faults_of(made, tmp_path) - faults_of(hard.data, tmp_path) == Counter()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_redline_of_a_sample_is_valid(path: Path, tmp_path: Path) -> None:
    analysis = ca.analyze(path)
    made = replacing_all(analysis, path.read_bytes())
    before = faults_of(path.read_bytes(), tmp_path) if path == SAMPLE else Counter()
    assert faults_of(made, tmp_path) - before == Counter()


@pytest.mark.shared
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_a_redline_of_a_shared_contract_adds_no_fault(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    made = replacing_all(ca.analyze(path), data)
    assert faults_of(made, tmp_path) - faults_of(data, tmp_path) == Counter()
