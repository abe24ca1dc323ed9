"""The Word template of the notes: page, styles, header and footer."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_LINE_SPACING,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from clauseadvisor.writing.blocks import Outline
from clauseadvisor.writing.palette import FRAMES, HEAD, INK, MUTED, RULE, TONES
from clauseadvisor.writing.word_pages import Look
from clauseadvisor.writing.word_xml import element, field_runs

# Every Word has it, and LibreOffice draws it with a font of the same widths.
_FONT: Final = "Arial"
_MARGIN: Final = Mm(20)
_NARROW: Final = Mm(12)
_EMU_PER_TWENTIETH: Final = 635
#: The newest mode there is; every Word since 2013 uses it.
_WORD_2013: Final = "15"
_FIXED_TIME: Final = datetime.datetime(1980, 1, 1)

#: Type size and space below a paragraph, in points.
_SIZE: Final = 9.5
_AFTER: Final = 5
#: What the line below a heading of the first level takes: its width and its distance, in points.
_HEADING_RULE: Final = 3.75
#: How far entries of the contents are set in, and the room for their page numbers, in millimetres.
_TOC_INDENT: Final = {"toc 1": 0, "toc 2": 6}
_TOC_ROOM: Final = 0

#: name: base, size in points, colour, bold, space before and after in points
_STYLES: Final = {
    "Title": ("Normal", 24, HEAD, True, 0, 2),
    "Subtitle": ("Normal", 12, MUTED, False, 0, 8),
    "Heading 1": ("Normal", 16, HEAD, True, 18, 6),
    "Heading 2": ("Normal", 12, HEAD, True, 14, 3),
    "Heading 3": ("Normal", 10.5, HEAD, True, 8, 2),
    "Notes Lead": ("Normal", 11.5, INK, False, 0, 6),
    "Notes Small": ("Normal", 8.5, MUTED, False, 2, 2),
    "Notes Facts": ("Normal", 9.5, MUTED, False, 0, 1),
    "Notes Label": ("Normal", 9, MUTED, False, 0, 4),
    "Notes Table": ("Normal", 8.5, INK, False, 0, 2),
    "Notes Table Head": ("Notes Table", 8.5, HEAD, True, 0, 0),
    "Notes Dense": ("Normal", 8, INK, False, 0, 1),
    "Notes Dense Head": ("Notes Dense", 8, HEAD, True, 0, 0),
    "Notes Figure": ("Normal", 19, HEAD, True, 2, 0),
    "Notes Figure Name": ("Normal", 8.5, MUTED, False, 0, 2),
    "Notes Tight": ("Normal", 2, INK, False, 0, 0),
    "Notes Callout": ("Normal", 9.5, INK, False, 6, 6),
    "Notes Banner": ("Notes Callout", 10, TONES["penalty"], True, 0, 8),
    "Notes Warning": ("Notes Callout", 9.5, INK, False, 6, 6),
    "Header": ("Normal", 8, MUTED, False, 0, 0),
    "Footer": ("Normal", 8, MUTED, False, 0, 0),
    "toc 1": ("Normal", 10.5, INK, True, 5, 0),
    "toc 2": ("Normal", 9.5, INK, False, 0, 0),
}
_CALLOUTS: Final = {
    "banner": "Notes Banner",
    "warning": "Notes Warning",
    "note": "Notes Callout",
}


def new_document(outline: Outline) -> Any:
    """An empty document with our styles, an A4 page, header, footer and fixed properties."""
    document = Document()
    bring_up_to_date(document)
    _base(document, outline.language)
    for name in _STYLES:
        _style(document, name)
    _outline_levels(document)
    for kind, name in _CALLOUTS.items():
        _frame(document.styles[name], *FRAMES[kind])
    _page(document.sections[0], landscape=False)
    _header_and_footer(document.sections[0], outline)
    _properties(document, outline)
    return document


def looks() -> dict[str, Look]:
    """How much room the text of each style takes, by style id."""
    found = {"Normal": Look(size=_SIZE, bold=False, before=0, after=_AFTER)}
    for name, (_, size, _, bold, before, after) in _STYLES.items():
        toc = name.startswith("toc")
        found[_id_of(name)] = Look(
            size=size,
            bold=bold,
            before=before,
            after=after,
            left=Mm(_TOC_INDENT[name] if toc else 3 if name in _CALLOUTS.values() else 0).pt,
            right=Mm(_TOC_ROOM if toc else 0).pt,
            keep_next=_keeps(name),
        )
    ruled = found["Heading1"]
    found["Heading1"] = replace(ruled, after=ruled.after + _HEADING_RULE)
    for name in ("ListBullet", "ListNumber"):
        found[name] = replace(found["Normal"], left=18, tight=True)
    return found


def _keeps(name: str) -> bool:
    """Whether the style keeps with what follows."""
    return name.startswith("Heading") or name in ("Notes Label", "Title")


def _id_of(name: str) -> str:
    bare = name.replace(" ", "")
    return bare.upper() if name.startswith("toc") else bare


def callout_style(kind: str) -> str:
    """The paragraph style of a call-out."""
    return _CALLOUTS[kind]


def next_section(document: Any, *, landscape: bool) -> None:
    """Start a section on a new page, upright or on its side."""
    _page(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)
    # The paragraph that ends the last one shows nothing: it is not to take a line, or a page.
    document.paragraphs[-1].style = document.styles["Notes Tight"]


def text_width(document: Any) -> int:
    """Width between the margins of the last section, in twentieths of a point."""
    section = document.sections[-1]
    width = section.page_width - section.left_margin - section.right_margin
    return int(width // _EMU_PER_TWENTIETH)


def _base(document: Any, language: str) -> None:
    normal = document.styles["Normal"]
    _font(normal, _SIZE, INK, False)
    normal.paragraph_format.space_after = Pt(_AFTER)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.widow_control = True
    properties = normal.element.get_or_add_rPr()
    properties.append(
        element("w:lang", {"w:val": language, "w:eastAsia": language, "w:bidi": "ar-SA"})
    )


def _style(document: Any, name: str) -> None:
    base, size, colour, bold, before, after = _STYLES[name]
    known = {style.name for style in document.styles}
    style = (
        document.styles[name]
        if name in known
        else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if name.startswith("toc"):
        style.element.styleId = _id_of(name)  # as Word calls its own
    style.base_style = document.styles[base]
    for old in style.element.findall(qn("w:pPr")):
        for border in old.findall(qn("w:pBdr")):  # the template underlines its title
            old.remove(border)
    _font(style, size, colour, bold)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.quick_style = True
    if _keeps(name):
        style.paragraph_format.keep_with_next = True
    if name.startswith("toc"):
        style.paragraph_format.left_indent = Mm(_TOC_INDENT[name])
        style.paragraph_format.right_indent = Mm(_TOC_ROOM)
        style.paragraph_format.tab_stops.add_tab_stop(
            Mm(210) - 2 * _MARGIN, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )


def _outline_levels(document: Any) -> None:
    heading = document.styles["Heading 1"].element.get_or_add_pPr()
    heading.append(
        element(
            "w:pBdr",
            {},
            element("w:bottom", {"w:val": "single", "w:sz": "6", "w:space": "3", "w:color": RULE}),
        )
    )
    _order(heading)


def _font(style: Any, size: float, colour: str, bold: bool) -> None:
    style.font.name = _FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(
        qn("w:kern")
    ):
        style.element.rPr.remove(spacing)


def _frame(style: Any, rule: str, ground: str) -> None:
    properties = style.element.get_or_add_pPr()
    properties.append(
        element(
            "w:pBdr",
            {},
            element("w:left", {"w:val": "single", "w:sz": "24", "w:space": "6", "w:color": rule}),
        )
    )
    properties.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": ground}))
    style.paragraph_format.left_indent = Mm(3)
    _order(properties)


#: The order that the schema asks of the children of w:pPr (those that we use).
_PPR: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd",
    "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip


def _order(properties: Any) -> None:
    rank = {qn(f"w:{name}"): index for index, name in enumerate(_PPR)}
    children = sorted(properties, key=lambda child: rank.get(child.tag, len(rank)))
    for child in children:
        properties.append(child)


def _page(section: Any, *, landscape: bool) -> None:
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin = section.right_margin = _NARROW if landscape else _MARGIN
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)


def _header_and_footer(section: Any, outline: Outline) -> None:
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    header.add_run(outline.subtitle)
    if outline.banner:
        marked = header.add_run(f"   ·   {outline.banner.split('.')[0]}")
        marked.font.color.rgb = RGBColor.from_string(TONES["penalty"])
        marked.font.bold = True
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Not legal advice   ·   Page ")
    for run in field_runs("PAGE", "1"):
        footer._p.append(run)
    footer.add_run(" of ")
    for run in field_runs("NUMPAGES", "1"):
        footer._p.append(run)


def _properties(document: Any, outline: Outline) -> None:
    core = document.core_properties
    core.title = outline.full_title[:255]
    core.author = core.last_modified_by = "clauseadvisor"
    core.comments = core.keywords = core.category = core.subject = ""
    core.language = outline.language
    core.created = core.modified = _FIXED_TIME
    core.revision = 1


def bring_up_to_date(document: Any) -> None:
    """Take off a fresh document what the template of python-docx has of older versions of Word."""
    _drop_leftovers(document)
    _present_day(document)


def _present_day(document: Any) -> None:
    """Without this mark Word opens the file in compatibility mode, as if it were from 2007."""
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")  # the schema demands it


def _drop_leftovers(document: Any) -> None:
    """Parts of the template that tell of another document: its picture, its styles as of 2010."""
    for rels in (document.part.package.rels, document.part.rels):
        for key, relation in list(rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del rels[key]
