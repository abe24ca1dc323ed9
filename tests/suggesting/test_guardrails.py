"""Guardrails win where the clause or an answer shows them, and are questions where nobody answered."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Readiness, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.guardrails import Guarded, guard
from clauseadvisor.suggesting.match import View

PLAYBOOK = load_playbook()
PLAIN = "If the level is missed the fee falls by 5%."


def guarded(
    text: str = PLAIN,
    recipe: str = "P2",
    answers: dict[str, object] | None = None,
    readiness: Readiness | None = None,
) -> Guarded:
    view = View(words=text, subtype="service_credit")
    return guard(view, PLAYBOOK.recipes[recipe], PLAYBOOK, answers or {}, readiness)


def ids(found: Guarded) -> list[str]:
    return [guardrail.id for guardrail in found.standing]


@pytest.mark.parametrize(
    ("text", "guardrail", "forbidden"),
    [
        ("Interest runs at the statutory rate.", "G1", {Verdict.REPLACE}),
        ("Each legionella finding leads to a credit of 900.", "G2", {Verdict.REPLACE}),
        ("A data breach costs 10,000.", "G3", {Verdict.REPLACE, Verdict.SOFTEN}),
        ("Commission on mis-sold policies is repaid.", "G4", {Verdict.REPLACE, Verdict.SOFTEN}),
        ("This spot purchase may be cancelled.", "G5", {Verdict.REPLACE, Verdict.SOFTEN}),
        ("It may end if the other becomes insolvent.", "G7", {Verdict.REPLACE, Verdict.SOFTEN}),
        ("The sums are a genuine pre-estimate of loss.", "G8", {Verdict.REPLACE}),
    ],
)
def test_a_guardrail_that_the_clause_shows_forbids(
    text: str, guardrail: str, forbidden: set[Verdict]
) -> None:
    found = guarded(text)
    assert guardrail in ids(found)
    assert forbidden <= found.forbidden


@pytest.mark.parametrize(
    ("text", "recipe", "subtype"),
    [
        (
            "The Maker bears the cost of a recall of goods that it made badly.",
            "P9",
            "other_penalty",
        ),
        ("The Buyer may look at the line and the records for GMP.", "C1", "audit"),
        (
            "The Buyer may visit where the pumps are manufactured and audit compliance with applicable laws.",
            "C1",
            "audit",
        ),
        ("The Maker shall test each lot for food safety before it leaves.", "C6", "prescription"),
    ],
)
def test_recalls_and_the_safety_of_regulated_goods_are_never_traded(
    text: str, recipe: str, subtype: str
) -> None:
    view = View(words=text, subtype=subtype)
    found = guard(view, PLAYBOOK.recipes[recipe], PLAYBOOK, {}, None)
    assert {Verdict.REPLACE, Verdict.SOFTEN} <= found.forbidden


def test_a_plain_clause_shows_none() -> None:
    assert ids(guarded()) == []
    assert guarded().forbidden == frozenset()


@pytest.mark.parametrize(
    ("answer", "recipe", "guardrail", "forbidden"),
    [
        ("regulated", "P2", "G1", {Verdict.REPLACE}),
        ("safety_critical", "P2", "G2", {Verdict.REPLACE}),
        ("one_off", "P1", "G5", {Verdict.REPLACE, Verdict.SOFTEN}),
        ("vendor_fragile", "P10", "G7", {Verdict.REPLACE, Verdict.SOFTEN}),
        ("public_procurement", "P2", "G7", {Verdict.REPLACE, Verdict.SOFTEN}),
    ],
)
def test_an_answer_of_the_user_raises_its_guardrail(
    answer: str, recipe: str, guardrail: str, forbidden: set[Verdict]
) -> None:
    found = guarded(recipe=recipe, answers={answer: True})
    assert ids(found) == [guardrail]
    assert found.forbidden == forbidden


def test_what_nobody_answered_is_a_question_and_no_pass() -> None:
    open_questions = guarded(recipe="P2").questions
    assert PLAYBOOK.guardrails["G2"].question in open_questions
    answered = guarded(recipe="P2", answers={"safety_critical": False})
    assert PLAYBOOK.guardrails["G2"].question not in answered.questions
    assert ids(answered) == []


def test_a_guardrail_with_two_answers_needs_both() -> None:
    question = PLAYBOOK.guardrails["G7"].question
    assert question in guarded(recipe="P10", answers={"vendor_fragile": False}).questions
    both = {"vendor_fragile": False, "public_procurement": False}
    assert question not in guarded(recipe="P10", answers=both).questions


def test_a_contract_that_goes_on_is_not_asked_whether_it_is_a_single_purchase() -> None:
    question, recipe = PLAYBOOK.guardrails["G5"].question, PLAYBOOK.recipes["P1"]
    once = View(words=PLAIN, subtype="liquidated_damages")
    lasting = dataclasses.replace(once, has={"lasting": "Section 2.1"})
    assert question in guard(once, recipe, PLAYBOOK, {}, None).questions
    assert question not in guard(lasting, recipe, PLAYBOOK, {}, None).questions


def test_the_recall_cover_of_an_insurance_is_no_recall() -> None:
    assert "G2" not in ids(guarded("It keeps a policy for product recall and liability insurance."))


def test_stage_zero_keeps_the_clause() -> None:
    readiness = Readiness(stage=0, vendor=20.0, customer=30.0)
    found = guarded(readiness=readiness)
    assert ids(found) == ["G6"]
    assert found.forbidden == {Verdict.REPLACE, Verdict.SOFTEN}


def test_a_higher_stage_raises_nothing() -> None:
    assert ids(guarded(readiness=Readiness(stage=2, vendor=70.0, customer=65.0))) == []
