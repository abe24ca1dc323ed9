"""The money side alone: every symbol of the domain notes (section e) from a user's assumptions.

The formulas are in :mod:`clauseadvisor.suggesting.formulas`; names, units and the questions for
what is absent are in ``economics.yml``. An absent input stays open: what needs it has no value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from clauseadvisor.playbook.economics_schema import economics_texts
from clauseadvisor.suggesting import formulas
from clauseadvisor.suggesting.assumptions import Assumptions, Level
from clauseadvisor.suggesting.cautions import cautions
from clauseadvisor.suggesting.history import History
from clauseadvisor.suggesting.sheet import DIGITS, EconomicsResult, Figure, Sheet

__all__ = ["EconomicsResult", "Figure", "work_out"]


def work_out(assumptions: Assumptions, history: History | None = None) -> EconomicsResult:
    """Every figure that the assumptions (and the history, which wins) allow."""
    sheet = Sheet(assumptions, history)
    _put_inputs(sheet)
    _put_credits(sheet)
    _put_deal(sheet)
    _put_designs(sheet)
    return EconomicsResult(
        currency=assumptions.fees.currency,
        levels=tuple(level.label for level in assumptions.level),
        figures=sheet.figures,
        questions=tuple(sheet.questions),
        warnings=tuple(cautions(sheet)),
        funding=economics_texts().funding,
    )


# ---------------------------------------------------------------- inputs


def _put_inputs(sheet: Sheet) -> None:
    given = sheet.assumptions
    _put_given(sheet, "n", given.fees.periods_per_year)
    _put_given(sheet, "f", given.fees.period_fee)
    _put_misses(sheet)
    _put_per_level(sheet, "c", lambda level: _share(level.credit_percent))
    _put_given(sheet, "k", _share(given.credits.cap_percent), assumed=None)
    _put_claimed_share(sheet)
    _put_given(sheet, "x", given.deal.share_given_up, assumed=1.0)
    _put_per_level(sheet, "q'", lambda level: level.improved_miss_probability)
    _put_per_level(sheet, "v", lambda level: level.value_per_period)
    _put_given(sheet, "rho", given.deal.risk_premium_share)
    _put_given(sheet, "dA", given.deal.admin_saving)
    _put_given(sheet, "C", given.deal.vendor_extra_cost)
    _put_given(sheet, "dP", given.deal.base_fee_cut, assumed=0.0)
    _put_given(sheet, "m", given.earn_back.periods if given.earn_back else None)


_OPEN = object()


def _put_given(sheet: Sheet, symbol: str, value: Any, assumed: Any = _OPEN) -> None:
    """An input as given; where absent, the ``assumed`` value marked as such, or an open symbol."""
    if value is not None:
        sheet.put(symbol, value, "input")
    elif assumed is _OPEN:
        sheet.put(symbol, None, "open")
    else:
        sheet.put(symbol, assumed, "assumption")


def _put_per_level(sheet: Sheet, symbol: str, read: Callable[[Level], float | None]) -> None:
    values = [read(level) for level in sheet.assumptions.level]
    complete = bool(values) and None not in values
    sheet.put(symbol, values if any(v is not None for v in values) else None, _origin(complete))


def _origin(complete: bool) -> str:
    return "input" if complete else "open"


def _put_misses(sheet: Sheet) -> None:
    """q of each level: measured where the history knows the level, else as assumed."""
    levels = sheet.assumptions.level
    measured = [_measured(level, sheet.history) for level in levels]
    values = [
        level.miss_probability if found is None else found
        for level, found in zip(levels, measured, strict=True)
    ]
    for level, found in zip(levels, measured, strict=True):
        _note_contest(sheet, level.miss_probability, found)
    complete = bool(values) and None not in values
    from_history = complete and any(found is not None for found in measured)
    sheet.put("q", values or None, "history" if from_history else _origin(complete))


def _measured(level: Level, history: History | None) -> float | None:
    if history is None:
        return None
    by_name = history.miss_probability(level.name)
    return history.miss_probability(level.clause) if by_name is None else by_name


def _put_claimed_share(sheet: Sheet) -> None:
    given = sheet.assumptions.credits.claimed_share
    measured = sheet.history.claimed_share if sheet.history else None
    _note_contest(sheet, given, measured)
    if measured is not None:
        sheet.put("r", measured, "history")
    else:
        _put_given(sheet, "r", given, assumed=1.0)


def _note_contest(sheet: Sheet, given: float | None, measured: float | None) -> None:
    if given is not None and measured is not None and round(given - measured, DIGITS):
        sheet.contested = True


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


# ---------------------------------------------------------------- what follows


def _put_credits(sheet: Sheet) -> None:
    def share() -> float:
        return formulas.expected_credit_share(sheet["q"], sheet["c"], sheet["k"])

    def uncapped() -> float:
        return formulas.expected_credits(sheet["n"], sheet["f"], sheet["q"], sheet["c"])

    sheet.compute("E_uncapped", uncapped)
    sheet.compute("E_share", share)
    sheet.compute("E_period", lambda: sheet["f"] * sheet["E_share"])
    sheet.compute("E", lambda: sheet["n"] * sheet["E_period"])
    sheet.compute("E'", lambda: formulas.effective_credits(sheet["E"], sheet["r"]))
    sheet.compute("pool_twice", lambda: formulas.same_size_pool_cost(sheet["E'"], sheet["E'"]))


def _put_deal(sheet: Sheet) -> None:
    def value_of_improvement() -> float:
        return formulas.value_of_improvement(sheet["n"], sheet["q"], sheet["q'"], sheet["v"])

    def ceiling() -> float:
        return formulas.buyer_ceiling(
            dv=sheet["dV"], da=sheet["dA"], dp=sheet["dP"], x=sheet["x"], effective=sheet["E'"]
        )

    def floor() -> float:
        return formulas.vendor_floor(
            dp=sheet["dP"],
            cost=sheet["C"],
            x=sheet["x"],
            effective=sheet["E'"],
            premium=sheet["R"],
        )

    def surplus() -> float:
        return formulas.surplus(dv=sheet["dV"], da=sheet["dA"], premium=sheet["R"], cost=sheet["C"])

    sheet.compute("R", lambda: formulas.risk_premium(sheet["rho"], sheet["E"]))
    sheet.compute("dV", value_of_improvement)
    sheet.compute("Bmax", ceiling)
    sheet.compute("Bmin", floor)
    sheet.compute("S", surplus)
    sheet.compute("midpoint", lambda: formulas.midpoint(sheet["Bmin"], sheet["Bmax"]))
    sheet.compute("gain", lambda: sheet["S"] / 2)
    sheet.compute("p'", lambda: formulas.bonus_probability(sheet["q'"]))
    sheet.compute("bonus_periods", lambda: sheet["n"] * sheet["p'"])
    sheet.compute("b", lambda: _bonuses(sheet))


def _bonuses(sheet: Sheet) -> dict[str, dict[str, float | None]]:
    """b per period and per quarter, at the ceiling, the fair point and the floor."""
    totals = {
        "at_Bmax": sheet["Bmax"],
        "at_midpoint": sheet["midpoint"],
        "at_Bmin": sheet["Bmin"],
    }
    each = {
        "each_period": formulas.break_even_bonus,
        "each_quarter": formulas.break_even_bonus_quarterly,
    }
    return {
        name: {at: divide(total, sheet["p'"], sheet["n"]) for at, total in totals.items()}
        for name, divide in each.items()
    }


def _put_designs(sheet: Sheet) -> None:
    sheet.compute("F1", lambda: [_reframed(sheet, index) for index in _levels(sheet)])
    sheet.compute("F2", lambda: [_earned_back(sheet, index) for index in _levels(sheet)])
    if sheet.assumptions.schedule is None:
        sheet.put("F3", None, "open")
    else:
        sheet.compute("F3", lambda: _schedule(sheet))
    prompt = sheet.assumptions.prompt_payment
    if prompt is None:
        sheet.put("prompt_payment_yield", None, "open")
    else:
        sheet.compute(
            "prompt_payment_yield",
            lambda: formulas.prompt_payment_yield(
                prompt.discount_percent / 100, prompt.days_earlier
            ),
        )


def _levels(sheet: Sheet) -> range:
    return range(len(sheet.assumptions.level))


def _reframed(sheet: Sheet, index: int) -> dict[str, Any]:
    found = formulas.reframe(sheet["f"], sheet["q"][index], sheet["c"][index])
    return {
        "level": sheet.assumptions.level[index].label,
        "H": found.bonus,
        "base_fee": found.base_fee,
        "bonus": found.bonus,
        "expected": found.expected,
        "expected_with_credit": sheet["f"] - sheet["q"][index] * found.bonus,
    }


def _earned_back(sheet: Sheet, index: int) -> dict[str, Any]:
    q, c = sheet["q"][index], sheet["c"][index]
    due = formulas.expected_credits(sheet["n"], sheet["f"], [q], [c], sheet["k"])
    found = formulas.earn_back(due, q, sheet["m"])
    return {
        "level": sheet.assumptions.level[index].label,
        "credits": found.credits,
        "returned": found.returned,
        "kept": found.kept,
    }


def _schedule(sheet: Sheet) -> dict[str, Any]:
    table = sheet.assumptions.schedule
    assert table is not None  # asked before
    schedule = formulas.Schedule(
        target=table.target,
        band=table.band,
        malus_slope=table.malus_slope,
        bonus_slope=table.bonus_slope,
        malus_max=table.malus_max,
        bonus_max=table.bonus_max,
    )
    outcomes = [(one.score, one.probability) for one in table.outcomes]
    return {
        "dead_band": [table.target - table.band, table.target + table.band],
        "outcomes": [_outcome(schedule, sheet["f"], *one) for one in outcomes],
        **(_expectation(schedule, sheet, outcomes) if outcomes else {}),
    }


def _outcome(
    schedule: formulas.Schedule, f: float | None, score: float, probability: float
) -> dict[str, float | None]:
    percent = schedule.percent(score)
    return {
        "score": score,
        "probability": probability,
        "percent": percent,
        "money": None if f is None else f * percent / 100,
    }


def _expectation(
    schedule: formulas.Schedule, sheet: Sheet, outcomes: Sequence[tuple[float, float]]
) -> dict[str, float | None]:
    percent = schedule.expected_percent(outcomes)
    period = None if sheet["f"] is None else sheet["f"] * percent / 100
    known = period is not None and sheet["n"] is not None
    return {
        "expected_percent": percent,
        "expected_period": period,
        "expected_year": sheet["n"] * period if known else None,
        "bonus_factor_for_zero": schedule.balancing_factor(outcomes),
    }
