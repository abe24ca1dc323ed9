"""Whom a clause weighs on, and the words that name that party."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from clauseadvisor.domain import Burden, Facts, Label, Party, Role
from clauseadvisor.labelling.lexicon import lexicon
from clauseadvisor.labelling.roles import role_of_words

_BURDEN = {Role.VENDOR: Burden.VENDOR, Role.CUSTOMER: Burden.CUSTOMER, Role.OTHER: Burden.UNKNOWN}
_OPPOSITE = {
    Burden.VENDOR: Burden.CUSTOMER,
    Burden.CUSTOMER: Burden.VENDOR,
    Burden.BOTH: Burden.BOTH,
    Burden.UNKNOWN: Burden.UNKNOWN,
}


def find_burden(
    text: str,
    *,
    label: Label,
    subtype: str | None,
    facts: Facts,
    parties: Sequence[Party],
) -> tuple[Burden, str | None]:
    """The side that a clause weighs on, and its words in the clause (None if it names none).

    A penalty weighs on the one who fails, a control on the one restricted, an incentive on the
    one who owes the reward; ``both`` is either party alike. ``parties`` tells on which side a
    named party stands; without it only role words ("the Supplier") do.
    """
    if label is Label.NEUTRAL:
        return Burden.UNKNOWN, None
    if label is Label.TRUST:
        return Burden.BOTH, None
    sides = _Sides(parties)
    for words, burden in sides.candidates(text, label, facts):
        if burden is not Burden.UNKNOWN:
            return burden, words
    fallback = lexicon("burden")["by_subtype"].get(subtype or "")
    return (Burden(fallback) if fallback else Burden.UNKNOWN), sides.first(text)


class _Sides:
    """Reads party words in a clause as sides."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._roles = {
            spoken.lower(): party.role
            for party in parties
            for spoken in (party.name, *party.aliases)
        }
        spoken = sorted((re.escape(name) for name in self._roles), key=len, reverse=True)
        words = lexicon("roles")["words"]
        generic = sorted(
            (re.escape(word) for word in (*words["both"], *words["vendor"], *words["customer"])),
            key=len,
            reverse=True,
        )
        self._party = "(?:the\\s+)?(?P<party>" + "|".join([*spoken, *generic]) + ")"
        self._any = re.compile(rf"\b{self._party}\b", re.IGNORECASE)

    def side(self, words: str) -> Burden:
        """The side that words stand on."""
        key = re.sub(r"\s+", " ", words.lower())
        if key in self._roles:
            return _BURDEN[self._roles[key]]
        if key in lexicon("roles")["words"]["both"]:
            return Burden.BOTH
        role = role_of_words(words)
        return _BURDEN[role] if role else Burden.UNKNOWN

    def first(self, text: str) -> str | None:
        """The first party words in the text."""
        match = self._any.search(text)
        return match["party"] if match else None

    def candidates(self, text: str, label: Label, facts: Facts) -> list[tuple[str, Burden]]:
        """Party words with the side they burden, the surest first."""
        found: list[tuple[str, Burden]] = []
        trigger = facts.trigger.text if facts.trigger else ""
        consequence = facts.consequence.text if facts.consequence else ""
        for part, key in ((trigger, "trigger"), (consequence, "consequence"), (text, "text")):
            for pattern, opposite in _rules(label, key):
                regex = re.compile(pattern.replace("{party}", rf"\b{self._party}\b"), re.IGNORECASE)
                match = regex.search(part)
                if match:
                    side = self.side(match["party"])
                    found.append((match["party"], _OPPOSITE[side] if opposite else side))
        return found


@cache
def _rules(label: Label, part: str) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (entry["pattern"], entry.get("opposite", False))
        for entry in lexicon("burden")["rule"]
        if entry["label"] == label and entry["part"] == part
    )
