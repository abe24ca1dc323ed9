"""Training: from labelled clauses to a folder that loads, the same for the same seed."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from clauseadvisor.domain import Label
from clauseadvisor.errors import DataError, OutputError, UsageError, UserFileError
from clauseadvisor.labelling import fitting
from clauseadvisor.labelling.base import ClauseText
from clauseadvisor.labelling.classifier import SpacyClassifier
from clauseadvisor.labelling.examples import Example, read_rows
from clauseadvisor.labelling.training import (
    TrainingConfig,
    folds_of,
    merged,
    read_config,
    train,
)

ROOT = Path(__file__).parents[2]

#: Sentences of a toy world: each label and sub-type has words of its own.
FRAMES = [
    ("penalty", "late_payment", "Any sum that {who} pays {when} bears interest at 2% a month."),
    ("penalty", "liquidated_damages", "For delay {who} shall pay 1% of the price {when}."),
    ("incentive", "performance_bonus", "{who} earns a bonus of 3% for good results {when}."),
    ("incentive", "rebate", "{who} is granted a rebate on large volumes {when}."),
    ("control", "audit", "{who} shall keep records and admit auditors {when}."),
    ("control", "consent", "{who} may not assign without prior written consent {when}."),
    ("trust", "joint_governance", "A joint committee of both parties and {who} meets {when}."),
    ("trust", "amicable_resolution", "{who} and the other party seek a friendly solution {when}."),
    ("neutral", None, "The address of {who} is stated above and notices are sent there {when}."),
]
WHO = ("the Supplier", "the Agent", "the Client", "the Carrier", "Acme", "the Lessee")
WHEN = ("late", "in each year", "in a quarter", "at month's end", "from time to time")


def rows() -> list[Example]:
    return [
        Example(
            text=frame.format(who=who, when=when),
            label=Label(label),
            subtype=subtype,
            secondary=(Label.CONTROL,) if subtype == "liquidated_damages" else (),
            group=f"{who}-{when}",
        )
        for (label, subtype, frame), who, when in itertools.product(FRAMES, WHO, WHEN)
    ]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    folder = tmp_path_factory.mktemp("models") / "toy"
    return folder, train(rows(), output=folder, seed=3)


def test_what_was_trained_labels_unseen_sentences(trained: tuple[Path, dict[str, object]]) -> None:
    classifier = SpacyClassifier.load(trained[0])
    given = classifier.judge(
        [
            ClauseText(text="The Reseller earns a bonus of 3% for good results in May."),
            ClauseText(text="The Reseller shall keep records and admit auditors in May."),
        ]
    )
    assert [(each.label, each.subtype) for each in given] == [
        (Label.INCENTIVE, "performance_bonus"),
        (Label.CONTROL, "audit"),
    ]


def test_the_measures_come_from_clauses_that_were_not_trained_on(
    trained: tuple[Path, dict[str, object]],
) -> None:
    measures = trained[1]
    assert measures["clauses"] == len(rows())
    assert 0.9 < float(str(measures["macro_f1"])) <= 1.0
    stored = json.loads((trained[0] / "meta.json").read_text(encoding="utf-8"))
    assert stored["performance"]["cross_validation"] == measures


def test_the_same_seed_gives_the_same_pipeline(
    trained: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    again = train(rows(), output=tmp_path / "again", seed=3)
    assert again == trained[1]
    assert (
        SpacyClassifier.load(tmp_path / "again").version == SpacyClassifier.load(trained[0]).version
    )


def test_each_step_is_told_before_it_begins(tmp_path: Path) -> None:
    told: list[str] = []
    train(rows(), output=tmp_path / "m", seed=3, on_step=told.append)
    assert told == [
        f"reading {len(rows())} clauses",
        *(f"cross-validation, fold {number} of 5" for number in range(1, 6)),
        "measuring on clauses that the model has not seen",
        "training on all clauses",
    ]


def test_a_correction_beats_the_label_that_it_corrects(tmp_path: Path) -> None:
    wrong = "the Agent shall keep records and admit auditors late."
    correction = Example(text=wrong.replace(" ", "  "), label=Label.NEUTRAL)
    kept = merged(rows(), [correction])
    assert len(kept) == len(rows())
    assert [row.label for row in kept if row.text.split() == wrong.split()] == [Label.NEUTRAL]
    assert kept[-1].weight > 1


def test_corrections_change_what_the_pipeline_says(tmp_path: Path) -> None:
    phrase = "Zonal handover of the keys to {who} takes place {when}."
    corrections = [
        Example(text=phrase.format(who=who, when=when), label=Label.TRUST, subtype="other_trust")
        for who, when in itertools.product(WHO, WHEN)
    ]
    train(rows(), output=tmp_path / "m", corrections=corrections)
    given = SpacyClassifier.load(tmp_path / "m").judge(
        [ClauseText(text="Zonal handover of the keys to the Reseller takes place in May.")]
    )[0]
    assert (given.label, given.subtype) == (Label.TRUST, "other_trust")


def test_a_contract_is_never_torn_apart() -> None:
    groups = [f"contract {number % 17}" for number in range(200)]
    fold = folds_of(groups, 5, seed=1)
    assert {int(each) for each in fold} == set(range(5))
    for group in set(groups):
        assert len({int(f) for f, g in zip(fold, groups, strict=True) if g == group}) == 1


@pytest.mark.parametrize("few", [rows()[:10], [rows()[0]] * 80])
def test_too_little_to_learn_from_is_refused(few: list[Example], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="too few to train on"):
        train(few, output=tmp_path / "m")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("here is a file", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        train(rows(), output=blocked / "m")


def test_without_the_training_extra_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fitting, "LinearSVC", None)
    with pytest.raises(UsageError, match="pip install scikit-learn scipy"):
        fitting.require_libraries()


GOOD = {"text": "Late sums bear interest.", "label": "penalty", "subtype": "late_payment"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json", "line 2: this is not JSON"),
        ('["a", "list"]', "line 2: expected a JSON object"),
        (json.dumps({**GOOD, "text": " "}), "line 2: field text"),
        (json.dumps({"label": "penalty"}), "line 2: field text"),
        (json.dumps({**GOOD, "label": "Penalty"}), "line 2: field label"),
        (json.dumps({"text": "words"}), "line 2: field label"),
        (json.dumps({**GOOD, "subtype": "audit"}), "line 2: field subtype: for penalty"),
        (json.dumps({**GOOD, "secondary": "control"}), "line 2: field secondary"),
        (json.dumps({**GOOD, "secondary": ["penalty"]}), "named twice"),
        (json.dumps({**GOOD, "secondary": ["control", "trust", "neutral"]}), "at most two"),
        (json.dumps({**GOOD, "secondary": [7]}), "line 2: field secondary"),
        (json.dumps({**GOOD, "heading": 4}), "line 2: field heading"),
        (json.dumps({**GOOD, "context": ["x"]}), "line 2: field context"),
        (json.dumps({**GOOD, "file": 1}), "line 2: field file"),
    ],
)
def test_a_bad_row_is_named_with_file_line_and_field(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.jsonl") as caught:
        read_rows(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, UserFileError)


def test_a_good_file_is_read_field_by_field(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    full = {**GOOD, "secondary": ["neutral"], "heading": "Interest", "context": "So:", "file": "c1"}
    path.write_text("\ufeff" + json.dumps(full) + "\r\n\r\n" + json.dumps(GOOD), encoding="utf-8")
    first, second = read_rows(path)
    assert first.secondary == (Label.NEUTRAL,)
    assert (first.heading, first.context, first.group) == ("Interest", "So:", "c1")
    assert (second.subtype, second.secondary, second.group) == ("late_payment", (), None)


@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_file_without_rows_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "rows.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=r"rows\.jsonl"):
        read_rows(path)


def test_the_shipped_configuration_is_valid() -> None:
    config = read_config(ROOT / "models" / "configs" / "default.cfg")
    assert config.folds == 5
    assert config.linear.parsed()[0].offsets == (0,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[colour]\nred = 1\n", "unknown section colour"),
        ("[linear]\nspeed = 1\n", "section linear, key speed: there is no such key"),
        ("[linear]\nfewest = often\n", "key fewest: expected a JSON value"),
        ('[linear]\nfewest = "3"\n', "key fewest: expected int"),
        ("[training]\nlinear = 3\n", "key linear: there is no such key"),
        ("fewest = 3\n", "cannot be read"),
    ],
)
def test_a_configuration_error_names_section_and_key(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "c.cfg"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_config(path)


def test_an_empty_configuration_means_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "c.cfg"
    path.write_text("", encoding="utf-8")
    assert read_config(path) == TrainingConfig()


def test_the_card_repeats_the_metrics() -> None:
    card = (ROOT / "models" / "CARD.md").read_text(encoding="utf-8")
    metrics = json.loads((ROOT / "models" / "metrics.json").read_text(encoding="utf-8"))
    for source in ("cuad", "vendor_md", "written"):
        assert f"**{metrics[source]['macro_f1']:.3f}**" in card
    for attribution in ("The Atticus Project", "Attribution 4.0", "James Nguyen"):
        assert attribution in card


def test_labels_in_the_assets_carry_no_sentences() -> None:
    for path in (ROOT / "models" / "assets").glob("labels_*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            assert set(entry) == {"file", "clauses"}
            for start, end, label, subtype, secondary in entry["clauses"]:
                assert 0 <= start < end
                Example(text="x", label=Label(label), subtype=subtype)
                assert all(Label(name) for name in secondary)
