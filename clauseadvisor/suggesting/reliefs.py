"""What to ask for where a clause weighs on the own side and its sub-type leads to no change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import Label, LabelledClause, Suggestion, Verdict
from clauseadvisor.playbook.recipe_schema import Recipe, Relief
from clauseadvisor.suggesting.advise import advise_by
from clauseadvisor.suggesting.asides import aside_of
from clauseadvisor.suggesting.bargaining import burden_as_named, carries
from clauseadvisor.suggesting.burdens import sides_under
from clauseadvisor.suggesting.grounds import ground_of
from clauseadvisor.suggesting.match import any_found, as_varied, holds, may_hold_any, view_of
from clauseadvisor.suggesting.setting import Setting

_FEWEST_WORDS: Final = 8  # a heading asks for nothing


def reliefs_of(clauses: Sequence[LabelledClause], setting: Setting) -> dict[str, Suggestion]:
    """The changes to ask for by the id of their clause, one of each recipe: the same words twice say nothing more.

    The label does not count, nor a doubt about it: a clause may be neutral in form and weigh on one side all the same. A
    penalty or a control goes before a clause without a label of its own.
    """
    # Without its contract nobody knows whose side a clause is on.
    if not setting.deal.sided or setting.role not in setting.words.known:
        return {}
    found: dict[str, Suggestion] = {}
    seen: set[str] = set()
    for clause in sorted(clauses, key=lambda each: each.label is Label.NEUTRAL):
        relief, recipe = _recipe_for(clause, setting) or (None, None)
        if relief is None or recipe is None or recipe.id in seen:
            continue
        asked = advise_by(recipe, replace(clause, needs_review=False), setting)
        asked = replace(asked, ground=ground_of(clause, relief.when.any_of) or asked.ground)
        if asked.verdict is not Verdict.KEEP:
            seen.add(recipe.id)
            found[clause.id] = asked
    return found


def _recipe_for(clause: LabelledClause, setting: Setting) -> tuple[Relief, Recipe] | None:
    view = view_of(clause, setting.deal.ids)
    if not may_hold_any("reliefs", view.words, setting.playbook):
        return None
    found = next(
        (each for each in setting.playbook.reliefs.values() if holds(each.when, view)), None
    )
    if found is None or len(clause.text.split()) < _FEWEST_WORDS:
        return None
    aside = aside_of(clause, view, setting.playbook)
    if aside is not None and aside.binds_nobody:
        return None
    recipe = setting.playbook.recipes[found.recipe]
    if not _is_ours_to_ask(found, recipe, clause, setting) or _is_answered(found, setting):
        return None
    return found, as_varied(recipe, view)


def _is_answered(found: Relief, setting: Setting) -> bool:
    """Whether another clause of the contract gives already what would be asked for."""
    others = setting.clauses.values() if found.unless else ()
    return any(any_found(found.unless, view_of(each).words) for each in others)


def _is_ours_to_ask(
    found: Relief, recipe: Recipe, clause: LabelledClause, setting: Setting
) -> bool:
    """Whether the clause weighs on the side advised, or on both where the relief is mutual."""
    carrier, _ = sides_under(recipe, clause, setting.words)
    carried = carries(burden_as_named(carrier, clause.burden, setting.words), setting.role)
    return carried is True or (found.mutual and carried is None)
