"""The reading data files: patterns and word lists, loaded once, when first asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed TOML file ``data/<name>.toml`` of this package."""
    file = resources.files("clauseadvisor.reading") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def patterns(name: str, section: str) -> tuple[re.Pattern[str], ...]:
    """The compiled patterns of one section, matched without regard to case."""
    return tuple(re.compile(entry["pattern"], re.I) for entry in table(name)[section]["patterns"])


@cache
def compiled(name: str, section: str) -> tuple[re.Pattern[str], ...]:
    """The compiled patterns of one section, where capitals matter."""
    return tuple(re.compile(entry["pattern"]) for entry in table(name)[section]["patterns"])


@cache
def any_of(name: str, section: str) -> re.Pattern[str]:
    """One pattern that matches what any pattern of the section matches (no named groups)."""
    return re.compile("|".join(f"(?:{p.pattern})" for p in patterns(name, section)), re.I)
