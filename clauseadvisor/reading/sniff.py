"""What the bytes are, judged by the bytes: a file name can say anything."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from clauseadvisor.domain import Format
from clauseadvisor.errors import CorruptInputError, EncryptedInputError, UnsupportedFormatError

#: How far into a file its kind may first show (PDF allows junk before its header).
HEAD: Final = 1024

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

#: First bytes of what people hand in by mistake, and what to call it.
PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\x00", "TIFF picture"),
    (b"MM\x00*", "TIFF picture"),
    (b"BM", "BMP picture"),
    (b"RIFF", "WEBP picture"),
)
OTHERS: Final = (
    (b"{\\rtf", "RTF document"),
    (b"%!PS", "PostScript document"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3", "database"),
)
#: A part that only this kind of package has.
PACKAGES: Final = (
    ("xl/workbook.xml", "Excel workbook"),
    ("ppt/presentation.xml", "PowerPoint presentation"),
    ("FixedDocumentSequence.fdseq", "XPS document"),
    ("FixedDocSeq.fdseq", "XPS document"),
    ("content.xml", "OpenDocument file"),
)
MARKUP: Final = re.compile(
    rb"\A\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
XML: Final = re.compile(rb"\A\s*<\?xml\b", re.I)


def sniff(data: bytes, name: str) -> Format:
    """The format of ``data``: PDF, DOCX or text.

    Raises UnsupportedFormatError for anything else that is recognised (text is judged when it
    is decoded), EncryptedInputError for a Word file behind a password, CorruptInputError for a
    broken ZIP.
    """
    head = data[:HEAD]
    if b"%PDF-" in head:
        return Format.PDF
    if head.startswith(ZIP):
        return _package(data, name)
    if head.startswith(OLE):
        _refuse_ole(data, name)
    for signature, what in PICTURES:
        if head.startswith(signature) and (signature != b"BM" or _is_bitmap(head)):
            raise UnsupportedFormatError(
                f"{name!r} is a {what}, not a document: recognise its text first (OCR), and hand in the PDF."
            )
    for signature, what in OTHERS:
        if head.startswith(signature) and (signature != b"MZ" or b"\x00" in head):
            raise _unsupported(name, what)
    unmarked = head.removeprefix(b"\xef\xbb\xbf")
    if MARKUP.match(unmarked):
        raise _unsupported(name, "web page")
    if XML.match(unmarked):
        raise _unsupported(name, "XML file")
    return Format.TEXT


def _unsupported(name: str, what: str) -> UnsupportedFormatError:
    article = "an" if what[0] in "AEIORXaeio" and not what.startswith("RAR") else "a"
    return UnsupportedFormatError(
        f"{name!r} is {article} {what}: save the contract as PDF, DOCX or plain text and try again."
    )


def _is_bitmap(head: bytes) -> bool:
    """Two letters are little to go by: the reserved bytes of a bitmap header are zero."""
    return head[6:10] == b"\x00\x00\x00\x00"


def _package(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise CorruptInputError(
            f"{name!r} starts like a DOCX but is damaged: open it in Word, save it again and retry."
        ) from error
    if "word/document.xml" in names or ("[Content_Types].xml" in names and _has_word_part(names)):
        return Format.DOCX
    for part, what in PACKAGES:
        if part in names:
            raise _unsupported(name, what)
    raise UnsupportedFormatError(
        f"{name!r} is a ZIP archive, not a DOCX: unpack it and hand in the contract itself."
    )


def _has_word_part(names: set[str]) -> bool:
    return any(part.startswith("word/document") and part.endswith(".xml") for part in names)


def _refuse_ole(data: bytes, name: str) -> None:
    """OLE is the box of old Office files, and of new ones behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedInputError(
            f"{name!r} is protected by a password: open it in Word, remove the password and save it as DOCX."
        )
    raise _unsupported(name, "old Office document (.doc)")
