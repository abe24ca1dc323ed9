"""What a suggestion says of money, as lines to read; each tells which assumptions it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from clauseadvisor.domain import LabelledClause, Suggestion, Verdict
from clauseadvisor.playbook.economics_schema import VerdictText, economics_texts
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.wording import capital, listed, lower, number, unique

#: Units whose values are shares of one, shown in percent.
_SHARES: Final = ("probability", "share")
_OPEN: Final = "open"
#: A figure that was blacked out or not filled in, with its unit.
_LEFT_OUT: Final = re.compile(
    r"(?:[$£€]|\b(?:USD|EUR|GBP) )?\s?(?:\[[\s*•●_.]*\]|_{3,}|\*{2,})\W{0,3}(?:%|percent\b|days\b|months\b)?"
)
#: From here on a sum of money is told without cents.
_NO_CENTS: Final = 1000
_ASSUMED: Final = "assumption"
#: So many stated sums are named in a sentence.
_AMOUNTS: Final = 2


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


def verdict(suggestion: Suggestion) -> tuple[str, ...]:
    """Two sentences: what the clause costs today, and what the proposal would do.

    None where there is no money in it, or where nothing at all is known of it.
    Assumed inputs behind the figures are named at the end of the sentence that rests on them.
    """
    economics = suggestion.economics or {}
    case = economics.get("case")
    if not case:
        return ()
    texts = economics_texts().clause_verdicts
    figures = _figures(suggestion)
    known = frozenset(key for key, each in figures.items() if each.get("value") is not None)
    wording = suggestion.proposed_text
    now = _first(texts.now, case, known, None, wording)
    first = _said(now, economics) if now else _stated(economics.get("amounts"))
    if suggestion.verdict is Verdict.KEEP:
        return () if first == texts.now_open else (first, texts.kept)
    # What the proposal leads with is said of it, before what holds of any proposal.
    leads = (*suggestion.mechanisms, None)
    then = next(
        filter(None, (_first(texts.then, case, known, each, wording) for each in leads)), None
    )
    if then is None and first == texts.now_open:
        return ()
    return first, _said(then, economics) if then else texts.then_open


def stake(suggestion: Suggestion, clause: LabelledClause | None) -> str:
    """What the clause costs today, in a sentence; which figure is left out, where that is why nobody
    can tell; else empty."""
    texts = economics_texts().clause_verdicts
    found = verdict(suggestion)[:1]
    if found and found[0] != texts.now_open:
        return found[0]
    blank = _LEFT_OUT.search(clause.text) if clause and suggestion.economics else None
    if blank is None:
        return ""
    figure = " ".join(blank.group().split())
    said = texts.now_redacted if "*" in figure else texts.now_blank
    return said.format(figure=figure)


def _first(
    texts: Iterable[VerdictText],
    case: str,
    known: frozenset[str],
    mechanism: str | None,
    wording: str,
) -> VerdictText | None:
    fitting = (
        each
        for each in texts
        if each.case == case
        and each.mechanism == mechanism
        and each.symbols <= known
        and (not each.shown or any(re.search(one, wording, re.IGNORECASE) for one in each.shown))
    )
    return next(fitting, None)


def _said(text: VerdictText, economics: Mapping[str, Any]) -> str:
    figures = _figures_of(economics)
    values = {key: _in_a_sentence(_line(figures[key], figures).value) for key in text.symbols}
    sides = economics.get("sides") or economics_texts().sides["open"].model_dump()
    words = economics.get("words") or {}
    sentence = text.text.format_map({**sides, **words, **values})
    behind = sorted(
        rest
        for key in text.symbols
        for rest in (key, *(figures[key].get("rests_on") or ()))
        if rest in figures and figures[rest].get("origin") == _ASSUMED
    )
    lines = [_line(figures[key], figures) for key in behind]
    named = unique(f"{lower(each.name)} {each.value}" for each in lines)
    return f"{sentence} (Assumed: {'; '.join(named)}.)" if named else sentence


def _in_a_sentence(value: str) -> str:
    """A value whose unit the sentence around it names already."""
    for unit in (" per miss", " per delay", " per bonus", " per date", " per unit"):
        value = value.removesuffix(unit)
    return value.replace("of one period's fee per period", "of each period's fee")


def _stated(amounts: Any) -> str:
    """What the clause itself says of money, where nothing can be worked out from it."""
    texts = economics_texts().clause_verdicts
    found = amounts if isinstance(amounts, (list, tuple)) else ()
    said = [_with_thing(each) for each in found if isinstance(each, Mapping)]
    if not said:
        return texts.now_open
    return texts.now_stated.format(amounts=listed(said[:_AMOUNTS]))


def _with_thing(amount: Mapping[str, Any]) -> str:
    text, thing = one_line(str(amount["text"])), amount.get("each")
    return f"{text} for each {one_line(str(thing))}" if thing else text


def open_questions(suggestion: Suggestion) -> tuple[str, ...]:
    """What nobody has answered yet: guardrails, preconditions, inputs of the money side."""
    economics = suggestion.economics or {}
    return unique((*suggestion.questions, *_texts(economics.get("questions"))))


def cautions(suggestion: Suggestion) -> tuple[str, ...]:
    """What to beware of in the figures."""
    return _texts((suggestion.economics or {}).get("warnings"))


def _figures(suggestion: Suggestion) -> dict[str, Mapping[str, Any]]:
    return _figures_of(suggestion.economics or {})


def _figures_of(economics: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found = economics.get("figures")
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
        whole = abs(value) >= _NO_CENTS or float(value).is_integer()
        return f"{base} {number(value, 0) if whole else f'{value:,.2f}'}{every}"
    return f"{number(value, 4 if abs(value) < 1 else 2)} {one_line(base)}".strip() + every


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_each_text(value))


def _each_text(value: Any) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        for text in value:
            if isinstance(text, str):
                yield one_line(text)
