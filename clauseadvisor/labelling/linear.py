"""Sparse linear heads over hashed n-grams: look-up, weighting and scores, with numpy alone.

Weights are 8-bit whole numbers with one scale for each output, and each n-gram is known by its
64-bit key: a hundred thousand n-grams with fifty outputs take some six megabytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clauseadvisor.labelling.features import BLOCKS, Batch, Index, Keys, Ngrams, Template, ngrams

Floats = NDArray[np.float32]

_LEVELS: Final = 127
#: N-grams whose weights are added up in one go: with fifty outputs they take a megabyte.
_AT_ONCE: Final = 4000

#: The name under which the head for sentences is stored.
SENTENCE: Final = "sentence"


class KeyTable:
    """Finds the row of a 64-bit key. Two direct-mapped tables catch nearly all keys, the few
    that collide in both are found by bisection, so that every key is found."""

    def __init__(self, keys: Keys) -> None:
        if len(keys) > 1 and not bool((keys[1:] > keys[:-1]).all()):
            raise ValueError("keys must be sorted and unique")
        self._keys = keys
        bits = max(int(4 * max(len(keys), 1)).bit_length(), 10)
        self._shift = np.uint64(64 - bits)
        self._slots = np.full(1 << bits, -1, dtype=np.int32)
        rows = np.arange(len(keys), dtype=np.int32)
        self._slots[(keys >> self._shift).astype(np.int64)] = rows
        crowded = self._slots[(keys >> self._shift).astype(np.int64)] != rows
        self._crowded_rows = rows[crowded]
        self._crowded_keys = keys[crowded]

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """The row of each key, -1 for a key that is not in the table."""
        if not len(self._keys):
            return np.full(len(keys), -1, dtype=np.int32)
        # numpy takes values several times faster than it indexes them
        rows = self._slots.take((keys >> self._shift).astype(np.int64))
        missed = np.flatnonzero((rows >= 0) & (self._keys.take(rows) != keys))
        rows[missed] = -1
        if len(missed) and len(self._crowded_keys):
            wanted = keys[missed]
            place = np.searchsorted(self._crowded_keys, wanted)
            place[place == len(self._crowded_keys)] = 0
            found = self._crowded_keys[place] == wanted
            rows[missed[found]] = self._crowded_rows[place[found]]
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The known n-grams of a batch: for each clause, rows of the table with their values.

    ``row``, ``clause``, ``value`` name each different n-gram of a clause once; the values of each
    block of n-grams of a clause have unit length. ``entry``, ``first``, ``template`` and ``sentence``
    hold every occurrence: its entry in the three, the position in the batch where it begins, how it
    was made, and its sentence.
    """

    row: NDArray[np.int32]
    clause: Index
    value: Floats
    entry: Index
    first: Index
    template: Index
    sentence: Index
    size: int

    def of(self, clauses: NDArray[np.bool_]) -> Rows:
        """Those of some clauses of the batch alone, in the same order."""
        mine = clauses[self.clause]
        number = np.cumsum(mine) - 1  # of each row that stays
        kept = mine[self.entry]
        return Rows(
            self.row[mine],
            self.clause[mine],
            self.value[mine],
            number[self.entry[kept]],
            self.first[kept],
            self.template[kept],
            self.sentence[kept],
            self.size,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """One linear output layer: ``weights`` (n-grams, outputs) in steps of ``scale`` (outputs)."""

    names: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    @classmethod
    def quantised(cls, names: Sequence[str], weights: Floats, bias: Floats) -> Head:
        """The head whose weights (n-grams, outputs) are rounded to 127 steps either way."""
        scale = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-9) / _LEVELS
        steps = np.round(weights / scale).astype(np.int8)
        return cls(tuple(names), steps, scale.astype(np.float32), bias.astype(np.float32))

    def scores(self, rows: Rows) -> Floats:
        """Scores (clauses, outputs) before any normalisation."""
        out = np.zeros((rows.size, len(self.names)), dtype=np.float32)
        # The entries of a clause stand together, so that each clause is one stretch to add up; some
        # clauses at a time, as all that lies in the processor's cache is added up faster.
        begins = np.flatnonzero(np.diff(rows.clause, prepend=-1))
        ends = np.append(begins[1:], len(rows.row))
        done = 0
        while done < len(begins):
            some = max(int(np.searchsorted(ends, begins[done] + _AT_ONCE)), done + 1)
            mine = slice(begins[done], ends[some - 1])
            parts = self.weights.take(rows.row[mine], axis=0) * rows.value[mine, None]
            stretches = begins[done:some] - begins[done]
            out[rows.clause[begins[done:some]]] = np.add.reduceat(parts, stretches, axis=0)
            done = some
        return out * self.scale + self.bias


