"""The parties of a contract: names, defined terms, and the side that each stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clauseadvisor.domain import Clause, Document, Party, Role
from clauseadvisor.labelling.lexicon import lexicon
from clauseadvisor.labelling.preamble import Named, named_parties
from clauseadvisor.labelling.roles import (
    LEAD,
    LETTERED_LEAD,
    is_weak,
    leading_role,
    role_by_duties,
    role_of_words,
)

#: So many parties at most stand on two sides.
SIDED = 8
#: The lines above the title, and what a letterhead says there.
_LETTERHEAD = re.compile(r"(?:(?![^\n]*\b(?i:agreement|contract|order)\b)[^\n]{0,160}\n){1,4}")
_REACHED = re.compile(
    r"\S@\S|\(?\b\d{3}\b\)?[ .-]{1,2}\d{3}[.-]\d{4}\b|\b(?:tel|phone|telephone|fax)\b",
    re.IGNORECASE,
)
_OPPOSITE = {Role.VENDOR: Role.CUSTOMER, Role.CUSTOMER: Role.VENDOR}


def find_parties(document: Document, clauses: Sequence[Clause]) -> tuple[Party, ...]:
    """The parties as the opening of the contract names them, in its order.

    Role words ("the Supplier") decide the side; where names alone do not tell, what each party
    has to do does (pay, or provide). A party whose side cannot be told is ``other``; no
    party is invented, so the result may be empty.
    """
    named = named_parties(document.text)
    # Many who sign one agreement are no two sides: what each of them does is not counted.
    roles = _roles(document.text, named) if len(named) <= SIDED else [None] * len(named)
    return tuple(
        Party(name=each.name, role=role or Role.OTHER, aliases=each.aliases)
        for each, role in zip(named, roles, strict=True)
    )


def assign_roles(parties: Sequence[Party], chosen: Mapping[str, Role]) -> tuple[Party, ...]:
    """The parties with the roles that a user chose; a name that no party bears is added.

    Names and aliases are compared without regard to case. The first words of the name of one party
    alone ("Heron Hosts" for "Heron Hosts, Inc.") are its name too.
    """
    left = {name.casefold().strip(): (name, role) for name, role in chosen.items()}
    result: list[Party] = []
    for party in parties:
        spoken = [party.name, *party.aliases]
        hit = next((each.casefold() for each in spoken if each.casefold() in left), None)
        hit = hit or next((each for each in left if _begins_alone(each, party, parties)), None)
        result.append(replace(party, role=left.pop(hit)[1]) if hit else party)
    result.extend(Party(name=name, role=role) for name, role in left.values())
    return tuple(result)


def _begins_alone(words: str, party: Party, parties: Sequence[Party]) -> bool:
    """Whether ``words`` are the first whole words of the name of ``party`` and of no other."""
    begun = [
        each for each in parties if re.match(re.escape(words) + r"\b", each.name, re.IGNORECASE)
    ]
    return bool(words) and begun == [party]


def _roles(text: str, named: Sequence[Named]) -> list[Role | None]:
    by_words = [_by_words(each) for each in named]
    strong = [None if weak else role for role, weak in by_words]
    if len(set(strong)) == 1:
        strong = [None] * len(named)  # "Manufacturer" and "Subcontractor" cannot both be paid
    if not set(strong) >= {Role.VENDOR, Role.CUSTOMER}:
        counts = [role_by_duties(text, [*each.aliases, each.name]) for each in named]
        strong = _completed(strong, counts, named)
    roles = [
        role or (weakly[0] if weakly else None)
        for role, weakly in zip(strong, by_words, strict=True)
    ]
    sides = {each.aliases or (each.name,) for each in named}
    if len(sides) == 2 and len(set(roles)) == 1 and any(strong):
        roles = list(strong)  # "Owner" and "Charterer" are two sides: the weak word yields
    if len(sides) == 2 and not any(roles):
        roles = _by_letterhead(text, named)
    return _with_opposite(roles, named)


def _by_letterhead(text: str, named: Sequence[Named]) -> list[Role | None]:
    """The side of whoever writes the contract on its own paper: who offers a service does so."""
    head = _LETTERHEAD.match(text)
    above = head[0].casefold() if head and _REACHED.search(head[0]) else ""
    own = [each.name.casefold() in above for each in named]
    return [Role.VENDOR if mine and sum(own) == 1 else None for mine in own]


def _is_letter(named: Named) -> bool:
    return any(alias.startswith("Party ") and len(alias) == 7 for alias in named.aliases)


def _by_letter(named: Named) -> Role | None:
    """The side that a letter tells by custom, None where a party is not called by one."""
    custom = lexicon("roles")["lettered"]
    return next((Role(custom[alias]) for alias in named.aliases if alias in custom), None)


def _by_words(named: Named) -> tuple[Role | None, bool]:
    """The side that the names tell, and whether only weakly."""
    # A company may be called "Distributors, Inc." and sell: its name is no word for its side.
    for words in (named.name,) if named.part else named.aliases:
        if role := role_of_words(words):
            return role, is_weak(words)
    return None, True


def _completed(
    roles: list[Role | None], counts: list[tuple[float, float]], named: Sequence[Named]
) -> list[Role | None]:
    """Fills in the roles that names do not tell by counting what each party has to do."""
    groups = list(dict.fromkeys(each.aliases or (each.name,) for each in named))
    if len(groups) == 2 and not any(roles):
        # what speaks for one side of two speaks against the other
        own = [0.0, 0.0]
        for each, (vendor, customer) in zip(named, counts, strict=True):
            own[groups.index(each.aliases or (each.name,))] += vendor - customer
        total = sum(vendor + customer for vendor, customer in counts)
        # "Party A" and "Party B" tell no side: there duties decide only where they are one-sided.
        least = LETTERED_LEAD if any(_is_letter(each) for each in named) else LEAD
        first = leading_role(total + own[0] - own[1], total - own[0] + own[1], least)
        if first is None:
            return [_by_letter(each) for each in named]
        sides = [first, _OPPOSITE[first]]
        return [sides[groups.index(each.aliases or (each.name,))] for each in named]
    if len(groups) == 2:
        return roles
    return [role or leading_role(*count) for role, count in zip(roles, counts, strict=True)]


def _with_opposite(roles: list[Role | None], named: Sequence[Named]) -> list[Role | None]:
    """Of two sides the one that cannot be told is the other one."""
    known = {role for role in roles if role}
    unknown = {
        each.aliases or (each.name,)
        for each, role in zip(named, roles, strict=True)
        if role is None
    }
    if len(known) != 1 or len(unknown) != 1:
        return roles
    return [role or _OPPOSITE[next(iter(known))] for role in roles]
