"""Measures the model and its baselines by cross-validation, never on a contract it has seen.

CUAD: five folds by contract; vendor contracts and every written clause are trained on. Vendor
contracts: four folds by template; written clauses: four folds by the hand that wrote
them; CUAD is trained on. Decision rules (offsets, temperature, thresholds) of a fold are
fitted on scores of the other folds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import baselines as reference
import numpy as np
from corpus import Sourced
from evidence_check import evidence_share
from mistakes import errors
from numpy.typing import NDArray

from clauseadvisor.domain import Judgement
from clauseadvisor.labelling.deciding import macro_f1
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.measuring import Evaluation, compare
from clauseadvisor.labelling.training import Scored, TrainingConfig, Workshop, folds_of, text_of

FOLDS = 5

#: The kinds of clauses: CUAD's paragraphs, CUAD's clauses as our splitter cuts them, vendor
#: contracts, written ones.
KINDS = ("cuad", "cuad_clauses", "vendor_md", "written")
#: Written clauses come from few hands; vendor contracts have twelve templates.
OTHER_FOLDS = 4


@dataclass(frozen=True)
class Measured:
    """The figures, and for every clause the scores and the judgement of a model that has not seen
    its group (``judged`` for the clauses of CUAD alone)."""

    metrics: dict[str, Any]
    unseen: Scored
    judged: Sequence[Judgement | None]


def measure(rows: Sequence[Sourced], config: TrainingConfig, seed: int) -> Measured:
    """All figures of models/metrics.json but the baselines."""
    source = np.array([row.source for row in rows])
    workshop = Workshop([row.example for row in rows], config, seed)
    cuad = cuad_folds(rows, seed)
    others = np.maximum(
        folds_by_group(rows, source == "vendor_md", OTHER_FOLDS, seed),
        folds_by_group(rows, source == "written", OTHER_FOLDS, seed),
    )
    print("cross-validation on CUAD ...", flush=True)
    # Decisions are fitted on the kinds that the figures are about.
    scored = workshop.cross_score(cuad, source == "cuad")
    judged = workshop.cross_judge(scored)
    found = evaluation(rows, judged, source == "cuad")
    print(found.to_text(), flush=True)
    print("cross-validation on vendor contracts and written clauses ...", flush=True)
    scored_others = workshop.cross_score(others)
    judged_others = workshop.cross_judge(scored_others)
    metrics: dict[str, Any] = {
        "seed": seed,
        "clauses": {name: int((source == name).sum()) for name in KINDS},
        "cuad": found.to_dict(),
        "cuad_folds": [
            evaluation(rows, judged, (source == "cuad") & (cuad == number)).to_dict()["macro_f1"]
            for number in range(FOLDS)
        ],
        "cuad_errors": errors(rows, judged, "cuad"),
        "cuad_first_labels": with_first_labels(rows, judged, source == "cuad"),
        "cuad_clauses": evaluation(rows, judged, source == "cuad_clauses").to_dict(),
        "vendor_md": evaluation(rows, judged_others, source == "vendor_md").to_dict(),
        "written": evaluation(rows, judged_others, source == "written").to_dict(),
        "evidence": evidence_share(rows, judged, workshop, scored, seed),
    }
    return Measured(metrics, joined(scored, scored_others), judged)


def probabilities(judged: Sequence[Judgement | None]) -> NDArray[np.float32]:
    """The probability of each label, and whether the clause is marked for review (clauses x
    labels + 1); nothing but NaN for a clause without a judgement."""
    found = np.full((len(judged), len(LABELS) + 1), np.nan, dtype=np.float32)
    for row, each in enumerate(judged):
        if each is not None:
            found[row] = [*(each.scores[name] for name in LABELS), each.needs_review]
    return found


def joined(first: Scored, second: Scored) -> Scored:
    """The scores of two cross-validations over different clauses, as one."""
    mine = (first.fold >= 0)[:, None]
    return Scored(
        np.maximum(first.fold, second.fold),
        first.decide | second.decide,
        np.where(mine, first.profile, second.profile),
        np.where(mine, first.secondary, second.secondary),
        (),
    )


def folds_by_group(
    rows: Sequence[Sourced], chosen: NDArray[np.bool_], count: int, seed: int
) -> NDArray[np.int64]:
    """The fold of each chosen row, by its group; -1 for the others."""
    fold = np.full(len(rows), -1, dtype=np.int64)
    groups = [row.example.group or "" for row, mine in zip(rows, chosen, strict=True) if mine]
    fold[chosen] = folds_of(groups, count, seed)
    return fold


def cuad_folds(rows: Sequence[Sourced], seed: int) -> NDArray[np.int64]:
    """The fold of each clause of CUAD by its contract, however it was cut; -1 for the others."""
    source = np.array([row.source for row in rows])
    fold = folds_by_group(rows, source == "cuad", FOLDS, seed)
    fold_of = {
        row.example.group: number
        for row, number in zip(rows, fold.tolist(), strict=True)
        if row.source == "cuad"
    }
    for place in np.flatnonzero(source == "cuad_clauses").tolist():
        # A contract without a paragraph of its own kind is nobody's test.
        fold[place] = fold_of.get(rows[place].example.group, 0)
    return fold


def evaluation(
    rows: Sequence[Sourced], judged: Sequence[Judgement | None], chosen: NDArray[np.bool_]
) -> Evaluation:
    pairs = [
        (judgement, row.example)
        for judgement, row, mine in zip(judged, rows, chosen, strict=True)
        if mine and judgement is not None
    ]
    return compare([judgement for judgement, _ in pairs], [example for _, example in pairs])


def with_first_labels(
    rows: Sequence[Sourced], judged: Sequence[Judgement | None], chosen: NDArray[np.bool_]
) -> float:
    """Macro-F1 against the labels as they were before some were read again."""
    found = evaluation(
        [
            replace(row, example=replace(row.example, label=row.first_label, subtype=None))
            for row in rows
        ],
        judged,
        chosen,
    )
    macro: float = found.to_dict()["macro_f1"]
    return macro


def baselines(rows: Sequence[Sourced], seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names and F1 of other kinds of model, on the same CUAD folds."""
    fold = cuad_folds(rows, seed)
    for name, fit in reference.ALL.items():
        yield name, baseline(rows, fold, fit, seed)


