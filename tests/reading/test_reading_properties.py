"""What must hold of every document, whatever was read."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauseadvisor.domain import Document
from clauseadvisor.errors import ClauseAdvisorError, NoTextError
from clauseadvisor.reading import read_document
from clauseadvisor.settings import Limits
from tests.reading.made import flowing, printed, scanned
from tests.reading.made_tables import GRID, ROWS, with_table

MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=3_000, deadline=None, suppress_health_check=list(HealthCheck))
LIMITS = Limits(max_seconds=20, max_expanded_bytes=5_000_000, max_bytes=5_000_000)

WORDS = st.text("abcdefgh ABC019.,;:()-–§“”%$é#*|", min_size=1, max_size=60)
LINES = st.lists(WORDS, max_size=40)
ENDS = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\f", "\n    ", "\n# ", "\n| a | b |\n|---|---|\n", "\n- 3 -\n"]
)


def check(document: Document) -> None:
    """Offsets, order, disjointness and coverage, as the data model promises."""
    text, layout = document.text, document.layout
    end = 0
    for paragraph in layout.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(text)
        assert not text[end : paragraph.start].strip()
        assert "\n" not in text[paragraph.start : paragraph.end]
        end = paragraph.end
    assert not text[end:].strip()
    end = 0
    for line in layout.lines:
        assert end <= line.start < line.end <= len(text)
        assert line.box.x0 <= line.box.x1
        assert line.box.top <= line.box.bottom
        end = line.end
    if layout.lines:
        covered = {i for line in layout.lines for i in range(line.start, line.end)}
        bare = {text[i] for i in range(len(text)) if i not in covered}
        assert bare <= {"\n", " ", "-"}
    for table in layout.tables:
        cells = [cell for row in table.rows for cell in row]
        assert all(text[cell.start : cell.end] == cell.text for cell in cells)
        assert (table.start, table.end) == (cells[0].start, cells[-1].end)
    assert list(layout.page_starts) == sorted(layout.page_starts)
    assert len(layout.page_starts) == (document.pages or 0)
    assert text == text.strip("\n ")  # an empty last cell leaves its tab
    assert not set(text) & set("\x00\x02\ufffe\r\f\v")


def attempt(data: bytes) -> Document | ClauseAdvisorError:
    """The document, or the error that reading it raised; any other exception is a defect."""
    try:
        return read_document(data, limits=LIMITS)
    except ClauseAdvisorError as error:
        return error


def check_either(outcome: Document | ClauseAdvisorError) -> None:
    if isinstance(outcome, Document):
        check(outcome)
    else:
        assert "\n" not in str(outcome)
        assert str(outcome).endswith(".")


@MODEST
@given(st.lists(st.tuples(WORDS, ENDS), min_size=1, max_size=30))
def test_any_text_is_read_with_sound_offsets(pieces: list[tuple[str, str]]) -> None:
    data = "".join(words + end for words, end in pieces).encode()
    outcome = attempt(data)
    assert isinstance(outcome, Document) == bool(data.strip())
    check_either(outcome)


@MODEST
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_our_error(data: bytes) -> None:
    check_either(attempt(data))


@MODEST
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.integers(20, 560),
                st.integers(20, 820),
                st.text("abc XYZ019.,;()-", min_size=1, max_size=50),
            ),
            max_size=25,
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([0, 90, 180, 270]),
)
def test_words_anywhere_on_a_page_are_read_with_sound_offsets(
    pages: list[list[tuple[float, float, str]]], rotation: int
) -> None:
    outcome = attempt(printed(pages, rotation=rotation))
    assert isinstance(outcome, Document | NoTextError)
    check_either(outcome)


@MODEST
@given(
    st.lists(
        st.text("abc XYZ01.,;", min_size=1, max_size=30).filter(str.strip), min_size=5, max_size=40
    )
)
def test_no_word_of_a_page_is_lost(texts: list[str]) -> None:
    page = [(60.0, 60.0 + 18 * i, text) for i, text in enumerate(texts)]
    document = read_document(printed([page]), limits=LIMITS)
    read = document.text + " ".join(piece.text for piece in document.furniture)
    assert sorted("".join(read.split())) == sorted("".join("".join(texts).split()))


SEEDS = [
    flowing(
        ["1. The Supplier delivers. " * 20, "2. The Customer pays. " * 20],
        header="Agreement",
        numbered="{}",
    ),
    with_table(ROWS, GRID),
    printed([[(60, 100, "1. Turned.")]], rotation=90),
    scanned(),
]


def mutated(seed: bytes, choice: random.Random) -> bytes:
    """``seed`` with some bytes changed, dropped, added or copied."""
    data = bytearray(seed)
    for _ in range(choice.choice([1, 3, 20, 200])):
        place = choice.randrange(len(data))
        match choice.randrange(4):
            case 0:
                data[place] = choice.randrange(256)
            case 1:
                del data[place : place + choice.randrange(1, 8)]
            case 2:
                data[place:place] = choice.randbytes(4)
            case _:
                start = choice.randrange(len(data))
                data[place : place + 30] = data[start : start + 30]
    return bytes(data)


def survives(seed: bytes, number: int) -> None:
    check_either(attempt(mutated(seed, random.Random(number))))


@MODEST
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_damaged_pdfs_give_a_document_or_our_error(seed: bytes, number: int) -> None:
    survives(seed, number)


@pytest.mark.soak
@MANY
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_many_damaged_pdfs_give_a_document_or_our_error(seed: bytes, number: int) -> None:
    survives(seed, number)
