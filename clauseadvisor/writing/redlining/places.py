"""Where in the file a clause stands, and where something new goes in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from clauseadvisor.domain import Analysis, LabelledClause
from clauseadvisor.openxml.document import WordDocument
from clauseadvisor.openxml.editing import open_fields
from clauseadvisor.openxml.flow import Flow, FlowParagraph
from clauseadvisor.openxml.names import find, name_of

_LEAD_IN: Final = re.compile(r"(?:[:;,—–-]|\b(?:and|or))\s*$")
_NUMBERED: Final = re.compile(
    r"(?:(?:section|clause|article)\s+)?[A-Z]?\d+(?:\.\d+)*\.?", re.IGNORECASE
)
_END_MATTER: Final = re.compile(
    r"\s*(?:in witness|signed\b|signature|executed|schedule\b|annex\b|exhibit\b|appendix\b|attachment\b)",
    re.IGNORECASE,
)
_GENERAL: Final = re.compile(r"\b(?:general|miscellaneous|boilerplate)\b", re.IGNORECASE)
_BLOCKS_ROUND: Final = frozenset({"w:sdtContent", "w:sdt", "w:customXml"})


class Places:
    """The clauses of one analysis, found again in the open file."""

    def __init__(self, document: WordDocument, flow: Flow, analysis: Analysis) -> None:
        self._main = document.main
        self._flow = flow
        self._clauses = analysis.clauses
        self._below: dict[str | None, list[LabelledClause]] = {}
        for clause in analysis.clauses:
            self._below.setdefault(clause.parent, []).append(clause)
        self._by_id = {clause.id: clause for clause in analysis.clauses}
        self._inside_fields = open_fields(document.root(document.main))

    def clause(self, identifier: str | None) -> LabelledClause | None:
        """The clause of that id, None when there is none."""
        return self._by_id.get(identifier or "")

    def paragraphs(self, start: int, end: int) -> list[FlowParagraph]:
        """The paragraphs and table rows of the main text that overlap the span."""
        return [
            each
            for each in self._flow.paragraphs
            if each.paragraph.start < end and start < each.paragraph.end and self._holds(each)
        ]

    def model(self, clause: LabelledClause) -> FlowParagraph | None:
        """The paragraph whose look a change of the clause takes: that of its own first words."""
        own = [each for each in self.paragraphs(clause.start, clause.end) if _is_running(each)]
        numbered = [each for each in own if self._begins_with_number(each, clause)]
        if numbered:
            index = own.index(numbered[-1])
            heading_alone = len(own) > index + 1 and self._is_heading(own[index], clause)
            return own[index + 1] if heading_alone else own[index]
        if own:
            return own[1] if len(own) > 1 and self._is_heading(own[0], clause) else own[0]
        before = [
            each
            for each in self._flow.paragraphs
            if each.paragraph.end <= clause.start and self._holds(each) and _is_running(each)
        ]
        plain = [each for each in before if each.paragraph.outline is None]
        return next(reversed(plain or before), None)

    def body_model(self, clause: LabelledClause) -> FlowParagraph | None:
        """As :meth:`model`, but for a bare heading the first running words below it."""
        found = self.model(clause)
        if found is None or not self._is_heading(found, clause):
            return found
        for below in self._below.get(clause.id, []):
            deeper = self.body_model(below)
            if deeper is not None and not self._is_heading(deeper, below):
                return deeper
        return found

    def number_paragraph(self, clause: LabelledClause) -> FlowParagraph | None:
        """The paragraph that shows the clause's number, None when none does."""
        own = [each for each in self.paragraphs(clause.start, clause.end) if _is_running(each)]
        return next((each for each in own if self._begins_with_number(each, clause)), None)

    def end_of(self, clause: LabelledClause) -> int:
        """Where provisions added to the clause go: behind what its words lead into."""
        below = self._below.get(clause.id, [])
        if below and not _LEAD_IN.search(clause.text.rstrip()[-8:]) and below[0].number:
            return clause.end
        return self.end_with_all(clause)

    def end_with_all(self, clause: LabelledClause) -> int:
        """The end of the clause with everything below it."""
        end, waiting, seen = clause.end, [clause.id], {clause.id}
        while waiting:
            for each in self._below.get(waiting.pop(), []):
                if each.id not in seen:
                    seen.add(each.id)
                    waiting.append(each.id)
                    end = max(end, each.end)
        return end

    def behind(self, end: int) -> etree._Element | None:
        """The element after which something new follows the text that ends there."""
        last = next(
            (
                each
                for each in reversed(self._flow.paragraphs)
                if each.paragraph.start < end and each.elements and self._holds(each)
            ),
            None,
        )
        if last is None:
            return None
        element = last.elements[-1]
        if last.paragraph.kind == "table" and end >= last.paragraph.end:
            character = self._last_source(last)
            element = character if character is not None else element
        return self._outside(element, in_table=last.paragraph.kind == "table")

    def numbered(self, clause: LabelledClause) -> LabelledClause | None:
        """The clause, or the nearest above it, whose number is one of digits ("6.3", "Section 4")."""
        current: LabelledClause | None = clause
        seen: set[str] = set()
        while current is not None and current.id not in seen:
            seen.add(current.id)
            if current.number and _NUMBERED.fullmatch(current.number.strip()):
                return current
            current = self._by_id.get(current.parent or "")
        return None

    def last_of_main_part(self) -> LabelledClause | None:
        """The clause after which the main part ends: before general terms, schedules, signatures."""
        tops = [clause for clause in self._clauses if clause.parent is None or clause.heading]
        numbered = [clause for clause in tops if clause.number]
        previous: LabelledClause | None = None
        for clause in tops:
            title = clause.heading or clause.text[:60]
            general = bool(clause.heading and clause.number and _GENERAL.search(clause.heading))
            if previous is not None and (general or _END_MATTER.match(title)):
                return self._last_before(clause)
            if clause in numbered or not numbered:
                previous = clause
        return self._clauses[-1] if self._clauses else None

    def _last_before(self, clause: LabelledClause) -> LabelledClause:
        """The clause above which ``clause`` begins, as wide as those above it go."""
        index = self._clauses.index(clause)
        found = self._clauses[index - 1]
        while (
            found.parent in self._by_id
            and found.parent != clause.parent
            and found.parent != clause.id
        ):
            found = self._by_id[found.parent or ""]
        return found

    # ------------------------------------------------------------ in the file

    def _holds(self, each: FlowParagraph) -> bool:
        return (
            each.part == self._main
            and each.paragraph.kind in {"body", "table"}
            and bool(each.elements)
        )

    def _begins_with_number(self, each: FlowParagraph, clause: LabelledClause) -> bool:
        number = (clause.number or "").strip()
        text = self._flow.text[each.paragraph.start : each.paragraph.end].strip()
        return bool(number) and text.startswith(number)

    def _is_heading(self, each: FlowParagraph, clause: LabelledClause) -> bool:
        """Whether the paragraph shows nothing but the clause's number and heading."""
        words = self._flow.text[each.paragraph.start : each.paragraph.end]
        for piece in (clause.number, clause.heading):
            if piece:
                words = words.replace(piece, "", 1)
        return not words.strip(" \t.:–—-")

    def _last_source(self, row: FlowParagraph) -> etree._Element | None:
        """The ``w:p`` that a row's last word stands in."""
        for offset in range(row.paragraph.end - 1, row.paragraph.start - 1, -1):
            source = self._flow.source(offset)
            if source is not None and not self._flow.text[offset].isspace():
                return next(
                    (each for each in source.run.iterancestors() if name_of(each) == "w:p"), None
                )
        return None

    def _outside(self, element: etree._Element, *, in_table: bool) -> etree._Element:
        """Out of a table at its end, of a content control at its end, and of a field still open.

        Not out of a frame: one cell drawn round running text.
        """
        place = element
        while (parent := place.getparent()) is not None:
            name = name_of(parent)
            later = [
                each
                for each in place.itersiblings()
                if name_of(each) in {"w:p", "w:tbl", "w:sdt", "w:tr", "w:tc"}
            ]
            if name == "w:tc" and in_table and _is_last_row(parent):
                in_table = _holds_tables_alone(parent)
                place = next(each for each in place.iterancestors() if name_of(each) == "w:tbl")
            elif name in _BLOCKS_ROUND and not later and _is_closed(parent):
                place = parent
            elif name_of(place) == "w:p" and place in self._inside_fields and later:
                place = later[0]
            else:
                return place
        return place


