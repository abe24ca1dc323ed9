"""Whatever is handed in: one sentence that says what is wrong and what to do next."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clauseadvisor.domain import Format
from clauseadvisor.errors import (
    ClauseAdvisorError,
    CorruptInputError,
    EmptyInputError,
    EncryptedInputError,
    InputError,
    MissingInputError,
    NotAFileError,
    NoTextError,
    TimeLimitError,
    TooLargeError,
    UnsafeInputError,
    UnsupportedFormatError,
    UsageError,
)
from clauseadvisor.reading import read_document
from clauseadvisor.settings import Limits
from tests.reading.made import printed, scanned

WORDS = [(60.0, 100.0, "1. The Supplier shall deliver the Services.")]
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>'
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
    + BODY.format("&i;")
)


def a_zip(**parts: str | bytes) -> bytes:
    """A ZIP with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def a_docx(document: str | bytes) -> bytes:
    return a_zip(
        **{
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONS,
            "word/document.xml": document,
        }
    )


def ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + name.encode("utf-16-le") + bytes(500)


def noise() -> bytes:
    return bytes((i * 197 + (i >> 3) * 31) % 256 for i in range(4000))


BAD: dict[str, tuple[Callable[[], bytes], type[InputError], str]] = {
    "empty": (lambda: b"", EmptyInputError, "empty"),
    "white space": (lambda: b" \n\t \n", EmptyInputError, "white space"),
    "encrypted PDF": (lambda: printed([WORDS], password="secret"), EncryptedInputError, "password"),
    "PDF without text": (scanned, NoTextError, "OCR"),
    "PDF cut off at its start": (lambda: printed([WORDS])[:60], CorruptInputError, "damaged"),
    "PDF of garbage": (lambda: b"%PDF-1.7\n" + noise(), CorruptInputError, "damaged"),
    "DOCX cut off": (lambda: a_docx(BODY.format("x"))[:200], CorruptInputError, "damaged"),
    "DOCX with broken XML": (lambda: a_docx("<w:document"), CorruptInputError, "damaged"),
    "ZIP that is no DOCX": (lambda: a_zip(**{"a.txt": "x"}), UnsupportedFormatError, "ZIP archive"),
    "empty ZIP": (lambda: a_zip(), UnsupportedFormatError, "ZIP archive"),
    "Excel": (lambda: a_zip(**{"xl/workbook.xml": "x"}), UnsupportedFormatError, "Excel"),
    "OpenDocument": (lambda: a_zip(**{"content.xml": "x"}), UnsupportedFormatError, "OpenDocument"),
    "PNG named .pdf": (
        lambda: b"\x89PNG\r\n\x1a\n" + noise(),
        UnsupportedFormatError,
        "PNG picture",
    ),
    "JPEG": (lambda: b"\xff\xd8\xff\xe0" + noise(), UnsupportedFormatError, "JPEG picture"),
    "TIFF": (lambda: b"II*\x00" + noise(), UnsupportedFormatError, "TIFF picture"),
    "old .doc": (lambda: ole("WordDocument"), UnsupportedFormatError, "DOCX"),
    "encrypted DOCX": (lambda: ole("EncryptedPackage"), EncryptedInputError, "password"),
    "RTF": (lambda: b"{\\rtf1\\ansi 1. Services}", UnsupportedFormatError, "RTF"),
    "web page": (
        lambda: b"<!DOCTYPE html><html><body>1. Services",
        UnsupportedFormatError,
        "web page",
    ),
    "web page behind a comment": (
        lambda: b"<!-- x -->\n<html>",
        UnsupportedFormatError,
        "web page",
    ),
    "XML": (lambda: b"<?xml version='1.0'?><a/>", UnsupportedFormatError, "XML"),
    "program": (lambda: b"\x7fELF" + noise(), UnsupportedFormatError, "program"),
    "gzip": (lambda: b"\x1f\x8b\x08" + noise(), UnsupportedFormatError, "gzip"),
    "binary noise": (noise, UnsupportedFormatError, "neither PDF, DOCX nor text"),
    "zeros": (lambda: bytes(3000), UnsupportedFormatError, "neither PDF, DOCX nor text"),
    "ZIP bomb": (lambda: a_docx(b" " * 60_000_000), UnsafeInputError, "ZIP bomb"),
    "XML entity bomb": (lambda: a_docx(ENTITIES), UnsafeInputError, "clean copy"),
}


