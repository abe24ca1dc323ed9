"""What holds for every Word file: random ones, and broken ones."""

from __future__ import annotations

import random
import re
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from clauseadvisor.errors import ClauseAdvisorError
from clauseadvisor.openxml.document import open_word
from clauseadvisor.openxml.revisions import View
from clauseadvisor.reading.result import Read
from clauseadvisor.reading.word import read_word
from clauseadvisor.settings import Limits
from tests.openxml.builder import (
    abstract,
    docx,
    field,
    gone,
    hidden,
    hyperlink,
    ins,
    lvl,
    mark_deleted,
    mark_inserted,
    moved_from,
    moved_to,
    note,
    note_reference,
    num,
    p,
    parts_of,
    r,
    run,
    sdt,
    starts_at,
    style,
    tbl,
    tc,
    text_box,
    tr,
    zipped,
)

LIMITS = Limits()
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

LINKED = {
    "numbering": abstract(
        0, lvl(0, "%1."), lvl(1, "%1.%2", restart=0), lvl(2, "(%3)", "lowerRoman", legal=True)
    )
    + num(1, 0)
    + num(2, 0, starts_at(1, 3)),
    "styles": style("Heading1", name="heading 1") + style("Veiled", run_properties="<w:vanish/>"),
    "footnotes": note(1, "A note.", p("On.", num=1)) + note(2, ""),
    "header": p("Header"),
}

#: The tags of revisions, without what they hold, and deleted text as ordinary text.
REVISION = re.compile(r"</?w:(?:ins|del|moveFrom|moveTo)\b[^>]*>")

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"))
    | st.sampled_from("\t\n\u2028 "),
    max_size=12,
)
inline = st.recursive(
    st.one_of(
        words.map(r),
        words.map(gone),
        words.map(lambda text: ins(r(text), "Ben")),
        words.map(moved_from),
        words.map(moved_to),
        words.map(hidden),
        words.map(lambda text: field(" REF x ", r(text))),
        st.sampled_from(
            [
                run("<w:tab/>"),
                run("<w:br/>"),
                run("<w:softHyphen/>"),
                run('<w:fldChar w:fldCharType="begin"/>'),
                run('<w:fldChar w:fldCharType="end"/>'),
                note_reference(1),
                note_reference(2),
                note_reference(7),
            ]
        ),
    ),
    lambda inner: st.one_of(inner.map(sdt), inner.map(hyperlink), inner.map(ins)),
    max_leaves=3,
)
paragraph = st.builds(
    lambda content, **options: p(*content, **options),
    st.lists(inline, max_size=4),
    num=st.sampled_from([None, 0, 1, 2, 9]),
    ilvl=st.sampled_from([None, 0, 1, 2, 8]),
    style=st.sampled_from(["", "Heading1", "Veiled", "Nowhere"]),
    mark=st.sampled_from(["", "", mark_deleted(), mark_inserted(), "<w:vanish/>"]),
)
blocks = st.recursive(
    st.lists(paragraph, max_size=3).map("".join),
    lambda inner: st.one_of(
        inner.map(sdt),
        inner.map(lambda content: p(text_box(content or p()))),
        st.lists(
            st.builds(
                lambda cells, row: tr(*cells, properties=row),
                st.lists(
                    st.builds(
                        lambda content, cell: tc(content or p(), properties=cell),
                        inner,
                        st.sampled_from(
                            ["", "<w:vMerge/>", "<w:hMerge/>", '<w:gridSpan w:val="2"/>']
                        ),
                    ),
                    max_size=3,
                ),
                st.sampled_from(["", "", mark_deleted(), mark_inserted()]),
            ),
            max_size=3,
        ).map(lambda rows: tbl(*rows)),
    ),
    max_leaves=6,
)


def holds(read: Read) -> None:
    """Paragraphs and tables are what :class:`clauseadvisor.domain.Layout` promises."""
    end = 0
    for entry in read.layout.paragraphs:
        assert end <= entry.start < entry.end <= len(read.text)
        assert not read.text[end : entry.start].strip()
        assert entry.start == 0 or read.text[entry.start - 1] == "\n"
        if entry.number is not None:
            assert read.text.startswith(entry.number + " ", entry.start)
        if entry.kind == "table":
            assert "\n" not in read.text[entry.start : entry.end]
        end = entry.end
    assert not read.text[end:].strip()
    starts = [table.start for table in read.layout.tables]
    assert starts == sorted(starts)
    for table in read.layout.tables:
        assert table.start in {entry.start for entry in read.layout.paragraphs}
        assert table.end in {entry.end for entry in read.layout.paragraphs}
        reached = table.start
        for row in table.rows:
            for cell in row:
                assert reached <= cell.start <= cell.end <= table.end
                assert read.text[cell.start : cell.end] == cell.text
                reached = cell.end


