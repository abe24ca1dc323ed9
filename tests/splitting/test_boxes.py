"""Pages and boxes: where a clause lies, column by column and page by page."""

from __future__ import annotations

from clauseadvisor.domain import Box, Document, Format, Layout, Line, Paragraph
from clauseadvisor.splitting import split_clauses

LINES = [  # text, page, left edge, top
    ("1. Service. The Supplier shall run the help desk for all", 1, 50, 700),
    ("users of the Customer in both of its languages.", 1, 50, 715),
    ("2. Fees. The Customer shall pay the fees that the list", 1, 310, 80),
    ("shows, within thirty days of the day of the invoice.", 2, 50, 60),
    ("3. Law. The law of Norway applies to this Agreement.", 2, 50, 90),
]
PARAGRAPHS = [(0, 2), (2, 4), (4, 5)]


def printed(
    printed_lines: list[tuple[str, int, int, int]] = LINES,
    spans: list[tuple[int, int]] = PARAGRAPHS,
) -> Document:
    """Three clauses on two pages; the second begins in the right column of the first page."""
    lines, at = [], 0
    for words, page, left, top in printed_lines:
        box = Box(page=page, x0=left, top=top, x1=left + 4 * len(words), bottom=top + 12)
        lines.append(Line(start=at, end=at + len(words), box=box))
        at += len(words) + 1
    breaks = {first for first, _ in spans}
    text = ""
    for index, (words, *_) in enumerate(printed_lines):
        text += ("\n" if index in breaks else " ") * bool(text) + words
    paragraphs = tuple(
        Paragraph(start=lines[first].start, end=lines[last - 1].end, page=lines[first].box.page)
        for first, last in spans
    )
    return Document(
        name="contract.pdf",
        sha256="",
        format=Format.PDF,
        pages=2,
        text=text,
        layout=Layout(paragraphs=paragraphs, lines=tuple(lines), page_starts=(0, lines[3].start)),
    )


def test_lines_below_each_other_make_one_box() -> None:
    first = split_clauses(printed())[0]
    assert first.boxes == (Box(page=1, x0=50, top=700, x1=50 + 4 * 56, bottom=727),)


def test_a_clause_over_a_page_break_has_a_box_on_each_page() -> None:
    second = split_clauses(printed())[1]
    assert [(box.page, box.x0, box.top) for box in second.boxes] == [(1, 310, 80), (2, 50, 60)]


def test_a_clause_over_two_columns_has_a_box_in_each() -> None:
    unnumbered = [(words.replace("2. Fees. The", "and the"), *place) for words, *place in LINES]
    document = printed(unnumbered, [(0, 4), (4, 5)])
    first = split_clauses(document)[0]
    assert [(box.page, box.x0) for box in first.boxes] == [(1, 50), (1, 310), (2, 50)]


def test_the_page_is_that_of_the_first_character() -> None:
    assert [clause.page for clause in split_clauses(printed())] == [1, 1, 2]


def test_without_page_starts_the_page_is_that_of_the_paragraph() -> None:
    document = printed()
    layout = Layout(paragraphs=document.layout.paragraphs)
    plain = Document(
        name="contract.docx", sha256="", format=Format.DOCX, pages=None, text=document.text, layout=layout
    )  # fmt: skip
    clauses = split_clauses(plain)
    assert [clause.page for clause in clauses] == [1, 1, 2]
    assert [clause.boxes for clause in clauses] == [()] * 3
