"""What weighs and is not raised: the clauses that counsel or the commercial lead has to look at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from clauseadvisor.domain import LabelledClause, Role, Suggestion, Unadvised, Verdict
from clauseadvisor.playbook.cue_schema import ANNEX_GROUP, Matter
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.asides import aside_of
from clauseadvisor.suggesting.bargaining import carries
from clauseadvisor.suggesting.citing import annex_of, misnumbered
from clauseadvisor.suggesting.deals import Deal
from clauseadvisor.suggesting.match import any_found, holds, may_hold_any, view_of
from clauseadvisor.suggesting.naming import Words, shown

#: The number of another clause, as a clause cites it.
_CITED: Final = re.compile(r"\b(?:sections?|clauses?|articles?|paragraphs?) (\d+(?:\.\d+)*)", re.I)
#: An annex that was blacked out or not attached lacks nothing that one could tell.
_LEFT_OUT: Final = r"\[\s*\*|\*{3}|_{4,}|\bto be (?:attached|agreed|provided|determined)\b"
_FEWEST_WORDS: Final = 4  # the bare heading of a clause limits nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Whose side is advised in what kind of deal, and how the contract names the two.

    Without ``words`` nothing is told that weighs on one side alone. ``raised`` are the ids of the
    clauses for which a change is proposed, which need no second word; ``spoken_of`` those that are
    told to be kept or to be read.
    """

    role: Role = Role.CUSTOMER
    words: Words | None = None
    deal: Deal = field(default_factory=Deal)
    raised: Collection[str] = ()
    spoken_of: Collection[str] = ()


def unadvised(
    clauses: Sequence[LabelledClause], playbook: Playbook, side: Side | None = None
) -> tuple[Unadvised, ...]:
    """Each matter of the playbook that the contract has, with its clauses in their order.

    Words that bind nobody (headings, definitions) are left out, and so is what serves the side advised.
    """
    side = side or Side()
    found: dict[str, list[LabelledClause]] = {each: [] for each in playbook.unadvised}
    for clause in clauses:
        for matter in _matters_of(clause, playbook, side):
            found[matter.id].append(clause)
    found = {
        key: _in_the_contract(playbook.unadvised[key], held, clauses) for key, held in found.items()
    }
    cited = {key: {_number(each) for each in held} for key, held in found.items()}
    return tuple(
        Unadvised(id=matter.id, title=matter.title, why=matter.why, clauses=tuple(told))
        for matter in playbook.unadvised.values()
        if (
            told := [
                each.id
                for each in found[matter.id]
                if not _is_told(matter, each, side) and _refers(matter, each, cited)
            ]
        )
    )


def _is_told(matter: Matter, clause: LabelledClause, side: Side) -> bool:
    return clause.id in side.raised or (matter.gives_way and clause.id in side.spoken_of)


def spoken_of_by(suggestions: Iterable[Suggestion]) -> frozenset[str]:
    """The ids of the clauses that are kept, or left open, with a word on each."""
    return frozenset(
        each.clause_id
        for each in suggestions
        if each.clause_id and each.verdict is Verdict.KEEP and not each.folded
    )


def raised_by(suggestions: Iterable[Suggestion]) -> frozenset[str]:
    """The ids of the clauses for which a change is proposed."""
    return frozenset(
        key
        for each in suggestions
        if each.verdict is not Verdict.KEEP
        for key in (each.clause_id, *each.also)
        if key
    )


def _matters_of(clause: LabelledClause, playbook: Playbook, side: Side) -> tuple[Matter, ...]:
    """What the clause holds of itself, as far as it weighs on the side advised."""
    view = view_of(clause, side.deal.ids)
    if not may_hold_any("unadvised", view.words, playbook):
        return ()
    found = tuple(
        each
        for each in playbook.unadvised.values()
        if holds(each.when, view) and _weighs_on_us(each, clause, side)
    )
    if not found or len(clause.text.split()) < _FEWEST_WORDS:
        return ()
    aside = aside_of(clause, view, playbook)
    return () if aside is not None and aside.binds_nobody else found


def _in_the_contract(
    matter: Matter, found: list[LabelledClause], clauses: Sequence[LabelledClause]
) -> list[LabelledClause]:
    """The clauses, where the contract has what belongs to the matter and nothing that answers it."""
    if not found or _anywhere(matter.unless, clauses):
        return []
    if not all(_anywhere((each,), found) for each in matter.together):
        return []
    by_id = {each.id: each for each in clauses}
    return [
        each
        for each in found
        if (not matter.annex_lacks or _annex_lacks(matter, each, by_id))
        and (not matter.misnumbered or misnumbered(each, by_id))
    ]


def _weighs_on_us(matter: Matter, clause: LabelledClause, side: Side) -> bool:
    """Whether it weighs on the side advised, or on both; on one side only where it is known which."""
    if matter.side is None and not (matter.serves or matter.bears):
        return not (matter.gives_way and _is_borne_by_them(clause, side))
    words = side.words
    if words is None or not side.deal.sided or side.role not in words.known:
        return False
    if matter.side is not None:
        return side.role.value == matter.side
    sides = {Role.VENDOR: words.vendor, Role.CUSTOMER: words.customer}
    told = [
        role
        for role, name in sides.items()
        if shown(matter.serves or matter.bears, name, clause.text)
    ]
    return len(told) == 1 and (told[0] is side.role) is bool(matter.bears)


def _is_borne_by_them(clause: LabelledClause, side: Side) -> bool:
    """Whether it is the other side alone that the clause weighs on, beyond doubt."""
    if not side.deal.sided or clause.needs_review:
        return False
    return carries(clause.burden, side.role) is False


def _anywhere(patterns: Collection[str], clauses: Sequence[LabelledClause]) -> bool:
    return bool(patterns) and any(any_found(patterns, view_of(each).words) for each in clauses)


def _annex_lacks(
    matter: Matter, clause: LabelledClause, clauses: Mapping[str, LabelledClause]
) -> bool:
    """Whether the annex that the clause names is in the contract, and has nothing of the kind."""
    named = {
        " ".join(match[ANNEX_GROUP].split()).casefold()
        for pattern in matter.when.any_of
        for match in re.finditer(pattern, clause.text, re.IGNORECASE)
    }
    held = [
        each.text
        for each in clauses.values()
        if (annex_of(each, clauses) or "").casefold() in named
    ]
    return bool(held) and not any(
        any_found((*matter.annex_lacks, _LEFT_OUT), text) for text in held
    )


def _refers(matter: Matter, clause: LabelledClause, cited: Mapping[str, set[str]]) -> bool:
    """Whether it names a clause of the matter that it falls under, where it has to."""
    if matter.falls_under is None:
        return True
    under = cited[matter.falls_under] - {_number(clause)}
    return not under.isdisjoint(match[1] for match in _CITED.finditer(clause.text))


def _number(clause: LabelledClause) -> str:
    return (clause.number or "").rstrip(".")
