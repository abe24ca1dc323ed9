"""From a page's own space to the page as shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clauseadvisor.reading.rules import Rectangle


class Shown:
    """Maps a point of the page's own space to points from the top left of the page as shown."""

    __slots__ = ("corner", "height", "rotation", "turn", "width")

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        self.width, self.height = page.get_size()
        turns: dict[int, Callable[[float, float], tuple[float, float]]] = {
            0: lambda x, y: (x - left, top - y),
            90: lambda x, y: (y - bottom, x - left),
            180: lambda x, y: (right - x, y - bottom),
            270: lambda x, y: (top - y, right - x),
        }
        self.rotation: int = page.get_rotation() % 360
        self.turn = turns[self.rotation]
        #: Left and top of a page that is not turned, for a short way round ``turn``.
        self.corner = None if self.rotation else (left, top)

    def box(self, rectangle: Rectangle) -> Rectangle:
        """x0, top, x1, bottom of (left, bottom, right, top)."""
        ax, ay = self.turn(rectangle[0], rectangle[3])
        bx, by = self.turn(rectangle[2], rectangle[1])
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
