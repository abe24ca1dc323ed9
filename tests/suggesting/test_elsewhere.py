"""A limit or a measure that another clause of the contract states counts for the verdict as well."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Burden, Facts, Label, LabelledClause, Span
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.elsewhere import with_terms_elsewhere
from clauseadvisor.suggesting.match import View, view_of

PLAYBOOK = load_playbook()


def clause(name: str, text: str, subtype: str, facts: Facts | None = None) -> LabelledClause:
    return LabelledClause(
        id=name,
        number=name,
        heading=None,
        parent=None,
        context=None,
        start=0,
        end=len(text),
        text=text,
        label=Label.CONTROL if subtype == "service_level" else Label.PENALTY,
        subtype=subtype,
        secondary=(),
        scores={label.value: 0.2 for label in Label},
        confidence=1.0,
        needs_review=False,
        burden=Burden.VENDOR,
        facts=facts or Facts(),
    )


CREDIT = clause("6.2", "For each missed level 2% of the fee is credited.", "service_credit")
DELAY = clause("4.1", "For each day of delay the vendor pays 500.", "liquidated_damages")
CREDIT_LIMIT = clause(
    "6.9", "Service credits of a month shall not exceed a tenth of the fee.", "service_credit"
)
DELAY_LIMIT = clause(
    "4.9", "The total liquidated damages shall not exceed 5% of the price.", "liquidated_damages"
)
LEVELS = clause(
    "S.1", "Calls are answered in 20 seconds.", "service_level", Facts(metric=Span(start=0, end=5, text="Calls"))
)  # fmt: skip


def seen(own: LabelledClause, recipe: str, *others: LabelledClause) -> View:
    contract = (own, *others)
    return with_terms_elsewhere(view_of(own), own, PLAYBOOK.recipes[recipe], PLAYBOOK, contract)


@pytest.mark.parametrize(
    ("own", "recipe", "other"), [(CREDIT, "P2", CREDIT_LIMIT), (DELAY, "P1", DELAY_LIMIT)]
)
def test_a_limit_in_another_clause_counts(
    own: LabelledClause, recipe: str, other: LabelledClause
) -> None:
    cap = seen(own, recipe, other).facts.cap
    assert cap is not None
    assert cap.text == other.text


@pytest.mark.parametrize(
    ("own", "recipe", "other"),
    [(CREDIT, "P2", DELAY_LIMIT), (DELAY, "P1", CREDIT_LIMIT), (CREDIT, "P2", DELAY)],
)
def test_a_limit_of_something_else_does_not(
    own: LabelledClause, recipe: str, other: LabelledClause
) -> None:
    assert seen(own, recipe, other).facts.cap is None


def test_a_clause_does_not_limit_itself_from_elsewhere() -> None:
    assert seen(CREDIT_LIMIT, "P2").facts.cap is None


def test_the_measure_of_a_credit_may_stand_in_a_schedule() -> None:
    metric = seen(CREDIT, "P2", LEVELS).facts.metric
    assert metric is not None
    assert metric.text == "Calls"


def test_delay_damages_take_no_measure_from_a_schedule_of_levels() -> None:
    assert seen(DELAY, "P1", LEVELS).facts.metric is None


def test_what_the_clause_states_itself_stands() -> None:
    own_cap = Span(start=0, end=3, text="5 %")
    own = clause("6.3", CREDIT.text, "service_credit", Facts(cap=own_cap))
    assert seen(own, "P2", CREDIT_LIMIT).facts.cap is own_cap
