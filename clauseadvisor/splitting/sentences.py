"""Cutting between sentences, and finding the sentence that leads into a list."""

from __future__ import annotations

import re
from typing import Final

# A full stop behind a single letter ("J. Smith", "U.S.") or an abbreviation ends no sentence. The
# stop comes first, and what is before it is looked at then: few characters are stops.
_END: Final = re.compile(
    r"[.!?](?<!\b\w.)(?<!\bNo.)(?<!\bInc.)(?<!\bCo.)(?<!\bLtd.)(?<!\bCorp.)(?<!\bSec.)(?<!\bArt.)(?<!\bvs.)"
    r"[\"”’')\]]{0,2}\s+(?=[\"“(\[]{0,2}[A-Z0-9])"
)
_CLAUSE_END: Final = re.compile(r"[;\u037e]\s+(?:(?:and|or)\s+)?|:\s+|\n+")
_WORD_END: Final = re.compile(r"\s+")
_CLOSED: Final = re.compile(r"[.!?;\u037e]\s?[\"”’')\]]{0,2}(?:\s*(?:and|or))?$")
_LONGEST_LEAD_IN: Final = 500

# The last word of a line that breaks off in the middle of a sentence.
_OPEN_WORD: Final = re.compile(
    r"(?:\b(?:a|an|the|this|that|such|of|in|to|for|by|with|from|on|at|under|upon|per|than|as|and|or"
    r"|its|their|any|each|is|are|be|shall|will|not|which|see|pursuant|within|through)|,)$",
    re.IGNORECASE,
)
_CITING_WORD: Final = re.compile(
    r"(?:\b(?:(?:sub-?)?(?:section|clause|paragraph)|article|exhibit|schedule|annex|appendix"
    r"|attachment|part|chapter|rule)s?|\b(?:sec|art|para|cl|no|nos)\.)$",
    re.IGNORECASE,
)


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` ends like a sentence or a finished list item."""
    return _CLOSED.search(text, max(start, end - 12), end) is not None


def breaks_off(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` ends in a word that no sentence ends in: "of", "the", ","."""
    return _OPEN_WORD.search(text, max(start, end - 12), end) is not None


def ends_citing(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` ends in a word that cites what follows: "Section", "clauses"."""
    return _CITING_WORD.search(text, max(start, end - 16), end) is not None


def pieces(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """``text[start:end]`` cut into spans of at most ``longest`` characters, of even length.

    The cuts lie between sentences where that can be done, else behind a semicolon, else
    between words, else anywhere. Spans have no white space at their ends.
    """
    found: list[tuple[int, int]] = []
    while end - start > longest:
        count = -(-(end - start) // longest)
        cut = _best_cut(text, start, start + longest, start + (end - start) // count)
        stop = cut
        while text[stop - 1].isspace():
            stop -= 1
        found.append((start, stop))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        found.append((start, end))
    return found


def _best_cut(text: str, start: int, stop: int, wanted: int) -> int:
    """The cut nearest to ``wanted``, where the first kind of end that occurs lies."""
    floor = start + (stop - start) // 4
    for pattern in (_END, _CLAUSE_END, _WORD_END):
        cuts = [found.end() for found in pattern.finditer(text, floor, stop)]
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - wanted))
    return stop


def lead_in(words: str) -> str:
    """The last sentence of the words, on one line: what the items of a list complete."""
    squeezed = " ".join(words[-2 * _LONGEST_LEAD_IN :].split())
    last = 0
    for found in _END.finditer(squeezed):
        last = found.end()
    return squeezed[last:][-_LONGEST_LEAD_IN:].lstrip()
