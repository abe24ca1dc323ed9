"""What kind of deal a contract is: told once, by its opening words and its parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from clauseadvisor.domain import DealKind, LabelledClause, Party, Role
from clauseadvisor.playbook.norm_schema import ContractKind
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.match import View, holds, words_found

#: So many characters at the head of a contract tell of what kind it is.
_OPENING: Final = 2000
#: So many of its words are quoted.
_QUOTED: Final = 8
#: Two sides, each of one party or of several that stand together.
_SIDES: Final = frozenset({Role.VENDOR, Role.CUSTOMER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """The kinds of deal that a contract is (most are of no special kind), each with its evidence.

    ``sided``: there is one side that supplies and one that takes, and nobody beside them, so that
    one can be told on which of the two a clause weighs.
    """

    kinds: tuple[ContractKind, ...] = ()
    shown_by: tuple[str, ...] = ()
    sided: bool = True

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the kinds."""
        return frozenset(kind.id for kind in self.kinds)

    def told(self) -> tuple[DealKind, ...]:
        """The kinds as they are published."""
        return tuple(
            DealKind(id=kind.id, title=kind.title, evidence=evidence)
            for kind, evidence in zip(self.kinds, self.shown_by, strict=True)
        )

    def shuts_out(self, recipe: str) -> ContractKind | None:
        """The kind of deal in which the recipe has nothing to change, None where it may."""
        return next((kind for kind in self.kinds if recipe in kind.shuts_out), None)


def deal_of(
    clauses: Sequence[LabelledClause], playbook: Playbook, parties: Sequence[Party] = ()
) -> Deal:
    """What kind of deal the contract of these clauses and parties is."""
    head = View(words=_opening(clauses), subtype=None)
    told = [(kind, _evidence(kind, head, parties, playbook)) for kind in playbook.kinds.values()]
    found = [(kind, evidence) for kind, evidence in told if evidence is not None]
    return Deal(
        kinds=tuple(kind for kind, _ in found),
        shown_by=tuple(evidence for _, evidence in found),
        sided=is_sided(parties, playbook) and not any(kind.unsided for kind, _ in found),
    )


def is_sided(parties: Sequence[Party], playbook: Playbook) -> bool:
    """Whether the parties stand on two sides: nobody known is taken for two, and so are two.

    Of two the one that is known tells the other; a third one that is on neither side stands for
    interests of its own, unless it only stands beside one of them, as a guarantor does.
    """
    if not parties:
        return True
    roles = [each.role for each in parties if not _is_beside(each, playbook)]
    if len(roles) <= len(_SIDES):
        return not _SIDES.isdisjoint(roles)
    return set(roles) == _SIDES


def _is_beside(party: Party, playbook: Playbook) -> bool:
    if party.role is not Role.OTHER or Role.OTHER.value not in playbook.roles:
        return False
    beside = {word.casefold() for word in playbook.roles[Role.OTHER.value].beside}
    return any(
        name.casefold().removeprefix("the ") in beside for name in (party.name, *party.aliases)
    )


def _opening(clauses: Iterable[LabelledClause]) -> str:
    words = ""
    for clause in clauses:
        words = f"{words} {' '.join(clause.text.split())}"
        if len(words) >= _OPENING:
            break
    return words[:_OPENING].strip()


def _evidence(
    kind: ContractKind, head: View, parties: Sequence[Party], playbook: Playbook
) -> str | None:
    """What shows the kind: words of the contract, or its parties; None where it is not of that kind."""
    if not holds(kind.when, head):
        return None
    if kind.parties_from is not None:
        # One that the user put on a side does not make two sides of the others.
        on_none = sum(party.role is Role.OTHER for party in parties)
        if on_none < kind.parties_from or is_sided(parties, playbook):
            return None
        return (kind.shown_by or "").format(count=len(parties))
    words = (words_found(each, head.words) for each in (*kind.when.any_of, *kind.when.all_of))
    first = next((each for each in words if each), "")
    return " ".join(first.split()[-_QUOTED:])
