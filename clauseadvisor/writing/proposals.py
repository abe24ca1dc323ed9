"""Each proposal with original and new wording side by side, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clauseadvisor.domain import Analysis, Kind, LabelledClause
from clauseadvisor.writing.blocks import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Line,
    Section,
    Text,
    cell,
    line,
    plain,
    say,
)
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import (
    Issue,
    guardrail_lines,
    money_text,
    norm_lines,
    readiness_text,
    shared_reasons,
)
from clauseadvisor.writing.money import MoneyLine, cautions, results
from clauseadvisor.writing.moves import Said, negotiation, shared_negotiation
from clauseadvisor.writing.phrases import phrases, stage_name, subtype_name
from clauseadvisor.writing.wording import body, burden, listed

#: So many proposals are laid out at length; the rest get wording, reason and ask alone, so that
#: notes on a long contract stay a document that people read.
AT_LENGTH: Final = 12

_ORIGINS: Final = {
    "clause": "stated in the clause",
    "input": "as you said",
    "history": "from your figures",
    "computed": "follows from the clause",
}

#: A name and the lines that belong to it.
_Row = tuple[str, tuple[Line, ...]]


def details_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """Every proposal; the first dozen at length."""
    if not found:
        return None
    blocks: list[Block] = []
    said = Said()
    for index, issue in enumerate(found):
        blocks.extend(_head(analysis, issue))
        blocks.append(_sides(issue))
        why = said.once(issue, (line(issue.suggestion.rationale),))[0]
        blocks.append(Text(line=(say("Why: ", strong=True), *why)))
        at_length = index < AT_LENGTH
        blocks.extend(_money_grid(issue) if at_length else ())
        blocks.extend(_plan(analysis, issue, at_length=at_length, said=said))
        if at_length and len(issue.suggestion.options) > 1:
            blocks.append(_options(issue))
    return Section(title="Proposals in full", anchor="details", blocks=tuple(blocks), new_page=True)


def shared_details_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """Every proposal for the other side: wording, ask and offer, norms by name."""
    if not found:
        return None
    blocks: list[Block] = []
    for issue in found:
        blocks.append(_title(issue))
        blocks.append(_sides(issue))
        reasons = tuple(line(text) for text in shared_reasons(analysis, issue))
        blocks.extend(
            _facts([*_rows(shared_negotiation(issue)), ("Why it may suit both", reasons)])
        )
    return Section(title="Proposals in full", anchor="details", blocks=tuple(blocks), new_page=True)


def _title(issue: Issue) -> Heading:
    return Heading(
        level=2,
        text=f"{issue.ref}  {issue.where}: {one_line(issue.suggestion.title)}",
        anchor=issue.anchor,
    )


def _head(analysis: Analysis, issue: Issue) -> tuple[Block, ...]:
    suggestion = issue.suggestion
    facts = [say(phrases().verdicts[suggestion.verdict].name, strong=True)]
    if suggestion.kind is not Kind.NONE:
        facts.append(say(f" with {phrases().kinds[suggestion.kind]}"))
    if issue.clause is not None:
        label = phrases().labels[issue.clause.label].name
        kind = subtype_name(issue.clause.subtype)
        facts.append(say("  ·  "))
        facts.append(
            say(
                f"{label}{f' ({kind})' if kind else ''}", strong=True, tone=issue.clause.label.value
            )
        )
        facts.append(say(f"  ·  weighs on: {burden(analysis.document, issue.clause)}"))
        if issue.clause.needs_review:
            facts.append(say("  ·  label in doubt: check it yourself", italic=True))
    facts.append(say(f"  ·  {readiness_text(analysis, issue)}"))
    return (_title(issue), Text(line=tuple(facts), style="label"))


def _sides(issue: Issue) -> Grid:
    if issue.clause is None:
        new = Column(title="Proposed new clause", width=100)
        return Grid(columns=(new,), rows=((_wording(issue),),), sides=True)
    columns = (
        Column(title=f"Today: {issue.where}", width=50),
        Column(title="Proposed wording", width=50),
    )
    return Grid(columns=columns, rows=((_original(issue.clause), _wording(issue)),), sides=True)


def _original(clause: LabelledClause) -> Cell:
    text = body(clause)
    lines = [line(part) for part in text.split("\n") if part.strip()]
    if clause.context:
        lines.insert(0, (say(clause.context.strip(), muted=True),))
    return Cell(lines=tuple(lines))


def _wording(issue: Issue) -> Cell:
    text = issue.suggestion.proposed_text.strip()
    if not text:
        return cell((say("No wording: see how to bring it up.", italic=True, muted=True),))
    return cell(*(paragraph for paragraph in text.split("\n") if paragraph.strip()))


def _plan(analysis: Analysis, issue: Issue, *, at_length: bool, said: Said) -> tuple[Block, ...]:
    """How to bring it up and what stands behind it, one row a topic."""
    suggestion = issue.suggestion
    asked = said.once(issue, negotiation(issue))
    as_before = len(asked) == 1 and asked != negotiation(issue)
    rows = [("How to ask", asked)] if as_before else _rows(asked)
    topics: list[tuple[str, tuple[str, ...]]] = [
        ("Norms", ("; ".join(norm_lines(analysis, issue)),))
    ]
    if at_length:
        topics += [
            ("Before it starts", suggestion.preconditions),
            ("Guardrails", guardrail_lines(issue)),
            ("Risks", (*suggestion.risks, *cautions(suggestion))),
            ("Open", suggestion.questions),
            ("Sources", ("; ".join(one_line(each) for each in suggestion.sources),)),
        ]
    else:
        topics.append(("Money", tuple(money_text(issue).split("\n"))))
    rows += [(name, tuple(line(_ended(text)) for text in texts if text)) for name, texts in topics]
    if suggestion.first_step:
        rows.append(("First step", ((say(suggestion.first_step, strong=True),),)))
    return _facts(rows)


def _rows(said: Sequence[Line]) -> list[_Row]:
    """Lines that open with a name, taken apart: the name, and what follows it."""
    return [(plain(each[:1]).rstrip(": "), (each[1:],)) for each in said]


def _facts(rows: Sequence[_Row]) -> tuple[Block, ...]:
    """A table of a name and what belongs to it; rows with nothing are left out."""
    filled = tuple(
        (cell((say(name, strong=True),)), Cell(lines=lines)) for name, lines in rows if lines
    )
    if not filled:
        return ()
    columns = (Column(title="", width=17), Column(title="", width=83))
    return (
        Grid(columns=columns, rows=filled, titled=False, lead=True, caption="How to bring it up"),
    )


def _ended(text: str) -> str:
    return one_line(text).rstrip(". ;")


def _money_grid(issue: Issue) -> tuple[Block, ...]:
    figures = results(issue.suggestion)
    if not figures:
        return ()
    columns = (
        Column(title="Money", width=42),
        Column(title="Value", width=20),
        Column(title="How it comes about", width=38),
    )
    rows = tuple(
        (
            cell(figure.name),
            cell((say(figure.value, strong=True),)),
            cell((say(_behind(figure), muted=True),)),
        )
        for figure in figures
    )
    return (Grid(columns=columns, rows=rows, lead=True),)


def _behind(figure: MoneyLine) -> str:
    if figure.rests_on:
        return f"assumes: {listed(figure.rests_on)}"
    return _ORIGINS.get(figure.origin, "follows from the figures above")


def _options(issue: Issue) -> Grid:
    columns = (
        Column(title="Ways to do it", width=28),
        Column(title="What it says", width=56),
        Column(title="Stage", width=16),
    )
    rows = tuple(
        (
            cell(
                (say(option.title, strong=True),), (say(phrases().kinds[option.kind], muted=True),)
            ),
            cell(option.text),
            cell(stage_name(option.stage_needed)),
        )
        for option in issue.suggestion.options
    )
    return Grid(columns=columns, rows=rows, lead=True)
