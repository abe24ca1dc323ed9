"""A new clause for each important norm that the contract lacks, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clauseadvisor.domain import Label, LabelledClause, Suggestion, Verdict
from clauseadvisor.playbook.schema import Norm
from clauseadvisor.suggesting.bargaining import negotiation_of
from clauseadvisor.suggesting.citing import cited
from clauseadvisor.suggesting.draft import blanks_of, fill, party_slots
from clauseadvisor.suggesting.identity import identity
from clauseadvisor.suggesting.naming import Words, capital
from clauseadvisor.suggesting.norms import cover_norms, missing_norms, place_for
from clauseadvisor.suggesting.pitfalls import pitfalls_of
from clauseadvisor.suggesting.ripeness import is_unlocked, what_unlocks
from clauseadvisor.suggesting.setting import Setting

_MOST = 3
_ENOUGH_TO_ADVISE = 3  # clauses that are not neutral, before additions are proposed
_QUOTE = 60


def additions(clauses: Sequence[LabelledClause], setting: Setting) -> Iterator[Suggestion]:
    """At most three, the most important norm first; none for a scrap of a contract."""
    if sum(clause.label is not Label.NEUTRAL for clause in clauses) < _ENOUGH_TO_ADVISE:
        return
    statuses = cover_norms(clauses, setting.playbook) if setting.norms is None else setting.norms
    for norm in missing_norms(statuses, clauses, setting.playbook, _MOST):
        yield _addition(norm, place_for(norm, clauses), setting)


def _addition(norm: Norm, place: LabelledClause | None, setting: Setting) -> Suggestion:
    new = norm.addition
    assert new is not None  # missing_norms returns such norms only
    text = fill(new.wording, _plain_slots(setting.words))
    hint = what_unlocks(new.stage_needed, setting.readiness)
    return Suggestion(
        id=identity(new.wording, norm.id),
        clause_id=None,
        verdict=Verdict.ADD,
        kind=setting.playbook.mechanisms[new.mechanism].kind,
        recipe=norm.id,
        title=new.title,
        rationale=f"{new.rationale.strip()} {_where(place, setting)}",
        norms=(norm.id,),
        proposed_text=text,
        negotiation=negotiation_of(new.bargain, Verdict.ADD, adds=True, carried=None),
        stage_needed=new.stage_needed,
        unlocked=is_unlocked(new.stage_needed, setting.readiness),
        unlock_hint=hint,
        preconditions=(hint,) if hint else (),
        risks=new.risks,
        sources=new.sources,
        mechanisms=(new.mechanism,),
        blanks=blanks_of(text),
        pitfalls=pitfalls_of(new.pitfalls, setting, wording=text),
        first_step=new.first_step,
        priority=new.importance,
        window=setting.window,
    )


def _where(place: LabelledClause | None, setting: Setting) -> str:
    """The place in words: after a clause by its number or heading, or at the end."""
    if place is None:
        return "It could stand at the end of the main part, before the general provisions."
    number = cited(place, setting.words, setting.clauses)
    if number is not None:
        heading = _heading(place, setting)
        return f"It would go after {number}{f' ({heading})' if heading else ''}."
    heading = _heading(place, setting)
    if heading:
        return f"It would go at the end of the part headed “{heading}”."
    first = " ".join(place.text.split()[:8])
    return f"It would go after the paragraph that begins “{first[:_QUOTE]}”."


def _heading(place: LabelledClause, setting: Setting) -> str:
    """The heading of the clause or of the nearest one above it, on one line."""
    current: LabelledClause | None = place
    passed: set[str] = set()
    while current is not None and current.id not in passed:
        passed.add(current.id)
        heading = " ".join((current.heading or "").split())
        if heading:
            return heading if len(heading) <= _QUOTE else ""
        current = setting.clauses.get(current.parent or "")
    return ""


def _plain_slots(words: Words) -> dict[str, str]:
    """Slots of a text that belongs to no clause: it speaks of the parties and their terms."""
    sides = {"vendor": words.vendor, "customer": words.customer}
    return {
        "parties": words.parties,
        "Parties": capital(words.parties),
        "party": words.party,
        "agreement": words.agreement,
        "business_days": words.business_days,
        "fees": words.fees,
    } | party_slots(sides)
