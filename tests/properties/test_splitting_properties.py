"""Whatever the text and its layout: offsets are exact, clauses are in order and cover it all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Clause, Document, Format, Layout, Paragraph
from clauseadvisor.splitting import split_clauses

NUMBERS = [
    "1. ",
    "1.1 ",
    "(a) ",
    "(b) ",
    "(i) ",
    "ii) ",
    "Article IV ",
    "Schedule 1",
    "§ 4 ",
    "3 ",
    "A. ",
    "• ",
]
WORDS = [
    "The Supplier shall",
    " if:",
    " the Buyer",
    ".",
    ";",
    ":",
    " ",
    "\t",
    "\n",
    " ",
    "“Fee” means",
    "PAYMENT",
    "x" * 700,
    "....... 7",
    "Whereas",
    "By: ____",
]

fragments = st.sampled_from(NUMBERS + WORDS) | st.text(max_size=12)
texts = st.lists(fragments, max_size=60).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document whose paragraphs are its lines, or some of them, or none."""
    text = draw(texts)
    paragraphs, at = [], 0
    keep = draw(st.sampled_from(["all", "some", "none"]))
    for line in text.split("\n"):
        if keep == "all" or (keep == "some" and draw(st.booleans())):
            paragraphs.append(
                Paragraph(
                    start=at,
                    end=at + len(line),
                    number=line[:3] if line[:3].strip() and draw(st.integers(0, 9)) == 0 else None,
                    outline=draw(st.none() | st.integers(0, 3)),
                    kind=draw(
                        st.sampled_from(["body", "body", "body", "table", "footnote", "textbox"])
                    ),
                )
            )
        at += len(line) + 1
    return Document(
        name="contract.txt", sha256="", format=Format.TEXT, pages=None, text=text,
        layout=Layout(paragraphs=tuple(paragraphs)),
    )  # fmt: skip


def assert_sound(document: Document, clauses: tuple[Clause, ...]) -> None:
    at, known = 0, set()
    for clause in clauses:
        assert document.text[clause.start : clause.end] == clause.text
        assert clause.text.strip()
        assert clause.text == clause.text.strip()
        assert clause.start >= at
        assert not document.text[at : clause.start].strip()
        assert clause.parent is None or clause.parent in known
        assert clause.id not in known
        known.add(clause.id)
        at = clause.end
    assert not document.text[at:].strip()


@given(documents())
def test_clauses_are_exact_ordered_disjoint_and_complete(document: Document) -> None:
    assert_sound(document, split_clauses(document))


@given(documents())
def test_the_same_text_is_split_the_same_way_again(document: Document) -> None:
    assert split_clauses(document) == split_clauses(document)
