"""Page furniture: what is printed on every page and belongs to none of the sentences.

Three things give it away. A *stamp* has a known wording. A *page number* is a line of its own
whose number goes up by one from page to page. Anything else has to *repeat* next to an anchor:
the edge of a page, a page number, a stamp. Anchors need not be at the edge of the sheet: PDFs
made from web pages carry the page numbers of the original in the middle of theirs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from clauseadvisor.domain import Furniture
from clauseadvisor.reading.patterns import any_of, patterns
from clauseadvisor.reading.printed import PrintedLine

#: How many lines of furniture may stand between an anchor and the text.
REACH: Final = 5
#: A line that repeats by an anchor this often is furniture...
OFTEN: Final = 3
#: ...if this share of all its occurrences is by an anchor.
SHARE: Final = 0.6
#: Page numbers in one sequence lie at least this many lines apart (table rows lie closer).
APART: Final = 8
#: The longest line that can be a page number.
LONGEST_NUMBER: Final = 40

_NUMBERS: Final = re.compile(r"\d+")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(slots=True)
class _Candidate:
    """A line that may be a page number, and the chain of numbers that it goes on."""

    place: int
    page: int
    style: str
    value: int
    chain: int = 1
    before: _Candidate | None = None


def separate(
    pages: Sequence[Sequence[PrintedLine]],
) -> tuple[list[PrintedLine], tuple[Furniture, ...]]:
    """Part the lines of all pages, each in reading order, into text and furniture."""
    lines = [line for page in pages for line in page]
    edges = _edges(pages)
    stamps = {i for i, line in enumerate(lines) if _is_stamp(line.text)}
    numbers = _page_numbers(lines, edges, stamps, len(pages))
    repeats = _repeats(lines, edges, stamps | numbers)
    middles = _middles(pages)
    kept: list[PrintedLine] = []
    furniture: list[Furniture] = []
    resumed = False
    for i, line in enumerate(lines):
        if i in stamps:
            kind = "stamp"
        elif i in numbers:
            kind = "page_number"
        elif i in repeats:
            kind = "header" if line.top < middles[line.page] else "footer"
        else:
            kept.append(line._replace(resumed=True) if resumed else line)
            resumed = False
            continue
        resumed = True
        furniture.append(Furniture(page=line.page, kind=kind, text=line.text))
    return kept, tuple(furniture)


def _middles(pages: Sequence[Sequence[PrintedLine]]) -> dict[int, float]:
    return {
        page[0].page: (min(line.top for line in page) + max(line.bottom for line in page)) / 2
        for page in pages
        if page
    }


def _edges(pages: Sequence[Sequence[PrintedLine]]) -> list[list[int]]:
    """For each page edge, the places of its lines from the edge inwards."""
    edges: list[list[int]] = []
    places = enumerate(line for page in pages for line in page)
    for page in pages:
        ranked = sorted((line.top, line.x0, place) for place, line in islice(places, len(page)))
        order = [place for _, _, place in ranked]
        edges += [order, order[::-1]]
    return edges


def _is_stamp(text: str) -> bool:
    return text[0] in "sSdDfFhH" and any_of("furniture", "stamp").fullmatch(text) is not None


# ---------------------------------------------------------------- page numbers


def _page_numbers(
    lines: Sequence[PrintedLine], edges: Sequence[Sequence[int]], stamps: set[int], pages: int
) -> set[int]:
    """Places of the lines that number pages: chains of at least three, two at page edges."""
    candidates = list(_candidates(lines))
    _link(candidates)
    outermost = {_outermost(edge, stamps) for edge in edges}
    found: set[int] = set()
    for candidate in reversed(candidates):
        edge = candidate.place in outermost
        long_enough = candidate.chain >= (2 if edge else OFTEN)
        own = edge and candidate.value == candidate.page and pages <= OFTEN
        if candidate.place not in found and (long_enough or own):
            member: _Candidate | None = candidate
            while member is not None:
                found.add(member.place)
                member = member.before
    return found


def _outermost(edge: Sequence[int], stamps: set[int]) -> int:
    return next((place for place in edge if place not in stamps), -1)


def _candidates(lines: Iterable[PrintedLine]) -> Iterator[_Candidate]:
    for place, line in enumerate(lines):
        if len(line.text) > LONGEST_NUMBER:
            continue
        for number, pattern in enumerate(patterns("furniture", "page_number")):
            match = pattern.fullmatch(line.text)
            if match is None:
                continue
            groups = match.groupdict()
            value = _value(groups["number"])
            if value:
                yield _Candidate(place, line.page, f"{number} {groups.get('prefix')}", value)
                break


def _value(number: str) -> int:
    """The number that digits or a roman numeral stand for; 0 for letters that are none."""
    if number.isdecimal():
        return int(number)
    values = [_ROMAN.get(letter, 0) for letter in number.lower()]
    if 0 in values:
        return 0
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _link(candidates: Sequence[_Candidate]) -> None:
    """Chain each candidate to the latest one with the number before (one page may be missing)."""
    latest: dict[tuple[str, int], _Candidate] = {}
    for candidate in candidates:
        for step in (1, 2):
            before = latest.get((candidate.style, candidate.value - step))
            if (
                before is not None
                and candidate.place - before.place >= APART
                and candidate.page - before.page <= 3
            ):
                candidate.before, candidate.chain = before, before.chain + 1
                break
        latest[candidate.style, candidate.value] = candidate


# ---------------------------------------------------------------- repeated lines


def _repeats(
    lines: Sequence[PrintedLine], edges: Sequence[Sequence[int]], anchors: set[int]
) -> set[int]:
    """Places of lines that repeat by an edge or an anchor, with nothing but furniture between."""
    walks = [list(edge[: REACH + len(anchors & set(edge[:REACH]))]) for edge in edges]
    for anchor in sorted(anchors):
        page = lines[anchor].page
        for step in (1, -1):
            walk: list[int] = []
            place = anchor + step
            while 0 <= place < len(lines) and lines[place].page == page and len(walk) < REACH:
                walk.append(place)
                place += step
            walks.append(walk)
    usual = _usual(lines, {place for walk in walks for place in walk} - anchors)
    found: set[int] = set()
    for walk in walks:
        for place in walk:
            if place in anchors:
                continue
            if lines[place].text not in usual:
                break
            found.add(place)
    return found


def _usual(lines: Sequence[PrintedLine], near: set[int]) -> set[str]:
    """The wordings that count as repeated, of those that stand ``near`` an anchor."""
    everywhere = Counter(line.text for line in lines)
    here = Counter(lines[place].text for place in near)
    usual = {
        text
        for text, count in here.items()
        if count >= SHARE * everywhere[text]
        and (count >= OFTEN or (count == 2 and _is_notice(text)))
    }
    counted: dict[str, list[int]] = defaultdict(list)
    for place in sorted(near):
        text = lines[place].text
        if text not in usual and _NUMBERS.search(text):
            counted[_NUMBERS.sub("#", text)].append(place)
    for places in counted.values():
        if len(places) >= OFTEN and _counts_pages([lines[place] for place in places]):
            usual.update(lines[place].text for place in places)
    return usual


def _is_notice(text: str) -> bool:
    return any_of("furniture", "notice").fullmatch(text) is not None


def _counts_pages(lines: Sequence[PrintedLine]) -> bool:
    """Whether one of the numbers in lines of the same wording goes up with the page."""
    rows = [tuple(map(int, _NUMBERS.findall(line.text))) for line in lines]
    pairs = list(pairwise(lines))
    for slot in range(len(rows[0])):
        right = sum(
            rows[i + 1][slot] - rows[i][slot] in (1, b.page - a.page) and b.page > a.page
            for i, (a, b) in enumerate(pairs)
        )
        if right >= 0.8 * len(pairs):
            return True
    return False
