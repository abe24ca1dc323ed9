"""What the model sees of a clause: views, n-grams and evidence."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.labelling.evidence import stretches
from clauseadvisor.labelling.features import Batch, Template, batch_of, ngrams
from clauseadvisor.labelling.linear import KeyTable, distinct
from clauseadvisor.labelling.tokens import ClauseTokenizer
from clauseadvisor.labelling.views import (
    PARTY,
    Lexicon,
    Reader,
    common_words,
    gist_form,
    word_form,
)

NLP = spacy.blank("en")
NLP.tokenizer = ClauseTokenizer(NLP.vocab)
COMMON = common_words([NLP.make_doc("the and shall pay late sums interest to if it fails")] * 3)
LEXICON = Lexicon.shipped(COMMON)


def read(*texts: str) -> Batch:
    return batch_of([NLP.make_doc(t) for t in texts], Reader(NLP.vocab.strings, LEXICON))


def keys(batch: Batch, clause: int, *templates: str) -> set[int]:
    found = ngrams(batch, [Template.parse(text) for text in templates])
    return set(found.key[found.clause == clause].tolist())


@pytest.mark.parametrize(
    ("token", "form"),
    [
        ("Shall", "shall"),
        ("7", "<1d>"),
        ("30", "<2d>"),
        ("2026", "<year>"),
        ("250000", "<4d>"),
        ("1,000", "<number>"),
        ("1.5", "<decimal>"),
        ("4.2.1", "<decimal>"),
        ("party\u2019s", "party's"),
        ("\n ", ""),
        ("%", "%"),
    ],
)
def test_words_keep_all_but_the_size_of_numbers(token: str, form: str) -> None:
    assert word_form(token) == form


@pytest.mark.parametrize(
    ("token", "name", "form"),
    [
        ("Licensee", False, PARTY),
        ("licensee", False, "licens"),
        ("Acme", True, PARTY),
        ("Termination", False, "termin"),
        ("the", False, ""),
        (",", False, ""),
        ("%", False, "%"),
        ("30", False, "<2d>"),
        (" ", False, ""),
    ],
)
def test_the_gist_reads_parties_as_one_word_and_drops_empty_ones(
    token: str, name: bool, form: str
) -> None:
    assert gist_form(token, LEXICON.parties, LEXICON.empty, name) == form


def test_the_gist_is_the_same_whoever_the_parties_are() -> None:
    batch = read(
        "The Supplier shall pay interest to Acme Holdings Ltd.",
        "The Licensee shall pay the interest to Buyer.",
    )
    assert keys(batch, 0, "gist 0", "gist 0 1 2") == keys(batch, 1, "gist 0", "gist 0 1 2")
    assert keys(batch, 0, "words 0") != keys(batch, 1, "words 0")


def test_no_ngram_reaches_from_one_clause_into_the_next() -> None:
    templates = ["words 0 1 2", "gist 0 4", "gist 0 1"]
    alone = keys(read("interest fails"), 0, *templates)
    between = keys(read("late sums pay", "interest fails", "shall pay late"), 1, *templates)
    assert alone == between


def test_pairs_with_a_gap_are_alike_however_wide_the_gap() -> None:
    near, far = read("pay sums interest"), read("pay sums late fails interest")
    assert keys(near, 0, "gist 0 2") & keys(far, 0, "gist 0 4")
    assert not keys(near, 0, "gist 0 2") & keys(near, 0, "gist 0 1")


def test_white_space_is_not_seen() -> None:
    plain, spaced = read("shall pay late sums"), read("shall\n pay   late sums ")
    assert keys(plain, 0, "words 0 1 2") == keys(spaced, 0, "words 0 1 2")


def test_an_empty_clause_has_no_word_but_a_place() -> None:
    batch = read("", "pay", "")
    assert batch.size == 3
    assert not keys(batch, 0, "words 0")
    assert keys(batch, 1, "words 0")


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.integers(0, 2**64 - 1), max_size=300),
    st.lists(st.integers(0, 2**64 - 1), max_size=50),
)
def test_every_stored_key_is_found_and_no_other(known: set[int], others: list[int]) -> None:
    stored = np.array(sorted(known), dtype=np.uint64)
    table = KeyTable(stored)
    asked = np.array([*sorted(known), *others], dtype=np.uint64)
    expected = [int(np.searchsorted(stored, key)) if int(key) in known else -1 for key in asked]
    assert table.find(asked).tolist() == expected


@given(st.lists(st.integers(0, 40) | st.integers(0, 2**40)))
def test_values_are_told_apart_as_numpy_does(values: list[int]) -> None:
    given_values = np.array(values, dtype=np.int64)
    expected = np.unique(given_values, return_index=True, return_inverse=True, return_counts=True)
    for ours, theirs in zip(distinct(given_values), expected, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_keys_that_share_a_slot_are_still_found() -> None:
    stored = np.arange(1, 400, dtype=np.uint64)  # all fall into the first slot
    assert KeyTable(stored).find(stored).tolist() == list(range(399))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.floats(-5, 5), max_size=120))
def test_evidence_is_short_apart_and_speaks_for_the_label(values: list[float]) -> None:
    weights = np.array(values, dtype=np.float64)
    found = stretches(weights)
    assert found == sorted(found)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))
    assert sum(end - start for start, end in found) <= max(4, int(0.3 * len(values)))
    assert sum(end - start for start, end in found) <= 12
    assert all(weights[start:end].sum() > 0 for start, end in found)


def test_evidence_finds_the_heavy_words_in_two_places() -> None:
    weights = np.zeros(60)
    weights[[10, 11, 12, 40, 41]] = (3.0, 2.0, 3.0, 2.0, 2.0)
    assert stretches(weights) == [(10, 13), (40, 42)]
