"""Keeps from the quantities of a clause those that belong to its mechanism.

Mere timing ("shall pay within 30 days after the invoice", "every sixty seconds") is no amount:
it states when, not how much. A period that a failure is measured by, or that gives time to put
it right, is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.lexicon import cues, lexicon

#: How far in front of a duration the words that make it mere timing may stand.
_REACH = 160
#: The words that stand right in front of the time of a deadline.
_DEADLINE_WORDS = ("within", "than", "before", "net", "period of", "payment:", "terms", "made")


def without_timing(text: str, amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """The amounts without mere timing, examples, and repeated periods or counts, in order."""
    kept: list[Amount] = []
    seen: set[tuple[str, float, str]] = set()
    for amount in amounts:
        key = (amount.kind, amount.value, amount.unit)
        if amount.kind in ("duration", "count"):
            if key in seen or _is_example(text, amount):
                continue
            if amount.kind == "duration" and _is_timing(text, amount):
                continue
            seen.add(key)
        elif kept and any(_repeats(text, amount, each) for each in kept):
            continue
        kept.append(amount)
    return tuple(kept)


def _repeats(text: str, amount: Amount, earlier: Amount) -> bool:
    """Whether the sentence has stated the same sum or share already."""
    return (
        (amount.kind, amount.value, amount.unit, amount.per)
        == (earlier.kind, earlier.value, earlier.unit, earlier.per)
        and ". " not in text[earlier.end : amount.start]
        and ";" not in text[earlier.end : amount.start]
    )


def _is_timing(text: str, amount: Amount) -> bool:
    before = text[max(0, amount.start - _REACH) : amount.start]
    before = before[_part_begins(before) :]
    if _recurring().search(before) or (amount.value == 1 and _any_one().search(before)):
        return True
    if _describes(text, amount):
        return True
    if not before.rstrip().lower().endswith(_DEADLINE_WORDS):
        return False  # saves most searches
    deadline = _deadline().search(before)
    if deadline is not None:
        return not _failure().search(deadline[0])
    if not _within().search(before) or _failure().search(before):
        return False
    return _deadline_after().match(text, amount.end) is not None


def _part_begins(before: str) -> int:
    """Where the last part of the sentence begins; the stop of "U.S. dollars" ends none."""
    end = len(before)
    while (stop := before.rfind(". ", 0, end)) > 1:
        if not (before[stop - 1].isalpha() and before[stop - 2] in " .("):
            break
        end = stop
    return max(stop, before.rfind("; ")) + 1


def _describes(text: str, amount: Amount) -> bool:
    """ "sixteen-week forecast": the duration is an adjective of something that is no period."""
    if amount.value <= 1 and "-" not in amount.text:
        return False
    if re.search(r"(?:s|\d\s?h|min|sec)\s*$", amount.text, re.IGNORECASE):
        return False
    if _trailing().search(text, max(0, amount.start - 16), amount.start):
        return False
    return re.match(
        r"[\s-]+(?:[a-z]|(?:EUR|L)IBOR|SO[FN])", text[amount.end : amount.end + 8]
    ) is not None and not (_periods().match(text, amount.end))


def _is_example(text: str, amount: Amount) -> bool:
    before = text[max(0, amount.start - 3 * _REACH) : amount.start]
    return _examples().search(before[before.rfind(". ") + 1 :]) is not None


@cache
def _recurring() -> re.Pattern[str]:
    return re.compile(r"\b(?:every|each|from)\s+$", re.IGNORECASE)


@cache
def _any_one() -> re.Pattern[str]:
    return re.compile(r"\b(?:any|the\s+same)\s+$", re.IGNORECASE)


@cache
def _deadline() -> re.Pattern[str]:
    return re.compile("|".join(cues("timing", "deadline")), re.IGNORECASE)


@cache
def _within() -> re.Pattern[str]:
    return re.compile(r"\b(?:within|(?:no|not)\s+later\s+than)\s+$", re.IGNORECASE)


@cache
def _deadline_after() -> re.Pattern[str]:
    return re.compile("|".join(cues("timing", "deadline_after")), re.IGNORECASE)


@cache
def _failure() -> re.Pattern[str]:
    return re.compile("|".join(cues("timing", "failure")), re.IGNORECASE)


@cache
def _examples() -> re.Pattern[str]:
    return re.compile("|".join(cues("timing", "example_words")), re.IGNORECASE)


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(r"\btrailing\s+$", re.IGNORECASE)


@cache
def _periods() -> re.Pattern[str]:
    words = "|".join(lexicon("timing")["periods"]["words"])
    return re.compile(rf"[\s-]+(?:\w+\s+){{0,3}}?(?:{words})", re.IGNORECASE)
