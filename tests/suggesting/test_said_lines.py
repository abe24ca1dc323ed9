"""Whatever is said beside a wording speaks of things that the clause or the wording has.

Every recipe and every variant is walked on the examples by which the playbook chooses it, for either
side that a clause may weigh on and either side that may be advised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clauseadvisor.domain import Burden, Role, Suggestion, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.norm_schema import Norm
from tests.builders import advised_on

PLAYBOOK = load_playbook()

#: What a line may speak of, and the words of the clause or the wording that show it.
TOPICS = {
    r"\bbonus|\brewards?\b": r"bonus|addition|shall receive|credited|reward|extend",
    r"\bdiscount|\brebate": r"discount|rebate|deduct",
    r"\bearns? (?:\w+ )?back|earn-back|bring back|win \w+ \w+ back": r"earn|return|come back|credited|anew|revive",
    r"\berase": r"erase",
    r"\bforecast": r"forecast",
    r"\bplan\b(?!ned)": r"\bplan",
    r"\bmeeting|\btalks?\b": r"\bmeet|talk|speak|\bcall",
    r"\blimit\b|ceiling": r"exceed|limit|ceiling|up to|at most|not more|no more than|shall (?:rise|fall)",
    r"certificate": r"certif",
    r"insur": r"insur",
    r"raw data": r"raw data",
    r"guarantee|\bbond\b": r"guarantee|\bbond",
    r"weekly|each week": r"week",
    r"monthly|each month|every month": r"month",
    r"each quarter": r"quarter",
    r"electronic|purchase-order": r"electronic",
    r"budget": r"budget",
    r"pipeline": r"pipeline",
    r"deputy": r"deputy",
    r"\bindex\b": r"\bindex",
    r"auditor": r"auditor",
    r"\bfloat\b": r"\bfloat",
    r"road map": r"road map|\bplan\b",
    r"\bexpert\b": r"\bexpert",
    r"\bwaiver|\bwaived": r"waive",
    r"half of the credit|\bthe credit\b": r"credit",
    r"yearly review": r"review",
    r"\bstock\b": r"stock|goods|material|batch|inventor|item",
    r"\bstage \d": r"(?!)",
}


def _examples() -> Iterator[tuple[str, str]]:
    """Each clause by which a recipe or a variant is told, with the sub-types that lead to it."""
    for route in PLAYBOOK.routes.values():
        for choice in route.choices:
            yield from ((route.subtype, text) for text in choice.examples)
        for name in {route.otherwise, *(choice.recipe for choice in route.choices)}:
            for variant in PLAYBOOK.recipes[name].variants:
                yield from ((route.subtype, text) for text in variant.examples)


def _said(found: Suggestion) -> tuple[str, ...]:
    talk = found.negotiation
    ask = re.sub(r"^Begin with a question: “[^”]*” ", "", talk.ask)
    return (ask, talk.offer, talk.keep, *found.risks)


@pytest.mark.parametrize("burden", [Burden.VENDOR, Burden.CUSTOMER])
@pytest.mark.parametrize("subtype", sorted({subtype for subtype, _ in _examples()}))
def test_no_line_speaks_of_what_neither_the_clause_nor_the_wording_has(
    subtype: str, burden: Burden
) -> None:
    changed, false = 0, set()
    for text in {text for each, text in _examples() if each == subtype}:
        for role in (Role.VENDOR, Role.CUSTOMER):
            found = advised_on(text, subtype, burden, role=role)
            if found.verdict is Verdict.KEEP:
                continue
            changed += 1
            false |= set(_false_lines(found, text))
    assert not false
    if subtype in {"liquidated_damages", "service_credit", "consent", "unilateral_right"}:
        assert changed > 2, "the walk has to pass the recipes that propose most"


def _false_lines(found: Suggestion, text: str) -> Iterator[str]:
    shown = f"{text} {found.proposed_text}"
    for line in _said(found):
        for spoken, shows in TOPICS.items():
            if re.search(spoken, line, re.IGNORECASE) and not re.search(
                shows, shown, re.IGNORECASE
            ):
                yield f"{found.recipe}: {line}"


@pytest.mark.parametrize("norm", [each for each in PLAYBOOK.norms.values() if each.addition])
def test_a_new_clause_brings_what_its_norm_says(norm: Norm) -> None:
    assert norm.addition is not None
    assert norm.stated(norm.addition.wording)


def test_a_wording_promises_of_a_norm_no_more_than_it_brings() -> None:
    cure = PLAYBOOK.norms["R2"]
    looked = cure.stated("The parties shall establish the cause together.")
    assert "cause" in looked
    assert "Sanctions wait" not in looked
    held = cure.stated("While that plan is kept no sum shall be claimed.")
    assert "Sanctions wait" in held
    assert cure.stated("Work that passes shall be paid within ten days.") == ""


def test_a_change_rests_on_the_norms_that_its_wording_carries_out() -> None:
    tested = advised_on(
        "The Client may reject any delivery in its sole discretion.",
        "other_control",
        Burden.VENDOR,
        role=Role.VENDOR,
    )
    assert "R9" not in tested.norms
    late = advised_on(
        "For each day of delay the Supplier pays 500.", "liquidated_damages", Burden.VENDOR
    )
    assert "R1" in late.norms
    assert "R2" not in late.norms, "its wording finds no cause and agrees no plan"
