"""Working sheets: what the analysis knows is filled in, the rest is for people."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Negotiation
from clauseadvisor.writing.blocks import Grid, plain
from clauseadvisor.writing.issues import issues
from clauseadvisor.writing.outline import outline
from clauseadvisor.writing.worksheets import worksheets, worksheets_section
from tests.builders import a_suggestion, an_analysis

TALK = Negotiation(
    ask="Begin with a question: “What hurts?” Ask for days of grace.",
    offer="Offer an early forecast.",
    fallback="If they decline: a lower rate.",
    keep="Hold on to the cap.",
)
ANALYSIS = an_analysis(
    suggestions=(
        a_suggestion(id="s-1", negotiation=TALK, first_step="Call them on Monday."),
        a_suggestion(id="s-2", negotiation=TALK, folded=True),
    )
)


def sheet(name: str, date: str | None = None) -> list[tuple[str | float, ...]]:
    found = worksheets(issues(ANALYSIS), date)
    return [row for each in found if each.name == name for row in each.rows]


def test_the_needs_map_says_what_both_sides_want_and_leaves_the_goal_open() -> None:
    row = next(row for row in sheet("Needs map") if str(row[0]).startswith("P1"))
    assert row[2:4] == ("Days of grace.", "An early forecast.")
    assert row[1] == ""


def test_the_promise_list_begins_with_the_first_step_and_has_no_owner_yet() -> None:
    row = next(row for row in sheet("Promise list") if str(row[0]).startswith("P1"))
    assert row[1:3] == ("Call them on Monday.", "")


@pytest.mark.parametrize(
    ("date", "review"),
    [("2026-03-31", "30 September 2026"), ("2026-08-15", "15 February 2027"), (None, "")],
)
def test_a_change_is_looked_at_again_after_half_a_year(date: str | None, review: str) -> None:
    row = next(row for row in sheet("Review", date) if str(row[0]).startswith("P1"))
    assert review in row


def test_sheets_of_the_relationship_have_their_questions_and_room() -> None:
    rows = sheet("Baggage")
    assert "dispute" in str(rows[0][0])
    assert all(set(row) == {""} for row in rows[1:])
    assert len(rows) > 4


def test_the_notes_print_two_sheets_without_small_stuff() -> None:
    section = worksheets_section(issues(ANALYSIS), None)
    assert section is not None
    grids = [each for each in section.blocks if isinstance(each, Grid)]
    assert [len(each.rows) for each in grids] == [1, 1]
    assert "P1" in plain(grids[0].rows[0][0].lines[0])


def test_without_proposals_there_is_nothing_to_work_on() -> None:
    assert worksheets_section((), None) is None
    small = tuple(dataclasses.replace(each, folded=True) for each in ANALYSIS.suggestions)
    assert worksheets_section(issues(an_analysis(suggestions=small)), None) is None


def test_the_other_side_sees_none_of_it() -> None:
    shared = outline(ANALYSIS, audience="counterparty")
    assert "worksheets" not in {each.anchor for each in shared.sections}
