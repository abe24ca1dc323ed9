"""Tables stay in place: cells exact where rules draw them, by position and with a warning elsewhere."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from clauseadvisor.domain import Document
from clauseadvisor.reading import read_document
from clauseadvisor.reading.rules import is_ruled
from tests.reading.made import HEIGHT, flowing, printed, wrapped
from tests.reading.made_tables import AFTER, BEFORE, GRID, HALF, ROWS, SPANS, with_table


def cells(document: Document, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.layout.tables[number].rows]


def body(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.layout.paragraphs if p.kind == "body"]


def test_ruled_cells_are_exact_and_in_place() -> None:
    document = read_document(with_table(ROWS, GRID))
    assert document.text == "\n".join([BEFORE, *("\t".join(row) for row in ROWS), AFTER])
    assert cells(document) == ROWS
    assert body(document) == [BEFORE, AFTER]
    assert document.warnings == ()


def test_cells_of_several_lines_are_kept_whole() -> None:
    rows = [[f"{cell} as agreed between the parties" for cell in row] for row in ROWS]
    document = read_document(with_table(rows, GRID, wrap=True))
    assert cells(document) == rows
    assert document.warnings == ()


def test_merged_cells_stand_where_they_begin() -> None:
    rows = [["Service levels and credits", "", ""], *ROWS[1:3], ["", "99.9 %", "4 % of the fee"]]
    assert cells(read_document(with_table(rows, SPANS))) == rows


def test_a_ruled_table_over_a_page_break_keeps_every_row() -> None:
    rows = [ROWS[0], *(ROWS[1:] * 20)]
    document = read_document(with_table(rows, GRID))
    assert document.pages == 2
    assert cells(document, 0) + cells(document, 1) == rows
    assert [table.page for table in document.layout.tables] == [1, 2]
    assert body(document) == [BEFORE, AFTER]


@pytest.mark.parametrize("style", [HALF, []], ids=["half-ruled", "borderless"])
def test_without_full_rules_cells_are_told_by_position_with_a_warning(
    style: list[tuple[object, ...]],
) -> None:
    document = read_document(with_table(ROWS, style))
    assert cells(document) == ROWS
    assert body(document) == [BEFORE, AFTER]
    assert [(w.code, w.page) for w in document.warnings] == [("table", 1)]


def order_form(rows: list[tuple[list[str], list[str]]], *, highlight: bool = False) -> bytes:
    """Terms on the left, their words on the right, and a rule between the rows."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    y = HEIGHT - 120
    canvas.line(60, y, 540, y)
    for term, words in rows:
        for x, lines in ((66, term), (240, words)):
            for number, line in enumerate(lines):
                below = y - 14 - 12 * number
                if highlight and x == 240:
                    canvas.setFillColorRGB(1, 1, 0)
                    canvas.rect(x, below - 2, 120, 10, stroke=0, fill=1)
                    canvas.rect(x + 120, below - 2, 90, 10, stroke=0, fill=1)
                    canvas.setFillColorRGB(0, 0, 0)
                canvas.setFont("Helvetica", 10)
                canvas.drawString(x, below, line)
        y -= 20 + 12 * max(len(term), len(words))
        canvas.line(60, y, 540, y)
    canvas.save()
    return file.getvalue()


FORM = [
    (["Term"], ["The Agreement lasts three years from the Start Date,", "[ x ]  and renews."]),
    (["Governing Law"], ["The law of Norway"]),
    (
        ["Service Credits", "what is owed for a missed level"],
        ["5 % of the fee of the month,", "[   ]  per level", "[ x ]  for all levels together."],
    ),
]


@pytest.mark.parametrize("highlight", [False, True], ids=["plain", "highlighted"])
def test_rules_between_the_rows_of_a_form_part_terms_from_their_words(highlight: bool) -> None:
    document = read_document(order_form(FORM, highlight=highlight))
    expected = [[" ".join(" ".join(side).split()) for side in row] for row in FORM]
    assert cells(document) == expected
    assert [w.code for w in document.warnings] == ["table"]


def test_rules_between_numbered_paragraphs_make_no_table() -> None:
    rows = [
        ([f"{n}."], ["The Supplier keeps the service up", "and says when."]) for n in range(1, 6)
    ]
    document = read_document(order_form(rows))
    assert document.layout.tables == ()


def test_words_with_a_coloured_ground_are_no_table() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for number, line in enumerate(wrapped("The Supplier shall keep the platform available. " * 8)):
        canvas.setFillColorRGB(1, 1, 0)
        for x in (60, 180, 340):
            canvas.rect(
                x, HEIGHT - 102 - 12 * number, 120 if x < 340 else 190, 12, stroke=0, fill=1
            )
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, HEIGHT - 100 - 12 * number, line)
    canvas.save()
    document = read_document(file.getvalue())
    assert document.layout.tables == ()
    assert len(document.layout.paragraphs) == 1


def test_each_row_has_a_line_with_its_box() -> None:
    document = read_document(with_table(ROWS, GRID))
    (table,) = document.layout.tables
    lines = {(line.start, line.end): line.box for line in document.layout.lines}
    boxes = [lines[row[0].start, row[-1].end] for row in table.rows]
    assert all(above.bottom <= below.top + 0.5 for above, below in pairwise(boxes))
    assert all(box.x1 - box.x0 == pytest.approx(430, abs=2) for box in boxes)


def test_numbered_clauses_with_a_hanging_number_are_no_table() -> None:
    page = [
        piece
        for i, text in enumerate(
            (
                "The Supplier delivers on time.",
                "The Customer pays on time.",
                "Both meet each month.",
                "Both keep records.",
            )
        )
        for piece in ((60.0, 100.0 + 20 * i, f"{i + 1}."), (100.0, 100.0 + 20 * i, text))
    ]
    document = read_document(printed([page]))
    assert document.layout.tables == ()
    assert body(document)[0] == "1. The Supplier delivers on time."


def test_a_table_of_contents_is_no_table() -> None:
    page = [
        piece
        for i, (title, number) in enumerate(
            (
                ("Section 1.1 Services", "2"),
                ("Section 1.2 Credits", "4"),
                ("Section 1.3 Plans", "7"),
                ("Section 1.4 End", "9"),
            )
        )
        for piece in ((60.0, 100.0 + 14 * i, title), (480.0, 100.0 + 14 * i, number))
    ]
    document = read_document(printed([page]))
    assert document.layout.tables == ()
    assert len(body(document)) == 4


def test_running_text_has_no_tables() -> None:
    words = (
        "The Supplier shall keep the platform available at all times and report each month. " * 30
    )
    assert read_document(flowing([words])).layout.tables == ()


def test_rules_make_a_table_only_where_three_and_three_cross() -> None:
    flat = [(50.0, y, 500.0, y + 0.5) for y in (100.0, 200.0, 300.0)]
    upright = [(x, 100.0, x + 0.5, 300.0) for x in (50.0, 250.0, 499.0)]
    apart = [(x, 400.0, x + 0.5, 600.0) for x in (50.0, 250.0, 499.0)]
    assert is_ruled(flat + upright)
    assert not is_ruled(flat + upright[:2])
    assert not is_ruled(flat[:2] + upright)
    assert not is_ruled(flat + apart)
    assert not is_ruled([])


def test_cells_drawn_one_by_one_make_a_table() -> None:
    assert is_ruled(
        [
            (50.0 + 100 * i, 100.0 + 20 * j, 150.0 + 100 * i, 120.0 + 20 * j)
            for i in range(2)
            for j in range(2)
        ]
    )
    assert not is_ruled([(50.0, 100.0, 500.0, 700.0)])
