"""Governing law and the dates that decide when terms can be reopened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from clauseadvisor.domain import Clause, KeyDate
from clauseadvisor.labelling.dates import iso_date
from clauseadvisor.labelling.lexicon import cues, for_small_letters, lexicon, lowered
from clauseadvisor.patterns import Searches, Sought, folded

#: An agreement says within so many characters when it begins.
OPENING = 15_000


def find_law(clauses: Sequence[Clause]) -> str | None:
    """The governing law as written ("the State of New York"), None when no clause states one."""
    for clause in clauses:
        words = folded(clause.text)
        for pattern in _laws():
            match = pattern.search(clause.text, words)
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


def _telling(kind: str, pattern: re.Pattern[str], text: str, low: str) -> tuple[int, int] | None:
    """Where the first date stands; of dates that something begins on, the first of this agreement
    itself; of sentences about the term, the first that says when it ends.

    ``low`` is the text in small letters.
    """
    spans = (match.span("date") for match in pattern.finditer(low))
    if kind == "effective":
        return next((span for span in spans if not _of_another(text, span[0])), None)
    first = next(spans, None)
    if first is None or kind != "expiry":
        return first
    return next(
        (span for span in chain([first], spans) if _ENDING.search(text[slice(*span)])), first
    )


#: The words that the day stands behind on which something ends.
_ENDING = re.compile(
    r"\b(?:until|through|ends?|ending|expir\w+|terminat\w+)\b(?P<day>[^.;]{0,60})", re.IGNORECASE
)


def _end_of(words: str) -> str | None:
    """The day on which the term ends, ISO 8601; that on which it begins is no answer."""
    days = (iso_date(found["day"]) for found in _ENDING.finditer(words))
    return next((day for day in days if day), None)


#: What is left of a phrase that is nearly over, else of a word.
_PHRASE_END = re.compile(r"(?:[^.;,\n]|(?<=\d)\.(?=\d)){0,160}(?=[.;,\n]|$)|\w*")
#: The rest of "one hundred and twenty (120) days", of which patterns read one word.
_HUNDRED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|an?)\s+hundred\s+(?:and\s+)?$",
    re.IGNORECASE,
)
#: A rule of dashes that runs through a sentence, where pages or columns were put together.
_RULE = re.compile(r"\n-{3,}(?=\n)")
#: Advice of whoever made a form to whoever fills it in: no term of the contract.
_DRAFTING = re.compile(r"\[\s*(?:drafting|drafter[’']s?)\s+note\b[^\]]*\]", re.IGNORECASE)


def _in_clause(text: str) -> Iterator[tuple[str, str]]:
    said: list[tuple[str, int, int]] = []
    text = _DRAFTING.sub(lambda note: " " * len(note[0]), text) if "[" in text else text
    text = _RULE.sub(lambda rule: " " * len(rule[0]), text) if "\n---" in text else text
    low = lowered(text)
    for spelled, pattern in _searches().likely(_dates(), low):
        kind = _dates()[spelled]
        span = _telling(kind, pattern, text, low)
        if span and not _not_a_date().search(text[slice(*span)]):
            hundred = _HUNDRED.search(text, max(0, span[0] - 24), span[0])
            span = (hundred.start() if hundred else span[0], span[1])
            # Patterns stop at a length; the words are quoted on to the end of their phrase.
            rest = _PHRASE_END.match(text, span[1])
            words = text[slice(*span)] + (rest[0] if rest else "")
            words = re.sub(r"\s+", " ", words).strip(" ,.;(")
            # Two patterns may read one sentence: what the first reads is enough.
            if words and not any(k == kind and a < span[1] and span[0] < b for k, a, b in said):
                said.append((kind, *span))
                yield kind, words


@cache
def _laws() -> tuple[Sought, ...]:
    return tuple(Sought(pattern, re.IGNORECASE) for pattern in cues("particulars", "law"))


@cache
def _dates() -> Mapping[str, str]:
    """Pattern for a text in small letters -> kind of the date."""
    entries = lexicon("particulars")["date"]
    return {for_small_letters(entry["pattern"]): entry["kind"] for entry in entries}


@cache
def _searches() -> Searches:
    searches = Searches()
    searches.learn(frozenset(_dates()))
    return searches


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
