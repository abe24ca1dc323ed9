"""The outline as a Word document."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable
from typing import Any, Final

from docx.oxml.ns import qn

from clauseadvisor.writing.blocks import (
    Bar,
    Block,
    Callout,
    Figures,
    Grid,
    Heading,
    Outline,
    Points,
    Scale,
    Section,
    Text,
    say,
)
from clauseadvisor.writing.packing import repacked
from clauseadvisor.writing.word_pages import pages
from clauseadvisor.writing.word_styles import (
    callout_style,
    looks,
    new_document,
    next_section,
    text_width,
)
from clauseadvisor.writing.word_tables import bar, figures, grid, scale
from clauseadvisor.writing.word_xml import (
    bookmark,
    element,
    field_runs,
    flag,
    link_to,
    paragraph,
)

_TEXT_STYLES: Final = {
    "body": "Normal",
    "lead": "NotesLead",
    "small": "NotesSmall",
    "label": "NotesLabel",
}
#: With more proposals than this the contents name the sections only, to stay on a page.
_LISTED: Final = 45
#: Contents up to this length stand below the first section, longer ones on a page of their own.
_SHORT: Final = 14


def render(outline: Outline) -> bytes:
    """The notes as a DOCX package; the same outline gives the same bytes."""
    writer = _Writer(outline)
    writer.front()
    for index, section in enumerate(outline.sections):
        writer.section(section, first=index == 0)
        if index == 0:
            writer.contents()
    writer.number()
    buffer = io.BytesIO()
    writer.document.save(buffer)
    return repacked(buffer.getvalue())


class _Writer:
    """Appends to the body of one document and hands out bookmark numbers."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.document = new_document(outline)
        self.width = text_width(self.document)
        self.landscape = False
        self.bookmarks = 0
        self.references: dict[str, tuple[Any, ...]] = {}

    def front(self) -> None:
        self.add(paragraph("Title", (say(self.outline.title),)))
        if self.outline.subtitle:
            self.add(paragraph("Subtitle", (say(self.outline.subtitle),)))
        if self.outline.banner:
            self.add(paragraph(_id(callout_style("banner")), (say(self.outline.banner),)))
        for name, value in self.outline.facts:
            self.add(paragraph("NotesFacts", (say(f"{name}: ", strong=True), say(value))))
        self.add(paragraph("NotesSmall", (say(self.outline.legal, italic=True),)))

    def section(self, section: Section, *, first: bool) -> None:
        turned = section.landscape != self.landscape
        if turned:
            next_section(self.document, landscape=section.landscape)
            self.landscape = section.landscape
            self.width = text_width(self.document)
        broken = section.new_page and not turned and not first
        extra = {"page": flag("w:pageBreakBefore")} if broken else {}
        self.heading("Heading1", section.title, section.anchor, **extra)
        for block, following in itertools.zip_longest(section.blocks, section.blocks[1:]):
            self.block(block, leads=isinstance(following, Grid))

    def contents(self) -> None:
        """Links with page numbers: fields, so that any application can count the pages again."""
        entries = list(_entries(self.outline))
        long = len(entries) > _SHORT
        own_page = self.outline.contents_page and long
        head = {"page": flag("w:pageBreakBefore")} if own_page else {"keep": flag("w:keepNext")}
        self.add(paragraph("NotesLead", (say("Contents", strong=True),), **head))
        for index, (level, text, anchor) in enumerate(entries):
            alone = long or index == len(entries) - 1  # short contents stay together
            together = {} if alone else {"keep": flag("w:keepNext")}
            made = paragraph(f"TOC{level}", **together)
            made.append(link_to(anchor, say(f"{text}\t")))
            self.references[anchor] = field_runs(f"PAGEREF {anchor} \\h", "")
            made[-1].extend(self.references[anchor])
            self.add(made)

    def number(self) -> None:
        """Give each entry of the contents the page that it will stand on."""
        found = pages(self.document.element.body, looks())
        for anchor, runs in self.references.items():
            (shown,) = (each for run in runs for each in run.iter(qn("w:t")))
            shown.text = str(found[anchor])

    def block(self, block: Block, *, leads: bool) -> None:
        """``leads`` says that a table follows, from which the words before it are not parted."""
        match block:
            case Heading(level=level, text=text, anchor=anchor):
                self.heading(f"Heading{level}", text, anchor)
            case Text(line=line, style=style):
                together = {"keep": flag("w:keepNext")} if leads else {}
                self.add(paragraph(_TEXT_STYLES[style], line, **together))
            case Points(lines=lines, numbered=numbered):
                style = "ListNumber" if numbered else "ListBullet"
                for line in lines:
                    self.add(paragraph(style, line))
            case Callout(kind=kind, lines=lines):
                for line in lines:
                    self.add(paragraph(_id(callout_style(kind)), line))
            case Grid():
                self.add(grid(block, self.width), _gap())
            case Figures():
                self.add(figures(block, self.width), _gap())
            case Bar():
                self.add(*bar(block, self.width))
            case Scale():
                self.add(*scale(block, self.width))

    def heading(self, style: str, text: str, anchor: str, **properties: Any) -> None:
        made = paragraph(style, (say(text),), **properties)
        if anchor:
            self.bookmarks += 1
            bookmark(made, anchor, self.bookmarks)
        self.add(made)

    def add(self, *elements: Any) -> None:
        body = self.document.element.body
        for made in elements:
            body.insert(len(body) - 1, made)  # before the properties of the last section


def _entries(outline: Outline) -> Iterable[tuple[int, str, str]]:
    inner = sum(
        isinstance(block, Heading) and bool(block.anchor)
        for section in outline.sections
        for block in section.blocks
    )
    for section in outline.sections:
        yield 1, section.title, section.anchor
        if inner <= _LISTED:
            for block in section.blocks:
                if isinstance(block, Heading) and block.anchor:
                    yield block.level, block.text, block.anchor


def _gap() -> Any:
    """Word joins tables that touch; a small paragraph keeps them apart."""
    return paragraph(
        "NotesTight",
        spacing=element("w:spacing", {"w:before": "0", "w:after": "60"}),
    )


def _id(name: str) -> str:
    return name.replace(" ", "")
