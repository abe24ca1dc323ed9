"""The suggestion for one clause: recipe, verdict, wording, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from clauseadvisor.domain import (
    Burden,
    Kind,
    Label,
    LabelledClause,
    Option,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.cue_schema import Line
from clauseadvisor.playbook.recipe_schema import Advice, OptionChoice, Recipe, Voice, mechanisms_of
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.asides import (
    aside_of,
    left_alone,
    out_of_place,
    without_ground,
)
from clauseadvisor.suggesting.bargaining import burden_as_named, carries, negotiation_of, opened
from clauseadvisor.suggesting.blank_forms import first_step, questions
from clauseadvisor.suggesting.clarity import left_open
from clauseadvisor.suggesting.concerns import concern_of
from clauseadvisor.suggesting.devices import built_on, slots_there, within_reach
from clauseadvisor.suggesting.directions import Direction, direction_of
from clauseadvisor.suggesting.draft import (
    Slots,
    blanks_of,
    compose,
    fill,
    promised_level,
    slots_of,
    title_of,
    with_part,
)
from clauseadvisor.suggesting.elsewhere import with_terms_elsewhere
from clauseadvisor.suggesting.fees import share_of_fee
from clauseadvisor.suggesting.grounds import ground_of
from clauseadvisor.suggesting.guardrails import Guarded, guard
from clauseadvisor.suggesting.identity import identity
from clauseadvisor.suggesting.lines import exchange, true_lines
from clauseadvisor.suggesting.margins import out_of_reach
from clauseadvisor.suggesting.match import (
    Ruling,
    View,
    choose_recipe,
    holds,
    rule,
    view_of,
    whole_of_section,
)
from clauseadvisor.suggesting.money import without_what_is_there
from clauseadvisor.suggesting.pitfalls import pitfalls_of
from clauseadvisor.suggesting.rank import priority
from clauseadvisor.suggesting.reasons import open_reason, rationale_of
from clauseadvisor.suggesting.ripeness import is_unlocked, preconditions_of, what_unlocks
from clauseadvisor.suggesting.sections import head_of, words_beside
from clauseadvisor.suggesting.setting import Setting
from clauseadvisor.suggesting.terms import figures_elsewhere, with_defined_cap

#: What is said of a change of a clause that works for the own side.
_HELD: Final = {
    Direction.ASK: "held_more",
    Direction.EXCHANGE: "held_change",
    Direction.ALIKE: "held_alike",
}


def advise(clause: LabelledClause, setting: Setting) -> Suggestion | None:
    """The suggestion of the recipe that fits the clause; None where the playbook has no recipe."""
    view = _view(clause, setting)
    recipe = choose_recipe(view, setting.playbook)
    if recipe is None:
        return None
    aside = aside_of(clause, view, setting.playbook)
    if aside is not None:
        carried = carries(clause.burden, setting.role) if setting.deal.sided else None
        return left_alone(clause, recipe, aside, setting.playbook, carried=carried)
    shut = setting.deal.shuts_out(recipe.id)
    if shut is not None:
        return out_of_place(clause, recipe, shut, setting.playbook)
    if recipe.needs and not holds(recipe.needs.when, whole_of_section(view)):
        return without_ground(clause, recipe, setting.playbook)
    return _advise_by(recipe, clause, view, setting)


def advise_by(recipe: Recipe, clause: LabelledClause, setting: Setting) -> Suggestion:
    """The suggestion of that recipe, for a clause that holds what the recipe speaks of."""
    return _advise_by(recipe, clause, _view(clause, setting), setting)


def _advise_by(recipe: Recipe, clause: LabelledClause, view: View, setting: Setting) -> Suggestion:
    has = view.has
    slots = slots_of(
        clause,
        recipe,
        setting.words,
        setting.clauses,
        setting.shared_citations,
        cited_as=head_of(clause, setting.pieces),
    )
    slots |= slots_there(has, setting)
    view = replace(view, burden=burden_as_named(slots["debtor"], clause.burden, setting.words))
    view = with_terms_elsewhere(view, clause, recipe, setting.playbook, setting.clauses.values())
    carried = carries(view.burden, setting.role) if setting.deal.sided else None
    guarded = guard(view, recipe, setting.playbook, setting.answers, setting.readiness)
    ruling = rule(
        view,
        recipe,
        setting.playbook,
        forbidden=guarded.forbidden
        | _too_bold(clause)
        | _not_ours_to_give(recipe, carried, setting),
        keep_weight=guarded.weight,
    )
    verdict = ruling.verdict
    bearer = _bearer(slots["debtor"], setting)
    advice = (guarded.advice or recipe.advice[verdict]).as_said(carried)
    view = _with_level(view, clause)
    text = compose(advice, view, slots)
    tight = out_of_reach(text, has, setting)
    if tight and tight.wording:
        text = with_part(text, tight.wording)
    named = _mechanisms(advice, view)
    direction = direction_of(
        (part for part in advice.parts if holds(part.when, view)),
        view.burden,
        carried=carried,
        replaces=verdict is Verdict.REPLACE,
        eases=bool(tight and tight.wording),
    )
    if direction is Direction.EXCHANGE and _is_pay(recipe, carried, setting):
        direction = Direction.GIVE
    said = exchange(recipe.bargain.under(advice.terms, has), view, text)
    voice = None if carried is None else recipe.carried if carried else recipe.held
    asked = () if bearer or verdict is Verdict.KEEP else questions(_asked(recipe, voice), setting)
    suggestion = Suggestion(
        id=identity(clause.text, recipe.id),
        clause_id=clause.id or None,
        verdict=verdict,
        kind=_kind(named, setting.playbook),
        recipe=recipe.id,
        title=title_of(advice, view),
        rationale=_with(
            rationale_of(
                advice,
                view,
                ruling,
                guarded,
                _whom_it_serves(
                    recipe, view, verdict, carried, bearer, direction, said, setting.playbook
                ),
                setting.playbook,
                held=carried is False,
            ),
            built_on(advice, view, slots["clause"], text, setting.playbook),
            tight.said if tight else "",
            figures_elsewhere(clause, setting),
            share_of_fee(clause, setting),
        ),
        norms=_norms(recipe, text, setting.playbook),
        proposed_text=text,
        negotiation=opened(
            negotiation_of(
                said,
                verdict,
                setting.playbook,
                adds=bool(text),
                carried=carried,
                bearer=bearer,
            ),
            asked,
            setting.playbook,
        ),
        economics=_money(clause, recipe, has, setting),
        stage_needed=advice.stage_needed,
        unlocked=is_unlocked(advice.stage_needed, setting.readiness),
        unlock_hint=what_unlocks(advice.stage_needed, setting.readiness),
        preconditions=(
            *preconditions_of(
                _if_changed(recipe.preconditions, view, text, verdict),
                verdict,
                setting,
                advice.stage_needed,
            ),
            *left_open(text, named, setting.playbook, has),
        ),
        guardrails=tuple(each.id for each in guarded.standing),
        risks=_if_changed(recipe.risks, view, text, verdict),
        sources=recipe.sources,
        mechanisms=named,
        options=_options(recipe, view, slots, setting.playbook),
        questions=guarded.questions,
        blanks=blanks_of(text),
        ground=ground_of(clause, recipe.grounds) if text else None,
        pitfalls=pitfalls_of(recipe.pitfalls, setting, wording=text),
        first_step=first_step(
            advice.first_step or (voice and voice.first_step) or recipe.first_step, setting
        ),
        window=setting.window,
        concession=verdict is not Verdict.KEEP and _only_gives(recipe, direction, carried),
        concern=concern_of(recipe, view.burden, carried, asked, setting.playbook),
    )
    if carried and _is_open(recipe, view, guarded, verdict):
        suggestion = _left_open(suggestion, recipe, view, ruling, setting)
    rank = priority(
        suggestion,
        clause,
        carried=carried is not False and setting.deal.sided,
        guarded=bool(guarded.standing),
        formal=any(holds(each.when, view) for each in setting.playbook.formalities.values()),
    )
    return replace(suggestion, priority=rank)


def _view(clause: LabelledClause, setting: Setting) -> View:
    """The view of the clause in its contract."""
    return replace(
        view_of(clause, setting.deal.ids),
        has=within_reach(clause, setting),
        beside=words_beside(clause, setting.pieces),
    )


def _with_level(view: View, clause: LabelledClause) -> View:
    """The view for the wording: a defined level that is missed can be named as what must be met."""
    if view.facts.metric is not None:
        return view
    return replace(view, facts=replace(view.facts, metric=promised_level(clause)))


def _is_open(recipe: Recipe, view: View, guarded: Guarded, verdict: Verdict) -> bool:
    """Whether a clause that weighs on the own side is kept for want of a wording alone."""
    if verdict is not Verdict.KEEP or guarded.standing or recipe.open_when is None:
        return False
    return holds(recipe.open_when, view)


def _left_open(
    suggestion: Suggestion, recipe: Recipe, view: View, ruling: Ruling, setting: Setting
) -> Suggestion:
    """The same, told as what could be asked for and not as what the own side holds on to."""
    playbook = setting.playbook
    said = exchange(recipe.bargain, view)
    return replace(
        suggestion,
        title=playbook.say("open_title", what=recipe.title),
        rationale=open_reason(said["relief"], ruling, view, playbook),
        negotiation=negotiation_of(said, Verdict.SOFTEN, playbook, adds=False, carried=True),
        open=True,
    )


def _not_ours_to_give(recipe: Recipe, carried: bool | None, setting: Setting) -> frozenset[Verdict]:
    """A right that the own side holds is not what it trades away unasked.

    A clause without its contract is advised for either side, as nobody knows who reads it.
    """
    given = recipe.own_right and carried is False and bool(setting.clauses)
    return frozenset({Verdict.SOFTEN, Verdict.REPLACE}) if given else frozenset()


def _if_changed(
    lines: Iterable[Line], view: View, wording: str, verdict: Verdict
) -> tuple[str, ...]:
    """What is true of the change; a clause that is kept needs nothing and risks nothing new."""
    return () if verdict is Verdict.KEEP else true_lines(lines, view, wording)


def _asked(recipe: Recipe, voice: Voice | None) -> tuple[str, ...]:
    return (voice.question,) if voice and voice.question else recipe.questions


def _bearer(debtor: str, setting: Setting) -> str | None:
    """Who bears the clause by name, where the parties are on no two sides; None where they are."""
    if setting.deal.sided:
        return None
    return debtor if debtor in {written for _, written in setting.words.names} else None


def _whom_it_serves(
    recipe: Recipe,
    view: View,
    verdict: Verdict,
    carried: bool | None,
    bearer: str | None,
    direction: Direction,
    said: Mapping[str, str],
    playbook: Playbook,
) -> str:
    """On whom the clause weighs, who gives by the change, and what could be offered in return."""
    terms = {name: said[name] for name in ("relief", "in_return")}
    if verdict is Verdict.KEEP:
        if not (recipe.own_right and carried is False):
            return ""
        if direction is Direction.ASK:  # what stands beside it asks more of the other side
            return playbook.say("held_more", mirror="").strip()
        return playbook.say("own_right", **terms)
    if bearer:
        return playbook.say("unsided_change", debtor=bearer)
    # A clause that binds both already has no other direction; what mirrors a sanction of the own
    # side would be a gift to the other.
    gift = carried is False and recipe.label is Label.PENALTY
    mirror = "" if view.burden is Burden.BOTH or gift else recipe.mirror
    if carried is None:
        return mirror
    if _only_gives(recipe, direction, carried):
        given = "concession_carried" if carried else "concession"
        return playbook.say(given, in_return=terms["in_return"], mirror=mirror).strip()
    return playbook.say("carried_change" if carried else _HELD[direction], mirror=mirror).strip()


def _is_pay(recipe: Recipe, carried: bool | None, setting: Setting) -> bool:
    """Whether the clause is part of what the side advised is paid: a vendor that eases what its
    customer owes cuts its own price, whatever it asks for in return."""
    return setting.role is Role.VENDOR and carried is False and recipe.label is Label.PENALTY


def _only_gives(recipe: Recipe, direction: Direction, carried: bool | None) -> bool:
    """Whether a change is in hand for giving: it only costs the own side, or it opens a right of its
    own that nobody would open even in exchange."""
    own_right = carried is False and recipe.label is Label.CONTROL
    return direction is Direction.GIVE or (own_right and direction is not Direction.ASK)


def _money(
    clause: LabelledClause, recipe: Recipe, has: Mapping[str, str], setting: Setting
) -> Mapping[str, Any] | None:
    """The economics of a penalty; what its recipe takes for a control has none."""
    if setting.money is None or recipe.label is not Label.PENALTY:
        return None
    block = setting.money(with_defined_cap(clause, setting))
    return None if block is None else without_what_is_there(block, has)


def _with(reason: str, *more: str) -> str:
    return " ".join(part for part in (reason, *more) if part)


def _too_bold(clause: LabelledClause) -> frozenset[Verdict]:
    """A clause is not replaced while its label is in doubt: it may be no sanction at all."""
    return frozenset({Verdict.REPLACE}) if clause.needs_review else frozenset()


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
        title=choice.title or mechanism.title,
        text=fill(choice.wording or mechanism.wording, slots),
        stage_needed=mechanism.stage_needed,
    )


def _norms(recipe: Recipe, wording: str, playbook: Playbook) -> tuple[str, ...]:
    """The norms that the wording carries out; without any wording those of the recipe."""
    if not wording:
        return recipe.norms
    return tuple(each for each in recipe.norms if playbook.norms[each].stated(wording))


def _mechanisms(advice: Advice, view: View) -> tuple[str, ...]:
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
