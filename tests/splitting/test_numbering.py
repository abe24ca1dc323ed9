"""The grammar of clause numbers: what is printed is read back, every reading of it."""

from __future__ import annotations

from itertools import product

import pytest

from clauseadvisor.splitting.numbering import (
    Number,
    Part,
    Series,
    follows,
    from_roman,
    is_first,
    is_under,
    opens_next,
    parse,
    roman,
    show,
)

VALUES = (1, 4, 5, 9, 26, 27, 53)
KEYWORDS = (
    "",
    "Article",
    "ARTICLE",
    "Section",
    "§",
    "Clause",
    "Schedule",
    "EXHIBIT",
    "Annex",
    "Appendix",
    "Part",
)


def steps(joints: tuple[str, ...]) -> list[Part]:
    return [Part(joint, series, value) for joint, series, value in product(joints, Series, VALUES)]


@pytest.fixture(scope="module")
def small_alphabet() -> list[Number]:
    """Every number of one or two steps, and decimals of three, with each keyword and closing."""
    first = steps(("", "("))
    found = [
        Number((part,), keyword, closing)
        for part, keyword, closing in product(first, KEYWORDS, ("", ".", ":"))
    ]
    found += [Number((part,), "", ")") for part in first if part.joint == ""]
    found += [
        Number((one, two), keyword, closing)
        for one, two in product(first, steps((".", "-", "(")))
        for keyword, closing in (("", ""), ("", "."), ("Section", ""))
    ]
    decimals = [Part("", Series.DECIMAL, value) for value in VALUES]
    found += [
        Number((one, two._replace(joint="."), last))
        for one, two in product(decimals, decimals)
        for last in steps((".", "("))
    ]
    padded = [Part(".", Series.DECIMAL, value, 2) for value in range(1, 10)]
    return found + [Number((one, two), "Section") for one, two in product(decimals, padded)]


def test_every_number_of_the_small_alphabet_is_read_back(small_alphabet: list[Number]) -> None:
    assert len(small_alphabet) > 10_000
    lost = [show(number) for number in small_alphabet if number not in parse(show(number))]
    assert lost == []


def test_every_reading_of_a_printed_number_is_printed_the_same(
    small_alphabet: list[Number],
) -> None:
    printed = {show(number) for number in small_alphabet}
    changed = [text for text in printed for reading in parse(text) if show(reading) != text]
    assert changed == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "()",
        "(",
        "1..2",
        ".1",
        "(a",
        "a)b",
        "(a)b",
        "iiii",
        "Sectional 4",
        "1234",
        "Section",
        "3rd",
        "3AB",
        "3a",
        "x1",
    ],
)
def test_what_is_no_number_has_no_reading(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize("value", range(1, 400))
def test_roman_numerals_are_read_back(value: int) -> None:
    assert from_roman(roman(value)) == value


@pytest.mark.parametrize("label", ["iiii", "vv", "ic", "iix", "", "abc", "xm"])
def test_ill_formed_roman_numerals_have_no_value(label: str) -> None:
    assert from_roman(label) is None


def either(printed: str) -> tuple[Number, ...]:
    readings = parse(printed)
    assert readings
    return readings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1", "2"), ("1.", "2."), ("4.9", "4.10"), ("1.01", "1.02"), ("1.0", "2.0"), ("(a)", "(b)"),
        ("(h)", "(i)"), ("(i)", "(ii)"), ("(i)", "(j)"), ("(iv)", "(v)"), ("(z)", "(aa)"),
        ("(aa)", "(bb)"), ("A.", "B."), ("I.", "II."), ("Article IX", "Article X"),
        ("ARTICLE 4", "Article 5"), ("Section 3.2", "Section 3.3"), ("§ 4", "§ 5"),
        ("Schedule 1", "Schedule 2"), ("Exhibit A-1", "Exhibit A-2"), ("1)", "2)"), ("2.1(a)", "2.1(b)"),
        ("9.", "10"), ("3", "3A"), ("3A", "3B"), ("3B", "4"), ("3.", "3A."), ("4.1", "4.1A"), ("4.1A", "4.2"),
        ("3A.1", "3A.2"), ("12B.1(c)", "12B.1(d)"),
    ],
)  # fmt: skip
def test_one_number_follows_the_other(before: str, after: str) -> None:
    assert any(follows(one, two) for one in either(before) for two in either(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1", "3"), ("1", "1"), ("2", "1"), ("(a)", "(c)"), ("(a)", "b"), ("(c)", "(D)"), ("1)", "2."),
        ("4.9", "5.1"), ("4.9", "5"), ("Section 3", "4"), ("Article 1", "Section 2"), ("Schedule 1", "Exhibit 2"),
        ("3", "3B"), ("3A", "5"), ("3A", "3"), ("3.1", "3A.1"), ("3.1", "4A"),
    ],
)  # fmt: skip
def test_one_number_does_not_follow_the_other(before: str, after: str) -> None:
    assert not any(follows(one, two) for one in either(before) for two in either(after))


@pytest.mark.parametrize(
    ("above", "number"),
    [
        ("4", "4.2"),
        ("4.", "4.2"),
        ("Article IV", "4.2"),
        ("ARTICLE 4", "Section 4.02"),
        ("4.2", "4.2.1"),
        ("4.2", "4.2(a)"),
        ("1.0", "1.1"),
        ("3A", "3A.1"),
        ("Section 12B", "12B.1"),
        ("12B.1", "12B.1(a)"),
    ],
)
def test_a_number_counts_within_another(above: str, number: str) -> None:
    assert any(is_under(one, two) for one in either(above) for two in either(number))


@pytest.mark.parametrize(
    ("above", "number"),
    [
        ("4", "5.1"),
        ("4", "(a)"),
        ("4.2", "4.3"),
        ("4.2.1", "4.2"),
        ("3", "3A"),
        ("3.1", "3A.1"),
        ("3A", "3.1.1"),
    ],
)
def test_a_number_does_not_count_within_another(above: str, number: str) -> None:
    assert not any(is_under(one, two) for one in either(above) for two in either(number))


@pytest.mark.parametrize(
    ("before", "after", "opens"),
    [
        ("4.9", "5.1", True),
        ("4.2.3", "4.3.1", True),
        ("4.9", "5.2", False),
        ("4.9", "6.1", False),
        ("4", "5", False),
    ],
)
def test_a_number_opens_the_next_division(before: str, after: str, opens: bool) -> None:
    assert opens_next(either(before)[0], either(after)[0]) is opens


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("1", True),
        ("(a)", True),
        ("(i)", True),
        ("4.1", True),
        ("1.0", True),
        ("2", False),
        ("(b)", False),
        ("4.2", False),
    ],
)
def test_a_list_begins_with_its_first_number(printed: str, first: bool) -> None:
    assert is_first(either(printed)[0]) is first
