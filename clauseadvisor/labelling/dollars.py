"""Which country's dollar a contract means by a bare "$"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from clauseadvisor.domain import Amount
from clauseadvisor.labelling.amounts import BARE_DOLLARS
from clauseadvisor.labelling.lexicon import either, lexicon, spelled
from clauseadvisor.patterns import Sought, folded


def dollar_of(texts: Iterable[str]) -> str:
    """The currency code of a bare "$": USD, unless the contract names one other dollar alone."""
    named = {
        _dollars()[re.sub(r"\s+", " ", match[0].lower())]
        for text in texts
        if _named().may_be_in(folded(text))
        for match in _named().pattern.finditer(text)
    }
    return named.pop() if len(named) == 1 else "USD"


def in_dollars(amounts: tuple[Amount, ...], code: str) -> tuple[Amount, ...]:
    """The amounts with ``code`` for each sum in a dollar of no named country."""
    if code == "USD":
        return amounts
    return tuple(
        replace(each, unit=code)
        if each.unit == "USD" and not _named().pattern.search(each.text)
        else each
        for each in amounts
    )


@cache
def _dollars() -> dict[str, str]:
    """Spellings of the dollars of named countries."""
    table = {
        code: [word for word in words if "$" in word or "dollar" in word.lower() or word == code]
        for code, words in lexicon("amounts")["currency"].items()
        if any("dollar" in word.lower() for word in words)
    }
    return {word: code for word, code in spelled(table).items() if word not in BARE_DOLLARS}


@cache
def _named() -> Sought:
    return Sought(rf"(?<![A-Za-z])(?:{either(_dollars())})(?![A-Za-z])", re.IGNORECASE)
