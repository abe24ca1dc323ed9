"""What is wrong with a deal, a schedule or the data behind it, in words of ``economics.yml``."""

from __future__ import annotations

from clauseadvisor.playbook.economics_schema import economics_texts
from clauseadvisor.suggesting.sheet import DIGITS, Sheet

_TINY_PERCENT = 0.2
_ENOUGH_PERIODS = 12


def cautions(sheet: Sheet) -> list[str]:
    """Every warning that the figures of the sheet call for."""
    texts = economics_texts().warnings
    raised = [*_deal_warnings(sheet), *_schedule_warnings(sheet), *_history_warnings(sheet)]
    return [texts[key] for key in raised]


def _deal_warnings(sheet: Sheet) -> list[str]:
    credits_lost = sheet["E'"] is not None and _over(sheet["x"] * sheet["E'"] - sheet["dP"])
    pairs = zip(sheet["q"] or (), sheet["q'"] or (), strict=False)
    checks = {
        "cap_unknown": sheet["k"] is None and sheet["E"] is not None,
        "same_pool_twice": credits_lost,
        "no_deal": _under(sheet["S"]),
        "ceiling_below_zero": _not_over(sheet["Bmax"]),
        "midpoint_below_zero": _not_over(sheet["midpoint"]),
        "no_improvement": any(
            before is not None and after is not None and after >= before > 0
            for before, after in pairs
        ),
        "bonus_never": sheet["p'"] == 0,
    }
    return [key for key, raised in checks.items() if raised]


def _over(value: float) -> bool:
    return round(value, DIGITS) > 0


def _under(value: float | None) -> bool:
    return value is not None and value < 0


def _not_over(value: float | None) -> bool:
    return value is not None and value <= 0


def _schedule_warnings(sheet: Sheet) -> list[str]:
    table = sheet.assumptions.schedule
    if table is None:
        return []
    found = sheet["F3"] or {}
    bonus = sum(
        max(0.0, one["percent"]) / 100 * one["probability"] for one in found.get("outcomes", ())
    )
    paid = bonus * (sheet["n"] or 0) * (sheet["f"] or 0)
    checks = {
        "schedule_net_cost": _over(found.get("expected_percent", 0.0)),
        "schedule_tiny": 0 < max(table.malus_max, table.bonus_max) < _TINY_PERCENT,
        "schedule_over_ceiling": sheet["Bmax"] is not None and paid > max(0.0, sheet["Bmax"]),
    }
    return [key for key, raised in checks.items() if raised]


def _history_warnings(sheet: Sheet) -> list[str]:
    short = sheet.history is not None and any(
        count < _ENOUGH_PERIODS for count in sheet.history.periods.values()
    )
    checks = {"history_wins": sheet.contested, "short_history": short}
    return [key for key, raised in checks.items() if raised]
