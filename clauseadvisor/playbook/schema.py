"""What a playbook is made of: its sections, and the entries of each.

All knowledge is data (YAML); these classes, and those of the modules beside, only say what an entry
must hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import model_validator

from clauseadvisor.playbook.cue_schema import (
    Aside,
    Bearer,
    Clarity,
    Cue,
    Device,
    Duty,
    Formality,
    Matter,
    Signal,
    Stance,
)
from clauseadvisor.playbook.entries import Entry, slots_named
from clauseadvisor.playbook.norm_schema import (
    Anchor,
    ContractKind,
    Lesson,
    Norm,
    Object,
    Occasion,
    Pitfall,
)
from clauseadvisor.playbook.recipe_schema import Guardrail, Mechanism, Recipe, Relief, Route
from clauseadvisor.playbook.sayings import Saying
from clauseadvisor.playbook.texts import Text


class RoleWords(Entry):
    """What contracts call the side that supplies, the side that takes and pays, and (``other``)
    any one of several parties that are neither.

    ``unsided`` is said of a side where the parties are known and none of them is on it; {party} is
    the contract's word for any one of them.
    """

    id: Literal["vendor", "customer", "other"]
    words: tuple[Text, ...]
    beside: tuple[Text, ...] = ()  # parties that stand beside the two sides and make no third one
    unsided: Text | None = None

    @model_validator(mode="after")
    def _knows_its_slots(self) -> RoleWords:
        unknown = sorted(slots_named(self.unsided or "") - {"party"})
        if unknown:
            raise ValueError(f"unknown slot {{{unknown[0]}}}; known is party")
        return self


class FormField(Entry):
    """A column or question of a form."""

    id: Text
    title: Text
    help: Text


class Form(Entry):
    """A working sheet of the seeds: needs map, promise list, boundaries, ..."""

    id: Text
    title: Text
    purpose: Text
    source: Text
    fields: tuple[FormField, ...]


class Playbook(Entry):
    """All knowledge, by id, in the order of the files; ``version`` is a hash of the content."""

    version: str
    norms: Mapping[str, Norm]
    mechanisms: Mapping[str, Mechanism]
    recipes: Mapping[str, Recipe]
    routes: Mapping[str, Route]
    signals: Mapping[str, Signal]
    devices: Mapping[str, Device]
    guardrails: Mapping[str, Guardrail]
    asides: Mapping[str, Aside]
    unadvised: Mapping[str, Matter]
    formalities: Mapping[str, Formality]
    duties: Mapping[str, Duty]
    bearers: Mapping[str, Bearer]
    reliefs: Mapping[str, Relief]
    stances: Mapping[str, Stance]
    pitfalls: Mapping[str, Pitfall]
    lessons: Mapping[str, Lesson]
    roles: Mapping[str, RoleWords]
    clarity: Mapping[str, Clarity]
    objects: Mapping[str, Object]
    occasions: Mapping[str, Occasion]
    anchors: Mapping[str, Anchor]
    kinds: Mapping[str, ContractKind]
    forms: Mapping[str, Form]
    sayings: Mapping[str, Saying]

    @cached_property
    def at_a_glance(self) -> Mapping[str, frozenset[str]]:
        """Section -> patterns of which one matches each clause for which any condition there holds.

        A section with a condition that asks for no words has none.
        """
        sections: Mapping[str, Mapping[str, Cue]] = {
            "devices": self.devices,
            "unadvised": self.unadvised,
            "reliefs": self.reliefs,
        }
        asked = {name: [each.when.needed for each in s.values()] for name, s in sections.items()}
        return {
            name: frozenset().union(*(needed[0] for needed in all_needed))
            for name, all_needed in asked.items()
            if all(all_needed)
        }

    @cached_property
    def asked_of_all(self) -> frozenset[str]:
        """The patterns that each clause of a contract is asked for, whatever its label."""
        entries = (self.devices, self.asides, self.unadvised, self.bearers, self.reliefs)
        cues: list[Cue] = [each for section in entries for each in section.values()]
        for norm in self.norms.values():
            if norm.coverage:
                cues += (
                    *norm.coverage.cues,
                    *norm.coverage.half_cues,
                    *norm.coverage.anywhere,
                    *norm.coverage.lastly,
                )
        return frozenset(
            pattern
            for cue in cues
            for pattern in (*cue.when.any_of, *cue.when.all_of, *cue.when.none_of)
        )

    def say(self, saying: str, **slots: str) -> str:
        """The sentence of that id, its slots filled."""
        return self.sayings[saying].text.format_map(slots)


#: Section of a playbook file -> class of its entries.
SECTIONS: Mapping[str, type[Entry]] = {
    "norms": Norm,
    "mechanisms": Mechanism,
    "recipes": Recipe,
    "routes": Route,
    "signals": Signal,
    "devices": Device,
    "guardrails": Guardrail,
    "asides": Aside,
    "unadvised": Matter,
    "formalities": Formality,
    "duties": Duty,
    "bearers": Bearer,
    "reliefs": Relief,
    "stances": Stance,
    "pitfalls": Pitfall,
    "lessons": Lesson,
    "roles": RoleWords,
    "clarity": Clarity,
    "objects": Object,
    "occasions": Occasion,
    "anchors": Anchor,
    "kinds": ContractKind,
    "forms": Form,
    "sayings": Saying,
}
