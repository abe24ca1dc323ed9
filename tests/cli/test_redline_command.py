"""Drafts on the command line: redline and compare."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import sys
from pathlib import Path

import pytest

import clauseadvisor as ca
from clauseadvisor.cli import main
from clauseadvisor.cli.comparison import to_text
from clauseadvisor.comparing import Moved, compare
from clauseadvisor.domain import Verdict
from clauseadvisor.writing.issues import held_back, issues
from tests.writing.redlines import ROOT, SAMPLE, comments_of, plain, text_of

TEXT = ROOT / "samples/logistics-services.txt"


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]):
    """Runs the program in this process; gives exit status, standard output and standard error."""

    def run(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["clauseadvisor", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capsysbinary.readouterr()
        return int(leaving.value.code or 0), out.decode(), err.decode()

    return run


@pytest.fixture
def suggestions(call) -> list[dict[str, str]]:
    _, out, _ = call("analyze", SAMPLE, "--format", "json")
    return json.loads(out)["suggestions"]


def test_the_chosen_suggestion_alone_is_marked_up(call, suggestions, tmp_path: Path) -> None:
    soften = [each for each in suggestions if each["verdict"] == Verdict.SOFTEN]
    made = tmp_path / "out.docx"
    status, out, _ = call("redline", SAMPLE, "-o", made, "--accept", soften[0]["id"])
    assert (status, out) == (0, "")
    accepted = plain(text_of(made.read_bytes()))
    assert plain(soften[0]["proposed_text"])[0] in accepted
    assert len(comments_of(made.read_bytes())) == 1


def test_several_ids_follow_one_accept_or_one_each(call, suggestions, tmp_path: Path) -> None:
    first, second = [each["id"] for each in suggestions if each["verdict"] == "soften"][:2]
    together, apart = tmp_path / "together.docx", tmp_path / "apart.docx"
    assert call("redline", SAMPLE, "-o", together, "--accept", first, second)[0] == 0
    assert call("redline", SAMPLE, "--accept", first, "--accept", second, "-o", apart)[0] == 0
    assert together.read_bytes() == apart.read_bytes()
    assert len(comments_of(apart.read_bytes())) == 2


def test_a_suggestion_is_named_as_the_notes_and_the_terminal_number_it(call, tmp_path) -> None:
    made = {}
    for name in ("P1", "p1", "1", "P2"):
        path = tmp_path / f"{name}.docx"
        assert call("redline", SAMPLE, "-o", path, "--accept", name)[0] == 0
        made[name] = path.read_bytes()
    assert made["P1"] == made["p1"] == made["1"] != made["P2"]
    _, shown, _ = call("analyze", SAMPLE)
    ref, first = re.findall(r"^ *(P\d+)  .*?^ *Id +(\S+)", shown, re.MULTILINE | re.DOTALL)[0]
    files = []
    for name in (ref, first):
        path = tmp_path / "named.docx"
        assert call("redline", SAMPLE, "-o", path, "--accept", name)[0] == 0
        files.append(path.read_bytes())
    assert files[0] == files[1]


def test_a_second_contract_has_no_place(call, tmp_path: Path) -> None:
    status, _, err = call("redline", SAMPLE, TEXT, "--all", "-o", tmp_path / "out.docx")
    assert status == 2
    assert "name one contract" in err


def test_decisions_accept_edit_and_reject(call, suggestions, tmp_path: Path) -> None:
    first, second, third = [each for each in suggestions if each["verdict"] == "soften"][:3]
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        f'[[decision]]\nsuggestion = "{first["id"]}"\nchoice = "accept"\n'
        f'[[decision]]\nsuggestion = "{second["id"]}"\nchoice = "edit"\ntext = "In our own words:\\n(a) Later."\n'
        f'note = "agreed with finance"\n[[decision]]\nsuggestion = "{third["id"]}"\nchoice = "reject"\n'
    )
    made = tmp_path / "out.docx"
    status, _, _ = call(
        "redline", SAMPLE, "-o", made, "--all", "--decisions", decisions, "--audience", "internal"
    )
    text = plain(text_of(made.read_bytes()))
    assert status == 0
    assert plain(first["proposed_text"])[0] in text
    assert "In our own words:" in text
    assert plain(second["proposed_text"])[0] not in text
    assert plain(third["proposed_text"])[0] not in text
    assert "agreed with finance" in "\n".join(comments_of(made.read_bytes()))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "No suggestion is chosen"),
        (("--accept", "s-nowhere"), "'s-nowhere'"),
        (
            ("--accept", "P99"),
            "'P99' for this contract: name one as the notes number them (P1 to P",
        ),
        (("--accept", "0"), "'0'"),
        (("--all", "--audience", "public"), "--audience"),
        (("--all", "--date", "soon"), "'soon'"),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_no_file(call, tmp_path, arguments, said) -> None:
    made = tmp_path / "out.docx"
    status, out, err = call("redline", SAMPLE, "-o", made, *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert not made.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[[decision]]\nsuggestion = "s-1"\nchoice = "perhaps"\n', "decision[1].choice"),
        ('[[decision]]\nsuggestion = "s-1"\nchoice = "edit"\n', "new wording"),
        ('[[decision]]\nchoice = "accept"\n', "decision[1].suggestion"),
        ('[[decision]]\nsuggestion = "s-1"\nchoice = "accept"\nwhy = "x"\n', "decision[1].why"),
        ('[[decision]]\nsuggestion = "a"\nchoice = "accept"\n' * 2, "twice"),
        ("decision = 3", "decision"),
    ],
)
def test_a_broken_decisions_file_is_named(call, tmp_path: Path, content: str, said: str) -> None:
    decisions = tmp_path / "mine.toml"
    decisions.write_text(content)
    status, _, err = call("redline", SAMPLE, "-o", tmp_path / "o.docx", "--decisions", decisions)
    assert status == 2
    assert "mine.toml" in err
    assert said in err


def test_the_contract_itself_is_never_overwritten(call, tmp_path: Path) -> None:
    contract = tmp_path / "contract.docx"
    contract.write_bytes(SAMPLE.read_bytes())
    status, _, err = call("redline", contract, "-o", contract, "--all")
    assert status == 2
    assert "is the contract itself" in err
    assert contract.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    "command", [("redline", "--all", "-o"), ("analyze", "-o"), ("segment", "-o"), ("compare", SAMPLE, "-o"), ("notes", "-o")]
)  # fmt: skip
def test_a_place_that_cannot_be_written_is_found_before_the_work(
    call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def too_soon(*_: object, **__: object) -> None:
        pytest.fail("the contract was read before the place was looked at")

    monkeypatch.setattr("clauseadvisor.cli.options.read_source", too_soon)
    name, *options = command
    status, out, err = call(name, SAMPLE, *options, tmp_path / "missing" / "out.docx")
    assert (status, out) == (2, "")
    assert "choose a folder that exists" in err
    (folder := tmp_path / "folder.docx").mkdir()
    status, _, err = call(name, SAMPLE, *options, folder)
    assert status == 2
    assert "is a directory" in err


def test_the_name_must_end_in_docx(call, tmp_path: Path) -> None:
    status, _, err = call("redline", SAMPLE, "-o", tmp_path / "out.pdf", "--all")
    assert status == 2
    assert ".docx" in err


# ---------------------------------------------------------------- what the other side is told


@pytest.fixture
def unquoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No change can quote the words of its clause: each rests on its label, and some labels are in doubt."""
    monkeypatch.setattr("clauseadvisor.suggesting.advise.ground_of", lambda *_: None)


