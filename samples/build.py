"""Builds the sample contracts from their sources, so that they can be edited as plain text.

    python samples/build.py

Each line of a source begins with a mark: = title, ~ paragraph, P party, H heading, R recital,
D definition, 1 article, 2 section, 3 item, S schedule, p paragraph of a schedule, t table row.
The same sources give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import string
import textwrap
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

HERE = Path(__file__).resolve().parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

EPOCH = datetime.datetime(2025, 1, 1)

Line = tuple[str, str]


def read(name: str) -> list[Line]:
    """The source as (mark, words) pairs."""
    text = (HERE / "sources" / f"{name}.txt").read_text(encoding="utf-8")
    return [(line[0], line[2:]) for line in text.splitlines() if line.strip()]


def blocks(lines: list[Line]) -> Iterator[tuple[str, list[str]]]:
    """Single lines one by one, and the rows of a table together."""
    for mark, group in groupby(lines, key=lambda line: line[0]):
        words = [text for _, text in group]
        if mark == "t":
            yield mark, words
        else:
            for each in words:
                yield mark, [each]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


# ------------------------------------------------------------------ Word

LEVELS = """
<w:abstractNum xmlns:w="{w}" w:abstractNumId="{id}">
  <w:multiLevelType w:val="multilevel"/>{levels}
</w:abstractNum>"""
LEVEL = """
  <w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{style}
    <w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="{left}" w:hanging="720"/></w:pPr></w:lvl>"""

#: Numbering schemes: clauses, parties, recitals. (format, text, indent in twentieths of a point, style)
SCHEMES = {
    90: [
        ("decimal", "%1.", 720, "Heading1"),
        ("decimal", "%1.%2", 720, None),
        ("lowerLetter", "(%3)", 1440, None),
    ],
    91: [("decimal", "(%1)", 720, None)],
    92: [("upperLetter", "(%1)", 720, None)],
}


def build_word(name: str) -> bytes:
    """A Word document with automatic multi-level numbering, real tables and a page-number field."""
    document = Document()
    _design(document)
    _add_numbering(document)
    for mark, words in blocks(read(name)):
        _add_word_block(document, mark, words)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = words_of_title(name), "Sample", ""
    properties.created = properties.modified = EPOCH
    stream = io.BytesIO()
    document.save(stream)
    return _same_bytes(stream.getvalue())


def words_of_title(name: str) -> str:
    return next(text for mark, text in read(name) if mark == "=").title()


def _design(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in (("Heading 1", 11), ("Heading 2", 12)):
        heading = document.styles[name]
        heading.font.name, heading.font.size, heading.font.bold = "Arial", Pt(size), True
        heading.font.color.rgb = RGBColor(0, 0, 0)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            heading.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        heading.paragraph_format.space_before = Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = "Execution version"
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _add_numbering(document: Any) -> None:
    numbering = document.part.numbering_part.element
    first_num = numbering.find(qn("w:num"))
    for identity, levels in SCHEMES.items():
        xml = "".join(
            LEVEL.format(
                level=level,
                format=form,
                text=text,
                left=left,
                style=f'<w:pStyle w:val="{style}"/>' if style else "",
            )
            for level, (form, text, left, style) in enumerate(levels)
        )
        first_num.addprevious(parse_xml(LEVELS.format(w=W, id=identity, levels=xml)))
        numbering.append(
            parse_xml(
                f'<w:num xmlns:w="{W}" w:numId="{identity}"><w:abstractNumId w:val="{identity}"/></w:num>'
            )
        )


def _number(paragraph: Any, scheme: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="{scheme}"/></w:numPr>'
        )
    )


def _add_word_block(document: Any, mark: str, words: list[str]) -> None:
    text = words[0]
    if mark == "=":
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = title.add_run(text)
        run.bold, run.font.size = True, Pt(15)
    elif mark == "t":
        _add_word_table(document, [cells(row) for row in words])
    elif mark == "H":
        document.add_paragraph().add_run(text).bold = True
    elif mark == "S":
        document.add_page_break()
        document.add_heading(text, level=2).paragraph_format.space_after = Pt(8)
    elif mark in "123":
        style = "Heading 1" if mark == "1" else None
        _number(document.add_paragraph(text, style=style), 90, int(mark) - 1)
    elif mark in "PR":
        _number(document.add_paragraph(text), 91 if mark == "P" else 92, 0)
    else:
        paragraph = document.add_paragraph(text)
        if mark == "D":
            paragraph.paragraph_format.left_indent = Cm(1.27)


def _add_word_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for index, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = index == 0
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    document.add_paragraph()


def _same_bytes(package: bytes) -> bytes:
    """The package with every time stamp set to the earliest that ZIP knows."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry.filename))
    return stream.getvalue()


# ------------------------------------------------------------------ PDF


