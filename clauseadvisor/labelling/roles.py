"""Which side a party stands on: told by its name, or by counting what it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from clauseadvisor.domain import Role
from clauseadvisor.labelling.lexicon import lexicon

#: A duty count decides when the side ahead leads by this share of all counts.
_LEAD = 0.15
#: Characters of a contract in which duties are counted.
_REACH = 400_000


def role_of_words(words: str) -> Role | None:
    """The role that a defined term tells by itself ("the Supplier"), None when it tells none."""
    text = re.sub(r"[^a-z\s-]", " ", words.lower()).split()
    roles = _role_words()
    for start in range(len(text)):
        role = roles.get(" ".join(text[start:]))
        if role:
            return role
    return None


def role_by_duties(text: str, aliases: Sequence[str]) -> tuple[float, float]:
    """What speaks for vendor and for customer in what the contract makes the party do.

    Counts phrases such as "X shall pay" and "X shall provide" with their weights; from 0.
    """
    spoken = "|".join(
        re.escape(alias).replace(r"\ ", r"\s+") for alias in aliases if len(alias) > 1
    )
    if not spoken:
        return 0.0, 0.0
    scores = {"vendor": 0.0, "customer": 0.0}
    for role, weight, pattern in _duties():
        regex = pattern.replace("{party}", rf"\b(?:{spoken})")
        scores[role] += weight * sum(1 for _ in re.finditer(regex, text[:_REACH]))
    return scores["vendor"], scores["customer"]


def leading_role(vendor: float, customer: float) -> Role | None:
    """The side that the counts speak for, None when they are too even to tell."""
    total = vendor + customer
    if total == 0 or abs(vendor - customer) < _LEAD * total:
        return None
    return Role.VENDOR if vendor > customer else Role.CUSTOMER


@cache
def _role_words() -> dict[str, Role]:
    table = lexicon("roles")["words"]
    return {
        **dict.fromkeys(table["vendor"], Role.VENDOR),
        **dict.fromkeys(table["customer"], Role.CUSTOMER),
    }


@cache
def _duties() -> tuple[tuple[str, float, str], ...]:
    return tuple(
        (entry["role"], float(entry["weight"]), entry["pattern"])
        for entry in lexicon("roles")["duty"]
    )
