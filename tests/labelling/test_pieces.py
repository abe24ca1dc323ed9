"""Word pieces: any text is cut, within the bound, and as the uncased tokenizer of BERT cuts it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.labelling.opinion import PIECES
from clauseadvisor.labelling.pieces import FIRST, LAST, UNKNOWN, WordPieces
from clauseadvisor.resources import resource

WORDS = (resource("_opinion") / PIECES).read_text(encoding="utf-8").splitlines()
CUTTER = WordPieces({word: number for number, word in enumerate(WORDS)})


def cut(text: str, most: int = 64) -> list[str]:
    return [WORDS[number] for number in CUTTER.cut(text, most)][1:-1]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Late fees", ["late", "fees"]),
        ("earn-back", ["earn", "-", "back"]),
        ("USD 1,000.50", ["usd", "1", ",", "000", ".", "50"]),
        ("Société", ["societe"]),
        ("2%\tper\xa0month\n", ["2", "%", "per", "month"]),
        ("pay\u200b\u0000able", ["pay", "##able"]),
        ("“Fees”", ["“", "fees", "”"]),
        ("$5+tax", ["$", "5", "+", "tax"]),
        ("reperformance", ["rep", "##er", "##form", "##ance"]),
        ("x" * 101, [UNKNOWN]),
        ("", []),
    ],
)
def test_words_fall_into_the_longest_pieces_that_are_known(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


@given(st.text(max_size=300), st.integers(min_value=2, max_value=40))
def test_any_text_stands_between_its_marks_and_within_the_bound(text: str, most: int) -> None:
    found = [WORDS[number] for number in CUTTER.cut(text, most)]
    assert (found[0], found[-1]) == (FIRST, LAST)
    assert len(found) <= most


@given(st.lists(st.sampled_from(["Supplier", "shall", "pay", "5%", "(b)", "reperformance"])))
def test_a_text_is_cut_word_by_word(words: list[str]) -> None:
    assert cut(" ".join(words), 1000) == [piece for word in words for piece in cut(word)]


def test_all_signs_of_a_plain_contract_can_be_cut() -> None:
    printed = "".join(map(chr, range(33, 127)))
    assert UNKNOWN not in cut(" ".join(printed), 1000)
