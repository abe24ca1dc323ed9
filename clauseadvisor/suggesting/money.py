"""The economics block of one suggestion: what the clause costs today, and what could replace it.

Every figure names its origin: the clause, a history, the user's input, an assumption (shipped, with
a range and its effect), or computed from these; what is missing is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from clauseadvisor.domain import Amount, Label, LabelledClause, Table
from clauseadvisor.playbook.economics_schema import SymbolText, economics_texts
from clauseadvisor.suggesting.assumptions import Assumptions
from clauseadvisor.suggesting.balance import is_about_money, is_capped, money_at_stake
from clauseadvisor.suggesting.history import History
from clauseadvisor.suggesting.money_cases import CASES, Outputs
from clauseadvisor.suggesting.money_inputs import Given, Terms, terms_of
from clauseadvisor.suggesting.money_words import is_said, thing_of
from clauseadvisor.suggesting.sheet import rounded

#: The fee of 100 that stands for "percent of the fee" is a unit, not a figure to show.
_PERCENT_OF_FEE = "% of one period's fee"
#: Devices that limit what a clause takes, the nearest first, and the warnings that there is no limit.
_LIMITS: Final = ("credit_limit", "liability_cap")
_WITHOUT_LIMIT: Final = ("cap_unknown", "damages_uncapped")


def money_for(
    clause: LabelledClause,
    assumptions: Assumptions | None,
    tables: Sequence[Table] = (),
    history: History | None = None,
) -> dict[str, Any] | None:
    """The economics block as plain data; None if the clause is no penalty or not about money.

    ``tables`` may be all tables of the document: the one in or right behind the clause is read.
    Keys: ``case`` (credit, delay, interest or stated: how the money is worked out), ``currency``
    (a code, or None where sums are in percent), ``unit``, ``sides`` (debtor and
    creditor of what the clause takes, in words), ``words`` (what the clause calls the step by which a
    sum grows, the thing that it is due for, the base that it is a share of, what is late), ``figures`` (by symbol), ``amounts`` and ``tiers`` of the clause, ``questions``, ``warnings``, ``funding``.
    """
    if clause.label is not Label.PENALTY or not is_about_money(clause):
        return None
    terms = terms_of(clause, assumptions or Assumptions(), tables, history)
    formula, reads = CASES[terms.formulas]
    inputs = {
        symbol: terms.inputs.get(symbol, Given(value=None, origin="open")) for symbol in reads
    }
    values = {symbol: given.value for symbol, given in inputs.items()}
    found = formula(values)
    shown = {symbol: given for symbol, given in inputs.items() if _is_used(symbol, found, terms)}
    effects = {symbol: _effect(symbol, given, inputs, terms) for symbol, given in shown.items()}
    return {
        "case": terms.case,
        "currency": None if terms.unit.startswith("%") else terms.unit,
        "unit": terms.unit,
        "sides": terms.sides.model_dump(),
        "words": dict(terms.told),
        "figures": _figures(shown, found, effects, terms),
        "amounts": _amounts(clause),
        "tiers": [_tier(tier.to_dict()) for tier in terms.tiers],
        "questions": _questions(clause, shown, terms),
        "warnings": _warnings(clause, terms, found, values),
        "funding": _funding(clause),
    }


def without_what_is_there(block: dict[str, Any], has: Mapping[str, str]) -> dict[str, Any]:
    """The block without the figures of a device that the contract ``has`` in another clause.

    Where it has a limit there, that is told in place of the warning that there is none.
    """
    texts = economics_texts().clause_symbols
    block = _with_limit_there(block, next((has[each] for each in _LIMITS if each in has), None))
    figures = block.get("figures", {})
    left = {
        symbol: figure
        for symbol, figure in figures.items()
        if not any(device in has for device in texts[symbol].unless)
    }
    return block if len(left) == len(figures) else {**block, "figures": left}


def _with_limit_there(block: dict[str, Any], place: str | None) -> dict[str, Any]:
    """The block as it is where no limit stands elsewhere, or where the clause has its own."""
    texts = economics_texts()
    if place is None or "k" in block["figures"]:
        return block
    asked = _asked(texts.clause_symbols["k"].question or "")
    unlimited = {texts.warnings[each] for each in _WITHOUT_LIMIT}
    kept = [each for each in block["warnings"] if each not in unlimited]
    told = [texts.warnings["capped_elsewhere"].format(place=place)]
    return {
        **block,
        "questions": [each for each in block["questions"] if each != asked],
        "warnings": kept + told if len(kept) < len(block["warnings"]) else kept,
    }


def _is_used(symbol: str, found: Outputs, terms: Terms) -> bool:
    """Assumptions that nothing rests on, and a fee that is only a unit, are left out."""
    given = terms.inputs.get(symbol)
    if symbol == "f" and terms.unit == _PERCENT_OF_FEE:
        return False
    return bool(found) or given is None or given.origin != "assumption"


def _effect(
    symbol: str, given: Given, inputs: Mapping[str, Given], terms: Terms
) -> dict[str, list[float | None]]:
    """Each result that moves when the input goes to the low and to the high end of its range."""
    if given.low is None or given.high is None:
        return {}
    low, high = (_with(symbol, end, inputs, terms) for end in (given.low, given.high))
    today = _with(symbol, given.value, inputs, terms)
    return {
        key: [low.get(key), high.get(key)]
        for key in today
        if low.get(key) != today[key] or high.get(key) != today[key]
    }


def _with(symbol: str, value: float | None, inputs: Mapping[str, Given], terms: Terms) -> Outputs:
    changed = {**inputs, symbol: replace(inputs[symbol], value=value)}
    today, better = inputs.get("q"), inputs.get("q'")
    if symbol == "q" and today and today.value and better and better.origin == "assumption":
        # What remains of the misses is assumed as a share of today's: it moves with them.
        share = (better.value or 0.0) / today.value
        changed["q'"] = replace(better, value=share * (value or 0.0))
    return CASES[terms.formulas][0]({key: given.value for key, given in changed.items()})


# ---------------------------------------------------------------- the block


def _figures(
    shown: Mapping[str, Given],
    found: Outputs,
    effects: Mapping[str, Mapping[str, Any]],
    terms: Terms,
) -> dict[str, dict[str, Any]]:
    texts = {symbol: economics_texts().clause_symbols[symbol] for symbol in (*shown, *found)}
    figures: dict[str, dict[str, Any]] = {}
    for symbol, given in shown.items():
        if given.value is not None:
            entry = _figure(symbol, texts[symbol], given.value, given.origin, shown, terms)
            if given.low is not None:
                entry |= {"low": rounded(given.low), "high": rounded(given.high)}
                entry["effect"] = rounded(effects[symbol])
            figures[symbol] = entry
    for symbol, value in found.items():
        entry = _figure(symbol, texts[symbol], value, "computed", shown, terms)
        rests_on = [
            one
            for one, moved in effects.items()
            if symbol in moved and shown[one].origin == "assumption"
        ]
        entry |= {"rests_on": rests_on, "assumption": bool(rests_on)}
        figures[symbol] = entry
    return figures


def _figure(
    symbol: str,
    text: SymbolText,
    value: float,
    origin: str,
    shown: Mapping[str, Given],
    terms: Terms,
) -> dict[str, Any]:
    years = shown.get("n")
    horizon = "year" if years is not None and years.value is not None else "period"
    return {
        "symbol": symbol,
        "name": _filled(text.name, terms),
        "formula": text.formula,
        "value": rounded(float(value)),
        "unit": _filled(text.unit, terms).replace("{horizon}", horizon),
        "origin": origin,
        "assumption": origin == "assumption",
    }


def _filled(text: str, terms: Terms) -> str:
    """A name, unit or question in the words of the clause: its sides, its money, its time."""
    delay = terms.delay
    words = {
        "{money}": terms.unit,
        "{debtor}": terms.sides.debtor,
        "{creditor}": terms.sides.creditor,
        "{day}": delay.time if delay else "day",
        "{each}": f" per {delay.thing}" if delay and delay.thing else "",
        "{delay}": delay.thing if delay and delay.thing else "delay",
        "{span}": terms.span or "period",
        **{f"{{{slot}}}": word for slot, word in terms.told.items()},
    }
    for slot, word in words.items():
        text = text.replace(slot, word)
    return text


def _amounts(clause: LabelledClause) -> list[dict[str, Any]]:
    """The sums and percentages that the clause puts at stake, as it states them."""
    return [
        {
            "name": "stated in the clause",
            "text": amount.text,
            "value": amount.value,
            "unit": amount.unit + (f" per {amount.per}" if amount.per else ""),
            "base": amount.base,
            "each": _each(clause, amount),
            "origin": "clause",
        }
        for amount in money_at_stake(clause)
    ]


def _each(clause: LabelledClause, amount: Amount) -> str | None:
    """What a sum of money falls due for each time, where its own words do not say it."""
    if amount.kind != "money" or amount.per not in (None, "unit"):
        return None
    thing = thing_of(clause, amount)
    return None if thing is None or thing in amount.text else thing


def _tier(tier: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": f"credit at {tier['text']}",
        "from": tier["from"],
        "to": tier["to"],
        "credit_percent": tier["credit_percent"],
        "value": tier["credit_percent"],
        "unit": "% of the fee",
        "origin": "clause",
    }


def _questions(clause: LabelledClause, shown: Mapping[str, Given], terms: Terms) -> list[str]:
    """What is open, to be answered by the user; not what the clause states, nor how often a thing happens once."""
    texts = economics_texts().clause_symbols
    idle = (
        {"q"} if economics_texts().clause_cases[clause.subtype or "other_penalty"].once else set()
    )
    if sum(amount.kind == "money" for amount in money_at_stake(clause)) == 1:
        idle |= {"A", "A_least"}
    asked = [
        texts[symbol].question
        for symbol, given in shown.items()
        if given.origin == "open" and symbol not in idle and not is_said(clause, symbol)
    ]
    questions = [_asked(_filled(question, terms)) for question in asked if question]
    if terms.base_unstated and not is_said(clause, "base"):
        questions.append(texts["base"].question or "")
    return questions


def _asked(question: str) -> str:
    return f"Not known: {question}."


def _warnings(
    clause: LabelledClause, terms: Terms, found: Outputs, values: Mapping[str, float | None]
) -> list[str]:
    texts = economics_texts().warnings
    uncapped = values.get("k") is None and not is_capped(clause)
    checks = {
        "same_pool_twice": terms.case == "credit" and "E'" in found,
        "cap_unknown": terms.case == "credit" and bool(found) and uncapped,
        "damages_uncapped": terms.case == "delay" and uncapped,
        "ceiling_below_zero": found.get("Bmax", 1.0) <= 0,
        "mixed_currencies": terms.mixed_currencies,
        "credit_contested": terms.contested,
    }
    return [texts[key] for key, raised in checks.items() if raised]


def _funding(clause: LabelledClause) -> dict[str, str]:
    texts = economics_texts()
    case = texts.clause_cases[clause.subtype or "other_penalty"]
    return {design: texts.funding[design] for design in case.funding}
