"""What the user decided on suggestions, as the options of several commands give it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clauseadvisor.errors import UsageError

if TYPE_CHECKING:
    from clauseadvisor.domain import Analysis
    from clauseadvisor.writing.choosing import Selection
    from clauseadvisor.writing.issues import Issue

#: For a command whose --accept takes one id or several: click hands us what follows the first.
SEVERAL = {"allow_extra_args": True}

DecisionsOption = Annotated[
    Path | None,
    typer.Option(
        "--decisions", metavar="FILE", help="What was accepted, edited and rejected (TOML)."
    ),
]


def all_accepted(context: typer.Context, accept: list[str] | None) -> list[str]:
    """The names after --accept. Raises UsageError for a second contract without --accept."""
    if context.args and not accept:
        raise UsageError(f"There is no place for {context.args[0]!r}: name one contract.")
    return [*(accept or []), *context.args]


def decided(file: Path | None) -> Selection:
    """What a decisions file accepts and rejects. Raises DecisionsError for a file that is not valid."""
    from clauseadvisor.suggesting.decisions import read_decisions
    from clauseadvisor.writing.choosing import Choice, Selection

    found = read_decisions(file).decision if file is not None else ()
    return Selection(
        accepted=tuple(
            Choice(
                suggestion=each.suggestion,
                text=each.text if each.choice == "edit" else None,
                note=each.note or "",
            )
            for each in found
            if each.choice != "reject"
        ),
        rejected=frozenset(each.suggestion for each in found if each.choice == "reject"),
    )


def with_accepted(selection: Selection, analysis: Analysis, names: Sequence[str]) -> Selection:
    """The selection with what --accept names as well; the words of a decisions file stay."""
    from clauseadvisor.writing.choosing import Choice, Selection
    from clauseadvisor.writing.redline import named

    more = [each for each in named(analysis, names) if selection.choice(each) is None]
    return Selection(
        accepted=(*selection.accepted, *(Choice(suggestion=each) for each in more)),
        rejected=selection.rejected,
    )


def tell_held_back(found: Sequence[Issue]) -> None:
    """Says, on standard error, what the other side is not told before somebody decides on it."""
    in_hand = [each for each in found if each.suggestion.concession]
    doubtful = [each for each in found if not each.suggestion.concession]
    if doubtful:
        refs = ", ".join(each.ref for each in doubtful)
        typer.echo(
            f"Left out, as the label of the clause is in doubt: {refs}. Read these clauses; what you "
            f"want to tell the other side all the same, take in by name: --accept {doubtful[0].ref}",
            err=True,
        )
    if in_hand:
        refs = ", ".join(each.ref for each in in_hand)
        typer.echo(
            f"Kept in hand, as it is yours to give: {refs}. Give it in exchange for something, "
            f"and then take it in by name: --accept {in_hand[0].ref}",
            err=True,
        )
