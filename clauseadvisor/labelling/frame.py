"""What sets a clause off, and what follows: trigger and consequence.

Each sentence is read for conditions (:mod:`clauseadvisor.labelling.conditions`). The pair of
condition and main clause that speaks most of failure (penalty), achievement (incentive) or
power (control), in the words of the sub-type, is the core of the clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clauseadvisor.domain import Label, Span
from clauseadvisor.labelling.conditions import MODAL, Pair, pairs
from clauseadvisor.labelling.lexicon import compiled, cues, lexicon, lowered
from clauseadvisor.labelling.sentences import sentences, trimmed

_STRIP = " \t\r\n,.;:–-"
#: Longest trigger and consequence that are given whole, in words.
_LONGEST_TRIGGER = 30
_LONGEST_CONSEQUENCE = 25


@dataclass(frozen=True, slots=True)
class Frame:
    """Trigger and consequence of a clause, and the span of the sentence that holds them."""

    trigger: Span | None
    consequence: Span | None
    start: int
    end: int


NO_FRAME = Frame(None, None, 0, 0)


def find_frame(text: str, *, label: Label | None, subtype: str | None) -> Frame | None:
    """The core of the clause, None when no sentence of it can be one."""
    low = lowered(text)
    signals = _Signals(low, label, subtype)
    best: tuple[float, Pair, tuple[int, int]] | None = None
    for order, (start, end) in enumerate(sentences(text)):
        sure = False
        for pair in pairs(text, low, _body(text, start, end), end):
            score = _score(signals, pair, label) - 0.1 * order
            sure = sure or (pair.weight >= 0.9 and signals.told(*(pair.condition or (0, 0))))
            if pair.condition is None and sure:
                continue  # the sentence states a condition: it is not read without it
            if best is None or score > best[0]:
                best = (score, pair, (start, end))
    if best is None:
        return None
    _, pair, (start, end) = best
    return Frame(
        trigger=_trigger(text, low, pair.condition, signals) if pair.condition else None,
        consequence=_consequence(text, low, pair.main, signals),
        start=start,
        end=end,
    )


class _Signals:
    """Where a clause speaks of what sets it off, of what follows, and in which verbs."""

    def __init__(self, low: str, label: Label | None, subtype: str | None) -> None:
        self.label = label
        self._modals = [match.start() for match in _modal().finditer(low)]
        self._cues = [
            [match.start() for match in cue.finditer(low)] for cue in _consequences(subtype)
        ]
        self._told = sorted(
            match.start()
            for key in _told_by(label)
            for each in _words(key)
            for match in each.finditer(low)
        )

    def modal(self, start: int, end: int) -> bool:
        return _within(self._modals, start, end)

    def told(self, start: int, end: int) -> bool:
        """Whether the span speaks of what sets off a clause of this label."""
        return _within(self._told, start, end)

    def cues(self, start: int, end: int) -> list[int]:
        """The ranks of the sub-type's consequence words in the span."""
        return [rank for rank, found in enumerate(self._cues) if _within(found, start, end)]


def _within(positions: list[int], start: int, end: int) -> bool:
    order = bisect_left(positions, start)
    return order < len(positions) and positions[order] < end


def _told_by(label: Label | None) -> tuple[str, ...]:
    if label is None:
        return ("failure", "achievement")
    return {Label.PENALTY: ("failure",), Label.INCENTIVE: ("achievement",)}.get(label, ())


