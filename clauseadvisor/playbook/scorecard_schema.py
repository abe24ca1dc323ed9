"""Schema of ``scorecard.yml``: criteria, question bank, levels, stages and gates of readiness."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clauseadvisor.playbook.builtin import Knowledge, read_builtin

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
Sentence = Annotated[str, Field(min_length=3)]
Stage = Annotated[int, Field(ge=0, le=3)]


class Criterion(Knowledge):
    """One thing to find out about each side, with questions about its past behaviour."""

    id: Identifier
    title: Sentence
    weight: Annotated[float, Field(gt=0)]
    group: Literal["credibility", "trust"]
    questions: Annotated[tuple[Sentence, ...], Field(min_length=2)]
    source: Sentence


class LevelText(Knowledge):
    """What a level of 0 to 4 stands for."""

    level: Annotated[int, Field(ge=0, le=4)]
    meaning: Sentence


class StageRule(Knowledge):
    """A stage, the score from which it is reached (0 to 100), and what it unlocks."""

    stage: Stage
    name: Sentence
    score_from: Annotated[float, Field(ge=0, le=100)]
    unlocks: Sentence


class KnockOut(Knowledge):
    """A criterion that holds the stage down when its level is too low on either side."""

    criteria: tuple[Identifier, ...]
    below: Annotated[int, Field(ge=1, le=4)]
    stage_at_most: Stage
    why: Sentence


class AgeGate(Knowledge):
    """A relationship younger than ``months`` goes no further than ``stage_at_most``."""

    months: Annotated[float, Field(gt=0)]
    stage_at_most: Stage


class Gates(Knowledge):
    """What holds the stage down whatever the score says."""

    knock_outs: tuple[KnockOut, ...]
    ages: tuple[AgeGate, ...]
    leader_change_steps: Annotated[int, Field(ge=0, le=3)]
    clean_periods_per_step: Annotated[int, Field(ge=1)]


class ScorecardRules(Knowledge):
    """The whole of ``scorecard.yml``."""

    criteria: tuple[Criterion, ...]
    levels: tuple[LevelText, ...]
    answered_share: Annotated[float, Field(gt=0, le=1)]
    stages: tuple[StageRule, ...]
    gates: Gates
    reference_call: tuple[Sentence, ...]
    self_test: tuple[Sentence, ...]

    @model_validator(mode="after")
    def _whole(self) -> ScorecardRules:
        ids = [criterion.id for criterion in self.criteria]
        if len(set(ids)) != len(ids):
            raise ValueError("criteria: each id may appear once")
        if [rule.stage for rule in self.stages] != [0, 1, 2, 3]:
            raise ValueError("stages: expected 0, 1, 2 and 3 in order")
        scores = [rule.score_from for rule in self.stages]
        if scores != sorted(scores) or scores[0] != 0:
            raise ValueError("stages: score_from must start at 0 and rise")
        if [text.level for text in self.levels] != [0, 1, 2, 3, 4]:
            raise ValueError("levels: expected 0 to 4 in order")
        for gate in self.gates.knock_outs:
            if not set(gate.criteria) <= set(ids):
                raise ValueError("gates.knock_outs: names a criterion that is not there")
        return self


@cache
def scorecard_rules() -> ScorecardRules:
    """The shipped rules (read once)."""
    return read_builtin("scorecard.yml", ScorecardRules)
