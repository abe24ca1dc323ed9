"""The money formulas, one pure function each (domain notes, section e; design of this project).

Symbols: n periods a year, f fee of a period (money), q miss probability (0..1), c credit as a
share of f (0..1), k cap on the credits of a period as a share of f (None: no cap), r share of due
credits that is really claimed, x share of expected credits given up. Sums of money are in the
currency of f; E, E', R, dV, dA, dP, C, B are money a year.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Credit shares are told apart to a millionth of the fee (a ten-thousandth of a percent).
RESOLUTION = 1_000_000
_TOLERANCE = 1e-9
QUARTERS = 4


def expected_credit_share(q: Sequence[float], c: Sequence[float], k: float | None = None) -> float:
    """Expected credit of one period as a share of its fee: E[min(k, sum c_i X_i)].

    X_i are independent with P(X_i = 1) = q_i. Exact, by convolution of the distribution of the
    sum, with every outcome at or over the cap held in one cell; not by simulation.
    """
    if k is None or sum(c) <= k:
        return math.fsum(share * chance for chance, share in zip(q, c, strict=True))
    units = [round(share * RESOLUTION) for share in c]
    cap = round(k * RESOLUTION)
    step = math.gcd(cap, *units)
    if step == 0:
        return 0.0
    cells = cap // step
    chances = np.zeros(cells + 1)
    chances[0] = 1.0
    for chance, unit in zip(q, units, strict=True):
        chances = _add_level(chances, chance, unit // step)
    return float(chances @ np.arange(cells + 1)) * step / RESOLUTION


def _add_level(chances: np.ndarray, chance: float, cells: int) -> np.ndarray:
    """Convolve with one level; what reaches the last cell (the cap) stays there."""
    top = len(chances) - 1
    cells = min(cells, top)
    missed = np.zeros_like(chances)
    missed[cells:] = chances[: top + 1 - cells]
    missed[top] += chances[top + 1 - cells :].sum()
    return (1 - chance) * chances + chance * missed


def expected_credits(
    n: float, f: float, q: Sequence[float], c: Sequence[float], k: float | None = None
) -> float:
    """E = n f E[min(k, sum c_i X_i)], money a year."""
    return n * f * expected_credit_share(q, c, k)


def effective_credits(expected: float, r: float) -> float:
    """E' = r E, money a year that the buyer really receives."""
    return r * expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Reframing:
    """F1 for one level, money a period: the same cash as a credit of ``bonus`` on a miss."""

    base_fee: float
    bonus: float
    expected: float

    def cash(self, *, met: bool) -> float:
        """What the buyer pays in a period in which the level is met, or missed."""
        return self.base_fee + (self.bonus if met else 0.0)


def reframe(f: float, q: float, c: float) -> Reframing:
    """F1: base fee f - H and a bonus H = c f when met; expected f - H + (1 - q) H = f - q H."""
    bonus = c * f
    return Reframing(base_fee=f - bonus, bonus=bonus, expected=f - bonus + (1 - q) * bonus)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnBack:
    """F2 for one level, money a year: credits due, what is expected back, what the buyer keeps."""

    credits: float
    returned: float
    kept: float


def earn_back(credits_due: float, q: float, m: float) -> EarnBack:
    """F2: a credit is returned after m good periods in a row; expected return = E_i (1 - q)^m."""
    returned = credits_due * (1 - q) ** m
    return EarnBack(credits=credits_due, returned=returned, kept=credits_due - returned)


def risk_premium(rho: float, expected: float) -> float:
    """R = rho E: what the vendor prices in for the risk of credits, money a year."""
    return rho * expected


def value_of_improvement(
    n: float, q: Sequence[float], better_q: Sequence[float], v: Sequence[float]
) -> float:
    """dV = n sum (q_i - q_i') v_i, money a year; v is the buyer's loss per missed period."""
    rows = zip(q, better_q, v, strict=True)
    return n * math.fsum((before - after) * value for before, after, value in rows)


def buyer_ceiling(*, dv: float, da: float, dp: float, x: float, effective: float) -> float:
    """Bmax = dV + dA + dP - x E': the most the buyer can expect to pay in bonuses a year."""
    return dv + da + dp - x * effective


def vendor_floor(*, dp: float, cost: float, x: float, effective: float, premium: float) -> float:
    """Bmin = dP + C - x E' - R: the least the vendor needs to expect in bonuses a year."""
    return dp + cost - x * effective - premium


def surplus(*, dv: float, da: float, premium: float, cost: float) -> float:
    """S = Bmax - Bmin = dV + dA + R - C; a deal exists if S >= 0 (dP and x E' cancel)."""
    return dv + da + premium - cost


def midpoint(low: float, high: float) -> float:
    """The fair point: the expected bonus that leaves both sides the same gain, S / 2."""
    return (low + high) / 2


def bonus_probability(better_q: Sequence[float]) -> float:
    """p' = product of (1 - q_i'): chance that a period meets every level."""
    return math.prod(1 - chance for chance in better_q)


def break_even_bonus(total: float, probability: float, n: float) -> float | None:
    """b = B / (n p'): bonus per period with every level met; None if that never happens."""
    expected_periods = n * probability
    return total / expected_periods if expected_periods > 0 else None


def break_even_bonus_quarterly(total: float, probability: float, n: float) -> float | None:
    """b = B / (4 p'^(n/4)): bonus per quarter with every level met in each of its periods.

    None if that never happens, or if a year's n periods do not make four equal quarters.
    """
    if n < QUARTERS or n % QUARTERS:
        return None
    expected_quarters = QUARTERS * probability ** (n / QUARTERS)
    return total / expected_quarters if expected_quarters > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """F3, a bonus/malus schedule with a dead band.

    ``target`` T and ``band`` d are in the unit of the score; slopes are percent of the period fee
    per unit of score (1 % per 0.1 is a slope of 10); ``malus_max`` and ``bonus_max`` are percent
    of the period fee.
    """

    target: float
    band: float
    malus_slope: float
    bonus_slope: float
    malus_max: float
    bonus_max: float

    def percent(self, score: float) -> float:
        """Percent of the period fee at ``score``: below zero a malus, above zero a bonus.

        0 inside [T-d, T+d]; below -min(M, s_m (T-d-a)); above +min(Bcap, s_b (a-T-d)).
        """
        away = abs(score - self.target) - self.band
        if away <= _TOLERANCE:
            return 0.0
        if score < self.target:
            return -min(self.malus_max, self.malus_slope * away)
        return min(self.bonus_max, self.bonus_slope * away)

    def expected_percent(self, outcomes: Sequence[tuple[float, float]]) -> float:
        """Expected percent of the period fee over (score, probability) pairs."""
        return math.fsum(chance * self.percent(score) for score, chance in outcomes)

    def balancing_factor(self, outcomes: Sequence[tuple[float, float]]) -> float | None:
        """The factor on the bonus side that makes the expectation zero; None without a bonus."""
        parts = [chance * self.percent(score) for score, chance in outcomes]
        bonus = math.fsum(part for part in parts if part > 0)
        malus = -math.fsum(part for part in parts if part < 0)
        return malus / bonus if bonus > 0 else None


def prompt_payment_yield(d: float, days: float) -> float:
    """Yearly yield of a discount: d / (1 - d) x 365 / days.

    ``d`` is the discount as a share (0..1) for paying ``days`` earlier. Worth taking where it is
    above the buyer's cost of money.
    """
    return d / (1 - d) * 365 / days


def same_size_pool_cost(effective: float, pool: float) -> float:
    """Yearly cost to the buyer of swapping credits for a bonus pool at the same price: E' + B."""
    return effective + pool
