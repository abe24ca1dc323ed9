"""Lengths: what is too short to say anything is joined, what is too long is cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clauseadvisor.splitting.grouping import LONGEST_JOINED, Draft
from clauseadvisor.splitting.headings import goes_on, tidy
from clauseadvisor.splitting.outline import NO_PARENT, Role
from clauseadvisor.splitting.sentences import pieces

#: A clause longer than this is cut between sentences.
LONGEST: Final = 1_500
#: Shorter than this, a piece of text says nothing by itself.
FRAGMENT: Final = 40


def without_fragments(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Joins each fragment with the clause before it, a heading with the one behind it."""
    parents = {draft.parent for draft in drafts}
    kept: list[Draft] = []
    moved: list[int] = []
    waiting: int | None = None  # where a fragment begins that the next clause takes in
    for index, draft in enumerate(drafts):
        draft.parent = moved[draft.parent] if draft.parent != NO_PARENT else NO_PARENT
        if waiting is not None:
            above = tidy(text[waiting : draft.start])
            if draft.heading and goes_on(text[waiting : draft.start], draft.heading):
                draft.heading = f"{above} {draft.heading}"
            draft.start = waiting
            waiting = None
        loose = index not in parents and _is_loose(text, draft)
        behind = drafts[index + 1] if index + 1 < len(drafts) else None
        if loose and kept and draft.role is not Role.HEADING and _can_take(kept[-1], draft):
            kept[-1].end = draft.end
            moved.append(len(kept) - 1)
            continue
        if loose and behind is not None and draft.parent == NO_PARENT and _can_take(draft, behind):
            waiting = draft.start
            moved.append(len(kept))
            continue
        moved.append(len(kept))
        kept.append(draft)
    return kept


def _is_loose(text: str, draft: Draft) -> bool:
    if draft.role in (Role.CONTENTS, Role.SIGNATURE):
        return False
    if draft.role is Role.BODY and text[draft.start].islower():
        return True
    listed = draft.number is None or draft.number.endswith(")")
    return listed and draft.end - draft.start < FRAGMENT


def _can_take(draft: Draft, other: Draft) -> bool:
    return Role.CONTENTS not in (draft.role, other.role)


def cut(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Cuts what is too long between its sentences; the pieces stand under the first one."""
    done: list[Draft] = []
    moved: list[int] = []
    for draft in drafts:
        draft.parent = moved[draft.parent] if draft.parent != NO_PARENT else NO_PARENT
        moved.append(len(done))
        done.append(draft)
        if draft.end - draft.start <= LONGEST or draft.role is Role.CONTENTS:
            continue
        first, *rest = pieces(text, draft.start, draft.end, LONGEST_JOINED)
        draft.end = first[1]
        above = len(done) - 1
        done.extend(Draft(start, end, above, draft.role) for start, end in rest)
    return done
