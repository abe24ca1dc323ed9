"""Which side a party stands on: told by its name, or by counting what it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from clauseadvisor.domain import Role
from clauseadvisor.labelling.lexicon import lexicon
from clauseadvisor.patterns import Sought, at_word_start, folded

#: A duty count decides when the side ahead leads by this share of all counts.
LEAD = 0.15
#: The same for parties that are called by letters.
LETTERED_LEAD = 0.6
#: Characters of a contract in which duties are counted.
_REACH = 400_000
#: Characters before a party's name in which the words of a duty are sought.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Duty:
    role: str
    weight: float
    after: re.Pattern[str] | None
    before: Sought | None


def role_of_words(words: str) -> Role | None:
    """The role that a defined term tells by itself ("the Supplier"), None when it tells none."""
    text = re.sub(r"[^a-z\s-]", " ", words.lower()).split()
    roles = _role_words()
    for start in range(len(text)):
        role = roles.get(" ".join(text[start:]))
        if role:
            return role
    return None


def is_weak(words: str) -> bool:
    """Whether the role word of a defined term yields to what the contract makes the party do."""
    return words.lower().split()[-1] in lexicon("roles")["words"]["weak"]


def role_by_duties(text: str, aliases: Sequence[str]) -> tuple[float, float]:
    """What speaks for vendor and for customer in what the contract makes the party do.

    Sums the weights of phrases such as "X shall pay" and "X shall provide"; both from 0.
    """
    spoken = "|".join(
        at_word_start(re.escape(alias).replace(r"\ ", r"\s+"))
        for alias in aliases
        if len(alias) > 1
    )
    scores = {"vendor": 0.0, "customer": 0.0}
    if not spoken:
        return 0.0, 0.0
    pronoun = re.IGNORECASE if {"we", "you", "us"} & set(aliases) else 0
    for mention in re.finditer(rf"(?:{spoken})\b", text[:_REACH], pronoun):
        before = text[max(0, mention.start() - _NEAR) : mention.start()]
        words = folded(before)
        has_duty = _any_after().match(text, mention.end()) is not None
        for duty in _duties():
            if (has_duty and duty.after and duty.after.match(text, mention.end())) or (
                duty.before and duty.before.search(before, words)
            ):
                scores[duty.role] += duty.weight
    return scores["vendor"], scores["customer"]


def leading_role(vendor: float, customer: float, least: float = LEAD) -> Role | None:
    """The side that the counts speak for, None when it leads by less than ``least`` of them."""
    total = vendor + customer
    if total == 0 or abs(vendor - customer) < least * total:
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
def _duties() -> tuple[_Duty, ...]:
    return tuple(
        _Duty(
            entry["role"],
            float(entry["weight"]),
            re.compile(entry["after"]) if "after" in entry else None,
            Sought(entry["before"] + r"\Z") if "before" in entry else None,
        )
        for entry in lexicon("roles")["duty"]
    )


@cache
def _any_after() -> re.Pattern[str]:
    """Any of the duties that stand behind a name: behind most names stands none."""
    return re.compile("|".join(f"(?:{duty.after.pattern})" for duty in _duties() if duty.after))
