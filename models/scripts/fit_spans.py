"""Fits the weights by which triggers and consequences are found in a clause.

    python models/scripts/fit_spans.py [--write]

Learnt from assets/spans.jsonl: clauses whose trigger and consequence were read by hand (place in
the contract, label and spans; no text). They are the tuning half of ../shared/data/facts.jsonl
and further clauses of contracts that do not occur in its reporting half.

The model ranks all spans of a sentence (``clauseadvisor.labelling.spans``). It is fitted by
maximum likelihood, each span counting as much as it overlaps with the one read by hand, with a
squared penalty on the weights. The rules whose reading is one of its signals were written while
reading most of these clauses; so that the model does not trust them more than they deserve on
others, it sees their second choice instead in a quarter of those clauses.

Without ``--write`` only the token F1 in cross-validation is shown (five folds by contract); "fresh"
are the clauses that the rules were not written on. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2])]

from clauseadvisor.domain import Label  # noqa: E402
from clauseadvisor.labelling import spans as ranking  # noqa: E402
from clauseadvisor.labelling.cores import read_core  # noqa: E402
from clauseadvisor.labelling.lexicon import lowered  # noqa: E402
from clauseadvisor.labelling.marks import (  # noqa: E402
    END_WINDOW,
    START_WINDOW,
    Marks,
    Reading,
    mark,
    written_words,
)
from clauseadvisor.labelling.sentences import sentences  # noqa: E402
from clauseadvisor.labelling.signals import Signals  # noqa: E402
from clauseadvisor.labelling.vocabulary import Vocabulary, fixed_words, known_as  # noqa: E402
from models.scripts import corpus  # noqa: E402

ASSETS = HERE.parents[1] / "assets"
STORED = HERE.parents[2] / "clauseadvisor" / "labelling" / "data" / "spans.npz"
FOLDS = 5
SEED = 3
#: Weight of the penalty, sharpness of the overlap, and how often a word must occur.
SQUARED, SHARPNESS, OFTEN = 2.0, 20.0, 3
SECOND_CHOICES = 0.25
KINDS = ("trigger", "consequence")


@dataclass(frozen=True)
class Read:
    """A clause with the spans that were read by hand; ``fresh``: the rules were not made on it."""

    id: str
    group: str
    text: str
    label: Label
    subtype: str | None
    spans: dict[str, tuple[int, int] | None]
    fresh: bool


def load() -> list[Read]:
    texts = {source: corpus.contracts(source, None) for source in corpus.SOURCES}
    written = {row["id"]: row["text"] for row in _lines(ASSETS / "written.jsonl")}
    found = []
    for row in _lines(ASSETS / "spans.jsonl"):
        if row["source"] == "written":
            text, group = written[row["id"]], row["id"]
        else:
            whole = texts[row["source"]][row["file"]]
            text = corpus.squeezed(row["source"], whole[row["start"] : row["end"]])
            group = row["file"]
        spans = {kind: tuple(row[kind]) if row[kind] else None for kind in KINDS}
        found.append(
            Read(row["id"], group, text, Label(row["label"]), row["subtype"], spans, row["fresh"])
        )
    return found


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def vocabulary(reads: Sequence[Read]) -> list[str]:
    seen: Counter[str] = Counter()
    for read in reads:
        seen.update({known_as(word) for word in written_words(read.text)})
    words = sorted(word for word, count in seen.items() if count >= OFTEN)
    return list(dict.fromkeys([*fixed_words(), *words]))


def marks_of(read: Read, words: Vocabulary, *, doubt: bool) -> Marks:
    low = lowered(read.text)
    signals = Signals(low, read.label, read.subtype)
    parts = sentences(read.text)
    second = (
        doubt
        and not read.fresh
        and random.Random(zlib.crc32(read.id.encode())).random() < SECOND_CHOICES
    )
    core = read_core(read.text, low, signals, parts, second=second)
    return mark([Reading(read.text, signals, core, parts)], words)


def overlaps(marks: Marks, span: tuple[int, int] | None) -> np.ndarray:
    """How far each candidate overlaps with the span, as an F1 of words."""
    if span is None:
        return (np.arange(len(marks.first)) == len(marks.first) - 1).astype(float)
    # The spare word stands nowhere, and so in no span.
    inside = np.array([span[0] <= start and end <= span[1] for start, end in marks.tokens])
    own = np.concatenate([[0], np.cumsum(inside)])
    both = own[marks.last + 1] - own[marks.first]
    score = 2 * both / (marks.last - marks.first + 1 + max(1, inside.sum()))
    score[-1] = 0.0
    return score


def fit(examples: Sequence[tuple[Marks, np.ndarray]], words: int) -> np.ndarray:
    """The weights of one kind of span."""
    shapes = ranking.shapes(words)
    sizes = [int(np.prod(shape)) for shape in shapes]
    at = np.concatenate([[0], np.cumsum(sizes)])
    rows = 0
    cells: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {"start": [], "end": [], "in": []}
    pieces: dict[str, list[np.ndarray]] = {
        "first": [],
        "last": [],
        "held": [],
        "long": [],
        "goal": [],
    }
    counts = []
    for marks, overlap in examples:
        size = len(marks.places)
        own = np.arange(size) + rows
        for name, window, part in (("start", START_WINDOW, 0), ("end", END_WINDOW, 1)):
            for row, offset in enumerate(window):
                cells[name].append(
                    (own, at[part] + row * words + marks.words[marks.places + offset])
                )
        cells["in"].append((own, at[2] + marks.words[marks.places]))
        for name, flags, part in (
            ("start", marks.starts, 3),
            ("end", marks.ends, 4),
            ("in", marks.inside, 5),
        ):
            cells[name].append((flags[0] + rows, at[part] + flags[1]))
        goal = np.exp(SHARPNESS * (overlap - overlap.max()))
        for name, values in (
            ("first", marks.first + rows),
            ("last", marks.last + rows),
            ("held", marks.content + at[6]),
            ("long", marks.length + at[7]),
            ("goal", goal / goal.sum()),
        ):
            pieces[name].append(values)
        counts.append(len(marks.first))
        rows += size
    width = int(at[-1])
    tables = {name: _table(parts, rows, width) for name, parts in cells.items()}
    first, last, held, length, goal = (np.concatenate(pieces[name]) for name in pieces)
    begins = np.concatenate([[0], np.cumsum(counts)[:-1]])
    clause = np.repeat(np.arange(len(counts)), counts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        inside = np.concatenate([[0], np.cumsum(tables["in"] @ weights)])
        start = tables["start"] @ weights - inside[:-1]
        end = tables["end"] @ weights + inside[1:]
        score = start[first] + end[last] + weights[held] + weights[length]
        score -= np.maximum.reduceat(score, begins)[clause]
        total = np.add.reduceat(np.exp(score), begins)
        rest = np.exp(score) / total[clause] - goal
        at_first = np.bincount(first, rest, minlength=rows)
        at_last = np.bincount(last, rest, minlength=rows)
        covered = np.cumsum(at_first) - np.concatenate([[0], np.cumsum(at_last)[:-1]])
        slope = tables["start"].T @ at_first + tables["end"].T @ at_last + tables["in"].T @ covered
        slope += np.bincount(held, rest, minlength=width) + np.bincount(
            length, rest, minlength=width
        )
        value = np.log(total).sum() - goal @ score + SQUARED / 2 * weights @ weights
        return float(value), slope + SQUARED * weights

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return found.x.astype(np.float32)


def _table(cells: Sequence[tuple[np.ndarray, np.ndarray]], rows: int, width: int) -> Any:
    row = np.concatenate([each for each, _ in cells])
    column = np.concatenate([each for _, each in cells])
    return sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(rows, width))


def fitted(reads: Sequence[Read]) -> tuple[list[str], dict[str, np.ndarray]]:
    words = vocabulary(reads)
    known = Vocabulary(words)
    marked = [marks_of(read, known, doubt=True) for read in reads]
    return words, {
        kind: fit(
            [
                (marks, overlaps(marks, read.spans[kind]))
                for marks, read in zip(marked, reads, strict=True)
                if kind == "trigger" or read.spans[kind]
            ],
            len(words),
        )
        for kind in KINDS
    }


def cross_validate(reads: Sequence[Read]) -> None:
    groups = sorted({read.group for read in reads})
    random.Random(SEED).shuffle(groups)
    fold_of = {group: order % FOLDS for order, group in enumerate(groups)}
    scores: dict[str, list[float]] = {}
    none = Counter[str]()
    for fold in range(FOLDS):
        words, vectors = fitted([read for read in reads if fold_of[read.group] != fold])
        model = ranking.model_of(words, [vectors[kind] for kind in KINDS])
        for read in reads:
            if fold_of[read.group] != fold:
                continue
            found = _found(read, model)
            for kind, span in zip(KINDS, found, strict=True):
                gold = read.spans[kind]
                if gold is None:
                    none[f"no {kind}, rightly {span is None}"] += 1
                    continue
                value = token_f1(read.text[slice(*gold)], read.text[slice(*span)] if span else "")
                for name in (kind, f"{kind}, fresh" if read.fresh else f"{kind}, known"):
                    scores.setdefault(name, []).append(value)
    for name, values in sorted(scores.items()):
        print(f"{name:22} {np.mean(values):.3f}  of {len(values)}")
    print(dict(none))


def _found(read: Read, model: ranking.SpanModel) -> Sequence[tuple[int, int] | None]:
    low = lowered(read.text)
    signals = Signals(low, read.label, read.subtype)
    parts = sentences(read.text)
    core = read_core(read.text, low, signals, parts)
    return ranking.find_spans([Reading(read.text, signals, core, parts)], model)[0]


def token_f1(gold: str, read: str) -> float:
    """F1 of the words that two spans share."""
    first, second = (Counter(re.findall(r"\w+", text.lower())) for text in (gold, read))
    return 2 * sum((first & second).values()) / max(1, sum(first.values()) + sum(second.values()))


def write(words: list[str], vectors: dict[str, np.ndarray]) -> None:
    np.savez_compressed(
        STORED,
        words=np.array(words),
        **{kind: vector.astype(np.float16) for kind, vector in vectors.items()},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    options = parser.parse_args()
    reads = load()
    if options.write:
        write(*fitted(reads))
    else:
        cross_validate(reads)


if __name__ == "__main__":
    main()
