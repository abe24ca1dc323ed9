"""A new clause for each important norm that the contract lacks, with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from clauseadvisor.domain import (
    Label,
    LabelledClause,
    Negotiation,
    NormStatus,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.entries import slots_named
from clauseadvisor.playbook.norm_schema import Addition, Norm
from clauseadvisor.playbook.placing import is_general, whole_of
from clauseadvisor.suggesting.anchors import anchored_slots
from clauseadvisor.suggesting.bargaining import negotiation_of
from clauseadvisor.suggesting.blank_forms import first_step
from clauseadvisor.suggesting.citing import cited, standing_alone
from clauseadvisor.suggesting.draft import blanks_of, fill
from clauseadvisor.suggesting.duties import is_written, places_of
from clauseadvisor.suggesting.identity import identity
from clauseadvisor.suggesting.lines import exchange
from clauseadvisor.suggesting.naming import ITEM, capital
from clauseadvisor.suggesting.norms import (
    cover_norms,
    hosts_of,
    importance_of,
    missing_norms,
    place_for,
)
from clauseadvisor.suggesting.occasions import occasions_of
from clauseadvisor.suggesting.pitfalls import pitfalls_of
from clauseadvisor.suggesting.rank import CONCESSION
from clauseadvisor.suggesting.ripeness import is_unlocked, what_unlocks
from clauseadvisor.suggesting.sections import head_of
from clauseadvisor.suggesting.setting import Setting

_MOST = 3
_SIDES = 2
#: The slot for what may go wrong here: it costs a look at every clause.
_OCCASIONS = "occasions"
_ENOUGH_TO_ADVISE = 3  # clauses that are not neutral, before additions are proposed
_QUOTE = 60
_FIRST_WORDS = 8
_MOST_NAMED = 2


def additions(
    clauses: Sequence[LabelledClause],
    setting: Setting,
    untouched: Collection[str] = (),
    answered: Mapping[str, Collection[str]] | None = None,
    written: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Suggestion]:
    """At most three, the most important norm first; none for a scrap of a contract.

    The clauses with the ids ``untouched`` are kept for a reason that holds against additions too.
    ``answered`` holds, by mechanism, the ids of clauses whose own wording has that step already;
    ``written``, by duty, those whose proposed wording brings it.
    """
    written = written or {}
    if sum(clause.label is not Label.NEUTRAL for clause in clauses) < _ENOUGH_TO_ADVISE:
        return
    statuses = (
        cover_norms(clauses, setting.playbook, setting.deal)
        if setting.norms is None
        else setting.norms
    )
    slots = anchored_slots(clauses, setting, untouched, written.get("warning", ()))
    warned = places_of(written, "warning", setting)
    slots |= {"warned": warned} if warned else {}
    partly = {each.id: each for each in statuses if each.status == "partly"}
    half = {key: _there(each, setting) for key, each in partly.items()}
    for norm in missing_norms(
        statuses, clauses, setting.playbook, _MOST, setting.deal, untouched, answered
    ):
        assert norm.addition is not None  # missing_norms returns such norms only
        yield _addition(
            norm,
            norm.addition.as_in(setting.deal.ids),
            setting,
            written,
            slots=slots | _half_slots(half.get(norm.id), setting),
            place=place_for(
                norm,
                clauses,
                hosts_of(norm, partly[norm.id], setting.clauses) if norm.id in partly else (),
            ),
            importance=importance_of(norm.addition, statuses, clauses),
        )


def _addition(
    norm: Norm,
    new: Addition,
    setting: Setting,
    written: Mapping[str, Sequence[str]],
    *,
    slots: Mapping[str, str],
    place: LabelledClause | None,
    importance: float,
) -> Suggestion:
    said = (new.wording, *new.also)
    if any(_OCCASIONS in slots_named(each) for each in said):
        found = occasions_of(tuple(setting.clauses.values()), setting.playbook.occasions)
        slots = {**slots, _OCCASIONS: found} if found else slots
    text = " ".join(
        each for each in _said(said, slots) if not is_written(each, written, setting.playbook)
    )
    why = fill(new.widens, slots) if new.widens and "there" in slots else fill(new.rationale, slots)
    gives = setting.deal.sided and new.given_by == setting.role.value
    cost = (
        setting.playbook.say("concession_added", in_return=exchange(new.bargain)["in_return"])
        if gives
        else ""
    )
    reasons = (
        why,
        *_said(new.reasons, slots),
        cost,
        _where(place, new, setting),
        setting.playbook.say("amendment_alone") if setting.words.whole_clause == ITEM else "",
    )
    hint = what_unlocks(new.stage_needed, setting.readiness)
    return Suggestion(
        id=identity(new.wording, norm.id),
        clause_id=None,
        verdict=Verdict.ADD,
        kind=setting.playbook.mechanisms[new.mechanism].kind,
        recipe=norm.id,
        title=fill(new.title, slots),
        rationale=" ".join(each for each in reasons if each),
        norms=(norm.id,),
        proposed_text=text,
        negotiation=_negotiation(new, text, setting),
        stage_needed=new.stage_needed,
        unlocked=is_unlocked(new.stage_needed, setting.readiness),
        unlock_hint=hint,
        preconditions=(hint,) if hint else (),
        risks=new.risks,
        sources=new.sources,
        mechanisms=(new.mechanism,),
        blanks=blanks_of(text),
        pitfalls=pitfalls_of(new.pitfalls, setting, wording=text),
        first_step=first_step(new.first_step, setting),
        priority=max(0.0, importance + CONCESSION) if gives else importance,
        window=setting.window,
        concession=gives,
    )


def _negotiation(new: Addition, text: str, setting: Setting) -> Negotiation:
    """What the side advised asks for and gives: a clause may ease one of the two more than the other."""
    said, eased = exchange(new.bargain, wording=text), new.eases
    if not setting.deal.sided:
        return negotiation_of(
            said,
            Verdict.ADD,
            setting.playbook,
            adds=True,
            carried=None,
            among=len({written for _, written in setting.words.names}) > _SIDES,
        )
    if eased is None or setting.role is Role.OTHER:
        return negotiation_of(said, Verdict.ADD, setting.playbook, adds=True, carried=None)
    if eased != setting.role.value:
        said = {**said, "relief": said["in_return"], "in_return": said["relief"]}
    return negotiation_of(said, Verdict.ADD, setting.playbook, adds=True, carried=True)


def _there(status: NormStatus, setting: Setting) -> str:
    """The numbers of the clauses that support the norm, at most two; empty where none has one.

    A number that leads to more than one clause is told with the heading.
    """
    found = []
    for key in status.clauses:
        clause = head_of(setting.clauses[key], setting.pieces)
        number, heading = (
            cited(clause, setting.words, setting.clauses),
            _on_one_line(clause.heading),
        )
        if number is None:
            continue
        if number not in setting.shared_citations:
            found.append(number)
        elif heading:
            found.append(f"{number} ({heading})")
    return " and ".join(list(dict.fromkeys(found))[:_MOST_NAMED])


def _half_slots(there: str | None, setting: Setting) -> dict[str, str]:
    """``there`` is None where the contract has nothing of the norm, empty where it has no number."""
    if there is None:
        return {}
    return (
        {"there": there, "beside": there}
        if there
        else {"there": setting.playbook.say("place_some")}
    )


def _said(templates: Iterable[str], slots: Mapping[str, str]) -> list[str]:
    """The templates filled; one that names a clause which the contract lacks is left out."""
    return [capital(fill(each, slots)) for each in templates if slots_named(each) <= set(slots)]


def _where(place: LabelledClause | None, new: Addition, setting: Setting) -> str:
    """The place in words: after a whole clause by its number, below a heading, or at the end."""
    say = setting.playbook.say
    if place is None:
        return say("place_end")
    whole = standing_alone(whole_of(place, setting.clauses), setting.clauses)
    number = cited(whole, setting.words, setting.clauses) if whole else None
    if number is not None and number.startswith(f"{ITEM} "):
        return say("place_amended")
    if whole is not None and number is not None:
        heading = _on_one_line(whole.heading)
        if heading and whole is not place and is_general(whole, new, setting.clauses):
            return say("place_within", number=number, heading=heading)
        if heading:
            return say("place_after_headed", number=number, heading=heading)
        return say("place_after", number=number)
    heading = _on_one_line(place.heading)
    if heading and place.number:
        return say("place_headed", heading=heading)
    heading = heading or _heading_above(place, setting)
    if heading:
        return say("place_part", heading=heading)
    return say("place_paragraph", words=_first_words(place.text))


def _first_words(text: str) -> str:
    """The first eight words, or as many whole ones as a quotation holds."""
    words = text.split()[:_FIRST_WORDS]
    while len(words) > 1 and len(" ".join(words)) > _QUOTE:
        words.pop()
    return " ".join(words)


def _heading_above(place: LabelledClause, setting: Setting) -> str:
    """The heading of the nearest clause above."""
    above = setting.clauses.get(place.parent or "")
    passed: set[str] = {place.id}
    while above is not None and above.id not in passed:
        passed.add(above.id)
        heading = _on_one_line(above.heading)
        if heading:
            return heading
        above = setting.clauses.get(above.parent or "")
    return ""


def _on_one_line(heading: str | None) -> str:
    plain = " ".join((heading or "").split())
    return plain if len(plain) <= _QUOTE else ""
