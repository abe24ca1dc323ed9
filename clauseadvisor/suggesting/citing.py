"""How another clause would cite this one: "Section 7.2(d)", "paragraph 3 of Schedule 2"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from clauseadvisor.domain import LabelledClause
from clauseadvisor.suggesting.naming import ITEM, Words

Clauses = Mapping[str, LabelledClause]

_ANNEX = "Exhibit|Schedule|Appendix|Annex|Annexe|Attachment|Addendum"
_DIGITS = re.compile(r"([A-Z]?\d+[A-Z]?(?:\.\d+[A-Z]?)*)((?:\([a-zA-Z0-9]{1,4}\))*)")
_NAMED = re.compile(
    r"(Section|Clause|Article|Paragraph)\s+([A-Z]?\d+[A-Z]?(?:\.\d+[A-Z]?)*|[IVXLC]+)((?:\([a-zA-Z0-9]{1,4}\))*)",
    re.IGNORECASE,
)
_ANNEXED = re.compile(rf"({_ANNEX})\s+([A-Z0-9][\w.-]{{0,6}})", re.IGNORECASE)
#: "this Section 26", "this Article 8.2".
_ITSELF = re.compile(
    r"\bthis (?:Section|Clause|Article|Paragraph) (\d{1,2})\b(?!\))(?:\.\d+)?(?:\((\w)\))?"
    rf"(?! of (?:{_ANNEX}))",
    re.I,
)
_SECTION = re.compile(r"(?:(?:Section|Clause|Article|Paragraph)\s+)?(\d{1,2})(?:\.\d+)*", re.I)
#: A tariff or a list of rules counts its parts in their headings, and anew within each.
_ITEMED = re.compile(r"(Item|Rule|Note)\s+(?:No\.\s*)?(\d{1,4}[A-Z]?)\b\s*[.:–—-]", re.IGNORECASE)
_ANNEX_NAME = 30
#: "Section " before a number.
_NAME_OF_PART = re.compile(r"^[A-Za-z-]+ (?=[A-Z]?\d)")
_LETTER = re.compile(r"\(?([a-z]{1,4}|[A-Z]|\d{1,2})\)|([a-z]{1,4})|([A-Z])")


def reference(
    clause: LabelledClause,
    words: Words,
    clauses: Clauses | None = None,
    shared: Collection[str] = (),
) -> str:
    """The clause by its number, or "this clause" where it has none that it alone is cited by.

    ``shared`` holds the citations that lead to more than one clause.
    """
    number = cited(clause, words, clauses or {})
    return f"this {words.clause}" if number is None or number in shared else number


def shared_citations(clauses: Clauses, words: Words) -> frozenset[str]:
    """The citations that lead to more than one clause: schedules often begin to count anew."""
    counted = Counter(cited(clause, words, clauses) for clause in clauses.values())
    return frozenset(number for number, uses in counted.items() if number and uses > 1)


def cited(clause: LabelledClause, words: Words, clauses: Clauses) -> str | None:
    """The number with those above it; None where it has none, or no number that stands alone."""
    if not (clause.number or "").strip() and not _ITEMED.match(_tidy(clause.heading)):
        return None
    parts: list[str] = []
    found: str | None = None
    bare = False
    for current in _upwards(clause, clauses):
        number = _tidy(current.number)
        annex = _ANNEXED.fullmatch(number)
        if annex:
            return _in_annex(found, parts, f"{annex[1].capitalize()} {annex[2]}", words)
        item = _ITEMED.match(_tidy(current.heading)) if not number else None
        if item:
            inner = _NAME_OF_PART.sub("", found or "") or "".join(parts)
            name = f"{item[1].capitalize()} {item[2]}"
            return f"paragraph {inner} of {name}" if inner else name
        if found is not None:
            if bare and _DIGITS.fullmatch(number):
                return None  # a "1" below 5.2 does not stand alone
            continue
        if not number:
            continue
        found, bare = _standing_alone(number, parts, words), number.isdigit()
        if found is None:
            letter = _LETTER.fullmatch(number)
            if letter is None:
                return None
            dotted = letter[3] and not words.bracketed
            parts.insert(
                0, f".{letter[3]}" if dotted else f"({letter[1] or letter[2] or letter[3]})"
            )
    part = words.parts.get(clause.id)
    return f"{found} of {part}" if found and part else found


def annex_of(clause: LabelledClause, clauses: Clauses) -> str | None:
    """The schedule or exhibit that holds the clause ("Exhibit A"), by its number or its heading."""
    for current in _upwards(clause, clauses):
        for words in (current.number, current.heading, current.text[:_ANNEX_NAME]):
            annex = _ANNEXED.match(_tidy(words))
            if annex:
                return f"{annex[1].capitalize()} {annex[2].rstrip('.')}"
    return None


def standing_alone(clause: LabelledClause, clauses: Clauses) -> LabelledClause | None:
    """The clause, or the nearest above it, whose number stands alone ("7.2", "Section 4")."""
    for current in _upwards(clause, clauses):
        number = _tidy(current.number)
        if _ITEMED.match(_tidy(current.heading)) and not number:
            return current
        if _DIGITS.fullmatch(number) or _NAMED.fullmatch(number) or _ANNEXED.fullmatch(number):
            return current
    return None


def misnumbered(clause: LabelledClause, clauses: Clauses) -> bool:
    """Whether the clause says "this Section 8" though it lies in another, and there is a Section 8.

    Where its words hold further numbers of that section, its own number may have been misread. A piece
    without a number counts where it names the letter of what stands above it.
    """
    above = _upwards(clause, clauses)
    own = {whole for each in above if (whole := _whole(each))}
    letters = {_tidy(each.number).strip("()") for each in above}
    words = _tidy(clause.text)
    return bool(own) and any(
        found[1] not in own
        and (clause.number or found[2] in letters)
        and len(re.findall(rf"\b{found[1]}\.\d", words)) <= ("." in found[0])
        and any(_whole(each) == found[1] for each in clauses.values())
        for found in _ITSELF.finditer(words)
    )


def _whole(clause: LabelledClause) -> str:
    """The number of the whole section that a number leads to: "9" of "9.4", "8" of "Article 8"."""
    match = _SECTION.fullmatch(_tidy(clause.number))
    return match[1] if match else ""


def _tidy(number: str | None) -> str:
    return " ".join((number or "").split()).rstrip(".")


def _standing_alone(number: str, parts: list[str], words: Words) -> str | None:
    digits, named = _DIGITS.fullmatch(number), _NAMED.fullmatch(number)
    if digits:
        named_so = words.part_of_clause if "." in number else words.whole_clause
        if named_so == ITEM and not digits[1].isdigit():
            named_so = ""  # the 3A that an amendment inserts is no item of it
        return f"{named_so or words.clause} {number}{''.join(parts)}"
    return f"{named[1].capitalize()} {named[2]}{named[3]}{''.join(parts)}" if named else None


def _in_annex(found: str | None, parts: list[str], annex: str, words: Words) -> str:
    """Numbers start anew in each annex, so that it is named with them."""
    if found is not None:
        return f"{found} of {annex}"
    paragraph = "Paragraph" if words.clause.istitle() else "paragraph"
    return f"{paragraph} {''.join(parts)} of {annex}" if parts else annex


def _upwards(clause: LabelledClause, clauses: Clauses) -> list[LabelledClause]:
    """The clause, the one above it, and so on."""
    path, passed = [clause], {clause.id}
    above = clauses.get(clause.parent or "")
    while above is not None and above.id not in passed:
        path.append(above)
        passed.add(above.id)
        above = clauses.get(above.parent or "")
    return path
