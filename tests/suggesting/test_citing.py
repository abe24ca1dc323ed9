"""A clause is cited with the numbers above it, as another clause of the contract would."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Document, Format, LabelledClause, Party, ReadingWarning, Role
from clauseadvisor.suggesting.citing import cited, reference, shared_citations, standing_alone
from clauseadvisor.suggesting.naming import words_of, written_name
from tests.builders import a_clause

WORDS = words_of(
    Document(
        name="x", sha256="0", format=Format.TEXT, pages=None, text="Section 2 binds the parties."
    )
)


def chain(*numbers: str | None) -> tuple[LabelledClause, dict[str, LabelledClause]]:
    """Clauses one below the other, and the innermost of them."""
    made = [
        dataclasses.replace(
            a_clause(f"Words of level {level}."),
            id=f"c{level}",
            number=number,
            parent=f"c{level - 1}" if level else None,
        )
        for level, number in enumerate(numbers)
    ]
    return made[-1], {each.id: each for each in made}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("7", "7.2"), "Section 7.2"),
        (("7", "7.2", "(d)"), "Section 7.2(d)"),
        (("7.2", "d", "(ii)"), "Section 7.2(d)(ii)"),
        (("3A", "3A.5", "(c)"), "Section 3A.5(c)"),
        (("Section 12B", "12B.1(c)"), "Section 12B.1(c)"),
        (("7.2", "a)"), "Section 7.2(a)"),
        (("ARTICLE II", "Section 2.03", "(a)"), "Section 2.03(a)"),
        (("SECTION 7.0", "a)"), "Section 7.0(a)"),
        (("ARTICLE IV", "(b)"), "Article IV(b)"),
        (("5", "C"), "Section 5.C"),
        (("5", "C", "(ii)"), "Section 5.C(ii)"),
        (("C",), "this Section"),
        (("Exhibit B", "3"), "Section 3 of Exhibit B"),
        (("SCHEDULE 2", "4", "(a)"), "Section 4(a) of Schedule 2"),
        (("Schedule 2", "(a)"), "Paragraph (a) of Schedule 2"),
        (("Schedule 2",), "Schedule 2"),
        (("(a)",), "this Section"),
        (("7.2", None), "this Section"),
        (("5.2", "1"), "this Section"),
        (("Part One", "(a)"), "this Section"),
    ],
)
def test_a_part_is_cited_with_what_stands_above_it(
    numbers: tuple[str | None, ...], expected: str
) -> None:
    clause, clauses = chain(*numbers)
    assert reference(clause, WORDS, clauses) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("7",), "item 7"),
        (("7", "(b)"), "item 7(b)"),
        (("7", "3A"), "Section 3A"),
        (("7", "3A", "3A.5", "(c)"), "Section 3A.5(c)"),
        (("6", "2.3(n)"), "Section 2.3(n)"),
        (("1", "4"), None),
    ],
)
def test_the_items_of_an_amendment_are_no_sections_of_the_agreement(
    numbers: tuple[str, ...], expected: str | None
) -> None:
    text = (
        "THIS AMENDMENT NO. 3 changes Section 3A, Section 4, Section 5, Section 6 and Section 2.3."
    )
    apart = ReadingWarning(code="part_of_another", message="The agreement is elsewhere.")
    document = Document(
        name="x", sha256="0", format=Format.TEXT, pages=None, text=text, warnings=(apart,)
    )
    clause, clauses = chain(*numbers)
    assert cited(clause, words_of(document), clauses) == expected
    item, items = chain("7")
    assert cited(item, words_of(dataclasses.replace(document, warnings=())), items) == "Section 7"


@pytest.mark.parametrize("numbers", [("7", "7.2", None), ("7.2", "(a)", "(ii)"), ("7.2",)])
def test_a_place_is_named_by_the_whole_clause_that_holds_it(
    numbers: tuple[str | None, ...],
) -> None:
    clause, clauses = chain(*numbers)
    whole = standing_alone(clause, clauses)
    assert whole is not None
    assert cited(whole, WORDS, clauses) == "Section 7.2"


def test_where_no_number_leads_to_it_there_is_no_whole_clause() -> None:
    clause, clauses = chain(None, "(a)")
    assert standing_alone(clause, clauses) is None


def test_clauses_that_name_each_other_as_parent_do_not_hang() -> None:
    clause, clauses = chain("(a)", "(b)")
    clauses["c0"] = dataclasses.replace(clauses["c0"], parent="c1")
    assert reference(clause, WORDS, clauses) == "this Section"


def test_a_number_that_leads_to_two_clauses_cites_neither() -> None:
    one, first = chain("Exhibit A", "1")
    made = {**first, "twin": dataclasses.replace(one, id="twin")}
    shared = shared_citations(made, WORDS)
    assert shared == {"Section 1 of Exhibit A"}
    assert reference(one, WORDS, made, shared) == "this Section"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("1",), "paragraph 1 of Item 375"),
        (("2", "(a)"), "paragraph 2(a) of Item 375"),
        (("(b)",), "paragraph (b) of Item 375"),
        ((), "Item 375"),
    ],
)
def test_what_stands_in_a_numbered_item_is_cited_with_it(
    numbers: tuple[str | None, ...], expected: str
) -> None:
    clause, clauses = chain(None, *numbers)
    clauses["c0"] = dataclasses.replace(clauses["c0"], heading="ITEM 375: WAITING TIME")
    clause = clauses[clause.id]
    assert reference(clause, WORDS, clauses) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interest is lawful under Article 5069-1.04 of a statute.", "clause"),
        (
            "It is exempt under Section 12(b) of the Carriage Act, and so is Section 4 here.",
            "Section",
        ),
        ("It is exempt under Section 12(b) of the Inland Carriage Act.", "clause"),
        ("See Article 7 and Article 8.2.", "Article"),
    ],
)
def test_what_a_statute_calls_its_parts_is_no_word_of_the_contract(
    text: str, expected: str
) -> None:
    words = words_of(Document(name="x", sha256="0", format=Format.TEXT, pages=None, text=text))
    assert words.clause == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (
            "Paragraph 3 and Paragraph 5 hold. See Paragraph 8, Paragraph 9, Subparagraph 3.1, "
            "Subparagraph 3.2, Subparagraph 5.5 and Subparagraph 8.4.",
            "8.4",
            "Subparagraph 8.4",
        ),
        (
            "Article 2, Article 3, Article 4 and Article 5 hold, and so do Section 2.1, Section "
            "2.4, Section 3.6, Section 3.7 and Section 5.5.",
            "3",
            "Article 3",
        ),
        ("Section 2.1, Section 2.2, Section 3.3 and Article 3 hold.", "3", "Section 3"),
    ],
)
def test_a_clause_is_called_as_the_contract_calls_those_of_its_kind(
    text: str, number: str, expected: str
) -> None:
    words = words_of(Document(name="x", sha256="0", format=Format.TEXT, pages=None, text=text))
    innermost, clauses = chain(number)
    assert cited(innermost, words, clauses) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Notice takes effect on the Business Day that follows.", "Business Days"),
        ("It is answered by the next working day.", "working days"),
        ("It is answered within ten days.", "days"),
    ],
)
def test_days_are_counted_as_the_contract_counts_them(text: str, expected: str) -> None:
    document = Document(name="x", sha256="0", format=Format.TEXT, pages=None, text=text)
    assert words_of(document).business_days == expected


def test_a_party_that_is_called_by_its_address_on_the_net_bears_no_article() -> None:
    party = Party(name="Otter.com", role=Role.CUSTOMER)
    text = "Heron runs the Otter.com site and the Otter.com mail."
    assert written_name(party, text) == "Otter.com"
    assert (
        written_name(Party(name="Otter", role=Role.CUSTOMER), text.replace(".com", ""))
        == "the Otter"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As paragraph 5(F) says, a report is due under paragraph 7(A).", "paragraph 5(C)"),
        ("As paragraph 5.F says, a report is due under paragraph 7.A.", "paragraph 5.C"),
        ("As paragraph 5 says, a report is due under paragraph 7.", "paragraph 5.C"),
    ],
)
def test_a_letter_stands_in_brackets_where_the_contract_writes_it_so(
    text: str, expected: str
) -> None:
    words = words_of(Document(name="x", sha256="0", format=Format.TEXT, pages=None, text=text))
    clause, clauses = chain("5", "C")
    assert cited(clause, words, clauses) == expected
