"""Furniture is told from text by wording, by counting, and by repetition beside an anchor."""

from __future__ import annotations

import pytest

from clauseadvisor.reading import read_document
from clauseadvisor.reading.furniture import separate
from clauseadvisor.reading.page_numbers import number_of
from clauseadvisor.reading.printed import PrintedLine
from tests.reading.made import printed


def page(number: int, texts: list[str]) -> list[PrintedLine]:
    return [
        PrintedLine(number, text, 60, 40 + 12 * i, 500, 50 + 12 * i, 50 + 12 * i)
        for i, text in enumerate(texts)
    ]


def body(number: int, lines: int = 24) -> list[str]:
    """Lines of text, no two alike."""
    return [
        f"the supplier keeps record {chr(97 + i)} of page {'x' * number} in good order"
        for i in range(lines)
    ]


def parted(pages: list[list[str]]) -> tuple[list[str], list[tuple[int, str, str]]]:
    kept, furniture = separate([page(number, texts) for number, texts in enumerate(pages, 1)])
    return [line.text for line in kept], [(f.page, f.kind, f.text) for f in furniture]


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "- {} -",
        "Page {}",
        "page {} of 9",
        "{}/9",
        "A-{}",
        "Services Agreement of May 2020 {}",
        "{} | Services Agreement",
    ],
)
def test_numbers_that_count_pages_are_page_numbers(form: str) -> None:
    pages = [[*body(n), form.format(n)] for n in range(1, 6)]
    kept, furniture = parted(pages)
    assert kept == [text for texts in pages for text in texts[:-1]]
    assert furniture == [(n, "page_number", form.format(n)) for n in range(1, 6)]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_page_numbers_with_a_point_end_with_the_last_page(count: int) -> None:
    kept, furniture = parted([[*body(n), f"{n}."] for n in range(1, count + 1)])
    assert [text for _, _, text in furniture] == [f"{n}." for n in range(1, count + 1)]
    assert len(kept) == 24 * count


@pytest.mark.parametrize(
    "pages",
    [
        [["1.", *body(1), "2.", *body(2), "3.", *body(3)]],
        [[*body(1), "1."], [*body(2), "2."], body(3)],
        [[*body(1, 12), "1.", *body(2, 12), "2.", *body(3, 12), "3.", *body(4, 12), "4."]],
    ],
)
def test_the_numbers_of_items_on_lines_of_their_own_are_kept(pages: list[list[str]]) -> None:
    kept, furniture = parted(pages)
    assert furniture == []
    assert kept == [text for texts in pages for text in texts]


def test_roman_page_numbers_count_too() -> None:
    kept, furniture = parted(
        [[*body(n), roman] for n, roman in enumerate(("i", "ii", "iii", "iv"), 1)]
    )
    assert len(furniture) == 4
    assert not set(kept) & {"i", "ii", "iii", "iv"}


def test_page_numbers_in_the_middle_of_a_page_are_found() -> None:
    """As in PDFs made from web pages, which keep the page breaks of the original."""
    pages = [
        [*body(n, 12), str(2 * n), *body(n + 10, 20), str(2 * n + 1), *body(n + 20, 8)]
        for n in range(1, 4)
    ]
    _, furniture = parted(pages)
    assert [text for _, _, text in furniture] == ["2", "3", "4", "5", "6", "7"]


def test_a_column_of_figures_is_no_page_number() -> None:
    figures = ["1", "2", "3", "4", "5"]
    kept, furniture = parted([[*body(1, 10), *figures, *body(2, 10)]])
    assert furniture == []
    assert [text for text in kept if text in figures] == figures


@pytest.mark.parametrize("form", ["Article {}", "ARTICLE {}", "Schedule {}", "Level {}"])
def test_numbered_headings_at_page_tops_are_text(form: str) -> None:
    kept, furniture = parted([[form.format(n), *body(n)] for n in range(1, 7)])
    assert furniture == []
    assert form.format(3) in kept


def test_headers_and_footers_repeat_at_the_edges() -> None:
    pages = [["Acme and Bolt", "Services Agreement", *body(n), "Confidential"] for n in range(1, 5)]
    kept, furniture = parted(pages)
    assert kept == [text for n in range(1, 5) for text in body(n)]
    assert [kind for _, kind, _ in furniture] == ["header", "header", "footer"] * 4


