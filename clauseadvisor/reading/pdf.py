"""PDF to reading text: lines, furniture out, tables in place, paragraphs rebuilt."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauseadvisor.domain import ReadingWarning
from clauseadvisor.errors import NoTextError
from clauseadvisor.reading.assemble import Assembly
from clauseadvisor.reading.furniture import separate
from clauseadvisor.reading.paragraphs import Vocabulary, paragraphs_of
from clauseadvisor.reading.pdfium import PrintedPage, read_pages
from clauseadvisor.reading.recognition import (
    INSTALL,
    SCANTY,
    Outcome,
    recognise_pages,
    shows_words,
)
from clauseadvisor.reading.result import Read
from clauseadvisor.settings import Limits

#: Recognition ends after this share of the time for a file, so that what was read can be used.
RECOGNITION = 0.8


def read_pdf(data: bytes, *, name: str, limits: Limits) -> Read:
    """Read a PDF; pages that show words without holding them are recognised where that can be done.

    Raises EncryptedInputError, CorruptInputError, TooLargeError, TimeLimitError, and
    NoTextError when no page holds text.
    """
    deadline = time.monotonic() + RECOGNITION * limits.max_seconds
    printed = read_pages(data, name=name, limits=limits)
    outcome = recognise_pages(data, printed, name=name, deadline=deadline)
    printed = outcome.pages
    if not any(page.lines for page in printed):
        raise NoTextError(_no_text(name, outcome))
    lines, furniture = separate([page.lines for page in printed])
    assembly = Assembly(words=Vocabulary(lines))
    for group in paragraphs_of(lines):
        assembly.add(group)
    text, layout = assembly.finish(page.number for page in printed)
    return Read(
        text=text,
        layout=replace(layout, recognised_pages=tuple(outcome.recognised)),
        pages=len(printed),
        furniture=furniture,
        warnings=tuple(warning for page in printed for warning in _warnings(page, outcome)),
    )


def _no_text(name: str, outcome: Outcome) -> str:
    failed = next(iter(outcome.warnings.values()), None)
    if failed is not None:
        return f"{name!r} holds pictures of pages but no text. {failed.message} Hand in a PDF with its text."
    return (
        f"{name!r} holds pictures of pages but no text, as a scan does: to have it recognised (OCR),"
        f" {INSTALL}."
    )


def _warnings(page: PrintedPage, outcome: Outcome) -> Iterator[ReadingWarning]:
    """What was seen on the page and not read, or read with doubt."""
    recognition = outcome.warnings.get(page.number)
    if recognition is not None:
        yield recognition
    elif page.characters < SCANTY or shows_words(page):
        yield ReadingWarning(
            code="no_text_page",
            message=f"Page {page.number} holds no text to speak of"
            + (
                f", but a picture: to have it recognised (OCR), {INSTALL}."
                if shows_words(page)
                else "."
            ),
            page=page.number,
        )
    elif page.pictures:
        yield ReadingWarning(
            code="picture",
            message=f"Page {page.number} holds {page.pictures} picture(s) that were not read.",
            page=page.number,
        )
    if any(line.table is not None and not line.table.exact for line in page.lines):
        yield ReadingWarning(
            code="table",
            message=f"Page {page.number} holds a table without full rules: its cells were told by position,"
            " compare them with the PDF.",
            page=page.number,
        )
    if page.annotations:
        yield ReadingWarning(
            code="annotation",
            message=f"Page {page.number} holds what was not read: {_counted(page.annotations)};"
            " open the PDF to see it.",
            page=page.number,
        )


def _counted(names: Sequence[str]) -> str:
    """ "2 notes, 1 form field", in order of first appearance."""
    return ", ".join(
        f"{count} {name}{'s' if count > 1 else ''}" for name, count in Counter(names).items()
    )
