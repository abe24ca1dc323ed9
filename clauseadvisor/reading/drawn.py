"""What else is on a page: pictures, rules, notes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as raw

from clauseadvisor.reading.rules import THIN, Rectangle


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The pictures on a page and their area (square points), its shapes, and what may rule a table.

    ``rules`` are boxes in the page's own space around lines and frames.
    """

    pictures: int
    picture_area: float
    paths: int
    rules: list[Rectangle]


#: Annotations that hold words or change them, and what to call them.
_NOTES: Final = {
    raw.FPDF_ANNOT_TEXT: "note",
    raw.FPDF_ANNOT_FREETEXT: "text box",
    raw.FPDF_ANNOT_STRIKEOUT: "strike-out",
    raw.FPDF_ANNOT_CARET: "insertion mark",
    raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_INK: "handwriting",
    raw.FPDF_ANNOT_FILEATTACHMENT: "attached file",
    raw.FPDF_ANNOT_WIDGET: "form field",
    raw.FPDF_ANNOT_REDACT: "redaction mark",
}
Matrix = tuple[float, float, float, float, float, float]
_VISIBLE: Final = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
#: Page objects may nest; deeper than this nobody draws a table.
_DEPTH: Final = 4
#: A picture smaller than this (points, each side) is an ornament.
_ORNAMENT: Final = 24.0


def annotations_of(page: Any) -> tuple[str, ...]:
    """What annotations lie on the page that hold or change words, one name each."""
    found: list[str] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            what = _NOTES.get(raw.FPDFAnnot_GetSubtype(annotation))
            raw.FPDFPage_CloseAnnot(annotation)
            if what is not None:
                found.append(what)
    return tuple(found)


def drawn_on(page: Any) -> Drawn:
    """Look at every drawn object of the page, those inside forms included."""
    pictures, area, paths = 0, 0.0, 0
    rules: list[Rectangle] = []
    for item, kind, box in _drawn(page.raw):
        wide, high = box[2] - box[0], box[3] - box[1]
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if min(wide, high) <= THIN or _has_outline(item):
                rules.append(box)
            continue
        # A scan may be cut into strips, each as thin as an ornament.
        area += wide * high
        pictures += wide > _ORNAMENT and high > _ORNAMENT
    return Drawn(pictures=pictures, picture_area=area, paths=paths, rules=rules)


def _has_outline(path: Any) -> bool:
    """Whether the sides of a shape are drawn: a mere filling highlights words or shades a cell."""
    filled, outlined = ctypes.c_int(), ctypes.c_int()
    drawn = raw.FPDFPath_GetDrawMode(path, filled, outlined)
    return not drawn or bool(outlined.value)


def _drawn(page: Any) -> Iterator[tuple[Any, int, Rectangle]]:
    """Handle, kind and place of all paths and pictures of a page, those inside forms included."""
    place = tuple(ctypes.c_float() for _ in range(4))
    pending: list[tuple[Any, tuple[Matrix, ...], int]] = [
        (raw.FPDFPage_GetObject(page, index), (), 0)
        for index in range(raw.FPDFPage_CountObjects(page))
    ]
    while pending:
        item, matrices, depth = pending.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(item, matrix)
            inner = ((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), *matrices)
            pending += [
                (raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
                for index in range(raw.FPDFFormObj_CountObjects(item))
            ]
        elif kind in _VISIBLE and raw.FPDFPageObj_GetBounds(item, *place):
            box = (place[0].value, place[1].value, place[2].value, place[3].value)
            for matrix in matrices:
                box = _moved(box, matrix)
            yield item, kind, box


def _moved(box: Rectangle, matrix: Matrix) -> Rectangle:
    """The box around ``box`` after the matrix of the form it is in."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    if not b and not c:  # neither turned nor slanted, as nearly all are
        left, right = a * left + e, a * right + e
        bottom, top = d * bottom + f, d * top + f
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)
