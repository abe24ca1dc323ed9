"""Two drafts on the terminal: what changed, and what the change does."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clauseadvisor.cli.terminal import WIDTH, output_console, plain
from clauseadvisor.comparing import EXPECTED

if TYPE_CHECKING:
    from clauseadvisor.comparing import ClauseChange, Comparison, MoneyMove, Moved, Words

#: Words of unchanged text shown on either side of a change.
_CONTEXT = 6
#: Figures of a clause that are shown where none of them is expected money.
_FIGURES = 3
_MARKS = {"removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}
_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}


def show_comparison(comparison: Comparison) -> None:
    """The comparison on standard output."""
    console = output_console()
    for part in _comparison(comparison):
        console.print(part)


def to_text(comparison: Comparison) -> str:
    """The same without colour, for a file."""
    console = Console(
        file=io.StringIO(), width=WIDTH, highlight=False, markup=False, emoji=False, no_color=True
    )
    for part in _comparison(comparison):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _comparison(comparison: Comparison) -> Iterator[RenderableType]:
    yield Text(f"\n{plain(comparison.old)} → {plain(comparison.new)}", style="bold")
    if comparison.warning:
        yield Text.assemble(("Note: ", "yellow"), plain(comparison.warning))
    yield _balance(comparison)
    for change in comparison.changes:
        yield from _change(change)
    kinds = [change.kind for change in comparison.changes]
    told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("changed", "added", "removed"))
    number = (
        f" ({comparison.renumbered} of them under another number)" if comparison.renumbered else ""
    )
    yield Text(f"\nClauses: {told}, {comparison.unchanged} unchanged{number}.", style="bold")


def _balance(comparison: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for title in ("", "before", "after", "moved"):
        table.add_column(title, justify="left" if not title else "right")
    rows = [
        ("Relationship balance (0 stick and control, 100 bonus and trust)", comparison.rbi),
        ("Reciprocity (0 one side carries all, 1 even)", comparison.reciprocity),
        *((f"{label.capitalize()} clauses", moved) for label, moved in comparison.counts.items()),
        *(
            (f"Expected credits and damages, {plain(unit)}", moved)
            for unit, moved in comparison.expected.items()
        ),
        ("Suggestions", comparison.suggestions),
    ]
    for name, moved in rows:
        table.add_row(name, _figure(moved.old), _figure(moved.new), _difference(moved))
    return table


def _difference(moved: Moved) -> str:
    if moved.old is None or moved.new is None or moved.old == moved.new:
        return ""
    # Of the figures as they are shown, so that the row adds up for whoever reads it.
    return f"{round(moved.new, 2) - round(moved.old, 2):+,.2f}".rstrip("0").rstrip(".")


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def _change(change: ClauseChange) -> Iterator[RenderableType]:
    head = Text.assemble(
        "\n", (change.kind.capitalize(), _STYLES[change.kind]), "  ", (plain(change.where), "bold")
    )
    if change.authors:
        head.append(f"  by {plain(', '.join(change.authors))}", style="bright_black")
    yield head
    yield Padding(_wording(change.words), (0, 0, 0, 2))
    for line in _effects(change):
        yield Padding(Text(plain(line)), (0, 0, 0, 2))


def _effects(change: ClauseChange) -> Iterator[str]:
    if change.label is not None:
        yield _arrow("Label", change.label)
    if change.burden is not None and change.kind == "changed":
        yield _arrow("Weighs on", change.burden)
    if change.facts_gone or change.facts_new:
        gone, new = "; ".join(change.facts_gone), "; ".join(change.facts_new)
        yield f"Figures: {gone or '–'} → {new or '–'}"
    expected = [money for money in change.money if money.symbol in EXPECTED]
    for money in expected or change.money[:_FIGURES]:
        yield _money(money)


def _money(money: MoneyMove) -> str:
    return f"{money.name.capitalize()}: {_figure(money.old)} → {_figure(money.new)} {money.unit}".rstrip()


def _arrow(name: str, moved: Moved) -> str:
    old, new = (str(each or "–").replace("_", " ") for each in (moved.old, moved.new))
    return f"{name}: {old} → {new}"


def _wording(words: tuple[Words, ...]) -> Text:
    """The changes with a few words on either side; [-gone-] {+new+} also where there is no colour."""
    shown = Text()
    for index, each in enumerate(words):
        text = plain(each.text)
        if each.kind == "same":
            shown.append(_shortened(text, first=index == 0, last=index == len(words) - 1))
            continue
        left, right, style = _MARKS[each.kind]
        shown.append(f"{left}{text}{right}", style=style)
    return shown


def _shortened(text: str, *, first: bool, last: bool) -> str:
    parts = text.split(" ")
    if len(parts) <= 2 * _CONTEXT + 2:
        return text
    head = "" if first else " ".join(parts[:_CONTEXT]) + " "
    tail = "" if last else " " + " ".join(parts[-_CONTEXT:])
    return f"{head}…{tail}"
