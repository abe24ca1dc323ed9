"""The assumptions file: what a contract does not say about money and the relationship.

The tables and their keys are those that users write; units are in :func:`assumptions_template`.
None means that nobody has answered: an open question, never a silent default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from clauseadvisor.errors import AssumptionsError
from clauseadvisor.suggesting.userfile import Strict, read_toml

MAX_LEVELS = 100
_DECIMALS = 4
_SUM_TOLERANCE = 1e-6


def _four_decimals(value: Any) -> Any:
    """Credits are summed on a grid: see ``formulas.RESOLUTION``."""
    if isinstance(value, float) and round(value, _DECIMALS) != value:
        raise ValueError(f"expected at most {_DECIMALS} decimals")
    return value


def _clause_number(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError('expected a clause number in quotes, such as "5.10"')
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _outcome(value: Any) -> Any:
    """``[score, probability]`` says the same as ``{score = .., probability = ..}``."""
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise ValueError("expected [score, probability]")
        return {"score": value[0], "probability": value[1]}
    return value


Probability = Annotated[float, Field(ge=0, le=1)]
Percent = Annotated[float, Field(ge=0, le=100)]
CreditPercent = Annotated[Percent, BeforeValidator(_four_decimals)]
Money = Annotated[float, Field(ge=0, le=1e15)]
Positive = Annotated[float, Field(gt=0, le=1e15)]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class Relationship(Strict):
    """What the guardrails ask."""

    risk: Literal["low", "medium", "high"] | None = None
    one_off: bool | None = None
    public_procurement: bool | None = None
    vendor_fragile: bool | None = None
    regulated: bool | None = None
    safety_critical: bool | None = None
    age_months: Annotated[float, Field(ge=0)] | None = None


class Fees(Strict):
    """f and n."""

    currency: Annotated[str, Field(min_length=1, max_length=12)] | None = None
    period_fee: Positive | None = None
    periods_per_year: Annotated[float, Field(gt=0, le=366)] | None = None


class Level(Strict):
    """One service level, named by its clause number or by a name: q, c, q' and v."""

    clause: Annotated[Words, BeforeValidator(_clause_number)] | None = None
    name: Words | None = None
    miss_probability: Probability | None = None
    credit_percent: CreditPercent | None = None
    improved_miss_probability: Probability | None = None
    value_per_period: Money | None = None

    @model_validator(mode="after")
    def _named(self) -> Level:
        if self.clause is None and self.name is None:
            raise ValueError("expected clause or name")
        return self

    @property
    def label(self) -> str:
        """How to speak of it: its name, or the clause."""
        return self.name or f"clause {self.clause}"


class Credits(Strict):
    """k and r."""

    cap_percent: CreditPercent | None = None
    claimed_share: Probability | None = None


class Deal(Strict):
    """dA, rho, C, x and dP; money a year."""

    admin_saving: Money | None = None
    risk_premium_share: Probability | None = None
    vendor_extra_cost: Money | None = None
    share_given_up: Probability | None = None
    base_fee_cut: Money | None = None


class Outcome(Strict):
    """A score and how likely it is."""

    score: float
    probability: Probability


class ScheduleTable(Strict):
    """F3; slopes are percent of the period fee per unit of score."""

    target: float
    band: Annotated[float, Field(ge=0)]
    malus_slope: Annotated[float, Field(ge=0)]
    bonus_slope: Annotated[float, Field(ge=0)]
    malus_max: Percent
    bonus_max: Percent
    outcomes: Annotated[
        tuple[Annotated[Outcome, BeforeValidator(_outcome)], ...],
        Field(strict=False, max_length=1000),
    ] = ()

    @model_validator(mode="after")
    def _whole(self) -> ScheduleTable:
        total = sum(one.probability for one in self.outcomes)
        if self.outcomes and abs(total - 1) > _SUM_TOLERANCE:
            raise ValueError(f"expected outcomes whose probabilities add up to 1, not {total:g}")
        return self


