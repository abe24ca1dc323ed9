"""What the entries that read a clause must hold: conditions on its words, and what they tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from clauseadvisor.domain import Burden, Verdict
from clauseadvisor.playbook.entries import Entry, slots_named
from clauseadvisor.playbook.texts import DeviceId, PartyPattern, Pattern, Text


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
    Of most the first place is named, of those with ``places`` "all" each one.
    A wording goes against what is ``opposed``, and builds nothing on it.
    """

    id: DeviceId
    title: Text
    subtypes: tuple[str, ...] = ()
    reach: Literal["part", "contract", "term"] = "part"
    places: Literal["first", "all"] = "first"
    opposed: bool = False

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
    weightless: bool = False  # so that it counts for nothing in the balance, whatever its label
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
    the party that it serves, so that it weighs on the other one; in ``bears`` NAME is the one that it
    weighs on. What is told by none of these weighs on anybody. ``together`` has to be found in such clauses, each of it; ``unless`` nowhere in the contract.
    What ``falls_under`` another matter names a clause of that; what ``annex_lacks`` is not in the
    annex that the group "annex" of its cues tells. What is ``misnumbered`` calls itself by the number
    of another clause. What ``gives_way`` is not told of a clause of which the advice speaks already,
    as one to keep or to read.
    """

    id: Text
    title: Text
    why: Text
    side: Literal["vendor", "customer"] | None = None
    serves: tuple[PartyPattern, ...] = ()
    bears: tuple[PartyPattern, ...] = ()
    together: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    gives_way: bool = False
    falls_under: str | None = None
    annex_lacks: tuple[Pattern, ...] = ()
    misnumbered: bool = False

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


class Stance(Entry):
    """How to speak of what is not up for change: an aside, a clause that is a lesson, or one whose
    change stands with another clause."""

    id: Literal["aside", "lesson", "same", "unfit"]
    ask: Text
    offer: Text
    fallback: Text
    keep: Text
    first_step: Text | None = None
