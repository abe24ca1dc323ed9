"""The training project: python models/scripts/run.py all

collect  labels by file and offsets from a file of labelled clauses (once, when labels change)
measure  cross-validation and baselines, to models/metrics.json
train    the pipeline, on everything, to models/pipeline
card     models/CARD.md from metrics.json
all      measure, train, card
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import card
import corpus
import measure

from clauseadvisor.errors import ClauseAdvisorError
from clauseadvisor.labelling.training import read_config, train

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
    parser.add_argument("step", choices=("collect", "measure", "train", "card", "all"))
    parser.add_argument("--config", type=Path, default=MODELS / "configs" / "default.cfg")
    parser.add_argument("--cuad", type=Path, help="folder full_contract_txt of CUAD v1")
    parser.add_argument("--vendor", type=Path, help="folder of the Markdown contracts")
    parser.add_argument("--labelled", type=Path, help="labelled clauses (for collect)")
    parser.add_argument("--output", type=Path, default=MODELS / "pipeline")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-baselines", action="store_true", help="measure our model alone")
    return parser


def _run(options: argparse.Namespace) -> None:
    if options.step == "collect":
        corpus.collect_labels(options.labelled)
        return
    config = read_config(options.config)
    if options.step in ("measure", "train", "all"):
        paths = {"cuad": options.cuad, "vendor_md": options.vendor}
        rows = corpus.load({name: path for name, path in paths.items() if path})
    if options.step in ("measure", "all"):
        metrics = measure.measure(rows, config, options.seed, baselines=not options.no_baselines)
        METRICS.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    if options.step in ("train", "all"):
        train(
            [row.example for row in rows], output=options.output, seed=options.seed, config=config
        )
    if options.step in ("card", "all"):
        metrics = json.loads(METRICS.read_text(encoding="utf-8"))
        (MODELS / "CARD.md").write_text(card.render(metrics), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
