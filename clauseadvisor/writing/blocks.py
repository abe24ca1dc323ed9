"""The neutral tree that every kind of notes is made from: sections of blocks of runs.

Nothing in here knows Word, HTML or Markdown; nothing in a writer of those knows an analysis.
Text enters the tree through :func:`say`, which makes contract text fit for every format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clauseadvisor.writing.cleaning import fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text of one look. ``tone`` colours it; ``link`` is an anchor of the tree."""

    text: str
    strong: bool = False
    italic: bool = False
    muted: bool = False
    tone: str | None = None
    link: str | None = None


#: One line or paragraph.
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a section: level 2 or 3 (the section's own title is level 1)."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph; ``style`` is body, lead, small or label."""

    line: Line
    style: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list of points, numbered or not."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A framed remark; ``kind`` is banner, warning or note."""

    kind: str
    lines: tuple[Line, ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One key figure: its value large, its name small."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Key figures side by side."""

    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a bar; ``share`` of the whole, 0 to 1."""

    tone: str
    share: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A whole drawn as coloured parts; ``alt`` says the same in words."""

    title: str
    segments: tuple[Segment, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A value on a scale of 0 to 100 with a sound range; ``alt`` says the same in words."""

    title: str
    value: float
    low: float
    high: float
    ends: tuple[str, str]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of lines; ``tone`` tints it."""

    lines: tuple[Line, ...]
    tone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and its share of the width (any positive number)."""

    title: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. ``dense`` sets small type; ``titled`` repeats its header on every page.

    ``lead`` makes the first column a row heading. ``sides`` is the frame for original and
    proposal, whose long rows may break over pages.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    dense: bool = False
    titled: bool = True
    lead: bool = False
    sides: bool = False


Block = Heading | Text | Points | Callout | Figures | Bar | Scale | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered section; ``landscape`` turns its pages, ``new_page`` starts one."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole of the notes. ``banner`` is empty for the counterparty; so may ``subtitle`` be.

    ``contents_page`` gives the contents a page of their own behind the first section, which is
    meant to fill one; otherwise they stand right below it.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    banner: str
    sections: tuple[Section, ...]
    legal: str
    language: str = "en-GB"
    contents_page: bool = True

    @property
    def full_title(self) -> str:
        """What the file is called among its properties."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


def say(
    text: str,
    *,
    strong: bool = False,
    italic: bool = False,
    muted: bool = False,
    tone: str | None = None,
    link: str | None = None,
) -> Run:
    """A run of text, made fit for every format."""
    return Run(text=fit(text), strong=strong, italic=italic, muted=muted, tone=tone, link=link)


def line(text: str) -> Line:
    """A line of one run of plain look."""
    return (say(text),)


def lead(name: str, text: str) -> Line:
    """A line that opens with a strong name: "**Ask:** ..."."""
    return (say(f"{name}: ", strong=True), say(text))


def cell(*lines: str | Line, tone: str | None = None) -> Cell:
    """A cell of lines; empty strings are left out."""
    return Cell(lines=tuple(_lines(lines)), tone=tone)


def plain(one: Line) -> str:
    """The words of a line without their look."""
    return "".join(run.text for run in one)


def _lines(lines: Iterable[str | Line]) -> Iterable[Line]:
    for each in lines:
        if isinstance(each, str):
            if each:
                yield line(each)
        elif each:
            yield each
