"""What the money of one clause comes to: a pure function for each kind of penalty.

Each takes the inputs by symbol (None where unknown) and gives what can be worked out; the symbols
are the ``clause_symbols`` of ``economics.yml``. Sums are in one unit of money throughout (or in
percent of one base); ``n`` None means that everything is for one period.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clauseadvisor.suggesting import formulas

_WEEK = 7
Inputs = Mapping[str, float | None]
Outputs = dict[str, float]


def credit(given: Inputs) -> Outputs:
    """A credit or deduction H for each missed period: expected sums, F1, F2 and break-even."""
    due = _capped(given["H"], given["k"])
    if due is None:
        return {}
    found: Outputs = {"F1_bonus": due}
    if given["f"] is not None and given["f"] >= due:
        found["F1_base"] = given["f"] - due
    q = given["q"]
    if q is None:
        return found
    found["E_period"] = q * due
    if given["n"] is not None:
        found["E"] = given["n"] * q * due
    if "F1_base" in found:
        found["F1_expected"] = found["F1_base"] + (1 - q) * due
    return found | _earn_back(given, due, q) | _break_even(given, due, q)


def _earn_back(given: Inputs, due: float, q: float) -> Outputs:
    if given["m"] is None:
        return {}
    back = formulas.earn_back((given["n"] or 1) * q * due, q, given["m"])
    return {"F2_returned": back.returned, "F2_kept": back.kept}


def _break_even(given: Inputs, due: float, q: float) -> Outputs:
    """From what value on the customer can give the credits up, and what bonus it could pay."""
    n, r, x, better, v = given["n"] or 1, given["r"], given["x"], given["q'"], given["v"]
    if r is None:
        return {}
    found: Outputs = {"E'": r * n * q * due}
    if x is None or better is None or better >= q:
        return found
    found["v0"] = x * r * due * q / (q - better)
    if v is not None:
        found["Bmax"] = n * (q - better) * v - x * found["E'"]
        bonus = formulas.break_even_bonus(found["Bmax"], 1 - better, n)
        if bonus is not None and bonus > 0:
            found["b"] = bonus
    return found


def delay(given: Inputs) -> Outputs:
    """A sum by the day that the vendor owes: what one delay costs, and the bonus for being early."""
    rate = given["rate"]
    if rate is None:
        return {}
    found: Outputs = {"early_bonus_same_rate": rate}
    if given["v"] is not None:
        found["early_bonus"] = given["v"] / 2
    return found | _delayed(rate, given)


def daily(given: Inputs) -> Outputs:
    """A sum by the day that does not weigh on the vendor: it shows no bonus for being early."""
    return _delayed(given["rate"], given)


def weekly(given: Inputs) -> Outputs:
    """A sum by the week: the clause names no sum for a day, so there is no bonus by the day."""
    rate = given["rate_week"]
    return _delayed(None if rate is None else rate / _WEEK, given)


def by_whole_weeks(given: Inputs) -> Outputs:
    """A sum for each complete week: the days of a week that is not complete cost nothing."""
    rate, days = given["rate_week"], given["days"]
    if days is None:
        return {}
    whole = {**given, "days": float(days // _WEEK * _WEEK)}
    return _delayed(None if rate is None else rate / _WEEK, whole)


def _delayed(rate: float | None, given: Inputs) -> Outputs:
    """What one delay costs at ``rate`` (money a day), and what that is expected to come to."""
    if rate is None or given["days"] is None:
        return {}
    due = _capped(rate * given["days"], given["k"])
    if due is None:
        return {}
    expected = {} if given["p"] is None else {"D_expected": given["p"] * due}
    return {"D": due, **expected}


def interest(given: Inputs) -> Outputs:
    """Late interest beside a discount for early payment."""
    found: Outputs = {}
    d, days, i = given["d"], given["days_earlier"], given["i"]
    if days is None:
        return found
    if d is not None:
        found["yield"] = formulas.prompt_payment_yield(d, days)
    if i is not None:
        saved = i * days / 365
        found["d0"] = saved / (1 + saved)
    return found


def stated(given: Inputs) -> Outputs:
    """A single sum at stake."""
    if given["A"] is None or given["q"] is None:
        return {}
    return {"A_expected": given["q"] * given["A"]}


def at_least(given: Inputs) -> Outputs:
    """The least of what may be at stake, a sum by a step or for each thing: nothing is worked out from it."""
    return {}


def at_most(given: Inputs) -> Outputs:
    """Late interest that may be less than the clause says: the discount alone is worked out."""
    return interest({**given, "i": None})


def by_the_unit(given: Inputs) -> Outputs:
    """A sum for each unit short of what was promised: the most that it can come to."""
    if given["A_unit"] is None or given["units"] is None:
        return {}
    return {"A_most": given["A_unit"] * given["units"]}


def _capped(due: float | None, cap: float | None) -> float | None:
    if due is None or cap is None:
        return due
    return min(due, cap)


#: Kind of penalty → its formulas and the inputs that they read.
CASES: Mapping[str, tuple[Callable[[Inputs], Outputs], tuple[str, ...]]] = {
    "credit": (credit, ("H", "k", "f", "n", "q", "r", "x", "m", "q'", "v")),
    "delay": (delay, ("rate", "days", "k", "p", "v")),
    "delay by the day": (daily, ("rate", "days", "k", "p")),
    "delay by the week": (weekly, ("rate_week", "days", "k", "p")),
    "delay by the complete week": (by_whole_weeks, ("rate_week", "days", "k", "p")),
    "credit by the step": (at_least, ("H_step", "k")),
    "interest at most": (at_most, ("i_most", "d", "days_earlier")),
    "interest": (interest, ("i", "d", "days_earlier")),
    "stated": (stated, ("A", "q")),
    "stated by the unit": (by_the_unit, ("A_unit", "units", "q")),
    "stated at least": (at_least, ("A_least", "q")),
    "stated for each": (at_least, ("A_each", "q")),
    "stated as a share": (at_least, ("A_share",)),
}
