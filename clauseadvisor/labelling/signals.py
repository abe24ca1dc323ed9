"""The words of a clause that speak of what sets it off and of what follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from clauseadvisor.domain import Label
from clauseadvisor.labelling.conditions import MODAL
from clauseadvisor.labelling.lexicon import compiled, cues, lexicon


class Signals:
    """Where a clause speaks of what sets it off, of what follows, and in which verbs."""

    def __init__(self, low: str, label: Label | None, subtype: str | None) -> None:
        self.label = label
        #: Where auxiliaries stand; where the words of each rank stand; where failure is told.
        self.modals = [match.start() for match in modal().finditer(low)]
        self.consequences = [
            [match.start() for match in cue.finditer(low)] for cue in _consequences(subtype)
        ]
        self.failures = sorted(
            match.start()
            for key in _told_by(label)
            for each in _words(key)
            for match in each.finditer(low)
        )

    def modal(self, start: int, end: int) -> bool:
        return _within(self.modals, start, end)

    def told(self, start: int, end: int) -> bool:
        """Whether the span speaks of what sets off a clause of this label."""
        return _within(self.failures, start, end)

    def cues(self, start: int, end: int) -> list[int]:
        """The ranks of the sub-type's consequence words in the span."""
        return [rank for rank, found in enumerate(self.consequences) if _within(found, start, end)]


def _within(positions: list[int], start: int, end: int) -> bool:
    order = bisect_left(positions, start)
    return order < len(positions) and positions[order] < end


def _told_by(label: Label | None) -> tuple[str, ...]:
    if label is None:
        return ("failure", "achievement")
    return {Label.PENALTY: ("failure",), Label.INCENTIVE: ("achievement",)}.get(label, ())


# ---------------------------------------------------------------- patterns


@cache
def _words(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(pattern) for pattern in cues("frame", key))


@cache
def _consequences(subtype: str | None) -> tuple[re.Pattern[str], ...]:
    table = lexicon("frame")["consequence"]
    patterns = table.get(subtype, ()) if subtype else ()
    return tuple(compiled(pattern) for pattern in patterns)


@cache
def modal() -> re.Pattern[str]:
    return compiled(rf"\b{MODAL}\b")
