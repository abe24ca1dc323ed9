"""Automatic numbers as Word shows them, by the rules of ECMA-376 Part 1, 17.9."""

from __future__ import annotations

import pytest

from clauseadvisor.reading.word import read_word
from clauseadvisor.settings import Limits
from tests.openxml.builder import abstract, docx, num, p
from tests.openxml.numbering_cases import CASES, Case, one_format


def labels_of(data: bytes) -> tuple[str, ...]:
    """The labels before the one-word paragraphs of a case."""
    lines = read_word(data, limits=Limits()).text.split("\n")
    assert all(line.endswith("x") for line in lines)
    return tuple(line.removesuffix("x").removesuffix(" ") for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_numbers_follow_the_standard(case: Case) -> None:
    assert labels_of(case.data) == case.labels


def test_a_format_unknown_here_is_shown_in_digits_and_said() -> None:
    data = docx(p("x", num=1), numbering=one_format("thaiLetters"))
    read = read_word(data, limits=Limits())
    assert read.text == "1 x"
    (warning,) = read.warnings
    assert warning.code == "number_format"
    assert "thaiLetters" in warning.message


def test_a_padded_format_of_newer_versions_is_read() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    data = docx(p("x", num=1), numbering=abstract(0, level) + num(1, 0))
    assert labels_of(data) == ("007",)


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        num(1, 5),
        '<w:num w:numId="1"/>',
        '<w:num w:numId="one"/><w:num/>' + num(1, 0),
        abstract(0, '<w:lvl w:ilvl="99"/><w:lvl w:ilvl="x"/><w:lvl/>') + num(1, 0),
        abstract(0) + num(1, 0, '<w:lvlOverride/><w:lvlOverride w:ilvl="0"/>'),
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Ring"/></w:abstractNum>'
        + num(1, 0),
        abstract(
            0, '<w:lvl w:ilvl="0"><w:lvlText/><w:numFmt/><w:start w:val="99999999999"/></w:lvl>'
        )
        + num(1, 0),
    ],
)
def test_broken_numbering_never_costs_the_text(numbering: str) -> None:
    ring = (
        '<w:style w:type="numbering" w:styleId="Ring"><w:basedOn w:val="Ring"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    read = read_word(docx(p("Text.", num=1), numbering=numbering, styles=ring), limits=Limits())
    assert read.text == "Text."
