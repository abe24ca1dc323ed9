"""Terms that a definition gives a figure, and the clauses that use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from clauseadvisor.domain import LabelledClause
from clauseadvisor.playbook.schema import Aside, Playbook
from clauseadvisor.suggesting.citing import cited
from clauseadvisor.suggesting.match import holds, view_of
from clauseadvisor.suggesting.setting import Setting

#: Term as it is written -> the clause that defines it, and the aside that says so.
DefinedTerms = Mapping[str, tuple[LabelledClause, Aside]]

_TERM: Final = re.compile(r"[\"“”‘']([^\"“”\n]{2,80}?)[\"“”’']")
_MOST_NAMED: Final = 2


def defined_terms(clauses: Iterable[LabelledClause], playbook: Playbook) -> DefinedTerms:
    """The terms whose definition is an aside that speaks of where the term is used.

    A definition counts whatever its label: what only fixes a figure is often neutral.
    """
    telling = [aside for aside in playbook.asides.values() if aside.where_used]
    found: dict[str, tuple[LabelledClause, Aside]] = {}
    for clause in clauses:
        term = _TERM.search(clause.text[:200])
        if term is None:
            continue
        view = view_of(clause)
        for aside in telling:
            if holds(aside.when, view):
                found.setdefault(term[1], (clause, aside))
    return found


def figures_elsewhere(clause: LabelledClause, setting: Setting) -> str:
    """A sentence for each term of the clause whose figure stands in a definition; at most two."""
    said = [
        (aside.where_used or "").format(term=term, place=_place(definition, aside, setting))
        for term, (definition, aside) in setting.terms.items()
        if definition.id != clause.id and term in clause.text and _stands_alone(term, clause.text)
    ]
    return " ".join(said[:_MOST_NAMED])


def _stands_alone(term: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(term)}\b", text) is not None


def _place(definition: LabelledClause, aside: Aside, setting: Setting) -> str:
    number = cited(definition, setting.words, setting.clauses)
    if number is None or number in setting.shared_citations:
        return aside.where_unnumbered
    return aside.where_numbered.format(number=number)
