"""What sets a clause off, and what follows, as the rules read it.

Each sentence is read for conditions (:mod:`clauseadvisor.labelling.conditions`). The pair of
condition and main clause that speaks most of failure (penalty), achievement (incentive) or
power (control), in the words of the sub-type, is the core of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from clauseadvisor.domain import Label, Span
from clauseadvisor.labelling.conditions import Opener, Pair, openers, pairs
from clauseadvisor.labelling.lexicon import compiled, cues
from clauseadvisor.labelling.sentences import trimmed
from clauseadvisor.labelling.signals import Signals, modal

_STRIP = " \t\r\n,.;:–-"
#: Longest trigger and consequence that are given whole, in words.
_LONGEST_TRIGGER = 30
_LONGEST_CONSEQUENCE = 25
#: What each sentence before it takes from a pair, and by how much a sure pair leads.
_LATER = 0.05
_CLEAR = 0.5
#: Longest item of a list that a consequence takes in, in words.
_LONGEST_ITEM = 8


@dataclass(frozen=True, slots=True)
class Core:
    """The best reading of a clause by the rules, and all pairs that they see in it.

    ``sure`` tells that no other pair comes near the best one; ``opened`` is what opens a
    condition anywhere in the clause.
    """

    trigger: Span | None
    consequence: Span | None
    sure: bool
    pairs: tuple[Pair, ...]
    opened: tuple[Opener, ...]


def read_core(
    text: str,
    low: str,
    signals: Signals,
    parts: Sequence[tuple[int, int]],
    *,
    second: bool = False,
) -> Core:
    """The condition and main clause that make up the point of the clause.

    ``low`` is the text in small letters, ``parts`` are its sentences. ``second`` asks for the
    second choice (for training alone: so often are the rules wrong about clauses not seen).
    """
    opened = openers(low)
    scored: list[tuple[float, Pair]] = []
    for order, (start, end) in enumerate(parts):
        told = False
        body = body_of(text, start, end)
        inside = [each for each in opened if body <= each.start and each.end <= end]
        for pair in pairs(text, low, body, end, inside):
            told = told or (pair.weight >= 0.9 and signals.told(*(pair.condition or (0, 0))))
            if pair.condition is None and told:
                continue  # the sentence states a condition: it is not read without it
            scored.append((_score(signals, pair) - _LATER * order, pair))
    if not scored:
        return Core(None, None, False, (), opened)
    ranked = sorted(scored, key=lambda each: -each[0])
    pair = ranked[min(len(ranked) - 1, int(second))][1]
    return Core(
        trigger=_trigger(text, low, pair.condition, signals) if pair.condition else None,
        consequence=_consequence(text, low, pair.main, signals),
        sure=len(ranked) == 1 or ranked[0][0] - ranked[1][0] > _CLEAR,
        pairs=tuple(pair for _, pair in scored),
        opened=opened,
    )


def body_of(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind its number or letter."""
    match = _enumerator().match(text, start, end)
    return match.end() if match else start


def _score(signals: Signals, pair: Pair) -> float:
    score = 0.0
    if pair.condition:
        told = signals.told(*pair.condition)
        if pair.weight < 0.9 and not told:
            return -1.0
        sure = 1.0 if told and pair.weight >= 0.9 else 0.0
        score += (0.5 if signals.label is Label.CONTROL else 1.0) * pair.weight + told + sure
    if not signals.modal(*pair.main):
        score -= 0.5 if pair.condition else 1.5  # a heading
    if hits := signals.cues(*pair.main):
        score += 2.0 + 0.2 * min(len(hits), 3) + (0.5 if hits[0] == 0 else 0.0)
    return score


def _trigger(text: str, low: str, span: tuple[int, int], signals: Signals) -> Span | None:
    start, end = trimmed(text, *span, _STRIP)
    start, end = _alternative(low, start, end, signals)
    if listed := _following().search(low, start, end):
        start = listed.end()
    while lead := _trigger_lead().match(low, start, end):
        start = lead.end()
    match = _trigger_stop().search(low, min(start + 10, end), end)
    end = match.start() if match else end
    if letter := _last_letter().search(low, start, end):
        end = letter.start()
    return _span(text, start, end, _LONGEST_TRIGGER)


def _alternative(low: str, start: int, end: int, signals: Signals) -> tuple[int, int]:
    """Of "if X, or should Y" the condition that speaks of what the label is set off by."""
    parts: list[tuple[int, int]] = []
    for match in _reopened().finditer(low, start, end):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, end))
    if signals.label is Label.INCENTIVE:
        parts.reverse()
    return next((part for part in parts if signals.told(*part)), parts[0])


def _consequence(text: str, low: str, span: tuple[int, int], signals: Signals) -> Span | None:
    start, end = trimmed(text, *span, _STRIP)
    if heading := _heading().match(text, start, end):
        start = heading.end()
    parts = _joined(low, list(_parts(text, start, end)))
    order = next(
        (order for order, part in enumerate(parts) if signals.cues(*part)),
        next((order for order, part in enumerate(parts) if signals.modal(*part)), None),
    )
    if order is not None:
        start, end = parts[order][0], parts[_end_of_list(low, parts, order, signals)][1]
    for told in _that().finditer(low, start, end):
        if signals.cues(told.end(), end):
            start = told.end()
    while lead := _lead().match(low, start, end):
        start = lead.end()
    return _span(text, start, _stop(low, start, end), _LONGEST_CONSEQUENCE)