@dataclass(slots=True, eq=False)
class LinearModel:
    """N-gram templates, the known n-grams with their rarity, named heads over them that judge a
    clause, and one that looks for the label that each of its sentences would give it."""

    templates: tuple[Template, ...]
    keys: Keys
    rarity: Floats  # inverse document frequency of each n-gram
    heads: Mapping[str, Head]
    sentence: Head
    table: KeyTable = field(init=False)
    together: Head = field(init=False)  # all heads side by side

    def __post_init__(self) -> None:
        self.table = KeyTable(self.keys)
        heads = self.heads.values()
        self.together = Head(
            tuple(name for head in heads for name in head.names),
            np.concatenate([head.weights for head in heads], axis=1),
            np.concatenate([head.scale for head in heads]),
            np.concatenate([head.bias for head in heads]),
        )

    def rows(self, batch: Batch) -> Rows:
        """The known n-grams of the batch: (1 + log count) x rarity, at unit length per block."""
        found = ngrams(batch, self.templates)
        return weigh(found, self.table.find(found.key), self.rarity, self.templates, batch.size)

    def scores(self, rows: Rows) -> dict[str, Floats]:
        """The scores of every head (clauses, outputs of the head), in one pass over the rows."""
        names = list(self.heads)
        together = self.together.scores(rows)
        bounds = np.cumsum([len(self.heads[name].names) for name in names])[:-1]
        return dict(zip(names, np.split(together, bounds, axis=1), strict=True))

    def sentence_scores(self, rows: Rows, count: int) -> NDArray[np.float64]:
        """The scores of all ``count`` sentences of a batch (sentences, outputs)."""
        head = self.sentence
        value = sentence_values(rows, self.rarity, self.templates, count)
        steps = np.ascontiguousarray(head.weights.take(rows.row, axis=0).T)
        out = np.zeros((count, len(head.names)))
        for output, column in enumerate(steps):
            part = column.take(rows.entry) * value
            out[:, output] = np.bincount(rows.sentence, weights=part, minlength=count)
        return out * head.scale + head.bias

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays to store."""
        stored: dict[str, NDArray[Any]] = {"keys": self.keys, "rarity": self.rarity}
        for name, head in (*self.heads.items(), (SENTENCE, self.sentence)):
            stored[f"{name}.weights"] = head.weights
            stored[f"{name}.scale"] = head.scale
            stored[f"{name}.bias"] = head.bias
        return stored

    @classmethod
    def from_arrays(
        cls,
        arrays: Mapping[str, NDArray[Any]],
        templates: Sequence[Template],
        names: Mapping[str, Sequence[str]],
    ) -> LinearModel:
        """What :meth:`arrays` stored; ``names`` lists the outputs of each head, of that for
        sentences as well."""
        heads = {
            head: Head(
                tuple(outputs),
                arrays[f"{head}.weights"],
                arrays[f"{head}.scale"],
                arrays[f"{head}.bias"],
            )
            for head, outputs in names.items()
        }
        sentence = heads.pop(SENTENCE)
        return cls(tuple(templates), arrays["keys"], arrays["rarity"], heads, sentence)

    @property
    def outputs(self) -> dict[str, tuple[str, ...]]:
        """The names of the outputs of every head, of that for sentences as well."""
        heads = (*self.heads.items(), (SENTENCE, self.sentence))
        return {name: head.names for name, head in heads}


def weigh(
    found: Ngrams,
    rows: NDArray[np.int32],
    rarity: Floats,
    templates: Sequence[Template],
    size: int,
) -> Rows:
    """N-grams with their rows in the table (-1 where not known), counted and weighed per clause."""
    hit = np.flatnonzero(rows >= 0)
    width = np.int64(max(len(rarity), 1))
    pair = found.clause.take(hit) * width + rows.take(hit)
    different, sample, entry, count = distinct(pair)
    owner = different // width
    row = (different - owner * width).astype(np.int32)
    value = (1.0 + np.log(count)) * rarity.take(row)
    block_of = np.array([template.block for template in templates], dtype=np.int64)
    block = owner * BLOCKS + block_of.take(found.template.take(hit.take(sample)))
    length = np.sqrt(np.bincount(block, weights=value * value, minlength=size * BLOCKS))
    value = value / np.maximum(length, 1e-9)[block]
    return Rows(
        row,
        owner,
        value.astype(np.float32),
        entry,
        found.first.take(hit),
        found.template.take(hit),
        found.sentence.take(hit),
        size,
    )


def distinct(values: Index) -> tuple[Index, Index, Index, Index]:
    """What ``np.unique`` gives: the different values in order, where each first stands, which of
    them each value is, and how often each stands. No value is negative, or above 2 ** 62 divided by
    their number.

    Values and places are sorted as one number, which numpy does many times faster than it finds
    the order of values.
    """
    bits = np.int64(len(values).bit_length())
    packed = (values << bits) | np.arange(len(values), dtype=np.int64)
    packed.sort()
    order = packed & ((np.int64(1) << bits) - 1)
    ranked = packed >> bits
    new = np.ones(len(values), dtype=bool)
    new[1:] = ranked[1:] != ranked[:-1]
    begins = np.flatnonzero(new)
    count = np.diff(begins, append=len(values))
    number = np.empty(len(values), dtype=np.int64)
    number[order] = np.repeat(np.arange(len(begins)), count)
    return ranked.take(begins), order.take(begins), number, count


def sentence_values(
    rows: Rows, rarity: Floats, templates: Sequence[Template], count: int
) -> NDArray[np.float64]:
    """What each occurrence of an n-gram counts in its sentence.

    All occurrences in a sentence share (1 + log count) x rarity, with the values of each block of
    n-grams of one of the ``count`` sentences at unit length.
    """
    whole = rarity.take(rows.row).take(rows.entry).astype(np.float64)
    share = whole.copy()
    # Nearly every n-gram occurs once in its clause: only the others can stand twice in a sentence.
    several = np.flatnonzero((np.bincount(rows.entry) > 1).take(rows.entry))
    if len(several):
        pair = rows.entry.take(several) * np.int64(count) + rows.sentence.take(several)
        _, _, again, times = distinct(pair)
        number = times.take(again)
        whole[several] *= 1.0 + np.log(number)
        share[several] = whole[several] / number
    block_of = np.array([template.block for template in templates], dtype=np.int64)
    block = rows.sentence * BLOCKS + block_of.take(rows.template)
    length = np.sqrt(np.bincount(block, weights=share * whole, minlength=count * BLOCKS))
    result: NDArray[np.float64] = share / np.maximum(length, 1e-9).take(block)
    return result
