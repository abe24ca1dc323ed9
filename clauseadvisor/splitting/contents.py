"""Tables of contents: lists of headings with page numbers, which are no clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from clauseadvisor.domain import Paragraph
from clauseadvisor.splitting.markers import is_attachment_line

_TITLE: Final = re.compile(r"(?:table of )?contents|index|table of schedules", re.IGNORECASE)
_LEADERS: Final = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
# "Payment 12", "Payment ........ 12", "Payment\tA-3"
_ENTRY: Final = re.compile(r"(?P<gap>[\s.…_]+)(?:[A-Z]{1,2}-)?(?:(?P<page>\d{1,3})|[ivxl]{1,6})$")
_GAP: Final = re.compile(r"(?:\s*[.…_]{3,}[\s.…_]*|\s+)$")
_NAMED: Final = re.compile(r"[^\W\d_]{3}")
_LEADER_MARKS: Final = ("....", ". . .", "…")
_LEADER_MARK: Final = re.compile("|".join(map(re.escape, _LEADER_MARKS)))
# Entries that ran together in one paragraph: "1 Definitions 2 2 Basic Principles 6 3 ..."
_RUN_TOGETHER: Final = re.compile(r"[A-Za-z)]\.?\s+\d{1,3}\s+(?:\d{1,3}\b|[A-Z(]|$)")
#: A list of contents without a title has at least this many lines, one with a title two.
_FEWEST: Final = 4
_LONGEST_LINE: Final = 160
#: So many other lines (titles of parts, rules, dates) may stand between two entries.
_WIDEST_GAP: Final = 4


def contents_paragraphs(text: str, paragraphs: Sequence[Paragraph]) -> set[int]:
    """The indexes of the paragraphs that make up a table of contents."""
    found: set[int] = set()
    leaders = [mark.start() for mark in _LEADER_MARK.finditer(text)]
    index = 0
    while index < len(paragraphs):
        end = _contents_end(text, paragraphs, index, leaders)
        found.update(range(index, end))
        index = max(end, index + 1)
    return found


def _contents_end(
    text: str, paragraphs: Sequence[Paragraph], index: int, leaders: Sequence[int]
) -> int:
    """Where the table of contents that begins at ``index`` ends; ``index`` when none begins.

    ``leaders`` are the places of the dots that lead to page numbers, in order.
    """
    first = paragraphs[index]
    if first.kind not in ("body", "table") or not _may_begin(text, first.start, first.end, leaders):
        return index
    words = text[first.start : first.end]
    titled = len(words) < 40 and _TITLE.fullmatch(words.strip(" :*")) is not None
    if not titled and _entry_page(words, 0) is None:
        return index
    wide = titled  # what is surely a list of contents may hold other lines
    entries, last, page, seen = 0, index, 0, set[str]()
    for at in range(index + titled, len(paragraphs)):
        words = text[paragraphs[at].start : paragraphs[at].end]
        plain = _plain(words)
        found = _entry_page(words, page)
        if found is None and plain in seen:
            break  # the first heading again: the contract itself begins
        if found is not None or (titled and is_attachment_line(words)):
            entries += 3 if _runs_together(words) else 1
            last, page = at, page if found is None else found
            wide = wide or _LEADERS.search(words) is not None
            seen.add(plain)
        elif len(words) > _LONGEST_LINE or at - last >= (_WIDEST_GAP if wide else 1):
            break
    return last + 1 if entries >= (2 if titled else _FEWEST) else index


def _may_begin(text: str, start: int, end: int, leaders: Sequence[int]) -> bool:
    """A look at the ends, which spares nearly all paragraphs the regular expressions."""
    if end - start > _LONGEST_LINE:
        return bisect_left(leaders, start) < bisect_left(leaders, end)
    return end - start < 40 or text[end - 1].isdigit() or text[end - 1] in "ivxl"


def _entry_page(words: str, page: int) -> int | None:
    """The page that a line of a table of contents points to, None when it is no such line.

    Pages do not run backwards: a price list is no table of contents. Lines that ran together
    and pages in roman numerals or with a letter ("A-3") count as ``page``.
    """
    if len(words) > _LONGEST_LINE:
        return page if _runs_together(words) else None
    if not (words[-1].isdigit() or words[-1] in "ivxl"):
        return None
    found = _ENTRY.search(words, 1)
    gap = _GAP.search(found["gap"]) if found else None
    named = _NAMED.search(words) is not None and (words[0].isupper() or words[0].isdigit())
    if found is None or gap is None or not named:
        return page if _runs_together(words) else None
    if found["page"] is None or "-" in words[found.end("gap") :]:
        return page if words[-1].isdigit() or len(gap[0]) > 2 else None
    return int(found["page"]) if int(found["page"]) >= page else None


def _runs_together(words: str) -> bool:
    """Whether several lines of a table of contents were run together in one paragraph."""
    led = any(leader in words for leader in _LEADER_MARKS)
    if led and len(_LEADERS.findall(words)) >= 3:
        return True
    entries = len(_RUN_TOGETHER.findall(words))
    return entries >= 4 and entries * 60 > len(words)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", words)).casefold()
