"""What to raise first: effect on the relationship, money, and ease (0 to 100)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import LabelledClause, Suggestion, Verdict

#: What a verdict by itself contributes: the more it changes, the more there is to talk about.
_BY_VERDICT: Final = {
    Verdict.REPLACE: 30.0,
    Verdict.SOFTEN: 20.0,
    Verdict.KEEP: 4.0,
    Verdict.ADD: 0.0,
}
#: How easily a change of each stage is agreed.
_EASE: Final = (10.0, 8.0, 4.0, 1.0)
_HEAVIEST = 6.25  # severity 4, one-sided, without cure or cap: domain notes e
_EFFECT = 40.0
_MONEY_WORKED_OUT = 12.0
_MONEY_STATED = 6.0
_OWN_BURDEN = 5.0
_GUARDED = -8.0
#: What only costs the side advised is never among the first to be raised.
CONCESSION: Final = -24.0
_DOUBTFUL = -16.0  # nobody opens with a clause whose label may be wrong
_STEP_BACK = 8.0  # for each time the same advice was given of another clause before
_CONCESSION_CEILING = 28.0  # below every addition
_KEEP_CEILING = 30.0  # kept, with something added beside it
_REST_CEILING = 12.0  # kept as it is
_FORMALITY_CEILING = 14.0  # what the law asks of both: nobody opens with it


def priority(
    suggestion: Suggestion,
    clause: LabelledClause | None,
    *,
    carried: bool,
    guarded: bool,
    formal: bool = False,
) -> float:
    """A design default: weights add up to at most 97, and a clause that is kept stays below 30.

    ``carried``: the clause weighs on the side that the notes take. ``guarded``: a guardrail
    stands. ``formal``: the clause does what the law asks for (export control, sanctions).
    """
    severity = clause.severity if clause else 0.0
    points = (
        _BY_VERDICT[suggestion.verdict]
        + _EFFECT * min(severity / _HEAVIEST, 1.0)
        + _EASE[suggestion.stage_needed]
        + _money(suggestion)
        + (_OWN_BURDEN if carried else 0.0)
        + (_GUARDED if guarded else 0.0)
        + (CONCESSION if suggestion.concession else 0.0)
        + (_DOUBTFUL if clause and clause.needs_review and suggestion.ground is None else 0.0)
    )
    ceiling = _CONCESSION_CEILING if suggestion.concession else 100.0
    if formal:
        ceiling = _FORMALITY_CEILING
    if suggestion.verdict is Verdict.KEEP:
        ceiling = _KEEP_CEILING if suggestion.proposed_text else _REST_CEILING
    return round(max(0.0, min(points, ceiling)), 1)


def _money(suggestion: Suggestion) -> float:
    """More where the sums can be worked out than where they are only stated, or not even that."""
    economics = suggestion.economics
    if not economics:
        return 0.0
    figures = economics.get("figures")
    worked_out = isinstance(figures, Mapping) and any(
        isinstance(each, Mapping) and each.get("origin") == "computed" for each in figures.values()
    )
    return _MONEY_WORKED_OUT if worked_out else _MONEY_STATED


def ranked(suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Highest priority first; equal ones stay in the order of the contract.

    Where the same recipe meets the same kind of clause again, the later ones step back,
    so that the list does not open with five times the same advice.
    """
    ordered = sorted(suggestions, key=lambda each: -each.priority)
    seen: dict[tuple[str, Verdict], int] = {}
    stepped: list[Suggestion] = []
    for each in ordered:
        repeats = seen.get((each.recipe, each.verdict), 0)
        seen[each.recipe, each.verdict] = repeats + 1
        stepped.append(
            replace(each, priority=round(max(0.0, each.priority - _STEP_BACK * min(repeats, 5)), 1))
        )
    return tuple(sorted(stepped, key=lambda each: -each.priority))
