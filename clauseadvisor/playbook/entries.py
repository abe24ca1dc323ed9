"""What all entries of a playbook share: their base, and the slots in braces that a text may name."""

from __future__ import annotations

from string import Formatter

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """Common ground: unknown keys are errors, and nothing changes after loading."""

    # Checks are built for what is read, when it is: built for each class at import, they would take
    # longer than the reading.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def slots_named(text: str) -> set[str]:
    """The slots that a template names. Raises ValueError where the braces do not match."""
    try:
        return {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError as exc:
        raise ValueError(f"the braces do not match ({exc})") from exc
