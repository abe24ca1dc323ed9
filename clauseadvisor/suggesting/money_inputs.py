"""The inputs of one clause's money: from the clause, a history, the user, or marked assumptions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from clauseadvisor.domain import Amount, Burden, LabelledClause, Table
from clauseadvisor.playbook.economics_schema import SidesText, economics_texts
from clauseadvisor.suggesting.assumptions import Assumptions, Level
from clauseadvisor.suggesting.balance import is_of_fee, money_at_stake
from clauseadvisor.suggesting.ceilings import ceilings_of
from clauseadvisor.suggesting.delays import SYMBOLS, DelayRate, delay_rate
from clauseadvisor.suggesting.history import History
from clauseadvisor.suggesting.money_words import (
    base_sum,
    fee_period,
    is_ceiling_of_rate,
    late_word,
    step_of,
    thing_of,
)
from clauseadvisor.suggesting.tiers import Tier, credit_at, read_tiers

#: How far behind a clause its table may begin (characters of the reading text).
_TABLE_REACH = 200
_PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
_MAX_BASE = 60
_HIGHEST_CREDIT = 50
_ADDED_BEFORE = re.compile(r"\b(?:plus|increased by)\W+(?:an additional\W+)?$")
_ADDED_AFTER = re.compile(
    r"^\W*(?:percentage points\W+)?(?:above|over|in excess of|higher than|more than)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An input and where it comes from: clause, contract (a share in the clause, what it is a share of
    elsewhere), history, input, assumption (with a range), open."""

    value: float | None
    origin: str
    low: float | None = None
    high: float | None = None


OPEN = Given(value=None, origin="open")

