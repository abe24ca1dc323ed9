"""What sets a clause off, and what follows: trigger and consequence.

Rules read conditions and main clauses (:mod:`clauseadvisor.labelling.cores`); a ranking of the
spans of words, which weighs what the rules say, decides (:mod:`clauseadvisor.labelling.spans`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clauseadvisor.domain import Label, Span
from clauseadvisor.labelling.cores import read_core
from clauseadvisor.labelling.lexicon import lowered
from clauseadvisor.labelling.marks import Reading
from clauseadvisor.labelling.sentences import sentences, trimmed
from clauseadvisor.labelling.signals import Signals
from clauseadvisor.labelling.spans import find_spans, span_model

#: Clauses read in one go: more would fill the processor's cache.
_TOGETHER = 32
_STRIP = " \t\r\n,.;:–-"
#: What stands before the part of a word ("party" of "third-party"), and what is left of a word or a
#: figure ("95" of "95.5 %").
_WORD_BEFORE = re.compile(r"\b\w[\w-]*-\Z")
_REST = re.compile(r"(?<=\d)(?:(?:[.,]\d+)*\s?%|(?:[.,]\d+)+)|(?<=\w)(?:-\w+)+")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Frame:
    """Trigger and consequence of a clause."""

    trigger: Span | None
    consequence: Span | None


NO_FRAME = Frame(None, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause whose frame is asked for; ``label`` and ``subtype`` tell which sentence is meant."""

    text: str
    label: Label | None = None
    subtype: str | None = None


def find_frame(text: str, *, label: Label | None, subtype: str | None) -> Frame:
    """The core of the clause, empty when no sentence of it can be one."""
    return find_frames([Asked(text, label, subtype)])[0]


def find_frames(asked: Sequence[Asked]) -> list[Frame]:
    """The frame of each clause, in order; many together take half the time."""
    frames: list[Frame] = []
    for start in range(0, len(asked), _TOGETHER):
        some = asked[start : start + _TOGETHER]
        readings = {number: read for number, each in enumerate(some) if (read := _read(each))}
        found = find_spans([*readings.values()], span_model())
        spans = dict(zip(readings, found, strict=True))
        frames += [
            _frame(each.text, *spans[number]) if number in spans else NO_FRAME
            for number, each in enumerate(some)
        ]
    return frames


def _read(asked: Asked) -> Reading | None:
    """The clause as the rules read it, None without a sentence."""
    parts = sentences(asked.text)
    if not parts:
        return None
    low = lowered(asked.text)
    signals = Signals(low, asked.label, asked.subtype)
    return Reading(asked.text, signals, read_core(asked.text, low, signals, parts), parts)


def _frame(
    text: str, trigger: tuple[int, int] | None, consequence: tuple[int, int] | None
) -> Frame:
    return Frame(trigger=_span(text, trigger), consequence=_span(text, consequence))


def _span(text: str, span: tuple[int, int] | None) -> Span | None:
    if span is None:
        return None
    start, end = trimmed(text, *span, _STRIP)
    if start >= end:
        return None
    start, end = _whole(text, start, end)
    return Span(start=start, end=end, text=text[start:end])


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the whole of the words and figures at its ends, of which it may hold a part."""
    if before := _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start):
        start = before.start()
    if rest := _REST.match(text, end):
        end = rest.end()
    return start, end
