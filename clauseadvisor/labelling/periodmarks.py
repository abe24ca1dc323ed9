"""What tells the period of an amount: the words for periods in its clause, and how each stands to it.

Every period that a clause speaks of is a candidate for each of its amounts, beside "each"
("per parcel", "for every late van") and no period at all. What speaks for a candidate is named in
short words ("B1,n:any"): the side on which its nearest mention stands, how far off, in what form,
across which marks. :mod:`clauseadvisor.labelling.periodchoice` weighs them.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.duewords import period_adjectives, period_nouns, period_of_noun
from clauseadvisor.labelling.lexicon import any_of, lexicon

#: What an amount can be due for, "" being nothing: the columns of the weights.
PERIODS = ("", "day", "week", "month", "quarter", "year", "invoice", "unit", "other")
#: Steps of distance, in characters.
_STEPS = (2, 12, 30, 60, 110, 200, 400)
#: How far in front of an amount the words stand that tell what part it plays.
_ROLE = 40
_INTEREST = 120
#: So many words tell that part, and those that state a level stand behind its name.
_LONGEST = 4
_STATING = ("of", "is", "are", "was", "were", "=", ":")
#: So many words on either side of an amount are looked at, and so far.
_WORDS = 4
_NEXT = 60


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for a period: its place, the period, and its form ("n:per", "a:fee")."""

    start: int
    end: int
    period: str
    form: str


