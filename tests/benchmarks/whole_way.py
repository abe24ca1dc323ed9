"""The whole analysis against bare text extraction, side by side in one run and one process.

Run ``python tests/benchmarks/whole_way.py [FOLDER]``; by default the shared PDF contracts. Each
figure is the best of three passes over all files; the ratios are what counts, the seconds belong
to the machine that is named.
"""

from __future__ import annotations

import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from clauseadvisor.analysis import analyze, default_classifier, default_playbook
from clauseadvisor.reading import read_document
from clauseadvisor.splitting import split_clauses

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/contracts/pdf"
PASSES = 3


def bare(file: Path) -> None:
    """Text of every page through pypdfium2, nothing else."""
    with pypdfium2.PdfDocument(file) as document:
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def best(work: Callable[[Path], object], files: list[Path]) -> float:
    """Seconds of the fastest of several passes over all files."""
    seconds = []
    for _ in range(PASSES):
        began = time.perf_counter()
        for file in files:
            work(file)
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def main(folder: Path) -> int:
    """Prints the table; 1 when there is nothing to measure."""
    files = sorted(folder.glob("*.pdf"))
    if not files:
        print(
            f"There are no PDF files in {folder}: name a folder that holds some.", file=sys.stderr
        )
        return 1
    default_classifier()
    default_playbook()
    ground = best(bare, files)
    steps = {
        "bare pypdfium2 text": ground,
        "reading": best(read_document, files),
        "reading and splitting": best(lambda file: split_clauses(read_document(file)), files),
        "whole analysis": best(analyze, files),
    }
    print(
        f"{len(files)} PDF files; {platform.machine()}, Python {platform.python_version()}, best of {PASSES}"
    )
    for name, seconds in steps.items():
        print(f"{name:24} {seconds:7.2f} s   {seconds / ground:6.2f} x bare text")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))
