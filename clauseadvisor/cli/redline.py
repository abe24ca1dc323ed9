"""Drafts: redline (our proposals in the user's file), compare (one draft with the next)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from clauseadvisor.cli import deciding
from clauseadvisor.cli import options as opt
from clauseadvisor.cli.output import check_output, emit
from clauseadvisor.errors import OutputError, UsageError

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write here, not to standard output."),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(
        context_settings=deciding.SEVERAL,
        epilog="Example: clauseadvisor redline contract.docx --output proposal.docx --accept P1 P3",
    )(redline)
    app.command(epilog="Example: clauseadvisor compare first-draft.docx second-draft.docx")(compare)


def redline(
    context: typer.Context,
    file: opt.ContractFile,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT.docx", help="The marked-up Word file."),
    ],
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            metavar="ID...",
            help="The suggestions to put in: P1 as your notes number them, 1 for the first, or an id.",
        ),
    ] = None,
    decisions: deciding.DecisionsOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Put in every suggestion that changes something.")
    ] = False,
    audience: Annotated[
        str,
        typer.Option(
            "--audience",
            metavar="internal|counterparty",
            help="Whom the comments speak to; internal ones hold fallbacks.",
        ),
    ] = "counterparty",
    author: Annotated[
        str | None,
        typer.Option(
            "--author", metavar="NAME", help="Whose changes they are; our party's, unless given."
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="ISO", help="When they were made; none unless asked for."),
    ] = None,
    role: opt.RoleOption = "customer",
    party: opt.PartyOption = None,
    scorecard: opt.ScorecardOption = None,
    assumptions: opt.AssumptionsOption = None,
    playbook: opt.PlaybookOption = None,
    history: opt.HistoryOption = None,
    law: opt.LawOption = None,
    thorough: opt.ThoroughOption = False,
) -> None:
    """Mark up your own Word file: each chosen suggestion as a tracked change, with its reason beside it."""
    opt.one_of(audience, ("internal", "counterparty"), "--audience")
    if output.suffix.lower() != ".docx":
        raise UsageError(f"A redline cannot be written as {output.name!r}: end the name in .docx.")
    names = deciding.all_accepted(context, accept)
    if not (names or decisions or everything):
        raise UsageError(
            "No suggestion is chosen, so there is nothing to mark up: name some with --accept, "
            "give --decisions, or take --all."
        )
    inputs = opt.gather_inputs(role, party, law, scorecard, assumptions, history, thorough)
    selection = deciding.decided(decisions)
    from clauseadvisor.analysis import analyze
    from clauseadvisor.cli.terminal import progress, show_warnings
    from clauseadvisor.playbook.load import load_playbook
    from clauseadvisor.writing.choosing import check_known
    from clauseadvisor.writing.issues import held_back
    from clauseadvisor.writing.packing import check_place, write_whole
    from clauseadvisor.writing.redline import all_changes, stamp
    from clauseadvisor.writing.redline import redline as mark_up

    stamp(date)  # before the work, so that a wrong date or place costs no time
    check_place(output)
    data, name = _bytes_of(file)
    if file != "-" and output.resolve() == Path(file).resolve():
        raise OutputError(f"{output} is the contract itself: choose another name for --output.")
    rules = load_playbook(playbook) if playbook else None
    with progress() as tell:
        analysis = analyze(data, name=name, inputs=inputs, playbook=rules, on_step=tell)
    show_warnings(analysis)
    choices = (
        {each.suggestion: each for each in all_changes(analysis, audience)} if everything else {}
    )
    selection = deciding.with_accepted(selection, analysis, names)
    choices |= {each.suggestion: each for each in selection.accepted}
    check_known(analysis, [*choices, *selection.rejected])
    for each in selection.rejected:
        choices.pop(each, None)
    content = mark_up(
        data,
        analysis,
        list(choices.values()),
        audience=audience,
        author=author,
        date=date,
        playbook=rules,
    )
    path = write_whole(content, output)
    count = len(choices)
    typer.echo(f"{count} suggestion{'' if count == 1 else 's'} marked up in {path}", err=True)
    if everything and audience == "counterparty":
        deciding.tell_held_back(held_back(analysis, selection))


def compare(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="The older draft (PDF, DOCX, TXT, MD).")
    ],
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="[NEW]",
            show_default=False,
            help="The newer one; without it, OLD before and after its own tracked changes.",
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="table|json")] = "table",
    output: OutputOption = None,
    role: opt.RoleOption = "customer",
    party: opt.PartyOption = None,
    scorecard: opt.ScorecardOption = None,
    assumptions: opt.AssumptionsOption = None,
    playbook: opt.PlaybookOption = None,
    history: opt.HistoryOption = None,
    law: opt.LawOption = None,
    thorough: opt.ThoroughOption = False,
) -> None:
    """Compare two drafts: which clauses changed, and how labels, figures, balance and money moved."""
    opt.one_of(format, ("table", "json"), "--format")
    check_output(output)
    inputs = opt.gather_inputs(role, party, law, scorecard, assumptions, history, thorough)
    from clauseadvisor.analysis import analyze
    from clauseadvisor.cli.comparison import show_comparison, to_text
    from clauseadvisor.cli.terminal import plain, progress, show_warnings
    from clauseadvisor.comparing import clause_authors
    from clauseadvisor.comparing import compare as run
    from clauseadvisor.domain import Format
    from clauseadvisor.playbook.load import load_playbook

    rules = load_playbook(playbook) if playbook else None
    analyses, authors = [], []
    # Without a second file, the tracked changes of the first are what makes two drafts of it.
    drafts = [(old, "final"), (new, "final")] if new else [(old, "original"), (old, "final")]
    read = {file: _bytes_of(file) for file in dict.fromkeys(file for file, _ in drafts)}
    with progress() as tell:
        for file, view in drafts:
            data, name = read[file]
            found = analyze(data, name=name, inputs=inputs, playbook=rules, view=view, on_step=tell)
            analyses.append(found)
            is_word = found.document.format is Format.DOCX
            authors.append(clause_authors(data, found, view=view) if is_word else {})
    if new is None and not authors[0] and not authors[1]:
        raise UsageError(
            f"{read[old][1]} has no tracked changes to compare with: name the newer draft as well."
        )
    for analysis in analyses[:1] if new is None else analyses:
        show_warnings(analysis)
    comparison = run(*analyses, old_authors=None if new else authors[0], new_authors=authors[1])
    if format == "json":
        if comparison.warning:
            typer.echo(f"Note: {plain(comparison.warning)}", err=True)
        emit(json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False), output)
    elif output is None:
        show_comparison(comparison)
    else:
        emit(to_text(comparison), output)


def _bytes_of(file: str) -> tuple[bytes, str]:
    """The bytes of a contract and what to call it."""
    from clauseadvisor.reading.source import load
    from clauseadvisor.settings import Limits

    source, name = opt.read_source(file)
    return load(source, name=name, limits=Limits.from_environment())
