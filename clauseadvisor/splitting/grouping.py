"""Which units make one clause: the smallest numbered unit that says something whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clauseadvisor.splitting.outline import Role, Unit
from clauseadvisor.splitting.sentences import lead_in, pieces

#: A clause and what completes it stay together up to this many characters.
LONGEST_JOINED: Final = 1_400
#: A clause longer than this is cut between sentences.
LONGEST: Final = 1_500
#: Shorter than this, a piece of text says nothing by itself.
FRAGMENT: Final = 40
#: A paragraph without a number says something by itself from this length on.
STANDS_ALONE: Final = 160

_MODAL: Final = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|has|have|agrees?|means|cannot|can)\b"
)
_RECITAL: Final = re.compile(
    r"\s*(?:whereas|now,? therefore|recitals|witnesseth|w i t n e s s|background)\b", re.I
)
_SIGNATURE: Final = re.compile(
    r"\s*(?:in witness whereof|by\s*:|name\s*:|title\s*:|its\s*:|signed\b|date\s*:|/s/|_{4,}|signature|executed as)",
    re.I,
)


@dataclass(slots=True)
class Draft:
    """A clause in the making; ``parent`` indexes the drafts, -1 at the top."""

    start: int
    end: int
    parent: int
    number: str | None = None
    heading: str | None = None
    context: str | None = None
    first: int = 0  # its first unit


def group(text: str, units: Sequence[Unit]) -> list[Draft]:
    """The clauses of the units, in order; parents come before their children."""
    return _Grouper(text, units).run()


class _Grouper:
    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        self.text = text
        self.units = units
        self.children: list[list[int]] = [[] for _ in units]
        self.last = list(range(len(units)))  # the last unit below each unit
        for index in range(len(units) - 1, -1, -1):
            parent = units[index].parent
            if parent >= 0:
                self.last[parent] = max(self.last[parent], self.last[index])
        self.roots: list[int] = []
        for index, unit in enumerate(units):
            (self.children[unit.parent] if unit.parent >= 0 else self.roots).append(index)
        self.drafts: list[Draft] = []
        self.draft_of = [-1] * len(units)

    def run(self) -> list[Draft]:
        at = 0
        while at < len(self.units):
            at = self._clause(at)
        return self._cut(self._without_fragments())

    # ------------------------------------------------------------ joining

    def _clause(self, at: int) -> int:
        """Makes the clause that begins with unit ``at``; returns the first unit behind it."""
        unit = self.units[at]
        end = at + 1
        if unit.role is Role.CONTENTS:
            while end < len(self.units) and self.units[end].role is Role.CONTENTS:
                end += 1
            return self._draft(at, end, heading="Table of Contents")
        if unit.role is Role.ROW:
            return self._draft(at, self._rows(at, self._size_start(at)))
        if (
            self.last[at] > at
            and self._length(at, self.last[at]) <= LONGEST_JOINED
            and self._is_one(at)
        ):
            return self._draft(at, self.last[at] + 1)
        if unit.role in (Role.NUMBERED, Role.HEADING):
            end = self._with_body(at)
        elif unit.role is Role.BODY:
            end = self._packed(at)
        return self._draft(at, end)

    def _size_start(self, at: int) -> int:
        return self.units[at].start

    def _rows(self, at: int, start: int) -> int:
        """How many rows, from unit ``at`` on, fit in a clause that begins at ``start``."""
        end = at
        while end < len(self.units) and self.units[end].role is Role.ROW:
            if end > at and self.units[end].end - start > LONGEST_JOINED:
                break
            end += 1
        return end

    def _length(self, first: int, last: int) -> int:
        return self.units[last].end - self.units[first].start

    def _is_one(self, at: int) -> bool:
        """Whether a unit and all below it say one thing: a lead-in and what completes it."""
        below = self.children[at]
        listed = [
            child for child in below if self.units[child].role in (Role.NUMBERED, Role.BULLET)
        ]
        if not listed:
            return self.units[at].role is Role.NUMBERED or len(below) == 1
        if self._bare(at):
            return len(below) == 1 and self._joins_whole(below[0])
        if not self._leads_in(listed[0] - 1):
            return False
        whole = sum(self._whole(child) for child in listed)
        return whole * 2 <= len(listed) and all(self._joins_whole(child) for child in listed)

    def _joins_whole(self, at: int) -> bool:
        return self.last[at] == at or self._is_one(at)

    def _bare(self, at: int) -> bool:
        """Whether the unit is a heading and nothing else."""
        unit = self.units[at]
        if unit.role is Role.HEADING:
            return True
        if unit.role is not Role.NUMBERED:
            return False
        words = self.text[unit.body : unit.end].strip()
        return not words or (unit.heading is not None and len(words) <= len(unit.heading) + 4)

    def _leads_in(self, at: int) -> bool:
        unit = self.units[at]
        if self._bare(at):
            return False
        return self.text[unit.end - 1] not in ".!?;" and self.text[unit.end - 2 : unit.end] not in (
            '."',
            ".”",
            ".)",
        )

    def _whole(self, at: int) -> bool:
        """Whether a list item is a sentence by itself."""
        unit = self.units[at]
        words = self.text[unit.body or unit.start : self.units[self.last[at]].end]
        return (
            words[:1].isupper()
            and words.rstrip('"”) ')[-1:] == "."
            and _MODAL.search(words) is not None
        )

    def _with_body(self, at: int) -> int:
        """Takes in the paragraphs without a number that follow, as long as they fit."""
        end = at + 1
        start = self.units[at].start
        last = self.last[at]
        if self.units[at].role is Role.HEADING and last - at > 1:
            bodies = [c for c in self.children[at] if self.units[c].role is Role.BODY]
            if not (bodies and self._short(bodies[0]) and len(bodies) == 1):
                return end
        if self._bare(at) and self._stand_alone(self.children[at]) >= 2:
            return end
        while end <= last and self.units[end].parent == at:
            unit = self.units[end]
            if unit.role is Role.ROW:
                return (
                    self._rows(end, start) if self.units[end].end - start <= LONGEST_JOINED else end
                )
            if (
                unit.role is not Role.BODY
                or unit.end - start > LONGEST_JOINED
                or self.last[end] != end
            ):
                break
            end += 1
        return end

    def _short(self, at: int) -> bool:
        return self.units[at].end - self.units[at].start < STANDS_ALONE

    def _stand_alone(self, units: Sequence[int]) -> int:
        return sum(self.units[u].role is not Role.BODY or not self._short(u) for u in units)

    def _packed(self, at: int) -> int:
        """Takes together short paragraphs, recitals, and the lines of a signature block."""
        end = at + 1
        start = self.units[at].start
        parent = self.units[at].parent
        while end < len(self.units):
            unit = self.units[end]
            if unit.parent != parent or self.last[end] != end or unit.end - start > LONGEST_JOINED:
                break
            if unit.role is Role.ROW:
                return self._rows(end, start) if self._leads_in(end - 1) else end
            if unit.role not in (Role.BODY, Role.BULLET, Role.HEADING) or not self._belongs(
                at, end
            ):
                break
            end += 1
        return end

    def _belongs(self, at: int, end: int) -> bool:
        before, unit = self.units[end - 1], self.units[end]
        words = self.text[unit.start : min(unit.end, unit.start + 80)]
        if _RECITAL.match(words):
            return _RECITAL.match(self.text, self.units[at].start) is not None
        if unit.role is Role.BULLET:
            return self._leads_in(end - 1) or before.role is Role.BULLET
        if words[:1].islower():
            return True
        first = self.text[self.units[at].start : self.units[at].start + 80]
        if _SIGNATURE.match(first):
            return True
        return self._short(end) and (self._short(end - 1) or _SIGNATURE.match(words) is not None)

    # ------------------------------------------------------------ drafts

    def _draft(self, at: int, end: int, heading: str | None = None) -> int:
        unit = self.units[at]
        parent = self.draft_of[unit.parent] if unit.parent >= 0 else -1
        self.drafts.append(
            Draft(
                unit.start,
                self.units[end - 1].end,
                parent,
                number=unit.number,
                heading=heading or self._heading(at, end),
                context=self._context(at),
                first=at,
            )
        )
        for index in range(at, end):
            self.draft_of[index] = len(self.drafts) - 1
        return end

    def _heading(self, at: int, end: int) -> str | None:
        if self.units[at].heading or end == at + 1 or not self._bare(at):
            return self.units[at].heading
        return self.units[at + 1].heading

    def _context(self, at: int) -> str | None:
        """The lead-in that a list item completes, when the item became a clause of its own."""
        unit = self.units[at]
        if unit.parent < 0 or unit.role not in (Role.NUMBERED, Role.BULLET, Role.ROW):
            return None
        parent = unit.parent
        siblings = self.children[parent]
        listed = next(
            c for c in siblings if self.units[c].role in (Role.NUMBERED, Role.BULLET, Role.ROW)
        )
        opener = listed - 1
        if opener < parent or not self._leads_in(opener):
            return None
        above = self.units[opener]
        return lead_in(
            self.text[above.start if above.role is not Role.NUMBERED else above.body : above.end]
        )

    # ------------------------------------------------------------ lengths

    def _without_fragments(self) -> list[Draft]:
        """Joins what is too short to say anything with the clause before it."""
        has_children = [False] * len(self.drafts)
        for draft in self.drafts:
            if draft.parent >= 0:
                has_children[draft.parent] = True
        kept: list[Draft] = []
        moved: list[int] = []
        for index, draft in enumerate(self.drafts):
            role = self.units[draft.first].role
            before = kept[-1] if kept else None
            continues = role is Role.BODY and self.text[draft.start].islower()
            if (
                before is not None
                and not has_children[index]
                and (draft.end - draft.start < FRAGMENT or continues)
                and draft.end - before.start <= LONGEST
                and role not in (Role.CONTENTS, Role.HEADING)
                and self.units[before.first].role is not Role.CONTENTS
            ):
                before.end = draft.end
                moved.append(len(kept) - 1)
                continue
            draft.parent = moved[draft.parent] if draft.parent >= 0 else -1
            moved.append(len(kept))
            kept.append(draft)
        return kept

    def _cut(self, drafts: list[Draft]) -> list[Draft]:
        """Cuts what is too long between its sentences; the pieces stand under the first one."""
        done: list[Draft] = []
        moved: list[int] = []
        for draft in drafts:
            draft.parent = moved[draft.parent] if draft.parent >= 0 else -1
            moved.append(len(done))
            if draft.end - draft.start <= LONGEST or self.units[draft.first].role is Role.CONTENTS:
                done.append(draft)
                continue
            spans = pieces(self.text, draft.start, draft.end, LONGEST_JOINED)
            draft.end = spans[0][1]
            first = len(done)
            done.append(draft)
            done.extend(Draft(start, end, first, first=draft.first) for start, end in spans[1:])
        return done
