"""What a user decided on each suggestion, as the page exports it (TOML)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from clauseadvisor.errors import DecisionsError
from clauseadvisor.suggesting.userfile import Strict, read_toml, toml_of


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


def decisions_of(raw: bytes, name: str) -> Decisions:
    """The same for the bytes of a file of that name that was handed in."""
    return toml_of(raw, name, Decisions, DecisionsError)


def decisions_toml(decisions: Decisions) -> str:
    """The decisions as the text of a file that :func:`read_decisions` reads back as they are."""
    tables = []
    for each in decisions.decision:
        given = each.model_dump(exclude_none=True)
        tables.append(
            "\n".join(
                ["[[decision]]", *(f"{key} = {_quoted(text)}" for key, text in given.items())]
            )
        )
    return "\n\n".join([_HEAD, *tables]) + "\n"


_HEAD = (
    "# What was decided on each suggestion: clauseadvisor redline FILE.docx --decisions THIS\n"
    "# choice is accept, edit (with the new wording as text) or reject; note is for our own side."
)

#: What TOML wants escaped and JSON does not; halves of a pair cannot be written at all.
_LEFT_BY_JSON = re.compile("[\x7f\ud800-\udfff]")


def _quoted(text: str) -> str:
    """A basic string of TOML: that of JSON, with what JSON leaves as it is escaped too."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _LEFT_BY_JSON.sub(lambda m: "\\u007f" if m[0] == "\x7f" else "\ufffd", quoted)
