"""Which language a text is written in, by counting short common words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from clauseadvisor.domain import ReadingWarning
from clauseadvisor.reading.patterns import table

ENGLISH: Final = "en"
#: The code of a language that is not among those known (ISO 639: undetermined).
UNKNOWN: Final = "und"
#: Characters looked at, each at the beginning, in the middle and at the end of the text.
SAMPLE: Final = 6_000
#: Texts with fewer words are too short to judge and pass for English.
FEWEST: Final = 40
#: The share of common words that running text has in its own language.
COMMON: Final = 0.12

#: The share that English keeps among names and figures.
SOME: Final = 0.04

_WORD: Final = re.compile(r"[^\W\d_]+")


@cache
def _profiles() -> dict[str, frozenset[str]]:
    return {code: frozenset(entry["words"]) for code, entry in table("languages").items()}


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language, ``und`` if it is none of those known.

    English is the answer for texts too short to judge, and for tables, lists of names and the
    like, whose words are in Latin letters and in no list.
    """
    words = _sample(text)
    if len(words) < FEWEST:
        return ENGLISH if not words or _latin(words) else UNKNOWN
    counts = Counter(words)
    shares = {
        code: sum([counts.get(word, 0) for word in profile]) / len(words)
        for code, profile in _profiles().items()
    }
    best = max(shares, key=lambda code: (shares[code], code == ENGLISH))
    if shares[best] >= COMMON:
        return best
    if shares[ENGLISH] >= SOME:
        return ENGLISH
    return ENGLISH if shares[best] < SOME and _plain(words) else UNKNOWN


def warn(code: str) -> tuple[ReadingWarning, ...]:
    """The warning for a contract that is not in English; none for English."""
    if code == ENGLISH:
        return ()
    known = table("languages").get(code)
    what = known["name"] if known else "a language other than English"
    return (
        ReadingWarning(
            code="language",
            message=f"The contract is written in {what}: clauses can be split, but labels and advice are made for English"
            " and cannot be relied on; hand in an English translation.",
        ),
    )


def _sample(text: str) -> list[str]:
    """Words in small letters from three places of the text."""
    if len(text) > 3 * SAMPLE:
        middle, end = len(text) // 2, len(text) - SAMPLE
        text = " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[end:]))
    return _WORD.findall(text.lower())


def _latin(words: list[str]) -> bool:
    """Whether most letters are of the Latin alphabet."""
    letters = "".join(words)
    return sum(letter < "\u0250" for letter in letters) > len(letters) / 2


def _plain(words: list[str]) -> bool:
    """Whether hardly a letter has an accent, as in English and in lists of its names."""
    letters = "".join(words)
    return sum(letter > "\x7f" for letter in letters) < len(letters) * 0.01
