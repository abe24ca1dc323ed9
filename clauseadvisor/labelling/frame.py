"""What sets a clause off, and what follows: trigger and consequence.

Each sentence is read for conditions (:mod:`clauseadvisor.labelling.conditions`). The pair of
condition and main clause that speaks most of failure (penalty), achievement (incentive) or
power (control), in the words of the sub-type, is the core of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clauseadvisor.domain import Label, Span
from clauseadvisor.labelling.conditions import MODAL, Pair, pairs
from clauseadvisor.labelling.lexicon import cues, lexicon
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
    best: tuple[float, Pair, tuple[int, int]] | None = None
    for order, (start, end) in enumerate(sentences(text)):
        for pair in pairs(text, _body(text, start, end), end):
            score = _score(text, pair, label, subtype) - 0.1 * order
            if best is None or score > best[0]:
                best = (score, pair, (start, end))
    if best is None:
        return None
    _, pair, (start, end) = best
    return Frame(
        trigger=_trigger(text, pair.condition, label) if pair.condition else None,
        consequence=_consequence(text, pair.main, subtype),
        start=start,
        end=end,
    )


def _body(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind its number or letter."""
    match = _enumerator().match(text, start, end)
    return match.end() if match else start


def _score(text: str, pair: Pair, label: Label | None, subtype: str | None) -> float:
    main = text[pair.main[0] : pair.main[1]]
    score = 0.0
    if pair.condition:
        condition = text[pair.condition[0] : pair.condition[1]]
        told = _told(condition, label)
        if pair.weight < 0.9 and not told:
            return -1.0
        sure = 0.5 if told and pair.weight >= 0.9 else 0.0
        score += (0.5 if label is Label.CONTROL else 1.0) * pair.weight + told + sure
    if not _modal().search(main):
        score -= 0.5
    hits = [rank for rank, cue in enumerate(_consequences(subtype)) if cue.search(main)]
    if hits:
        score += 2.0 + 0.2 * min(len(hits), 3) + (0.5 if hits[0] == 0 else 0.0)
    return score


def _told(condition: str, label: Label | None) -> float:
    """How much a condition speaks of what sets off a clause of this label."""
    if label in (None, Label.PENALTY) and any(each.search(condition) for each in _words("failure")):
        return 1.0
    if label in (None, Label.INCENTIVE):
        return 1.0 * any(each.search(condition) for each in _words("achievement"))
    return 0.0


def _trigger(text: str, span: tuple[int, int], label: Label | None) -> Span | None:
    start, end = trimmed(text, *span, _STRIP)
    start, end = _alternative(text, start, end, label)
    if listed := _following().search(text, start, end):
        start = listed.end()
    while lead := _trigger_lead().match(text, start, end):
        start = lead.end()
    match = _trigger_stop().search(text, min(start + 10, end), end)
    return _span(text, start, match.start() if match else end, _LONGEST_TRIGGER)


def _alternative(text: str, start: int, end: int, label: Label | None) -> tuple[int, int]:
    """Of "if X, or should Y" the condition that speaks of what the label is set off by."""
    parts: list[tuple[int, int]] = []
    for match in _reopened().finditer(text, start, end):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, end))
    if label is Label.INCENTIVE:
        parts.reverse()
    return next((part for part in parts if _told(text[part[0] : part[1]], label)), parts[0])


def _consequence(text: str, span: tuple[int, int], subtype: str | None) -> Span | None:
    start, end = trimmed(text, *span, _STRIP)
    parts = list(_parts(text, start, end))
    chosen = next(
        (part for part in parts if any(cue.search(text, *part) for cue in _consequences(subtype))),
        None,
    ) or next((part for part in parts if _modal().search(text, *part)), (start, end))
    start, end = chosen
    while lead := _lead().match(text, start, end):
        start = lead.end()
    match = _consequence_stop().search(text, min(start + 12, end), end)
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
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in cues("frame", key))


@cache
def _consequences(subtype: str | None) -> tuple[re.Pattern[str], ...]:
    table = lexicon("frame")["consequence"]
    patterns = table.get(subtype, ()) if subtype else ()
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"\b{MODAL}\b", re.IGNORECASE)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\S+")


@cache
def _enumerator() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:[A-Z]\.?\d[\d.]*|[A-Za-z][.)]|\d[\d.]*[a-z]?\.?|\([\w.]{1,5}\)|[ivx]+\))\s+)+(?=\S)"
    )


@cache
def _reopened() -> re.Pattern[str]:
    return re.compile(
        r",\s+(?:(?:or|and)\s+)?(?:should|if|where|provided\s+that|in\s+the\s+event(?:\s+that)?)\s+",
        re.IGNORECASE,
    )


@cache
def _following() -> re.Pattern[str]:
    return re.compile(r"\bfollowing\b[^:]{0,160}:\s*(?=\S+\s+\S+\s+\S)", re.IGNORECASE)


@cache
def _trigger_lead() -> re.Pattern[str]:
    return re.compile(
        r"[\s,]*(?:that\b,?\s+|\([\w.]{1,4}\)\s*|(?:during|after|at\s+any\s+time|for\s+any\s+reason)\b[^,;:]{0,90},\s*)",
        re.IGNORECASE,
    )


@cache
def _trigger_stop() -> re.Pattern[str]:
    return re.compile(
        r";|\s+and\s+in\s+addition\b|\s+\((?=[^()]{40,})|,\s+(?:and|or)\s+(?:if|in\s+such|should)\b|,\s+(?:then|provided|except|save|unless|but|and\s+after|which|including|such|as\s+defined|as\s+set|whether|in\s+which)\b|\s+(?:provided\s+that|pursuant\s+to\s+the\s+above)\b",
        re.IGNORECASE,
    )


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        r"[\s,]*(?:(?:then|and|or|that|accordingly|however|furthermore|further|either|in\s+(?:such|which|that)\s+(?:event|case)|in\s+addition|also|thereafter)\b[\s,:]*|(?:\([\w.]{1,4}\)|\d+(?:\.\d+)*\.?)\s+)",
        re.IGNORECASE,
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
    return re.compile(patterns, re.IGNORECASE)
