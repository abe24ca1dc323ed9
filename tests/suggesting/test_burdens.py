"""On whom a clause weighs is told once: by the words that the advice for it goes by."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Burden, LabelledClause, Role
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.burdens import with_burdens_named
from tests.builders import a_clause, a_contract, hosting_contract

PLAYBOOK = load_playbook()
HOST_CHANGES = "4.2 Notwithstanding other terms the Host at any time may change the system on which it runs the work. It shall bear what the change costs the Client."
CANCELLED = "6.1 The Client may cancel an order at any time. No cancellation charge is due if the Host is in default; otherwise the Client bears what the Price section says."
TOOLS = "7.3 The Host shall learn to run the tools that it was lent and shall see to it that each of them is safe and lawful. If a tool is not, the Client shall replace it."
SOLE_SOURCE = "2.1 The Host will make the valves, and the Client agrees that it will buy exclusively from the Host all of its requirements of them."
SOLE_SELLER = "2.2 Sales: It is agreed that only the Client will offer the oil of the Host to the ships that call there. During the term neither the Host nor any affiliate of the Host may sell oil to them."
FOLLOWED = "3.3 The Host shall follow the handbook of the Client, as the Client may revise it from time to time."
IN_TURN = "3.4 Unless an order says otherwise, the Host shall provide the work at a place that belongs to it. Where it is done elsewhere, the Client shall provide desks and access."
NOT_INSURED = "3.5 The Host knows that the Client will not carry any insurance for it. The Host will maintain cover for its own staff and for what they do."
MENDED = "3.6 If the Client finds that records are not kept as agreed, the Client will give notice to the Host, and the Host shall promptly take all steps needed to correct the fault."
EACH = "10.4 Cover: each party agrees to show its certificate once a year. If the Host lets others do the work, the Host shall show theirs too."
LISTED = "4.3 The Host may at any time change the plan of the work."
DOWNTIME = "Scheduled Downtime means the hours in which the Host mends its machines."
DOWNTIME_CREDIT = "Scheduled Downtime means the hours in which the Host mends its machines. The answer credit will be 4% of the fee for each time the Host fails to answer."
BOTH_CONSENTS = "9.1 The Host and the Client may not tell the press of this contract without the prior consent of the Client and the Host, respectively, in each case."


def named(text: str, subtype: str, labelled: Burden) -> LabelledClause:
    own = a_clause(text, subtype=subtype, burden=labelled, burdened_party="Host", number="4.2")
    return with_burdens_named((own,), hosting_contract(text), PLAYBOOK)[0]


@pytest.mark.parametrize(
    ("text", "subtype", "labelled", "burden"),
    [
        (HOST_CHANGES, "unilateral_right", Burden.VENDOR, Burden.CUSTOMER),
        (CANCELLED, "shortfall", Burden.VENDOR, Burden.CUSTOMER),
        (TOOLS, "prescription", Burden.VENDOR, Burden.VENDOR),
        (BOTH_CONSENTS, "confidentiality", Burden.VENDOR, Burden.VENDOR),
        (SOLE_SOURCE, "exclusivity", Burden.UNKNOWN, Burden.CUSTOMER),
        (SOLE_SELLER, "exclusivity", Burden.CUSTOMER, Burden.VENDOR),
        (FOLLOWED, "prescription", Burden.CUSTOMER, Burden.VENDOR),
        (IN_TURN, "prescription", Burden.CUSTOMER, Burden.VENDOR),
        (NOT_INSURED, "prescription", Burden.VENDOR, Burden.VENDOR),
        (MENDED, "audit", Burden.CUSTOMER, Burden.VENDOR),
        (EACH, "prescription", Burden.VENDOR, Burden.BOTH),
        (LISTED, "unilateral_right", Burden.CUSTOMER, Burden.CUSTOMER),
        (DOWNTIME, "service_credit", Burden.CUSTOMER, Burden.CUSTOMER),
        (DOWNTIME_CREDIT, "service_credit", Burden.VENDOR, Burden.VENDOR),
    ],
    ids=[
        "who may act holds it",
        "who may cancel pays",
        "later sentences do not turn it",
        "both",
        "who may buy from one alone",
        "who may not sell beside the other",
        "whose duty it is to follow what the other may revise",
        "the first sentence where both have duties in turn",
        "what one side will not do is no duty of it",
        "who mends what an audit finds",
        "each of both, whatever is said of one behind it",
        "who may change what it likes",
        "time that does not count",
        "time that does not count, in one row with the credit",
    ],
)
def test_a_clause_weighs_on_the_side_that_its_words_bind(
    text: str, subtype: str, labelled: Burden, burden: Burden
) -> None:
    assert named(text, subtype, labelled).burden is burden


def test_the_burdened_party_goes_with_the_burden() -> None:
    assert named(HOST_CHANGES, "unilateral_right", Burden.VENDOR).burdened_party == "Client"
    assert named(TOOLS, "prescription", Burden.VENDOR).burdened_party == "Host"


@pytest.mark.parametrize("role", [Role.VENDOR, Role.CUSTOMER])
def test_the_side_that_is_shown_is_the_side_that_is_argued(role: Role) -> None:
    clause = named(HOST_CHANGES, "unilateral_right", Burden.VENDOR)
    (advice,) = suggest(
        (clause,), document=hosting_contract(HOST_CHANGES), playbook=PLAYBOOK, role=role
    )
    on_your_side = clause.burden.value == role.value
    assert ("weighs on your side" in advice.rationale) is on_your_side


def test_neutral_and_mutual_clauses_keep_what_the_label_says() -> None:
    text, clauses = a_contract()
    found = with_burdens_named(clauses, hosting_contract(text), PLAYBOOK)
    for before, after in zip(clauses, found, strict=True):
        if before.subtype is None or before.burden is Burden.BOTH:
            assert after.burden is before.burden


def test_an_item_that_names_nobody_who_acts_weighs_as_its_lead_in_says() -> None:
    item = a_clause(
        "(c) It shows pages of the Client on a site that is blocked.",
        subtype="unilateral_right",
        burden=Burden.CUSTOMER,
        burdened_party="Client",
        number="(c)",
    )
    item = dataclasses.replace(
        item, context="The Client may at its discretion end the work of the Host where:"
    )
    (found,) = with_burdens_named((item,), hosting_contract(item.text), PLAYBOOK)
    assert found.burden is Burden.VENDOR
