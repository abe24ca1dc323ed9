"""Definitions: paragraphs that begin with the defined term in quotes."""

from __future__ import annotations

import re
from typing import Final

_DEFINITION: Final = re.compile(
    r"[\"“][^\"”]{1,80}[\"”][^.;]{0,60}?"
    r"\b(?:means?|shall mean|ha(?:s|ve) the|is defined|are defined|refers?|includes?)\b"
)


def is_definition(text: str, start: int, end: int) -> bool:
    """Whether the paragraph ``text[start:end]`` defines a term: "Fees" means ..."""
    return _DEFINITION.match(text, start, end) is not None
