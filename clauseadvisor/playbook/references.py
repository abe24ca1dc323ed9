"""Whether every id that a playbook names is defined in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clauseadvisor.domain import LABEL_OF
from clauseadvisor.playbook.cue_schema import When
from clauseadvisor.playbook.entries import Entry
from clauseadvisor.playbook.recipe_schema import mechanisms_of
from clauseadvisor.playbook.schema import SECTIONS, Playbook


def broken_references(playbook: Playbook) -> Iterator[tuple[str, str, str, str]]:
    """Every id that is named and not defined, as (section, entry, field, id)."""
    for section, entry, field, known, named in _references(playbook):
        for each in named:
            if each not in known:
                yield section, entry, field, each


def _references(playbook: Playbook) -> Iterator[tuple[str, str, str, Iterable[str], Iterable[str]]]:
    own = playbook.recipes.values()
    varied = (each.as_in(variant) for each in own for variant in each.variants)
    for recipe in (*own, *varied):
        yield "recipes", recipe.id, "norms", playbook.norms, recipe.norms
        yield "recipes", recipe.id, "pitfalls", playbook.pitfalls, recipe.pitfalls
        options = [each.mechanism for each in (*recipe.bonus, *recipe.trust)]
        yield "recipes", recipe.id, "bonus, trust", playbook.mechanisms, options
        used = [each for advice in recipe.advice.values() for each in mechanisms_of(advice)]
        yield "recipes", recipe.id, "advice", playbook.mechanisms, used
    for route in playbook.routes.values():
        named = [each.recipe for each in route.choices]
        yield "routes", route.id, "choices", playbook.recipes, [*named, route.otherwise]
        yield "routes", route.id, "subtype", LABEL_OF, [route.subtype]
    for relief in playbook.reliefs.values():
        yield "reliefs", relief.id, "recipe", playbook.recipes, [relief.recipe]
    for duty in playbook.duties.values():
        yield "duties", duty.id, "mechanism", playbook.mechanisms, [duty.mechanism]
    for matter in playbook.unadvised.values():
        under = [matter.falls_under] if matter.falls_under else []
        yield "unadvised", matter.id, "falls_under", playbook.unadvised, under
    for signal in playbook.signals.values():
        yield "signals", signal.id, "recipes", playbook.recipes, signal.recipes
    for device in playbook.devices.values():
        yield "devices", device.id, "subtypes", LABEL_OF, device.subtypes
    for guardrail in playbook.guardrails.values():
        named = [*guardrail.only_recipes, *guardrail.ask_for, *guardrail.own_advice]
        yield "guardrails", guardrail.id, "ask_for", playbook.recipes, named
    for lesson in playbook.lessons.values():
        yield "lessons", lesson.id, "subtype", LABEL_OF, [lesson.subtype]
    for anchor in playbook.anchors.values():
        yield "anchors", anchor.id, "subtypes", LABEL_OF, anchor.subtypes
    for kind in playbook.kinds.values():
        yield "kinds", kind.id, "leaves_out", playbook.norms, kind.leaves_out
        yield "kinds", kind.id, "shuts_out", playbook.recipes, kind.shuts_out
    for norm in playbook.norms.values():
        if norm.coverage:
            named = [*norm.coverage.subtypes, *norm.coverage.half]
            yield "norms", norm.id, "coverage", LABEL_OF, named
        if norm.addition:
            places = [*norm.addition.after, *norm.addition.needs]
            yield "norms", norm.id, "addition.after, needs", LABEL_OF, places
            pressing = norm.addition.pressing
            yield (
                "norms",
                norm.id,
                "addition.pressing",
                LABEL_OF,
                pressing.subtypes if pressing else (),
            )
            yield (
                "norms",
                norm.id,
                "addition.pressing",
                playbook.norms,
                pressing.lacks if pressing else (),
            )
            yield "norms", norm.id, "addition", playbook.mechanisms, [norm.addition.mechanism]
            yield "norms", norm.id, "addition", playbook.pitfalls, norm.addition.pitfalls
            made_for = [kind for each in norm.addition.variants for kind in each.kinds]
            yield "norms", norm.id, "addition.variants", playbook.kinds, made_for
    for section in SECTIONS:
        for entry in getattr(playbook, section).values():
            yield section, entry.id, "when", playbook.kinds, _kinds_named(entry)


def _kinds_named(entry: object) -> Iterator[str]:
    """Every kind of deal that a condition within the entry names."""
    if isinstance(entry, When):
        yield from (*entry.kinds, *entry.not_kinds)
    elif isinstance(entry, Entry):
        for name in type(entry).model_fields:
            yield from _kinds_named(getattr(entry, name))
    elif isinstance(entry, Mapping):
        for each in entry.values():
            yield from _kinds_named(each)
    elif isinstance(entry, tuple):
        for each in entry:
            yield from _kinds_named(each)
