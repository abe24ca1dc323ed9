"""What a clause leaves to others of the same contract: the limit of what it takes, and its measure.

Schedules often hold the table of levels, and one clause the ceiling for all credits. A clause that
seems to have neither is not boundless for that.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import Label, LabelledClause, Span
from clauseadvisor.playbook.recipe_schema import Recipe
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.match import View, holds, view_of

#: Sub-types whose clauses may name the levels that another clause takes money for.
_LEVELS: Final = frozenset({"service_level", "service_credit"})
_TAKES_BY_LEVEL: Final = "service_credit"
#: Labels of the clauses that may hold a limit.
_LIMITING: Final = frozenset({Label.PENALTY, Label.NEUTRAL})


def with_terms_elsewhere(
    view: View,
    clause: LabelledClause,
    recipe: Recipe,
    playbook: Playbook,
    clauses: Collection[LabelledClause],
) -> View:
    """The view of ``clause`` with a cap and a metric that only another clause states.

    A cap counts where the other clause sets off a signal of the recipe that ``caps_others``; a
    metric where a service credit finds it in another clause about levels.
    """
    facts = view.facts
    if facts.cap is None:
        facts = replace(facts, cap=_cap(clause, recipe, playbook, clauses))
    if facts.metric is None and view.subtype == _TAKES_BY_LEVEL:
        facts = replace(facts, metric=_metric(clause, clauses))
    return replace(view, facts=facts)


def _metric(clause: LabelledClause, clauses: Collection[LabelledClause]) -> Span | None:
    for other in clauses:
        if other.subtype in _LEVELS and other.facts.metric and other.id != clause.id:
            return other.facts.metric
    return None


def _cap(
    clause: LabelledClause,
    recipe: Recipe,
    playbook: Playbook,
    clauses: Collection[LabelledClause],
) -> Span | None:
    """The other clause that limits what clauses of the recipe take; None where there is none."""
    limits = [
        signal
        for signal in playbook.signals.values()
        if signal.caps_others and recipe.id in signal.recipes
    ]
    for other in clauses if limits else ():
        if other.label not in _LIMITING or other.id == clause.id:
            continue
        if any(holds(signal.when, view_of(other)) for signal in limits):
            return other.facts.cap or Span(start=other.start, end=other.end, text=other.text)
    return None
