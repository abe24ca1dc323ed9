"""The numbered section that a clause is a piece of: what another piece of it says is not missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from clauseadvisor.domain import LabelledClause

#: A longer section is a chapter, of which one part says nothing of another.
_LONGEST: Final = 6_000
#: A list of terms is no running text that was cut.
_DEFINITION: Final = re.compile(r"\W{0,3}[\"“]")
#: Nor is an annex: it holds a list or a table beside the words around it.
_ANNEX: Final = re.compile(r"(?:exhibit|schedule|appendix|annex|attachment|addendum)\b", re.I)


def pieces_of(clauses: Sequence[LabelledClause]) -> dict[str, tuple[LabelledClause, ...]]:
    """Clause -> all pieces of the section that was cut, in order; only for clauses of such sections.

    Splitting cuts a long section between its sentences and paragraphs. Its first piece has the
    number; the others follow at once, below it, with neither number nor heading of their own.
    """
    sections: dict[str, list[LabelledClause]] = {}
    previous: str | None = None
    for clause in clauses:
        head = clause.parent if _goes_on(clause) else None
        if head is not None and head == previous:
            sections[head].append(clause)
            continue
        numbered = clause.number and not _ANNEX.match(clause.number)
        previous = clause.id if numbered else None
        sections[clause.id] = [clause]
    return {
        piece.id: tuple(pieces)
        for pieces in sections.values()
        if len(pieces) > 1 and sum(len(each.text) for each in pieces) <= _LONGEST
        for piece in pieces
    }


def _goes_on(clause: LabelledClause) -> bool:
    return not (clause.number or clause.heading or _DEFINITION.match(clause.text))


def head_of(
    clause: LabelledClause, pieces: Mapping[str, tuple[LabelledClause, ...]]
) -> LabelledClause:
    """The first piece of the section, by whose number all of it is cited; the clause itself where it is whole."""
    return next(iter(pieces.get(clause.id, ())), clause)


def words_beside(clause: LabelledClause, pieces: Mapping[str, tuple[LabelledClause, ...]]) -> str:
    """The words of the other pieces of the section; empty where the clause is whole."""
    return "\n".join(each.text for each in pieces.get(clause.id, ()) if each.id != clause.id)
