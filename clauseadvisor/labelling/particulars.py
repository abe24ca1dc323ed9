"""Governing law and the dates that decide when terms can be reopened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from clauseadvisor.domain import Clause, KeyDate
from clauseadvisor.labelling.dates import iso_date
from clauseadvisor.labelling.lexicon import cues, lexicon

#: An agreement says within so many characters when it begins.
OPENING = 15_000


def find_law(clauses: Sequence[Clause]) -> str | None:
    """The governing law as written ("the State of New York"), None when no clause states one."""
    for clause in clauses:
        for pattern in _laws():
            match = pattern.search(clause.text)
            if match:
                law = re.sub(r"\s+", " ", match["law"]).strip(" ,.;")
                if law and not _no_law().search(law):
                    return law
    return None


def find_dates(clauses: Sequence[Clause]) -> tuple[KeyDate, ...]:
    """Effective, expiry, renewal, notice and review dates or periods, in text order.

    ``date`` is ISO 8601 where the words give a full calendar date.
    """
    found: list[KeyDate] = []
    seen: set[tuple[str, str]] = set()
    for clause in clauses:
        for kind, words in _in_clause(clause.text):
            if kind == "effective" and (
                clause.start > OPENING or any(each.kind == kind for each in found)
            ):
                continue  # later ones are the dates of other agreements
            if (kind, words) not in seen:
                seen.add((kind, words))
                day = _end_of(words) if kind == "expiry" else iso_date(words)
                found.append(KeyDate(kind=kind, text=words, date=day, clause_id=clause.id))
    return tuple(found)


def _telling(kind: str, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match; of dates that something begins on, the first of this agreement itself; of
    sentences about the term, the first that says when it ends.
    """
    first = pattern.search(text)
    if first is not None and kind == "effective":
        return next(
            (m for m in pattern.finditer(text) if not _of_another(text, m.start("date"))), None
        )
    if first is None or kind != "expiry":
        return first
    ending = (match for match in pattern.finditer(text) if _ENDING.search(match["date"]))
    return next(ending, first)


#: The words that the day stands behind on which something ends.
_ENDING = re.compile(
    r"\b(?:until|through|ends?|ending|expir\w+|terminat\w+)\b(?P<day>[^.;]{0,60})", re.IGNORECASE
)


def _end_of(words: str) -> str | None:
    """The day on which the term ends, ISO 8601; that on which it begins is no answer."""
    days = (iso_date(found["day"]) for found in _ENDING.finditer(words))
    return next((day for day in days if day), None)


#: What is left of a phrase that is nearly over, else of a word.
_PHRASE_END = re.compile(r"[^.;,\n]{0,80}(?=[.;,\n]|$)|\w*")


def _in_clause(text: str) -> Iterator[tuple[str, str]]:
    said: list[tuple[str, int, int]] = []
    lowered = text.lower()
    for kind, needs, pattern in _dates():
        if needs and not any(word in lowered for word in needs):
            continue
        match = _telling(kind, pattern, text)
        if match and not _not_a_date().search(match["date"]):
            # Patterns stop at a length; the words are quoted on to the end of their phrase.
            rest = _PHRASE_END.match(text, match.end("date"))
            words = match["date"] + (rest[0] if rest else "")
            words = re.sub(r"\s+", " ", words).strip(" ,.;(")
            span = (kind, match.start("date"), match.end("date"))
            # Two patterns may read one sentence: what the first reads is enough.
            if words and not any(k == kind and a < span[2] and span[1] < b for k, a, b in said):
                said.append(span)
                yield kind, words


@cache
def _laws() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in cues("particulars", "law"))


@cache
def _dates() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Kind, words of which a match has one at least (looked for first, for speed), pattern."""
    return tuple(
        (
            entry["kind"],
            tuple(entry.get("needs", ())),
            re.compile(entry["pattern"], re.IGNORECASE),
        )
        for entry in lexicon("particulars")["date"]
    )


@cache
def _not_a_date() -> re.Pattern[str]:
    return re.compile("|".join(cues("particulars", "not_a_date")), re.IGNORECASE)


def _of_another(text: str, start: int) -> bool:
    """Whether what begins at ``start`` dates an agreement that this one only refers to."""
    before = text[max(0, start - 160) : start]
    return any(pattern.search(before) for pattern in _another())


@cache
def _another() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in cues("particulars", "another"))


@cache
def _no_law() -> re.Pattern[str]:
    """Words that refer to a law named elsewhere."""
    return re.compile(
        r"^(?:that|such|said|this)\b|^the\s+(?:state|country|jurisdiction)$|^(?:the\s+)?laws?$"
        r"|\bgoverning\s+(?:\w+\s+)?(?:law|state)\b",
        re.IGNORECASE,
    )
