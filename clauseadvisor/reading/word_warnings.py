"""The ledger of a Word file: one sentence for everything seen and not read."""

from __future__ import annotations

from collections import Counter
from typing import Final

from clauseadvisor.domain import ReadingWarning
from clauseadvisor.openxml.document import WordReading
from clauseadvisor.openxml.revisions import Census, View

#: Code → (one, several) of what was met.
_UNREAD: Final = {
    "picture": ("A picture was not read", "{n} pictures were not read"),
    "chart": ("A chart was not read", "{n} charts were not read"),
    "smartart": ("A SmartArt graphic was not read", "{n} SmartArt graphics were not read"),
    "embedded_object": (
        "An embedded object (a spreadsheet, a file, a control) was not read",
        "{n} embedded objects (spreadsheets, files, controls) were not read",
    ),
    "alt_chunk": (
        "Another document that is embedded whole (altChunk) was not read: open the file in Word and save it",
        "{n} other documents that are embedded whole (altChunk) were not read: open the file in Word and save it",
    ),
    "sub_document": (
        "A sub-document that the file refers to was not read: hand it in too",
        "{n} sub-documents that the file refers to were not read: hand them in too",
    ),
    "word_art": ("A WordArt text was not read", "{n} WordArt texts were not read"),
    "drawing_text": (
        "A text inside a drawing was not read",
        "{n} texts inside drawings were not read",
    ),
    "hidden_text": (
        "A stretch of hidden text was left out",
        "{n} stretches of hidden text were left out",
    ),
    "equation": (
        "An equation was read as plain text: fractions and powers look like ordinary digits",
        "{n} equations were read as plain text: fractions and powers look like ordinary digits",
    ),
    "symbol": (
        "A symbol of an unknown font is shown as \ufffd",
        "{n} symbols of unknown fonts are shown as \ufffd",
    ),
    "covered_cell": (
        "A table cell that Word covers by a merged cell holds text, which was left out",
        "{n} table cells that Word covers by merged cells hold text, which was left out",
    ),
    "computed_number": (
        "A number that Word computes on the screen alone (LISTNUM, AUTONUM) is missing from the text",
        "{n} numbers that Word computes on the screen alone (LISTNUM, AUTONUM) are missing from the text",
    ),
    "phonetic_guide": (
        "A phonetic guide above the text was not read",
        "{n} phonetic guides above the text were not read",
    ),
    "lost_note": (
        "A footnote that the text refers to is missing from the file",
        "{n} footnotes that the text refers to are missing from the file",
    ),
}


def warnings_of(reading: WordReading) -> tuple[ReadingWarning, ...]:
    """What a reader of this view should know: tracked changes first, then what is not in it."""
    found: list[ReadingWarning] = []
    if reading.revisions.authors:
        found.append(_tracked(reading.revisions, reading.view))
    if reading.commenters:
        found.append(_comments(reading.commenters))
    for code, (one, several) in _UNREAD.items():
        count = reading.unread[code]
        if count:
            message = one if count == 1 else several.format(n=count)
            found.append(ReadingWarning(code=code, message=message + "."))
    if reading.unknown_formats:
        found.append(_number_formats(reading.unknown_formats))
    return tuple(found)


def _tracked(census: Census, view: View) -> ReadingWarning:
    total = sum(census.kinds.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in census.kinds.items())
    read = (
        "as if all were accepted (the final view)"
        if view is View.FINAL
        else "as if all were rejected (the original view)"
    )
    return ReadingWarning(
        code="tracked_changes",
        message=f"The file holds {total} tracked change{'s' if total > 1 else ''} ({kinds}) by "
        f"{_by_author(census.authors)}; the text was read {read}.",
    )


def _comments(commenters: Counter[str]) -> ReadingWarning:
    total = sum(commenters.values())
    return ReadingWarning(
        code="comment",
        message=f"{total} comment{'s were' if total > 1 else ' was'} not read as contract text: "
        f"{_by_author(commenters)}.",
    )


def _number_formats(formats: Counter[str]) -> ReadingWarning:
    names = ", ".join(sorted(formats))
    return ReadingWarning(
        code="number_format",
        message=f"{sum(formats.values())} automatic numbers in a format not known here ({names}) "
        "are shown in plain digits.",
    )


def _by_author(authors: Counter[str]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in authors.most_common())
