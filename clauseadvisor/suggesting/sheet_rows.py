"""The worksheet of the money side as rows to read: words for every symbol, one figure a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clauseadvisor.playbook.economics_schema import economics_texts
from clauseadvisor.suggesting.sheet import EconomicsResult, Figure

_SHARES = ("probability", "share")
_WHOLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure in words: what it is, its value with its unit, and where it comes from.

    ``rests_on`` names what was assumed behind a figure that was worked out.
    """

    name: str
    value: str
    origin: str
    rests_on: tuple[str, ...] = ()


def rows(result: EconomicsResult) -> tuple[Row, ...]:
    """Every figure that is known, in reading order; a figure of several parts has a row for each."""
    known = (each for each in result.figures.values() if each.origin != "open")
    return tuple(
        Row(name=name, value=value, origin=figure.origin, rests_on=_assumed(figure, result))
        for figure in known
        for name, value in _told(figure, result)
    )


def missing(result: EconomicsResult) -> tuple[str, ...]:
    """What could not be worked out, each with the answers that it needs, in words.

    A single sentence where nothing at all could be worked out.
    """
    texts = economics_texts()
    figures = result.figures
    if not any(each.origin == "computed" for each in figures.values()):
        return (texts.nothing_known,)
    return tuple(
        f"{each.name}: needs {'; '.join(figures[one].name for one in each.needs)}"
        for each in figures.values()
        if each.origin == "open" and each.formula and each.needs != (each.symbol,)
    )


def sources(result: EconomicsResult) -> tuple[str, ...]:
    """Where the money of each design comes from, the designs by name."""
    names = economics_texts().designs
    return tuple(f"{names[design]}: {source}" for design, source in result.funding.items())


def as_text(result: EconomicsResult) -> str:
    """The whole worksheet in words: what is known, what is missing, asked and warned of."""
    lines = [f"The money side{f', in {result.currency}' if result.currency else ''}"]
    found = rows(result)
    assumed = [each.name for each in found if each.origin == "assumption"]
    lines += [f"{each.name}: {each.value} ({_origin(each, assumed)})" for each in found]
    for heading, said in (
        ("Not worked out", missing(result)),
        ("Where the money comes from", sources(result)),
        ("Open questions", result.questions),
        ("Mind", result.warnings),
    ):
        lines += ["", heading, *(f"- {each}" for each in said)] if said else []
    return "\n".join("".join(filter(str.isprintable, line)) for line in lines) + "\n"


def _origin(row: Row, assumed: Sequence[str]) -> str:
    """Where a figure is from; assumptions are numbered, as many figures rest on the same few."""
    if row.origin == "assumption":
        return f"assumption {assumed.index(row.name) + 1}"
    # A figure of several parts has a row for each, all of them named after it.
    behind = [
        str(number)
        for number, name in enumerate(assumed, 1)
        if any(name.startswith(each) for each in row.rests_on)
    ]
    return f"{row.origin}, rests on assumption {', '.join(behind)}" if behind else row.origin


def _assumed(figure: Figure, result: EconomicsResult) -> tuple[str, ...]:
    others = (symbol for symbol in figure.rests_on if symbol != figure.symbol)
    return tuple(result.figures[symbol].name for symbol in others)


def _told(figure: Figure, result: EconomicsResult) -> Iterator[tuple[str, str]]:
    value, money = figure.value, result.currency or ""
    if value is None:
        yield figure.name, economics_texts().no_cap  # the only input that may be assumed absent
    elif isinstance(value, Mapping):
        yield from _parts(figure.name, value, money)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for one in value:
            yield from _parts(f"{figure.name}, {one['level']}", one, money)
    elif isinstance(value, list):
        for level, one in zip(result.levels, value, strict=True):
            yield f"{figure.name}, {level}", _in_unit(one, figure.unit, money)
    else:
        yield figure.name, _in_unit(value, figure.unit, money)


def _parts(name: str, value: Mapping[str, Any], money: str) -> Iterator[tuple[str, str]]:
    """A row for each part, named as ``economics.yml`` says; of a schedule one for each score."""
    texts = economics_texts().parts
    for key, one in value.items():
        if isinstance(one, Mapping):
            yield from _parts(f"{name}, {texts[key].name}", one, money)
        elif key == "dead_band":
            yield f"{name}: {texts[key].name}", " to ".join(map(_number, one))
        elif key == "outcomes":
            yield from (_outcome(name, each, money) for each in one)
        elif key in texts:
            yield f"{name}: {texts[key].name}", _in_unit(one, texts[key].unit, money)


def _outcome(name: str, one: Mapping[str, float | None], money: str) -> tuple[str, str]:
    """ "at a score of 98.5 (chance 2 %)" and "-5 % of the fee, EUR -2,500"."""
    told = f"{_number(one['percent'])} % of the fee"
    if one["money"] is not None:
        told += f", {_in_unit(one['money'], 'money', money)}"
    chance = _in_unit(one["probability"], "probability", money)
    return f"{name}: at a score of {_number(one['score'])} (chance {chance})", told


def _in_unit(value: float | None, unit: str, money: str) -> str:
    if value is None:
        return economics_texts().no_value
    base, _, per = unit.partition("/")
    every = f" a {per}" if per and per != "bonus" else ""
    if base.startswith(_SHARES):
        of = " of the fee" if base.endswith(" of f") else ""
        return f"{_number(100 * value)} %{of}{every}"
    if base == "money":
        return f"{money} {_sum(value)}".strip() + every
    return f"{_number(value)} {base}{every}" if base != "number" else _number(value)


def _sum(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= _WHOLE else f"{value:,.2f}".removesuffix(".00")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.4f}".rstrip("0").rstrip(".")