@QUIET
@given(st.lists(blocks, min_size=1, max_size=4), st.sampled_from(["final", "original"]))
def test_offsets_hold_on_random_files(content: list[str], view: str) -> None:
    data = docx(p("Head."), *(block or p() for block in content), **LINKED)
    holds(read_word(data, limits=LIMITS, view=view))


@QUIET
@given(st.lists(blocks, min_size=1, max_size=4), st.sampled_from(list(View)))
def test_the_map_is_as_long_as_the_text(content: list[str], view: View) -> None:
    flow = (
        open_word(docx(*(block or p() for block in content), **LINKED), limits=LIMITS)
        .read(view)
        .flow
    )
    position = 0
    for start, piece in zip(flow.starts, flow.pieces, strict=True):
        assert start == position
        assert piece.text
        position += len(piece.text)
    assert position == len(flow.text)
    assert len(list(flow.sources())) == len(flow.text)


@QUIET
@given(st.lists(st.lists(words, max_size=3), max_size=4))
def test_no_word_is_lost_and_none_is_invented(content: list[list[str]]) -> None:
    data = docx(p("Head."), *(p(*map(r, runs)) for runs in content))
    expected = "Head." + "".join(word for runs in content for word in runs)
    shown = read_word(data, limits=LIMITS).text
    assert "".join(shown.split()) == "".join(expected.replace("\u00ad", "").split())


@QUIET
@given(st.lists(blocks, min_size=1, max_size=3))
def test_without_tracked_changes_the_two_views_are_one(content: list[str]) -> None:
    accepted = [REVISION.sub("", block).replace("delText", "t") for block in content]
    data = docx(p("Head."), *(block or p() for block in accepted), **LINKED)
    assert (
        read_word(data, limits=LIMITS).text == read_word(data, limits=LIMITS, view="original").text
    )


SOUND = parts_of(
    p("Credit of ", gone("5%"), ins(r("10%")), note_reference(1), num=1),
    p(field(" REF x ", r("4.2")), text_box(p("Boxed.")), style="Heading1"),
    tbl(tr(tc(p("one", num=2)), sdt(tc("two"))), tr("three")),
    **LINKED,
)


@settings(QUIET, max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_file_with_broken_xml_is_read_or_refused(chance: random.Random) -> None:
    name = chance.choice(sorted(SOUND))
    data = bytearray(SOUND[name])
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        kind = chance.randrange(4)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randint(1, 40)]
        elif kind == 2:
            piece = data[at : at + chance.randint(1, 200)]
            other = chance.randrange(len(data))
            data[other:other] = piece
        else:
            data[at:at] = chance.choice(
                [b"<w:p>", b"</w:r>", b"&x;", b"<", b'"', b"<!DOCTYPE a>", b"0", b"-"]
            )
        data = data or bytearray(b"<")
    read_or_refused(zipped(SOUND | {name: bytes(data)}))


@settings(QUIET, max_examples=100)
@given(st.randoms(use_true_random=False))
def test_a_file_with_moved_elements_is_read_or_refused(chance: random.Random) -> None:
    name = chance.choice([name for name in sorted(SOUND) if name.startswith("word/")])
    root = etree.fromstring(SOUND[name])
    for _ in range(chance.randint(1, 5)):
        elements = list(root.iter())
        child, parent = chance.choice(elements), chance.choice(elements)
        if child is root or parent in child.iter():
            continue
        parent.insert(chance.randint(0, len(parent)), child)
        if chance.random() < 0.3:
            chance.choice(elements).attrib.clear()
    read_or_refused(zipped(SOUND | {name: etree.tostring(root)}))


@settings(QUIET, max_examples=150)
@given(st.randoms(use_true_random=False), st.booleans())
def test_a_damaged_archive_is_read_or_refused(chance: random.Random, packed: bool) -> None:
    data = bytearray(zipped(SOUND, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED))
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.randint(1, 6)):
        if data:
            # Most of the damage to the directory at the end, where the archive is described.
            low = max(len(data) - 900, 0) if chance.random() < 0.7 else 0
            data[chance.randrange(low, len(data))] = chance.randrange(256)
    read_or_refused(bytes(data))


def read_or_refused(data: bytes) -> None:
    for view in ("final", "original"):
        refusal = None
        try:
            holds(read_word(data, limits=LIMITS, view=view))
        except ClauseAdvisorError as problem:
            refusal = str(problem)
        assert refusal is None or (refusal.endswith(".") and "\n" not in refusal)
