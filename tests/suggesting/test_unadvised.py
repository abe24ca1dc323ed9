"""What the advice does not judge is named with its clauses; what limits a remedy weighs on who has it."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Burden, Document, Format, LabelledClause, Party, Role, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.burdens import with_burdens_named
from clauseadvisor.suggesting.unadvised import unadvised
from tests.builders import a_clause

PLAYBOOK = load_playbook()


def neutral(text: str, number: str) -> LabelledClause:
    return a_clause(f"{number} {text}", id=number, subtype=None)


def test_a_lawyer_is_told_which_clauses_to_read() -> None:
    clauses = (
        neutral("The Guarantor shall pay what the tenant fails to pay.", "1"),
        neutral("The liability of the Host shall not exceed 500 in any year.", "2"),
        neutral("To receive a credit the Client must write within seven days.", "3"),
        neutral("The Client shall indemnify the Host against all claims.", "4"),
        neutral("The sign is painted blue.", "5"),
        neutral("No liability of the Host shall exceed 90.", "6"),
    )
    found = {each.id: each.clauses for each in unadvised(clauses, PLAYBOOK)}
    assert found["guarantee"] == ("1",)
    assert found["liability_limit"][0] == "2"
    assert found["claim_window"] == ("3",)
    assert found["indemnity"] == ("4",)
    assert "5" not in {key for keys in found.values() for key in keys}


def test_a_definition_is_not_given_to_the_lawyer() -> None:
    defined = neutral('"Indemnity" means to indemnify against all claims.', "1.4")
    binding = neutral("Otter shall indemnify Heron against all claims.", "9.1")
    (found,) = unadvised((defined, binding), PLAYBOOK)
    assert found.clauses == ("9.1",)


def test_every_topic_says_why_it_matters() -> None:
    for topic in PLAYBOOK.unadvised.values():
        assert topic.why.endswith(".")


def named(text: str, subtype: str, burden: Burden) -> tuple[LabelledClause, Document]:
    document = Document(
        name="hosting.txt",
        sha256="0",
        format=Format.TEXT,
        pages=None,
        text=text,
        parties=(
            Party(name="Heron Hosting Ltd", role=Role.VENDOR, aliases=("Host",)),
            Party(name="Otter Trading plc", role=Role.CUSTOMER, aliases=("Client",)),
        ),
    )
    clause = a_clause(text, subtype=subtype, burden=burden, burdened_party="Host")
    return with_burdens_named((clause,), document, PLAYBOOK)[0], document


@pytest.mark.parametrize(
    ("text", "subtype", "bearer"),
    [
        ("3.5 This schedule states the sole remedy of the Client for downtime.", "service_credit", Burden.CUSTOMER),
        ("3.3 Credits may not be converted into money.", "service_credit", Burden.CUSTOMER),
        ("2.1 Use of the Software must comply with the manual.", "prescription", Burden.CUSTOMER),
        ("Scheduled Downtime means the nights in which the Host works on it.", "service_credit", Burden.CUSTOMER),
        ("3.1 The Host shall credit 5% of the fee for each month below the level.", "service_credit", Burden.VENDOR),
    ],
    ids=["sole remedy", "no money", "rule of use", "excuse", "the credit itself"],
)  # fmt: skip
def test_what_limits_a_remedy_or_a_use_weighs_on_whoever_is_served(
    text: str, subtype: str, bearer: Burden
) -> None:
    clause, _ = named(text, subtype, Burden.VENDOR)
    assert clause.burden is bearer
    assert clause.burdened_party == ("Client" if bearer is Burden.CUSTOMER else "Host")


def test_a_limit_on_remedies_is_asked_to_end_and_left_as_it_is_by_the_side_that_it_serves() -> None:
    clause, document = named(
        "3.5 This schedule states the sole remedy of the Client for downtime.",
        "service_credit",
        Burden.VENDOR,
    )
    told = {
        role: suggest((clause,), document=document, playbook=PLAYBOOK, role=role)[0]
        for role in (Role.CUSTOMER, Role.VENDOR)
    }
    assert told[Role.CUSTOMER].verdict is Verdict.SOFTEN
    assert "shall not be the only one where" in told[Role.CUSTOMER].proposed_text
    assert not told[Role.VENDOR].open
    assert told[Role.VENDOR].folded
