"""What to ask: the partner, whose concern is said first, and ourselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clauseadvisor.domain import Analysis, Concern
from clauseadvisor.writing import money
from clauseadvisor.writing.blocks import Column, Grid, Section, Text, cell, line, say
from clauseadvisor.writing.gathering import collected, refs
from clauseadvisor.writing.issues import Issue
from clauseadvisor.writing.summary import partner_role
from clauseadvisor.writing.wording import capital, party

#: So many clauses of one concern are named.
_NAMED: Final = 3


def partner_section(analysis: Analysis, found: Sequence[Issue], *, shared: bool) -> Section | None:
    """Their concern as we understand it, and one question, for each proposal that has words for them."""
    rows = []
    for concern, group in _by_concern(found).items():
        # Named by its place: the name of a label may be held against us, and may not fit.
        about = cell((say(refs(group), strong=True),), *(each.where for each in group[:_NAMED]))
        rows.append((about, cell(concern.said), cell(concern.question)))
    if not rows:
        return None
    if shared:
        intro = "We would like to understand your side. Please correct us where we have it wrong."
        titles = ("About", "What we understand", "What we would like to ask")
    else:
        partner = capital(party(analysis.document, partner_role(analysis.role)))
        intro = f"Ask before you propose. Say the concern of {partner} in your own words, let them correct it, and only then ask."
        titles = ("About", "First say what we understand", "Then ask")
    columns = tuple(
        Column(title=title, width=width) for title, width in zip(titles, (16, 46, 38), strict=True)
    )
    grid = Grid(columns=columns, rows=tuple(rows), lead=True)
    return Section(
        title="Questions to the partner", anchor="questions", blocks=(Text(line=line(intro)), grid)
    )


def own_questions_section(found: Sequence[Issue]) -> Section | None:
    """What we must answer ourselves: guardrails and preconditions without an answer."""
    return collected(
        "Questions to answer ourselves",
        "open",
        "Until these are answered, the proposals that they belong to are open.",
        found,
        lambda issue: money.open_questions(issue.suggestion),
    )


def _by_concern(found: Sequence[Issue]) -> dict[Concern, list[Issue]]:
    """The issues by what is said and asked."""
    groups: dict[Concern, list[Issue]] = {}
    for each in found:
        if each.suggestion.concern is not None:
            groups.setdefault(each.suggestion.concern, []).append(each)
    return groups
