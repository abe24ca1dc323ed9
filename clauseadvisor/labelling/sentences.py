"""Sentences of a clause, and spans without the blanks around them."""

from __future__ import annotations

import re

#: Abbreviations whose full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    [
        "no",
        "nos",
        "inc",
        "ltd",
        "co",
        "corp",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sec",
        "art",
        "para",
        "fig",
        "vs",
        "approx",
        "incl",
        "excl",
        "max",
        "min",
        "i.e",
        "e.g",
        "u.s",
        "u.k",
        "st",
        "cf",
        "rs",
        "mth",
        "p.m",
        "a.m",
        "p.a",
        "tel",
        "rev",
        "vol",
        "p",
        "pp",
        "cl",
        "sch",
        "app",
        "e",
        "g",
        "u",
        "s",
    ]
)
_STOP = re.compile(r"[.;?!][\"”')]*\s+(?=[\"“(\[]?[A-Z0-9]|[(a-z])")
#: The next item of a list within the sentence: "; or (b) ...".
_ITEM = re.compile(r"(?:and|or)?\s*\(\w{1,4}\)")
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences, blanks at either end left out; a semicolon ends one too."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if _ends(text, start, match):
            _add(text, start, match.start() + 1, spans)
            start = match.end()
    _add(text, start, len(text), spans)
    return spans


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if text[match.start()] == ";":
        return not _ITEM.match(text, match.end())
    if text[match.start()] != ".":
        return text[match.end()].isupper()
    if text[match.end()].islower():
        return False
    word = _LAST_WORD.search(text[max(start, match.start() - 12) : match.start()])
    if word is None:
        return True
    last = word[0]
    return not (
        last.lower() in _ABBREVIATIONS
        or (last.replace(".", "").isdigit() and len(last) <= 5 and word.start() == 0)
        or (len(last) == 1 and last.isupper())
    )


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    start, end = trimmed(text, start, end)
    if start < end:
        spans.append((start, end))


def trimmed(text: str, start: int, end: int, strip: str = " \t\r\n") -> tuple[int, int]:
    """The span without the characters of ``strip`` at either end."""
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return start, end
