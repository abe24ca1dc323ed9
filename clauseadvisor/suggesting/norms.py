"""Which norms the contract already supports, and what to add for those it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clauseadvisor.domain import Label, LabelledClause, NormStatus, Suggestion
from clauseadvisor.playbook.cue_schema import Cue
from clauseadvisor.playbook.norm_schema import Addition, ContractKind, Coverage, Norm
from clauseadvisor.playbook.placing import place_for as place_for  # part of this module's service
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.deals import Deal, deal_of
from clauseadvisor.suggesting.match import View, any_found, holds, learn, may_be_found, view_of

#: Words alone support a norm only in clauses that do something; neutral text merely mentions.
_OPERATIVE = frozenset({Label.TRUST, Label.CONTROL, Label.INCENTIVE, Label.PENALTY})


@dataclass(frozen=True, slots=True)
class _Views:
    """The ids and views of the clauses that do something, and of all of them.

    A clause whose label is in doubt counts by its words alone.
    """

    operative: Sequence[tuple[str, View]]
    every: Sequence[tuple[str, View]]


def cover_norms(
    clauses: Sequence[LabelledClause], playbook: Playbook, deal: Deal | None = None
) -> tuple[NormStatus, ...]:
    """The status of every norm that a contract can carry: supported, partly or missing.

    ``deal`` is what :func:`deal_of` told, where the caller has asked it already.

    A clause supports a norm by its sub-type or by operative words that the playbook lists; the
    playbook also lists what supports a norm by half. Where a norm is missing and the contract is
    better off without a clause for it, the status has a note that says why.
    """
    learn(playbook)
    views, kinds = _views(clauses), (deal or deal_of(clauses, playbook)).kinds
    norms = playbook.norms.values()
    statuses = (_status(norm, views) for norm in norms if norm.coverage and not norm.conduct)
    return tuple(
        replace(status, note=_left_out(playbook.norms[status.id], clauses, kinds))
        if status.status == "missing"
        else status
        for status in statuses
    )


def _left_out(
    norm: Norm, clauses: Sequence[LabelledClause], kinds: Sequence[ContractKind]
) -> str | None:
    """Why the contract needs no clause for the norm; None where it may well need one."""
    by_kind = next((kind.reason for kind in kinds if norm.id in kind.leaves_out), None)
    if by_kind:
        return " ".join(by_kind.split())
    if norm.addition is None:
        return None
    if norm.addition.too_little and not _enough_to_do(norm.addition, clauses):
        return " ".join(norm.addition.too_little.split())
    return None


def _enough_to_do(addition: Addition, clauses: Sequence[LabelledClause]) -> bool:
    needed = _needed_by(addition, clauses)
    kinds = {each.subtype for each in clauses if each.subtype in addition.needs}
    if len(clauses) < addition.least_clauses or _is_ruled_out(addition, clauses):
        return False
    return not addition.needs or (
        needed >= addition.least_needs and not kinds <= set(addition.not_alone)
    )


def _is_ruled_out(addition: Addition, clauses: Iterable[LabelledClause]) -> bool:
    """Whether a clause of the contract says that there is nothing for the addition to do."""
    return bool(addition.unless) and any(
        any_found(addition.unless, view_of(clause).words) for clause in clauses
    )


def _needed_by(addition: Addition, clauses: Iterable[LabelledClause]) -> int:
    """How many of the clauses the addition is for."""
    return sum(
        clause.subtype in addition.needs
        and not clause.needs_review
        and holds(addition.needs_when, view_of(clause))
        for clause in clauses
    )


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


def _views(clauses: Sequence[LabelledClause]) -> _Views:
    every = [(clause.id, _by_what_is_sure(clause)) for clause in clauses]
    labels = (clause.label for clause in clauses)
    operative = [view for view, label in zip(every, labels, strict=True) if label in _OPERATIVE]
    return _Views(operative=operative, every=every)


def _by_what_is_sure(clause: LabelledClause) -> View:
    view = view_of(clause)
    return replace(view, subtype=None) if clause.needs_review else view


def _status(norm: Norm, views: _Views) -> NormStatus:
    coverage = norm.coverage or Coverage()
    full = _supporting(views.operative, coverage.subtypes, coverage.cues)
    half = full or _supporting(views.operative, coverage.half, coverage.half_cues)
    if coverage.anywhere and not full:
        there = {*half, *_supporting(views.every, (), coverage.anywhere)}
        half = [key for key, _ in views.every if key in there]
    half = half or _supporting(views.every, (), coverage.lastly)
    return NormStatus(
        id=norm.id,
        title=norm.title,
        source=norm.source,
        status="supported" if full else "partly" if half else "missing",
        clauses=tuple(half),
        conduct=norm.conduct or norm.coverage is None,
    )


def hosts_of(
    norm: Norm, status: NormStatus, clauses: Mapping[str, LabelledClause]
) -> tuple[str, ...]:
    """The ids of the clauses beside which what widens the norm may stand: none that has it for one occasion alone."""
    lastly = norm.coverage.lastly if norm.coverage else ()
    return tuple(
        key
        for key in status.clauses
        if not any(holds(cue.when, view_of(clauses[key])) for cue in lastly)
    )


def _supporting(
    views: Sequence[tuple[str, View]], subtypes: Collection[str], cues: Sequence[Cue]
) -> list[str]:
    """The ids of the clauses of these sub-types, or in which one of the cues holds."""
    # Most cues are words alone: those are asked first, without the rest of a condition.
    words = [each for cue in cues if _by_words(cue) for each in cue.when.any_of]
    others = [cue for cue in cues if not _by_words(cue)]
    group = frozenset(words)
    return [
        key
        for key, view in views
        if view.subtype in subtypes
        or (may_be_found(group, view.words) and any_found(words, view.words))
        or any(holds(cue.when, view) for cue in others)
    ]


def _by_words(cue: Cue) -> bool:
    return cue.when.model_fields_set <= {"any_of"}


def missing_norms(
    statuses: Sequence[NormStatus],
    clauses: Sequence[LabelledClause],
    playbook: Playbook,
    most: int,
    deal: Deal | None = None,
    untouched: Collection[str] = (),
    answered: Mapping[str, Collection[str]] | None = None,
) -> list[Norm]:
    """At most ``most`` norms that are worth a new clause, the most important first.

    They are missing, or there by half only and worth widening. ``deal`` as in :func:`cover_norms`;
    ``untouched`` holds the ids of clauses that are kept, against which no addition is made that
    takes from them; ``answered`` holds, by mechanism, the ids of clauses whose own wording has it.
    """
    changed = [clause for clause in clauses if clause.id not in untouched]
    kinds = (deal or deal_of(clauses, playbook)).kinds
    wanted = [
        (norm, norm.addition)
        for norm, status in ((playbook.norms[each.id], each) for each in statuses)
        if norm.addition
        and (status.status == "missing" or (status.status == "partly" and norm.addition.widens))
        and _left_out(norm, clauses, kinds) is None
        and _enough_to_do(norm.addition, clauses)
        and (not norm.addition.if_changed or _needed_by(norm.addition, changed))
        and not _all_answered(norm.addition, clauses, answered or {})
    ]
    wanted.sort(key=lambda pair: -importance_of(pair[1], statuses, clauses))
    return [norm for norm, _ in wanted[:most]]


def _all_answered(
    addition: Addition,
    clauses: Sequence[LabelledClause],
    answered: Mapping[str, Collection[str]],
) -> bool:
    """Whether each clause that the addition is for has the same step in a wording of its own."""
    done = {key for mechanism in addition.answered for key in answered.get(mechanism, ())}
    return bool(done) and not _needed_by(
        addition, (clause for clause in clauses if clause.id not in done)
    )


def importance_of(
    addition: Addition, statuses: Iterable[NormStatus], clauses: Iterable[LabelledClause]
) -> float:
    """What an addition is worth raising (0 to 100): more where the need for it is pressing.

    A clause whose label is in doubt puts nothing at stake.
    """
    need = addition.pressing
    if need is None:
        return addition.importance
    at_stake = sum(
        clause.subtype in need.subtypes and not clause.needs_review for clause in clauses
    )
    there = {each.id for each in statuses if each.status != "missing"}
    pressing = at_stake >= need.least and there.isdisjoint(need.lacks)
    return need.importance if pressing else addition.importance
