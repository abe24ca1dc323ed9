"""Ids of suggestions: from the text and the recipe, so that the next run gives the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from clauseadvisor.domain import Suggestion


def identity(text: str, recipe: str) -> str:
    """The id of what ``recipe`` says of ``text``; spacing does not count."""
    plain = " ".join(text.split())
    return "s-" + hashlib.sha256(f"{recipe}\n{plain}".encode()).hexdigest()[:10]


def with_own_ids(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The same clause text may stand twice in a contract; the second id gets a "-2"."""
    seen: dict[str, int] = {}
    own: list[Suggestion] = []
    for each in suggestions:
        seen[each.id] = seen.get(each.id, 0) + 1
        own.append(each if seen[each.id] == 1 else replace(each, id=f"{each.id}-{seen[each.id]}"))
    return own
