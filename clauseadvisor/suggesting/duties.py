"""A duty that several proposals would bring is written once; what comes later leaves it to the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import Kind, Suggestion, Verdict
from clauseadvisor.playbook.cue_schema import Duty
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.citing import cited
from clauseadvisor.suggesting.draft import blanks_of, lettered
from clauseadvisor.suggesting.match import any_found
from clauseadvisor.suggesting.setting import Setting

#: So many clauses are named by an addition.
_MOST_NAMED: Final = 2


def duties_written(
    suggestions: Iterable[Suggestion], playbook: Playbook
) -> dict[str, tuple[str, ...]]:
    """By duty, the ids of the clauses for which a wording that brings it is proposed."""
    found: dict[str, list[str]] = {}
    for each in suggestions:
        for duty in playbook.duties.values():
            if each.clause_id and _brings(duty, each):
                found.setdefault(duty.id, []).append(each.clause_id)
    return {key: tuple(held) for key, held in found.items()}


def each_once(suggestions: Sequence[Suggestion], setting: Setting) -> list[Suggestion]:
    """The same suggestions, without the paragraphs that bring only what another one brings already.

    Where two have nothing but the duty itself in a paragraph, the first in the contract keeps it.
    """
    told = list(suggestions)
    for duty in setting.playbook.duties.values():
        if not duty.alone:
            continue
        holders = [at for at, each in enumerate(told) if _brings(duty, each)]
        spare = [at for at in holders if _paragraphs(duty, told[at])]
        spare.sort(key=lambda at: _position(told[at], setting))
        if len(holders) == len(spare):
            spare = spare[1:]
        for at in spare:
            first = next(told[each] for each in holders if each != at)
            told[at] = _without(duty, told[at], first, setting)
            holders.remove(at)
    return told


def is_written(sentence: str, written: Mapping[str, Sequence[str]], playbook: Playbook) -> bool:
    """Whether the sentence of a new clause brings only a duty that a proposal has already."""
    return any(
        any_found(playbook.duties[key].alone, sentence) for key in written if key in playbook.duties
    )


def places_of(written: Mapping[str, Sequence[str]], duty: str, setting: Setting) -> str:
    """The clauses that will have the duty, as they are cited; empty where none can be cited."""
    found = (
        cited(setting.clauses[key], setting.words, setting.clauses)
        for key in written.get(duty, ())
        if key in setting.clauses
    )
    named = [each for each in dict.fromkeys(found) if each and each not in setting.shared_citations]
    return " or ".join(named[:_MOST_NAMED])


def _brings(duty: Duty, suggestion: Suggestion) -> bool:
    changes = suggestion.clause_id and suggestion.verdict is not Verdict.KEEP
    return bool(changes) and any_found(duty.when.any_of, suggestion.proposed_text)


def _paragraphs(duty: Duty, suggestion: Suggestion) -> list[str]:
    """The paragraphs that bring the duty and nothing else, of a wording that has others."""
    lines = suggestion.proposed_text.split("\n")
    alone = [each for each in lines if any_found(duty.alone, each)]
    return alone if len(alone) + 1 < len(lines) else []


def _position(suggestion: Suggestion, setting: Setting) -> int:
    return list(setting.clauses).index(suggestion.clause_id or "")


def _without(duty: Duty, suggestion: Suggestion, first: Suggestion, setting: Setting) -> Suggestion:
    spare = _paragraphs(duty, suggestion)
    lead, *parts = (each for each in suggestion.proposed_text.split("\n") if each not in spare)
    text = "\n".join([lead, *lettered(parts)])
    place = places_of({duty.id: (first.clause_id or "",)}, duty.id, setting)
    say = setting.playbook.say
    place = place or say("place_other", agreement=setting.words.agreement)
    reason = say("duty_once", duty=duty.title, place=place)
    left = tuple(each for each in suggestion.mechanisms if each != duty.mechanism)
    return replace(
        suggestion,
        mechanisms=left,
        kind=suggestion.kind if left else Kind.NONE,
        proposed_text=text,
        blanks=blanks_of(text),
        rationale=f"{suggestion.rationale} {reason}",
    )
