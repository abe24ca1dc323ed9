"""Quantities that a clause states, with unit, period and base.

A span grammar of our own: a figure is found first (:mod:`clauseadvisor.labelling.numbers`), then
what stands around it says whether it is money, a percentage, a duration or a count. Figures
without a unit (section numbers, redactions) are no amounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.lexicon import either, lexicon, spelled
from clauseadvisor.labelling.numbers import Numeral, find_numerals
from clauseadvisor.labelling.periods import find_base, find_period

#: How far a unit may stand from its figure.
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Quantity:
    kind: str
    value: float
    unit: str
    start: int
    end: int


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The quantities of a clause, in order, offsets counted from its start.

    A percentage given as a part ("two-thirds of the savings") is in percent (66.67); a sum in
    a "$" of unknown country is in USD. "thirty (30) days" and "five percent (5%)" are one.
    """
    quantities = _merged(text, [each for each in _quantities(text) if each is not None])
    return tuple(_amount(text, quantity) for quantity in quantities)


def _quantities(text: str) -> list[_Quantity | None]:
    return [_quantity(text, numeral) for numeral in find_numerals(text)]


def _quantity(text: str, numeral: Numeral) -> _Quantity | None:
    after = text[numeral.end : numeral.end + _REACH]
    before = text[max(0, numeral.start - 24) : numeral.start]
    return (
        _percent(numeral, after)
        or _money(numeral, before, after)
        or _duration(numeral, after)
        or _share(numeral, before, after)
        or _count(numeral, before, after)
    )


def _percent(numeral: Numeral, after: str) -> _Quantity | None:
    match = _percent_sign().match(after)
    if not match:
        return None
    scale = {"b": 0.01, "‰": 0.1}.get(match["sign"].lower()[0], 1.0)
    if match["sign"].lower().startswith("per mil"):
        scale = 0.1
    return _Quantity(
        "percent", numeral.value * scale, "%", numeral.start, numeral.end + match.end()
    )


def _money(numeral: Numeral, before: str, after: str) -> _Quantity | None:
    left = _currency_before().search(before)
    times = _multiplier().match(after) if left else _spelled_multiplier().match(after)
    offset = times.end() if times else 0
    right = _currency_after().match(after, offset)
    if not left and not right:
        return None
    codes = _currencies()
    sign = left or right
    assert sign is not None
    code = codes[re.sub(r"\s+", " ", sign["sign"].lower())]
    value = numeral.value * (_multipliers()[times["times"].lower()] if times else 1)
    start = numeral.start - (len(before) - left.start()) if left else numeral.start
    end = numeral.end + (right.end() if right else offset)
    return _Quantity("money", value, code, start, end)


def _duration(numeral: Numeral, after: str) -> _Quantity | None:
    match = _time_unit().match(after)
    if not match:
        return None
    unit = spelled(lexicon("amounts")["time"])[re.sub(r"\s+", " ", match["unit"].lower())]
    if numeral.part and unit == "day":
        return None
    if unit == "day" and match["business"]:
        unit = "business day"
    return _Quantity("duration", numeral.value, unit, numeral.start, numeral.end + match.end())


def _share(numeral: Numeral, before: str, after: str) -> _Quantity | None:
    """A part of something, in percent: "two-thirds of the savings", "one eighth apiece"."""
    if not numeral.part or not re.match(r"\s*(?:of\b|apiece|each\b|for each)", after):
        return None
    return _Quantity("percent", round(numeral.value * 100, 2), "%", numeral.start, numeral.end)


def _count(numeral: Numeral, before: str, after: str) -> _Quantity | None:
    if numeral.part:
        return None
    match = _counted().match(after)
    if not match and _comparison_before().search(before):
        match = _any_plural().match(after)
    if not match:
        return None
    unit = re.sub(r"\s+", " ", match["noun"].lower())
    return _Quantity("count", numeral.value, unit, numeral.start, numeral.end + match.end())


