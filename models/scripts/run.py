"""The training project: python models/scripts/run.py all

collect    labels by file and offsets from a file of labelled clauses (once, when labels change)
leads      where the lead-ins of labelled clauses stand (once, when splitting changes)
measure    cross-validation, to models/metrics.json, and the pipeline, trained on everything
train      the pipeline alone (clauseadvisor train does the same)
baselines  other kinds of model on the same folds, to metrics.json
card       models/CARD.md from metrics.json
all        measure, baselines, card
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import card
import corpus
import leads
import measure
import numpy as np

from clauseadvisor.errors import ClauseAdvisorError
from clauseadvisor.labelling.training import Workshop, build, read_config, train

MODELS = Path(__file__).resolve().parents[1]
METRICS = MODELS / "metrics.json"


def main() -> int:
    options = _parser().parse_args()
    try:
        _run(options)
    except ClauseAdvisorError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "step", choices=("collect", "leads", "measure", "train", "baselines", "card", "all")
    )
    parser.add_argument("--config", type=Path, default=MODELS / "configs" / "default.cfg")
    parser.add_argument("--cuad", type=Path, help="folder full_contract_txt of CUAD v1")
    parser.add_argument("--vendor", type=Path, help="folder of the Markdown contracts")
    parser.add_argument("--labelled", type=Path, help="labelled clauses (for collect)")
    parser.add_argument("--output", type=Path, default=MODELS / "pipeline")
    parser.add_argument(
        "--scores",
        type=Path,
        help="write the scores of the cross-validation here (npy; for measure)",
    )
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _run(options: argparse.Namespace) -> None:
    step = options.step
    if step == "collect":
        corpus.collect_labels(options.labelled)
    if step == "leads":
        _find_leads(options.cuad)
    if step in ("measure", "baselines", "train", "all"):
        config = read_config(options.config)
        paths = {"cuad": options.cuad, "vendor_md": options.vendor}
        rows = corpus.load({name: path for name, path in paths.items() if path})
    if step in ("measure", "all"):
        measured = measure.measure(rows, config, options.seed)
        _write({**_metrics(), **measured.metrics})
        if options.scores:
            np.save(options.scores, measure.probabilities(measured.judged))
        # The scores of the cross-validation are all that the decision rule needs.
        later = [row.example for row in corpus.written_later()]
        workshop = Workshop([row.example for row in rows] + later, config, options.seed)
        unseen = measured.unseen.padded(len(later))
        build(workshop, unseen, options.output, measured.metrics["cuad"])
    if step == "train":
        examples = [row.example for row in rows + corpus.written_later()]
        train(examples, output=options.output, seed=options.seed, config=config)
    if step in ("baselines", "all"):
        for name, found in measure.baselines(rows, options.seed):
            others = {**_metrics().get("baselines", {}), name: found}
            _write({**_metrics(), "baselines": others})
    if step in ("card", "all"):
        (MODELS / "CARD.md").write_text(card.render(_metrics()), encoding="utf-8")


def _find_leads(cuad: Path | None) -> None:
    labels = (corpus.ASSETS / "labels_cuad.jsonl", corpus.OWN_CLAUSES)
    with TemporaryDirectory() as folder:
        texts = corpus.contracts("cuad", cuad)
        count = leads.write_leads(texts, labels, corpus.LEADS, Path(folder))
    print(f"{count} labelled clauses have a lead-in")


def _metrics() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(METRICS.read_text("utf-8")) if METRICS.is_file() else {}
    return found


def _write(metrics: dict[str, Any]) -> None:
    METRICS.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
