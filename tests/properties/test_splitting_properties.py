"""Whatever the text and its layout: offsets are exact, clauses are in order and cover it all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Document, Format, Layout, Paragraph
from clauseadvisor.splitting import split_clauses
from tests.splitting.documents import assert_sound

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


@given(documents())
def test_clauses_are_exact_ordered_disjoint_and_complete(document: Document) -> None:
    assert_sound(document, split_clauses(document))


@given(documents())
def test_the_same_text_is_split_the_same_way_again(document: Document) -> None:
    assert split_clauses(document) == split_clauses(document)


CONTRACT = """SUPPLY AGREEMENT
This Agreement is made between Alder Foods Ltd (the “Customer”) and Birch Ltd (the “Supplier”).
WHEREAS, the Customer needs boxes; and
NOW, THEREFORE, the parties agree as follows:
TABLE OF CONTENTS
1. Orders ......... 2
2. Price .......... 3
1. ORDERS
1.1 Form. The Customer shall order in writing, as Section 2.1 says. 1.2 The Supplier shall confirm.
1.3 Either party may end an order if the other party:
(a) does not pay;
(b) becomes insolvent; or
(c) breaks clause 1.1.
2. PRICE
“Price” means the price of the list on the day of the order.
Month\tCredit
January\t5 %
2.1 The Customer shall pay the Price. (i) Late sums bear interest. (ii) Disputes stay open.
• boxes
• labels
IN WITNESS WHEREOF, the parties have signed.
By: ____________
Schedule 1
Boxes
1. Size. The boxes hold twelve jars.
Exhibit A - Drawings"""

edits = st.lists(
    st.tuples(
        st.integers(0, len(CONTRACT)), st.integers(0, 40), st.sampled_from([*NUMBERS, *WORDS, ""])
    ),
    max_size=12,
)


@given(edits, st.sampled_from(Format))
def test_a_mutated_contract_is_split_as_soundly(
    changes: list[tuple[int, int, str]], format: Format
) -> None:
    text = CONTRACT
    for at, removed, added in changes:
        text = text[:at] + added + text[at + removed :]
    paragraphs, at = [], 0
    for line in text.split("\n"):
        kind = "table" if "\t" in line else "body"
        paragraphs.append(Paragraph(start=at, end=at + len(line), kind=kind))
        at += len(line) + 1
    document = Document(
        name="contract", sha256="", format=format, pages=None, text=text,
        layout=Layout(paragraphs=tuple(paragraphs)),
    )  # fmt: skip
    clauses = split_clauses(document)
    assert_sound(document, clauses)
