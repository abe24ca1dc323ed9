"""What only costs the side that is advised is a concession: marked, priced, and never raised first."""

from __future__ import annotations

import dataclasses

from clauseadvisor.domain import (
    Burden,
    Label,
    LabelledClause,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.writing.audience import Audience, for_audience
from tests.builders import a_clause, an_analysis, hosting_contract

PLAYBOOK = load_playbook()
EXIT = "13.2 The Client may terminate this agreement at any time on ninety days' notice."
APPROVAL = "6.4 The Host shall not use another site unless the Client has approved it in writing."
ENDS_EARLY = "4.4 If this agreement ends before 1 May the Host shall repay the whole contribution of £60,000."
PREPAID = (
    "4.3 If the Host fails to open the site it shall repay the Client the whole of the £50,000."
)


def a_right_of_the_client(text: str, subtype: str) -> LabelledClause:
    return a_clause(text, subtype=subtype, burden=Burden.VENDOR, number=text.split()[0])


def advised(clause: LabelledClause, role: Role) -> Suggestion:
    (found,) = suggest(
        (clause,), document=hosting_contract(clause.text), playbook=PLAYBOOK, role=role
    )
    return found


def test_the_own_exit_is_not_given_away() -> None:
    clause = a_right_of_the_client(EXIT, "unilateral_right")
    ours, theirs = advised(clause, Role.CUSTOMER), advised(clause, Role.VENDOR)
    assert ours.verdict is Verdict.KEEP
    assert not ours.proposed_text
    assert "a right of your own side" in ours.rationale
    assert theirs.verdict is Verdict.SOFTEN
    assert not theirs.concession


def test_easing_a_control_of_the_own_side_is_a_concession_with_its_price() -> None:
    clause = a_right_of_the_client(APPROVAL, "consent")
    ours, theirs = advised(clause, Role.CUSTOMER), advised(clause, Role.VENDOR)
    assert ours.verdict is theirs.verdict is Verdict.SOFTEN
    assert ours.concession
    assert "in exchange for" in ours.rationale
    assert ours.negotiation.ask.endswith(f"{PLAYBOOK.recipes['C3'].bargain.in_return[0].text}.")
    assert not theirs.concession
    assert ours.priority < theirs.priority - 20


def test_a_concession_stays_in_hand_until_somebody_decides_to_give_it() -> None:
    whole = an_analysis()
    change = next(each for each in whole.suggestions if each.verdict is not Verdict.KEEP)

    def told(given: Suggestion) -> bool:
        kept = tuple(each for each in whole.suggestions if each is not change)
        analysis = dataclasses.replace(whole, suggestions=(given, *kept), readiness=None)
        shared = for_audience(analysis, Audience.COUNTERPARTY).suggestions
        return change.id in {each.id for each in shared}

    assert told(change)
    assert not told(dataclasses.replace(change, concession=True))


def test_a_vendor_that_eases_what_its_customer_owes_cuts_its_own_price() -> None:
    text = "6.3 If fewer than 900 Units are ordered in a year the Client shall pay £20 for each that is missing."
    owed = a_clause(text, subtype="shortfall", burden=Burden.CUSTOMER, number="6.3")
    ours, theirs = advised(owed, Role.VENDOR), advised(owed, Role.CUSTOMER)
    assert ours.verdict is theirs.verdict is Verdict.SOFTEN
    assert ours.concession
    assert not theirs.concession
    late = "4.2 For each day of delay the Host shall pay the Client £900 as liquidated damages."
    due = a_clause(late, subtype="liquidated_damages", burden=Burden.VENDOR, number="4.2")
    assert not advised(due, Role.CUSTOMER).concession


def test_only_who_repays_asks_to_be_let_off_where_nobody_could_help_it() -> None:
    clause = a_right_of_the_client(PREPAID, "clawback")
    assert "beyond the control" in advised(clause, Role.VENDOR).proposed_text
    assert "beyond the control" not in advised(clause, Role.CUSTOMER).proposed_text


def test_only_who_paid_ahead_keeps_the_whole_sum_for_a_breach_of_the_other_side() -> None:
    clause = a_right_of_the_client(ENDS_EARLY, "clawback")
    for role, kept in ((Role.CUSTOMER, True), (Role.VENDOR, False)):
        text = advised(clause, role).proposed_text
        assert ("ends for a breach by the Host" in text) is kept


def no_blame(role: Role, **changes: object) -> list[Suggestion]:
    texts = (
        "5.1 The Host shall pay 2% of the monthly fee for each hour of downtime.",
        "5.2 The Host shall pay 3% of the monthly fee for each call answered late.",
        "5.3 Each month the Host shall report on its work.",
    )
    credits = [
        a_clause(text, id=f"c{n}", subtype="service_credit", burden=Burden.VENDOR, **changes)
        for n, text in enumerate(texts[:2])
    ]
    there = [
        a_clause(f"{n}. They do it together.", id=f"t{n}", subtype=subtype, label=Label.TRUST)
        for n, subtype in enumerate(("early_warning", "amicable_resolution", "joint_governance"))
    ]
    report = a_clause(texts[2], id="c2", subtype="reporting", burden=Burden.VENDOR)
    found = suggest(
        (*credits, report, *there),
        document=hosting_contract(" ".join(texts)),
        playbook=PLAYBOOK,
        role=role,
    )
    return [each for each in found if each.recipe == "R9"]


def test_a_rule_of_no_blame_costs_whoever_is_owed_the_credits() -> None:
    (ours,), (theirs,) = no_blame(Role.CUSTOMER), no_blame(Role.VENDOR)
    assert ours.concession
    assert "costs your own side" in ours.rationale
    assert not theirs.concession
    assert ours.priority < theirs.priority


def test_no_rule_of_no_blame_is_offered_against_a_sanction_that_is_kept() -> None:
    guarded = "5.1 For fraud or a loss of unencrypted personal data the Host pays £500 each time."
    clause = a_clause(guarded, id="c0", subtype="liquidated_damages", burden=Burden.VENDOR)
    others = [
        a_clause("5.2 Each month the Host reports.", id="c1", subtype="reporting"),
        a_clause("5.3 The Client may audit the books.", id="c2", subtype="audit"),
    ]
    found = suggest((clause, *others), document=hosting_contract(guarded), playbook=PLAYBOOK)
    (kept,) = (each for each in found if each.clause_id == "c0")
    assert kept.verdict is Verdict.KEEP
    assert all(each.recipe != "R9" for each in found)
