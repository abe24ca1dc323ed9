"""Names of elements and attributes, the same for Transitional and Strict files.

ECMA-376 has two vocabularies that differ in namespace addresses alone (Part 1 and Part 4).
Everything here speaks in short names ("w:p"), so that both are read by the same code.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

_OOXML = "http://schemas.openxmlformats.org/"
_PURL = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/word/"

#: Namespace addresses of each prefix; the first is the one that most files use.
NAMESPACES: Final[dict[str, tuple[str, ...]]] = {
    "w": (_OOXML + "wordprocessingml/2006/main", _PURL + "wordprocessingml/main"),
    "r": (_OOXML + "officeDocument/2006/relationships", _PURL + "officeDocument/relationships"),
    "m": (_OOXML + "officeDocument/2006/math", _PURL + "officeDocument/math"),
    "a": (_OOXML + "drawingml/2006/main", _PURL + "drawingml/main"),
    "pic": (_OOXML + "drawingml/2006/picture", _PURL + "drawingml/picture"),
    "c": (_OOXML + "drawingml/2006/chart", _PURL + "drawingml/chart"),
    "dgm": (_OOXML + "drawingml/2006/diagram", _PURL + "drawingml/diagram"),
    "wp": (
        _OOXML + "drawingml/2006/wordprocessingDrawing",
        _PURL + "drawingml/wordprocessingDrawing",
    ),
    "mc": (_OOXML + "markup-compatibility/2006",),
    "pr": (_OOXML + "package/2006/relationships",),
    "ct": (_OOXML + "package/2006/content-types",),
    "v": ("urn:schemas-microsoft-com:vml",),
    "o": ("urn:schemas-microsoft-com:office:office",),
    "cx": ("http://schemas.microsoft.com/office/drawing/2014/chartex",),
    "w14": (_MICROSOFT + "2010/wordml",),
    "w15": (_MICROSOFT + "2012/wordml",),
    "w16cid": (_MICROSOFT + "2016/wordml/cid",),
    "wps": (_MICROSOFT + "2010/wordprocessingShape",),
    "wpg": (_MICROSOFT + "2010/wordprocessingGroup",),
    "wpc": (_MICROSOFT + "2010/wordprocessingCanvas",),
    "wpi": (_MICROSOFT + "2010/wordprocessingInk",),
    "wp14": (_MICROSOFT + "2010/wordprocessingDrawing",),
    "a14": ("http://schemas.microsoft.com/office/drawing/2010/main",),
}

_PREFIXES: Final = {uri: prefix for prefix, uris in NAMESPACES.items() for uri in uris}

#: Namespaces that we understand well enough to take an ``mc:Choice`` that requires them.
UNDERSTOOD: Final = frozenset(_PREFIXES)

XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """The short name of a tag in Clark notation; a tag of an unknown namespace stays as it is.

    >>> short("{http://purl.oclc.org/ooxml/wordprocessingml/main}p")
    'w:p'
    """
    uri, brace, local = tag.rpartition("}")
    prefix = _PREFIXES.get(uri[1:]) if brace else None
    return f"{prefix}:{local}" if prefix else tag


@lru_cache(maxsize=1024)
def clark(name: str) -> tuple[str, ...]:
    """All the tags in Clark notation that a short name stands for."""
    prefix, _, local = name.partition(":")
    return tuple(f"{{{uri}}}{local}" for uri in NAMESPACES[prefix])


def name_of(element: etree._Element) -> str:
    """The short name of an element; "" for comments and processing instructions."""
    tag = element.tag
    return short(tag) if isinstance(tag, str) else ""


def find(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that short name, or None."""
    tags = clark(name)
    # Properties have few children: a plain loop beats lxml's own search by half.
    for child in element:
        if child.tag in tags:
            return child
    return None


def find_path(element: etree._Element, *names: str) -> etree._Element | None:
    """The element found by following short names downwards, or None."""
    found: etree._Element | None = element
    for name in names:
        if found is None:
            return None
        found = find(found, name)
    return found


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """All children of that short name, in order."""
    return list(element.iterchildren(*clark(name)))


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by short name, whichever vocabulary the file uses."""
    for key in clark(name):
        found = element.get(key)
        if found is not None:
            return found
    return None


def value(element: etree._Element | None) -> str | None:
    """``w:val`` of an element, None when the element or the attribute is absent."""
    return None if element is None else attribute(element, "w:val")


def number_value(element: etree._Element | None) -> int | None:
    """``w:val`` as a whole number; None when absent or not a number of sane size."""
    raw = (value(element) or "").strip()
    digits = raw[1:] if raw[:1] in {"-", "+"} else raw
    return int(raw) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def is_on(element: etree._Element | None) -> bool | None:
    """An on/off property (ECMA-376 Part 1, 17.17.4): None when it is not set at all."""
    if element is None:
        return None
    return (value(element) or "true").strip().lower() not in {"0", "false", "off"}
