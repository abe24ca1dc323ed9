"""The working sheets of the playbook, with what the analysis already knows filled in."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping, Sequence
from typing import Final

from clauseadvisor.playbook.schema import Form
from clauseadvisor.writing.audience import without_script
from clauseadvisor.writing.blocks import Column, Grid, Heading, Section, Text, cell, line, say
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import Issue
from clauseadvisor.writing.knowledge import forms
from clauseadvisor.writing.sheets import Sheet
from clauseadvisor.writing.wording import day, move

#: The forms that the notes print for the first few proposals; the spreadsheet holds all of them.
_PRINTED: Final = ("needs_map", "promise_list")
_FEW: Final = 5
#: A change is looked at again half a year after it was put on the table.
_REVIEW_MONTHS: Final = 6
#: Empty rows below those that are filled in, and where nothing is known beforehand.
_SPARE, _ALL_EMPTY = 3, 8
_WIDE: Final = 34.0
#: Widths of the column of proposals and of one with sentences, where one to write in has 1.
_FIRST, _FULL = 1.6, 2.6
_SENTENCE: Final = 24


def worksheets_section(found: Sequence[Issue], date: str | None) -> Section | None:
    """Needs map and promise list for the first proposals; ``date`` (ISO) sets the day of review."""
    shown = [each for each in found if not each.suggestion.folded][:_FEW]
    if not shown:
        return None
    known = forms()
    blocks = [
        block
        for name in _PRINTED
        if name in known
        for block in (
            Heading(level=2, text=known[name].title, anchor=f"sheet_{name}"),
            Text(line=(say(f"{known[name].purpose} ({known[name].source})", muted=True),)),
            _grid(known[name], shown, date),
        )
    ]
    if not blocks:
        return None
    return Section(title="Working sheets", anchor="worksheets", blocks=tuple(blocks))


def worksheets(found: Sequence[Issue], date: str | None = None) -> tuple[Sheet, ...]:
    """A sheet for every form of the playbook, with a row for each proposal where one is due."""
    return tuple(_sheet(form, found, date) for form in forms().values())


def _grid(form: Form, found: Sequence[Issue], date: str | None) -> Grid:
    titles = ("Proposal", *(field.title for field in form.fields))
    filled = [_filled(form, each, date) for each in found]
    columns = tuple(
        Column(title=title, width=width)
        for title, width in zip(titles, (_FIRST, *_widths(filled)), strict=True)
    )
    rows = tuple(
        (
            cell((say(f"{each.ref} {each.where}", strong=True, link=each.anchor),)),
            *(cell(line(text or " ")) for text in texts),
        )
        for each, texts in zip(found, filled, strict=True)
    )
    return Grid(columns=columns, rows=rows, lead=True)


def _widths(filled: Sequence[tuple[str, ...]]) -> list[float]:
    """A column with sentences in it gets more room than one to write in or one of dates."""
    longest = [max(map(len, texts)) for texts in zip(*filled, strict=True)]
    return [_FULL if most > _SENTENCE else 1.0 for most in longest]


def _sheet(form: Form, found: Sequence[Issue], date: str | None) -> Sheet:
    by_proposal = form.id in _FILLED
    columns = [(field.title, _WIDE) for field in form.fields]
    rows: list[tuple[str | float, ...]] = [tuple(field.help for field in form.fields)]
    if by_proposal:
        columns.insert(0, ("Proposal", _WIDE))
        rows = [("", *rows[0])]
        rows += [(f"{each.ref} {each.where}", *_filled(form, each, date)) for each in found]
    empty = tuple("" for _ in columns)
    rows += [empty] * (_SPARE if by_proposal else _ALL_EMPTY)
    return Sheet(name=form.title, columns=tuple(columns), rows=tuple(rows))


def _filled(form: Form, issue: Issue, date: str | None) -> tuple[str, ...]:
    """What is known of each field of the form for this proposal; "" is for people to fill in."""
    known = _known(form.id, issue, date)
    return tuple(one_line(known.get(field.id, "")) for field in form.fields)


#: Forms that have a row for each proposal.
_FILLED: Final = frozenset({"needs_map", "promise_list", "negotiation_script", "review"})


def _known(form: str, issue: Issue, date: str | None) -> Mapping[str, str]:
    suggestion = issue.suggestion
    ask = move(without_script(suggestion.negotiation.ask))
    offer = move(suggestion.negotiation.offer)
    return {
        "needs_map": {"our_need": ask, "their_need": offer},
        "promise_list": {"promise": suggestion.first_step, "review_date": _review(date)},
        "negotiation_script": {"proposal": suggestion.title},
        "review": {"suggestion": suggestion.title, "review_date": _review(date)},
    }.get(form, {})


def _review(date: str | None) -> str:
    """The day six months on, at most the last of that month; empty without a date."""
    if date is None:
        return ""
    start = datetime.date.fromisoformat(date)
    month = start.month - 1 + _REVIEW_MONTHS
    year, month = start.year + month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return day(datetime.date(year, month, min(start.day, last)).isoformat())
