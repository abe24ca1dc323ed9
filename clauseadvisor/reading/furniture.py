"""Page furniture: what is printed on every page and belongs to none of the sentences.

Three things give it away. A *stamp* has a known wording. A *page number* goes up by one from page
to page (:mod:`clauseadvisor.reading.page_numbers`). Anything else has to *repeat* next to an
anchor: the edge of a page, a page number, a stamp.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import Final

from clauseadvisor.domain import Furniture
from clauseadvisor.reading.page_numbers import page_numbers
from clauseadvisor.reading.patterns import any_of, table
from clauseadvisor.reading.printed import PrintedLine

#: How many lines of furniture may stand between an anchor and the text.
REACH: Final = 5
#: A line that repeats by an anchor this often is furniture (a notice: twice)...
OFTEN: Final = 3
#: ...if this share of all its occurrences is by an anchor...
SHARE: Final = 0.6
#: ...and it is on this share of the pages from the first to the last that has it.
DENSE: Final = 0.4
#: A line with more numbers than this is a row of figures.
FIGURES: Final = 4
#: A line with fewer letters than this is a blank to fill in ("By:") or a rule of dashes.
LETTERS: Final = 5

_NUMBERS: Final = re.compile(r"\d+")
#: Stamps start with these; asked first, since the question is put to every line.
_STAMP_STARTS: Final = frozenset("sSdDfFhH0123456789")


def separate(
    pages: Sequence[Sequence[PrintedLine]],
) -> tuple[list[PrintedLine], tuple[Furniture, ...]]:
    """Part the lines of all pages, each in reading order, into text and furniture.

    Where nothing would be left, what looks like furniture is the text.
    """
    lines = [line for page in pages for line in page]
    edges = _edges(pages)
    stamp = any_of("furniture", "stamp").fullmatch
    stamps = {
        place
        for place, line in enumerate(lines)
        if line.text[0] in _STAMP_STARTS and stamp(line.text)
    }
    outermost = {next((place for place in edge if place not in stamps), -1) for edge in edges}
    numbers = page_numbers(lines, outermost, len(pages))
    repeats = _repeats(lines, edges, stamps | numbers)
    kept: list[PrintedLine] = []
    furniture: list[Furniture] = []
    resumed = False
    for place, line in enumerate(lines):
        if place in stamps:
            kind = "stamp"
        elif place in numbers:
            kind = "page_number"
        elif place in repeats:
            kind = repeats[place]
        else:
            kept.append(line._replace(resumed=True) if resumed else line)
            resumed = False
            continue
        resumed = True
        furniture.append(Furniture(page=line.page, kind=kind, text=line.text))
    if not kept:
        return lines, ()
    return kept, tuple(furniture)


def _edges(pages: Iterable[Sequence[PrintedLine]]) -> list[list[int]]:
    """For each page edge, the places of the page's lines from the edge inwards."""
    edges: list[list[int]] = []
    places = enumerate(line for page in pages for line in page)
    for page in pages:
        ranked = sorted((line.top, line.x0, place) for place, line in islice(places, len(page)))
        order = [place for _, _, place in ranked]
        edges += [order, order[::-1]]
    return edges


def _is_notice(text: str) -> bool:
    return any_of("furniture", "notice").fullmatch(text) is not None


# ---------------------------------------------------------------- repeated lines


def _repeats(
    lines: Sequence[PrintedLine], edges: Sequence[Sequence[int]], anchors: set[int]
) -> dict[int, str]:
    """Lines that repeat by an edge or an anchor, with nothing but furniture between.

    Place and kind of each: a header is reached from the top of its page, a footer otherwise.
    """
    # Text without page breaks has no edges at which furniture could repeat.
    edges = edges if len(edges) > 2 else ()
    walks = [_inwards(edge, anchors) for edge in edges]
    for anchor in sorted(anchors):
        walks += [_onwards(lines, anchor, 1, anchors), _onwards(lines, anchor, -1, anchors)]
    near = {place for walk in walks for place in walk}
    lines = _spelt_alike(lines, near)
    texts = Counter([line.text for line in lines])
    usual = _usual(lines, near, texts)
    if not usual:
        return {}
    wordings = {_wording(text) for text in usual}
    longest = max(map(len, usual)) + 3 * FIGURES
    # Most lines begin otherwise than all of these: their wording need not be made.
    firsts = {wording[0] for wording in wordings}
    numbered = "#" in firsts
    everywhere = Counter(
        wording
        for line in lines
        if len(line.text) <= longest
        and (line.text[0] in firsts or (numbered and line.text[0].isdecimal()))
        and (wording := _wording(line.text)) in wordings
    )
    # "ATTACHMENT 6" repeats as often as its own wording does, not as often as all attachments.
    often = {
        text: texts[text] if texts[text] >= OFTEN else everywhere[_wording(text)] for text in usual
    }
    reached = _reached(lines, walks, usual, often)
    # Much of what stands near an anchor stands behind text: only what was reached counts.
    counts = Counter(_wording(lines[place].text) for place in reached)
    usual = {
        text
        for text in usual
        if _is_notice(text)
        or counts[_wording(text)] >= max(OFTEN, SHARE * everywhere[_wording(text)])
    }
    kinds = dict.fromkeys(_reached(lines, walks, usual, often), "footer")
    tops = walks[: len(edges) : 2]
    return kinds | dict.fromkeys(_reached(lines, tops, usual, often), "header")


