"""Numbers in words, letters and signs: the number formats of ECMA-376 Part 1, 17.18.59.

English words for the formats that depend on language; a format that is not known here gives
None, and the caller decides (and warns).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip

_ONES: Final = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_IRREGULAR_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщыэюя"
_HEBREW: Final = "אבגדהוזחטיכלמנסעפצקרשת"
_CHICAGO: Final = "*†‡§"

#: Above this, letters and signs would be repeated into walls of text by a hostile start value.
_MOST_REPEATS: Final = 60


def letters(number: int, alphabet: str = _LATIN) -> str:
    """a, b, ... z, aa, bb, ... (repeated, not aa, ab: ECMA-376 Part 1, 17.18.59 lowerLetter).

    >>> letters(1), letters(27), letters(53)
    ('a', 'aa', 'aaa')
    """
    if number < 1:
        return ""
    repeats, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * min(repeats + 1, _MOST_REPEATS)


def roman(number: int) -> str:
    """Upper-case Roman numerals; "" below one.

    >>> roman(4), roman(1999)
    ('IV', 'MCMXCIX')
    """
    if number > 1000 * _MOST_REPEATS:
        return str(number)
    parts: list[str] = []
    for amount, sign in _ROMAN:
        count, number = divmod(number, amount) if number > 0 else (0, number)
        parts.append(sign * count)
    return "".join(parts)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    teens = 10 < number % 100 < 14
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def cardinal_text(number: int) -> str:
    """One, Twenty-one, One hundred two: as Word writes it, without "and", first letter capital."""
    return _cardinal(number).capitalize() if 0 <= number < 1_000_000 else str(number)


def ordinal_text(number: int) -> str:
    """First, Twenty-first, One hundredth."""
    if not 0 <= number < 1_000_000:
        return ordinal(number)
    head, dash, last = _cardinal(number).rpartition("-")
    lead, space, last = (head + dash, "", last) if dash else last.rpartition(" ")
    if last in _IRREGULAR_ORDINALS:
        last = _IRREGULAR_ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return (lead + space + last).capitalize()


def _cardinal(number: int) -> str:
    if number == 0:
        return "zero"
    words: list[str] = []
    for amount, name in ((1000, "thousand"), (100, "hundred")):
        count, number = divmod(number, amount)
        if count:
            words += [_cardinal(count), name]
    if number >= 20:
        tens, ones = divmod(number, 10)
        words.append(_TENS[tens] + (f"-{_ONES[ones]}" if ones else ""))
    elif number:
        words.append(_ONES[number])
    return " ".join(words)


def _enclosed(first: int) -> Callable[[int], str]:
    """Formats that have a sign of their own for 1 to 20, and plain digits above."""
    return lambda number: chr(first + number - 1) if 1 <= number <= 20 else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
    "ordinal": ordinal,
    "cardinalText": cardinal_text,
    "ordinalText": ordinal_text,
    "none": lambda number: "",
    "hex": lambda number: f"{number:X}",
    "chicago": lambda number: letters(number, _CHICAGO),
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _enclosed(0x2460),
    "decimalEnclosedParen": _enclosed(0x2474),
    "decimalEnclosedFullstop": _enclosed(0x2488),
    "numberInDash": lambda number: f"- {number} -",
    "russianLower": lambda number: letters(number, _RUSSIAN),
    "russianUpper": lambda number: letters(number, _RUSSIAN).upper(),
    "hebrew2": lambda number: letters(number, _HEBREW),
}


def written(number: int, number_format: str) -> str | None:
    """The number as the format writes it; None for a format that is not known here.

    ``number_format`` is a value of ST_NumberFormat, or a custom format of zeros such as
    "001, 002, 003, ..." (17.9.17, format), which pads to that width.
    """
    known = _FORMATS.get(number_format)
    if known is not None:
        return known(number)
    sample = number_format.partition(",")[0].strip()
    if sample[:1] == "0" and sample.isascii() and sample.isdigit() and len(sample) <= 10:
        return f"{number:0{len(sample)}d}"
    return None
