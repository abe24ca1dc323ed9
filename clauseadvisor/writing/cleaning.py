"""Contract text made fit for a file format. Contract text is hostile until cleaned."""

from __future__ import annotations

import re
from typing import Final

#: What XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets): controls other than tab, line
#: feed and carriage return; lone surrogates; U+FFFE and U+FFFF.
_NOT_XML: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

#: Marks that turn the reading direction around can make a sentence show other than it is.
_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"\s+")


def without_surrogates(text: str) -> str:
    """Lone surrogates replaced by U+FFFD, one for one, so that UTF-8 can hold the text."""
    return _SURROGATE.sub("\ufffd", text)


def fit(text: str) -> str:
    """The text without characters that XML forbids or that turn the reading direction.

    Every kind of line break becomes a line feed; other forbidden characters become U+FFFD
    (visible, so that nobody reads past a gap).
    """
    text = _BREAKS.sub("\n", text)
    text = _DIRECTION.sub("", text)
    return _NOT_XML.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text fit for a cell: every run of white space is one space."""
    return _SPACES.sub(" ", fit(text)).strip()


_LEFT_OUT: Final = "… "
_SENTENCE: Final = re.compile(r"[.;:] (?=[\w(\"“])")


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters on one line, cut between words and marked with an ellipsis.

    >>> shortened("The Supplier shall pay a service credit", 20)
    'The Supplier shall…'
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    if " " in head and line[limit - 1] != " ":  # the cut goes through a word
        head = head.rsplit(" ", 1)[0]
    return head.rstrip(" ,;:.-–—") + "…"


def excerpt(text: str, anchor: str, limit: int) -> str:
    """At most ``limit`` characters on one line that hold the words ``anchor``, from the start of their sentence.

    The beginning where that holds them, or where they do not occur.

    >>> excerpt("It sends a bill each month. The Maker may change its rates.", "change its rates", 40)
    '… The Maker may change its rates.'
    """
    line, wanted = one_line(text), one_line(anchor)
    at = line.find(wanted) if wanted else -1
    if at < 0 or len(line) <= limit or at + len(wanted) < limit:
        return shortened(line, limit)
    room = limit - len(_LEFT_OUT)
    start = max((found.end() for found in _SENTENCE.finditer(line, 0, at)), default=0)
    if at - start > room:  # so long a sentence is cut before the words as well
        start = line.find(" ", max(start, at + len(wanted) - room, at - room // 2)) + 1
    return f"{_LEFT_OUT}{shortened(line[min(start, at) :], room)}"
