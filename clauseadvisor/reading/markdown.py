"""Markdown to reading text: marks removed, headings and tables kept, list numbers as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauseadvisor.domain import ReadingWarning
from clauseadvisor.reading.assemble import Assembly
from clauseadvisor.reading.paragraphs import MARKER, has_ended
from clauseadvisor.reading.printed import PrintedLine, TableBlock
from clauseadvisor.reading.result import Read

_HEADING: Final = re.compile(r"^ {0,3}#{1,6} +\S", re.M)
_BOLD: Final = re.compile(r"(\*\*|__)\S(?:[^\n]{0,200}?\S)?\1")
_TABLE: Final = re.compile(r"^ {0,3}\|?[ :]*-{2,}[ :]*\|[-| :]*$", re.M)
_UNDERLINE: Final = re.compile(r"^[=\-_*]{3,}$")
BULLET: Final = "•"
#: So many signs of Markdown make a text Markdown; one may stand in any text by chance.
SIGNS: Final = 2


def is_markdown(text: str) -> bool:
    """Whether headings, bold words or table rules show that ``text`` is Markdown."""
    if _HEADING.match(text.lstrip()):
        return True
    signs = 0
    for pattern in (_HEADING, _BOLD, _TABLE):
        for _ in pattern.finditer(text):
            signs += 1
            if signs >= SIGNS:
                return True
    return False


def read_markdown(text: str) -> Read:
    """Read ``text`` as Markdown.

    What only CommonMark would see is left as written: indented paragraphs are no code, and
    tags, references and underlined lines are text.
    """
    parser = MarkdownIt("commonmark").enable("table")
    parser.disable(["code", "html_block", "html_inline", "lheading", "reference"])
    walk = _Walk()
    walk.over(parser.parse(text))
    reading, layout = walk.assembly.finish(())
    return Read(text=reading, layout=layout, warnings=walk.warnings())


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens. ``label`` waits for the first words of its list item."""

    assembly: Assembly = field(default_factory=lambda: Assembly(boxed=False))
    label: str = ""
    pictures: int = 0

    def over(self, tokens: Sequence[Token]) -> None:
        rows: list[list[str]] | None = None
        outline: int | None = None
        for token in tokens:
            match token.type:
                case "heading_open":
                    outline = int(token.tag[1:]) - 1
                case "heading_close":
                    outline = None
                case "list_item_open":
                    self.label = f"{token.info}{token.markup}" if token.info else BULLET
                case "table_open":
                    rows = []
                case "tr_open" if rows is not None:
                    rows.append([])
                case "table_close" if rows is not None:
                    self._table(rows)
                    rows = None
                case "inline" if rows is not None:
                    rows[-1].append(" ".join(self._lines(token)))
                case "inline":
                    self._paragraphs(list(self._lines(token)), outline)
                case "fence":
                    self._paragraphs(token.content.splitlines(), None)

    def warnings(self) -> tuple[ReadingWarning, ...]:
        if not self.pictures:
            return ()
        message = f"The text shows {self.pictures} picture(s) that were not read."
        return (ReadingWarning(code="picture", message=message),)

    def _lines(self, token: Token) -> Iterator[str]:
        """Words of an inline token, line by line; a forced break is marked by an empty line."""
        words = ""
        for child in token.children or ():
            if child.type in {"softbreak", "hardbreak"}:
                yield words
                words = ""
                if child.type == "hardbreak":
                    yield ""
            elif child.type == "image":
                self.pictures += 1
                words += child.content
            elif child.content:
                words += child.content
        yield words

    def _paragraphs(self, lines: Sequence[str], outline: int | None) -> None:
        """Join soft-wrapped lines, but not over a forced break or onto a numbered line."""
        parts: list[str] = []
        forced = True
        for line in lines:
            words = " ".join(line.split())
            if not words or _UNDERLINE.match(words):
                forced = True
                continue
            if forced or (MARKER.match(words) and has_ended(parts[-1])):
                parts.append(words)
            else:
                parts[-1] += " " + words
            forced = False
        for part in parts:
            self._put(f"{self.label} {part}".lstrip(), outline)
            self.label = ""

    def _put(self, words: str, outline: int | None) -> None:
        self.assembly.add([PrintedLine(1, words, 0, 0, 0, 0, 0)], outline=outline)

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        cells = tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows)
        words = " ".join(cell for row in cells for cell in row)
        table = TableBlock(page=1, rows=cells)
        if words.strip():
            self.assembly.add([PrintedLine(1, words, 0, 0, 0, 0, 0, table=table)])
