"""The grammar of clause numbers: 4, 4.2, (a), iv), Article IV, Section 3.2, § 4, Schedule 1.

A printed number can often be read in two ways: "(i)" is the ninth letter or the roman one.
``parse`` gives every reading; ``follows`` says whether one number comes next after another, and
the tree (outline.py) uses it to choose. Nothing here looks at a contract: the functions are pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple


class Series(Enum):
    """What is counted with."""

    DECIMAL = "1"
    LOWER = "a"
    UPPER = "A"
    ROMAN = "i"
    CAPITAL_ROMAN = "I"


class Part(NamedTuple):
    """One step of a number. ``joint`` ties it to the step before: nothing, a point, a dash, or
    "(" for a step in brackets. ``width`` is 2 for the zero-padded "01" of "1.01".
    """

    joint: str
    series: Series
    value: int
    width: int = 1


class Style(NamedTuple):
    """The look that the numbers of one list share; "1." and "1" are one look, "1)" another."""

    keyword: str
    steps: tuple[tuple[str, Series], ...]
    half_bracket: bool


@dataclass(frozen=True, slots=True)
class Number:
    """One reading of a printed number. ``keyword`` is as printed ("ARTICLE"), ``closing`` is
    what stands behind the last step (".", ")", ":" or nothing).

    ``values`` are the steps as numbers, without the final nought of "1.0" (which is just 1). A
    letter that an amendment ties to a number counts from LETTERED on: 3A stands behind 3, not
    within it, and 3A.1 is no 3.1.1.
    """

    parts: tuple[Part, ...]
    keyword: str = ""
    closing: str = ""
    values: tuple[int, ...] = field(init=False, compare=False, repr=False)
    style: Style = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        values = tuple(
            part.value + LETTERED * (at > 0 and part.joint == "")
            for at, part in enumerate(self.parts)
        )
        if len(values) > 1 and values[-1] == 0:
            values = values[:-1]
        steps = tuple((part.joint, part.series) for part in self.parts[: len(values)])
        object.__setattr__(self, "values", values)
        object.__setattr__(
            self, "style", Style(self.keyword.casefold(), steps, self.closing == ")")
        )


#: Words that open an attachment, which stands beside the body of the contract.
ATTACHMENTS: Final = frozenset(
    ("schedule", "exhibit", "annex", "annexure", "appendix", "attachment", "addendum")
)

#: Words that open a division of the body (or of an attachment), with their rank (0 outermost).
DIVISIONS: Final = {
    "part": 0, "chapter": 0, "article": 1, "section": 2, "clause": 2, "§": 2, "§§": 2,
}  # fmt: skip

#: What the letter of "3A" counts from: above every number that is printed.
LETTERED: Final = 1_000

#: More steps than any contract prints; keeps the readings few.
_MOST_STEPS: Final = 7

_ROMAN_DIGITS: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

# A keyword must stand alone: "Section" opens a number, "Sectional" does not.
_KEYWORD: Final = (
    r"(?i:article|section|schedule|exhibit|annexure|annex|appendix|attachment|addendum"
    r"|clause|part|chapter)(?![A-Za-z])|§{1,2}"
)
_WORD: Final = r"\d{1,3}|[a-z]{1,7}|[A-Z]{1,7}"
_OPENING: Final = re.compile(rf"({_KEYWORD})\s*")
_STEP: Final = re.compile(rf"\(({_WORD})\)|([.-]?)({_WORD})")


def roman(value: int) -> str:
    """The lower-case roman numeral of 1 to 3999."""
    letters = []
    for unit, digit in _ROMAN_DIGITS:
        count, value = divmod(value, unit)
        letters.append(digit * count)
    return "".join(letters)


def from_roman(label: str) -> int | None:
    """The value of a lower-case roman numeral, None when it is not well formed ("iiii")."""
    total, rest = 0, label
    for unit, digit in _ROMAN_DIGITS:
        while rest.startswith(digit):
            total, rest = total + unit, rest[len(digit) :]
    return total if not rest and total and roman(total) == label else None


def label(part: Part) -> str:
    """How one step is printed, without its joint: "4", "01", "b", "bb", "iv"."""
    match part.series:
        case Series.DECIMAL:
            return str(part.value).zfill(part.width)
        case Series.LOWER | Series.UPPER:
            turn, letter = divmod(part.value - 1, 26)
            printed = chr(ord("a") + letter) * (turn + 1)
        case Series.ROMAN | Series.CAPITAL_ROMAN:
            printed = roman(part.value)
    return printed.upper() if part.series in (Series.UPPER, Series.CAPITAL_ROMAN) else printed


def show(number: Number) -> str:
    """The number as printed: ``parse(show(n))`` holds n among its readings."""
    steps = "".join(
        f"({label(part)})" if part.joint == "(" else part.joint + label(part)
        for part in number.parts
    )
    return f"{number.keyword}{' ' if number.keyword else ''}{steps}{number.closing}"


def _readings(joint: str, printed: str) -> list[Part]:
    """Each way to read one printed step; the likelier first."""
    if printed.isdigit():
        return [Part(joint, Series.DECIMAL, int(printed), len(printed) if printed[0] == "0" else 1)]
    lower = printed.lower()
    capital = printed != lower
    found: list[Part] = []
    if len(set(lower)) == 1 and len(lower) <= 3:
        value = ord(lower[0]) - ord("a") + 1 + 26 * (len(lower) - 1)
        found.append(Part(joint, Series.UPPER if capital else Series.LOWER, value))
    as_roman = from_roman(lower)
    if as_roman is not None:
        found.append(Part(joint, Series.CAPITAL_ROMAN if capital else Series.ROMAN, as_roman))
        if lower in ("i", "ii", "iii", "x", "xx", "xxx"):
            found.reverse()
    return found


@lru_cache(maxsize=4096)
def parse(printed: str) -> tuple[Number, ...]:
    """Every reading of a whole printed number, the likelier first; () when it is none.

    White space between keyword and number is free; inside the number there is none.
    """
    opened = _OPENING.match(printed)
    keyword, rest = (opened[1], printed[opened.end() :]) if opened else ("", printed)
    closing = ""
    if rest[-1:] in (".", ":") or (rest[-1:] == ")" and rest.count(")") > rest.count("(")):
        closing, rest = rest[-1], rest[:-1]
    steps: list[list[Part]] = []
    at = 0
    while at < len(rest):
        step = _STEP.match(rest, at)
        if step is None:
            return ()
        bracketed, joint, word = step.groups()
        if bracketed is None and bool(joint) != bool(at):
            # A joint ties two steps: none before the first, one before the others but in "3A".
            if joint or len(word) > 1 or not word.isupper() or not rest[at - 1].isdigit():
                return ()
            steps.append([Part("", Series.UPPER, ord(word) - ord("A") + 1)])
        else:
            steps.append(_readings("(" if bracketed else joint, bracketed or word))
        at = step.end()
    if not steps or len(steps) > _MOST_STEPS:
        return ()
    return tuple(Number(parts, keyword, closing) for parts in product(*steps))


def follows(before: Number, after: Number) -> bool:
    """Whether ``after`` comes right behind ``before`` in one list: 4.2 and 4.3, (z) and (aa).

    What an amendment inserted stands between: 3A comes behind 3, and 4 behind 3A.
    """
    old, new = before.values, after.values
    if len(old) == len(new):
        return old[:-1] == new[:-1] and new[-1] == old[-1] + 1 and before.style == after.style
    if len(old) + 1 == len(new):
        return new[-1] == LETTERED + 1 and new[:-1] == old and before.style == _stem(after)
    return (
        len(old) == len(new) + 1
        and old[-1] > LETTERED
        and old[:-2] == new[:-1]
        and new[-1] == old[-2] + 1
        and _stem(before) == after.style
    )


def _stem(number: Number) -> Style:
    """The look of a number without its last step."""
    return number.style._replace(steps=number.style.steps[:-1])


def follows_loosely(before: Number, after: Number) -> bool:
    """Whether ``after`` would come right behind ``before`` but for how it is set off: c. and (d)."""
    old, new = before.parts, after.parts
    return (
        len(old) == len(new) == 1
        and old[0].series is new[0].series is Series.LOWER
        and new[0].value == old[0].value + 1
        and before.keyword == after.keyword
    )


def opens_next(before: Number, after: Number) -> bool:
    """Whether ``after`` opens the division behind that of ``before``: 4.9 and 5.1."""
    old, new = before.values, after.values
    return (
        len(old) == len(new) > 1
        and new[-1] == 1
        and new[:-2] == old[:-2]
        and new[-2] == old[-2] + 1
        and before.style == after.style
    )


def is_first(number: Number) -> bool:
    """Whether the number opens a list: 1, (a), i., 4.1."""
    return number.values[-1] == 1


def is_under(above: Number, number: Number) -> bool:
    """Whether the number counts within another: 4.2 within 4 or Article IV, 4.2(a) within 4.2."""
    values = number.values
    return len(values) > 1 and values[-1] < LETTERED and values[:-1] == above.values
