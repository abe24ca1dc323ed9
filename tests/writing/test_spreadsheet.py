"""The issues list as a spreadsheet: what a person finds who opens it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from clauseadvisor.writing import spreadsheet
from tests.builders import a_suggestion, an_analysis

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheets(**options: Any) -> dict[str, Any]:
    """Each sheet's XML by its name."""
    with zipfile.ZipFile(io.BytesIO(spreadsheet.render(an_analysis(), **options))) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
        names = [each.get("name") for each in book.findall(".//x:sheet", SPACE)]
        return {
            name: etree.fromstring(package.read(f"xl/worksheets/sheet{index}.xml"))
            for index, name in enumerate(names, start=1)
        }


FORMS = [
    "Needs map",
    "Promise list",
    "Boundaries never traded",
    "Openness ledger",
    "Baggage",
    "How to open a point",
    "Review",
]


def test_our_book_has_the_working_sheets_and_theirs_has_two_sheets() -> None:
    assert list(sheets()) == ["Issues", "Kept", "Blanks", "Clauses", *FORMS]
    assert list(sheets(audience="counterparty")) == ["Proposals", "Blanks"]


@pytest.mark.parametrize("name", ["Issues", "Kept", "Blanks", "Clauses"])
def test_every_sheet_filters_and_keeps_its_header_in_sight(name: str) -> None:
    sheet = sheets()[name]
    assert sheet.find("x:autoFilter", SPACE) is not None
    pane = sheet.find(".//x:pane", SPACE)
    assert (pane.get("state"), pane.get("topLeftCell")[-1]) == ("frozen", "2")


def test_owner_and_status_are_chosen_from_a_list() -> None:
    lists = [each.findtext("x:formula1", "", SPACE) for each in sheets()["Issues"].iter("{*}dataValidation")]  # fmt: skip
    assert len(lists) == 2
    assert any("Agreed" in each for each in lists)
    assert any("Vendor management" in each for each in lists)


def test_an_agreed_row_turns_green() -> None:
    rules = sheets()["Issues"].findall(".//x:cfRule", SPACE)
    assert [each.findtext("x:formula", "", SPACE) for each in rules] == [
        '$R2="Agreed"',
        '$R2="Rejected"',
    ]
    assert {each.getparent().get("sqref") for each in rules} == {"A2:Z5"}


def test_no_sheet_is_hidden() -> None:
    with zipfile.ZipFile(io.BytesIO(spreadsheet.render(an_analysis()))) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
    assert [each.get("state") for each in book.findall(".//x:sheet", SPACE)] == [None] * (
        4 + len(FORMS)
    )


def test_text_longer_than_a_cell_is_cut_and_not_refused() -> None:
    long = a_suggestion(proposed_text="word " * 20_000)
    package = spreadsheet.render(an_analysis(suggestions=(long,)))
    with zipfile.ZipFile(io.BytesIO(package)) as book:
        strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
    longest = max(len("".join(each.itertext())) for each in strings)
    assert longest <= 32_767
