"""What the advice rests on: playbook, scorecard, economics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from clauseadvisor.cli import options as opt
from clauseadvisor.cli.output import emit

FormatOption = Annotated[str, typer.Option("--format", metavar="table|json")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog="Example: clauseadvisor playbook check our-playbook.yml")(playbook)
    app.command(epilog="Example: clauseadvisor scorecard show acme.toml bolt.toml")(scorecard)
    app.command(epilog="Example: clauseadvisor economics --template > deal.toml")(economics)


def playbook(
    action: Annotated[str, typer.Argument(metavar="show|check")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Your own playbook (YAML).")
    ] = None,
) -> None:
    """Show the recipes and norms in use, or check a playbook of your own."""
    from clauseadvisor.cli.terminal import show_playbook
    from clauseadvisor.playbook.load import load_playbook

    opt.one_of(action, ("show", "check"), "The action")
    loaded = load_playbook(file)
    if action == "show":
        show_playbook(loaded)
        return
    where = file or "The playbook of this installation"
    typer.echo(f"{where} is valid: {len(loaded.recipes)} recipes, {len(loaded.norms)} norms.")


def scorecard(
    action: Annotated[str, typer.Argument(metavar="new|show")],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="The scorecard (TOML); up to four for show."),
    ],
    format: Annotated[str, typer.Option("--format", metavar="table|markdown|json")] = "table",
) -> None:
    """Make an empty partner-readiness scorecard, or show scores, gates and stage of up to four side by side."""
    opt.one_of(action, ("new", "show"), "The action")
    opt.one_of(format, ("table", "markdown", "json"), "--format")
    if action == "new":
        _new_scorecard(files)
    else:
        _show_scorecards(files, format)


def _new_scorecard(files: list[Path]) -> None:
    from clauseadvisor.errors import OutputError, UsageError
    from clauseadvisor.suggesting.scorecard import new_scorecard_text

    if len(files) != 1:
        raise UsageError("Name one file for a new scorecard: make one for each partner.")
    (file,) = files
    if file.exists():
        raise OutputError(
            f"{file} is there already: choose another name, so that no answers are lost."
        )
    emit(new_scorecard_text(), file)
    typer.echo(f"Fill in {file}, then: clauseadvisor scorecard show {file}", err=True)


def _show_scorecards(files: list[Path], format: str) -> None:
    from dataclasses import asdict

    from clauseadvisor.cli.terminal import show_partners, show_readiness
    from clauseadvisor.suggesting.readiness import compare, readiness_of
    from clauseadvisor.suggesting.scorecard import read_scorecard
    from clauseadvisor.writing.scorecards import to_markdown

    cards = [read_scorecard(file) for file in files]
    table = compare(cards)
    if format == "markdown":
        emit(to_markdown(table), None)
    elif format == "json":
        # One scorecard keeps the shape of the readiness block of an analysis.
        shown = table if len(cards) > 1 else asdict(readiness_of(cards[0]))
        emit(json.dumps(shown, indent=2, ensure_ascii=False), None)
    elif len(cards) > 1:
        show_partners(table)
    else:
        show_readiness(readiness_of(cards[0]))


def economics(
    assumptions: Annotated[Path | None, typer.Argument(metavar="ASSUMPTIONS.toml")] = None,
    format: FormatOption = "table",
    history: opt.HistoryOption = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print an empty assumptions file.")
    ] = False,
) -> None:
    """The money side alone: expected credits, reframing, earn-back, bonus and malus, break-even."""
    from clauseadvisor.cli.terminal import show_economics
    from clauseadvisor.errors import UsageError
    from clauseadvisor.suggesting.assumptions import assumptions_template, read_assumptions
    from clauseadvisor.suggesting.economics import work_out
    from clauseadvisor.suggesting.history import read_history

    opt.one_of(format, ("table", "json"), "--format")
    if template:
        emit(assumptions_template(), None)
        return
    if assumptions is None:
        raise UsageError(
            "Name an assumptions file, or make one: clauseadvisor economics --template > deal.toml"
        )
    result = work_out(read_assumptions(assumptions), read_history(history) if history else None)
    if format == "json":
        emit(json.dumps(result.to_dict(), indent=2), None)
    else:
        show_economics(result)
