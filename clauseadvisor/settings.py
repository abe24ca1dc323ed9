"""Limits and thresholds: an argument beats the environment, which beats the default.

An environment variable is named like the field, in capitals, behind ``CLAUSEADVISOR_``:
``CLAUSEADVISOR_MAX_BYTES=500000000`` admits files of 500 MB.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from clauseadvisor.errors import UsageError

PREFIX = "CLAUSEADVISOR_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a reader accepts from an unknown file.

    max_bytes            size of the file itself
    max_expanded_bytes   what a DOCX (a ZIP) may expand to, in all
    max_expansion_ratio  expanded size over packed size of one part
    max_parts            number of parts in a DOCX
    max_pages            pages of a PDF
    max_characters       characters of the reading text
    max_seconds          time for reading one file
    """

    max_bytes: int = 100_000_000
    max_expanded_bytes: int = 400_000_000
    max_expansion_ratio: int = 200
    max_parts: int = 5_000
    max_pages: int = 5_000
    max_characters: int = 20_000_000
    max_seconds: int = 300

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """The defaults, with what the environment overrides.

        Raises UsageError when a variable is not a whole number above zero.
        """
        return cls(**_chosen(cls, PREFIX, environment))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """How pages without text are recognised; variables begin with ``CLAUSEADVISOR_OCR_``.

    dpi           resolution of the page pictures, dots an inch
    page_seconds  time for one page; all of them together have four fifths of ``max_seconds``
    """

    dpi: int = 300
    page_seconds: int = 60

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Recognition:
        """The defaults, with what the environment overrides. Raises UsageError as Limits does."""
        return cls(**_chosen(cls, PREFIX + "OCR_", environment))


def _chosen(
    kind: type[Limits | Recognition], prefix: str, environment: Mapping[str, str]
) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for entry in fields(kind):
        variable = prefix + entry.name.upper()
        raw = environment.get(variable)
        if raw is None:
            continue
        if not raw.isdecimal() or int(raw) == 0:
            raise UsageError(
                f"The environment variable {variable} is {raw!r}: set it to a whole number above zero."
            )
        chosen[entry.name] = int(raw)
    return chosen
