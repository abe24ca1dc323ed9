"""Which recipe fits a clause, and which verdict its words speak for.

The look-up from sub-type to catalogue entry, the cues that part one entry from another and the
signals for a verdict are data of the playbook; here they are only weighed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from clauseadvisor.domain import Amount, Burden, Facts, LabelledClause, Verdict
from clauseadvisor.patterns import Searches
from clauseadvisor.playbook.cue_schema import Signal, When
from clauseadvisor.playbook.recipe_schema import Choice, Recipe
from clauseadvisor.playbook.schema import Playbook

#: How many of each unit a year holds, to compare interest rates.
_PER_YEAR: Final[Mapping[str, float]] = {
    "day": 365,
    "week": 52,
    "month": 12,
    "quarter": 4,
    "year": 1,
}
_WHOLE: Final = 100.0
#: Where two verdicts weigh the same, the first of these wins.
_PREFERENCE = (Verdict.SOFTEN, Verdict.KEEP, Verdict.REPLACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What matching sees of a clause: all of its words, its sub-type, burden and facts.

    ``has`` holds the devices of the contract within its reach and where each is ("Section 5.3");
    ``kinds`` the kinds of deal that the contract is. ``beside`` are the words of the other pieces of
    its section, where splitting cut that: what stands there is not missing.
    """

    words: str
    beside: str = ""
    subtype: str | None
    burden: Burden = Burden.UNKNOWN
    facts: Facts = field(default_factory=Facts)
    has: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A verdict, the score of each, and the signals that spoke for the one that won, heaviest first."""

    verdict: Verdict
    scores: Mapping[Verdict, float]
    signals: tuple[Signal, ...]


def view_of(clause: LabelledClause, kinds: frozenset[str] = frozenset()) -> View:
    """The view of a labelled clause in a deal of these kinds; heading and lead-in count as words."""
    return View(
        words=_all_words(clause.heading, clause.context, clause.text),
        subtype=clause.subtype,
        burden=clause.burden,
        facts=clause.facts,
        kinds=kinds,
    )


@lru_cache(maxsize=4096)
def _all_words(heading: str | None, context: str | None, text: str) -> str:
    """One and the same text each time that a clause is looked at: what is known of it is soon found."""
    return "\n".join(part for part in (heading, context, text) if part)


def learn(playbook: Playbook) -> None:
    """Tells the searches at once of what every clause will be asked for."""
    _SEARCHES.learn(playbook.asked_of_all)


def may_hold(when: When, words: str) -> bool:
    """False where the words rule the condition out at a glance, as they do most."""
    return _SEARCHES.may_match(when.needed, words)


def may_hold_any(section: str, words: str, playbook: Playbook) -> bool:
    """False where the words rule out all conditions of a section of the playbook at a glance."""
    patterns = playbook.at_a_glance.get(section)
    return patterns is None or _SEARCHES.may_match((patterns,), words)


def whole_of_section(view: View) -> View:
    """The view with all words of the section as its own: what one piece of it says, the section says."""
    if not view.beside:
        return view
    return replace(view, words=f"{view.words}\n{view.beside}", beside="")


def _alone(view: View) -> View:
    return replace(view, beside="") if view.beside else view


def holds(when: When, view: View) -> bool:
    """Whether everything that the condition states is true of the clause."""
    if not _SEARCHES.may_match(when.needed, view.words):
        return False
    return (when.of_words_alone or _facts_hold(when, view)) and (
        (not when.any_of or any_found(when.any_of, view.words))
        and all(any_found((pattern,), view.words) for pattern in when.all_of)
        and not (when.none_of and _anywhere(when.none_of, view))
    )


def _anywhere(patterns: Collection[str], view: View) -> bool:
    """Whether one of the patterns occurs in the clause, or in another piece of its section."""
    return any_found(patterns, view.words) or (
        view.beside != "" and any_found(patterns, view.beside)
    )


def _facts_hold(when: When, view: View) -> bool:
    """Whether all that is not about words is true: asked first, as it costs least."""
    facts = view.facts
    if (when.there or when.lacks) and not _devices_hold(when, view):
        return False
    if (when.kinds or when.not_kinds) and not _kinds_hold(when, view):
        return False
    if (
        when.cap not in (None, facts.cap is not None)
        or when.cure not in (None, facts.cure is not None)
        or when.metric not in (None, facts.metric is not None)
        or when.trigger not in (None, facts.trigger is not None)
        or (when.burden and view.burden not in when.burden)
        or (when.subtypes and view.subtype not in when.subtypes)
        or (when.shorter_than is not None and len(view.words) >= when.shorter_than)
    ):
        return False
    return _amounts_hold(when, facts.amounts)


def _devices_hold(when: When, view: View) -> bool:
    """Whether the devices asked for are there, and those that must lack do."""
    return view.has.keys() >= set(when.there) and view.has.keys().isdisjoint(when.lacks)


def _kinds_hold(when: When, view: View) -> bool:
    """Whether the deal is of one of the kinds asked for, and of none of those ruled out."""
    return (not when.kinds or not view.kinds.isdisjoint(when.kinds)) and view.kinds.isdisjoint(
        when.not_kinds
    )


def _amounts_hold(when: When, amounts: Sequence[Amount]) -> bool:
    """Whether the kinds of amount and the yearly rate are what the condition asks for."""
    asked = (when.money, when.percent, when.rate_below, when.rate_above, when.percentages_from)
    if all(each is None for each in asked):
        return True
    kinds = {amount.kind for amount in amounts}
    rate = yearly_rate(amounts)
    return (
        when.money in (None, "money" in kinds)
        and when.percent in (None, "percent" in kinds)
        and (when.rate_below is None or (rate is not None and rate < when.rate_below))
        and (when.rate_above is None or (rate is not None and rate > when.rate_above))
        and (
            when.percentages_from is None
            or sum(amount.kind == "percent" for amount in amounts) >= when.percentages_from
        )
    )


def yearly_rate(amounts: Sequence[Amount]) -> float | None:
    """The first percentage per unit of time as simple percent a year; None if there is none.

    More than a hundred is no rate but a multiple of one ("125% of the prime rate").
    """
    for amount in amounts:
        times = _PER_YEAR.get(amount.per or "")
        if amount.kind == "percent" and times is not None and amount.value <= _WHOLE:
            return amount.value * times
    return None


def choose_recipe(view: View, playbook: Playbook) -> Recipe | None:
    """The catalogue entry for the clause, None where the playbook has no route for it.

    Where one of its variants fits the clause, the entry speaks in the words of that variant.
    """
    view = _alone(view)  # what a clause is it says itself
    for route in playbook.routes.values():
        if route.subtype == view.subtype:
            chosen = first_choice(route.choices, view)
            recipe = playbook.recipes[chosen.recipe if chosen else route.otherwise]
            return as_varied(recipe, view)
    return None


def as_varied(recipe: Recipe, view: View) -> Recipe:
    """The recipe in the words of the first of its variants that fits the clause, else in its own."""
    variant = next((each for each in recipe.variants if holds(each.when, view)), None)
    return recipe.as_in(variant) if variant else recipe


def first_choice(choices: Sequence[Choice], view: View) -> Choice | None:
    """The first choice whose condition holds."""
    return next((choice for choice in choices if holds(choice.when, view)), None)


def rule(
    view: View,
    recipe: Recipe,
    playbook: Playbook,
    *,
    forbidden: Collection[Verdict] = (),
    keep_weight: float = 0.0,
) -> Ruling:
    """Weighs the recipe's lean and the signals in the clause; ``forbidden`` verdicts cannot win.

    ``keep_weight`` is what the standing guardrails add to keeping the clause.
    """
    alone = _alone(view)  # what another piece has takes no reason to keep this one
    heard = [
        signal
        for signal in playbook.signals.values()
        if (not signal.recipes or recipe.id in signal.recipes)
        and holds(signal.when, alone if signal.favours is Verdict.KEEP else view)
    ]
    scores = {verdict: recipe.lean.get(verdict, 0.0) for verdict in _PREFERENCE}
    scores[Verdict.KEEP] += keep_weight
    for signal in heard:
        scores[signal.favours] += signal.weight
    open_to = [each for each in _PREFERENCE if each in recipe.advice and each not in forbidden]
    verdict = max(open_to, key=lambda each: scores[each], default=Verdict.KEEP)
    spoke = [signal for signal in heard if signal.favours is verdict]
    spoke.sort(key=lambda signal: -signal.weight)
    return Ruling(verdict=verdict, scores=scores, signals=tuple(spoke))


def any_found(patterns: Iterable[str], words: str) -> bool:
    """Whether one of the regular expressions occurs in the words, whatever their case."""
    return _SEARCHES.first(patterns, words) is not None


def may_be_found(patterns: frozenset[str], words: str) -> bool:
    """False where none of the regular expressions can occur in the words: told at a glance."""
    return _SEARCHES.may_match((patterns,), words)


def words_found(pattern: str, words: str) -> str:
    """The words that the regular expression matches, whatever their case; empty where none."""
    match = _SEARCHES.first((pattern,), words)
    return match.group() if match else ""


_SEARCHES: Final = Searches(re.IGNORECASE | re.DOTALL)
