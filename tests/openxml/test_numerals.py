"""Number formats on their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.openxml.numerals import letters, roman, written

SIGNS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

TABLE = [
    ("decimal", 12, "12"),
    ("decimalZero", 0, "00"),
    ("lowerLetter", 0, ""),
    ("lowerLetter", 27, "aa"),
    ("lowerLetter", 79, "aaaa"),
    ("upperRoman", 0, ""),
    ("upperRoman", 1999, "MCMXCIX"),
    ("lowerRoman", 3888, "mmmdccclxxxviii"),
    ("ordinal", 113, "113th"),
    ("cardinalText", 0, "Zero"),
    ("cardinalText", 121, "One hundred twenty-one"),
    ("cardinalText", 19000, "Nineteen thousand"),
    ("ordinalText", 12, "Twelfth"),
    ("ordinalText", 30, "Thirtieth"),
    ("ordinalText", 45, "Forty-fifth"),
    ("ordinalText", 100, "One hundredth"),
    ("ordinalText", 1003, "One thousand third"),
    ("hex", 255, "FF"),
    ("chicago", 6, "††"),
    ("decimalEnclosedCircle", 3, "③"),
    ("decimalEnclosedCircle", 21, "21"),
    ("decimalEnclosedParen", 1, "⑴"),
    ("decimalEnclosedFullstop", 20, "⒛"),
    ("decimalFullWidth", 10, "１０"),
    ("numberInDash", 4, "- 4 -"),
    ("russianUpper", 30, "АА"),
    ("none", 7, ""),
    ("0001, 0002, 0003, ...", 12, "0012"),
    ("thaiCounting", 1, None),
    ("", 1, None),
]


@pytest.mark.parametrize(("number_format", "number", "expected"), TABLE)
def test_numbers_are_written_in_their_format(
    number_format: str, number: int, expected: str | None
) -> None:
    assert written(number, number_format) == expected


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=5000))
def test_roman_numerals_are_a_sum_that_only_subtracts_before_larger_signs(number: int) -> None:
    values = [SIGNS[sign] for sign in roman(number)]
    following = [*values[1:], 0]
    assert (
        sum(-one if one < two else one for one, two in zip(values, following, strict=True))
        == number
    )


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=780))
def test_letters_repeat_one_letter(number: int) -> None:
    shown = letters(number)
    assert len(set(shown)) == 1
    assert (len(shown) - 1) * 26 + ord(shown[0]) - ord("a") + 1 == number


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=2**31))
def test_no_start_value_makes_a_wall_of_text(number: int) -> None:
    for number_format, _, _ in TABLE:
        assert len(written(number, number_format) or "") < 200
