"""PDFs made by code, for tests: what is printed where is known to the point."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
FONT, SIZE, LEADING = "Helvetica", 10, 12
LEFT, TOP, BOTTOM = 60, 72, 72

Printed = tuple[float, float, str]  # x, distance of the baseline from the top, words


def printed(
    pages: Iterable[Sequence[Printed]], *, rotation: int = 0, password: str | None = None
) -> bytes:
    """A PDF with every string where it is told to be."""
    file = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(file, pagesize=A4, encrypt=lock, invariant=1)
    for page in pages:
        if rotation:
            canvas.setPageRotation(rotation)
        canvas.setFont(FONT, SIZE)
        for x, y, words in page:
            canvas.drawString(x, HEIGHT - y, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def wrapped(words: str, width: float = WIDTH - 2 * LEFT) -> list[str]:
    """The lines that ``words`` fill at the usual size."""
    return list(simpleSplit(words, FONT, SIZE, width))


def flowing(
    paragraphs: Sequence[str],
    *,
    header: str = "",
    footer: str = "",
    numbered: str = "",
    gap: float = LEADING / 2,
    lines_a_page: int = 40,
) -> bytes:
    """Paragraphs set one after the other on as many pages as they need.

    ``numbered`` is the form of the page number, such as ``"- {} -"``; ``gap`` the space between
    paragraphs, none of which is kept from breaking over a page.
    """
    pages: list[list[Printed]] = [[]]
    y: float = TOP
    count = 0
    for paragraph in paragraphs:
        for line in wrapped(paragraph):
            if count == lines_a_page:
                pages.append([])
                y, count = TOP, 0
            pages[-1].append((LEFT, y, line))
            y += LEADING
            count += 1
        y += gap
    for number, page in enumerate(pages, 1):
        if header:
            page.insert(0, (LEFT, 40, header))
        if footer:
            page.append((LEFT, HEIGHT - 48, footer))
        if numbered:
            page.append((WIDTH / 2, HEIGHT - 30, numbered.format(number)))
    return printed(pages)


def raw_pdf(content: bytes, *, resources: bytes = b"", extra: Sequence[bytes] = ()) -> bytes:
    """A one-page PDF written object by object; ``extra`` objects are numbered from 5."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
        + resources
        + b" >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *extra,
    ]
    body = bytearray(b"%PDF-1.7\n")
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(body)


#: A two by two pixel picture, shown as large as a page.
PICTURE = b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>\nstream\n\x00\xff\xff\x00\nendstream"
HELVETICA = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"


def scanned() -> bytes:
    """A page that is a picture."""
    return raw_pdf(
        b"q 500 0 0 700 40 60 cm /Im1 Do Q",
        resources=b"/XObject << /Im1 5 0 R >>",
        extra=[PICTURE],
    )


def illustrated(words: str) -> bytes:
    """A page with words and a picture."""
    shown = b"BT /F1 11 Tf 60 780 Td (" + words.encode("latin-1") + b") Tj ET"
    return raw_pdf(
        shown + b" q 200 0 0 200 60 300 cm /Im1 Do Q",
        resources=HELVETICA + b" /XObject << /Im1 5 0 R >>",
        extra=[PICTURE],
    )
