"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clauseadvisor.domain import Role
from clauseadvisor.errors import DataError, UsageError

if TYPE_CHECKING:
    from clauseadvisor.analysis import Inputs
    from clauseadvisor.labelling.classifier import SpacyClassifier

ContractFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="The contract (PDF, DOCX, TXT, MD); - reads standard input."
    ),
]
RoleOption = Annotated[
    str, typer.Option("--role", metavar="customer|vendor", help="Whose side the advice takes.")
]
PartyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--party",
        metavar='"NAME=vendor"',
        help="Say which side a party stands on; beats what was detected. May be given again.",
    ),
]
ScorecardOption = Annotated[
    Path | None,
    typer.Option("--scorecard", metavar="FILE", help="Partner-readiness scorecard (TOML)."),
]
AssumptionsOption = Annotated[
    Path | None,
    typer.Option(
        "--assumptions",
        metavar="FILE",
        help="Fees, levels and answers about the relationship (TOML).",
    ),
]
PlaybookOption = Annotated[
    Path | None,
    typer.Option(
        "--playbook", metavar="FILE", help="Your own recipes and norms (YAML), over ours."
    ),
]
HistoryOption = Annotated[
    Path | None,
    typer.Option("--history", metavar="FILE.csv", help="Past attainment and credits, by period."),
]
LawOption = Annotated[
    str | None,
    typer.Option("--law", metavar="NAME", help="Governing law, where the contract is silent."),
]
ViewOption = Annotated[
    str,
    typer.Option(
        "--view", metavar="final|original", help="How tracked changes in a DOCX are read."
    ),
]

ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="MODEL_DIR", help="A pipeline made by train; ours by default."),
]

ThoroughOption = Annotated[
    bool,
    typer.Option(
        "--thorough",
        help="Read the clauses in doubt again with a larger, slower model: more labels are right.",
    ),
]


def one_of(value: str, choices: tuple[str, ...], option: str) -> str:
    """The value, or a UsageError that names the choices."""
    if value not in choices:
        raise UsageError(f"{option} is {value!r}: choose {' or '.join(choices)}.")
    return value


def read_source(file: str) -> tuple[str | bytes, str | None]:
    """What to read (a path, or the bytes of standard input), and what to call it."""
    if file == "-":
        return sys.stdin.buffer.read(), "standard input"
    return file, None


def read_roles(assignments: list[str] | None) -> dict[str, Role]:
    """``["Acme Ltd=vendor"]`` as ``{"Acme Ltd": Role.VENDOR}``."""
    roles: dict[str, Role] = {}
    for assignment in assignments or []:
        name, separator, role = assignment.rpartition("=")
        if not separator or not name.strip() or role.strip() not in list(Role):
            raise UsageError(
                f'--party is {assignment!r}: write a name, "=" and vendor, customer or other, '
                'such as --party "Acme Ltd=vendor".'
            )
        roles[name.strip()] = Role(role.strip())
    return roles


def gather_inputs(
    role: str,
    party: list[str] | None,
    law: str | None,
    scorecard: Path | None,
    assumptions: Path | None,
    history: Path | None,
    thorough: bool = False,
) -> Inputs:
    """The user's side of an analysis, from the options."""
    from clauseadvisor.analysis import Inputs

    return Inputs.from_files(
        role=Role(one_of(role, ("customer", "vendor"), "--role")),
        parties=read_roles(party),
        law=law,
        scorecard=scorecard,
        assumptions=assumptions,
        history=history,
        thorough=thorough,
    )


def load_classifier(model: Path | None, thorough: bool) -> SpacyClassifier:
    """The pipeline in the folder ``model`` or ours, with a second opinion where it is wanted.

    Raises ModelError when one of them is missing or damaged.
    """
    from clauseadvisor.labelling.classifier import SpacyClassifier
    from clauseadvisor.labelling.opinion import SecondOpinion

    pipeline = SpacyClassifier.load(model)
    return pipeline.with_opinion(SecondOpinion.load()) if thorough else pipeline


@contextmanager
def open_lines(source: Path) -> Iterator[Iterable[str]]:
    """The lines of a text file or, for ``-``, of standard input. Raises DataError if it cannot be read."""
    if str(source) == "-":
        yield io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        return
    try:
        file = source.open(encoding="utf-8-sig", errors="replace")
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise DataError(f"{source} cannot be read ({reason}): check the path.") from problem
    with file:
        yield file
