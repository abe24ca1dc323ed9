"""What the linear model sees of a clause: hashed n-grams, without a loop over tokens.

Every token is a 64-bit number in each view (see views.py). An n-gram is a mix of such numbers,
computed for a whole batch of clauses at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH
from spacy.strings import get_string_id
from spacy.tokens import Doc

from clauseadvisor.labelling.views import PARTY, VIEWS, Reader

Keys = NDArray[np.uint64]
Index = NDArray[np.int64]

#: What ends a sentence, and an item of a list.
_ENDS: Final = np.array([get_string_id(mark) for mark in ".;"], dtype=np.uint64)

#: Empty places between two clauses of a batch, so that no n-gram reaches from one into the next.
_GAP: Final = 5
_EDGE: Final = np.uint64(0x9E3779B97F4A7C15)
_PARTY: Final = np.uint64(get_string_id(PARTY))
_MIX: Final = tuple(
    np.uint64(odd)
    for odd in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD)
)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of n-gram: the view it reads, and the offsets of the tokens that it joins.

    >>> Template.parse("gist 0 2")
    Template(view=1, offsets=(0, 2))
    """

    view: int
    offsets: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """The template that a config writes as a view and offsets."""
        view, *offsets = text.split()
        return cls(VIEWS.index(view), tuple(int(offset) for offset in offsets))

    @property
    def span(self) -> int:
        """The distance from the first token to the last."""
        return self.offsets[-1]

    @property
    def seed(self) -> int:
        """Tells n-grams of different kinds apart. Pairs with a gap are of one kind, however
        wide the gap."""
        return 32 * self.view + len(self.offsets) + 8 * (self.span >= len(self.offsets))

    @property
    def block(self) -> int:
        """The group of n-grams whose values share one length: words, gist, gist with gaps."""
        return self.view if self.span < len(self.offsets) else len(VIEWS) + self.view


#: Number of blocks that there can be.
BLOCKS: Final = 2 * len(VIEWS)


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens that one view keeps, of several clauses in a row, with gaps between."""

    ids: Keys
    clause: Index  # clause of each id, -1 in the gaps
    place: Index  # token of each id, counted through all clauses; -1 in the gaps


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a batch: that of each token, and each clause's first and last."""

    of_token: Index
    first: Index
    last: Index

    @property
    def count(self) -> int:
        """Sentences in all; a clause without words has one as well."""
        return int(self.last[-1]) + 1 if len(self.last) else 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Several clauses, as every view reads them. ``lengths`` are in tokens."""

    streams: tuple[Stream, ...]
    lengths: Index
    sentences: Sentences

    @property
    def size(self) -> int:
        """The number of clauses."""
        return len(self.lengths)


@dataclass(frozen=True, slots=True)
class Ngrams:
    """All n-grams of a batch: key, clause, position in its stream of the first token, which of the
    templates it was made by, and the sentence in which it begins."""

    key: Keys
    clause: Index
    first: Index
    template: Index
    sentence: Index


def batch_of(docs: Sequence[Doc], reader: Reader) -> Batch:
    """The documents as every view reads them."""
    return batch_of_words([doc.to_array(ORTH).tolist() for doc in docs], reader)


def batch_of_words(words: Sequence[Sequence[int]], reader: Reader) -> Batch:
    """Clauses, given as the string ids of their tokens, as every view reads them."""
    size = len(words)
    lengths = np.array([len(each) for each in words], dtype=np.int64)
    owner = np.repeat(np.arange(size, dtype=np.int64), lengths)
    forms = reader(list(chain.from_iterable(words)))
    streams = tuple(_stream(forms[:, view], owner, size) for view in range(len(VIEWS)))
    return Batch(streams, lengths, _sentences(streams[0], owner, lengths))


def _sentences(words: Stream, owner: Index, lengths: Index) -> Sentences:
    """Sentences, which end after a full stop or a semicolon."""
    ends = np.zeros(len(owner) + 1, dtype=bool)
    ends[words.place[np.isin(words.ids, _ENDS) & (words.place >= 0)]] = True
    opens = np.zeros(len(owner), dtype=np.int64)
    opens[1:] = ends[: len(owner) - 1] & (owner[1:] == owner[:-1])
    counts = 1 + np.bincount(owner, weights=opens, minlength=len(lengths)).astype(np.int64)
    last = np.cumsum(counts) - 1
    return Sentences(np.cumsum(opens) + owner, last - counts + 1, last)


def _stream(ids: Keys, owner: Index, size: int) -> Stream:
    place = np.flatnonzero(ids)
    # Several words of one name, and names in a row, are read once.
    again = (ids[place[1:]] == _PARTY) & (ids[place[:-1]] == _PARTY)
    again &= owner[place[1:]] == owner[place[:-1]]
    place = np.delete(place, np.flatnonzero(again) + 1)
    mine = owner[place]
    where = np.arange(len(place)) + (mine + 1) * _GAP
    total = len(place) + (size + 1) * _GAP
    stream = Stream(
        np.full(total, _EDGE),
        np.full(total, -1, dtype=np.int64),
        np.full(total, -1, dtype=np.int64),
    )
    stream.ids[where] = ids[place]
    stream.clause[where] = mine
    stream.place[where] = place
    return stream


def ngrams(batch: Batch, templates: Sequence[Template]) -> Ngrams:
    """Every n-gram of each template, template by template.

    An n-gram that reaches into the gap before or after its clause says "at the beginning" or
    "at the end".
    """
    parts = [_of_template(batch, number, each) for number, each in enumerate(templates)]
    return Ngrams(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of_template(
    batch: Batch, number: int, template: Template
) -> tuple[Keys, Index, Index, Index, Index]:
    stream = batch.streams[template.view]
    count = len(stream.ids) - template.span
    owner = np.maximum(stream.clause[:count], stream.clause[template.span :])
    first = np.flatnonzero(owner >= 0)
    key = np.full(len(first), template.seed, dtype=np.uint64) * _EDGE
    for turn, offset in enumerate(template.offsets):
        key = (key ^ (stream.ids.take(first + offset) * _MIX[turn])) * _MIX[3]
        key ^= key >> np.uint64(29)
    clause = owner.take(first)
    token = stream.place.take(first)
    begins = np.cumsum(batch.lengths) - batch.lengths
    token = np.where(token < 0, begins.take(clause), token)
    sentence = batch.sentences.of_token.take(token)
    return key, clause, first, np.full(len(first), number, dtype=np.int64), sentence
