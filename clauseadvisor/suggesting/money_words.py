"""What the words around a sum say of it: for what it falls due each time, and that it is only a ceiling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from clauseadvisor.domain import Amount, LabelledClause, Table
from clauseadvisor.playbook.economics_schema import economics_texts

#: So far behind a sum stand the words that say for what it falls due.
_BEHIND: Final = 70
_SUM: Final = re.compile(
    r"(?P<currency>[$£€]|USD|EUR|GBP|CHF) ?(?P<value>\d{1,3}(?:,\d{3})*(?:\.\d+)?)"
)
_CODES: Final[Mapping[str, str]] = {"$": "USD", "£": "GBP", "€": "EUR"}
_ENDING: Final = re.compile(r"(?:ies|s)$")


def step_of(clause: LabelledClause, amount: Amount) -> str | None:
    """The step by which the sum grows with the shortfall ("each full percentage point"), or None."""
    found = _step().search(_from(clause, amount))
    return " ".join(found["step"].split()) if found else None


def thing_of(clause: LabelledClause, amount: Amount) -> str | None:
    """What a plain sum falls due for each time ("Consignment"), as the sentence around it says; or None."""
    start, end = amount.start - clause.start, amount.end - clause.start
    before = re.split(r"(?<=[.;])\s", clause.text[:start])[-1]
    behind = re.split(r"(?<=[.;])\s", clause.text[end:])[0][:_BEHIND]
    for words in (amount.text, behind, before):
        found = _thing().search(words)
        if found:
            return found["thing"]
    return None


def late_word(clause: LabelledClause, thing: str | None) -> str:
    """What may be late here, in the singular: what the sum is due for, else by the clause's own words."""
    if thing:
        return thing
    texts = economics_texts().late_words
    named = (found for each in texts if (found := re.search(each, clause.text)) is not None)
    return next((found["word"] for found in named), economics_texts().late)


def is_ceiling_of_rate(clause: LabelledClause) -> bool:
    """Whether the rate is the most that is due ("or the highest rate that the law allows, if lower")."""
    return any(re.search(each, clause.text, re.I) for each in economics_texts().lesser_words)


def is_said(clause: LabelledClause, symbol: str) -> bool:
    """Whether the clause names what the symbol stands for by words, or says where it is to be found."""
    return any(
        re.search(each, clause.text) for each in economics_texts().said_words.get(symbol, ())
    )


def fee_period(clause: LabelledClause) -> str | None:
    """The time for which the fee is paid of which the clause speaks ("the Monthly Fee"): "month"; or None."""
    found = re.search(economics_texts().fee_words, clause.text)
    return None if found is None else str(found.lastgroup)


def base_sum(
    clause: LabelledClause, amount: Amount, tables: Sequence[Table]
) -> tuple[float, str, str] | None:
    """(value, currency, name) of the sum of which ``amount`` is a share, where one table row states it.

    The row is the only one whose first cell begins with the words behind the percentage
    ("10 % of each Milestone payment": "Milestone payments (total) | $640,000"). What is held back until
    the last step is accepted is a share of what is paid before it: of the rows above the last.
    """
    told = _share_of().search(_from(clause, amount))
    if amount.kind != "percent" or told is None:
        return None
    words = _singular(told["base"])
    last = _until_last().search(clause.text)
    if last is not None:
        return _before_last(last["step"], told["base"], tables)
    found = {
        (sums[0], row[0].text.strip())
        for table in tables
        for row in table.rows
        if len(row) > 1 and _singular(row[0].text).startswith(words)
        if len(sums := [stated_sum(cell.text) for cell in row[1:] if stated_sum(cell.text)]) == 1
    }
    if len(found) != 1:
        return None
    stated, name = found.pop()
    return None if stated is None else (*stated, " ".join(name.split()))


def _before_last(step: str, base: str, tables: Sequence[Table]) -> tuple[float, str, str] | None:
    """The sums of all steps but the last, where one table pays each step a sum of its own."""
    found = [
        sums
        for table in tables
        if table.rows and _singular(table.rows[0][0].text).startswith(_singular(step))
        for column in zip(*table.rows[1:], strict=False)
        if len(sums := [stated for cell in column if (stated := stated_sum(cell.text))]) > 1
        and len(sums) == len(table.rows) - 1
    ]
    if len(found) != 1 or len({currency for _, currency in found[0]}) != 1:
        return None
    *before, (_, currency) = found[0]
    name = re.sub(r"(?<!s)$", "s", " ".join(base.split()))
    return sum(value for value, _ in before), currency, f"the {name} before the last"


def stated_sum(text: str) -> tuple[float, str] | None:
    """(value, currency code) where the text is a sum of money and nothing else."""
    found = _SUM.fullmatch(text.strip())
    if found is None:
        return None
    code = _CODES.get(found["currency"], found["currency"])
    return float(found["value"].replace(",", "")), code


def _singular(words: str) -> str:
    return _ENDING.sub("", " ".join(_ENDING.sub("", each) for each in words.casefold().split()))


def _from(clause: LabelledClause, amount: Amount) -> str:
    """The amount with the words behind it."""
    return clause.text[amount.start - clause.start : amount.end - clause.start + _BEHIND]


@cache
def _step() -> re.Pattern[str]:
    return re.compile(economics_texts().step)


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(economics_texts().thing)


@cache
def _until_last() -> re.Pattern[str]:
    return re.compile(economics_texts().until_last)


@cache
def _share_of() -> re.Pattern[str]:
    return re.compile(economics_texts().share_of)
