"""The ways in which the model reads a token: as the word that it is, and for its gist.

``words`` keeps every word in lower case and every mark, and only turns numbers into their shape.
``gist`` leaves out words that say nothing, reads each party's name or role as one and the same
word, and keeps six letters of the others, so that what is learnt from one contract holds for
parties and inflections of another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH
from spacy.strings import StringStore, get_string_id
from spacy.tokens import Doc

VIEWS: Final = ("words", "gist")

PARTY: Final = "<party>"

#: Marks that the gist keeps: ends of sentences and of list items, and signs of money and shares.
_TELLING_MARKS: Final = frozenset(".;:$%")

#: Letters of a word that the gist keeps: enough to tell words apart, too few for their endings.
_STEM: Final = 6

#: Tokens remembered before the memory is emptied: bounds what a hostile text can make us keep.
_REMEMBERED: Final = 500_000

_YEAR: Final = re.compile(r"(19|20)\d\d")
_DECIMAL: Final = re.compile(r"\d+(\.\d+){1,4}\.?")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What is known of words: role names of parties, empty words, and ids of the words that
    occur in lower case (a capitalised word that never does is taken for a name)."""

    parties: frozenset[str]
    empty: frozenset[str]
    common: NDArray[np.uint64]

    @classmethod
    def shipped(cls, common: NDArray[np.uint64]) -> Lexicon:
        """The word lists of ``data/gist.toml``."""
        content = files("clauseadvisor.labelling").joinpath("data/gist.toml").read_text("utf-8")
        lists = tomllib.loads(content)
        return cls(frozenset(lists["parties"]), frozenset(lists["empty"]), common)

    def described(self) -> dict[str, list[str]]:
        """The word lists as plain values."""
        return {"parties": sorted(self.parties), "empty": sorted(self.empty)}


def word_form(token: str) -> str:
    """How ``words`` reads a token; nothing for white space.

    >>> [word_form(token) for token in ("Supplier", "1,250.00", "30", "2026", "4.2", ";")]
    ['supplier', '<number>', '<2d>', '<year>', '<decimal>', ';']
    """
    if token.isspace():
        return ""
    if not token[0].isdigit():
        return token.lower().replace("\u2019", "'")
    if _YEAR.fullmatch(token):
        return "<year>"
    if token.isdecimal():
        return f"<{min(len(token), 4)}d>"
    return "<decimal>" if _DECIMAL.fullmatch(token) else "<number>"


def gist_form(token: str, parties: frozenset[str], empty: frozenset[str], name: bool) -> str:
    """How ``gist`` reads a token that is (or is not) taken for a ``name``; nothing if left out."""
    if token.isspace():
        return ""
    if not token[0].isalnum():
        return token if token in _TELLING_MARKS else ""
    lowered = word_form(token)
    if lowered[0] == "<":
        return lowered
    if lowered in empty:
        return ""
    if token[0].isupper() and (lowered in parties or name):
        return PARTY
    return lowered[:_STEM]


class Reader:
    """Reads documents in every view, remembering each token it has met."""

    def __init__(self, strings: StringStore, lexicon: Lexicon) -> None:
        self._strings = strings
        self._lexicon = lexicon
        self._common = frozenset(lexicon.common.tolist())
        self._place: dict[int, int] = {}
        self._forms = np.zeros((4096, len(VIEWS)), dtype=np.uint64)

    def __call__(self, orths: Sequence[int]) -> NDArray[np.uint64]:
        """Ids (tokens, views) of tokens that are given as string ids; 0 where a view leaves one out."""
        place = self._place
        if len(place) > _REMEMBERED:
            place.clear()
        try:
            rows = list(map(place.__getitem__, orths))
        except KeyError:
            for orth in dict.fromkeys(orths):
                if orth not in place:
                    self._learn(orth)
            rows = list(map(place.__getitem__, orths))
        return self._forms.take(rows, axis=0)

    def _learn(self, orth: int) -> None:
        number = len(self._place)
        if number == len(self._forms):
            self._forms = np.concatenate([self._forms, np.zeros_like(self._forms)])
        token = self._strings[orth]
        word = word_form(token)
        name = len(token) > 1 and get_string_id(word) not in self._common
        gist = gist_form(token, self._lexicon.parties, self._lexicon.empty, name)
        self._forms[number] = [get_string_id(form) if form else 0 for form in (word, gist)]
        self._place[orth] = number


def common_words(docs: Sequence[Doc], fewest: int = 3) -> NDArray[np.uint64]:
    """Ids of the words that occur at least ``fewest`` times in lower case, sorted."""
    counts: dict[int, int] = {}
    for doc in docs:
        for orth, count in doc.count_by(ORTH).items():
            counts[orth] = counts.get(orth, 0) + count
    often = [(orth, docs[0].vocab.strings[orth]) for orth in counts if counts[orth] >= fewest]
    known = [orth for orth, word in often if word.islower() and word.isalpha()]
    return np.sort(np.array(known, dtype=np.uint64))
