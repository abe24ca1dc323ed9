"""Governing law and key dates, in clauses of our own and against lawyers' spans."""

from __future__ import annotations

import csv
import re
import tarfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Clause
from clauseadvisor.labelling.dates import iso_date
from clauseadvisor.labelling.particulars import find_dates, find_law


def clauses(text: str) -> list[Clause]:
    return [
        Clause(
            id=f"c{match.start()}",
            number=None,
            heading=None,
            parent=None,
            context=None,
            start=match.start(),
            end=match.end(),
            text=match[0],
        )
        for match in re.finditer(r"[^\n]+", text)
    ]


LAWS = [
    (
        "This Agreement is governed by the laws of the State of Ohio, without regard to conflicts.",
        "the State of Ohio",
    ),
    (
        "It shall be construed in accordance with the laws of England and Wales.",
        "England and Wales",
    ),
    ("This contract is governed by English law.", "English law"),
    ("The laws of Israel shall govern this Agreement.", "Israel"),
    (
        "GOVERNED IN ALL RESPECTS BY THE LAWS OF THE STATE OF MAINE APPLICABLE THERE.",
        "THE STATE OF MAINE",
    ),
]


@pytest.mark.parametrize(("text", "law"), LAWS)
def test_the_governing_law_is_read_as_written(text: str, law: str) -> None:
    assert find_law(clauses(text)) == law


@pytest.mark.parametrize("text", ["Supplier shall comply with all applicable laws.", ""])
def test_no_law_is_invented(text: str) -> None:
    assert find_law(clauses(text)) is None


DATES = [
    (
        "This Agreement is entered into as of March 1, 2024 by the parties.",
        "effective",
        "2024-03-01",
    ),
    ("made on the 3rd day of June, 2021 between", "effective", "2021-06-03"),
    ("This Agreement shall expire on 31 December 2026.", "expiry", "2026-12-31"),
    ("The initial term shall be three years from signature.", "expiry", None),
    ("This Agreement shall remain in force for two years after delivery.", "expiry", None),
    ("It shall renew automatically for successive one-year terms.", "renewal", None),
    ("unless either gives notice at least 60 days before the end of the term", "notice", None),
    ("The parties shall review the prices once a year.", "review", None),
]


@pytest.mark.parametrize(("text", "kind", "expected"), DATES)
def test_a_key_date_is_read_with_its_clause(text: str, kind: str, expected: str | None) -> None:
    (found,) = [each for each in find_dates(clauses(text)) if each.kind == kind]
    assert found.date == expected
    assert found.clause_id == "c0"
    assert found.text in text


@pytest.mark.parametrize(
    "text",
    [
        "If a term is void, this Agreement shall remain effective to the extent not unenforceable.",
        "The Review Committee meets annually.",
        "Records are kept for a period of two years from the expiration of each batch.",
    ],
)
def test_what_decides_no_term_is_no_key_date(text: str) -> None:
    assert find_dates(clauses(text)) == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1 May 2024", "2024-05-01"),
        ("Sept. 9, 2020", "2020-09-09"),
        ("the 21st day of February, 2017", "2017-02-21"),
        ("2023-11-05", "2023-11-05"),
        ("03/04/2021", None),
        ("February 30, 2020", None),
        ("the fifth anniversary", None),
    ],
)
def test_only_dates_that_can_be_told_become_iso_dates(words: str, expected: str | None) -> None:
    assert iso_date(words) == expected


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_written_out_date_reads_as_itself(day: date) -> None:
    assert iso_date(f"{day:%B} {day:%d}, {day:%Y}") == f"{day:%Y-%m-%d}"


RECALL = {
    "Governing Law": 0.9,
    "Expiration Date": 0.85,
    "Renewal Term": 0.9,
    "Notice Period to Terminate Renewal": 0.8,
}
KINDS = {
    "Expiration Date": "expiry",
    "Renewal Term": "renewal",
    "Notice Period to Terminate Renewal": "notice",
}


@pytest.mark.shared
def test_law_and_dates_are_found_where_lawyers_marked_them(shared_data: Path) -> None:
    with (shared_data / "cuad_spans.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["category"] in RECALL]
    with tarfile.open(shared_data / "unlabelled" / "cuad_txt.tar.xz") as packed:
        wanted = {row["cuad_txt"] for row in rows}
        texts = {
            Path(member.name).name: packed.extractfile(member).read().decode("utf-8")  # type: ignore[union-attr]
            for member in packed
            if Path(member.name).name in wanted
        }
    split = {name: clauses(text) for name, text in texts.items()}
    dates = {name: find_dates(each) for name, each in split.items()}
    hits: dict[str, list[bool]] = {category: [] for category in RECALL}
    for row in rows:
        if row["cuad_txt"] not in split:
            continue
        category, marked = row["category"], re.sub(r"\W", "", row["text"]).lower()
        if category == "Governing Law":
            law = find_law(split[row["cuad_txt"]])
            hits[category].append(bool(law) and re.sub(r"\W", "", law or "").lower() in marked)
            continue
        texts_of = {each.id: each.text for each in split[row["cuad_txt"]]}
        hits[category].append(
            any(
                each.kind == KINDS[category]
                and (
                    re.sub(r"\W", "", each.text).lower() in marked
                    or marked in re.sub(r"\W", "", texts_of[each.clause_id or ""]).lower()
                )
                for each in dates[row["cuad_txt"]]
            )
        )
    for category, floor in RECALL.items():
        assert sum(hits[category]) / len(hits[category]) >= floor, category


def test_a_date_is_quoted_to_the_end_of_its_phrase() -> None:
    renewal, notice = find_dates(
        clauses(
            "Customer may renew this Agreement for up to two periods of one (1) year each by notice given not "
            "later than one hundred eighty (180) days before the term then current expires."
        )
    )
    assert renewal.text.endswith("before the term then current expires")
    assert (notice.kind, notice.text) == (
        "notice",
        "not later than one hundred eighty (180) days before the term then current expires",
    )