def _is_running(each: FlowParagraph) -> bool:
    return each.paragraph.kind == "body"


def _is_last_row(cell: etree._Element) -> bool:
    row = next((each for each in cell.iterancestors() if name_of(each) == "w:tr"), None)
    if row is None:
        return False
    for each in (row, *row.iterancestors()):
        if name_of(each) == "w:tbl":
            return True
        if any(name_of(later) in {"w:tr", "w:sdt", "w:customXml"} for later in each.itersiblings()):
            return False
    return False


def _holds_tables_alone(cell: etree._Element) -> bool:
    """Whether the table inside a cell is all that the cell shows, so that it may be left too."""
    table = next(each for each in cell.iterancestors() if name_of(each) == "w:tbl")
    outer = table.getparent()
    return outer is not None and not any(
        name_of(each) == "w:p" and any(str(words).strip() for words in each.itertext())
        for each in outer
    )


def _is_closed(wrapper: etree._Element) -> bool:
    """Whether a content control holds one value, is bound to data or locked: no place for more."""
    control = wrapper if name_of(wrapper) == "w:sdt" else wrapper.getparent()
    properties = find(control, "w:sdtPr") if control is not None else None
    return name_of(wrapper) == "w:sdt" or any(
        name_of(each)
        in {"w:text", "w:dataBinding", "w:lock", "w:date", "w:dropDownList", "w:comboBox"}
        for each in (() if properties is None else properties)
    )


def next_number(number: str, taken: Sequence[str]) -> str:
    """The number of a clause put in behind another one, without moving those that follow.

    >>> next_number("6.3.", ["6.3.", "6.3A."])
    '6.3B.'
    """
    stem = number.strip().rstrip(".")
    dot = "." if number.strip().endswith(".") else ""
    known = {each.strip().rstrip(".") for each in taken}
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    free = (f"{stem}{one}{two}" for one in ("", *letters) for two in letters)
    return next(each for each in free if each not in known) + dot
