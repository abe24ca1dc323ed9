"""PDF to reading text: lines, furniture out, tables in place, paragraphs rebuilt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clauseadvisor.domain import ReadingWarning
from clauseadvisor.errors import NoTextError
from clauseadvisor.reading.assemble import Assembly
from clauseadvisor.reading.furniture import separate
from clauseadvisor.reading.paragraphs import Vocabulary, paragraphs_of
from clauseadvisor.reading.pdfium import PrintedPage, read_pages
from clauseadvisor.reading.result import Read
from clauseadvisor.settings import Limits

#: A page with fewer characters than this is named in a warning.
SCANTY = 20


def read_pdf(data: bytes, *, name: str, limits: Limits) -> Read:
    """Read a PDF.

    Raises EncryptedInputError, CorruptInputError, TooLargeError, TimeLimitError, and
    NoTextError when no page holds text.
    """
    printed = read_pages(data, name=name, limits=limits)
    if not any(page.lines for page in printed):
        raise NoTextError(
            f"{name!r} holds pictures of pages but no text, as a scan does:"
            " recognise its text first (OCR), and hand in the searchable PDF."
        )
    lines, furniture = separate([page.lines for page in printed])
    assembly = Assembly(words=Vocabulary(lines))
    for group in paragraphs_of(lines):
        assembly.add(group)
    text, layout = assembly.finish(page.number for page in printed)
    return Read(
        text=text,
        layout=layout,
        pages=len(printed),
        furniture=furniture,
        warnings=tuple(warning for page in printed for warning in _page_warnings(page)),
    )


def _page_warnings(page: PrintedPage) -> list[ReadingWarning]:
    found: list[ReadingWarning] = []
    characters = sum(len(line.text) for line in page.lines)
    if characters < SCANTY:
        found.append(
            ReadingWarning(
                code="no_text_page",
                message=f"Page {page.number} holds no text to speak of"
                + (", but a picture: recognise it first (OCR)." if page.pictures else "."),
                page=page.number,
            )
        )
    elif page.pictures:
        found.append(
            ReadingWarning(
                code="picture",
                message=f"Page {page.number} holds {page.pictures} picture(s) that were not read.",
                page=page.number,
            )
        )
    if any(line.table is not None and not line.table.exact for line in page.lines):
        found.append(
            ReadingWarning(
                code="table",
                message=f"Page {page.number} holds a table without full rules: its cells were told by position,"
                " compare them with the PDF.",
                page=page.number,
            )
        )
    if page.annotations:
        found.append(
            ReadingWarning(
                code="annotation",
                message=f"Page {page.number} holds what was not read: {_counted(page.annotations)};"
                " open the PDF to see it.",
                page=page.number,
            )
        )
    return found


def _counted(names: Sequence[str]) -> str:
    """ "2 notes, 1 form field", in order of first appearance."""
    return ", ".join(
        f"{count} {name}{'s' if count > 1 else ''}" for name, count in Counter(names).items()
    )
