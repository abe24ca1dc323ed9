"""What stands behind the proposals: questions, boundaries, pitfalls, assumptions, blanks, norms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from clauseadvisor.domain import Analysis, Burden, LabelledClause, Role
from clauseadvisor.writing import money
from clauseadvisor.writing.blocks import (
    Block,
    Callout,
    Column,
    Grid,
    Points,
    Section,
    Text,
    cell,
    line,
    say,
)
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import Issue
from clauseadvisor.writing.phrases import SubtypeWords, phrases, subtype_name
from clauseadvisor.writing.summary import partner_role, warning_lines
from clauseadvisor.writing.wording import capital, party, where

#: Questions beyond this many are not asked in one talk.
_QUESTIONS = 10


def partner_section(analysis: Analysis, found: Sequence[Issue], *, shared: bool) -> Section | None:
    """Their concern as we understand it, and one question, for each kind of clause we raise."""
    rows = []
    for kind, group in _by_subtype(found).items():
        words = phrases().subtypes[kind]
        concern = _concern(analysis, group[0], words)
        if concern:
            rows.append(
                (
                    cell((say(_refs(group), strong=True),), subtype_name(kind)),
                    cell(concern),
                    cell(words.question),
                )
            )
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
    grid = Grid(columns=columns, rows=tuple(rows[:_QUESTIONS]), lead=True)
    return Section(
        title="Questions to the partner", anchor="questions", blocks=(Text(line=line(intro)), grid)
    )


def own_questions_section(found: Sequence[Issue]) -> Section | None:
    """What we must answer ourselves: guardrails and preconditions without an answer."""
    return _collected(
        "Questions to answer ourselves",
        "open",
        "Until these are answered, the proposals that they belong to are open.",
        found,
        lambda issue: money.open_questions(issue.suggestion),
    )


def boundaries_section(analysis: Analysis, staying: Sequence[Issue]) -> Section | None:
    """The clauses that are kept, with the reason."""
    if not staying:
        return None
    columns = (
        Column(title="No.", width=7),
        Column(title="Clause", width=25),
        Column(title="Why it stays", width=40),
        Column(title="What to say", width=28),
    )
    rows = tuple(
        (
            cell(
                (say(each.ref, strong=True),),
                tone=each.clause.label.value if each.clause else None,
            ),
            cell((say(each.where, strong=True),), _kind(each)),
            cell(each.suggestion.rationale, *each.suggestion.guardrails),
            cell(each.suggestion.negotiation.keep or each.suggestion.negotiation.offer or "–"),
        )
        for each in staying
    )
    return Section(
        title="Boundaries that are never traded",
        anchor="boundaries",
        blocks=(
            Text(line=line(phrases().fixed.anchor)),
            Grid(columns=columns, rows=rows, lead=True),
        ),
    )


def pitfalls_section(found: Sequence[Issue]) -> Section | None:
    """What goes wrong with such proposals, and where it applies."""
    return _collected(
        "Pitfalls",
        "pitfalls",
        "",
        found,
        lambda issue: issue.suggestion.pitfalls,
    )


def assumptions_section(analysis: Analysis, found: Sequence[Issue]) -> Section:
    """What these notes take for granted."""
    general = [
        f"The relationship is of {analysis.balance.band.risk} risk: that sets the sound range of {analysis.balance.band.low:.0f} to {analysis.balance.band.high:.0f}.",
        "Weights, ranges and stages are design defaults, to be set to your own experience; they are not findings.",
    ]
    if analysis.readiness is None:
        general.append(phrases().fixed.no_readiness)
    if not analysis.document.parties:
        general.append(phrases().fixed.unlabelled_party)
    gathered = _gather(found, lambda issue: money.assumptions(issue.suggestion))
    lines = [line(text) for text in general]
    lines += [(say(text), say(f"  {_refs(group)}", muted=True)) for text, group in gathered.items()]
    return Section(title="Assumptions", anchor="assumptions", blocks=(Points(lines=tuple(lines)),))


def blanks_section(found: Sequence[Issue]) -> Section | None:
    """Every [bracketed blank] of the proposed wording, with room to fill it in."""
    rows = tuple(
        (
            cell((say(each.ref, strong=True, link=each.anchor),)),
            cell(each.where),
            cell((say(one_line(blank), strong=True),)),
            cell(_around(each.suggestion.proposed_text, blank)),
            cell(" "),
        )
        for each in found
        for blank in each.suggestion.blanks
    )
    if not rows:
        return None
    columns = (
        Column(title="No.", width=7),
        Column(title="Clause", width=23),
        Column(title="Blank", width=16),
        Column(title="Where it stands", width=34),
        Column(title="Fill in", width=20),
    )
    return Section(
        title="Blanks to fill in",
        anchor="blanks",
        blocks=(
            Text(line=line("The contract gives no figure for these. None has been invented.")),
            Grid(columns=columns, rows=rows, lead=True),
        ),
    )


def norms_section(analysis: Analysis) -> Section | None:
    """The norms of the playbook, and which clauses support them."""
    if not analysis.norms:
        return None
    clauses = {clause.id: clause for clause in analysis.clauses}
    order = {"missing": 0, "partly": 1, "supported": 2}
    columns = (
        Column(title="Norm", width=30),
        Column(title="In this contract", width=16),
        Column(title="Clauses", width=30),
        Column(title="Source", width=24),
    )
    rows = tuple(
        (
            cell((say(norm.title, strong=True),)),
            cell(
                phrases().statuses.get(norm.status, norm.status),
                tone={"missing": "penalty", "partly": "control", "supported": "trust"}.get(
                    norm.status
                ),
            ),
            cell(_places([clauses[each] for each in norm.clauses if each in clauses])),
            cell((say(norm.source, muted=True),)),
        )
        for norm in sorted(analysis.norms, key=lambda each: order.get(each.status, 3))
    )
    return Section(
        title="Norms in this contract",
        anchor="norms",
        blocks=(Grid(columns=columns, rows=rows, lead=True),),
    )


def reading_section(analysis: Analysis) -> Section | None:
    """What was read with doubt, and which labels are in doubt."""
    blocks: list[Block] = []
    warnings = warning_lines(analysis)
    if warnings:
        blocks.append(Points(lines=tuple(line(text) for text in warnings)))
    if any(clause.needs_review for clause in analysis.clauses):
        blocks.append(Callout(kind="warning", lines=(line(phrases().fixed.review),)))
    if not blocks:
        return None
    return Section(title="What to check in the reading", anchor="reading", blocks=tuple(blocks))


def _by_subtype(found: Sequence[Issue]) -> dict[str, list[Issue]]:
    groups: dict[str, list[Issue]] = {}
    for each in found:
        if each.clause is not None and each.clause.subtype is not None:
            groups.setdefault(each.clause.subtype, []).append(each)
    return groups


def _concern(analysis: Analysis, issue: Issue, words: SubtypeWords) -> str:
    """What the partner may feel: one thing if they carry the clause, another if they hold it."""
    ours = Burden.VENDOR if analysis.role is Role.VENDOR else Burden.CUSTOMER
    borne_by_us = issue.clause is not None and issue.clause.burden is ours
    return words.holds if borne_by_us else words.carries


def _collected(
    title: str,
    anchor: str,
    intro: str,
    found: Sequence[Issue],
    texts: Callable[[Issue], Iterable[str]],
) -> Section | None:
    gathered = _gather(found, texts)
    if not gathered:
        return None
    lines = tuple(
        (say(text), say(f"  {_refs(group)}", muted=True)) for text, group in gathered.items()
    )
    blocks: tuple[Block, ...] = (Points(lines=lines),)
    if intro:
        blocks = (Text(line=line(intro)), *blocks)
    return Section(title=title, anchor=anchor, blocks=blocks)


def _gather(
    found: Sequence[Issue], texts: Callable[[Issue], Iterable[str]]
) -> dict[str, list[Issue]]:
    gathered: dict[str, list[Issue]] = {}
    for issue in found:
        for text in texts(issue):
            group = gathered.setdefault(one_line(text), [])
            if issue not in group:
                group.append(issue)
    return gathered


def _refs(group: Sequence[Issue], limit: int = 8) -> str:
    names = [each.ref for each in group]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _kind(issue: Issue) -> str:
    return subtype_name(issue.clause.subtype) if issue.clause else ""


def _places(clauses: Sequence[LabelledClause], limit: int = 5) -> str:
    names = [where(each) for each in clauses]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return "; ".join(names[:limit]) + more or "–"


def _around(text: str, blank: str, width: int = 50) -> str:
    """The words before and after the blank."""
    position = text.find(blank)
    if position < 0:
        return ""
    first, last = max(position - width, 0), position + len(blank) + width
    head = "…" if first else ""
    tail = "…" if last < len(text) else ""
    return f"{head}{one_line(text[first:last])}{tail}"
