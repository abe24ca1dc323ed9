"""The transformer in numpy computes what its papers say, and survives being stored."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as some_array

from clauseadvisor.labelling.encoder import Encoder, packed

WIDTH, HEADS, WIDE, PLACES, WORDS, OUTPUTS, LAYERS = 8, 2, 12, 6, 10, 3, 2


def weights(seed: int = 1) -> dict[str, np.ndarray]:
    """A small encoder by the names under which it is stored, with 32-bit numbers."""
    random = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return random.normal(0, 0.5, shape).astype(np.float32)

    found = {"words": some(WORDS, WIDTH), "places": some(PLACES, WIDTH)}
    shapes = {"query": (WIDTH, WIDTH), "key": (WIDTH, WIDTH), "value": (WIDTH, WIDTH)}
    shapes |= {"joined": (WIDTH, WIDTH), "wide": (WIDE, WIDTH), "narrow": (WIDTH, WIDE)}
    norms = ["first_norm"]
    for number in range(LAYERS):
        for name, shape in shapes.items():
            found[f"layer.{number}.{name}.weights"] = some(*shape)
            found[f"layer.{number}.{name}.offset"] = some(shape[0])
        norms += [f"layer.{number}.attention_norm", f"layer.{number}.output_norm"]
    for name in norms:
        found |= {f"{name}.scale": 1 + some(WIDTH), f"{name}.offset": some(WIDTH)}
    return found | {"output.weights": some(OUTPUTS, WIDTH), "output.offset": some(OUTPUTS)}


def by_hand(own: dict[str, np.ndarray], pieces: list[int]) -> list[float]:
    """The same scores number by number, with the exact form of the activation."""

    def dense(name: str, row: list[float]) -> list[float]:
        matrix, offset = own[f"{name}.weights"], own[f"{name}.offset"]
        return [
            sum(float(weight) * value for weight, value in zip(line, row, strict=True))
            + float(more)
            for line, more in zip(matrix, offset, strict=True)
        ]

    def norm(name: str, row: list[float]) -> list[float]:
        mean = sum(row) / len(row)
        spread = math.sqrt(sum((value - mean) ** 2 for value in row) / len(row) + 1e-12)
        scale, offset = own[f"{name}.scale"], own[f"{name}.offset"]
        return [
            (value - mean) / spread * float(by) + float(more)
            for value, by, more in zip(row, scale, offset, strict=True)
        ]

    def added(first: list[float], second: list[float]) -> list[float]:
        return [one + other for one, other in zip(first, second, strict=True)]

    rows = [
        norm("first_norm", added(own["words"][piece].tolist(), own["places"][place].tolist()))
        for place, piece in enumerate(pieces)
    ]
    part = WIDTH // HEADS
    for number in range(LAYERS):
        name = f"layer.{number}"
        queries, keys, values = (
            [dense(f"{name}.{kind}", row) for row in rows] for kind in ("query", "key", "value")
        )
        after = []
        for row, query in zip(rows, queries, strict=True):
            mixed: list[float] = []
            for head in range(0, WIDTH, part):
                close = [
                    math.exp(
                        sum(query[head + n] * key[head + n] for n in range(part)) / math.sqrt(part)
                    )
                    for key in keys
                ]
                mixed += [
                    sum(share * value[head + n] for share, value in zip(close, values, strict=True))
                    / sum(close)
                    for n in range(part)
                ]
            row = norm(f"{name}.attention_norm", added(row, dense(f"{name}.joined", mixed)))
            wide = [
                value * 0.5 * (1 + math.erf(value / math.sqrt(2)))
                for value in dense(f"{name}.wide", row)
            ]
            after.append(norm(f"{name}.output_norm", added(row, dense(f"{name}.narrow", wide))))
        rows = after
    return dense("output", [sum(column) / len(rows) for column in zip(*rows, strict=True)])


@pytest.mark.parametrize("pieces", [[3], [1, 2, 3], [9, 0, 0, 4, 7, 2]])
@pytest.mark.parametrize("seed", [1, 2])
def test_scores_are_those_of_the_definition(pieces: list[int], seed: int) -> None:
    own = weights(seed)
    found = Encoder.from_arrays(own, HEADS).scores(pieces)
    assert found.tolist() == pytest.approx(by_hand(own, pieces), abs=5e-3)


def test_the_order_of_pieces_matters() -> None:
    encoder = Encoder.from_arrays(weights(), HEADS)
    assert encoder.scores([1, 2, 3]).tolist() != encoder.scores([3, 2, 1]).tolist()


def test_stored_with_eight_bits_it_still_says_nearly_the_same() -> None:
    own = weights()
    stored: dict[str, Any] = {}
    for name, array in own.items():
        stored |= packed(name, array)
    assert stored["words"].dtype == np.int8
    whole, eight = (Encoder.from_arrays(each, HEADS).scores([1, 2, 3]) for each in (own, stored))
    assert eight.tolist() == pytest.approx(whole.tolist(), abs=0.1)


@given(some_array(np.float32, (3, 5), elements=st.floats(-1e3, 1e3, width=32)))
def test_a_number_moves_by_half_a_step_of_its_row_at_most(matrix: np.ndarray) -> None:
    stored = packed("m", matrix)
    back = stored["m"].astype(np.float32) * stored["m.factor"]
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(back - matrix) <= 0.5001 * step + 1e-9).all()


def test_an_array_that_is_missing_is_named() -> None:
    own = weights()
    del own["layer.1.key.offset"]
    with pytest.raises(KeyError, match=r"layer\.1\.key\.offset"):
        Encoder.from_arrays(own, HEADS)
