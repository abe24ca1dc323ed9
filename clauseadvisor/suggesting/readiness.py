"""How far a relationship is ready to trade penalties for bonuses and trust norms.

Score of a side = 100 x sum(weight x level) / (4 x sum(weight)), over what was answered; it needs
70 % of the weight answered. The stage is the lower of the two sides', then the gates apply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clauseadvisor.domain import Readiness
from clauseadvisor.errors import UsageError
from clauseadvisor.playbook.scorecard_schema import ScorecardRules, scorecard_rules
from clauseadvisor.suggesting.scorecard import (
    SIDES,
    TOP_LEVEL,
    Scorecard,
    Side,
    new_scorecard_text,
    read_scorecard,
)

__all__ = [
    "Scorecard",
    "Side",
    "answered_share",
    "compare",
    "new_scorecard_text",
    "read_scorecard",
    "readiness_of",
    "score_of",
    "stage_of_score",
    "unlock_hint",
]

MAX_COMPARED = 4
# Shares of weight are sums of decimals: 0.7 of the weight must not fail by the last binary digit.
_TOLERANCE = 1e-9


def answered_share(side: Side, weights: Mapping[str, float]) -> float:
    """Share (0..1) of the weight that has an answer."""
    return sum(weights[key] for key in side.levels) / sum(weights.values())


def score_of(side: Side, weights: Mapping[str, float], group: str | None = None) -> float | None:
    """Score of a side, 0 to 100, None where too little was answered.

    ``group`` narrows it to the criteria of ``credibility`` or of ``trust``.
    """
    rules = scorecard_rules()
    chosen = {one.id for one in rules.criteria if group in (None, one.group)}
    counted = {key: weights[key] for key in side.levels if key in chosen}
    whole = sum(weights[key] for key in chosen)
    answered = sum(counted.values())
    if answered == 0 or answered < rules.answered_share * whole - _TOLERANCE:
        return None
    points = sum(weight * side.levels[key] for key, weight in counted.items())
    return 100 * points / (TOP_LEVEL * answered)


def stage_of_score(score: float) -> int:
    """The stage (0..3) that a score of 0 to 100 reaches before the gates."""
    reached = [
        one.stage for one in scorecard_rules().stages if score >= one.score_from - _TOLERANCE
    ]
    return max(reached)


def readiness_of(scorecard: Scorecard, *, age_months: float | None = None) -> Readiness:
    """Scores of both sides, the stage, and in ``gates`` each reason that holds the stage down.

    ``age_months`` serves where the scorecard itself does not say how old the relationship is.
    Reasons that start with "Open:" are questions nobody has answered; they do not lower the stage.
    """
    rules = scorecard_rules()
    vendor = score_of(scorecard.vendor, scorecard.weights)
    customer = score_of(scorecard.customer, scorecard.weights)
    stage, gates = _stage_by_scores(scorecard, vendor, customer, rules)
    age = scorecard.age_months if scorecard.age_months is not None else age_months
    limits = [*_knock_outs(scorecard, rules), *_age_limits(age, rules)]
    for limit, reason in limits:
        gates.append(reason)
        stage = min(stage, limit)
    if scorecard.leader_changed and not scorecard.reaffirmed:
        gates.append("A leader or sponsor has changed: one stage down until both sides re-affirm.")
        stage = max(0, stage - rules.gates.leader_change_steps)
    slow = _slow_rise(scorecard, stage, rules)
    if slow is not None:
        stage = slow[0]
        gates.append(slow[1])
    gates += _open_questions(scorecard, age, rules)
    return Readiness(stage=stage, vendor=vendor, customer=customer, gates=tuple(gates))


def _stage_by_scores(
    scorecard: Scorecard, vendor: float | None, customer: float | None, rules: ScorecardRules
) -> tuple[int, list[str]]:
    gates = []
    for name, score in (("vendor", vendor), ("customer", customer)):
        if score is None:
            share = answered_share(getattr(scorecard, name), scorecard.weights)
            gates.append(
                f"Only {share:.0%} of the weight is answered for the {name}: "
                f"a score needs {rules.answered_share:.0%}."
            )
    if vendor is None or customer is None:
        return 0, gates
    return min(stage_of_score(vendor), stage_of_score(customer)), gates


def _knock_outs(scorecard: Scorecard, rules: ScorecardRules) -> list[tuple[int, str]]:
    found = []
    for gate in rules.gates.knock_outs:
        for side in SIDES:
            for criterion in gate.criteria:
                level = getattr(scorecard, side).levels.get(criterion)
                if level is not None and level < gate.below:
                    found.append(
                        (
                            gate.stage_at_most,
                            f"{criterion.capitalize()} of the {side} is {level}, below {gate.below}: "
                            f"stage {gate.stage_at_most} at most ({gate.why}).",
                        )
                    )
    return found


def _age_limits(age: float | None, rules: ScorecardRules) -> list[tuple[int, str]]:
    if age is None:
        return []
    passed = [gate for gate in rules.gates.ages if age < gate.months]
    if not passed:
        return []
    gate = min(passed, key=lambda one: one.stage_at_most)
    reason = (
        f"The relationship is {age:g} months old, under {gate.months:g}: "
        f"stage {gate.stage_at_most} at most."
    )
    return [(gate.stage_at_most, reason)]


def _slow_rise(scorecard: Scorecard, stage: int, rules: ScorecardRules) -> tuple[int, str] | None:
    """A stage rises one step a review, and only after enough clean periods."""
    before = scorecard.previous_stage
    if before is None or stage <= before:
        return None
    needed = rules.gates.clean_periods_per_step
    if (scorecard.clean_periods or 0) < needed:
        return before, f"The stage stays at {before} until {needed} clean periods in a row."
    if stage == before + 1:
        return None
    return before + 1, f"The stage rises one step at a review: from {before} to {before + 1}."


def _open_questions(scorecard: Scorecard, age: float | None, rules: ScorecardRules) -> list[str]:
    questions = []
    for gate in rules.gates.knock_outs:
        for criterion in gate.criteria:
            blank = [one for one in SIDES if criterion not in getattr(scorecard, one).levels]
            if blank:
                questions.append(f"Open: {criterion} of the {' and the '.join(blank)} is unknown.")
    if scorecard.leader_changed is None:
        questions.append("Open: has a leader or sponsor of either side changed?")
    if age is None:
        questions.append("Open: how many months have the two sides worked together?")
    return questions


def unlock_hint(readiness: Readiness | None, stage_needed: int) -> str | None:
    """What would unlock a suggestion that needs ``stage_needed``; None if it is unlocked."""
    rules = scorecard_rules()
    rule = rules.stages[stage_needed]
    if readiness is None:
        if stage_needed == 0:
            return None
        return f"Needs stage {stage_needed} ({rule.name}): fill in a scorecard of both sides first."
    if readiness.stage >= stage_needed:
        return None
    parts = [
        f"the {name}'s score is {score:.0f} and must reach {rule.score_from:g}"
        for name, score in (("vendor", readiness.vendor), ("customer", readiness.customer))
        if score is not None and score < rule.score_from
    ]
    parts += [gate.rstrip(".") for gate in readiness.gates if not gate.startswith("Open:")]
    return f"Needs stage {stage_needed} ({rule.name}), now {readiness.stage}: {'; '.join(parts)}."


# ---------------------------------------------------------------- side by side


def compare(scorecards: Sequence[Scorecard]) -> dict[str, Any]:
    """Up to four partners side by side, as plain data; every list is in the order given.

    ``next_step`` says what would unlock the next stage (None at the last one).

    Raises UsageError for none or for more than four.
    """
    if not 1 <= len(scorecards) <= MAX_COMPARED:
        raise UsageError(
            f"{len(scorecards)} scorecards were given: compare one to {MAX_COMPARED} partners."
        )
    readiness = [readiness_of(one) for one in scorecards]
    stages = scorecard_rules().stages
    return {
        "partners": [one.name for one in scorecards],
        "stage": [one.stage for one in readiness],
        "stage_name": [stages[one.stage].name for one in readiness],
        "unlocks": [stages[one.stage].unlocks for one in readiness],
        "next_step": [unlock_hint(one, min(one.stage + 1, len(stages) - 1)) for one in readiness],
        "gates": [list(one.gates) for one in readiness],
        "sides": {side: _side_by_side(side, scorecards) for side in SIDES},
        "criteria": [
            {
                "criterion": one.id,
                "title": one.title,
                "weight": [card.weights[one.id] for card in scorecards],
                **{
                    side: [getattr(card, side).levels.get(one.id) for card in scorecards]
                    for side in SIDES
                },
            }
            for one in scorecard_rules().criteria
        ],
    }


def _side_by_side(side: str, scorecards: Sequence[Scorecard]) -> dict[str, list[float | None]]:
    sheets = [(getattr(card, side), card.weights) for card in scorecards]
    return {
        "score": [score_of(sheet, weights) for sheet, weights in sheets],
        "credibility": [score_of(sheet, weights, "credibility") for sheet, weights in sheets],
        "trust": [score_of(sheet, weights, "trust") for sheet, weights in sheets],
        "answered": [answered_share(sheet, weights) for sheet, weights in sheets],
    }
