"""Scans made by code: pages printed, turned into pictures, and bound into a PDF without text."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200


def pictures_of(pdf: bytes, *, rotation: int = 0) -> list[Image.Image]:
    """Each page of a PDF as a grey picture, turned with the clock."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.render(scale=DPI / 72, grayscale=True, rotation=rotation).to_pil()
            for page in document
        ]
    finally:
        document.close()


def bound(pages: Sequence[Image.Image], *, stamp: str = "") -> bytes:
    """A PDF of pictures, each as large as its page; ``stamp`` is printed on each as text."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for picture in pages:
        width, height = (side * 72 / DPI for side in picture.size)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        if stamp:
            canvas.setFont("Helvetica", 6)
            canvas.drawString(20, height - 12, stamp)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def scan_of(pdf: bytes, *, rotation: int = 0, stamp: str = "") -> bytes:
    """The same pages without their text."""
    return bound(pictures_of(pdf, rotation=rotation), stamp=stamp)


def one_after_the_other(*files: bytes) -> bytes:
    """The pages of all files in one."""
    whole = pypdfium2.PdfDocument.new()
    for file in files:
        part = pypdfium2.PdfDocument(file)
        whole.import_pages(part)
        part.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()
