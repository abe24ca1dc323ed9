"""Which lines are page numbers: lines of their own whose number goes up by one from page to page.

They need not stand at the edge of the sheet: PDFs made from web pages carry the page numbers of
the original in the middle of theirs, several to a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from clauseadvisor.reading.patterns import patterns, table
from clauseadvisor.reading.printed import PrintedLine

#: A chain of this many numbers is a sequence of page numbers wherever it stands.
CHAIN: Final = 3
#: Page numbers in one sequence lie at least this many lines apart (table rows lie closer)...
APART: Final = 8
#: ...and two numbers alone, or a line with more than its number, this many.
FAR: Final = 20
#: Numbers as far down their pages as this (points) stand in one place, however short a page is.
LEVEL: Final = 3.0
#: From one page number to the next no more pages than this go by.
PAGES: Final = 3
#: The longest line that can be a page number alone, and with a running line.
LONGEST: Final = 40
LONGEST_RUNNING: Final = 75

_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
#: What every page number holds, digits or a roman numeral: asked before the patterns are.
_SOME_NUMBER: Final = re.compile(r"\d|\b[ivxl]+\b", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?=\W*$)")


@dataclass(slots=True)
class _Candidate:
    """A line that may be a page number, and the chain of numbers that it goes on.

    ``style`` is what stays the same along a chain. ``sure`` says that the wording is enough;
    ``prefixed`` that a letter of its schedule stands before the number; ``edge`` that only the
    edges of the pages tell it from the number of an item.
    """

    place: int
    page: int
    top: float
    style: str
    value: int
    apart: int = APART
    sure: bool = False
    prefixed: bool = False
    edge: bool = False
    chain: int = 1
    before: _Candidate | None = None


#: A page number of this form may stand among other words, in a line no longer than this.
_STATED: Final = re.compile(r"\bPage (?P<page>\d{1,4}) of (?P<pages>\d{1,4})\b")
_STATED_LENGTH: Final = 90


def page_numbers(lines: Sequence[PrintedLine], outermost: set[int], pages: int) -> set[int]:
    """Places of the lines that number pages.

    ``outermost`` holds the places of the first and last line of each of the ``pages``.
    """
    candidates = list(_candidates(lines))
    _link(candidates)
    last = max(outermost, default=-1)
    found: set[int] = set()
    for candidate in reversed(candidates):
        if candidate.edge and candidate.place != last:
            continue
        if candidate.place in found or not _counts(candidate, candidate.place in outermost, pages):
            continue
        member: _Candidate | None = candidate
        while member is not None:
            if member.place in outermost or not member.edge:
                found.add(member.place)
            member = member.before
    return found | _of_how_many(lines)


def _of_how_many(lines: Sequence[PrintedLine]) -> set[int]:
    """Places of short lines that say "Page 3 of 9" among other words ("Acme, draft 2, Page 3 of 9").

    A sentence may say so too: the page before or after has to be counted as well.
    """
    counted: dict[tuple[int, int], list[int]] = {}
    for place, line in enumerate(lines):
        text = line.text  # most lines hold no "Page": they are not searched
        if "Page " in text and len(text) <= _STATED_LENGTH and (match := _STATED.search(text)):
            counted.setdefault((int(match["page"]), int(match["pages"])), []).append(place)
    return {
        place
        for (page, pages), places in counted.items()
        if page <= pages and ((page - 1, pages) in counted or (page + 1, pages) in counted)
        for place in places
    }


def _counts(candidate: _Candidate, outermost: bool, pages: int) -> bool:
    """Whether the chain that ends in ``candidate`` numbers pages."""
    if candidate.edge:
        return outermost and candidate.value == candidate.page == pages
    if candidate.sure or candidate.chain >= CHAIN:
        return True
    if candidate.apart == FAR:
        return False
    if candidate.before is not None:
        return outermost or candidate.place - candidate.before.place >= FAR
    return outermost and (
        candidate.prefixed or (pages <= CHAIN and candidate.value == candidate.page)
    )


def _candidates(lines: Iterable[PrintedLine]) -> Iterator[_Candidate]:
    for place, line in enumerate(lines):
        length = len(line.text)
        if length > LONGEST_RUNNING:
            continue
        candidate = _alone(place, line) if length <= LONGEST else None
        if candidate is None:
            candidate = _running(place, line)
        if candidate is not None:
            yield candidate


@cache
def _entries() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    entries = table("furniture")["page_number"]["patterns"]
    return tuple(zip(patterns("furniture", "page_number"), entries, strict=True))


def _alone(place: int, line: PrintedLine) -> _Candidate | None:
    if _SOME_NUMBER.search(line.text) is None:
        return None
    for number, (pattern, entry) in enumerate(_entries()):
        match = pattern.fullmatch(line.text)
        if match is None:
            continue
        groups = match.groupdict()
        value = number_of(groups["number"])
        if value:
            prefix = groups.get("prefix")
            return _Candidate(
                place,
                line.page,
                line.top,
                f"{number} {prefix}",
                value,
                sure=entry.get("sure", False),
                prefixed=prefix is not None and prefix.isupper(),
                edge=entry.get("edge", False),
            )
    return None


def _running(place: int, line: PrintedLine) -> _Candidate | None:
    """A running line with the number in it; asked only where a number opens or ends the line."""
    text = line.text
    if not text[0].isdecimal() and not number_of(text.rsplit(" ", 1)[-1]):
        return None
    for pattern in patterns("furniture", "numbered_line"):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        word = _LAST_WORD.search(match["prefix"].lower())
        value = number_of(match["number"])
        if value and (
            word is None or word.group() not in table("furniture")["numbered_line"]["heading"]
        ):
            return _Candidate(place, line.page, line.top, match["prefix"], value, apart=FAR)
    return None


def number_of(number: str) -> int:
    """The number that digits or a roman numeral stand for; 0 for what is neither."""
    if number.isdecimal():
        return int(number)
    if number[:1].lower() not in _ROMAN:  # most words, at a glance
        return 0
    values = [_ROMAN.get(letter, 0) for letter in number.lower()]
    if not values or 0 in values:
        return 0
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _is_next(candidate: _Candidate, before: _Candidate) -> bool:
    pages = candidate.page - before.page
    level = pages > 0 and abs(candidate.top - before.top) < LEVEL
    return pages <= PAGES and (level or candidate.place - before.place >= candidate.apart)


def _link(candidates: Iterable[_Candidate]) -> None:
    """Chain each candidate to the latest one with the number before (one page may be missing)."""
    earlier: dict[tuple[str, int], list[_Candidate]] = {}
    for candidate in candidates:
        style, value = candidate.style, candidate.value
        for before in (
            *reversed(earlier.get((style, value - 1), ())),
            *reversed(earlier.get((style, value - 2), ())),
        ):
            if _is_next(candidate, before):
                candidate.before, candidate.chain = before, before.chain + 1
                break
        # A handful is enough to look back on, and keeps a page of equal numbers linear.
        kept = earlier.setdefault((style, value), [])
        kept.append(candidate)
        del kept[:-4]
