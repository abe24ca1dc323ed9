"""What an amount is due for ("per day") and what it is a part of ("of the monthly fee")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.lexicon import either, lexicon, spelled

#: How far the words that tell a period may stand from the amount.
_REACH = 120
#: Words at which the description of a base ends.
_BASE_ENDS = (
    r"per|for|from|until|if|by|in|when|where|shall|will|may|is|are|which|that\s+(?:is|are|has)|and|or"
    r"|as|to|at|up|plus|minus|during|below|above|each|every|with|after|then|times"
)


def with_periods(text: str, amounts: Iterable[Amount]) -> list[Amount]:
    """The amounts with period and base, and their spans grown over the words that state these.

    A period is stated outright ("per month", "a day"), told by the base ("the monthly fee"), by
    the subject ("each late report costs"), or by the sentence ("in any calendar month"). In a
    scale ("4% of the monthly charge, 9% below 99.5%") later shares take over the first base.
    """
    found: list[Amount] = []
    scale: Amount | None = None
    for amount in amounts:
        if found and found[-1].per == "other" and amount.start < found[-1].end:
            continue  # "10% per 30 days": the days are the period of the percentage
        stated = _stated(text, amount)
        if stated.per is None and stated.base is None and scale and stated.kind == "percent":
            base = (
                None
                if _level_before().search(text, max(0, stated.start - 20), stated.start)
                else scale.base
            )
            stated = replace(stated, per=scale.per, base=base)
        if stated.per is None:
            stated = replace(stated, per=_implied(text, stated))
        if stated.kind == "percent" and stated.base and stated.per:
            scale = stated
        found.append(stated)
    return found


def _stated(text: str, amount: Amount) -> Amount:
    base, base_end = _base_of(text, amount)
    told = _periodic().search(base) if base and amount.kind != "duration" else None
    per = _adjectives()[told[0].lower()] if told else None
    for end in (amount.end, base_end) if base else (amount.end,):
        match = _per().match(text, end, min(len(text), end + _REACH))
        if match:
            period, stop = _timed(text, match)
            # "5% of the monthly fee for each missed level" is due by the month
            return _grown(
                text, amount, stop, per=per if per and period == "unit" else period, base=base
            )
    if amount.kind == "duration":
        return amount
    return _grown(text, amount, base_end, per=per, base=base)


def _timed(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The period, and where its words end; of "per pallet per day" the day."""
    period = _period_of(match)
    if period == "unit":
        then = _per().match(text, match.end(), min(len(text), match.end() + _REACH))
        if then and (second := _period_of(then)) != "unit":
            return second, then.end()
    return period, match.end()


def _grown(text: str, amount: Amount, end: int, *, per: str | None, base: str | None) -> Amount:
    return replace(amount, end=end, text=text[amount.start : end], per=per, base=base)


def _base_of(text: str, amount: Amount) -> tuple[str | None, int]:
    if amount.kind != "percent":
        return None, amount.end
    match = _base().match(text, amount.end, min(len(text), amount.end + _REACH))
    if not match:
        return None, amount.end
    return re.sub(r"\s+", " ", match["base"]), match.end("base")


def _period_of(match: re.Match[str]) -> str:
    if match["adverb"]:
        return _adjectives()[match["adverb"].lower()]
    if match["figure"]:
        return "other"
    if match["timed"]:
        return _nouns()[match["timed"].lower()]
    if match["weak"]:
        return _nouns()[match["weak"].lower()]
    return _nouns().get(match["thing"].lower(), "unit")


def _implied(text: str, amount: Amount) -> str | None:
    """The period that the words around the amount tell."""
    if amount.kind == "duration":
        return None
    before = text[max(0, amount.start - _REACH) : amount.start]
    before = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    if amount.kind in ("money", "count") and (found := _periodic_before().search(before)):
        return _adjectives()[found["adjective"].lower()]
    if found := _each_after().match(text, amount.end):
        return _nouns().get((found["thing"] or "unit").lower(), "unit")
    if amount.kind == "percent" and _interest_before().search(before):
        return "year"
    if found := _each_before().search(before):
        return _nouns().get(found["thing"].lower(), "unit")
    return _measured(text, amount)


