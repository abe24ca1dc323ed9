"""The file of decisions: what is written is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.errors import DecisionsError
from clauseadvisor.suggesting.decisions import Decision, Decisions, decisions_toml, read_decisions

WORDS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40)


def one(suggestion: str, choice: str, text: str, note: str | None) -> Decision:
    if choice == "edit":
        return Decision(suggestion=suggestion, choice="edit", text=f"{text}.", note=note)
    return Decision(suggestion=suggestion, choice=choice, note=note)


DECISIONS = st.lists(
    st.builds(one, WORDS, st.sampled_from(["accept", "edit", "reject"]), WORDS, st.none() | WORDS),
    max_size=5,
    unique_by=lambda each: each.suggestion,
)


@settings(deadline=None)
@given(DECISIONS)
def test_what_is_written_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, made: list[Decision]
) -> None:
    decisions = Decisions(decision=tuple(made))
    path = tmp_path_factory.getbasetemp() / "decisions.toml"
    path.write_bytes(decisions_toml(decisions).encode())
    assert read_decisions(path) == decisions


@pytest.mark.parametrize("text", ['"""', "\x7f\x00\x1b", "a\r\nb\tc", "]] = \\u0041 #"])
def test_no_text_breaks_out_of_its_string(tmp_path: Path, text: str) -> None:
    made = Decisions(decision=(Decision(suggestion="s-1", choice="edit", text=f"x{text}"),))
    path = tmp_path / "decisions.toml"
    path.write_bytes(decisions_toml(made).encode())
    assert read_decisions(path) == made


def test_half_of_a_pair_of_characters_is_written_as_what_cannot_be_shown(tmp_path: Path) -> None:
    made = Decisions(decision=(Decision(suggestion="s-1", choice="accept", note="a\ud800b"),))
    path = tmp_path / "decisions.toml"
    path.write_bytes(decisions_toml(made).encode())
    assert read_decisions(path).decision[0].note == "a\ufffdb"


def test_no_decisions_are_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(decisions_toml(Decisions()), encoding="utf-8")
    assert read_decisions(path) == Decisions()


def test_a_suggestion_that_is_decided_twice_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text('[[decision]]\nsuggestion = "s-1"\nchoice = "accept"\n' * 2, encoding="utf-8")
    with pytest.raises(DecisionsError, match="'s-1' is decided twice"):
        read_decisions(path)
