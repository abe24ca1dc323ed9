"""A section that splitting cut is judged as a whole: what its other piece says is not missing."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import (
    Burden,
    Document,
    Format,
    LabelledClause,
    Party,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.sections import head_of, pieces_of, words_beside
from tests.builders import a_clause

PLAYBOOK = load_playbook()
PARTIES = (
    Party(name="Brightline Contact Services Ltd", role=Role.VENDOR, aliases=("Supplier",)),
    Party(name="Northgate Retail plc", role=Role.CUSTOMER, aliases=("Customer",)),
)
CHANGES = (
    "7.2 The Customer may change the terms and the scope of the Services at any time in its sole "
    "discretion by written notice to the Supplier."
)
TALKS = (
    "The parties shall discuss the proposal of the Supplier within ten days. If they fail to agree on "
    "the price the Customer shall take the Services as they were, and neither party owes more."
)
UNRELATED = "The notice shall be sent to the contract manager whom the Supplier has named for it."


def section(*texts: str, number: str | None = "7.2") -> tuple[LabelledClause, ...]:
    """A numbered right to change, and pieces below it without a number of their own."""
    head = a_clause(
        texts[0], subtype="unilateral_right", burden=Burden.VENDOR, number=number, confidence=0.95
    )
    return (head, *(a_clause(text, number=None, parent=head.id) for text in texts[1:]))


def advised(clauses: tuple[LabelledClause, ...]) -> dict[str | None, Suggestion]:
    text = "\n".join(each.text for each in clauses)
    document = Document(
        name="c.txt", sha256="0", format=Format.TEXT, pages=None, text=text, parties=PARTIES
    )
    found = suggest(clauses, document=document, playbook=PLAYBOOK)
    return {each.clause_id: each for each in found}


def on_the_change(*texts: str) -> Suggestion:
    clauses = section(*texts)
    return advised(clauses)[clauses[0].id]


def test_the_pieces_of_a_section_belong_together() -> None:
    head, second, third = clauses = section(CHANGES, TALKS, UNRELATED)
    pieces = pieces_of(clauses)
    assert {key: len(found) for key, found in pieces.items()} == dict.fromkeys(
        (head.id, second.id, third.id), 3
    )
    assert head_of(third, pieces) is head
    assert words_beside(second, pieces) == f"{CHANGES}\n{UNRELATED}"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("7.2", "“Change” means any change of the Services."),  # a list of terms
        ("7.2", "x" * 7_000),  # a chapter
        ("Schedule 3", TALKS),  # an annex
        (None, TALKS),  # what has no number is no section
    ],
)
def test_what_is_no_running_text_of_one_section_stays_alone(number: str | None, text: str) -> None:
    clauses = section(CHANGES, text, number=number)
    pieces = pieces_of(clauses)
    assert pieces == {}
    assert words_beside(clauses[0], pieces) == ""
    assert head_of(clauses[1], pieces) is clauses[1]


def test_a_piece_behind_another_clause_is_no_piece_of_the_section() -> None:
    head, below = section(CHANGES, TALKS)
    between = a_clause("7.3 The Supplier keeps records.", number="7.3")
    assert pieces_of((head, between, below)) == {}


def test_what_another_piece_says_is_not_said_to_be_missing() -> None:
    alone, whole = on_the_change(CHANGES), on_the_change(CHANGES, "Both parties sign each change.")
    assert "rewritten without the other side" in alone.rationale
    assert "rewritten without the other side" not in whole.rationale


def test_a_change_that_the_same_section_has_talked_over_gets_no_second_procedure() -> None:
    text = CHANGES.replace("the terms and the scope", "the scope")
    assert on_the_change(text, UNRELATED).verdict is Verdict.SOFTEN
    kept = on_the_change(text, TALKS)
    assert kept.verdict is Verdict.KEEP
    assert kept.proposed_text == ""
    assert "followed by talks" in kept.rationale


def test_pieces_that_would_get_the_same_words_get_them_once() -> None:
    second = CHANGES.removeprefix("7.2 ").replace("at any time", "at all times")
    head = section(CHANGES)[0]
    piece = a_clause(
        second,
        subtype="unilateral_right",
        burden=Burden.VENDOR,
        number=None,
        parent=head.id,
        confidence=0.95,
    )
    found = advised((head, piece))
    one, other = found[head.id], found[piece.id]
    assert "7.2 shall apply" in one.proposed_text
    assert other.verdict is Verdict.KEEP
    assert "worded for both" in other.rationale