def is_one_sentence(message: str) -> bool:
    return "\n" not in message and message.endswith(".") and 20 < len(message) < 300


@pytest.mark.parametrize("what", BAD)
def test_bad_bytes_get_one_clear_sentence(what: str) -> None:
    make, error, hint = BAD[what]
    with pytest.raises(error, match=re.escape(hint)) as caught:
        read_document(make(), name="contract.pdf")
    assert is_one_sentence(str(caught.value))


@pytest.mark.parametrize("what", BAD)
def test_bad_files_get_the_same_as_bad_bytes(what: str, tmp_path: Path) -> None:
    make, error, hint = BAD[what]
    path = tmp_path / "contract.pdf"
    path.write_bytes(make())
    with pytest.raises(error, match=re.escape(hint)):
        read_document(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"no file .*gone\.pdf"):
        read_document(tmp_path / "gone.pdf")
    with pytest.raises(MissingInputError, match="no file"):
        read_document(str(tmp_path / "a" / "b.pdf"))


def test_a_folder_is_no_contract(tmp_path: Path) -> None:
    with pytest.raises(NotAFileError, match="folder"):
        read_document(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(NotAFileError, match="no plain file"):
        read_document(pipe)


def test_a_name_no_file_can_have_is_an_input_error() -> None:
    with pytest.raises(InputError, match="check the path"):
        read_document("bad\0name.pdf")
    with pytest.raises(InputError, match="check the path"):
        read_document("x" * 5000)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no room, and reading it would be the mistake
    with pytest.raises(TooLargeError, match=r"200\.0 MB.*CLAUSEADVISOR_MAX_BYTES"):
        read_document(path)


def test_limits_on_pages_characters_and_time_are_kept() -> None:
    three = printed([WORDS] * 3)
    assert read_document(three, limits=Limits(max_pages=3)).pages == 3
    with pytest.raises(TooLargeError, match="3 pages"):
        read_document(three, limits=Limits(max_pages=2))
    with pytest.raises(TooLargeError, match="characters"):
        read_document(three, limits=Limits(max_characters=50))
    with pytest.raises(TooLargeError, match="characters"):
        read_document(b"a word " * 100, limits=Limits(max_characters=50))
    with pytest.raises(TimeLimitError, match=r"within 0 seconds \(page 1 of 3\)"):
        read_document(three, limits=Limits(max_seconds=0))


def test_a_view_that_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="'final' or 'original'"):
        read_document(b"1. Services", view="latest")


def test_the_name_of_the_file_does_not_decide(tmp_path: Path) -> None:
    path = tmp_path / "contract.docx"
    path.write_bytes(printed([WORDS]))
    assert read_document(path).format is Format.PDF
    path.write_bytes(b"1. The Supplier shall deliver the Services.")
    assert read_document(path).format is Format.TEXT
    path = tmp_path / "contract.txt"
    path.write_bytes(a_docx(BODY.format("1. Services")))
    assert read_document(path).format is Format.DOCX


def test_junk_before_the_header_is_no_obstacle() -> None:
    assert read_document(b"\r\n\r\n" + printed([WORDS])).format is Format.PDF


def test_hostile_names_are_shown_and_not_obeyed() -> None:
    with pytest.raises(ClauseAdvisorError) as caught:
        read_document(b"", name="a\n<script>.pdf")
    assert "\n" not in str(caught.value)
