"""What sets a clause off, and what follows: trigger and consequence.

Rules read conditions and main clauses (:mod:`clauseadvisor.labelling.cores`); a ranking of the
spans of words, which weighs what the rules say, decides (:mod:`clauseadvisor.labelling.spans`).
"""

from __future__ import annotations

from dataclasses import dataclass

from clauseadvisor.domain import Label, Span
from clauseadvisor.labelling.cores import read_core
from clauseadvisor.labelling.lexicon import lowered
from clauseadvisor.labelling.sentences import sentences, trimmed
from clauseadvisor.labelling.signals import Signals
from clauseadvisor.labelling.spans import find_spans, span_model

_STRIP = " \t\r\n,.;:–-"


@dataclass(frozen=True, slots=True)
class Frame:
    """Trigger and consequence of a clause."""

    trigger: Span | None
    consequence: Span | None


NO_FRAME = Frame(None, None)


def find_frame(text: str, *, label: Label | None, subtype: str | None) -> Frame:
    """The core of the clause, empty when no sentence of it can be one."""
    parts = sentences(text)
    if not parts:
        return NO_FRAME
    low = lowered(text)
    signals = Signals(low, label, subtype)
    core = read_core(text, low, signals, parts)
    trigger, consequence = find_spans(text, signals, core, parts, span_model())
    return Frame(trigger=_span(text, trigger), consequence=_span(text, consequence))


def _span(text: str, span: tuple[int, int] | None) -> Span | None:
    if span is None:
        return None
    start, end = trimmed(text, *span, _STRIP)
    return Span(start=start, end=end, text=text[start:end]) if start < end else None
