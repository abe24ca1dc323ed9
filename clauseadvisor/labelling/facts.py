"""The facts of a clause: its frame filled in from its own words."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import Facts, Label
from clauseadvisor.labelling.amounts import find_amounts
from clauseadvisor.labelling.frame import Asked, Frame, find_frames
from clauseadvisor.labelling.terms import find_cap, find_cure, find_metric, find_target
from clauseadvisor.labelling.timing import without_timing

_NONE = Facts()


def find_facts(text: str, *, label: Label | None = None, subtype: str | None = None) -> Facts:
    """Trigger, consequence, amounts, cap, cure period, metric and target of a clause.

    Offsets count from the start of ``text``. ``label`` and ``subtype`` tell which sentence of a
    mixed clause is meant; a neutral clause has no facts.
    """
    return find_all_facts([Asked(text, label, subtype)])[0]


def find_all_facts(asked: Sequence[Asked]) -> list[Facts]:
    """The facts of each clause, in order, as :func:`find_facts` gives them: faster for many."""
    active = [each for each in asked if each.label is not Label.NEUTRAL]
    frames = iter(find_frames(active))
    return [_NONE if each.label is Label.NEUTRAL else _facts(each, next(frames)) for each in asked]


def _facts(asked: Asked, frame: Frame) -> Facts:
    text = asked.text
    core = [(span.start, span.end) for span in (frame.trigger, frame.consequence) if span]
    amounts = without_timing(
        text, find_amounts(text, core=core, label=asked.label, subtype=asked.subtype)
    )
    return Facts(
        trigger=frame.trigger,
        consequence=frame.consequence,
        cap=find_cap(text, amounts),
        metric=find_metric(text, frame),
        target=find_target(text, frame),
        cure=find_cure(text, amounts),
        amounts=amounts,
    )
