"""One pass of PDFium over a PDF: the printed lines of each page, with their boxes.

Boxes come from the rectangles of each line's character range: two calls a line, where a box for
each character would cost more than reading the text. PDFium is not safe in threads, so one lock
guards it; work on many files belongs in processes.
"""

from __future__ import annotations

import ctypes
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as raw

from clauseadvisor.errors import (
    CorruptInputError,
    EncryptedInputError,
    TimeLimitError,
    TooLargeError,
)
from clauseadvisor.reading.printed import PrintedLine
from clauseadvisor.reading.rules import is_ruled
from clauseadvisor.settings import Limits

#: PDFium's mark for a hyphen that breaks a word at a line end, and that of its older builds.
BREAK: Final = "\ufffe"
OLD_BREAK: Final = "\x02"

_LOCK: Final = threading.Lock()
_UP_TO_BREAK: Final = re.compile("[^\ufffe\x02]*[\ufffe\x02]|[^\ufffe\x02]+")
#: Characters to drop (controls, zero widths, soft hyphens) or to write out (ligatures).
_CLEAN: Final[dict[int, str | None]] = {
    **{code: None for code in range(32) if not chr(code).isspace()},
    **dict.fromkeys((0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF)),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    ord(OLD_BREAK): BREAK,
}
_ODD: Final = re.compile("[" + "".join(map(chr, _CLEAN)) + BREAK + "]")
#: Annotations that hold no words of their own: links and their like.
_SILENT: Final = frozenset(
    {
        raw.FPDF_ANNOT_UNKNOWN,
        raw.FPDF_ANNOT_LINK,
        raw.FPDF_ANNOT_POPUP,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_PRINTERMARK,
        raw.FPDF_ANNOT_TRAPNET,
    }
)
#: A picture smaller than this (points, each side) is an ornament.
_ORNAMENT: Final = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page as printed; ``ruled`` when its rules cross into a table."""

    number: int
    width: float
    height: float
    lines: list[PrintedLine]
    pictures: int
    annotations: int
    ruled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDocument:
    """All pages, and whether the document asks to be filled in."""

    pages: list[PrintedPage]
    form: bool


def read_pages(data: bytes, *, name: str, limits: Limits) -> PrintedDocument:
    """Read every page of the PDF in ``data``.

    Raises EncryptedInputError, CorruptInputError, TooLargeError (pages, characters) and
    TimeLimitError (asked between pages).
    """
    deadline = time.monotonic() + limits.max_seconds
    with _LOCK:
        document = _open(data, name)
        try:
            count = len(document)
            if count > limits.max_pages:
                raise TooLargeError(
                    f"{name!r} has {count} pages, more than the limit of {limits.max_pages}:"
                    " split it, or raise CLAUSEADVISOR_MAX_PAGES."
                )
            pages: list[PrintedPage] = []
            characters = 0
            for index in range(count):
                if time.monotonic() > deadline:
                    raise TimeLimitError(
                        f"{name!r} was not read within {limits.max_seconds} seconds"
                        f" (page {index + 1} of {count}): split it, or raise CLAUSEADVISOR_MAX_SECONDS."
                    )
                page = _read_page(document, index, name)
                characters += sum(len(line.text) for line in page.lines)
                if characters > limits.max_characters:
                    raise TooLargeError(
                        f"{name!r} holds more than {limits.max_characters} characters:"
                        " split it, or raise CLAUSEADVISOR_MAX_CHARACTERS."
                    )
                pages.append(page)
            form = raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE
            return PrintedDocument(pages=pages, form=form)
        finally:
            document.close()


def _open(data: bytes, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if (
            getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
            or "password" in str(error).lower()
        ):
            raise EncryptedInputError(
                f"{name!r} is protected by a password: save a copy without it and try again."
            ) from error
        raise CorruptInputError(
            f"{name!r} starts like a PDF but is damaged: open it in a PDF viewer, print it to a new PDF and retry."
        ) from error


def _read_page(document: Any, index: int, name: str) -> PrintedPage:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise CorruptInputError(
            f"Page {index + 1} of {name!r} is damaged: open it in a PDF viewer, print it to a new PDF and retry."
        ) from error
    try:
        shown = _Shown(page)
        pictures, ruled = _objects(page)
        return PrintedPage(
            number=index + 1,
            width=shown.width,
            height=shown.height,
            lines=_lines(page, index + 1, shown, name),
            pictures=pictures,
            annotations=_annotations(page),
            ruled=ruled,
        )
    finally:
        page.close()


class _Shown:
    """Maps a point of the page's own space to points from the top left of the page as shown."""

    __slots__ = ("height", "turn", "width")

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        self.width, self.height = page.get_size()
        turns: dict[int, Callable[[float, float], tuple[float, float]]] = {
            0: lambda x, y: (x - left, top - y),
            90: lambda x, y: (y - bottom, x - left),
            180: lambda x, y: (right - x, y - bottom),
            270: lambda x, y: (top - y, right - x),
        }
        self.turn = turns[page.get_rotation() % 360]


