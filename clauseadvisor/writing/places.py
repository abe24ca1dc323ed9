"""Where a clause stands, as a reader would look it up: "Clause 5.2(i) Development"."""

from __future__ import annotations

from collections.abc import Mapping

from clauseadvisor.domain import Analysis, LabelledClause
from clauseadvisor.writing.cleaning import one_line, shortened

_HEADING = 60
_QUOTE = 42
#: What stands where a clause will be.
NEW_CLAUSE = "New clause"


def places(analysis: Analysis) -> dict[str, str]:
    """The place of every clause by its id."""
    clauses = {clause.id: clause for clause in analysis.clauses}
    return {clause.id: _place(clause, clauses) for clause in analysis.clauses}


def full_number(clause: LabelledClause, clauses: Mapping[str, LabelledClause]) -> str:
    """The number with those above it where it is only a part: "5.2(i)" for "(i)" below 5.2."""
    number = one_line(clause.number or "")
    above = clauses.get(clause.parent or "")
    passed = {clause.id}
    while number.startswith("(") and above is not None and above.id not in passed:
        passed.add(above.id)
        number = f"{one_line(above.number or '').rstrip('.')}{number}"
        above = clauses.get(above.parent or "")
    return number


def _place(clause: LabelledClause, clauses: Mapping[str, LabelledClause]) -> str:
    number = full_number(clause, clauses)
    heading = shortened(clause.heading or "", _HEADING)
    if number:
        return f"Clause {number} {heading}".strip()
    return heading or _quoted(clause, clauses)


def _quoted(clause: LabelledClause, clauses: Mapping[str, LabelledClause]) -> str:
    """The first words, below the nearest clause above that has a number or a heading."""
    words = f"“{shortened(clause.text, _QUOTE)}”"
    above = clauses.get(clause.parent or "")
    if above is None or not (above.number or above.heading):
        return words
    number = full_number(above, clauses)
    return f"{f'Clause {number}' if number else shortened(above.heading or '', _HEADING)}, {words}"
