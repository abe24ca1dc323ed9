"""How well facts and burdens are read, against clauses that were read by hand.

    python tests/benchmarks/facts.py [tuning|reporting] [--speed]

The clauses of ``shared/data/facts.jsonl`` are split in two by the hash of their id: rules are
tuned on one half, figures are reported on the other. The parties of a clause are read from its
whole contract, out of the packed texts; written clauses have only themselves. ``--speed`` reads
the non-neutral clauses of that half again and again, beside spaCy's own tokenizer, on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import spacy

from clauseadvisor.domain import Amount, Document, Facts, Format, Label, Party
from clauseadvisor.labelling.burden import find_burden
from clauseadvisor.labelling.facts import find_facts
from clauseadvisor.labelling.parties import find_parties

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
#: Our names for the kinds and periods of the hand-read amounts.
KINDS = {"days": "duration"}
PERIODS = {"day", "week", "month", "quarter", "year", "invoice"}
ODD_PERIODS = {"30 days": "other", "hour": "other", "half hour": "other", "minute": "other"}


@dataclass
class Figures:
    """What one half comes to; shares between 0 and 1."""

    clauses: int = 0
    found: int = 0
    wrong: int = 0
    missed: int = 0
    periods: int = 0
    periods_right: int = 0
    overlap: dict[str, list[float]] = field(default_factory=dict)
    burden_right: int = 0
    burden_alone_right: int = 0

    @property
    def amounts(self) -> float:
        return 2 * self.found / max(1, 2 * self.found + self.wrong + self.missed)

    @property
    def period(self) -> float:
        return self.periods_right / max(1, self.periods)

    def token_f1(self, key: str) -> float:
        values = self.overlap.get(key, [])
        return sum(values) / max(1, len(values))

    @property
    def burden(self) -> float:
        return self.burden_right / max(1, self.clauses)

    @property
    def burden_alone(self) -> float:
        return self.burden_alone_right / max(1, self.clauses)


def half_of(identifier: str) -> str:
    """The half a clause belongs to, by the first byte of the SHA-256 of its id."""
    return "reporting" if hashlib.sha256(identifier.encode()).digest()[0] % 2 else "tuning"


def measure(half: str, data: Path = DATA) -> Figures:
    """Reads the clauses of one half and compares them with what was read by hand."""
    texts = _texts(data)
    contracts = _contracts(data)
    figures = Figures()
    for row in _lines(data / "facts.jsonl"):
        if half_of(row["id"]) == half:
            _compare(row, texts[row["id"]], contracts, figures)
    return figures


def _compare(
    row: Mapping[str, Any],
    clause: Mapping[str, Any],
    contracts: Callable[[str, str], tuple[Party, ...]],
    figures: Figures,
) -> None:
    label, subtype = Label(clause["label"]), clause["subtype"]
    facts = find_facts(clause["text"], label=label, subtype=subtype)
    figures.clauses += 1
    _compare_amounts(row["facts"]["amounts"], facts.amounts, figures)
    for key in ("trigger", "consequence", "cap", "cure", "metric", "target"):
        gold = row["facts"][key]
        if gold:
            span = getattr(facts, key)
            figures.overlap.setdefault(key, []).append(_overlap(gold, span.text if span else ""))
    parties = contracts(clause.get("source", ""), clause.get("file", ""))
    figures.burden_right += _burden(clause["text"], label, subtype, facts, parties) == row["burden"]
    figures.burden_alone_right += (
        _burden(clause["text"], label, subtype, facts, ()) == row["burden"]
    )


def _burden(
    text: str, label: Label, subtype: str | None, facts: Facts, parties: Sequence[Party]
) -> str:
    burden, _ = find_burden(text, label=label, subtype=subtype, facts=facts, parties=parties)
    return burden.value


def _compare_amounts(
    gold: Sequence[Mapping[str, Any]], read: Sequence[Amount], figures: Figures
) -> None:
    left = list(read)
    for amount in gold:
        kind = KINDS.get(amount["kind"], amount["kind"])
        hits = [a for a in left if a.kind == kind and abs(a.value - amount["value"]) < 0.011]
        if not hits:
            figures.missed += 1
            continue
        hit = min(hits, key=lambda a: a.text not in amount["text"] and amount["text"] not in a.text)
        left.remove(hit)
        figures.found += 1
        if amount["per"]:
            figures.periods += 1
            figures.periods_right += hit.per == _period(amount["per"])
    figures.wrong += len(left)


def _period(written: str) -> str:
    first = written.split(" per ")[0]
    if re.fullmatch(r"(?:12|twelve) months", first):
        return "year"
    if re.fullmatch(r"\w+ (?:hours|days|weeks|months|quarters|years)", first):
        return "other"  # some months or hours together are no period of ours
    return first if first in PERIODS else ODD_PERIODS.get(written, "unit")


def _overlap(gold: str, read: str) -> float:
    """F1 of the words that two spans share."""
    first, second = (Counter(re.findall(r"\w+", text.lower())) for text in (gold, read))
    return 2 * sum((first & second).values()) / max(1, sum(first.values()) + sum(second.values()))


# ---------------------------------------------------------------- data


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _texts(data: Path) -> dict[str, dict[str, Any]]:
    rows = _lines(data / "labelled.jsonl") + _lines(data / "written.jsonl")
    return {row["id"]: row for row in rows}


def _contracts(data: Path) -> Callable[[str, str], tuple[Party, ...]]:
    """Reads the parties of a contract out of the packed texts; written clauses have none."""
    members = {
        source: _members(data / "unlabelled" / f"{packed}.tar.xz")
        for source, packed in (("cuad", "cuad_txt"), ("vendor_md", "vendor_md"))
    }

    @cache
    def parties(source: str, name: str) -> tuple[Party, ...]:
        text = members.get(source, {}).get(name)
        if text is None:
            return ()
        document = Document(name=name, sha256="", format=Format.TEXT, pages=None, text=text)
        return find_parties(document, ())

    return parties


def _members(archive: Path) -> dict[str, str]:
    with tarfile.open(archive) as packed:
        return {
            Path(member.name).name: file.read().decode("utf-8", errors="replace")
            for member in packed.getmembers()
            if (file := packed.extractfile(member)) is not None
        }


def _print_speed(half: str, data: Path = DATA) -> None:
    texts = _texts(data)
    rows = [texts[row["id"]] for row in _lines(data / "facts.jsonl") if half_of(row["id"]) == half]
    tokenizer = spacy.blank("en").tokenizer

    def read() -> None:
        for row in rows:
            label, subtype = Label(row["label"]), row["subtype"]
            facts = find_facts(row["text"], label=label, subtype=subtype)
            find_burden(row["text"], label=label, subtype=subtype, facts=facts, parties=())

    def tokenize() -> None:
        for row in rows:
            tokenizer(row["text"])

    ours, reference = (max(_rate(work, len(rows)) for _ in range(5)) for work in (read, tokenize))
    print(f"facts and burden          {ours:.0f} clauses a second of processor time, one core")
    print(f"spaCy's tokenizer alone   {reference:.0f}")
    print(f"ratio                     {ours / reference:.2f}")


def _rate(work: Callable[[], None], count: int) -> float:
    started = time.process_time()
    work()
    return count / (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", default="reporting", choices=["tuning", "reporting"])
    parser.add_argument("--speed", action="store_true", help="measure speed alone")
    options = parser.parse_args()
    if not (DATA / "facts.jsonl").is_file():
        sys.exit(f"The judged clauses are not in {DATA}: without them there is nothing to measure.")
    if options.speed:
        _print_speed(options.half)
        return
    figures = measure(options.half)
    print(f"clauses                      {figures.clauses}")
    print(f"amounts, F1 (kind and value) {figures.amounts:.3f}")
    print(f"period right                 {figures.period:.3f}  of {figures.periods}")
    for key in ("trigger", "consequence", "cap", "cure", "metric", "target"):
        count = len(figures.overlap.get(key, []))
        print(f"{key + ', token F1':29}{figures.token_f1(key):.3f}  of {count}")
    print(f"burden right, whole contract {figures.burden:.3f}")
    print(f"burden right, clause alone   {figures.burden_alone:.3f}")


if __name__ == "__main__":
    main()
