"""Which elements show no text, and which show something that cannot be read as text."""

from __future__ import annotations

from typing import Final

from lxml import etree

from clauseadvisor.openxml.names import UNDERSTOOD, children, find

#: Elements that show no text of their own, with all they contain.
SILENT: Final = frozenset(
    {
        "w:pPr",
        "w:rPr",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:smartTagPr",
        "w:customXmlPr",
        "w:delInstrText",
        "w:fldData",
        "w:rubyPr",
        "w:sectPr",
        "w:tblPr",
        "w:tblPrEx",
        "w:tblGrid",
        "w:trPr",
        "w:tcPr",
        "w:softHyphen",
        "m:ctrlPr",
        "m:rPr",
        "wp:docPr",
        "mc:Fallback",
    }
)

#: Things that are seen and not read, by the code of their warning.
UNREAD: Final = {
    "pic:pic": "picture",
    "v:imagedata": "picture",
    "wpi:contentPart": "picture",
    "w:contentPart": "picture",
    "c:chart": "chart",
    "cx:chart": "chart",
    "dgm:relIds": "smartart",
    "o:OLEObject": "embedded_object",
    "w:control": "embedded_object",
    "w:movie": "embedded_object",
    "w:rt": "phonetic_guide",
    "w:altChunk": "alt_chunk",
    "w:subDoc": "sub_document",
    "v:textpath": "word_art",
    "a:t": "drawing_text",
}


def alternative(element: etree._Element) -> etree._Element | None:
    """The one branch of an ``mc:AlternateContent`` to read.

    The first choice whose vocabulary is known, else the fallback (ECMA-376 Part 3), else
    the first choice, rather than losing its text.
    """
    choices = children(element, "mc:Choice")
    for choice in choices:
        required = (choice.get("Requires") or "").split()
        if all(choice.nsmap.get(prefix) in UNDERSTOOD for prefix in required):
            return choice
    fallback = find(element, "mc:Fallback")
    return fallback if fallback is not None else next(iter(choices), None)
