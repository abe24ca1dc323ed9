"""The ranking of spans: what it knows of words, which spans it weighs, and that none is invented."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Label
from clauseadvisor.labelling.cores import read_core
from clauseadvisor.labelling.frame import Asked, find_frame, find_frames
from clauseadvisor.labelling.lexicon import lowered
from clauseadvisor.labelling.marks import LONGEST, Marks, Reading, mark
from clauseadvisor.labelling.sentences import sentences
from clauseadvisor.labelling.signals import Signals
from clauseadvisor.labelling.spans import _middle, model_of, shapes, span_model
from clauseadvisor.labelling.vocabulary import NOTHING, Vocabulary, fixed_words

WORDS = [*fixed_words(), "the", "pays", "fails", ","]


def marks(text: str, label: Label = Label.PENALTY) -> Marks:
    low = lowered(text)
    signals = Signals(low, label, "late_payment")
    parts = sentences(text)
    core = read_core(text, low, signals, parts)
    return mark([Reading(text, signals, core, parts)], Vocabulary(WORDS))


@pytest.mark.parametrize(
    ("written", "word", "capital"),
    [
        ("pays", "pays", 0),
        ("Pays", "pays", 1),
        ("250", "0", 0),
        ("Supplier", "@", 1),
        ("party", "@", 0),
        ("Otter", "^U", 1),
        ("sinking", "^u-ing", 0),
        ("Barges", "^U-s", 1),
        ("§", NOTHING, 0),
    ],
)
def test_a_word_is_known_by_itself_its_kind_or_its_form(
    written: str, word: str, capital: int
) -> None:
    assert Vocabulary(WORDS)[written] == 2 * WORDS.index(word) + capital


def test_the_memory_of_spellings_is_bounded() -> None:
    known = Vocabulary(WORDS)
    for number in range(100_100):
        known[f"w{number}"]
    assert len(known) <= 100_000
    assert known["pays"] == 2 * WORDS.index("pays")


def test_candidates_stay_in_their_sentence_and_end_with_a_word_that_means_something() -> None:
    text = "The buyer fails. The seller pays the fee of it."
    found = marks(text)
    spans = [
        text[found.tokens[first][0] : found.tokens[last][1]]
        for first, last in zip(found.first[:-1], found.last[:-1], strict=True)
    ]
    assert "The buyer fails" in spans
    assert "The seller pays the fee" in spans
    assert not any(". " in span for span in spans)
    assert not any(span.endswith((" the", " of")) for span in spans)
    assert not any(span.startswith("of ") for span in spans)


@given(st.text(max_size=300), st.sampled_from(list(Label)))
def test_every_candidate_of_any_text_is_a_span_of_it_that_is_not_too_long(
    text: str, label: Label
) -> None:
    if not sentences(text):
        return
    found = marks(text, label)
    assert np.all(found.first <= found.last)
    assert np.all(found.last - found.first < LONGEST)
    assert found.first[-1] == len(found.tokens) - 1
    assert np.all(found.content >= 0)


def test_weights_are_cut_into_parts_without_rest() -> None:
    size = sum(int(np.prod(shape)) for shape in shapes(len(WORDS)))
    model = model_of(WORDS, (np.arange(size), np.zeros(size)))
    assert model.length[-1, 0] == size - 1
    assert model.start[0, 0, 0] == 0
    assert not model.start[..., 1].any()


def test_the_stored_model_has_as_many_weights_as_the_features_need() -> None:
    model = span_model()
    parts = (
        model.start,
        model.end,
        model.inside,
        model.start_flags,
        model.end_flags,
        model.inside_flags,
        model.content,
        model.length,
    )
    expected = [(*shape, 2) for shape in shapes(len(model.vocabulary.words))]
    assert [part.shape for part in parts] == expected
    assert all(np.isfinite(part).all() for part in parts)


def test_the_same_clause_is_always_read_alike() -> None:
    text = "If the Mill is late, it owes the Bakery EUR 40."
    first = find_frame(text, label=Label.PENALTY, subtype="liquidated_damages")
    assert first == find_frame(text, label=Label.PENALTY, subtype="liquidated_damages")
    assert first.trigger is not None
    assert first.trigger.text == "the Mill is late"


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="If a fee is late, THE Mill pays. ;\x1c\n§", max_size=80),
            st.sampled_from(Label),
        ),
        max_size=6,
    )
)
def test_clauses_are_read_alike_alone_and_in_company(clauses: list[tuple[str, Label]]) -> None:
    asked = [Asked(text, label, "late_payment") for text, label in clauses]
    alone = [find_frame(each.text, label=each.label, subtype=each.subtype) for each in asked]
    assert find_frames(asked) == alone


@pytest.mark.parametrize("text", ["", " ", ".", "...", "§§ ;;", "\n\t"])
def test_a_text_without_words_has_no_frame(text: str) -> None:
    found = find_frame(text, label=Label.PENALTY, subtype="deduction")
    assert found.trigger is None
    assert found.consequence is None


def test_of_spans_that_are_nearly_as_likely_the_one_in_the_middle_is_given() -> None:
    first, last = np.array([0, 0, 0]), np.array([2, 4, 5])
    some = np.arange(3)
    assert _middle(first, last, some, np.log([0.36, 0.33, 0.31])) == 1
    assert _middle(first, last, some, np.log([0.9, 0.06, 0.04])) == 0
