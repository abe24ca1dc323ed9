"""On whom a clause weighs: one answer for the whole analysis, the one that the wording goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import Burden, Document, Label, LabelledClause, Role
from clauseadvisor.playbook.recipe_schema import Recipe
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.bargaining import burden_as_named
from clauseadvisor.suggesting.deals import is_sided
from clauseadvisor.suggesting.match import choose_recipe, holds, learn, may_hold_any, view_of
from clauseadvisor.suggesting.naming import Words, sides_of, words_of

_ADVISED: Final = frozenset({Label.PENALTY, Label.CONTROL})


def sides_under(recipe: Recipe, clause: LabelledClause, words: Words) -> tuple[str, str]:
    """(who carries the clause, who holds it) as the recipe reads it and the contract names them."""
    return sides_of(
        clause,
        words,
        recipe.carrier,
        carried_by=recipe.carried_by,
        held_by=recipe.held_by,
        by_nature=recipe.side,
        anywhere=recipe.told_anywhere,
    )


def with_burdens_named(
    clauses: Sequence[LabelledClause], document: Document, playbook: Playbook
) -> tuple[LabelledClause, ...]:
    """The clauses, each penalty and control with the burden that its advice goes by.

    A recipe knows by which words its kind of clause tells who is bound; where they name the
    other side than the label did, the words win, so that no reader is told both. Where the parties
    stand on no two sides, the burden is on nobody's side: who bears it is told by name alone.
    """
    if not is_sided(document.parties, playbook):
        return tuple(_on_no_side(clause) for clause in clauses)
    learn(playbook)
    words = words_of(document, playbook.roles)
    return tuple(_named(clause, words, playbook) for clause in clauses)


def _named(clause: LabelledClause, words: Words, playbook: Playbook) -> LabelledClause:
    advised = clause.label in _ADVISED
    named = with_burden_named(clause, words, playbook) if advised else clause
    # A relief goes by the words of the clause; a label in doubt has nothing to set against them.
    if clause.label is Label.NEUTRAL or (advised and clause.needs_review):
        return _with_relief_named(named, words, playbook)
    return named


def _with_relief_named(clause: LabelledClause, words: Words, playbook: Playbook) -> LabelledClause:
    """The clause with the side that it weighs on, where it is one to ask relief for."""
    view = view_of(clause)
    if not may_hold_any("reliefs", view.words, playbook):
        return clause
    found = next((each for each in playbook.reliefs.values() if holds(each.when, view)), None)
    if found is None:
        return clause
    carrier, _ = sides_under(playbook.recipes[found.recipe], clause, words)
    burden = burden_as_named(carrier, clause.burden, words)
    if burden is clause.burden:
        return clause
    return replace(clause, burden=burden, burdened_party=carrier.removeprefix("the "))


def _on_no_side(clause: LabelledClause) -> LabelledClause:
    if clause.burden in (Burden.VENDOR, Burden.CUSTOMER):
        return replace(clause, burden=Burden.UNKNOWN)
    return clause


def _on_side(clause: LabelledClause, side: Role, words: Words) -> LabelledClause:
    """The clause with its burden on that side, which its words tell though they name the other."""
    burden = Burden(side.value)
    if clause.burden in (burden, Burden.BOTH) or side not in words.known:
        return clause
    name = words.vendor if side is Role.VENDOR else words.customer
    return replace(clause, burden=burden, burdened_party=name.removeprefix("the "))


def with_burden_named(clause: LabelledClause, words: Words, playbook: Playbook) -> LabelledClause:
    """The clause with the burden that its advice goes by; ``words`` are those of its contract."""
    view = view_of(clause)
    recipe = choose_recipe(view, playbook)
    if recipe is None:
        return clause
    bearer = next((each for each in playbook.bearers.values() if holds(each.when, view)), None)
    if bearer is not None and bearer.weighs_on == Burden.BOTH.value:
        return replace(clause, burden=Burden.BOTH, burdened_party=None)
    if bearer is not None:
        return _on_side(clause, Role(bearer.weighs_on), words)
    carrier, _ = sides_under(recipe, clause, words)
    burden = burden_as_named(carrier, clause.burden, words)
    if burden is clause.burden:
        return clause
    return replace(clause, burden=burden, burdened_party=carrier.removeprefix("the "))
