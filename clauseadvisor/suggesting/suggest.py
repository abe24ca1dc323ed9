"""Advice: one suggestion for each penalty and heavy control, and additions for missing norms."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from clauseadvisor.domain import (
    Burden,
    Document,
    Facts,
    Judgement,
    Kind,
    Label,
    LabelledClause,
    Negotiation,
    NormStatus,
    Option,
    Readiness,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.schema import (
    Advice,
    Bargain,
    Lesson,
    Norm,
    OptionChoice,
    Pitfall,
    Playbook,
    Recipe,
    mechanisms_of,
)
from clauseadvisor.suggesting.clarity import left_open, unclear
from clauseadvisor.suggesting.draft import Slots, blanks_of, compose, fill, party_slots, slots_of
from clauseadvisor.suggesting.guardrails import Guarded, guard
from clauseadvisor.suggesting.match import Ruling, View, choose_recipe, found, holds, rule, view_of
from clauseadvisor.suggesting.naming import Words, capital, reference, words_of, words_of_text
from clauseadvisor.suggesting.norms import cover_norms, missing_norms, place_for
from clauseadvisor.suggesting.rank import priority, ranked

Money = Callable[[LabelledClause], Mapping[str, Any] | None]

#: Sub-types of control with a severity of at least 3 (domain notes e).
HEAVY_CONTROLS: Final = frozenset({"exclusivity", "prescription", "unilateral_right"})
_MOST_ADDITIONS = 3
_MOST_LESSONS = 4
_MOST_LIGHT = 2  # light controls of one recipe
_SURE_ENOUGH = 0.6
_FEWEST_WORDS = 10  # a bare heading is no clause to negotiate
_ENOUGH_TO_ADVISE = 3  # clauses that are not neutral, before additions are proposed
_STAGES: Final = ("Guarded", "Pilot", "Partner", "Trusted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything beside the clause that advice depends on."""

    playbook: Playbook
    words: Words
    law: str | None = None
    role: Role = Role.CUSTOMER
    readiness: Readiness | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    money: Money | None = None
    norms: Sequence[NormStatus] | None = None


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
) -> tuple[Suggestion, ...]:
    """All suggestions for a contract, what to raise first at the head.

    Every penalty and every heavy control has exactly one, "keep" with its reason included; light
    controls have one where a change is worthwhile. ``answers`` are the [relationship] answers of
    an assumptions file (an absent one is an open question); ``money`` gives the economics of a
    clause, or None. ``role`` is the side that the notes take. ``norms`` is what
    :func:`cover_norms` found, where the caller has asked it already.
    """
    setting = Setting(
        playbook=playbook,
        words=words_of(document),
        law=document.law,
        role=role,
        readiness=readiness,
        answers=answers or {},
        money=money,
        norms=norms,
    )
    advised = [
        *_for_clauses(clauses, setting),
        *_lessons(clauses, setting),
        *_additions(clauses, setting),
    ]
    return ranked(_with_own_ids(advised))


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
    if judgement.label not in (Label.PENALTY, Label.CONTROL):
        return None
    clause = LabelledClause(
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
    words = words_of_text(text, burden, burdened_party, playbook.roles)
    return _advise(clause, Setting(playbook=playbook, words=words, role=role))


def _for_clauses(clauses: Iterable[LabelledClause], setting: Setting) -> Iterator[Suggestion]:
    light: dict[str, int] = {}
    for clause in clauses:
        if clause.label not in (Label.PENALTY, Label.CONTROL):
            continue
        suggestion = _advise(clause, setting)
        if suggestion is None:
            continue
        if clause.label is Label.CONTROL and not (clause.heavy or clause.subtype in HEAVY_CONTROLS):
            repeated = light.get(suggestion.recipe, 0) >= _MOST_LIGHT
            if repeated or not _worthwhile(clause, suggestion, setting.playbook):
                continue
            light[suggestion.recipe] = light.get(suggestion.recipe, 0) + 1
        yield suggestion


def _worthwhile(clause: LabelledClause, suggestion: Suggestion, playbook: Playbook) -> bool:
    """A light control is worth a word where something would change and the label is sure."""
    recipe = playbook.recipes[suggestion.recipe]
    return (
        suggestion.verdict is not Verdict.KEEP
        and clause.confidence >= _SURE_ENOUGH
        and len(clause.text.split()) >= _FEWEST_WORDS
        and not clause.text.isupper()
        and holds(recipe.light_when, view_of(clause))
    )


def _advise(clause: LabelledClause, setting: Setting) -> Suggestion | None:
    """The suggestion of the recipe that fits the clause; None where the playbook has no recipe."""
    view = view_of(clause)
    recipe = choose_recipe(view, setting.playbook)
    if recipe is None:
        return None
    slots = slots_of(clause, recipe, setting.words)
    burden = _burden_as_named(slots["debtor"], clause.burden, setting.words)
    view = replace(view, burden=burden)
    guarded = guard(view, recipe, setting.playbook, setting.answers, setting.readiness)
    ruling = rule(
        view, recipe, setting.playbook, forbidden=guarded.forbidden, keep_weight=guarded.weight
    )
    advice = guarded.advice or recipe.advice[ruling.verdict]
    options = _options(recipe, view, slots, setting.playbook)
    text = compose(advice, view, slots)
    named = _mechanisms(advice, view, options, ruling.verdict)
    carried = _carries(
        _burden_as_named(slots["debtor"], clause.burden, setting.words), setting.role
    )
    suggestion = Suggestion(
        id=_id(clause.text, recipe.id),
        clause_id=clause.id or None,
        verdict=ruling.verdict,
        kind=_kind(named, setting.playbook),
        recipe=recipe.id,
        title=advice.title,
        rationale=_rationale(advice, ruling, guarded, recipe, carried),
        norms=recipe.norms,
        proposed_text=text,
        negotiation=_opened(
            _negotiation(recipe.bargain, ruling.verdict, bool(text), carried),
            recipe,
            ruling.verdict,
        ),
        economics=setting.money(clause) if setting.money else None,
        stage_needed=advice.stage_needed,
        unlocked=_unlocked(advice.stage_needed, setting.readiness),
        preconditions=(
            *_preconditions(recipe, ruling.verdict, setting, advice.stage_needed),
            *left_open(text, named, setting.playbook),
        ),
        guardrails=tuple(each.id for each in guarded.standing),
        risks=recipe.risks if ruling.verdict is not Verdict.KEEP else (),
        sources=recipe.sources,
        mechanisms=named,
        options=options,
        questions=guarded.questions,
        blanks=blanks_of(text),
        pitfalls=_pitfalls(recipe.pitfalls, setting),
        first_step=recipe.first_step,
    )
    rank = priority(
        suggestion, clause, carried=carried is not False, guarded=bool(guarded.standing)
    )
    return replace(suggestion, priority=rank)


def _id(text: str, recipe: str) -> str:
    plain = " ".join(text.split())
    return "s-" + hashlib.sha256(f"{recipe}\n{plain}".encode()).hexdigest()[:10]


def _with_own_ids(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The same clause text may stand twice in a contract; the second id gets a "-2"."""
    seen: dict[str, int] = {}
    own: list[Suggestion] = []
    for each in suggestions:
        seen[each.id] = seen.get(each.id, 0) + 1
        own.append(each if seen[each.id] == 1 else replace(each, id=f"{each.id}-{seen[each.id]}"))
    return own


def _burden_as_named(debtor: str, labelled: Burden, words: Words) -> Burden:
    """The burden that goes with the side that the wording names as carrying the clause."""
    if debtor == words.vendor:
        return Burden.VENDOR
    return Burden.CUSTOMER if debtor == words.customer else labelled


def _carries(burden: Burden, role: Role) -> bool | None:
    """Whether the clause weighs on the side the notes take; None where it weighs on both or is unclear."""
    if burden in (Burden.BOTH, Burden.UNKNOWN) or role is Role.OTHER:
        return None
    return burden.value == role.value


def _options(recipe: Recipe, view: View, slots: Slots, playbook: Playbook) -> tuple[Option, ...]:
    """The strongest bonus and the strongest trust norm that fit the clause."""
    found = (_strongest(recipe.bonus, view), _strongest(recipe.trust, view))
    return tuple(_option(choice, slots, playbook) for choice in found if choice)


def _strongest(choices: Sequence[OptionChoice], view: View) -> OptionChoice | None:
    return next((choice for choice in choices if holds(choice.when, view)), None)


def _option(choice: OptionChoice, slots: Slots, playbook: Playbook) -> Option:
    mechanism = playbook.mechanisms[choice.mechanism]
    return Option(
        mechanism=mechanism.id,
        kind=mechanism.kind,
        title=mechanism.title,
        text=fill(choice.wording or mechanism.wording, slots),
        stage_needed=mechanism.stage_needed,
    )


def _mechanisms(
    advice: Advice, view: View, options: Sequence[Option], verdict: Verdict
) -> tuple[str, ...]:
    """What the wording puts in place, the leading mechanism first; a part left out does not count."""
    used = {part.mechanism for part in advice.parts if part.mechanism and holds(part.when, view)}
    if not used:
        return ()
    every = {part.mechanism for part in advice.parts if part.mechanism}
    return tuple(each for each in mechanisms_of(advice) if each in used or each not in every)


def _kind(mechanisms: Iterable[str], playbook: Playbook) -> Kind:
    kinds = {playbook.mechanisms[each].kind for each in mechanisms}
    if not kinds:
        return Kind.NONE
    return kinds.pop() if len(kinds) == 1 else Kind.BOTH


def _rationale(
    advice: Advice,
    ruling: Ruling,
    guarded: Guarded,
    recipe: Recipe,
    carried: bool | None,
) -> str:
    """Why, in plain words: the recipe's reason, what in this clause speaks for it, and whom it serves."""
    said = [advice.rationale.strip()]
    reasons = [signal.reason for signal in ruling.signals][:3]
    if reasons:
        said.append(f"In this clause: {'; '.join(reasons)}.")
    if guarded.standing:
        said.append(
            f"Mind that {'; and that '.join(each.reason for each in guarded.standing[:2])}."
        )
    said.append(_whom_it_serves(recipe, ruling.verdict, carried))
    return " ".join(part for part in said if part)


def _whom_it_serves(recipe: Recipe, verdict: Verdict, carried: bool | None) -> str:
    if verdict is Verdict.KEEP:
        return ""
    if carried is None:
        return recipe.mirror
    if carried:
        return f"The clause weighs on your side, so this is a change to ask for. {recipe.mirror}"
    return f"The clause works for your side, so the change is something you give and may be paid for. {recipe.mirror}"


def _negotiation(
    bargain: Bargain, verdict: Verdict, adds: bool, carried: bool | None
) -> Negotiation:
    """Who asks for what: the side that carries the clause asks for relief, the other gives it."""
    floor = f"Hold on to {bargain.floor}."
    if verdict is Verdict.KEEP:
        ask = "Ask for no change to the clause" + (
            "; propose the addition beside it, for both sides." if adds else "."
        )
        return Negotiation(
            ask=ask,
            offer=f"Offer {bargain.in_return}, as good practice."
            if carried
            else f"Say openly what it protects: {bargain.floor}.",
            fallback="Practise the addition without writing it down."
            if adds
            else "Leave it out of the talks.",
            keep=floor,
        )
    if carried is None:
        return Negotiation(
            ask=f"Propose, for both sides, {bargain.relief}.",
            offer=f"Commit in return to {bargain.in_return}.",
            fallback=f"If that is too much at once: {bargain.fallback}.",
            keep=floor,
        )
    if carried:
        return Negotiation(
            ask=f"Ask for {bargain.relief}.",
            offer=f"Offer {bargain.in_return}.",
            fallback=f"If they decline: {bargain.fallback}.",
            keep=floor,
        )
    return Negotiation(
        ask=f"Ask in exchange for {bargain.in_return}.",
        offer=f"Offer {bargain.relief}.",
        fallback=f"If that is too much for your side: {bargain.fallback}.",
        keep=floor,
    )


def _opened(negotiation: Negotiation, recipe: Recipe, verdict: Verdict) -> Negotiation:
    """A change is brought up with a question to the other side, before anything is asked for."""
    if verdict is Verdict.KEEP or not recipe.questions:
        return negotiation
    return replace(
        negotiation, ask=f"Begin with a question: “{recipe.questions[0]}” {negotiation.ask}"
    )


def _unlocked(stage_needed: int, readiness: Readiness | None) -> bool:
    return stage_needed == 0 or (readiness is not None and readiness.stage >= stage_needed)


def _preconditions(
    recipe: Recipe, verdict: Verdict, setting: Setting, stage_needed: int
) -> tuple[str, ...]:
    found = list(recipe.preconditions) if verdict is not Verdict.KEEP else []
    if not _unlocked(stage_needed, setting.readiness):
        found.append(_what_unlocks(stage_needed, setting.readiness))
    if verdict is Verdict.REPLACE:
        found.append(
            "Phase it: suspend the old term for two or three periods, let it sleep, and remove it only then"
        )
    if setting.answers.get("risk") == "high" and verdict is not Verdict.KEEP:
        found.append(
            "The relationship is marked as high risk: change one clause at a time and keep the anchor"
        )
    return tuple(found)


def _what_unlocks(stage_needed: int, readiness: Readiness | None) -> str:
    wanted = f"stage {stage_needed} ({_STAGES[stage_needed]})"
    if readiness is None:
        return f"Both sides at {wanted} on the readiness scorecard; it has not been filled in yet"
    now = f"stage {readiness.stage} ({_STAGES[readiness.stage]})"
    return f"Both sides at {wanted} on the readiness scorecard; today it shows {now}"


def _pitfalls(named: Sequence[str], setting: Setting) -> tuple[str, ...]:
    """The warnings in plain words; where the governing law decides one, in the words for that law."""
    return tuple(_warning(setting.playbook.pitfalls[each], setting.law) for each in named)


def _warning(pitfall: Pitfall, law: str | None) -> str:
    decided = (
        pitfall.by_law[name]
        for name, patterns in pitfall.laws.items()
        if law and name in pitfall.by_law and any(found(pattern, law) for pattern in patterns)
    )
    mark = "" if pitfall.title.endswith("?") else ":"
    return f"{pitfall.title}{mark} {next(decided, pitfall.text)}"


# ------------------------------------------------------------------ what is there, what is missing


def _lessons(clauses: Sequence[LabelledClause], setting: Setting) -> Iterator[Suggestion]:
    """One for the weightiest clause of each incentive or trust sub-type, a few in all."""
    firsts: dict[str, tuple[LabelledClause, Lesson]] = {}
    for lesson in setting.playbook.lessons.values():
        fitting = [
            clause
            for clause in clauses
            if clause.subtype == lesson.subtype and clause.confidence >= _SURE_ENOUGH
        ]
        if fitting:
            firsts[lesson.subtype] = (max(fitting, key=lambda clause: clause.confidence), lesson)
    ordered = sorted(
        firsts.values(), key=lambda pair: (pair[0].label is not Label.INCENTIVE, -pair[0].severity)
    )
    for clause, lesson in ordered[:_MOST_LESSONS]:
        yield _lesson(clause, lesson, setting)


def _lesson(clause: LabelledClause, lesson: Lesson, setting: Setting) -> Suggestion:
    return Suggestion(
        id=_id(clause.text, lesson.id),
        clause_id=clause.id,
        verdict=Verdict.KEEP,
        kind=lesson.kind,
        recipe=lesson.id,
        title=lesson.title,
        rationale=lesson.lesson,
        norms=(),
        preconditions=unclear(clause.text, setting.playbook) if lesson.kind is Kind.BONUS else (),
        proposed_text="",
        negotiation=Negotiation(
            ask="Ask for no change to the clause; use it as the model for others.",
            offer="Say what it has done well for both sides.",
            fallback="Leave it as it is.",
            keep="Hold on to the clause.",
        ),
        unlocked=True,
        sources=lesson.sources,
        pitfalls=_pitfalls((), setting),
        first_step=lesson.first_step,
        priority=8.0,
    )


def _additions(clauses: Sequence[LabelledClause], setting: Setting) -> Iterator[Suggestion]:
    """A clause for each important norm that the contract lacks."""
    if sum(clause.label is not Label.NEUTRAL for clause in clauses) < _ENOUGH_TO_ADVISE:
        return
    statuses = cover_norms(clauses, setting.playbook) if setting.norms is None else setting.norms
    for norm in missing_norms(statuses, clauses, setting.playbook, _MOST_ADDITIONS):
        yield _addition(norm, place_for(norm, clauses), setting)


def _addition(norm: Norm, place: LabelledClause | None, setting: Setting) -> Suggestion:
    new = norm.addition
    assert new is not None  # missing_norms returns such norms only
    text = fill(new.wording, _plain_slots(setting.words))
    locked = (
        []
        if _unlocked(new.stage_needed, setting.readiness)
        else [_what_unlocks(new.stage_needed, setting.readiness)]
    )
    return Suggestion(
        id=_id(new.wording, norm.id),
        clause_id=None,
        verdict=Verdict.ADD,
        kind=setting.playbook.mechanisms[new.mechanism].kind,
        recipe=norm.id,
        title=new.title,
        rationale=f"{new.rationale.strip()} {_where(place, setting.words)}",
        norms=(norm.id,),
        proposed_text=text,
        negotiation=_negotiation(new.bargain, Verdict.ADD, True, None),
        stage_needed=new.stage_needed,
        unlocked=_unlocked(new.stage_needed, setting.readiness),
        preconditions=tuple(locked),
        risks=new.risks,
        sources=new.sources,
        mechanisms=(new.mechanism,),
        blanks=blanks_of(text),
        pitfalls=_pitfalls(new.pitfalls, setting),
        first_step=new.first_step,
        priority=new.importance,
    )


def _where(place: LabelledClause | None, words: Words) -> str:
    if place is None:
        return "It could stand at the end of the main part, before the general provisions."
    cited = reference(place, words)
    if cited.startswith("this "):
        quoted = place.heading or " ".join(place.text.split()[:6])
        return f"It would go after the {words.clause.lower()} that begins “{' '.join(quoted.split())[:60]}”."
    return f"It would go after {cited}."


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
