"""What an amount is due for ("per day", "of the monthly fee") and what it is a part of."""

from __future__ import annotations

import re
from functools import cache

from clauseadvisor.labelling.lexicon import either, lexicon, spelled

#: How far the words that tell a period may stand from the amount.
_REACH = 120


def find_base(text: str, end: int) -> tuple[str | None, int]:
    """What a share is taken of ("the monthly fee"), and where those words end."""
    match = _base().match(text, end, min(len(text), end + _REACH))
    if not match:
        return None, end
    return re.sub(r"\s+", " ", match["base"]).strip(), match.end("base")


def find_period(
    text: str, kind: str, start: int, end: int, base: str | None, base_end: int
) -> tuple[str | None, int]:
    """The period of an amount, and the end of the words that state the amount with it.

    Stated outright ("per month", "a day"), or told by the base ("the monthly fee") or by the
    adjective before ("monthly instalments of").
    """
    for after in (end, base_end):
        match = _per().match(text, after, min(len(text), after + _REACH))
        if match:
            period = _period_of(match)
            if period:
                return period, match.end()
    if kind == "duration":
        return None, end
    if base:
        found = _periodic().search(base)
        if found:
            return _adjectives()[found[0].lower()], base_end
    if kind == "money":
        found = _periodic_before().search(text[max(0, start - 40) : start])
        if found:
            return _adjectives()[found["adjective"].lower()], end
    return None, base_end if base else end


def _period_of(match: re.Match[str]) -> str | None:
    if match["adverb"]:
        return _adjectives()[match["adverb"].lower()]
    if match["figure"]:
        return "other"
    if match["weak"]:
        return _nouns()[match["weak"].lower()]
    return _nouns().get(match["thing"].lower(), "unit")


@cache
def _nouns() -> dict[str, str]:
    return spelled(lexicon("amounts")["period"])


@cache
def _adjectives() -> dict[str, str]:
    return spelled(lexicon("amounts")["periodic"])


@cache
def _base() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:interest\s+)?(?:of|on)\s+(?P<base>(?:(?!\b(?:per|for|from|until|if|by|in|when|where|shall|will|may|is|are|which|that\s+(?:is|are|has)|and|or|as|to|at|up|plus|minus|during|below|above|each|every)\b)[^,;:.()\n]){2,80}?)\s*(?=$|[,;:.()\n]|\b(?:per|for|from|until|if|by|in|when|where|shall|will|may|is|are|which|that\s+(?:is|are|has)|and|or|as|to|at|up|plus|minus|during|below|above|each|every)\b)",
        re.IGNORECASE,
    )


@cache
def _per() -> re.Pattern[str]:
    nouns = either(_nouns())
    adverbs = either(
        ["annually", "monthly", "weekly", "daily", "quarterly", "yearly", "p.a.", "p.m."]
    )
    return re.compile(
        rf"""
        \s*(?:interest|late\s+charge|or\s+more|apiece)?[\s,]*
        (?:compounded\s+)?
        (?:
          (?P<strong>per|/|for\s+(?:each|every)|each|every)\s*
          (?:document\s+and\s+per\s+)?
          (?:(?P<figure>\d+|thirty|half)[\s-]+)?
          (?:(?:calendar|working|business|full|complete|whole|additional|such|contract|successive|consecutive|commenced|started|part)\s+)*
          (?P<thing>{nouns}|[\w°'-]+)
        | (?:in\s+)?an?\s+(?:(?:calendar|working|business)\s+)?(?P<weak>{nouns})\b
        | (?P<adverb>{adverbs})
        )
        """,
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _periodic() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(_adjectives())})(?![a-z])", re.IGNORECASE)


@cache
def _periodic_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<adjective>{either(_adjectives())})\s+[\w\s-]{{0,25}}$", re.IGNORECASE
    )
