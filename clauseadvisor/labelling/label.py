"""Clauses in, labelled clauses out: judgement, facts and burden put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

from clauseadvisor.domain import (
    Amount,
    Burden,
    Clause,
    Cure,
    Facts,
    Judgement,
    Label,
    LabelledClause,
    Party,
    Span,
)
from clauseadvisor.labelling.base import Classifier, ClauseText, FixedClassifier
from clauseadvisor.labelling.burden import find_burden
from clauseadvisor.labelling.dollars import dollar_of, in_dollars
from clauseadvisor.labelling.facts import find_all_facts
from clauseadvisor.labelling.frame import Asked

_NO_FACTS = Facts()
#: What may stand around the words of a heading: points, colons, rules of dashes, brackets, quotes.
_RULES = " \n\t.:;-–—_*[]\"“”'"
#: A number and the longest heading are no longer than this.
_LONGEST_HEADING = 160
_FIGURE = re.compile(r"\d")
_Placed = TypeVar("_Placed", Span, Cure, Amount)


def label_clauses(
    clauses: Sequence[Clause], *, parties: Sequence[Party], classifier: Classifier
) -> tuple[LabelledClause, ...]:
    """The clauses with label, evidence, facts and burden, in order.

    Evidence and facts count from the start of the document text. Severity stays 0 and heavy
    False: they are weighed where suggestions are made. A clause that is a heading and nothing
    more obliges nobody: it is neutral, whatever its words announce.
    """
    bare = [_is_bare_heading(clause) for clause in clauses]
    items = [
        ClauseText(text=clause.text, heading=clause.heading, context=clause.context)
        for clause, silent in zip(clauses, bare, strict=True)
        if not silent
    ]
    judged = iter(label_text(items, classifier, parties=parties))
    code = dollar_of(clause.text for clause in clauses)
    labelled = []
    for clause, silent in zip(clauses, bare, strict=True):
        judgement, facts, burden, party = _nothing_said() if silent else next(judged)
        labelled.append(_labelled(clause, judgement, _in_dollars(facts, code), burden, party))
    return tuple(labelled)


def _is_bare_heading(clause: Clause) -> bool:
    """Whether the clause is its number and heading ("2.10 Late Delivery."), and nothing more.

    An item of a list ("(b) Average speed of answer") completes its lead-in, and a line with a
    figure ("4. Late fee 2 % per month") states one: they say something.
    """
    if clause.heading is None or clause.context is not None or _FIGURE.search(clause.heading):
        return False
    words = clause.text.rstrip(_RULES)
    if len(words) > _LONGEST_HEADING:
        return False
    printed = " ".join(words.split())
    before = printed.removesuffix(clause.heading)
    if before == printed:
        return False
    return before.strip(_RULES + "(") in ("", clause.number) or before.isupper()


@cache
def _nothing_said() -> tuple[Judgement, Facts, Burden, str | None]:
    (judgement,) = FixedClassifier(Label.NEUTRAL).judge([ClauseText(text="")])
    return judgement, _NO_FACTS, Burden.UNKNOWN, None


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
