"""Speed and size of the shipped pipeline beside spaCy's own tokenizer, in one run on one core.

Run ``python tests/benchmarks/labelling.py [--clauses N]``. The clauses are our own written ones,
joined to some 500 characters each. Besides clauses a second it prints ratios, which tell more
than seconds of one machine.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from clauseadvisor.labelling.base import ClauseText
from clauseadvisor.labelling.classifier import SpacyClassifier
from clauseadvisor.labelling.opinion import SecondOpinion
from clauseadvisor.resources import resource

WRITTEN = Path(__file__).resolve().parents[2] / "models" / "assets" / "written.jsonl"
LENGTH = 500


def texts(count: int) -> list[str]:
    """Texts of at least LENGTH characters, made of whole clauses."""
    clauses = [
        json.loads(line)["text"] for line in WRITTEN.read_text(encoding="utf-8").splitlines()
    ]
    found: list[str] = []
    current = ""
    for number in range(10 * count):
        current = f"{current} {clauses[(number * 7) % len(clauses)]}".strip()
        if len(current) >= LENGTH:
            found.append(current[: LENGTH + 100])
            current = ""
        if len(found) == count:
            break
    return found


def rate(work: Callable[[list[str]], object], items: list[str], rounds: int = 3) -> float:
    """Texts a second of processor time, the best of some rounds after a warm-up."""
    work(items[: len(items) // 4])
    best = 0.0
    for _ in range(rounds):
        started = time.process_time()
        work(items)
        best = max(best, len(items) / (time.process_time() - started))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, default=2000)
    items = texts(parser.parse_args().clauses)
    started = time.perf_counter()
    classifier = SpacyClassifier.load()
    loading = time.perf_counter() - started
    tokenizer = spacy.blank("en").tokenizer
    ours = rate(lambda some: classifier.judge([ClauseText(text=text) for text in some]), items)
    reference = rate(lambda some: list(tokenizer.pipe(some)), items)
    opinion = SecondOpinion.load()
    thorough = classifier.with_opinion(opinion)
    twice = rate(lambda some: thorough.judge([ClauseText(text=text) for text in some]), items, 1)
    alone = rate(opinion.scores, items[::20], 1)
    folders = (resource("_model"), resource("_opinion"))
    sizes = [
        sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        for folder in folders
    ]
    print(f"model                     {classifier.version}")
    print(
        f"clauses                   {len(items)}, {sum(map(len, items)) / len(items):.0f} characters on average"
    )
    print(f"judging, whole            {ours:.0f} clauses a second of processor time, one core")
    print(f"spaCy's tokenizer alone   {reference:.0f}")
    print(f"ratio                     {ours / reference:.2f}")
    print(
        f"with a second opinion     {twice:.0f}, {twice / ours:.3f} of it; that alone {alone:.0f}"
    )
    print(f"loading                   {loading:.2f} s")
    print(
        f"size                      {sizes[0] / 1e6:.2f} MB, second opinion {sizes[1] / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
