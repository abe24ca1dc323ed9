"""The facts of a clause: its frame filled in from its own words."""

from __future__ import annotations

from clauseadvisor.domain import Facts, Label
from clauseadvisor.labelling.amounts import find_amounts
from clauseadvisor.labelling.frame import find_frame
from clauseadvisor.labelling.terms import find_cap, find_cure, find_metric, find_target
from clauseadvisor.labelling.timing import without_timing

_NONE = Facts()


def find_facts(text: str, *, label: Label | None = None, subtype: str | None = None) -> Facts:
    """Trigger, consequence, amounts, cap, cure period, metric and target of a clause.

    Offsets count from the start of ``text``. ``label`` and ``subtype`` tell which sentence of a
    mixed clause is meant; a neutral clause has no facts.
    """
    if label is Label.NEUTRAL:
        return _NONE
    frame = find_frame(text, label=label, subtype=subtype)
    core = [(span.start, span.end) for span in (frame.trigger, frame.consequence) if span]
    amounts = without_timing(text, find_amounts(text, core=core))
    return Facts(
        trigger=frame.trigger,
        consequence=frame.consequence,
        cap=find_cap(text, amounts),
        metric=find_metric(text, frame),
        target=find_target(text, frame),
        cure=find_cure(text, amounts),
        amounts=amounts,
    )
