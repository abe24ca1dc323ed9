"""The worksheet of the money side: symbols with value, origin, and what they rest on or lack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
        """The same to read, one symbol a line; control characters of the user's names left out."""
        lines = [f"Money in {self.currency or 'the currency of the fee'}"]
        for figure in self.figures.values():
            lines += _said(figure, self.currency or "money")
            if figure.formula:
                lines.append(f"    {figure.formula}")
        lines += _listed("Warnings", self.warnings) + _listed("Open questions", self.questions)
        lines += _listed(
            "Where the money comes from",
            [f"{design}: {source}" for design, source in self.funding.items()],
        )
        return "\n".join("".join(filter(str.isprintable, line)) for line in lines) + "\n"


def _said(figure: Figure, money: str) -> list[str]:
    """Symbol, value, unit and origin in words; a value of several parts has a line for each."""
    head = f"{figure.symbol} ({figure.name}) ="
    if figure.origin == "open":
        missing = ", ".join(symbol for symbol in figure.needs if symbol != figure.symbol)
        return [f"{head} open (needs {missing})" if missing else f"{head} open"]
    notes = [] if figure.origin == "computed" else [figure.origin]
    rests_on = [symbol for symbol in figure.rests_on if symbol != figure.symbol]
    notes += [f"rests on the assumed {', '.join(rests_on)}"] if rests_on else []
    tail = figure.unit.replace("money", money) + (f" [{'; '.join(notes)}]" if notes else "")
    parts = _parts(figure.value)
    if parts:
        return [f"{head} {tail}", *(f"    {part}" for part in parts)]
    return [f"{head} {_in_words(figure.value)} {tail}"]


def _parts(value: Any) -> list[str]:
    """The lines of a list of mappings or of a mapping; none for a plain value."""
    if isinstance(value, Mapping):
        lines = []
        for key, one in value.items():
            below = [one] if isinstance(one, Mapping) else _parts(one)
            lines += [f"{key}: {_in_words(each)}" for each in below or [one]]
        return lines
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [_in_words(one) for one in value]
    return []


def _in_words(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, float | int):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_in_words(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "[" + "; ".join(map(_in_words, value)) + "]"
    return str(value)


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    return ["", title, *(f"- {entry}" for entry in entries)] if entries else []


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
