"""The tree: which printed numbers open a clause, and under which other clause each one stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from clauseadvisor.domain import Paragraph
from clauseadvisor.splitting.contents import contents_paragraphs
from clauseadvisor.splitting.definitions import is_definition
from clauseadvisor.splitting.headings import (
    LONGEST_HEADING,
    is_capital_heading,
    is_heading,
    run_in_heading,
    tidy,
)
from clauseadvisor.splitting.markers import (
    Marker,
    Place,
    format_marker,
    head_marker,
    inside_markers,
)
from clauseadvisor.splitting.numbering import (
    ATTACHMENTS,
    LETTERED,
    Number,
    Style,
    follows,
    is_first,
    is_under,
)
from clauseadvisor.splitting.placing import HORIZON, Fit, Relation, Rung, fit
from clauseadvisor.splitting.sentences import breaks_off, ends_citing, ends_sentence


class Role(Enum):
    """What a unit of text is in the tree."""

    NUMBERED = "opens with a number"
    BULLET = "a list item without a number"
    HEADING = "a heading without a number"
    BODY = "a paragraph without a number"
    ROW = "a row of a table"
    SIGNATURE = "part of a signature block"
    CONTENTS = "part of a table of contents"


@dataclass(slots=True)
class Unit:
    """A stretch of text that stands at one place of the tree; ``parent`` indexes the units.

    ``body`` is where the words behind the number begin.
    """

    start: int
    end: int
    role: Role
    parent: int
    body: int
    number: str | None = None
    heading: str | None = None
    attachment: bool = False


NO_PARENT: Final = -1

_BULLET: Final = re.compile(r"(?:[•●○▪■□◦‣⁃·\uf0b7\uf0a7]\s*|[–—*o-]\s+)(?=[^\W_]|[\"“‘(\[$])")
_CLOSING_WORDS: Final = re.compile(
    r"in witness (?:whereof|hereof|thereof)\b|\[?signatures? (?:page|on|appear)|(?:.{0,250}\.\s+)?by signing (?:this|below)\b"
    r"|(?:agreed and accepted|accepted and agreed)\b|(?:executed|signed) (?:by|for|on behalf of) (?:the|both) parties\b"
    r"|the parties (?:hereto )?have (?:caused|executed|signed)\b",
    re.IGNORECASE,
)
# The line that a block of signatures begins with, where no closing words stand above it.
_SIGNED: Final = re.compile(
    r"(?:signed|executed)(?:,? (?:sealed )?and delivered)?(?: as a deed)?(?:,? (?:for|by|on behalf)\b|\s*:)",
    re.IGNORECASE,
)
#: Longer than this it is a sentence about signing.
_SIGNED_LINE: Final = 160
# Words and no line of a form or a formula.
_PLAIN: Final = re.compile(r"[^\d:=_]+")
_COUNTED: Final = re.compile(r"([^\W\d_]{3,})\s+\d{1,4}\b")
#: Paragraphs above the first attachment that can only be the stamp of a filing and a title.
_TITLE_LINES: Final = 10
#: A paragraph longer than this is prose, which a heading may head; names and addresses are not.
_PROSE: Final = 120
#: A row of a table says something by itself when this much stands behind its first cell.
_TERM: Final = 60
#: A printed line this long was broken by the margin, if it ends no sentence.
_FULL_LINE: Final = 50


def outline(text: str, paragraphs: Sequence[Paragraph], *, printed: bool = False) -> list[Unit]:
    """The units of the text in order; parents come before their children.

    ``paragraphs`` are in order, without white space at their ends. ``printed`` says that they
    were guessed from printed lines, so that one may break off in the middle of a sentence.
    """
    return _Outliner(text, paragraphs, printed).units


class _Outliner:
    """Goes once through the paragraphs, with the open numbers on a ladder."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], printed: bool) -> None:
        self.text = text
        self.printed = printed
        self.paragraphs = paragraphs
        self.units: list[Unit] = []
        self.ladder: list[Rung] = []
        self.heading = NO_PARENT  # the last bare heading, when nothing numbered came since
        self.container = NO_PARENT  # the attachment that we are in
        self.signing = False
        self.defining: tuple[int, int] | None = None  # ladder and unit that definitions hang on
        contents = contents_paragraphs(text, paragraphs)
        found = [self._markers(i) if i not in contents else [] for i in range(len(paragraphs))]
        self.markers = [marker for markers in found for marker in markers]
        self.neighbours = _with_neighbours(self.markers)
        self.at = 0  # the next marker
        for index, paragraph in enumerate(paragraphs):
            if index in contents:
                self._add(paragraph.start, paragraph.end, Role.CONTENTS, NO_PARENT)
            elif paragraph.kind == "table":
                self._row(paragraph.start, paragraph.end)
            else:
                self._paragraph(index, found[index])

    def _markers(self, index: int) -> list[Marker]:
        paragraph = self.paragraphs[index]
        if paragraph.kind in ("table", "footnote"):
            return []
        text, start, end = self.text, paragraph.start, paragraph.end
        if paragraph.number is not None:
            return [format_marker(text, start, end, paragraph.number)]
        head = head_marker(text, start, end)
        if head and index and self._is_cited(head, self.paragraphs[index - 1]):
            head = None
        return ([head] if head else []) + inside_markers(text, head.end if head else start, end)

    def _is_cited(self, marker: Marker, before: Paragraph) -> bool:
        """Whether the paragraph before breaks off so that the number is part of its sentence."""
        cited = ends_citing(self.text, before.start, before.end)
        listed = marker.shown[0] == "(" or marker.shown[0].islower()
        broken = (
            self.printed
            and not listed
            and breaks_off(self.text, before.start, before.end)
            and run_in_heading(self.text[marker.body : marker.body + 140]) is None
        )
        return (cited or broken) and not is_heading(self.text[before.start : before.end])

    # ------------------------------------------------------------ one paragraph

    def _paragraph(self, index: int, markers: list[Marker]) -> None:
        paragraph = self.paragraphs[index]
        placed = False
        for marker in markers:
            self.at += 1
            inside = marker.place is Place.INSIDE
            if inside and not placed:
                self._unnumbered(index)
                placed = True
            cut = self.units[-1] if inside else None
            if cut is not None and cut.number and cut.body == marker.start:
                self._number_again(cut, marker)
            elif self._numbered(marker, paragraph.end):
                placed = True
                if cut is not None:
                    cut.end = _trimmed_end(self.text, cut.start, marker.start)
                    self._find_heading(cut)
        if not placed:
            self._unnumbered(index)

    def _unnumbered(self, index: int) -> None:
        paragraph = self.paragraphs[index]
        start, end = paragraph.start, paragraph.end
        words = self.text[start:end] if end - start <= LONGEST_HEADING else ""
        if self.printed and self._continues(start, words):
            self.units[-1].end = end
        elif self._closes(start, end):
            self._sign(start, end)
        elif paragraph.number is not None or _BULLET.match(self.text, start, end):
            unit = self.units[self._add(start, end, Role.BULLET, self._owner())]
            if paragraph.number is not None and any(map(str.isalnum, paragraph.number)):
                unit.number = paragraph.number.strip()  # "Question 1", which no grammar foresees
        elif self._titles_the_last(start, words):
            self.units[-1].end = end
            self.units[-1].heading = tidy(words)
        elif self._is_marked_heading(paragraph) or (words and self._heads_something(index, words)):
            self._bare_heading(start, end, words)
        elif is_definition(self.text, start, end):
            self._define(start, end)
        else:
            self._add(start, end, Role.SIGNATURE if self.signing else Role.BODY, self._owner())

    def _closes(self, start: int, end: int) -> bool:
        """Whether signatures begin here."""
        if _CLOSING_WORDS.match(self.text, start, end):
            return True
        return (
            not self.signing
            and end - start <= _SIGNED_LINE
            and self.text[end - 1] not in ".;"
            and _SIGNED.match(self.text, start, end) is not None
        )

    def _define(self, start: int, end: int) -> None:
        """A definition stands beside the one before it, and closes the lists in that one."""
        if self.defining is not None:
            depth, owner = self.defining
            above = self.ladder[:depth]
            same = (above[-1].unit if above else self.container) == owner
            if same and len(above) == depth and self.heading == NO_PARENT:
                del self.ladder[depth:]
        if self.heading != NO_PARENT:
            self._close_headings()
            self.ladder.append(Rung(self.heading, None))
            self.heading = NO_PARENT
        owner = self._owner()
        self.defining = len(self.ladder), owner
        self.ladder.append(Rung(self._add(start, end, Role.BODY, owner), None))

    def _row(self, start: int, end: int) -> None:
        """One row of a table; "Order Date <tab> The date on which ..." has a heading."""
        unit = self.units[self._add(start, end, Role.ROW, self._owner())]
        first, *rest = [cell for cell in self.text[start:end].split("\t") if cell.strip()]
        named = len(first) <= LONGEST_HEADING and first.lstrip()[0].isupper()
        if named and len(rest) == 1 and len(rest[0]) >= _TERM:
            unit.heading = tidy(first)

    def _sign(self, start: int, end: int) -> None:
        """The closing words: what follows are signatures, until a number or heading comes."""
        self.ladder.clear()
        self.heading, self.signing = NO_PARENT, True
        self._add(start, end, Role.SIGNATURE, self.container)

    def _continues(self, start: int, words: str) -> bool:
        """Whether the paragraph is the rest of a sentence that the one before began."""
        last = self.units[-1] if self.units else None
        if last is None or last.role not in (Role.NUMBERED, Role.BODY, Role.BULLET):
            return False
        if last.end - max(last.start, last.body) < _FULL_LINE or ends_sentence(
            self.text, last.start, last.end
        ):
            return False
        if self.text[start].islower() or breaks_off(self.text, last.start, last.end):
            return True
        before = self.text[last.end - _FULL_LINE : last.end]
        return bool(words) and before.isupper() and words.isupper()

    def _titles_the_last(self, start: int, words: str) -> bool:
        """Whether the words are the title of "ARTICLE IV" or "EXHIBIT A" on the line before."""
        last = self.units[-1] if self.units else None
        return (
            last is not None
            and last.role is Role.NUMBERED
            and (
                (last.body >= last.end and is_heading(words))
                or (last.heading is not None and bool(words) and tidy(words) == last.heading)
            )
        )

    def _is_marked_heading(self, paragraph: Paragraph) -> bool:
        """Whether the format marks the paragraph as a heading, and it does not read as a sentence."""
        if paragraph.outline is None:
            return False
        return not self.printed or self.text[paragraph.end - 1] not in ".;,"

    def _heads_something(self, index: int, words: str) -> bool:
        """Whether a short paragraph is the heading of what comes next."""
        if index + 1 >= len(self.paragraphs) or not is_heading(words):
            return False
        behind = self.paragraphs[index + 1]
        length = behind.end - behind.start
        if self.signing:
            return length > _PROSE or self._opens_with_number(behind)
        if self._is_addressee(index, length):
            return False
        if behind.kind == "table" or is_capital_heading(words):
            return True
        if self._answers(index):
            return False
        if words.endswith(":") and self.ladder:
            return False
        if _PLAIN.fullmatch(words) and self._heads_headings(index):
            return True
        return length > (_PROSE if self.ladder else _PROSE / 3) or self._opens_with_number(behind)

    def _heads_headings(self, index: int) -> bool:
        """Whether what comes next is a heading too, or a list: "Services", "Support", and prose.

        Only between sentences, and where there are no numbers: a name may stand above an address.
        """
        if self.ladder or index + 2 >= len(self.paragraphs):
            return False
        before, behind, last = (self.paragraphs[index + step] for step in (-1, 1, 2))
        if not index or not ends_sentence(self.text, before.start, before.end):
            return False
        if _BULLET.match(self.text, behind.start, behind.end):
            return _BULLET.match(self.text, last.start, last.end) is not None
        inner = self.text[behind.start : behind.end]
        return (
            is_heading(inner)
            and not inner.isupper()
            and last.end - last.start > _PROSE / 3
            and ends_sentence(self.text, last.start, last.end)
        )

    def _is_addressee(self, index: int, behind: int) -> bool:
        """Whether a short line stands first in an address: "... shall be sent to:" is before it."""
        if not index or behind >= _FULL_LINE:
            return False
        marker = self.markers[self.at] if self.at < len(self.markers) else None
        numbered = marker is not None and marker.start == self.paragraphs[index + 1].start
        surely = numbered and marker is not None and marker.sure  # "12 Harbour Road" is not
        return not surely and self.text[self.paragraphs[index - 1].end - 1] == ":"

    def _answers(self, index: int) -> bool:
        """Whether a line fills in what an item asks for with a colon, the next item behind it."""
        open_number = self.ladder[-1].number if self.ladder else None
        if open_number is None or self.at >= len(self.markers):
            return False
        marker = self.markers[self.at]
        return (
            marker.start == self.paragraphs[index + 1].start
            and self.text[self.paragraphs[index - 1].end - 1] == ":"
            and any(follows(open_number, number) for number in marker.readings)
        )

    def _opens_with_number(self, paragraph: Paragraph) -> bool:
        """Whether the next paragraph has a number that a heading may stand above."""
        marker = self.markers[self.at] if self.at < len(self.markers) else None
        if marker is None or marker.start != paragraph.start:
            return False
        return not marker.readings or marker.readings[0].keyword.casefold() not in ATTACHMENTS

    def _bare_heading(self, start: int, end: int, words: str) -> None:
        numbered = bool(self.ladder) and self.ladder[0].number is not None
        inner = numbered and not is_capital_heading(words)
        within = self.ladder[0].unit if inner else self.container
        self.signing = False
        self.heading = self._add(start, end, Role.HEADING, within)
        self.units[self.heading].heading = tidy(self.text[start:end])

    def _owner(self) -> int:
        """The unit that an unnumbered paragraph belongs to."""
        if self.heading != NO_PARENT:
            return self.heading
        return self.ladder[-1].unit if self.ladder else self.container

    # ------------------------------------------------------------ numbers

    def _numbered(self, marker: Marker, end: int) -> bool:
        """Places the number in the tree; False when it cannot be the number of a clause."""
        if not marker.readings:
            return False
        if marker.readings[0].keyword.casefold() in ATTACHMENTS:
            return self._attachment(marker, end)
        ahead = self.markers[self.at : self.at + HORIZON]
        if self._is_printed_twice(marker):
            self._open_again(marker, end)
            return True
        place = fit(self.ladder, marker, ahead, (self.at - 1) in self.neighbours)
        if place is None:
            return False
        beside = self.ladder[place.depth].quoted if place.depth < len(self.ladder) else False
        quoted = marker.quoted or (beside and place.relation is Relation.NEXT)
        parent = self._parent(place)
        self._open(marker, end, parent)
        self.ladder.append(Rung(len(self.units) - 1, place.number, quoted))
        self.signing = False
        return True

    def _is_printed_twice(self, marker: Marker) -> bool:
        """Whether the number alone is the whole line before: "18.13" above "18.13 Notices"."""
        last = self.units[-1] if self.units else None
        return (
            last is not None
            and last.role is Role.NUMBERED
            and last.number == marker.shown
            and last.body >= last.end
            and len(marker.readings[0].values) > 1
        )

    def _open_again(self, marker: Marker, end: int) -> None:
        unit = self.units[-1]
        unit.end, unit.body = end, marker.body
        self._find_heading(unit)

    def _parent(self, place: Fit) -> int:
        """Closes what the new number ends; the unit that it stands under.

        A bare heading right above the number heads it, and takes the number's place in the
        tree: "CONFIDENTIALITY" between 7.4 and 7.5 stands within 7, and 7.5 under it.
        """
        del self.ladder[place.depth :]
        heading, self.heading = self.heading, NO_PARENT
        if heading == NO_PARENT:
            return self.ladder[-1].unit if self.ladder else self.container
        self._close_headings()
        if place.relation is Relation.FRESH:
            self._close_sibling(heading, place.number)
        else:
            self.units[heading].parent = self.ladder[-1].unit if self.ladder else self.container
        self.ladder.append(Rung(heading, None))
        return heading

    def _close_sibling(self, heading: int, number: Number) -> None:
        """Closes the heading before this one in a row of headings that count ("ITEM 1", "ITEM 2"),
        where the list that stood under it begins again.
        """
        counted = _counted_word(self.units[heading].heading)
        if counted is None:
            return
        for depth, (rung, below) in enumerate(pairwise(self.ladder)):
            if (
                rung.number is None
                and below.number is not None
                and below.number.style == number.style
                and _counted_word(self.units[rung.unit].heading) == counted
            ):
                del self.ladder[depth:]
                return

    def _close_headings(self) -> None:
        """Takes bare headings off the end of the ladder: the next one stands beside them."""
        while self.ladder and self.ladder[-1].number is None:
            self.ladder.pop()

    def _number_again(self, unit: Unit, marker: Marker) -> None:
        """Takes in a second number right behind the first: "(a) (i) The Supplier shall"."""
        ahead = self.markers[self.at : self.at + HORIZON]
        place = fit(self.ladder, marker, ahead, (self.at - 1) in self.neighbours)
        if place is None or place.depth < len(self.ladder) or not marker.readings:
            return
        self.ladder.append(Rung(len(self.units) - 1, place.number))
        unit.number = f"{unit.number}{marker.shown}" if marker.shown[0] == "(" else marker.shown
        unit.body = marker.body
        self._find_heading(unit)

    def _attachment(self, marker: Marker, end: int) -> bool:
        above = self.units[: _TITLE_LINES + 1]
        if len(above) <= _TITLE_LINES and all(
            unit.role is not Role.NUMBERED and unit.end - unit.start < _PROSE for unit in above
        ):
            return False  # "EXHIBIT 10.26" above the title is the stamp of a filing
        self.ladder.clear()
        self.heading, self.signing = NO_PARENT, False
        self._open(marker, end, NO_PARENT)
        self.container = len(self.units) - 1
        unit = self.units[self.container]
        unit.attachment = True
        if unit.heading is None and unit.body < unit.end:
            unit.heading = tidy(self.text[unit.body : unit.end])
        return True

    def _open(self, marker: Marker, end: int, parent: int) -> None:
        unit = self.units[self._add(marker.start, end, Role.NUMBERED, parent)]
        unit.number, unit.body = marker.shown, marker.body
        self._find_heading(unit)

    def _find_heading(self, unit: Unit) -> None:
        if unit.role is Role.NUMBERED:
            unit.heading = run_in_heading(self.text[unit.body : min(unit.end, unit.body + 140)])

    def _add(self, start: int, end: int, role: Role, parent: int) -> int:
        self.units.append(Unit(start, end, role, parent, start))
        return len(self.units) - 1


def _counted_word(heading: str | None) -> str | None:
    """The word that headings without a clause number count by: "item" of "ITEM 410: CLAIMS"."""
    found = _COUNTED.match(heading or "")
    return found[1].casefold() if found else None


def _with_neighbours(markers: Sequence[Marker]) -> set[int]:
    """The indexes of the markers whose number has its neighbour in the list beside it."""
    found: set[int] = set()
    last: dict[tuple[Style, tuple[int, ...]], tuple[int, int]] = {}
    for index, marker in enumerate(markers):
        for reading in marker.readings:
            key, value = (reading.style, reading.values[:-1]), reading.values[-1]
            before = last.get(key)
            if before is not None and value == before[1] + 1:
                found.update((before[0], index))
            last[key] = (index, value)
            if (
                value > LETTERED
                and index + 1 < len(markers)
                and _holds(reading, markers[index + 1])
            ):
                found.add(index)
    return found


def _holds(number: Number, behind: Marker) -> bool:
    """Whether a number that an amendment inserted, 3A, is shown by the first one within it: 3A.1."""
    return any(is_under(number, first) and is_first(first) for first in behind.readings)


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
