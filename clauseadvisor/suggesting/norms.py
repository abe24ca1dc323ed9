"""Which norms the contract already supports, and what to add for those it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from clauseadvisor.domain import Label, LabelledClause, NormStatus
from clauseadvisor.playbook.placing import place_for as place_for  # part of this module's service
from clauseadvisor.playbook.schema import Cue, Norm, Playbook
from clauseadvisor.suggesting.match import View, holds, view_of

#: Words alone support a norm only in clauses that do something; neutral text merely mentions.
_OPERATIVE = frozenset({Label.TRUST, Label.CONTROL, Label.INCENTIVE, Label.PENALTY})


def cover_norms(clauses: Sequence[LabelledClause], playbook: Playbook) -> tuple[NormStatus, ...]:
    """The status of every norm that a contract can carry: supported, partly or missing.

    A clause supports a norm by its sub-type or by operative words that the playbook lists; the
    playbook also lists what supports a norm by half.
    """
    views = [(clause.id, view_of(clause)) for clause in clauses if clause.label in _OPERATIVE]
    return tuple(_status(norm, views) for norm in playbook.norms.values() if norm.coverage)


def _status(norm: Norm, views: Sequence[tuple[str, View]]) -> NormStatus:
    coverage = norm.coverage
    assert coverage is not None  # the caller passes such norms only
    full = [key for key, view in views if _supports(view, coverage.subtypes, coverage.cues)]
    half = [key for key, view in views if _supports(view, coverage.half, coverage.half_cues)]
    status = "supported" if full else "partly" if half else "missing"
    return NormStatus(
        id=norm.id, title=norm.title, source=norm.source, status=status, clauses=tuple(full or half)
    )


def _supports(view: View, subtypes: Collection[str | None], cues: Iterable[Cue]) -> bool:
    return view.subtype in subtypes or any(holds(cue.when, view) for cue in cues)


def missing_norms(
    statuses: Sequence[NormStatus], clauses: Sequence[LabelledClause], playbook: Playbook, most: int
) -> list[Norm]:
    """At most ``most`` missing norms that are worth a new clause, the most important first."""
    present = {clause.subtype for clause in clauses if clause.subtype}
    wanted = [
        norm
        for norm in (playbook.norms[status.id] for status in statuses if status.status == "missing")
        if norm.addition and (not norm.addition.needs or present & set(norm.addition.needs))
    ]
    wanted.sort(key=lambda norm: -(norm.addition.importance if norm.addition else 0))
    return wanted[:most]
