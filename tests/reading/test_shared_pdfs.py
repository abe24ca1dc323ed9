"""The real contracts: every word is there, and furniture is furniture.

The reference is CUAD's own text of each contract. Its two torn files (c19, c29) have letters apart.
"""

from __future__ import annotations

import csv
import re
import tarfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from clauseadvisor.domain import Document
from clauseadvisor.reading import read_document
from clauseadvisor.reading.patterns import any_of, patterns

pytestmark = pytest.mark.shared

DATA = Path(__file__).resolve().parents[2] / "../shared/data"
INDEX = DATA / "contracts" / "index.csv"
TORN = {"c19-manufacturing.pdf", "c29-franchise.pdf"}
#: Figures in tables that stand alone in a paragraph and look like page numbers.
FIGURES = {"c07-service.pdf": 1, "c19-manufacturing.pdf": 4, "c34-license-agreements.pdf": 7}


def contracts() -> list[tuple[str, str]]:
    if not INDEX.is_file():
        return [("no shared data", "")]
    with INDEX.open(encoding="utf-8", newline="") as file:
        return [(row["file"], row["cuad_txt"]) for row in csv.DictReader(file)]


CONTRACTS = contracts()


@cache
def references() -> dict[str, str]:
    """CUAD's texts by file name."""
    wanted = {name for _, name in CONTRACTS}
    found: dict[str, str] = {}
    with tarfile.open(DATA / "unlabelled" / "cuad_txt.tar.xz") as archive:
        for member in archive:
            name = Path(member.name).name
            if name in wanted:
                content = archive.extractfile(member)
                assert content is not None
                found[name] = content.read().decode()
    return found


@cache
def read(name: str) -> Document:
    return read_document(DATA / "contracts" / "pdf" / name)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.lower()))


@pytest.mark.parametrize(("name", "reference"), CONTRACTS)
def test_text_and_furniture_together_hold_every_word(name: str, reference: str) -> None:
    least = 0.95 if name in TORN else 0.995
    assert min(recall_and_precision(name, reference)) >= least


def recall_and_precision(name: str, reference: str) -> tuple[float, float]:
    """Of the words of the reference text, counted as often as they stand there."""
    document = read(name)
    ours = words(document.text + " " + " ".join(piece.text for piece in document.furniture))
    theirs = words(references()[reference])
    shared = (ours & theirs).total()
    return shared / theirs.total(), shared / ours.total()


@pytest.mark.parametrize(("name", "reference"), CONTRACTS)
def test_no_paragraph_is_a_page_number_or_holds_a_stamp(name: str, reference: str) -> None:
    document = read(name)
    texts = [document.text[p.start : p.end] for p in document.layout.paragraphs if p.kind == "body"]
    numbers = [
        t for t in texts if any(p.fullmatch(t) for p in patterns("furniture", "page_number"))
    ]
    assert len(numbers) <= FIGURES.get(name, 0)
    assert not [text for text in texts if any_of("furniture", "stamp").search(text)]


@pytest.mark.parametrize(("name", "reference"), CONTRACTS)
def test_real_contracts_are_english_and_whole(name: str, reference: str) -> None:
    document = read(name)
    assert document.language == "en"
    assert len(document.layout.page_starts) == document.pages
    end = 0
    for paragraph in document.layout.paragraphs:
        assert not document.text[end : paragraph.start].strip()
        end = paragraph.end
    assert not document.text[end:].strip()
