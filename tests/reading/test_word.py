"""Word files that lose text in other readers: what each view must read, to the character."""

from __future__ import annotations

import pytest

from clauseadvisor.errors import EmptyInputError, NoTextError, TooLargeError, UsageError
from clauseadvisor.reading.word import read_word
from clauseadvisor.settings import Limits
from tests.openxml.builder import (
    comment,
    docx,
    gone,
    ins,
    moved_from,
    moved_to,
    note,
    note_reference,
    p,
    r,
    run,
    style,
    tbl,
    tc,
    text_box,
    tr,
)
from tests.openxml.builder import (
    field as complex_field,
)
from tests.openxml.hard_files import CLAUSES, HARD, Hard

LIMITS = Limits()

WATERMARK = '<w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>'


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_the_final_view_reads_every_character_shown(hard: Hard) -> None:
    assert read_word(hard.data, limits=LIMITS).text == hard.final


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_the_original_view_reads_what_stood_before(hard: Hard) -> None:
    expected = hard.final if hard.original is None else hard.original
    assert read_word(hard.data, limits=LIMITS, view="original").text == expected


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_the_ledger_names_what_was_not_read_and_nothing_else(hard: Hard) -> None:
    assert {
        warning.code for warning in read_word(hard.data, limits=LIMITS).warnings
    } == hard.warnings


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
@pytest.mark.parametrize("view", ["final", "original"])
def test_paragraphs_and_cells_are_stretches_of_the_text(hard: Hard, view: str) -> None:
    read = read_word(hard.data, limits=LIMITS, view=view)
    end = 0
    for paragraph in read.layout.paragraphs:
        assert end <= paragraph.start < paragraph.end
        assert not read.text[end : paragraph.start].strip()
        end = paragraph.end
        if paragraph.number is not None:
            assert read.text[paragraph.start :].startswith(paragraph.number + " ")
    assert not read.text[end:].strip()
    for table in read.layout.tables:
        assert table.start in {paragraph.start for paragraph in read.layout.paragraphs}
        assert table.end in {paragraph.end for paragraph in read.layout.paragraphs}
        for row in table.rows:
            for cell in row:
                assert table.start <= cell.start <= cell.end <= table.end
                assert read.text[cell.start : cell.end] == cell.text


def test_the_layout_tells_number_level_heading_and_kind() -> None:
    data = docx(
        p("Fees", style="Heading1", num=1),
        p("Invoices.", num=1, ilvl=1),
        p("Plain", note_reference(1), text_box(p("Box.")), "."),
        tbl(tr(tc(p("Row head", num=1)), "cell")),
        numbering=CLAUSES,
        styles=style("Heading1", name="heading 1"),
        footnotes=note(1, "Note."),
    )
    read = read_word(data, limits=LIMITS)
    assert [
        (paragraph.kind, paragraph.number, paragraph.level, paragraph.outline)
        for paragraph in read.layout.paragraphs
    ] == [
        ("body", "1.", 0, 0),
        ("body", "1.1", 1, None),
        ("body", None, None, None),
        ("footnote", "1", None, None),
        ("textbox", None, None, None),
        ("table", "2.", 0, None),
    ]


def test_tables_keep_their_cells_and_nested_tables_stand_inside() -> None:
    data = docx(
        p("Above."),
        tbl(tr("Level", "Credit"), tr(tc("Gold", tbl(tr("99.9%", "99.5%"))), "")),
        p("Below."),
    )
    read = read_word(data, limits=LIMITS)
    assert read.text == "Above.\nLevel\tCredit\nGold\t\n99.9%\t99.5%\nBelow."
    outer, inner = read.layout.tables
    assert [[cell.text for cell in row] for row in outer.rows] == [
        ["Level", "Credit"],
        ["Gold", ""],
    ]
    assert [[cell.text for cell in row] for row in inner.rows] == [["99.9%", "99.5%"]]
    assert outer.start < inner.start
    assert inner.end == outer.end


def test_tracked_changes_are_counted_by_kind_and_author_with_the_view_that_was_read() -> None:
    data = docx(
        p("a", ins(r("b"), "Ada"), gone("c", "Ben"), moved_from("d", "Ada"), moved_to("d", "Ada")),
        p(r("e", '<w:b/><w:rPrChange w:id="1" w:author="Cy"><w:rPr/></w:rPrChange>')),
    )
    (final,) = read_word(data, limits=LIMITS).warnings
    assert final.message == (
        "The file holds 4 tracked changes (1 inserted, 1 deleted, 1 moved, 1 formatting) by "
        "Ada (2), Ben (1), Cy (1); the text was read as if all were accepted (the final view)."
    )
    (original,) = read_word(data, limits=LIMITS, view="original").warnings
    assert original.message.endswith("as if all were rejected (the original view).")


def test_comments_are_counted_by_author_and_stay_out_of_the_text() -> None:
    data = docx(
        p("<w:commentRangeStart w:id='0'/>", "Text.", run("<w:commentReference w:id='0'/>")),
        comments=comment(0, "Ada", "Too high") + comment(1, "Ben", "No") + comment(2, "Ada", "Ok"),
    )
    read = read_word(data, limits=LIMITS)
    assert read.text == "Text."
    assert [(warning.code, warning.message) for warning in read.warnings] == [
        ("comment", "3 comments were not read as contract text: Ada (2), Ben (1).")
    ]


def test_headers_and_footers_are_furniture() -> None:
    data = docx(
        p("Text."),
        header=p("Northwind", run("<w:tab/>"), "Confidential", run(WATERMARK)),
        footer=p("Page ", complex_field(" PAGE ", r("1"))),
    )
    read = read_word(data, limits=LIMITS)
    assert read.text == "Text."
    assert [(piece.page, piece.kind, piece.text) for piece in read.furniture] == [
        (1, "header", "Northwind\tConfidential"),
        (1, "stamp", "DRAFT"),
        (1, "footer", "Page 1"),
    ]


def test_a_file_of_pictures_alone_says_so() -> None:
    picture = run("<w:drawing><pic:pic/></w:drawing>")
    with pytest.raises(NoTextError, match=r"no text, only .* \(picture\): hand in"):
        read_word(docx(p(picture)), limits=LIMITS)


@pytest.mark.parametrize("data", [docx(), docx(p(), p(" ")), docx(tbl(tr("")))])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(EmptyInputError, match="is empty"):
        read_word(data, limits=LIMITS)


def test_an_unknown_view_is_refused() -> None:
    with pytest.raises(UsageError, match="choose final or original"):
        read_word(docx(p("x")), limits=LIMITS, view="draft")


def test_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="more than 10 characters"):
        read_word(docx(p("eleven sign")), limits=Limits(max_characters=10))
