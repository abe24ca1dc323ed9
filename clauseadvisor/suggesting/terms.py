"""Terms that a definition gives a figure, and the clauses that use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import Amount, LabelledClause, Span
from clauseadvisor.playbook.cue_schema import Aside
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.citing import cited
from clauseadvisor.suggesting.match import holds, view_of
from clauseadvisor.suggesting.setting import Setting

#: Term as it is written -> the clause that defines it, and the aside that says so.
DefinedTerms = Mapping[str, tuple[LabelledClause, Aside]]

_TERM: Final = re.compile(r"[\"“”‘']([^\"“”\n]{2,80}?)[\"“”’']")
#: The share that a definition gives ("(12%) of the Monthly Charges"); definitions carry no facts.
_SHARE: Final = re.compile(
    r"(?P<value>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)\)? of (?P<base>(?:\w+ ){0,6}?\w+)(?=[.,;]|$| for | in | of )"
)
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


def with_defined_cap(clause: LabelledClause, setting: Setting) -> LabelledClause:
    """The clause, its cap with the figure of the defined term by which it is stated ("the At-Risk Amount").

    Unchanged where the cap has a figure of its own, or where the definition does not give just one share.
    """
    cap, amounts = clause.facts.cap, clause.facts.amounts
    if cap is None or any(cap.start <= each.start < cap.end for each in amounts):
        return clause
    for term, (definition, _) in setting.terms.items():
        shares = list(_SHARE.finditer(definition.text))
        if len(shares) == 1 and definition.id != clause.id and _stands_alone(term, cap.text):
            stated = _amount(shares[0], cap)
            return replace(clause, facts=replace(clause.facts, amounts=(*amounts, stated)))
    return clause


def _amount(share: re.Match[str], cap: Span) -> Amount:
    """The share as an amount that stands where the cap does."""
    return Amount(
        kind="percent",
        value=float(share["value"]),
        unit="%",
        text=" ".join(share.group().split()),
        start=cap.start,
        end=cap.end,
        base=" ".join(share["base"].split()),
    )


def _stands_alone(term: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(term)}\b", text) is not None


def _place(definition: LabelledClause, aside: Aside, setting: Setting) -> str:
    number = cited(definition, setting.words, setting.clauses)
    if number is None or number in setting.shared_citations:
        return aside.where_unnumbered
    return aside.where_numbered.format(number=number)
