"""Plain text and Markdown in whatever encoding, wrapped or not."""

from __future__ import annotations

import codecs

import pytest

from clauseadvisor.domain import Document, Format
from clauseadvisor.reading import read_document

QUOTED = "1. “Fees” means the sums of Annex 1 – in €, £ or kr. – that the Supplier’s café bills."
UMLAUTS = "1. Die Vergütung beträgt 5 % der monatlichen Gebühren für jede volle Stunde, höchstens aber die Hälfte."


def read(text: str | bytes) -> Document:
    return read_document(text if isinstance(text, bytes) else text.encode(), name="contract.txt")


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.layout.paragraphs]


@pytest.mark.parametrize(
    ("text", "encoding", "mark"),
    [
        (QUOTED, "utf-8", b""),
        (QUOTED, "utf-8", codecs.BOM_UTF8),
        (QUOTED, "cp1252", b""),
        (QUOTED, "utf-16-le", codecs.BOM_UTF16_LE),
        (QUOTED, "utf-16-be", codecs.BOM_UTF16_BE),
        (QUOTED, "utf-16-le", b""),
        (QUOTED, "utf-16-be", b""),
        (QUOTED, "utf-32-le", codecs.BOM_UTF32_LE),
        (UMLAUTS, "latin-1", b""),
        (
            "Договор поставки заключён между сторонами и действует один год со дня подписания.",
            "cp1251",
            b"",
        ),
    ],
)
def test_any_encoding_gives_the_same_text(text: str, encoding: str, mark: bytes) -> None:
    document = read(mark + text.encode(encoding))
    assert document.text == text
    assert document.format is Format.TEXT
    assert document.pages is None


WRAPPED = b"""\
                         SUPPLY AGREEMENT

1.   Delivery

1.1  The Supplier delivers the Goods to the warehouse of the Customer
     within ten days of each order, packed so that they can be stacked,
     and tells the Customer of any delay as soon as it learns of it.

     (a)  late deliveries are credited with one percent of their price
          for each full day;
     (b)  the credits of a month are capped at five percent; and

     (c)  nothing is credited while the Customer's gate is closed.

1.2  Title passes on payment.
"""


def test_wrapped_lines_become_paragraphs() -> None:
    assert paragraphs(read(WRAPPED)) == [
        "SUPPLY AGREEMENT",
        "1. Delivery",
        "1.1 The Supplier delivers the Goods to the warehouse of the Customer within ten days of each"
        " order, packed so that they can be stacked, and tells the Customer of any delay as soon as it"
        " learns of it.",
        "(a) late deliveries are credited with one percent of their price for each full day;",
        "(b) the credits of a month are capped at five percent; and",
        "(c) nothing is credited while the Customer's gate is closed.",
        "1.2 Title passes on payment.",
    ]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_do_not_matter(end: bytes) -> None:
    assert read(WRAPPED.replace(b"\n", end)).text == read(WRAPPED).text


def test_one_line_a_paragraph_stays_so() -> None:
    lines = [
        f"{n}. " + "The Supplier shall keep the platform available at all times. " * n
        for n in range(2, 9)
    ]
    text = "\n".join(line.strip() for line in lines)
    assert read(text).text == text


def test_double_spaced_paragraphs_are_joined() -> None:
    lines = [
        f"and the {word} of the Supplier shall be kept in good order at each of the places named in it"
        for word in ("tools", "plants") * 12
    ]
    document = read("\n\n".join(["1. The stocks", *lines]) + ".")
    assert len(document.layout.paragraphs) == 1


def test_form_feeds_and_page_numbers_leave_no_trace() -> None:
    pages = [
        "The Supplier shall deliver the Goods in the quantity and at the times that are set out in",
        "each order, and the Customer shall take them over without delay and shall test them as the",
        "parties have agreed.",
    ]
    text = "\f".join(
        f"SUPPLY AGREEMENT OF MAY\n\n{page}\n\n- {n} -\n" for n, page in enumerate(pages, 1)
    )
    document = read(text)
    assert document.text == " ".join(pages)
    assert [(f.page, f.kind, f.text) for f in document.furniture if f.kind == "page_number"] == [
        (n, "page_number", f"- {n} -") for n in (1, 2, 3)
    ]
    assert sum(f.kind == "header" for f in document.furniture) == 3


def test_control_characters_zero_widths_and_ligatures_are_cleaned() -> None:
    assert (
        read("1.\x07 The of\ufb01ce\u200b of the Cus\u00adtomer\xa0pays.\x00").text
        == "1. The office of the Customer pays."
    )


def test_words_broken_by_a_hyphen_are_mended() -> None:
    text = "The Supplier is bound by the manu-\nfacturing plan. Manufacturing\nstarts in May.\n"
    assert "the manufacturing plan" in read(text).text


