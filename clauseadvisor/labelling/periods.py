"""What an amount is due for ("per day") and what it is a part of ("of the monthly fee")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.duewords import (
    CALENDAR,
    adverb_after,
    any_period,
    article_after,
    base_rate_before,
    counted_in,
    cut_before,
    day_before,
    due_for,
    each_after,
    each_before,
    fee_before,
    interest_after,
    interest_before,
    invoices_after,
    level_before,
    limit_before,
    measure_before,
    numbered_before,
    of_each,
    one_before,
    paid_time,
    per_before,
    period_adjectives,
    period_nouns,
    period_of_noun,
    periodic,
    periodic_before,
    periodic_rate_before,
    priced_before,
    range_between,
    rate_before,
    reached_before,
    same_period_after,
    share_each_before,
    step_after,
    step_between,
    taken_of,
    times_after,
    told_before,
    within_period,
    word_end,
    year_after,
    year_before,
)
from clauseadvisor.labelling.lexicon import lowered

#: How far the words that tell a period may stand from the amount.
_REACH = 120
#: How far behind a sum the words that measure it over a period may stand.
_PRICED = 80
#: How far in front of the amount its subject ("for each of the classrooms that ...") may stand.
_BEFORE = 300
#: How far in front of a sum the year that it is told for may stand.
_YEAR = 120
#: How far back a sentence is read for what a level measures.
_SENTENCE = 300


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
        last = found[-1] if found else None
        if last and amount.start < last.end and (last.per == "other" or last.unit == "times"):
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
                if level_before().search(low, max(0, stated.start - 20), stated.start)
                else scale.base
            )
            stated = replace(stated, per=scale.per, base=base)
        if stated.per in (None, "unit"):
            implied = _implied(low, stated, stated.per)
            stated = replace(stated, per=implied or stated.per)
        if stated.per is None and last and _is_next_step(low, last, stated):
            stated = replace(stated, per=last.per)
        if stated.per is None and (alike := _like_level(low, found, stated)):
            stated = replace(stated, per=alike.per)
        _take_back(low, found, stated)
        if stated.kind == "percent" and stated.base and stated.per:
            scale = stated
        found.append(stated)
    return found


def _is_next_step(text: str, last: Amount, amount: Amount) -> bool:
    """ "EUR 40 a day for a van, EUR 65 for a lorry": the second sum is due as the first is."""
    between = text[last.end : amount.start]
    if last.per is None or last.kind != amount.kind or amount.kind == "duration":
        return False
    if re.fullmatch(r"\s*/\s*", between) or step_between().fullmatch(between):
        return True
    return (
        amount.kind != "count"
        and re.fullmatch(r"[^.;]{0,80}(?:,|\band|\bor|;)\s*", between) is not None
        and step_after().match(text, amount.end) is not None
        and not _is_limit(text, amount)
    )


def _like_level(text: str, found: Sequence[Amount], amount: Amount) -> Amount | None:
    """The level before of the same kind, which a further one is measured as."""
    if amount.kind not in ("percent", "money") or not _is_level(text, amount):
        return None
    last = next((each for each in reversed(found) if each.kind == amount.kind), None)
    if last is None or last.unit != amount.unit or last.per not in CALENDAR or amount.base:
        return None
    return last if _is_level(text, last) else None


def _is_level(text: str, amount: Amount) -> bool:
    start = max(0, amount.start - 40)
    return reached_before().search(text, start, amount.start) is not None


def _take_back(text: str, found: list[Amount], amount: Amount) -> None:
    """Of "between $3 and $5 a year", or "2,000 / 3,000 units a year", the first are as the last."""
    for order in range(len(found) - 1, -1, -1):
        earlier = found[order]
        then = found[order + 1] if order + 1 < len(found) else amount
        if not amount.per or earlier.per or earlier.kind != amount.kind:
            return
        if not range_between().fullmatch(text, earlier.end, then.start):
            return
        found[order] = replace(earlier, per=amount.per)


def _is_limit(text: str, amount: Amount) -> bool:
    return limit_before().search(text, max(0, amount.start - 40), amount.start) is not None


def _stated(text: str, low: str, amount: Amount) -> Amount:
    base, base_end = _base_of(text, low, amount)
    told = periodic().search(base.lower()) if base and amount.kind != "duration" else None
    per = period_adjectives()[told[0]] if told else None
    for end in (amount.end, base_end) if base else (amount.end,):
        match = due_for().match(low, end, word_end(low, end + _REACH))
        if match:
            period, stop = _timed(low, match)
            # "5% of the monthly fee for each missed level" is due by the month
            return _grown(
                text, amount, stop, per=per if per and period == "unit" else period, base=base
            )
    if amount.kind == "duration":
        return amount
    if per and (later := each_after().match(low, base_end)):
        # "a thirtieth of the monthly fee for the site for each hour" is due by the hour
        per = period_nouns().get(later["thing"] or "unit", per)
    return _grown(text, amount, base_end, per=per, base=base)


def _timed(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The period, and where its words end; of "per pallet per day" the day."""
    period = _period_of(match)
    if period == "unit":
        then = due_for().match(text, match.end(), word_end(text, match.end() + _REACH))
        between = text[match.end() : then.end()] if then else ""
        if then and "," not in between and (second := _period_of(then)) != "unit":
            return second, then.end()
    return period, match.end()


