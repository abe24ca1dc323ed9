"""On which page each heading of the notes will stand.

Word and LibreOffice work page numbers out when they lay a file out, Word those of a table of
contents only when it is told to. So that the contents are right on opening, our own page is laid
out here, as far as its one font, its few styles and its tables go: lines are filled with the widths of
the letters, and paragraphs and rows are put on pages by the rules of ECMA-376 Part 1 (keepNext
17.3.1.15, cantSplit 17.4.6, tblHeader 17.4.49, widowControl 17.3.1.44).
"""

from __future__ import annotations

import functools
import itertools
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from docx.oxml.ns import qn

_FILE: Final = Path(__file__).with_name("data") / "widths.toml"
_TWENTIETHS: Final = 20
#: Ascent, descent and gap of Arial, in parts of the type size; and the line spacing of our styles.
_LINE: Final = 1.15 * 1.08
#: Where the template sets no tab stop, one stands every half inch.
_TAB: Final = 36.0
#: The rule below a row, in points.
_RULE: Final = 0.5
#: So many lines of a paragraph stay together at a foot or a head of a page.
_WIDOWS: Final = 2
_WORDS: Final = re.compile(r"[^\s-]*-|[^\s-]+|\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What of a style tells how much room its text takes: points, and whether it is bold."""

    size: float
    bold: bool
    before: float
    after: float
    left: float = 0.0
    right: float = 0.0
    keep_next: bool = False
    #: No space between paragraphs of this look (contextualSpacing, 17.3.1.9).
    tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A paragraph or a row: heights of what of it stays together, all in points."""

    parts: tuple[float, ...]
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    breaks: bool = False
    anchors: tuple[str, ...] = ()
    header: float = 0.0
    tight: Look | None = None

    @property
    def height(self) -> float:
        return sum(self.parts)


def pages(body: Any, looks: dict[str, Look]) -> dict[str, int]:
    """The page of each bookmark of a document's body (``w:body``), by its name; pages count from 1.

    ``looks`` are the styles by id; a paragraph in another one takes the look of "Normal".
    """
    found: dict[str, int] = {}
    page = 0
    for pieces, height in _sections(body, looks):
        sheet = _Sheets(height, page + 1, found)
        sheet.fill(pieces)
        page = sheet.page
    return found


@dataclass(slots=True)
class _Sheets:
    """The pages of one section being filled: where the next piece goes."""

    height: float
    page: int
    found: dict[str, int]
    used: float = 0.0
    space: float = 0.0
    tight: Look | None = None
    forced: bool = field(default=True)

    def fill(self, pieces: Sequence[_Piece]) -> None:
        """Put the pieces on pages, from the first to the last."""
        for index, piece in enumerate(pieces):
            if piece.breaks and self.used:
                self._turn(forced=True)
            if self.used and self._gap(piece) + _together(pieces[index:]) > self._left:
                self._turn()
                self.used += piece.header
            self._put(piece)

    @property
    def _left(self) -> float:
        return self.height - self.used

    def _gap(self, piece: _Piece) -> float:
        if not self.used and not self.forced:
            return 0.0
        if piece.tight is not None and piece.tight is self.tight:
            return 0.0
        return max(self.space, piece.before)

    def _turn(self, *, forced: bool = False) -> None:
        self.page, self.used, self.space, self.forced = self.page + 1, 0.0, 0.0, forced

    def _put(self, piece: _Piece) -> None:
        self.used += self._gap(piece)
        self.found.update(dict.fromkeys(piece.anchors, self.page))
        for part in piece.parts:
            if self.used + part > self.height:
                self._turn()
                self.used += piece.header
            self.used += part
        self.space, self.tight = piece.after, piece.tight


def _together(pieces: Sequence[_Piece]) -> float:
    """The room that a piece needs on its page: what keeps with it, to the first lines of what does not."""
    room = 0.0
    for piece, following in itertools.pairwise([*pieces[:12], _Piece(parts=())]):
        if not piece.keep_next:
            return room + (piece.parts[0] if piece.parts else 0.0)
        room += piece.height + max(piece.after, following.before)
    return room


# ---------------------------------------------------------------- from the body to pieces


def _sections(body: Any, looks: dict[str, Look]) -> Iterator[tuple[list[_Piece], float]]:
    """The pieces of each section, with the height of its pages between the margins."""
    waiting: list[Any] = []
    for child in body:
        ends = (
            child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        )
        if child.tag != qn("w:sectPr"):
            waiting.append(child)
        if ends is None:
            continue
        size, margins = ends.find(qn("w:pgSz")), ends.find(qn("w:pgMar"))
        sides = sum(_points(margins, f"w:{side}") for side in ("left", "right"))
        ends_at = sum(_points(margins, f"w:{side}") for side in ("top", "bottom"))
        width = _points(size, "w:w") - sides
        pieces = [piece for each in waiting for piece in _pieces(each, width, looks)]
        yield pieces, _points(size, "w:h") - ends_at
        waiting = []


def _points(element: Any, name: str) -> float:
    return float(element.get(qn(name))) / _TWENTIETHS


def _pieces(element: Any, width: float, looks: dict[str, Look]) -> Iterator[_Piece]:
    if element.tag == qn("w:p"):
        yield _paragraph(element, width, looks)
    elif element.tag == qn("w:tbl"):
        yield from _rows(element, looks)


def _paragraph(element: Any, width: float, looks: dict[str, Look]) -> _Piece:
    properties = element.find(qn("w:pPr"))
    look = _look(properties, looks)
    count = _lines(element, width - look.left - look.right, look)
    own = properties.find(qn("w:spacing")) if properties is not None else None
    before = _points(own, "w:before") if own is not None else look.before
    after = _points(own, "w:after") if own is not None else look.after
    given = () if properties is None else tuple(child.tag for child in properties)
    return _Piece(
        parts=_parts(count, look.size * _LINE),
        before=before,
        after=after,
        keep_next=look.keep_next or qn("w:keepNext") in given,
        breaks=qn("w:pageBreakBefore") in given,
        tight=look if look.tight else None,
        anchors=tuple(mark.get(qn("w:name")) for mark in element.iter(qn("w:bookmarkStart"))),
    )


def _parts(count: int, height: float) -> tuple[float, ...]:
    """So many lines by what a page may not part: two at the head, two at the foot."""
    if count <= 2 * _WIDOWS - 1:
        return (count * height,)
    edge = _WIDOWS * height
    return (edge, *(height,) * (count - 2 * _WIDOWS), edge)


def _look(properties: Any, looks: dict[str, Look]) -> Look:
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return looks.get(style.get(qn("w:val")) if style is not None else "Normal", looks["Normal"])


def _rows(table: Any, looks: dict[str, Look]) -> Iterator[_Piece]:
    margins = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    edges = {side.tag: _points(side, "w:w") for side in margins}
    beside = edges[qn("w:left")] + edges[qn("w:right")]
    above = edges[qn("w:top")] + edges[qn("w:bottom")]
    widths = [_points(column, "w:w") - beside for column in table.iter(qn("w:gridCol"))]
    header = 0.0
    for row in table.iter(qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        given = {child.tag: child for child in properties}
        if (exact := given.get(qn("w:trHeight"))) is not None:
            yield _Piece(parts=(_points(exact, "w:val"),))
            continue
        cells = [
            [_paragraph(each, width, looks) for each in cell.iter(qn("w:p"))]
            for cell, width in zip(row.iter(qn("w:tc")), widths, strict=True)
        ]
        tallest = max(cells, key=_stacked)
        height = _stacked(tallest) + above + _RULE
        parts = [
            part for each in tallest for part in (*each.parts[:-1], each.parts[-1] + each.after)
        ]
        parts[-1] += height - sum(parts)
        heads = qn("w:tblHeader") in given
        whole = (height,) if qn("w:cantSplit") in given else tuple(parts)
        yield _Piece(parts=whole, keep_next=heads, header=header)
        header += height if heads else 0.0


def _stacked(paragraphs: Sequence[_Piece]) -> float:
    return sum(each.before + each.height + each.after for each in paragraphs)


# ---------------------------------------------------------------- lines


def _lines(paragraph: Any, width: float, look: Look) -> int:
    """How many lines the words of a paragraph fill."""
    count, at = 1, 0.0
    for word, bold in _words(paragraph, look.bold):
        if word == "\n":
            count, at = count + 1, 0.0
            continue
        if word == "\t":
            at = (at // _TAB + 1) * _TAB
            continue
        size = look.size * _width(word, bold) / 1000
        if word.isspace():
            at += size if at else 0.0
        elif at + size <= width or not at:
            more = max(math.ceil(size / width) - 1, 0) if not at and width > 0 else 0
            count, at = count + more, at + size - more * width
        else:
            more = max(math.ceil(size / width) - 1, 0)
            count, at = count + 1 + more, size - more * width
    return count


def _words(paragraph: Any, bold: bool) -> Iterator[tuple[str, bool]]:
    """Words, blanks and line ends, each with whether it is bold."""
    for run in paragraph.iter(qn("w:r")):
        look = run.find(qn("w:rPr"))
        strong = bold or (look is not None and look.find(qn("w:b")) is not None)
        for child in run:
            if child.tag == qn("w:t"):
                yield from ((word, strong) for word in _WORDS.findall(child.text or ""))
            elif child.tag == qn("w:br"):
                yield "\n", strong
            elif child.tag == qn("w:tab"):
                yield "\t", strong


@functools.cache
def _widths() -> tuple[dict[str, int], dict[str, int], int]:
    """Widths of letters, upright and bold, and that of any other."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    regular, bold = (
        {letter: int(width) for width, letters in found[name].items() for letter in letters}
        for name in ("regular", "bold")
    )
    return regular, bold, int(found["other"])


def _width(word: str, bold: bool) -> int:
    regular, strong, other = _widths()
    known = strong if bold else regular
    return sum(known.get(letter, other) for letter in word)
