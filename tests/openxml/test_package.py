"""Word packages of unknown origin: refused with one sentence, or kept byte for byte."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile

import pytest

from clauseadvisor.errors import (
    CorruptInputError,
    EncryptedInputError,
    InputError,
    TimeLimitError,
    UnsafeInputError,
    UnsupportedFormatError,
)
from clauseadvisor.openxml.document import open_word
from clauseadvisor.openxml.package import Package, open_package
from clauseadvisor.reading.word import read_word
from clauseadvisor.settings import Limits
from tests.openxml.builder import NAMESPACES, docx, p, parts_of, style, tbl, tc, tr, zipped

LIMITS = Limits()
PARTS = parts_of(p("Text."))


def changed(**parts: bytes) -> bytes:
    """A Word file with some parts replaced; ``document=...`` is ``word/document.xml``."""
    names = {"document": "word/document.xml", "types": "[Content_Types].xml"}
    return zipped(PARTS | {names[name]: data for name, data in parts.items()})


def lying(data: bytes, name: bytes, size: int) -> bytes:
    """The archive with another expanded size for one part in both of its headers."""
    found = bytearray(data)
    for signature, offset, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = found.find(signature)
        while at >= 0:
            if found[at + name_at :].startswith(name):
                struct.pack_into("<I", found, at + offset, size)
            at = found.find(signature, at + 4)
    return bytes(found)


def test_a_part_that_expands_without_measure_is_refused() -> None:
    bomb = changed(document=b" " * 5_000_000)
    with pytest.raises(UnsafeInputError, match="expands more than 200 times"):
        read_word(bomb, limits=LIMITS)


def test_a_part_that_is_never_read_is_refused_too() -> None:
    with pytest.raises(UnsafeInputError, match=r"'word/media/blank\.bmp'"):
        read_word(zipped(PARTS | {"word/media/blank.bmp": b"\0" * 5_000_000}), limits=LIMITS)


@pytest.mark.parametrize("said", [0, 100, 900_000])
def test_what_the_headers_say_of_the_size_is_not_trusted(said: int) -> None:
    bomb = lying(changed(document=b" " * 5_000_000), b"word/document.xml", said)
    with pytest.raises((UnsafeInputError, CorruptInputError)):
        read_word(bomb, limits=LIMITS)


def test_all_parts_together_count_against_the_limit() -> None:
    with pytest.raises(UnsafeInputError, match="expands to more than 1,000 bytes"):
        read_word(docx(p("x")), limits=Limits(max_expanded_bytes=1000))


@pytest.mark.parametrize("limits", [Limits(max_expanded_bytes=4_000_000), Limits()])
def test_bytes_are_counted_while_they_expand(limits: Limits) -> None:
    # Past the checks of the directory, as a reader that trusted it would be.
    archive = zipfile.ZipFile(io.BytesIO(changed(document=b" " * 5_000_000)))
    with pytest.raises(UnsafeInputError, match="expands"):
        Package(archive, limits).read("word/document.xml")


def test_parts_count_together_and_each_once() -> None:
    package = Package(zipfile.ZipFile(io.BytesIO(docx(p("x")))), Limits(max_expanded_bytes=1_900))
    first, *others = sorted(package.names())
    for _ in range(10):
        package.read(first)
    with pytest.raises(UnsafeInputError, match="more than 1,900 bytes"):
        [package.read(name) for name in others]


def test_too_many_parts_are_refused() -> None:
    parts = PARTS | {f"word/media/{number}.png": b"" for number in range(20)}
    with pytest.raises(UnsafeInputError, match="more than the 20 allowed"):
        read_word(zipped(parts), limits=Limits(max_parts=20))


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    document = f'{BOMB}<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>&b;</w:body></w:document>'
    with pytest.raises(UnsafeInputError, match="declares a document type"):
        read_word(changed(document=document.encode(encoding)), limits=LIMITS)


def test_a_document_type_far_from_the_head_is_refused() -> None:
    document = "<!--" + "x" * 100_000 + f"--><!DOCTYPE w><w:document xmlns:w='{NAMESPACES['w']}'/>"
    with pytest.raises(UnsafeInputError, match="declares a document type"):
        read_word(changed(document=document.encode()), limits=LIMITS)


def test_words_about_document_types_are_only_words() -> None:
    assert read_word(docx(p("See <!DOCTYPE html> there.")), limits=LIMITS).text.startswith(
        "See <!D"
    )


@pytest.mark.parametrize("depth", [60, 200, 3000])
def test_endless_nesting_is_refused(depth: int) -> None:
    nested = p("deep")
    for _ in range(depth):
        nested = tbl(tr(tc(nested)))
    with pytest.raises(UnsafeInputError, match="levels deep"):
        read_word(docx(nested), limits=LIMITS)


def test_the_deepest_nesting_allowed_is_read() -> None:
    nested = p("deep")
    for _ in range(45):
        nested = tbl(tr(tc(nested)))
    assert read_word(docx(nested), limits=LIMITS).text == "deep"


@pytest.mark.parametrize(
    "document",
    [b"", b"not xml", b"<w:document", b"<a/>", b"<document/>", b"\xff\xfe\x00", b"<a>&b;</a>"],
)
def test_a_broken_document_is_corrupt(document: bytes) -> None:
    with pytest.raises(CorruptInputError, match="damaged"):
        read_word(changed(document=document), limits=LIMITS)


def test_a_document_without_a_body_is_corrupt() -> None:
    empty = f'<w:document xmlns:w="{NAMESPACES["w"]}"/>'.encode()
    with pytest.raises(CorruptInputError, match="no body"):
        read_word(changed(document=empty), limits=LIMITS)


def test_a_word_file_without_its_document_is_corrupt() -> None:
    parts = {name: data for name, data in PARTS.items() if name != "word/document.xml"}
    with pytest.raises(CorruptInputError, match="missing"):
        read_word(zipped(parts), limits=LIMITS)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04 and no more", b"%PDF-1.7", b"\0" * 1000])
def test_what_is_no_zip_is_corrupt(data: bytes) -> None:
    with pytest.raises(CorruptInputError, match="cannot be opened"):
        read_word(data, limits=LIMITS)


def test_a_flipped_byte_in_a_part_is_corrupt() -> None:
    data = bytearray(zipped(PARTS, zipfile.ZIP_STORED))
    at = data.find(b"Text.")
    data[at] ^= 1
    with pytest.raises(CorruptInputError, match="cannot be expanded"):
        read_word(bytes(data), limits=LIMITS)


def test_a_part_that_is_there_twice_is_corrupt() -> None:
    target = io.BytesIO(zipped(PARTS))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("Word/Document.xml", PARTS["word/document.xml"])
    with pytest.raises(CorruptInputError, match="2 times"):
        read_word(target.getvalue(), limits=LIMITS)


def test_a_part_under_a_password_is_encrypted() -> None:
    data = bytearray(docx(p("x")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(EncryptedInputError, match="password"):
        read_word(bytes(data), limits=LIMITS)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"xl/workbook.xml": b"<a/>"}, "an Excel workbook"),
        ({"ppt/presentation.xml": b"<a/>"}, "a PowerPoint presentation"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "an OpenDocument text"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "an OpenDocument file"),
        ({"mimetype": b"application/epub+zip"}, "an e-book"),
        ({"a.txt": b"x"}, "a ZIP archive"),
        ({}, "a ZIP archive"),
    ],
)
def test_other_archives_are_named(parts: dict[str, bytes], kind: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=f"This is {kind}, not"):
        read_word(zipped(parts), limits=LIMITS)


def test_a_binary_workbook_is_named_too() -> None:
    rels = PARTS["_rels/.rels"].replace(b"word/document.xml", b"xl/workbook.bin")
    with pytest.raises(UnsupportedFormatError, match="an Excel workbook"):
        read_word(zipped({"_rels/.rels": rels, "xl/workbook.bin": b"\x83\x01"}), limits=LIMITS)


@pytest.mark.parametrize(
    "kind",
    [
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_files_with_macros_are_word_files(kind: bytes) -> None:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = PARTS["[Content_Types].xml"]
    assert usual in types
    assert read_word(changed(types=types.replace(usual, kind)), limits=LIMITS).text == "Text."


def test_styles_based_on_each_other_without_end_are_read() -> None:
    ring = style("A", based_on="B") + style("B", based_on="A")
    long = "".join(style(f"S{at}", based_on=f"S{at + 1}") for at in range(5000))
    data = docx(p("a", style="A"), p("s", style="S0"), styles=ring + long)
    assert read_word(data, limits=LIMITS).text == "a\ns"


def test_time_is_limited_within_one_paragraph_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.chain([0, 0], itertools.repeat(1000))
    monkeypatch.setattr("clauseadvisor.openxml.guards.time.monotonic", lambda: next(clock))
    with pytest.raises(TimeLimitError):
        read_word(docx(p(*("<w:r><w:t>x</w:t></w:r>" for _ in range(2000)))), limits=LIMITS)


def test_a_document_anywhere_in_the_package_is_found_by_its_relationship() -> None:
    parts = {
        name.replace("word/", "parts/"): data.replace(b"word/", b"parts/")
        for name, data in PARTS.items()
    }
    assert read_word(zipped(parts), limits=LIMITS).text == "Text."


def test_a_package_without_relationships_is_read_from_its_usual_place() -> None:
    parts = {name: data for name, data in PARTS.items() if "_rels" not in name}
    assert read_word(zipped(parts), limits=LIMITS).text == "Text."


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 200))
    monkeypatch.setattr("clauseadvisor.openxml.guards.time.monotonic", lambda: next(clock))
    with pytest.raises(TimeLimitError, match="longer than 300 seconds"):
        read_word(docx(p("x"), p("y"), p("z")), limits=LIMITS)


def test_untouched_parts_are_rewritten_byte_for_byte() -> None:
    data = zipped(PARTS | {"word/media/logo.png": bytes(range(256)), "word/media/": b""})
    rewritten = open_package(data, limits=LIMITS).rewritten(
        {"word/document.xml": b"<new/>", "word/comments.xml": b"<added/>"}
    )
    before, after = (zipfile.ZipFile(io.BytesIO(raw)) for raw in (data, rewritten))
    assert after.namelist() == [*before.namelist(), "word/comments.xml"]
    for name in before.namelist():
        expected = b"<new/>" if name == "word/document.xml" else before.read(name)
        assert after.read(name) == expected
        assert after.getinfo(name).date_time == before.getinfo(name).date_time
    assert after.read("word/comments.xml") == b"<added/>"


def test_the_limits_hold_for_each_reading_by_itself() -> None:
    document = open_word(docx(p("12345")), limits=Limits(max_characters=5))
    assert document.read().flow.text == document.read().flow.text == "12345"


def test_a_saved_document_reads_the_same() -> None:
    document = open_word(docx(p("One."), tbl(tr("a", "b"))), limits=LIMITS)
    again = read_word(document.save([document.main]), limits=LIMITS)
    assert again.text == document.read().flow.text == "One.\na\tb"


def test_every_refusal_is_one_sentence_that_says_what_to_do() -> None:
    for data in (b"", changed(document=b"<"), changed(document=b" " * 5_000_000), zipped({})):
        with pytest.raises(InputError) as raised:
            read_word(data, limits=LIMITS)
        message = str(raised.value)
        assert message[0].isupper()
        assert message.endswith(".")
        assert "\n" not in message
