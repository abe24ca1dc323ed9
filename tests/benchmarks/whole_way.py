"""The whole analysis against bare text extraction, side by side in one run and one process.

Run ``python tests/benchmarks/whole_way.py [FOLDER] [--thorough]``; by default the shared PDF
contracts, and without a second opinion on the clauses in doubt. Each
figure is CPU time, for each file the best of several runs that take turns; the ratios are what
counts, the seconds belong to the machine that is named. The wall clock would count what else the
machine does: beside other work it gave ratios from 1.8 to 3.0 for what takes 2.2 of CPU time.
"""

from __future__ import annotations

import argparse
import platform
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pypdfium2

from clauseadvisor.analysis import Inputs, analyze, default_classifier, default_playbook
from clauseadvisor.reading import read_document
from clauseadvisor.splitting import split_clauses

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/contracts/pdf"
RUNS = 5


def bare(file: Path) -> None:
    """Text of every page through pypdfium2, nothing else."""
    with pypdfium2.PdfDocument(file) as document:
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def bests(works: Sequence[Callable[[Path], object]], file: Path) -> list[float]:
    """CPU seconds of the fastest run of each work on the file; all are run in turns."""
    least = [float("inf")] * len(works)
    for _ in range(RUNS):
        for place, work in enumerate(works):
            began = time.process_time()
            work(file)
            least[place] = min(least[place], time.process_time() - began)
    return least


def main(folder: Path, thorough: bool) -> int:
    """Prints the table; 1 when there is nothing to measure."""
    files = sorted(folder.glob("*.pdf"))
    if not files:
        print(
            f"There are no PDF files in {folder}: name a folder that holds some.", file=sys.stderr
        )
        return 1
    default_classifier()
    default_playbook()
    steps: dict[str, Callable[[Path], object]] = {
        "bare pypdfium2 text": bare,
        "reading": read_document,
        "reading and splitting": lambda file: split_clauses(read_document(file)),
        "whole analysis": analyze,
    }
    if thorough:
        default_classifier(thorough=True)
        steps["the same, thorough"] = partial(analyze, inputs=Inputs(thorough=True))
    taken = [
        sum(column) for column in zip(*(bests([*steps.values()], f) for f in files), strict=True)
    ]
    ground = taken[0]
    print(
        f"{len(files)} PDF files; {platform.machine()}, Python {platform.python_version()}, best of {RUNS}"
    )
    for name, seconds in zip(steps, taken, strict=True):
        print(f"{name:24} {seconds:7.2f} s   {seconds / ground:6.2f} x bare text")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--thorough", action="store_true")
    options = parser.parse_args()
    sys.exit(main(options.folder, options.thorough))
