"""PDFium's calls that are made tens of thousands of times for one contract.

``pypdfium2.raw`` types every pointer, which costs more than what these calls do. Here handles and
places in memory are plain numbers: :func:`number` makes one of a handle, :class:`Places` holds
what a call writes. Whoever calls keeps the page open and the places alive.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from typing import Any, Final

import pypdfium2.raw as raw

_INT: Final = ctypes.c_int
_LONG: Final = ctypes.c_ulong
_POINTER: Final = ctypes.c_void_p


class Places:
    """Numbers side by side in memory: ``values``, and the ``addresses`` of each."""

    __slots__ = ("addresses", "values")

    def __init__(self, kind: str, count: int) -> None:
        """``kind`` is that of an ``array.array``: "d" doubles, "f" floats, "i" integers."""
        self.values: array[Any] = array(kind, [0] * count)
        first, size = self.values.buffer_info()[0], self.values.itemsize
        self.addresses = tuple(first + index * size for index in range(count))


def number(handle: Any) -> int:
    """The address that a handle of pypdfium2 points to."""
    return ctypes.cast(handle, _POINTER).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function of PDFium, its pointers as numbers."""
    made: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(number(function))
    return made


#: Text page, first character, count; the number of rectangles around the characters.
count_rects: Final = _plain(raw.FPDFText_CountRects, _INT, _POINTER, _INT, _INT)
#: Text page, which rectangle, and where to put left, top, right and bottom (doubles).
get_rect: Final = _plain(raw.FPDFText_GetRect, _INT, _POINTER, _INT, *[_POINTER] * 4)
#: Text page, character, and where to put x and y (doubles).
get_origin: Final = _plain(raw.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, *[_POINTER] * 2)
#: Text page, character, and where to put left, right, bottom and top (doubles).
get_char_box: Final = _plain(raw.FPDFText_GetCharBox, _INT, _POINTER, _INT, *[_POINTER] * 4)
#: Page; how many objects it draws.
count_objects: Final = _plain(raw.FPDFPage_CountObjects, _INT, _POINTER)
#: Page, which object; the object.
get_object: Final = _plain(raw.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
#: Form; how many objects are in it.
count_inner: Final = _plain(raw.FPDFFormObj_CountObjects, _INT, _POINTER)
#: Form, which object in it; the object.
get_inner: Final = _plain(raw.FPDFFormObj_GetObject, _POINTER, _POINTER, _LONG)
#: Object; of what kind it is.
get_kind: Final = _plain(raw.FPDFPageObj_GetType, _INT, _POINTER)
#: Object, and where to put left, bottom, right and top (floats).
get_bounds: Final = _plain(raw.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
#: Object, and where to put its matrix (six floats).
get_matrix: Final = _plain(raw.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
#: Path, and where to put how it is filled and whether it is outlined (integers).
get_draw_mode: Final = _plain(raw.FPDFPath_GetDrawMode, _INT, _POINTER, *[_POINTER] * 2)
