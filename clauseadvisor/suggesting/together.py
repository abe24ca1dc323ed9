"""Proposals that name each other's clauses are brought up together: each says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauseadvisor.domain import Suggestion, Verdict
from clauseadvisor.suggesting.citing import cited
from clauseadvisor.suggesting.setting import Setting


def with_each_other(suggestions: Sequence[Suggestion], setting: Setting) -> list[Suggestion]:
    """The same suggestions in the same order; a change that names a clause which is to change too,
    or whose clause another change names, says how the two go together.
    """
    places = dict(_changed(suggestions, setting))
    named = {
        key: [other for other, place in places.items() if other != key and _names(each, place)]
        for each in suggestions
        if (key := each.clause_id) in places
    }
    naming = {key: [one for one, found in named.items() if key in found] for key in places}
    return [
        _said(each, named[key], naming[key], places, setting)
        if (key := each.clause_id) in places
        else each
        for each in suggestions
    ]


def _changed(suggestions: Sequence[Suggestion], setting: Setting) -> Iterator[tuple[str, str]]:
    """Id and citation of each clause with a wording of its own."""
    for each in suggestions:
        clause = setting.clauses.get(each.clause_id or "")
        if clause is None or each.verdict is Verdict.KEEP or not each.proposed_text:
            continue
        place = cited(clause, setting.words, setting.clauses)
        if place is not None and place not in setting.shared_citations:
            yield clause.id, place


def _names(suggestion: Suggestion, place: str) -> bool:
    pattern = rf"\b{re.escape(place)}(?![\w(]|\.\d)"
    return re.search(pattern, suggestion.proposed_text, re.IGNORECASE) is not None


def _said(
    suggestion: Suggestion,
    named: Sequence[str],
    naming: Sequence[str],
    places: dict[str, str],
    setting: Setting,
) -> Suggestion:
    say = setting.playbook.say
    told = []
    if named:
        told.append(say("names_changed", places=_joined([places[key] for key in named])))
    others = [key for key in naming if key not in named]
    if others:
        told.append(say("named_by_changed", places=_joined([places[key] for key in others])))
    if not told:
        return suggestion
    return replace(suggestion, rationale=" ".join((suggestion.rationale, *told)))


def _joined(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
