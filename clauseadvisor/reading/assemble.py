"""From paragraphs of lines and tables to the reading text with its layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clauseadvisor.domain import Box, Layout, Line, Paragraph, Span, Table
from clauseadvisor.reading.paragraphs import Vocabulary, mend
from clauseadvisor.reading.printed import PrintedLine, TableBlock


@dataclass(slots=True)
class Assembly:
    """The reading text as it grows. Call :meth:`add` for each block, then :meth:`finish`."""

    words: Vocabulary = field(default_factory=lambda: Vocabulary(()))
    boxed: bool = True
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _paragraphs: list[Paragraph] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _page_starts: dict[int, int] = field(default_factory=dict)

    def add(self, lines: Sequence[PrintedLine], *, outline: int | None = None) -> None:
        """Append a paragraph, on a line of its own."""
        table = lines[0].table
        if table is not None:
            self._add_table(table)
        else:
            self._add_paragraph(lines, outline)

    def finish(self, pages: Iterable[int]) -> tuple[str, Layout]:
        """The text and its layout. ``pages`` are all page numbers, empty pages among them."""
        text = "".join(self._parts)
        layout = Layout(
            paragraphs=tuple(self._paragraphs),
            lines=tuple(self._lines),
            tables=tuple(self._tables),
            page_starts=self._starts(list(pages)),
        )
        return text, layout

    def _starts(self, pages: list[int]) -> tuple[int, ...]:
        """An empty page starts where the next text does."""
        starts: list[int] = []
        following = self._length
        for page in reversed(pages):
            following = self._page_starts.get(page, following)
            starts.append(following)
        return tuple(reversed(starts))

    def _put(self, text: str) -> int:
        """Append ``text``; returns where it starts."""
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    def _open(self) -> int:
        if self._parts:
            self._put("\n")
        return self._length

    def _add_paragraph(self, lines: Sequence[PrintedLine], outline: int | None) -> None:
        start = self._open()
        parts, length = self._parts, self._length  # kept here: the loop runs for every line
        previous: PrintedLine | None = None
        for line in lines:
            if previous is not None:
                glue = mend(previous.text, line.text, self.words) if previous.broken else " "
                parts.append(glue)
                length += len(glue)
            text = line.text
            parts.append(text)
            begun, length = length, length + len(text)
            if self.boxed:
                self._place(line, begun, length)
            previous = line
        self._length = length
        self._paragraphs.append(
            Paragraph(
                start=start,
                end=self._length,
                page=lines[0].page if self.boxed else None,
                outline=outline,
            )
        )

    def _place(self, line: PrintedLine, start: int, end: int) -> None:
        page, _, x0, top, x1, bottom, *_, box, _ = line
        if page not in self._page_starts:
            self._page_starts[page] = start
        if box is None:
            box = Box(page=page, x0=x0, top=top, x1=x1, bottom=bottom)
        self._lines.append(Line(start=start, end=end, box=box))

    def _add_table(self, table: TableBlock) -> None:
        rows: list[tuple[Span, ...]] = []
        page = table.page if self.boxed else None
        for number, cells in enumerate(table.rows):
            if not any(cells):
                continue
            start = self._open()
            rows.append(self._add_row(cells))
            if self.boxed:
                self._page_starts.setdefault(table.page, start)
                self._lines.append(Line(start=start, end=self._length, box=table.boxes[number]))
            self._paragraphs.append(
                Paragraph(start=start, end=self._length, page=page, kind="table")
            )
        if rows:
            first = rows[0][0].start
            self._tables.append(Table(start=first, end=self._length, rows=tuple(rows), page=page))

    def _add_row(self, cells: Sequence[str]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for number, cell in enumerate(cells):
            if number:
                self._put("\t")
            start = self._put(cell)
            spans.append(Span(start=start, end=self._length, text=cell))
        return tuple(spans)