def _grown(text: str, amount: Amount, end: int, *, per: str | None, base: str | None) -> Amount:
    return replace(amount, end=end, text=text[amount.start : end], per=per, base=base)


def _base_of(text: str, low: str, amount: Amount) -> tuple[str | None, int]:
    if amount.kind != "percent":
        return None, amount.end
    match = taken_of().match(low, amount.end, word_end(low, amount.end + _REACH))
    if not match:
        return None, amount.end
    base = text[slice(*match.span("base"))]
    return re.sub(r"\s+", " ", base), match.end("base")


def _period_of(match: re.Match[str]) -> str:
    if match["adverb"]:
        return period_adjectives()[match["adverb"]]
    if match["figure"]:
        return "year" if match["twelve"] and match["timed"].startswith("month") else "other"
    if match["apiece"]:
        return "unit"
    told = match["timed"] or match["weak"] or match["thing"]
    return period_of_noun(told) if told else "unit"


def _implied(text: str, amount: Amount, stated: str | None) -> str | None:
    """The period that the words around the amount tell.

    Of a sum ``stated`` per unit they tell only the days or months of a delay: "for each day of
    delay, EUR 9 per tonne" is due by the day.
    """
    if amount.kind == "duration" and not paid_time().match(text, amount.end):
        return _within_one(text, amount)
    before = text[max(0, amount.start - _BEFORE) : amount.start]
    before = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    per = "per" in before
    every = (
        per
        or "each" in before
        or "every" in before
        or "any single" in before
        or "any one" in before
    )  # saves most searches
    each = each_before().search(before) if every else None
    told = (period_of_noun(each["timed"]) if each["timed"] else "unit") if each else None
    if stated == "unit":
        return told if amount.kind == "money" else None
    if amount.kind in ("count", "money") and (found := of_each().match(text, amount.end)):
        return period_nouns().get(found["thing"], "unit")
    if _is_limit(text, amount):
        return _limited(text, amount, before)
    level = reached_before().search(before) is not None
    if near := _told_near(text, amount, before, level=level):
        return near
    if told == "unit" and amount.kind == "percent" and (found := cut_before().search(before)):
        return period_adjectives()[found["adjective"]]
    if told and (told != "unit" or not amount.base or share_each_before().search(before)):
        return told
    if amount.kind == "percent" and (same := same_period_after().match(text, amount.end)):
        return period_of_noun(same["noun"])
    return (
        _price(text, amount, before)
        or _told_by_sentence(text, amount, before)
        or _paid(text, amount, before, level=level)
        or _measured(text, amount)
    )


def _told_near(text: str, amount: Amount, before: str, *, level: bool) -> str | None:
    """The period that the words next to the amount tell: "the monthly rate of", "for each user"."""
    found = one_before().search(before)
    if not found and "per" in before:
        found = priced_before().search(before) if level else None
    if found:
        return period_nouns().get(found["thing"], "unit")
    if ("per" in before or "rate" in before) and (found := per_before().search(before)):
        return period_nouns().get(found["thing"] or found["rated"], "unit")
    adjective = (periodic_rate_before if amount.kind == "percent" else periodic_before)()
    if near := adjective.search(before):
        return period_adjectives()[near["adjective"]]
    if "per " in before and (found := told_before().search(before)):
        return period_of_noun(found["noun"])
    if after := each_after().match(text, amount.end):
        return period_nouns().get(after["thing"] or "unit", "unit")
    return _rate(text, amount, before) if amount.kind == "percent" else None


