"""Who the parties are: names and defined terms from the opening of a contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clauseadvisor.labelling.lexicon import lexicon

#: The opening of a contract within which the parties are named, in characters.
REACH = 12_000
#: How far behind "between" the last party may be named.
_BLOCK = 3_000


@dataclass(frozen=True, slots=True)
class Named:
    """A party as the opening names it: its full name and its defined terms."""

    name: str
    aliases: tuple[str, ...]


def named_parties(text: str) -> list[Named]:
    """The parties in the order in which the opening names them; empty when it names none."""
    head = text[:REACH]
    best: list[Named] = []
    for start in _anchors(head):
        found = _in_block(_block(head, start))
        if len(found) > len(best):
            best = found
        if len(best) >= 2:
            break
    return best


def _anchors(head: str) -> Iterator[int]:
    for match in _between().finditer(head):
        yield match.end()


def _block(head: str, start: int) -> str:
    block = head[start : start + _BLOCK]
    stop = _stop().search(block)
    return block[: stop.start()] if stop else block


def _in_block(block: str) -> list[Named]:
    """Each parenthesis that defines a term closes a party; a name without one ends at "and"."""
    found: list[Named] = []
    last = 0
    for match in _definition().finditer(block):
        aliases = tuple(_aliases(match[0]))
        if not aliases:
            continue
        chunk = block[last : match.start()]
        names = [name for name in _names(chunk) if name]
        last = match.end()
        if not names:
            continue
        found.extend(Named(name, ()) for name in names[:-1])
        found.append(Named(names[-1], aliases))
    rest = [name for name in _names(block[last : last + 300]) if name] if len(found) < 2 else []
    found.extend(Named(name, ()) for name in rest if _company().search(name))
    return found[:8]


def _aliases(definition: str) -> Iterator[str]:
    for match in _quoted().finditer(definition):
        alias = re.sub(r"\s+", " ", match["alias"]).strip(" ,.*")
        if alias and alias.lower() not in _other_terms() and len(alias) <= 60:
            yield alias


def _names(chunk: str) -> Iterator[str]:
    for piece in _joint().split(chunk):
        name = _name(piece)
        if name:
            yield name


def _name(piece: str) -> str | None:
    text = _lead().sub("", re.sub(r"[\s*_]+", " ", piece)).strip()
    match = _description().search(text)
    name = (text[: match.start()] if match else text).strip(" ,;:.-")
    name = _suffix_dot(text, name)
    if not name or not re.search(r"[A-Z\[]", name) or len(name) > 120 or len(name) < 2:
        return None
    return name


def _suffix_dot(text: str, name: str) -> str:
    """Gives "Inc" and "Ltd" back the full stop that belongs to them."""
    if re.search(r"\b(?:Inc|Ltd|Co|Corp|L\.L\.C|L\.P|N\.V|S\.A|B\.V|A\.G)$", name, re.IGNORECASE):
        end = text.find(name) + len(name)
        if text[end : end + 1] == ".":
            return name + "."
    return name


@cache
def _between() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:by\s+and\s+(?:between|among)|between|among|by\s+and\s+amongst)\b\s*:?", re.IGNORECASE
    )


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:WHEREAS|RECITALS?|WITNESSETH|W\s*I\s*T\s*N\s*E\s*S\s*S|BACKGROUND|NOW,?\s+THEREFORE|INTRODUCTION|PREAMBLE|TABLE\s+OF\s+CONTENTS)\b|\bthe\s+parties\s+(?:hereto\s+)?(?:hereby\s+)?agree|(?:collectively|together)[^.]{0,60}[\"“]Parties",
    )


@cache
def _definition() -> re.Pattern[str]:
    return re.compile(
        r"\((?:[^()]|\([^()]*\)){0,240}\)|,?\s+(?:hereinafter|hereafter)\s+(?:referred\s+to\s+as|called)\s+(?:the\s+)?[\"“][^\"”]{1,60}[\"”]"
    )


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(
        r"[\"“”']{1,2}\**(?:the\s+|The\s+)?(?P<alias>[^\"“”]{1,60}?)\**,?[\"“”']{1,2}"
    )


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"(?:^|[\s,;])and(?=\s)|;|\n\s*\n")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        r"^(?:[\s,;:.\-]|and\b|between\b|\(\s*(?:\d|[a-z]|[ivx]+)\s*\)|(?:on\s+the\s+(?:one|other)\s+(?:hand|part|side))|\d\.)+",
        re.IGNORECASE,
    )


@cache
def _description() -> re.Pattern[str]:
    return re.compile(
        r",?\s+(?:an?|the)\s+(?:[\[A-Z●]|corporation|company|limited|private|public|professional)|,\s+(?!(?:Inc|LLC|L\.L\.C|Ltd|L\.P|LP|N\.V|S\.A|Co|Corp|P\.?C|Limited|PLC|N\.A|GmbH|B\.V|LLP|PTE|LTD|INC|CORP)\b)|\s+(?:having|with\s+(?:its|offices?|a|principal)|located|whose|organized|incorporated|duly|acting|doing\s+business|d/b/a|registered|residing|of\s+\d|and\s+its)\b|\s\(",
    )


@cache
def _company() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|AG|S\.A|N\.V|B\.V|L\.P|LP|LLP|PLC)\b",
        re.IGNORECASE,
    )


@cache
def _other_terms() -> frozenset[str]:
    return frozenset(lexicon("roles")["other_terms"]["words"])
