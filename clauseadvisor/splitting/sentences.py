"""Cutting between sentences, and finding the sentence that leads into a list."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"(?<![\s(]\w)(?<!\bNo)(?<!\bInc)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)(?<!\bSec)(?<!\bArt)(?<!\bU\.S)"
    r"[.!?][\"”')\]]*\s+(?=[\"“(\[]?[A-Z0-9])"
)
_SEMICOLON: Final = re.compile(r";\s+(?:and\s+|or\s+)?|:\s+|\n")
_ANYWHERE: Final = re.compile(r",\s+|\s+")
_LONGEST_LEAD_IN: Final = 500


def pieces(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """``text[start:end]`` cut into spans of at most ``longest`` characters, of even length.

    The cuts lie between sentences where that can be done, else behind a semicolon, else
    between words, else anywhere. Spans have no white space at their ends.
    """
    found: list[tuple[int, int]] = []
    while end - start > longest:
        count = -(-(end - start) // longest)
        cut = _best_cut(text, start, min(start + longest, end), start + (end - start) // count)
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        found.append((start, stop))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        found.append((start, end))
    return found


def _best_cut(text: str, start: int, stop: int, wanted: int) -> int:
    floor = start + (stop - start) // 4
    for pattern in (_END, _SEMICOLON, _ANYWHERE):
        cuts = [found.end() for found in pattern.finditer(text, floor, min(stop + 1, len(text)))]
        cuts = [cut for cut in cuts if start < cut <= stop and text[start:cut].strip()]
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - wanted))
    return stop


def lead_in(words: str) -> str:
    """The last sentence of the words, on one line: what the items of a list complete."""
    squeezed = " ".join(words.split())
    last = 0
    for found in _END.finditer(squeezed):
        last = found.end()
    return squeezed[last:][-_LONGEST_LEAD_IN:].lstrip()
