"""A right against the own side is no boundary of it: what is kept only for want of a wording is open."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import (
    Burden,
    Document,
    Format,
    Label,
    LabelledClause,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.burdens import with_burdens_named
from tests.builders import a_clause, hosting_contract

PLAYBOOK = load_playbook()
SOLE = "2.2 For two years the Client shall not use any other carrier in the north."
ENDS_US = "15.1 If the Client fails to pay within ten days after a reminder the Host may terminate this agreement."
BROKE = "15.3 If the Client becomes insolvent the Host may terminate this agreement."
BURIED = "9.4 The Host shall try to answer within two weeks. Both shall then talk about the dates. The Host reserves the right to terminate where a delay follows from its own refusal."
LEAVING = "16.1 The Client may terminate for convenience on ninety days' notice. It shall then pay the wind-down fee of Schedule 4."


def advised(
    text: str, subtype: str, burden: Burden, role: Role = Role.CUSTOMER
) -> tuple[LabelledClause, Suggestion]:
    document = hosting_contract(text)
    clause = a_clause(text, subtype=subtype, burden=burden, number=text.split()[0])
    (named,) = with_burdens_named((clause,), document, PLAYBOOK)
    (advice,) = suggest((named,), document=document, playbook=PLAYBOOK, role=role)
    return named, advice


@pytest.mark.parametrize(
    ("text", "subtype"), [(SOLE, "exclusivity"), (ENDS_US, "default_termination")]
)
def test_what_is_kept_against_the_own_side_is_open_and_no_boundary(text: str, subtype: str) -> None:
    _, ours = advised(text, subtype, Burden.CUSTOMER)
    _, theirs = advised(text, subtype, Burden.CUSTOMER, Role.VENDOR)
    assert ours.verdict is theirs.verdict is Verdict.KEEP
    assert ours.open
    assert not theirs.open
    assert "no boundary of yours" in ours.rationale
    assert ours.negotiation.ask.startswith("Ask for")
    assert "no boundary" not in theirs.rationale


def test_an_exit_in_insolvency_is_nothing_to_raise() -> None:
    _, advice = advised(BROKE, "default_termination", Burden.CUSTOMER)
    assert not advice.open


def test_who_may_end_the_contract_holds_the_right_wherever_the_clause_says_so() -> None:
    clause, advice = advised(BURIED, "default_termination", Burden.VENDOR)
    assert clause.burden is Burden.CUSTOMER
    assert clause.burdened_party == "Client"
    assert advice.open


def test_a_fee_for_leaving_is_seen_behind_a_right_to_leave() -> None:
    clause, advice = advised(LEAVING, "default_termination", Burden.VENDOR)
    assert clause.burden is Burden.CUSTOMER
    assert advice.recipe == "P12"
    assert advice.verdict is Verdict.SOFTEN
    assert "wind-down fee" in advice.proposed_text


def test_a_way_back_that_may_be_out_of_reach_is_no_model_before_it_is_checked() -> None:
    def lesson(text: str) -> str:
        clause = a_clause(text, label=Label.INCENTIVE, subtype="earn_back", burden=Burden.UNKNOWN)
        document = Document(name="x", sha256="0", format=Format.TEXT, pages=None, text=text)
        (found,) = suggest((clause,), document=document, playbook=PLAYBOOK)
        return found.rationale

    margin = "5.3 A credit is returned where the host exceeds the level by half a percentage point."
    assert lesson(margin).startswith("Look first whether it can be earned")
    assert "can be earned" not in lesson("5.3 A credit is returned after three good months.")


def test_approvals_beyond_the_first_two_are_left_open_and_not_passed_over() -> None:
    texts = [
        f"{n}.1 The Client shall obtain the prior written approval of the Host for each new {what}."
        for n, what in enumerate(("title", "site", "tool", "poster"), start=1)
    ]
    document = hosting_contract("\n".join(texts))
    clauses = [
        a_clause(text, id=f"c{n}", subtype="consent", burden=Burden.CUSTOMER, number=f"{n}.1")
        for n, text in enumerate(texts)
    ]
    found = suggest(clauses, document=document, playbook=PLAYBOOK)
    changed = [each for each in found if each.verdict is Verdict.SOFTEN]
    more = [each for each in found if each.open]
    assert changed
    assert len(more) == 2
    assert all("could be asked for here" in each.rationale for each in more)
    theirs = suggest(clauses, document=document, playbook=PLAYBOOK, role=Role.VENDOR)
    assert not [each for each in theirs if each.open]


def test_a_share_of_the_forecast_that_binds_the_own_side_is_open() -> None:
    text = "3.2 The Client shall order in each month a number of valves that is equal to at least 80% of the final forecast."
    _, advice = advised(text, "service_level", Burden.CUSTOMER)
    assert advice.recipe == "C10"
    assert advice.open
