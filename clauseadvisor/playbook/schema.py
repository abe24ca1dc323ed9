"""What a playbook is made of: norms, mechanisms, recipes, and the cues that choose among them.

All knowledge is data (YAML); these classes only say what an entry must hold. Every text that ends
up in a contract is a template with named slots in braces; a slot that is not in :data:`SLOTS`
is refused when the playbook is read, so that no placeholder can be left over. Square brackets in
a template are blanks that the negotiators fill in; a figure in brackets is a proposed value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator

from clauseadvisor.domain import LABEL_OF, Burden, Kind, Label, Verdict
from clauseadvisor.playbook.entries import Entry, slots_named
from clauseadvisor.playbook.sayings import Saying

#: Stands for the name of a party in a pattern that tells who carries or holds a clause.
PARTY_MARK = "NAME"

_PARTIES = ("vendor", "customer", "debtor", "creditor")


def _forms(party: str) -> tuple[str, ...]:
    return party, party.title(), f"{party}_s", f"{party.title()}_s"


#: Every slot that a template may name. Parties come in four forms: plain ("the Supplier"), with
#: a capital, and both as possessive ("the Supplier's").
SLOTS = frozenset(
    {form for party in _PARTIES for form in _forms(party)}
    | {"parties", "Parties", "party", "agreement", "clause", "Clause", "business_days", "fees"}
    | {
        "charge",
        "metric",
        "target",
        "level",
        "rate",
        "cap",
        "period",
        "own_period",
        "settled",
        "at_stake",
    }
)

#: What a contract may hold in another clause than the one that is up for change.
DeviceId = Literal[
    "earn_back",
    "level_bonus",
    "early_bonus",
    "on_time_scheme",
    "credit_limit",
    "chronic_exit",
    "cure_plan",
    "early_warning",
    "forecast",
    "volume_rebate",
    "ladder",
    "liability_cap",
    "relief",
    "results",
    "excuse",
    "open_date",
    "disputed_sums",
    "suspension",
    "answer_clock",
    "cause_relief",
    "audit_notice",
    "findings_time",
    "payment_time",
    "retention",
    "lasting",
    "change_talks",
    "third_laboratory",
    "claim_steps",
]
DEVICES: frozenset[str] = frozenset(get_args(DeviceId))

#: Where a title names the parts of the wording that are used.
PARTS_OF_TITLE = "parts"

#: What an addition may name of the contract beside its parties and terms. {subject} is what it is about,
#: and itself; {either} and {both} are the two parties, {others} whoever is told by one of them; {occasions} is what may go wrong here, as the contract's own words tell; {there} is where the contract has half of the norm, {beside} the same if it can be cited; {warned} is where another proposal calls for a warning, {unwarned} the sanctions for which none does; the others are clauses that the contract has, as the anchors list them.
ANCHORS = ("sanctions", "levels", "reports", "meetings", "forecasts", "exits")
SLOTS_OF_ADDITIONS = frozenset(
    {form for party in ("vendor", "customer") for form in _forms(party)}
    | {"parties", "Parties", "party", "agreement", "business_days", "fees"}
    | {
        "object",
        "subject",
        "either",
        "others",
        "both",
        "Both",
        "there",
        "beside",
        "occasions",
        "warned",
        "unwarned",
        *ANCHORS,
    }
)


def _check_template(text: str) -> str:
    return _check_slots(text, SLOTS | DEVICES)


def _check_new_clause(text: str) -> str:
    return _check_slots(text, SLOTS_OF_ADDITIONS)


def _check_slots(text: str, known: frozenset[str]) -> str:
    unknown = sorted(slots_named(text) - known)
    if unknown:
        raise ValueError(f"unknown slot {{{unknown[0]}}}; known are {', '.join(sorted(known))}")
    if text.count("[") != text.count("]"):
        raise ValueError("the square brackets do not match")
    return text


#: Context of a validation: the entries are those that ship, whose patterns the tests have compiled.
SHIPPED = "shipped"


def _check_pattern(text: str, info: ValidationInfo) -> str:
    if info.context != SHIPPED:  # two thousand patterns take longer than all that is read
        _groups_of(text)
    return text


def _groups_of(pattern: str) -> set[str]:
    try:
        return set(re.compile(pattern).groupindex)
    except re.error as exc:
        raise ValueError(f"not a regular expression ({exc})") from exc


def _check_party_pattern(text: str, info: ValidationInfo) -> str:
    if PARTY_MARK not in text:
        raise ValueError(f"expected {PARTY_MARK} where the name of the party stands")
    return _check_pattern(text, info)


def _check_period_pattern(text: str) -> str:
    if not {"count", "unit"} <= _groups_of(text):
        raise ValueError("expected the groups count and unit, which tell how long")
    return text


def _check_stake_pattern(text: str) -> str:
    if "term" not in _groups_of(text):
        raise ValueError("expected the group term, which tells the word of the clause")
    return text


Template = Annotated[str, Field(min_length=1), AfterValidator(_check_template)]
Pattern = Annotated[str, Field(min_length=1), AfterValidator(_check_pattern)]
NewClause = Annotated[str, Field(min_length=1), AfterValidator(_check_new_clause)]
PartyPattern = Annotated[str, Field(min_length=1), AfterValidator(_check_party_pattern)]
StakePattern = Annotated[str, Field(min_length=1), AfterValidator(_check_stake_pattern)]
PeriodPattern = Annotated[str, Field(min_length=1), AfterValidator(_check_period_pattern)]
Text = Annotated[str, Field(min_length=1)]
Stage = Annotated[int, Field(ge=0, le=3)]


class When(Entry):
    """A condition on one clause; everything that is stated must hold.

    ``any_of``, ``all_of`` and ``none_of`` are regular expressions on heading, lead-in and text, case ignored.
    ``cap``, ``cure``, ``metric`` and ``trigger`` ask whether the clause states one. ``rate`` bounds the
    yearly interest rate that the clause states, in percent; ``percentages_from`` asks for at least so
    many percentages in it, as a scale in steps has.
    ``there`` and ``lacks`` ask for devices in the clause or in those that belong with it; ``kinds``
    (one of them) and ``not_kinds`` (none of them) for the kind of deal that the contract is.
    """

    any_of: tuple[Pattern, ...] = ()
    all_of: tuple[Pattern, ...] = ()
    none_of: tuple[Pattern, ...] = ()
    cap: bool | None = None
    cure: bool | None = None
    metric: bool | None = None
    trigger: bool | None = None
    money: bool | None = None
    percent: bool | None = None
    burden: tuple[Burden, ...] = ()
    subtypes: tuple[str, ...] = ()
    rate_below: float | None = None
    rate_above: float | None = None
    percentages_from: Annotated[int, Field(ge=1)] | None = None
    shorter_than: int | None = None
    there: tuple[DeviceId, ...] = ()
    lacks: tuple[DeviceId, ...] = ()
    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()

    @cached_property
    def of_words_alone(self) -> bool:
        """Whether it asks of nothing but the words of a clause, as most do."""
        return self.model_fields_set <= {"any_of", "all_of", "none_of"}

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Groups of patterns: where it holds, one of each group matches."""
        return (*([frozenset(self.any_of)] if self.any_of else ()), *map(_alone, self.all_of))


