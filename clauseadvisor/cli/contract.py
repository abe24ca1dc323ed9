"""One contract: analyze, notes, segment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clauseadvisor.cli import deciding
from clauseadvisor.cli import options as opt
from clauseadvisor.cli.output import check_output, emit
from clauseadvisor.errors import UsageError

if TYPE_CHECKING:
    from clauseadvisor.domain import Analysis

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write here, not to standard output."),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(
        epilog="Example: clauseadvisor analyze contract.docx --format json -o analysis.json"
    )(analyze)
    app.command(
        context_settings=deciding.SEVERAL,
        epilog="Example: clauseadvisor notes contract.pdf --output notes.docx",
    )(notes)
    app.command(epilog="Example: clauseadvisor segment contract.txt --format text")(segment)


def analyze(
    file: opt.ContractFile,
    format: Annotated[str, typer.Option("--format", metavar="table|json|markdown|html")] = "table",
    output: OutputOption = None,
    role: opt.RoleOption = "customer",
    party: opt.PartyOption = None,
    scorecard: opt.ScorecardOption = None,
    assumptions: opt.AssumptionsOption = None,
    playbook: opt.PlaybookOption = None,
    history: opt.HistoryOption = None,
    law: opt.LawOption = None,
    view: opt.ViewOption = "final",
    model: opt.ModelOption = None,
    thorough: opt.ThoroughOption = False,
) -> None:
    """Analyse one contract: its clauses, their labels, the balance and what to propose."""
    opt.one_of(format, ("table", "json", "markdown", "html"), "--format")
    check_output(output)
    analysis = _analyze(
        file, role, party, scorecard, assumptions, playbook, history, law, view, model, thorough
    )
    if format == "json":
        from clauseadvisor.writing.record import to_json

        emit(to_json(analysis), output)
    elif format == "markdown":
        from clauseadvisor.writing.markdown import render_analysis as render_markdown

        emit(render_markdown(analysis), output)
    elif format == "html":
        from clauseadvisor.writing.html import render_analysis as render_html

        emit(render_html(analysis), output)
    else:
        from clauseadvisor.cli.terminal import show_analysis, to_text

        if output is None:
            show_analysis(analysis)
        else:
            emit(to_text(analysis), output)


def notes(
    context: typer.Context,
    file: opt.ContractFile,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="notes.docx|.html|.md|.xlsx",
            help="The format follows the name.",
        ),
    ],
    audience: Annotated[
        str,
        typer.Option(
            "--audience",
            metavar="internal|counterparty",
            help="counterparty leaves out fallbacks and money.",
        ),
    ] = "internal",
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="ID...",
            help="Tell the other side of these as well, though a label is in doubt (P1, or an id).",
        ),
    ] = None,
    decisions: deciding.DecisionsOption = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="A date to print; none unless asked for."
        ),
    ] = None,
    role: opt.RoleOption = "customer",
    party: opt.PartyOption = None,
    scorecard: opt.ScorecardOption = None,
    assumptions: opt.AssumptionsOption = None,
    playbook: opt.PlaybookOption = None,
    history: opt.HistoryOption = None,
    law: opt.LawOption = None,
    view: opt.ViewOption = "final",
    model: opt.ModelOption = None,
    thorough: opt.ThoroughOption = False,
) -> None:
    """Write negotiation notes: a Word document, a web page, Markdown, or the issues list as a spreadsheet."""
    from clauseadvisor.writing import check_notes_path, write_notes
    from clauseadvisor.writing.issues import correspondence, held_back

    opt.one_of(audience, ("internal", "counterparty"), "--audience")
    names = deciding.all_accepted(context, accept)
    if (names or decisions) and audience == "internal":
        raise UsageError(
            "--accept and --decisions say what the other side is told, and your own notes hold "
            "everything: add --audience counterparty, or leave them out."
        )
    selection = deciding.decided(decisions)
    check_notes_path(output)  # before the work, so that a wrong name or place costs no time
    analysis = _analyze(
        file, role, party, scorecard, assumptions, playbook, history, law, view, model, thorough
    )
    selection = deciding.with_accepted(selection, analysis, names)
    path = write_notes(analysis, output, audience=audience, date=date, selection=selection)
    if audience == "internal":
        typer.echo(f"Notes on {len(analysis.suggestions)} suggestions written to {path}", err=True)
        return
    numbers = correspondence(analysis, selection)
    count = len(numbers)
    told = f"{count} proposal{'' if count == 1 else 's'} for the other side"
    typer.echo(f"Notes on {told} written to {path}", err=True)
    if numbers:
        pairs = ", ".join(f"{theirs} is {ours}" for theirs, ours in numbers)
        typer.echo(f"Letters there, and your own numbers: {pairs}.", err=True)
    deciding.tell_held_back(held_back(analysis, selection))


def segment(
    file: opt.ContractFile,
    format: Annotated[str, typer.Option("--format", metavar="jsonl|text")] = "jsonl",
    output: OutputOption = None,
    view: opt.ViewOption = "final",
) -> None:
    """Split one contract into clauses, without labels."""
    from clauseadvisor.reading import read_document
    from clauseadvisor.splitting import split_clauses

    opt.one_of(format, ("jsonl", "text"), "--format")
    check_output(output)
    source, name = opt.read_source(file)
    document = read_document(
        source, name=name, view=opt.one_of(view, ("final", "original"), "--view")
    )
    clauses = split_clauses(document)
    if format == "text":
        emit("\n\n".join(clause.text for clause in clauses), output)
        return
    keys = ("id", "number", "heading", "text", "start", "end", "page")
    rows = ({key: getattr(clause, key) for key in keys} for clause in clauses)
    emit("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), output)


def _analyze(
    file: str,
    role: str,
    party: list[str] | None,
    scorecard: Path | None,
    assumptions: Path | None,
    playbook: Path | None,
    history: Path | None,
    law: str | None,
    view: str,
    model: Path | None,
    thorough: bool,
) -> Analysis:
    opt.one_of(view, ("final", "original"), "--view")
    inputs = opt.gather_inputs(role, party, law, scorecard, assumptions, history, thorough)
    from clauseadvisor.analysis import analyze as run
    from clauseadvisor.cli.terminal import progress, show_warnings
    from clauseadvisor.playbook.load import load_playbook

    source, name = opt.read_source(file)
    chosen = load_playbook(playbook) if playbook else None
    classifier = opt.load_classifier(model, thorough) if model else None
    with progress() as tell:
        analysis = run(
            source,
            name=name,
            inputs=inputs,
            classifier=classifier,
            playbook=chosen,
            view=view,
            on_step=tell,
        )
    show_warnings(analysis)
    return analysis
