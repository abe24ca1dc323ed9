"""The words around the facts: ``data/phrases.toml``, validated."""

from __future__ import annotations

import functools
import string
import tomllib
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict

from clauseadvisor.domain import SUBTYPES, Burden, Kind, Label, Role, Verdict

_FILE: Final = Path(__file__).with_name("data") / "phrases.toml"
_PLACEHOLDERS: Final = frozenset(
    {
        "us",
        "partner",
        "customer",
        "vendor",
        "rbi",
        "low",
        "high",
        "risk",
        "heavier",
        "share",
        "where",
        "refs",
        "said",
        "named",
    }
)


def _known_placeholders(text: str) -> str:
    for _, name, _, _ in string.Formatter().parse(text):
        if name is not None and name not in _PLACEHOLDERS:
            raise ValueError(f"unknown placeholder {{{name}}}")
    return text


Phrase = Annotated[str, AfterValidator(_known_placeholders)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fixed(_Model):
    """Sentences that stand as they are."""

    legal: Phrase
    confidential: Phrase
    no_readiness: Phrase
    no_date: Phrase
    no_date_alone: Phrase
    no_window: Phrase
    blank_window: Phrase
    redacted_window: Phrase
    raise_first: Phrase
    no_suggestions: Phrase
    only_kept: Phrase
    only_beside: Phrase
    concession: Phrase
    no_sides: Phrase
    lawyer: Phrase
    no_lawyer: Phrase
    for_a_lawyer: Phrase
    open: Phrase
    letters: Phrase
    nothing_to_share: Phrase
    other_language: Phrase
    unlabelled_party: Phrase
    review: Phrase
    shared_purpose: Phrase
    shared_close: Phrase
    anchor: Phrase
    blanks: Phrase


class WindowCues(_Model):
    """Regular expressions for what tells when terms can be reopened."""

    numbers: tuple[str, ...]
    units: tuple[str, ...]
    calendar: tuple[str, ...]
    cut_after: tuple[str, ...]
    runs_on: tuple[str, ...]
    decides: tuple[str, ...]
    notice: tuple[str, ...]


class Moves(_Model):
    """How asks and offers begin."""

    openings: tuple[str, ...]
    mutual: dict[str, str]


class LabelWords(_Model):
    """What a label is called, and its one-line test."""

    name: str
    one: str
    plural: str
    meaning: str


class VerdictWords(_Model):
    """What a verdict is called among us and to the other side, and what it means."""

    name: str
    shared: str
    meaning: str


class Zone(_Model):
    """A sentence for every value under ``below``."""

    below: float
    text: Phrase
    name: str = ""


class Phrases(_Model):
    """All of ``phrases.toml``."""

    titles: tuple[str, ...]
    fixed: Fixed
    windows: WindowCues
    moves: Moves
    side: dict[Role, Phrase]
    labels: dict[Label, LabelWords]
    relationship: tuple[Zone, ...]
    too_little: Zone
    band: dict[str, Phrase]
    reciprocity: tuple[Zone, ...]
    verdicts: dict[Verdict, VerdictWords]
    kinds: dict[Kind, str]
    reasons: dict[Kind, Phrase]
    stages: dict[int, str]
    statuses: dict[str, str]
    dates: dict[str, str]
    burdens: dict[Burden, str]
    subtypes: dict[str, str]


def zone(zones: tuple[Zone, ...], value: float) -> Zone:
    """The first zone whose upper end lies above the value; the last one catches the rest."""
    return next((each for each in zones if value < each.below), zones[-1])


def subtype_name(subtype: str | None) -> str:
    """What a sub-type is called in a sentence; empty for none."""
    if subtype is None:
        return ""
    return phrases().subtypes.get(subtype, subtype.replace("_", " "))


def stage_name(stage: int) -> str:
    """ "1 – pilot"."""
    return phrases().stages.get(stage, str(stage))


@functools.cache
def phrases() -> Phrases:
    """The phrases that ship with this package, read once."""
    return Phrases.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


#: Every sub-type that the phrases must name; a test holds the file to it.
ALL_SUBTYPES: Final = frozenset(name for names in SUBTYPES.values() for name in names)
