"""A Word package: a ZIP of parts, opened without trusting anything it says of itself."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from clauseadvisor.errors import (
    CorruptInputError,
    EncryptedInputError,
    UnsafeInputError,
    UnsupportedFormatError,
)
from clauseadvisor.openxml.guards import reason
from clauseadvisor.openxml.names import children, name_of
from clauseadvisor.openxml.parsing import parse_xml
from clauseadvisor.settings import Limits

_CHUNK: Final = 1 << 16

#: Folders of other kinds of Office files.
_FOREIGN: Final = {
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "visio/": "a Visio drawing",
}

#: Below this size a part harms nobody, however well it packs (blank pictures pack 1000 : 1).
_HARMLESS: Final = 1 << 20

#: What zipfile raises on broken archives, found by feeding it thousands of them.
_ZIP_PROBLEMS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # an unknown way of packing, or a password
    OverflowError,
    KeyError,
    IndexError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A link from one part to another (``target`` is a part name) or out of the package."""

    id: str
    type: str  # the last step of the type's address: "footnotes", "header", "image"
    target: str
    external: bool


class Package:
    """The parts of a package by name ("word/document.xml"), expanded when asked for.

    Made by :func:`open_package`. Parts count against the limits as they are expanded; what the
    ZIP directory says of their size is only ever a reason to refuse, never one to trust.
    """

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._expanded = 0
        self._counted: set[str] = set()
        self._entries = {info.filename.lstrip("/"): info for info in archive.infolist()}
        # Part names do not differ by case alone (ECMA-376 Part 2).
        self._folded = {name.casefold(): name for name in self._entries}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._folded

    def names(self) -> Iterator[str]:
        """The names of all parts, in the order of the archive, folders left out."""
        return (name for name in self._entries if not name.endswith("/"))

    def read(self, name: str) -> bytes:
        """The bytes of one part.

        Raises KeyError when there is no such part, UnsafeInputError when it expands beyond the
        limits, CorruptInputError or EncryptedInputError when it cannot be expanded.
        """
        name = self._folded[name.casefold()]
        data = self._expand(self._entries[name], counted=name in self._counted)
        self._counted.add(name)
        return data

    def root(self, name: str) -> etree._Element:
        """The parsed root of an XML part; each call parses anew."""
        return parse_xml(self.read(name), name)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part ("" for those of the package), by id."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self:
            return {}
        found = (
            _relationship(element, folder)
            for element in children(self.root(path), "pr:Relationship")
        )
        return {relationship.id: relationship for relationship in found if relationship is not None}

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with some parts replaced or added; all others keep their exact bytes.

        Order, names, dates and the way of packing stay as they were, so that two versions of a
        file differ in what was meant to change and nothing else.
        """
        target = io.BytesIO()
        added = {name: data for name, data in changed.items() if name not in self}
        replaced = {
            self._folded[name.casefold()]: data for name, data in changed.items() if name in self
        }
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, info in self._entries.items():
                data = replaced.get(name)
                if data is None:
                    data = b"" if name.endswith("/") else self.read(name)
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type = (
                    info.compress_type
                    if info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
                    else zipfile.ZIP_DEFLATED
                )
                copy.external_attr = info.external_attr
                archive.writestr(copy, data)
            for name, data in added.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return target.getvalue()

    def _expand(self, info: zipfile.ZipInfo, counted: bool) -> bytes:
        if info.flag_bits & 0x1:
            raise EncryptedInputError(
                f"The part {info.filename!r} of the Word file asks for a password: save the file without one."
            )
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._expanded += 0 if counted else len(chunk)
                    self._check(info, size)
                    pieces.append(chunk)
        except _ZIP_PROBLEMS as problem:
            raise CorruptInputError(_damaged(info.filename, problem)) from problem
        return b"".join(pieces)

    def _check(self, info: zipfile.ZipInfo, size: int) -> None:
        _check_ratio(info, size, self._limits)
        if self._expanded > self._limits.max_expanded_bytes:
            raise _too_much(self._limits)


def open_package(data: bytes, *, limits: Limits) -> Package:
    """Open a ZIP of parts.

    Raises CorruptInputError when it is no readable ZIP, UnsafeInputError when it holds more
    parts, or says that it expands further, than the limits allow.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _ZIP_PROBLEMS as problem:
        raise CorruptInputError(
            f"The Word file is damaged: its ZIP container cannot be opened ({reason(problem)}). "
            "Get a fresh copy, or let Word repair it."
        ) from problem
    if len(infos) > limits.max_parts:
        raise UnsafeInputError(
            f"The Word file holds {len(infos):,} parts, more than the {limits.max_parts:,} allowed: "
            "save it again from Word, or raise CLAUSEADVISOR_MAX_PARTS."
        )
    names = Counter(info.filename.lstrip("/").casefold() for info in infos)
    name, times = names.most_common(1)[0] if names else ("", 0)
    if times > 1:
        # Two readers could each take another one for the contract.
        raise CorruptInputError(
            f"The Word file is damaged: it holds the part {name!r} {times} times. "
            "Open it in Word, let Word repair it, and save it again."
        )
    if sum(info.file_size for info in infos) > limits.max_expanded_bytes:
        raise _too_much(limits)
    for info in infos:
        _check_ratio(info, info.file_size, limits)
    return Package(archive, limits)


