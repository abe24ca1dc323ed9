"""What the texts and patterns of a playbook may hold.

Every text that ends up in a contract is a template with named slots in braces; a slot that is not in
:data:`SLOTS` is refused when the playbook is read, so that no placeholder can be left over. Square
brackets in a template are blanks that the negotiators fill in; a figure in brackets is a proposed
value.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, ValidationInfo

from clauseadvisor.playbook.entries import slots_named

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
    "price_body",
    "sole_procedure",
    "free_use_of_data",
    "end_of_use",
    "own_files",
    "arbitration",
    "court_relief",
    "miss_counts",
    "programme",
    "volume_elsewhere",
    "second_indemnity",
    "exit_help",
    "prompt_discount",
    "free_time",
]
DEVICES: frozenset[str] = frozenset(get_args(DeviceId))

#: Where a title names the parts of the wording that are used.
PARTS_OF_TITLE = "parts"

#: What an addition may name of the contract beside its parties and terms. {subject} is what it is about,
#: and itself; {either} and {both} are the two parties, {others} whoever is told by one of them; {occasions} is what may go wrong here, as the contract's own words tell; {there} is where the contract has half of the norm, {beside} the same if it can be cited; {warned} is where another proposal calls for a warning, {unwarned} the sanctions for which none does; {last_step} is what may follow where talks fail, {urgent_relief} what a court is asked for meanwhile; the others are clauses that the contract has, as the anchors list them.
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
        "last_step",
        "urgent_relief",
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
