"""Patterns are tried only on texts that hold the words they need, and nothing is missed by that."""

from __future__ import annotations

import re
import string
import sys
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from clauseadvisor.patterns import Searches, Sought, at_word_start, folded, needs_of
from clauseadvisor.playbook.cue_schema import When
from clauseadvisor.playbook.load import load_playbook


def shipped(part: object) -> Iterator[str]:
    """Every pattern in a part of the playbook."""
    if isinstance(part, When):
        yield from (*part.any_of, *part.all_of, *part.none_of)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from shipped(getattr(part, name))
    elif isinstance(part, dict):
        for each in part.values():
            yield from shipped(each)
    elif isinstance(part, (tuple, list)):
        for each in part:
            yield from shipped(each)


PATTERNS = sorted(set(shipped(load_playbook())))


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("breach", (("breach",),)),
        (r"\bbreach(?:es)?\b", (("breach",),)),
        (r"\b(?:rebate|credit)s?\b", (("credit", "rebate"),)),
        (r"\bcredit\b.{0,80}\bexceed", (("credit",), ("exceed",))),
        (r"(?:late|overdue)\s+(?:fee|charge)", (("late", "overdue"), ("charge", "fee"))),
        ("no[- ]blame", (("no blame", "no-blame"),)),
        ("organi[sz]ation", (("organisation", "organization"),)),
        ("FCPA|Bribery Act", (("bribery act", "fcpa"),)),
        ("(?P<sum>fee) due", (("fee due",),)),
        ("(?:abc)+def", (("abc",), ("def",))),
        ("(?:abc){2,3}def", (("abc",), ("def",))),
        ("(?<!not )agreed(?= to)", (("agreed",),)),
        (r"12\.5 %", (("12.5 %",),)),
        ("{fee}", (("{fee}",),)),
        ("late fe{2}", (("late f",),)),
    ],
)
def test_the_words_that_a_pattern_needs_are_read_from_it(
    pattern: str, needs: tuple[tuple[str, ...], ...]
) -> None:
    assert needs_of(pattern) == needs


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "a",
        r"\d+",
        "(?:breach)?",
        "(?:breach)*",
        "(?:breach){0,2}",
        "breach|",
        r"breach|\w+",
        "(?!breach).*",
        "[^breach]",
        "[a-z]+",
        "(?x) b r e a c h",
        r"(breach)?(?(1)x|y)",
        r"(.)\1",
        "µ",
    ],
)
def test_nothing_is_asked_where_a_match_may_do_without(pattern: str) -> None:
    assert needs_of(pattern) == ()


def test_nearly_every_shipped_pattern_needs_words() -> None:
    assert sum(bool(needs_of(each)) for each in PATTERNS) > 0.95 * len(PATTERNS)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_a_pattern_matches_holds_the_words_it_needs(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE | re.DOTALL)))
    sought = Sought(pattern, re.IGNORECASE | re.DOTALL)
    assert sought.may_be_in(folded(text))
    assert sought.search(text, folded(text)) is not None


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_many_patterns_are_found_in_many_texts_as_each_alone(data: st.DataObject) -> None:
    flags = re.IGNORECASE | re.DOTALL
    some = data.draw(st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=6))
    matching = st.sampled_from(some).flatmap(lambda each: st.from_regex(re.compile(each, flags)))
    texts = data.draw(st.lists(matching, min_size=1, max_size=4))
    searches = Searches(flags)
    if data.draw(st.booleans()):
        searches.learn(frozenset(some))
    for _ in range(2):  # what was learned on the way changes no answer
        for text in texts:
            for pattern in some:
                alone = re.search(pattern, text, flags) is not None
                assert (searches.first((pattern,), text) is not None) == alone, pattern
            assert searches.first(some, text)
            assert searches.may_match((frozenset(some),), text)
            likely = dict(searches.likely(some, text))
            assert {each for each in some if re.search(each, text, flags)} <= set(likely)
            assert all(likely[each].pattern == each for each in likely)


