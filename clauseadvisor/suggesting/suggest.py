"""Advice: one suggestion for each penalty and heavy control, and additions for missing norms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import (
    Burden,
    Document,
    Facts,
    Judgement,
    Kind,
    Label,
    LabelledClause,
    NormStatus,
    Readiness,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.parts import restarting_parts
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.additions import additions
from clauseadvisor.suggesting.advise import advise
from clauseadvisor.suggesting.asides import stance_of
from clauseadvisor.suggesting.bargaining import carries
from clauseadvisor.suggesting.blank_forms import is_blank_form
from clauseadvisor.suggesting.burdens import with_burden_named
from clauseadvisor.suggesting.citing import shared_citations
from clauseadvisor.suggesting.deals import Deal, deal_of
from clauseadvisor.suggesting.devices import devices_of
from clauseadvisor.suggesting.duties import duties_written, each_once
from clauseadvisor.suggesting.folding import folded
from clauseadvisor.suggesting.identity import with_own_ids
from clauseadvisor.suggesting.lessons import lessons
from clauseadvisor.suggesting.match import choose_recipe, holds, view_of
from clauseadvisor.suggesting.naming import words_of, words_of_text
from clauseadvisor.suggesting.rank import ranked
from clauseadvisor.suggesting.reliefs import reliefs_of
from clauseadvisor.suggesting.schemes import one_per_scheme
from clauseadvisor.suggesting.sections import pieces_of
from clauseadvisor.suggesting.setting import Money, Setting
from clauseadvisor.suggesting.terms import defined_terms
from clauseadvisor.suggesting.together import with_each_other
from clauseadvisor.suggesting.windows import next_window

#: Sub-types of control with a severity of at least 3 (domain notes e).
HEAVY_CONTROLS: Final = frozenset({"exclusivity", "prescription", "unilateral_right"})
#: What answers a level that is missed: where there is any, a level is not without consequence.
_ANSWERING: Final = frozenset({"service_credit", "liquidated_damages", "deduction"})
#: Labels of clauses that get advice.
_ADVISED: Final = frozenset({Label.PENALTY, Label.CONTROL})
_MOST_LIGHT = 2  # light controls of one recipe
_SURE_ENOUGH = 0.6
_FEWEST_WORDS = 10  # a bare heading is no clause to negotiate


def suggest(
    clauses: Sequence[LabelledClause],
    *,
    document: Document,
    playbook: Playbook,
    role: Role = Role.CUSTOMER,
    readiness: Readiness | None = None,
    answers: Mapping[str, object] | None = None,
    money: Money | None = None,
    norms: Sequence[NormStatus] | None = None,
    deal: Deal | None = None,
) -> tuple[Suggestion, ...]:
    """All suggestions for a contract, what to raise first at the head.

    Every penalty and every heavy control has exactly one, "keep" with its reason included; light
    controls have one where a change is worthwhile. ``answers`` are the [relationship] answers of
    an assumptions file (an absent one is an open question); ``money`` gives the economics of a
    clause, or None. ``role`` is the side that the notes take. ``norms`` is what
    :func:`cover_norms` found and ``deal`` what :func:`deal_of` told, where the caller has asked already.
    """
    by_id = {clause.id: clause for clause in clauses}
    words = replace(words_of(document, playbook.roles), parts=restarting_parts(by_id))
    setting = Setting(
        playbook=playbook,
        words=words,
        clauses=by_id,
        shared_citations=shared_citations(by_id, words),
        law=document.law,
        role=role,
        readiness=readiness,
        answers=answers or {},
        money=money,
        norms=norms,
        window=next_window(document.dates),
        terms=defined_terms(clauses, playbook),
        devices=devices_of(clauses, playbook),
        pieces=pieces_of(clauses),
        tables=document.layout.tables,
        blank_form=is_blank_form(document, playbook),
        deal=deal or deal_of(clauses, playbook, document.parties),
    )
    of_clauses = each_once(list(_for_clauses(clauses, setting)), setting)
    kept = {
        each.clause_id for each in of_clauses if each.verdict is Verdict.KEEP and each.clause_id
    }
    advised = [
        *with_each_other(
            one_per_scheme(with_own_ids(of_clauses), setting, document.layout.tables), setting
        ),
        *lessons(clauses, setting),
        *additions(
            clauses,
            setting,
            kept,
            _answered(of_clauses),
            duties_written(of_clauses, playbook),
        ),
    ]
    return folded(ranked(with_own_ids(advised)), setting.clauses)


def _answered(suggestions: Iterable[Suggestion]) -> dict[str, set[str]]:
    """By mechanism, the ids of the clauses whose own wording has it."""
    found: dict[str, set[str]] = {}
    for each in suggestions:
        for mechanism in each.mechanisms if each.clause_id and each.proposed_text else ():
            found.setdefault(mechanism, set()).add(each.clause_id or "")
    return found


def advise_text(
    text: str,
    *,
    judgement: Judgement,
    facts: Facts,
    burden: Burden,
    playbook: Playbook,
    burdened_party: str | None = None,
    heading: str | None = None,
    context: str | None = None,
    role: Role = Role.CUSTOMER,
) -> Suggestion | None:
    """The suggestion for one clause without its document; None where it is neither penalty nor control.

    The sides are named by the words that the clause itself uses for them. Only the words of
    ``facts`` matter here, not their offsets.
    """
    if judgement.label not in _ADVISED:
        return None
    clause = _standing_alone(text, judgement, facts, burden, burdened_party, heading, context)
    words = words_of_text(text, burden, burdened_party, playbook.roles)
    return advise(clause, Setting(playbook=playbook, words=words, role=role))


def burden_of_text(
    text: str,
    *,
    judgement: Judgement,
    facts: Facts,
    burden: Burden,
    playbook: Playbook,
    burdened_party: str | None = None,
    heading: str | None = None,
    context: str | None = None,
) -> tuple[Burden, str | None]:
    """The burden that :func:`advise_text` goes by, and the party that carries it as the clause names it.

    As labelled where the clause gets no advice, or where its words name no other side.
    """
    if judgement.label not in _ADVISED:
        return burden, burdened_party
    clause = _standing_alone(text, judgement, facts, burden, burdened_party, heading, context)
    words = words_of_text(text, burden, burdened_party, playbook.roles)
    named = with_burden_named(clause, words, playbook)
    return named.burden, named.burdened_party


def _standing_alone(
    text: str,
    judgement: Judgement,
    facts: Facts,
    burden: Burden,
    burdened_party: str | None,
    heading: str | None,
    context: str | None,
) -> LabelledClause:
    """The clause without a document: it has no number, and its offsets count from its own start."""
    return LabelledClause(
        id="",
        number=None,
        heading=heading,
        parent=None,
        context=context,
        start=0,
        end=len(text),
        text=text,
        label=judgement.label,
        subtype=judgement.subtype,
        secondary=judgement.secondary,
        scores=judgement.scores,
        confidence=judgement.confidence,
        needs_review=judgement.needs_review,
        evidence=judgement.evidence,
        burden=burden,
        burdened_party=burdened_party,
        facts=facts,
    )


def _for_clauses(clauses: Iterable[LabelledClause], setting: Setting) -> Iterator[Suggestion]:
    """What is advised on each clause; where that changes nothing for us, the relief to ask for."""
    clauses = tuple(clauses)
    reliefs = reliefs_of(clauses, setting)
    for suggestion in _by_label(clauses, setting):
        asked = reliefs.get(suggestion.clause_id or "")
        if asked is None or _helps_us(suggestion):
            reliefs.pop(suggestion.clause_id or "", None)
            yield suggestion
    yield from reliefs.values()


def _helps_us(suggestion: Suggestion) -> bool:
    return suggestion.verdict is not Verdict.KEEP and not suggestion.concession


def _by_label(clauses: Sequence[LabelledClause], setting: Setting) -> Iterator[Suggestion]:
    """One for every penalty and heavy control, and for each light control that is worth a word."""
    light: Counter[str] = Counter()
    answered = any(clause.subtype in _ANSWERING for clause in clauses)
    for clause in clauses:
        if clause.label not in _ADVISED:
            continue
        is_light = _is_light(clause)
        # Looked at before anything is drafted: most light controls are not worth a word.
        if is_light and not _may_be_worthwhile(clause, light, setting):
            more = _one_more(clause, light, setting)
            if more is not None:
                yield more
            continue
        suggestion = advise(clause, setting)
        if suggestion is None:
            continue
        if (
            is_light
            and suggestion.verdict is Verdict.KEEP
            and not _is_told_all_the_same(suggestion, setting)
            and (answered or not _worth_adding(clause, suggestion, setting))
        ):
            continue
        if is_light:
            light[suggestion.recipe] += 1
        yield suggestion


def _is_told_all_the_same(suggestion: Suggestion, setting: Setting) -> bool:
    """A light control that weighs on the own side is told; in a deal that shuts it out it is not."""
    return suggestion.open and setting.deal.shuts_out(suggestion.recipe) is None


def _one_more(clause: LabelledClause, so_far: Counter[str], setting: Setting) -> Suggestion | None:
    """A light control of the own side that would get the words of others once more, left open.

    None where another reason keeps it out of the list.
    """
    recipe = choose_recipe(view_of(clause, setting.deal.ids), setting.playbook)
    if recipe is None or so_far[recipe.id] < _MOST_LIGHT:
        return None
    if not setting.deal.sided or not carries(clause.burden, setting.role):
        return None
    if not _may_be_worthwhile(clause, Counter(), setting):
        return None
    suggestion = advise(clause, setting)
    if suggestion is None or suggestion.verdict is Verdict.KEEP:
        return None
    return replace(
        suggestion,
        verdict=Verdict.KEEP,
        kind=Kind.NONE,
        title=setting.playbook.say("more_title", what=recipe.title),
        rationale=setting.playbook.say("more_reason"),
        negotiation=stance_of(setting.playbook.stances["unfit"]),
        guardrails=(),
        norms=(),
        proposed_text="",
        economics=None,
        mechanisms=(),
        options=(),
        questions=(),
        blanks=(),
        pitfalls=(),
        preconditions=(),
        risks=(),
        priority=0.0,
        stage_needed=0,
        unlocked=True,
        unlock_hint=None,
        folded=True,
        open=True,
        concern=None,
    )


def _worth_adding(clause: LabelledClause, suggestion: Suggestion, setting: Setting) -> bool:
    """Whether what stands beside the light clause is worth a word, though the clause is kept."""
    when = setting.playbook.recipes[suggestion.recipe].kept_when
    view = view_of(clause, setting.deal.ids)
    return bool(suggestion.proposed_text) and when is not None and holds(when, view)


def _is_light(clause: LabelledClause) -> bool:
    return clause.label is Label.CONTROL and not (clause.heavy or clause.subtype in HEAVY_CONTROLS)


def _may_be_worthwhile(clause: LabelledClause, so_far: Counter[str], setting: Setting) -> bool:
    """A light control is worth a word where the label is sure and its recipe is not used up."""
    if (
        clause.confidence < _SURE_ENOUGH
        or len(clause.text.split()) < _FEWEST_WORDS
        or clause.text.isupper()
    ):
        return False
    view = view_of(clause, setting.deal.ids)
    recipe = choose_recipe(view, setting.playbook)
    return recipe is not None and so_far[recipe.id] < _MOST_LIGHT and holds(recipe.light_when, view)
