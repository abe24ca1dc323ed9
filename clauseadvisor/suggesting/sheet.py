"""The worksheet of the money side: symbols with value, origin, and what they rest on or lack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clauseadvisor.playbook.economics_schema import economics_texts
from clauseadvisor.suggesting.assumptions import Assumptions
from clauseadvisor.suggesting.history import History

#: Digits after the point in the output: more would show binary noise, fewer would lose cents.
DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One symbol with its value.

    ``origin`` is input, history, assumption, computed, or open (nobody has answered, or an input
    is missing). ``rests_on`` names the assumed symbols behind a computed value, ``needs`` the
    open ones that are missing.
    """

    symbol: str
    name: str
    unit: str
    value: Any
    origin: str
    formula: str | None = None
    rests_on: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain data, numbers rounded to six digits after the point."""
        return {
            "symbol": self.symbol,
            "name": self.name,
            "formula": self.formula,
            "value": rounded(self.value),
            "unit": self.unit,
            "origin": self.origin,
            "rests_on": list(self.rests_on),
            "needs": list(self.needs),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomicsResult:
    """Every symbol in reading order, with open questions, warnings and the sources of money."""

    currency: str | None
    levels: tuple[str, ...]
    figures: Mapping[str, Figure]
    questions: tuple[str, ...]
    warnings: tuple[str, ...]
    funding: Mapping[str, str] = field(default_factory=dict)

    def value(self, symbol: str) -> Any:
        """The value of ``symbol``, None while it is open."""
        return self.figures[symbol].value

    def to_dict(self) -> dict[str, Any]:
        """Symbols at the top level, by their names; the rest under lower-case words."""
        return {
            "currency": self.currency,
            "levels": list(self.levels),
            **{symbol: figure.to_dict() for symbol, figure in self.figures.items()},
            "questions": list(self.questions),
            "warnings": list(self.warnings),
            "funding": dict(self.funding),
        }

    def to_text(self) -> str:
        """The same to read, in words, a figure a line; no control characters of the user's names."""
        from clauseadvisor.suggesting.sheet_rows import as_text  # which is made of this module

        return as_text(self)


def rounded(value: Any) -> Any:
    """The same plain data with its floats rounded to six digits after the point."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value


class Sheet:
    """The figures found so far; a computed one stays open until all that it reads is there."""

    def __init__(self, assumptions: Assumptions, history: History | None) -> None:
        self.assumptions = assumptions
        self.history = history
        self.figures: dict[str, Figure] = {}
        self.questions: list[str] = []
        self.contested = False
        self.texts = economics_texts().symbols

    def put(self, symbol: str, value: Any, origin: str) -> None:
        text = self.texts[symbol]
        self.figures[symbol] = Figure(
            symbol=symbol,
            name=text.name,
            unit=text.unit,
            value=value,
            origin=origin,
            formula=text.formula,
            needs=(symbol,) if origin == "open" else (),
            rests_on=(symbol,) if origin == "assumption" else (),
        )
        if origin in ("open", "assumption") and text.question is not None:
            self.questions.append(text.question)

    def compute(self, symbol: str, formula: Callable[[], Any]) -> None:
        text = self.texts[symbol]
        read = [self.figures[one] for one in text.reads]
        needs = tuple(dict.fromkeys(key for one in read for key in one.needs))
        self.figures[symbol] = Figure(
            symbol=symbol,
            name=text.name,
            unit=text.unit,
            value=None if needs else formula(),
            origin="open" if needs else "computed",
            formula=text.formula,
            rests_on=tuple(dict.fromkeys(key for one in read for key in one.rests_on)),
            needs=needs,
        )

    def __getitem__(self, symbol: str) -> Any:
        return self.figures[symbol].value
