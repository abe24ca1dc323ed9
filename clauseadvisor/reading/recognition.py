"""Pages that show words and hold none (scans): their text is recognised, one page at a time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pypdfium2

from clauseadvisor.domain import ReadingWarning
from clauseadvisor.errors import CorruptInputError
from clauseadvisor.reading.pdfium import LOCK, PrintedPage, open_pdf
from clauseadvisor.reading.tesseract import Picture, RecognitionFailed, is_installed, recognise
from clauseadvisor.settings import Recognition

#: A page with fewer characters than this holds no text to speak of.
SCANTY: Final = 20
#: A page that pictures cover may bear a stamp of fewer characters than this, and is a scan yet.
STAMPED: Final = 200
#: Pictures that take up this share of a page cover it.
COVERED: Final = 0.6
#: So many shapes and no characters: letters that were drawn as outlines.
OUTLINES: Final = 100
#: A page picture has no more dots than this, whatever size the page claims to have.
MOST_DOTS: Final = 25_000_000
#: The lowest mean confidence (0 to 100) at which recognised words can be relied on.
SURE: Final = 80.0

INSTALL: Final = "install the program Tesseract, or hand in a PDF with its text"


@dataclass(slots=True)
class Outcome:
    """All pages, the recognised ones with their lines; what was recognised, and what could not be."""

    pages: list[PrintedPage]
    recognised: list[int] = field(default_factory=list)
    warnings: dict[int, ReadingWarning] = field(default_factory=dict)


def shows_words(page: PrintedPage) -> bool:
    """Whether a page seems to show words that it does not hold."""
    if page.characters < SCANTY:
        return page.pictures > 0 or page.covered >= COVERED or page.paths >= OUTLINES
    return page.characters < STAMPED and page.covered >= COVERED


def recognise_pages(
    data: bytes,
    pages: Sequence[PrintedPage],
    *,
    name: str,
    deadline: float,
    settings: Recognition | None = None,
) -> Outcome:
    """Recognise each page that shows words without holding them, until ``deadline`` is past.

    ``deadline`` is a time of ``time.monotonic``. Pages that could not be recognised stay as
    they are, with a warning. Without Tesseract nothing is done, and nothing warned of here.
    Raises UsageError for settings that are no numbers.
    """
    outcome = Outcome(list(pages))
    wanted = [place for place, page in enumerate(pages) if shows_words(page)]
    if not wanted or not is_installed():
        return outcome
    settings = settings or Recognition.from_environment()
    for place in wanted:
        page = pages[place]
        left = min(deadline - time.monotonic(), settings.page_seconds)
        try:
            if left <= 0:
                raise RecognitionFailed(
                    "the time for this file was over (raise CLAUSEADVISOR_MAX_SECONDS)"
                )
            picture = picture_of(data, page.number, name=name, dpi=settings.dpi)
            found = recognise(picture, page.number, seconds=left)
        except RecognitionFailed as problem:
            outcome.warnings[page.number] = _not_recognised(page.number, str(problem))
            continue
        if sum(len(line.text) for line in found.lines) <= page.characters:
            outcome.warnings[page.number] = _not_recognised(page.number, "it shows no words")
            continue
        outcome.pages[place] = replace(page, lines=found.lines)
        outcome.recognised.append(page.number)
        outcome.warnings[page.number] = _recognised(page.number, found.confidence)
    return outcome


def _not_recognised(number: int, reason: str) -> ReadingWarning:
    return ReadingWarning(
        code="no_text_page",
        message=f"Page {number} is a picture and was not recognised (OCR): {reason}.",
        page=number,
    )


def _recognised(number: int, confidence: float) -> ReadingWarning:
    doubt = "" if confidence >= SURE else " Much of it is in doubt: scan the page again if you can."
    return ReadingWarning(
        code="recognised_page",
        message=f"Page {number} is a picture: its words were recognised with a mean confidence of"
        f" {confidence:.0f} %, compare them with the PDF.{doubt}",
        page=number,
    )


def picture_of(data: bytes, number: int, *, name: str, dpi: int) -> Picture:
    """Page ``number`` of the PDF as shown, in grey. Raises CorruptInputError."""
    with LOCK:
        document = open_pdf(data, name)
        try:
            page = document[number - 1]
            wide, high = page.get_size()
            scale = min(dpi / 72.0, (MOST_DOTS / max(wide * high, 1.0)) ** 0.5)
            bitmap = page.render(scale=scale, grayscale=True)
            dots = bitmap.to_numpy()
            height, width = dots.shape[:2]
            picture = Picture(width=width, height=height, dpi=scale * 72.0, dots=dots.tobytes())
            bitmap.close()
            page.close()
            return picture
        except pypdfium2.PdfiumError as error:
            raise CorruptInputError(
                f"Page {number} of {name!r} is damaged: open it in a PDF viewer, print it to a new PDF and retry."
            ) from error
        finally:
            document.close()
