"""The samples against what a careful reader makes of them (samples/expected.toml)."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import clauseadvisor as ca
from clauseadvisor.domain import SUBTYPES, Analysis, Label, LabelledClause, Role

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = tomllib.loads((ROOT / "samples/expected.toml").read_text(encoding="utf-8"))

#: Shares of right labels (and of right sub-types where the label is right) that must be kept.
LABELS_RIGHT = 0.75
SUBTYPES_RIGHT = 0.75


@cache
def analysis_of(name: str) -> Analysis:
    return ca.analyze(ROOT / "samples" / name)


def sections_of(name: str) -> Iterator[str]:
    """ "1.1-1.3" as 1.1, 1.2, 1.3."""
    for part in EXPECTED[name]["sections"].split():
        first, _, last = part.partition("-")
        article, section = first.split(".")
        for number in range(int(section), int((last or first).split(".")[1]) + 1):
            yield f"{article}.{number}"


def numbered(name: str) -> dict[str, LabelledClause]:
    return {clause.number: clause for clause in analysis_of(name).clauses if clause.number}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_expectations_speak_of_sections_and_labels_that_exist(name: str) -> None:
    sections = set(sections_of(name))
    for number, expected in EXPECTED[name].items():
        if number != "sections":
            label, subtype = expected.split()
            assert number in sections
            assert subtype in SUBTYPES[Label(label)]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_section_is_a_clause_with_its_number(name: str) -> None:
    """An article with a single section may be one clause with it."""
    found = numbered(name)
    for number in sections_of(name):
        clause = found.get(number) or found[number.split(".")[0]]
        assert f"{number} " in clause.text


@pytest.mark.parametrize("name", EXPECTED)
def test_most_labels_are_those_of_a_careful_reader(name: str) -> None:
    found = numbered(name)
    right = subtypes = shared = 0
    wrong: list[str] = []
    for number in (sections := list(sections_of(name))):
        clause = found.get(number) or found[number.split(".")[0]]
        label, _, subtype = EXPECTED[name].get(number, "neutral").partition(" ")
        if clause.label != label:
            wrong.append(f"{number} is {label}, not {clause.label}")
            continue
        right += 1
        shared += bool(subtype)
        subtypes += bool(subtype) and clause.subtype == subtype
    assert right / len(sections) >= LABELS_RIGHT, wrong
    assert subtypes / shared >= SUBTYPES_RIGHT


@pytest.mark.parametrize("name", EXPECTED)
def test_both_parties_are_found_on_their_sides(name: str) -> None:
    parties = analysis_of(name).document.parties
    names = {
        "contact-centre-outsourcing.docx": (
            "HALDEN & MARSH RETAIL PLC",
            "BRIGHTLINE CONTACT SERVICES LIMITED",
        ),
        "it-managed-services.pdf": (
            "CASTELLAN MUTUAL INSURANCE COMPANY",
            "ORRERY MANAGED SYSTEMS, INC.",
        ),
        "logistics-services.txt": (
            "MALLORY HOME FURNISHINGS DAC",
            "TESSEN & VRIE LOGISTICS LIMITED",
        ),
    }[name]
    assert [(party.name.upper(), party.role) for party in parties] == [
        (names[0], Role.CUSTOMER),
        (names[1], Role.VENDOR),
    ]


def test_between_them_the_samples_hold_every_label_and_most_subtypes() -> None:
    expected = [
        value.split()
        for sample in EXPECTED.values()
        for key, value in sample.items()
        if key != "sections"
    ]
    subtypes = {subtype for _, subtype in expected}
    assert {label for label, _ in expected} == {label.value for label in Label} - {"neutral"}
    assert len(subtypes) >= 0.7 * sum(map(len, SUBTYPES.values()))


def test_the_samples_are_what_their_sources_build(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import build\n"
        "for name, content in build.built().items():\n"
        "    assert (build.HERE / name).read_bytes() == content, name\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT / "samples")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
