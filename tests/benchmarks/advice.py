"""Measures the advice against the hand-judged clauses of ../shared/data/facts.jsonl.

Run ``python tests/benchmarks/advice.py [--half report|tune]``. Label, sub-type, facts and burden
are the judged ones, so that only the advice is measured. The clauses are split by a hash of
their id: the playbook was tuned on one half alone, the other half is for reporting. Intervals
are 95 % percentile intervals of 2,000 bootstrap samples, seed 0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clauseadvisor.domain import (
    LABEL_OF,
    Amount,
    Burden,
    Cure,
    Facts,
    Judgement,
    Label,
    Span,
    Suggestion,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.suggest import advise_text

SHARED = Path(__file__).resolve().parents[2] / "../shared/data"
VERDICTS = ("keep", "soften", "replace")


@dataclass(frozen=True)
class Case:
    """One judged clause, what we say of it, and what the look-up by sub-type says."""

    id: str
    text: str
    subtype: str
    gold: dict
    ours: Suggestion


def half_of(clause_id: str) -> str:
    return "report" if int(hashlib.sha256(clause_id.encode()).hexdigest(), 16) % 2 else "tune"


def facts_of(raw: dict, text: str) -> Facts:
    """The judged facts as our data model has them; places are looked up in the text."""

    def span(words: str | None) -> Span | None:
        if not words:
            return None
        start = max(text.find(words), 0)
        return Span(start=start, end=start + len(words), text=words)

    cure = span(raw["cure"])
    amounts = tuple(
        Amount(
            kind="duration" if each["kind"] == "days" else each["kind"],
            value=float(each["value"]),
            unit=each.get("unit") or "",
            per=each.get("per"),
            base=each.get("base"),
            text=each["text"],
            start=0,
            end=len(each["text"]),
        )
        for each in raw["amounts"]
        if isinstance(each.get("value"), (int, float))
    )
    return Facts(
        trigger=span(raw["trigger"]),
        consequence=span(raw["consequence"]),
        cap=span(raw["cap"]),
        metric=span(raw["metric"]),
        target=span(raw["target"]),
        cure=Cure(text=cure.text, start=cure.start, end=cure.end) if cure else None,
        amounts=amounts,
    )


def judged(subtype: str) -> Judgement:
    """A certain judgement, as the gold has it."""
    label = LABEL_OF[subtype]
    return Judgement(
        label=label,
        subtype=subtype,
        secondary=(),
        scores={each.value: float(each is label) for each in Label},
        confidence=1.0,
        needs_review=False,
    )


def cases(half: str, shared: Path = SHARED) -> list[Case]:
    """The judged penalties and controls of one half with our suggestion for each."""
    playbook = load_playbook()
    known: dict[str, dict] = {}
    for name in ("labelled.jsonl", "written.jsonl"):
        for line in (shared / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            known[row["id"]] = row
    found = []
    for line in (shared / "facts.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if gold["verdict"] is None or half_of(gold["id"]) != half:
            continue
        row = known[gold["id"]]
        ours = advise_text(
            row["text"],
            judgement=judged(row["subtype"]),
            facts=facts_of(gold["facts"], row["text"]),
            burden=Burden(gold["burden"]),
            burdened_party=gold["burdened_party"],
            playbook=playbook,
        )
        assert ours is not None, row["subtype"]
        found.append(Case(gold["id"], row["text"], row["subtype"], gold, ours))
    return found


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in pairs) / len(pairs)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Over the three verdicts; (gold, ours)."""
    scores = []
    for verdict in VERDICTS:
        hit = sum(a == b == verdict for a, b in pairs)
        said = sum(b == verdict for _, b in pairs)
        true = sum(a == verdict for a, _ in pairs)
        scores.append(2 * hit / (said + true) if said + true else 0.0)
    return sum(scores) / len(scores)


def codes(options: Sequence[str]) -> set[str]:
    """The mechanism codes (F1, I8, R2) among free-text options."""
    return {each for each in options if each[0] in "FIR" and each[1:].isdigit()}


def verdict_pairs(found: Sequence[Case]) -> list[tuple[str, str]]:
    return [(case.gold["verdict"], case.ours.verdict.value) for case in found]


