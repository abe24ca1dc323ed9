"""Where a text may print a clause number: at the head of a paragraph, or inside one.

What is found here are candidates only. Whether "(c)" opens a clause or cites one is decided by
the numbers before and after it (outline.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from clauseadvisor.splitting.numbering import ATTACHMENTS, Number, is_first, parse


class Place(Enum):
    """How a candidate stands in the text."""

    FORMAT = "supplied by the format"
    HEAD = "at the head of a paragraph"
    INSIDE = "inside a paragraph, behind the end of a sentence"


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number: ``start`` to ``end`` in the text, its readings, and what follows.

    ``body`` is where the words behind it begin; ``sure`` is False where only its neighbours
    can show that it is a number (a lone "5", "A."); ``opens_sentence`` says that a capital
    follows; ``quoted`` that a quotation mark stands before it, as before what an amendment inserts.
    """

    start: int
    end: int
    body: int
    shown: str
    readings: tuple[Number, ...]
    place: Place
    sure: bool
    opens_sentence: bool = False
    quoted: bool = False


_KEYWORD: Final = (
    r"(?:ARTICLE|Article|SECTION|Section|SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX(?:URE)?|Annex(?:ure)?"
    r"|APPENDIX|Appendix|ATTACHMENT|Attachment|ADDENDUM|Addendum|CLAUSE|Clause|PART|Part"
    r"|CHAPTER|Chapter)(?=\W)|§{1,2}"
)
_ROUND: Final = r"\((?:\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|([a-z])\1{0,2}|([A-Z])\2{0,2})\)"
_DIGITS: Final = r"\d{1,3}(?:[A-Z](?![A-Za-z0-9’']))?"  # 3, and 3A that an amendment inserted
_LABEL: Final = (
    rf"{_DIGITS}(?:\.{_DIGITS}){{0,6}}(?:\([A-Za-z0-9]{{1,5}}\)){{0,3}}"
    r"|(?:\([A-Za-z0-9]{1,5}\)){1,3}"
    r"|[ivxlc]{1,6}(?![a-z]|[.-]\d)|[IVXLC]{1,6}(?![A-Za-z]|[.-]\d)"
    r"|[A-Za-z]{1,2}(?![A-Za-z])(?:[.-]\d{1,2}(?:\.\d{1,2})*)?"
)
_HEAD: Final = re.compile(
    rf"(?:(?P<keyword>{_KEYWORD})\s*)?(?P<label>{_LABEL})(?P<closing>\s?[.):](?![.\d])|)(?P<gap>[\s\t]*)"
)
# "2.2 (c) Reports": the last step of a number, set apart by a blank.
_APART: Final = re.compile(r"(?<=[\dA-Z]) (\(([a-z]{1,4})\))(?=\s)")
# What text that an amendment inserts may begin with, behind its quotation mark.
_QUOTED: Final = re.compile(r"[\"“](?=\d|(?:Section|SECTION|Article|ARTICLE|Clause|CLAUSE)\s+\d)")
# The rest of a term or a title in quotation marks: what an amendment inserts is longer.
_TERM: Final = re.compile(r"[^\"”]{0,60}[\"”]")

# Behind the end of a sentence (or a heading in capitals): "... Agreement. 1.3 Supplier shall".
# The first character is the end of what stands before: a search for it skips what a look behind
# every blank would have to judge.
_INSIDE: Final = re.compile(
    r"[.;\u037e:!?)\"”’\]A-Z]\s+"
    rf"(?=(?:[\"“]?{_DIGITS}(?:\.{_DIGITS})*(?: ?\([a-z]{{1,3}}\)|[.)]?)"
    r"|\((?:[a-z]{1,3}|[A-Z]{1,3}|\d{1,2})\)|[a-z]{1,3}\)"
    r"|(?:ARTICLE|Article|SECTION|Section)\s+[\dIVXLC]+(?:\.\d+)*[.:]?)\s*[\"“A-Z]"
    r"|[b-z]\.\s[a-z]{2})"
)

# Words that show that the number before them counts or cites: "4.2 above", "30 days".
_CITED: Final = re.compile(
    r"(?:above|below|hereof|herein|hereto|hereunder|of|and|or|to|through|thru|shall|will|is|are|was"
    r"|were|has|have|in|for|with|applies|apply|days?|hours?|minutes?|months?|weeks?|years?|business"
    r"|calendar|units?|times|percent|per|million|billion|thousand|hundred|dollars?|shares?|copies"
    r"|st|nd|rd|th)\b|[%°,;]|[)\]]"
    # "Section 4.2 (Fees) applies": a title in brackets belongs to the number before it
    r"|\([^)]{1,80}\),?\s+(?:of|and|or|to|shall|will|is|are|in|appl(?:y|ies)|above|below|hereof)\b",
)
# Abbreviations whose full stop ends no sentence.
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:No|Nos|Sec|Secs|Art|Arts|Para|Paras|Cl|Sch|Ex|App|p|pp|vs?|St|Mr|Mrs|Ms|Dr|Sections?"
    r"|Articles?|Clauses?|Paragraphs?|Schedules?|Exhibits?|Annex|Appendix|Rule|Item|Items)\.?)$",
    re.IGNORECASE,
)