MARKDOWN = """\
# SERVICES AGREEMENT

**Between** *Acme* and `Beta`

## 1. Credits

1.1 The **Supplier** grants a credit\\* of 5 % of the
monthly fee. See [Annex](https://example.com).
(a) per day;
(b) per week.

2. first item
   - nested point
3. second item

| Level | Credit |
|-------|-------:|
| 99 %  | 5 %    |
| *95 %* | 10 %  |

    indented words are no code

---
![logo](logo.png)
"""


def test_markdown_marks_go_and_structure_stays() -> None:
    document = read(MARKDOWN)
    assert [
        (p.outline, p.kind, document.text[p.start : p.end]) for p in document.layout.paragraphs
    ] == [
        (0, "body", "SERVICES AGREEMENT"),
        (None, "body", "Between Acme and Beta"),
        (1, "body", "1. Credits"),
        (
            None,
            "body",
            "1.1 The Supplier grants a credit* of 5 % of the monthly fee. See Annex. (a) per day;".removesuffix(
                " (a) per day;"
            ),
        ),
        (None, "body", "(a) per day;"),
        (None, "body", "(b) per week."),
        (None, "body", "2. first item"),
        (None, "body", "• nested point"),
        (None, "body", "3. second item"),
        (None, "table", "Level\tCredit"),
        (None, "table", "99 %\t5 %"),
        (None, "table", "95 %\t10 %"),
        (None, "body", "indented words are no code"),
        (None, "body", "logo"),
    ]
    (table,) = document.layout.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Level", "Credit"],
        ["99 %", "5 %"],
        ["95 %", "10 %"],
    ]
    assert [w.code for w in document.warnings] == ["picture"]


def test_a_number_sign_or_star_in_text_makes_no_markdown() -> None:
    text = "1. The fee is due * on the first day.\n2. Item #4 is free, and 2 * 3 is 6."
    document = read(text)
    assert document.text == text
    assert all(p.outline is None for p in document.layout.paragraphs)


def test_tags_in_text_are_text() -> None:
    text = "# Title\n\nThe **Supplier** writes <script>alert(1)</script> & shows it."
    assert "<script>alert(1)</script> & shows it." in read(text).text


def test_page_numbers_alone_are_still_a_text() -> None:
    assert read("- 1 -\n" + "\n" * 20 + "- 2 -\n" + "\n" * 20 + "- 3 -\n").text


def test_a_text_without_pages_loses_nothing_that_merely_repeats() -> None:
    """Order forms repeat whole blocks; only a page has an edge at which furniture repeats."""
    block = (
        "1. The Supplier shall deliver the goods by the end of the month.\n\n"
        "2. If the Supplier is late it shall pay 500 euro for each day.\n\n"
        "3. This order is governed by the law of Ireland.\n"
    )
    document = read_document((block * 4).encode(), name="orders.txt")
    assert document.furniture == ()
    assert document.text.count("pay 500 euro for each day") == 4
    assert document.text.count("law of Ireland") == 4


RATES = [
    ("Service", "Unit", "Rate in EUR"),
    ("Storage", "pallet and week", "2.35"),
    ("Unloading, 40 feet", "container", "310.00"),
    ("Picking", "order", "4.20"),
]


@pytest.mark.parametrize("aligned", ["{:<22}{:<20}{}", "{:<22}{:<20}{:>12}"], ids=["left", "right"])
def test_columns_set_with_blanks_are_a_table_and_named_in_the_ledger(aligned: str) -> None:
    rows = "\n".join(aligned.format(*row) for row in RATES)
    text = f"Schedule 2: Rates\n\n{rows}\n\nThe rates hold for a year from the first day.\n"
    document = read_document(text.encode())
    (table,) = document.layout.tables
    assert [tuple(cell.text for cell in row) for row in table.rows] == RATES
    assert [p.kind for p in document.layout.paragraphs] == ["body", *["table"] * 4, "body"]
    assert [warning.code for warning in document.warnings] == ["table"]


NO_TABLES = {
    "hanging numbers": "1.    The Supplier delivers.\n2.    The Customer pays.\n3.    Both keep books.\n",
    "a list of contents": "Services      2\nFees          4\nTerm          9\n",
    "two signatures": "By:    A. Nilsen      By:    B. Olsen\nName:  A. Nilsen      Name:  B. Olsen\n"
    * 2,
    "bullets": "-     tools;\n-     parts; and\n-     a person.\n",
    "two rows": "Uptime     Credit\n99.0 %     5 %\n",
}


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES)
def test_what_else_is_set_with_blanks_is_no_table(text: str) -> None:
    document = read_document(text.encode())
    assert document.layout.tables == ()
    assert document.warnings == ()
