"""Each proposal with original and new wording side by side, and what stands behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from clauseadvisor.domain import Analysis, Kind, LabelledClause, Option, Suggestion
from clauseadvisor.writing.audience import is_doubtful
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
    by_priority,
    guardrail_lines,
    norm_lines,
    readiness_text,
    shared_reasons,
    window_text,
)
from clauseadvisor.writing.money import MoneyLine, cautions, results, verdict
from clauseadvisor.writing.moves import Said, negotiation, shared_negotiation
from clauseadvisor.writing.phrases import phrases, stage_name, subtype_name
from clauseadvisor.writing.windows import unusual
from clauseadvisor.writing.wording import body, burden, listed, opening

#: So many proposals are laid out at length; the rest get wording, reason and moves alone, so that
#: notes on a long contract stay a document that people read.
AT_LENGTH: Final = 8

#: Letters of the reason for a proposal that is given in short.
_WHY: Final = 300

#: The least width of original or proposal, in percent, however short.
_NARROWEST: Final = 32.0

_ORIGINS: Final = {
    "clause": "stated in the clause",
    "contract": "the share stated in the clause, the total in a table of the contract",
    "input": "as you said",
    "history": "from your figures",
    "computed": "follows from the clause",
}

#: A name and the lines that belong to it.
_Row = tuple[str, tuple[Line, ...]]


def details_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """Every proposal; those that matter most at length, and what was said of one not said again."""
    if not found:
        return None
    blocks: list[Block] = []
    said = Said()
    other_windows = unusual(each.suggestion for each in found)
    most = {each.ref for each in by_priority(found)[:AT_LENGTH]}
    for issue in found:
        blocks.extend(_head(analysis, issue))
        blocks.append(_sides(issue))
        reason = line(issue.suggestion.rationale)
        advice = said.once(issue, (reason, *negotiation(issue)))
        if advice[0] is not reason:
            blocks.append(
                Text(line=(say("Why, and how to bring it up: ", strong=True), *advice[0]))
            )
        elif issue.ref in most:
            blocks.extend(_at_length(analysis, issue, advice, other_windows))
        else:
            blocks.extend(_in_short(issue, advice))
    return Section(title="Proposals in full", anchor="details", blocks=tuple(blocks), new_page=True)


def _at_length(
    analysis: Analysis, issue: Issue, advice: Sequence[Line], other_windows: Collection[str]
) -> Iterator[Block]:
    yield Text(line=(say("Why: ", strong=True), *advice[0]))
    yield from _talk(advice[1:])
    yield from _money_grid(issue)
    yield from _behind(analysis, issue, other_windows)
    if issue.suggestion.first_step:
        yield Text(line=lead("First step", issue.suggestion.first_step))


def _in_short(issue: Issue, advice: Sequence[Line]) -> Iterator[Block]:
    """Without what stands behind it: norms and readiness are in the issues list.

    The reasons of a gift of money are told in full, as the last of them may be a warning.
    """
    suggestion = issue.suggestion
    dear = suggestion.concession and results(suggestion)
    yield Text(
        line=lead("Why", suggestion.rationale if dear else opening(suggestion.rationale, _WHY))
    )
    yield from _talk(advice[1:], dense=True)


def shared_details_section(analysis: Analysis, found: Sequence[Issue]) -> Section | None:
    """Every proposal for the other side: wording, ask and offer, and what its norms bring."""
    if not found:
        return None
    blocks: list[Block] = []
    for issue in found:
        blocks.append(_title(issue))
        blocks.append(_sides(issue))
        reasons = tuple(line(text) for text in shared_reasons(analysis, issue))
        blocks.extend(
            _facts(
                [*_rows(shared_negotiation(issue)), ("Why it may suit both", reasons)],
                caption="How to bring it up",
            )
        )
    return Section(title="Proposals in full", anchor="details", blocks=tuple(blocks), new_page=True)


def wordings_section(found: Sequence[Issue]) -> Section | None:
    """The proposed wording of each proposal and no more; None where none has any."""
    blocks: list[Block] = []
    for issue in found:
        paragraphs = [each for each in issue.suggestion.proposed_text.split("\n") if each.strip()]
        if paragraphs:
            blocks += (_title(issue), *(Text(line=line(each)) for each in paragraphs))
    if not blocks:
        return None
    return Section(title="Proposed wording", anchor="wording", blocks=tuple(blocks))


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
    if suggestion.concession:
        facts.append(say(f"  ·  {phrases().fixed.concession}"))
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
            told = "; not in the notes for the other side" * is_doubtful(suggestion, analysis)
            facts.append(say(f"  ·  label in doubt: check it yourself{told}", italic=True))
    facts.append(say(f"  ·  {readiness_text(analysis, issue)}"))
    return (_title(issue), Text(line=tuple(facts), style="label"))


def _sides(issue: Issue) -> Grid:
    if issue.clause is None:
        new = Column(title="Proposed new clause", width=100)
        return Grid(columns=(new,), rows=((_wording(issue),),), sides=True)
    today, proposed = _today(issue, issue.clause), _wording(issue)
    width = _share_of(today, proposed)
    columns = (
        Column(title=f"Today: {_listed_places(issue)}", width=width),
        Column(title="Proposed wording", width=100 - width),
    )
    return Grid(columns=columns, rows=((today, proposed),), sides=True)


def _share_of(today: Cell, proposed: Cell) -> float:
    """The width of the left of two cells, in percent: the longer text gets more room."""
    left, right = (sum(len(plain(each)) for each in side.lines) for side in (today, proposed))
    return min(max(100 * left / max(left + right, 1), _NARROWEST), 100 - _NARROWEST)


def _listed_places(issue: Issue) -> str:
    # A place without a number is told by its first words, which are too many for a heading.
    others = (where.partition(", “")[0] for where, _ in issue.also)
    return listed([issue.where, *(where for where in others if where)])


def _today(issue: Issue, clause: LabelledClause) -> Cell:
    """The clause as it is, and below it every other one that the wording changes too."""
    lines = list(_original(clause))
    for where, other in issue.also:
        lines += [(say(f"{where}:" if where else "And:", strong=True),), *_original(other)]
    return Cell(lines=tuple(lines))


def _original(clause: LabelledClause) -> Iterator[Line]:
    if clause.context:
        yield (say(clause.context.strip(), muted=True),)
    yield from (line(part) for part in body(clause).split("\n") if part.strip())


def _wording(issue: Issue) -> Cell:
    text = issue.suggestion.proposed_text.strip()
    if not text:
        return cell((say("No wording: see how to bring it up.", italic=True, muted=True),))
    return cell(*(paragraph for paragraph in text.split("\n") if paragraph.strip()))


def _talk(said: Sequence[Line], *, dense: bool = False) -> tuple[Block, ...]:
    """Ask beside offer, fallback beside keep."""
    if not said:
        return ()
    columns = (Column(title="", width=50), Column(title="", width=50))
    cells = [Cell(lines=(each,)) for each in said]
    if len(cells) % 2:
        cells.append(cell())
    rows = tuple(zip(cells[::2], cells[1::2], strict=True))
    return (
        Grid(columns=columns, rows=rows, titled=False, caption="How to bring it up", dense=dense),
    )


def _behind(analysis: Analysis, issue: Issue, other_windows: Collection[str]) -> tuple[Block, ...]:
    """What stands behind a proposal, one row a topic; the window only where it is another."""
    suggestion = issue.suggestion
    window = window_text(analysis, issue) if suggestion.id in other_windows else ""
    topics: tuple[tuple[str, Sequence[str]], ...] = (
        ("Norms", norm_lines(analysis, issue)),
        ("Next window", (window,)),
        ("Before it starts", suggestion.preconditions),
        ("Guardrails", guardrail_lines(issue)),
        ("Risks", (*suggestion.risks, *cautions(suggestion))),
        ("Open", suggestion.questions),
        ("Also possible", [_way(each) for each in _others(suggestion)]),
        ("Sources", suggestion.sources),
    )
    rows: list[_Row] = [
        (name, (line("; ".join(said)),))
        for name, texts in topics
        if (said := [_ended(text) for text in texts if text])
    ]
    return _facts(rows, caption="What stands behind it", dense=True)


def _others(suggestion: Suggestion) -> Iterator[Option]:
    """The bonus and the trust norm that fit, without those that the wording proposes already."""
    return (each for each in suggestion.options if each.mechanism not in suggestion.mechanisms)


def _way(option: Option) -> str:
    kind, stage = phrases().kinds[option.kind], stage_name(option.stage_needed)
    return f"{kind} (stage {stage}): {option.text}"


def _rows(said: Sequence[Line]) -> list[_Row]:
    """Lines that open with a name, taken apart: the name, and what follows it."""
    return [(plain(each[:1]).rstrip(": "), (each[1:],)) for each in said]


def _facts(rows: Sequence[_Row], *, caption: str, dense: bool = False) -> tuple[Block, ...]:
    """A table of a name and what belongs to it; rows with nothing are left out."""
    filled = tuple(
        (cell((say(name, strong=True),)), Cell(lines=lines)) for name, lines in rows if lines
    )
    if not filled:
        return ()
    columns = (Column(title="", width=15), Column(title="", width=85))
    return (
        Grid(columns=columns, rows=filled, titled=False, lead=True, caption=caption, dense=dense),
    )


def _ended(text: str) -> str:
    return one_line(text).rstrip(". ;")


def _money_grid(issue: Issue) -> tuple[Block, ...]:
    """What it costs and what the proposal would do, in two sentences; then the figures."""
    figures = results(issue.suggestion)
    said = verdict(issue.suggestion)
    summed = (Text(line=lead("Money", " ".join(said))),) if said else ()
    if not figures:
        return summed
    columns = (
        Column(title="Money", width=38),
        Column(title="Value", width=22),
        Column(title="How it comes about", width=40),
    )
    rows = tuple(
        (
            cell(figure.name),
            cell((say(figure.value, strong=True),)),
            cell((say(_origin(figure), muted=True),)),
        )
        for figure in figures
    )
    return (*summed, Grid(columns=columns, rows=rows, lead=True, dense=True))


def _origin(figure: MoneyLine) -> str:
    if figure.rests_on:
        return f"assumes: {listed(figure.rests_on)}"
    return _ORIGINS.get(figure.origin, "follows from the figures above")
