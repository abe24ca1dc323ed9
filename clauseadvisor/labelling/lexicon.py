"""The word lists and cues of the rules, read from the data files beside this module.

Each list is checked by ``tests/labelling/test_lexicon.py``: every cue matches its example.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from clauseadvisor.patterns import Sought


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """The data file ``data/<name>.toml``, parsed once."""
    source = files("clauseadvisor.labelling") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def either(spellings: Iterable[str]) -> str:
    """A regular expression for any of the spellings, longest first; blanks match any white space."""
    ordered = sorted(set(spellings), key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in ordered)


def any_of(spellings: Iterable[str]) -> str:
    """Like :func:`either`, with shared beginnings written once: many times faster on long lists."""
    tree: dict[str, Any] = {}
    for spelling in spellings:
        node = tree
        for letter in spelling:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: Mapping[str, Any]) -> str:
    branches = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branches(rest)
        for letter, rest in sorted(node.items())
        if letter
    ]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")


def spelled(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """From ``{meaning: spellings}`` to ``{spelling in lower case: meaning}``."""
    return {
        spelling.lower(): meaning for meaning, spellings in table.items() for spelling in spellings
    }


def cues(name: str, key: str) -> list[str]:
    """The patterns of a list of ``{pattern, example}`` entries, in order."""
    return [entry["pattern"] for entry in lexicon(name)[key]]


def lowered(text: str) -> str:
    """The text in small letters, character for character.

    Patterns run faster on it than with ``re.IGNORECASE``, and its offsets are those of the
    text: the few letters that become two in small print ("İ") stay as they are.
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := each.lower()) == 1 else each for each in text)


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern for :func:`lowered` text: its letter classes are those of small letters."""
    return re.compile(for_small_letters(pattern))


def for_small_letters(pattern: str) -> str:
    """How a pattern is spelled for :func:`lowered` text."""
    return pattern.replace("A-Z", "a-z")


def sought(pattern: str) -> Sought:
    """The same, tried only on texts that hold the words it needs."""
    return Sought(for_small_letters(pattern))
