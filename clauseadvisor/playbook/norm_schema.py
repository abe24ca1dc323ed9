"""What norms, additions, pitfalls and lessons must hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clauseadvisor.domain import Kind
from clauseadvisor.playbook.cue_schema import Cue, Lines, When
from clauseadvisor.playbook.entries import Entry, slots_named
from clauseadvisor.playbook.recipe_schema import Bargain
from clauseadvisor.playbook.texts import NewClause, Pattern, Stage, Text


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
    unless: tuple[Pattern, ...] = ()  # and not where a clause says this,
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
