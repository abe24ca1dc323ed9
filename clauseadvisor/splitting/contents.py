"""Tables of contents: lists of headings with page numbers, which are no clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clauseadvisor.domain import Paragraph

_TITLE: Final = re.compile(r"(?:table of )?contents|index|table of schedules", re.IGNORECASE)
_LEADERS: Final = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{5,}\s*\d|(?:\t|\s{3,})\d{1,3}(?:\s|$)")
_PAGE: Final = re.compile(r"(?:\s|\.|…)(?:[A-Z]-)?(?:\d{1,3}|[ivxl]{1,6})$")
#: A list of contents has at least this many lines.
_FEWEST: Final = 4
_LONGEST_LINE: Final = 160


def contents_paragraphs(text: str, paragraphs: Sequence[Paragraph]) -> set[int]:
    """The indexes of the paragraphs that make up a table of contents."""
    found: set[int] = set()
    index = 0
    while index < len(paragraphs):
        end = _contents_end(text, paragraphs, index)
        if end > index:
            found.update(range(index, end))
            index = end
        else:
            index += 1
    return found


def _contents_end(text: str, paragraphs: Sequence[Paragraph], index: int) -> int:
    """Where the table of contents that begins at ``index`` ends; ``index`` when none begins."""
    paragraph = paragraphs[index]
    if paragraph.kind != "body":
        return index
    words = text[paragraph.start : paragraph.end]
    if _has_leaders(words):
        return index + 1
    titled = len(words) < 40 and _TITLE.fullmatch(words.strip(" :*")) is not None
    if not titled and not _is_line(words):
        return index
    at, lines, last = index + titled, 0, index
    first: str | None = None
    while at < len(paragraphs):
        words = text[paragraphs[at].start : paragraphs[at].end]
        if _is_line(words) or _has_leaders(words):
            lines += 1
            last = at
        elif not titled or len(words) > _LONGEST_LINE or words.endswith((".", ";")):
            break
        plain = _plain(words)
        if first is None and len(plain) > 3:
            first = plain
        elif plain == first:
            break  # the first heading again: the contract itself begins
        elif at - last > 3:
            break
        at += 1
    return last + 1 if lines >= (2 if titled else _FEWEST) else index


def _is_line(words: str) -> bool:
    return (
        len(words) <= _LONGEST_LINE
        and bool(_PAGE.search(words))
        and (bool(_LEADERS.search(words)) or words[:1].isupper() or words[:1].isdigit())
    )


def _has_leaders(words: str) -> bool:
    """Whether several lines of a table of contents were run together in one paragraph."""
    return ("...." in words or ". . ." in words or "…" in words) and len(
        _LEADERS.findall(words)
    ) >= 3


def _plain(words: str) -> str:
    return re.sub(r"[\W\d]+", " ", words).strip().casefold()
