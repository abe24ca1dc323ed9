"""The command line: a thin skin on the library.

Results go to standard output or to ``--output``; progress, warnings and errors go to standard
error. Exit status: 0 done; 1 some inputs of a batch failed; 2 wrong usage, or the input cannot
be read. Commands import what they need when they run, so that ``--help`` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Final, NoReturn

import typer

from clauseadvisor.cli import clauses, contract, knowledge, many, redline
from clauseadvisor.errors import ClauseAdvisorError

#: How much is made between two searches for garbage that holds itself. With Python's own figure these
#: take more than a tenth of a short run: they look again and again at the modules that it loads.
_GARBAGE: Final = (50_000, 10, 10)

app = typer.Typer(
    name="clauseadvisor",
    help="Reads vendor contracts, labels each clause as penalty, incentive, control, trust or neutral, "
    "and advises where a bonus or a shared norm could replace a penalty. Works offline.",
    epilog="Example: clauseadvisor analyze contract.pdf",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from clauseadvisor.resources import package_version

        typer.echo(f"clauseadvisor {package_version()}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Options that stand before a command."""


for room in (contract, redline, clauses, knowledge, many):
    room.register(app)


def main() -> None:
    """Entry point of the program: runs a command and turns every outcome into an exit status."""
    gc.set_threshold(*_GARBAGE)
    try:
        app()
    except ClauseAdvisorError as problem:
        typer.echo(f"clauseadvisor: {problem}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        _leave_quietly()
    except SystemExit as leaving:
        # rich and click see the broken pipe first and make an exit status of their own of it.
        if isinstance(leaving.__context__, BrokenPipeError):
            _leave_quietly()
        raise


def _leave_quietly() -> NoReturn:
    """The reader of our output (head, less) went away: that is its right, not an error.

    The descriptor is pointed elsewhere so that the interpreter's own flush stays quiet too.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    sys.exit(0)