def lookup_pairs(found: Sequence[Case], learnt: Sequence[Case]) -> list[tuple[str, str]]:
    """Majority verdict per sub-type of the other half."""
    by_subtype: dict[str, Counter[str]] = {}
    for case in learnt:
        by_subtype.setdefault(case.subtype, Counter())[case.gold["verdict"]] += 1
    overall = Counter(case.gold["verdict"] for case in learnt)
    return [
        (case.gold["verdict"], by_subtype.get(case.subtype, overall).most_common(1)[0][0])
        for case in found
    ]


def recipe_pairs(found: Sequence[Case]) -> list[tuple[str, str]]:
    return [(case.gold["recipe"], case.ours.recipe) for case in found if case.gold["recipe"]]


def mechanism_pairs(found: Sequence[Case]) -> list[tuple[str, str]]:
    """(leading mechanism is among the gold's, "yes") wherever the gold names a mechanism."""
    pairs = []
    for case in found:
        wanted = codes(case.gold["options"])
        if wanted:
            leading = (case.ours.mechanisms or (None,))[0]
            pairs.append(("yes" if leading in wanted else "no", "yes"))
    return pairs


def kind_pairs(found: Sequence[Case]) -> list[tuple[str, str]]:
    """Bonus, trust norm, both or none (two readers agree on it in 0.63)."""
    return [(case.gold["kind"], case.ours.kind.value) for case in found]


def interval(
    pairs: Sequence[tuple[str, str]], measure: Callable[[Sequence[tuple[str, str]]], float]
) -> tuple[float, float]:
    draw = random.Random(0)
    values = sorted(measure(draw.choices(pairs, k=len(pairs))) for _ in range(2000))
    return values[50], values[1949]


def report(half: str) -> list[tuple[str, float, tuple[float, float], int]]:
    found = cases(half)
    learnt = cases("tune")
    rows = [
        ("verdict accuracy", verdict_pairs(found), accuracy),
        ("verdict macro-F1", verdict_pairs(found), macro_f1),
        ("look-up by sub-type: verdict accuracy", lookup_pairs(found, learnt), accuracy),
        ("look-up by sub-type: verdict macro-F1", lookup_pairs(found, learnt), macro_f1),
        ("recipe accuracy", recipe_pairs(found), accuracy),
        ("leading mechanism among the gold's", mechanism_pairs(found), accuracy),
        ("kind accuracy", kind_pairs(found), accuracy),
    ]
    return [
        (name, measure(pairs), interval(pairs, measure), len(pairs))
        for name, pairs, measure in rows
    ]


def main() -> None:
    if not (SHARED / "facts.jsonl").is_file():
        sys.exit(
            f"The judged clauses are not in {SHARED}: without them there is nothing to measure."
        )
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    parser.add_argument(
        "--misses", action="store_true", help="list what differs (tuning half only)"
    )
    options = parser.parse_args()
    print(f"{options.half} half, figures with 95 % intervals")
    for name, value, (low, high), count in report(options.half):
        print(f"{name:42s} {value:.3f}  [{low:.3f}, {high:.3f}]  n={count}")
    if options.misses:
        if options.half != "tune":
            sys.exit("The reporting half is not looked at clause by clause.")
        show_misses(cases("tune"))


def show_misses(found: Sequence[Case]) -> None:
    for case in found:
        wanted = codes(case.gold["options"])
        leading = (case.ours.mechanisms or ("-",))[0]
        wrong = [
            part
            for part, bad in (
                ("V", case.gold["verdict"] != case.ours.verdict.value),
                ("R", bool(case.gold["recipe"]) and case.gold["recipe"] != case.ours.recipe),
                ("M", bool(wanted) and leading not in wanted),
            )
            if bad
        ]
        if wrong:
            print(
                f"{''.join(wrong):3s} {case.id:8s} {case.subtype:20s} {case.gold['recipe']} {case.gold['verdict']:8s}"
                f"| {case.ours.recipe} {case.ours.verdict.value:8s} {','.join(case.ours.guardrails):8s} {leading} {sorted(wanted)}"
                f" | {case.gold['reason'][:110]}"
            )


if __name__ == "__main__":
    main()
