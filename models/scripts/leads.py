"""Finds the lead-in of every labelled clause of CUAD with our own splitter.

The labels judge paragraphs alone; the product reads a list item with the words that it completes
("Either party may terminate if: (a) ..."). This puts them back: for each labelled clause that our
splitter gives a lead-in, or that is an item inside one of our clauses, the place of these words
in the contract (file and offsets, no sentence) goes to assets/leads_cuad.jsonl.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clauseadvisor.domain import Clause
from clauseadvisor.reading import read_document
from clauseadvisor.splitting import split_clauses

#: A lead-in is read up to this many characters, from its beginning: what it does stands there.
LONGEST = 400

#: Share of a labelled clause and of ours that must lie in the other to count as the same.
SAME = 0.9

#: A labelled item that begins so far into our clause has words before it.
WITHIN = 6


@dataclass(frozen=True)
class Placed:
    """A clause of ours with its place in the text file, and that of its lead-in if it has one."""

    clause: Clause
    start: int
    end: int
    lead: tuple[int, int] | None


def leads_of(text: str, spans: Sequence[tuple[int, int]], folder: Path) -> Iterator[list[int]]:
    """``[start, end, lead start, lead end]`` for each labelled span of ``text`` with a lead-in.

    ``folder`` is a scratch place: reading takes a file.
    """
    placed = list(clauses_of(text, folder))
    starts = [each.start for each in placed]
    for start, end in sorted(spans):
        first = max(bisect_right(starts, start) - 1, 0)
        near = placed[first : first + 4]
        best = max(near, key=lambda each: _shared(each, start, end), default=None)
        if best is None or _shared(best, start, end) < SAME * (end - start):
            continue
        lead = best.lead
        if start - best.start >= WITHIN:
            # Only an item completes what stands before it; a paragraph after others does not.
            lead = (best.start, start) if text.startswith("(", start) else None
        if lead is not None:
            yield [start, end, lead[0], min(lead[1], lead[0] + LONGEST)]


def _shared(placed: Placed, start: int, end: int) -> int:
    return min(placed.end, end) - max(placed.start, start)


def clauses_of(text: str, folder: Path) -> Iterator[Placed]:
    """Our clauses of a text, placed in it without regard to white space. Clauses that reading
    changed (a page number taken out of the middle) are left out."""
    path = folder / "contract.txt"
    path.write_text(text, encoding="utf-8", newline="")
    places = [number for number, letter in enumerate(text) if not letter.isspace()]
    flat = "".join(text[number] for number in places)
    at = 0
    for clause in split_clauses(read_document(path)):
        key = "".join(clause.text.split())
        found = flat.find(key, at)
        if found < 0 or not key:
            continue
        lead = None
        if clause.context:
            words = "".join(clause.context.split())
            before = flat.rfind(words, 0, found)
            if before >= 0:
                lead = (places[before], places[before + len(words) - 1] + 1)
        at = found + len(key)
        yield Placed(clause, places[found], places[at - 1] + 1, lead)


def write_leads(texts: dict[str, str], labels: Sequence[Path], target: Path, folder: Path) -> int:
    """Writes ``target`` for all labelled clauses of the ``labels`` files; returns how many have
    a lead-in."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for path in labels:
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            spans.setdefault(entry["file"], set()).update(
                (clause[0], clause[1]) for clause in entry["clauses"]
            )
    count = 0
    lines = []
    for file in sorted(spans):
        if file not in texts:
            continue
        leads = list(leads_of(texts[file], sorted(spans[file]), folder))
        count += len(leads)
        if leads:
            lines.append(json.dumps({"file": file, "leads": leads}))
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return count
