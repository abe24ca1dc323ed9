"""One page picture through Tesseract, an optical character recognition program.

Tesseract (Apache-2.0) is called as a program that must lie on the path: it reads the picture from
its standard input and writes one row for each word, with its box and how sure it is.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean
from typing import Final, NamedTuple

from clauseadvisor.reading.columns import gutter_of, in_columns, upright
from clauseadvisor.reading.printed import PrintedLine
from clauseadvisor.reading.rows import Cell, with_tables

PROGRAM: Final = "tesseract"
#: The language data that is asked for: labels and advice are for English alone.
LANGUAGE: Final = "eng"
#: A line recognised with less confidence (0 to 100) than this, and without a word, is dirt.
DIRT: Final = 50.0
#: A gap between words as wide as this (in heights of the line) may part two columns of a table.
GAP: Final = 2.0
#: The row of a word in Tesseract's table; other rows stand for pages, blocks and lines.
_WORD_ROW: Final = "5"
_POINTS_PER_INCH: Final = 72.0


class RecognitionFailed(Exception):  # noqa: N818 - says what happened, and becomes a warning
    """Tesseract did not read the picture; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as shown, in grey: one byte a dot, row by row."""

    width: int
    height: int
    dpi: float
    dots: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The lines that were read off a picture; ``confidence`` is the mean over words, 0 to 100."""

    lines: list[PrintedLine]
    confidence: float


class _Word(NamedTuple):
    """A word, the line it belongs to, and its box in points from the top left of the page."""

    line: tuple[str, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    text: str


def is_installed() -> bool:
    """Whether there is a Tesseract to call."""
    return shutil.which(PROGRAM) is not None


def recognise(picture: Picture, number: int, *, seconds: float) -> Recognised:
    """Read the words off the picture of page ``number`` within so many seconds.

    Raises RecognitionFailed.
    """
    words = list(_words(_table(picture, seconds), _POINTS_PER_INCH / picture.dpi))
    rows = [list(row) for _, row in groupby(words, key=lambda word: word.line)]
    rows = [row for row in rows if not _is_dirt(row)]
    lines = [_line(row, number) for row in rows]
    angle = _angle(rows)
    if angle:
        scale = _POINTS_PER_INCH / picture.dpi
        lines = upright(lines, angle, picture.width * scale, picture.height * scale)
    else:
        lines = _in_order(lines, rows)
    kept = [word.confidence for row in rows for word in row]
    return Recognised(lines=lines, confidence=fmean(kept) if kept else 0.0)


def _table(picture: Picture, seconds: float) -> str:
    """Tesseract's table of what it found, as tab-separated values."""
    command = [PROGRAM, "stdin", "stdout", "--psm", "1", "-l", LANGUAGE]
    command += ["--dpi", str(round(picture.dpi)), "tsv"]
    portable_graymap = b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.dots
    try:
        done = subprocess.run(
            command,
            input=portable_graymap,
            capture_output=True,
            check=True,
            timeout=seconds,
            # Its threads cost more than they bring, most of all where many files are read at once.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise RecognitionFailed(f"it took longer than {seconds:.0f} seconds") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").split("\n", 1)[0].strip()
        raise RecognitionFailed(f"Tesseract says: {said or error.returncode}") from error
    except OSError as error:
        raise RecognitionFailed(f"Tesseract cannot be started: {error.strerror}") from error
    return done.stdout.decode("utf-8", "replace")


def _words(table: str, scale: float) -> Iterator[_Word]:
    """The rows that hold a word: level, page, block, paragraph, line, word, box, confidence, text."""
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t")
        if len(cells) != 12 or cells[0] != _WORD_ROW or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) * scale for cell in cells[6:10])
        text = "".join(mark for mark in cells[11] if mark.isprintable()).strip()
        if text:
            line, sure = tuple(cells[1:5]), float(cells[10])
            yield _Word(line, left, top, left + width, top + height, sure, text)


def _is_dirt(row: Sequence[_Word]) -> bool:
    """Specks, frames and the strokes of a signature, which look like marks."""
    worded = any(sum(map(str.isalnum, word.text)) > 1 for word in row)
    return not worded and fmean(word.confidence for word in row) < DIRT


def _line(row: Sequence[_Word], number: int) -> PrintedLine:
    bottoms = sorted(word.bottom for word in row)
    return PrintedLine(
        number,
        " ".join(word.text for word in row),
        min(word.x0 for word in row),
        min(word.top for word in row),
        max(word.x1 for word in row),
        bottoms[-1],
        # Most words have no letter that reaches below the line they stand on.
        bottoms[len(bottoms) // 3],
    )


def _angle(rows: Sequence[Sequence[_Word]]) -> int:
    """How far the text is turned against the clock, told by where the words of a line go."""
    ways = [(row[-1].x0 - row[0].x0, row[-1].top - row[0].top) for row in rows if len(row) > 1]
    across, down = (math.fsum(way) for way in zip(*ways, strict=True)) if ways else (1.0, 0.0)
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 180
    return 270 if down > 0 else 90


def _in_order(lines: list[PrintedLine], rows: Sequence[Sequence[_Word]]) -> list[PrintedLine]:
    """Columns one after the other, or tables told by the gaps between words."""
    gutter = gutter_of(lines)
    if gutter is not None:
        return in_columns(lines, gutter)
    gapped = {place: gaps for place, row in enumerate(rows) if (gaps := list(_gaps(row)))}
    return with_tables(lines, gapped, lambda place: _cells(rows[place])) if gapped else lines


def _gaps(row: Sequence[_Word]) -> Iterator[tuple[float, float]]:
    wide = GAP * max(word.bottom - word.top for word in row)
    for before, word in pairwise(row):
        if word.x0 - before.x1 > wide:
            yield before.x1, word.x0


def _cells(row: Sequence[_Word]) -> list[Cell]:
    """The words of a line between its gaps."""
    starts = {start for _, start in _gaps(row)}
    cells: list[list[_Word]] = [[]]
    for word in row:
        if word.x0 in starts:
            cells.append([])
        cells[-1].append(word)
    return [Cell(c[0].x0, c[-1].x1, " ".join(word.text for word in c)) for c in cells]
