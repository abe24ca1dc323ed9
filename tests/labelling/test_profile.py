"""The profile of a clause: one of its sentences may stand out."""

from __future__ import annotations

import numpy as np
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.domain import Label
from clauseadvisor.labelling.features import Batch, batch_of
from clauseadvisor.labelling.instances import SPEAKING
from clauseadvisor.labelling.judging import LABELS, Model
from clauseadvisor.labelling.linear import Floats
from clauseadvisor.labelling.profile import profiles
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
    """Label scores, and the scores of the best sentences."""
    rows = MODEL.linear.rows(batch)
    found = profiles(batch, rows, MODEL.linear, MODEL.linear.scores(rows))
    return found[:, LABEL], found[:, -(len(SPEAKING) + 3) : -3]


def sentence_scores(text: str) -> Floats:
    """The scores of the sentences of one clause (sentences, labels that speak)."""
    batch = read(text)
    rows = MODEL.linear.rows(batch)
    return MODEL.linear.sentence_scores(rows, batch.sentences.count)


def test_sentences_end_after_full_stops_and_semicolons_but_not_in_numbers() -> None:
    found = read("Pay 1.5 percent. Audit the books; keep them", "", "One.").sentences
    assert (found.last - found.first + 1).tolist() == [3, 1, 1]
    assert found.count == 5


def test_one_operative_sentence_stands_out_among_filler() -> None:
    filler = "The goods are made in the plant and sent by road. They are green. "
    operative = "If a delivery is late the Supplier shall pay liquidated damages of 1 % per day. "
    scores = sentence_scores(filler + operative + filler)
    penalty = scores[:, SPEAKING.index(Label.PENALTY)]
    assert penalty.argmax() == 2
    assert penalty[2] > 0 > np.delete(penalty, 2).max()


def test_a_clause_without_words_has_a_profile() -> None:
    score, best = profile_of(read("", "Audit the books."))
    assert np.isfinite(score).all()
    assert np.allclose(best[0], MODEL.linear.sentence.bias)


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
def test_the_best_sentence_is_at_least_as_good_as_every_other(words: list[str]) -> None:
    text = " ".join(words)
    _, best = profile_of(read(text))
    assert np.allclose(best[0], sentence_scores(text).max(axis=0), atol=1e-4)