def test_words_tell_at_a_glance_that_no_pattern_of_a_group_matches() -> None:
    group = frozenset({r"\bfee\b.{0,20}\bdue", r"late\s+charge", "5 ?%"})
    told, asked = Searches(re.IGNORECASE), Searches(re.IGNORECASE)
    told.learn(group | {"brib"})
    for pattern in group | {
        "brib"
    }:  # patterns that were not told before are learned as they are asked for
        asked.first((pattern,), "A text.")
    for searches in (told, asked):
        assert searches.may_match((group,), "No fee is due.")
        assert searches.may_match((group,), "LATE\ncharge")
        assert searches.may_match((group,), "Take 5%.")
        assert not searches.may_match((group,), "No fee is payable late, nor six per cent.")
        assert not searches.may_match((group,), "")
        assert not searches.may_match((group, frozenset({"brib"})), "A late charge.")
        assert searches.may_match((), "")


def test_a_pattern_that_needs_no_words_is_always_worth_a_try() -> None:
    searches = Searches()
    searches.learn(frozenset({r"\d+", "fee"}))
    assert searches.may_match((frozenset({r"\d+"}),), "Nothing.")
    assert not searches.may_match((frozenset({"fee"}),), "Nothing.")
    assert searches.may_match((frozenset({"fee", r"\d+"}),), "Nothing.")
    assert searches.first((r"\d+",), "Nothing.") is None


def test_searches_keep_answering_when_they_have_met_too_many_patterns() -> None:
    searches = Searches()
    for number in range(10_000):
        assert searches.first((f"late fee {number}x",), f"A late fee {number}x.")
        assert not searches.first((f"late fee {number}x",), f"A late fee of {number}.")


def test_a_word_is_found_within_other_words_and_across_blanks() -> None:
    searches = Searches(re.IGNORECASE)
    for _ in range(2):
        assert searches.first(("brib", r"fee\s+due"), "Antibribery.")
        assert searches.first(("brib", r"fee\s+due"), "No FEE\n due.")
        assert not searches.first(("brib", r"fee\s+due"), "Nothing due, nor a fee.")
        assert not searches.first((), "Nothing is sought.")


@given(text=st.text(alphabet="aAbBß%{}()[]|?*+.\\d -\n1,İıſK", max_size=14))
@settings(max_examples=200, deadline=None)
def test_any_pattern_is_read_or_left_unread(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of sets within sets
        try:
            pattern = re.compile(text, re.IGNORECASE)
        except (re.error, OverflowError):
            return
    needs_of(pattern.pattern)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_the_same_holds_of_patterns_put_together_at_random(data: st.DataObject) -> None:
    pattern = data.draw(patterns())
    found = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    assert Sought(pattern, re.IGNORECASE).may_be_in(folded(found)), pattern


def patterns() -> st.SearchStrategy[str]:
    atoms = st.sampled_from(
        [
            "fee",
            "Late fee",
            "risk",
            "%",
            " ",
            r"\s+",
            r"\b",
            "[- ]",
            "[sz]",
            r"\w*",
            r"\.",
            ".{0,9}",
        ]
    )
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map("".join),
            st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
            st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,1}", "{1,}", "+?"])).map(
                lambda two: f"(?:{two[0]}){two[1]}"
            ),
        ),
        max_leaves=8,
    )


@pytest.mark.parametrize("name", ["Acme", "Acme Co", "4You", "(Acme)", "_Acme", "Über", "aa"])
@given(text=st.text(alphabet="Acme 4You()_Überaa.\n", max_size=30))
def test_a_spelling_at_the_start_of_a_word_is_found_where_a_word_boundary_finds_it(
    name: str, text: str
) -> None:
    for spelling in (re.escape(name), re.escape(name).replace(r"\ ", r"\s+")):
        quick, plain = (re.compile(each) for each in (at_word_start(spelling), rf"\b{spelling}"))
        for given_text in (text, f"{text}{name} {name}", f"x{name}{name}"):
            assert [m.span() for m in quick.finditer(given_text)] == [
                m.span() for m in plain.finditer(given_text)
            ]


def test_folding_turns_all_that_match_a_letter_into_that_letter() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in string.ascii_lowercase:
        for found in re.findall(letter, everything, re.IGNORECASE):
            assert folded(f"x{found}y") == f"x{letter}y"


def test_blanks_of_a_verbose_pattern_are_not_asked_for() -> None:
    assert Sought("late  fee", re.VERBOSE).search("latefee", "latefee")


def test_a_pattern_that_is_not_valid_says_so_when_it_is_tried() -> None:
    with pytest.raises(re.error):
        Sought("(unclosed").search("text", "text")
