"""Word files for tests, written as raw XML: what Word writes, and what nobody should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

_OOXML: Final = "http://schemas.openxmlformats.org/"
_TYPES: Final = _OOXML + "officeDocument/2006/relationships/"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."

NAMESPACES: Final = {
    "w": _OOXML + "wordprocessingml/2006/main",
    "r": _OOXML + "officeDocument/2006/relationships",
    "m": _OOXML + "officeDocument/2006/math",
    "a": _OOXML + "drawingml/2006/main",
    "pic": _OOXML + "drawingml/2006/picture",
    "c": _OOXML + "drawingml/2006/chart",
    "dgm": _OOXML + "drawingml/2006/diagram",
    "wp": _OOXML + "drawingml/2006/wordprocessingDrawing",
    "mc": _OOXML + "markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "x": "urn:example:unknown",
}
_DECLARED: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

STRICT: Final = {
    NAMESPACES["w"]: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    NAMESPACES["r"]: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}

#: Parts that a document links, by the type of the relationship.
_PART_NAMES: Final = {
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
    "comments": "word/comments.xml",
    "settings": "word/settings.xml",
    "header": "word/header1.xml",
    "footer": "word/footer1.xml",
}


# ---------------------------------------------------------------- runs


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return run(t(text), properties)


def run(content: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{content}</w:r>"


def hidden(text: str) -> str:
    return r(text, "<w:vanish/>")


def _who(author: str) -> str:
    return f'w:id="1" w:author="{escape(author)}" w:date="2026-01-02T03:04:05Z"'


def ins(content: str, author: str = "Ada") -> str:
    return f"<w:ins {_who(author)}>{content}</w:ins>"


def gone(text: str, author: str = "Ada") -> str:
    """Deleted text."""
    deleted = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f"<w:del {_who(author)}>{deleted}</w:del>"


def moved_from(text: str, author: str = "Ada") -> str:
    return f"<w:moveFrom {_who(author)}>{r(text)}</w:moveFrom>"


def moved_to(text: str, author: str = "Ada") -> str:
    return f"<w:moveTo {_who(author)}>{r(text)}</w:moveTo>"


def field(instruction: str, result: str) -> str:
    """A complex field with its stored result."""
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f"<w:instrText>{escape(instruction)}</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>')
        + result
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def hyperlink(content: str) -> str:
    return f'<w:hyperlink w:anchor="here">{content}</w:hyperlink>'


def sdt(content: str) -> str:
    """A content control round anything."""
    return f'<w:sdt><w:sdtPr><w:alias w:val="Field"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def text_box(content: str) -> str:
    """A text box as Word 2010 and later write it: once for them, once for older versions."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return run(
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )


# ---------------------------------------------------------------- blocks


def p(
    *content: str,
    style: str = "",
    num: int | None = None,
    ilvl: int | None = None,
    mark: str = "",
    properties: str = "",
) -> str:
    """A paragraph; plain words become a run, markup stays. ``mark`` goes into the mark's rPr."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None or ilvl is not None:
        level = f'<w:ilvl w:val="{ilvl}"/>' if ilvl is not None else ""
        identifier = f'<w:numId w:val="{num}"/>' if num is not None else ""
        inner += f"<w:numPr>{level}{identifier}</w:numPr>"
    inner += properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    runs = "".join(part if part.startswith("<") else r(part) for part in content)
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{runs}</w:p>"


def mark_deleted(author: str = "Ada") -> str:
    return f"<w:del {_who(author)}/>"


def mark_inserted(author: str = "Ada") -> str:
    return f"<w:ins {_who(author)}/>"


def tc(*blocks: str, properties: str = "") -> str:
    content = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


# ---------------------------------------------------------------- parts


def lvl(
    ilvl: int,
    text: str,
    number_format: str = "decimal",
    *,
    start: int | None = 1,
    restart: int | None = None,
    legal: bool = False,
    style: str = "",
    properties: str = "",
) -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}">'
        + (f'<w:start w:val="{start}"/>' if start is not None else "")
        + f'<w:numFmt w:val="{number_format}"/>'
        + (f'<w:lvlRestart w:val="{restart}"/>' if restart is not None else "")
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:isLgl/>" if legal else "")
        + f'<w:lvlText w:val="{escape(text)}"/>{properties}</w:lvl>'
    )


def abstract(identifier: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def num(identifier: int, abstract_id: int, *overrides: str) -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_id}"/>{"".join(overrides)}</w:num>'


def starts_at(ilvl: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(
    identifier: str,
    properties: str = "",
    *,
    kind: str = "paragraph",
    name: str = "",
    based_on: str = "",
    run_properties: str = "",
    default: bool = False,
) -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}>'
        f'<w:name w:val="{name or identifier}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + f"<w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def note(identifier: int, *blocks: str, kind: str = "footnote") -> str:
    content = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f'<w:{kind} w:id="{identifier}">{content}</w:{kind}>'


def note_reference(identifier: int, kind: str = "footnote") -> str:
    return run(f'<w:{kind}Reference w:id="{identifier}"/>')


def comment(identifier: int, author: str, text: str) -> str:
    return f'<w:comment w:id="{identifier}" w:author="{escape(author)}">{p(text)}</w:comment>'


# ---------------------------------------------------------------- the package


def document_xml(*blocks: str) -> str:
    content = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:document {_DECLARED}><w:body>{content}</w:body></w:document>"


def parts_of(*blocks: str, **linked: str) -> dict[str, bytes]:
    """The parts of a Word file: ``linked`` gives the content of ``numbering``, ``styles``, ..."""
    roots = {"header": "hdr", "footer": "ftr"}
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in roots if kind in linked
    )
    section = f"<w:sectPr>{references}</w:sectPr>" if references else ""
    parts = {
        "[Content_Types].xml": _content_types(linked),
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relationships(
            {kind: _PART_NAMES[kind].removeprefix("word/") for kind in linked}
        ),
        "word/document.xml": document_xml(*blocks, section) if section else document_xml(*blocks),
    }
    for kind, content in linked.items():
        root = roots.get(kind, kind)
        parts[_PART_NAMES[kind]] = f"<w:{root} {_DECLARED}>{content}</w:{root}>"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {name: (head + content).encode() for name, content in parts.items()}


def docx(*blocks: str, **linked: str) -> bytes:
    """A Word file with that body; see :func:`parts_of`."""
    return zipped(parts_of(*blocks, **linked))


def zipped(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, packing)
    return target.getvalue()


def strict(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same file in the Strict vocabulary."""
    changed = dict(parts)
    for name, data in parts.items():
        text = data.decode()
        for transitional, pure in STRICT.items():
            text = text.replace(transitional + '"', pure + '"').replace(
                transitional + "/", pure + "/"
            )
        changed[name] = text.encode()
    return changed


def _relationships(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{kind}" Type="{_TYPES}{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_OOXML}package/2006/relationships">{inner}</Relationships>'


def _content_types(linked: Mapping[str, str]) -> str:
    overrides = {"/word/document.xml": "document.main+xml"} | {
        f"/{_PART_NAMES[kind]}": f"{kind}+xml" for kind in linked
    }
    inner = "".join(
        f'<Override PartName="{name}" ContentType="{_MAIN}{kind}"/>'
        for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_OOXML}package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    )
