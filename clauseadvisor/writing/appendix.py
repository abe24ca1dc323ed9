"""All clauses with their labels, for whoever wants to check the reading."""

from __future__ import annotations

from clauseadvisor.domain import Analysis, Label, LabelledClause
from clauseadvisor.writing.blocks import Cell, Column, Grid, Line, Section, Text, cell, line, say
from clauseadvisor.writing.cleaning import one_line, shortened
from clauseadvisor.writing.phrases import phrases, subtype_name
from clauseadvisor.writing.wording import body, burden, number, share

_OPENING = 150
#: Neutral clauses take one line each: two thirds of a long contract are neutral.
_BRIEFLY = 64


def clauses_section(analysis: Analysis) -> Section:
    """One row a clause: number, heading and opening words, label, burden, weight, certainty."""
    paged = any(clause.page is not None for clause in analysis.clauses)
    columns = [
        Column(title="No.", width=9),
        Column(title="Clause", width=45),
        Column(title="Label", width=20),
        Column(title="Weighs on", width=14),
        Column(title="Weight", width=9),
        Column(title="Certainty", width=11),
    ]
    if paged:
        columns.append(Column(title="Page", width=7))
    rows = tuple(_row(analysis, clause, paged) for clause in analysis.clauses)
    weight = "Weight is the severity of the kind of clause times its multipliers (one-sided, no cure, no cap); 0 for neutral clauses."
    return Section(
        title="Appendix: all clauses",
        anchor="clauses",
        blocks=(
            Text(line=(say(weight, muted=True),), style="small"),
            Grid(columns=tuple(columns), rows=rows, dense=True, lead=True),
        ),
        new_page=True,
    )


def _row(analysis: Analysis, clause: LabelledClause, paged: bool) -> tuple[Cell, ...]:
    kind = subtype_name(clause.subtype)
    neutral = clause.label is Label.NEUTRAL
    cells = [
        cell(one_line(clause.number or "–")),
        cell(_opening(clause)),
        cell(
            (say(phrases().labels[clause.label].name, strong=not neutral, muted=neutral),),
            kind,
            tone=None if neutral else clause.label.value,
        ),
        cell(burden(analysis.document, clause) if clause.severity else "–"),
        cell(number(clause.severity) if clause.severity else "–"),
        cell(line(share(clause.confidence, 1.0)), "check" if clause.needs_review else ""),
    ]
    if paged:
        cells.append(cell(str(clause.page) if clause.page is not None else "–"))
    return tuple(cells)


def _opening(clause: LabelledClause) -> Line:
    """The heading, and the first words of what stands below it."""
    heading = one_line(clause.heading or "")
    limit = _BRIEFLY if clause.label is Label.NEUTRAL else _OPENING
    words = shortened(body(clause), limit)
    if not heading:
        return line(words)
    if words == shortened(heading, limit) or len(heading) > limit:
        return (say(heading, strong=True),)
    return (say(f"{heading}. ", strong=True), say(shortened(words, max(limit - len(heading), 20))))
