"""All clauses with their labels, for whoever wants to check the reading."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from clauseadvisor.domain import Analysis, Label, LabelledClause
from clauseadvisor.writing.blocks import (
    Cell,
    Column,
    Grid,
    Line,
    Run,
    Section,
    Text,
    cell,
    line,
    say,
)
from clauseadvisor.writing.cleaning import one_line, shortened
from clauseadvisor.writing.phrases import phrases, subtype_name
from clauseadvisor.writing.wording import body, burden, number, share

_OPENING = 54
#: Neutral clauses stand together by name: two thirds of a long contract are neutral.
_BRIEFLY = 48
#: So many of them in one row at most, as a row is not torn over pages.
_TOGETHER = 24


def clauses_section(analysis: Analysis, *, brief: bool = False) -> Section:
    """One row a clause: number, heading and opening words, label, burden, weight, certainty.

    ``brief`` gives neutral clauses that follow each other one row, by number and name.
    """
    paged = any(clause.page is not None for clause in analysis.clauses)
    columns = [
        Column(title="No.", width=8),
        Column(title="Clause", width=44),
        Column(title="Label", width=25),
        Column(title="Weighs on", width=20),
        Column(title="Weight", width=9),
        Column(title="Certainty", width=13),
    ]
    if paged:
        columns.append(Column(title="Page", width=8))
    groups = _grouped(analysis) if brief else ([clause] for clause in analysis.clauses)
    rows = tuple(
        _row(analysis, group[0], paged) if len(group) == 1 else _neutral(group, paged)
        for group in groups
    )
    weight = "Weight is the severity of the kind of clause times its multipliers (one-sided, no cure, no cap); 0 for neutral clauses."
    return Section(
        title="Appendix: all clauses",
        anchor="clauses",
        blocks=(
            Text(line=(say(weight, muted=True),), style="small"),
            Grid(columns=tuple(columns), rows=rows, dense=True, lead=True),
        ),
    )


def _grouped(analysis: Analysis) -> Iterator[Sequence[LabelledClause]]:
    """Clauses one by one, but neutral ones that follow each other together."""
    for neutral, members in itertools.groupby(
        analysis.clauses, key=lambda clause: clause.label is Label.NEUTRAL
    ):
        found, size = list(members), _TOGETHER if neutral else 1
        yield from (found[at : at + size] for at in range(0, len(found), size))


def _neutral(group: Sequence[LabelledClause], paged: bool) -> tuple[Cell, ...]:
    """Neutral clauses in a row, each with its number, its name and a mark where it is in doubt."""
    words = phrases().labels[Label.NEUTRAL]
    runs: list[Run] = []
    for clause in group:
        number_of = one_line(clause.number or "")
        runs.append(say(f"{';  ' if runs else ''}{number_of}".rstrip(), strong=True))
        title = one_line(clause.heading or "") or body(clause)
        check = f" (check: {share(clause.confidence, 1.0)})" if clause.needs_review else ""
        runs.append(say(f" {shortened(title, _BRIEFLY)}{check}"))
    pages = [str(clause.page) for clause in (group[0], group[-1]) if clause.page is not None]
    cells = [
        cell("–"),
        Cell(lines=(tuple(runs),)),
        cell((say(f"{words.name} – {len(group)} clauses", muted=True),)),
        cell("–"),
        cell("–"),
        cell("–"),
    ]
    return (*cells, cell("–".join(dict.fromkeys(pages)))) if paged else tuple(cells)


def _row(analysis: Analysis, clause: LabelledClause, paged: bool) -> tuple[Cell, ...]:
    kind = subtype_name(clause.subtype)
    neutral = clause.label is Label.NEUTRAL
    cells = [
        cell(one_line(clause.number or "–")),
        cell(_opening(clause)),
        cell(
            (
                say(phrases().labels[clause.label].name, strong=not neutral, muted=neutral),
                say(f" – {kind}" if kind else ""),
            ),
            tone=None if neutral else clause.label.value,
        ),
        cell(burden(analysis.document, clause) if clause.severity else "–"),
        cell(number(clause.severity) if clause.severity else "–"),
        cell(f"{share(clause.confidence, 1.0)}{' check' if clause.needs_review else ''}"),
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
