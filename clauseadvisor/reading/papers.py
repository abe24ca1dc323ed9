"""What kind of paper a file is: a whole agreement, or a part of one that stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from clauseadvisor.domain import ReadingWarning
from clauseadvisor.reading.patterns import compiled, table

#: The opening, within which a file says what it is.
OPENING: Final = 2_500


class Paper(NamedTuple):
    """What a file that is part of another agreement calls itself, and the number of them that it holds.

    ``parent`` is the agreement that its title names.
    """

    kind: str
    number: int
    parent: str | None


def paper_of(text: str) -> Paper | None:
    """The kind of part that the file is, None for a contract that stands by itself."""
    (pattern,) = compiled("references", "paper")
    found = pattern.search(text, 0, OPENING)
    if found is None:
        return None
    kind = found["kind"].lower()
    return Paper(kind, _count(text, kind), _parent(text[: found.start()]))


def _count(text: str, kind: str) -> int:
    """How many papers of the kind begin in the text, each behind the signatures of the last."""
    (pattern,) = compiled("references", "paper")
    words = table("references")["paper"]
    begins, signed = re.compile(words["begins"]), re.compile(words["signed"])
    count, last = 0, 0
    for each in pattern.finditer(text):
        if each["kind"].lower() != kind or not begins.match(text, each.end()):
            continue
        if not count or signed.search(text, last, each.start()):
            count, last = count + 1, each.end()
    return max(1, count)


def _parent(titles: str) -> str | None:
    """The agreement named in the lines above the opening words: "AMENDMENT NO. 2 TO THE LEASE"."""
    (pattern,) = compiled("references", "parent")
    found = pattern.search(" ".join(titles.split()))
    if found is None:
        return None
    return (
        found["name"].title().replace(" And ", " and ")
        if found["name"].isupper()
        else found["name"]
    )


def part_of_another(paper: Paper | None, others: Sequence[str]) -> tuple[ReadingWarning, ...]:
    """A warning that the file is part of another agreement; ``others`` are those it speaks of."""
    if paper is None:
        return ()
    changing = paper.kind in table("references")["paper"]["changing"]
    parent = paper.parent or next(iter(others), None)
    named = f" (the {parent})" if parent else ""
    what = f"{_article(paper.kind)} {paper.kind}"
    if paper.number > 1:
        what = f"{paper.number} {_plural(paper.kind)}, which are read as one contract"
    verb = "holds" if paper.number > 1 else "is"
    tie = "changed by it" if changing else "it belongs to"
    tie = tie.replace("by it", "by them") if paper.number > 1 else tie
    return (
        ReadingWarning(
            code="part_of_another",
            message=f"The file {verb} {what}: the agreement {tie}{named} is not in the file, and what"
            " that says of term, exit, prices and remedies is not part of this reading.",
        ),
    )


def _plural(kind: str) -> str:
    irregular: dict[str, str] = table("references")["paper"]["plurals"]
    return irregular.get(kind, f"{kind}s")


def _article(kind: str) -> str:
    return "an" if kind[0] in "aeiou" else "a"
