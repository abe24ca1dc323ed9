"""Blocks laid out as one reading text, from which every character leads back to its run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from clauseadvisor.domain import Paragraph, Span, Table
from clauseadvisor.openxml.blocks import Block, Piece, TextCell, TextParagraph, TextTable


@dataclass(frozen=True, slots=True)
class Source:
    """Where one character stands in the file: in which run, node and place in the node.

    See :class:`clauseadvisor.openxml.blocks.Piece` for what a node is.
    """

    part: str
    run: etree._Element
    node: etree._Element
    offset: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a piece: characters ``start`` to ``end`` of its text, standing in ``part``."""

    part: str
    piece: Piece
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the stretch."""
        return self.piece.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """A paragraph of the reading text with the ``w:p`` elements it is made of, and their part."""

    paragraph: Paragraph
    elements: tuple[etree._Element, ...]
    part: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The reading text with its map.

    ``pieces`` follow each other without a gap and cover the whole text; ``starts`` are their
    first offsets, ``parts`` the part that each stands in. ``paragraphs`` are in text order and
    do not overlap; a table row is one of them. ``tables`` are ordered by where they start, an
    outer table before those inside it.
    """

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    parts: tuple[str, ...]
    paragraphs: tuple[FlowParagraph, ...]
    tables: tuple[Table, ...]

    def piece_at(self, offset: int) -> int:
        """The index of the piece that holds the character at ``offset``.

        Raises IndexError when the text has no such character.
        """
        if not 0 <= offset < len(self.text):
            raise IndexError(f"no character at {offset}: the text has {len(self.text)}")
        return bisect_right(self.starts, offset) - 1

    def source(self, offset: int) -> Source | None:
        """Where the character at ``offset`` stands in the file; None for a generated one."""
        index = self.piece_at(offset)
        piece = self.pieces[index]
        if piece.run is None or piece.node is None:
            return None
        return Source(
            self.parts[index], piece.run, piece.node, piece.offset + offset - self.starts[index]
        )

    def between(self, start: int, end: int) -> Iterator[Stretch]:
        """The stretches that make up ``text[start:end]``, in order: what an edit has to touch.

        Raises IndexError when the text does not reach that far.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"no text from {start} to {end}: it has {len(self.text)} characters")
        position = start
        while position < end:
            index = self.piece_at(position)
            piece, begin = self.pieces[index], self.starts[index]
            reached = min(end, begin + len(piece.text))
            yield Stretch(self.parts[index], piece, position - begin, reached - begin)
            position = reached

    def sources(self) -> Iterator[Source | None]:
        """The source of every character, in order: as long as the text."""
        return (self.source(offset) for offset in range(len(self.text)))


def lay_out(blocks: Iterable[Block], part: str) -> Flow:
    """Lay the blocks of a story out as text.

    Paragraphs are separated by one newline. Text boxes and notes follow the paragraph (or the
    table row) that they hang on. A table row is one paragraph whose cells are separated by a
    tab; the rows of a table inside it follow it. A row of one cell with several paragraphs is
    a frame round running text: they stay paragraphs. Blank paragraphs and rows leave no trace.
    """
    return _Layout(part).lay_out(blocks)


@dataclass(slots=True)
class _Layout:
    part: str
    pieces: list[Piece] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    paragraphs: list[FlowParagraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    length: int = 0

    def lay_out(self, blocks: Iterable[Block]) -> Flow:
        self._blocks(blocks, "body")
        text = "".join(piece.text for piece in self.pieces)
        return Flow(
            text=text,
            pieces=tuple(self.pieces),
            starts=tuple(self.starts),
            parts=tuple(self.parts),
            paragraphs=tuple(self.paragraphs),
            tables=tuple(sorted((_filled(table, text) for table in self.tables), key=_outer_first)),
        )

    # ------------------------------------------------------------ blocks

    def _blocks(self, blocks: Iterable[Block], kind: str) -> None:
        for block in blocks:
            if isinstance(block, TextTable):
                self._table(block, kind)
            else:
                self._paragraph(block, kind)
                self._attached(block)

    def _attached(self, paragraph: TextParagraph) -> None:
        for attached in paragraph.attached:
            outer, self.part = self.part, attached.part
            self._blocks(attached.blocks, attached.kind)
            self.part = outer

    def _paragraph(self, paragraph: TextParagraph, kind: str) -> None:
        if _is_blank(paragraph):
            return
        start = self._begin()
        self._write(paragraph)
        self._end(
            Paragraph(
                start=start,
                end=self.length,
                number=paragraph.number,
                level=paragraph.level,
                outline=paragraph.outline,
                kind=kind,
            ),
            paragraph.elements,
        )

    # ------------------------------------------------------------ tables

    def _table(self, table: TextTable, kind: str) -> None:
        rows: list[tuple[Span, ...]] = []
        start = None
        for row in table.rows:
            if _is_frame(row):
                before = self.length
                self._blocks(row[0].blocks, kind)
                begin = before + 1 if before else 0
                rows.append((Span(start=begin, end=self.length, text=""),))
                start = begin if start is None else start
                continue
            own = [paragraph for cell in row for paragraph in cell.paragraphs()]
            if not all(map(_is_blank, own)):
                spans = self._row(row, own)
                start = spans[0].start if start is None else start
                rows.append(spans)
            before = self.length
            for paragraph in own:
                self._attached(paragraph)
            for cell in row:
                for inner in cell.tables():
                    self._table(inner, kind)
            if start is None and self.length > before:
                start = before + 1 if before else 0
        if start is not None:
            self.tables.append(Table(start=start, end=self.length, rows=tuple(rows)))

    def _row(self, row: list[TextCell], own: list[TextParagraph]) -> tuple[Span, ...]:
        start = self._begin()
        spans: list[Span] = []
        for index, cell in enumerate(row):
            if index:
                self._add(Piece("\t"))
            spans.append(self._cell(cell))
        head = _head(row)
        self._end(
            Paragraph(
                start=start,
                end=self.length,
                number=head.number if head else None,
                level=head.level if head else None,
                outline=head.outline if head else None,
                kind="table",
            ),
            [element for paragraph in own for element in paragraph.elements],
        )
        return tuple(spans)

    def _cell(self, cell: TextCell) -> Span:
        start = self.length
        for paragraph in cell.paragraphs():
            if _is_blank(paragraph):
                continue
            if self.length > start:
                self._add(Piece(" "))
            self._write(paragraph, in_cell=True)
        return Span(start=start, end=self.length, text="")

    # ------------------------------------------------------------ characters

    def _begin(self) -> int:
        if self.length:
            self._add(Piece("\n"))
        return self.length

    def _write(self, paragraph: TextParagraph, in_cell: bool = False) -> None:
        if paragraph.label:
            self._add(Piece(paragraph.label + " "))
        for piece in paragraph.pieces:
            self._add(_on_one_line(piece) if in_cell else piece)

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.starts.append(self.length)
        self.parts.append(self.part)
        self.length += len(piece.text)

    def _end(self, paragraph: Paragraph, elements: Iterable[etree._Element]) -> None:
        self.paragraphs.append(FlowParagraph(paragraph, tuple(elements), self.part))


def _is_blank(paragraph: TextParagraph) -> bool:
    return not paragraph.label and not any(piece.text.strip() for piece in paragraph.pieces)


def _is_frame(row: list[TextCell]) -> bool:
    """Whether the row is one cell drawn round running text rather than a line of a table.

    Clauses inside a frame stay paragraphs of their own, with their numbers.
    """
    return len(row) == 1 and sum(not _is_blank(inner) for inner in row[0].paragraphs()) > 1


def _head(row: list[TextCell]) -> TextParagraph | None:
    """The paragraph that the row begins with: the first one of its first cell."""
    shown = (
        (paragraph for paragraph in row[0].paragraphs() if not _is_blank(paragraph)) if row else ()
    )
    return next(iter(shown), None)


def _on_one_line(piece: Piece) -> Piece:
    """Tabs and line breaks inside a cell as spaces: they would look like the next cell or row."""
    if piece.text in {"\t", "\n"}:
        return Piece(" ", piece.run, piece.node, piece.offset)
    return piece


def _filled(table: Table, text: str) -> Table:
    """The table with the text of its cells, which is known only when all is laid out."""
    rows = tuple(
        tuple(replace(span, text=text[span.start : span.end]) for span in row) for row in table.rows
    )
    return replace(table, rows=rows)


def _outer_first(table: Table) -> tuple[int, int]:
    return table.start, -table.end
