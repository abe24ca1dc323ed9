"""Other agreements that a contract speaks of: those it changes, those beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from clauseadvisor.domain import Paragraph
from clauseadvisor.reading.patterns import compiled, table

#: The title of the contract is among so many first paragraphs, each shorter than this.
TITLES: Final = 12
TITLE: Final = 120
#: How far before and behind the word "Agreement" its name, and what shows that it is a paper, may stand.
_BEFORE: Final = 110
_BEHIND: Final = 260

_WORDS: Final = ("Agreement", "Contract")
_NUMBERED: Final = re.compile(r"\s+(?:No|Number|Reference)\b")
# What stands before most of them: "this Agreement", which is no other paper.
_OWN: Final = ("this ", "This ", "the ", "The ", "his\n", "he\n")
_NAME: Final = re.compile(r"(?:[A-Z][\w&’'-]*,?\s+(?:(?:and|of|for|&)\s+)?){1,7}$")
_ATTACHED: Final = re.compile(r"\W{0,3}(?i:exhibit|schedule|annex|appendix|attachment|form of)\b")


def other_agreements(text: str, paragraphs: Sequence[Paragraph], *, part: bool) -> Iterator[str]:
    """The names of other agreements in the order in which they come, each once.

    ``part`` says that the contract is part of another one, whose name stands in its title. The
    contract itself and what is attached to it are left out.
    """
    is_own = _own_names(text, paragraphs, part=part)
    found: dict[str, str] = {}
    for start, end in _places(text):
        if text.startswith(_OWN, start - 5) or text.startswith(_OWN, start - 4):
            continue
        named = _named(text, start, end)
        if named is None:
            continue
        name, shown = named
        key = name.casefold()
        if shown and key not in found and not is_own(name):
            found[key] = name
    for pattern in compiled("references", "customary"):
        for match in pattern.finditer(text):
            key = match["name"].casefold()
            if key not in found and not is_own(match["name"]):
                found[key] = match["name"]
    # "the Purchase Agreement" is short for the Stock Purchase Agreement that was named before.
    for key, name in found.items():
        if not any(other.endswith(f" {key}") for other in found):
            yield name


def _places(text: str) -> list[tuple[int, int]]:
    """Where the words stand that end such a name: most of them in "this Agreement"."""
    found = []
    for word in _WORDS:  # far cheaper than a pattern, and asked of whole contracts
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not text[end : end + 1].isalnum() and not _NUMBERED.match(text, end):
                found.append((at, end))
            at = text.find(word, end)
    return sorted(found)


def _named(text: str, start: int, end: int) -> tuple[str, bool] | None:
    """The name that ends with the word from ``start`` on, and whether it is shown to be a paper."""
    floor = max(0, start - _BEFORE)
    before = text[max(0, start - 24) : start].split()
    if not before or not before[-1].lstrip("(\"“‘'")[:1].isupper():
        return None  # most stand behind "each" or "any": spares the search for a name
    found = _NAME.search(text, floor, start)
    if found is None:
        return None
    words = found[0].split()
    if not {"This", "THIS"}.isdisjoint(words):
        return None  # the title of the contract, and its first words
    dropped = table("references")["agreement_words"]
    while words and words[0].strip(",").lower() in dropped["no_names"]:
        words.pop(0)
    name = " ".join([*words, text[start:end]])
    if (
        not words
        or words[-1].endswith(",")
        or any(name.lower().startswith(each) for each in dropped["not_papers"])
    ):
        return None
    at = start - len(found[0]) + found[0].index(words[0])
    above, behind = text[floor:at], text[end : end + _BEHIND]
    if above.rstrip().lower().endswith("this"):
        return None
    shown = any(p.search(above) for p in compiled("references", "agreement_before"))
    return name, shown or any(p.match(behind) for p in compiled("references", "agreement_behind"))


def _own_names(text: str, paragraphs: Sequence[Paragraph], *, part: bool) -> Callable[[str], bool]:
    """Asks whether a name is that of the contract or of what is attached."""
    short = [text[p.start : p.end] for p in paragraphs if p.end - p.start < TITLE]
    first = (text[p.start : p.end] for p in paragraphs[:TITLES] if p.end - p.start < TITLE)
    titles = [line for line in first if line[-1] not in ".;" and not part]
    attached = [line for line in short if (line.isupper() and not part) or _ATTACHED.match(line)]
    titled = " ".join(" ".join([*titles, *attached]).split()).casefold()

    def is_own(name: str) -> bool:
        spoken = (f"his {name}", f"his\n{name}", f"THIS {name.upper()}")
        return name.casefold() in titled or any(each in text for each in spoken)

    return is_own
