"""Every wording that is drafted for a real contract reads as if a drafter had written it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import clauseadvisor as ca
from clauseadvisor.suggesting.draft import blanks_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("contact-centre-outsourcing.docx", "it-managed-services.pdf", "logistics-services.txt")
SHARED = ROOT / "../shared/data/contracts"
CONTRACTS = (
    "pdf/c02-outsourcing.pdf",
    "pdf/c18-manufacturing.pdf",
    "pdf/c34-license-agreements.pdf",
    "docx/common-paper-csa-with-sla.docx",
)

BLEMISHES = {
    "a placeholder": r"[{}]|\bNone\b",
    "a doubled word": r"\b(\w+) \1\b",
    "two articles": r"\b(?:an?|the) (?:an?|the)\b",
    "the wrong article": r"\ba (?:exit|early|agreed|amount|extra)\b",
    "stray punctuation": r" [,.;:]|\.\.|,,|;\.",
    "a sign of comparison": r"[<>≤≥]",
    "words that were blacked out": r"\*{2,}|\[\s*\*",
    "a doubled genitive": r"s's\b",
    "a plural with a singular verb": r"\b(?:Targets|Levels|Commitments) (?:has|is|was)\b",
    "a small letter at the start": r"(?:^|\n(?:\([a-z]\) ))[a-z]",
    "an empty line": r"\n\n",
}


@cache
def analysis(path: Path) -> ca.Analysis:
    return ca.analyze(path)


def texts(path: Path) -> Iterator[tuple[str, str]]:
    for each in analysis(path).suggestions:
        yield each.recipe, each.proposed_text
        for option in each.options:
            yield each.recipe, option.text


def faults(path: Path) -> list[str]:
    return [
        f"{recipe} holds {name}: {text[max(0, found.start() - 40) : found.end() + 40]!r}"
        for recipe, text in texts(path)
        for name, pattern in BLEMISHES.items()
        if (found := re.search(pattern, text))
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_drafted_for_a_sample_has_a_blemish(name: str) -> None:
    assert faults(ROOT / "samples" / name) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", CONTRACTS)
def test_nothing_drafted_for_a_contract_of_others_has_a_blemish(name: str) -> None:
    assert faults(SHARED / name) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_blank_of_a_wording_is_listed(name: str) -> None:
    for each in analysis(ROOT / "samples" / name).suggestions:
        assert each.blanks == blanks_of(each.proposed_text)
        assert len(re.findall(r"\[", each.proposed_text)) >= len(each.blanks)


@pytest.mark.parametrize("name", SAMPLES)
def test_both_sides_are_called_as_the_contract_calls_them(name: str) -> None:
    named = [text for _, text in texts(ROOT / "samples" / name)]
    assert not any("[Supplier]" in text or "[Customer]" in text for text in named)


def test_the_samples_show_that_a_blemish_would_be_seen() -> None:
    for bad in ("the the fee", "a exit fee", "{vendor} pays", "below < 99", "fee .", "Ames's's"):
        assert any(re.search(pattern, bad) for pattern in BLEMISHES.values()), bad
