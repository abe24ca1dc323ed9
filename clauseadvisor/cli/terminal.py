"""What a person sees on the terminal: results on standard output, progress on standard error.

Everything that comes from a contract or a user's file goes through :func:`plain`, so that
neither rich's markup nor the terminal's control sequences in it have any effect.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.places import unique_numbers
from clauseadvisor.writing.scorecards import remarks, rows
from clauseadvisor.writing.summary import Summary, Topic, summary

if TYPE_CHECKING:
    from clauseadvisor.batching import BatchResult
    from clauseadvisor.batching import Progress as BatchProgress
    from clauseadvisor.domain import Analysis, Readiness, Suggestion
    from clauseadvisor.labelling.measuring import Evaluation
    from clauseadvisor.playbook.schema import Playbook
    from clauseadvisor.suggesting.sheet import EconomicsResult

COLOURS = {
    "penalty": "red",
    "incentive": "green",
    "control": "blue",
    "trust": "cyan",
    "neutral": "bright_black",
}

#: What an option is called: a reward that could stand beside or in place of the clause, or a norm.
_OPTIONS = {"bonus": "Bonus", "trust_norm": "Norm"}

_STAGES = ("Guarded", "Pilot", "Partner", "Trusted")

#: Width of text on terminals wider than this: long lines are hard to read.
WIDTH = 100
#: Letters of a number in the table of clauses, with what it stands below.
_NUMBER = 16

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """The text without control characters (a contract could otherwise steer the terminal)."""
    return _CONTROL.sub(" ", text)


def output_console() -> Console:
    """Standard output, as wide as the terminal but not wider than reads well."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    return console


def error_console() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


# ------------------------------------------------------------------ one contract


def show_analysis(analysis: Analysis, *, table: bool = True) -> None:
    """The analysis at a glance, on standard output; ``table`` adds every clause that is not neutral."""
    console = output_console()
    for part in _analysis(analysis, table):
        console.print(part)


def to_text(analysis: Analysis) -> str:
    """The same without colour, for a file."""
    console = Console(
        file=io.StringIO(), width=WIDTH, highlight=False, markup=False, emoji=False, no_color=True
    )
    for part in _analysis(analysis, table=True):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def show_warnings(analysis: Analysis) -> None:
    """What was read with doubt, on standard error."""
    console = error_console()
    for warning in analysis.document.warnings:
        page = f" (page {warning.page})" if warning.page else ""
        console.print(Text.assemble(("Note: ", "yellow"), plain(warning.message + page)))


def show_files(paths: Sequence[Path]) -> None:
    """Where results were written."""
    console = output_console()
    console.print(Text("\nNegotiation notes written to", style="bold"))
    for path in paths:
        console.print(Text(f"  {path}"))


def _analysis(analysis: Analysis, table: bool) -> Iterator[RenderableType]:
    glance = summary(analysis)
    by_id = {each.id: each for each in analysis.suggestions}
    yield Text()
    yield Panel(
        _relationship(glance, analysis.readiness),
        title=Text(plain(glance.document), style="bold"),
        title_align="left",
        padding=(1, 2),
    )
    if glance.topics:
        yield Text("\nMost worth talking about", style="bold")
        yield Text(f"{phrases().fixed.raise_first} {_of_all(glance)}".rstrip(), style="dim")
        for topic in glance.topics:
            shown = _topic(
                topic, by_id.get(topic.suggestion_id), scored=analysis.readiness is not None
            )
            yield Padding(shown, (1, 0, 0, 2))
    yield Text()
    left_out = [norm for norm in analysis.norms if norm.note]
    if left_out:
        yield Text("Left out on purpose", style="bold")
        for norm in left_out:
            yield Text(plain(f"  {norm.title}: {norm.note}"))
        yield Text()
    if table:
        yield _clause_table(analysis)
    yield Text(_verdict_line(glance), style="bold")
    yield Text(
        "Not legal advice: have wording checked by a lawyer before it is signed.",
        style="bright_black",
    )


def _of_all(glance: Summary) -> str:
    """How many proposals there are beside those shown, and where they stand."""
    raised = sum(count for verdict, count in glance.verdicts if verdict != "keep")
    if raised <= len(glance.topics):
        return ""
    return (
        f"These are {len(glance.topics)} of {raised} proposals: clauseadvisor notes FILE --output "
        "notes.docx writes all of them."
    )