def _alone(pattern: str) -> frozenset[str]:
    return frozenset((pattern,))


class Cue(Entry):
    """A condition with cases that show where it bites and where it must not."""

    when: When
    examples: tuple[Text, ...] = ()
    counter_examples: tuple[Text, ...] = ()


class Line(Entry):
    """Something that is said beside a wording, and what makes it true.

    ``shown``: one of these words stands in the wording that is proposed; ``when``: what the clause
    holds. A bare text in the data is a line without conditions.
    """

    text: Text
    shown: tuple[Pattern, ...] = ()
    when: When = When()

    @property
    def is_plain(self) -> bool:
        """Whether it is true of any clause and any wording."""
        return not self.shown and self.when == When()

    def is_shown(self, wording: str) -> bool:
        """Whether the wording has what the line speaks of, whatever the case of its letters."""
        return not self.shown or any(
            re.search(each, wording, re.IGNORECASE | re.DOTALL) for each in self.shown
        )


def _as_line(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _as_lines(value: object) -> object:
    return (value,) if isinstance(value, (str, Mapping)) else value


Lines = Annotated[
    tuple[Annotated[Line, BeforeValidator(_as_line)], ...], BeforeValidator(_as_lines)
]


def _check_sure(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if not any(line.is_plain for line in lines):
        raise ValueError("one of the lines has to be true of any clause: leave its conditions out")
    return lines


#: Lines of which at least one is always said.
SureLines = Annotated[Lines, AfterValidator(_check_sure)]


class Signal(Cue):
    """Something in the clause that speaks for a verdict, and the words that say so."""

    id: Text
    recipes: tuple[str, ...] = ()  # none named: all
    favours: Verdict
    weight: Annotated[float, Field(gt=0)]
    reason: Text
    point: Text | None = None  # of several that make the same point the heaviest is told alone
    told_when: When = When()  # it weighs without this, and its reason is told only with it
    for_relief: bool = False  # it speaks for what only the side that is bound asks for
    caps_others: bool = False  # a clause that sets it off limits what others of its recipes take


class Device(Cue):
    """Something that a proposal may offer and that the contract may hold already, whatever its label.

    A clause holds it by a sub-type that is sure, or by its words. It counts within its ``reach``: for
    the clauses of the same part and those that the one names, for the whole contract, or for the
    clauses that use the term whose definition it is. ``title`` is a noun phrase that completes "Section 5.3 has".
    """

    id: DeviceId
    title: Text
    subtypes: tuple[str, ...] = ()
    reach: Literal["part", "contract", "term"] = "part"

    @model_validator(mode="after")
    def _goes_by_words(self) -> Device:
        others = sorted(self.when.model_fields_set - {"any_of", "all_of", "none_of"})
        if others:
            raise ValueError(f"a device is told by words alone, not by “{others[0]}”")
        return self


class Clarity(Cue):
    """Something that the text of a reward must settle, and what to say where it does not.

    A device of the contract within reach of the clause may settle it as well. Of the rewards that a
    contract has already it is asked of the sub-types ``only_for``; none named: of all.
    """

    id: Text
    title: Text
    missing: Text
    settled_by: tuple[DeviceId, ...] = ()
    only_for: tuple[str, ...] = ()


class Aside(Cue):
    """Words that bind nobody by themselves (a definition, a recital), and why they are left alone.

    Where the words define a term that other clauses use, ``where_used`` is said of each of those:
    {term} is the term, {place} is ``where_numbered`` with the {number} of the definition, or
    ``where_unnumbered`` where it has no number of its own.
    """

    id: Text
    title: Text
    reason: Text
    binds_nobody: bool = False
    # Said in place of title and reason to the side on which the words weigh.
    carried_title: Text | None = None
    carried_reason: Text | None = None
    where_used: Text | None = None
    where_numbered: Text = "in {number}"
    where_unnumbered: Text = "in its definition"

    @model_validator(mode="after")
    def _knows_its_slots(self) -> Aside:
        for text, known in (
            (self.where_used or "", {"term", "place"}),
            (self.where_numbered, {"number"}),
            (self.where_unnumbered, set()),
        ):
            unknown = sorted(slots_named(text) - known)
            if unknown:
                raise ValueError(f"unknown slot {{{unknown[0]}}} in “{text}”")
        return self


class Bearer(Cue):
    """Words that tell on which side a clause weighs, whichever party it names."""

    id: Text
    weighs_on: Literal["vendor", "customer", "both"]


#: The group of a pattern that tells the annex in which something is missing.
ANNEX_GROUP = "annex"


class Matter(Cue):
    """What the advice names and does not raise itself; ``title`` is a plural noun, ``why`` one sentence or two.

    ``side`` is the side that it weighs on, whoever is named; ``serves`` are words in which NAME is
    the party that it serves, so that it weighs on the other one. What is told by neither weighs on
    anybody. ``together`` has to be found in such clauses, each of it; ``unless`` nowhere in the contract.
    What ``falls_under`` another matter names a clause of that; what ``annex_lacks`` is not in the
    annex that the group "annex" of its cues tells. What ``gives_way`` is not told of a clause of
    which the advice speaks already, as one to keep or to read.
    """

    id: Text
    title: Text
    why: Text
    side: Literal["vendor", "customer"] | None = None
    serves: tuple[PartyPattern, ...] = ()
    together: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    gives_way: bool = False
    falls_under: str | None = None
    annex_lacks: tuple[Pattern, ...] = ()

    @model_validator(mode="after")
    def _names_its_annex(self) -> Matter:
        if self.annex_lacks and not all(f"(?P<{ANNEX_GROUP}>" in each for each in self.when.any_of):
            raise ValueError("what an annex lacks is told by cues with a group “annex”")
        return self


class Duty(Cue):
    """Something that more than one proposal may have somebody do; ``title`` is a noun phrase.

    ``when`` is read in the proposed wording; a paragraph that is found by ``alone`` holds nothing
    else, and is left out where another proposal has the duty.
    """

    id: Literal["warning", "causes"]
    title: Text
    mechanism: str
    alone: tuple[Pattern, ...] = ()


class Formality(Cue):
    """A clause that does what the law asks for: a change of it is never what talks open with."""

    id: Text


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


class Stance(Entry):
    """How to speak of what is not up for change: an aside, a clause that is a lesson, or one whose
    change stands with another clause."""

    id: Literal["aside", "lesson", "same", "unfit"]
    ask: Text
    offer: Text
    fallback: Text
    keep: Text
    first_step: Text | None = None


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
    a fact or a fault of ours: they read it. Addressed to them as "you".
    """

    carries: Text | None = None
    holds: Text | None = None


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


class Coverage(Entry):
    """What in a contract supports a norm: sub-types or words that do, or do half of it.

    ``anywhere``: words that do half of it in any clause, one that is labelled neutral included, so
    that no advice denies what the contract has. ``lastly``: the same for words about one special
    occasion, which are named where nothing else is there, and show no place for more.
    """

    subtypes: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    half: tuple[str, ...] = ()
    half_cues: tuple[Cue, ...] = ()
    anywhere: tuple[Cue, ...] = ()
    lastly: tuple[Cue, ...] = ()


class Pressing(Entry):
    """When an addition is worth raising before changes of clauses: something is at stake, nobody talks.

    At least ``least`` clauses of ``subtypes``, and none of the norms ``lacks`` supported.
    """

    subtypes: tuple[str, ...]
    least: Annotated[int, Field(ge=1)]
    lacks: tuple[str, ...] = ()
    importance: Annotated[float, Field(ge=0, le=100)]


class AdditionVariant(Entry):
    """What an addition says in some kinds of deal in place of its own words; the rest stays."""

    kinds: Annotated[tuple[str, ...], Field(min_length=1)]
    title: NewClause | None = None
    rationale: Text | None = None
    widens: NewClause | None = None
    reasons: tuple[NewClause, ...] | None = None
    wording: NewClause | None = None
    also: tuple[NewClause, ...] | None = None
    bargain: Bargain | None = None
    risks: tuple[Text, ...] | None = None
    first_step: Text | None = None


class Addition(Entry):
    """The clause to propose where a norm is missing, and after which kind of clause it goes.

    What stands under a heading that neither ``under`` nor its own words call for is no place for it;
    where no place is left it goes behind a clause whose heading ``near`` names, else into the general
    part, there or elsewhere ``before`` law and courts.

    Each of ``reasons`` and ``also`` is said only where the contract has every clause that it names.
    ``importance`` is below that of a change of a clause, unless the need is ``pressing``.
    """

    title: NewClause
    rationale: Text
    widens: NewClause | None = (
        None  # the rationale where the contract has half; none: nothing is added then
    )
    reasons: tuple[NewClause, ...] = ()
    wording: NewClause
    also: tuple[NewClause, ...] = ()
    mechanism: str
    after: tuple[str, ...]  # sub-types, best place first
    mutual: bool = False  # better after a clause that binds both sides
    under: Pattern | None = None  # headings under which it may stand; none named: any
    near: tuple[Pattern, ...] = ()  # headings of clauses on the same topic, best first
    general: Pattern | None = None  # headings of the general part
    before: Pattern | None = None  # headings, of law and courts, that it goes before
    closing: Pattern | None = None  # headings in the general part that nothing goes after
    needs: tuple[str, ...] = ()  # only where the contract has clauses of these sub-types,
    needs_when: When = When()  # for which this holds and whose label is sure,
    least_needs: Annotated[int, Field(ge=1)] = 1  # so many of them
    not_alone: tuple[str, ...] = ()  # and not of these sub-types alone,
    too_little: Text | None = None  # and what is said where it has fewer
    least_clauses: Annotated[int, Field(ge=0)] = 0  # too much for a contract with fewer clauses
    bargain: Bargain
    eases: Literal["vendor", "customer"] | None = None  # whom its relief helps; none: both alike
    given_by: Literal["vendor", "customer"] | None = (
        None  # whom it costs: a concession of that side
    )
    if_changed: bool = False  # only where a clause that it needs is up for change as well
    answered: tuple[
        str, ...
    ] = ()  # not where each clause that it needs has words of these mechanisms
    importance: Annotated[float, Field(ge=0, le=100)]
    pressing: Pressing | None = None
    stage_needed: Stage = 0
    risks: tuple[Text, ...] = ()
    pitfalls: tuple[str, ...] = ()
    sources: tuple[Text, ...] = ()
    first_step: Text
    variants: tuple[AdditionVariant, ...] = ()

    def as_in(self, kinds: Collection[str]) -> Addition:
        """The addition in the words of the first variant that is made for one of these kinds."""
        variant = next((each for each in self.variants if set(each.kinds) & set(kinds)), None)
        if variant is None:
            return self
        given = {name: getattr(variant, name) for name in AdditionVariant.model_fields}
        said = {name: each for name, each in given.items() if each is not None and name != "kinds"}
        return self.model_copy(update=said | {"variants": ()})


class Object(Entry):
    """A defined word that says what a contract is about, and how an addition speaks of it.

    It gives way where the contract uses one of the words ``unless`` often as well.
    """

    id: Text
    phrase: Text
    unless: tuple[Text, ...] = ()


class Occasion(Cue):
    """What may go wrong in a contract that speaks of such things often, as a noun phrase."""

    id: Text
    phrase: Text

    @model_validator(mode="after")
    def _goes_by_words(self) -> Occasion:
        if not self.when.any_of or self.when.model_fields_set != {"any_of"}:
            raise ValueError("an occasion is told by “any_of” alone")
        return self


class Anchor(Cue):
    """The clauses of a contract that an addition may name, and how two of them are joined.

    Where there are clauses of the sub-types ``best``, no others are named.
    """

    id: Literal["sanctions", "levels", "reports", "meetings", "forecasts", "exits"]
    subtypes: tuple[str, ...]
    best: tuple[str, ...] = ()
    when: When = When()
    joined: Literal["and", "or"] = "and"


class ContractKind(Cue):
    """A kind of deal, told by the opening words of the contract and by its parties.

    It needs no clause for the norms that it ``leaves_out``, for the ``reason`` given. The recipes that
    it ``shuts_out`` speak of roles or of money that do not exist in it: no change is proposed by them,
    and ``kept_title`` and ``kept_reason`` say why. ``parties_from`` asks for so many parties of
    no side in a contract without two sides; {count} in ``shown_by`` is the number of all.
    """

    id: Text
    title: Text
    leaves_out: tuple[str, ...]
    reason: Text
    parties_from: Annotated[int, Field(ge=1)] | None = None
    shown_by: Text | None = None
    unsided: bool = False  # whatever its parties are called, none of them supplies another
    shuts_out: tuple[str, ...] = ()
    kept_title: Text | None = None
    kept_reason: Text | None = None

    @model_validator(mode="after")
    def _says_why(self) -> ContractKind:
        if self.shuts_out and not (self.kept_title and self.kept_reason):
            raise ValueError("what is shut out needs kept_title and kept_reason, which say why")
        if (self.parties_from is None) != (self.shown_by is None):
            raise ValueError("parties_from and shown_by belong together")
        if slots_named(self.shown_by or "") - {"count"}:
            raise ValueError("shown_by may name {count} alone")
        return self


class Norm(Entry):
    """A norm of trusted partnership, its source, and how a contract shows it.

    A wording rests on it, and brings what its ``statement`` says, as far as it has the words for that.
    """

    id: Text
    title: Text
    group: Text
    source: Text
    statement: Lines
    practice: Text
    conduct: bool = False  # lives in what people do: listed only where a suggestion rests on it
    coverage: Coverage | None = None
    addition: Addition | None = None

    def stated(self, wording: str) -> str:
        """What the wording brings of it, in sentences; "" where it brings nothing."""
        return " ".join(line.text for line in self.statement if line.is_shown(wording))


class Pitfall(Entry):
    """A warning, with the governing laws that decide it (none named: any)."""

    id: Text
    title: Text
    text: Text
    by_law: Mapping[str, Text] = {}
    laws: Mapping[str, tuple[Pattern, ...]] = {}
    always: bool = False


class Proviso(Cue):
    """What to look at first in a clause that is taken for a model, and may not work as it stands."""

    lesson: Text
    first_step: Text


class Lesson(Entry):
    """What to learn from an incentive or trust clause that the contract has already."""

    id: Text
    subtype: str
    kind: Kind
    title: Text
    lesson: Text
    first_step: Text
    sources: tuple[Text, ...]
    when: When = When()  # what the clause holds, beside its sub-type
    provisos: tuple[Proviso, ...] = ()


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


def broken_references(playbook: Playbook) -> Iterator[tuple[str, str, str, str]]:
    """Every id that is named and not defined, as (section, entry, field, id)."""
    for section, entry, field, known, named in _references(playbook):
        for each in named:
            if each not in known:
                yield section, entry, field, each


def _references(playbook: Playbook) -> Iterator[tuple[str, str, str, Iterable[str], Iterable[str]]]:
    own = playbook.recipes.values()
    varied = (each.as_in(variant) for each in own for variant in each.variants)
    for recipe in (*own, *varied):
        yield "recipes", recipe.id, "norms", playbook.norms, recipe.norms
        yield "recipes", recipe.id, "pitfalls", playbook.pitfalls, recipe.pitfalls
        options = [each.mechanism for each in (*recipe.bonus, *recipe.trust)]
        yield "recipes", recipe.id, "bonus, trust", playbook.mechanisms, options
        used = [each for advice in recipe.advice.values() for each in mechanisms_of(advice)]
        yield "recipes", recipe.id, "advice", playbook.mechanisms, used
    for route in playbook.routes.values():
        named = [each.recipe for each in route.choices]
        yield "routes", route.id, "choices", playbook.recipes, [*named, route.otherwise]
        yield "routes", route.id, "subtype", LABEL_OF, [route.subtype]
    for relief in playbook.reliefs.values():
        yield "reliefs", relief.id, "recipe", playbook.recipes, [relief.recipe]
    for duty in playbook.duties.values():
        yield "duties", duty.id, "mechanism", playbook.mechanisms, [duty.mechanism]
    for matter in playbook.unadvised.values():
        under = [matter.falls_under] if matter.falls_under else []
        yield "unadvised", matter.id, "falls_under", playbook.unadvised, under
    for signal in playbook.signals.values():
        yield "signals", signal.id, "recipes", playbook.recipes, signal.recipes
    for device in playbook.devices.values():
        yield "devices", device.id, "subtypes", LABEL_OF, device.subtypes
    for guardrail in playbook.guardrails.values():
        named = [*guardrail.only_recipes, *guardrail.ask_for, *guardrail.own_advice]
        yield "guardrails", guardrail.id, "ask_for", playbook.recipes, named
    for lesson in playbook.lessons.values():
        yield "lessons", lesson.id, "subtype", LABEL_OF, [lesson.subtype]
    for anchor in playbook.anchors.values():
        yield "anchors", anchor.id, "subtypes", LABEL_OF, anchor.subtypes
    for kind in playbook.kinds.values():
        yield "kinds", kind.id, "leaves_out", playbook.norms, kind.leaves_out
        yield "kinds", kind.id, "shuts_out", playbook.recipes, kind.shuts_out
    for norm in playbook.norms.values():
        if norm.coverage:
            named = [*norm.coverage.subtypes, *norm.coverage.half]
            yield "norms", norm.id, "coverage", LABEL_OF, named
        if norm.addition:
            places = [*norm.addition.after, *norm.addition.needs]
            yield "norms", norm.id, "addition.after, needs", LABEL_OF, places
            pressing = norm.addition.pressing
            yield (
                "norms",
                norm.id,
                "addition.pressing",
                LABEL_OF,
                pressing.subtypes if pressing else (),
            )
            yield (
                "norms",
                norm.id,
                "addition.pressing",
                playbook.norms,
                pressing.lacks if pressing else (),
            )
            yield "norms", norm.id, "addition", playbook.mechanisms, [norm.addition.mechanism]
            yield "norms", norm.id, "addition", playbook.pitfalls, norm.addition.pitfalls
            made_for = [kind for each in norm.addition.variants for kind in each.kinds]
            yield "norms", norm.id, "addition.variants", playbook.kinds, made_for
    for section in SECTIONS:
        for entry in getattr(playbook, section).values():
            yield section, entry.id, "when", playbook.kinds, _kinds_named(entry)


def _kinds_named(entry: object) -> Iterator[str]:
    """Every kind of deal that a condition within the entry names."""
    if isinstance(entry, When):
        yield from (*entry.kinds, *entry.not_kinds)
    elif isinstance(entry, Entry):
        for name in type(entry).model_fields:
            yield from _kinds_named(getattr(entry, name))
    elif isinstance(entry, Mapping):
        for each in entry.values():
            yield from _kinds_named(each)
    elif isinstance(entry, tuple):
        for each in entry:
            yield from _kinds_named(each)


def mechanisms_of(advice: Advice) -> tuple[str, ...]:
    """The mechanisms that an advice names, the leading one first, without repeats."""
    named = [*advice.mechanisms, *(part.mechanism for part in advice.parts if part.mechanism)]
    return tuple(dict.fromkeys(named))


Route.model_rebuild()
Guardrail.model_rebuild()