def _merged(text: str, quantities: list[_Quantity]) -> list[_Quantity]:
    """Joins "five percent" and "(5%)" behind it, and "one-half of" and "one percent"."""
    merged: list[_Quantity] = []
    for quantity in quantities:
        last = merged[-1] if merged else None
        between = text[last.end : quantity.start] if last else ""
        if last and last.kind == quantity.kind and re.fullmatch(r"[\s_]*[(\[]\s*", between):
            closing = re.match(r"[^()\[\]]{0,20}[)\]]", text[quantity.end :])
            end = quantity.end + (closing.end() if closing else 0)
            merged[-1] = replace(quantity, start=last.start, end=end)
        elif last and last.kind == quantity.kind == "percent" and _is_part_of(text, last, between):
            merged[-1] = replace(
                quantity, start=last.start, value=last.value / 100 * quantity.value
            )
        else:
            merged.append(quantity)
    return merged


def _is_part_of(text: str, last: _Quantity, between: str) -> bool:
    return "%" not in text[last.start : last.end] and re.fullmatch(r"\s+of\s+", between) is not None


def _amount(text: str, quantity: _Quantity) -> Amount:
    base, base_end = find_base(text, quantity.end)
    per, end = find_period(text, quantity.kind, quantity.start, quantity.end, base, base_end)
    return Amount(
        kind=quantity.kind,
        value=round(quantity.value, 6),
        unit=quantity.unit,
        text=text[quantity.start : end],
        start=quantity.start,
        end=end,
        per=per,
        base=base,
    )


# ---------------------------------------------------------------- patterns


@cache
def _percent_sign() -> re.Pattern[str]:
    return re.compile(
        r"[\s\-‑_]*(?P<sign>%|‰|percent(?:age\s+points?)?\b|per\s?cent(?:um|age\s+points?)?\b|basis\s+points?\b|bps\b|per\s+mill?e?\b)",
        re.IGNORECASE,
    )


@cache
def _currencies() -> dict[str, str]:
    return spelled(lexicon("amounts")["currency"])


@cache
def _currency_before() -> re.Pattern[str]:
    signs = either(_currencies())
    return re.compile(rf"(?<![A-Za-z])(?P<sign>{signs})\s?\$?\s?$", re.IGNORECASE)


@cache
def _currency_after() -> re.Pattern[str]:
    signs = either(_currencies())
    return re.compile(rf"\s*(?:in\s+)?(?P<sign>{signs})(?![A-Za-z])", re.IGNORECASE)


@cache
def _multipliers() -> dict[str, int]:
    return {word: int(value) for word, value in spelled(lexicon("amounts")["multiplier"]).items()}


@cache
def _multiplier() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<times>{either(_multipliers())})\b", re.IGNORECASE)


@cache
def _spelled_multiplier() -> re.Pattern[str]:
    return re.compile(r"\s+(?P<times>thousand|million|billion)\b", re.IGNORECASE)


@cache
def _time_unit() -> re.Pattern[str]:
    amounts = lexicon("amounts")
    business, plain = either(amounts["between"]["business"]), either(amounts["between"]["plain"])
    units = either(spelling for each in amounts["time"].values() for spelling in each)
    return re.compile(
        rf"[\s\-‑_]*(?:or\s+more\s+)?(?:(?:(?P<business>{business})|{plain})[\s\-‑]+)*(?P<unit>{units})(?![A-Za-z])",
        re.IGNORECASE,
    )


@cache
def _counted() -> re.Pattern[str]:
    amounts = lexicon("amounts")
    adjectives = either(amounts["counted"]["adjectives"])
    nouns = either(amounts["counted"]["nouns"])
    return re.compile(rf"\s*(?:(?:{adjectives})\s+)*(?P<noun>{nouns})(?![A-Za-z])", re.IGNORECASE)


@cache
def _comparison_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:at\s+least|more\s+than|less\s+than|fewer\s+than|over|under|below|above|exceed(?:s|ing)?|minimum\s+of|no\s+fewer\s+than|up\s+to|[<>≥≤])\s*$",
        re.IGNORECASE,
    )


@cache
def _any_plural() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[a-z-]+\s+)?(?P<noun>[a-z]{3,}s)\b")
