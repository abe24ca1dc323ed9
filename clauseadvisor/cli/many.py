"""Many contracts, the page, and the demonstration: batch, ui, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clauseadvisor.cli import options as opt


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog="Example: clauseadvisor batch contracts --output results")(batch)
    app.command(epilog="Example: clauseadvisor ui --port 8600")(ui)
    app.command(epilog="Example: clauseadvisor demo --output demo-output")(demo)


def batch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="All files below it are read.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="A folder for the results.")
    ],
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", help="Processes; all cores by default.")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="For each contract.")
    ] = 300.0,
    role: opt.RoleOption = "customer",
    playbook: opt.PlaybookOption = None,
    thorough: opt.ThoroughOption = False,
) -> None:
    """Analyse a folder of contracts; a second run does only what is new."""
    from clauseadvisor.batching import batch as run
    from clauseadvisor.cli.terminal import batch_progress, error_console, plain, show_batch
    from clauseadvisor.domain import Role

    side = Role(opt.one_of(role, ("customer", "vendor"), "--role"))
    with batch_progress() as tell:
        result = run(
            folder,
            output,
            jobs=jobs,
            timeout=timeout,
            role=side,
            playbook=playbook,
            thorough=thorough,
            on_progress=tell,
        )
    show_batch(result)
    if not result.rows:
        error_console().print(
            plain(f"No file lies in {folder} or below it: name a folder that holds contracts.")
        )
    if result.failures:
        raise typer.Exit(1)


def ui(
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535)] = 8501,
    address: Annotated[
        str,
        typer.Option("--address", help="Where the server listens; only this machine by default."),
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """Open the application in the browser. It listens on this machine alone unless told otherwise."""
    from clauseadvisor.cli.page import serve

    raise typer.Exit(serve(port=port, address=address, browser=browser))


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER")] = Path("demo-output"),
) -> None:
    """Analyse the samples and write their negotiation notes, to see what clauseadvisor does."""
    from clauseadvisor.analysis import analyze
    from clauseadvisor.cli.output import make_folder
    from clauseadvisor.cli.terminal import show_analysis, show_files
    from clauseadvisor.resources import samples
    from clauseadvisor.writing import write_notes

    folder = make_folder(output)
    written = []
    for contract in samples():
        analysis = analyze(contract)
        show_analysis(analysis, table=False)
        written += [
            write_notes(analysis, folder / f"{contract.stem}-notes{suffix}")
            for suffix in (".docx", ".html")
        ]
    show_files(written)