@dataclass(frozen=True, slots=True)
class Told:
    """An amount that ends with its figure and unit, and what is stated right behind these.

    ``stated`` is "" if no period stands there; ``fixed`` is the period if there is none to choose.
    """

    amount: Amount
    stated: str
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs for the period of an amount, by name.

    ``words`` and ``common`` speak for or against every candidate, each group of ``own`` for one.
    Groups come again and again, so that their weights need not be summed each time. ``role`` is
    the part that the amount plays: "level", "limit", "interest", "base" or "plain".
    """

    words: Sequence[str]
    common: tuple[str, ...]
    own: Sequence[tuple[tuple[str, ...], str]]
    candidates: frozenset[str]
    role: str


def signs(low: str, told: Sequence[Told], label: str, subtype: str) -> Iterator[Signs | None]:
    """The signs of each amount of a clause in small letters, in order; None where it is fixed."""
    if all(each.fixed is not None for each in told):
        yield from (None for _ in told)
        return
    mentions = find_mentions(low)
    spoken_of = {each.period for each in mentions}
    for order, each in enumerate(told):
        if each.fixed is not None:
            yield None
            continue
        yield _of_amount(low, mentions, told, order, spoken_of, f"l={label}", f"s={subtype}")


def signs_of_last(
    low: str, told: Sequence[Told], order: int, chosen: Sequence[str], role: str
) -> list[tuple[tuple[str, ...], str]]:
    """The signs that the period chosen for the last amount of the same kind is for this one."""
    own = told[order].amount
    for earlier in range(order - 1, -1, -1):
        if told[earlier].amount.kind == own.kind:
            near = "far" if ". " in low[told[earlier].amount.end : own.start] else "near"
            period = chosen[earlier]
            told_as = "each" if period == "unit" else "time" if period else "none"
            return [(_of_last(near, own.kind, told_as, role), period)]
    return []


@lru_cache(maxsize=1_000)
def _of_last(near: str, kind: str, told_as: str, role: str) -> tuple[str, ...]:
    return (
        f"last,{near},{kind}",
        f"last,{near},{told_as}",
        f"last,{near},{kind},{role}",
    )


def _of_amount(
    low: str,
    mentions: Sequence[Mention],
    told: Sequence[Told],
    order: int,
    spoken_of: Set[str],
    label: str,
    subtype: str,
) -> Signs:
    amount = told[order].amount
    start, end = amount.start, amount.end
    first, last = _sentence(low, start, end)
    kind = "times" if amount.unit == "times" else amount.kind
    role = _role(low, amount, first, last)
    here = {each.period for each in mentions if first <= each.start < last}
    article = _article().match(low, end)
    opens = "" if article is None else "verb" if article["verb"] else "noun"
    common = _of_kind(kind, role, _size(amount), label, subtype, opens, _spoken_of(here))
    words = _words("b", _word().findall(low, max(0, start - _NEXT), start)[: -_WORDS - 1 : -1])
    if opens != "verb":  # else what follows is no longer about the amount
        words += _words("a", _word().findall(low, end, end + _NEXT)[:_WORDS])
    own = [
        *_of_mentions(low, mentions, told, order, (first, last), kind, role),
        *_of_neighbours(low, told, order, kind, role),
    ]
    if len(here) == 1:
        own.append(((f"only,k={kind},r={role}",), next(iter(here))))
    if role == "interest":
        own.append(((f"interest,k={kind}",), "year"))  # by the year where nothing else is told
    candidates = frozenset({"", "unit", *spoken_of, *(period for _, period in own)})
    return Signs(words, common, own, candidates, role)


@lru_cache(maxsize=20_000)
def _of_kind(
    kind: str, role: str, size: int, label: str, subtype: str, opens: str, here: str
) -> tuple[str, ...]:
    """What the kinds of clause and amount, and the periods in its sentence, say."""
    return (
        f"k={kind},r={role}",
        f"{label},k={kind}",
        f"{subtype},k={kind}",
        f"k={kind},v={size}",
        f"article={opens},k={kind}",
        f"here={here},k={kind}",
    )


def _spoken_of(here: Set[str]) -> str:
    return ("p" if here - {"unit"} else "-") + ("u" if "unit" in here else "-")


def _of_mentions(
    low: str,
    mentions: Sequence[Mention],
    told: Sequence[Told],
    order: int,
    sentence: tuple[int, int],
    kind: str,
    role: str,
) -> Iterator[tuple[tuple[str, ...], str]]:
    start, end = told[order].amount.start, told[order].amount.end
    starts = [each.amount.start for each in told]
    for side, nearest in _nearest(mentions, start, end, *sentence):
        for rank, mention in enumerate(nearest):
            begin, stop = (end, mention.start) if mention.start >= end else (mention.end, start)
            names = _of_mention(
                side,
                min(rank, 3),
                mention.form,
                bisect_left(_STEPS, stop - begin),
                "s" if len(side) > 1 else _mark_between(low[begin:stop]),
                min(bisect_left(starts, stop) - bisect_left(starts, begin), 2),
                kind,
                role,
            )
            yield names, mention.period


@lru_cache(maxsize=20_000)
def _of_mention(
    side: str, rank: int, form: str, far: int, mark: str, crossed: int, kind: str, role: str
) -> tuple[str, ...]:
    """The signs that one mention is for its period."""
    return (
        f"{side}{rank},{form}",
        f"{side},{form},{far}",
        f"{side},{form},{mark},{crossed}",
        f"{side},{far},{mark},{kind}",
        f"{side[0]},{form},{kind},{role}",
        f"{side}{rank},{kind}",
    )


def _mark_between(between: str) -> str:
    """Whether a comma or a stronger mark stands between an amount and the words for a period."""
    if "," in between:
        return "c"
    return "x" if ":" in between or "(" in between else "n"


def _of_neighbours(
    low: str, told: Sequence[Told], order: int, kind: str, role: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is stated right behind the amount, and behind the ones next to it."""
    own = told[order]
    stated = "none" if not own.stated else "each" if own.stated == "unit" else "time"
    yield _of_stated(f"stated={stated}", kind, role), own.stated
    for beside, name in ((order - 1, "before"), (order + 1, "after")):
        if 0 <= beside < len(told):
            other = told[beside]
            first, last = sorted((own.amount.start, other.amount.start))
            near = "near" if ". " not in low[first:last] else "far"
            alike = "like" if other.amount.kind == own.amount.kind else "unlike"
            yield _of_stated(f"{name},{alike},{near}", kind, role), other.stated


