"""Clauses in, labelled clauses out: judgement, facts and burden put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from clauseadvisor.domain import (
    Amount,
    Burden,
    Clause,
    Cure,
    Facts,
    Judgement,
    LabelledClause,
    Party,
    Span,
)
from clauseadvisor.labelling.base import Classifier, ClauseText
from clauseadvisor.labelling.burden import find_burden
from clauseadvisor.labelling.dollars import dollar_of, in_dollars
from clauseadvisor.labelling.facts import find_all_facts
from clauseadvisor.labelling.frame import Asked

_NO_FACTS = Facts()
_Placed = TypeVar("_Placed", Span, Cure, Amount)


def label_clauses(
    clauses: Sequence[Clause], *, parties: Sequence[Party], classifier: Classifier
) -> tuple[LabelledClause, ...]:
    """The clauses with label, evidence, facts and burden, in order.

    Evidence and facts count from the start of the document text. Severity stays 0 and heavy
    False: they are weighed where suggestions are made.
    """
    items = [
        ClauseText(text=clause.text, heading=clause.heading, context=clause.context)
        for clause in clauses
    ]
    judged = label_text(items, classifier, parties=parties)
    code = dollar_of(clause.text for clause in clauses)
    return tuple(
        _labelled(clause, judgement, _in_dollars(facts, code), burden, party)
        for clause, (judgement, facts, burden, party) in zip(clauses, judged, strict=True)
    )


def label_text(
    items: Sequence[ClauseText], classifier: Classifier, *, parties: Sequence[Party] = ()
) -> list[tuple[Judgement, Facts, Burden, str | None]]:
    """Judgement, facts, burden and the burdened party's words for each text, in order.

    Offsets count from the start of the text itself.
    """
    judged = classifier.judge(items)
    found = find_all_facts(
        [
            Asked(item.text, judgement.label, judgement.subtype)
            for item, judgement in zip(items, judged, strict=True)
        ]
    )
    return [
        (judgement, facts, *_burden(item.text, judgement, facts, parties))
        for item, judgement, facts in zip(items, judged, found, strict=True)
    ]


def _burden(
    text: str, judgement: Judgement, facts: Facts, parties: Sequence[Party]
) -> tuple[Burden, str | None]:
    return find_burden(
        text, label=judgement.label, subtype=judgement.subtype, facts=facts, parties=parties
    )


def _in_dollars(facts: Facts, code: str) -> Facts:
    amounts = in_dollars(facts.amounts, code)
    return facts if amounts == facts.amounts else replace(facts, amounts=amounts)


def _labelled(
    clause: Clause, judgement: Judgement, facts: Facts, burden: Burden, party: str | None
) -> LabelledClause:
    return LabelledClause(
        id=clause.id,
        number=clause.number,
        heading=clause.heading,
        parent=clause.parent,
        context=clause.context,
        start=clause.start,
        end=clause.end,
        text=clause.text,
        page=clause.page,
        boxes=clause.boxes,
        label=judgement.label,
        subtype=judgement.subtype,
        secondary=judgement.secondary,
        scores=judgement.scores,
        confidence=judgement.confidence,
        needs_review=judgement.needs_review,
        evidence=tuple(_moved(span, clause.start) for span in judgement.evidence),
        burden=burden,
        burdened_party=party,
        facts=_facts_moved(facts, clause.start),
    )


def _facts_moved(facts: Facts, by: int) -> Facts:
    if facts == _NO_FACTS:
        return facts

    def span(each: Span | None) -> Span | None:
        return _moved(each, by) if each else None

    return Facts(
        trigger=span(facts.trigger),
        consequence=span(facts.consequence),
        cap=span(facts.cap),
        metric=span(facts.metric),
        target=span(facts.target),
        cure=_moved(facts.cure, by) if facts.cure else None,
        amounts=tuple(_moved(amount, by) for amount in facts.amounts),
    )


def _moved(each: _Placed, by: int) -> _Placed:
    return replace(each, start=each.start + by, end=each.end + by)
