"""What the walker finds: paragraphs and tables, each character with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one source.

    Character ``i`` of ``text`` is character ``offset + i`` of the text of ``node`` (a ``w:t``,
    ``w:delText``, ``m:t``), which stands in ``run`` (the ``w:r`` or ``m:r``). A tab, line
    break, no-break hyphen or symbol is one character whose node is that element (``w:tab``).
    Characters that stand nowhere in the file (an automatic number, a separator, the state of a
    form field) have no run and no node. A tab or line break inside a node's text counts as one character, as any other.
    """

    text: str
    run: etree._Element | None = None
    node: etree._Element | None = None
    offset: int = 0


@dataclass(slots=True)
class Attached:
    """What hangs on a paragraph without being part of its line: a text box, a note.

    ``kind`` is ``textbox`` or ``footnote``; ``part`` is the part that the blocks stand in.
    """

    kind: str
    part: str
    blocks: list[Block]


@dataclass(slots=True)
class TextParagraph:
    """One paragraph as shown in a view.

    ``elements`` are the ``w:p`` it is made of: several where tracked changes took the mark
    between them away. ``label`` is the automatic number or bullet at its head, "" for none.
    ``heads_line`` marks a heading that a style separator sets on one line with the text.
    """

    elements: list[etree._Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    label: str = ""
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    heads_line: bool = False

    @property
    def text(self) -> str:
        """The text without the automatic number."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class TextCell:
    """A table cell. ``covered`` cells belong to the cell above them and show nothing."""

    blocks: list[Block] = field(default_factory=list)
    covered: bool = False

    def paragraphs(self) -> Iterator[TextParagraph]:
        """The cell's own paragraphs, those of nested tables left out."""
        return (block for block in self.blocks if isinstance(block, TextParagraph))

    def tables(self) -> Iterator[TextTable]:
        """The tables inside the cell."""
        return (block for block in self.blocks if isinstance(block, TextTable))


@dataclass(slots=True)
class TextTable:
    """A table as rows of cells."""

    rows: list[list[TextCell]] = field(default_factory=list)


Block: TypeAlias = TextParagraph | TextTable
