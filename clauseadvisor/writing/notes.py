"""Negotiation notes as a file: Word, HTML, Markdown, or the issues list as a spreadsheet."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from clauseadvisor.domain import Analysis
from clauseadvisor.errors import UsageError
from clauseadvisor.writing.audience import Audience
from clauseadvisor.writing.choosing import NOTHING, Selection
from clauseadvisor.writing.outline import outline
from clauseadvisor.writing.packing import check_place, write_whole

_Writer = Callable[[Analysis, str, str | None, Selection], bytes]


def write_notes(
    analysis: Analysis,
    path: str | os.PathLike[str],
    *,
    audience: str = Audience.INTERNAL,
    date: str | None = None,
    selection: Selection = NOTHING,
) -> Path:
    """Write negotiation notes in the format that the suffix of ``path`` names.

    ``.docx``, ``.html``, ``.md`` are the notes in full, ``.xlsx`` is the issues list.
    ``audience`` is internal or counterparty (no fallback, money or reason of ours); ``date`` is
    an ISO date to print; ``selection`` is what the user decided: the counterparty is told whatever
    was accepted and nothing that was rejected. The same arguments give the same bytes.

    Raises UsageError for another suffix, audience or date, or an unknown suggestion; OutputError when the place cannot be
    written to. Nothing is left behind then.
    """
    target = check_notes_path(path)
    writer = WRITERS[target.suffix.lower()]
    return write_whole(writer(analysis, audience, date, selection), target)


def check_notes_path(path: str | os.PathLike[str]) -> Path:
    """The path, if its suffix names a format of notes and its folder is there: before the work.

    Raises UsageError for another suffix, OutputError when the place cannot be written to.
    """
    target = Path(path)
    if target.suffix.lower() not in WRITERS:
        raise UsageError(
            f"Notes cannot be written as {target.name!r}: end the name in {', '.join(WRITERS)}."
        )
    check_place(target)
    return target


# Each library is loaded only when its format is asked for: JSON alone needs none of them.


def _word(analysis: Analysis, audience: str, date: str | None, selection: Selection) -> bytes:
    from clauseadvisor.writing import word

    return word.render(outline(analysis, audience=audience, date=date, selection=selection))


def _html(analysis: Analysis, audience: str, date: str | None, selection: Selection) -> bytes:
    from clauseadvisor.writing import html

    return html.render(outline(analysis, audience=audience, date=date, selection=selection)).encode(
        "utf-8"
    )


def _markdown(analysis: Analysis, audience: str, date: str | None, selection: Selection) -> bytes:
    from clauseadvisor.writing import markdown

    return markdown.render(
        outline(analysis, audience=audience, date=date, selection=selection)
    ).encode("utf-8")


def _spreadsheet(
    analysis: Analysis, audience: str, date: str | None, selection: Selection
) -> bytes:
    from clauseadvisor.writing import spreadsheet

    return spreadsheet.render(analysis, audience=audience, date=date, selection=selection)


WRITERS: Final[dict[str, _Writer]] = {
    ".docx": _word,
    ".html": _html,
    ".md": _markdown,
    ".xlsx": _spreadsheet,
}
