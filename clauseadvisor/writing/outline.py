"""Analysis → the neutral tree that Word, HTML and Markdown notes are made from.

The three never differ in content, since each draws this tree and nothing else.
"""

from __future__ import annotations

from clauseadvisor.domain import Analysis, Role
from clauseadvisor.writing import (
    appendix,
    boundaries,
    closing,
    front,
    issues_table,
    proposals,
    questions,
    worksheets,
)
from clauseadvisor.writing.audience import Audience, audience_of, for_audience
from clauseadvisor.writing.blocks import Outline, Section
from clauseadvisor.writing.choosing import NOTHING, Selection
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import correspondence, issues, kept
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.summary import deal_texts, iso_date
from clauseadvisor.writing.wording import day


def outline(
    analysis: Analysis,
    *,
    audience: str = Audience.INTERNAL,
    date: str | None = None,
    selection: Selection = NOTHING,
) -> Outline:
    """The notes on one contract as a tree.

    ``audience`` is internal or counterparty; ``date`` (ISO 8601) is printed, and the next window
    to reopen terms counts from it; ``selection`` is what the user decided to tell the counterparty.
    Raises UsageError for another audience, no date, or a decision on what is no suggestion.
    """
    reader = audience_of(audience)
    seen = for_audience(analysis, reader, selection)
    if date is not None:
        iso_date(date)
    internal = reader is Audience.INTERNAL
    return Outline(
        title="Negotiation notes" if internal else "Proposals for our contract",
        subtitle=one_line(seen.document.name),
        facts=_facts(seen, date),
        banner=phrases().fixed.confidential if internal else "",
        sections=_internal(seen, date, selection) if internal else _shared(seen),
        legal=phrases().fixed.legal,
        contents_page=internal,
    )


def overview(analysis: Analysis) -> Outline:
    """The analysis without the negotiation: summary, proposals in short, their wording, norms, clauses.

    It is for our own side, as it gives reasons, boundaries and weights.
    """
    found = issues(analysis)
    sections = (
        front.summary_section(analysis, None),
        issues_table.issues_section(analysis, found),
        proposals.wordings_section(found),
        boundaries.open_section(kept(analysis)),
        boundaries.lawyer_section(analysis),
        boundaries.boundaries_section(kept(analysis), _not_raised(analysis)),
        boundaries.models_section(kept(analysis)),
        closing.norms_section(analysis),
        closing.reading_section(analysis),
        appendix.clauses_section(analysis),
    )
    return Outline(
        title="Contract analysis",
        subtitle=one_line(analysis.document.name),
        facts=_facts(analysis, None),
        banner="",
        sections=tuple(section for section in sections if section is not None),
        legal=phrases().fixed.legal,
    )


def _internal(analysis: Analysis, date: str | None, selection: Selection) -> tuple[Section, ...]:
    found, staying = issues(analysis), kept(analysis)
    sections = (
        front.summary_section(analysis, date),
        questions.partner_section(analysis, found, shared=False),
        issues_table.issues_section(analysis, found),
        proposals.details_section(analysis, found),
        questions.own_questions_section((*found, *staying)),
        boundaries.open_section(staying),
        boundaries.lawyer_section(analysis),
        boundaries.boundaries_section(staying, _not_raised(analysis)),
        boundaries.models_section(staying),
        worksheets.worksheets_section(found, date),
        closing.pitfalls_section((*found, *staying)),
        closing.assumptions_section(analysis, found),
        closing.blanks_section(found),
        closing.letters_section(correspondence(analysis, selection)),
        closing.norms_section(analysis),
        closing.reading_section(analysis),
        appendix.clauses_section(analysis, brief=True),
    )
    return tuple(section for section in sections if section is not None)


def _shared(analysis: Analysis) -> tuple[Section, ...]:
    found = issues(analysis, shared=True)
    sections = (
        front.purpose_section(analysis),
        issues_table.shared_issues_section(analysis, found),
        proposals.shared_details_section(analysis, found),
        questions.partner_section(analysis, found, shared=True),
        closing.blanks_section(found),
    )
    return tuple(section for section in sections if section is not None)


def _not_raised(analysis: Analysis) -> frozenset[str]:
    """The ids of the clauses that no proposal covers and that are to be looked at."""
    return frozenset(key for each in analysis.unadvised for key in each.clauses)


def _facts(analysis: Analysis, date: str | None) -> tuple[tuple[str, str], ...]:
    document = analysis.document
    named = [each for each in document.parties if each.role is not Role.OTHER]
    sides = [f"{one_line(each.name)} ({each.role.value})" for each in named]
    facts = [
        ("Parties", "; ".join(sides)),
        ("Kind of deal", "; ".join(deal_texts(analysis))),
        ("Governing law", one_line(document.law or "")),
    ]
    if date is not None:
        facts.append(("Date", day(date)))
    return tuple((name, value) for name, value in facts if value)
