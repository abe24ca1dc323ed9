"""Fits the weights by which the period of an amount is chosen.

    python models/scripts/fit_periods.py [--write]

Learnt from assets/periods.jsonl: amounts whose period was read by hand (place of the clause in its
contract, or the id of a clause that we wrote; its label; where each amount begins, with its period,
"" for none; no text). They are the tuning half of ../shared/data/facts.jsonl and further clauses of
contracts that do not occur in its reporting half. Short phrases of our own, in
assets/periods_phrases.jsonl, stand for the ways of telling a period that these have seldom.

The candidates of an amount are the periods that its clause speaks of, "unit" and none
(``clauseadvisor.labelling.periodmarks``). What a sign weighs for a candidate is the sum of what it
weighs for that period, for the periods of the calendar together, and for any period at all; it is
fitted by maximum likelihood with a squared penalty.

Without ``--write`` only the figures in cross-validation are shown (five folds by contract).
Deterministic.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2])]

from clauseadvisor.domain import Label  # noqa: E402
from clauseadvisor.labelling.amounts import find_figures  # noqa: E402
from clauseadvisor.labelling.duewords import CALENDAR  # noqa: E402
from clauseadvisor.labelling.frame import find_frame  # noqa: E402
from clauseadvisor.labelling.lexicon import lowered  # noqa: E402
from clauseadvisor.labelling.periodchoice import PeriodModel, choose_periods  # noqa: E402
from clauseadvisor.labelling.periodmarks import (  # noqa: E402
    PERIODS,
    Signs,
    Told,
    signs,
    signs_of_last,
)
from clauseadvisor.labelling.periods import read_periods  # noqa: E402
from models.scripts import corpus  # noqa: E402

ASSETS = HERE.parents[1] / "assets"
STORED = HERE.parents[2] / "clauseadvisor" / "labelling" / "data" / "periods.npz"
FOLDS = 5
SEED = 3
#: Weight of the penalty, how often a sign must occur, and the least weight that is kept.
SQUARED, OFTEN, LEAST = 3.0, 3, 0.05

_PLACE = {period: place for place, period in enumerate(PERIODS)}


@dataclass(frozen=True)
class Read:
    """A clause with its amounts and, by place among them, the periods that were read by hand."""

    group: str
    low: str
    label: str
    subtype: str
    told: Sequence[Told]
    periods: dict[int, str]


def load() -> list[Read]:
    texts = {source: corpus.contracts(source, None) for source in corpus.SOURCES}
    written = {
        row["id"]: row["text"] for path in ASSETS.glob("written*.jsonl") for row in _lines(path)
    }
    phrases = _lines(ASSETS / "periods_phrases.jsonl")
    found = [_read(row, row["text"], row["text"]) for row in phrases]
    for row in _lines(ASSETS / "periods.jsonl"):
        if row["source"] == "written":
            text, group = written[row["id"]], row["id"]
        else:
            whole = texts[row["source"]][row["file"]]
            text = corpus.squeezed(row["source"], whole[row["start"] : row["end"]])
            group = row["file"]
        found.append(_read(row, text, group))
    return found


def _read(row: dict[str, Any], text: str, group: str) -> Read:
    label = Label(row["label"]) if "label" in row else None
    subtype = row.get("subtype")
    frame = find_frame(text, label=label, subtype=subtype)
    core = [(span.start, span.end) for span in (frame.trigger, frame.consequence) if span]
    _, told = read_periods(text, lowered(text), find_figures(text, core))
    place = {each.amount.start: order for order, each in enumerate(told)}
    periods = {place[start]: per for start, per in row["amounts"] if start in place}
    return Read(group, lowered(text), label.value if label else "", subtype or "", told, periods)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


# ---------------------------------------------------------------- fitting


def examples(read: Read) -> Iterator[tuple[Signs, str]]:
    """The signs of each amount that has a period to choose, with the one that was read."""
    right = [
        read.periods.get(order, each.fixed if each.fixed is not None else each.stated)
        for order, each in enumerate(read.told)
    ]
    found = signs(read.low, read.told, read.label, read.subtype)
    for order, each in enumerate(found):
        if each is not None and order in read.periods:
            own = [*each.own, *signs_of_last(read.low, read.told, order, right, each.role)]
            yield replace(each, own=own, candidates=each.candidates | {right[order]}), right[order]


def _shared(period: str) -> list[str]:
    """The names under which a weight for a period is shared with others, and its own."""
    group = "calendar" if period in CALENDAR or period == "day" else period or "none"
    return [group, *([f"={period}"] if group == "calendar" else [])]


def fit(reads: Sequence[Read]) -> dict[str, list[float]]:
    """What each sign weighs for each of the periods."""
    names: dict[tuple[str, str], int] = {}
    rows: list[int] = []
    columns: list[int] = []
    goals: list[int] = []
    masks: list[np.ndarray] = []

    def put(name: str, shares: Sequence[str], period: str) -> None:
        for share in shares:
            rows.append(len(goals) * len(PERIODS) + _PLACE[period])
            columns.append(names.setdefault((name, share), len(names)))

    for found, right in (each for read in reads for each in examples(read)):
        mask = np.full(len(PERIODS), -1e9)
        for period in found.candidates:
            mask[_PLACE[period]] = 0.0
            for name in (*found.words, *found.common):
                put(name, _shared(period), period)
        for group, period in found.own:
            if period in found.candidates:
                for name in group:
                    put(name, [*_shared(period), *(["any"] if period else [])], period)
        goals.append(_PLACE[right])
        masks.append(mask)
    table = sparse.csr_matrix(
        (np.ones(len(rows)), (rows, columns)), shape=(len(goals) * len(PERIODS), len(names))
    )
    often = np.asarray((table > 0).sum(axis=0)).ravel() >= OFTEN
    weights = np.zeros(len(names))
    weights[often] = _fitted(table[:, np.flatnonzero(often)], np.stack(masks), np.array(goals))
    return _folded(names, weights)


def _fitted(table: Any, mask: np.ndarray, goal: np.ndarray) -> np.ndarray:
    turned = table.T.tocsr()
    order = np.arange(len(goal))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = (table @ weights).reshape(mask.shape) + mask
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        total = shares.sum(axis=1, keepdims=True)
        value = float((np.log(total[:, 0]) - scores[order, goal]).sum())
        shares /= total
        shares[order, goal] -= 1
        slope = turned @ shares.ravel() + SQUARED * weights
        return value + SQUARED / 2 * float(weights @ weights), slope

    start = np.zeros(table.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x


def _folded(names: dict[tuple[str, str], int], weights: np.ndarray) -> dict[str, list[float]]:
    folded: dict[str, list[float]] = {}
    for (name, share), place in names.items():
        row = folded.setdefault(name, [0.0] * len(PERIODS))
        for period in PERIODS:
            if share in _shared(period) or (share == "any" and period):
                row[_PLACE[period]] += float(weights[place])
    return {name: row for name, row in sorted(folded.items()) if max(map(abs, row)) >= LEAST}


# ---------------------------------------------------------------- figures


def count_right(reads: Sequence[Read], model: PeriodModel) -> Counter[str]:
    counts: Counter[str] = Counter()
    for read in reads:
        chosen = choose_periods(read.low, read.told, read.label, read.subtype, model)
        for order, right in read.periods.items():
            counts["amounts"] += 1
            counts["right"] += (chosen[order] or "") == right
            kind = "period" if right else "none"
            counts[kind] += 1
            counts[f"{kind} right"] += (chosen[order] or "") == right
    return counts


def cross_validate(reads: Sequence[Read]) -> None:
    groups = sorted({read.group for read in reads})
    random.Random(SEED).shuffle(groups)
    fold_of = {group: order % FOLDS for order, group in enumerate(groups)}
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = fit([read for read in reads if fold_of[read.group] != fold])
        unread = [read for read in reads if fold_of[read.group] == fold and read.label]
        counts += count_right(unread, PeriodModel(weights))  # phrases are no clauses
    for name, of in (("right", "amounts"), ("period right", "period"), ("none right", "none")):
        print(f"{name:14}{counts[name] / counts[of]:.3f}  of {counts[of]}")


def write(weights: dict[str, list[float]]) -> None:
    np.savez_compressed(
        STORED,
        signs=np.array(list(weights)),
        weights=np.array(list(weights.values()), dtype=np.float16),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    options = parser.parse_args()
    reads = load()
    if options.write:
        write(fit(reads))
    else:
        cross_validate(reads)


if __name__ == "__main__":
    main()