def in_doubt() -> list[str]:
    """The references of proposals whose label is in doubt, in the sample."""
    analysis = ca.analyze(SAMPLE)
    return [each.ref for each in held_back(analysis) if not each.suggestion.concession]


def in_hand() -> list[str]:
    """The references of concessions in the sample, which wait for somebody to give them."""
    return [each.ref for each in held_back(ca.analyze(SAMPLE)) if each.suggestion.concession]


@pytest.mark.usefixtures("unquoted")
def test_what_is_left_out_of_a_redline_for_the_other_side_is_said(call, tmp_path: Path) -> None:
    refs = in_doubt()
    assert refs
    status, _, err = call("redline", SAMPLE, "-o", tmp_path / "all.docx", "--all")
    assert status == 0
    said = " ".join(err.split())
    assert f"in doubt: {', '.join(refs)}." in said
    assert f"yours to give: {', '.join(in_hand())}." in said
    arguments = ("-o", tmp_path / "more.docx", "--all", "--accept", *refs)
    status, _, err = call("redline", SAMPLE, *arguments)
    assert status == 0
    assert "in doubt" not in err
    more, fewer = (
        comments_of((tmp_path / name).read_bytes()) for name in ("more.docx", "all.docx")
    )
    assert len(more) == len(fewer) + len(refs)
    arguments = ("-o", tmp_path / "ours.docx", "--all", "--audience", "internal")
    status, _, err = call("redline", SAMPLE, *arguments)
    ours = comments_of((tmp_path / "ours.docx").read_bytes())
    assert len(ours) == len(more) + len(in_hand())
    assert "in doubt" not in err


@pytest.mark.usefixtures("unquoted")
def test_notes_for_the_other_side_take_what_was_accepted_and_leave_what_was_rejected(
    call, tmp_path: Path
) -> None:
    refs = in_doubt()
    theirs = ("--audience", "counterparty", "-o", tmp_path / "theirs.md")
    status, out, err = call("notes", SAMPLE, *theirs)
    assert status == 0
    assert f"in doubt: {', '.join(refs)}." in " ".join(err.split())
    before = told_in(tmp_path / "theirs.md", out + err)
    assert len(before) > 1
    assert not set(refs) & set(before)

    _, out, err = call("notes", SAMPLE, *theirs, "--accept", refs[0])
    assert set(told_in(tmp_path / "theirs.md", out + err)) == {*before, refs[0]}

    found = {each.ref: each.suggestion.id for each in issues(ca.analyze(SAMPLE))}
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        f'[[decision]]\nsuggestion = "{found[before[0]]}"\nchoice = "reject"\n'
        f'[[decision]]\nsuggestion = "{found[before[1]]}"\nchoice = "edit"\n'
        'text = "In our own words."\nnote = "our limit is 7%"\n',
        encoding="utf-8",
    )
    status, out, err = call("notes", SAMPLE, *theirs, "--decisions", decisions)
    assert status == 0
    assert told_in(tmp_path / "theirs.md", out + err) == before[1:]
    text = (tmp_path / "theirs.md").read_text(encoding="utf-8")
    assert "In our own words." in text
    assert "our limit" not in text


