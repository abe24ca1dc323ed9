"""The words that the ranking of spans knows, as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from clauseadvisor.labelling.lexicon import lexicon

#: Stands for no word, beyond either end of the sentence, and for a mark that is not known.
NOTHING = "∅"
_NUMBER, _PARTY = "0", "@"
_NO_START = frozenset(["of", "and", "or", "than"])
_NO_END = frozenset(
    re.findall(
        r"\w+",
        "the a an of to in on at by for from with within under upon and or its their his such any "
        "each per as that which this these than into between",
    )
)
_OPENING, _CLOSING = "[$€£₹", "])%"
#: Spellings remembered before the memory is emptied: bounds what a hostile text can make us keep.
_REMEMBERED = 100_000


class Vocabulary(dict[str, int]):
    """From a word as it is written to twice its number, plus one if it has a capital letter.

    ``may_start`` and ``may_end`` tell of each number whether a span may start or end with it.
    """

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = tuple(words)
        self._numbers = {word: number for number, word in enumerate(words)}
        self.nothing = self._numbers[NOTHING]
        self.may_start = _which(words, _OPENING, _NO_START)
        self.may_end = _which(words, _CLOSING, _NO_END)

    def __missing__(self, written: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        word = known_as(written)
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[_rare(written)]
        self[written] = code = 2 * number + written[0].isupper()
        return code


def known_as(written: str) -> str:
    """The word under which a vocabulary knows it: all figures are one word, all parties another."""
    word = written.lower()
    if word[0].isdigit():
        return _NUMBER
    return _PARTY if word in _roles() else word


def fixed_words() -> list[str]:
    """The words that every vocabulary has."""
    rare = [size + ending for size in "Uu" for ending in ("", "-ing", "-ed", "-ly", "-s")]
    return [
        NOTHING,
        _NUMBER,
        _PARTY,
        *("^" + each for each in rare),
        *_OPENING,
        *sorted(_NO_END | _NO_START),
    ]


def _rare(written: str) -> str:
    """What stands for a word that is not known, by its form."""
    if not written[0].isalnum():
        return NOTHING
    word = written.lower()
    ending = ""
    if len(word) > 4 and word.endswith(("ing", "ed", "ly")):
        ending = "-ing" if word.endswith("ing") else "-" + word[-2:]
    elif len(word) > 3 and word.endswith("s"):
        ending = "-s"
    return ("^U" if written[0].isupper() else "^u") + ending


def _which(words: Sequence[str], marks: str, not_words: frozenset[str]) -> npt.NDArray[np.bool_]:
    return np.array(
        [
            (word[0].isalnum() or word[0] in "@^" or word in marks) and word not in not_words
            for word in words
        ],
        dtype=bool,
    )


@cache
def _roles() -> frozenset[str]:
    words = lexicon("roles")["words"]
    return frozenset([*words["vendor"], *words["customer"], *words["unknown"], "party", "parties"])
