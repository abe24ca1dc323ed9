"""Names for the ids that an analysis carries without spelling them out.

A user's own playbook may define further ids: those are shown as they are.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from clauseadvisor.domain import Analysis, NormStatus
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.schema import Form, Playbook


def norm_of(analysis: Analysis, name: str) -> NormStatus | None:
    """The norm of that id: as the analysis found it, else as the packaged playbook has it."""
    for norm in analysis.norms:
        if norm.id == name:
            return norm
    known = _packaged().norms.get(name)
    if known is None:
        return None
    return NormStatus(id=known.id, title=known.title, source=known.source, status="")


def statement(name: str, wording: str) -> str:
    """What a wording brings of a norm, in sentences; empty for a norm of the user's own playbook."""
    known = _packaged().norms.get(name)
    return known.stated(wording) if known else ""


def guardrail(name: str) -> str:
    """The title of a guardrail; what is not an id is a sentence already."""
    known = _packaged().guardrails.get(name)
    return known.title if known else name


def rests_on_words(recipe: str) -> bool:
    """Whether a recipe is chosen by the words of a clause alone (a relief), and not by its label."""
    return recipe in {relief.recipe for relief in _packaged().reliefs.values()}


def forms() -> Mapping[str, Form]:
    """The working sheets of the packaged playbook by id."""
    return _packaged().forms


@functools.cache
def _packaged() -> Playbook:
    return load_playbook()
