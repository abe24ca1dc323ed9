"""Word files: the text of one view, with its layout and a ledger of what was not read."""

from __future__ import annotations

from clauseadvisor.domain import Furniture, Layout, ReadingWarning
from clauseadvisor.errors import EmptyInputError, InputError, NoTextError, UsageError
from clauseadvisor.openxml.document import open_word
from clauseadvisor.openxml.revisions import View
from clauseadvisor.reading.result import Read
from clauseadvisor.reading.word_warnings import warnings_of
from clauseadvisor.settings import Limits


def read_word(data: bytes, *, limits: Limits, view: str = "final") -> Read:
    """Read the bytes of a Word file.

    ``view`` is "final" (as if all tracked changes were accepted) or "original" (as if all were
    rejected). Notes and text boxes follow the paragraph, or the table row, that they hang on;
    the mark of a note is not repeated in the running text. A bullet stands in the text as
    "•" and is no number. A line break is a newline inside its paragraph.

    Raises UsageError for another view; CorruptInputError, UnsafeInputError,
    EncryptedInputError, UnsupportedFormatError, TooLargeError, TimeLimitError for a file that
    cannot be read; NoTextError when it holds pictures or objects alone, EmptyInputError when
    it holds nothing.
    """
    if view not in set(View):
        raise UsageError(f"There is no view {view!r} of a contract: choose final or original.")
    reading = open_word(data, limits=limits).read(View(view))
    warnings = warnings_of(reading)
    if not reading.flow.text.strip():
        raise _no_text(warnings)
    return Read(
        text=reading.flow.text,
        layout=Layout(
            paragraphs=tuple(entry.paragraph for entry in reading.flow.paragraphs),
            tables=reading.flow.tables,
        ),
        furniture=tuple(
            Furniture(page=1, kind=running.kind, text=running.text) for running in reading.running
        ),
        warnings=warnings,
    )


def _no_text(warnings: tuple[ReadingWarning, ...]) -> InputError:
    if not warnings:
        return EmptyInputError("The Word file is empty: hand in the contract itself.")
    seen = ", ".join(sorted({warning.code.replace("_", " ") for warning in warnings}))
    return NoTextError(
        f"The Word file holds no text, only what cannot be read as text ({seen}): hand in a version "
        "with text, or a PDF of the scan."
    )
