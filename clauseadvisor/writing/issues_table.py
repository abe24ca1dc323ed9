"""The issues table that practitioners expect, for our side and for the other one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clauseadvisor.domain import Analysis, Burden, LabelledClause
from clauseadvisor.writing.audience import without_script
from clauseadvisor.writing.blocks import (
    Cell,
    Column,
    Grid,
    Line,
    Section,
    Text,
    cell,
    line,
    plain,
    say,
)
from clauseadvisor.writing.cleaning import one_line, shortened
from clauseadvisor.writing.issues import (
    Issue,
    norms_of,
    readiness_text,
    says,
    shared_reasons,
)
from clauseadvisor.writing.money import MoneyLine, results
from clauseadvisor.writing.moves import Said, negotiation, shared_negotiation
from clauseadvisor.writing.phrases import phrases, subtype_name
from clauseadvisor.writing.summary import no_advice_text
from clauseadvisor.writing.wording import burden, in_a_sentence, move, opening

#: Letters of a reason in the issues table; the whole of it stands with the proposal.
_REASON: Final = 90
_SAYS: Final = 150
_MOVE: Final = 90
_FIGURES: Final = 2
_FIGURE: Final = 48
_NORMS: Final = 2


def issues_section(analysis: Analysis, found: Sequence[Issue]) -> Section:
    """The table that practitioners expect, on its side."""
    return Section(
        title="Issues list",
        anchor="issues",
        blocks=(_issues_grid(analysis, found),) if found else (_nothing(analysis),),
        landscape=bool(found),
        new_page=True,
    )


def shared_issues_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """The same for the other side: what we ask and offer, with room to answer."""
    if not found:
        return None
    columns = (
        Column(title="No.", width=6),
        Column(title="Clause", width=18),
        Column(title="What it says today", width=32),
        Column(title="What we propose", width=28),
        Column(title="We ask / we offer", width=40),
        Column(title="Why it may suit both", width=26),
        Column(title="Your view", width=24),
        Column(title="Status", width=12),
    )
    said = Said()
    rows = tuple(
        (
            cell((say(each.ref, strong=True, link=each.anchor),)),
            cell((say(each.where, strong=True),)),
            cell(says(each) or "–"),
            _proposal(each, shared=True),
            Cell(lines=said.once(each, shared_negotiation(each))),
            cell(*shared_reasons(analysis, each)),
            cell(" "),
            cell("Open"),
        )
        for each in found
    )
    grid = Grid(columns=columns, rows=rows, dense=True, lead=True, caption="Proposals at a glance")
    return Section(
        title="Proposals at a glance",
        anchor="issues",
        blocks=(grid,),
        landscape=True,
        new_page=True,
    )


def _issues_grid(analysis: Analysis, found: Sequence[Issue]) -> Grid:
    columns = (
        Column(title="No.", width=12),
        Column(title="Clause, and burden", width=30),
        Column(title="What it says", width=50),
        Column(title="We propose", width=34),
        Column(title="Ask / offer / fallback / keep", width=88),
        Column(title="Norm and reason", width=44),
        Column(title="Money", width=26),
        Column(title="Readiness", width=22),
        Column(title="Owner", width=18),
        Column(title="Status", width=16),
    )
    asked, reasons = Said(), Said()
    rows = tuple(_issue_row(analysis, each, asked, reasons) for each in found)
    return Grid(columns=columns, rows=rows, dense=True, lead=True, caption="Issues list")


def _issue_row(analysis: Analysis, issue: Issue, asked: Said, reasons: Said) -> tuple[Cell, ...]:
    money = tuple(_figure(each) for each in results(issue.suggestion)[:_FIGURES])
    norms = "; ".join(one_line(norm.title) for norm in norms_of(analysis, issue)[:_NORMS])
    reason = opening(issue.suggestion.rationale, _REASON)
    why = tuple(each for each in ((say(norms, strong=True),), line(reason)) if plain(each))
    return (
        _reference(issue),
        cell(
            (say(issue.where, strong=True),),
            _label_line(issue.clause),
            _burden_line(analysis, issue.clause),
        ),
        cell(says(issue, _SAYS) or "–"),
        _proposal(issue),
        Cell(lines=tuple(_brief(each) for each in asked.once(issue, negotiation(issue)))),
        Cell(lines=reasons.once(issue, why)),
        cell(*(money or ("–",))),
        cell(readiness_text(analysis, issue)),
        cell(" "),
        cell("Open"),
    )


def _brief(said: Line) -> Line:
    """A move in so many words; the whole of it stands with the proposal."""
    *name, words = said
    return (*name, replace(words, text=opening(move(without_script(words.text)), _MOVE)))


def _reference(issue: Issue) -> Cell:
    tone = issue.clause.label.value if issue.clause else "trust"
    return cell((say(issue.ref, strong=True, link=issue.anchor),), tone=tone)


def _label_line(clause: LabelledClause | None) -> Line:
    if clause is None:
        return ()
    check = " – check" if clause.needs_review else ""
    name = subtype_name(clause.subtype) or phrases().labels[clause.label].name.lower()
    return (say(f"{name}{check}", tone=clause.label.value),)


def _burden_line(analysis: Analysis, clause: LabelledClause | None) -> Line:
    if clause is None:
        return ()
    said = in_a_sentence(burden(analysis.document, clause))
    known = clause.burden is not Burden.UNKNOWN or clause.burdened_party
    return (say(f"on {said}" if known else "burden not clear", muted=True),)


def _figure(figure: MoneyLine) -> Line:
    """A figure with its value whole: what is cut for want of room is its name."""
    value = f"{figure.value}{' (assumed)' if figure.assumed else ''}"
    return (say(f"{shortened(figure.name, _FIGURE)}: "), say(value, strong=True))


def _proposal(issue: Issue, *, shared: bool = False) -> Cell:
    words = phrases().verdicts[issue.suggestion.verdict]
    return cell(
        (say(words.shared if shared else words.name, muted=True),),
        (say(one_line(issue.suggestion.title), strong=True),),
    )


def _nothing(analysis: Analysis) -> Text:
    return Text(line=line(no_advice_text(analysis)))