def numbered(lines: list[Line]) -> Iterator[tuple[str, str, list[str]]]:
    """Each block with the number that it carries when numbers are typed."""
    article = section = item = party = recital = 0
    for mark, words in blocks(lines):
        number = ""
        if mark == "1":
            article, section = article + 1, 0
            number = f"{article}."
        elif mark == "2":
            section, item = section + 1, 0
            number = f"{article}.{section}"
        elif mark == "3":
            number = f"({string.ascii_lowercase[item]})"
            item += 1
        elif mark == "P":
            party += 1
            number = f"({party})"
        elif mark == "R":
            number = f"{string.ascii_uppercase[recital]}."
            recital += 1
        yield mark, number, words


def build_pdf(name: str) -> bytes:
    """A letter-size PDF with a running header, a footer and page numbers."""
    title = next(text for mark, text in read(name) if mark == "=")
    styles = _pdf_styles()
    story: list[Any] = []
    for mark, number, words in numbered(read(name)):
        if mark == "S":
            story.append(PageBreak())
        if mark == "t":
            story += [_pdf_table([cells(row) for row in words], styles), Spacer(1, 10)]
        else:
            story.append(
                Paragraph(f"{number} {words[0]}".strip().replace("&", "&amp;"), styles[mark])
            )

    def furnish(canvas: Any, _: Any) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(inch, 10.5 * inch, f"{title.title()} - Castellan / Orrery")
        canvas.drawRightString(7.5 * inch, 10.5 * inch, "Confidential")
        canvas.drawString(inch, 0.6 * inch, "CMIC-OMS-2024-09")
        canvas.drawRightString(7.5 * inch, 0.6 * inch, f"Page {canvas.getPageNumber()}")
        canvas.restoreState()

    stream = io.BytesIO()
    template = SimpleDocTemplate(
        stream,
        pagesize=LETTER,
        leftMargin=inch,
        rightMargin=inch,
        topMargin=inch,
        bottomMargin=inch,
        title=title.title(),
        author="Sample",
        invariant=1,
    )
    template.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return stream.getvalue()


def _pdf_styles() -> dict[str, ParagraphStyle]:
    body = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=11,
        leading=14.5,
        spaceAfter=8,
        alignment=TA_JUSTIFY,
    )
    bold = ParagraphStyle(
        "bold", body, fontName="Times-Bold", spaceBefore=8, keepWithNext=True, alignment=0
    )
    return {
        "=": ParagraphStyle(
            "title", bold, fontSize=15, leading=20, alignment=TA_CENTER, spaceAfter=16
        ),
        "~": body,
        "p": body,
        "D": ParagraphStyle("definition", body, leftIndent=24),
        "H": bold,
        "1": bold,
        "S": ParagraphStyle("schedule", bold, alignment=TA_CENTER, fontSize=12, spaceAfter=12),
        "R": ParagraphStyle("recital", body, leftIndent=24),
        "P": ParagraphStyle("party", body, leftIndent=24),
        "2": ParagraphStyle("section", body, leftIndent=0),
        "3": ParagraphStyle("item", body, leftIndent=36),
        "cell": ParagraphStyle("cell", body, fontSize=9.5, leading=12, spaceAfter=0, alignment=0),
    }


def _pdf_table(rows: list[list[str]], styles: dict[str, ParagraphStyle]) -> Table:
    width = 6.5 * inch
    columns = [0.4, 0.14, 0.24, 0.22] if len(rows[0]) == 4 else [1 / len(rows[0])] * len(rows[0])
    table = Table(
        [[Paragraph(cell, styles["cell"]) for cell in row] for row in rows],
        colWidths=[width * share for share in columns],
        repeatRows=1,
    )
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


# ------------------------------------------------------------------ text


def build_text(name: str) -> bytes:
    """Hard-wrapped plain text with typed numbers, as an older system would export it."""
    out: list[str] = []
    for mark, number, words in numbered(read(name)):
        if mark == "t":
            out += _text_table([cells(row) for row in words])
        elif mark == "=":
            out += [words[0].center(78).rstrip(), ""]
        elif mark in "HS":
            out += ["", words[0], ""]
        else:
            indent = {"2": 7, "3": 12, "R": 5, "1": 5}.get(mark, 0)
            first = number.ljust(indent) if number else ""
            out += [
                *textwrap.wrap(words[0], 78, initial_indent=first, subsequent_indent=" " * indent),
                "",
            ]
    return ("\n".join(out).rstrip() + "\n").encode()


def _text_table(rows: list[list[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    return [*(line.rstrip() for line in lines), ""]


def built() -> dict[str, bytes]:
    """Every sample by its name."""
    return {
        "contact-centre-outsourcing.docx": build_word("contact-centre-outsourcing"),
        "it-managed-services.pdf": build_pdf("it-managed-services"),
        "logistics-services.txt": build_text("logistics-services"),
    }


def main() -> None:
    for name, content in built().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
