"""A clause is named so that a reader finds it, and only it."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Analysis, LabelledClause
from clauseadvisor.writing.issues import issues
from clauseadvisor.writing.places import places, unique_numbers
from clauseadvisor.writing.wording import in_a_sentence
from tests.builders import a_clause, an_analysis


def a_tree(*rows: tuple[str, str, str | None, str | None]) -> Analysis:
    """A contract of clauses given as id, number, heading and parent."""
    made: list[LabelledClause] = [
        dataclasses.replace(
            a_clause(f"Words of {name}."),
            id=name,
            number=number or None,
            heading=heading,
            parent=above,
        )
        for name, number, heading, above in rows
    ]
    return dataclasses.replace(an_analysis(), clauses=tuple(made), suggestions=())


ITEMS = a_tree(
    ("a", "", "ITEM 560: OVERNIGHT LAYOVERS", None),
    ("a1", "1", None, "a"),
    ("a1a", "(a)", None, "a1"),
    ("b", "", "ITEM 590: VEHICLE NOT USED", None),
    ("b1", "1", "Charge", "b"),
    ("b2", "2.", None, "b"),
    ("c", "Schedule B", "Rates", None),
    ("c1", "1", None, "c"),
    ("c3", "3", None, "c"),
)


@pytest.mark.parametrize(
    ("clause", "place"),
    [
        ("a1", "ITEM 560, 1"),
        ("a1a", "ITEM 560, 1(a)"),
        ("b1", "ITEM 590, 1 Charge"),
        ("b2", "Clause 2."),
        ("c", "Schedule B Rates"),
        ("c1", "Schedule B, 1"),
        ("c3", "Clause 3"),
    ],
)
def test_a_number_that_several_clauses_carry_stands_below_what_tells_them_apart(
    clause: str, place: str
) -> None:
    assert places(ITEMS)[clause] == place


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("5.2", "Clause 5.2"),
        ("VIII", "Clause VIII"),
        ("B", "Clause B"),
        ("Section 3.02(c)", "Section 3.02(c)"),
        ("ARTICLE 4", "ARTICLE 4"),
        ("Exhibit A-1", "Exhibit A-1"),
        ("Sec. 7", "Sec. 7"),
        ("§ 4", "§ 4"),
    ],
)
def test_a_number_that_says_what_it_is_gets_no_second_word(number: str, place: str) -> None:
    assert places(a_tree(("x", number, None, None)))["x"] == place


def test_clauses_that_nothing_above_tells_apart_are_named_by_their_words() -> None:
    twice = a_tree(("t", "9", "Terms", None), ("x", "(1)", None, "t"), ("y", "(1)", None, "t"))
    found = places(twice)
    assert found["x"] == "Clause 9(1), “Words of x.”"
    assert found["y"] == "Clause 9(1), “Words of y.”"


def test_the_second_part_of_a_clause_stands_beside_the_first_and_not_below_it() -> None:
    parts = a_tree(("x", "4(a)", None, None), ("y", "(b)", None, "x"), ("z", "(i)", None, "x"))
    assert places(parts) == {"x": "Clause 4(a)", "y": "Clause 4(b)", "z": "Clause 4(a)(i)"}


def test_a_form_to_fill_in_is_no_heading_to_look_up() -> None:
    form = a_tree(
        ("f", "", "(Address) (City)", None),
        ("f1", "1", None, "f"),
        ("s", "", "Terms of sale", None),
        ("s1", "1", None, "s"),
    )
    assert unique_numbers(form)["f1"] == "1"
    assert places(form)["s1"] == "Terms of sale, 1"


def test_headings_that_run_in_a_circle_end() -> None:
    circle = a_tree(("x", "1", None, "y"), ("y", "1", None, "x"))
    assert len(set(places(circle).values())) == 2


def test_proposals_on_clauses_of_one_number_are_told_apart() -> None:
    analysis = an_analysis()
    renumbered = tuple(dataclasses.replace(each, number="1") for each in analysis.clauses)
    found = issues(dataclasses.replace(analysis, clauses=renumbered))
    where = [each.where for each in found if each.clause is not None]
    assert len(set(where)) == len(where)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Clause 5.2 Reports", "clause 5.2 Reports"),
        ("ITEM 590, 1", "ITEM 590, 1"),
        ("Medica", "Medica"),
        ("The Supplier", "the Supplier"),
        ("Both", "both"),
        ("Bothwell Ltd", "Bothwell Ltd"),
        ("Section 3.02", "Section 3.02"),
    ],
)
def test_names_keep_their_letters_inside_a_sentence(name: str, inside: str) -> None:
    assert in_a_sentence(name) == inside