def _measured(text: str, amount: Amount) -> str | None:
    """The period over which the sentence measures: "in any calendar month", "monthly poll"."""
    if amount.kind == "money":
        match = _within_period().search(text, amount.end, amount.end + 50)
    else:
        start = max(text.rfind(". ", 0, amount.start), text.rfind("; ", 0, amount.start)) + 1
        match = _within_period().search(text, start, amount.end + _REACH)
    if not match:
        return None
    if match["adjective"]:
        return _adjectives()[match["adjective"].lower()]
    return _nouns()[(match["noun"] or match["contract"]).lower()]


# ---------------------------------------------------------------- patterns


@cache
def _nouns() -> dict[str, str]:
    return spelled(lexicon("amounts")["period"])


@cache
def _adjectives() -> dict[str, str]:
    return spelled(lexicon("amounts")["periodic"])


@cache
def _base() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:interest\s+)?(?:of|on|off)\s+(?P<base>(?:(?!\b(?:{_BASE_ENDS})\b)[^,;:.()\n]){{2,80}}?)"
        rf"\s*(?=$|[,;:.()\n]|\b(?:{_BASE_ENDS})\b)",
        re.IGNORECASE,
    )


@cache
def _level_before() -> re.Pattern[str]:
    """A share behind a comparison is a level that was reached, not a price."""
    return re.compile(
        rf"(?:{either(lexicon('amounts')['comparison']['spellings'])})\s*\Z", re.IGNORECASE
    )


@cache
def _per() -> re.Pattern[str]:
    nouns = either(_nouns())
    adverbs = either(lexicon("amounts")["adverbs"]["spellings"])
    return re.compile(
        rf"""
        \s*(?:interest|late\s+charge)?[\s,]*(?:compounded\s+)?(?:\([^()]*\)\s*)?
        (?:in\s+respect\s+of\s+|of\s+(?:[\w-]+\s+){{1,2}}?(?=per\s))?(?:and\s+)?
        (?:
          (?:per\b|/|for\s+(?:each|every)|each|every)\s*
          (?:\w+\s+and\s+(?:per|for\s+each)\s+)?
          (?:(?P<figure>\d+|thirty|half|sixty|ninety)[\s-]+)?
          (?:(?:calendar|working|business|full|complete|whole|additional|such|contract|successive|consecutive|commenced|started|part|further)\s+)*
          (?:(?!(?:per|of|and|or|in|a|an|the)\b)[\w-]+\s+)?(?P<timed>days?|weeks?|months?|quarters?|years?)\b
        | (?:per\b|/|for\s+(?:each|every)|each|every)\s*
          (?:(?:calendar|full|complete|whole|additional|such)\s+)*
          (?P<thing>{nouns}|[\w°'-]+)
        | (?:in\s+)?an?\s+(?:(?:calendar|working|business)\s+)?(?P<weak>{nouns})\b
        | (?P<adverb>{adverbs})(?![A-Za-z])
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
        rf"\b(?P<adjective>{either(_adjectives())})\s+[\w\s<>-]{{0,25}}$", re.IGNORECASE
    )


@cache
def _interest_before() -> re.Pattern[str]:
    return re.compile(
        r"\binterest\s+(?:at|of)\s+(?:a\s+rate\s+of\s+)?[^,;]{0,40}$"
        r"|\binterest\b[^;]{0,80}\b(?:rate|at|plus)\b[^;]{0,40}$",
        re.IGNORECASE,
    )


@cache
def _each_after() -> re.Pattern[str]:
    """What an amount is due for, some words behind it: "one warrant of the Company for each user"."""
    return re.compile(
        r"\s*(?:apiece\b|(?:[^,;:.()\s]+\s+|\([^()]{0,60}\)\s*){0,8}?for\s+(?:each|every)\s+)(?P<thing>[\w-]+)?",
        re.IGNORECASE,
    )


@cache
def _each_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[.;:]|\bfor|\band)\s*(?:each|every)\s+(?P<thing>{either(_nouns())}|[a-z]+)\b[^;]{{0,100}}$",
        re.IGNORECASE,
    )


@cache
def _within_period() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:in|during|for|of)\s+(?:any|each|every|an?|that|such)\s+(?:[\w]+\s+)?(?P<noun>{either(_nouns())})\b"
        rf"|\bduring\s+the\s+\w+\s+contract\s+(?P<contract>year|quarter|month)\b"
        rf"|\b(?P<adjective>{either(_adjectives())})\s+(?:{either(lexicon('amounts')['measurement']['nouns'])})\b",
        re.IGNORECASE,
    )