def head_marker(text: str, start: int, end: int) -> Marker | None:
    """The number that the paragraph ``text[start:end]`` may begin with."""
    quoted = text[start] in '"“' and _QUOTED.match(text, start, end) is not None
    found = _HEAD.match(text, start + quoted, end)
    if found is None or (quoted and _TERM.match(text, start + 1, end)):
        return None
    keyword, label, closing = found["keyword"] or "", found["label"], found["closing"].strip()
    apart = not closing and label[0].isdigit() and not keyword
    step = _APART.match(text, found.end("label"), end) if apart else None
    if step and _has_last_step(label, step[2], quoted=quoted):
        return _with_last_step(text, start, end, step, quoted=quoted)
    if closing == ")" and label.endswith(")"):
        return None
    body, behind = found.end(), text[found.end() : min(found.end() + 100, end)]
    if (
        not found["gap"]
        and behind
        and label[-1] != ")"
        and not (closing and (behind[0].isupper() or behind[0] in "\"“'(["))
    ):
        return None
    readings = parse(f"{keyword} {label}{closing}".strip())
    if not readings or not _may_open(keyword, label, closing, behind):
        return None
    if keyword.casefold() in ATTACHMENTS and not _is_title(text[body:end]):
        return None
    marker_end = found.end("closing") if closing else found.end("label")
    parted = found["gap"] != "" or not behind[:1].islower()
    sure = parted and (
        bool(keyword)
        or label.startswith("(")
        or ("." in label and bool(behind))
        or (closing != "" and label[0].isdigit())
        or (quoted and label[-1].isalpha() and behind[:1].isupper())
    )
    if quoted and not sure:
        return None
    return Marker(
        start,
        marker_end,
        body,
        _shown(text[found.start() : marker_end]),
        readings,
        Place.HEAD,
        sure,
        behind[:1].isupper(),
        quoted,
    )


def _has_last_step(label: str, letter: str, *, quoted: bool) -> bool:
    """Whether "(c)" behind "2.2" is its last step, and not the first item of the list below it."""
    if label[-1] == ")":
        return False
    return quoted or ("." in label and not any(map(is_first, parse(f"({letter})"))))


def _with_last_step(
    text: str, start: int, end: int, step: re.Match[str], *, quoted: bool
) -> Marker | None:
    """The marker of a number whose last step is set apart: "2.2 (c)" is 2.2(c)."""
    shown = text[start + quoted : step.start()] + step[1]
    body = step.end()
    while body < end and text[body].isspace():
        body += 1
    readings = parse(shown)
    if not readings or not text[body : body + 1].isupper():
        return None
    return Marker(start, step.end(), body, shown, readings, Place.HEAD, True, True, quoted)


def _may_open(keyword: str, label: str, closing: str, behind: str) -> bool:
    """Whether the words behind a number at the head of a paragraph let it be a clause number."""
    bare = not closing and not label.endswith(")")
    if bare and not keyword and label[0].isalpha():
        return False
    if not behind:
        return not bare or bool(keyword) or "." in label  # a lone "7" is a page number
    if behind[0].islower():
        if _CITED.match(behind):
            return False
        return not bare or "." in label
    if _CITED.match(behind):
        return False
    if behind[0].isdigit() or behind[0] in "/-":
        return bool(keyword) or bool(closing) or label[0] == "("
    return True


def _is_title(behind: str) -> bool:
    """Whether what follows "Schedule 1" makes it a title and not the start of a sentence."""
    behind = behind.strip()
    return len(behind) <= 120 and not (behind[:1].islower() or behind.endswith((".", ";", ",")))


def is_attachment_line(words: str) -> bool:
    """Whether a line names an attachment, as lists of them do: "Schedule 1 - Services"."""
    marker = head_marker(words, 0, len(words))
    return marker is not None and marker.readings[0].keyword.casefold() in ATTACHMENTS


def inside_markers(text: str, start: int, end: int) -> list[Marker]:
    """The numbers that may open a clause in the middle of the paragraph ``text[start:end]``."""
    found = []
    for gap in _INSIDE.finditer(text, max(start - 1, 0), end):
        before = gap.start() + 1
        marker = head_marker(text, gap.end(), end)
        # "...; c. the hiring of staff": a letter with a point, behind the end of an item
        listed = text[gap.end()].islower() and text[gap.start()] in ";)"
        if (
            marker is None
            or not (marker.sure or (listed and len(marker.shown) == 1))
            or _ABBREVIATED.search(text, max(start, before - 12), before)
        ):
            continue
        after_capital = text[gap.start()].isupper()
        if after_capital and len(marker.readings[0].values) < 2:
            continue
        found.append(replace(marker, place=Place.INSIDE))
    return found


def format_marker(text: str, start: int, end: int, number: str) -> Marker:
    """The number that the format itself supplies; it has no readings when it is a bullet."""
    after = start + len(number)
    body = after
    while body < end and text[body].isspace():
        body += 1
    return Marker(
        start, after, body, _shown(number), parse(" ".join(number.split())), Place.FORMAT, True
    )


def _shown(printed: str) -> str:
    """The number as users write it: without the point or colon behind it."""
    squeezed = " ".join(printed.split()).rstrip(".: ")
    return squeezed or printed.strip()
