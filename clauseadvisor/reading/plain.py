"""Plain text and Markdown to reading text: decode, unwrap, keep headings and tables."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import charset_normalizer

from clauseadvisor.domain import Furniture, ReadingWarning
from clauseadvisor.errors import EmptyInputError, TooLargeError, UnsupportedFormatError
from clauseadvisor.reading.assemble import Assembly
from clauseadvisor.reading.furniture import separate
from clauseadvisor.reading.markdown import is_markdown, read_markdown
from clauseadvisor.reading.paragraphs import Vocabulary, paragraphs_of, runs_on
from clauseadvisor.reading.printed import PrintedLine
from clauseadvisor.reading.result import Read
from clauseadvisor.reading.spaced import with_spaced_tables
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
#: Height of a row, in the units of :class:`PrintedLine`; a column is half as wide.
ROW: Final = 12.0
COLUMN: Final = 6.0
#: So many lines show how a text is spaced.
DOUBLE: Final = 20
#: Lines longer than this are whole paragraphs, not wrapped ones.
WRAPPED: Final = 160

_BROKEN: Final = re.compile(r"[^\W\d_]{2}-$")
_CLEAN: Final[dict[int, str | None]] = {
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
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
    return read_markdown(text) if is_markdown(text) else _unwrap(text)


def _unwrap(text: str) -> Read:
    """Take page furniture out and rebuild hard-wrapped paragraphs.

    Where lines are longer than any wrap, each is a paragraph.
    """
    pages = [_printed(page, number) for number, page in enumerate(text.split("\f"), 1)]
    lines, furniture = separate(pages)
    assembly = Assembly(words=Vocabulary(lines), boxed=False)
    for group in _groups(lines):
        assembly.add(group)
    reading, layout = assembly.finish(())
    return Read(
        text=reading,
        layout=layout,
        furniture=furniture if len(pages) > 1 else _numbered(furniture),
        warnings=_table_warnings(lines),
    )


def _table_warnings(lines: Sequence[PrintedLine]) -> tuple[ReadingWarning, ...]:
    if not any(line.table for line in lines):
        return ()
    return (
        ReadingWarning(
            code="table",
            message="The text holds a table set with blanks: its cells were told by position,"
            " compare them with the file.",
        ),
    )


def _groups(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    if not lines:
        return []
    longest = sorted(len(line.text) for line in lines)[int(len(lines) * 0.95)]
    if longest > WRAPPED:
        return [[line._replace(broken=False)] for line in lines]
    return paragraphs_of(lines, leading=2 * ROW if _is_double_spaced(lines) else ROW)


def _is_double_spaced(lines: Sequence[PrintedLine]) -> bool:
    """Whether an empty row stands between the lines of paragraphs, not between paragraphs."""
    pairs = list(pairwise(lines))
    apart = [(a, b) for a, b in pairs if b.baseline - a.baseline == 2 * ROW]
    if len(apart) < DOUBLE or len(apart) < 0.7 * len(pairs):
        return False
    return sum(runs_on(a.text, b.text) for a, b in apart) > 0.4 * len(apart)


def _numbered(furniture: Sequence[Furniture]) -> tuple[Furniture, ...]:
    """Without form feeds, each page number ends a page."""
    page = 1
    placed: list[Furniture] = []
    for piece in furniture:
        placed.append(replace(piece, page=page))
        page += piece.kind == "page_number"
    return tuple(placed)


def _printed(text: str, page: int) -> list[PrintedLine]:
    """Lines of one page of text as if printed in a fixed-width font, tables in place."""
    lines: list[PrintedLine] = []
    rows = text.translate(_CLEAN).expandtabs(8).splitlines()
    for number, row in enumerate(rows):
        words = " ".join(row.split())
        if not words:
            continue
        indent = (len(row) - len(row.lstrip())) * COLUMN
        top, end = number * ROW, len(row.rstrip()) * COLUMN
        broken = _BROKEN.search(words) is not None
        words = words[:-1] if broken else words
        lines.append(PrintedLine(page, words, indent, top, end, top + ROW, top + ROW, broken))
    return with_spaced_tables(lines, rows, ROW)
