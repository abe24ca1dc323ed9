"""What recipes must hold, with what leads to one and what it proposes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clauseadvisor.domain import Kind, Label, Verdict
from clauseadvisor.playbook.cue_schema import Cue, Line, Lines, SureLines, When
from clauseadvisor.playbook.entries import Entry, slots_named
from clauseadvisor.playbook.texts import (
    DEVICES,
    PARTS_OF_TITLE,
    DeviceId,
    PartyPattern,
    Pattern,
    PeriodPattern,
    Stage,
    StakePattern,
    Template,
    Text,
)


class Choice(Cue):
    """One catalogue entry and the cues that lead to it."""

    recipe: str


class Relief(Choice):
    """What a side can ask for in a clause that weighs on it, whatever the label of the clause.

    Its recipe tells on whom the clause weighs. What is ``mutual`` may weigh on both sides alike.
    Nothing is asked for where words of ``unless`` stand anywhere in the contract.
    """

    id: Text
    mutual: bool = False
    unless: tuple[Pattern, ...] = ()


class Ground(Cue):
    """What shows a guardrail, with a reason of its own where that of the guardrail says too much."""

    reason: Text | None = None


class Guardrail(Entry):
    """A ground on which a clause is never dropped by itself (G1 to G8)."""

    id: Text
    title: Text
    reason: Text
    question: Text
    answer: tuple[str, ...] = ()  # keys of [relationship] that answer it
    cues: tuple[Ground, ...] = ()
    forbids: Literal["change", "replacement"] = "replacement"
    weight: Annotated[float, Field(ge=0)] = 0.0  # speaks for keeping, where the clause shows it
    answered_forbids: Literal["change", "replacement"] = "replacement"
    unchanged: tuple[str, ...] = ()  # recipes where it forbids any change that the clause is up for
    only_recipes: tuple[str, ...] = ()  # for answers; none named: all
    ask_for: tuple[str, ...] = ()  # recipes where it stands as an open question
    not_asked: When | None = None  # where the contract has the answer, which is no
    advice: Advice | None = None  # said in place of the recipe's own words
    own_advice: tuple[str, ...] = ()  # recipes whose own words stay


class Route(Entry):
    """Which catalogue entry (P1 to P13, C1 to C12, I, T) a clause of a sub-type belongs to."""

    id: Text
    subtype: Text
    choices: tuple[Choice, ...]
    otherwise: str


class Mechanism(Entry):
    """A funding design (F), an incentive (I) or a trust norm (R) that can stand for a penalty."""

    id: Text
    kind: Kind
    title: Text
    how: Text
    stage_needed: Stage
    wording: Template
    funding: str = ""
    sources: tuple[Text, ...] = ()


class OptionChoice(Entry):
    """A mechanism that fits a recipe; the first whose condition holds is the strongest."""

    mechanism: str
    when: When = When()
    title: Text | None = None  # where the wording is about something else than its mechanism
    wording: Template | None = None


class Part(Entry):
    """One lettered paragraph of proposed wording.

    What ``concedes`` only takes from the side that holds the clause: the side that is bound asks
    for it, and nobody offers it unasked. What ``guards`` only protects the side that holds it: the
    side that is bound does not ask for that.
    """

    text: Template
    mechanism: str | None = None
    when: When = When()
    in_title: Text | None = None  # what the title calls it, where it names its parts
    concedes: bool = False
    guards: bool = False

    @model_validator(mode="after")
    def _is_said_by_somebody(self) -> Part:
        if self.concedes and self.guards:
            raise ValueError("a part that only concedes and only guards is said by nobody")
        return self

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Part:
        absent = sorted((slots_named(self.text) & DEVICES) - set(self.when.there))
        if absent:
            raise ValueError(f"{{{absent[0]}}} is named, so that “when” must ask for it in “there”")
        return self


class Terms(Entry):
    """What the wording of one verdict puts in place of the terms of its :class:`Bargain`; the rest stays.

    ``beside`` is what stays as well where the contract has that device: a noun phrase that follows "and".
    """

    relief: SureLines | None = None
    in_return: SureLines | None = None
    fallback: Lines | None = None
    floor: SureLines | None = None
    beside: Mapping[DeviceId, Text] = {}


class Advice(Entry):
    """What a recipe says under one verdict: why, in which words, at which stage.

    Where the title has a slot {parts}, it names there what the paragraphs that are used call
    themselves (``in_title``), so that it promises nothing that the wording leaves out.
    """

    title: Text
    rationale: Text
    lead: Template | None = None
    parts: tuple[Part, ...] = ()
    mechanisms: tuple[str, ...] = ()
    stage_needed: Stage = 0
    terms: Terms = Terms()  # where this wording gives or keeps other things than the recipe's own
    first_step: Text | None = None  # where the recipe's own does not fit

    @model_validator(mode="after")
    def _title_is_never_bare(self) -> Advice:
        named = slots_named(self.title)
        if named - {PARTS_OF_TITLE}:
            raise ValueError(f"the title may name {{{PARTS_OF_TITLE}}} alone, no other slot")
        if named and not self._always_titled():
            raise ValueError("a title that names its parts needs one that is always there")
        return self

    def _always_titled(self) -> bool:
        """Whether some part that the title names is always there, or whether a device lacks or not."""
        parts = (part for part in self.parts if not (part.concedes or part.guards))
        conditions = [part.when for part in parts if part.in_title]
        return When() in conditions or any(
            When(there=when.lacks) in conditions
            for when in conditions
            if when == When(lacks=when.lacks)
        )

    def as_said(self, carried: bool | None) -> Advice:
        """The same advice for the side that is advised.

        ``carried``: whether the clause weighs on it. What only concedes is left to the side that
        carries it, what only guards to the others; where it is not clear, a guard goes before.
        """
        guarded = any(part.guards for part in self.parts)
        parts = tuple(
            part
            for part in self.parts
            if not (part.guards and carried)
            and not (part.concedes and (carried is False or (carried is None and guarded)))
        )
        return self if parts == self.parts else self.model_copy(update={"parts": parts})


class Bargain(Entry):
    """The exchange behind a change, as noun phrases that complete a sentence.

    ``relief`` is what the burdened side gains, ``in_return`` what the other side gains,
    ``fallback`` the smaller step, ``floor`` what stays whatever happens. Of several lines those that
    are true are said together, of a fallback the first alone.
    """

    relief: SureLines
    in_return: SureLines
    fallback: Lines
    floor: SureLines

    def under(self, terms: Terms, has: Collection[str]) -> Bargain:
        """The exchange as one wording has it, in a contract that ``has`` these devices."""
        fields = type(self).model_fields
        given = {name: getattr(terms, name) for name in fields if getattr(terms, name) is not None}
        beside = tuple(Line(text=said) for device, said in terms.beside.items() if device in has)
        floor = (*given.get("floor", self.floor), *beside)
        return self.model_copy(update={**given, "floor": floor})


class Voice(Entry):
    """What one side would ask and do first, where the other side would put it otherwise."""

    question: Text | None = None
    first_step: Text | None = None


class Concern(Entry):
    """What a clause may mean to the other side, as words that complete "As we understand it, ...".

    ``carries`` where it weighs on them, ``holds`` where they rely on it. Said as their view, never as
    a fact or a fault of ours: they read it. Addressed to them as "you". ``both`` where it binds both sides.
    """

    carries: Text | None = None
    holds: Text | None = None
    both: Text | None = None


class Need(Cue):
    """What a clause must hold before words are offered for it: the thing that they take away or change.

    ``thing`` is a noun phrase that completes "The words that we would offer change".
    """

    thing: Text


class Variant(Cue):
    """What a recipe says in place of its own words, where its catalogue entry covers an occasion
    that those do not fit; what is not given stays as the recipe has it."""

    id: Text
    charge: Text | None = None
    charge_terms: tuple[Pattern, ...] | None = None
    carrier: Text | None = None
    lean: Mapping[Verdict, float] | None = None
    advice: Mapping[Verdict, Advice] = {}
    bonus: tuple[OptionChoice, ...] | None = None
    trust: tuple[OptionChoice, ...] | None = None
    bargain: Bargain | None = None
    mirror: Text | None = None
    norms: tuple[str, ...] | None = None
    risks: Lines | None = None
    preconditions: Lines | None = None
    questions: tuple[Text, ...] | None = None
    pitfalls: tuple[str, ...] | None = None
    sources: tuple[Text, ...] | None = None
    first_step: Text | None = None
    carried: Voice | None = None
    held: Voice | None = None
    concern: Concern | None = None
    open_when: When | None = None


class Stake(Entry):
    """A defined word that tells what may be missed, in the group ``term``, and how to speak of it."""

    pattern: StakePattern
    said: Text

    @model_validator(mode="after")
    def _knows_its_slots(self) -> Stake:
        if slots_named(self.said) != {"term"}:
            raise ValueError("expected the slot {term}, and no other")
        return self


class Recipe(Entry):
    """What to propose for one catalogue entry; the first variant whose condition holds goes first.

    Where the clause does not hold what the recipe ``needs``, nothing is proposed. A variant is
    chosen by what the clause holds, so that it needs nothing else.
    """

    id: Text
    title: Text
    label: Label
    lean: Mapping[Verdict, float]
    charge: Text = "the charge"
    charge_terms: tuple[Pattern, ...] = ()
    charge_verbs: Mapping[Pattern, Text] = {}  # verb -> noun, where the clause has no word for it
    stakes: tuple[Stake, ...] = ()  # by which name of its own a clause tells what may be missed
    at_stake: Template = "a duty under {clause}"  # where it has none
    period: Text | None = None  # by which it counts; none: as the contract counts results
    carrier: Text | None = None  # who carries it, where it may be either side ("in breach")
    side: Literal["vendor", "customer"] | None = None  # which side carries it by its nature
    carried_by: tuple[PartyPattern, ...] = ()  # words that show a party to carry it
    held_by: tuple[PartyPattern, ...] = ()  # words that show a party to hold it
    advice: Mapping[Verdict, Advice]
    bonus: tuple[OptionChoice, ...] = ()
    trust: tuple[OptionChoice, ...] = ()
    bargain: Bargain
    mirror: Text
    norms: tuple[str, ...]
    risks: Lines
    preconditions: Lines = ()
    questions: tuple[Text, ...] = ()
    pitfalls: tuple[str, ...] = ()
    sources: tuple[Text, ...]
    first_step: Text
    carried: Voice | None = None  # for the side that carries the clause
    held: Voice | None = None  # for the side that it works for
    concern: Concern | None = None
    own_periods: tuple[PeriodPattern, ...] = ()  # how other clauses tell {own_period}
    light_when: When = When()  # a light control is advised on only where this holds
    kept_when: When | None = (
        None  # or where this holds, though kept, if nothing in the contract answers it
    )
    only_heavy: bool = False
    needs: Need | None = None
    grounds: tuple[Pattern, ...] = ()  # words that its own words answer; a variant's are its cues
    # A right against the own side is no boundary of that side: kept where this holds, it is left open.
    open_when: When | None = None
    # Asked for by the side that bears it, it takes no protection away: no guardrail speaks against it.
    unguarded: bool = False
    own_right: bool = False  # no change is offered by the side that holds it
    told_anywhere: bool = (
        False  # whom its words bind is told by any sentence, not by the first alone
    )
    variants: tuple[Variant, ...] = ()

    def as_in(self, variant: Variant) -> Recipe:
        """The recipe with the words of the variant in place of its own."""
        given = {name: getattr(variant, name) for name in _VARIED}
        said = {name: each for name, each in given.items() if each is not None}
        # Voices that suit the recipe's own questions do not suit others, nor does its concern other words.
        voices: dict[str, object] = dict.fromkeys(("carried", "held")) if variant.questions else {}
        if variant.advice or variant.questions:
            voices["concern"] = None
        if variant.charge:
            voices["charge_verbs"] = {}
        return self.model_copy(
            update=voices
            | said
            | {"advice": {**self.advice, **variant.advice}, "needs": None, "variants": ()}
            | {"grounds": variant.when.any_of or variant.when.all_of}
        )


#: Names the entry itself, or is merged and not replaced.
_KEPT_BY_ALL = frozenset({"id", "advice"})
#: What a variant may put in place of the recipe's own; advice is replaced verdict by verdict.
_VARIED = tuple(
    name
    for name in Variant.model_fields
    if name in Recipe.model_fields and name not in _KEPT_BY_ALL
)


def mechanisms_of(advice: Advice) -> tuple[str, ...]:
    """The mechanisms that an advice names, the leading one first, without repeats."""
    named = [*advice.mechanisms, *(part.mechanism for part in advice.parts if part.mechanism)]
    return tuple(dict.fromkeys(named))


Route.model_rebuild()
Guardrail.model_rebuild()
