"""Parties that the opening of a contract does not name: found in its sentences and signatures.

A form left blank names nobody, and its parties go by their part in it ("Provider will ...").
Agreements of many name their parties where they sign.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from clauseadvisor.labelling.lexicon import lexicon

#: A part in the contract makes a party when so many sentences say what it does.
OFTEN = 3
#: More signatures than this are a list of something else.
MOST = 100

_PLAIN = re.compile(
    r"\b[Aa]greement\s+(?:is\s+)?(?:made\s+)?between\s+(?P<first>[A-Z][^\s,;()]*(?:\s[^\s,;()]+){0,4}?)"
    r"\s+and\s+(?P<second>[^\s,;().]+(?:\s[^\s,;().]+){0,3})[.,;](?=\s|$)"
)
_FOR = re.compile(r"\bfor and on behalf of\s*:?\s*(?P<name>[A-Z][^\n]{2,80}?)[ ,;:]*(?=\n|$)", re.I)
_ABOVE = re.compile(
    r"(?:^|\n)(?P<name>(?!By\b|Per\b|Its\b)[A-Z][^\n:]{2,80})\n(?:By|BY|Per)\s*:(?=[^\n]*\S)"
)
_OWN_HAND = re.compile(r"\n/s/\s*(?P<name>[A-Z][^\n]{3,60}?)\s*\n(?P=name)[ \t]*(?=\n|$)")
_AGREEING = re.compile(
    r"_{4,}[\s,]*\((?:the\s+|each an?\s+)?[\"“](?P<part>[A-Z][^\"”]{2,40})[\"”]\),?(?:\s\w+){0,4}\s(?:hereby\s)?agrees?\b"
)
_KIND = re.compile(r"[\s,]+(?:inc|incorporated|ltd|limited|corp|corporation|plc|llc)\b\W*$")
_DOES = r"\s+(?:shall|will|may|must|agrees|represents|warrants|acknowledges)\b"


def named_plainly(text: str) -> list[str]:
    """The two names of "an agreement between X and Y.", both used further on; else none."""
    found = _PLAIN.search(text)
    if found is None:
        return []
    names = [found["first"], found["second"]]
    behind = text[found.end() :]
    # A name may be written small where it stands first, with capitals where somebody signs.
    used = all(
        re.search(rf"\b{re.escape(n if not n.islower() else n.title())}", behind) for n in names
    )
    return names if used else []


def signed_for(text: str) -> list[str]:
    """Whom others sign for ("for and on behalf of X"), in their order, each once."""
    return _once(_FOR, text)


def above_signatures(text: str) -> list[str]:
    """The lines above "By: ...", where companies that sign are named, each once."""
    return _once(_ABOVE, text)


def by_own_hand(text: str) -> list[str]:
    """Persons who sign for themselves: the name under its own signature, with no office."""
    return _once(_OWN_HAND, text)


def agreeing(text: str) -> list[str]:
    """Who agrees, where the place for the name was left blank: "____ (“Guarantors”) agree"."""
    return [found["part"] for found in _AGREEING.finditer(text)]


def named_in_form(text: str, part: str) -> str | None:
    """The name that a form gives for a part: "Reseller Full Legal Name: Acme, Inc."."""
    found = re.search(
        rf"(?:^|\n)\s*{re.escape(part)}(?:[’']s)?\s+(?:full\s+)?(?:legal\s+|company\s+)?name\b[ \t]*:?[ \t]+"
        r"(?P<name>[A-Z][^\n\t]{2,160})",
        text,
        re.IGNORECASE,
    )
    return found["name"] if found else None


def _once(pattern: re.Pattern[str], text: str) -> list[str]:
    names = [" ".join(found["name"].split()) for found in pattern.finditer(text)]
    # Who signs twice may do so with and without the "Inc.": the longer name is the whole one.
    longest: dict[str, str] = {}
    for name in names:
        longest[_key(name)] = max(longest.get(_key(name), ""), name, key=len)
    return list(longest.values())[:MOST]


def _key(name: str) -> str:
    return re.sub(r"\W", "", _KIND.sub("", name.casefold()))


def parts(text: str) -> list[str]:
    """The parts that a sentence names as a pair, else those that most sentences speak of.

    Of the latter at most one of each side; words that tell no side ("Company") fill the place
    of a side that no other word takes.
    """
    counted = Counter(found["part"] for found in _acting().finditer(text))
    for pair in _pair().finditer(text):
        names = [pair["first"], pair["second"]]
        if names[0] != names[1] and all(counted[name] >= OFTEN for name in names):
            return names
    words = lexicon("roles")["words"]
    sides = {
        side: [
            part
            for part, count in counted.most_common()
            if count >= OFTEN and part.lower() in known
        ]
        for side, known in (
            ("vendor", frozenset(words["vendor"])),
            ("customer", frozenset(words["customer"])),
            ("unknown", frozenset(words["unknown"])),
        )
    }
    chosen = [*sides["vendor"][:1], *sides["customer"][:1]]
    chosen += sides["unknown"][: 2 - len(chosen)]
    return sorted(chosen, key=text.index)


@cache
def _pair() -> re.Pattern[str]:
    """The two between whom a document is made; "as between X and Y" only parts their rights."""
    return re.compile(
        rf"\b(?i:agreement|contract|page|terms|form)\b[^.;]{{0,60}}?(?<!as\s)\bbetween\s+(?:the\s+)?(?P<first>{_titled()})\s+and\s+(?:the\s+)?(?P<second>{_titled()})\b"
    )


@cache
def _acting() -> re.Pattern[str]:
    """A part that does something."""
    return re.compile(rf"\b(?P<part>{_titled()}){_DOES}")


@cache
def _titled() -> str:
    """Any word for a part, with a capital as a defined term has."""
    words = lexicon("roles")["words"]
    known = {*words["vendor"], *words["customer"], *words["unknown"]}
    titled = sorted({word.title() for word in known if len(word) > 3}, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, titled)) + ")"
