"""One pass of PDFium over a PDF, page by page.

PDFium is not safe in threads, so one lock guards it; work on many files belongs in processes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as raw

from clauseadvisor.errors import (
    CorruptInputError,
    EncryptedInputError,
    TimeLimitError,
    TooLargeError,
)
from clauseadvisor.reading.bands import bands_of
from clauseadvisor.reading.drawn import annotations_of, drawn_on
from clauseadvisor.reading.printed import PrintedLine
from clauseadvisor.reading.rules import ENOUGH, Grid, Rectangle, is_ruled
from clauseadvisor.reading.shown import Shown
from clauseadvisor.reading.textlines import lines_and_tables, lines_of
from clauseadvisor.settings import Limits

#: Held by whoever calls PDFium.
LOCK: Final = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class PrintedPage:
    """A page as printed: lines, tables among them, and what else was seen on it.

    ``covered`` is the share of the page that pictures cover, ``paths`` how many shapes are
    drawn on it.
    """

    number: int
    lines: list[PrintedLine]
    pictures: int
    covered: float
    paths: int
    annotations: tuple[str, ...]

    @cached_property
    def characters(self) -> int:
        """How many characters its lines hold."""
        return sum([len(line.text) for line in self.lines])


def read_pages(data: bytes, *, name: str, limits: Limits) -> list[PrintedPage]:
    """Read every page of the PDF in ``data``.

    Raises EncryptedInputError, CorruptInputError, TooLargeError (pages, characters) and
    TimeLimitError (asked between pages).
    """
    deadline = time.monotonic() + limits.max_seconds
    with LOCK:
        document = open_pdf(data, name)
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
                characters += page.characters
                if characters > limits.max_characters:
                    raise TooLargeError(
                        f"{name!r} holds more than {limits.max_characters} characters:"
                        " split it, or raise CLAUSEADVISOR_MAX_CHARACTERS."
                    )
                pages.append(page)
            return pages
        finally:
            document.close()


def open_pdf(data: bytes, name: str) -> Any:
    """The PDF, opened; the caller holds the lock. Raises EncryptedInputError, CorruptInputError."""
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
        try:
            return _printed(page, index + 1)
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        raise CorruptInputError(
            f"Page {index + 1} of {name!r} is damaged: open it in a PDF viewer, print it to a new PDF and retry."
        ) from error


def _printed(page: Any, number: int) -> PrintedPage:
    shown = Shown(page)
    drawn = drawn_on(page)
    textpage = page.get_textpage()
    try:
        grids = _grids(drawn.rules, shown)
        if grids:
            lines = lines_and_tables(textpage, number, shown, grids)
        else:
            enough = len(drawn.rules) >= ENOUGH
            bands = bands_of(map(shown.box, drawn.rules)) if enough else []
            lines = lines_of(textpage, number, shown, bands)
    finally:
        textpage.close()
    return PrintedPage(
        number=number,
        lines=lines,
        pictures=drawn.pictures,
        covered=drawn.picture_area / max(shown.width * shown.height, 1.0),
        paths=drawn.paths,
        annotations=annotations_of(page),
    )


def _grids(rules: Sequence[Rectangle], shown: Shown) -> list[Grid]:
    """The ruled tables of a page; none where rules do not cross."""
    if len(rules) < ENOUGH or not is_ruled(rules):
        return []
    # Imported here: its geometry is needed on few pages and takes long to load.
    from clauseadvisor.reading.tables import grids_of

    return grids_of(shown.box(rule) for rule in rules)