def baseline(
    rows: Sequence[Sourced],
    fold: NDArray[np.int64],
    fit: Callable[[list[str], list[str], int], Callable[[list[str]], list[str]]],
    seed: int,
) -> dict[str, Any]:
    """F1 of another kind of model, on the same folds."""
    texts = [text_of(row.example) for row in rows]
    answers = np.array([LABELS.index(row.example.label) for row in rows])
    given = np.full(len(rows), -1, dtype=np.int64)
    started = time.perf_counter()
    for number in range(FOLDS):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        predict = fit([texts[n] for n in train], [LABELS[answers[n]] for n in train], seed)
        given[test] = [LABELS.index(label) for label in predict([texts[n] for n in test])]
    paragraph = np.array([row.source == "cuad" for row in rows])
    mine = (fold >= 0) & paragraph
    print(f"baseline {fit.__name__}: {time.perf_counter() - started:.0f} s")
    each = [
        macro_f1(given[mine & (fold == number)], answers[mine & (fold == number)])
        for number in range(FOLDS)
    ]
    return {
        "macro_f1": round(macro_f1(given[mine], answers[mine]), 4),
        "fold_mean": round(float(np.mean(each)), 4),
        "labels": {
            name: round(f1_of(given[mine] == label, answers[mine] == label), 4)
            for label, name in enumerate(LABELS)
        },
    }


def f1_of(given: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return float(2 * (given & true).sum() / max(1, given.sum() + true.sum()))
