"""The exceptions that a counsel looks for in every wording that the playbook offers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clauseadvisor.domain import Burden, Document, Facts, Format, Role, Span, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.match import View, holds
from tests.builders import a_clause, advised_on

PLAYBOOK = load_playbook()
#: A talk or a call that somebody could put off for ever.
STEP_FIRST = re.compile(
    r"\bBefore (?:the right|notice|such a notice|\{clause\}|either side|the cure period|\{creditor\} gives)"
    r"[^.]{0,60}\bshall (?:speak|meet|call)\b"
)
LAPSES = re.compile(
    r"\bhave not (?:spoken|met) by then|without an answer by then|\bwait \[|may be given \["
)


def wordings() -> Iterator[tuple[str, str]]:
    for recipe in PLAYBOOK.recipes.values():
        for each in (recipe, *(recipe.as_in(variant) for variant in recipe.variants)):
            for verdict, advice in each.advice.items():
                for number, part in enumerate(advice.parts):
                    yield f"{recipe.id} {advice.title} {verdict.value} {number}", part.text
            for option in (*each.bonus, *each.trust):
                yield f"{recipe.id} {option.mechanism}", option.wording or ""
    for norm in PLAYBOOK.norms.values():
        if norm.addition:
            yield f"{norm.id} addition", norm.addition.wording


WORDINGS = sorted(set(wordings()))


@pytest.mark.parametrize(("name", "text"), WORDINGS, ids=[name for name, _ in WORDINGS])
def test_no_step_before_a_right_can_be_put_off_for_ever(name: str, text: str) -> None:
    if STEP_FIRST.search(text):
        assert LAPSES.search(text), name
    assert not re.search(r"\bin person\b(?! or by video)", text)


def test_the_steps_that_come_first_are_found() -> None:
    assert sum(bool(STEP_FIRST.search(text)) for _, text in WORDINGS) >= 8


def test_only_the_side_that_stays_solvent_asks_for_payment_first() -> None:
    parts = PLAYBOOK.recipes["W5"].advice[Verdict.SOFTEN].parts
    assert any("the other, and it alone, may ask to be paid" in part.text for part in parts)
    assert any("Other rights to end {agreement}" in part.text for part in parts)


@pytest.mark.parametrize("norm", ["R2", "R3"])
def test_what_waits_holds_back_no_right_of_another_kind(norm: str) -> None:
    addition = PLAYBOOK.norms[norm].addition
    assert addition is not None
    for right in ("end {agreement} or any part of what is done", "refuse what does not"):
        assert right in addition.wording


def test_only_who_tests_keeps_a_right_to_reject_that_no_criterion_names() -> None:
    text = "6.2 The Client may test each build for ten days and reject it if it does not conform."
    ours = advised_on(text, "audit", role=Role.CUSTOMER).proposed_text
    theirs = advised_on(text, "audit", role=Role.VENDOR).proposed_text
    assert "The right to reject what does not conform" in ours
    assert "The right to reject what does not conform" not in theirs


def test_quicker_pay_goes_before_the_time_for_payment_and_leaves_what_is_kept_back() -> None:
    texts = {
        "6.2": "6.2 The Client may test each build and reject it if it does not conform to its plan.",
        "8.1": "8.1 Invoices are payable within forty days after receipt.",
        "8.2": "8.2 The Client shall retain 5% of each payment until the end.",
    }
    clauses = tuple(
        a_clause(text, id=number, number=number, subtype="audit", burden=Burden.VENDOR)
        for number, text in texts.items()
    )
    whole = Document(
        name="a", sha256="0", format=Format.TEXT, pages=None, text=" ".join(texts.values())
    )
    found = suggest(clauses, document=whole, playbook=PLAYBOOK, role=Role.VENDOR)
    (tested,) = (each for each in found if each.clause_id == "6.2")
    assert "Despite clause 8.1, work that passes" in tested.proposed_text
    assert "What clause 8.2 lets" in tested.proposed_text


def test_an_earn_back_hangs_on_what_the_performer_has_to_do_itself() -> None:
    text = "5.1 If the uptime is below 99.5% the Client receives a credit of 3% of the fee."
    facts = Facts(metric=Span(start=11, end=17, text="uptime"))
    found = advised_on(text, "service_credit", Burden.VENDOR, facts=facts).proposed_text
    assert "having kept its own part of the plan" in found


PUNCTUAL = "For each late run of a shift the Carrier pays £30, unless the road was closed. On-time rates are kept each day by the hour."


def test_what_takes_the_place_of_a_clause_keeps_its_exceptions() -> None:
    replaced = [
        advice
        for recipe in PLAYBOOK.recipes.values()
        for each in (recipe, *(recipe.as_in(variant) for variant in recipe.variants))
        for verdict, advice in each.advice.items()
        if verdict is Verdict.REPLACE and "{charge}" in (advice.lead or "")
    ]
    kept = [each for each in replaced if any("stay excepted" in part.text for part in each.parts)]
    assert len(kept) >= 3
    for advice in kept:
        (part,) = (part for part in advice.parts if "stay excepted" in part.text)
        view = View(words=PUNCTUAL, subtype="liquidated_damages")
        assert holds(part.when, view)
        assert not holds(part.when, View(words="For each late run it pays £30.", subtype=None))


def test_a_warning_excuses_nothing_and_a_board_that_cannot_agree_holds_nothing_up() -> None:
    said = {key: norm.addition for key, norm in PLAYBOOK.norms.items() if norm.addition}
    for wording in (said["R1"].wording, *(each.wording or "" for each in said["R1"].variants)):
        assert "neither an admission of fault nor an excuse" in wording
    assert "no right under it shall wait" in said["R7"].wording
