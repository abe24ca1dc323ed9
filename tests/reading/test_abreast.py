"""Cells that a file holds column by column are read row by row; columns of words are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.reading import read_document
from clauseadvisor.reading.abreast import rows_abreast
from clauseadvisor.reading.printed import PrintedLine
from tests.reading.made import LEADING, Printed, printed

TERMS = [
    [("Audit Costs", "4.2"), ("Base Price", "4.4"), ("Cable Route", "2.6(a)")],
    [("Depot", "Introduction"), ("Escrow Agent", "11.3")],
    [("Fault Report", "7.1"), ("Gateway", "3.4(b)"), ("Handover Day", "9.9"), ("Index", "5.5")],
]
OTHERS = [
    [("Joint Board", "13.1"), ("Key Staff", "6.2"), ("Landing Fee", "8.8")],
    [("Marks", "15.2(c)"), ("Network Map", "2.2")],
    [("Outage", "7.3"), ("Party", "Introduction"), ("Quarter", "1.4"), ("Route", "2.1")],
]


def index_of_terms() -> bytes:
    """A table of four columns, each row of it drawn as four cells of several lines."""
    page: list[Printed] = [(60, 80, "Each of these terms is defined where the index says it is:")]
    y = 110.0
    for left, right in zip(TERMS, OTHERS, strict=True):
        for x, words in (
            (60, [term for term, _ in left]), (200, [place for _, place in left]),
            (310, [term for term, _ in right]), (450, [place for _, place in right]),
        ):  # fmt: skip
            page += [(x, y + LEADING * line, word) for line, word in enumerate(words)]
        y += LEADING * len(left) + 6
    page.append((60, y + 30, "2. The Supplier shall keep the index up to date for the Customer."))
    return printed([page])


def test_an_index_drawn_cell_by_cell_is_read_row_by_row() -> None:
    document = read_document(index_of_terms())
    (table,) = document.layout.tables
    rows = [tuple(cell.text for cell in row) for row in table.rows]
    expected = [
        (*one, *other)
        for left, right in zip(TERMS, OTHERS, strict=True)
        for one, other in zip(left, right, strict=True)
    ]
    assert rows == expected
    assert [warning.code for warning in document.warnings] == ["table"]
    assert document.text.endswith(
        "2. The Supplier shall keep the index up to date for the Customer."
    )


def test_two_signatures_side_by_side_are_read_one_after_the_other() -> None:
    left = ["FOR ELM HOTELS LTD.", "By: Ada Wren", "Name: Ada Wren", "Title: Director"]
    right = ["FOR BLUE CRANE, INC.", "By: Ben Finch", "Name: Ben Finch", "Title: Owner"]
    page = [
        (x, 100.0 + LEADING * line, words)
        for x, side in ((60, left), (330, right))
        for line, words in enumerate(side)
    ]
    document = read_document(printed([page]))
    assert document.text.split() == " ".join([*left, *right]).split()


def test_three_columns_of_sentences_are_read_column_by_column() -> None:
    sides = [
        [f"the {who} shall keep its", "records for as long as", f"the {who} has a claim,", "and hand them over when",
         "it is asked to do so by", f"those who audit the {who}."]
        for who in ("seller", "buyer", "carrier")
    ]  # fmt: skip
    page = [
        (60 + 165 * column, 100.0 + LEADING * line, words)
        for column, side in enumerate(sides)
        for line, words in enumerate(side)
    ]
    document = read_document(printed([page]))
    assert " ".join(document.text.split()) == " ".join(words for side in sides for words in side)


def test_lines_below_each_other_stand_in_no_rows() -> None:
    lines = [PrintedLine(1, "words", 60, y, 300, y + 10, y + 9) for y in range(50, 500, 12)]
    assert rows_abreast(lines) is None


PLACES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30)), max_size=40)


@given(PLACES)
def test_every_line_is_in_one_row(places: list[tuple[int, int]]) -> None:
    lines = [
        PrintedLine(1, "words", 100.0 * x, 12.0 * y, 100.0 * x + 60, 12.0 * y + 10, 12.0 * y + 9)
        for x, y in places
    ]
    rows = rows_abreast(lines)
    if rows is not None:
        assert sorted(place for row in rows for place in row) == list(range(len(lines)))
