"""What else is on a page: pictures, rules, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as raw

from clauseadvisor.reading import calls
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
_LOOKED_AT: Final = frozenset((*_VISIBLE, raw.FPDF_PAGEOBJ_FORM))
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
    for item, kind, box in _drawn(calls.number(page.raw)):
        wide, high = box[2] - box[0], box[3] - box[1]
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if wide <= THIN or high <= THIN or _has_outline(item):
                rules.append(box)
            continue
        # A scan may be cut into strips, each as thin as an ornament.
        area += wide * high
        pictures += wide > _ORNAMENT and high > _ORNAMENT
    return Drawn(pictures=pictures, picture_area=area, paths=paths, rules=rules)


def _has_outline(path: int) -> bool:
    """Whether the sides of a shape are drawn: a mere filling highlights words or shades a cell."""
    mode = calls.Places("i", 2)
    drawn = calls.get_draw_mode(path, *mode.addresses)
    return not drawn or bool(mode.values[1])


def _drawn(page: int) -> Iterator[tuple[int, int, Rectangle]]:
    """Handle, kind and place of all paths and pictures of a page, those inside forms included."""
    bounds, matrix = calls.Places("f", 4), calls.Places("f", 6)
    get_kind, get_inner = calls.get_kind, calls.get_inner
    pending: list[tuple[int, int, tuple[Matrix, ...], int]] = [
        (calls.get_kind(item := calls.get_object(page, index)), item, (), 0)
        for index in range(calls.count_objects(page))
    ]
    while pending:
        kind, item, matrices, depth = pending.pop()
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            calls.get_matrix(item, matrix.addresses[0])
            a, b, c, d, e, f = matrix.values.tolist()
            inner = ((a, b, c, d, e, f), *matrices)
            # Nearly all of these are words: they are left out at once.
            pending += [
                (what, held, inner, depth + 1)
                for index in range(calls.count_inner(item))
                if (what := get_kind(held := get_inner(item, index))) in _LOOKED_AT
            ]
        elif kind in _VISIBLE and calls.get_bounds(item, *bounds.addresses):
            left, bottom, right, top = bounds.values.tolist()
            box = (left, bottom, right, top)
            for moves in matrices:
                box = _moved(box, moves)
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