def _relationship(glance: Summary, readiness: Readiness | None) -> RenderableType:
    lines: list[RenderableType] = [
        Text(plain(glance.relationship_name), style="bold"),
        Text(plain(glance.relationship)),
        Text(),
        _bar(glance),
    ]
    if glance.balance:
        lines.append(Text(plain(glance.balance)))
    if glance.burden:
        lines.append(Text(plain(glance.burden)))
    lines += [
        Text(),
        Text(
            plain(
                "Parties: "
                + ("; ".join(glance.parties) or "not recognised; name them with --party")
            )
        ),
    ]
    if glance.deal:
        lines.append(Text(plain("Kind of deal: " + "; ".join(glance.deal))))
    if glance.parties and not glance.side_known:
        lines.append(
            Text(
                "No party was recognised as vendor or customer: say who is who with "
                '--party "NAME=vendor", and whose side to take with --role vendor.'
            )
        )
    lines += [Text(plain(glance.side)), Text(_stage(readiness)), Text(plain(glance.window))]
    if glance.lawyer:
        lines.append(Text(plain(glance.lawyer)))
    if glance.review:
        lines.append(Text(f"Labels in doubt, to be read with care: {glance.review}."))
    return Group(*lines)


def _stage(readiness: Readiness | None) -> str:
    """The stage of the scorecard, or what is missed without one."""
    if readiness is None:
        return (
            "Stage: not known without a scorecard (--scorecard FILE); each change names the stage "
            "of readiness from which it is safe."
        )
    return (
        f"Stage: {readiness.stage} ({_STAGES[readiness.stage]}); vendor {_score(readiness.vendor)}, "
        f"customer {_score(readiness.customer)}."
    )


def _bar(glance: Summary) -> Text:
    told = [(label, count) for label, count in glance.counts if label != "neutral" and count]
    total = sum(count for _, count in told)
    bar = Text()
    for label, count in told:
        bar.append("█" * max(1, round(60 * count / total)), style=COLOURS[label])
    bar.append("\n")
    for label, count in told:
        bar.append(f"■ {label} {count}   ", style=COLOURS[label])
    return bar


def _topic(topic: Topic, suggestion: Suggestion | None, *, scored: bool) -> RenderableType:
    """One topic; ``scored`` says whether a scorecard tells the stage, so that it can be locked."""
    options = suggestion.options if suggestion else ()
    locked = suggestion is not None and not suggestion.unlocked and scored
    head = Text.assemble((f"{topic.ref}  ", "bold"), (plain(topic.where), "bold"))
    if topic.label:
        head.append(f"  {topic.label}", style=COLOURS[topic.label])
    if locked:
        head.append("  locked", style="yellow")
    elif suggestion and not suggestion.unlocked:
        needed = suggestion.stage_needed
        head.append(f"  from stage {needed} ({_STAGES[needed]})", style="bright_black")
    rows = Table.grid(padding=(0, 1))
    rows.add_column(style="bright_black", no_wrap=True)
    rows.add_column()
    for name, words in (
        ("Now", topic.says),
        ("Weighs on", topic.weighs_on),
        (topic.verdict.capitalize(), topic.proposal),
        *((_OPTIONS[option.kind], option.title) for option in options),
        ("Locked", suggestion.unlock_hint or "" if suggestion and locked else ""),
        ("Why", topic.why),
        ("First step", topic.first_step),
        ("Id", topic.suggestion_id),
    ):
        if words:
            rows.add_row(name, Text(plain(words)))
    return Group(head, Padding(rows, (0, 0, 0, 3)))


