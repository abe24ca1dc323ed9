"""The clauses that weigh much and that this advice does not judge: a lawyer has to read them."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import LabelledClause, Unadvised
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.asides import aside_of
from clauseadvisor.suggesting.match import holds, may_hold_any, view_of


def unadvised(clauses: Sequence[LabelledClause], playbook: Playbook) -> tuple[Unadvised, ...]:
    """Each topic of the playbook that the contract has, with its clauses in their order.

    Words that bind nobody (headings, definitions) are left out.
    """
    found: dict[str, list[str]] = {each: [] for each in playbook.unadvised}
    for clause in clauses:
        for topic in _topics_of(clause, playbook):
            found[topic].append(clause.id)
    return tuple(
        Unadvised(id=topic.id, title=topic.title, why=topic.why, clauses=tuple(found[topic.id]))
        for topic in playbook.unadvised.values()
        if found[topic.id]
    )


def _topics_of(clause: LabelledClause, playbook: Playbook) -> tuple[str, ...]:
    view = view_of(clause)
    if not may_hold_any("unadvised", view.words, playbook):
        return ()
    topics = tuple(each.id for each in playbook.unadvised.values() if holds(each.when, view))
    if not topics:
        return ()
    aside = aside_of(clause, view, playbook)
    return () if aside is not None and aside.binds_nobody else topics
