"""What the linear model sees of a clause: hashed n-grams of normalised tokens, without a loop.

Every token becomes a 64-bit number that depends on its normal form only (numbers by their
shape, the rest by their lower-case form). An n-gram is a mix of such numbers, computed for a
whole batch of clauses at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH
from spacy.strings import StringStore
from spacy.tokens import Doc

Keys = NDArray[np.uint64]
Index = NDArray[np.int64]

#: Empty places between two clauses of a batch, so that no n-gram reaches from one into the next.
_GAP: Final = 4
_EDGE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = tuple(
    np.uint64(odd)
    for odd in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD)
)
#: Templates of n-grams: the offsets of the tokens that are joined.
TEMPLATES: Final[Mapping[str, tuple[int, ...]]] = {
    "one": (0,),
    "two": (0, 1),
    "three": (0, 1, 2),
    "four": (0, 1, 2, 3),
    "skip1": (0, 2),
    "skip2": (0, 3),
}


def shape_of(token: str, norms: Mapping[str, str]) -> str:
    """The normal form of a token: white space is nothing, numbers keep their magnitude only.

    >>> shape_of("1,250.00", {}), shape_of("Supplier", {"supplier": "<vendor>"}), shape_of("30", {})
    ('<number>', '<vendor>', '<2d>')
    """
    if token.isspace():
        return ""
    if token[0].isdigit():
        if re.fullmatch(r"(19|20)\d\d", token):
            return "<year>"
        if token.isdigit():
            return f"<{min(len(token), 4)}d>"
        if re.fullmatch(r"\d+(\.\d+){1,4}\.?", token):
            return "<decimal>"
        return "<number>"
    lowered = token.lower().replace("\u2019", "'")
    return norms.get(lowered, lowered)


class Normaliser:
    """Turns the string ids of tokens into ids of their normal forms, remembering each."""

    def __init__(self, strings: StringStore, norms: Mapping[str, str]) -> None:
        self._strings = strings
        self._norms = norms
        self._known: dict[int, int] = {}

    def __call__(self, doc: Doc) -> list[int]:
        """One id per token; 0 for white space."""
        known = self._known
        orths = doc.to_array(ORTH).tolist()
        try:
            return [known[orth] for orth in orths]
        except KeyError:
            for orth in set(orths).difference(known):
                form = shape_of(self._strings[orth], self._norms)
                known[orth] = self._strings.add(form) if form else 0
            return [known[orth] for orth in orths]


@dataclass(frozen=True, slots=True)
class Batch:
    """Tokens of several clauses in a row: normal forms, and where each clause begins and ends.

    White space is left out of ``ids``; ``places`` maps each id back to its token, counted
    through all clauses (``lengths`` tokens each).
    """

    ids: Keys
    clause: Index  # clause of each id, -1 in the gaps
    places: Index
    lengths: Index

    @property
    def size(self) -> int:
        """The number of clauses."""
        return len(self.lengths)


@dataclass(frozen=True, slots=True)
class Ngrams:
    """All n-grams of a batch: key, clause, position in ``Batch.ids`` of the first token, and
    which of the templates it was made by."""

    key: Keys
    clause: Index
    first: Index
    template: Index


def batch_of(docs: Sequence[Doc], normalise: Normaliser) -> Batch:
    """The tokens of ``docs`` in one array, with gaps between."""
    ids: list[int] = [0] * _GAP
    for doc in docs:
        ids += normalise(doc)
        ids += [0] * _GAP
    lengths = np.array([len(doc) for doc in docs], dtype=np.int64)
    clause = np.full(len(ids), -1, dtype=np.int64)
    token = np.arange(int(lengths.sum()), dtype=np.int64)
    owner = np.repeat(np.arange(len(docs), dtype=np.int64), lengths)
    where = token + (owner + 1) * _GAP
    clause[where] = owner
    places = np.full(len(ids), -1, dtype=np.int64)
    places[where] = token
    flat = np.array(ids, dtype=np.uint64)
    keep = (flat != 0) | (clause < 0)
    flat[clause < 0] = _EDGE
    return Batch(flat[keep], clause[keep], places[keep], lengths)


def ngrams(batch: Batch, templates: Sequence[str]) -> Ngrams:
    """Every n-gram of each template, template by template.

    An n-gram that reaches into the gap before or after its clause says "at the beginning" or
    "at the end".
    """
    parts = [_of_template(batch, number, name) for number, name in enumerate(templates)]
    return Ngrams(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of_template(batch: Batch, number: int, name: str) -> tuple[Keys, Index, Index, Index]:
    offsets = TEMPLATES[name]
    span = offsets[-1]
    count = len(batch.ids) - span
    key = np.full(count, number + 1, dtype=np.uint64) * _EDGE
    for turn, offset in enumerate(offsets):
        key = (key ^ (batch.ids[offset : count + offset] * _MIX[turn])) * _MIX[3]
        key ^= key >> np.uint64(29)
    owner = np.maximum(batch.clause[:count], batch.clause[span:])
    real = np.flatnonzero(owner >= 0)
    return key[real], owner[real], real, np.full(len(real), number, dtype=np.int64)
