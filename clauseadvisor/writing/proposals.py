"""The issues table, and each proposal with original and new wording side by side."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.domain import Analysis, Kind, LabelledClause
from clauseadvisor.writing.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Grid,
    Heading,
    Line,
    Points,
    Section,
    Text,
    cell,
    lead,
    line,
    say,
)
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import (
    Issue,
    money_text,
    norm_lines,
    readiness_text,
    says,
    weighs_on,
)
from clauseadvisor.writing.money import money_lines
from clauseadvisor.writing.phrases import phrases, subtype_name
from clauseadvisor.writing.wording import body, burden

#: So many proposals are laid out at length; the rest get wording, reason and ask alone, so that
#: notes on a long contract stay a document that people read.
AT_LENGTH = 12


def issues_section(analysis: Analysis, found: Sequence[Issue]) -> Section:
    """The table that practitioners expect, on its side."""
    return Section(
        title="Issues list",
        anchor="issues",
        blocks=(_issues_grid(analysis, found),) if found else _nothing(),
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
    rows = tuple(
        (
            _reference(each),
            cell((say(each.where, strong=True),)),
            cell(says(analysis, each) or "–"),
            cell(_proposal(each)),
            _asked(each),
            cell(*_shared_reasons(analysis, each)),
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


def details_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """Every proposal; the first dozen at length."""
    if not found:
        return None
    blocks: list[Block] = []
    for index, issue in enumerate(found):
        blocks.extend(_head(analysis, issue))
        blocks.append(_sides(issue))
        blocks.append(Text(line=lead("Why", issue.suggestion.rationale)))
        blocks.extend(_talk(issue))
        if index < AT_LENGTH:
            blocks.extend(_at_length(analysis, issue))
        else:
            blocks.extend(_briefly(analysis, issue))
    return Section(title="Proposals in full", anchor="details", blocks=tuple(blocks), new_page=True)


def shared_details_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """Every proposal for the other side: wording, ask and offer, norms by name."""
    if not found:
        return None
    blocks: list[Block] = []
    for issue in found:
        blocks.append(_title(issue))
        blocks.append(_sides(issue))
        blocks.extend(_talk(issue))
        reasons = "; ".join(_shared_reasons(analysis, issue))
        blocks.append(Text(line=lead("Why it may suit both", reasons)))
    return Section(title="Proposals in full", anchor="details", blocks=tuple(blocks), new_page=True)


def _issues_grid(analysis: Analysis, found: Sequence[Issue]) -> Grid:
    columns = (
        Column(title="No.", width=9),
        Column(title="Clause", width=23),
        Column(title="What it says", width=40),
        Column(title="Burdens", width=18),
        Column(title="We propose", width=32),
        Column(title="Ask / offer / fallback / keep", width=56),
        Column(title="Norm and reason", width=42),
        Column(title="Money", width=22),
        Column(title="Readiness", width=17),
        Column(title="Owner", width=14),
        Column(title="Status", width=14),
    )
    rows = tuple(_issue_row(analysis, each) for each in found)
    return Grid(columns=columns, rows=rows, dense=True, lead=True, caption="Issues list")


def _issue_row(analysis: Analysis, issue: Issue) -> tuple[Cell, ...]:
    money = money_text(issue)
    return (
        _reference(issue),
        cell((say(issue.where, strong=True),), _label_line(issue.clause)),
        cell(says(analysis, issue) or "–"),
        cell(weighs_on(analysis, issue)),
        cell(_proposal(issue)),
        _asked(issue),
        cell(*norm_lines(analysis, issue), issue.suggestion.rationale),
        cell(*(money.split("\n") if money else ("–",))),
        cell(readiness_text(analysis, issue)),
        cell(" "),
        cell("Open"),
    )


def _reference(issue: Issue) -> Cell:
    tone = issue.clause.label.value if issue.clause else "trust"
    return cell((say(issue.ref, strong=True, link=issue.anchor),), tone=tone)


def _label_line(clause: LabelledClause | None) -> Line:
    if clause is None:
        return ()
    check = " – check" if clause.needs_review else ""
    name = subtype_name(clause.subtype) or phrases().labels[clause.label].name.lower()
    return (say(f"{name}{check}", tone=clause.label.value),)


def _proposal(issue: Issue) -> Line:
    verdict = phrases().verdicts[issue.suggestion.verdict].name
    return (say(f"{verdict}: ", strong=True), say(one_line(issue.suggestion.title)))


def _asked(issue: Issue) -> Cell:
    return cell(*_negotiation(issue))


def _negotiation(issue: Issue) -> tuple[Line, ...]:
    talk = issue.suggestion.negotiation
    said = (
        ("Ask", talk.ask),
        ("Offer", talk.offer),
        ("Fallback", talk.fallback),
        ("Keep", talk.keep),
    )
    return tuple(lead(name, text) for name, text in said if text)


def _shared_reasons(analysis: Analysis, issue: Issue) -> tuple[str, ...]:
    return norm_lines(analysis, issue) or (phrases().reasons[issue.suggestion.kind],)


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
    skipped = clause.text.find(text)
    lines: list[Line] = []
    if clause.context:
        lines.append((say(clause.context.strip(), muted=True),))
    position = clause.start + max(skipped, 0)
    for paragraph in text.split("\n"):
        if paragraph.strip():
            lines.append(_marked(clause, paragraph, position))
        position += len(paragraph) + 1
    return Cell(lines=tuple(lines))


def _marked(clause: LabelledClause, paragraph: str, start: int) -> Line:
    """A paragraph with the words in strong type that the label rests on."""
    runs, done = [], 0
    for span in sorted(clause.evidence, key=lambda each: each.start):
        first = max(span.start - start, done)
        last = min(span.end - start, len(paragraph))
        if first < last:
            runs += [say(paragraph[done:first]), say(paragraph[first:last], strong=True)]
            done = last
    runs.append(say(paragraph[done:]))
    return tuple(run for run in runs if run.text)


def _wording(issue: Issue) -> Cell:
    text = issue.suggestion.proposed_text.strip()
    if not text:
        return cell((say("No wording: see how to bring it up.", italic=True, muted=True),))
    return cell(*(paragraph for paragraph in text.split("\n") if paragraph.strip()))


def _talk(issue: Issue) -> tuple[Block, ...]:
    lines = _negotiation(issue)
    if not lines:
        return ()
    names = tuple(run[0].text.rstrip(": ") for run in lines)
    rows = tuple(
        (cell((say(name, strong=True),)), cell((each[1],)))
        for name, each in zip(names, lines, strict=True)
    )
    columns = (Column(title="", width=14), Column(title="", width=86))
    return (Grid(columns=columns, rows=rows, titled=False, lead=True),)


def _briefly(analysis: Analysis, issue: Issue) -> tuple[Block, ...]:
    points = [
        ("Norms", "; ".join(norm_lines(analysis, issue))),
        ("Money", money_text(issue).replace("\n", "; ")),
        ("First step", issue.suggestion.first_step),
    ]
    return tuple(Text(line=lead(name, text)) for name, text in points if text)


def _at_length(analysis: Analysis, issue: Issue) -> tuple[Block, ...]:
    suggestion = issue.suggestion
    blocks: list[Block] = list(_money_grid(issue))
    lists = (
        ("Norms behind it", norm_lines(analysis, issue)),
        ("Before it starts", suggestion.preconditions),
        ("Guardrails", suggestion.guardrails),
        ("Risks", suggestion.risks),
        ("Not answered yet", suggestion.questions),
        ("Sources", suggestion.sources),
    )
    points = tuple(
        lead(name, "; ".join(_ended(text) for text in texts)) for name, texts in lists if texts
    )
    if points:
        blocks.append(Points(lines=points))
    if len(suggestion.options) > 1:
        blocks.append(_options(issue))
    if suggestion.first_step:
        blocks.append(Callout(kind="note", lines=(lead("First step", suggestion.first_step),)))
    return tuple(blocks)


def _ended(text: str) -> str:
    return one_line(text).rstrip(". ;")


def _money_grid(issue: Issue) -> tuple[Block, ...]:
    figures = money_lines(issue.suggestion)
    if not figures:
        return ()
    columns = (
        Column(title="Money", width=44),
        Column(title="Value", width=20),
        Column(title="How it comes about", width=36),
    )
    rows = tuple(
        (
            cell(figure.name),
            cell((say(figure.value, strong=True),)),
            cell((say(figure.formula or ("assumption" if figure.assumed else "–"), muted=True),)),
        )
        for figure in figures
    )
    return (Grid(columns=columns, rows=rows, lead=True),)


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
            cell(phrases().stages.get(option.stage_needed, str(option.stage_needed))),
        )
        for option in issue.suggestion.options
    )
    return Grid(columns=columns, rows=rows, lead=True)


def _nothing() -> tuple[Block, ...]:
    return (Text(line=line(phrases().fixed.no_suggestions)),)
