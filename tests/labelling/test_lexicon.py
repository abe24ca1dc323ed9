"""The word lists behind the rules: every cue matches the example that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import SUBTYPES, Label
from clauseadvisor.labelling.duewords import spelled_out as due_words_spelled_out
from clauseadvisor.labelling.lexicon import any_of, either, lexicon, lowered, spelled
from clauseadvisor.labelling.terms import spelled_out

NAMES = [
    "amounts",
    "burden",
    "frame",
    "numbers",
    "particulars",
    "periods",
    "roles",
    "terms",
    "timing",
]


def entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in NAMES:
        for key, value in lexicon(name).items():
            if isinstance(value, list):
                for entry in value:
                    yield name, key, entry


CUES = list(entries())


@pytest.mark.parametrize(("name", "key", "entry"), CUES, ids=lambda value: str(value)[:40])
def test_a_cue_matches_its_example(name: str, key: str, entry: dict[str, Any]) -> None:
    example = entry["example"]
    if "pattern" in entry:
        written_out = {"terms": spelled_out, "periods": due_words_spelled_out}.get(name, str)
        pattern = written_out(entry["pattern"])
        pattern = pattern.replace("{party}", r"\b(?:the\s+)?(?P<party>Acme)\b")
    elif "after" in entry:
        pattern = "Acme" + entry["after"]
    else:
        pattern = entry["before"] + "Acme"
    verbose = re.VERBOSE if name == "periods" else 0
    assert re.search(pattern, example, re.IGNORECASE | verbose), f"{name}.{key}: {entry}"


@pytest.mark.parametrize("name", NAMES)
def test_a_list_holds_no_word_twice_and_no_stray_blank(name: str) -> None:
    for table in lexicon(name).values():
        for words in table.values() if isinstance(table, dict) else ():
            if isinstance(words, list):
                assert len(words) == len(set(words)), sorted(w for w in words if words.count(w) > 1)
                assert all(word == word.strip() and word for word in words)


def test_no_spelling_means_two_currencies() -> None:
    spellings = [each.lower() for all_ in lexicon("amounts")["currency"].values() for each in all_]
    assert len(spellings) == len(set(spellings))


def test_no_role_word_stands_on_both_sides() -> None:
    words = lexicon("roles")["words"]
    assert not set(words["vendor"]) & set(words["customer"])


def test_consequences_and_defaults_name_sub_types_that_exist() -> None:
    known = {subtype for label in Label for subtype in SUBTYPES[label]}
    assert set(lexicon("frame")["consequence"]) <= known
    assert set(lexicon("burden")["by_subtype"]) <= known


def test_every_penalty_incentive_and_control_sub_type_has_consequence_words() -> None:
    expected = {
        subtype
        for label in (Label.PENALTY, Label.INCENTIVE, Label.CONTROL)
        for subtype in SUBTYPES[label]
    }
    assert set(lexicon("frame")["consequence"]) == expected


def test_the_longest_spelling_is_tried_first_and_blanks_match_line_breaks() -> None:
    pattern = re.compile(either(["US dollars", "US", "dollars"]))
    match = pattern.match("US\n dollars")
    assert match is not None
    assert match[0] == "US\n dollars"


def test_spellings_turn_into_meanings_without_regard_to_case() -> None:
    assert spelled({"USD": ["US$", "Dollars"]}) == {"us$": "USD", "dollars": "USD"}


@given(
    st.lists(
        st.text(alphabet="abc ", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1
    )
)
def test_shared_beginnings_change_nothing_about_what_is_found(words: list[str]) -> None:
    quick, plain = (re.compile(rf"(?:{make(words)})\Z") for make in (any_of, either))
    for word in [*words, "ab", "a c", "zz"]:
        assert bool(quick.match(word)) is bool(plain.match(word))


def test_the_longest_spelling_is_found_where_one_begins_another() -> None:
    match = re.match(any_of(["service", "service provider"]), "service  provider")
    assert match is not None
    assert match[0] == "service  provider"


@pytest.mark.parametrize("entry", lexicon("frame")["consequence_end"])
def test_what_ends_a_consequence_begins_with_a_blank(entry: dict[str, Any]) -> None:
    match = re.search(entry["pattern"], lowered(entry["example"]))
    assert match is not None
    assert match[0][0].isspace()
