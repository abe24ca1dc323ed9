"""What several proposals would have somebody do is written once, and what comes later knows of it."""

from __future__ import annotations

from clauseadvisor.domain import LabelledClause, Suggestion, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.duties import duties_written
from tests.builders import a_clause, hosting_contract

PLAYBOOK = load_playbook()
LATE = "3.2 To receive a service credit the Client must write to the Host within six days of the month, otherwise the credit for it is lost."
ONLY = "3.5 These terms are the exclusive remedy of the Client where the uptime is missed."


def neutral(text: str) -> LabelledClause:
    return a_clause(text, subtype=None, number=text.split()[0], id=text.split()[0])


def advised(*clauses: LabelledClause) -> dict[str, Suggestion]:
    document = hosting_contract("\n".join(each.text for each in clauses))
    found = suggest(clauses, document=document, playbook=PLAYBOOK)
    return {each.clause_id or each.recipe: each for each in found}


def test_the_report_of_causes_is_written_once_and_the_second_proposal_names_the_first() -> None:
    alone = advised(neutral(ONLY))["3.5"]
    assert "shall tell the Client the cause" in alone.proposed_text
    assert "R2" in alone.mechanisms
    both = advised(neutral(LATE), neutral(ONLY))
    assert "with the causes of each miss" in both["3.2"].proposed_text
    assert "the cause" not in both["3.5"].proposed_text
    assert "proposed for clause 3.2" in both["3.5"].rationale
    assert "R2" not in both["3.5"].mechanisms


def test_the_paragraphs_that_are_left_keep_their_letters_without_a_gap() -> None:
    text = advised(neutral(LATE), neutral(ONLY))["3.5"].proposed_text
    assert [each[:3] for each in text.split("\n")[1:]] == ["(a)", "(b)"]


def test_a_wording_that_is_kept_beside_a_clause_takes_no_duty_from_others() -> None:
    found = advised(neutral(LATE))["3.2"]
    assert duties_written((found,), PLAYBOOK) == {"causes": ("3.2",)}
    kept = Suggestion(**{name: getattr(found, name) for name in found.__slots__} | {"verdict": Verdict.KEEP})  # fmt: skip
    assert duties_written((kept,), PLAYBOOK) == {}


DELAY = "4.2 For each day by which the Host misses the Opening Date it shall pay the Client 2,000 as agreed damages for delay."
OTHERS = (
    "5.2 For each month in which uptime is below 99 % the Host shall credit 5 % of the fee.",
    "5.3 For each answer that is late the Host shall credit the Client 20.",
)


def test_a_new_clause_on_warnings_knows_of_those_that_a_proposal_calls_for() -> None:
    clauses = (
        a_clause(DELAY, subtype="liquidated_damages", number="4.2", id="4.2", confidence=0.95),
        *(
            a_clause(text, subtype="service_credit", number=text[:3], id=text[:3], confidence=0.9)
            for text in OTHERS
        ),
    )
    found = advised(*clauses)
    assert "it shall warn" in found["4.2"].proposed_text
    new = found["R1"]
    assert "claim under clause 5.2 or clause 5.3" in new.proposed_text
    assert "proposed for clause 4.2 has a warning of its own" in new.rationale
    assert "4.2" not in new.proposed_text, "what is only proposed there may not be agreed"
