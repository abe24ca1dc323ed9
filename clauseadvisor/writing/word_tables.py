"""Tables of the Word notes: grids, key figures, bars and scales, built straight in XML.

python-docx looks every cell up again from the start, which makes an appendix of a thousand
rows slow; here each row is written once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, Final

from clauseadvisor.writing.blocks import Bar, Cell, Figures, Grid, Line, Scale, plain, say
from clauseadvisor.writing.palette import INK, PAPER, RULE, TINTS, TONES
from clauseadvisor.writing.word_xml import element, flag, paragraph

#: A row whose longest cell is longer than this may break over pages, or it might not fit on one.
_UNBREAKABLE: Final = 1800
#: The same for original and proposal side by side, which would leave half a page white.
_UNBREAKABLE_SIDES: Final = 800


def grid(block: Grid, width: int) -> Any:
    """A table with a repeated header; rows stay whole unless they are very long."""
    widths = shares([column.width for column in block.columns], width)
    style = "NotesDense" if block.dense else "NotesTable"
    made = _table(widths, _grid_borders(block), description=block.caption or _described(block))
    if block.titled and any(column.title for column in block.columns):
        cells = [
            _cell(
                [paragraph(f"{style}Head", _one(column.title), keep=flag("w:keepNext"))],
                size,
                PAPER,
            )
            for column, size in zip(block.columns, widths, strict=True)
        ]
        made.append(_row(cells, header=True))
    for row in block.rows:
        cells = [
            _cell(_lines(cell, style), size, TINTS.get(cell.tone or ""))
            for cell, size in zip(row, widths, strict=True)
        ]
        longest = max(sum(len(plain(line)) for line in cell.lines) for cell in row)
        most = _UNBREAKABLE_SIDES if block.sides else _UNBREAKABLE
        made.append(_row(cells, whole=longest <= most))
    return made


def _described(block: Grid) -> str:
    """What a reader who cannot see the table is told it holds."""
    return f"Table: {', '.join(column.title for column in block.columns if column.title)}"


def figures(block: Figures, width: int) -> Any:
    """Key figures side by side."""
    widths = shares([1.0] * len(block.items), width)
    made = _table(widths, _borders(top=RULE, bottom=RULE, insideV=RULE), description="Key figures")
    cells = []
    for item, size in zip(block.items, widths, strict=True):
        lines = [
            paragraph("NotesFigure", _one(item.value)),
            paragraph(
                "NotesFigureName",
                (say(item.name, strong=True), say(f" – {item.note}" if item.note else "")),
            ),
        ]
        cells.append(_cell(lines, size, None))
    made.append(_row(cells))
    return made


def bar(block: Bar, width: int) -> tuple[Any, ...]:
    """A whole as coloured cells, with a legend below that says the same in words."""
    title = paragraph("NotesFigureName", (say(block.title, strong=True),), keep=flag("w:keepNext"))
    if not block.segments:
        return (title, paragraph("NotesSmall", _one(block.alt)))
    widths = shares([max(segment.share, 0.01) for segment in block.segments], width)
    made = _table(widths, _borders(insideV="FFFFFF"), description=block.alt, padded=False)
    cells = [
        _cell([paragraph("NotesTight")], size, TONES[segment.tone])
        for segment, size in zip(block.segments, widths, strict=True)
    ]
    made.append(_row(cells, height=200))
    legend: list[Any] = []
    for segment in block.segments:
        legend += [say("■ ", tone=segment.tone), say(f"{segment.text}    ")]
    return (title, made, paragraph("NotesSmall", tuple(legend)))


def scale(block: Scale, width: int) -> tuple[Any, ...]:
    """A scale of 0 to 100 with the sound range tinted and a dark mark at the value."""
    mark = max(round(width * 0.008), 60)
    place = round((width - mark) * min(max(block.value, 0.0), 100.0) / 100)
    cuts = sorted({0, round(width * block.low / 100), round(width * block.high / 100), width})
    pieces: list[tuple[int, str]] = []
    for start, end in itertools.pairwise(cuts):
        inside = block.low <= 50 * (start + end) / width <= block.high
        colour = "8FC1BC" if inside else "E3E6EA"
        before, after = (start, min(end, place)), (max(start, place + mark), end)
        if before[1] > before[0]:
            pieces.append((before[1] - before[0], colour))
        if start <= place < end:
            pieces.append((mark, INK))
        if after[1] > after[0]:
            pieces.append((after[1] - after[0], colour))
    widths = [size for size, _ in pieces]
    made = _table(widths, _borders(), description=block.alt, padded=False)
    made.append(
        _row(
            [_cell([paragraph("NotesTight")], size, colour) for size, colour in pieces], height=200
        )
    )
    title = paragraph(
        "NotesFigureName",
        (
            say(f"{block.title}: {block.value:.0f}", strong=True),
            say(f"   (sound: {block.low:.0f} to {block.high:.0f})"),
        ),
        keep=flag("w:keepNext"),
    )
    ends = paragraph(
        "NotesSmall",
        _one(f"0  {block.ends[0]}\t{block.ends[1]}  100"),
        tabs=element("w:tabs", None, element("w:tab", {"w:val": "right", "w:pos": str(width)})),
    )
    return (title, made, ends)


def shares(parts: Sequence[float], width: int) -> list[int]:
    """Whole widths in proportion to ``parts`` that sum to ``width``."""
    total = sum(parts)
    edges, done = [0], 0.0
    for part in parts:
        done += part
        edges.append(round(width * done / total))
    return [end - start for start, end in itertools.pairwise(edges)]


def _one(text: str) -> Line:
    return (say(text),)


def _lines(cell: Cell, style: str) -> list[Any]:
    return [paragraph(style, line) for line in cell.lines] or [paragraph(style)]


def _table(widths: Iterable[int], borders: Any, *, description: str, padded: bool = True) -> Any:
    sizes = list(widths)
    side = "90" if padded else "0"
    margins = element(
        "w:tblCellMar",
        None,
        *(
            element(f"w:{edge}", {"w:w": size, "w:type": "dxa"})
            for edge, size in (
                ("top", "40" if padded else "0"),
                ("left", side),
                ("bottom", "30" if padded else "0"),
                ("right", side),
            )
        ),
    )
    properties = element(
        "w:tblPr",
        None,
        element("w:tblW", {"w:w": str(sum(sizes)), "w:type": "dxa"}),
        element("w:tblInd", {"w:w": "0", "w:type": "dxa"}),
        borders,
        element("w:tblLayout", {"w:type": "fixed"}),
        margins,
    )
    if description:
        properties.append(element("w:tblDescription", {"w:val": description}))
    columns = (element("w:gridCol", {"w:w": str(size)}) for size in sizes)
    return element("w:tbl", None, properties, element("w:tblGrid", None, *columns))


def _grid_borders(block: Grid) -> Any:
    if block.sides:
        return _borders(top=RULE, left=RULE, bottom=RULE, right=RULE, insideH=RULE, insideV=RULE)
    return _borders(top=RULE, bottom=RULE, insideH=RULE)


def _borders(**colours: str) -> Any:
    edges = []
    for name in ("top", "left", "bottom", "right", "insideH", "insideV"):
        colour = colours.get(name)
        edges.append(
            element(
                f"w:{name}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": colour}
            )
            if colour
            else element(f"w:{name}", {"w:val": "nil"})
        )
    return element("w:tblBorders", None, *edges)


def _row(cells: Iterable[Any], *, header: bool = False, whole: bool = True, height: int = 0) -> Any:
    properties = element("w:trPr")
    if whole:
        properties.append(flag("w:cantSplit"))
    if height:
        properties.append(element("w:trHeight", {"w:val": str(height), "w:hRule": "exact"}))
    if header:
        properties.append(flag("w:tblHeader"))
    return element("w:tr", None, properties, *cells)


def _cell(paragraphs: Iterable[Any], width: int, ground: str | None) -> Any:
    properties = element("w:tcPr", None, element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
    if ground:
        properties.append(element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": ground}))
    return element("w:tc", None, properties, *paragraphs)
