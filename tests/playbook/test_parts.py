"""A part of a bundle that counts anew is named wherever one of its clauses is."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Burden, Document, Format, LabelledClause, Role
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.parts import restarting_parts
from clauseadvisor.suggesting import suggest
from clauseadvisor.writing.places import places
from tests.builders import a_clause, an_analysis

CREDITS = "3.2 Service credits may not be exchanged for money and apply to future fees alone."


def a_bundle(second: str, *, numbers: int = 3) -> dict[str, LabelledClause]:
    """A contract of five sections, and a second part that counts from one again."""
    rows = [("m", "", "Hosting Agreement", None, "Hosting Agreement")]
    rows += [(f"m{n}", f"{n}", None, "m", f"{n}. Each side does its part.") for n in range(1, 6)]
    rows += [("m32", "3.2", None, "m3", "3.2 The Host keeps the data.")]
    rows += [("s", "", second, None, second)]
    rows += [(f"s{n}", f"{n}", None, "s", f"{n}. Levels are kept.") for n in range(1, numbers + 1)]
    rows += [("s32", "3.2", None, f"s{min(numbers, 3)}", CREDITS)]
    rows += [("s32a", "(a)", None, "s32", "(a) They are shown on the invoice.")]
    return {
        key: dataclasses.replace(
            a_clause(text, subtype="service_credit", burden=Burden.VENDOR),
            id=key,
            number=number or None,
            heading=heading,
            parent=parent,
        )
        for key, number, heading, parent, text in rows
    }


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Service Level Agreement", "the Service Level Agreement"),
        ("SERVICE TERMS", "the Service Terms"),
        ("Exhibit B Levels", "Exhibit B"),
        ("How to fill this in", None),
        ("IN WITNESS WHEREOF Heron and Otter have signed", None),
    ],
)
def test_a_part_that_counts_anew_is_named(heading: str, name: str | None) -> None:
    found = restarting_parts(a_bundle(heading))
    assert found.get("s32") == name
    assert found.get("s32a") == name
    assert "m32" not in found


def test_one_or_two_numbers_that_come_again_make_no_part() -> None:
    assert not restarting_parts(a_bundle("Service Level Agreement", numbers=2))


def test_the_wording_and_the_notes_name_the_part() -> None:
    clauses = a_bundle("Service Level Agreement")
    text = " ".join(each.text for each in clauses.values())
    whole = Document(name="a", sha256="0", format=Format.TEXT, pages=None, text=text)
    found = suggest(
        tuple(clauses.values()), document=whole, playbook=load_playbook(), role=Role.CUSTOMER
    )
    worded = [each.proposed_text for each in found if each.clause_id == "s32"]
    assert any("lause 3.2 of the Service Level Agreement shall" in each for each in worded)
    named = places(
        dataclasses.replace(an_analysis(), clauses=tuple(clauses.values()), suggestions=())
    )
    assert named["s32"].startswith("Service Level Agreement, 3.2")
    assert named["s32a"].startswith("Service Level Agreement, 3.2(a)")
    assert named["m32"] == "Clause 3.2"
