"""PDFs made by code: every word, in order, with its box, and paragraphs as they were written."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from clauseadvisor.domain import Document, Format
from clauseadvisor.reading import read_document
from tests.reading.made import (
    HEIGHT,
    HELVETICA,
    LEADING,
    WIDTH,
    flowing,
    illustrated,
    printed,
    raw_pdf,
    wrapped,
)

SERVICES = (
    "1.1 The Supplier shall provide the Services with the skill and care that a prudent operator of"
    " contact centres uses, and shall keep enough trained people on every shift to answer the calls"
    " that the forecast of the Customer leads it to expect."
)
CREDITS = (
    "1.2 If the Supplier misses a service level in any month, the Customer may deduct a service credit"
    " from the next invoice, but no more than ten percent of the fees of that month in all."
)
PLAN = (
    "1.3 The parties meet every quarter, share what they have learned, and agree on what both of them"
    " will do better in the next one."
)
#: Twelve paragraphs, over several pages.
LONG = [f"{number}.{part[2:]}" for number in range(1, 5) for part in (SERVICES, CREDITS, PLAN)]


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.layout.paragraphs]


def lines_set(words: list[str], x: float, top: float) -> list[tuple[float, float, str]]:
    return [(x, top + i * LEADING, line) for i, line in enumerate(words)]


def test_paragraphs_come_back_as_they_were_written() -> None:
    document = read_document(flowing([SERVICES, CREDITS, PLAN]))
    assert document.format is Format.PDF
    assert document.pages == 1
    assert document.text == "\n".join([SERVICES, CREDITS, PLAN])
    assert paragraphs(document) == [SERVICES, CREDITS, PLAN]
    assert document.warnings == ()


@pytest.mark.parametrize("gap", [0, 3, 6, 12])
def test_paragraphs_are_told_apart_whatever_the_gap_between_them(gap: float) -> None:
    assert paragraphs(read_document(flowing(LONG[:6], gap=gap))) == LONG[:6]


def test_a_sentence_runs_over_the_page_break_past_header_footer_and_number() -> None:
    data = flowing(
        LONG,
        header="Contact Centre Services Agreement",
        footer="Confidential",
        numbered="- {} -",
        lines_a_page=10,
    )
    document = read_document(data)
    assert document.pages is not None
    assert document.pages > 2
    assert paragraphs(document) == LONG
    kinds = [piece.kind for piece in document.furniture if piece.page == 2]
    assert sorted(kinds) == ["footer", "header", "page_number"]
    assert len(document.furniture) == 3 * document.pages


def test_every_line_has_the_box_that_its_words_fill() -> None:
    data = flowing(LONG, lines_a_page=12)
    document = read_document(data)
    pdf = pypdfium2.PdfDocument(data)
    for line in document.layout.lines:
        page = pdf[line.box.page - 1]
        textpage = page.get_textpage()
        found = textpage.get_text_bounded(
            left=line.box.x0 - 1,
            right=line.box.x1 + 1,
            top=HEIGHT - line.box.top,
            bottom=HEIGHT - line.box.bottom,
        )
        assert found.strip() == document.text[line.start : line.end]
        textpage.close()
        page.close()
    pdf.close()


def test_page_starts_are_where_the_first_word_of_each_page_is() -> None:
    document = read_document(flowing(LONG, lines_a_page=12))
    first = {line.box.page: line.start for line in reversed(document.layout.lines)}
    assert document.layout.page_starts == tuple(first[page] for page in sorted(first))


def test_a_first_line_indent_parts_paragraphs_without_a_gap() -> None:
    page = []
    y = 100.0
    texts = [part[4:] for part in (SERVICES, CREDITS, PLAN)]
    for text in texts:
        first, *rest = wrapped(text, 420)
        page.append((90.0, y, first))
        page += lines_set(rest, 60, y + LEADING)
        y += LEADING * (len(rest) + 1)
    assert paragraphs(read_document(printed([page]))) == texts


def test_a_number_inside_a_sentence_does_not_part_it() -> None:
    sentence = (
        "The credit that is due for each month is computed under the table of Section 4.2 of this"
        " Agreement, and it is paid to the Customer within 30 days of the invoice, or set off."
    )
    widths = [w for w in range(200, 460) if any(x.startswith("4.2") for x in wrapped(sentence, w))]
    assert widths
    for width in widths:
        document = read_document(printed([lines_set(wrapped(sentence, width), 60, 100)]))
        assert document.text == sentence


@pytest.mark.parametrize("by_row", [False, True], ids=["column by column", "row by row"])
def test_two_columns_are_read_one_after_the_other(by_row: bool) -> None:
    width = 215
    left = [*wrapped(SERVICES, width), *wrapped(CREDITS, width)]
    right = [*wrapped(PLAN, width), *wrapped(SERVICES.replace("1.1", "1.4"), width)]
    columns = [lines_set(left, 60, 100), lines_set(right, 320, 100)]
    page = columns[0] + columns[1]
    if by_row:
        page = sorted(page, key=lambda piece: (piece[1], piece[0]))
    document = read_document(printed([page]))
    assert paragraphs(document) == [SERVICES, CREDITS, PLAN, SERVICES.replace("1.1", "1.4")]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_and_turned_text_are_read_in_order(rotation: int, turned: int) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    canvas.setPageRotation(rotation)
    lying = rotation % 180 == 90  # the canvas lies, so that the page stands once it is turned
    canvas.translate(*((HEIGHT / 2, WIDTH / 2) if lying else (WIDTH / 2, HEIGHT / 2)))
    canvas.rotate(turned)
    canvas.setFont("Helvetica", 10)
    y = 150
    for text in (SERVICES, CREDITS):
        for line in wrapped(text, 400):
            canvas.drawString(-200, y, line)
            y -= 12
        y -= 6
    canvas.save()
    document = read_document(file.getvalue())
    assert paragraphs(document) == [SERVICES, CREDITS]
    for line in document.layout.lines:
        assert 0 <= line.box.x0 < line.box.x1 <= WIDTH
        assert 0 <= line.box.top < line.box.bottom <= HEIGHT


def test_boxes_of_a_turned_page_are_on_the_page_as_shown() -> None:
    document = read_document(printed([[(60, 400, "1. Services of the Supplier")]], rotation=90))
    box = document.layout.lines[0].box
    # A quarter turn with the clock: what was 442 points up is 442 points to the right.
    assert box.x0 == pytest.approx(HEIGHT - 400, abs=12)
    assert box.top == pytest.approx(60, abs=3)
    assert box.bottom - box.top > box.x1 - box.x0


@pytest.mark.parametrize(
    ("halves", "elsewhere", "expected"),
    [
        (
            ("the manu-", "facturing of parts"),
            "Manufacturing is done in Linz.",
            "the manufacturing of parts",
        ),
        (("a long-", "term forecast"), "A long-term plan is agreed.", "a long-term forecast"),
        (
            ("any non-", "conforming delivery"),
            "Delivery is on time.",
            "any non-conforming delivery",
        ),
    ],
)
def test_words_broken_at_a_line_end_are_mended(
    halves: tuple[str, str], elsewhere: str, expected: str
) -> None:
    page = [(60.0, 100.0, elsewhere), (60.0, 130.0, halves[0]), (60.0, 142.0, halves[1])]
    assert expected in read_document(printed([page])).text


def test_ligatures_and_hard_spaces_are_written_out() -> None:
    codes = b"/F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl /ff] >> >>"
    shown = b"BT /F1 11 Tf 60 780 Td (The of\\001ce sets the \\002oor,\\240and o\\003ers service.) Tj ET"
    document = read_document(raw_pdf(shown, resources=b"/Font << " + codes + b" >>"))
    assert document.text == "The office sets the floor, and offers service."


def test_a_blank_page_is_named_in_a_warning_and_the_rest_is_read() -> None:
    document = read_document(
        printed(
            [
                [(60, 100, "1. The Services start on the Effective Date.")],
                [],
                [(60, 100, "2. They end a year later.")],
            ]
        )
    )
    assert [(w.code, w.page) for w in document.warnings] == [("no_text_page", 2)]
    assert (
        document.layout.page_starts[1]
        == document.layout.page_starts[2]
        == document.text.index("2.")
    )


def test_pictures_are_named_in_a_warning() -> None:
    document = read_document(illustrated("1. The Services are shown in the drawing below."))
    assert [(w.code, w.page) for w in document.warnings] == [("picture", 1)]
    assert "1 picture" in document.warnings[0].message


def test_form_fields_are_named_in_a_warning() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(60, 700, "1. The fee is agreed as follows, and paid each month:")
    canvas.acroForm.textfield(name="fee", value="1,000 EUR", x=60, y=600, width=100, height=20)
    canvas.save()
    (warning,) = read_document(file.getvalue()).warnings
    assert warning.code == "annotation"
    assert warning.page == 1
    assert "1 form field" in warning.message


def test_reading_twice_gives_the_same_document() -> None:
    data = flowing(LONG, header="Agreement", numbered="{}")
    assert read_document(data) == read_document(data)


def test_the_same_bytes_have_the_same_hash_under_any_name() -> None:
    data = flowing([SERVICES])
    one, other = read_document(data, name="a.pdf"), read_document(data, name="b.pdf")
    assert one.sha256 == other.sha256
    assert (one.name, other.name) == ("a.pdf", "b.pdf")


def test_characters_beyond_the_basic_plane_do_not_shift_the_boxes() -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def"
        b" 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <D83DDE00> endbfchar"
        b" endcmap end end"
    )
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
    shown = b"BT /F1 11 Tf 60 780 Td (AAA) Tj ET BT /F2 11 Tf 60 700 Td (The fee is due.) Tj ET BT /F2 11 Tf 60 600 Td (It is paid.) Tj ET"
    data = raw_pdf(
        shown,
        resources=font,
        extra=[b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)],
    )
    document = read_document(data)
    boxes = {document.text[line.start : line.end]: line.box for line in document.layout.lines}
    assert boxes["The fee is due."].bottom == pytest.approx(HEIGHT - 700, abs=4)
    assert boxes["It is paid."].bottom == pytest.approx(HEIGHT - 600, abs=4)


def test_the_words_stay_in_a_helvetica_pdf_written_by_hand() -> None:
    shown = b"BT /F1 11 Tf 60 780 Td (1. The fee is due.) Tj ET"
    assert read_document(raw_pdf(shown, resources=HELVETICA)).text == "1. The fee is due."


def test_the_greek_question_mark_is_read_as_the_semicolon_that_it_looks_like() -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def"
        b" 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <3B> <037E> endbfchar"
        b" endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>"
    data = raw_pdf(
        b"BT /F1 11 Tf 60 780 Td (it pays; and it delivers) Tj ET",
        resources=b"/Font << /F1 5 0 R >>",
        extra=[font, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)],
    )
    pdf = pypdfium2.PdfDocument(data)
    textpage = pdf[0].get_textpage()
    assert "\u037e" in textpage.get_text_range()
    textpage.close()
    pdf.close()
    assert read_document(data).text == "it pays; and it delivers"
