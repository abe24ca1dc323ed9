"""Tracked changes: which version of the text is read, and who changed what.

A revision is one element that Word lists as a change (ECMA-376 Part 1, 17.13.5). Moved text is
kept twice in the file; the final view reads it where it went, the original where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lxml import etree

from clauseadvisor.openxml.names import attribute, clark, find, find_path, name_of


class View(StrEnum):
    """Which version of a document with tracked changes is read."""

    FINAL = "final"  # as if all changes were accepted
    ORIGINAL = "original"  # as if all were rejected


_GONE: Final = {
    View.FINAL: frozenset({"w:del", "w:moveFrom"}),
    View.ORIGINAL: frozenset({"w:ins", "w:moveTo"}),
}
_CELL_GONE: Final = {View.FINAL: "w:cellDel", View.ORIGINAL: "w:cellIns"}

#: How each kind of revision is counted in the census. A move is counted where the text went.
_KINDS: Final = {
    "w:ins": "inserted",
    "w:del": "deleted",
    "w:moveTo": "moved",
    "w:cellIns": "inserted",
    "w:cellDel": "deleted",
    "w:cellMerge": "formatting",
    "w:rPrChange": "formatting",
    "w:pPrChange": "formatting",
    "w:sectPrChange": "formatting",
    "w:tblPrChange": "formatting",
    "w:trPrChange": "formatting",
    "w:tcPrChange": "formatting",
    "w:tblPrExChange": "formatting",
    "w:numberingChange": "formatting",
}


def gone(view: View) -> frozenset[str]:
    """Names of the elements whose content is not part of the view."""
    return _GONE[view]


def mark_is_gone(properties: etree._Element | None, view: View) -> bool:
    """Whether a paragraph's mark is not part of the view, so that it runs on into the next.

    ``properties`` is its ``w:pPr``: the mark's own revision stands in ``w:pPr/w:rPr``
    (ECMA-376 Part 1, 17.13.5).
    """
    mark = find(properties, "w:rPr") if properties is not None else None
    return mark is not None and any(name_of(child) in _GONE[view] for child in mark)


def row_is_gone(row: etree._Element, view: View) -> bool:
    """Whether a table row was deleted (final view) or inserted (original view)."""
    properties = find(row, "w:trPr")
    return properties is not None and any(name_of(child) in _GONE[view] for child in properties)


def cell_is_gone(cell: etree._Element, view: View) -> bool:
    """Whether a table cell was deleted (final view) or inserted (original view)."""
    return find_path(cell, "w:tcPr", _CELL_GONE[view]) is not None


def properties_in(element: etree._Element, name: str, view: View) -> etree._Element | None:
    """The properties (``w:pPr``, ``w:rPr``) that hold in the view.

    The original view takes those that a formatting revision has kept from before; they are
    complete, not a difference (ECMA-376 Part 1, 17.13.5, pPrChange).
    """
    properties = find(element, name)
    if view is View.ORIGINAL and properties is not None:
        before = find_path(properties, f"{name}Change", name)
        if before is not None:
            return before
    return properties


def authors_in(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    """Who has changed something under these elements, each once, in order of appearance."""
    names = (
        (attribute(each, "w:author") or "").strip() or "unknown"
        for element in elements
        for each in element.iter(*(tag for name in _KINDS for tag in clark(name)))
        if _is_revision(each)
    )
    return tuple(dict.fromkeys(names))


@dataclass(slots=True)
class Census:
    """How many revisions there are, by kind and by author, in order of first appearance."""

    kinds: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)

    def count(self, root: etree._Element) -> None:
        """Add the revisions under an element."""
        for element in root.iter(*(tag for name in _KINDS for tag in clark(name))):
            if not _is_revision(element):
                continue
            kind = _KINDS[name_of(element)]
            self.kinds[kind] += 1
            self.authors[(attribute(element, "w:author") or "").strip() or "unknown"] += 1


def _is_revision(element: etree._Element) -> bool:
    """Leave out wrappers without an id or author: not revisions, but stray markup."""
    return attribute(element, "w:author") is not None or attribute(element, "w:id") is not None
