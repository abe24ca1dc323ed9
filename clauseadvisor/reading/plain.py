"""Plain text and Markdown to reading text: decode, unwrap, keep headings and tables."""

from __future__ import annotations

import codecs
import re
from typing import Final

import charset_normalizer

from clauseadvisor.errors import EmptyInputError, TooLargeError, UnsupportedFormatError
from clauseadvisor.reading.assemble import Assembly
from clauseadvisor.reading.paragraphs import paragraphs_of
from clauseadvisor.reading.printed import PrintedLine
from clauseadvisor.reading.result import Read
from clauseadvisor.settings import Limits

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What Western texts hold beyond ASCII: if a file reads as Windows-1252 with nothing else in it,
#: that is what it is. Statistics are asked only where this leaves a doubt.
WESTERN: Final = frozenset(
    "‘’‚“”„–—…•§©®™°±²³µ¶·¼½¾£€¥¢«»¿¡\xa0\xadàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœŒŸŠšŽžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ"
)
#: Bytes that the statistics look at.
SAMPLE: Final = 200_000
#: More control characters than this share mean that it is no text.
NOISE: Final = 0.005
#: Lines longer than this are whole paragraphs, not wrapped ones.
WRAPPED: Final = 160

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")


def decode(data: bytes, name: str) -> str:
    """The text of ``data`` in whatever encoding it is.

    Raises UnsupportedFormatError when it is no text in any encoding.
    """
    text = _decoded(data)
    if text is None or len(_CONTROLS.findall(text)) > NOISE * len(text) + 2:
        raise UnsupportedFormatError(
            f"{name!r} is neither PDF, DOCX nor text: save the contract as one of these and try again."
        )
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _attempt(data, encoding)
    guessed = _wide(data)
    if guessed is not None:
        return _attempt(data, guessed)
    text = _attempt(data, "utf-8")
    if text is not None:
        return text
    text = _attempt(data, "cp1252")
    if text is not None and all(c in WESTERN for c in set(text) if c > "\x7f"):
        return text
    match = charset_normalizer.from_bytes(data[:SAMPLE]).best()
    return None if match is None else _attempt(data, match.encoding)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark shows as a zero in every other byte of Western text."""
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.3 and even < len(head) * 0.05:
        return "utf-16-le"
    if even > len(head) * 0.3 and odd < len(head) * 0.05:
        return "utf-16-be"
    return None


def read_plain(data: bytes, *, name: str, limits: Limits) -> Read:
    """Read plain text or Markdown, told apart by their marks.

    Raises UnsupportedFormatError, EmptyInputError, TooLargeError.
    """
    text = _CONTROLS.sub("", decode(data, name))
    if not text.strip():
        raise EmptyInputError(
            f"{name!r} holds nothing but white space: export or copy the contract again."
        )
    if len(text) > limits.max_characters:
        raise TooLargeError(
            f"{name!r} holds {len(text)} characters, more than the limit of {limits.max_characters}:"
            " split it, or raise CLAUSEADVISOR_MAX_CHARACTERS."
        )
    return _unwrap(text)


def _unwrap(text: str) -> Read:
    """Rebuild hard-wrapped paragraphs; where lines are longer than any wrap, each is one."""
    assembly = Assembly(words=set(), boxed=False)
    lines = _printed(text)
    longest = sorted(len(line.text) for line in lines)[int(len(lines) * 0.95)]
    for group in paragraphs_of(lines) if longest <= WRAPPED else [[line] for line in lines]:
        assembly.add(group)
    reading, layout = assembly.finish(())
    return Read(text=reading, layout=layout)


#: Height of a row, in the units of :class:`PrintedLine`; a column is half as wide.
ROW: Final = 12.0
COLUMN: Final = 6.0


def _printed(text: str) -> list[PrintedLine]:
    """Lines of text as if printed in a fixed-width font."""
    rows = text.expandtabs(8).replace("\f", "\n").splitlines()
    lines: list[PrintedLine] = []
    for number, row in enumerate(rows):
        words = " ".join(row.split())
        if words:
            indent = len(row) - len(row.lstrip())
            top = number * ROW
            lines.append(
                PrintedLine(
                    1, words, indent * COLUMN, top, len(row.rstrip()) * COLUMN, top + ROW, top + ROW
                )
            )
    return lines
