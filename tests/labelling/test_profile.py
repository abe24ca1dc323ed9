"""The profile of a clause: its sentences add up to the whole, and one of them may stand out."""

from __future__ import annotations

import numpy as np
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.labelling.features import Batch, batch_of
from clauseadvisor.labelling.judging import LABELS, Model
from clauseadvisor.labelling.linear import Floats
from clauseadvisor.labelling.profile import profiles, sentences_of
from clauseadvisor.labelling.tokens import ClauseTokenizer
from clauseadvisor.labelling.views import Lexicon, Reader, common_words
from clauseadvisor.resources import resource

NLP = spacy.blank("en")
NLP.tokenizer = ClauseTokenizer(NLP.vocab)
LEXICON = Lexicon.shipped(common_words([NLP.make_doc("the and shall pay")] * 3))
WORDS = ("supplier", "shall", "pay", "late", "interest", "audit", "the", "books", ".", ";", "7 %")


def read(*texts: str) -> Batch:
    return batch_of([NLP.make_doc(t) for t in texts], Reader(NLP.vocab.strings, LEXICON))


def model() -> Model:
    shipped = spacy.load(resource("_model"))
    found = shipped.get_pipe("clause_judge").model  # type: ignore[attr-defined]
    assert isinstance(found, Model)
    return found


MODEL = model()
LABEL = slice(0, len(LABELS))


def profile_of(batch: Batch) -> tuple[Floats, Floats]:
    """Label scores, and the columns after those of the sub-types, in blocks of labels."""
    rows = MODEL.linear.rows(batch)
    found = profiles(batch, rows, MODEL.linear, MODEL.linear.scores(rows))
    return found[:, LABEL], found[:, -(4 * len(LABELS) + 3) : -3]


def test_sentences_end_after_full_stops_and_semicolons_but_not_in_numbers() -> None:
    batch = read("Pay 1.5 percent. Audit the books; keep them", "", "One.")
    found = sentences_of(batch)
    assert (found.last - found.first + 1).tolist() == [3, 1, 1]
    assert found.count == 5


def test_one_sentence_is_its_own_highest_lowest_first_and_last() -> None:
    score, blocks = profile_of(read("The Supplier shall pay late interest"))
    highest, lowest, first, last = np.split(blocks[0], 4)
    assert np.allclose(highest, lowest)
    assert np.allclose(first, last)
    assert np.allclose(highest + MODEL.linear.heads["label"].bias, score[0], atol=1e-3)


def test_a_clause_without_words_has_a_profile() -> None:
    score, blocks = profile_of(read("", "Audit the books."))
    assert np.isfinite(score).all()
    assert not blocks[0].any()


def test_a_batch_without_clauses_has_no_profile() -> None:
    batch = read()
    rows = MODEL.linear.rows(batch)
    assert profiles(batch, rows, MODEL.linear, MODEL.linear.scores(rows)).shape[0] == 0


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30), min_size=1, max_size=4))
def test_a_profile_does_not_depend_on_the_other_clauses_of_the_batch(
    clauses: list[list[str]],
) -> None:
    texts = [" ".join(words) for words in clauses]
    together = profile_of(read(*texts))
    for number, text in enumerate(texts):
        alone = profile_of(read(text))
        for whole, part in zip(together, alone, strict=True):
            assert np.allclose(whole[number], part[0], atol=1e-4)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_the_highest_sentence_is_at_least_every_other(words: list[str]) -> None:
    _, blocks = profile_of(read(" ".join(words)))
    highest, lowest, first, last = np.split(blocks[0], 4)
    assert (highest >= np.maximum(first, last) - 1e-5).all()
    assert (lowest <= np.minimum(first, last) + 1e-5).all()
