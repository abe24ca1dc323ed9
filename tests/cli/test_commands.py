"""The command line as a user meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import gc
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from clauseadvisor.cli import app, main

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {
    "word": ROOT / "samples/contact-centre-outsourcing.docx",
    "pdf": ROOT / "samples/it-managed-services.pdf",
    "text": ROOT / "samples/logistics-services.txt",
}
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands)


class Outcome:
    """What a call left behind."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]):
    """Runs the program in this process: ``call("analyze", path)``."""

    def run(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["clauseadvisor", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capsysbinary.readouterr()
        return Outcome(int(leaving.value.code or 0), out.decode(), err.decode())

    return run


def test_help_names_every_command(call) -> None:
    outcome = call("--help")
    assert outcome.status == 0
    for command in COMMANDS:
        assert command in outcome.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(call, command: str) -> None:
    outcome = call(command, "--help")
    assert outcome.status == 0
    assert f"Example: clauseadvisor {command}" in " ".join(outcome.out.split())


def test_help_needs_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys, clauseadvisor.cli as c\n"
        "sys.argv = ['clauseadvisor', '--help']\n"
        "try: c.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'pydantic', 'pypdfium2', 'docx', 'streamlit', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_the_table_shows_relationship_topics_and_clauses(call, sample: Path) -> None:
    outcome = call("analyze", sample)
    assert outcome.status == 0
    assert "Most worth talking about" in outcome.out
    assert len(re.findall(r"\n  P\d+  \w", outcome.out)) == 3
    assert "Suggestions: replace" in outcome.out
    assert "customer" in outcome.out.lower()  # whose side the advice takes


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_json_keeps_the_published_schema_and_the_promises_on_offsets(call, sample: Path) -> None:
    outcome = call("analyze", sample, "--format", "json")
    record = json.loads(outcome.out)
    schema = json.loads((ROOT / "schema/analysis.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(record)
    text = record["document"]["text"]
    end = 0
    for clause in record["clauses"]:
        assert clause["start"] >= end
        assert text[end : clause["start"]].strip() == ""
        end = clause["end"]
        assert text[clause["start"] : end] == clause["text"]
        assert abs(sum(clause["scores"].values()) - 1) < 1e-6
        for span in clause["evidence"]:
            assert text[span["start"] : span["end"]] == span["text"]
    assert text[end:].strip() == ""


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_every_penalty_and_every_heavy_control_has_one_suggestion(call, sample: Path) -> None:
    record = json.loads(call("analyze", sample, "--format", "json").out)
    advised = [each["clause_id"] for each in record["suggestions"]]
    for clause in record["clauses"]:
        if clause["label"] == "penalty" or (clause["label"] == "control" and clause["heavy"]):
            assert advised.count(clause["id"]) == 1, clause["text"]
    assert len({each["id"] for each in record["suggestions"]}) == len(record["suggestions"])


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_bonuses_and_trust_norms_are_really_proposed(call, sample: Path) -> None:
    record = json.loads(call("analyze", sample, "--format", "json").out)
    changed = [each for each in record["suggestions"] if each["verdict"] in ("replace", "soften")]
    assert {"bonus", "trust_norm"} <= {kind for each in changed for kind in kinds(each["kind"])}
    for each in changed:  # the strongest of each kind that fits; a unilateral right has no bonus
        offered = [option["kind"] for option in each["options"]]
        assert offered, each["title"]
        assert len(offered) == len(set(offered)), each["title"]
    kinds_offered = {option["kind"] for each in changed for option in each["options"]}
    assert kinds_offered == {"bonus", "trust_norm"}


def kinds(kind: str) -> set[str]:
    return {"bonus", "trust_norm"} if kind == "both" else {kind}


def test_the_same_call_gives_the_same_json(call) -> None:
    first, second = (call("analyze", SAMPLES["word"], "--format", "json").out for _ in range(2))
    assert first == second


def test_standard_input_is_read(call) -> None:
    outcome = call("segment", "-", stdin=b"1. Term\n\n1.1 This agreement runs for one year.\n")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [row["number"] for row in rows][-1] == "1.1"
    assert set(rows[0]) == {"id", "number", "heading", "text", "start", "end", "page"}


def test_segment_as_text_holds_every_word(call) -> None:
    outcome = call("segment", SAMPLES["text"], "--format", "text")
    for word in ("MALLORY HOME FURNISHINGS DAC", "Oakhurst Living Limited"):
        assert word in outcome.out


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".xlsx"])
def test_notes_are_written_in_every_format(call, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"notes{suffix}"
    outcome = call("notes", SAMPLES["word"], "--output", target)
    assert (outcome.status, outcome.out) == (0, "")
    assert str(target) in outcome.err
    assert target.stat().st_size > 2_000
    assert list(tmp_path.iterdir()) == [target]


def test_a_name_that_no_notes_can_have_is_refused_before_the_work(call, tmp_path: Path) -> None:
    outcome = call("notes", tmp_path / "absent.pdf", "--output", tmp_path / "notes.pdf")
    assert outcome.status == 2
    assert ".docx" in outcome.err
    assert "absent" not in outcome.err


def test_the_role_and_the_parties_can_be_given(call) -> None:
    record = json.loads(
        call(
            "analyze", SAMPLES["text"], "--format", "json", "--role", "vendor",
            "--party", "TESSEN & VRIE LOGISTICS LIMITED=customer",
        ).out
    )  # fmt: skip
    assert record["role"] == "vendor"
    roles = {party["name"].upper(): party["role"] for party in record["document"]["parties"]}
    assert roles["TESSEN & VRIE LOGISTICS LIMITED"] == "customer"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["analyze", "no-such-file.pdf"], "no-such-file.pdf"),
        (["analyze", SAMPLES["text"], "--role", "judge"], "--role"),
        (["analyze", SAMPLES["text"], "--party", "Acme"], "--party"),
        (["analyze", SAMPLES["text"], "--format", "yaml"], "--format"),
        (["analyze", SAMPLES["text"], "--view", "sideways"], "--view"),
        (["analyze", SAMPLES["text"], "--scorecard", "absent.toml"], "absent.toml"),
        (["analyze", SAMPLES["text"], "--assumptions", "absent.toml"], "absent.toml"),
        (["analyze", SAMPLES["text"], "--history", "absent.csv"], "absent.csv"),
        (["analyze", SAMPLES["text"], "--playbook", "absent.yml"], "absent.yml"),
        (["analyze", SAMPLES["text"], "--format", "json", "--output", "/no/such/folder/a.json"], "/no/such/folder/a.json"),
        (["classify", "absent.jsonl", "--output", "out.jsonl"], "absent.jsonl"),
        (["evaluate", "absent.jsonl"], "absent.jsonl"),
        (["playbook", "burn"], "show or check"),
        (["batch", "absent-folder", "--output", "out"], "absent-folder"),
        (["economics"], "--template"),
        (["no-such-command"], "no-such-command"),
    ],
    ids=lambda value: " ".join(map(str, value))[:60] if isinstance(value, list) else None,
)  # fmt: skip
def test_wrong_usage_gives_one_clear_sentence_and_status_2(
    call, arguments: list[object], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = call(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert words in outcome.err
    assert "Traceback" not in outcome.err


def test_classify_keeps_order_and_names_lines_that_it_cannot_use(call, tmp_path: Path) -> None:
    lines = [
        {"id": 1, "text": "If the Supplier is late it shall pay EUR 500 for each day of delay."},
        "not json",
        {"id": "b", "text": ""},
        {
            "id": "c",
            "text": "Each party shall warn the other early and both shall agree what to do.",
        },
        {"id": "d", "text": "Notices are sent by post.", "heading": 7},
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines),
        encoding="utf-8",
    )
    outcome = call("classify", source, "--output", target)
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert outcome.status == 1
    assert [row["id"] for row in rows] == [1, None, "b", "c", "d"]
    assert ["error" in row for row in rows] == [False, True, True, False, True]
    assert set(rows[0]) == {
        "id", "label", "subtype", "secondary", "scores", "needs_review", "evidence", "facts", "burden",
    }  # fmt: skip
    assert rows[0]["label"] == "penalty"
    assert rows[3]["label"] == "trust"
    assert abs(sum(rows[0]["scores"].values()) - 1) < 1e-6
    assert rows[1]["error"] in outcome.err, "the first mistake is said"
    assert rows[2]["error"] not in outcome.err


def test_classify_with_advice_adds_a_suggestion_or_null(call, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = [
        "If availability falls below 99.5% in a month, Customer receives a credit of 5% of the monthly fee.",
        "This Agreement may be signed in counterparts.",
    ]
    source.write_text(
        "\n".join(json.dumps({"id": i, "text": t}) for i, t in enumerate(texts)), encoding="utf-8"
    )
    assert call("classify", source, "--output", target, "--advice").status == 0
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert {"verdict", "kind", "recipe"} <= set(rows[0]["suggestion"])
    assert rows[1]["suggestion"] is None


def test_a_thorough_run_says_that_a_second_opinion_was_asked(call, tmp_path: Path) -> None:
    alone, thorough = (
        json.loads(call("analyze", SAMPLES["text"], "--format", "json", *option).out)
        for option in ([], ["--thorough"])
    )
    assert thorough["generator"]["model"].startswith(alone["generator"]["model"] + "+")
    doubted = [clause["needs_review"] for clause in alone["clauses"]]
    changed = [
        one["scores"] != other["scores"]
        for one, other in zip(alone["clauses"], thorough["clauses"], strict=True)
    ]
    assert changed == doubted


def test_raw_clauses_can_be_read_a_second_time_too(call, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    clauses = json.loads(call("analyze", SAMPLES["text"], "--format", "json").out)["clauses"]
    lines = (json.dumps({"id": each["id"], "text": each["text"]}) for each in clauses)
    source.write_text("\n".join(lines), encoding="utf-8")
    read = []
    for option in ([], ["--thorough"]):
        target = tmp_path / f"out{len(option)}.jsonl"
        assert call("classify", source, "--output", target, *option).status == 0
        read.append([json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()])
    alone, thorough = read
    doubted = {row["id"] for row in alone if row["needs_review"]}
    assert doubted
    changed = {one["id"] for one, other in zip(alone, thorough, strict=True) if one != other}
    assert changed == doubted


def test_a_contract_in_another_language_gets_a_warning_and_no_advice(call, tmp_path: Path) -> None:
    contract = tmp_path / "vertrag.txt"
    contract.write_text(
        "1. Der Lieferant ist verpflichtet, die Ware bis zum Ende des Monats zu liefern.\n\n"
        "2. Kommt der Lieferant in Verzug, so zahlt er für jeden Tag eine Vertragsstrafe von 500 Euro.\n\n"
        "3. Der Vertrag unterliegt dem Recht der Bundesrepublik Deutschland und wird nicht verlängert.\n"
        * 4,
        encoding="utf-8",
    )
    outcome = call("analyze", contract, "--format", "json")
    record = json.loads(outcome.out)
    assert outcome.status == 0
    assert record["suggestions"] == []
    assert record["document"]["language"] == "de"
    assert "German" in outcome.err


def test_a_scorecard_can_be_made_and_shown_and_is_never_overwritten(call, tmp_path: Path) -> None:
    card = tmp_path / "partner.toml"
    assert call("scorecard", "new", card).status == 0
    before = card.read_bytes()
    again = call("scorecard", "new", card)
    assert (again.status, card.read_bytes()) == (2, before)
    shown = call("scorecard", "show", card, "--format", "json")
    assert json.loads(shown.out)["stage"] == 0


STEADY = {"reliability": 3, "integrity": 3, "honesty": 3, "transparency": 3, "credibility": 4}
CRITERIA = (
    *STEADY,
    "problem_solving",
    "creative_thinking",
    "work_ethic",
    "finance_and_accounting",
    "governance_and_sustainability",
    "reciprocity_and_boundaries",
    "listening_and_adaptability",
    "goal_synergy_and_long_view",
    "history_and_continuity",
)


def a_scorecard(folder: Path, name: str, level: int) -> Path:
    levels = "\n".join(f"{key} = {STEADY.get(key, level)}" for key in CRITERIA)
    card = folder / f"{name}.toml"
    card.write_text(
        f"[vendor]\n{levels}\n[customer]\n{levels}\n[gates]\nleader_changed = false\nage_months = 30\n",
        encoding="utf-8",
    )
    return card


def test_the_table_says_the_stage_and_marks_what_it_locks(call, tmp_path: Path) -> None:
    alone = call("analyze", SAMPLES["text"])
    assert "Stage: not known without a scorecard" in alone.out
    assert re.search(r"\n  P\d+ .*  from stage 2 \(Partner\)", alone.out)
    assert "locked" not in alone.out, "without a scorecard nobody knows"
    pilot = call("analyze", SAMPLES["text"], "--scorecard", a_scorecard(tmp_path, "pilot", 1))
    assert re.search(
        r"Stage: 1 \(Pilot\); vendor 5\d\.\d of 100, customer 5\d\.\d of 100\.", pilot.out
    )
    assert re.search(r"\n  P\d+ .*  locked", pilot.out)
    assert "now 1: the vendor's score is" in " ".join(pilot.out.split())
    trusted = call("analyze", SAMPLES["text"], "--scorecard", a_scorecard(tmp_path, "best", 4))
    assert "Stage: 3 (Trusted)" in trusted.out
    assert "locked" not in trusted.out


def test_the_notes_for_the_other_side_say_how_many_proposals_they_hold(
    call, tmp_path: Path
) -> None:
    ours = call("notes", SAMPLES["text"], "--output", tmp_path / "ours.md")
    theirs = call(
        "notes", SAMPLES["text"], "--output", tmp_path / "theirs.md", "--audience", "counterparty"
    )
    assert re.search(r"Notes on \d+ suggestions written to", ours.err)
    (count,) = re.findall(r"Notes on (\d+) proposals for the other side written to", theirs.err)
    text = (tmp_path / "theirs.md").read_text(encoding="utf-8")
    letters = re.findall(r"^### ([A-Z]+)  ", text, re.MULTILINE)
    assert len(letters) == int(count)
    assert letters[0] == "A"
    assert re.findall(r"\b([A-Z]+) is P\d+", theirs.err) == letters


def test_an_empty_scorecard_has_no_stage_yet(call, tmp_path: Path) -> None:
    card = tmp_path / "card.toml"
    call("scorecard", "new", card)
    shown = " ".join(call("scorecard", "show", card).out.split())
    assert "Stage not known; until enough is answered, as if it were 0 (Guarded)" in shown


def test_up_to_four_partners_can_be_seen_side_by_side(call, tmp_path: Path) -> None:
    cards = [a_scorecard(tmp_path, name, level) for name, level in (("acme", 1), ("bolt|x", 4))]
    shown = call("scorecard", "show", *cards)
    assert shown.status == 0
    assert "acme" in shown.out
    assert "1 (Pilot)" in shown.out
    assert "3 (Trusted)" in shown.out
    assert "must reach 60" in shown.out, "what would bring the next stage is said"
    record = json.loads(call("scorecard", "show", *cards, "--format", "json").out)
    assert record["partners"] == ["acme", "bolt|x"]
    assert record["stage"] == [1, 3]
    assert record["next_step"][1] is None
    markdown = call("scorecard", "show", *cards, "--format", "markdown").out
    heads = next(line for line in markdown.splitlines() if "acme" in line)
    assert "bolt\\|x" in heads, "a bar in a name must not open a column"
    widths = {
        line.replace("\\|", "").count("|") for line in markdown.splitlines() if line[:1] == "|"
    }
    assert widths == {4}


def test_a_fifth_partner_is_refused_and_so_is_a_second_new_one(call, tmp_path: Path) -> None:
    cards = [a_scorecard(tmp_path, f"p{number}", 2) for number in range(5)]
    shown = call("scorecard", "show", *cards)
    assert shown.status == 2
    assert "one to 4" in shown.err
    both = call("scorecard", "new", tmp_path / "a.toml", tmp_path / "b.toml")
    assert both.status == 2
    assert not (tmp_path / "a.toml").exists()


def test_the_economics_template_can_be_worked_out(call, tmp_path: Path) -> None:
    template = call("economics", "--template")
    deal = tmp_path / "deal.toml"
    deal.write_text(template.out, encoding="utf-8")
    assert call("economics", deal, "--format", "json").status == 0
    shown = call("economics", deal)
    assert shown.status == 0
    assert "Nothing can be worked out yet" in shown.out
    assert "None" not in shown.out
    assert "Earn-back: The credits" in shown.out


def test_the_playbook_can_be_shown_and_checked(call) -> None:
    shown = call("playbook", "show")
    assert "P1" in shown.out
    assert "R1" in shown.out
    assert "valid" in call("playbook", "check").out


def test_the_demonstration_writes_notes_on_every_sample_and_says_where(
    call, tmp_path: Path
) -> None:
    outcome = call("demo", "--output", tmp_path / "demo")
    assert outcome.status == 0
    written = sorted(path.name for path in (tmp_path / "demo").iterdir())
    assert written == sorted(
        f"{sample.stem}-notes{suffix}"
        for sample in SAMPLES.values()
        for suffix in (".docx", ".html")
    )
    for name in written:
        assert name in outcome.out.replace("\n", "")


def test_contract_text_cannot_steer_the_terminal(call, tmp_path: Path) -> None:
    contract = tmp_path / "hostile.txt"
    contract.write_text(
        "1. If the Supplier\x9b2J\u202e is late, it shall pay [red]EUR 500[/red] for each day of delay.\n\n"
        "2. The Customer may terminate at any time without cause.\n",
        encoding="utf-8",
    )
    outcome = call("analyze", contract)
    assert outcome.status == 0
    assert "[red]EUR 500[/red]" in " ".join(outcome.out.replace("│", " ").split())
    for steering in "\x1b\x9b\u202e":
        assert steering not in outcome.out


@pytest.mark.parametrize("form", ["table", "json", "html"])
def test_a_reader_who_has_seen_enough_is_no_error(form: str) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "clauseadvisor", "analyze", str(SAMPLES["word"]), "--format", form],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert program.stdout is not None
    program.stdout.close()  # before the first word: what is written then breaks the pipe
    assert program.stderr is not None
    said = program.stderr.read().decode()
    program.stderr.close()
    assert program.wait() == 0
    assert "Traceback" not in said
    assert "Broken pipe" not in said


def test_the_terminal_says_how_many_proposals_there_are_and_where_all_stand(call) -> None:
    shown = " ".join(call("analyze", SAMPLES["text"]).out.split())
    (count,) = re.findall(r"These are 3 of (\d+) proposals: clauseadvisor notes FILE", shown)
    told = re.findall(r"(?:replace|soften|add) (\d+)", shown.rpartition("Suggestions: ")[2])
    assert sum(map(int, told)) == int(count)


def test_parties_without_a_side_are_met_with_a_hint(call, tmp_path: Path) -> None:
    contract = tmp_path / "c.txt"
    contract.write_text(
        "AGREEMENT\n\nThis Agreement is made between Alder Inc. (“Alder”) and Birch Inc. (“Birch”).\n\n"
        "1. Alder and Birch shall meet each quarter to plan their work together.\n",
        encoding="utf-8",
    )
    shown = " ".join(call("analyze", contract).out.replace("│", " ").split())
    assert "Alder Inc. (other)" in shown
    assert 'say who is who with --party "NAME=vendor"' in shown


def test_a_scorecard_that_is_not_there_is_named_in_a_sentence(call, tmp_path: Path) -> None:
    failed = call("scorecard", "show", tmp_path / "nope.toml")
    assert failed.status == 2
    said = "clauseadvisor: There is no file nope.toml at that place: check the path."
    assert " ".join(failed.err.split()) == said


def test_a_run_seldom_looks_for_garbage_that_holds_itself(call) -> None:
    before = gc.get_threshold()
    try:
        assert call("--version").status == 0
        assert gc.isenabled()
        assert gc.get_threshold()[0] > 10 * 700  # Python's own figure
    finally:
        gc.set_threshold(*before)
