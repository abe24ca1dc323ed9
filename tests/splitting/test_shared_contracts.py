"""Measured on real contracts: lawyers' spans lie in one clause, clauses are neither long nor torn."""

from __future__ import annotations

import csv
import re
import subprocess
from bisect import bisect_right
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest

from clauseadvisor.domain import Clause, Document
from clauseadvisor.reading import read_document
from clauseadvisor.splitting import split_clauses
from tests.splitting.documents import assert_sound

LONGEST_SPAN = 600
LONGEST_CLAUSE = 1_500
FRAGMENT = 40

#: Marks that PDF files and the lawyers' table write in different ways.
ALIKE = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u037e": ";", "\xa0": " "}
)

Split = dict[str, tuple[Document, tuple[Clause, ...]]]


@pytest.fixture(scope="module")
def split(shared_data: Path) -> Split:
    return split_all(shared_data)


def split_all(shared_data: Path) -> Split:
    """Each shared PDF by its file name, with its clauses."""
    documents = [
        read_document(path) for path in sorted((shared_data / "contracts/pdf").glob("*.pdf"))
    ]
    return {document.name: (document, split_clauses(document)) for document in documents}


@pytest.mark.shared
def test_offsets_hold_on_every_contract(split: Split) -> None:
    assert len(split) == 39
    for document, clauses in split.values():
        assert_sound(document, clauses)
        assert all(clause.page for clause in clauses)
        assert all(clause.boxes for clause in clauses)


def squeezed(text: str) -> tuple[str, list[int]]:
    """The text without white space, and where each of its characters stood."""
    kept = [(at, mark) for at, mark in enumerate(text.translate(ALIKE)) if not mark.isspace()]
    return "".join(mark for _, mark in kept), [at for at, _ in kept]


@pytest.mark.shared
def test_spans_that_lawyers_marked_lie_inside_one_clause(split: Split, shared_data: Path) -> None:
    inside = spans_inside(split, shared_data)
    assert len(inside) >= 390  # the others differ from the PDF in more than white space
    assert sum(inside) / len(inside) >= 0.95


def spans_inside(split: Split, shared_data: Path) -> list[bool]:
    """Of each span up to LONGEST_SPAN that the text holds, whether one clause holds it."""
    texts = {name: squeezed(document.text) for name, (document, _) in split.items()}
    inside: list[bool] = []
    table = (shared_data / "cuad_spans.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(StringIO(table)):
        if len(row["text"]) > LONGEST_SPAN:
            continue
        text, places = texts[row["file"]]
        words = squeezed(row["text"])[0]
        found = [match.start() for match in re.finditer(re.escape(words), text)]
        clauses = split[row["file"]][1]
        if found:
            inside.append(
                any(holds(clauses, places[at], places[at + len(words) - 1]) for at in found)
            )
    return inside


def holds(clauses: tuple[Clause, ...], first: int, last: int) -> bool:
    clause = clauses[bisect_right([clause.start for clause in clauses], first) - 1]
    return clause.start <= first and last < clause.end


@pytest.mark.shared
def test_clauses_are_neither_long_nor_fragments(split: Split) -> None:
    short, torn, _ = lengths(split)
    assert short >= 0.95
    assert torn < 0.05


def lengths(split: Split) -> tuple[float, float, float]:
    """The share of the text in clauses that are not long, and of fragments among the clauses.

    A heading above the clauses that it heads ("7. FEES" above 7.1) is no fragment; the last figure
    counts these as well.
    """
    clauses = [(name, clause) for name, (_, found) in split.items() for clause in found]
    total = sum(len(clause.text) for _, clause in clauses)
    short = sum(len(clause.text) for _, clause in clauses if len(clause.text) < LONGEST_CLAUSE)
    heads = {(name, clause.parent) for name, clause in clauses}
    small = [(name, c) for name, c in clauses if len(c.text) < FRAGMENT]
    torn = [c for name, c in small if (name, c.id) not in heads]
    return short / total, len(torn) / len(clauses), len(small) / len(clauses)


def starts(clauses: tuple[Clause, ...], *, numbered: bool) -> Counter[str]:
    """The first words of each clause, without marks, as they look in Word and in the PDF of it."""
    chosen = [clause.text for clause in clauses if clause.number or not numbered]
    return Counter(re.sub(r"\W+", "", text.translate(ALIKE)).casefold()[:40] for text in chosen)


@pytest.mark.office
@pytest.mark.shared
def test_the_pdf_of_a_word_file_is_split_like_the_word_file(
    shared_data: Path, tmp_path: Path
) -> None:
    numbered, every = starts_alike(shared_data, tmp_path)
    assert numbered >= 0.99
    assert every >= 0.95


def starts_alike(shared_data: Path, tmp_path: Path) -> tuple[float, float]:
    """F1 of the clause starts of Word files and of their PDFs: of numbered clauses, and of all."""
    files = sorted((shared_data / "contracts/docx").glob("*.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    figures = []
    for numbered in (True, False):
        both = word = printed = 0
        for file in files:
            one = starts(split_clauses(read_document(file)), numbered=numbered)
            other = starts(
                split_clauses(read_document(tmp_path / f"{file.stem}.pdf")), numbered=numbered
            )
            both += (one & other).total()
            word += one.total()
            printed += other.total()
        figures.append(2 * both / (word + printed))
    return figures[0], figures[1]