def _clause_table(analysis: Analysis) -> Table:
    """Every clause that is more than neutral, in the order of the contract."""
    verdicts = {each.clause_id: each for each in analysis.suggestions}
    numbers = unique_numbers(analysis)
    told = [clause for clause in analysis.clauses if clause.label != "neutral"]
    longest = max((len(numbers[clause.id]) for clause in told), default=0)
    table = Table(
        title="Clauses that bind, reward or join",
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        expand=True,
    )
    for name, width in (
        ("No.", min(max(longest, 9), _NUMBER)),
        ("Label", 11),
        ("Kind", 20),
        ("On", 8),
    ):
        table.add_column(name, no_wrap=True, width=width)
    table.add_column("Words", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("Advice", no_wrap=True, width=20)
    for clause in told:
        suggestion = verdicts.get(clause.id)
        table.add_row(
            plain(numbers[clause.id]),
            Text(clause.label + (" ?" if clause.needs_review else ""), style=COLOURS[clause.label]),
            (clause.subtype or "").replace("_", " "),
            clause.burden,
            Text(plain(" ".join(clause.text.split())[:200])),
            f"{suggestion.verdict:7} {suggestion.id}" if suggestion else "",
        )
    return table


def _verdict_line(glance: Summary) -> str:
    return "Suggestions: " + ", ".join(f"{verdict} {count}" for verdict, count in glance.verdicts)


# ------------------------------------------------------------------ progress


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A spinner on standard error that shows the present step; silent where nobody watches."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        console=error_console(),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("starting")
        yield lambda step: bar.update(task, description=step)


@contextmanager
def batch_progress() -> Iterator[Callable[[BatchProgress], None]]:
    """A bar with count, rate and time left, on standard error."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=error_console(),
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("contracts", total=None, rate="")

        def tell(state: BatchProgress) -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            rate = f"{60 * speed:.0f} a minute" if speed else ""
            failed = f", {state.failed} failed" if state.failed else ""
            bar.update(
                task,
                total=state.total,
                completed=state.ended,
                rate=rate,
                description=f"contracts{failed}",
            )

        yield tell


# ------------------------------------------------------------------ the rest


def show_batch(result: BatchResult) -> None:
    """Counts of a folder, what failed and why, and where the results lie."""
    console = output_console()
    done = sum(row.status == "done" for row in result.rows)
    skipped = sum(row.status == "skipped" for row in result.rows)
    console.print(
        Text(
            f"{len(result.rows)} files: {done} done, {len(result.failures)} failed, {skipped} not looked at; "
            f"{result.analysed} analysed now, {result.unchanged} known from before."
        )
    )
    for row in result.failures:
        console.print(
            Text.assemble(("  failed  ", "red"), plain(row.path), f": {plain(row.error or '')}")
        )
    console.print(Text(f"Report: {result.output / 'report.html'}"))
    console.print(Text(f"Table:  {result.output / 'summary.csv'}"))


def show_evaluation(evaluation: Evaluation) -> None:
    """Scores and the confusion table."""
    output_console().print(Text(evaluation.to_text()))


def show_playbook(playbook: Playbook) -> None:
    """The recipes and norms in use."""
    console = output_console()
    recipes = Table(
        title=f"Recipes (playbook {playbook.version})",
        title_justify="left",
        title_style="bold",
        box=None,
    )
    for name in ("Id", "For", "Title"):
        recipes.add_column(name, no_wrap=name != "Title")
    for recipe in playbook.recipes.values():
        recipes.add_row(plain(recipe.id), recipe.label, Text(plain(recipe.title)))
    norms = Table(title="Norms", title_justify="left", title_style="bold", box=None)
    for name in ("Id", "Title", "Source"):
        norms.add_column(name, no_wrap=name == "Id")
    for norm in playbook.norms.values():
        norms.add_row(plain(norm.id), Text(plain(norm.title)), Text(plain(norm.source)))
    console.print(recipes)
    console.print()
    console.print(norms)


def show_readiness(readiness: Readiness) -> None:
    """Scores of both sides, the stage and the gates that hold it down."""
    stage = f"{readiness.stage} ({_STAGES[readiness.stage]})"
    if readiness.vendor is None or readiness.customer is None:
        stage = f"not known; until enough is answered, as if it were {stage}"
    rows: list[tuple[str, Any]] = [
        ("Vendor", _score(readiness.vendor)),
        ("Customer", _score(readiness.customer)),
        ("Stage", stage),
    ]
    rows += [("Gate", gate) for gate in readiness.gates]
    _show_pairs(rows)


def show_partners(table: Mapping[str, Any]) -> None:
    """Up to four scorecards side by side, then what holds each partner back."""
    console = output_console()
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column("Vendor / customer")
    for name in table["partners"]:
        grid.add_column(Text(plain(name)))
    for row in rows(table):
        style = "bold" if row.strong else ""
        grid.add_row(*(Text(plain(each), style=style) for each in (row.name, *row.cells)))
    console.print(grid)
    for name, said in remarks(table):
        console.print(Text(f"\n{plain(name)}", style="bold"))
        for each in said:
            console.print(Text(f"  {plain(each)}"))


def show_economics(result: EconomicsResult) -> None:
    """Every figure that is known, in words and with its origin, then what is missing and warned of."""
    from clauseadvisor.suggesting.sheet_rows import missing, sources
    from clauseadvisor.suggesting.sheet_rows import rows as money_rows

    console = output_console()
    title = f"The money side{f', in {plain(result.currency)}' if result.currency else ''}"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in ("Figure", "Value", "From"):
        table.add_column(name, justify="right" if name == "Value" else "left")
    for row in money_rows(result):
        table.add_row(Text(plain(row.name)), Text(plain(row.value)), row.origin)
    console.print(table)
    for heading, lines in (
        ("Not worked out", missing(result)),
        (
            "Where the money comes from",
            sources(result),
        ),
        ("Open questions", result.questions),
        ("Mind", result.warnings),
    ):
        if lines:
            console.print(Text(f"\n{heading}", style="bold"))
        for line in lines:
            console.print(Text(f"  {plain(line)}"))


def _score(score: float | None) -> str:
    return (
        "too few answers (70 % of the weight is needed)" if score is None else f"{score:.1f} of 100"
    )


def _show_pairs(rows: Sequence[tuple[str, Any]]) -> None:
    grid = Table.grid(padding=(0, 2))
    for name, value in rows:
        grid.add_row(name, Text(plain(str(value))))
    output_console().print(grid)
