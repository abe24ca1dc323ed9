"""One proposal for one scheme: clauses that take by the same table, or stand side by side, get the same words once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clauseadvisor.domain import Kind, LabelledClause, Suggestion, Table, Verdict
from clauseadvisor.suggesting.advise import advise
from clauseadvisor.suggesting.asides import stance_of
from clauseadvisor.suggesting.citing import annex_of, cited, reference
from clauseadvisor.suggesting.draft import blanks_of
from clauseadvisor.suggesting.naming import capital
from clauseadvisor.suggesting.sections import head_of
from clauseadvisor.suggesting.setting import Setting

_CHANGES: Final = frozenset({Verdict.SOFTEN, Verdict.REPLACE})
#: Sub-types whose clauses take by the levels of a table that stands elsewhere.
_BY_LEVEL: Final = frozenset({"service_credit", "deduction"})
#: Sub-types of rights over quite different things, which the same words may fit all the same.
_OF_ANYTHING: Final = frozenset({"unilateral_right", "consent", "prescription", "use_restriction"})


#: Twins share so much of the longer words of their first sentences, which have at least so many.
_ALIKE: Final = 0.7
_FEWEST_WORDS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Advised:
    """A change, its clause, the place of the clause in words, and the tables that it lies in."""

    suggestion: Suggestion
    clause: LabelledClause
    place: str | None
    annex: str | None
    tables: frozenset[int]


def one_per_scheme(
    suggestions: Sequence[Suggestion], setting: Setting, tables: Sequence[Table] = ()
) -> list[Suggestion]:
    """The same suggestions in the same order; of each scheme one has the wording for all of it.

    Clauses make one scheme where the same change of the same recipe is proposed for them and
    they lie in one table, one refers to the annex that holds the table of the other, or they
    would get the same words and are of a sub-type that speaks of one thing alone, stand below the
    same heading or say nearly the same. The others say where it is.
    """
    found = [each for each in (_advised(one, setting, tables) for one in suggestions) if each]
    said: dict[str, Suggestion] = {}
    taken: set[str] = set()
    for lead in sorted(found, key=_leads_first):
        if lead.suggestion.id in taken:
            continue
        rest = [each for each in found if each is not lead and each.suggestion.id not in taken]
        covered = [each for each in rest if _one_scheme(lead, each, setting)]
        if not covered:
            continue
        taken |= {lead.suggestion.id, *(each.suggestion.id for each in covered)}
        said[lead.suggestion.id] = _for_all(lead, covered, setting)
        said |= {each.suggestion.id: _pointing(each, lead, setting) for each in covered}
    return [said.get(each.id, each) for each in suggestions]


def _advised(suggestion: Suggestion, setting: Setting, tables: Sequence[Table]) -> _Advised | None:
    """None for what changes nothing."""
    clause = setting.clauses.get(suggestion.clause_id or "")
    if clause is None or suggestion.verdict not in _CHANGES or not suggestion.proposed_text:
        return None
    within = frozenset(
        number
        for number, table in enumerate(tables)
        if table.start < clause.end and clause.start < table.end
    )
    number = cited(head_of(clause, setting.pieces), setting.words, setting.clauses)
    annex = annex_of(clause, setting.clauses)
    if number is None or number in setting.shared_citations:
        number = _table_in(annex, setting) if annex and within else None
    return _Advised(suggestion=suggestion, clause=clause, place=number, annex=annex, tables=within)


def _table_in(annex: str, setting: Setting) -> str:
    return setting.playbook.say("same_table", annex=annex)


def _leads_first(each: _Advised) -> tuple[bool, bool, float, int]:
    """A clause of running words leads before a table, a sure label before a doubtful one."""
    return (
        bool(each.tables),
        each.clause.needs_review,
        -each.suggestion.priority,
        each.clause.start,
    )


def _one_scheme(lead: _Advised, other: _Advised, setting: Setting) -> bool:
    alike = (lead.suggestion.recipe, lead.suggestion.verdict) == (
        other.suggestion.recipe,
        other.suggestion.verdict,
    )
    if not alike:
        return False
    if _one_table(lead, other):
        return True
    told = None not in (lead.place, other.place) and lead.clause.subtype not in _OF_ANYTHING
    beside = (
        told
        or _one_section(lead, other, setting)
        or _side_by_side(lead, other, setting)
        or _twins(lead, other)
    )
    return beside and _same_words(lead, other)


def _one_section(lead: _Advised, other: _Advised, setting: Setting) -> bool:
    """Whether both are pieces of one section that splitting cut."""
    pieces = setting.pieces.get(lead.clause.id, ())
    return any(each.id == other.clause.id for each in pieces)


def _side_by_side(lead: _Advised, other: _Advised, setting: Setting) -> bool:
    """Whether both can be cited and stand in one numbered part of the contract."""
    above = setting.clauses.get(lead.clause.parent or "")
    return (
        above is not None
        and lead.clause.parent == other.clause.parent
        and None not in (lead.place, other.place)
        and cited(above, setting.words, setting.clauses) is not None
    )


def _twins(lead: _Advised, other: _Advised) -> bool:
    """Whether both can be cited and say nearly the same in their first sentence, wherever they stand."""
    if None in (lead.place, other.place):
        return False
    one, two = (_first_words(each.clause) for each in (lead, other))
    return min(len(one), len(two)) >= _FEWEST_WORDS and len(one & two) >= _ALIKE * len(one | two)


def _first_words(clause: LabelledClause) -> frozenset[str]:
    sentence = re.split(r"(?<=[.;])\s", clause.text.removeprefix(clause.number or "").strip())[0]
    return frozenset(re.findall(r"[a-z’']{4,}", sentence.lower()))


def _one_table(lead: _Advised, other: _Advised) -> bool:
    if not lead.tables.isdisjoint(other.tables):
        return True
    both = {lead.clause.subtype, other.clause.subtype} <= _BY_LEVEL
    named = other.annex is not None and re.search(
        rf"\b{re.escape(other.annex)}\b", lead.clause.text, re.IGNORECASE
    )
    return both and bool(other.tables) and bool(named)


def _same_words(lead: _Advised, other: _Advised) -> bool:
    """Whether the wordings are the same but for the citations of the two clauses."""
    places = [place for each in (lead, other) if (place := each.place)]
    return _bare(lead, places) == _bare(other, places)


def _bare(each: _Advised, places: Sequence[str]) -> str:
    text = each.suggestion.proposed_text
    for place in sorted(places, key=len, reverse=True):
        text = text.replace(capital(place), "").replace(place, "")
    return text


def _for_all(lead: _Advised, covered: Sequence[_Advised], setting: Setting) -> Suggestion:
    """The lead's suggestion, worded for every clause that it covers."""
    suggestion = lead.suggestion
    if not all(_same_words(lead, each) for each in covered):
        suggestion = _of_any_level(lead, setting)
    own = lead.place or reference(
        lead.clause, setting.words, setting.clauses, setting.shared_citations
    )
    in_order = sorted(
        (each.clause.start, own if each is lead else each.place)
        for each in (lead, *covered)
        if each.place or each is lead
    )
    places = _joined(dict.fromkeys(place for _, place in in_order if place))
    text = suggestion.proposed_text.replace(capital(own), capital(places), 1)
    if text == suggestion.proposed_text and own != places:
        text = text.replace(own, places, 1)
    reason = setting.playbook.say("same_for_all", places=places)
    return replace(
        suggestion,
        also=tuple(each.clause.id for each in sorted(covered, key=lambda one: one.clause.start)),
        rationale=f"{suggestion.rationale} {reason}",
        proposed_text=text,
        blanks=blanks_of(text),
    )


