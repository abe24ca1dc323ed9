"""The sentences that advice is told in, each with the slots that it may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field, model_validator

from clauseadvisor.playbook.entries import Entry, slots_named

#: Every sentence that the advice needs, and what it may name. Those of a bargain complete its
#: noun phrases; "ask", "offer" and "fallback" are what one side says to itself.
SAYINGS: Final[Mapping[str, frozenset[str]]] = {
    "floor": frozenset({"floor"}),
    "floor_carried": frozenset({"floor"}),
    "both_ask": frozenset({"relief"}),
    "both_offer": frozenset({"in_return"}),
    "both_fallback": frozenset({"fallback"}),
    "carried_ask": frozenset({"relief"}),
    "carried_offer": frozenset({"in_return"}),
    "carried_fallback": frozenset({"fallback"}),
    "held_ask": frozenset({"in_return"}),
    "held_offer": frozenset({"relief"}),
    "held_fallback": frozenset({"fallback"}),
    "unsided_ask": frozenset({"debtor", "relief"}),
    "unsided_offer": frozenset({"in_return"}),
    "unsided_fallback": frozenset({"fallback"}),
    "among_ask": frozenset({"relief"}),
    "among_offer": frozenset({"in_return"}),
    "among_fallback": frozenset({"fallback"}),
    "unsided_change": frozenset({"debtor"}),
    "keep_ask": frozenset(),
    "keep_ask_adding": frozenset(),
    "keep_offer": frozenset({"floor"}),
    "keep_offer_carried": frozenset({"in_return"}),
    "keep_fallback": frozenset(),
    "keep_fallback_adding": frozenset(),
    "more_title": frozenset({"what"}),
    "more_reason": frozenset(),
    "own_right": frozenset({"relief", "in_return"}),
    "concession": frozenset({"in_return", "mirror"}),
    "concession_carried": frozenset({"in_return", "mirror"}),
    "concession_added": frozenset({"in_return"}),
    "open_title": frozenset({"what"}),
    "open_reason": frozenset({"relief"}),
    "open_signals": frozenset({"reasons"}),
    "concern": frozenset({"concern"}),
    "concern_both": frozenset(),
    "opening": frozenset({"question", "ask"}),
    "phasing": frozenset(),
    "high_risk": frozenset(),
    "signals": frozenset({"reasons"}),
    "guardrails": frozenset({"grounds"}),
    "guardrails_joined": frozenset(),
    "carried_change": frozenset({"mirror"}),
    "held_change": frozenset({"mirror"}),
    "held_alike": frozenset({"mirror"}),
    "held_more": frozenset({"mirror"}),
    "no_past_step": frozenset(),
    "ground_missing": frozenset(),
    "ground_missing_reason": frozenset({"thing"}),
    "place_end": frozenset(),
    "place_after": frozenset({"number"}),
    "place_after_headed": frozenset({"number", "heading"}),
    "place_within": frozenset({"number", "heading"}),
    "place_headed": frozenset({"heading"}),
    "place_part": frozenset({"heading"}),
    "place_paragraph": frozenset({"words"}),
    "place_some": frozenset(),
    "place_amended": frozenset(),
    "amendment_alone": frozenset(),
    "subject": frozenset({"object", "agreement"}),
    "subject_alone": frozenset({"agreement"}),
    "object_alone": frozenset({"agreement"}),
    "place_other": frozenset({"agreement"}),
    "settled_there": frozenset({"place"}),
    "settled_arbitrated": frozenset({"agreement", "days", "place"}),
    "last_step": frozenset(),
    "last_step_arbitrated": frozenset({"place"}),
    "urgent_relief": frozenset(),
    "built_on": frozenset({"found"}),
    "built_beside": frozenset({"found"}),
    "built_around": frozenset({"found"}),
    "built_on_one": frozenset({"device", "place"}),
    "same_table": frozenset({"annex"}),
    "out_of_reach": frozenset({"place", "level", "target"}),
    "beyond_reach": frozenset({"place", "level", "target"}),
    "within_reach": frozenset({"place", "level", "points"}),
    "share_of_fee": frozenset({"share", "fee", "sums"}),
    "names_changed": frozenset({"places"}),
    "named_by_changed": frozenset({"places"}),
    "same_for_all": frozenset({"places"}),
    "same_title": frozenset({"place"}),
    "duty_once": frozenset({"duty", "place"}),
    "same_reason": frozenset({"place"}),
}
#: The notes for the other side cut the opening question off by these words.
_OPENING: Final = "Begin with a question: “{question}” "


class Saying(Entry):
    """One sentence, by its id."""

    id: str
    text: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _is_known(self) -> Saying:
        if self.id not in SAYINGS:
            raise ValueError(f"there is no sentence of this name; known are {', '.join(SAYINGS)}")
        unknown = sorted(slots_named(self.text) - SAYINGS[self.id])
        if unknown:
            known = ", ".join(sorted(SAYINGS[self.id])) or "none"
            raise ValueError(f"unknown slot {{{unknown[0]}}}; known are {known}")
        if self.id == "opening" and not self.text.startswith(_OPENING):
            raise ValueError(f"expected it to begin with “{_OPENING.strip()}”")
        return self
