"""Clauses in bulk: classify, evaluate, train."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from clauseadvisor.cli import options as opt
from clauseadvisor.cli.output import emit


def register(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog="Example: clauseadvisor classify clauses.jsonl --output labels.jsonl")(
        classify
    )
    app.command(epilog="Example: clauseadvisor evaluate labelled.jsonl --format json")(evaluate)
    app.command(epilog="Example: clauseadvisor train labelled.jsonl --output my-model")(train)


def classify(
    source: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help='{"id": ..., "text": ...} a line.')
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.jsonl")],
    advice: Annotated[
        bool, typer.Option("--advice", help="Add the suggestion for each clause.")
    ] = False,
    role: opt.RoleOption = "customer",
    model: opt.ModelOption = None,
    thorough: opt.ThoroughOption = False,
) -> None:
    """Label raw clauses, one JSON object a line, in the same order."""
    from clauseadvisor.classifying import classify_lines
    from clauseadvisor.cli.output import check_output, write_lines
    from clauseadvisor.domain import Role

    side = Role(opt.one_of(role, ("customer", "vendor"), "--role"))
    check_output(output)
    classifier = opt.load_classifier(model, thorough)
    with opt.open_lines(source) as lines:
        rows = classify_lines(lines, classifier=classifier, advice=advice, role=side)
        problems: list[str] = []
        done, failed = write_lines(_telling(rows, problems), output)
    typer.echo(f"{done} clauses labelled, {failed} lines could not be used: {output}", err=True)
    if failed:
        typer.echo(
            f'The first: {problems[0]} Each of these lines says under "error" what is wrong with it.',
            err=True,
        )
        raise typer.Exit(1)


def _telling(rows: Iterable[dict[str, Any]], problems: list[str]) -> Iterator[dict[str, Any]]:
    """The rows as they come, with what is wrong with some of them put down in ``problems``."""
    for row in rows:
        if "error" in row:
            problems.append(row["error"])
        yield row


def evaluate(
    data: Annotated[
        Path, typer.Argument(metavar="DATA.jsonl", help="Clauses with the right labels.")
    ],
    format: Annotated[str, typer.Option("--format", metavar="table|json")] = "table",
    model: opt.ModelOption = None,
    thorough: opt.ThoroughOption = False,
) -> None:
    """Score the model on labelled clauses: macro-F1, each label, sub-types, calibration, confusion."""
    from clauseadvisor.cli.terminal import show_evaluation
    from clauseadvisor.labelling.examples import read_rows
    from clauseadvisor.labelling.measuring import evaluate as score

    opt.one_of(format, ("table", "json"), "--format")
    typer.echo(
        "Mind: on clauses that the model was trained on, the figures flatter it. What it does on contracts "
        "that it has not seen stands in models/CARD.md.",
        err=True,
    )
    evaluation = score(opt.load_classifier(model, thorough), read_rows(data))
    if format == "json":
        emit(json.dumps(evaluation.to_dict(), indent=2), None)
    else:
        show_evaluation(evaluation)


def train(
    data: Annotated[Path, typer.Argument(metavar="DATA.jsonl", help="Labelled clauses.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="MODEL_DIR")],
    corrections: Annotated[
        Path | None,
        typer.Option("--corrections", metavar="FILE", help="Labels that you corrected; they win."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same model.")] = 0,
) -> None:
    """Train the pipeline again, on your own labels or ours."""
    from clauseadvisor.cli.terminal import progress
    from clauseadvisor.labelling.examples import read_rows
    from clauseadvisor.labelling.training import train as fit

    rows = read_rows(data)
    corrected = read_rows(corrections) if corrections else None
    with progress() as tell:
        measures = fit(rows, output=output, seed=seed, corrections=corrected, on_step=tell)
    typer.echo(
        f"Pipeline trained on {len(rows)} clauses and written to {output}; "
        f"macro-F1 in cross-validation {measures['macro_f1']:.3f}",
        err=True,
    )