def _spelt_alike(lines: Sequence[PrintedLine], near: Iterable[int]) -> Sequence[PrintedLine]:
    """The lines, those ``near`` an anchor without the blanks that one of a repeated line has less.

    A line of a footer may be spaced otherwise on one page: "Annex /Acme" for "Annex / Acme".
    """
    texts = Counter([lines[place].text for place in near])
    often = {"".join(text.split()): text for text, count in texts.items() if count >= OFTEN}
    changed = {
        place: often[bare]
        for place in near
        if texts[text := lines[place].text] < OFTEN and (bare := "".join(text.split())) in often
    }
    if not changed:
        return lines
    return [
        line._replace(text=changed[place]) if place in changed else line
        for place, line in enumerate(lines)
    ]


def _inwards(edge: Sequence[int], anchors: set[int]) -> list[int]:
    """The first lines from a page edge that are no anchors."""
    return list(islice((place for place in edge if place not in anchors), REACH))


def _onwards(lines: Sequence[PrintedLine], anchor: int, step: int, anchors: set[int]) -> list[int]:
    """The lines of the same page that follow or precede an anchor, up to the next."""
    walk: list[int] = []
    place = anchor + step
    while (
        0 <= place < len(lines)
        and lines[place].page == lines[anchor].page
        and place not in anchors
        and len(walk) < REACH
    ):
        walk.append(place)
        place += step
    return walk


def _reached(
    lines: Sequence[PrintedLine],
    walks: Iterable[Sequence[int]],
    usual: set[str],
    often: Mapping[str, int],
) -> set[int]:
    """Places that the walks reach through repeated lines; ``often`` tells how much each repeats.

    A line must repeat about as often as the one outside it: what is the same on some pages only,
    under a header of all pages, is text of these pages.
    """
    found: set[int] = set()
    for walk in walks:
        most = 0
        for place in walk:
            text = lines[place].text
            count = often.get(text, 0)
            if text not in usual or (count < most / 2 and not _is_notice(text)):
                break
            most = max(most, count)
            found.add(place)
    return found


def _wording(text: str) -> str:
    return _NUMBERS.sub("#", text)


def _usual(
    lines: Sequence[PrintedLine], near: Iterable[int], everywhere: Mapping[str, int]
) -> set[str]:
    """The texts that count as repeated, of the lines that stand ``near`` an anchor.

    ``everywhere`` counts the texts of all lines.
    """
    here: dict[str, list[int]] = defaultdict(list)
    counting: dict[str, list[int]] = defaultdict(list)
    for place in sorted(near):
        text = lines[place].text
        here[text].append(place)
        if everywhere[text] < OFTEN and _NUMBERS.search(text):
            counting[_wording(text)].append(place)
    usual = {
        text
        for text, places in here.items()
        if len(places) >= SHARE * everywhere[text]
        and _is_repeated(text, [lines[p] for p in places])
    }
    for places in counting.values():
        if len(places) >= OFTEN and _counts_pages([lines[place] for place in places]):
            usual.update(lines[place].text for place in places)
    return usual


def _is_repeated(text: str, lines: Sequence[PrintedLine]) -> bool:
    if len(lines) < 2:
        return False
    if _is_notice(text):
        return True
    if sum(c.isalpha() for c in text) < LETTERS or len(_NUMBERS.findall(text)) > FIGURES:
        return False
    pages = {line.page for line in lines}
    if len(pages) == 1:
        return len(lines) >= OFTEN
    return len(lines) >= OFTEN and len(pages) >= DENSE * (max(pages) - min(pages) + 1)


def _counts_pages(lines: Sequence[PrintedLine]) -> bool:
    """Whether one of the numbers in lines of the same wording goes up with the page.

    Numbered headings at page tops do so too: what they number is no page.
    """
    words = lines[0].text.lower().split()
    if words[0].rstrip(".:") in table("furniture")["numbered_line"]["heading"]:
        return False
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
