"""A Word file of the clauses that a redline touches, for a contract that is no Word file."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

import docx
from docx.shared import Cm

from clauseadvisor.domain import Analysis, LabelledClause
from clauseadvisor.openxml.document import open_word
from clauseadvisor.settings import Limits
from clauseadvisor.writing.audience import Audience
from clauseadvisor.writing.cleaning import fit, one_line
from clauseadvisor.writing.packing import EPOCH, repacked
from clauseadvisor.writing.titles import contract_title
from clauseadvisor.writing.word_styles import bring_up_to_date

_MARGIN: Final = 2.5


_NOTICE: Final = (
    "This is an extract, made by software from the text of the contract: it shows only the clauses "
    "that the proposals concern, with the headings above them. Whatever is not shown stays as it "
    "is. Compare the wording with the signed contract before you rely on it."
)


def excerpt(
    analysis: Analysis, clauses: Collection[str | None], audience: Audience
) -> tuple[bytes, Analysis]:
    """A DOCX with the named clauses, each below the headings it stands under, and their analysis.

    The analysis given back is that of the new file: the same clauses and suggestions, with the
    offsets of its text. None among ``clauses`` stands for the end of the contract. The counterparty
    knows the contract by its title, not by the name of our file.
    """
    wanted = _with_those_above(analysis, clauses)
    file = docx.Document()
    bring_up_to_date(file)
    for section in file.sections:
        section.left_margin = section.right_margin = Cm(_MARGIN)
    _undated(file)
    name = one_line(analysis.document.name) if audience is Audience.INTERNAL else ""
    name = name or contract_title(analysis) or "our contract"
    file.add_heading(f"Proposed changes to {name}", level=1)
    file.add_paragraph().add_run(_NOTICE).italic = True
    spans: list[tuple[LabelledClause, int, int]] = []
    count = 2
    for clause in wanted:
        lines = list(_lines(clause, whole=clause.id in clauses))
        for line in lines:
            shown = file.add_paragraph()
            shown.add_run(line).bold = clause.id not in clauses or None
            shown.paragraph_format.keep_with_next = clause.id not in clauses or None
        spans.append((clause, count, count + len(lines)))
        count += len(lines)
    buffer = io.BytesIO()
    file.save(buffer)
    data = repacked(buffer.getvalue())
    return data, _moved(analysis, spans, data)


def _moved(
    analysis: Analysis, spans: list[tuple[LabelledClause, int, int]], data: bytes
) -> Analysis:
    """The analysis of the file just made."""
    flow = open_word(data, limits=Limits()).read().flow
    clauses = []
    for clause, first, end in spans:
        start = flow.paragraphs[first].paragraph.start
        stop = flow.paragraphs[end - 1].paragraph.end
        clauses.append(replace(clause, start=start, end=stop, text=flow.text[start:stop]))
    document = replace(analysis.document, text=flow.text)
    return replace(analysis, document=document, clauses=tuple(clauses))


def _with_those_above(analysis: Analysis, clauses: Collection[str | None]) -> list[LabelledClause]:
    by_id = {clause.id: clause for clause in analysis.clauses}
    shown: set[str] = set()
    for name in clauses:
        current = by_id.get(name or "") or (analysis.clauses[-1] if analysis.clauses else None)
        while current is not None and current.id not in shown:
            shown.add(current.id)
            lettered = (current.number or "(").startswith("(")
            above = by_id.get(current.parent or "")
            # A heading says where we are, a lead-in what a lettered item completes; the rest may go.
            current = above if above is not None and (above.heading or lettered) else None
    return [clause for clause in analysis.clauses if clause.id in shown]


def _lines(clause: LabelledClause, *, whole: bool) -> Iterator[str]:
    """The paragraphs of a clause; of one that only shows the place, its first."""
    found = [" ".join(line.replace("\ufffd", "").split()) for line in fit(clause.text).split("\n")]
    lines = [line for line in found if line] or ["…"]
    yield from lines if whole else lines[:1]


def _undated(file: docx.document.Document) -> None:
    """No times and no names in the properties, so that the same input is the same file."""
    import datetime

    moment = datetime.datetime(*EPOCH)
    properties = file.core_properties
    properties.created = properties.modified = moment
    properties.author = properties.last_modified_by = ""
    properties.title = properties.comments = ""
