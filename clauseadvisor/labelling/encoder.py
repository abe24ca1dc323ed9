"""A small transformer encoder in numpy: MiniLM as we fine-tuned it, for inference alone.

The shape is that of BERT (Devlin et al. 2019): embeddings, then layers of attention and of a
feed-forward part, each added to its input and normalised; the mean over the pieces of a clause goes
through one last layer. Matrices are stored as whole numbers of eight bits with a factor for each row,
and are made 32-bit numbers when they are loaded.

Our own, as a library that runs such models weighs more than all of this package, and clause by clause
numpy is fast enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Added to a variance before it divides, as in training.
_TINY: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Dense:
    """A matrix (inputs, outputs) and an offset (outputs)."""

    weights: Floats
    offset: Floats

    def __call__(self, rows: Floats) -> Floats:
        """The outputs (rows, outputs) of ``rows`` (rows, inputs)."""
        result: Floats = rows @ self.weights
        result += self.offset
        return result


@dataclass(frozen=True, slots=True)
class Norm:
    """Scales each row to mean 0 and variance 1, then by what training found."""

    scale: Floats
    offset: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Normalised ``rows``, of the same shape."""
        centred: Floats = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _TINY)
        centred /= spread
        centred *= self.scale
        centred += self.offset
        return centred


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the encoder."""

    query: Dense
    key: Dense
    value: Dense
    joined: Dense
    attention_norm: Norm
    wide: Dense
    narrow: Dense
    output_norm: Norm
    heads: int

    def __call__(self, rows: Floats) -> Floats:
        """What the layer makes of the pieces of one clause (pieces, width)."""
        query, key, value = (
            self._parted(part(rows)) for part in (self.query, self.key, self.value)
        )
        closeness = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        mixed = (_softmax(closeness) @ value).transpose(1, 0, 2).reshape(rows.shape)
        rows = self.attention_norm(rows + self.joined(mixed))
        return self.output_norm(rows + self.narrow(_gelu(self.wide(rows))))

    def _parted(self, rows: Floats) -> Floats:
        """Rows (pieces, width) by attention head (heads, pieces, width of a head)."""
        return rows.reshape(len(rows), self.heads, -1).transpose(1, 0, 2)


@dataclass(frozen=True, slots=True)
class Encoder:
    """Vectors of pieces and of places, layers, and what scores the mean over a clause."""

    words: Floats
    places: Floats
    first_norm: Norm
    layers: tuple[Layer, ...]
    output: Dense

    @property
    def longest(self) -> int:
        """The number of pieces that a clause may have at most."""
        return len(self.places)

    def scores(self, pieces: Sequence[int]) -> Floats:
        """Raw scores (outputs) of one clause, given as the numbers of its pieces."""
        rows = self.first_norm(self.words[list(pieces)] + self.places[: len(pieces)])
        for layer in self.layers:
            rows = layer(rows)
        result: Floats = self.output(rows.mean(axis=0, keepdims=True))[0]
        return result

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], heads: int) -> Encoder:
        """An encoder of arrays as :func:`packed` stores them; raises KeyError if one is missing."""

        def whole(name: str) -> Floats:
            return _unpacked(arrays, name)

        def dense(name: str) -> Dense:
            return Dense(np.ascontiguousarray(whole(f"{name}.weights").T), whole(f"{name}.offset"))

        def norm(name: str) -> Norm:
            return Norm(whole(f"{name}.scale"), whole(f"{name}.offset"))

        def layer(name: str) -> Layer:
            return Layer(
                query=dense(f"{name}.query"),
                key=dense(f"{name}.key"),
                value=dense(f"{name}.value"),
                joined=dense(f"{name}.joined"),
                attention_norm=norm(f"{name}.attention_norm"),
                wide=dense(f"{name}.wide"),
                narrow=dense(f"{name}.narrow"),
                output_norm=norm(f"{name}.output_norm"),
                heads=heads,
            )

        count = len({name.split(".")[1] for name in arrays if name.startswith("layer.")})
        return cls(
            words=whole("words"),
            places=whole("places"),
            first_norm=norm("first_norm"),
            layers=tuple(layer(f"layer.{number}") for number in range(count)),
            output=dense("output"),
        )


def packed(name: str, array: NDArray[np.floating]) -> dict[str, NDArray[Any]]:
    """An array as it is stored: a matrix as whole numbers from -127 to 127 with a factor a row."""
    if array.ndim == 1:
        return {name: array.astype(np.float32)}
    factor = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-12) / 127
    return {
        name: np.rint(array / factor).astype(np.int8),
        f"{name}.factor": factor.astype(np.float32),
    }


def _unpacked(arrays: Mapping[str, NDArray[Any]], name: str) -> Floats:
    array = arrays[name]
    if array.dtype != np.int8:
        return array.astype(np.float32)
    whole: Floats = array.astype(np.float32) * arrays[f"{name}.factor"]
    return whole


def _softmax(scores: Floats) -> Floats:
    result: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result /= result.sum(axis=-1, keepdims=True)
    return result


def _gelu(rows: Floats) -> Floats:
    """The Gaussian error linear unit, by its usual approximation (Hendrycks & Gimpel 2016)."""
    inner: Floats = rows * rows
    inner *= np.float32(0.044715)
    inner += 1
    inner *= rows
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= rows
    inner *= np.float32(0.5)
    return inner
