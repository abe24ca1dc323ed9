"""How long the contract itself gives for an answer, so that no proposal gives less."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from clauseadvisor.domain import LabelledClause
from clauseadvisor.patterns import Sought, folded
from clauseadvisor.playbook.recipe_schema import Recipe
from clauseadvisor.suggesting.naming import Words

#: What is proposed where the contract says nothing.
_PROPOSED: Final = "[10]"
_FLAGS: Final = re.IGNORECASE | re.DOTALL


def own_period(recipe: Recipe, clauses: Iterable[LabelledClause], words: Words) -> str:
    """The longest period that the clauses give for what the recipe is about ("15 business days").

    Where none gives one, a blank with a proposed number of days.
    """
    longest = 0, f"{_PROPOSED} {words.business_days}"
    if not recipe.own_periods:
        return longest[1]
    patterns = [Sought(each, _FLAGS) for each in recipe.own_periods]
    for clause in clauses:
        plain = folded(clause.text)
        for pattern in patterns:
            found = pattern.search(clause.text, plain)
            if found and int(found["count"]) > longest[0]:
                longest = int(found["count"]), f"{int(found['count'])} {found['unit'].lower()}"
    return longest[1]
