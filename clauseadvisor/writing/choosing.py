"""What the user chose among the suggestions, for what is made for others to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clauseadvisor.domain import Analysis
from clauseadvisor.errors import UsageError
from clauseadvisor.writing.cleaning import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A suggestion that was accepted. ``text`` is the user's own wording, None for ours.

    ``note`` is shown in comments for our own side alone.
    """

    suggestion: str
    text: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What the user decided: choices accepted, and ids of suggestions rejected."""

    accepted: tuple[Choice, ...] = ()
    rejected: frozenset[str] = frozenset()

    def choice(self, suggestion: str) -> Choice | None:
        """How a suggestion was accepted; None when it was not."""
        return next((each for each in self.accepted if each.suggestion == suggestion), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all suggestions that were decided on."""
        return (*(each.suggestion for each in self.accepted), *sorted(self.rejected))


NOTHING = Selection()


def check_known(analysis: Analysis, names: Iterable[str]) -> None:
    """Raises UsageError for the first id that no suggestion of the analysis has."""
    known = {each.id for each in analysis.suggestions}
    for name in names:
        if name not in known:
            raise UsageError(
                f"There is no suggestion {one_line(name)!r} for this contract: see the ids in analyze --format json."
            )
