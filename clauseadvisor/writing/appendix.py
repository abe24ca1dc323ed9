"""All clauses with their labels, for whoever wants to check the reading."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import Analysis, Label, LabelledClause
from clauseadvisor.writing.blocks import (
    Block,
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
from clauseadvisor.writing.places import unique_numbers
from clauseadvisor.writing.wording import body, burden, capital, counted, number, share

_OPENING = 54
#: Neutral clauses are only named: two thirds of a long contract are neutral.
_BRIEFLY = 40


def clauses_section(analysis: Analysis, *, brief: bool = False) -> Section:
    """One row a clause: number, heading and opening words, label, burden, weight, certainty.

    ``brief`` gives neutral clauses no rows of their own but one paragraph, by number and name.
    """
    paged = any(clause.page is not None for clause in analysis.clauses)
    columns = [
        Column(title="No.", width=11),
        Column(title="Clause", width=42),
        Column(title="Label", width=23),
        Column(title="Weighs on", width=18),
        Column(title="Weight", width=11),
        Column(title="Certainty", width=14),
    ]
    if paged:
        columns.append(Column(title="Page", width=9))
    named = [clause for clause in analysis.clauses if brief and clause.label is Label.NEUTRAL]
    told = [clause for clause in analysis.clauses if not (brief and clause.label is Label.NEUTRAL)]
    numbers = unique_numbers(analysis)
    rows = tuple(_row(analysis, clause, numbers[clause.id], paged) for clause in told)
    weight = "Weight is the severity of the kind of clause times its multipliers (one-sided, no cure, no cap); 0 for neutral clauses and for words that bind nobody."
    blocks: list[Block] = [Text(line=(say(weight, muted=True),), style="small")]
    if rows or not brief:
        blocks.append(Grid(columns=tuple(columns), rows=rows, dense=True, lead=True))
    if named:
        blocks.append(Text(line=_named(named), style="small"))
    return Section(title="Appendix: all clauses", anchor="clauses", blocks=tuple(blocks))


def _named(clauses: Sequence[LabelledClause]) -> Line:
    """Neutral clauses in a row, each by number and name, with a mark where the label is in doubt."""
    words = phrases().labels[Label.NEUTRAL]
    runs: list[Run] = [
        say(f"{capital(counted(len(clauses), words.one, words.plural))}: ", strong=True)
    ]
    for clause in clauses:
        first = len(runs) == 1
        runs.append(say(f"{'' if first else ';  '}{one_line(clause.number or '–')} ", strong=True))
        title = one_line(clause.heading or "") or body(clause)
        check = f" (check: {share(clause.confidence, 1.0)})" if clause.needs_review else ""
        runs.append(say(f"{shortened(title, _BRIEFLY)}{check}"))
    return tuple(runs)


def _row(analysis: Analysis, clause: LabelledClause, place: str, paged: bool) -> tuple[Cell, ...]:
    kind = subtype_name(clause.subtype)
    neutral = clause.label is Label.NEUTRAL
    cells = [
        cell(place or "–"),
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