def told_in(notes: Path, said: str) -> list[str]:
    """Our references of the proposals in notes for the other side, as Markdown: they bear letters
    there, and the command has said which is which."""
    ours = dict(re.findall(r"\b([A-Z]+) is (P\d+)", " ".join(said.split())))
    letters = re.findall(r"^### ([A-Z]+)  ", notes.read_text(encoding="utf-8"), re.MULTILINE)
    return [ours[letter] for letter in letters]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--accept", "P1"), "add --audience counterparty"),
        (("--decisions", "missing.toml"), "add --audience counterparty"),
        (("--audience", "counterparty", "--accept", "P999"), "no suggestion 'P999'"),
        (("another.docx",), "There is no place for 'another.docx'"),
    ],
)
def test_a_mistake_about_what_is_told_is_one_sentence(call, arguments, said, tmp_path) -> None:
    status, out, err = call("notes", SAMPLE, "-o", tmp_path / "notes.md", *arguments)
    assert (status, out) == (2, "")
    assert said in " ".join(err.split())
    assert not (tmp_path / "notes.md").exists()


# ---------------------------------------------------------------- compare


def test_two_drafts_are_compared_as_a_table_and_as_json(call, tmp_path: Path) -> None:
    text = TEXT.read_text(encoding="utf-8")
    newer = tmp_path / "second.txt"
    newer.write_text(text.replace("two per cent (2%)", "three per cent (3%)"), encoding="utf-8")
    status, out, _ = call("compare", TEXT, newer)
    assert status == 0
    assert "logistics-services.txt → second.txt" in out
    assert "[-two-] {+three+}" in " ".join(out.split()) or "[-two-]{+three+}" in out
    assert "Clauses: 1 changed, 0 added, 0 removed" in out
    status, out, _ = call("compare", TEXT, newer, "--format", "json")
    assert status == 0
    assert [each["kind"] for each in json.loads(out)["changes"]] == ["changed"]


def test_two_contracts_that_have_nothing_in_common_are_said_to(call) -> None:
    said = "two different contracts rather than two drafts of one"
    status, out, _ = call("compare", TEXT, SAMPLE)
    assert status == 0
    assert said in " ".join(out.split())
    status, out, err = call("compare", TEXT, SAMPLE, "--format", "json")
    assert status == 0
    assert said in json.loads(out)["warning"]
    assert said in err


def test_a_file_is_compared_with_its_own_tracked_changes(call, suggestions, tmp_path: Path) -> None:
    chosen = next(each for each in suggestions if each["verdict"] == "soften")
    made = tmp_path / "ours.docx"
    call("redline", SAMPLE, "-o", made, "--accept", chosen["id"], "--author", "Ada")
    status, out, _ = call("compare", made, "--format", "json")
    changes = json.loads(out)["changes"]
    assert status == 0
    assert changes
    assert {name for each in changes for name in each["authors"]} == {"Ada"}
    assert "subject to the following" in json.dumps(changes)


def test_a_file_without_tracked_changes_needs_a_second_draft(call) -> None:
    status, out, err = call("compare", TEXT)
    assert (status, out) == (2, "")
    assert "name the newer draft as well" in err


def test_words_of_a_contract_do_not_steer_the_terminal(call, tmp_path: Path) -> None:
    newer = tmp_path / "second.txt"
    newer.write_text(
        TEXT.read_text(encoding="utf-8").replace("two per cent", "[red]\x1b[31mtwo[/red]"),
        encoding="utf-8",
    )
    status, out, _ = call("compare", TEXT, newer)
    assert status == 0
    assert "\x1b" not in out
    assert "[red]" in out


def test_kinds_of_clauses_are_compared_in_words(call, tmp_path: Path) -> None:
    newer = tmp_path / "newer.txt"
    text = TEXT.read_text(encoding="utf-8")
    cut = text.index("\n\n", len(text) // 2)
    newer.write_text(
        text[:cut]
        + "\n\n14. Exit. The Customer may terminate this Agreement if the Carrier fails to cure a "
        "material breach within 30 days of notice.\n" + text[cut:],
        encoding="utf-8",
    )
    _, out, _ = call("compare", TEXT, newer)
    assert "penalty (default termination)" in out
    assert "_" not in out.replace(newer.name, "")


def test_a_row_of_the_comparison_adds_up_as_it_is_shown() -> None:
    same = compare(ca.analyze(TEXT), ca.analyze(TEXT))
    shown = to_text(dataclasses.replace(same, reciprocity=Moved(old=0.476, new=0.844)))
    row = next(line for line in shown.splitlines() if line.startswith("Reciprocity"))
    assert row.split()[-3:] == ["0.48", "0.84", "+0.36"]
