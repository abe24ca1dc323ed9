"""Quantities that a clause states, with unit, period and base.

A span grammar of our own: a figure is found first (:mod:`clauseadvisor.labelling.numbers`), then
what stands around it says whether it is money, a percentage, a duration or a count. Figures
without a unit (section numbers, redactions) are no amounts.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from clauseadvisor.domain import Amount, Label
from clauseadvisor.labelling.lexicon import either, lexicon, lowered, spelled
from clauseadvisor.labelling.numbers import Numeral, find_numerals
from clauseadvisor.labelling.periods import with_periods

#: Dollars of no named country.
BARE_DOLLARS = frozenset({"$", "dollars", "dollar"})
#: Currencies of countries that part thousands by full stops.
_POINT_GROUPS = frozenset({"EUR", "BRL", "DKK"})
#: Figures in digits from which on any counted thing is an amount.
_LARGE = 20
#: How far a unit may stand from its figure.
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Quantity:
    kind: str
    value: float
    unit: str
    start: int
    end: int


def find_amounts(
    text: str,
    *,
    core: Sequence[tuple[int, int]] = (),
    label: Label | None = None,
    subtype: str | None = None,
) -> tuple[Amount, ...]:
    """The quantities of a clause, in order, offsets counted from its start.

    A percentage given as a part ("two-thirds of the savings") is in percent (66.67); a sum in
    a "$" of unknown country is in USD. "thirty (30) days" and "five percent (5%)" are one.
    ``core`` are the spans (trigger, consequence) in which any counted thing is an amount ("two
    late reports"); elsewhere only the usual ones are ("500 units"). ``label`` and ``subtype``
    of the clause help to tell what an amount is due for.
    """
    named = label.value if label else ""
    return tuple(with_periods(text, find_figures(text, core), label=named, subtype=subtype or ""))


def find_figures(text: str, core: Sequence[tuple[int, int]]) -> list[Amount]:
    """The quantities without what they are due for or taken of."""
    return [_amount(text, quantity) for quantity in _merged(text, _quantities(text, core))]


def _quantities(text: str, core: Sequence[tuple[int, int]]) -> list[_Quantity]:
    found: list[_Quantity] = []
    bare: Numeral | None = None
    for numeral in find_numerals(text):
        if (found and numeral.start < found[-1].end) or _is_number_of_clause(text, numeral):
            continue
        anything = any(start <= numeral.start < end for start, end in core)
        quantity = _quantity(text, numeral, anything)
        if quantity is None and found and _goes_on(text, found[-1], numeral):
            quantity = replace(found[-1], value=numeral.value, start=numeral.start, end=numeral.end)
        if quantity and bare and _leads_to(text, bare, quantity):
            found.append(replace(quantity, value=bare.value, start=bare.start, end=bare.end))
        bare = None if quantity else numeral
        if quantity:
            found.append(quantity)
    return _with_single_times(text, found)


def _with_single_times(text: str, found: list[_Quantity]) -> list[_Quantity]:
    """The quantities with times told by an article: "within a year", "for over an hour"."""
    low = lowered(text)
    single = [
        _Quantity("duration", 1.0, match["unit"], match.start("time"), match.end())
        for match in _single_time().finditer(low)
    ]
    return sorted([*found, *single], key=lambda each: each.start) if single else found


def _leads_to(text: str, bare: Numeral, quantity: _Quantity) -> bool:
    """ "1 to 3 years", "between 5 and 7%": the first figure is of what the second is."""
    if quantity.kind == "count" or bare.part or bare.value > quantity.value:
        return False
    between = text[bare.end : quantity.start]
    joint = r"\s*(?:[-–]|to|or)\s*"
    if re.search(r"\bbetween\s+$", text[max(0, bare.start - 9) : bare.start], re.IGNORECASE):
        joint = r"\s*(?:[-–]|to|or|and)\s*"
    if _named_before().search(text[max(0, bare.start - 24) : bare.start]):
        return False
    return re.fullmatch(joint, between) is not None


def _goes_on(text: str, last: _Quantity, numeral: Numeral) -> bool:
    """ "EUR 10,000 to 100,000": the second figure is of what the first is."""
    if last.kind != "money" or numeral.value < last.value or "," not in numeral.text:
        return False
    return re.fullmatch(r"\s*(?:[-–]|to|or|and)\s*", text[last.end : numeral.start]) is not None


def _is_number_of_clause(text: str, numeral: Numeral) -> bool:
    """ "6.2 ASSESSMENTS" at the head of a clause, "Section 6.2" and "May 31" count nothing."""
    if _reference_before().search(text, max(0, numeral.start - 16), numeral.start):
        return True
    return numeral.start <= 2 and re.match(r"\.?\s+[A-Z]", text[numeral.end :]) is not None


def _quantity(text: str, numeral: Numeral, anything: bool) -> _Quantity | None:
    after = text[numeral.end : numeral.end + _REACH]
    before = text[max(0, numeral.start - 24) : numeral.start]
    return (
        _percent(numeral, after)
        or _money(numeral, before, after)
        or _duration(numeral, before, after)
        or _share(numeral, before, after)
        or _count(numeral, before, after, anything)
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
    if right and not left and (share := _on_the_dollar().match(after, right.end())):
        end = numeral.end + share.end()
        return _Quantity("percent", numeral.value, "%", numeral.start, end)
    if right and not left and (code := _subunits().get(right["sign"].lower())):
        end = numeral.end + right.end()
        return _Quantity("money", numeral.value / 100, code, numeral.start, end)
    if not left and not right:
        return None
    codes = _currencies()
    signs = [re.sub(r"\s+", " ", sign["sign"].lower()) for sign in (left, right) if sign]
    written = [sign for sign in signs if sign in codes]  # "$0.05 cents" is five cents of a dollar
    # "$55 CAD": a bare dollar sign yields to the country behind the figure
    code = codes[next((each for each in written if each not in BARE_DOLLARS), written[0])]
    worth = numeral.value
    if code in _POINT_GROUPS and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", numeral.text):
        worth = float(numeral.text.replace(".", ""))  # "3.000 €" is three thousand
    value = worth * (_multipliers()[times["times"].lower()] if times else 1)
    start = numeral.start - (len(before) - left.start()) if left else numeral.start
    end = numeral.end + (right.end() if right else offset)
    return _Quantity("money", value, code, start, end)


def _duration(numeral: Numeral, before: str, after: str) -> _Quantity | None:
    match = _time_unit().match(after)
    if not match and not numeral.part and (named := _numbered_time().search(before)):
        # "before month 48" is a time as long as that
        unit = named["unit"].lower()
        start = numeral.start - (len(before) - named.start("unit"))
        return _Quantity("duration", numeral.value, unit, start, numeral.end)
    if not match and numeral.part and (quarters := _quarters().search(numeral.text)):
        value = round(numeral.value * 4, 6)  # "two quarters" are half a year, unless of something
        return (
            None
            if re.match(r"\s+of\b", after)
            else _Quantity(
                "duration", value, "quarter", numeral.start, numeral.start + quarters.end()
            )
        )
    if not match:
        return None
    unit = _times()[re.sub(r"\s+", " ", match["unit"].lower())]
    if numeral.part and unit == "day":
        return None
    if unit == "day" and match["business"]:
        unit = "business day"
    return _Quantity("duration", numeral.value, unit, numeral.start, numeral.end + match.end())


def _share(numeral: Numeral, before: str, after: str) -> _Quantity | None:
    """A part of something, in percent: "two-thirds of the savings", "one eighth apiece", "50/50"."""
    if halves := re.fullmatch(r"(\d\d)\s?/\s?(\d\d)", numeral.text):
        first, second = float(halves[1]), float(halves[2])
        if first + second == 100:
            return _Quantity("percent", first, "%", numeral.start, numeral.end)
    if not numeral.part or numeral.value >= 1:
        return None
    if not (_part_of().match(after) or _part_after().search(before)):
        return None
    return _Quantity("percent", round(numeral.value * 100, 2), "%", numeral.start, numeral.end)


def _count(numeral: Numeral, before: str, after: str, anything: bool) -> _Quantity | None:
    if numeral.part or _is_label(numeral, before, after):
        return None
    if re.search(r"\b(?:[A-Z]+|[a-z])-$", before):
        return None  # a rating or a type: "A-8", "MC-330"
    if numeral.multiple:
        return _Quantity("count", numeral.value, "times", numeral.start, numeral.end)
    value, times = numeral.value, 0
    if spelled_out := _spelled_multiplier().match(after):  # "1.3 million kilometres"
        value *= _multipliers()[spelled_out["times"].lower()]
        times = spelled_out.end()
        after = after[times:]
    match = _counted().match(after)
    level = _comparison_before().search(before)
    if not match and level:
        match = _compared().match(after)
        if _is_plain(numeral, after):
            match = match or re.match("", after)  # "leads over 1,600 bring the Agency a bonus"
        elif match and not any(match.groups()) and level[0].lower().strip() in ("under", "over"):
            match = None  # "the right to terminate under 14.3"
    # "212 line items" are counted wherever they stand, "two reports" only in the core
    large = _is_plain(numeral, after) and re.match(r"\s+[a-z]", after) and before[-1:] != "-"
    if not match and numeral.value == 1 and (level or "(" in numeral.text):
        match = _single().match(after)
    if not match and numeral.value > 1 and not re.fullmatch(r"(?:19|20)\d\d", numeral.text):
        match = _or_more().match(after) or (
            _any_plural().match(after) if anything or large else _told_plural().match(after)
        )
    if not match:
        return None
    unit = re.sub(r"\s+", " ", _noun(match).lower())
    end = numeral.end + times + match.end()
    return _Quantity("count", value, unit, numeral.start, end)


def _is_plain(numeral: Numeral, after: str) -> bool:
    """A whole figure in digits too large for the number of a clause, and no year."""
    digits = numeral.text
    return (
        numeral.value >= _LARGE
        and re.fullmatch(r"\d+|\d{1,3}(?:,\d{3})+", digits) is not None
        and not re.fullmatch(r"(?:19|20)\d\d", digits)
        and re.match(r"[-–/%.,]?\w", after) is None
    )


def _is_label(numeral: Numeral, before: str, after: str) -> bool:
    """ "Bundle 9", "December 31", "4.1 The Supplier": the figure names something."""
    if not numeral.text[0].isdigit():
        return False
    if "." in numeral.text and re.match(r"\s+[A-Z][a-z]", after):
        return True
    return _named_before().search(before) is not None


def _noun(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("noun") or groups.get("of") or ""


def _merged(text: str, quantities: list[_Quantity]) -> list[_Quantity]:
    """Joins "five percent" and "(5%)" behind it, and "one-half of" and "one percent"."""
    merged: list[_Quantity] = []
    for quantity in quantities:
        last = merged[-1] if merged else None
        between = text[last.end : quantity.start] if last else ""
        if last and _is_told_again(text, last, quantity, between):
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


def _is_told_again(text: str, last: _Quantity, quantity: _Quantity, between: str) -> bool:
    """ "five percent (5%)"; but "thirty (30) days (sixty (60) days abroad)" are two periods."""
    if last.kind != quantity.kind or not re.fullmatch(r"[\s_]*[(\[]\s*", between):
        return False
    same = last.value == quantity.value or last.unit != quantity.unit
    return same or not re.search(r"\d", text[last.start : last.end])


def _is_part_of(text: str, last: _Quantity, between: str) -> bool:
    return "%" not in text[last.start : last.end] and re.fullmatch(r"\s+of\s+", between) is not None


def _amount(text: str, quantity: _Quantity) -> Amount:
    return Amount(
        kind=quantity.kind,
        value=round(quantity.value, 6),
        unit=quantity.unit,
        text=text[quantity.start : quantity.end],
        start=quantity.start,
        end=quantity.end,
    )


# ---------------------------------------------------------------- patterns


@cache
def _reference_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|appendix|annex)\s+\Z"
        rf"|\b(?-i:{'|'.join(calendar.month_name[1:])})\s+\Z",
        re.IGNORECASE,
    )


@cache
def _part_of() -> re.Pattern[str]:
    """What a part of one is told of; a half or quarter of a time is none."""
    return re.compile(
        r"\s*(?:(?:[.;,)]|$)|(?:of|on|if|apiece|each|for\s+each|for\s+every)\b"
        r"|(?:rate|price|pay|fee)\b|(?:the|its|their|that|this|those|these|such)\s+(?!(?:day|week|month|quarter|year|term|time)\b))",
        re.IGNORECASE,
    )


@cache
def _part_after() -> re.Pattern[str]:
    return re.compile(r"\bby\s+$|\b(?:rate|maximum|ceiling|limit)\s+of\s+$", re.IGNORECASE)


@cache
def _named_before() -> re.Pattern[str]:
    """A word that a figure numbers: "month 48", "Bundle 9", or any with a capital in a sentence."""
    words = either(lexicon("amounts")["numbered"]["words"])
    return re.compile(
        rf"\b(?i:{words})\s+(?:\d+\s?[-–]\s?)?$|[^.:;\s]\s+[A-Z][a-z]+\s+(?:\d+\s?[-–]\s?)?$"
    )


@cache
def _percent_sign() -> re.Pattern[str]:
    return re.compile(
        r"[\s\-‑_]*(?P<sign>%|‰|[°º]\s?/\s?[o0]\b|percent(?:age\s+points?)?\b|per\s?cent(?:um|age\s+points?)?\b|basis\s+points?\b|bps\b|per\s+mil(?:le?)?\b)",
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
def _subunits() -> dict[str, str]:
    return spelled(lexicon("amounts")["subunit"])


@cache
def _currency_after() -> re.Pattern[str]:
    signs = either([*_currencies(), *_subunits()])
    return re.compile(
        rf"(?:\s+and\s+(?:no|\d\d)/100)?\s*(?:in\s+)?(?P<sign>{signs})(?![A-Za-z]|\.m\b|(?<=\$)\s?\d|/[A-Z])",
        re.IGNORECASE,
    )


@cache
def _on_the_dollar() -> re.Pattern[str]:
    """ "eighty cents on the dollar" are 80 %."""
    return re.compile(r"\s+(?:on|in|to)\s+(?:the|each)\s+(?:dollar|pound|euro)\b", re.IGNORECASE)


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
def _times() -> dict[str, str]:
    return spelled(lexicon("amounts")["time"])


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
def _numbered_time() -> re.Pattern[str]:
    return re.compile(r"\b(?:before|by|from|at|past|than|until|on)\s+(?P<unit>day|week|month)\s+$")


@cache
def _single_time() -> re.Pattern[str]:
    # The article comes first, so that text without one is passed over quickly.
    before = "|".join(
        rf"(?<={words}\sa)"
        for words in ("within", "more\\sthan", "less\\sthan", "longer\\sthan", "at\\sleast")
    )
    return re.compile(
        rf"(?P<time>a(?:{before})n?\s+(?:full\s+|whole\s+)?(?P<unit>hour|day|week|month|year))\b(?!\s+of\b|-)"
    )


@cache
def _quarters() -> re.Pattern[str]:
    return re.compile(r"^[a-z]+\s+quarters\b", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    counted = lexicon("amounts")["counted"]
    adjectives = either(counted["adjectives"])
    nouns = either(counted["nouns"])
    return re.compile(
        rf"\s*(?:(?:{adjectives})\s+)*(?P<noun>{nouns})(?![A-Za-z])",
        re.IGNORECASE,
    )


@cache
def _comparison_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{either(lexicon('amounts')['comparison']['spellings'])})\s*$", re.IGNORECASE
    )


@cache
def _compared() -> re.Pattern[str]:
    """What a compared figure counts: "of the eight dates", "answers", or nothing at all."""
    return re.compile(
        r"\s+of\s+(?:the|its|all)\s+(?:\w+\s+)?(?P<of>[a-z]{3,}s)\b"
        r"|\s*(?:[a-z-]+\s+)?(?P<noun>(?!(?:is|was|has|this|its|days?)\b)[a-z]{3,}s)\b"
        r"|(?=\s*(?:[.,;:)]|$|\s+(?:triggers?|results?|is|are|was|on|in|for|out|and|or|an?|per|\.\.\.)\b))"
    )


@cache
def _or_more() -> re.Pattern[str]:
    return re.compile(
        r"\s+(?:or\s+(?:more|fewer|less|higher|lower|above|below|better)|out\s+of\s+\w+)\b"
        r"(?:\s+(?:[a-z-]+\s+)?(?P<noun>(?!(?:is|was|has|this|its)\b)[a-z]{3,}s)\b)?",
        re.IGNORECASE,
    )


@cache
def _told_plural() -> re.Pattern[str]:
    """Several things anywhere in a clause: "three engineering runs", but not "four sides"."""
    return re.compile(
        r"\s+(?:(?!(?:of|at|on|in|to|as|is|or|and|it|the|are|for|such|those|these|until|from|that)\b)[a-z][\w-]*\s+){0,2}?"
        rf"(?P<noun>(?!(?:is|was|has|this|its|as|times|across|does|{either(lexicon('amounts')['uncounted']['nouns'])})\b)[a-z]{{3,}}(?<!s)s)\b"
    )


@cache
def _single() -> re.Pattern[str]:
    """One thing, as a level or told again in digits: "at least one (1) new engineer"."""
    return re.compile(
        r"\s+(?!(?:of|or|and|to|in|at|on|more|time|party|part|such|business|calendar)\b)(?:[a-z][\w-]*\s+){0,2}?(?P<noun>[a-z]{3,})\b"
    )


@cache
def _any_plural() -> re.Pattern[str]:
    return re.compile(
        r"\s+(?:[a-z][\w-]*\s+){0,2}?(?P<noun>(?!(?:is|was|has|this|its|as|times|across|parties)\b)[a-z]{3,}s)\b",
        re.IGNORECASE,
    )
