"""When terms can be reopened, as far as the words of the contract tell it."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from clauseadvisor.domain import Analysis, KeyDate, LabelledClause, Suggestion
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
    period, cut, runs_on, notice, *_ = _cues()
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


def before_it(dates: Iterable[KeyDate], window: KeyDate) -> tuple[KeyDate, ...]:
    """What else decides about a day on which the contract ends or renews: what follows it, and by
    when notice must be given. Nothing that the words of the window say themselves.
    """
    if not window.date or window.kind not in ("expiry", "renewal"):
        return ()
    told: list[KeyDate] = []
    for each in dates:
        if (
            each.kind in ("renewal", "notice")
            and not each.date
            and tells_more(each)
            and each.text not in window.text
            and not any(each.kind == other.kind for other in told)
        ):
            told.append(each)
    return tuple(told)


def tells_more(window: KeyDate) -> bool:
    """Whether a reader learns something beside a day that is known: a renewal that runs on does."""
    period, cut, *_ = _cues()
    text = window.text
    whole = text.count("(") == text.count(")") and not cut.search(text)
    return whole and bool(period.search(text))


def left_blank(analysis: Analysis) -> tuple[str, str] | None:
    """The words in which the period of notice or renewal is left out, and the id of their clause.

    Of several those by which somebody says no to a renewal: what else is due before an end
    decides nothing.
    """
    cues = _cues()
    blank, decides = cues[-2], cues[-1]
    found = [
        (match, clause) for clause in analysis.clauses for match in blank.finditer(clause.text)
    ]
    told = [pair for pair in found if decides.search(_rest_of_sentence(*pair))]
    if not found:
        return None
    match, clause = (told or found)[0]
    return " ".join(match[0].split()).rstrip(" ,"), clause.id


def is_redacted(words: str) -> bool:
    """Whether the figure was taken out of a contract that had it, as stars do; lines and empty brackets
    wait to be filled in."""
    return "*" in words


def _rest_of_sentence(match: re.Match[str], clause: LabelledClause) -> str:
    before = re.split(r"[.;]\s", clause.text[: match.start()])[-1]
    return before + re.split(r"[.;](?:\s|$)", clause.text[match.end() :])[0]


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
    """What states a period, ends in the middle, runs on, tells the notice, leaves a blank, and decides."""
    cues = phrases().windows
    numbers, units = "|".join(cues.numbers), "|".join(cues.units)
    return (
        re.compile(
            rf"\b(?:(?:\d+|{numbers})\b\W{{0,3}}(?:\(?\d+\)?\W{{0,2}})?(?:\w+\W){{0,2}}(?:{units})s?"
            rf"|(?:no|not) (?:less|fewer) than \d+ (?:prior to|before)|{'|'.join(cues.calendar)})\b",
            re.I,
        ),
        re.compile(rf"\b(?:{'|'.join(cues.cut_after)})\W*$", re.I),
        re.compile(rf"\b(?:{'|'.join(cues.runs_on)})\b", re.I),
        re.compile(rf"\b(?:{'|'.join(cues.notice)})\b", re.I),
        # A blank of letters or lines, as the tools and the printers of forms write them.
        re.compile(
            rf"\b(?:(?:at least|(?:not|no) (?:less|later|fewer) than)\s+)?"
            rf"(?:\{{[^{{}}\n]{{1,60}}\}}|\[[\s_*•\-]{{0,20}}\]|_{{2,20}})\s*(?:{units})s?\b"
            rf"[^.;\n()\[\]]{{0,60}}?\b(?:before|prior to)\b[^.;\n()\[\]]{{0,60}}?"
            rf"\b(?:end|expir\w+|renew\w+)\b(?:[^.;,\n()\[\]]{{0,60}}\b)?",
            re.I,
        ),
        re.compile(rf"\b(?:{'|'.join(cues.decides)})\b", re.I),
    )