def test_a_footer_that_is_spaced_otherwise_on_one_page_goes_there_too() -> None:
    footers = ["Annex / Acme / Draft", "Annex /Acme / Draft", *["Annex / Acme / Draft"] * 3]
    pages = [[*body(n), footer] for n, footer in enumerate(footers, 1)]
    kept, furniture = parted(pages)
    assert kept == [text for texts in pages for text in texts[:-1]]
    assert furniture[1] == (2, "footer", "Annex /Acme / Draft")


def test_what_repeats_inside_the_text_stays() -> None:
    pages = [[*body(n, 10), "The credit is five percent.", *body(n + 9, 10)] for n in range(1, 6)]
    kept, furniture = parted(pages)
    assert furniture == []
    assert kept.count("The credit is five percent.") == 5


@pytest.mark.parametrize("blank", ["By:", "____________", "-----", "[***]"])
def test_blanks_to_fill_in_are_text_wherever_they_repeat(blank: str) -> None:
    _, furniture = parted([[*body(n), blank] for n in range(1, 6)])
    assert furniture == []


def test_a_list_that_some_pages_share_under_a_common_header_is_text() -> None:
    shared = ["ten pictures for the wall", "five tones for the voice"]
    pages = [
        ["Acme Content License", *(shared if n > 6 else []), *body(n, 6)] for n in range(1, 11)
    ]
    kept, furniture = parted(pages)
    assert {text for _, _, text in furniture} == {"Acme Content License"}
    assert kept.count(shared[0]) == 4


def test_a_header_of_one_attachment_goes_though_each_attachment_has_a_header_of_its_own() -> None:
    pages: list[list[str]] = []
    for number in range(1, 31):
        attachment = 1 + (number - 1) // 5
        title = f"{'ABCDEF'[attachment - 1] * 4} TERMS AND CONDITIONS"
        pages.append([f"ATTACHMENT {attachment}", title, *body(number), f"Page {number} of 30"])
    kept, furniture = parted(pages)
    assert not [text for text in kept if "TERMS" in text]
    assert len(furniture) == 90


def test_stamps_are_known_by_their_wording() -> None:
    stamp = "Source: BOLT & SONS, INC., 10-K/A, 3/14/2011"
    kept, furniture = parted([[*body(1), stamp], [*body(2), "7 " + stamp]])
    assert [kind for _, kind, _ in furniture] == ["stamp", "stamp"]
    assert len(kept) == 48


def test_a_line_after_furniture_is_marked_as_resumed() -> None:
    kept, _ = separate(
        [page(1, [*body(1), "1"]), page(2, [*body(2), "2"]), page(3, [*body(3), "3"])]
    )
    assert [line.text for line in kept if line.resumed] == [body(2)[0], body(3)[0]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("i", 1),
        ("iv", 4),
        ("ix", 9),
        ("xiv", 14),
        ("XL", 40),
        ("12", 12),
        ("mix", 0),
        ("a", 0),
        ("", 0),
    ],
)
def test_roman_numerals_are_read(text: str, value: int) -> None:
    assert number_of(text) == value


def test_where_everything_repeats_it_is_the_text() -> None:
    kept, furniture = parted([["the fee is due today"]] * 4)
    assert len(kept) == 4
    assert furniture == []


def test_a_running_page_number_is_told_on_short_pages_too() -> None:
    words = ("The Supplier keeps the service up.", "The Customer pays.", "Both meet each month.")
    pages = [
        [(60.0, 780.0, f"ABC-2024-09 Page {number}"), (60.0, 100.0, sentence)]
        for number, sentence in enumerate(words, 1)
    ]
    document = read_document(printed(pages))
    assert document.text == "\n".join(words)
    assert [piece.kind for piece in document.furniture] == ["page_number"] * 3


def test_a_page_number_among_other_words_is_no_text() -> None:
    pages = [[*body(n), f"Acme Confidential Page {n} of 3 sow{n}.doc"] for n in (1, 2, 3)]
    kept, furniture = parted(pages)
    assert not any("Confidential" in text for text in kept)
    assert [kind for _, kind, _ in furniture] == ["page_number"] * 3


def test_a_sentence_that_mentions_a_page_stays() -> None:
    kept, furniture = parted([[*body(1), "The rates on Page 2 of 9 of the tariff apply."], body(2)])
    assert "The rates on Page 2 of 9 of the tariff apply." in kept
    assert furniture == []
