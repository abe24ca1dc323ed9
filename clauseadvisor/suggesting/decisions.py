"""What a user decided on each suggestion, as the page exports it (TOML)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from clauseadvisor.errors import DecisionsError
from clauseadvisor.suggesting.userfile import Strict, read_toml


class Decision(Strict):
    """One decision: ``text`` is the wording that an edit puts in place of ours."""

    suggestion: str = Field(min_length=1)
    choice: Literal["accept", "reject", "edit"]
    text: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _edit_has_text(self) -> Decision:
        if self.choice == "edit" and not (self.text or "").strip():
            raise ValueError("choice is edit: expected the new wording as text")
        return self


class Decisions(Strict):
    """The decisions of one file, each suggestion at most once."""

    decision: tuple[Decision, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _each_once(self) -> Decisions:
        seen: set[str] = set()
        for each in self.decision:
            if each.suggestion in seen:
                raise ValueError(f"suggestion {each.suggestion!r} is decided twice: keep one")
            seen.add(each.suggestion)
        return self


def read_decisions(path: str | Path) -> Decisions:
    """The decisions of a file. Raises DecisionsError, naming file, entry and field."""
    return read_toml(path, Decisions, DecisionsError)
