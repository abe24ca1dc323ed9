"""The map from characters of the reading text back to the runs of the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.openxml.document import open_word
from clauseadvisor.openxml.names import attribute, name_of
from clauseadvisor.openxml.revisions import View
from clauseadvisor.settings import Limits
from tests.openxml.builder import (
    abstract,
    docx,
    gone,
    hyperlink,
    ins,
    lvl,
    mark_deleted,
    note,
    note_reference,
    num,
    p,
    r,
    run,
    sdt,
    t,
    tbl,
    tc,
    text_box,
    tr,
)

SIGNS = {"w:tab": "\t", "w:br": "\n", "w:noBreakHyphen": "-", "w:sym": "≥"}

DATA = docx(
    p("Credit of ", gone("5%"), ins(r("10%")), " applies", note_reference(1), ".", num=1),
    p("Joined ", mark=mark_deleted()),
    p(
        hyperlink(r("here")),
        sdt(r("now")),
        run("<w:tab/>" + t("a\u00adb") + "<w:br/>"),
        num=1,
        ilvl=1,
    ),
    tbl(tr(tc(p("one", run("<w:tab/>"), num=1), "two"), tc(tbl(tr("in", "ner"))))),
    p("Box", text_box(p("boxed")), run('<w:noBreakHyphen/><w:sym w:font="Symbol" w:char="F0B3"/>')),
    numbering=abstract(0, lvl(0, "%1."), lvl(1, "%1.%2")) + num(1, 0),
    footnotes=note(1, "Net."),
)

FLOW = open_word(DATA, limits=Limits()).read().flow


@pytest.mark.parametrize("view", list(View))
def test_every_character_leads_to_its_place_in_the_file(view: View) -> None:
    flow = open_word(DATA, limits=Limits()).read(view).flow
    sources = list(flow.sources())
    assert len(sources) == len(flow.text) == sum(len(piece.text) for piece in flow.pieces)
    for sign, source in zip(flow.text, sources, strict=True):
        if source is None:
            continue
        node = name_of(source.node)
        assert source.node.getparent() is source.run
        if node in SIGNS:
            assert source.offset == 0
            # Inside a table cell a tab or a break is shown as a space.
            assert sign in {SIGNS[node], " "}
        else:
            assert node in {"w:t", "w:delText"}
            assert (source.node.text or "")[source.offset] == sign


def test_only_numbers_and_separators_stand_nowhere_in_the_file() -> None:
    flow = open_word(DATA, limits=Limits()).read().flow
    generated = [piece.text for piece in flow.pieces if piece.run is None]
    assert generated == [
        "1. ", "\n", "1 ", "\n", "1.1 ", "\n", "2. ", " ", "\t", "\n", "\t", "\n", "\n",
    ]  # fmt: skip


def test_a_note_leads_into_its_own_part() -> None:
    flow = open_word(DATA, limits=Limits()).read().flow
    source = flow.source(flow.text.index("Net."))
    assert source is not None
    assert source.part == "word/footnotes.xml"
    (entry,) = (entry for entry in flow.paragraphs if entry.paragraph.kind == "footnote")
    assert entry.part == "word/footnotes.xml"


def test_a_paragraph_names_all_the_elements_it_is_made_of() -> None:
    flow = open_word(DATA, limits=Limits()).read().flow
    (joined,) = (entry for entry in flow.paragraphs if entry.paragraph.number == "1.1")
    assert len(joined.elements) == 2
    assert all(name_of(element) == "w:p" for element in joined.elements)
    row = next(entry for entry in flow.paragraphs if entry.paragraph.kind == "table")
    assert len(row.elements) == 2


def test_an_edit_of_a_mapped_node_is_what_is_saved() -> None:
    document = open_word(DATA, limits=Limits())
    flow = document.read().flow
    source = flow.source(flow.text.index("10%"))
    assert source is not None
    source.node.text = "12%"
    saved = open_word(document.save([source.part]), limits=Limits())
    assert "Credit of 12% applies." in saved.read().flow.text
    assert "Credit of 5% applies." in saved.read(View.ORIGINAL).flow.text
    deleted = next(saved.root(saved.main).iter("{*}del"))
    assert attribute(deleted, "w:author") == "Ada"


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(0, 200))
def test_stretches_make_up_what_lies_between_two_offsets(one: int, two: int) -> None:
    start, end = (min(offset, len(FLOW.text)) for offset in sorted((one, two)))
    stretches = list(FLOW.between(start, end))
    assert "".join(stretch.text for stretch in stretches) == FLOW.text[start:end]
    assert all(stretch.start < stretch.end for stretch in stretches)


def test_an_offset_outside_the_text_is_an_error() -> None:
    flow = open_word(docx(p("x")), limits=Limits()).read().flow
    for offset in (-1, 1):
        with pytest.raises(IndexError, match="no character"):
            flow.source(offset)
    with pytest.raises(IndexError, match="no text"):
        list(flow.between(0, 2))
