"""Whether the relationship is ripe for a suggestion, and what must come first."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import Readiness, Verdict
from clauseadvisor.suggesting.readiness import unlock_hint
from clauseadvisor.suggesting.setting import Setting


def is_unlocked(stage_needed: int, readiness: Readiness | None) -> bool:
    """Whether the stage is reached; without a scorecard only what needs none is open."""
    return stage_needed == 0 or (readiness is not None and readiness.stage >= stage_needed)


def what_unlocks(stage_needed: int, readiness: Readiness | None) -> str | None:
    """What would unlock it, in a sentence; None where it is unlocked."""
    return None if is_unlocked(stage_needed, readiness) else unlock_hint(readiness, stage_needed)


def preconditions_of(
    own: Sequence[str], verdict: Verdict, setting: Setting, stage_needed: int
) -> tuple[str, ...]:
    """What has to be in place before the change starts: the recipe's ``own``, and what unlocks it."""
    found = list(own)
    hint = what_unlocks(stage_needed, setting.readiness)
    if hint:
        found.append(hint)
    if verdict is Verdict.REPLACE:
        found.append(setting.playbook.say("phasing"))
    if setting.answers.get("risk") == "high" and verdict is not Verdict.KEEP:
        found.append(setting.playbook.say("high_risk"))
    return tuple(found)
