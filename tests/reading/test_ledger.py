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


@pytest.mark.parametrize(
    "text",
    [
        "1. Liens that the law allows, or that this Exhibit 1 names, are no breach of the contract.",
        "1. The Seller follows 29 CFR Part 471 Appendix A to Subpart A in all its plants.",
        "1. The staff of Exhibit G is taken over.\n\n&sbsp; EXHIBIT G\n\n[Staff]",
        "1. The funds of Schedule 1 are meant.\n\nSchedule 1 to Power of Attorney dated as of May 2,"
        f" 2016 by Birch Funds{', Oak Fund, Elm Fund' * 12}",
    ],
)
def test_what_speaks_of_itself_of_a_law_or_under_a_long_heading_is_not_missing(text: str) -> None:
    assert missing(text) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1. Its powers follow the Agency Agreement dated as of June 1, 2004.", "the Agency Agreement"),
        ("1. The parties shall enter into a Quality Agreement for the goods.", "the Quality Agreement"),
        ("1. A contract for advice (hereinafter the “Advisory Contract”) stays in force.", "the Advisory Contract"),
        (
            "1. It is added to that Software License, Support, and Hosting Agreement, by and between"
            " Birch, Inc. and Heron, N. A., dated May 5, 2010.",
            "the Software License, Support, and Hosting Agreement",
        ),
        ("1. The License and Supply Agreement (“LSA”) comes first.", "the License and Supply Agreement"),
        ("1. Schedule [A] is added and describes the system.", "Schedule A"),
    ],
)  # fmt: skip
def test_papers_that_are_changed_incorporated_or_promised_are_named(text: str, name: str) -> None:
    assert name in missing(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. This Services Agreement dated June 1, 2004 binds the parties and their heirs.",
        "1. The Supplier shall sign the Data Agreement (the “Data Agreement”).\n\nEXHIBIT A\n\nDATA AGREEMENT",
        "1. It follows a Free Trade Agreement dated June 1, 2004.",
        "1. Each Agreement dated after the first day is void, and so is any Contract made before.",
    ],
)
def test_the_contract_what_is_attached_and_treaties_are_not_missing(text: str) -> None:
    assert missing(text) == ""


def test_a_short_name_of_an_agreement_is_not_named_beside_the_long_one() -> None:
    message = missing(
        "1. The Stock Purchase Agreement dated May 2, 2003 (the “Purchase Agreement”) stays in force."
    )
    assert message.count("Purchase Agreement") == 1


def part_of(text: str) -> str:
    found = [
        w.message for w in read_document(text.encode()).warnings if w.code == "part_of_another"
    ]
    assert len(found) <= 1
    return found[0] if found else ""


BODY = "\n\n1. The word Territory means Norway.\n\nIN WITNESS WHEREOF the parties have signed.\n\nBy: Jo Roe"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "SECOND AMENDMENT TO CARRIAGE AGREEMENT\n\nThis Second Amendment is made on May 2, 2016.",
            "The file is an amendment: the agreement changed by it (the Carriage Agreement)",
        ),
        (
            "CHANGE OF TERMS\n\nThis Amendment is entered into on May 2, 2016. The parties made a"
            " Reseller Agreement (“Agreement”) in 2015, and change it.",
            "The file is an amendment: the agreement changed by it (the Reseller Agreement)",
        ),
        (
            "SCHEDULE TO Software License,\nand Support Agreement\n\nThis Schedule (“Schedule”) is made in May.",
            "The file is a schedule: the agreement it belongs to (the Software License, and Support Agreement)",
        ),
        (
            "STATEMENT OF WORK\n\nThis Statement of Work is made in May.",
            "The file is a statement of work: the agreement it belongs to is not in the file",
        ),
    ],
)
def test_a_file_that_is_part_of_an_agreement_is_told_as_one(text: str, told: str) -> None:
    assert told in part_of(text + BODY)


def test_two_amendments_in_one_file_are_counted() -> None:
    first = "AMENDMENT #1 TO THE SALES AGREEMENT\n\nThis Amendment is made in May."
    second = "\n\nAMENDMENT #2 TO THE SALES AGREEMENT\n\nTHIS AMENDMENT (the “Amendment”) is entered into in June."
    assert "The file holds 2 amendments" in part_of(first + BODY + second + BODY)
    assert "The file is an amendment" in part_of(first + " This Amendment is effective now." + BODY)


@pytest.mark.parametrize(
    "text",
    [
        "SERVICES AGREEMENT\n\nThis Agreement is made in May. No amendment binds unless it is signed.",
        "AMENDED AND RESTATED SERVICES AGREEMENT\n\nThis Amended and Restated Agreement is made in May.",
        "ORDER FORM AND TERMS\n\nThis Order Form is made in May, on the terms below.",
    ],
)
def test_a_whole_agreement_is_no_part_of_another(text: str) -> None:
    assert part_of(text + BODY) == ""


def test_each_is_named_once_and_long_lists_are_cut() -> None:
    message = missing(
        "\n\n".join(f"{n}. Schedule {n} and again Schedule {n} apply." for n in range(1, 31))
    )
    assert message.count("Schedule 1,") == 1
    assert "and 18 more" in message
