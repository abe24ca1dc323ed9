"""What to ask: the partner, whose concern is said first, and ourselves."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import Analysis, Burden, Role
from clauseadvisor.writing import money
from clauseadvisor.writing.blocks import Column, Grid, Section, Text, cell, line, say
from clauseadvisor.writing.gathering import collected, refs
from clauseadvisor.writing.issues import Issue
from clauseadvisor.writing.phrases import SubtypeWords, phrases, subtype_name
from clauseadvisor.writing.summary import partner_role
from clauseadvisor.writing.wording import capital, party


def partner_section(analysis: Analysis, found: Sequence[Issue], *, shared: bool) -> Section | None:
    """Their concern as we understand it, and one question, for each kind of clause we raise."""
    rows = []
    for (kind, carrier), group in _by_kind(analysis, found).items():
        words = phrases().subtypes[kind]
        concern = _concern(words, carrier, analysis.role)
        if concern:
            # "Penalty" would be a name for their clause that may be held against us.
            name = "" if shared and kind.startswith("other_") else subtype_name(kind)
            about = cell((say(refs(group), strong=True),), *filter(None, (name,)))
            rows.append((about, cell(concern), cell(words.question)))
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


def _concern(words: SubtypeWords, carrier: Burden, role: Role) -> str:
    """What the clause may mean to the partner: a burden, what they rely on, or both at once."""
    if not words.carries:
        return ""
    if carrier is Burden.BOTH:
        return phrases().fixed.concern_of_both
    ours = Burden.VENDOR if role is Role.VENDOR else Burden.CUSTOMER
    return words.holds if carrier is ours else words.carries


def _by_kind(analysis: Analysis, found: Sequence[Issue]) -> dict[tuple[str, Burden], list[Issue]]:
    """The issues by sub-type, and by whom the clause weighs on."""
    groups: dict[tuple[str, Burden], list[Issue]] = {}
    for each in found:
        if each.clause is not None and each.clause.subtype is not None:
            key = (each.clause.subtype, each.clause.burden)
            groups.setdefault(key, []).append(each)
    return groups
