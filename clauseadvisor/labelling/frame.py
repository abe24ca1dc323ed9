"""What sets a clause off, and what follows: trigger and consequence.

Each sentence is read for conditions ("If X, Y", "Y if X", "any X not paid when due shall Y").
The pair of condition and main clause that speaks most of failure (penalty), achievement
(incentive) or power (control), in the words of the sub-type, is the core of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clauseadvisor.domain import Label, Span
from clauseadvisor.labelling.lexicon import cues, lexicon
from clauseadvisor.labelling.sentences import sentences, trimmed

_STRIP = " \t\r\n,.;:"


@dataclass(frozen=True, slots=True)
class Frame:
    """Trigger and consequence of a clause, and the span of the sentence that holds them."""

    trigger: Span | None
    consequence: Span | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pair:
    condition: tuple[int, int] | None
    main: tuple[int, int]
    sentence: tuple[int, int]


def find_frame(text: str, *, label: Label | None, subtype: str | None) -> Frame | None:
    """The core of the clause, None when no sentence of it can be one."""
    best: tuple[float, _Pair] | None = None
    for order, sentence in enumerate(sentences(text)):
        for pair in _pairs(text, sentence):
            score = _score(text, pair, label, subtype) - 0.15 * order
            if best is None or score > best[0]:
                best = (score, pair)
    if best is None:
        return None
    pair = best[1]
    return Frame(
        trigger=_trigger(text, pair.condition) if pair.condition else None,
        consequence=_consequence(text, pair.main),
        start=pair.sentence[0],
        end=pair.sentence[1],
    )


def _pairs(text: str, sentence: tuple[int, int]) -> Iterator[_Pair]:
    start, end = sentence
    for match in _openers().finditer(text, start, end):
        if _leads(text, start, match.start()):
            stop = _condition_end(text, match.end(), end)
            if stop < end:
                yield _Pair((match.end(), stop), (stop, end), sentence)
            elif stop == end:
                yield _Pair((match.end(), end), (start, match.start()), sentence)
        else:
            yield _Pair(
                (match.end(), end),
                (_main_start(text, start, match.start()), match.start()),
                sentence,
            )
    for match in _bare().finditer(text, start, end):
        yield _Pair((match.start(), match.end()), (match.end(), end), sentence)
    yield _Pair(None, sentence, sentence)


def _leads(text: str, start: int, at: int) -> bool:
    """Whether a condition that opens here comes before its main clause."""
    before = text[start:at].rstrip()
    if not before or before[-1] in ":;)(" or _joins().search(before):
        return True
    return not _modal().search(before)


def _main_start(text: str, start: int, at: int) -> int:
    """Where the main clause in front of a condition begins: behind the last colon."""
    colon = max(text.rfind(": ", start, at), text.rfind("; ", start, at))
    return colon + 1 if colon > start else start


def _condition_end(text: str, start: int, end: int) -> int:
    """The end of a leading condition: the first comma behind which a main clause begins."""
    depth = 0
    for at in range(start, end):
        char = text[at]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif (depth <= 0 and char == ":") or (
            depth <= 0 and char == "," and _main_clause().match(text, at + 1, end)
        ):
            return at
    match = re.compile(r"\s+then\s+").search(text, start, end)
    return match.start() if match else end


def _score(text: str, pair: _Pair, label: Label | None, subtype: str | None) -> float:
    main = text[pair.main[0] : pair.main[1]]
    score = 0.0
    if pair.condition:
        condition = text[pair.condition[0] : pair.condition[1]]
        score += 0.5 if label is Label.CONTROL else 1.0
        if label in (None, Label.PENALTY):
            score += min(2.0, 1.0 * sum(bool(each.search(condition)) for each in _words("failure")))
        if label in (None, Label.INCENTIVE):
            score += 1.0 * any(each.search(condition) for each in _words("achievement"))
    if not _modal().search(main):
        score -= 0.5
    hits = [rank for rank, cue in enumerate(_consequences(subtype)) if cue.search(main)]
    if hits:
        score += 2.0 + 0.3 * min(len(hits), 3) + (0.5 if hits[0] == 0 else 0.0)
    return score


def _trigger(text: str, span: tuple[int, int]) -> Span | None:
    start, end = span
    match = _trigger_stop().search(text, start + 1, end)
    return _span(text, start, match.start() if match else end)


def _consequence(text: str, span: tuple[int, int]) -> Span | None:
    start, end = trimmed(text, *span, _STRIP)
    if lead := _lead().match(text, start, end):
        start = lead.end()
    match = _consequence_stop().search(text, min(start + 12, end), end)
    return _span(text, start, match.start() if match else end)


def _span(text: str, start: int, end: int) -> Span | None:
    start, end = trimmed(text, start, end, _STRIP)
    return Span(start=start, end=end, text=text[start:end]) if start < end else None


# ---------------------------------------------------------------- patterns


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(cues('frame', 'opener'))})", re.IGNORECASE)


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(cues('frame', 'bare'))})", re.IGNORECASE)


@cache
def _words(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in cues("frame", key))


@cache
def _consequences(subtype: str | None) -> tuple[re.Pattern[str], ...]:
    table = lexicon("frame")["consequence"]
    patterns = table.get(subtype, ()) if subtype else ()
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_MODAL = r"(?:shall|will|may|must|is|are|has|have|agrees?|can|would|bears?|accrues?|pays?|owes?|becomes?|triggers?|loses?|gains?|credits?|invoices?|terminates?|reverts?|lapses?|ends?)"


@cache
def _modal() -> re.Pattern[str]:
    return re.compile(rf"\b{_MODAL}\b", re.IGNORECASE)


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(
        r"[,;]\s*(?:and|or|but|provided,?\s*(?:however,?\s*)?(?:that)?|except\s+that)\s*,?$",
        re.IGNORECASE,
    )


@cache
def _main_clause() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?!and\s|or\s|which\s|including\s|such\s+as|whether\s|without\s|but\s|where\s|who\s|nor\s|other\s+than)(?:then\b|(?:[^\s,;:()]+\s+(?:\([^)]*\)\s+)?){{0,9}}?{_MODAL}\s|no\s|the\s+same\s)",
        re.IGNORECASE,
    )


@cache
def _trigger_stop() -> re.Pattern[str]:
    return re.compile(r";|,\s+(?:then|provided|except|save|unless|but)\b", re.IGNORECASE)


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        r"(?:then|and|that|accordingly|however|in\s+(?:such|which|that)\s+(?:event|case))\b[\s,]*",
        re.IGNORECASE,
    )


@cache
def _consequence_stop() -> re.Pattern[str]:
    return re.compile(
        r";|,\s+(?:which|provided|except|save|unless|but|until|in\s+which|without|including|pursuant|in\s+accordance|from\s+the|such|as\s+(?:set|defined|described)|unless|whichever|in\s+addition|subject)\b|\s+(?:pursuant\s+to|in\s+accordance\s+with|from\s+the\s+due|at\s+(?:the\s+lesser|a\s+rate|the\s+rate|an?\s+(?:annual\s+)?rate)|at\s+(?:one|\d)|until|provided\s+that|if|in\s+the\s+event|to\s+the\s+extent)\b|\s+\((?:as\s+defined|i\)|a\))",
        re.IGNORECASE,
    )
