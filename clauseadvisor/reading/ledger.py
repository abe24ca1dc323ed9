"""What the contract leans on and the file does not hold: an entry in the ledger of warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from clauseadvisor.domain import Paragraph, ReadingWarning
from clauseadvisor.reading.patterns import compiled, table

#: The title of the contract is among so many first paragraphs, each shorter than this.
TITLES: Final = 12
TITLE: Final = 120
#: A heading is no longer than this.
HEADING: Final = 200
#: How many missing documents a message names.
NAMED: Final = 12

_CONTENTS: Final = re.compile(r"[\s.](?:\d{1,3}|[ivxl]{1,6})$")


def not_supplied(text: str, paragraphs: Sequence[Paragraph]) -> tuple[ReadingWarning, ...]:
    """One warning that names every attachment and agreement that is referred to and not there."""
    missing = [*_attachments(text, paragraphs), *_agreements(text, paragraphs)]
    if not missing:
        return ()
    named = ", ".join(missing[:NAMED])
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    return (
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
    """The attachment whose heading the paragraph is: its name first, and no sentence after it."""
    start = text[paragraph.start : min(paragraph.end, paragraph.start + HEADING + 1)]
    if len(start) > HEADING or (_CONTENTS.search(start) is not None and " " in start.strip()[12:]):
        return
    (pattern,) = compiled("references", "heading")
    match = pattern.match(start)
    if match is not None:
        yield f"{match['kind']} {match['mark']}".lower()


def _agreements(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Other agreements, unless the name is that of this one: "this ..." or a line of its title."""
    seen: set[str] = set()
    titles = [text[p.start : p.end].lower() for p in paragraphs[:TITLES] if p.end - p.start < TITLE]
    for pattern in compiled("references", "agreement"):
        for match in pattern.finditer(text):
            name = match["name"]
            key = name.lower()
            if key in seen:
                continue
            seen.add(key)
            own = f"this {name}" in text or any(title.startswith(key) for title in titles)
            if not own:
                yield f"the {name}"