@lru_cache(maxsize=1_000)
def _of_stated(name: str, kind: str, role: str) -> tuple[str, ...]:
    return name, f"{name},k={kind}", f"{name},r={role}", f"{name},k={kind},r={role}"


def _nearest(
    mentions: Sequence[Mention], start: int, end: int, first: int, last: int
) -> Iterator[tuple[str, Iterable[Mention]]]:
    """The nearest mention of each period: behind and before, in the sentence and outside it."""
    found: dict[str, dict[str, Mention]] = {"A": {}, "B": {}, "Ao": {}, "Bo": {}}
    for mention in mentions:
        if mention.start >= end:
            found["A" if mention.start < last else "Ao"].setdefault(mention.period, mention)
    for mention in reversed(mentions):
        if mention.end <= start:
            found["B" if mention.start >= first else "Bo"].setdefault(mention.period, mention)
    for side, nearest in found.items():
        yield side, nearest.values()


def _sentence(low: str, start: int, end: int) -> tuple[int, int]:
    first = max(low.rfind(". ", 0, start), low.rfind("; ", 0, start)) + 1
    ends = [at for at in (low.find(". ", end), low.find("; ", end)) if at >= 0]
    return first, min(ends, default=len(low))


def _role(low: str, amount: Amount, first: int, last: int) -> str:
    """What part an amount plays: a level that is reached, a limit, interest, a share of a base."""
    before = low[max(0, amount.start - _ROLE) : amount.start].rstrip(" (").split()
    for count in range(1, min(len(before), _LONGEST) + 1):
        if part := _parts().get(" ".join(before[-count:])):
            return part
    near = low[max(first, amount.start - _INTEREST) : min(last, amount.end + _NEXT)]
    if amount.kind == "percent" and _interest().search(near):
        return "interest"
    return "base" if _base().match(low, amount.end) else "plain"


def _size(amount: Amount) -> str:
    """The size of an amount, in steps that tell rates, credits and levels apart."""
    steps = lexicon("periods")["sizes"][amount.kind]["steps"]
    return str(sum(amount.value > step for step in steps))


def _words(side: str, words: Sequence[str]) -> list[str]:
    """The words on one side of an amount, nearest first: the first, the first two, and any."""
    return [
        f"{side}0={words[0] if words else ''}",
        f"{side}2={' '.join(words[:2])}",
        *(f"{side}={word}" for word in sorted(set(words))),
    ]


# ---------------------------------------------------------------- mentions


def find_mentions(low: str) -> list[Mention]:
    """The words for periods in a text in small letters, in order.

    Several together ("two consecutive quarters") are named both as a span of their own and as
    that period.
    """
    found: list[Mention] = []
    for match in _mentioned().finditer(low):
        if match["figure"]:
            period = period_of_noun(match["noun"])
            twelve = match["figure"] in ("12", "twelve") and period == "month"
            own = "year" if twelve else "other"
            found.append(Mention(*match.span(), own, "n:figure"))
            if period != own:
                found.append(Mention(*match.span(), period, f"n:several{match['run'] or ''}"))
        else:
            found.append(_mention(low, match))
    return found


def _mention(low: str, match: re.Match[str]) -> Mention:
    start, end = match.span()
    if noun := match["noun"]:
        period = period_of_noun(noun)
        form = match["word"] or ("-" if low[match.start("noun") - 1 : start + 1] == "-" else "")
        form += "s" if noun.endswith("s") else ""
        if low[end : end + 1] == "-" or _other_thing().match(low, end):
            form = "part"
        return Mention(start, end, period, f"n:{form}")
    if adjective := match["adjective"]:
        return Mention(start, end, period_adjectives()[adjective], f"a:{_described(low, end)}")
    if match["dated"]:
        return Mention(start, end, "year", "y:date" if match["month"] else "y")
    return Mention(start, end, "unit", f"u:{match['each']}")


