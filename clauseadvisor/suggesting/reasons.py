"""Why, in plain words: the recipe's reason, what in the clause speaks for it, and whom it serves."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.playbook.cue_schema import Signal
from clauseadvisor.playbook.recipe_schema import Advice
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.guardrails import Guarded
from clauseadvisor.suggesting.match import Ruling, View, holds

_MOST_REASONS = 3
_MOST_GUARDRAILS = 2


def rationale_of(
    advice: Advice,
    view: View,
    ruling: Ruling,
    guarded: Guarded,
    serves: str,
    playbook: Playbook,
    *,
    held: bool = False,
) -> str:
    """The whole reason as one paragraph; ``serves`` says on whom the clause weighs.

    ``held``: the clause works for the side that is advised, which offers less than the other asks for.
    """
    said = [advice.rationale.strip()]
    signals = [each for each in ruling.signals if not (held and each.for_relief)]
    reasons = _told_once(signals, view)[:_MOST_REASONS]
    if reasons:
        said.append(playbook.say("signals", reasons="; ".join(reasons)))
    if guarded.standing:
        grounds = [each.reason for each in guarded.standing[:_MOST_GUARDRAILS]]
        joined = playbook.say("guardrails_joined").join(grounds)
        said.append(playbook.say("guardrails", grounds=joined))
    said.append(serves)
    return " ".join(part for part in said if part)


def open_reason(relief: str, ruling: Ruling, view: View, playbook: Playbook) -> str:
    """Why a clause that is kept is no boundary: it weighs on the side that the notes take."""
    said = [playbook.say("open_reason", relief=relief)]
    reasons = _told_once(ruling.signals, view)[:_MOST_REASONS]
    if reasons:
        said.append(playbook.say("open_signals", reasons="; ".join(reasons)))
    return " ".join(said)


def _told_once(signals: Sequence[Signal], view: View) -> list[str]:
    """The reasons of the signals, heaviest first; what makes the same point is told once.

    A cue may weigh more often than its reason is true: that is told only where the clause shows it.
    """
    by_point: dict[str, str] = {}
    for signal in signals:
        if not holds(signal.told_when, view):
            continue
        by_point.setdefault(signal.point or signal.reason, signal.reason)
    return list(by_point.values())
