"""How far a paragraph is set in: its own word, its list's, its style's (ECMA-376 Part 1, 17.3.1.12)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from clauseadvisor.openxml.document import WordDocument
from clauseadvisor.openxml.editing import Indent
from clauseadvisor.openxml.names import attribute, children, find, find_path
from clauseadvisor.openxml.styles import style_of


def indent_of(document: WordDocument, paragraph: etree._Element) -> Indent:
    """The indent that a ``w:p`` has in the end, numbering and styles included.

    A style's list sets in less strongly than the style itself; a paragraph's own list more
    strongly than its style, and its own word most of all (17.9.23).
    """
    left = first = 0
    for layer in _layers(document, find(paragraph, "w:pPr")):
        start = _twips(attribute(layer, "w:left") or attribute(layer, "w:start"))
        hanging = _twips(attribute(layer, "w:hanging"))
        line = _twips(attribute(layer, "w:firstLine"))
        left = left if start is None else start
        if hanging is not None:
            first = -hanging
        elif line is not None:
            first = line
    return Indent(left=left, first=first)


def _layers(document: WordDocument, properties: etree._Element | None) -> Iterator[etree._Element]:
    """Every ``w:ind`` that bears on the paragraph, the weakest first."""
    style_id = style_of(properties, "w:pStyle")
    place = document.numbering.place(properties, style_id)
    own_list = find(properties, "w:numPr") if properties is not None else None
    found: list[etree._Element | None] = []
    styles = document.linked("styles")
    if styles is not None:
        found.append(find_path(styles, "w:docDefaults", "w:pPrDefault", "w:pPr", "w:ind"))
    level = document.numbering.level_indent(place[0], place[2]) if place is not None else None
    if own_list is None:
        found.append(level)
    if styles is not None:
        by_id = {attribute(each, "w:styleId"): each for each in children(styles, "w:style")}
        chain = [by_id.get(each.id) for each in document.styles.paragraph_chain(style_id)]
        found += [find_path(each, "w:pPr", "w:ind") for each in reversed(chain) if each is not None]
    if own_list is not None:
        found.append(level)
    if properties is not None:
        found.append(find(properties, "w:ind"))
    return (each for each in found if each is not None)


def _twips(raw: str | None) -> int | None:
    """A measure in twentieths of a point; Strict files may write "12pt"."""
    text = (raw or "").strip()
    if text.endswith("pt"):
        try:
            return round(float(text[:-2]) * 20)
        except ValueError:
            return None
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None
