"""The issues table, and each proposal with original and new wording side by side."""

from __future__ import annotations

from collections.abc import Sequence

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
    lead,
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
    norms_of,
    readiness_text,
    says,
    shared_reasons,
    weighs_on,
)
from clauseadvisor.writing.money import MoneyLine, cautions, results
from clauseadvisor.writing.phrases import phrases, stage_name, subtype_name
from clauseadvisor.writing.summary import no_advice_text
from clauseadvisor.writing.wording import body, burden, listed, move, opening

#: So many proposals are laid out at length; the rest get wording, reason and ask alone, so that
#: notes on a long contract stay a document that people read.
AT_LENGTH = 12

_WORTH_A_REFERENCE = 60
#: Letters of a reason in the issues table; the whole of it stands with the proposal.
_REASON = 230
_NORMS = 2
_ORIGINS = {
    "clause": "stated in the clause",
    "input": "as you said",
    "history": "from your figures",
    "computed": "follows from the clause",
}

#: A name and the lines that belong to it.
_Row = tuple[str, tuple[Line, ...]]


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
    said = _Said()
    rows = tuple(
        (
            cell((say(each.ref, strong=True, link=each.anchor),)),
            cell((say(each.where, strong=True),)),
            cell(says(each) or "–"),
            _proposal(each, shared=True),
            Cell(lines=said.once(each, _shared_negotiation(each))),
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


def details_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """Every proposal; the first dozen at length."""
    if not found:
        return None
    blocks: list[Block] = []
    said = _Said()
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
            _facts([*_rows(_shared_negotiation(issue)), ("Why it may suit both", reasons)])
        )
    return Section(title="Proposals in full", anchor="details", blocks=tuple(blocks), new_page=True)


def _issues_grid(analysis: Analysis, found: Sequence[Issue]) -> Grid:
    columns = (
        Column(title="No.", width=9),
        Column(title="Clause", width=23),
        Column(title="What it says", width=42),
        Column(title="Weighs on", width=18),
        Column(title="We propose", width=32),
        Column(title="Ask / offer / fallback / keep", width=54),
        Column(title="Norm and reason", width=38),
        Column(title="Money", width=29),
        Column(title="Readiness", width=20),
        Column(title="Owner", width=15),
        Column(title="Status", width=14),
    )
    asked, reasons = _Said(), _Said()
    rows = tuple(_issue_row(analysis, each, asked, reasons) for each in found)
    return Grid(columns=columns, rows=rows, dense=True, lead=True, caption="Issues list")


def _issue_row(analysis: Analysis, issue: Issue, asked: _Said, reasons: _Said) -> tuple[Cell, ...]:
    money = money_text(issue)
    norms = "; ".join(one_line(norm.title) for norm in norms_of(analysis, issue)[:_NORMS])
    reason = opening(issue.suggestion.rationale, _REASON)
    why = tuple(each for each in ((say(norms, strong=True),), line(reason)) if plain(each))
    return (
        _reference(issue),
        cell((say(issue.where, strong=True),), _label_line(issue.clause)),
        cell(says(issue) or "–"),
        cell(weighs_on(analysis, issue)),
        _proposal(issue),
        Cell(lines=asked.once(issue, _negotiation(issue))),
        Cell(lines=reasons.once(issue, why)),
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


def _proposal(issue: Issue, *, shared: bool = False) -> Cell:
    words = phrases().verdicts[issue.suggestion.verdict]
    return cell(
        (say(words.shared if shared else words.name, muted=True),),
        (say(one_line(issue.suggestion.title), strong=True),),
    )


class _Said:
    """Remembers which issue said something first, so that notes need not say it twice."""

    def __init__(self) -> None:
        self.first: dict[tuple[Line, ...], str] = {}

    def once(self, issue: Issue, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines, or "As for P3" if issue P3 has said the very same."""
        if sum(len(plain(each)) for each in lines) < _WORTH_A_REFERENCE:
            return lines
        ref = self.first.setdefault(lines, issue.ref)
        if ref == issue.ref:
            return lines
        return ((say("As for ", muted=True), say(ref, link=f"issue_{ref}")),)


def _negotiation(issue: Issue) -> tuple[Line, ...]:
    """Ask, offer, fallback and keep, as far as the reader may see them."""
    talk = issue.suggestion.negotiation
    said = (
        ("Ask", talk.ask),
        ("Offer", talk.offer),
        ("Fallback", talk.fallback),
        ("Keep", talk.keep),
    )
    return tuple(lead(name, move(text)) for name, text in said if text)


def _shared_negotiation(issue: Issue) -> tuple[Line, ...]:
    talk = issue.suggestion.negotiation
    said = (("We ask", talk.ask), ("We offer", talk.offer))
    return tuple(lead(name, move(text)) for name, text in said if text)


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


def _plan(analysis: Analysis, issue: Issue, *, at_length: bool, said: _Said) -> tuple[Block, ...]:
    """How to bring it up and what stands behind it, one row a topic."""
    suggestion = issue.suggestion
    asked = said.once(issue, _negotiation(issue))
    as_before = len(asked) == 1 and asked != _negotiation(issue)
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


def _nothing(analysis: Analysis) -> Text:
    return Text(line=line(no_advice_text(analysis)))
