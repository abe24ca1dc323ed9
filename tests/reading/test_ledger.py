"""What the contract leans on and the file does not hold is named."""

from __future__ import annotations

import pytest

from clauseadvisor.reading import read_document

OPENING = "SERVICES AGREEMENT\n\nThis agreement is made between the Customer and the Supplier and starts in May.\n\n"


def missing(text: str) -> str:
    found = [
        w.message
        for w in read_document((OPENING + text).encode()).warnings
        if w.code == "not_supplied"
    ]
    assert len(found) <= 1
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1. The fees are set out in Exhibit B (attached).", "Exhibit B"),
        ("1. The levels of Schedule 2 apply.", "Schedule 2"),
        ("1. See Annex IV for the data that are processed.", "Annex IV"),
        ("1. Work is ordered per the Parent SOW and no other way.", "the Parent SOW"),
        (
            "1. Capitalised words are used as in the Master Services Agreement of the parties.",
            "the Master Services Agreement",
        ),
    ],
)
def test_documents_that_are_not_there_are_named(text: str, name: str) -> None:
    assert name in missing(text)


@pytest.mark.parametrize(
    "heading", ["EXHIBIT B", "Exhibit B - Fees", "Exhibit B: Fees", "[Exhibit B]"]
)
def test_an_attachment_whose_heading_is_there_is_supplied(heading: str) -> None:
    assert (
        missing(
            f"1. The fees are set out in Exhibit B.\n\n{heading}\n\nThe fee is 100 EUR a month."
        )
        == ""
    )


def test_an_entry_in_a_table_of_contents_is_no_attachment() -> None:
    assert "Exhibit B" in missing(
        "Exhibit B Fees and how they are paid ..... 14\n\n1. The fees are set out in Exhibit B."
    )


def test_the_contract_itself_is_not_missing() -> None:
    document = read_document(
        b"MASTER SUPPLY AGREEMENT\n\n1. Under the Master Supply Agreement orders are placed."
    )
    assert document.warnings == ()


def test_the_label_of_a_filing_is_no_attachment() -> None:
    assert missing("Exhibit 10.14\n\n1. The terms of Exhibit 10.14 are confidential.") == ""


def test_each_is_named_once_and_long_lists_are_cut() -> None:
    message = missing(
        "\n\n".join(f"{n}. Schedule {n} and again Schedule {n} apply." for n in range(1, 31))
    )
    assert message.count("Schedule 1,") == 1
    assert "and 18 more" in message
