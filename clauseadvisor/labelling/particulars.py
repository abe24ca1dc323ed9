"""Governing law and the dates that decide when terms can be reopened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from clauseadvisor.domain import Clause, KeyDate
from clauseadvisor.labelling.dates import iso_date
from clauseadvisor.labelling.lexicon import cues, lexicon


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
            if kind == "effective" and any(each.kind == kind for each in found):
                continue  # later ones are the dates of other agreements
            if (kind, words) not in seen:
                seen.add((kind, words))
                found.append(
                    KeyDate(kind=kind, text=words, date=iso_date(words), clause_id=clause.id)
                )
    return tuple(found)


#: What is left of a phrase that is nearly over, else of a word.
_PHRASE_END = re.compile(r"[^.;,\n]{0,80}(?=[.;,\n]|$)|\w*")


def _in_clause(text: str) -> Iterator[tuple[str, str]]:
    for kind, pattern in _dates():
        match = pattern.search(text)
        if match and not _not_a_date().search(match["date"]):
            # Patterns stop at a length; the words are quoted on to the end of their phrase.
            rest = _PHRASE_END.match(text, match.end("date"))
            words = match["date"] + (rest[0] if rest else "")
            words = re.sub(r"\s+", " ", words).strip(" ,.;(")
            if words:
                yield kind, words


@cache
def _laws() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in cues("particulars", "law"))


@cache
def _dates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["kind"], re.compile(entry["pattern"], re.IGNORECASE))
        for entry in lexicon("particulars")["date"]
    )


@cache
def _not_a_date() -> re.Pattern[str]:
    return re.compile("|".join(cues("particulars", "not_a_date")), re.IGNORECASE)


@cache
def _no_law() -> re.Pattern[str]:
    """Words that refer to a law named elsewhere."""
    return re.compile(
        r"^(?:that|such|said|this)\b|^the\s+(?:state|country|jurisdiction)$", re.IGNORECASE
    )
