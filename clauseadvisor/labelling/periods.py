"""What an amount is due for ("per day") and what it is a part of ("of the monthly fee")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.lexicon import either, lexicon, lowered, spelled

#: How far the words that tell a period may stand from the amount.
_REACH = 120
#: How far behind a sum the words that measure it over a period may stand.
_PRICED = 50
#: How far in front of the amount its subject ("for each of the classrooms that ...") may stand.
_BEFORE = 200
#: How far back a sentence is read for what a level measures.
_SENTENCE = 300
#: Periods of the calendar, which a level is measured over.
_CALENDAR = frozenset({"week", "month", "quarter", "year"})
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
    low = lowered(text)
    found: list[Amount] = []
    scale: Amount | None = None
    for amount in amounts:
        if found and found[-1].per == "other" and amount.start < found[-1].end:
            continue  # "10% per 30 days": the days are the period of the percentage
        stated = _stated(text, low, amount)
        if (
            stated.per is None
            and stated.base is None
            and scale
            and stated.kind == "percent"
            and not _is_limit(low, stated)
        ):
            base = (
                None
                if _level_before().search(low, max(0, stated.start - 20), stated.start)
                else scale.base
            )
            stated = replace(stated, per=scale.per, base=base)
        if stated.per in (None, "unit"):
            implied = _implied(low, stated, stated.per)
            stated = replace(stated, per=implied or stated.per)
        if stated.per is None and found and _is_next_step(low, found[-1], stated):
            stated = replace(stated, per=found[-1].per)
        if stated.kind == "percent" and stated.base and stated.per:
            scale = stated
        found.append(stated)
    return found


def _is_next_step(text: str, last: Amount, amount: Amount) -> bool:
    """ "EUR 40 a day for a van, EUR 65 for a lorry": the second sum is due as the first is."""
    if not last.kind == amount.kind == "money":
        return False
    between = text[last.end : amount.start]
    return (
        re.fullmatch(r"[^.;]{0,80}(?:,|\band|\bor)\s*", between) is not None
        and _step_after().match(text, amount.end) is not None
        and not _is_limit(text, amount)
    )


def _is_limit(text: str, amount: Amount) -> bool:
    return _limit_before().search(text, max(0, amount.start - 40), amount.start) is not None


def _stated(text: str, low: str, amount: Amount) -> Amount:
    base, base_end = _base_of(text, low, amount)
    told = _periodic().search(base.lower()) if base and amount.kind != "duration" else None
    per = _adjectives()[told[0]] if told else None
    for end in (amount.end, base_end) if base else (amount.end,):
        match = _per().match(low, end, _word_end(low, end + _REACH))
        if match:
            period, stop = _timed(low, match)
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
        then = _per().match(text, match.end(), _word_end(text, match.end() + _REACH))
        if then and (second := _period_of(then)) != "unit":
            return second, then.end()
    return period, match.end()


def _word_end(text: str, end: int) -> int:
    """``end``, or where its word begins: cut short, "weekday" would read as "week"."""
    if end >= len(text):
        return len(text)
    while end and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    return end


def _grown(text: str, amount: Amount, end: int, *, per: str | None, base: str | None) -> Amount:
    return replace(amount, end=end, text=text[amount.start : end], per=per, base=base)


def _base_of(text: str, low: str, amount: Amount) -> tuple[str | None, int]:
    if amount.kind != "percent":
        return None, amount.end
    match = _base().match(low, amount.end, _word_end(low, amount.end + _REACH))
    if not match:
        return None, amount.end
    base = text[slice(*match.span("base"))]
    return re.sub(r"\s+", " ", base), match.end("base")


def _period_of(match: re.Match[str]) -> str:
    if match["adverb"]:
        return _adjectives()[match["adverb"]]
    if match["figure"]:
        return "other"
    if match["apiece"]:
        return "unit"
    told = match["timed"] or match["weak"] or match["thing"]
    return _noun(told) if told else "unit"


def _noun(written: str) -> str:
    """The period of a noun, which may run over a line ("half\\nhour")."""
    return _nouns()[re.sub(r"\s+", " ", written)]


def _implied(text: str, amount: Amount, stated: str | None) -> str | None:
    """The period that the words around the amount tell.

    Of a sum ``stated`` per unit they tell only the days or months of a delay: "for each day of
    delay, EUR 9 per tonne" is due by the day.
    """
    if amount.kind == "duration":
        return None
    before = text[max(0, amount.start - _BEFORE) : amount.start]
    before = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    per = "per" in before
    every = per or "each" in before or "every" in before  # saves most searches
    each = _each_before().search(before) if every else None
    told = (_noun(each["timed"]) if each["timed"] else "unit") if each else None
    if stated == "unit":
        return told if amount.kind == "money" else None
    if _is_limit(text, amount):
        return None if amount.kind == "money" else _measured(text, amount)
    level = _level_before().search(before) is not None
    if per and (
        found := _per_before().search(before) or (level and _priced_before().search(before))
    ):
        return _nouns().get(found["thing"], "unit")
    if amount.kind in ("money", "count") and (found := _periodic_before().search(before)):
        return _adjectives()[found["adjective"]]
    if found := _each_after().match(text, amount.end):
        return _nouns().get((found["thing"] or "unit"), "unit")
    if amount.kind == "percent" and "interest" in before and _interest_before().search(before):
        return "year"
    if told and not (told == "unit" and amount.base):  # "from each booking 6% of the fare"
        return told
    if amount.kind == "money" and (price := _price(text, amount, before)):
        return price
    return _paid(text, amount, before, level) or _measured(text, amount)


def _paid(text: str, amount: Amount, before: str, level: bool) -> str | None:
    """The period of a fee that is cut by a share, or of a measure that a level is one of."""
    if amount.kind == "percent" and (found := _fee_before().search(before)):
        return _adjectives()[found["adjective"]]
    if level:
        sentence = text[max(0, amount.start - _SENTENCE) : amount.start].rsplit(". ", 1)[-1]
        if found := _measure_before().search(sentence):
            return {**_adjectives(), **_nouns()}[found["adjective"]]
    return None


def _price(text: str, amount: Amount, before: str) -> str | None:
    """What a sum is the price of: "$8 an order", "charged at $8", "$8 times the months left"."""
    if found := _times_after().match(text, amount.end):
        return _nouns().get(found["thing"], "unit")
    if _article_after().match(text, amount.end) or _rate_before().search(before):
        return "unit"
    return None


def _measured(text: str, amount: Amount) -> str | None:
    """The period over which the sentence measures: "in any calendar month", "monthly poll"."""
    if amount.kind == "money":
        reach = _word_end(text, amount.end + _PRICED)
        after = re.split(r"\d", text[amount.end : reach], maxsplit=1)[0]
        match = _within_period().search(after)
    else:
        start = text.rfind(". ", 0, amount.start) + 1
        match = _within_period().search(text, start, _word_end(text, amount.end + _REACH))
    if not match:
        return None
    if match["adjective"]:
        return _adjectives()[match["adjective"]]
    told = ("noun", "calendar", "both", "contract", "counted", "row", "running")
    return _noun(next(match[name] for name in told if match[name]))


# ---------------------------------------------------------------- patterns


@cache
def _nouns() -> dict[str, str]:
    return spelled(lexicon("amounts")["period"])


@cache
def _adjectives() -> dict[str, str]:
    return spelled(lexicon("amounts")["periodic"])


@cache
def _base() -> re.Pattern[str]:
    ends = rf"\b(?:{_BASE_ENDS}|an?\s+(?:{either(_nouns())}))\b"
    return re.compile(
        rf"\s*(?:interest\s+)?(?:of|on|off)\s+(?P<base>(?:(?!{ends})(?:[^,;:.()\n]|(?<=\d)[.,](?=\d))){{2,80}}?)"
        rf"\s*(?=$|[,;:.()\n]|{ends})",
    )


@cache
def _level_before() -> re.Pattern[str]:
    """A share behind a comparison is a level that was reached, not a price."""
    return re.compile(rf"(?:{either(lexicon('amounts')['comparison']['spellings'])})\s*\Z")


@cache
def _per() -> re.Pattern[str]:
    nouns = either(_nouns())
    adverbs = either(lexicon("amounts")["adverbs"]["spellings"])
    other = _other_thing()
    return re.compile(
        rf"""
        (?:\s*[)\]])?\s*(?:interest|late\s+charge)?[\s,]*(?:compounded\s+)?(?:\([^()]*\)\s*)?
        (?:in\s+respect\s+of\s+|of\s+(?:[\w-]+\s+){{1,2}}?(?=per\s))?(?:and\s+)?\(?
        (?:
          (?P<apiece>(?:each|apiece)(?=\s*(?:[.,;:)]|$)|\s+(?:is|are|was|were|shall|will|to|if|off|in|towards)\b))
        | (?:per\b|/|(?:for|on|from|against|off|with)\s+(?:each|every)|for\s+any\s+one|each|every)\s*
          (?:\w+\s+and\s+(?:per|for\s+each)\s+)?
          (?:(?P<figure>\d+|thirty|half|sixty|ninety)[\s-]+)?
          (?:(?:calendar|working|business|full|complete|whole|additional|such|contract|successive|consecutive|commenced|started|part|further)\s+)*
          (?:(?!(?:per|of|and|or|in|a|an|the)\b)[\w-]+\s+)?(?P<timed>days?|weeks?|months?|quarters?|years?)\b(?!{other})
        | (?:per\b|/|(?:for|on|from|against|off|with)\s+(?:each|every)|for\s+any\s+one|each|every)\s*
          (?:(?:calendar|full|complete|whole|additional|such)\s+)*
          (?:(?P<thing>{nouns})\b(?!{other})|(?!\d)[\w°'-]+)
        | (?:in\s+)?an?\s+(?:(?:calendar|working|business)\s+)?(?P<weak>{nouns})\b(?!{other})
        | (?P<adverb>{adverbs})(?![A-Za-z])
        )
        """,
        re.VERBOSE,
    )


@cache
def _other_thing() -> str:
    """What behind a period names another thing: "week night", "quarter-hour", "day trip"."""
    behind = either(lexicon("amounts")["compound"]["behind"])
    return rf"(?:-(?!(?:of|to|late)\b)\w|\s+(?:{behind})\b)"


@cache
def _periodic() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(_adjectives())})(?![a-z])")


@cache
def _periodic_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<adjective>{either(_adjectives())})\s+[\w\s<>(:=-]{{0,25}}$")


@cache
def _interest_before() -> re.Pattern[str]:
    return re.compile(
        r"\binterest\s+(?:at|of)\s+(?:a\s+rate\s+of\s+)?[^,;]{0,40}$"
        r"|\binterest\b[^;]{0,80}\b(?:rate|at|plus)\b[^;]{0,40}$",
    )


@cache
def _each_after() -> re.Pattern[str]:
    """What an amount is due for, some words behind it: "one warrant of the Company for each user"."""
    return re.compile(
        r"\s*(?:apiece\b|(?:[^,;:.()\s]+\s+|\([^()]{0,60}\)\s*){0,8}?for\s+(?:each|every)\s+"
        r"|(?:(?!(?:and|or|if|but|than|within|plus)\b)[^,;:.()\s\d]+\s+){1,5}?per\s+)(?P<thing>[\w-]+)?",
    )


@cache
def _each_before() -> re.Pattern[str]:
    nouns = either(_nouns())
    return re.compile(
        r"(?:(?:^|[.;:]|\bfor|\band|\bon|\bfrom)\s*(?:each|every)|(?:^|[.;:])\s*per)\s+"
        rf"(?:(?:[\w-]+\s+){{0,2}}?(?P<timed>(?<!-)(?:{nouns}))\b(?!{_other_thing()})|(?P<thing>[a-z]+))\b[^;]{{0,180}}$",
    )


@cache
def _limit_before() -> re.Pattern[str]:
    """A ceiling holds as a whole: "at most", "up to a maximum of"."""
    return re.compile(
        r"\b(?:at\s+most|(?:maximum|ceiling|cap|limit)\s+of|floor\s+of|ceasing\s+at|capped\s+at|(?:no|not)\s+more\s+than|not\s+(?:to\s+)?exceed(?:ing)?)\s*\Z",
    )


@cache
def _per_before() -> re.Pattern[str]:
    return re.compile(
        r"\bper[-\s](?P<thing>[a-z]+)\s+(?:\w+\s+)?(?:price|rate|fee|charge|amount|credit|cost|sum)s?\s*(?:of|at|is|[(:=])*\s*$",
    )


@cache
def _priced_before() -> re.Pattern[str]:
    """A price of each, of which a level is told: "the price per bale that is over"."""
    return re.compile(
        r"\b(?:price|rate|fee|charge|cost)s?\s+(?:per|for\s+each)\s+(?P<thing>[a-z]+)\b[^.;,]{0,60}$",
    )


@cache
def _step_after() -> re.Pattern[str]:
    return re.compile(r"\s+(?:for|where|if|when|under|below|above|over|from)\b")


@cache
def _measure_before() -> re.Pattern[str]:
    calendar = {word: name for word, name in _adjectives().items() if name in _CALENDAR}
    return re.compile(rf"\b(?P<adjective>{either(calendar)}|(?<=first-)year|(?<=calendar-)year)\s")


@cache
def _times_after() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:times|multiplied\s+by|x|×)\s+(?:the\s+)?(?:number\s+of\s+)?(?:(?:remaining|full|whole)\s+)?(?P<thing>[a-z]+)",
    )


@cache
def _article_after() -> re.Pattern[str]:
    """Behind a sum, "a" says what it is the price of, unless a new sentence part begins."""
    return re.compile(r"\s+an?\s+[a-z][\w-]*\b(?!\s+(?:is|are|was|has|shall|will|may|must|of)\b)")


@cache
def _rate_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:charge|bill|invoice|price|value|supplie|credite|rate)(?:d|able)\s+at(?:\s+(?:the|a)\s+rate\s+of)?"
        r"|multipl(?:y|ies|ied)\b[^.;,]{0,40}\bby|\btimes|\bproduct\s+of)\s*$"
        r"|(?:^|[.;:])\s*(?:an?|any)\s+[^.;]{0,90}\b(?:costs|adds|attracts|carries|brings|incurs|means|earns)\s+(?:\w+\s+){0,2}$",
    )


@cache
def _fee_before() -> re.Pattern[str]:
    """A payment or measure by the period, of which a share is told later in the sentence."""
    nouns = (
        lexicon("amounts")["measurement"]["nouns"] + lexicon("amounts")["measurement"]["payments"]
    )
    return re.compile(
        rf"\b(?P<adjective>{either(_adjectives())})\s+(?:[\w-]+\s+){{0,3}}?(?:{either(nouns)})s?\b[^.;]{{0,100}}$",
    )


@cache
def _within_period() -> re.Pattern[str]:
    other = _other_thing()
    timed = either(
        spelling
        for name, each in lexicon("amounts")["period"].items()
        if name in _CALENDAR
        for spelling in each
    )
    return re.compile(
        rf"""\b(?:
          (?:in|inside|during|for|of|across|over|throughout|within)\s+(?:
              (?:any|each|every|an?|that|such|one|any\s+(?:one|given))\s+(?:[\w-]+\s+)?(?P<noun>{either(_nouns())})\b(?!{other})
            | (?<!end\sof\s)(?<!day\sof\s)(?<!date\sof\s)the\s+(?:[\w-]+\s+){{0,2}}?(?P<calendar>week|month|quarter|year)
            | (?:both|either|each|any)\s+of\s+the\s+(?:[\w-]+\s+){{0,2}}?(?P<both>{timed})
            | the\s+\w+\s+contract\s+(?P<contract>year|quarter|month)
            | (?:any\s+)?\w+\s+(?:(?:consecutive|successive|straight)\s+(?P<row>{timed})|(?P<running>{timed})\s+(?:running|together|in\s+a\s+row|in\s+succession))
            | (?:contract\s+)?(?P<counted>year|month|quarter|week)\s+(?:one|two|three|four|\d+)
          )
          | (?P<adjective>{either(_adjectives())})\s+(?:{either(lexicon("amounts")["measurement"]["nouns"])})
        )\b""",
        re.VERBOSE,
    )
