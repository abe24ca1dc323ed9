"""What a suggestion says of money, as lines to read; each tells which assumptions it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from clauseadvisor.domain import Suggestion
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.wording import capital, number, unique

#: Units whose values are shares of one, shown in percent.
_SHARES: Final = ("probability", "share")
_OPEN: Final = "open"
_ASSUMED: Final = "assumption"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """One figure: its plain name, its value with unit, and what it rests on.

    ``origin`` is clause, input, history, assumption or computed. ``range`` is what the figure
    may be instead, where it was assumed; ``rests_on`` names the assumed figures behind it.
    """

    name: str
    value: str
    origin: str = ""
    formula: str = ""
    range: str = ""
    rests_on: tuple[str, ...] = ()

    @property
    def assumed(self) -> bool:
        """Whether the figure is an assumption or rests on one."""
        return self.origin == _ASSUMED or bool(self.rests_on)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}{' (assumed)' if self.assumed else ''}"


def money_lines(suggestion: Suggestion) -> tuple[MoneyLine, ...]:
    """The figures of a suggestion, inputs and results, in the order in which they were put down."""
    figures = _figures(suggestion)
    return tuple(
        _line(entry, figures) for entry in figures.values() if entry.get("value") is not None
    )


def results(suggestion: Suggestion) -> tuple[MoneyLine, ...]:
    """The figures without the assumed inputs: what the clause states, and what follows."""
    return tuple(each for each in money_lines(suggestion) if each.origin != _ASSUMED)


def assumptions(suggestion: Suggestion) -> tuple[str, ...]:
    """The assumed inputs with the range that each may have instead."""
    return tuple(
        f"{each.name}: {each.value}{f' (may be {each.range})' if each.range else ''}"
        for each in money_lines(suggestion)
        if each.origin == _ASSUMED
    )


def open_questions(suggestion: Suggestion) -> tuple[str, ...]:
    """What nobody has answered yet: guardrails, preconditions, inputs of the money side."""
    economics = suggestion.economics or {}
    return unique((*suggestion.questions, *_texts(economics.get("questions"))))


def cautions(suggestion: Suggestion) -> tuple[str, ...]:
    """What to beware of in the figures."""
    return _texts((suggestion.economics or {}).get("warnings"))


def _figures(suggestion: Suggestion) -> dict[str, Mapping[str, Any]]:
    found = (suggestion.economics or {}).get("figures")
    if not isinstance(found, Mapping):
        return {}
    return {key: entry for key, entry in found.items() if isinstance(entry, Mapping)}


def _line(entry: Mapping[str, Any], figures: Mapping[str, Mapping[str, Any]]) -> MoneyLine:
    unit = str(entry.get("unit") or "")
    low, high = entry.get("low"), entry.get("high")
    behind = [figures[key] for key in entry.get("rests_on") or () if key in figures]
    return MoneyLine(
        name=_name(entry),
        value=_value(entry.get("value"), unit),
        origin=str(entry.get("origin") or ""),
        formula=one_line(str(entry.get("formula") or "")),
        range="" if low is None or high is None else f"{_value(low, unit)} to {_value(high, unit)}",
        rests_on=tuple(f"{_name(each).lower()}" for each in behind),
    )


def _name(entry: Mapping[str, Any]) -> str:
    return capital(one_line(str(entry.get("name") or entry.get("symbol") or _OPEN)))


def _value(value: Any, unit: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return one_line(str(value))
    base, _, per = unit.partition("/")
    every = f" per {one_line(per)}" if per else ""
    if base in _SHARES:
        return f"{number(100 * value, 1)}%{every}"
    if base.startswith("%"):
        return f"{number(value)}{one_line(base)}{every}"
    if len(base) == 3 and base.isupper():
        return f"{base} {number(value, 0 if abs(value) >= 1000 else 2)}{every}"
    return f"{number(value, 4 if abs(value) < 1 else 2)} {one_line(base)}".strip() + every


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_each_text(value))


def _each_text(value: Any) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        for text in value:
            if isinstance(text, str):
                yield one_line(text)
