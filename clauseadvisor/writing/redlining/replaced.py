"""Which words of a clause go when a proposal takes the place of what it imposes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from clauseadvisor.domain import LabelledClause
from clauseadvisor.writing.wording import body

#: A full stop that ends a sentence: not one of "No. 4", "Ltd. The", "e.g. If" or "J. Smith".
_SENTENCE_END: Final = re.compile(
    r"(?<!\bNos)(?<!\bNo)(?<!\bLtd)(?<!\bInc)(?<!\bCo)(?<!\bArt)(?<!\bSec)(?<!\be\.g)(?<!\bi\.e)"
    r"(?<!\bvs)(?<!\b[A-Z])[.!?](?:[\"”’)]*\]\s+|[\"”’)]*\s+(?=[\"“(\[]?[A-Z]))|\n+"
)


def replaced(clause: LabelledClause) -> tuple[list[tuple[int, int]], bool]:
    """The spans of ``clause.text`` (characters from its start) that go, and whether no other stay.

    These are the sentences that hold the evidence of the label, the consequence or its cap; a
    sentence goes whole, as half of one would not read. Without evidence all of the words go.
    Number and heading are no part of it.
    """
    text = clause.text
    start = max(text.find(body(clause)), 0)
    end = len(text.rstrip())
    sentences = list(_sentences(text, start, end))
    marks = list(_marks(clause))
    going = [
        (first, last)
        for first, last in sentences
        if any(begin < last and first < stop for begin, stop in marks)
    ]
    if not going or len(going) == len(sentences):
        return [(start, end)], True
    return going, False


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each sentence with the blanks behind it."""
    for found in _SENTENCE_END.finditer(text, start, end):
        if text[start : found.end()].strip():
            yield start, found.end()
            start = found.end()
    if text[start:end].strip():
        yield start, end


def _marks(clause: LabelledClause) -> Iterator[tuple[int, int]]:
    """Where the clause shows what it imposes; found by its words where offsets do not hold."""
    facts = clause.facts
    named = [(each.start, each.text) for each in clause.evidence]
    named += [
        (each.start, each.text) for each in (facts.consequence, facts.cap) if each is not None
    ]
    for start, words in named:
        at = start - clause.start
        if at < 0 or clause.text[at : at + len(words)] != words:
            # An excerpt has offsets of its own, and one blank where there were more.
            found = re.search(r"\s+".join(map(re.escape, words.split())), clause.text)
            if found is None or not words.strip():
                continue
            at, words = found.start(), found[0]
        yield at, at + len(words)
