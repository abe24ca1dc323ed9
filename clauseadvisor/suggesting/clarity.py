"""The clarity gate: what a reward must settle so that it can be paid without a quarrel.

Measurable, within the performer's control, with baseline, period, owner of the data and a step
for disputes; what a text leaves open is said beside it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.match import View, holds

#: Mechanisms that pay by result; a discount or a reward without money needs no gate of its own.
_PAID_BY_RESULT = frozenset({"F1", "F2", "F3", "F4", "F5", "I1", "I2", "I7", "I10"})


def unclear(
    text: str, playbook: Playbook, has: Container[str] = (), subtype: str | None = None
) -> tuple[str, ...]:
    """One sentence for each element that neither the text of a reward nor a device at hand settles.

    ``subtype`` is that of a reward which the contract has already; None for one that is proposed.
    """
    view = View(words=text, subtype=subtype)
    return tuple(
        f"Still to be settled: {element.missing}"
        for element in playbook.clarity.values()
        if not (subtype and element.only_for and subtype not in element.only_for)
        if not (holds(element.when, view) or any(each in has for each in element.settled_by))
    )


def left_open(
    text: str, mechanisms: Sequence[str], playbook: Playbook, has: Container[str] = ()
) -> tuple[str, ...]:
    """What a proposed wording leaves open, where it pays by result; ``has`` are the devices at hand."""
    return unclear(text, playbook, has) if _PAID_BY_RESULT.intersection(mechanisms) else ()
