"""Partner readiness side by side: rows to show, and the same as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.markdown import escaped

_UNKNOWN: Final = "–"
_TOO_FEW: Final = "too few answers"
_PARTS: Final = (
    ("score", "score"),
    ("credibility", "credibility"),
    ("trust", "trust"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is compared, and one text for each partner; ``strong`` rows are the ones to read first."""

    name: str
    cells: tuple[str, ...]
    strong: bool = False


def rows(table: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows of a comparison as ``suggesting.readiness.compare`` gives it."""
    return (
        _stages(table),
        *(row for side in table["sides"] for row in _side(side, table["sides"][side])),
        *(_criterion(each) for each in table["criteria"]),
    )


def remarks(table: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each partner what its stage unlocks, what would bring the next one, and what is open."""
    return tuple(
        (
            one_line(name),
            (
                f"Open to it now: {unlocks}.",
                *([step] if step else []),
                # The step names the gates that hold the stage down; questions hold nothing down.
                *(gate for gate in gates if not step or gate.startswith("Open:")),
            ),
        )
        for name, unlocks, gates, step in zip(
            table["partners"], table["unlocks"], table["gates"], table["next_step"], strict=True
        )
    )


def to_markdown(table: Mapping[str, Any]) -> str:
    """The comparison as a document: the table, then what holds each partner back."""
    names = [escaped(one_line(name)) for name in table["partners"]]
    lines = [
        "# Partner readiness",
        "",
        _line(["", *names]),
        _line(["---", *("---" for _ in names)]),
        *(
            _line([_marked(row.name, row), *(_marked(each, row) for each in row.cells)])
            for row in rows(table)
        ),
        "",
        "Each criterion shows vendor / customer, 0 to 4; – is unknown.",
    ]
    for name, said in remarks(table):
        lines += ["", f"## {escaped(name)}", "", *(f"- {each}" for each in said)]
    return "\n".join(lines) + "\n"


def _stages(table: Mapping[str, Any]) -> Row:
    cells = (
        f"{stage} ({name})" for stage, name in zip(table["stage"], table["stage_name"], strict=True)
    )
    return Row(name="Stage", cells=tuple(cells), strong=True)


def _side(side: str, found: Mapping[str, Sequence[float | None]]) -> Iterator[Row]:
    for key, name in _PARTS:
        cells = tuple(_TOO_FEW if each is None else f"{each:.1f}" for each in found[key])
        yield Row(name=f"{side.capitalize()}: {name}", cells=cells, strong=key == "score")
    answered = tuple(f"{each or 0:.0%}" for each in found["answered"])
    yield Row(name=f"{side.capitalize()}: weight answered", cells=answered)


def _criterion(each: Mapping[str, Any]) -> Row:
    pairs = zip(each["vendor"], each["customer"], strict=True)
    cells = (f"{_level(vendor)} / {_level(customer)}" for vendor, customer in pairs)
    weights = dict.fromkeys(f"{weight:g}" for weight in each["weight"])
    return Row(name=f"{each['title']} (weight {', '.join(weights)})", cells=tuple(cells))


def _level(level: int | None) -> str:
    return _UNKNOWN if level is None else str(level)


def _marked(text: str, row: Row) -> str:
    # Nothing here comes from a user: names of criteria and stages are ours, the rest is numbers.
    return f"**{text}**" if row.strong else text


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
