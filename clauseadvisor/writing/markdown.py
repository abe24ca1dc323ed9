"""The outline as Markdown (CommonMark with tables). Contract text cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from clauseadvisor.domain import Analysis
from clauseadvisor.writing.blocks import (
    Bar,
    Block,
    Callout,
    Cell,
    Figures,
    Grid,
    Heading,
    Line,
    Outline,
    Points,
    Run,
    Scale,
    Section,
    Text,
)
from clauseadvisor.writing.outline import overview

#: Characters that mean something anywhere in a line, HTML and character references included.
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>&|~$^{}])")
#: What starts a block at the head of a line: heading, quote, list, rule, table, setext underline.
_AT_HEAD: Final = re.compile(r"^(\s*)([#+\-=:]|\d+(?=[.)]))")
#: Bare addresses that renderers turn into links.
_ADDRESS: Final = re.compile(r"(?i)(https?|ftp|mailto|www)(?=[:.])")


def render(outline: Outline) -> str:
    """The notes as Markdown."""
    return "\n\n".join(_document(outline)) + "\n"


def render_analysis(analysis: Analysis) -> str:
    """The analysis as Markdown: the summary, the proposals in short, and all clauses."""
    return render(overview(analysis))


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no emphasis, link, HTML, list or heading comes of it.

    >>> escaped("[a](javascript:x) *b*")
    '\\\\[a\\\\](javascript:x) \\\\*b\\\\*'
    """
    rows = []
    for row in text.split("\n"):
        safe = _SPECIAL.sub(r"\\\1", row)
        safe = (
            _ADDRESS.sub(lambda found: found[0] + "\\", safe)
            if "://" in safe or "www" in safe.lower()
            else safe
        )
        rows.append(_AT_HEAD.sub(_tamed, safe))
    return "  \n".join(rows)


def _tamed(found: re.Match[str]) -> str:
    mark = found[2]
    # A number that starts a list is tamed at its dot; the rest by a backslash before it.
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"


def _document(outline: Outline) -> Iterator[str]:
    yield f"# {escaped(outline.title)}"
    if outline.subtitle:
        yield escaped(outline.subtitle)
    if outline.banner:
        yield f"> **{escaped(outline.banner)}**"
    if outline.facts:
        yield "\n".join(f"- **{escaped(name)}:** {escaped(value)}" for name, value in outline.facts)
    yield f"*{escaped(outline.legal)}*"
    for section in outline.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield f"{'#' * (level + 1)} {escaped(text)}"
        case Text(line=line):
            yield _line(line)
        case Points(lines=lines, numbered=numbered):
            yield "\n".join(
                f"{f'{index}.' if numbered else '-'} {_line(each)}"
                for index, each in enumerate(lines, start=1)
            )
        case Callout(lines=lines):
            yield "\n>\n".join(f"> {_line(each)}" for each in lines)
        case Figures(items=items):
            yield "\n".join(
                f"- **{escaped(item.name)}:** {escaped(item.value)}{f' ({escaped(item.note)})' if item.note else ''}"
                for item in items
            )
        case Bar(title=title, alt=alt):
            yield f"**{escaped(title)}.** {escaped(alt)}"
        case Scale(title=title, value=value, low=low, high=high, ends=ends):
            yield (
                f"**{escaped(title)}: {value:.0f}** on a scale from 0 ({escaped(ends[0].lower())}) "
                f"to 100 ({escaped(ends[1].lower())}); sound: {low:.0f} to {high:.0f}."
            )
        case Grid():
            yield _grid(block)


def _grid(block: Grid) -> str:
    titles = [column.title if block.titled else "" for column in block.columns]
    rows = [_row(escaped(title) or " " for title in titles), _row("---" for _ in titles)]
    rows += [_row(_cell(cell) for cell in row) for row in block.rows]
    return "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    # A table row is one line: breaks inside a cell are the one tag that we write ourselves.
    return "<br>".join(_line(each) for each in cell.lines).replace("  \n", "<br>").strip() or " "


def _line(line: Line) -> str:
    return "".join(_run(run) for run in line).strip()


def _run(run: Run) -> str:
    core = run.text.strip()
    if not core:
        return run.text
    # Marks must touch the words, or they do not count.
    head, tail = run.text[: run.text.index(core)], run.text[run.text.index(core) + len(core) :]
    mark = "**" if run.strong else "*" if run.italic else ""
    return f"{head}{mark}{escaped(core)}{mark}{tail}"
