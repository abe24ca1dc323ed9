"""The issues list as a spreadsheet: filters, frozen header, drop-downs, and no formula at all."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from clauseadvisor.domain import Analysis
from clauseadvisor.writing.audience import Audience, audience_of, for_audience
from clauseadvisor.writing.choosing import NOTHING, Selection
from clauseadvisor.writing.cleaning import fit, one_line
from clauseadvisor.writing.issues import issues
from clauseadvisor.writing.palette import HEAD, PAPER, RULE, TINTS
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.sheets import Sheet, our_sheets, their_sheets
from clauseadvisor.writing.summary import iso_date
from clauseadvisor.writing.worksheets import worksheets

#: Excel holds no longer text in a cell.
_LONGEST: Final = 32_000
#: Height of a line of text in points, and the most lines that a row shows.
_LINE: Final = 12.0
_TALLEST: Final = 9
#: Letters of our type that fit into one unit of column width.
_LETTERS: Final = 1.35
#: So many characters side by side can be read on a sheet of A4.
_A4: Final = 260
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": False,
}


def render(
    analysis: Analysis,
    *,
    audience: str = Audience.INTERNAL,
    date: str | None = None,
    selection: Selection = NOTHING,
) -> bytes:
    """The issues list as an XLSX package; the same arguments give the same bytes.

    Raises UsageError for another audience, no ISO date, or a decision on what is no suggestion.
    """
    reader = audience_of(audience)
    seen = for_audience(analysis, reader, selection)
    if date is not None:
        iso_date(date)
    internal = reader is Audience.INTERNAL
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        _properties(book, seen, internal)
        looks = _looks(book)
        ours = (*our_sheets(seen), *worksheets(issues(seen), date))
        for sheet in ours if internal else their_sheets(seen):
            _write(book, sheet, looks, _header(seen, internal, date))
    return buffer.getvalue()


def _header(analysis: Analysis, internal: bool, date: str | None) -> str:
    banner = f"{phrases().fixed.confidential.split('.')[0]}   " if internal else ""
    # An ampersand starts a code in headers of Excel.
    parts = (one_line(analysis.document.name), date or "")
    return f"{banner}{'   '.join(filter(None, parts))}".strip().replace("&", "&&")


def _write(book: Any, sheet: Sheet, looks: dict[str, Any], header: str) -> None:
    page = book.add_worksheet(sheet.name)
    for column, (title, width) in enumerate(sheet.columns):
        page.set_column(column, column, width, looks["text"])
        page.write_string(0, column, title, looks["head"])
    page.set_row(0, 2 * _LINE)
    for row, values in enumerate(sheet.rows, start=1):
        page.set_row(row, _height(sheet, values))
        tone = sheet.tones[row - 1] if sheet.tones else None
        for column, value in enumerate(values):
            look = looks[tone] if tone and column == 0 else looks["text"]
            if isinstance(value, str):
                page.write_string(row, column, fit(value)[:_LONGEST], look)
            else:
                page.write_number(row, column, value, look)
    last = max(len(sheet.rows), 1)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.freeze_panes(1, min(3, len(sheet.columns) - 1))
    _choices(page, sheet, last, looks)
    _print_setup(page, header, sheet)


def _height(sheet: Sheet, values: Sequence[str | float]) -> float:
    """Height of a row in points, enough for its scanned columns within reason."""
    seen = sheet.scanned or len(sheet.columns)
    rows = max(
        sum(1 + int(len(part) / (width * _LETTERS)) for part in str(value).split("\n"))
        for (_, width), value in list(zip(sheet.columns, values, strict=True))[:seen]
    )
    return _LINE * min(max(rows, 2), _TALLEST)


def _choices(page: Any, sheet: Sheet, last: int, looks: dict[str, Any]) -> None:
    titles = [title for title, _ in sheet.columns]
    for title, allowed in sheet.choices:
        column = titles.index(title)
        page.data_validation(
            1,
            column,
            last,
            column,
            {
                "validate": "list",
                "source": list(allowed),
                "error_type": "information",
                "error_title": title,
                "error_message": "This is not in the list. Use it all the same?",
            },
        )
        if title == "Status":
            _colour_rows(page, sheet, column, last, looks)


def _colour_rows(page: Any, sheet: Sheet, column: int, last: int, looks: dict[str, Any]) -> None:
    """A row turns green when its status is agreed, red when it is rejected."""
    place = xl_col_to_name(column, col_abs=True)
    for value, tone in (("Agreed", "incentive"), ("Rejected", "penalty")):
        rule = {
            "type": "formula",
            "criteria": f'={place}2="{value}"',
            "format": looks[f"{tone}-mark"],
        }
        page.conditional_format(1, 0, last, len(sheet.columns) - 1, rule)


def _print_setup(page: Any, header: str, sheet: Sheet) -> None:
    seen = sheet.scanned or len(sheet.columns)
    wide = sum(width for _, width in sheet.columns[:seen]) > _A4
    page.set_landscape()
    page.set_paper(8 if wide else 9)  # A3, A4
    page.fit_to_pages(2 if wide else 1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, max(len(sheet.rows), 1), seen - 1)
    if wide:
        page.repeat_columns(0, 2)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.set_header(f"&L&8{header}"[:250])
    page.set_footer("&L&8Not legal advice&R&8Page &P of &N")


def _looks(book: Any) -> dict[str, Any]:
    base = {
        "font_name": "Arial", "font_size": 9, "text_wrap": True, "valign": "top",
        "border": 1, "border_color": f"#{RULE}",
    }  # fmt: skip
    looks = {
        "text": book.add_format(base),
        "head": book.add_format(
            base
            | {"bold": True, "font_color": f"#{HEAD}", "bg_color": f"#{PAPER}", "valign": "vcenter"}
        ),
    }
    for tone, tint in TINTS.items():
        looks[tone] = book.add_format(base | {"bold": True, "bg_color": f"#{tint}"})
        looks[f"{tone}-mark"] = book.add_format({"bg_color": f"#{tint}"})
    return looks


def _properties(book: Any, analysis: Analysis, internal: bool) -> None:
    title = "Issues list" if internal else "Proposals for our contract"
    name = one_line(analysis.document.name)
    book.set_properties(
        {
            "title": (f"{title}: {name}" if name else title)[:255],
            "author": "clauseadvisor",
            "created": datetime.datetime(1980, 1, 1),
        }
    )
