"""Reading a playbook: what users add or replace, and what is refused in one clear sentence."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from clauseadvisor.errors import PlaybookError
from clauseadvisor.playbook.load import SHIPPED_FILES, load_playbook

OWN_NORM = """
norms:
  - id: house-1
    title: Call before you write
    group: house
    source: Our purchasing manual
    statement: A call comes before every formal notice.
    practice: Name the two people.
"""


def written(folder: Path, text: str, name: str = "own.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_files_pass_the_checks_of_a_users_own(tmp_path: Path) -> None:
    # What ships is read without the check of its patterns, which takes long: it is made here.
    data = files("clauseadvisor.playbook") / "data"
    for name in SHIPPED_FILES:
        written(tmp_path, (data / name).read_text(encoding="utf-8"), name)
    assert load_playbook(tmp_path).version == load_playbook().version


def test_a_user_adds_a_norm(tmp_path: Path) -> None:
    playbook = load_playbook(written(tmp_path, OWN_NORM))
    assert playbook.norms["house-1"].title == "Call before you write"
    assert "R1" in playbook.norms, "the packaged norms stay"


def test_a_user_replaces_an_entry_by_its_id(tmp_path: Path) -> None:
    own = OWN_NORM.replace("house-1", "key-07")
    assert load_playbook(written(tmp_path, own)).norms["key-07"].group == "house"


def test_a_folder_of_files_is_read_in_order(tmp_path: Path) -> None:
    written(tmp_path, OWN_NORM, "a.yml")
    written(tmp_path, OWN_NORM.replace("Call before you write", "Walk first"), "b.yaml")
    assert load_playbook(tmp_path).norms["house-1"].title == "Walk first"


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    plain = load_playbook().version
    assert plain == load_playbook().version
    assert plain != load_playbook(written(tmp_path, OWN_NORM)).version


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert load_playbook(written(tmp_path, "# nothing yet\n")).version == load_playbook().version


BROKEN = {
    "a list at the top": ("- id: x\n", "sections"),
    "no YAML at all": ("norms: [unclosed\n", "not valid YAML in line"),
    "a section that does not exist": ("rules: []\n", "unknown section 'rules'"),
    "a section that is no list": ("norms: yes\n", "section 'norms' must be a list"),
    "an entry without an id": ("norms:\n  - title: x\n", "entry 1 of 'norms' needs an 'id'"),
    "an entry that is no mapping": ("norms:\n  - just words\n", "needs an 'id'"),
    "two entries of one id": (
        OWN_NORM + OWN_NORM.replace("norms:", "").replace("\n\n", "\n"),
        "two entries 'house-1'",
    ),
    "an unknown key": (OWN_NORM + "    colour: red\n", "entry 'house-1', field 'colour'"),
    "a missing key": (
        OWN_NORM.replace("    source: Our purchasing manual\n", ""),
        "field 'source'",
    ),
    "an empty text": (OWN_NORM.replace("Call before you write", "''"), "field 'title'"),
    "an unknown placeholder": (
        "mechanisms:\n  - {id: X1, kind: bonus, title: t, how: h, stage_needed: 0, wording: 'Pay {sum}.'}\n",
        "unknown slot {sum}",
    ),
    "a brace left open": (
        "mechanisms:\n  - {id: X1, kind: bonus, title: t, how: h, stage_needed: 0, wording: 'Pay {rate.'}\n",
        "braces do not match",
    ),
    "a bracket left open": (
        "mechanisms:\n  - {id: X1, kind: bonus, title: t, how: h, stage_needed: 0, wording: 'Pay [10 days.'}\n",
        "brackets do not match",
    ),
    "a stage out of range": (
        "mechanisms:\n  - {id: X1, kind: bonus, title: t, how: h, stage_needed: 7, wording: Pay.}\n",
        "field 'stage_needed'",
    ),
    "a pattern that is none": (
        "signals:\n  - {id: x, favours: keep, weight: 1, reason: r, when: {any_of: ['(']}}\n",
        "not a regular expression",
    ),
    "a device that does not exist": (
        "devices:\n  - {id: luck, title: luck, when: {any_of: [luck]}}\n",
        "devices entry 'luck', field 'id'",
    ),
    "a device that goes by facts": (
        "devices:\n  - {id: forecast, title: f, when: {cap: true}}\n",
        "a device is told by words alone, not by “cap”",
    ),
    "a wording that names what it did not ask for": (
        "guardrails:\n  - {id: G9, title: t, reason: r, question: q, advice: {title: t, rationale: r,"
        " parts: [{text: 'See {earn_back}.'}]}}\n",
        "so that “when” must ask for it in “there”",
    ),
    "a recipe that does not exist": (
        "routes:\n  - {id: audit, subtype: audit, otherwise: C99, choices: []}\n",
        "entry 'audit', field 'choices': there is no 'C99'",
    ),
    "a sub-type that does not exist": (
        "lessons:\n  - {id: L, subtype: luck, kind: bonus, title: t, lesson: l, first_step: f, sources: []}\n",
        "there is no 'luck'",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, case: str) -> None:
    text, said = BROKEN[case]
    with pytest.raises(PlaybookError) as caught:
        load_playbook(written(tmp_path, text))
    assert said in str(caught.value)
    assert "own.yml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match=r"nowhere\.yml.*check the path"):
        load_playbook(tmp_path / "nowhere.yml")


def test_a_folder_without_playbook_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError, match=r"holds no \.yml file"):
        load_playbook(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlaybookError, match="not UTF-8"):
        load_playbook(tmp_path / "own.yml")


def test_a_misspelt_field_is_named_rather_than_the_one_it_leaves_out(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yml"
    mine.write_text(
        "norms:\n  - {id: n1, titel: Candour, group: ours, source: us}\n", encoding="utf-8"
    )
    with pytest.raises(PlaybookError, match="titel"):
        load_playbook(mine)


def test_a_sentence_about_a_defined_term_may_name_its_own_slots_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text(
        "asides:\n  - {id: mine, title: T, reason: R, where_used: 'See {clause}.', when: {}}\n",
        encoding="utf-8",
    )
    with pytest.raises(
        PlaybookError, match=r"own.yml.*asides entry 'mine'.*unknown slot \{clause\}"
    ):
        load_playbook(own)


def test_a_stance_of_ones_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text(
        "stances:\n  - {id: lesson, ask: A., offer: O., fallback: F., keep: K.}\n", encoding="utf-8"
    )
    assert load_playbook(own).stances["lesson"].ask == "A."
    assert load_playbook(own).stances["aside"] == load_playbook().stances["aside"]
