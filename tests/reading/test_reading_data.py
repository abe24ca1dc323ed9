"""The data files of reading: every pattern matches its examples and none of its counter-examples."""

from __future__ import annotations

import re
from typing import Any

import pytest

from clauseadvisor.reading.patterns import table

SECTIONS = [
    (name, section)
    for name in ("furniture", "references")
    for section, content in table(name).items()
    if "patterns" in content
]
ENTRIES = [
    pytest.param(name, section, entry, id=f"{name}-{section}-{number}")
    for name, section in SECTIONS
    for number, entry in enumerate(table(name)[section]["patterns"])
]


def matches(name: str, section: str, entry: dict[str, Any], text: str) -> bool:
    """Furniture is matched as whole lines in any case, references as written: headings at the
    start of a paragraph, the others anywhere."""
    if name == "furniture":
        return re.fullmatch(entry["pattern"], text, re.I) is not None
    look = re.match if section == "heading" else re.search
    return look(entry["pattern"], text) is not None


@pytest.mark.parametrize(("name", "section", "entry"), ENTRIES)
def test_each_pattern_matches_its_examples_and_no_counter_example(
    name: str, section: str, entry: dict[str, Any]
) -> None:
    assert entry["examples"]
    assert entry["counter_examples"]
    assert set(entry) <= {"pattern", "examples", "counter_examples", "sure", "edge"}
    for example in entry["examples"]:
        assert matches(name, section, entry, example), example
    for example in entry["counter_examples"]:
        assert not matches(name, section, entry, example), example


@pytest.mark.parametrize("section", ["page_number", "numbered_line"])
def test_page_number_patterns_name_their_number(section: str) -> None:
    for entry in table("furniture")[section]["patterns"]:
        assert "(?P<number>" in entry["pattern"]


def test_language_lists_are_small_letters_without_repeats() -> None:
    languages = table("languages")
    assert {"en", "de", "fr", "es", "it", "nl", "pt"} <= set(languages)
    for code, language in languages.items():
        words = language["words"]
        assert len(words) >= 30, code
        assert len(set(words)) == len(words), code
        assert all(word == word.lower() and word.strip() == word for word in words), code
