"""The smallest change from one wording to another, in whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

#: A word keeps its inner marks ("99.5", "Provider's"), so that a figure is never cut in two.
_TOKEN: Final = re.compile(r"\w+(?:[.,'’/-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Step:
    """``old[start:end]`` (tokens) gives way to ``text``; equal stretches are left out."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[str]:
    """Words, marks and blanks; joined, they are the text again."""
    return _TOKEN.findall(text)


def steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """What to strike out and what to put in, from the start to the end.

    Changes with nothing but blanks between them are one change: that is how people mark up.
    """
    found: list[list[int]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        if found and not "".join(old[found[-1][1] : a1]).strip():
            found[-1][1], found[-1][3] = a2, b2
        else:
            found.append([a1, a2, b1, b2])
    return [Step(a1, a2, "".join(new[b1:b2])) for a1, a2, b1, b2 in found]


def likeness(one: str, other: str) -> float:
    """How much two texts share, from 0 to 1, counted in words; 1 for two empty ones."""
    first, second = one.casefold().split(), other.casefold().split()
    if not first and not second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
