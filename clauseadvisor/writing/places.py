"""Where a clause stands, as a reader would look it up: "Clause 5.2(i) Development".

A number that several clauses carry finds none of them, so that what stands above it goes before:
"ITEM 590, 1", "Schedule B, Clause 2 Reports".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from clauseadvisor.domain import Analysis, LabelledClause
from clauseadvisor.playbook.parts import restarting_parts
from clauseadvisor.writing.cleaning import one_line, shortened
from clauseadvisor.writing.wording import body

_HEADING: Final = 60
_ABOVE: Final = 40
_QUOTE: Final = 42
#: So many names above a clause are tried to tell it from others of its number.
_LEVELS: Final = 3
#: What stands where a clause will be.
NEW_CLAUSE: Final = "New clause"

#: A number that says itself what it is: "Section 3.02(c)", "ARTICLE 4", "Exhibit A", "§ 4".
_NAMED: Final = re.compile(r"[^\W\d_]{2,}\.?\s+\S|[^\W\d_]{3,}\.?[\d,]|§")
#: A heading that opens with a number of its own: "ITEM 590: VEHICLE FURNISHED BUT NOT USED".
_COUNTED: Final = re.compile(r"([^\W\d_]+\.?\s+[\dA-Z][\w.()-]*)\s*[:.–—-]\s")
#: A number and its first part in one, "4(a)", whose second part "(b)" stands below it.
_WITH_PART: Final = re.compile(r"(.*\w\s?)\(([a-h])\)")
_PART: Final = re.compile(r"\(([b-h])\)")


def places(analysis: Analysis) -> dict[str, str]:
    """The place of every clause by its id."""
    clauses = {clause.id: clause for clause in analysis.clauses}
    numbers = unique_numbers(analysis)
    shared = {key for group in _sharing(numbers) for key in group}
    return {
        key: _place(clause, clauses, numbers[key], alone=key not in shared)
        for key, clause in clauses.items()
    }


def unique_numbers(analysis: Analysis) -> dict[str, str]:
    """The number of every clause by its id, "" where it has none.

    A part of a bundle that counts anew is always named with it; where several share one all the same,
    what stands above goes before it, if that tells them apart.
    """
    clauses = {clause.id: clause for clause in analysis.clauses}
    found = {key: full_number(clause, clauses) for key, clause in clauses.items()}
    for key, part in restarting_parts(clauses).items():
        found[key] = f"{part.removeprefix('the ')}, {found[key]}"
    for level in range(_LEVELS):
        for group in _sharing(found):
            names = {key: _name_above(clauses[key], clauses, level) for key in group}
            if len(set(names.values())) > 1:
                found.update({key: f"{name}, {found[key]}" for key, name in names.items() if name})
    return {key: _as_its_whole(key, clauses, found) for key in clauses}


def full_number(clause: LabelledClause, clauses: Mapping[str, LabelledClause]) -> str:
    """The number with those above it where it is only a part: "5.2(i)" for "(i)" below 5.2."""
    return _numbered(clause, clauses)[0]


def named(number: str) -> str:
    """The number as it is called: "Clause 5.2", but "Section 3.02(c)" as it stands."""
    return number if _NAMED.match(number) else f"Clause {number}"


def _numbered(
    clause: LabelledClause, clauses: Mapping[str, LabelledClause]
) -> tuple[str, LabelledClause]:
    """The full number, and the clause that it begins with."""
    number, whole = one_line(clause.number or ""), clause
    above = clauses.get(clause.parent or "")
    passed = {clause.id}
    while number.startswith("(") and above is not None and above.id not in passed:
        passed.add(above.id)
        number, whole = _joined(one_line(above.number or "").rstrip("."), number), above
        above = clauses.get(above.parent or "")
    return number, whole


def _as_its_whole(key: str, clauses: Mapping[str, LabelledClause], found: Mapping[str, str]) -> str:
    """The number of a part, with what had to go before that of the clause it is a part of."""
    own, whole = _numbered(clauses[key], clauses)
    before = found[whole.id].removesuffix(full_number(whole, clauses))
    return f"{before}{own}" if found[key] == own else found[key]


def _joined(above: str, part: str) -> str:
    """ "5.2(i)"; "4(b)" for the "(b)" that follows "4(a)"."""
    first, second = _WITH_PART.fullmatch(above), _PART.match(part)
    if first and second and first[2] < second[1]:
        return f"{first[1]}{part}"
    return f"{above}{part}"


def _name_above(clause: LabelledClause, clauses: Mapping[str, LabelledClause], level: int) -> str:
    """What the clause so many levels above is called, 0 the nearest with a name; "" for none."""
    whole = _numbered(clause, clauses)[1]
    above = clauses.get(whole.parent or "")
    passed = {clause.id}
    while above is not None and above.id not in passed:
        passed.add(above.id)
        name = _name(above, clauses)
        if name and not level:
            return name
        level -= bool(name)
        above = clauses.get(above.parent or "")
    return ""


def _name(clause: LabelledClause, clauses: Mapping[str, LabelledClause]) -> str:
    """The number of a clause, also one that its heading opens with; else the heading itself."""
    if clause.number:
        return named(full_number(clause, clauses))
    heading = one_line(clause.heading or "")
    counted = _COUNTED.match(f"{heading} ")
    if counted:
        return counted[1]
    # What opens with a bracket or a line is a form to fill in, and no heading that one looks up.
    return shortened(heading, _ABOVE) if heading[:1].isalnum() else ""


def _sharing(numbers: Mapping[str, str]) -> list[list[str]]:
    """The ids of clauses that have the same number, for each number that is not alone."""
    groups: dict[str, list[str]] = {}
    for key, number in numbers.items():
        if number:
            groups.setdefault(number.rstrip(".").casefold(), []).append(key)
    return [group for group in groups.values() if len(group) > 1]


def _place(
    clause: LabelledClause, clauses: Mapping[str, LabelledClause], number: str, *, alone: bool
) -> str:
    heading = shortened(clause.heading or "", _HEADING)
    if not number:
        return heading or _quoted(clause, clauses)
    if not alone and not heading:
        return f"{named(number)}, “{shortened(body(clause), _QUOTE)}”"
    return f"{named(number)} {heading}".strip()


def _quoted(clause: LabelledClause, clauses: Mapping[str, LabelledClause]) -> str:
    """The first words, below the nearest clause above that has a number or a heading."""
    words = f"“{shortened(clause.text, _QUOTE)}”"
    above = clauses.get(clause.parent or "")
    if above is None or not (above.number or above.heading):
        return words
    number = full_number(above, clauses)
    return f"{named(number) if number else shortened(above.heading or '', _HEADING)}, {words}"
