"""Word pieces: the units in which the second opinion reads a clause.

The same as the uncased tokenizer of BERT (Devlin et al. 2019): words in lower case without accents,
marks apart, and each word cut greedily into the longest pieces that the vocabulary has. The known
library for it depends on a client for downloads, which has no place in an offline product.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

UNKNOWN: Final = "[UNK]"
FIRST: Final = "[CLS]"
LAST: Final = "[SEP]"

#: A piece that goes on a word begins with this in the vocabulary.
_GOES_ON: Final = "##"

#: A longer "word" is a line of signs or a hash: unknown as a whole.
_LONGEST_WORD: Final = 100

#: Signs that stand apart though Unicode does not count them as punctuation.
_MARKS: Final = frozenset("$+<=>^`|~")


class WordPieces:
    """Cuts texts into numbers of pieces; remembers the words that it has cut.

    >>> pieces = WordPieces({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "late": 3, "##ness": 4, ".": 5})
    >>> pieces.cut("Lateness.", 8)
    [1, 3, 4, 5, 2]
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = dict(vocabulary)
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, text: str, most: int) -> list[int]:
        """The pieces of ``text`` between the marks of its start and its end, ``most`` in all."""
        found = [self._vocabulary[FIRST]]
        for word in _words(text):
            found += self._pieces(word)
            if len(found) >= most:
                break
        return [*found[: most - 1], self._vocabulary[LAST]]

    def _pieces(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._cut_word(word)
        return known

    def _cut_word(self, word: str) -> tuple[int, ...]:
        unknown = (self._vocabulary[UNKNOWN],)
        if len(word) > _LONGEST_WORD:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            before = _GOES_ON if start else ""
            for end in range(len(word), start, -1):
                number = self._vocabulary.get(before + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return unknown
        return tuple(found)


def _words(text: str) -> Iterator[str]:
    """Words in lower case without accents, each mark by itself, in order."""
    word: list[str] = []
    for sign in unicodedata.normalize("NFD", text.lower()):
        kind = _kind(sign)
        if kind == "letter":
            word.append(sign)
            continue
        if kind == "nothing":
            continue
        if word:
            yield "".join(word)
            word.clear()
        if kind == "mark":
            yield sign
    if word:
        yield "".join(word)


@cache
def _kind(sign: str) -> str:
    """Whether a character is a letter (or figure), a mark, a gap, or nothing that is read."""
    category = unicodedata.category(sign)
    if sign.isspace() or category == "Zs":
        return "gap"
    if category == "Mn" or category[0] == "C" or sign == "\N{REPLACEMENT CHARACTER}":
        return "nothing"
    if category[0] == "P" or sign in _MARKS or unicodedata.name(sign, "").startswith("CJK UNIFIED"):
        return "mark"
    return "letter"