def _of_any_level(lead: _Advised, setting: Setting) -> Suggestion:
    """The same advice without the one measure and target that only the lead names."""
    facts = replace(lead.clause.facts, metric=None, target=None)
    again = advise(replace(lead.clause, facts=facts), setting)
    if again is None or again.verdict is not lead.suggestion.verdict:
        return lead.suggestion
    return replace(
        lead.suggestion,
        proposed_text=again.proposed_text,
        blanks=again.blanks,
        options=again.options,
        mechanisms=again.mechanisms,
        kind=again.kind,
        title=again.title,
    )


def _joined(places: Iterable[str]) -> str:
    *most, last = places
    return f"{', '.join(most)} and {last}" if most else last


def _pointing(each: _Advised, lead: _Advised, setting: Setting) -> Suggestion:
    """What is said of a clause whose change stands with another one."""
    say, stance = setting.playbook.say, setting.playbook.stances["same"]
    place = lead.place or reference(
        lead.clause, setting.words, setting.clauses, setting.shared_citations
    )
    return Suggestion(
        id=each.suggestion.id,
        clause_id=each.suggestion.clause_id,
        verdict=Verdict.KEEP,
        kind=Kind.NONE,
        recipe=each.suggestion.recipe,
        title=say("same_title", place=place),
        rationale=say("same_reason", place=place),
        norms=each.suggestion.norms,
        proposed_text="",
        negotiation=stance_of(stance),
        economics=each.suggestion.economics,
        unlocked=True,
        guardrails=each.suggestion.guardrails,
        sources=each.suggestion.sources,
        first_step=stance.first_step or "",
        window=each.suggestion.window,
        folded=True,
    )
