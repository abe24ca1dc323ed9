"""Everything beside the clause that advice depends on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clauseadvisor.domain import KeyDate, LabelledClause, NormStatus, Readiness, Role, Table
from clauseadvisor.playbook.cue_schema import Aside
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.deals import Deal
from clauseadvisor.suggesting.naming import Words

#: The economics of a clause as plain data, or None where no money is at stake.
Money = Callable[[LabelledClause], dict[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """The clauses that hold each device, in the order of the contract, and the part of every clause."""

    holders: Mapping[str, tuple[LabelledClause, ...]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The contract's own words, the playbook, the side, and what the user has answered.

    ``clauses`` holds the clauses of the contract by id (empty for a clause without its
    contract), ``shared_citations`` the numbers that lead to more than one; ``answers`` the [relationship] keys of an assumptions file, an absent key being
    unknown; ``window`` the next moment at which terms can be reopened; ``norms`` what
    ``cover_norms`` found, where the caller has asked it already; ``terms`` the defined terms that
    only stand for a figure; ``devices`` what the contract holds already of what could be proposed; ``tables`` those of the document;
    ``blank_form`` says that nobody has filled the contract in yet; ``deal`` what kind of deal it is.
    """

    playbook: Playbook
    words: Words
    clauses: Mapping[str, LabelledClause] = field(default_factory=dict)
    shared_citations: frozenset[str] = frozenset()
    law: str | None = None
    role: Role = Role.CUSTOMER
    readiness: Readiness | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    money: Money | None = None
    norms: Sequence[NormStatus] | None = None
    window: KeyDate | None = None
    terms: Mapping[str, tuple[LabelledClause, Aside]] = field(default_factory=dict)
    devices: Devices = Devices()
    #: Clause -> the pieces of its section, for sections that splitting cut.
    pieces: Mapping[str, tuple[LabelledClause, ...]] = field(default_factory=dict)
    tables: Sequence[Table] = ()
    blank_form: bool = False
    deal: Deal = field(default_factory=Deal)
