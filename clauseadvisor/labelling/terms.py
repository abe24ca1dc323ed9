"""Limits and ways out of a clause: cap, cure period; and what is measured: metric, target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from clauseadvisor.domain import Amount, Cure, Span
from clauseadvisor.labelling.frame import Frame
from clauseadvisor.labelling.lexicon import cues, lexicon, lowered, sought
from clauseadvisor.labelling.sentences import trimmed
from clauseadvisor.patterns import Sought

#: Calendar days of each time unit; a working week has five business days.
DAYS = {
    "millisecond": 1 / 86_400_000,
    "second": 1 / 86_400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "business day": 1.4,
    "week": 7.0,
    "month": 30.0,
    "quarter": 91.0,
    "half-year": 182.0,
    "year": 365.0,
}

#: Where to look for what a fact is not.
_UNFIT = {
    "metric": "not_metric",
    "measured": "not_metric",
    "target": "not_target",
    "required": "not_target",
    "floor": "not_target",
}
#: The name of a part within a pattern; "{2,9}" is none.
_NAMED = re.compile(r"\{(?P<part>[a-z]+)\}")


def find_cap(text: str, amounts: Sequence[Amount]) -> Span | None:
    """The limit of what the clause can cost."""
    return _first(text, "cap", 0, len(text))


def find_cure(text: str, amounts: Sequence[Amount]) -> Cure | None:
    """The period in which a failure can still be put right, or notice that gives such time."""
    span = _first(text, "cure", 0, len(text))
    if span is None:
        return None
    days = next(
        (
            amount.value * DAYS[amount.unit]
            for amount in amounts
            if amount.kind == "duration" and span.start <= amount.start < span.end
        ),
        None,
    )
    return Cure(text=span.text, start=span.start, end=span.end, days=days)


def find_metric(text: str, frame: Frame) -> Span | None:
    """What is measured: sought in the trigger first, then by name in the whole clause."""
    return _in_frame(text, "metric", frame) or _first(text, "measured", 0, len(text))


def find_target(text: str, frame: Frame) -> Span | None:
    """The level or date measured against: in the trigger first, then a level to be kept."""
    if frame.trigger is None:
        return _first(text, "required", 0, len(text))
    return _in_frame(text, "target", frame) or _first(text, "floor", 0, len(text))


def _in_frame(text: str, key: str, frame: Frame) -> Span | None:
    if frame.trigger is None:
        return None
    return _first(text, key, frame.trigger.start, frame.trigger.end)


def _first(text: str, key: str, start: int, end: int) -> Span | None:
    """What the first pattern that matches ``text[start:end]`` names."""
    part = text[start:end]
    low = lowered(part)
    for pattern in _patterns(key):
        if match := pattern.search(low, low):
            begin, stop = trimmed(part, match.start("span"), match.end("span"), " \t\r\n,;:")
            if begin < stop and not any(no.fullmatch(low, begin, stop) for no in _unfit(key)):
                return Span(start=start + begin, end=start + stop, text=part[begin:stop])
    return None


@cache
def _unfit(key: str) -> tuple[re.Pattern[str], ...]:
    """What the patterns of ``key`` find although it is none."""
    kind = _UNFIT.get(key)
    return tuple(re.compile(pattern) for pattern in cues("terms", kind)) if kind else ()


@cache
def _patterns(key: str) -> tuple[Sought, ...]:
    return tuple(sought(spelled_out(pattern)) for pattern in cues("terms", key))


def spelled_out(pattern: str) -> str:
    """The pattern with the parts that it names in braces ("{figure}") written out."""
    parts = lexicon("terms")["parts"]
    while named := _NAMED.search(pattern):
        pattern = pattern[: named.start()] + parts[named["part"]][0] + pattern[named.end() :]
    return pattern