#: Of several sums the greatest falls due: one that is stated is the least that is at stake.
_GREATER_OF: Final = re.compile(
    r"\b(?:greater|greatest|higher|highest|larger|largest) of\b", re.IGNORECASE
)
_AT_LEAST: Final = "A_least"
_FOR_EACH: Final = "A_each"
_SHARE: Final = "A_share"
_BY_STEP: Final = "H_step"
_RATE_AT_MOST: Final = "i_most"
#: Symbol of what is at stake -> its formulas.
_STATED: Final[Mapping[str, str]] = {
    _AT_LEAST: "stated at least",
    _FOR_EACH: "stated for each",
    _SHARE: "stated as a share",
}
#: The sub-type whose sums are due for each unit short of a promised number, and the times of that number.
_COUNTED: Final = "shortfall"
_SPANS: Final = frozenset({"month", "quarter", "year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the clause says of money, in one unit: a currency, or percent of one base.

    ``mixed_currencies`` says that the clause speaks of another currency than the fee,
    ``base_unstated`` that a percentage does not say what it is a part of (taken as the fee),
    ``contested`` that the user names another credit than the clause. ``delay`` is the sum by the
    day or week where the case is delay.
    """

    unit: str
    case: str
    #: Which formulas of ``money_cases`` work it out.
    formulas: str
    #: Who owes and who receives what the clause takes.
    sides: SidesText
    inputs: Mapping[str, Given]
    tiers: tuple[Tier, ...] = ()
    mixed_currencies: bool = False
    base_unstated: bool = False
    contested: bool = False
    delay: DelayRate | None = None
    #: The time in which the units that a shortfall counts are promised.
    span: str | None = None
    #: What the clause calls the step, the thing, the base and what is late.
    told: Mapping[str, str] = field(default_factory=dict)


def level_for(clause: LabelledClause, assumptions: Assumptions) -> Level | None:
    """The user's level for this clause: by its number, or by a name in its heading or metric."""
    number = _bare_number(clause.number)
    words = f"{clause.heading or ''} {clause.facts.metric.text if clause.facts.metric else ''}"
    for level in assumptions.level:
        if number and _bare_number(level.clause) == number:
            return level
    for level in assumptions.level:
        if level.name and level.name.casefold() in words.casefold():
            return level
    return None


def _bare_number(number: str | None) -> str:
    """``Clause 5.2.`` and ``5.2`` are the same number."""
    return re.sub(r"^(?:clause|section|article)\s+|[\s.]+$", "", (number or "").strip().casefold())


def tiers_of(clause: LabelledClause, tables: Sequence[Table]) -> tuple[Tier, ...]:
    """The service-credit table in the clause, or right behind it."""
    for table in tables:
        if clause.start <= table.start <= clause.end + _TABLE_REACH:
            tiers = read_tiers(table)
            if tiers:
                return tiers
    return ()


def terms_of(
    clause: LabelledClause,
    assumptions: Assumptions,
    tables: Sequence[Table],
    history: History | None,
) -> Terms:
    """Everything that is known of the clause's money, in one unit."""
    case = economics_texts().clause_cases[clause.subtype or "other_penalty"].case
    tiers = tiers_of(clause, tables) if case == "credit" else ()
    stake = money_at_stake(clause)
    level = level_for(clause, assumptions)
    delay = delay_rate(clause, stake) if case == "delay" else None
    if (case == "delay" and delay is None) or not _recurs(clause, case, stake, tiers, level):
        case = "stated"
    amount = delay.amount if delay else _main_amount(clause, stake, case)
    unit, fee, mixed = _unit(amount, tiers, level, assumptions, case)
    own = _own_terms(amount, tiers, level, unit, fee, case)
    shared = _shared_terms(clause, assumptions, level, history, fee)
    if case == "stated" and amount is not None and _GREATER_OF.search(clause.text):
        own = {_AT_LEAST: own["A"]}
    own, told = _as_told(clause, own, case, amount, by_table=bool(tiers) or level is not None)
    if case == "stated" and amount is None and len(stake) == 1:
        share = base_sum(clause, stake[0], tables)
        if share is not None:
            value, unit, told["base"] = share
            own = {_SHARE: Given(value=stake[0].value / 100 * value, origin="contract")}
    if delay is not None:
        told["late"] = late_word(clause, delay.thing)
    inputs = shared | own | {"k": _cap(clause, assumptions, unit, fee, case)}
    by_unit = _by_unit(clause, stake) if case == "stated" else None
    if by_unit is not None:
        rate, units = by_unit
        unit = rate.unit
        inputs |= {
            "A_unit": Given(value=rate.value, origin="clause"),
            "units": Given(value=units.value, origin="clause"),
        }
    if case == "stated" and inputs["q"].origin == "assumption":
        # How often a single sum falls due is nothing to guess: it may be once in a contract.
        inputs |= {"q": OPEN}
    if tiers and history is not None and fee is not None:
        inputs |= _measured_by_tiers(tiers, clause, level, history, fee)
    return Terms(
        unit=unit,
        case=case,
        inputs=inputs,
        tiers=tiers,
        mixed_currencies=mixed,
        base_unstated=_base_unstated(amount, inputs),
        contested=_contested(amount, level, case),
        delay=delay,
        formulas=_formulas_of_stated(own, by_unit)
        if case == "stated"
        else _formulas(clause, case, delay, own),
        told=told,
        span=by_unit[1].per if by_unit else None,
        sides=_sides(clause, case),
    )


def _sides(clause: LabelledClause, case: str) -> SidesText:
    """Who owes what the clause takes; a credit of unknown burden is owed by the vendor."""
    sides = economics_texts().sides
    if clause.burden is Burden.CUSTOMER:
        return sides["customer"]
    return sides["vendor" if clause.burden is Burden.VENDOR or case == "credit" else "open"]


def _as_told(
    clause: LabelledClause,
    own: dict[str, Given],
    case: str,
    amount: Amount | None,
    *,
    by_table: bool,
) -> tuple[dict[str, Given], dict[str, str]]:
    """The clause's figure under the symbol that its words call for, and those words by their slot.

    A credit "for each full point" is no credit for one miss; a rate that the law may lower is the most
    that is due; a plain sum may fall due for each thing of a kind.
    """
    if amount is None:
        return own, {}
    if case == "credit" and not by_table and (step := step_of(clause, amount)):
        return {_BY_STEP: own["H"]}, {"step": step}
    if case == "interest" and is_ceiling_of_rate(clause):
        return {_RATE_AT_MOST: own["i"]}, {}
    if case == "stated" and "A" in own and (thing := thing_of(clause, amount)):
        return {_FOR_EACH: own["A"]}, {"thing": thing}
    return own, {}


def _formulas(
    clause: LabelledClause, case: str, delay: DelayRate | None, own: Mapping[str, Given]
) -> str:
    """The case, told apart for delays: a bonus by the day needs a vendor that owes by the day."""
    if _BY_STEP in own:
        return "credit by the step"
    if _RATE_AT_MOST in own:
        return "interest at most"
    if case != "delay" or delay is None:
        return case
    if delay.period == "week":
        return "delay by the complete week" if delay.complete else "delay by the week"
    return "delay by the day" if clause.burden is Burden.CUSTOMER else case


def _formulas_of_stated(own: Mapping[str, Given], by_unit: tuple[Amount, Amount] | None) -> str:
    if by_unit is not None:
        return "stated by the unit"
    return next((formulas for symbol, formulas in _STATED.items() if symbol in own), "stated")


def _by_unit(clause: LabelledClause, stake: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """The sum for each unit that is missing and the units promised in a time; None if not both are clear."""
    if clause.subtype != _COUNTED:
        return None
    sums = [each for each in stake if each.kind == "money"]
    promised = [
        each
        for each in clause.facts.amounts
        if each.kind == "count" and each.value > 1 and each.per in _SPANS
    ]
    if len(sums) != 1 or sums[0].per != "unit" or len(promised) != 1 or len(stake) != 1:
        return None
    return sums[0], promised[0]


def _contested(amount: Amount | None, level: Level | None, case: str) -> bool:
    """The user's credit and the clause's, both in percent of the fee, are not the same."""
    if case != "credit" or amount is None or level is None or level.credit_percent is None:
        return False
    return is_of_fee(amount) and amount.value != level.credit_percent


def _recurs(
    clause: LabelledClause,
    case: str,
    stake: Sequence[Amount],
    tiers: Sequence[Tier],
    level: Level | None,
) -> bool:
    """Whether the sum falls due by the day or the period, so that it can be set against a fee.

    A deposit that is lost, or a share of some other payment, is one sum and stays as stated.
    """
    amount = _main_amount(clause, stake, case)
    by_table = bool(tiers) or (level is not None and level.credit_percent is not None)
    if case != "credit" or by_table or amount is None:
        return True
    if amount.kind == "money":
        # How many units or days a period brings ("per pallet", "per day"), nobody has said.
        return amount.per == "month" or (clause.subtype == "service_credit" and amount.per is None)
    return is_of_fee(amount) or (clause.subtype == "service_credit" and not amount.base)


def _base_unstated(amount: Amount | None, inputs: Mapping[str, Given]) -> bool:
    used = {inputs.get(symbol, OPEN).origin for symbol in ("H", _BY_STEP)}
    left_out = amount is not None and amount.kind == "percent" and not amount.base
    return left_out and "clause" in used


# ---------------------------------------------------------------- the clause's own figures


def _main_amount(clause: LabelledClause, stake: Sequence[Amount], case: str) -> Amount | None:
    """The figure that the clause turns on; None if there is none, or no single one."""
    if case == "interest":
        rates = [a for a in stake if a.kind == "percent" and a.per in _PER_YEAR]
        return next((a for a in rates if not _is_margin(clause, a)), None)
    if case == "stated":
        sums = [a for a in stake if a.kind == "money" and _is_plain(clause, a)]
        return sums[0] if len(sums) == len(stake) == 1 else None
    return _credit_amount(clause, stake)


def _is_plain(clause: LabelledClause, amount: Amount) -> bool:
    """Whether the sum falls due as it is, in all or for each thing that the clause names."""
    counted = amount.per == "unit" and clause.subtype != _COUNTED
    return amount.per is None or (counted and thing_of(clause, amount) is not None)


def _credit_amount(clause: LabelledClause, stake: Sequence[Amount]) -> Amount | None:
    """The credit of a clause without a table: of several percentages the mildest.

    A high percentage is a level ("availability of 98 % or less"), not a credit. Of several sums
    of money none is the one.
    """
    consequence = clause.facts.consequence
    inside = [a for a in stake if consequence and consequence.start <= a.start < consequence.end]
    credits = [a for a in inside or stake if a.kind == "money" or a.value <= _HIGHEST_CREDIT]
    of_fee = [a for a in credits if a.kind == "percent" and is_of_fee(a)]
    chosen = of_fee or credits
    if len(chosen) > 1 and any(a.kind == "money" for a in chosen):
        return None
    return min(chosen, key=lambda amount: amount.value, default=None)


def _is_margin(clause: LabelledClause, rate: Amount) -> bool:
    """Whether the percentage is added to a base rate that the clause only names ("3 % over base")."""
    start, end = rate.start - clause.start, rate.end - clause.start
    before, after = clause.text[max(0, start - 30) : start], clause.text[end : end + 30]
    return bool(_ADDED_BEFORE.search(before.lower()) or _ADDED_AFTER.search(after.lower()))


def _unit(
    amount: Amount | None,
    tiers: Sequence[Tier],
    level: Level | None,
    assumptions: Assumptions,
    case: str,
) -> tuple[str, float | None, bool]:
    """Unit of money, the period fee in it, and whether clause and fee differ in currency."""
    currency, fee = assumptions.fees.currency, assumptions.fees.period_fee
    from_user = level is not None and level.credit_percent is not None and case == "credit"
    if amount is not None and amount.kind == "money" and not tiers and not from_user:
        differs = currency is not None and currency.upper() != amount.unit.upper()
        known = fee is not None and currency is not None and not differs
        return amount.unit, fee if known else None, differs
    base_left_out = amount is not None and not amount.base and case == "credit"
    of_fee = bool(tiers) or from_user or amount is None or base_left_out or is_of_fee(amount)
    if not of_fee and amount is not None:
        base = f"% of {amount.base[:_MAX_BASE]}" if amount.base else "%"
        return base, None, False
    if fee is None:
        return "% of one period's fee", 100.0, False
    return currency or "money", fee, False


def _own_terms(
    amount: Amount | None,
    tiers: Sequence[Tier],
    level: Level | None,
    unit: str,
    fee: float | None,
    case: str,
) -> dict[str, Given]:
    """H, rate, i or A: what the clause turns on, in the unit."""
    if case == "credit":
        return {"H": _credit(amount, tiers, level, unit, fee)}
    if amount is None:
        return {}
    if case == "delay":
        value = _in_unit(amount, unit, fee)
        symbol = SYMBOLS[amount.per or "day"]
        return {symbol: OPEN if value is None else Given(value=value, origin="clause")}
    if case == "interest":
        yearly = amount.value / 100 * _PER_YEAR[amount.per or "year"]
        return {"i": Given(value=yearly, origin="clause")}
    return {"A": Given(value=amount.value, origin="clause")}


def _credit(
    amount: Amount | None,
    tiers: Sequence[Tier],
    level: Level | None,
    unit: str,
    fee: float | None,
) -> Given:
    """H: as the user says, as the first step of the table says, or as the clause says."""
    if level is not None and level.credit_percent is not None and fee is not None:
        return Given(value=level.credit_percent / 100 * fee, origin="input")
    steps = [tier.credit_percent for tier in tiers if tier.credit_percent > 0]
    if steps and fee is not None:
        return Given(value=min(steps) / 100 * fee, origin="clause")
    value = _in_unit(amount, unit, fee) if amount is not None else None
    return OPEN if value is None else Given(value=value, origin="clause")


def _in_unit(amount: Amount, unit: str, fee: float | None) -> float | None:
    """The amount in the unit, None if it cannot be turned into it."""
    if amount.kind == "money":
        return amount.value if amount.unit == unit else None
    if unit.startswith("%") and not is_of_fee(amount):
        return amount.value
    return None if fee is None else amount.value / 100 * fee


def _cap(
    clause: LabelledClause, assumptions: Assumptions, unit: str, fee: float | None, case: str
) -> Given:
    """k: the amount inside the clause's cap, or for credits the user's cap on those of a period."""
    cap = clause.facts.cap
    inside = [
        amount
        for amount in clause.facts.amounts
        if cap is not None and cap.start <= amount.start and amount.end <= cap.end
        if amount.kind in ("money", "percent")
    ]
    for amount in (*inside, *ceilings_of(clause)):
        value = _in_unit(amount, unit, fee)
        if value is not None:
            return Given(value=value, origin="clause")
    percent = assumptions.credits.cap_percent
    if percent is not None and fee is not None and case == "credit":
        return Given(value=percent / 100 * fee, origin="input")
    return OPEN


# ---------------------------------------------------------------- what the user or a history says


def _shared_terms(
    clause: LabelledClause,
    assumptions: Assumptions,
    level: Level | None,
    history: History | None,
    fee: float | None,
) -> dict[str, Given]:
    misses = _misses(clause, level, history, "q")
    prompt = assumptions.prompt_payment
    return {
        "f": OPEN if fee is None else Given(value=fee, origin="input"),
        "n": _periods(clause, assumptions),
        "q": misses,
        "p": _misses(clause, level, history, "p"),
        "q'": _better(level, misses),
        "v": _input(level.value_per_period if level else None),
        "r": _claimed(assumptions, history),
        "x": _input(assumptions.deal.share_given_up, "x"),
        "m": _input(assumptions.earn_back.periods if assumptions.earn_back else None, "m"),
        "days": _input(None, "days"),
        "d": _input(prompt.discount_percent / 100 if prompt else None, "d"),
        # How much earlier somebody would pay is nothing to guess: a yield would be told of it.
        "days_earlier": _input(prompt.days_earlier if prompt else None),
    }


def _input(value: float | None, default: str | None = None) -> Given:
    """As the user says; where nobody has answered, the shipped assumption of that name, or open."""
    if value is not None:
        return Given(value=value, origin="input")
    if default is None:
        return OPEN
    assumed = economics_texts().defaults[default]
    return Given(value=assumed.value, origin="assumption", low=assumed.low, high=assumed.high)


def _periods(clause: LabelledClause, assumptions: Assumptions) -> Given:
    """n: as the user says, else as the clause calls its fee ("the Monthly Fee")."""
    stated = fee_period(clause)
    if assumptions.fees.periods_per_year is None and stated is not None:
        return Given(value=_PER_YEAR[stated], origin="clause")
    return _input(assumptions.fees.periods_per_year)


def _misses(
    clause: LabelledClause, level: Level | None, history: History | None, symbol: str
) -> Given:
    """Chance of a miss: measured (with its 95 % interval), as the user says, or assumed."""
    for name in _names(clause, level):
        measured = history.miss_probability(name) if history else None
        interval = history.miss_range(name) if history else None
        if measured is not None and interval is not None:
            return Given(value=measured, origin="history", low=interval[0], high=interval[1])
    return _input(level.miss_probability if level else None, symbol)


def _names(clause: LabelledClause, level: Level | None) -> tuple[str, ...]:
    """What a history may call the level of this clause."""
    known = (level.name, level.clause) if level else ()
    return tuple(name for name in (*known, clause.number, clause.heading) if name)


def _better(level: Level | None, today: Given) -> Given:
    """q': as the user says, else an assumed part of today's misses remains."""
    if level is not None and level.improved_miss_probability is not None:
        return Given(value=level.improved_miss_probability, origin="input")
    if today.value is None:
        return OPEN
    remain = economics_texts().defaults["remaining_misses"]
    return Given(
        value=today.value * remain.value,
        origin="assumption",
        low=today.value * remain.low,
        high=today.value * remain.high,
    )


def _claimed(assumptions: Assumptions, history: History | None) -> Given:
    measured = history.claimed_share if history else None
    if measured is not None:
        return Given(value=measured, origin="history")
    return _input(assumptions.credits.claimed_share, "r")


def _measured_by_tiers(
    tiers: Sequence[Tier], clause: LabelledClause, level: Level | None, history: History, fee: float
) -> dict[str, Given]:
    """q and H from past attainments read off the table: chance of a credit, and its mean size."""
    rows = next((found for name in _names(clause, level) if (found := history.of_level(name))), ())
    reached = [row.attainment for row in rows if row.attainment is not None]
    steps = [credit_at(tiers, attainment) for attainment in reached]
    known = [step for step in steps if step is not None]
    due = [step for step in known if step > 0]
    if not due:
        return {}
    return {
        "q": Given(value=len(due) / len(known), origin="history"),
        "H": Given(value=sum(due) / len(due) / 100 * fee, origin="history"),
    }
