"""What stands behind the proposals: pitfalls, assumptions, blanks, norms, doubts in the reading."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import Analysis
from clauseadvisor.writing import money
from clauseadvisor.writing.blocks import (
    Block,
    Callout,
    Column,
    Grid,
    Line,
    Points,
    Section,
    Text,
    cell,
    line,
    say,
)
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.gathering import collected, gathered, refs, some_of
from clauseadvisor.writing.issues import Issue
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.places import places
from clauseadvisor.writing.summary import warning_lines
from clauseadvisor.writing.wording import unique


def pitfalls_section(found: Sequence[Issue]) -> Section | None:
    """What goes wrong with such proposals, and where it applies."""
    return collected(
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
    said = gathered(found, lambda issue: money.assumptions(issue.suggestion))
    lines = [line(text) for text in general]
    lines += [(say(text), say(f"  {refs(group)}", muted=True)) for text, group in said.items()]
    return Section(title="Assumptions", anchor="assumptions", blocks=(Points(lines=tuple(lines)),))


def blanks_section(found: Sequence[Issue]) -> Section | None:
    """Every [bracketed blank] of the proposed wording, with room to fill it in."""
    rows = tuple(
        (
            cell((say(each.ref, strong=True, link=each.anchor),), each.where),
            cell(_run_on([_blank(each, blank) for blank in unique(each.suggestion.blanks)])),
            cell(" "),
        )
        for each in found
        if each.suggestion.blanks
    )
    if not rows:
        return None
    columns = (
        Column(title="Clause", width=20),
        Column(title="Blanks, and where they stand", width=60),
        Column(title="Fill in", width=20),
    )
    return Section(
        title="Blanks to fill in",
        anchor="blanks",
        blocks=(
            Text(line=line(phrases().fixed.blanks)),
            Grid(columns=columns, rows=rows, lead=True, dense=True),
        ),
    )


def letters_section(pairs: Sequence[tuple[str, str]]) -> Section | None:
    """The letters by which the other side reads the proposals, with our numbers for them."""
    if not pairs:
        return None
    rows = tuple(
        (cell((say(theirs, strong=True),)), cell((say(ours, link=f"issue_{ours}"),)))
        for theirs, ours in pairs
    )
    columns = (Column(title="For the other side", width=50), Column(title="Here", width=50))
    return Section(
        title="Letters for the other side",
        anchor="letters",
        blocks=(
            Text(line=line(phrases().fixed.letters)),
            Grid(columns=columns, rows=rows, lead=True, dense=True),
        ),
    )


def _run_on(lines: Sequence[Line]) -> Line:
    """Several lines as one."""
    joined = list(lines[0]) if lines else []
    for each in lines[1:]:
        joined += [say("   |   ", muted=True), *each]
    return tuple(joined)


def norms_section(analysis: Analysis) -> Section | None:
    """The norms that a contract can carry, and which clauses support them."""
    carried = [norm for norm in analysis.norms if not norm.conduct]
    if not carried:
        return None
    place = places(analysis)
    order = {"missing": 0, "partly": 1, "supported": 2}
    columns = (
        Column(title="Norm", width=30),
        Column(title="In this contract", width=16),
        Column(title="Clauses", width=30),
        Column(title="Source", width=24),
    )
    rows = tuple(
        (
            cell(
                (
                    say(norm.title, strong=True),
                    *(
                        [say(f" – left out on purpose: {norm.note}", muted=True)]
                        if norm.note
                        else []
                    ),
                )
            ),
            cell(
                phrases().statuses.get(norm.status, norm.status),
                tone={"missing": "penalty", "partly": "control", "supported": "trust"}.get(
                    norm.status
                ),
            ),
            cell(some_of([place[each] for each in norm.clauses if each in place])),
            cell((say(norm.source, muted=True),)),
        )
        for norm in sorted(carried, key=lambda each: order.get(each.status, 3))
    )
    return Section(
        title="Norms in this contract",
        anchor="norms",
        blocks=(Grid(columns=columns, rows=rows, lead=True, dense=True),),
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


def _blank(issue: Issue, blank: str, width: int = 20) -> Line:
    """The blank with a few words on each side."""
    text = one_line(issue.suggestion.proposed_text)
    name = one_line(blank)
    if not name or name not in text:
        return (say(name, strong=True),)
    before, _, after = text.partition(name)
    return (
        say(_tail(before, width), muted=True),
        say(name, strong=True),
        say(_head(after, width), muted=True),
    )


def _tail(text: str, width: int) -> str:
    return text if len(text) <= width else f"…{text[-width:].partition(' ')[2] or text[-width:]}"


def _head(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[:width].rpartition(' ')[0] or text[:width]}…"
