"""The sum that a clause takes for each day or week of delay, as it states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from clauseadvisor.domain import Amount, LabelledClause
from clauseadvisor.playbook.economics_schema import economics_texts

#: Periods of delay, and the symbol of a sum that is due by each.
SYMBOLS = {"day": "rate", "week": "rate_week"}
_DAY = re.compile(r"\b(?:each|every|per|an?|/)\s+(business|working)\s+(?:day|week)", re.IGNORECASE)
_EACH = re.compile(
    r"(?:\b(?:per|each|every|any one)\s+|/\s*)"
    r"(?:(?:such|late|delayed|overdue|additional|further|full|whole|complete|commenced|started|calendar|working|business)\s+)*"
    r"(?P<thing>[a-z-]+)",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(r"\b(?:in respect of|for)\s+(?=each\b|every\b)", re.IGNORECASE)
_EACH_BEHIND = re.compile(r"\s*(?:and\s+)?(?:for\s+)?(?=(?:per|each|every)\s)", re.IGNORECASE)
_COMPLETE = re.compile(
    r"\b(?:each|every|per|any|an?)\s+(?:complete|completed|full|whole|entire)\s+(?:calendar\s+)?(?:day|week)\b",
    re.IGNORECASE,
)
#: So near to the sum stand the words that say for which time it is due.
_NEAR = 40
_TIMES = frozenset({"day", "days", "week", "weeks", "part", "period", "month", "diem", "annum"})
_NO_THING = _TIMES | {
    "of",
    "the",
    "and",
    "or",
    "that",
    "which",
    "in",
    "by",
    "one",
    "cent",
    "centum",
}
#: A share that is spread over a time first is not what a day costs.
_SPREAD = re.compile(r"[^.;]{0,40}\b(?:divided|spread|multiplied)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRate:
    """A sum for each ``period`` of delay ("day", "week").

    ``time`` is the period in the words of the clause ("business day"), ``thing`` what the sum is
    due for besides ("document", in "EUR 500 per document and per working day"); None if nothing.
    ``complete``: a period that has only begun costs nothing.
    """

    amount: Amount
    period: str
    time: str
    thing: str | None
    complete: bool = False

    @property
    def symbol(self) -> str:
        """The symbol of the sum: by the day ``rate``, by the week ``rate_week``."""
        return SYMBOLS[self.period]


def delay_rate(clause: LabelledClause, stake: Sequence[Amount]) -> DelayRate | None:
    """The sum among ``stake`` that grows with a delay by the day or week; None if there is none.

    A sum by the day for something else ("for each day on which the mark is used") is none, nor
    is one by the night, hour or weekend.
    """
    by_time = (each for each in stake if each.per in SYMBOLS)
    amount = next((each for each in by_time if not _is_spread(clause, each)), None)
    if amount is None or amount.per is None or not _of_delay().search(clause.text):
        return None
    before, said, behind = _around(clause, amount)
    day = _DAY.search(said) or _DAY.search(before)
    return DelayRate(
        amount=amount,
        period=amount.per,
        time=f"{day[1].lower()} {amount.per}" if day else amount.per,
        thing=next(_things(before, said, behind), None),
        complete=any(_COMPLETE.search(words) for words in (said, before[-_NEAR:], behind[:_NEAR])),
    )


def _is_spread(clause: LabelledClause, amount: Amount) -> bool:
    """ "50 % of the fee equally divided over 180 days": the day's sum is only told by a reckoning."""
    behind = clause.text[amount.end - clause.start :]
    return bool(_SPREAD.search(amount.text) or _SPREAD.match(behind))


def _around(clause: LabelledClause, amount: Amount) -> tuple[str, str, str]:
    """The sentence in front of the amount, its own words, and what stands behind it."""
    start, end = amount.start - clause.start, amount.end - clause.start
    before = re.split(r"(?<=[.;])\s", clause.text[:start])[-1]
    return before, amount.text, clause.text[end:]


def _things(before: str, said: str, behind: str) -> Iterator[str]:
    """What the sum is due for besides the time: words of its own first, then those around it."""
    found = [*_EACH.finditer(said)]
    openings = [(behind, _EACH_BEHIND.match(behind))]
    openings += [(before, each) for each in _EACH_BEFORE.finditer(before)]
    found += [
        match
        for text, opening in openings
        if opening and (match := _EACH.match(text, opening.end()))
    ]
    for match in found:
        if match["thing"].lower() not in _NO_THING:
            yield match["thing"]


@cache
def _of_delay() -> re.Pattern[str]:
    return re.compile("|".join(economics_texts().delay_words), re.IGNORECASE)
