"""What the issues list holds as a spreadsheet: sheets of columns and rows, no look yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clauseadvisor.domain import Analysis
from clauseadvisor.writing import money
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import (
    Issue,
    guardrail_lines,
    issues,
    kept,
    money_text,
    norm_lines,
    readiness_text,
    says,
    shared_reasons,
    text_today,
    weighs_on,
)
from clauseadvisor.writing.phrases import phrases, subtype_name
from clauseadvisor.writing.places import NEW_CLAUSE
from clauseadvisor.writing.wording import body, burden, move

_STATUS: Final = ("Open", "Proposed", "In talks", "Agreed", "Rejected", "Parked")
_OWNERS: Final = ("Procurement", "Vendor management", "Legal", "Finance", "Operations", "Security")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its columns with widths in characters, its rows, and which have drop-downs.

    ``scanned`` columns decide the height of a row and are printed; those behind them hold long
    text to look up (0: all columns).
    """

    name: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str | float, ...], ...]
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tones: tuple[str | None, ...] = ()
    scanned: int = 0


def our_sheets(analysis: Analysis) -> tuple[Sheet, ...]:
    """Issues, kept clauses, blanks and all clauses."""
    found = issues(analysis)
    return (
        Sheet(
            name="Issues",
            columns=(
                ("No.", 6), ("Number", 9), ("Clause", 22), ("Kind", 16), ("What it says", 42),
                ("Burdens", 14), ("Verdict", 9), ("We propose", 28), ("Ask", 34), ("Offer", 34),
                ("Fallback", 34), ("Keep", 30), ("Norm", 28), ("Reason", 44), ("Money", 34),
                ("Readiness", 14), ("Owner", 16), ("Status", 11), ("Comment", 28),
                ("Proposed wording", 60), ("Full text today", 60), ("Open questions", 40),
                ("Label", 10), ("Stage needed", 9), ("Priority", 9), ("Id", 15),
            ),
            scanned=19,
            rows=tuple(_issue_row(analysis, each) for each in found),
            choices=(("Owner", _OWNERS), ("Status", _STATUS)),
            tones=tuple(_tone(each) for each in found),
        ),
        Sheet(
            name="Kept",
            columns=(
                ("No.", 6), ("Number", 9), ("Clause", 28), ("Label", 11), ("Kind", 20),
                ("What it says", 50), ("Why it stays", 50), ("Guardrails", 40), ("How to handle it", 40),
                ("Comment", 30),
            ),
            rows=tuple(_kept_row(analysis, each) for each in kept(analysis)),
            tones=tuple(_tone(each) for each in kept(analysis)),
        ),
        _blanks(found),
        Sheet(
            name="Clauses",
            columns=(
                ("Number", 9), ("Heading", 30), ("Text", 80), ("Label", 11), ("Kind", 20),
                ("Burdens", 18), ("Weight", 8), ("Certainty", 10), ("Check", 8), ("Page", 7),
                ("Id", 16),
            ),
            rows=tuple(
                (
                    one_line(each.number or ""),
                    one_line(each.heading or ""),
                    body(each),
                    phrases().labels[each.label].name,
                    subtype_name(each.subtype),
                    burden(analysis.document, each),
                    round(each.severity, 2),
                    round(each.confidence, 2),
                    "check" if each.needs_review else "",
                    "" if each.page is None else each.page,
                    each.id,
                )
                for each in analysis.clauses
            ),
            tones=tuple(each.label.value for each in analysis.clauses),
        ),
    )  # fmt: skip


def their_sheets(analysis: Analysis) -> tuple[Sheet, ...]:
    """Proposals with room for their view, and blanks; ``analysis`` is made for their eyes."""
    found = issues(analysis, shared=True)
    return (
        Sheet(
            name="Proposals",
            columns=(
                ("No.", 6), ("Number", 9), ("Clause", 26), ("Text today", 60), ("We propose", 34),
                ("Proposed wording", 60), ("We ask", 38), ("We offer", 38),
                ("Why it may suit both", 34), ("Your view", 40), ("Status", 12),
            ),
            rows=tuple(
                (
                    each.ref,
                    each.number,
                    _heading(each),
                    text_today(each),
                    one_line(each.suggestion.title),
                    each.suggestion.proposed_text,
                    move(each.suggestion.negotiation.ask),
                    move(each.suggestion.negotiation.offer),
                    "\n".join(shared_reasons(analysis, each)),
                    "",
                    "Open",
                )
                for each in found
            ),
            choices=(("Status", _STATUS),),
        ),
        _blanks(found),
    )  # fmt: skip


def _issue_row(analysis: Analysis, issue: Issue) -> tuple[str | float, ...]:
    suggestion, clause = issue.suggestion, issue.clause
    return (
        issue.ref,
        issue.number,
        _heading(issue),
        subtype_name(clause.subtype) if clause else "",
        says(issue),
        weighs_on(analysis, issue),
        phrases().verdicts[suggestion.verdict].name,
        one_line(suggestion.title),
        move(suggestion.negotiation.ask),
        move(suggestion.negotiation.offer),
        suggestion.negotiation.fallback,
        move(suggestion.negotiation.keep),
        "\n".join(norm_lines(analysis, issue)),
        suggestion.rationale,
        money_text(issue),
        readiness_text(analysis, issue),
        "",
        "Open",
        "",
        suggestion.proposed_text,
        text_today(issue),
        "\n".join(money.open_questions(suggestion)),
        phrases().labels[clause.label].name if clause else "",
        suggestion.stage_needed,
        round(suggestion.priority, 1),
        suggestion.id,
    )


def _kept_row(analysis: Analysis, issue: Issue) -> tuple[str | float, ...]:
    return (
        issue.ref,
        issue.number,
        _heading(issue),
        phrases().labels[issue.clause.label].name if issue.clause else "",
        subtype_name(issue.clause.subtype) if issue.clause else "",
        says(issue),
        issue.suggestion.rationale,
        "\n".join(guardrail_lines(issue)),
        issue.suggestion.negotiation.keep,
        "",
    )


def _blanks(found: Sequence[Issue]) -> Sheet:
    return Sheet(
        name="Blanks",
        columns=(("No.", 6), ("Clause", 34), ("Blank", 26), ("Fill in", 40)),
        rows=tuple(
            (each.ref, each.where, one_line(blank), "")
            for each in found
            for blank in each.suggestion.blanks
        ),
    )


def _heading(issue: Issue) -> str:
    return one_line(issue.clause.heading or "") if issue.clause else NEW_CLAUSE


def _tone(issue: Issue) -> str | None:
    return issue.clause.label.value if issue.clause else None
