"""Figures as contracts write them: "1,000.50", "thirty (30)", "one and one-half", "1 1/2", "7,5"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clauseadvisor.labelling.lexicon import any_of, lexicon, lowered

_HYPHENS = r"\-‐‑‒–"
_GAP = rf"(?:[\s_]*[{_HYPHENS}][\s_]*|[\s_]+)"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure in a text: where it stands, what it is worth.

    ``part`` marks a part of one ("two-thirds"), ``multiple`` a multiple in one word ("twice").
    """

    start: int
    end: int
    text: str
    value: float
    part: bool = False
    multiple: bool = False


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every figure in the text, in order; the same figure given in words and digits is one."""
    for match in _numeral().finditer(lowered(text)):
        value = _value(match)
        if value is not None:
            yield Numeral(
                match.start(),
                match.end(),
                match[0],
                value,
                _is_part(match),
                bool(match["multiple"] or match["often"] or match["once"] or match["grown"]),
            )


@cache
def _numeral() -> re.Pattern[str]:
    words = lexicon("numbers")
    parts = any_of(words["parts"])
    multiples = any_of(words["multiples"])
    grown = any_of(words["grown"]["verbs"])
    word = any_of([*words["units"], *words["scales"]])
    signs = "".join(words["signs"])
    digits = (
        r"(?:\d{1,3}(?:(?:,\d{2,3}|['’\u00a0\u202f]\d{3})+|(?:,\s\d{3})+)(?:\.\d+)?(?!\d)"
        r"|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)"
        r"|\d+(?:[.,]\d+)?|\.\d+)"
    )
    fraction = rf"(?:(?<!page\s)\d{{1,2}}\s?/\s?\d{{1,3}}(?:,\d{{3}})?(?![\d/])|[{signs}])"
    return re.compile(
        rf"""
        (?=[\d.{signs}])(?:(?<![\w.,/§#{_HYPHENS}])|(?<=within)|(?<=usd)|(?<=eur)|(?<=gbp)|(?<=rmb)|(?<=chf)|(?<=cad)|(?<=aud)|(?<=inr)|(?<=\d[{_HYPHENS}])|(?<=[a-z\s(][{_HYPHENS}]))
        (?:
            (?P<fraction>{fraction})
          | (?P<digits>{digits}(?:(?:-\s|[\s\-])?{fraction})?)(?!\d|[.,]\d)
            (?:\s*\([a-z][a-z\s{_HYPHENS}]{{1,60}}\))?
        )
        |
        (?<![a-z])(?=[abefhmnostzdq])(?:(?<=\b)|(?<=_))(?:
            (?P<words>(?:{word})(?:{_GAP}(?:and{_GAP}|a{_GAP})?(?:{word}))*)
            (?:(?:{_GAP}(?P<over>and(?:{_GAP}a)?))?{_GAP}(?P<under>{parts}))?
          | (?P<multiple>{multiples})(?=\s+the\b)
          | (?P<often>twice|thrice)(?=\s+(?:an?|per|each|every|yearly|monthly|weekly|daily|annually|or\s+more|(?:in|during|within)\s+(?:any|each|every|an?|one))\b)
          | (?P<once>once)(?=\s+(?:(?:an?|per|each|every|(?:in|during|within)\s+(?:any|each|every|an?|one))\s+(?:[\w()]+[\s-]+){{0,3}}?(?:days?|weeks?|months?|quarters?|years?|annum)|yearly|monthly|weekly|daily|annually|quarterly)\b)
          | (?P<grown>{grown})
          | an?\s+(?P<single>{parts})(?=\s+of\b)
          | (?:(?<=by\s)(?:an?\s+)?(?P<reduced>{parts})(?![\s-]+(?:part(?:y|ies)|persons?|vendors?|suppliers?|phase|instance|attempt)\b)|(?<!other\s)(?P<half>half)(?=\s+(?:of|the|its|their|those|these|on|if|rate|price|pay)\b))
        )(?![a-z])
        (?:[\s_]*[(\[][\s_]*(?P<digits2>{digits}(?:(?:-\s|[\s\-])?{fraction})?|{fraction})[\s_]*[)\]])?
        """,
        re.VERBOSE,
    )


def _is_part(match: re.Match[str]) -> bool:
    if match["fraction"] or _one_part(match):
        return True
    return bool(match["under"]) and not match["over"] and len(_tokens(match["words"])) == 1


def _value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        return digits_value(match["digits"])
    if match["fraction"]:
        return _fraction(match["fraction"])
    if match["digits2"]:
        return digits_value(match["digits2"])
    parts: dict[str, int] = lexicon("numbers")["parts"]
    if match["once"]:
        return 1.0
    if multiple := match["multiple"] or match["often"] or match["grown"]:
        return float(_multiples()[multiple])
    if one := _one_part(match):
        return 1 / parts[one]
    if not match["under"]:
        return words_value(match["words"])
    return _with_part(match, 1 / parts[match["under"].lower()])


def _one_part(match: re.Match[str]) -> str | None:
    """ "a third of", "by a third", "half the": the part that stands alone."""
    return match["single"] or match["reduced"] or match["half"]


@cache
def _multiples() -> dict[str, float]:
    words = lexicon("numbers")
    return {**words["multiples"], **words["grown"]["verbs"]}


def _with_part(match: re.Match[str], part: float) -> float | None:
    """ "two-thirds" multiplies; "one and one-half" and "two and a half" add."""
    if match["over"]:
        whole = words_value(match["words"])
        return None if whole is None else whole + part
    *head, last = _tokens(match["words"])
    over = words_value(last)
    whole = words_value(" ".join(head)) if head else 0.0
    return None if over is None or whole is None else whole + over * part


def _tokens(written: str) -> list[str]:
    """The number words, without the "and" and "a" that join them."""
    words = re.split(rf"[\s_{_HYPHENS}]+", written.lower())
    return [word for word in words if word not in ("and", "a", "")]


def digits_value(written: str) -> float | None:
    """The worth of digits: "1,000.50", "1.000,50", "7,5", "1 1/2", "2/3"; None if it is no figure.

    A comma before exactly three digits separates thousands, any other single comma is a
    decimal comma.
    """
    if written.replace(".", "", 1).isdecimal():
        return float(written)  # most figures; saves the searches below
    signs: dict[str, float] = lexicon("numbers")["signs"]
    text, extra = written.strip(), 0.0
    if match := re.fullmatch(r"(?:(\d+)(?:-\s|[\s\-]))?(\d{1,2}\s?/\s?\d{1,3})", text):
        fraction = _fraction(match[2])
        return None if fraction is None else float(match[1] or 0) + fraction
    if text and text[-1] in signs:
        text, extra = text[:-1].strip(), signs[text[-1]]
        if not text:
            return extra
    plain = re.sub(r"[\s'’]", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+(?:,\d{3})+,\d\d", plain):
        plain = plain[:-3].replace(",", "") + "." + plain[-2:]  # "$250,000,00": cents
    elif re.fullmatch(r"\d+,\d{1,2}", plain) or re.fullmatch(r"0,\d+", plain):
        plain = plain.replace(",", ".")
    else:
        plain = plain.replace(",", "")
    try:
        return float(plain) + extra
    except ValueError:
        return None


def _fraction(written: str) -> float | None:
    signs: dict[str, float] = lexicon("numbers")["signs"]
    if written in signs:
        return signs[written]
    over, under = (float(each.replace(",", "")) for each in written.split("/"))
    return over / under if under else None


def words_value(written: str) -> float | None:
    """The worth of number words ("one hundred and twenty-five"), None if they make no number."""
    words = lexicon("numbers")
    total = current = 0.0
    last = 0.0
    for token in _tokens(written):
        if token in words["units"]:
            unit = words["units"][token]
            # "two three" is a list, not a number
            if last and not (last >= 100 or (20 <= last < 100 and last % 10 == 0 and unit < 10)):
                return None
            current += unit
            last = unit
        else:
            scale = words["scales"][token]
            if scale == 100:
                current = (current or 1) * 100
            else:
                total += (current or 1) * scale
                current = 0.0
            last = scale
    return total + current
