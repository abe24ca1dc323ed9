"""Headings: bare ones ("SERVICE LEVELS"), and those that open a clause ("2. Payment. The ...")."""

from __future__ import annotations

import re
from typing import Final

LONGEST_HEADING: Final = 110

# Words that title case leaves small, and that no heading ends in.
_SMALL: Final = re.compile(
    r"an?|and|as|at|but|by|for|from|if|in|into|nor|of|on|or|per|than|the|to|under|upon|via|vs|versus"
    r"|with|within|without|not?|de|la|th(?:is|at|ese|ose)|its|their|any|all|each|such"
)
# A verb that makes a sentence of what could be a heading.
_VERB: Final = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|were|has|have|agrees?|means|hereby|does|do)\b"
)
_SENTENCE_END: Final = re.compile(r"[^\W\d_]{3}[.!?]\s")
_RUN_IN: Final = re.compile(
    r"([^\n.:–—]{2,90}?)\s*(?:\.(?=\s|[\"“]|$)|:(?=\s|$)|\s[-–—]+(?=\s)|[–—])"
)
# "LIMITATIONS: GENERAL. The Supplier": in capitals a colon does not end the heading.
_RUN_IN_CAPITALS: Final = re.compile(r"([^\na-z.;]{2,90}?)\s*\.(?=\s|[\"“]|$)")
# What opens the second line of a title, and what ends the first.
_JOINS: Final = re.compile(
    r"(?:and|or|of|for|to|on|by|with|in|between|among|dated|relating|regarding)\b", re.IGNORECASE
)
_JOINED: Final = re.compile(
    r"(?:\b(?:and|or|of|for|to|on|by|with|in|between|the)|,)\s*$", re.IGNORECASE
)
_HANGING: Final = re.compile(
    r"(?:(?:^|\s+)(?:and|(?:by\s+and\s+)?(?:between|among)))+$|^(?:of|for|to|by|with|in|on)$",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[^\W\d_][\w'’&/-]*")
# What a line of a price list ends in.
_PRICE: Final = re.compile(r"\s*(?:[$£€¥]\s?\d?[\d,]*(?:\.\d+)?|(?<=\s)\d[\d,]*\.\d{2})$")
# Lines of a signature or an address: a blank or a rule to fill in on, a name behind a colon, a telephone
# number, a postcode.
_FORM_LINE: Final = re.compile(
    r"_{3,}|^[-\s]{8,}\(|@|/s/|(?:\d\D{0,2}){7}|^[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}$|^(?:[\d.]+\s"
    r"|(?:by|name|title|its|date|signed|address|copy to|with a copy to|if to)\s*(?::|$)"
    r"|(?:attn|attention|tel|telephone|phone|fax|facsimile|e-?mail|if to)\b)",
    re.IGNORECASE,
)


def is_heading(text: str) -> bool:
    """Whether a whole paragraph is a heading: short, no sentence, in capitals or title case."""
    text = text.strip()
    if (
        not 2 <= len(text) <= LONGEST_HEADING
        or text[-1] in ".;,?!。；，、？！"
        or text[0] in "[{"
        or _FORM_LINE.search(text)
    ):
        return False
    return _is_titled(text.rstrip(":")) and not _SENTENCE_END.search(text)


def is_capital_heading(text: str) -> bool:
    """Whether a whole paragraph is a heading in capitals, which needs no further sign."""
    return text.isupper() and is_heading(text)


def run_in_heading(text: str) -> str | None:
    """The heading that opens the words of a clause, None when they begin with a sentence."""
    if is_heading(text):
        return _PRICE.sub("", tidy(text)) or None
    for pattern in (_RUN_IN_CAPITALS, _RUN_IN):
        found = pattern.match(text)
        if found and _is_titled(found[1]):
            return tidy(found[1])
    return None


def goes_on(line: str, behind: str) -> bool:
    """Whether a title printed over two lines goes on in the second: "FORM OF ORDER" / "AND RELEASE"."""
    return _JOINS.match(behind) is not None or _JOINED.search(line) is not None


def without_hanging_words(title: str) -> str | None:
    """A title without the words that lead on to names below it ("LEASE BETWEEN"); None of "TO"."""
    return _HANGING.sub("", title) or None


def tidy(heading: str) -> str:
    """A heading on one line, without quotes or the mark that ends it."""
    squeezed = " ".join(heading.split())
    plain = squeezed.strip("\"“”' .:;-–—")
    if plain[:1] == "[" and plain[-1:] == "]":
        plain = plain[1:-1].strip()
    return plain or squeezed


def _is_titled(text: str) -> bool:
    words = _WORDS.findall(text)
    if (
        not words
        or len(words) > 14
        or _SMALL.fullmatch(words[-1])
        or text[0] in '(),;"“'
        or text[0].islower()
    ):
        return False
    if text.lower() == text.upper():
        return False  # a script without case shows no headings
    if text.isupper():
        letters = sum(map(str.isalpha, text))
        return sum(map(str.isupper, text)) * 2 >= letters
    if _VERB.search(text):
        return False
    long = [word for word in words if not _SMALL.fullmatch(word.lower())]
    small = sum(word.islower() for word in long)
    return bool(long) and (small == 0 or (len(words) <= 5 and small <= 2 and "," not in text))
