"""What a suggestion says of money, as lines to read; each tells whether it rests on assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from clauseadvisor.domain import Suggestion
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.wording import capital, number, unique

#: Keys of an entry of economics that say what the value is, not what it comes to.
_NAMES: Final = ("name", "plain", "label", "title")
_ASSUMED: Final = ("assumption", "assumptions", "assumed")
_ASKED: Final = ("questions", "open_questions", "missing", "open")
_TECHNICAL: Final = frozenset({"currency", "seed", "symbols"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """One figure: its plain name, its value with unit, how it comes about."""

    name: str
    value: str
    formula: str = ""
    assumed: bool = False

    def __str__(self) -> str:
        mark = " (assumption)" if self.assumed else ""
        return f"{self.name}: {self.value}{mark}"


def money_lines(suggestion: Suggestion) -> tuple[MoneyLine, ...]:
    """The figures of a suggestion, in the order in which they were worked out."""
    economics = suggestion.economics or {}
    currency = economics.get("currency")
    return tuple(_figures(economics, currency if isinstance(currency, str) else ""))


def assumptions(suggestion: Suggestion) -> tuple[str, ...]:
    """What the figures take for granted, in words."""
    economics = suggestion.economics or {}
    said = [text for key in _ASSUMED for text in _texts(economics.get(key))]
    marked = [str(line) for line in money_lines(suggestion) if line.assumed]
    return unique((*said, *marked))


def open_questions(suggestion: Suggestion) -> tuple[str, ...]:
    """What nobody has answered yet: guardrails, preconditions, inputs of the money side."""
    economics = suggestion.economics or {}
    asked = [text for key in _ASKED for text in _texts(economics.get(key))]
    return unique((*suggestion.questions, *asked))


def _figures(entries: Mapping[str, Any], currency: str) -> Iterator[MoneyLine]:
    for key, entry in entries.items():
        if key in _ASSUMED or key in _ASKED or key in _TECHNICAL:
            continue
        if isinstance(entry, Mapping):
            if "value" in entry:
                yield _figure(key, entry, currency)
            else:
                yield from _figures(entry, currency)
        elif isinstance(entry, (list, tuple)):
            for item in entry:
                if isinstance(item, Mapping):
                    yield from _figures({key: item}, currency)
        elif entry is not None:
            yield MoneyLine(name=_name(key, {}), value=_value(entry, ""))


def _figure(key: str, entry: Mapping[str, Any], currency: str) -> MoneyLine:
    unit = entry.get("unit")
    return MoneyLine(
        name=_name(key, entry),
        value=_value(entry["value"], currency if unit in ("money", "currency") else unit or ""),
        formula=one_line(str(entry.get("formula") or "")),
        assumed=any(entry.get(word) is True for word in _ASSUMED),
    )


def _name(key: str, entry: Mapping[str, Any]) -> str:
    said = next((entry[name] for name in _NAMES if entry.get(name)), key.replace("_", " "))
    return capital(one_line(str(said)))


def _value(value: Any, unit: str) -> str:
    if value is None:
        return "open"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, (int, float)):
        return one_line(str(value))
    figure = number(value, 4 if abs(value) < 1 else 2)
    if not unit:
        return figure
    if unit == "%":
        return f"{figure}%"
    return f"{unit} {figure}" if len(unit) == 3 and unit.isupper() else f"{figure} {unit}"


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (one_line(value),)
    if isinstance(value, (list, tuple)):
        return tuple(one_line(text) for text in value if isinstance(text, str))
    return ()
