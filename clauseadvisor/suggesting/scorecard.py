"""The scorecard file: an empty one to fill in, and a filled-in one read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import BaseModel, Field, create_model

from clauseadvisor.errors import ScorecardError
from clauseadvisor.playbook.scorecard_schema import scorecard_rules
from clauseadvisor.suggesting.userfile import Strict, read_toml

SIDES = ("vendor", "customer")
TOP_LEVEL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side's levels (criterion → 0..4; unknown ones are absent) and the evidence for them."""

    levels: Mapping[str, int]
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """A filled-in scorecard of both sides.

    ``weights`` holds every criterion. ``leader_changed`` and ``age_months`` are None where nobody
    has answered. ``previous_stage`` and ``clean_periods`` slow the rise at a review.
    """

    name: str
    vendor: Side
    customer: Side
    weights: Mapping[str, float]
    leader_changed: bool | None = None
    reaffirmed: bool = False
    age_months: float | None = None
    previous_stage: int | None = None
    clean_periods: int | None = None


# ---------------------------------------------------------------- the file


class _GatesTable(Strict):
    leader_changed: bool | None = None
    reaffirmed: bool = False
    age_months: Annotated[float, Field(ge=0)] | None = None
    previous_stage: Annotated[int, Field(ge=0, le=3)] | None = None
    clean_periods: Annotated[int, Field(ge=0)] | None = None


@cache
def _file_model() -> type[BaseModel]:
    """The schema of the file, made from the criteria of ``scorecard.yml``."""
    ids = [criterion.id for criterion in scorecard_rules().criteria]
    text = (Annotated[str, Field(max_length=10_000)] | None, None)
    level = (Annotated[int, Field(ge=0, le=TOP_LEVEL)] | None, None)
    weight = (Annotated[float, Field(ge=0, le=1000)] | None, None)
    evidence = _table("Evidence", dict.fromkeys(ids, text))
    side = _table("Side", {**dict.fromkeys(ids, level), "evidence": (evidence, evidence())})
    weights = _table("Weights", dict.fromkeys(ids, weight))
    return _table(
        "Scorecard",
        {
            "vendor": (side, side()),
            "customer": (side, side()),
            "weights": (weights, weights()),
            "gates": (_GatesTable, _GatesTable()),
        },
    )


def _table(name: str, fields: Mapping[str, Any]) -> type[BaseModel]:
    return cast("type[BaseModel]", create_model(name, __base__=Strict, **dict(fields)))


def read_scorecard(path: str | Path) -> Scorecard:
    """The scorecard (TOML) at ``path``.

    Raises ScorecardError naming file, key and what was expected.
    """
    filled = read_toml(path, _file_model(), ScorecardError).model_dump(exclude_none=True)
    rules = scorecard_rules()
    weights = {one.id: one.weight for one in rules.criteria} | filled["weights"]
    if not any(weights.values()):
        raise ScorecardError(f"{Path(path).name}: weights: at least one must be above 0.")
    return Scorecard(
        name=Path(path).stem,
        vendor=_side(filled["vendor"]),
        customer=_side(filled["customer"]),
        weights=weights,
        **filled["gates"],
    )


def _side(filled: Mapping[str, Any]) -> Side:
    levels = {key: value for key, value in filled.items() if key != "evidence"}
    return Side(levels=levels, evidence=filled["evidence"])


def new_scorecard_text() -> str:
    """An empty scorecard as commented TOML, with the question bank; valid as it stands."""
    rules = scorecard_rules()
    lines = [
        "# Partner readiness of both sides. Fill in what you know; leave the rest commented out:",
        "# a blank is unknown, not zero.",
        *(f"#   {one.level} = {one.meaning}" for one in rules.levels),
        f"# A score needs {rules.answered_share:.0%} of the weight answered.",
        "# The stage is the lower of the two sides'.",
        "#",
        "# Both sides ask themselves:",
        *(f"#   - {question}" for question in rules.self_test),
        "# Ask a reference:",
        *(f"#   - {question}" for question in rules.reference_call),
    ]
    for side in SIDES:
        lines += ["", f"[{side}]"]
        for one in rules.criteria:
            lines += [f"# {one.title} (weight {one.weight:g})"]
            lines += [f"#   - {question}" for question in one.questions]
            lines += [f"# {one.id} = 2", f'# evidence.{one.id} = "who saw what, and when"']
    lines += ["", "[weights]"]
    lines += [f"# {one.id} = {one.weight:g}" for one in rules.criteria]
    lines += [
        "",
        "[gates]",
        "# leader_changed = false   # has a leader or sponsor of either side changed?",
        "# reaffirmed = false       # have both sides re-affirmed the relationship since?",
        "# age_months = 24          # how long have the two worked together?",
        "# previous_stage = 1       # stage at the last review: it rises one step at a time,",
        f"# clean_periods = {rules.gates.clean_periods_per_step}"
        "        # and only after so many periods without a serious miss",
    ]
    return "\n".join(lines) + "\n"
