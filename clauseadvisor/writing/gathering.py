"""The same remark of many issues is made once, with the references of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from clauseadvisor.writing.blocks import Block, Points, Section, Text, line, say
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import Issue


def collected(
    title: str,
    anchor: str,
    intro: str,
    found: Sequence[Issue],
    texts: Callable[[Issue], Iterable[str]],
) -> Section | None:
    """A section of such remarks; None when there are none."""
    said = gathered(found, texts)
    if not said:
        return None
    lines = tuple((say(text), say(f"  {refs(group)}", muted=True)) for text, group in said.items())
    blocks: tuple[Block, ...] = (Points(lines=lines),)
    if intro:
        blocks = (Text(line=line(intro)), *blocks)
    return Section(title=title, anchor=anchor, blocks=blocks)


def gathered(
    found: Sequence[Issue], texts: Callable[[Issue], Iterable[str]]
) -> dict[str, list[Issue]]:
    """Each text once, on one line, with the issues that say it."""
    return gathered_as(found, lambda issue: [one_line(text) for text in texts(issue)])


def gathered_as(
    found: Sequence[Issue], texts: Callable[[Issue], Iterable[str]]
) -> dict[str, list[Issue]]:
    """The same with the texts as they are."""
    found_in: dict[str, list[Issue]] = {}
    for issue in found:
        for text in texts(issue):
            group = found_in.setdefault(text, [])
            if issue not in group:
                group.append(issue)
    return found_in


def refs(group: Sequence[Issue], limit: int = 8) -> str:
    """ "P1, P4, P7"; the first few and a count where there are many."""
    names = [each.ref for each in group]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def some_of(names: Sequence[str], limit: int = 5) -> str:
    """The first few names and a count of the others; a dash for none."""
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return "; ".join(names[:limit]) + more or "–"
