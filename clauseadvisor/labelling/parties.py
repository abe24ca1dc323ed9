"""The parties of a contract: names, defined terms, and the side that each stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clauseadvisor.domain import Clause, Document, Party, Role
from clauseadvisor.labelling.preamble import Named, named_parties
from clauseadvisor.labelling.roles import leading_role, role_by_duties, role_of_words

_OPPOSITE = {Role.VENDOR: Role.CUSTOMER, Role.CUSTOMER: Role.VENDOR}


def find_parties(document: Document, clauses: Sequence[Clause]) -> tuple[Party, ...]:
    """The parties as the opening of the contract names them, in its order.

    Role words ("the Supplier") decide the side; where names alone do not tell, what each party
    has to do does (pay, or provide). A party whose side cannot be told is ``other``; no
    party is invented, so the result may be empty.
    """
    named = named_parties(document.text)
    roles = _roles(document.text, named)
    return tuple(
        Party(name=each.name, role=role or Role.OTHER, aliases=each.aliases)
        for each, role in zip(named, roles, strict=True)
    )


def assign_roles(parties: Sequence[Party], chosen: Mapping[str, Role]) -> tuple[Party, ...]:
    """The parties with the roles that a user chose; a name that no party bears is added.

    Names and aliases are compared without regard to case.
    """
    left = {name.casefold().strip(): (name, role) for name, role in chosen.items()}
    result: list[Party] = []
    for party in parties:
        spoken = [party.name, *party.aliases]
        hit = next((each for each in spoken if each.casefold() in left), None)
        result.append(replace(party, role=left.pop(hit.casefold())[1]) if hit else party)
    result.extend(Party(name=name, role=role) for name, role in left.values())
    return tuple(result)


def _roles(text: str, named: Sequence[Named]) -> list[Role | None]:
    by_words = [_by_words(each) for each in named]
    told = {role for role in by_words if role}
    if len(told) == 2:
        return by_words
    if len(told) == 1 and sum(role is not None for role in by_words) < len(named):
        return _with_opposite(by_words)
    counts = [role_by_duties(text, [*each.aliases, each.name]) for each in named]
    return _by_counts(counts)


def _by_words(named: Named) -> Role | None:
    for words in (*named.aliases, named.name):
        role = role_of_words(words)
        if role:
            return role
    return None


def _with_opposite(roles: list[Role | None]) -> list[Role | None]:
    """The one other party of two stands on the other side."""
    known = next(role for role in roles if role)
    if sum(role is None for role in roles) != 1:
        return roles
    return [role or _OPPOSITE[known] for role in roles]


def _by_counts(counts: list[tuple[float, float]]) -> list[Role | None]:
    if len(counts) == 2:
        # what speaks for one side of two speaks against the other
        (vendor, customer), (vendor2, customer2) = counts
        first = leading_role(vendor + customer2, customer + vendor2)
        return [first, _OPPOSITE[first]] if first else [None, None]
    return [leading_role(*each) for each in counts]
