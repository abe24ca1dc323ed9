"""Clauses that belong together get one proposal, and the others say where it stands."""

from __future__ import annotations

import dataclasses

from clauseadvisor.domain import (
    Burden,
    Document,
    Facts,
    Format,
    LabelledClause,
    Layout,
    Party,
    Role,
    Span,
    Suggestion,
    Table,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.draft import blanks_of
from tests.builders import a_clause

PLAYBOOK = load_playbook()
PARTIES = (
    Party(name="Vendor", role=Role.VENDOR),
    Party(name="Client", role=Role.CUSTOMER),
)


def a_contract_of(
    *parts: tuple[str, str | None, str, str | None], table: int = -1
) -> tuple[Document, tuple[LabelledClause, ...]]:
    """Clauses of (number, parent, text, sub-type), one after the other; those from ``table`` on lie in one table."""
    clauses: list[LabelledClause] = []
    text = "It binds Vendor and Client. "
    for number, parent, words, subtype in parts:
        start = len(text)
        text += f"{words}\n"
        made = a_clause(words, subtype=subtype, start=start, burden=Burden.VENDOR)
        clauses.append(
            dataclasses.replace(made, id=number or words[:8], number=number, parent=parent)
        )
    tables = ()
    if table >= 0:
        tables = (Table(start=clauses[table].start, end=clauses[-1].end, rows=()),)
    document = Document(
        name="c",
        sha256="0",
        format=Format.TEXT,
        pages=None,
        text=text,
        parties=PARTIES,
        layout=Layout(tables=tables),
    )
    return document, tuple(clauses)


def advised(document: Document, clauses: tuple[LabelledClause, ...]) -> dict[str, Suggestion]:
    found = suggest(clauses, document=document, playbook=PLAYBOOK)
    return {each.clause_id: each for each in found if each.clause_id}


CREDIT = "If the Vendor misses {} in a month, the Client receives a credit of {}% of the fee."


def lines() -> tuple[Document, tuple[LabelledClause, ...]]:
    """Three lines of one table of levels, each a clause of its own with its own measure."""
    document, clauses = a_contract_of(
        ("4", None, "4. Service credits", None),
        ("4.1", "4", CREDIT.format("uptime of 99%", 3), "service_credit"),
        ("4.2", "4", CREDIT.format("a reply within an hour", 4), "service_credit"),
        ("4.3", "4", CREDIT.format("95% of repairs", 5), "service_credit"),
        table=1,
    )
    measures = (None, "uptime", "reply", "repairs")
    return document, tuple(
        dataclasses.replace(clause, facts=Facts(metric=_span(clause, name))) if name else clause
        for clause, name in zip(clauses, measures, strict=True)
    )


def _span(clause: LabelledClause, words: str) -> Span:
    start = clause.start + clause.text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def test_one_table_of_levels_gets_one_proposal() -> None:
    found = advised(*lines())
    changes = [each for each in found.values() if each.verdict is not Verdict.KEEP]
    assert len(changes) == 1
    (lead,) = changes
    for number in ("4.1", "4.2", "4.3"):
        assert number in lead.proposed_text.split("\n")[0]
    for measure in ("uptime", "reply", "repairs"):
        assert measure not in lead.proposed_text, "it speaks for every line"
    assert lead.blanks == blanks_of(lead.proposed_text)
    assert "One proposal" in lead.rationale


def test_the_other_lines_say_where_it_stands_and_are_folded_away() -> None:
    found = advised(*lines())
    others = [each for each in found.values() if each.verdict is Verdict.KEEP]
    assert len(others) == 2
    for each in others:
        assert each.title.startswith("The same as for clause 4.")
        assert each.folded
        assert not each.proposed_text


def test_a_clause_leads_before_the_table_that_it_refers_to() -> None:
    document, clauses = a_contract_of(
        ("5.2", None, "If the Vendor misses a level in a month the Client receives the credit of Exhibit A.", "service_credit"),
        ("Exhibit A", None, "Exhibit A: Levels", None),
        (None, "Exhibit A", "Level Credit uptime below 99% 3% of the fee, below 98% 6% of the fee", "service_credit"),
        table=2,
    )  # fmt: skip
    found = advised(document, clauses)
    lead = found["5.2"]
    assert lead.verdict is not Verdict.KEEP
    assert lead.proposed_text.startswith("Clause 5.2 and the table in Exhibit A shall apply")
    (table,) = (each for key, each in found.items() if key != "5.2")
    assert table.title == "The same as for clause 5.2"


def test_neighbours_that_would_get_the_same_words_get_them_once() -> None:
    ask = "The Vendor shall not {} without the prior written consent of the Client."
    document, clauses = a_contract_of(
        ("7", None, "7. Consents", None),
        ("7.1", "7", ask.format("use another alloy"), "consent"),
        ("7.2", "7", ask.format("use another tool"), "consent"),
    )
    found = advised(document, clauses)
    assert found["7.1"].proposed_text.startswith("Clause 7.1 and clause 7.2 shall apply")
    assert found["7.2"].proposed_text == ""


def test_what_stands_apart_keeps_a_proposal_of_its_own() -> None:
    ask = "The Vendor shall not {} without the prior written consent of the Client."
    document, clauses = a_contract_of(
        ("7", None, "7. Work", None),
        ("7.1", "7", ask.format("use another alloy"), "consent"),
        ("9", None, "9. Staff", None),
        ("9.1", "9", ask.format("change the team"), "consent"),
    )
    found = advised(document, clauses)
    assert found["7.1"].proposed_text
    assert found["9.1"].proposed_text


STOP = "On notice from the Client the Vendor shall stop at once all making and sale of the goods in {}."


def two_that_stop(first: str, second: str) -> dict[str, Suggestion]:
    return advised(
        *a_contract_of(
            ("2", None, "2. Making", None),
            ("2.4", "2", first, "unilateral_right"),
            ("5", None, "5. Sale", None),
            ("5.1", "5", second, "unilateral_right"),
        )
    )


def test_twins_in_two_parts_get_one_proposal_that_shows_both() -> None:
    found = two_that_stop(
        STOP.format("Peru"), STOP.format("Peru").replace("all making and sale", "some or all sale")
    )
    lead, other = found["2.4"], found["5.1"]
    assert "lause 2.4 and clause 5.1" in lead.proposed_text
    assert lead.also == ("5.1",)
    assert other.title == "The same as for clause 2.4"
    assert other.also == ()


def test_two_audits_far_apart_get_one_proposal_where_the_words_would_be_the_same() -> None:
    document, clauses = a_contract_of(
        ("3", None, "3. Books", None),
        ("3.2", "3", "The Client may at any time inspect and copy the books and records of the Vendor.", "audit"),
        ("5", None, "5. Help", None),
        ("5.4", "5", "The Vendor shall let auditors of the Client look into its files and premises whenever asked.", "audit"),
    )  # fmt: skip
    found = advised(document, clauses)
    lead = next(each for each in found.values() if each.also)
    assert {lead.clause_id, *lead.also} == {"3.2", "5.4"}
    assert "lause 3.2 and clause 5.4" in lead.proposed_text


def test_clauses_that_only_share_a_recipe_are_no_twins() -> None:
    found = two_that_stop(
        STOP.format("Peru"),
        "The Client may at any time add colours, sizes and labels to the list by telling the Vendor.",
    )
    assert found["2.4"].also == ()
    assert found["5.1"].verdict is not Verdict.KEEP


def test_changes_that_name_each_other_s_clauses_say_that_they_go_together() -> None:
    late = "For each parcel that is late the Vendor pays the Client 5."
    rate = "If fewer than 95% are on time in a month, the Client may reduce the fee of that month by 2% for each full point."
    document, clauses = a_contract_of(
        ("3", None, "3. Runs", None),
        ("3.1", "3", late, "liquidated_damages"),
        ("3.2", "3", rate, "service_credit"),
        *((f"{n}", None, f"{n}. The press is kept clean.", None) for n in range(4, 14)),
    )
    found = advised(document, clauses)
    assert "under clause 3.2" in found["3.1"].proposed_text
    assert "names clause 3.2, for which a change is proposed as well" in found["3.1"].rationale
    assert "proposed for clause 3.1 names this clause" in found["3.2"].rationale


def test_two_limbs_of_an_audit_that_names_its_notice_in_one_get_one_proposal() -> None:
    document, clauses = a_contract_of(
        ("7", None, "7. Audits", None),
        ("7.1", "7", "The Client may audit the sites of the Vendor and shall tell it 9 days in advance of each audit.", "audit"),
        ("7.2", "7", "The Vendor shall answer, within 20 days after it, each audit report with the records that show what was put right.", "audit"),
        *((str(n), None, f"{n}. Other matters of kind {n}.", None) for n in range(8, 18)),
    )  # fmt: skip
    found = advised(document, clauses)
    text = found["7.1"].proposed_text + found["7.2"].proposed_text
    assert "clause 7.1 and clause 7.2 shall apply" in text.replace("Clause 7.1", "clause 7.1")
    assert "on the notice of clause 7.1" in text
    assert "within the time of clause 7.2" in text
    assert "[10]" not in text
