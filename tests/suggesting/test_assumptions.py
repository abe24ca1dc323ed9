"""The assumptions file: what it may say, and what a wrong one is told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from clauseadvisor.errors import AssumptionsError
from clauseadvisor.suggesting.assumptions import (
    Assumptions,
    Credits,
    Deal,
    EarnBackTable,
    Fees,
    Level,
    PromptPayment,
    Relationship,
    ScheduleTable,
    assumptions_template,
    read_assumptions,
)
from clauseadvisor.suggesting.economics import work_out

TABLES = {
    "relationship": Relationship,
    "fees": Fees,
    "level": Level,
    "credits": Credits,
    "deal": Deal,
    "schedule": ScheduleTable,
    "earn_back": EarnBackTable,
    "prompt_payment": PromptPayment,
}


def written(folder: Path, text: str) -> Path:
    path = folder / "deal.toml"
    path.write_text(text, encoding="utf-8")
    return path


def uncommented() -> str:
    """The template with every setting switched on (explanations are not settings)."""
    lines = []
    for line in assumptions_template().splitlines():
        bare = line.removeprefix("# ")
        is_setting = bare.startswith("[") or (" = " in bare and bare.split(" = ")[0].isidentifier())
        lines.append(bare if line.startswith("# ") and is_setting else line)
    return "\n".join(lines)


def test_the_template_is_valid_and_says_nothing(tmp_path: Path) -> None:
    assert read_assumptions(written(tmp_path, assumptions_template())) == Assumptions()


def test_the_template_filled_in_holds_every_key_and_works_out(tmp_path: Path) -> None:
    text = uncommented()
    filled = tomllib.loads(text)
    assert set(filled) == set(Assumptions.model_fields)
    for table, model in TABLES.items():
        entry = filled[table][0] if table == "level" else filled[table]
        assert set(entry) == set(model.model_fields)
    result = work_out(read_assumptions(written(tmp_path, text)))
    assert result.questions == ()
    assert result.value("S") is not None


def test_absent_is_unknown_and_not_false(tmp_path: Path) -> None:
    relationship = read_assumptions(
        written(tmp_path, "[relationship]\none_off = false\n")
    ).relationship
    assert relationship.one_off is False
    assert relationship.regulated is None


def test_answers_hold_only_what_was_answered(tmp_path: Path) -> None:
    text = '[relationship]\nrisk = "high"\none_off = false\nage_months = 7\n'
    answers = read_assumptions(written(tmp_path, text)).answers()
    assert answers == {"risk": "high", "one_off": False, "age_months": 7}
    assert Assumptions().answers() == {}


def test_the_risk_is_medium_unless_said_otherwise() -> None:
    assert Assumptions().risk == "medium"


def test_a_clause_number_may_be_a_whole_number_or_text(tmp_path: Path) -> None:
    levels = read_assumptions(
        written(tmp_path, '[[level]]\nclause = 5\n[[level]]\nclause = "5.10"\nname = "Uptime"\n')
    ).level
    assert [level.clause for level in levels] == ["5", "5.10"]
    assert [level.label for level in levels] == ["clause 5", "Uptime"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[fee]\n", ["fee is an unknown key", "'fees'?"]),
        ("[fees]\nperiod_fees = 1\n", ["fees.period_fees", "'period_fee'?"]),
        ("[fees]\nperiod_fee = '50000'\n", ["fees.period_fee is '50000'", "number"]),
        ("[fees]\nperiod_fee = true\n", ["fees.period_fee is True", "number"]),
        ("[fees]\nperiod_fee = 0\n", ["fees.period_fee is 0", "greater than 0"]),
        ("[fees]\nperiod_fee = inf\n", ["fees.period_fee", "finite"]),
        ("[relationship]\nrisk = 'huge'\n", ["relationship.risk is 'huge'", "'medium'"]),
        ("[relationship]\nregulated = 'no'\n", ["relationship.regulated", "boolean"]),
        ("[[level]]\nmiss_probability = 0.1\n", ["level[1]", "expected clause or name"]),
        (
            "[[level]]\nname = 'a'\n[[level]]\nname = 'b'\nmiss_probability = 10\n",
            ["level[2].miss_probability is 10", "less than or equal to 1"],
        ),
        ("[[level]]\nclause = 5.1\n", ["level[1].clause is 5.1", "in quotes"]),
        ("[[level]]\nname = 'a'\nq = 1\n", ["level[1].q is an unknown key", "miss_probability"]),
        ("[[level]]\nname = 'a'\ncredit_percent = 0.12345\n", ["at most 4 decimals"]),
        ("[credits]\ncap_percent = 101\n", ["credits.cap_percent is 101"]),
        ("[deal]\nadmin_saving = -1\n", ["deal.admin_saving is -1"]),
        ("[schedule]\ntarget = 99\n", ["schedule.band is missing"]),
        (
            "[schedule]\ntarget=9\nband=0\nmalus_slope=1\nbonus_slope=1\nmalus_max=1\nbonus_max=1\noutcomes=[[9, 0.5]]\n",
            ["schedule", "add up to 1, not 0.5"],
        ),
        (
            "[schedule]\ntarget=9\nband=0\nmalus_slope=1\nbonus_slope=1\nmalus_max=1\nbonus_max=1\noutcomes=[[9]]\n",
            ["schedule.outcomes[1]", "[score, probability]"],
        ),
        ("[earn_back]\nperiods = 2.5\n", ["earn_back.periods is 2.5", "integer"]),
        ("[prompt_payment]\ndiscount_percent = 100\ndays_earlier = 1\n", ["discount_percent is 100"]),
        ("[prompt_payment]\ndiscount_percent = 1\ndays_earlier = 0\n", ["days_earlier is 0"]),
        ("fees = 5\n", ["fees is 5"]),
        ("fees = \n", ["not valid TOML", "line 1"]),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_key_and_rule(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    with pytest.raises(AssumptionsError) as caught:
        read_assumptions(written(tmp_path, text))
    message = str(caught.value)
    assert "\n" not in message
    for word in ["deal.toml", *words]:
        assert word in message


def test_many_mistakes_are_counted(tmp_path: Path) -> None:
    text = "[fees]\n" + "".join(f"k{i} = 1\n" for i in range(5))
    with pytest.raises(AssumptionsError, match="and 2 more"):
        read_assumptions(written(tmp_path, text))