class EarnBackTable(Strict):
    """F2: m good periods in a row."""

    periods: Annotated[int, Field(ge=1, le=120)]


class PromptPayment(Strict):
    """A discount for paying earlier."""

    discount_percent: Annotated[float, Field(gt=0, lt=100)]
    days_earlier: Annotated[float, Field(gt=0, le=3650)]


class Assumptions(Strict):
    """The whole file; every table may be absent."""

    relationship: Relationship = Relationship()
    fees: Fees = Fees()
    level: Annotated[tuple[Level, ...], Field(strict=False, max_length=MAX_LEVELS)] = ()
    credits: Credits = Credits()
    deal: Deal = Deal()
    schedule: ScheduleTable | None = None
    earn_back: EarnBackTable | None = None
    prompt_payment: PromptPayment | None = None

    @property
    def risk(self) -> str:
        """low, medium or high; medium unless the file says otherwise."""
        return self.relationship.risk or "medium"

    def answers(self) -> dict[str, str | bool | float]:
        """What was answered about the relationship, by key; what is unknown is not in it."""
        return self.relationship.model_dump(exclude_none=True)


def read_assumptions(path: str | Path) -> Assumptions:
    """The assumptions (TOML) at ``path``.

    Raises AssumptionsError naming file, key and what was expected.
    """
    return read_toml(path, Assumptions, AssumptionsError)


def assumptions_template() -> str:
    """An assumptions file to fill in, as commented TOML; valid as it stands."""
    return _TEMPLATE


_TEMPLATE = """\
# What the contract does not say. Take the # from the lines you can answer; what stays
# commented out is an open question in the result, never silently assumed.

[relationship]
# risk = "medium"            # low, medium or high: decides the target band of the balance
# one_off = false            # a single purchase with no future dealings?
# public_procurement = false # are changes to an awarded contract restricted?
# vendor_fragile = false     # is the vendor financially weak?
# regulated = false          # does a law or regulator demand the sanction?
# safety_critical = false    # are safety, health or critical operations at stake?
# age_months = 24            # how long have the two sides worked together?

[fees]
# currency = "EUR"
# period_fee = 50000         # fee of one billing period (f)
# periods_per_year = 12      # (n)

# One [[level]] for each service level; name it by its clause number or by a name.
# [[level]]
# clause = "5.10"
# name = "Availability"
# miss_probability = 0.10            # chance that a period misses it today, 0 to 1 (q)
# credit_percent = 5                 # credit in percent of the period fee (c)
# improved_miss_probability = 0.05   # the same chance with the bonus in place (q')
# value_per_period = 6000            # what one missed period costs the customer (v)

[credits]
# cap_percent = 8            # cap on all credits of a period, percent of its fee (k)
# claimed_share = 1.0        # share of the credits due that is really claimed, 0 to 1 (r)

[deal]
# admin_saving = 3000        # saved administration and disputes a year (dA)
# risk_premium_share = 0.25  # share of the expected credits that the vendor prices in (rho)
# vendor_extra_cost = 4000   # the vendor's cost of doing better, a year (C)
# share_given_up = 1.0       # share of the expected credits that is given up, 0 to 1 (x)
# base_fee_cut = 0           # cut of the base fee, a year (dP)

# A bonus/malus schedule. Slopes are percent of the period fee per 1.0 of score
# (1 % per 0.1 is 10); malus_max and bonus_max are percent of the period fee.
# [schedule]
# target = 99.5
# band = 0.1                 # no bonus and no malus this close to the target
# malus_slope = 10
# bonus_slope = 5
# malus_max = 5
# bonus_max = 2
# outcomes = [[98.5, 0.02], [99.2, 0.08], [99.45, 0.5], [99.8, 0.3], [100, 0.1]]  # score, probability

# [earn_back]
# periods = 3                # good periods in a row that bring a credit back (m)

# [prompt_payment]
# discount_percent = 1
# days_earlier = 20
"""
