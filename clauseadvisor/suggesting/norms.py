"""Which norms the contract already supports, and what to add for those it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from clauseadvisor.domain import Label, LabelledClause, NormStatus, Suggestion
from clauseadvisor.playbook.placing import place_for as place_for  # part of this module's service
from clauseadvisor.playbook.schema import Coverage, Cue, Norm, Playbook, When
from clauseadvisor.suggesting.match import View, found, holds, view_of

#: Words alone support a norm only in clauses that do something; neutral text merely mentions.
_OPERATIVE = frozenset({Label.TRUST, Label.CONTROL, Label.INCENTIVE, Label.PENALTY})


def cover_norms(clauses: Sequence[LabelledClause], playbook: Playbook) -> tuple[NormStatus, ...]:
    """The status of every norm that a contract can carry: supported, partly or missing.

    A clause supports a norm by its sub-type or by operative words that the playbook lists; the
    playbook also lists what supports a norm by half.
    """
    views = _views(clauses)
    norms = playbook.norms.values()
    return tuple(_status(norm, views) for norm in norms if norm.coverage and not norm.conduct)


def with_named(
    statuses: Sequence[NormStatus],
    suggestions: Iterable[Suggestion],
    clauses: Sequence[LabelledClause],
    playbook: Playbook,
) -> tuple[NormStatus, ...]:
    """The statuses, and behind them that of each further norm on which a suggestion rests."""
    known = {status.id for status in statuses}
    named = {each for suggestion in suggestions for each in suggestion.norms} - known
    if not named:
        return tuple(statuses)
    views = _views(clauses)
    norms = (norm for norm in playbook.norms.values() if norm.id in named)
    return (*statuses, *(_status(norm, views) for norm in norms))


def _views(clauses: Sequence[LabelledClause]) -> list[tuple[str, View]]:
    return [(clause.id, view_of(clause)) for clause in clauses if clause.label in _OPERATIVE]


def _status(norm: Norm, views: Sequence[tuple[str, View]]) -> NormStatus:
    coverage = norm.coverage or Coverage()
    full = _supporting(views, coverage.subtypes, coverage.cues)
    half = full or _supporting(views, coverage.half, coverage.half_cues)
    return NormStatus(
        id=norm.id,
        title=norm.title,
        source=norm.source,
        status="supported" if full else "partly" if half else "missing",
        clauses=tuple(half),
        conduct=norm.conduct or norm.coverage is None,
    )


def _supporting(
    views: Sequence[tuple[str, View]], subtypes: Collection[str], cues: Sequence[Cue]
) -> list[str]:
    """The ids of the clauses of these sub-types, or in which one of the cues holds."""
    # Most cues are words alone: those are asked first, without the rest of a condition.
    words = [each for cue in cues if _by_words(cue) for each in cue.when.any_of]
    others = [cue for cue in cues if not _by_words(cue)]
    return [
        key
        for key, view in views
        if view.subtype in subtypes
        or any(found(pattern, view.words) for pattern in words)
        or any(holds(cue.when, view) for cue in others)
    ]


def _by_words(cue: Cue) -> bool:
    return cue.when == When(any_of=cue.when.any_of)


def missing_norms(
    statuses: Sequence[NormStatus], clauses: Sequence[LabelledClause], playbook: Playbook, most: int
) -> list[Norm]:
    """At most ``most`` missing norms that are worth a new clause, the most important first."""
    present = {clause.subtype for clause in clauses if clause.subtype}
    wanted = [
        norm
        for norm in (playbook.norms[status.id] for status in statuses if status.status == "missing")
        if norm.addition
        and (not norm.addition.needs or present & set(norm.addition.needs))
        and len(clauses) >= norm.addition.least_clauses
    ]
    wanted.sort(key=lambda norm: -(norm.addition.importance if norm.addition else 0))
    return wanted[:most]
