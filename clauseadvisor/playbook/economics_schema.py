"""Schema of ``economics.yml``: what each money symbol is called, and what money may come from."""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from clauseadvisor.domain import SUBTYPES, Label
from clauseadvisor.playbook.builtin import Knowledge, read_builtin

Sentence = Annotated[str, Field(min_length=3)]


#: What a sentence on money may name beside symbols and sides: the step by which a sum grows.
_WORDS = ("step", "base")


class SymbolText(Knowledge):
    """Plain name, formula (for what is worked out) and unit of a symbol; its question if absent.

    ``reads`` names the symbols that the formula reads. ``unless`` are devices: where another clause
    of the contract has one, the figure is not shown.
    """

    name: Sentence
    unit: Sentence
    formula: str | None = None
    reads: tuple[str, ...] = ()
    question: Sentence | None = None
    unless: tuple[str, ...] = ()


class AssumedValue(Knowledge):
    """A value to go on with, and the range in which it may well lie."""

    name: Sentence
    unit: Sentence
    value: float
    low: float
    high: float

    @model_validator(mode="after")
    def _in_range(self) -> AssumedValue:
        if not self.low <= self.value <= self.high:
            raise ValueError("expected low <= value <= high")
        return self


class ClauseCase(Knowledge):
    """How the money of a sub-type of penalty is worked out, and what may pay for its trade.

    ``once``: it falls due once in a contract, so that nobody asks how often.
    """

    case: Literal["credit", "delay", "interest", "stated"]
    funding: tuple[str, ...]
    once: bool = False


class PartText(Knowledge):
    """Plain name and unit of a part of a figure that has several."""

    name: Sentence
    unit: Sentence = "number"


class SidesText(Knowledge):
    """What the two sides of a clause are called in a sentence on its money."""

    debtor: Sentence
    creditor: Sentence


class VerdictText(Knowledge):
    """A sentence on the money of a clause, said where every symbol that it needs is known.

    It may name the sides: {debtor} owes what the clause takes today, {creditor} receives it.
    """

    case: Literal["credit", "delay", "interest", "stated"]
    needs: Annotated[tuple[str, ...], Field(min_length=1)]
    mechanism: str | None = None
    #: Patterns, one of which the proposed wording has to hold; none: any wording.
    shown: tuple[Sentence, ...] = ()
    text: Sentence

    @property
    def symbols(self) -> frozenset[str]:
        """Everything that the sentence shows or needs."""
        shown = {name for _, name, _, _ in Formatter().parse(self.text) if name}
        return frozenset({*shown, *self.needs}) - {*SidesText.model_fields, *_WORDS}


class VerdictTexts(Knowledge):
    """What a clause costs now, and what a proposal would do; the first that fits is said."""

    now: tuple[VerdictText, ...]
    then: tuple[VerdictText, ...]
    now_stated: Sentence
    now_open: Sentence
    now_blank: Sentence
    now_redacted: Sentence
    then_open: Sentence
    kept: Sentence


class EconomicsTexts(Knowledge):
    """The whole of ``economics.yml``."""

    symbols: dict[str, SymbolText]
    funding: dict[str, Sentence]
    designs: dict[str, Sentence]
    warnings: dict[str, Sentence]
    defaults: dict[str, AssumedValue]
    clause_symbols: dict[str, SymbolText]
    clause_cases: dict[str, ClauseCase]
    clause_verdicts: VerdictTexts
    #: Parts of the figures that have several, by their key in the JSON.
    parts: dict[str, PartText]
    #: Said where nothing could be worked out, and in place of a value that is not known.
    nothing_known: Sentence
    no_value: Sentence
    no_cap: Sentence
    #: Who owes and who receives what a clause takes, by the side that it burdens.
    sides: dict[Literal["vendor", "customer", "open"], SidesText]
    #: Patterns: a sum by the day in a clause with none of them is no sum for a delay.
    delay_words: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    #: Patterns with the group "word": what may be late; and what is said where none is found.
    late_words: tuple[Sentence, ...]
    late: Sentence
    #: Patterns, each with one group: by what step a sum grows ("step"), for what a plain sum falls
    #: due each time ("thing"), of what a percentage is a share ("base"), until which last "step" it is held.
    step: Sentence
    thing: Sentence
    share_of: Sentence
    until_last: Sentence
    #: Patterns by which a rate is the most that is due and not what is due.
    lesser_words: tuple[Sentence, ...]
    #: Symbol -> patterns: the clause names it by words, or says where it stands, so that it is no question.
    said_words: dict[str, tuple[Sentence, ...]]
    #: Pattern with the groups "week" to "year": the fee of a clause is one for that time.
    fee_words: Sentence

    @model_validator(mode="after")
    def _verdicts_known(self) -> EconomicsTexts:
        for each in (*self.clause_verdicts.now, *self.clause_verdicts.then):
            unknown = each.symbols - set(self.clause_symbols)
            if unknown:
                raise ValueError(f"clause_verdicts: unknown {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def _cases_complete(self) -> EconomicsTexts:
        if set(self.clause_cases) != set(SUBTYPES[Label.PENALTY]):
            raise ValueError("clause_cases: expected every sub-type of penalty")
        if not set(self.said_words) <= set(self.clause_symbols):
            raise ValueError("said_words: names an unknown symbol")
        for key, case in self.clause_cases.items():
            if not set(case.funding) <= set(self.funding) == set(self.designs):
                raise ValueError(f"clause_cases.{key}: names an unknown or unnamed source of money")
        return self

    @model_validator(mode="after")
    def _known(self) -> EconomicsTexts:
        for key, symbol in (*self.symbols.items(), *self.clause_symbols.items()):
            unknown = set(symbol.reads) - set(self.symbols)
            if unknown:
                raise ValueError(f"symbols.{key}.reads: unknown {', '.join(sorted(unknown))}")
            if symbol.formula is None and symbol.question is None:
                raise ValueError(f"symbols.{key}: expected a formula, a question or both")
        return self


@cache
def economics_texts() -> EconomicsTexts:
    """The shipped texts (read once)."""
    return read_builtin("economics.yml", EconomicsTexts)
