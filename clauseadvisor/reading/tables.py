"""Ruled tables: from drawn rules to a grid of cells.

The geometry (snapping and joining edges, crossings, cells) is pdfplumber's, fed with the rules
that PDFium found: its own parse of a page takes a hundred times longer, and would bring other
characters than the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from clauseadvisor.reading.rules import THIN, TICK, Grid, Rectangle

#: Edges and their ends that come this close meet (points; pdfplumber's own default).
SNAP: Final = 3.0


def grids_of(rules: Iterable[Rectangle]) -> list[Grid]:
    """Every grid of at least two rows and two columns, from rules as (x0, top, x1, bottom)."""
    edges = merge_edges(
        [edge for rule in rules for edge in _edges(rule)],
        snap_x_tolerance=SNAP,
        snap_y_tolerance=SNAP,
        join_x_tolerance=SNAP,
        join_y_tolerance=SNAP,
    )
    crossings = edges_to_intersections(edges, SNAP, SNAP)
    found = cells_to_tables(intersections_to_cells(crossings))
    grids = [_grid(cells) for cells in found]
    return [grid for grid in grids if len(grid.cells) > 1 and len(grid.cells[0]) > 1]


def _edges(rule: Rectangle) -> list[dict[str, Any]]:
    """A thin rule is one edge, a box is four."""
    x0, top, x1, bottom = rule
    wide, high = x1 - x0, bottom - top
    if high <= THIN:
        return [_flat(x0, x1, (top + bottom) / 2)] if wide > TICK else []
    if wide <= THIN:
        return [_upright(top, bottom, (x0 + x1) / 2)] if high > TICK else []
    return [
        _flat(x0, x1, top),
        _flat(x0, x1, bottom),
        _upright(top, bottom, x0),
        _upright(top, bottom, x1),
    ]


def _flat(x0: float, x1: float, y: float) -> dict[str, Any]:
    return {
        "orientation": "h",
        "x0": x0,
        "x1": x1,
        "top": y,
        "bottom": y,
        "width": x1 - x0,
        "height": 0.0,
    }


def _upright(top: float, bottom: float, x: float) -> dict[str, Any]:
    return {
        "orientation": "v",
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "width": 0.0,
        "height": bottom - top,
    }


def _grid(cells: Sequence[Rectangle]) -> Grid:
    columns = sorted({cell[0] for cell in cells})
    rows = sorted({cell[1] for cell in cells})
    placed = {(cell[1], cell[0]): cell for cell in cells}
    return Grid(
        box=(
            columns[0],
            rows[0],
            max(cell[2] for cell in cells),
            max(cell[3] for cell in cells),
        ),
        cells=tuple(tuple(placed.get((row, column)) for column in columns) for row in rows),
    )
