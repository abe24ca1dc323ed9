"""What the contract leans on and the file does not hold: an entry in the ledger of warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from clauseadvisor.domain import Paragraph, ReadingWarning
from clauseadvisor.reading.agreements import other_agreements
from clauseadvisor.reading.papers import paper_of, part_of_another
from clauseadvisor.reading.patterns import compiled, table

#: A heading is no longer than this.
HEADING: Final = 200
#: How many missing documents a message names.
NAMED: Final = 12

_CONTENTS: Final = re.compile(r"[\s.](?:\d{1,3}|[ivxl]{1,6})$")


def not_supplied(text: str, paragraphs: Sequence[Paragraph]) -> tuple[ReadingWarning, ...]:
    """What the file lacks: the agreement that it is part of, and what else it refers to.

    One warning names every attachment and agreement that is referred to and not there.
    """
    paper = paper_of(text)
    others = list(other_agreements(text, paragraphs, part=paper is not None))
    part = part_of_another(paper, others)
    missing = [*_attachments(text, paragraphs), *(f"the {name}" for name in others)]
    if not missing:
        return part
    named = ", ".join(missing[:NAMED])
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    return (
        *part,
        ReadingWarning(
            code="not_supplied",
            message=f"The contract refers to documents that are not in the file: {named}{more};"
            " what they say is not part of this reading.",
        ),
    )


def _attachments(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Attachments in the order of first reference, unless some paragraph is their heading."""
    named: dict[str, str] = {}
    (pattern,) = compiled("references", "attachment")
    for match in pattern.finditer(text):
        name = f"{match['kind']} {match['mark']}"
        named.setdefault(name.lower(), name)
    if not named:
        return
    there = {heading for paragraph in paragraphs for heading in _opens(text, paragraph)}
    own = re.compile(table("references")["attachment"]["own"])
    for key, name in named.items():
        if key not in there and not own.fullmatch(key):
            yield name


def _opens(text: str, paragraph: Paragraph) -> Iterator[str]:
    """The attachment whose heading the paragraph is: its name first, and no sentence after it.

    A heading that runs on ("Schedule 1 to the Lease dated ...") is known by its words.
    """
    start = text[paragraph.start : min(paragraph.end, paragraph.start + HEADING + 1)]
    (pattern,) = compiled("references", "heading")
    if len(start) <= HEADING and (
        _CONTENTS.search(start) is not None and " " in start.strip()[12:]
    ):
        return
    match = pattern.match(start)
    if match is not None and (len(start) <= HEADING or _runs_on(start[match.end() :])):
        yield f"{match['kind']} {match['mark']}".lower()


def _runs_on(behind: str) -> bool:
    """Whether the words behind a name say to what it is attached: no sentence begins like that."""
    (pattern,) = compiled("references", "long_heading")
    return pattern.match(behind) is not None
