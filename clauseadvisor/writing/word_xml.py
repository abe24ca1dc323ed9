"""Small pieces of WordprocessingML. python-docx has no calls for these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from clauseadvisor.writing.blocks import Line, Run
from clauseadvisor.writing.palette import LINK, MUTED, TONES


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: Any) -> Any:
    """An element with attributes and children, prefixed names throughout ("w:shd")."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def flag(tag: str) -> Any:
    """An element that is true by being there."""
    return element(tag)


def field_runs(instruction: str, result: str) -> tuple[Any, ...]:
    """A field with the result that is shown until an application works it out again."""
    return (
        field_mark("begin"),
        element("w:r", None, _text(f" {instruction} ", "w:instrText")),
        field_mark("separate"),
        element("w:r", None, _text(result)),
        field_mark("end"),
    )


def field_mark(kind: str) -> Any:
    """The run that begins, separates or ends a field."""
    return element("w:r", None, element("w:fldChar", {"w:fldCharType": kind}))


def field_code(instruction: str) -> Any:
    """The run that carries the instruction of a field."""
    return element("w:r", None, _text(f" {instruction} ", "w:instrText"))


def paragraph(style: str, line: Line = (), **properties: Any) -> Any:
    """A paragraph of runs; ``properties`` are extra children of w:pPr by tag, in schema order.

    ``style`` is a style id (the name without spaces).
    """
    made = element("w:p", None, element("w:pPr", None, element("w:pStyle", {"w:val": style})))
    for child in properties.values():
        made[0].append(child)
    for run in line:
        for piece in run_elements(run):
            made.append(piece)
    return made


def run_elements(run: Run) -> tuple[Any, ...]:
    """A run as w:r, in a w:hyperlink when it links to an anchor of this document."""
    made = element("w:r", None, *_look(run), *_words(run.text))
    if run.link:
        return (_hyperlink(run.link, made),)
    return (made,)


def link_to(anchor: str, run: Run) -> Any:
    """A link that looks like the text around it, as in a table of contents."""
    return _hyperlink(anchor, element("w:r", None, *_look(run), *_words(run.text)))


def _hyperlink(anchor: str, content: Any) -> Any:
    return element("w:hyperlink", {"w:anchor": anchor, "w:history": "1"}, content)


def bookmark(paragraph_element: Any, anchor: str, number: int) -> None:
    """Mark the paragraph as the target of links to ``anchor``."""
    start = element("w:bookmarkStart", {"w:id": str(number), "w:name": anchor})
    paragraph_element.insert(1, start)
    paragraph_element.append(element("w:bookmarkEnd", {"w:id": str(number)}))


def _look(run: Run) -> tuple[Any, ...]:
    look = []
    if run.strong:
        look.append(flag("w:b"))
    if run.italic:
        look.append(flag("w:i"))
    colour = TONES.get(run.tone or "") or (MUTED if run.muted else LINK if run.link else "")
    if colour:
        look.append(element("w:color", {"w:val": colour}))
    return (element("w:rPr", None, *look),) if look else ()


def _words(text: str) -> list[Any]:
    """Text with its line feeds and tabs as Word wants them."""
    pieces: list[Any] = []
    for index, row in enumerate(text.split("\n")):
        if index:
            pieces.append(flag("w:br"))
        for position, part in enumerate(row.split("\t")):
            if position:
                pieces.append(flag("w:tab"))
            if part:
                pieces.append(_text(part))
    return pieces


def _text(words: str, tag: str = "w:t") -> Any:
    made = element(tag)
    made.text = words
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
