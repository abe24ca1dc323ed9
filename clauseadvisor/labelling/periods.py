"""What an amount is due for ("per day") and what it is a part of ("of the monthly fee")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.duewords import (
    due_word,
    period_adjectives,
    period_nouns,
    period_of_noun,
    word_end,
)
from clauseadvisor.labelling.lexicon import lowered
from clauseadvisor.labelling.periodchoice import choose_periods, period_model
from clauseadvisor.labelling.periodmarks import Told

#: How far the words that tell a period may stand from the amount.
_REACH = 120


def with_periods(
    text: str, amounts: Iterable[Amount], *, label: str = "", subtype: str = ""
) -> list[Amount]:
    """The amounts with period and base, and their spans grown over the words that state these.

    A period stated outright ("per month", "a day") is taken as it stands; any other is chosen
    among those that the clause speaks of (:mod:`clauseadvisor.labelling.periodchoice`). In a
    scale ("4% of the monthly charge, 9% below 99.5%") later shares take over the first base.
    """
    low = lowered(text)
    stated, told = read_periods(text, low, amounts)
    periods = choose_periods(low, told, label, subtype, period_model())
    found: list[Amount] = []
    scale: Amount | None = None
    for amount, period in zip(stated, periods, strict=True):
        if scale and amount.per is None and amount.base is None and _goes_on(low, scale, amount):
            amount = replace(amount, base=scale.base)
        if amount.per != period:
            amount = replace(amount, per=period)
        _take_back(low, found, amount)
        if amount.kind == "percent" and amount.base and amount.per:
            scale = amount
        found.append(amount)
    return found


def read_periods(text: str, low: str, amounts: Iterable[Amount]) -> tuple[list[Amount], list[Told]]:
    """The amounts with what is stated right behind them, and what is told for choosing the rest.

    ``low`` is the text in small letters. An amount that is the period of the one before it
    ("10% per 30 days") is left out.
    """
    stated: list[Amount] = []
    told: list[Told] = []
    for amount in amounts:
        last = stated[-1] if stated else None
        if last and amount.start < last.end and (last.per == "other" or last.unit == "times"):
            continue
        found, outright = _stated(text, low, amount)
        stated.append(found)
        if amount.kind == "duration" and not due_word("paid_time").match(low, amount.end):
            fixed: str | None = found.per or _within_one(low, amount) or ""
        else:
            fixed = found.per if outright and found.per != "unit" else None
        told.append(Told(amount, found.per or "", fixed))
    return stated, told


def _goes_on(low: str, scale: Amount, amount: Amount) -> bool:
    """Whether a share stands in the scale that another one has begun; a level stands in none."""
    if amount.kind != "percent" or due_word("limit_before").search(
        low, max(0, amount.start - 40), amount.start
    ):
        return False
    if low.rfind("\t", low.rfind("\n", 0, amount.start) + 1, amount.start) >= 0:
        return False  # in a table the headings tell what a share is taken of
    return due_word("level_before").search(low, max(0, amount.start - 20), amount.start) is None


def _take_back(text: str, found: list[Amount], amount: Amount) -> None:
    """Of "between $3 and $5 a year", or "2,000 / 3,000 units a year", the first are as the last."""
    for order in range(len(found) - 1, -1, -1):
        earlier = found[order]
        then = found[order + 1] if order + 1 < len(found) else amount
        if not amount.per or earlier.per or earlier.kind != amount.kind:
            return
        if not due_word("range_between").fullmatch(text, earlier.end, then.start):
            return
        found[order] = replace(earlier, per=amount.per)


def _stated(text: str, low: str, amount: Amount) -> tuple[Amount, bool]:
    """The amount with what is stated behind it, and whether a period is stated outright."""
    base, base_end = _base_of(text, low, amount)
    before = None if base else _base_before(text, low, amount) or _base_above(text, low, amount)
    tells = (
        due_word("periodic").search(base.lower()) if base and amount.kind != "duration" else None
    )
    per = period_adjectives()[tells[0]] if tells else None
    for end in (amount.end, base_end) if base else (amount.end,):
        match = due_word("due_for").match(low, end, word_end(low, end + _REACH))
        if match:
            period, stop = _timed(low, match)
            # "5% of the monthly fee for each missed level" is due by the month
            due = per if per and period == "unit" else period
            return _grown(text, amount, stop, per=due, base=base or before), due == period
    if amount.kind == "duration":
        return amount, False
    if per and (later := due_word("each_after").match(low, base_end)):
        # "a thirtieth of the monthly fee for the site for each hour" is due by the hour
        per = period_nouns().get(later["thing"] or "unit", per)
    if base:
        return _grown(text, amount, base_end, per=per, base=base), False
    return replace(amount, base=before), False


def _timed(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The period, and where its words end; of "per pallet per day" the day."""
    period = _period_of(match)
    if period == "unit":
        then = due_word("due_for").match(text, match.end(), word_end(text, match.end() + _REACH))
        between = text[match.end() : then.end()] if then else ""
        if then and "," not in between and (second := _period_of(then)) != "unit":
            return second, then.end()
    return period, match.end()


def _grown(text: str, amount: Amount, end: int, *, per: str | None, base: str | None) -> Amount:
    return replace(amount, end=end, text=text[amount.start : end], per=per, base=base)


def _base_of(text: str, low: str, amount: Amount) -> tuple[str | None, int]:
    if amount.kind != "percent":
        return None, amount.end
    match = due_word("taken_of").match(low, amount.end, word_end(low, amount.end + _REACH))
    if not match:
        return None, amount.end
    base = text[slice(*match.span("base"))]
    return re.sub(r"\s+", " ", base), match.end("base")


def _base_before(text: str, low: str, amount: Amount) -> str | None:
    """What a share is taken off, where it stands first: "reduce the monthly fee by 5%"."""
    if amount.kind != "percent":
        return None
    match = due_word("taken_by").search(low, max(0, amount.start - _REACH), amount.start)
    return re.sub(r"\s+", " ", text[slice(*match.span("base"))]) if match else None


def _base_above(text: str, low: str, amount: Amount) -> str | None:
    """What a share in a table is taken of, where the heading of its column says so."""
    row = low.rfind("\n", 0, amount.start) + 1
    column = low.count("\t", row, amount.start)
    if amount.kind != "percent" or not column:
        return None
    for line in reversed(low[:row].splitlines(keepends=True)):
        row -= len(line)
        cells = line.split("\t")
        if len(cells) <= column:
            return None
        if match := due_word("taken_above").search(cells[column]):
            start = row + sum(len(cell) + 1 for cell in cells[:column])
            return text[start + match.start("base") : start + match.end("base")].strip()
    return None


def _period_of(match: re.Match[str]) -> str:
    if match["adverb"]:
        return period_adjectives()[match["adverb"]]
    if match["figure"]:
        return "year" if match["twelve"] and match["timed"].startswith("month") else "other"
    if match["apiece"]:
        return "unit"
    told = match["timed"] or match["weak"] or match["thing"]
    return period_of_noun(told) if told else "unit"


def _within_one(low: str, amount: Amount) -> str | None:
    """The period of a time allowed in each: "one hour in any one (1) month"."""
    found = due_word("any_period").match(low, amount.end)
    return period_of_noun(found["noun"]) if found else None