def _rate(text: str, amount: Amount, before: str) -> str | None:
    """The period of interest, which is reckoned by the year where nothing else is told."""
    end = word_end(text, amount.end + 30)
    if ("interest" in before and interest_before().search(before)) or (
        base_rate_before().search(before) or interest_after().search(text, amount.start, end)
    ):
        return "year"
    return "invoice" if invoices_after().match(text, amount.end) else None


def _told_by_sentence(text: str, amount: Amount, before: str) -> str | None:
    """The period under which the sentence lists a sum, or how often it says that it is paid."""
    if amount.kind != "percent" and (found := numbered_before().search(before)):
        return period_of_noun(found["noun"] or found["nth"])
    if amount.kind in ("money", "count") and (
        year_before().search(before, max(0, len(before) - _YEAR))
        or year_after().match(text, amount.end)
    ):
        return "year"
    if amount.kind == "money":
        if found := day_before().search(before):
            return period_of_noun(found["noun"])
        if over := _over_before(before[-_PRICED:]):
            return over
    if found := adverb_after().match(text, amount.end):
        return period_adjectives()[found["adverb"]]
    return None


def _limited(text: str, amount: Amount, before: str) -> str | None:
    """The period of a ceiling: "the credits of any month shall not exceed $900"."""
    if found := one_before().search(before):
        return period_nouns().get(found["thing"], "unit")
    if amount.kind == "money":
        return None if "for each" in before else _over_before(before)
    return _measured(text, amount) or (
        _paid(text, amount, before, level=False) if amount.kind == "percent" else None
    )


def _over_before(before: str) -> str | None:
    """The period that each sum of which is told in a sentence is reckoned for."""
    told = [found["noun"] for found in any_period().finditer(before)]
    return period_of_noun(told[-1]) if told else None


def _within_one(text: str, amount: Amount) -> str | None:
    """The period of a time allowed in each: "one hour in any one (1) month"."""
    found = any_period().match(text, amount.end)
    return period_of_noun(found["noun"]) if found else None


def _paid(text: str, amount: Amount, before: str, level: bool) -> str | None:
    """The period of a fee that is cut by a share, or of a measure that a level is one of."""
    if amount.kind != "count" and (found := fee_before().search(before)):
        return period_adjectives()[found["adjective"]]
    if level:
        sentence = text[max(0, amount.start - _SENTENCE) : amount.start].rsplit(". ", 1)[-1]
        if found := measure_before().search(sentence):
            return {**period_adjectives(), **period_nouns()}[found["adjective"]]
    return None


def _price(text: str, amount: Amount, before: str) -> str | None:
    """What a sum is the price of: "$8 an order", "charged at $8", "$8 times the months left"."""
    if amount.kind != "money":
        return None
    if found := times_after().match(text, amount.end):
        return period_nouns().get(found["thing"], "unit")
    if article_after().match(text, amount.end) or rate_before().search(before):
        return "unit"
    return None


def _measured(text: str, amount: Amount) -> str | None:
    """The period over which the sentence measures: "in any calendar month", "monthly poll"."""
    if amount.kind == "money" and not _is_level(text, amount):
        reach = word_end(text, amount.end + _PRICED)
        after = re.split(r"\d", text[amount.end : reach], maxsplit=1)[0]
        match = within_period().search(after)
    else:
        if amount.kind == "count" and (found := counted_in().match(text, amount.end)):
            return "unit" if found["things"] else "other"
        start = text.rfind(". ", 0, amount.start) + 1
        end = word_end(text, amount.end + _REACH)
        match = within_period().match(text, amount.end + 1, end) or (
            within_period().search(text, start, end)
        )
    if not match:
        return None
    if adjective := match["adjective"] or match["periodic"]:
        return period_adjectives()[adjective]
    if match["count"]:
        whole = match["count"] in ("twelve", "12") and match["several"] != "day"
        return "year" if whole else "other"
    if match["term"]:
        return "unit"
    told = (
        "noun",
        "calendar",
        "both",
        "contract",
        "counted",
        "row",
        "running",
        "subject",
        "headed",
    )
    return period_of_noun(next(match[name] for name in told if match[name]))
