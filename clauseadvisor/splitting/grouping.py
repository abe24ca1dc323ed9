"""Which units make one clause: the smallest numbered unit that says something whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clauseadvisor.splitting.definitions import is_definition
from clauseadvisor.splitting.headings import goes_on, without_hanging_words
from clauseadvisor.splitting.outline import NO_PARENT, Role, Unit
from clauseadvisor.splitting.sentences import ends_sentence, lead_in

#: A lead-in and what completes it stay together up to this many characters.
LONGEST_JOINED: Final = 1_400
#: Paragraphs without a number join the clause above them up to this many characters.
LONGEST_WITH_BODY: Final = 1_400
#: A title printed over several lines is put together up to about this many characters.
LONGEST_TITLE: Final = 110
#: A paragraph without a number says something by itself from this length on.
STANDS_ALONE: Final = 160
#: In an attachment that has no numbers, a sentence does so from this length on.
SENTENCE: Final = 60
#: An entry of a numbered list of names or prices is shorter than this.
ENTRY: Final = 80

_CONTENTS: Final = "Table of Contents"
_LISTED: Final = frozenset((Role.NUMBERED, Role.BULLET))
_MODAL: Final = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|were|has|have|agrees?|means|cannot|can)\b"
)
_RECITAL: Final = re.compile(
    r"whereas\b|now,? ?therefore|recitals?\b|witness|w i t n e s s|background\b", re.IGNORECASE
)
_AGREED: Final = re.compile(r"\b(?:hereby )?agree[sd]?(?: as follows)?\b|witnesseth", re.IGNORECASE)
# "... shall be deleted and replaced by the following:" is completed by no item, but by a whole clause.
_INSERTS: Final = re.compile(
    r"(?=.*\b(?:Sections?|Clauses?|Articles?|Paragraphs?|Exhibit|Schedule|Agreement|definitions?)\b)(?=.*\bfollow(?:s|ing)\b)"
    r".*(?<!may )\b(?:is|are|be)(?: hereby)? (?:deleted|replaced|inserted|added|amended|supplemented|restated)\b[^;]{0,160}:$"
)
_SIGNATURE: Final = re.compile(
    r"by\s*:|name\s*:|title\s*:|its\s*:|signed\b|date\s*:|/s/|_{4,}|signature|executed as",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """A clause in the making; ``parent`` indexes the drafts; ``role`` is that of its first unit."""

    start: int
    end: int
    parent: int
    role: Role
    number: str | None = None
    heading: str | None = None
    context: str | None = None


def group(text: str, units: Sequence[Unit]) -> list[Draft]:
    """The clauses of the units, in order; parents come before their children."""
    return _Grouper(text, units).drafts


def _number(named: Sequence[Unit]) -> str | None:
    """The number that a clause is cited by: "5.1" of "Article V, 5.1", "6.4" of "6.4, (a)"."""
    numbers = [unit.number for unit in named if unit.number]
    cited = [number for number in numbers if number[0] != "(" and not number.isalpha()]
    return next(iter(cited[::-1] + numbers), None)


class _Grouper:
    """Goes once through the units; each clause takes as many of them as it needs."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        self.text = text
        self.units = units
        self.children: list[list[int]] = [[] for _ in units]
        self.last = list(range(len(units)))  # the last unit below each unit
        for index in range(len(units) - 1, -1, -1):
            parent = units[index].parent
            if parent != NO_PARENT:
                self.last[parent] = max(self.last[parent], self.last[index])
                self.children[parent].append(index)
        for below in self.children:
            below.reverse()
        self.drafts: list[Draft] = []
        self.cores: dict[int, int] = {}  # what the headings from a unit on announce
        self.lead_ins: dict[int, str | None] = {}
        self.draft_of = [NO_PARENT] * len(units)
        at = 0
        while at < len(units):
            at = self._clause(at)

    def _clause(self, at: int) -> int:
        """Makes the clause that begins with unit ``at``; returns the first unit behind it."""
        unit, end = self.units[at], at + 1
        if unit.role in (Role.CONTENTS, Role.SIGNATURE):
            end = self._run(at)
        elif unit.role is Role.ROW:
            end = self._rows(at, unit.start)
        else:
            core = self.cores[at] = self._announced(at)
            end = self._whole_clause(at, core)
        self._draft(at, end)
        return end

    def _run(self, at: int) -> int:
        """The neighbours of the same role; a signature block takes in its tables."""
        role, start, end = self.units[at].role, self.units[at].start, at + 1
        while end < len(self.units):
            unit = self.units[end]
            if unit.role is not role and not (role is Role.SIGNATURE and unit.role is Role.ROW):
                break
            if role is Role.SIGNATURE and unit.end - start > LONGEST_JOINED:
                break
            end += 1
        return end

    def _rows(self, at: int, start: int) -> int:
        """The rows from unit ``at`` on that fit in a clause that begins at ``start``.

        A row with a heading of its own says something whole, and begins a clause.
        """
        end = at
        while end < len(self.units) and self.units[end].role is Role.ROW:
            unit = self.units[end]
            if end > at and (unit.heading or unit.end - start > LONGEST_JOINED):
                break
            end += 1
        return end

    def _table(self, at: int, start: int) -> int:
        """Where the clause that begins at ``start`` ends, when a table comes next in it.

        It takes in the whole table, or what fits of one that fits no clause, or nothing.
        """
        end = at
        while (
            end < len(self.units)
            and self.units[end].role is Role.ROW
            and not self.units[end].heading
        ):
            end += 1
        if end == at or self.units[end - 1].end - start <= LONGEST_JOINED:
            return end
        alone = self.units[end - 1].end - self.units[at].start <= LONGEST_JOINED
        return at if alone or self.units[at].end - start > LONGEST_JOINED else self._rows(at, start)

    # ------------------------------------------------------------ headings

    def _announced(self, at: int) -> int:
        """The unit that the headings from ``at`` on announce and share a clause with."""
        while self._announces(at):
            at += 1
        return at

    def _announces(self, at: int) -> bool:
        if not self._bare(at):
            return False
        below = self.children[at]
        if not below:
            behind = self.units[at + 1] if at + 1 < len(self.units) else None
            titles = behind is not None and behind.role is self.units[at].role is Role.HEADING
            return titles and behind is not None and behind.parent == self.units[at].parent
        if below[0] != at + 1:
            return False
        child = self.units[below[0]]
        if child.role is Role.NUMBERED:
            return (
                len(below) == 1 and not self.units[at].attachment and not self._heads_more(at + 1)
            )
        return len(below) == 1 or child.role in (Role.BODY, Role.ROW)

    def _heads_more(self, at: int) -> bool:
        return self._bare(at) and len(self.children[at]) > 1

    def _bare(self, at: int) -> bool:
        """Whether the unit is a heading or a number, and nothing else."""
        unit = self.units[at]
        if unit.role is Role.HEADING:
            return True
        if unit.role is not Role.NUMBERED:
            return False
        left = unit.end - unit.body
        return left <= 0 or (unit.heading is not None and left <= len(unit.heading) + 4)

    # ------------------------------------------------------------ joining

    def _whole_clause(self, at: int, core: int) -> int:
        """Where the clause ends that begins at ``at`` and says what unit ``core`` says."""
        start = self.units[at].start
        if self.units[self.last[core]].end - start <= LONGEST_JOINED and self._is_one(core):
            core_end = self.last[core] + 1
        else:
            core_end = core + 1
        role = self.units[core].role
        if role is Role.NUMBERED:
            return self._with_body(core_end, start, core)
        if role is Role.ROW:
            return self._rows(core, start)
        owner = self.units[core].parent
        if owner >= at:
            return self._with_body(core_end, start, owner)
        return self._packed(core, core_end, start)

    def _is_one(self, at: int) -> bool:
        """Whether a unit and all below it say one thing: a lead-in and what completes it."""
        below = self.children[at]
        listed = [child for child in below if self.units[child].role in _LISTED]
        if not listed:
            return not below or (
                self.units[at].role is Role.NUMBERED
                and all(
                    self._is_plain(child) and not self._defines(self.units[child])
                    for child in below
                )
            )
        if self._bare(at):
            if any(
                self.units[child].role is not Role.BULLET and not self._is_entry(at, child)
                for child in below
            ):
                return False
        elif not self._leads_in(listed[0] - 1):
            return False
        whole = sum(self._is_sentence(child) for child in listed)
        return whole * 2 <= len(listed) and all(
            self.last[child] == child or self._is_one(child) for child in listed
        )

    def _is_entry(self, above: int, at: int) -> bool:
        """Whether a numbered unit only lists a name or a price below a heading without a number."""
        unit, heading = self.units[at], self.units[above]
        end = self.units[self.last[at]].end
        return (
            (heading.role is Role.HEADING or heading.attachment)
            and all(map(self._is_plain, self.children[at]))
            and end - unit.start < ENTRY
            and not ends_sentence(self.text, unit.start, end)
            and _MODAL.search(self.text, unit.body, end) is None
        )

    def _is_plain(self, at: int) -> bool:
        return self.units[at].role is Role.BODY and self.last[at] == at

    def _leads_in(self, at: int) -> bool:
        """Whether the unit breaks off where a list has to complete it."""
        unit = self.units[at]
        return not self._bare(at) and not ends_sentence(self.text, unit.start, unit.end)

    def _is_sentence(self, at: int) -> bool:
        """Whether a list item is a sentence by itself."""
        unit, end = self.units[at], self.units[self.last[at]].end
        return (
            self.text[unit.body : unit.body + 1].isupper()
            and ends_sentence(self.text, unit.start, end)
            and self.text[end - 1] not in ";\u037e"
            and _MODAL.search(self.text, unit.body, end) is not None
        )

    def _with_body(self, end: int, start: int, owner: int) -> int:
        """Takes in the paragraphs without a number below ``owner``, as long as they fit."""
        while end <= self.last[owner] and self.units[end].parent == owner:
            unit = self.units[end]
            if unit.role is Role.ROW:
                behind = self._table(end, start)
                if behind == end:
                    break
                end = behind
                continue
            if unit.role is not Role.BODY or self.last[end] != end or self._defines(unit):
                break
            if self._recites(unit) and not self._recites(self.units[end - 1]):
                break
            if self._stands_alone(end):
                break
            if unit.end - start > LONGEST_WITH_BODY:
                break
            end += 1
        return end

    def _stands_alone(self, at: int) -> bool:
        """Whether a paragraph of an attachment says something whole, as does what is before it."""
        before, unit = self.units[at - 1], self.units[at]
        return (
            unit.parent != NO_PARENT
            and self.units[unit.parent].attachment
            and unit.end - unit.start >= SENTENCE
            and not self.text[unit.start].islower()
            and ends_sentence(self.text, unit.start, unit.end)
            and (before.role is Role.ROW or ends_sentence(self.text, before.start, before.end))
        )

    def _packed(self, core: int, end: int, start: int) -> int:
        """Takes short paragraphs, recitals and the lines of an address together."""
        parent = self.units[core].parent
        while end < len(self.units):
            unit = self.units[end]
            if unit.parent != parent or self.last[end] != end or unit.end - start > LONGEST_JOINED:
                break
            if unit.role is Role.ROW:
                return self._table(end, start)
            if unit.role not in (Role.BODY, Role.BULLET) or not self._belongs(core, end):
                break
            if self._stands_alone(end):
                break
            end += 1
        return end

    def _belongs(self, core: int, at: int) -> bool:
        """Whether a paragraph says nothing without the one before it."""
        before, unit = self.units[at - 1], self.units[at]
        if self._recites(unit):
            return self._recites(self.units[core])
        if unit.role is Role.BULLET:
            return before.role is Role.BULLET or self._leads_in(at - 1)
        if self._defines(unit):
            return False
        if self.text[unit.start].islower() or self._leads_in(at - 1):
            return True
        return self._is_short(unit) and (
            self._is_short(before) or _SIGNATURE.match(self.text, unit.start) is not None
        )

    def _recites(self, unit: Unit) -> bool:
        return _RECITAL.match(self.text, unit.start, unit.end) is not None

    def _is_short(self, unit: Unit) -> bool:
        return unit.end - unit.start < STANDS_ALONE

    def _defines(self, unit: Unit) -> bool:
        return is_definition(self.text, unit.start, unit.end)

    # ------------------------------------------------------------ drafts

    def _draft(self, at: int, end: int) -> None:
        unit = self.units[at]
        named = (
            self.units[at : self.cores[at] + 1]
            if unit.role in (Role.HEADING, Role.NUMBERED)
            else [unit]
        )
        self.drafts.append(
            Draft(
                unit.start,
                self.units[end - 1].end,
                self.draft_of[unit.parent] if unit.parent != NO_PARENT else NO_PARENT,
                unit.role,
                number=_number(named),
                heading=_CONTENTS if unit.role is Role.CONTENTS else self._title(named),
                context=self._context(at),
            )
        )
        self.draft_of[at:end] = [len(self.drafts) - 1] * (end - at)

    def _title(self, named: Sequence[Unit]) -> str | None:
        """The last heading of a clause, with the lines of one title printed over several."""
        headed = [unit for unit in named if unit.heading]
        if not headed:
            return None
        title = headed[-1].heading or ""
        for above, below in zip(headed[-2::-1], headed[:0:-1], strict=True):
            printed = self.text[above.body : above.end]
            if not goes_on(printed, below.heading or "") or len(title) > LONGEST_TITLE:
                break
            title = f"{above.heading} {title}"
        return without_hanging_words(title)

    def _context(self, at: int) -> str | None:
        """The lead-in that a list item completes, when the item became a clause of its own."""
        unit = self.units[at]
        if unit.parent == NO_PARENT or unit.role not in (Role.NUMBERED, Role.BULLET, Role.ROW):
            return None
        if unit.parent not in self.lead_ins:
            self.lead_ins[unit.parent] = self._lead_in(unit.parent)
        return self.lead_ins[unit.parent]

    def _lead_in(self, parent: int) -> str | None:
        """The sentence that the list below ``parent`` completes, None when it completes none."""
        listed = next(c for c in self.children[parent] if self.units[c].role is not Role.BODY)
        opener = self.units[listed - 1]
        if not self._leads_in(listed - 1):
            return None
        words = lead_in(self.text[opener.body : opener.end])
        if not words or _RECITAL.match(words) or _AGREED.search(words) or _inserts(words):
            return None
        return words


def _inserts(words: str) -> bool:
    """Whether a lead-in changes an agreement: what follows it there is whole without it."""
    return words[-1] == ":" and "follow" in words and _INSERTS.match(words) is not None
