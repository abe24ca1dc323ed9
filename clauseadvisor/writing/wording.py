"""How facts of an analysis are said: parties, dates, figures."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from clauseadvisor.domain import Burden, Document, KeyDate, LabelledClause, Role
from clauseadvisor.writing.cleaning import one_line, shortened
from clauseadvisor.writing.phrases import phrases

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z“\"(])")
#: First words that are small inside a sentence, as they are no part of a name.
_GENERAL = re.compile(r"(?:Clause|New clause|The|Both|Each|Either|Any)\b")
#: Letters of the words that tell a date: what follows the end of a term is often their last part.
_QUOTED = 280
# Not strftime: its names of months follow the locale of the process.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def body(clause: LabelledClause) -> str:
    """The text of a clause without the number and heading that stand above it anyway."""
    text = clause.text.strip()
    for piece in (clause.number, clause.heading):
        head = (piece or "").strip()
        rest = text[len(head) :].lstrip(" \t.:)–-\n")
        whole = not text[len(head) : len(head) + 1].isalnum()
        if head and rest and whole and text.startswith(head):
            text = rest
    return text


def party(document: Document, role: Role, *, short: bool = False) -> str:
    """The name of the party in that role, or "the vendor" when none was found."""
    for each in document.parties:
        if each.role is role:
            name = one_line(each.aliases[0] if short and each.aliases else each.name)
            return _with_article(name, document.text) if short else name
    return f"the {role.value}"


def _with_article(name: str, text: str) -> str:
    """ "the Client" where the contract mostly says so, "Brightline" where it does not."""
    if not name or name.lower().startswith("the "):
        return name
    with_article = text.count(f"the {name}") + text.count(f"The {name}")
    return f"the {name}" if 2 * with_article > text.count(name) else name


def burden(document: Document, clause: LabelledClause) -> str:
    """Whom the clause weighs on: a side by its name in the contract, else the clause's own words."""
    if clause.burden in (Burden.VENDOR, Burden.CUSTOMER):
        return capital(party(document, Role(clause.burden.value), short=True))
    if clause.burden is Burden.UNKNOWN and clause.burdened_party:
        return capital(one_line(clause.burdened_party))
    return phrases().burdens[clause.burden]


def key_date(each: KeyDate, place: str) -> str:
    """ "2 November 2027 (“ninety days' notice”, clause 2)"; ``place`` may be empty."""
    said = f"“{shortened(each.text, _QUOTED)}”{f', {in_a_sentence(place)}' if place else ''}"
    return f"{day(each.date)} ({said})" if each.date else said


def day(iso: str) -> str:
    """ "2 November 2027" for "2027-11-02"; what is no ISO date is given back as it is."""
    try:
        date = datetime.date.fromisoformat(iso)
    except ValueError:
        return one_line(iso)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def number(value: float, digits: int = 2) -> str:
    """ "7,680", "552.23": thousands separated, no trailing zeros."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(part: float, whole: float) -> str:
    """ "84%"; "0%" of nothing."""
    return f"{100 * part / whole:.0f}%" if whole else "0%"


def counted(count: int, one: str, many: str) -> str:
    """ "1 penalty", "3 penalties"."""
    return f"{count} {one if count == 1 else many}"


def listed(items: Iterable[str]) -> str:
    """ "a, b and c"."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def capital(text: str) -> str:
    """The text with its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text with its first letter small, the rest untouched."""
    return text[:1].lower() + text[1:]


def in_a_sentence(place: str) -> str:
    """ "clause 5.2 Reports", "the Supplier"; names and headings as they are: "ITEM 590, 1"."""
    return lower(place) if _GENERAL.match(place) else place


def move(text: str) -> str:
    """An ask or an offer without the verb that its row is named after anyway.

    What binds both sides says so, as its row is named after one.

    >>> move("Ask for a few days of grace.")
    'A few days of grace.'
    """
    if (both := mutual(text)) is not None:
        return f"{both[0]}, {both[1]}"
    for verb in phrases().moves.openings:
        if text.startswith(f"{verb} "):
            return capital(text[len(verb) + 1 :])
    return text


def mutual(text: str) -> tuple[str, str] | None:
    """What binds both sides, as a name and the rest; None for what one asks of the other.

    >>> mutual("Propose, for both sides, a few days of grace.")
    ('For both sides', 'a few days of grace.')
    """
    for verb, name in phrases().moves.mutual.items():
        if text.startswith(f"{verb} "):
            return name, text[len(verb) + 1 :]
    return None


def opening(text: str, limit: int) -> str:
    """The first sentences that fit into ``limit`` characters; at least one, cut if need be."""
    sentences = _SENTENCE_END.split(one_line(text))
    said = sentences[0]
    for sentence in sentences[1:]:
        if len(said) + 1 + len(sentence) > limit:
            break
        said = f"{said} {sentence}"
    return shortened(said, limit)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in the order of its first appearance."""
    return tuple(dict.fromkeys(items))