def _body(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind its number or letter."""
    match = _enumerator().match(text, start, end)
    return match.end() if match else start


def _score(signals: _Signals, pair: Pair, label: Label | None) -> float:
    score = 0.0
    if pair.condition:
        told = signals.told(*pair.condition)
        if pair.weight < 0.9 and not told:
            return -1.0
        sure = 0.5 if told and pair.weight >= 0.9 else 0.0
        score += (0.5 if label is Label.CONTROL else 1.0) * pair.weight + told + sure
    if not signals.modal(*pair.main):
        score -= 0.5 if pair.condition else 1.5  # a heading
    if hits := signals.cues(*pair.main):
        score += 2.0 + 0.2 * min(len(hits), 3) + (0.5 if hits[0] == 0 else 0.0)
    return score


def _trigger(text: str, low: str, span: tuple[int, int], signals: _Signals) -> Span | None:
    start, end = trimmed(text, *span, _STRIP)
    start, end = _alternative(low, start, end, signals)
    if listed := _following().search(low, start, end):
        start = listed.end()
    while lead := _trigger_lead().match(low, start, end):
        start = lead.end()
    match = _trigger_stop().search(low, min(start + 10, end), end)
    return _span(text, start, match.start() if match else end, _LONGEST_TRIGGER)


def _alternative(low: str, start: int, end: int, signals: _Signals) -> tuple[int, int]:
    """Of "if X, or should Y" the condition that speaks of what the label is set off by."""
    parts: list[tuple[int, int]] = []
    for match in _reopened().finditer(low, start, end):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, end))
    if signals.label is Label.INCENTIVE:
        parts.reverse()
    return next((part for part in parts if signals.told(*part)), parts[0])


def _consequence(text: str, low: str, span: tuple[int, int], signals: _Signals) -> Span | None:
    start, end = trimmed(text, *span, _STRIP)
    parts = list(_parts(text, start, end))
    start, end = (
        next((part for part in parts if signals.cues(*part)), None)
        or next((part for part in parts if signals.modal(*part)), None)
        or (start, end)
    )
    while lead := _lead().match(low, start, end):
        start = lead.end()
    match = _consequence_stop().search(low, min(start + 12, end), end)
    return _span(text, start, match.start() if match else end, _LONGEST_CONSEQUENCE)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a main clause: cut at commas outside brackets and at list letters."""
    depth = 0
    for mark in _part_marks().finditer(text, start, end):
        if mark["open"]:
            depth += 1
        elif mark["close"]:
            depth = max(0, depth - 1)
        elif depth == 0:
            if mark.start() > start:
                yield start, mark.start()
            start = mark.end()
    if start < end:
        yield start, end


def _span(text: str, start: int, end: int, words: int) -> Span | None:
    start, end = trimmed(text, start, end, _STRIP)
    for order, word in enumerate(_word().finditer(text, start, end)):
        if order == words:
            end = word.start()
            break
    start, end = trimmed(text, start, end, _STRIP)
    return Span(start=start, end=end, text=text[start:end]) if start < end else None


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
def _modal() -> re.Pattern[str]:
    return compiled(rf"\b{MODAL}\b")


@cache
def _word() -> re.Pattern[str]:
    return compiled(r"\S+")


@cache
def _enumerator() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:[A-Z]\.?\d[\d.]*|[A-Za-z][.)]|\d[\d.]*[a-z]?\.?|\([\w.]{1,5}\)|[ivx]+\))\s+)+(?=\S)"
    )


@cache
def _reopened() -> re.Pattern[str]:
    return compiled(
        r",\s+(?:(?:or|and)\s+)?(?:should|if|where|provided\s+that|in\s+the\s+event(?:\s+that)?)\s+",
    )


@cache
def _following() -> re.Pattern[str]:
    return compiled(r"\bfollowing\b[^:]{0,160}:\s*(?=\S+\s+\S+\s+\S)")


@cache
def _trigger_lead() -> re.Pattern[str]:
    return compiled(
        r"[\s,]*(?:that\b,?\s+|\([\w.]{1,4}\)\s*|(?:during|after|at\s+any\s+time|for\s+any\s+reason)\b[^,;:]{0,90},\s*)",
    )


@cache
def _trigger_stop() -> re.Pattern[str]:
    return compiled(
        r";|\s+and\s+in\s+addition\b|\s+\((?=[^()]{40,})|,\s+(?:and|or)\s+(?:if|in\s+such|should)\b|,\s+(?:then|provided|except|save|unless|but|and\s+after|which|including|such|as\s+defined|as\s+set|whether|in\s+which)\b|\s+(?:provided\s+that|pursuant\s+to\s+the\s+above)\b",
    )


@cache
def _lead() -> re.Pattern[str]:
    return compiled(
        r"[\s,]*(?:(?:then|and|or|that|accordingly|however|furthermore|further|either|in\s+(?:such|which|that)\s+(?:event|case)|in\s+addition|also|thereafter)\b[\s,:]*|(?:\([\w.]{1,4}\)|\d+(?:\.\d+)*\.?)\s+)",
    )


@cache
def _part_marks() -> re.Pattern[str]:
    return re.compile(
        r"(?P<list>\((?:[a-z]|[ivx]+|[A-Z]|\d)\)\s*)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<comma>[,;]\s+)"
        r"|(?P<joint>\s+and\s+(?=(?:(?:the\s+|a\s+)?[\w'-]+\s+){1,4}(?:shall|will|may|must|is|has)\s))"
    )


@cache
def _consequence_stop() -> re.Pattern[str]:
    patterns = "|".join(cues("frame", "consequence_end"))
    return compiled(patterns)
