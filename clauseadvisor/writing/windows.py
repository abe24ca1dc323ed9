"""When terms can be reopened, as far as the words of the contract tell it."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from clauseadvisor.domain import Analysis, KeyDate, Suggestion
from clauseadvisor.writing.phrases import phrases

#: The dates at which terms can be reopened, in the order in which they call for action.
WINDOWS: Final = ("notice", "review", "renewal", "expiry")


def tells(window: KeyDate) -> bool:
    """Whether a reader learns from its words when to act.

    Not from a text that was cut off, that leaves out its figure, or that only says that the
    contract runs on.
    """
    if window.date:
        return True
    period, cut, runs_on, notice = _cues()
    text = window.text
    whole = text.count("(") == text.count(")") and text.count("“") == text.count("”")
    if not whole or cut.search(text) or not period.search(text):
        return False
    return not runs_on.search(text) or bool(notice.search(text))


def next_window(dates: Iterable[KeyDate], today: str = "") -> KeyDate | None:
    """The next date from ``today`` (ISO 8601) on, else a period that tells when; None for neither."""
    windows = [each for each in dates if each.kind in WINDOWS]
    dated = [each for each in windows if each.date and each.date >= today]
    if dated:
        return min(dated, key=lambda each: (each.date or "", WINDOWS.index(each.kind)))
    undated = [each for each in windows if not each.date and tells(each)]
    return min(undated, key=lambda each: WINDOWS.index(each.kind), default=None)


def untold(analysis: Analysis) -> tuple[str, ...]:
    """The ids of clauses that speak of a window without telling when it is."""
    found = (each for each in analysis.document.dates if each.kind in WINDOWS and not each.date)
    return tuple(dict.fromkeys(each.clause_id for each in found if each.clause_id))


def unusual(suggestions: Iterable[Suggestion]) -> frozenset[str]:
    """The ids of suggestions whose window is not that of most of them, which is said at the top."""
    windows = {each.id: each.window for each in suggestions if each.window is not None}
    most = Counter(windows.values()).most_common(1)
    return frozenset(key for key, window in windows.items() if window != most[0][0])


@functools.cache
def _cues() -> tuple[re.Pattern[str], ...]:
    """What states a period, what ends in the middle, what runs on, and what tells the notice."""
    cues = phrases().windows
    numbers, units = "|".join(cues.numbers), "|".join(cues.units)
    return (
        re.compile(
            rf"\b(?:(?:\d+|{numbers})\b\W{{0,3}}(?:\(?\d+\)?\W{{0,2}})?(?:\w+\W){{0,2}}(?:{units})s?"
            rf"|{'|'.join(cues.calendar)})\b",
            re.I,
        ),
        re.compile(rf"\b(?:{'|'.join(cues.cut_after)})\W*$", re.I),
        re.compile(rf"\b(?:{'|'.join(cues.runs_on)})\b", re.I),
        re.compile(rf"\b(?:{'|'.join(cues.notice)})\b", re.I),
    )
