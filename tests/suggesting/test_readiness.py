"""The partner-readiness scorecard: scores, gates, stages, and what a wrong file is told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.errors import ScorecardError, UsageError
from clauseadvisor.playbook.scorecard_schema import scorecard_rules
from clauseadvisor.suggesting.readiness import (
    Scorecard,
    Side,
    compare,
    new_scorecard_text,
    read_scorecard,
    readiness_of,
    score_of,
    unlock_hint,
)

#: A busy machine may be slow; that is no failure.
UNTIMED = settings(deadline=None)

CRITERIA = [one.id for one in scorecard_rules().criteria]
WEIGHTS = {one.id: one.weight for one in scorecard_rules().criteria}
VENDOR = (3, 3, 3, 2, 4, 3, 2, 3, 3, 3, 2, 2, 3, 2)
CUSTOMER = (3, 3, 3, 1, 4, 3, 2, 3, 3, 3, 1, 1, 2, 2)


def side(levels: tuple[int, ...] = VENDOR, **changed: int | None) -> Side:
    merged = dict(zip(CRITERIA, levels, strict=True)) | changed
    return Side(levels={key: level for key, level in merged.items() if level is not None})


def card(vendor: Side | None = None, customer: Side | None = None, **gates: object) -> Scorecard:
    answered = {"leader_changed": False, "age_months": 36} | gates
    return Scorecard(
        name="acme",
        vendor=vendor or side(VENDOR),
        customer=customer or side(CUSTOMER),
        weights=WEIGHTS,
        **answered,  # type: ignore[arg-type]
    )


BEST = (4,) * 14


def test_the_oracle_scores_75_and_67_of_108_and_reaches_stage_2() -> None:
    readiness = readiness_of(card())
    assert readiness.vendor == pytest.approx(100 * 75 / 108)
    assert readiness.customer == pytest.approx(100 * 67 / 108)
    assert (readiness.stage, readiness.gates) == (2, ())


def test_the_stage_is_the_lower_of_the_two_sides() -> None:
    assert readiness_of(card(side(BEST), side((1,) * 14))).stage == 0
    assert readiness_of(card(side((2,) * 14), side(BEST))).stage == 1


@pytest.mark.parametrize(
    ("changes", "stage", "words"),
    [
        ({"vendor": side(BEST, integrity=1)}, 0, "Integrity of the vendor is 1"),
        ({"customer": side(BEST, honesty=1)}, 0, "Honesty of the customer is 1"),
        ({"vendor": side(BEST, credibility=1)}, 1, "Credibility of the vendor is 1"),
        ({"age_months": 5.9}, 1, "under 6"),
        ({"age_months": 6}, 2, "under 18"),
        ({"age_months": 17}, 2, "under 18"),
        ({"leader_changed": True}, 2, "one stage down"),
        ({"leader_changed": True, "age_months": 4}, 0, "one stage down"),
        ({"previous_stage": 1, "clean_periods": 2}, 2, "one step at a review"),
        ({"previous_stage": 1, "clean_periods": 1}, 1, "2 clean periods"),
        ({"previous_stage": 0}, 0, "2 clean periods"),
    ],
)
def test_a_gate_holds_the_stage_down_and_says_why(
    changes: dict[str, object], stage: int, words: str
) -> None:
    sheets = {"vendor": side(BEST), "customer": side(BEST)}
    readiness = readiness_of(card(**(sheets | changes)))  # type: ignore[arg-type]
    assert readiness.stage == stage
    assert any(words in gate for gate in readiness.gates)


@pytest.mark.parametrize(
    "gates",
    [
        {"age_months": 18},
        {"leader_changed": True, "reaffirmed": True},
        {"previous_stage": 3, "clean_periods": 0},
        {"previous_stage": 2, "clean_periods": 2},
    ],
)
def test_nothing_holds_the_best_down(gates: dict[str, object]) -> None:
    readiness = readiness_of(card(side(BEST), side(BEST), **gates))
    assert (readiness.stage, readiness.gates) == (3, ())


def test_what_nobody_answered_is_an_open_question() -> None:
    gates = readiness_of(card(side(honesty=None), leader_changed=None, age_months=None)).gates
    assert len(gates) == 3
    assert all(gate.startswith("Open:") for gate in gates)
    assert "honesty of the vendor is unknown" in gates[0]


def test_the_age_may_come_from_elsewhere() -> None:
    assert readiness_of(card(age_months=None), age_months=3).stage == 1


@pytest.mark.parametrize(
    ("weight_left_out", "scored"),
    [
        (("integrity", "honesty", "transparency"), True),  # 19 of 27 answered
        (("integrity", "honesty", "reliability"), False),  # 18 of 27
    ],
)
def test_a_score_needs_seventy_percent_of_the_weight(
    weight_left_out: tuple[str, ...], scored: bool
) -> None:
    half_empty = side(BEST, **dict.fromkeys(weight_left_out))
    readiness = readiness_of(card(half_empty, side(BEST)))
    assert (readiness.vendor == 100) is scored
    assert (readiness.stage == 3) is scored
    assert any("needs 70%" in gate for gate in readiness.gates) is not scored


def test_unknown_is_not_zero() -> None:
    assert score_of(side(BEST, work_ethic=None), WEIGHTS) == 100


def test_exactly_seventy_percent_is_enough() -> None:
    weights = dict.fromkeys(CRITERIA, 0.0) | {"reliability": 0.7, "integrity": 0.3}
    assert score_of(Side(levels={"reliability": 2}), weights) == 50


@UNTIMED
@given(st.lists(st.integers(0, 4), min_size=14, max_size=14), st.integers(0, 13))
def test_a_better_level_never_lowers_the_stage(levels: list[int], at: int) -> None:
    better = [min(4, level + (index == at)) for index, level in enumerate(levels)]
    first = readiness_of(card(side(tuple(levels)), side(BEST)))
    second = readiness_of(card(side(tuple(better)), side(BEST)))
    assert second.stage >= first.stage
    assert 0 <= (first.vendor or 0) <= (second.vendor or 0) <= 100


# ---------------------------------------------------------------- the file


def written(folder: Path, text: str) -> Path:
    path = folder / "acme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_empty_scorecard_is_valid_and_holds_every_question(tmp_path: Path) -> None:
    text = new_scorecard_text()
    readiness = readiness_of(read_scorecard(written(tmp_path, text)))
    assert (readiness.stage, readiness.vendor, readiness.customer) == (0, None, None)
    for criterion in scorecard_rules().criteria:
        assert all(text.count(question) == 2 for question in criterion.questions)


def test_the_empty_scorecard_filled_in_is_read(tmp_path: Path) -> None:
    filled = "\n".join(
        line[2:] if " = " in line and line[2].islower() else line
        for line in new_scorecard_text().splitlines()
        if not line.startswith("#   ")
    )
    assert tomllib.loads(filled)["vendor"]["reliability"] == 2
    scorecard = read_scorecard(written(tmp_path, filled))
    assert set(scorecard.vendor.levels) == set(CRITERIA) == set(scorecard.customer.evidence)
    assert (scorecard.age_months, scorecard.previous_stage, scorecard.leader_changed) == (
        24,
        1,
        False,
    )


def test_a_scorecard_sets_its_own_weights(tmp_path: Path) -> None:
    text = "[vendor]\nreliability = 4\nevidence.reliability = 'kept all'\n[weights]\n"
    text += "".join(f"{key} = 0\n" for key in CRITERIA if key != "reliability")
    scorecard = read_scorecard(written(tmp_path, text))
    assert readiness_of(scorecard).vendor == 100
    assert scorecard.vendor.evidence == {"reliability": "kept all"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[vendor]\nreliability = 5\n", ["vendor.reliability is 5", "less than or equal to 4"]),
        ("[vendor]\nreliability = -1\n", ["vendor.reliability", "greater than or equal to 0"]),
        ("[vendor]\nreliability = 'high'\n", ["vendor.reliability is 'high'", "integer"]),
        ("[vendor]\nreliability = true\n", ["vendor.reliability is True", "integer"]),
        ("[vendor]\nreliabilty = 3\n", ["vendor.reliabilty", "'reliability'?"]),
        ("[vendors]\n", ["vendors", "'vendor'?"]),
        ("[customer]\nevidence.honor = 'x'\n", ["customer.evidence.honor", "unknown key"]),
        ("[gates]\nage_months = nan\n", ["gates.age_months", "finite"]),
        ("[gates]\nleader_changed = 'no'\n", ["gates.leader_changed", "boolean"]),
        ("[weights]\n" + "".join(f"{key} = 0\n" for key in CRITERIA), ["weights", "above 0"]),
        ("[vendor\n", ["not valid TOML", "line 1"]),
        ('[vendor]\n"a\\u001b[31m" = 1\n', ["vendor.a\\x1b[31m"]),
    ],
)
def test_a_mistake_is_named_with_file_key_and_rule(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    with pytest.raises(ScorecardError) as caught:
        read_scorecard(written(tmp_path, text))
    message = str(caught.value)
    assert message.startswith("acme.toml")
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_missing_file_and_a_binary_file_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ScorecardError, match=r"There is no file none\.toml"):
        read_scorecard(tmp_path / "none.toml")
    with pytest.raises(ScorecardError, match=r"^\.: Is a directory"):
        read_scorecard(".")
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScorecardError, match="UTF-8"):
        read_scorecard(path)


# ---------------------------------------------------------------- use


def test_partners_stand_side_by_side() -> None:
    table = compare([card(), card(side(BEST), side(BEST))])
    assert table["partners"] == ["acme", "acme"]
    assert table["stage"] == [2, 3]
    assert table["criteria"][3]["vendor"] == [2, 4]
    assert table["criteria"][3]["weight"] == [2, 2]
    assert table["sides"]["customer"]["score"] == pytest.approx([100 * 67 / 108, 100])
    assert table["sides"]["vendor"]["trust"][1] == 100


@pytest.mark.parametrize("count", [0, 5])
def test_none_or_more_than_four_cannot_be_compared(count: int) -> None:
    with pytest.raises(UsageError, match="one to 4"):
        compare([card()] * count)


def test_a_locked_suggestion_says_what_would_unlock_it() -> None:
    readiness = readiness_of(card(age_months=10))
    hint = unlock_hint(readiness, 3)
    assert hint is not None
    assert "Needs stage 3 (Trusted), now 2" in hint
    assert "vendor's score is 69 and must reach 80" in hint
    assert "10 months old" in hint
    assert unlock_hint(readiness, 2) is None
    assert "scorecard" in (unlock_hint(None, 1) or "")
    assert unlock_hint(None, 0) is None