def _described(low: str, end: int) -> str:
    """What an adjective is said of: a fee, a measure, or something else."""
    found = _noun_after().match(low, end)
    if not found:
        return "end"
    kinds = _nouns()
    return next((kinds[noun] for noun in found.groups() if noun in kinds), "other")


@cache
def _mentioned() -> re.Pattern[str]:
    words = lexicon("periods")["words"]
    figures = any_of(words["figures"])
    months = any_of(each.lower() for each in calendar.month_name[1:])
    return re.compile(
        rf"(?<!\w)(?=[a-z0-9/])(?:"
        rf"(?:(?P<word>{any_of(words['before'])})(?:\s+\(1\))?[\s-]+(?:(?!{figures}\b)[a-z]+\s+)??"
        rf"|(?:(?P<figure>{figures}|\d+)(?:\s*\(\d+\))?[\s-]+(?:(?P<run>{any_of(words['running'])})\s+)?))?"
        rf"(?P<noun>{any_of(period_nouns())})"
        rf"|(?P<adjective>{any_of(period_adjectives())})"
        rf"|(?P<each>{any_of(words['each'])})"
        rf"|(?:(?P<month>{months})\s+(?:\d+,\s+)?)?(?P<dated>(?:19|20)\d\d))(?!\w)"
    )


@cache
def _nouns() -> dict[str, str]:
    """What nouns behind an adjective name: a fee or a measure, in the singular or plural."""
    measured = lexicon("amounts")["measurement"]
    kinds = {**dict.fromkeys(measured["nouns"], "measure")}
    kinds |= dict.fromkeys([*measured["payments"], *lexicon("periods")["words"]["fees"]], "fee")
    kinds |= {f"{noun}s": kind for noun, kind in kinds.items()}
    return {**kinds, "basis": "basis", "period": "basis"}


@cache
def _noun_after() -> re.Pattern[str]:
    return re.compile(r"[\s-]+([a-z]+)(?:\s+([a-z]+))?")


@cache
def _other_thing() -> re.Pattern[str]:
    behind = any_of(lexicon("amounts")["compound"]["behind"])
    return re.compile(rf"\s+(?:{behind})\b")


@cache
def _parts() -> dict[str, str]:
    """The words in front of a level or a limit: a comparison, or the thing that it is a level of."""
    amounts = lexicon("amounts")
    words = [*amounts["comparison"]["spellings"], *amounts["level"]["before"]]
    for noun in amounts["level"]["measured"]:
        for spelled_out in (noun, f"{noun}s"):
            words += [spelled_out, *(f"{spelled_out} {verb}" for verb in _STATING)]
    limits = lexicon("periods")["words"]["limits"]
    return {**dict.fromkeys(map(str.lower, words), "level"), **dict.fromkeys(limits, "limit")}


@cache
def _interest() -> re.Pattern[str]:
    """Interest on money, or the rate of a bank; the interest of an owner is none."""
    amounts = lexicon("amounts")
    owned = "".join(rf"(?<!\b{each}\s)" for each in amounts["owned"]["interests"])
    return re.compile(rf"{owned}\binterest\b|\b(?:{any_of(amounts['base_rate']['names'])})\b")


@cache
def _article() -> re.Pattern[str]:
    """An article behind an amount, with its noun, and the verb if a new sentence part begins."""
    verbs = any_of(lexicon("periods")["words"]["verbs"])
    return re.compile(rf"\s+an?\s+[a-z][\w-]*\b(?P<verb>\s+(?:{verbs})\b)?")


@cache
def _base() -> re.Pattern[str]:
    return re.compile(r"\s*[)\]]?\s*(?:of|on|off)\b")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[a-z]+|[%$€£(),.;:/×*-]")