def _stop(low: str, start: int, end: int) -> int:
    """Where a consequence is told, although its part goes on; never before its verb."""
    auxiliary = modal().search(low, start, end)
    verb = auxiliary.end() if auxiliary else start
    for match in _consequence_stop().finditer(low, min(max(start + 12, verb), end), end):
        if match.start() > verb:
            return match.start()
    return end


def _joined(low: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts, those put together again that words between subject and verb have torn apart.

    "The Buyer may, on notice, cancel" and "the rates in Annex 1, as changed, shall apply".
    """
    joined: list[tuple[int, int]] = []
    open_verb = False
    for start, end in parts:
        if joined and (open_verb or _verb_first().match(low, start, end)):
            joined[-1] = (joined[-1][0], end)
            open_verb = open_verb and _aside().match(low, start, end) is not None
        else:
            joined.append((start, end))
        open_verb = open_verb or _verb_last().search(low, start, end) is not None
    return joined


def _end_of_list(low: str, parts: Sequence[tuple[int, int]], order: int, signals: Signals) -> int:
    """The part with which a list that this one opens ends: "claims, costs or losses"."""
    for after in range(order + 1, min(order + 7, len(parts))):
        start, end = parts[after]
        if signals.modal(start, end) or len(low[start:end].split()) > _LONGEST_ITEM:
            break
        if _closes().match(low, start, end):
            return after
    return order


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
        r"[\s,]*(?:that\b,?\s+|in\s+[\w\s'’-]{2,60}?(?:determination|opinion|judge?ment|view)(?:\s+after\b[^,]{0,60})?,?\s+|\([\w.]{1,4}\)\s*|(?:during|after|at\s+any\s+time|for\s+any\s+reason)\b[^,;:]{0,90},\s*)",
    )


@cache
def _trigger_stop() -> re.Pattern[str]:
    return compiled(
        r";|,?\s+(?:and\s+)?in\s+addition\b|,?\s+(?:(?:and|or|and/or)\s+)?\((?:ii|b|y|2)\)|\s+at\s+(?:the|a)\s+rate\b|\s+equal\s+to\s+\w+\s+and\b|\s+\((?=[^()]{40,})|,\s+(?:and|or)\s+(?:if|in\s+such|should)\b|,\s+(?:then|provided|except|save|unless|but|and\s+after|which|including|such|as\s+defined|as\s+set|whether|in\s+which)\b|\s+(?:provided\s+that|pursuant\s+to\s+the\s+above)\b",
    )


@cache
def _last_letter() -> re.Pattern[str]:
    """The letter of a list whose items are not the trigger's."""
    return compiled(r"[,\s]+\((?:a|i|1|x)\)\s*\Z")


@cache
def _lead() -> re.Pattern[str]:
    return compiled(
        r"[\s,]*(?:(?:then|and|or|that|accordingly|however|furthermore|further|either|in\s+(?:such|which|that)\s+(?:event|case)|in\s+addition|also|thereafter)\b[\s,:]*|(?:\([\w.]{1,4}\)|\d+(?:\.\d+)*\.?)\s+)",
    )


@cache
def _heading() -> re.Pattern[str]:
    """A heading in front of the sentence: "Fees: ...", "Deposit 4.1 ..."."""
    return re.compile(
        r"(?:(?!.{0,80}\b(?:shall|will|may|must|is|are)\b[^:]*:)[A-Z][^.:;]{2,80}:\s+(?=[A-Z\"“])"
        r"|(?:[A-Z][\w-]*\s+){1,4}\d+(?:\.\d+)+\s+(?=[A-Z]))"
    )


@cache
def _that() -> re.Pattern[str]:
    return compiled(r"\b(?:agrees?|acknowledges?|confirms?|provided),?\s+that,?\s+")


@cache
def _verb_last() -> re.Pattern[str]:
    """A part that breaks off behind its auxiliary: "the Buyer may, ..."."""
    return compiled(
        r"\b(?:shall|will|may|must|agrees?\s+to|entitled|have\s+the\s+right)"
        r"(?:\s+(?:not|also|then|thereafter|either|only|be\s+entitled))?\s*:?\s*\Z"
    )


@cache
def _verb_first() -> re.Pattern[str]:
    return compiled(r"\s*(?:shall|will|may|must)\s")


@cache
def _aside() -> re.Pattern[str]:
    """Words put between auxiliary and verb."""
    return compiled(
        r"\s*(?:in|at|on|upon|as|by|for|with|without|within|if|subject|directly|indirectly|whether"
        r"|during|from|either|acting|notwithstanding|immediately|promptly|or|and|to\s+the|prior|after"
        r"|following|under|pursuant|except|unless|where|when|solely|through|throughout|\w+ly)\b"
    )


@cache
def _closes() -> re.Pattern[str]:
    return compiled(r"\s*(?:(?:and|or|and/or)\s|[\w'-]+\s+(?:and|or)\s)")


@cache
def _part_marks() -> re.Pattern[str]:
    return re.compile(
        r"(?=[()\[\],;\s])(?:"  # asked first: most letters open none of the marks
        r"(?P<list>\((?:[a-z]|[ivx]+|[A-Z])\)\s*|(?<=[:;,]\s)\(\d\)\s*)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<comma>[,;]\s+)"
        r"|(?P<joint>\s+and\s+(?=(?:(?:the\s+|a\s+)?[\w'-]+\s+){1,4}(?:shall|will|may|must|is|has)\s)))"
    )


@cache
def _consequence_stop() -> re.Pattern[str]:
    patterns = "|".join(cues("frame", "consequence_end"))
    return compiled(rf"(?=\s)(?:{patterns})")  # they all begin with a blank: asked first
