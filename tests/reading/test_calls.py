"""The plain calls of PDFium say what pypdfium2's own typed calls say."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as raw
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.reading import calls
from clauseadvisor.reading.pdfium import LOCK
from tests.reading.made import flowing, illustrated

WORDS = "1. The Supplier shall keep its records for seven years and open them on request."


def typed(function: object, *arguments: object, kind: type = ctypes.c_double) -> list[float]:
    """What a call of pypdfium2 writes into its last four arguments."""
    places = [kind() for _ in range(4)]
    function(*arguments, *places)  # type: ignore[operator]
    return [place.value for place in places]


@given(st.integers(0, len(WORDS) - 2), st.integers(1, len(WORDS)))
def test_text_is_placed_alike(start: int, count: int) -> None:
    with LOCK:
        document = pypdfium2.PdfDocument(flowing([WORDS]))
        text = document[0].get_textpage()
        handle, places = calls.number(text.raw), calls.Places("d", 4)
        found = calls.count_rects(handle, start, count)
        assert found == raw.FPDFText_CountRects(text, start, count)
        for index in range(found):
            calls.get_rect(handle, index, *places.addresses)
            assert places.values.tolist() == typed(raw.FPDFText_GetRect, text, index)
        calls.get_char_box(handle, start, *places.addresses)
        assert places.values.tolist() == typed(raw.FPDFText_GetCharBox, text, start)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, start, x, y)
        calls.get_origin(handle, start, *places.addresses[:2])
        assert places.values.tolist()[:2] == [x.value, y.value]
        document.close()


def test_what_is_drawn_is_seen_alike() -> None:
    with LOCK:
        document = pypdfium2.PdfDocument(illustrated("Words and a picture"))
        page = document[0]
        handle, places = calls.number(page.raw), calls.Places("f", 4)
        objects = [raw.FPDFPage_GetObject(page, i) for i in range(raw.FPDFPage_CountObjects(page))]
        assert len(objects) == calls.count_objects(handle) == 2
        for index, item in enumerate(objects):
            plain = calls.get_object(handle, index)
            assert plain == calls.number(item)
            assert calls.get_kind(plain) == raw.FPDFPageObj_GetType(item)
            calls.get_bounds(plain, *places.addresses)
            wanted = typed(raw.FPDFPageObj_GetBounds, item, kind=ctypes.c_float)
            assert places.values.tolist() == wanted
        document.close()