def main_part(package: Package) -> tuple[str, etree._Element]:
    """The name of the part that holds the document, and its root.

    Raises UnsupportedFormatError, saying what it is, for a ZIP that is no Word file;
    CorruptInputError when a Word file has lost its document.
    """
    targets = [
        relationship.target
        for relationship in package.relationships("").values()
        if relationship.type == "officeDocument"
    ]
    for name in [*targets, "word/document.xml"]:
        if name in package and not name.startswith(tuple(_FOREIGN)):
            root = package.root(name)
            if name_of(root) == "w:document":
                return name, root
            break
    raise _not_word(package)


def _relationship(element: etree._Element, folder: str) -> Relationship | None:
    identifier, target = element.get("Id"), element.get("Target")
    if not identifier or not target:
        return None
    external = element.get("TargetMode") == "External"
    return Relationship(
        id=identifier,
        type=(element.get("Type") or "").rpartition("/")[2],
        target=target if external else _part_name(target, folder),
        external=external,
    )


def _part_name(target: str, folder: str) -> str:
    path = unquote(target.partition("#")[0])
    joined = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(joined).lstrip("/")


def _not_word(package: Package) -> UnsupportedFormatError | CorruptInputError:
    names = list(package.names())
    if any(name.startswith("word/") for name in names):
        return CorruptInputError(
            "The Word file is damaged: the part that holds its text is missing or is not a Word document. "
            "Open it in Word, let Word repair it, and save it again."
        )
    kind = _kind_of_zip(package, names)
    return UnsupportedFormatError(
        f"This is {kind}, not a contract: hand in a PDF, DOCX, TXT or MD file (save or export it as one first)."
    )


def _kind_of_zip(package: Package, names: list[str]) -> str:
    for folder, kind in _FOREIGN.items():
        if any(name.startswith(folder) for name in names):
            return kind
    if "mimetype" in package:
        declared = package.read("mimetype")[:100].decode("ascii", "replace").strip()
        if "opendocument.text" in declared:
            return "an OpenDocument text"
        if "opendocument" in declared:
            return "an OpenDocument file"
        if "epub" in declared:
            return "an e-book"
    return "a ZIP archive"


def _check_ratio(info: zipfile.ZipInfo, size: int, limits: Limits) -> None:
    if size > _HARMLESS and size > limits.max_expansion_ratio * max(info.compress_size, 1):
        raise UnsafeInputError(
            f"The part {info.filename!r} of the Word file expands more than {limits.max_expansion_ratio} times, "
            "as ZIP bombs do: save the file again from Word, or raise CLAUSEADVISOR_MAX_EXPANSION_RATIO."
        )


def _too_much(limits: Limits) -> UnsafeInputError:
    return UnsafeInputError(
        f"The Word file expands to more than {limits.max_expanded_bytes:,} bytes: remove its pictures and "
        "save it again, or raise CLAUSEADVISOR_MAX_EXPANDED_BYTES."
    )


def _damaged(part: str, problem: Exception) -> str:
    return (
        f"The Word file is damaged: its part {part!r} cannot be expanded ({reason(problem)}). "
        "Get a fresh copy, or let Word repair it."
    )
