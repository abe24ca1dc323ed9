"""From printed lines back to paragraphs.

What decides between two lines, in this order: do they share a row; does a page or column end
between them; how wide is the gap; does the second open with a number; would its first word
have fit on the first (then somebody ended the paragraph there); is it indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from clauseadvisor.reading.printed import PrintedLine

#: A gap this much wider than the usual distance between lines ends a paragraph.
WIDE: Final = 1.3
#: An indent counts from this share of the line distance on.
INDENT: Final = 0.8
#: Words at the end of a line that promise more to come.
PROMISE: Final = re.compile(
    r"(?:,|\b(?:and|or|of|the|to|in|by|for|with|a|an|at|any|such|its|this|that|on|from|as|is|are|be|shall|will|may))$"
)
#: Ends a sentence or list item, behind any closing quotes and brackets.
ENDED: Final = re.compile(r"[.;:?!](?:[\"'”’)\]]*)(?:\s+(?:and|or|and/or))?$")
#: How much of a line's end these look at: a search from its beginning would cost ten times more.
TAIL: Final = 24
#: The head of a numbered or bulleted paragraph. Whether it is one depends on what stands before.
MARKER: Final = re.compile(
    r"""
    (?: \(\s?(?:\d{1,3}|[A-Za-z]{1,2}|[ivxlcIVXLC]{1,7})\s?\)(?=\W|[A-Z]|$)   # (1) (a) (iv)
      | (?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)(?=\s|$)                          # 1) a)
      | \d{1,3}(?:\.\d{1,3}){1,5}\.?(?=\s|[A-Z“"(]|$)                         # 1.1  1.1.2
      | \d{1,3}\.(?=\s|[A-Z“"(]|$)                                            # 1.
      | (?:[A-Z]|[IVX]{2,6})\.(?=\s|$)                                         # A.  IV.
      | (?i:article|section|clause|schedule|exhibit|annex|appendix|attachment)
        \s+(?:\d[\d.]*|[A-Z]|[IVXLC]{1,7})\b(?!\s+(?:of|hereof|hereto|above|below|and|or|to)\b)(?!\s*[,;)])
      | [•●▪◦‣·–—*-]\s                                                         # bullets
    )""",
    re.VERBOSE,
)
#: The page number that ends an entry of a table of contents.
CONTENTS: Final = re.compile(r"(?:^|[\s.])(?:\d{1,3}|[ivxl]{1,6})$")
_WITNESS_STARTS: Final = frozenset("WNI")
WITNESS: Final = re.compile(r"(?:WHEREAS|NOW,? THEREFORE|IN WITNESS WHEREOF|WITNESSETH)\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual on a page: distance of lines, and where full lines end."""

    leading: float
    right: float


Place = tuple[int, int]  # page and column


def paragraphs_of(
    lines: Sequence[PrintedLine], *, leading: float | None = None
) -> list[list[PrintedLine]]:
    """Group lines, which are in reading order, into paragraphs.

    ``leading`` is the distance of lines within a paragraph, where it is known.
    """
    if not lines:
        return []
    measures = _measures(lines)
    if leading is not None:
        measures = {place: Measure(leading, known.right) for place, known in measures.items()}
    groups = [[lines[0]]]
    for line in lines[1:]:
        group = groups[-1]
        if _goes_on(group, line, measures):
            group.append(line)
        else:
            groups.append([line])
    return groups


def has_ended(text: str) -> bool:
    """Whether a sentence or list item ends with ``text``."""
    return ENDED.search(text[-TAIL:]) is not None


def runs_on(last: str, following: str) -> bool:
    """Whether ``following`` reads on from ``last`` in the middle of a sentence."""
    if not following or has_ended(last):
        return False
    return (following[0].islower() and not MARKER.match(following)) or (
        PROMISE.search(last[-TAIL:]) is not None and not MARKER.match(following)
    )


def _goes_on(
    group: Sequence[PrintedLine], line: PrintedLine, measures: dict[Place, Measure]
) -> bool:
    last = group[-1]
    if last.table is not None or line.table is not None:
        return False
    if last.broken:
        return True
    measure = measures[line.page, line.column]
    leading = measure.leading
    fall = line.baseline - last.baseline
    if line.resumed or last.page != line.page or last.column != line.column or fall < -leading / 2:
        return _goes_over(last, line, measures[last.page, last.column])
    if abs(fall) <= leading * 0.3 and line.x0 >= last.x1 - 1:
        return True
    text = line.text
    marked = MARKER.match(text) is not None
    if fall > leading * WIDE + 0.5:
        return not marked and fall < leading * 3.2 and runs_on(last.text, text)
    ended = has_ended(last.text)
    short = _is_short(last, line, measure)
    if marked and (ended or short or _is_heading(last.text) or _is_contents(group)):
        return False
    if text[0] in _WITNESS_STARTS and WITNESS.match(text):
        return False
    if short:
        return runs_on(last.text, line.text) and line.text[0].islower()
    return not (ended and _is_indented(group, line, measure))


def _goes_over(last: PrintedLine, line: PrintedLine, measure: Measure) -> bool:
    """Whether a paragraph goes on behind the end of a page or column."""
    if MARKER.match(line.text) or has_ended(last.text) or WITNESS.match(line.text):
        return False
    if runs_on(last.text, line.text):
        return True
    return (
        not _is_short(last, line, measure)
        and not _is_heading(last.text)
        and not _is_heading(line.text)
    )


def _is_short(last: PrintedLine, line: PrintedLine, measure: Measure) -> bool:
    """Whether the first word of ``line`` would have fit behind ``last``."""
    text = line.text
    length = len(text) or 1
    width = (line.x1 - line.x0) / length
    word = (text.find(" ") + 1) or length + 1
    return last.x1 + word * width < measure.right - 0.3 * width


def _is_indented(group: Sequence[PrintedLine], line: PrintedLine, measure: Measure) -> bool:
    """Whether ``line`` opens with the indent of a first line."""
    body = group[-1].x0
    step = measure.leading * INDENT
    if len(group) == 1:
        # A single full line: another like it, standing just as far in, is a first line as well
        # only where the page has lines further out, which its measure does not tell.
        return False
    return line.x0 > body + step or (
        abs(group[0].x0 - body) > step and abs(line.x0 - group[0].x0) < 2
    )


def _is_contents(group: Sequence[PrintedLine]) -> bool:
    """Whether the paragraph so far looks like an entry of a table of contents."""
    return (
        CONTENTS.search(group[-1].text[-TAIL:]) is not None
        and MARKER.match(group[0].text) is not None
    )


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and text.isupper() and len(text) < 100


def _measures(lines: Sequence[PrintedLine]) -> dict[Place, Measure]:
    """The measure of each page and column; those with little text borrow from the document."""
    places: dict[Place, list[PrintedLine]] = {}
    for line in lines:
        places.setdefault((line.page, line.column), []).append(line)
    whole = _measure(lines, None)
    return {
        place: _measure(held, whole) if len(held) >= 8 else whole for place, held in places.items()
    }


def _measure(lines: Sequence[PrintedLine], whole: Measure | None) -> Measure:
    """``leading`` is the commonest fall between two lines, ``right`` where one in ten lines ends."""
    falls: dict[float, int] = {}
    previous = lines[0]
    for line in lines[1:]:
        fall = line.baseline - previous.baseline
        if 4 < fall < 60 and line.page == previous.page:
            step = round(fall * 2) / 2
            falls[step] = falls.get(step, 0) + 1
        previous = line
    ends = sorted(line.x1 for line in lines)
    right = ends[int(len(ends) * 0.95)] if len(ends) > 1 else ends[0]
    if whole is not None and right < whole.right * 0.75 and not lines[0].column:
        right = whole.right
    if not falls:
        return Measure(whole.leading if whole else 12.0, right)
    leading = max(falls, key=lambda step: (falls[step], -step))
    return Measure(leading, right)


class Vocabulary:
    """The words of a document: tells how a word that a line end breaks is written elsewhere."""

    __slots__ = ("_text",)

    def __init__(self, lines: Iterable[PrintedLine]) -> None:
        self._text = "\n".join(line.text for line in lines).lower()

    def __contains__(self, word: str) -> bool:
        """Whether ``word``, in small letters, stands anywhere as a whole word."""
        text, at = self._text, self._text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_WORDY.match(text, end) or (at and _WORDY.match(text, at - 1))):
                return True
            at = text.find(word, at + 1)
        return False


_WORDY: Final = re.compile(r"[^\W\d_]|-")
_TAIL: Final = re.compile(r"[^\W\d_]+$")
_HEAD: Final = re.compile(r"[^\W\d_]+")
#: Prefixes that keep their hyphen where nothing else decides.
PREFIXES: Final = frozenset(
    {
        "non",
        "self",
        "co",
        "ex",
        "pre",
        "post",
        "all",
        "sub",
        "well",
        "third",
        "long",
        "short",
        "on",
        "off",
        "up",
        "follow",
        "cross",
        "pro",
    }
)


def mend(left: str, right: str, words: Vocabulary) -> str:
    """What to put between the halves of a word broken at a line end: nothing, or its hyphen.

    The document's other words decide; where they do not, a prefix or two words that stand
    alone elsewhere keep the hyphen.
    """
    tail, head = _TAIL.search(left.lower()), _HEAD.match(right.lower())
    if tail is None or head is None:
        return "-"
    first, second = tail.group(), head.group()
    if first + second in words:
        return ""
    if f"{first}-{second}" in words or first in PREFIXES:
        return "-"
    return "-" if first in words and second in words else ""
