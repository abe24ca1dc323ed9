"""The words around an amount that state what it is due for: patterns on text in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from clauseadvisor.labelling.lexicon import either, lexicon, spelled

#: Periods of the calendar, which a level is measured over.
CALENDAR = frozenset({"week", "month", "quarter", "year"})

#: The name of a part within a pattern; "{2,9}" is none.
_NAMED = re.compile(r"\{(?P<part>[a-z]+)\}")


@cache
def due_word(name: str) -> re.Pattern[str]:
    """The pattern of that name in ``data/periods.toml``."""
    (found,) = (each for each in lexicon("periods")["pattern"] if each["name"] == name)
    return re.compile(spelled_out(found["pattern"]), re.VERBOSE)


def spelled_out(pattern: str) -> str:
    """The pattern with the parts that it names in braces ("{nouns}") written out."""
    parts = _parts()
    while named := _NAMED.search(pattern):
        pattern = pattern[: named.start()] + parts[named["part"]] + pattern[named.end() :]
    return pattern


@cache
def _parts() -> Mapping[str, str]:
    amounts = lexicon("amounts")
    lists: dict[str, Iterable[str]] = {
        "nouns": period_nouns(),
        "adjectives": period_adjectives(),
        "adverbs": amounts["adverbs"]["spellings"],
        "calendar": [each for each, name in period_nouns().items() if name in CALENDAR],
        "behind": amounts["compound"]["behind"],
        "comparison": amounts["comparison"]["spellings"],
        "paid": amounts["paid_time"]["nouns"],
    }
    written = {name: part for name, (part,) in lexicon("periods")["parts"].items()}
    return {**{name: either(words) for name, words in lists.items()}, **written}


@cache
def period_nouns() -> dict[str, str]:
    """What a noun means as a period: its spelling, and the name of the period."""
    return spelled(lexicon("amounts")["period"])


@cache
def period_adjectives() -> dict[str, str]:
    """What an adjective or adverb means as a period."""
    return spelled(lexicon("amounts")["periodic"])


def period_of_noun(written: str) -> str:
    """The period of a noun, which may run over a line ("half\\nhour")."""
    return period_nouns()[re.sub(r"\s+", " ", written)]


def word_end(text: str, end: int) -> int:
    """``end``, or where its word begins: cut short, "weekday" would read as "week"."""
    if end >= len(text):
        return len(text)
    while end and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    return end
