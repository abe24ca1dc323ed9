"""One way in for every format."""

from __future__ import annotations

import hashlib
import os

from clauseadvisor.domain import Document, Format
from clauseadvisor.errors import UsageError
from clauseadvisor.reading import language
from clauseadvisor.reading.ledger import not_supplied
from clauseadvisor.reading.result import Read
from clauseadvisor.reading.sniff import sniff
from clauseadvisor.reading.source import load
from clauseadvisor.settings import Limits

VIEWS = ("final", "original")


def read_document(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    view: str = "final",
    limits: Limits | None = None,
) -> Document:
    """Read a contract: PDF, DOCX, plain text or Markdown, told apart by content.

    ``source`` is a path or the bytes themselves; ``name`` is what to call them (default: the
    file name). ``view`` chooses between the final and the original text of a DOCX with tracked
    changes. ``limits`` defaults to those of the environment. Parties, law and dates are left
    empty. Raises an InputError whose message says what is wrong and what to do, and UsageError
    for a view that does not exist.
    """
    if view not in VIEWS:
        raise UsageError(f"There is no view {view!r}: choose 'final' or 'original'.")
    limits = limits or Limits.from_environment()
    data, shown = load(source, name=name, limits=limits)
    format_ = sniff(data, shown)
    read = _read(data, format_, shown, view, limits)
    spoken = language.language_of(read.text)
    return Document(
        name=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        format=format_,
        pages=read.pages,
        text=read.text,
        language=spoken,
        furniture=read.furniture,
        warnings=(
            *read.warnings,
            *not_supplied(read.text, read.layout.paragraphs),
            *language.warn(spoken),
        ),
        layout=read.layout,
    )


def _read(data: bytes, format_: Format, name: str, view: str, limits: Limits) -> Read:
    """Call the reader of the format; each is imported when first needed."""
    if format_ is Format.PDF:
        from clauseadvisor.reading.pdf import read_pdf

        return read_pdf(data, name=name, limits=limits)
    if format_ is Format.DOCX:
        from clauseadvisor.reading.word import read_word

        return read_word(data, limits=limits, view=view)
    from clauseadvisor.reading.plain import read_plain

    return read_plain(data, name=name, limits=limits)
