"""Where a number stands among the numbers that are still open, if it can be a number at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from clauseadvisor.splitting.markers import Marker, Place
from clauseadvisor.splitting.numbering import (
    DIVISIONS,
    Number,
    follows,
    follows_loosely,
    is_first,
    is_under,
    opens_next,
)


class Relation(Enum):
    """How a number is tied to one that is open."""

    NEXT = "the next of its list"
    UNDER = "counts within an open number"
    FRESH = "opens a list"


class Fit(NamedTuple):
    """The first ``depth`` open numbers stay open; the number stands under the last of them."""

    depth: int
    number: Number
    relation: Relation


@dataclass(slots=True)
class Rung:
    """A unit that is still open; ``number`` is None for a bare heading.

    ``quoted`` says that the number belongs to text that an amendment inserts.
    """

    unit: int
    number: Number | None
    quoted: bool = False


#: How many numbers may be missing between two of one list (reserved, or lost by the source).
WIDEST_GAP: Final = 6
#: Deeper than any contract nests; keeps hostile text from building a chain.
DEEPEST: Final = 12
#: How far ahead to look for what tells "(i)" the letter from "(i)" the numeral.
HORIZON: Final = 40


def fit(
    ladder: Sequence[Rung], marker: Marker, ahead: Sequence[Marker], neighbour: bool
) -> Fit | None:
    """The place of a printed number on the ladder of open numbers, None when it has none.

    ``ahead`` are the markers that come next in the text; ``neighbour`` says that the number
    before or behind it in its list is printed in the text too.
    """
    if marker.quoted:
        return Fit(_inserting(ladder), marker.readings[0], Relation.FRESH)
    following = _next_of_a_list(ladder, marker)
    fresh = next((n for n in marker.readings if len(n.values) == 1 and is_first(n)), None)
    if following is not None and (
        fresh is None or fresh is following.number or not _goes_on(fresh, following.number, ahead)
    ):
        return following
    strict = marker.place is Place.INSIDE
    under = _within_an_open_number(ladder, marker, first_only=strict)
    if under is not None:
        return under
    if strict and not (neighbour and _opens_a_list(marker)):
        return None
    if marker.place is Place.HEAD and not marker.sure and not neighbour:
        return None
    if fresh is not None:
        return Fit(_fresh_depth(ladder, fresh), fresh, Relation.FRESH)
    after_gap = _after_a_gap(ladder, marker)
    if after_gap is not None:
        return after_gap
    otherwise_set = _next_set_otherwise(ladder, marker)
    if otherwise_set is not None:
        return otherwise_set
    if marker.place is Place.HEAD and marker.shown[0] == "(" and not marker.opens_sentence:
        return None  # the rest of a list that began inside a sentence: "that: (a) it has; / (b)"
    number = marker.readings[0]
    begun = any(rung.number and rung.number.style == number.style for rung in ladder)
    if (
        marker.place is Place.FORMAT
        or neighbour
        or number.keyword
        or len(number.values) > 1
        or (marker.opens_sentence and not begun)  # an excerpt, which begins with "6. Reports"
    ):
        return Fit(_fresh_depth(ladder, number), number, Relation.FRESH)
    return None


def _inserting(ladder: Sequence[Rung]) -> int:
    """How many open numbers are those of an amendment itself, not of what it inserts."""
    return next((depth for depth, rung in enumerate(ladder) if rung.quoted), len(ladder))


def _opens_a_list(marker: Marker) -> bool:
    """Whether a number inside a paragraph may begin a list there: "(a)" or "4.1", but no "1."."""
    first = any(is_first(number) for number in marker.readings)
    return first and (marker.shown[0] == "(" or len(marker.readings[0].values) > 1)


def _next_of_a_list(ladder: Sequence[Rung], marker: Marker) -> Fit | None:
    for depth in range(len(ladder) - 1, -1, -1):
        before = ladder[depth].number
        for number in marker.readings if before else ():
            if before is not None and (follows(before, number) or opens_next(before, number)):
                return Fit(depth, number, Relation.NEXT)
    return None


def _next_set_otherwise(ladder: Sequence[Rung], marker: Marker) -> Fit | None:
    """The place behind an open letter that is set off in another way: c. and (d), then e. again.

    Only where no list below that letter goes on in the marker's own way.
    """
    for depth in range(len(ladder) - 1, -1, -1):
        before = ladder[depth].number
        for number in marker.readings if before else ():
            if before is not None and follows_loosely(before, number):
                return Fit(depth, number, Relation.NEXT)
    return None


def _within_an_open_number(
    ladder: Sequence[Rung], marker: Marker, *, first_only: bool
) -> Fit | None:
    for depth in range(len(ladder), 0, -1):
        above = ladder[depth - 1].number
        for number in marker.readings if above else ():
            if (
                above is not None
                and is_under(above, number)
                and (is_first(number) or not first_only)
            ):
                return Fit(depth, number, Relation.UNDER)
    return None


def _after_a_gap(ladder: Sequence[Rung], marker: Marker) -> Fit | None:
    """The place behind an open number of the same look, when some between are missing."""
    for depth in range(len(ladder) - 1, -1, -1):
        before = ladder[depth].number
        for number in marker.readings if before else ():
            if before is None or number.style != before.style:
                continue
            old, new = before.values, number.values
            if new[:-1] > old[:-1] or (
                new[:-1] == old[:-1] and 0 < new[-1] - old[-1] <= WIDEST_GAP
            ):
                return Fit(depth, number, Relation.NEXT)
    return None


def _fresh_depth(ladder: Sequence[Rung], number: Number) -> int:
    """Where a new list begins: under the last open number, or beside divisions of its rank."""
    if number.keyword:
        rank = _rank(number)
        for depth, rung in enumerate(ladder):
            if rung.number is not None and _rank(rung.number) >= rank:
                return depth
    alike = [
        depth
        for depth, rung in enumerate(ladder)
        if rung.number and rung.number.style == number.style
    ]
    if alike and (alike[-1] == len(ladder) - 1 or len(alike) > 1):
        return alike[-1]  # the list begins again
    return min(len(ladder), DEEPEST)


def _rank(number: Number) -> int:
    return DIVISIONS.get(number.keyword.casefold(), len(DIVISIONS))


def _goes_on(fresh: Number, letter: Number, ahead: Sequence[Marker]) -> bool:
    """Whether a list goes on with ``fresh`` read as its first: (ii) comes before (j) does."""
    for marker in ahead[:HORIZON]:
        if any(follows(fresh, number) for number in marker.readings):
            return True
        if any(follows(letter, number) for number in marker.readings):
            return False
    return False
