"""What stays: the boundaries that are never traded, what is left open, and what already works."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from clauseadvisor.domain import Analysis
from clauseadvisor.writing.blocks import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Line,
    Points,
    Section,
    Text,
    cell,
    line,
    say,
)
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.gathering import gathered_as
from clauseadvisor.writing.issues import Issue, guardrail_lines, places_of
from clauseadvisor.writing.moves import Said
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.wording import capital

#: So many clauses of one topic are named.
_NAMED: Final = 4


def boundaries_section(staying: Sequence[Issue], elsewhere: Collection[str] = ()) -> Section | None:
    """The clauses that are kept, one row for all that are kept for the same reason.

    Small stuff stands below them by name alone, but for the clauses (by id) that other lists name
    as something to look at.
    """
    kept = [
        each
        for each in staying
        if each.is_boundary
        and not (each.suggestion.folded and each.suggestion.clause_id in elsewhere)
    ]
    groups = _alike(each for each in kept if not each.suggestion.folded)
    small = [each for each in kept if each.suggestion.folded]
    if not kept:
        return None
    columns = (
        Column(title="Clause", width=26),
        Column(title="Why it stays", width=46),
        Column(title="How to handle it", width=28),
    )
    reasons, moves = Said(linked=False), Said(linked=False)
    rows = tuple(_kept_row(group, reasons, moves) for group in groups)
    blocks: list[Block] = []
    if rows:
        blocks += [
            Text(line=line(phrases().fixed.anchor)),
            Grid(columns=columns, rows=rows, lead=True, dense=True),
        ]
    blocks.extend(_beside(groups))
    blocks.extend(_folded(small))
    return Section(
        title="Boundaries that are never traded", anchor="boundaries", blocks=tuple(blocks)
    )


def open_section(staying: Sequence[Issue]) -> Section | None:
    """The clauses that no wording of ours fits: no boundaries, and not to be taken for harmless."""
    groups = _alike(each for each in staying if each.suggestion.open)
    if not groups:
        return None
    columns = (
        Column(title="Clause", width=40),
        Column(title="Why nothing is proposed", width=60),
    )
    rows = tuple(
        (
            Cell(lines=tuple(_named(each) for each in group), tone=_tone(group[0])),
            cell(
                (say(one_line(group[0].suggestion.title), strong=True),),
                group[0].suggestion.rationale,
            ),
        )
        for group in groups
    )
    return Section(
        title="Open: read these yourself",
        anchor="left_open",
        blocks=(
            Text(line=line(phrases().fixed.open)),
            Grid(columns=columns, rows=rows, lead=True, dense=True),
            *_beside(groups),
        ),
    )


def lawyer_section(analysis: Analysis) -> Section | None:
    """What weighs and no proposal covers, by topic with its clauses: prices left open, limits, indemnities."""
    if not analysis.unadvised:
        return None
    where = places_of(analysis)
    columns = (
        Column(title="What", width=24),
        Column(title="Clauses", width=38),
        Column(title="Why it matters", width=38),
    )
    rows = tuple(
        (
            cell((say(capital(each.title), strong=True),)),
            Cell(lines=tuple(line(text) for text in _some(each.clauses, where))),
            cell(each.why),
        )
        for each in analysis.unadvised
    )
    return Section(
        title="Not raised by us: look at these",
        anchor="lawyer",
        blocks=(
            Text(line=line(phrases().fixed.for_a_lawyer)),
            Grid(columns=columns, rows=rows, lead=True, dense=True),
        ),
    )


def _some(clauses: Sequence[str], where: Mapping[str, str]) -> tuple[str, ...]:
    """The places of the clauses; of many, the first few and how many more there are."""
    named = tuple(dict.fromkeys(where.get(each, each) for each in clauses))
    if len(named) <= _NAMED + 1:
        return named
    return (*named[:_NAMED], f"and {len(named) - _NAMED} more")


def _kept_row(group: Sequence[Issue], reasons: Said, moves: Said) -> tuple[Cell, ...]:
    first = group[0]
    advice = first.suggestion
    talk = [line(text) for text in (advice.negotiation.offer, advice.negotiation.keep) if text]
    why = [line(advice.rationale)] if advice.rationale else []
    return (
        Cell(lines=tuple(_named(each) for each in group), tone=_tone(first)),
        cell(
            (say(one_line(advice.title), strong=True),),
            *reasons.once(first, tuple(why)),
            *guardrail_lines(first),
        ),
        Cell(lines=moves.once(first, tuple(talk))),
    )


def models_section(staying: Sequence[Issue]) -> Section | None:
    """The incentives and trust norms that the contract has already, and what to learn from them."""
    groups = _alike(each for each in staying if each.works_already)
    if not groups:
        return None
    columns = (
        Column(title="Clause", width=30),
        Column(title="What to learn from it", width=45),
        Column(title="First step", width=25),
    )
    rows = tuple(
        (
            Cell(lines=tuple(_named(each) for each in group), tone=_tone(group[0])),
            cell(
                (say(one_line(group[0].suggestion.title), strong=True),),
                group[0].suggestion.rationale,
            ),
            cell(group[0].suggestion.first_step or "–"),
        )
        for group in groups
    )
    return Section(
        title="What already works",
        anchor="models",
        blocks=(Grid(columns=columns, rows=rows, lead=True, dense=True),),
    )


def _beside(groups: Sequence[Sequence[Issue]]) -> Iterator[Block]:
    """Wording that leaves a kept clause whole and may stand next to it."""
    worded = [each for group in groups for each in group if each.suggestion.proposed_text]
    if not worded:
        return
    yield Heading(level=2, text="Wording that may stand beside them")
    texts = gathered_as(worded, lambda issue: [_without_lead(issue.suggestion.proposed_text)])
    columns = (Column(title="Beside", width=24), Column(title="Proposed addition", width=76))
    rows = tuple(
        (
            Cell(lines=tuple(_named(each) for each in group)),
            cell(*(part for part in text.split("\n") if part.strip())),
        )
        for text, group in texts.items()
    )
    yield Grid(columns=columns, rows=rows, lead=True, sides=True, dense=True)


def _folded(small: Sequence[Issue]) -> Iterator[Block]:
    """Small stuff: what to leave alone, and where, without a word on each."""
    if not small:
        return
    yield Heading(level=2, text="Left as it is, with nothing to talk about")
    titles: dict[str, list[Issue]] = {}
    for each in small:
        titles.setdefault(one_line(each.suggestion.title), []).append(each)
    yield Points(
        lines=tuple(
            (say(f"{title}: ", strong=True), say("; ".join(each.where for each in group)))
            for title, group in titles.items()
        )
    )


def _without_lead(text: str) -> str:
    """The wording without its first line, if that only says beside which clause it stands."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if first.rstrip().endswith(":") and rest.strip() else text.strip()


def _alike(staying: Iterable[Issue]) -> list[list[Issue]]:
    """Kept clauses by advice: the same title, reason and guardrails stand together."""
    groups: dict[tuple[object, ...], list[Issue]] = {}
    for each in staying:
        advice = each.suggestion
        key = (advice.title, advice.rationale, advice.guardrails, advice.negotiation)
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _named(issue: Issue) -> Line:
    return (say(f"{issue.ref}  ", muted=True), say(issue.where, strong=True))


def _tone(issue: Issue) -> str | None:
    return issue.clause.label.value if issue.clause else None
