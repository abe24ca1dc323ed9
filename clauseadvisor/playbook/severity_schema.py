"""Schema of ``severity.yml``: what a clause weighs, and which balance is sound at which risk."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from clauseadvisor.domain import SUBTYPES, Label
from clauseadvisor.playbook.builtin import Knowledge, read_builtin

Weight = Annotated[float, Field(gt=0, le=10)]
Percent = Annotated[float, Field(ge=0, le=100)]


class Multipliers(Knowledge):
    """Factors on the severity of a sub-type."""

    one_sided: Weight
    no_cure: Weight
    uncapped_money: Weight
    de_minimis: Weight


class BandLimits(Knowledge):
    """A range of the relationship balance index, 0 to 100."""

    low: Percent
    high: Percent

    @model_validator(mode="after")
    def _in_order(self) -> BandLimits:
        if self.low >= self.high:
            raise ValueError("low must be under high")
        return self


class SeverityRules(Knowledge):
    """The whole of ``severity.yml``."""

    severity: dict[Label, dict[str, Weight]]
    multipliers: Multipliers
    heavy_from: Weight
    least_clauses: Annotated[int, Field(ge=1)]
    least_telling: Annotated[int, Field(ge=1)]
    de_minimis_fee_share: Annotated[float, Field(gt=0, lt=1)]
    money_by_nature: frozenset[str]
    money_only_in_consequence: frozenset[str]
    fee_words: frozenset[str]
    not_fee_words: frozenset[str]
    bands: dict[str, BandLimits]

    @model_validator(mode="after")
    def _complete(self) -> SeverityRules:
        for label, subtypes in SUBTYPES.items():
            if set(self.severity.get(label, {})) != set(subtypes):
                raise ValueError(f"severity.{label}: expected exactly {', '.join(subtypes)}")
        if not self.money_by_nature | self.money_only_in_consequence <= set(
            SUBTYPES[Label.PENALTY]
        ):
            raise ValueError("money_by_nature, money_only_in_consequence: expected penalties")
        if set(self.bands) != {"low", "medium", "high"}:
            raise ValueError("bands: expected exactly low, medium and high")
        return self


@cache
def severity_rules() -> SeverityRules:
    """The shipped rules (read once)."""
    return read_builtin("severity.yml", SeverityRules)