def _lines(page: Any, number: int, shown: _Shown, name: str) -> list[PrintedLine]:
    try:
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise CorruptInputError(
            f"The text of page {number} of {name!r} is damaged: print the file to a new PDF and retry."
        ) from error
    try:
        return _lines_of(textpage, number, shown)
    finally:
        textpage.close()


def _lines_of(textpage: Any, number: int, shown: _Shown) -> list[PrintedLine]:
    handle = textpage.raw
    text: str = textpage.get_text_range()
    if not text:
        return []
    odd = _ODD.search(text) is not None
    wide = max(text) > "\uffff"
    length = len(text.encode("utf-16-le")) // 2 if wide else len(text)
    drifts = textpage.count_chars() != length
    boxes = _Boxes(handle, shown)
    lines: list[PrintedLine] = []
    position = 0  # in the units PDFium counts text in
    for piece in _pieces(text):
        clean = piece.translate(_CLEAN) if odd else piece
        words = " ".join(clean.split())
        length = len(piece.encode("utf-16-le")) // 2 if wide else len(piece)
        if words:
            broken = odd and words[-1] == BREAK
            indent = len(piece) - len(piece.lstrip())
            start, end = position + indent, position + length
            if drifts:
                start, end = _characters(handle, start), _characters(handle, end - 1) + 1
            box = boxes.of(start, end - start)
            if box is not None:
                lines.append(
                    PrintedLine(number, words.replace(BREAK, "") if odd else words, *box, broken)
                )
        position += length
    return lines


def _pieces(text: str) -> list[str]:
    """The lines of ``text``, ends included; PDFium's mark for a broken word ends its line too."""
    pieces = text.splitlines(keepends=True)
    if BREAK not in text and OLD_BREAK not in text:
        return pieces
    return [part for piece in pieces for part in _UP_TO_BREAK.findall(piece)]


def _characters(handle: Any, index: int) -> int:
    """PDFium's character index of a text index; the two drift where it leaves characters out."""
    return max(int(raw.FPDFText_GetCharIndexFromTextIndex(handle, index)), 0)


class _Boxes:
    """The boxes of character ranges of one page, as shown."""

    __slots__ = ("bottom", "handle", "left", "right", "top", "turn")

    def __init__(self, handle: Any, shown: _Shown) -> None:
        self.handle = handle
        self.turn = shown.turn
        self.left, self.top, self.right, self.bottom = (ctypes.c_double() for _ in range(4))

    def of(self, start: int, count: int) -> tuple[float, float, float, float, float] | None:
        """x0, top, x1, bottom and baseline of ``count`` characters; None where nothing is printed."""
        handle, left, top, right, bottom = self.handle, self.left, self.top, self.right, self.bottom
        rectangles = raw.FPDFText_CountRects(handle, start, count)
        if rectangles < 1:
            return None
        raw.FPDFText_GetRect(handle, 0, left, top, right, bottom)
        x0, y1, x1, y0 = left.value, top.value, right.value, bottom.value
        for index in range(1, rectangles):
            raw.FPDFText_GetRect(handle, index, left, top, right, bottom)
            x0, x1 = min(x0, left.value), max(x1, right.value)
            y0, y1 = min(y0, bottom.value), max(y1, top.value)
        raw.FPDFText_GetCharOrigin(handle, start, left, top)
        ax, ay = self.turn(x0, y1)
        bx, by = self.turn(x1, y0)
        baseline = self.turn(left.value, top.value)[1]
        if ax > bx:
            ax, bx = bx, ax
        if ay > by:
            ay, by = by, ay
        return ax, ay, bx, by, baseline


def _objects(page: Any) -> tuple[int, bool]:
    """How many pictures are on the page, and whether its rules cross into a table."""
    handle = page.raw
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pictures = 0
    rules: list[tuple[float, float, float, float]] = []
    for index in range(raw.FPDFPage_CountObjects(handle)):
        item = raw.FPDFPage_GetObject(handle, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        box = (left.value, bottom.value, right.value, top.value)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rules.append(box)
        elif box[2] - box[0] > _ORNAMENT and box[3] - box[1] > _ORNAMENT:
            pictures += 1
    return pictures, is_ruled(rules)


def _annotations(page: Any) -> int:
    """How many notes, fields and drawings lie on the page; links are none of them."""
    count = 0
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            count += raw.FPDFAnnot_GetSubtype(annotation) not in _SILENT
            raw.FPDFPage_CloseAnnot(annotation)
    return count
