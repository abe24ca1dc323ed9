"""A folder of contracts: everything is accounted for, nothing stops the rest, nothing is done twice."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from clauseadvisor.batching import BatchResult, Progress, batch
from clauseadvisor.batching.ledger import Ledger
from clauseadvisor.batching.report import most_frequent
from clauseadvisor.batching.rows import COLUMNS, Row
from clauseadvisor.batching.summary import harmless
from clauseadvisor.errors import MissingInputError, NotAFileError, UsageError
from clauseadvisor.playbook.load import load_playbook

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples/logistics-services.txt"

SHORT = (
    "SUPPLY AGREEMENT\n\n1. The Supplier shall deliver the goods by 1 May.\n\n"
    "2. If the Supplier is late it shall pay EUR 500 for each day of delay.\n\n"
    "3. The Customer may terminate this agreement at any time without cause.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three names of two contracts, three broken files, two that are no contracts by their names."""
    folder = tmp_path_factory.mktemp("contracts")
    (folder / "north").mkdir()
    shutil.copy(SAMPLE, folder / "logistics.txt")
    (folder / "north" / "supply.txt").write_text(SHORT, encoding="utf-8")
    (folder / "north" / "=supply copy.txt").write_text(SHORT, encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "noise.docx").write_bytes(bytes(range(256)) * 40)
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    (folder / "~$supply.docx").write_text("x", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> BatchResult:
    return batch(folder, tmp_path_factory.mktemp("out") / "results", jobs=2)


def test_every_file_has_its_row(folder: Path, first: BatchResult) -> None:
    files = sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )
    assert sorted(row.path for row in first.rows) == files
    statuses = {row.path: row.status for row in first.rows}
    assert statuses == {
        "logistics.txt": "done",
        "north/supply.txt": "done",
        "north/=supply copy.txt": "done",
        "empty.pdf": "failed",
        "noise.docx": "failed",
        "torn.pdf": "failed",
        ".hidden": "skipped",
        "~$supply.docx": "skipped",
    }


def test_the_same_content_is_analysed_once_and_has_a_row_for_each_path(first: BatchResult) -> None:
    assert first.analysed == 5
    rows = [row for row in first.rows if "supply" in row.path and row.status == "done"]
    assert len({row.sha256 for row in rows}) == 1
    assert len(list((first.output / "contracts").iterdir())) == 2


def test_each_result_is_a_whole_analysis(first: BatchResult) -> None:
    for file in (first.output / "contracts").iterdir():
        record = json.loads(file.read_text(encoding="utf-8"))
        assert record["document"]["sha256"] == file.stem
        assert record["clauses"]


def test_the_summary_adds_up_in_both_formats(first: BatchResult) -> None:
    with (first.output / "summary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    for row in rows:
        if row["status"] == "done":
            labels = ("penalty", "incentive", "control", "trust", "neutral")
            assert sum(int(row[label]) for label in labels) == int(row["clauses"])
            verdicts = ("replace", "soften", "keep", "add")
            assert sum(int(row[verdict]) for verdict in verdicts) == int(row["suggestions"])
        else:
            assert row["error"]
    table = pq.read_table(first.output / "summary.parquet").to_pylist()
    assert [row["path"] for row in table] == [row.path for row in first.rows]
    assert table[0].keys() == rows[0].keys()


def test_the_clause_table_has_a_row_for_every_clause(first: BatchResult) -> None:
    table = pq.read_table(first.output / "clauses.parquet")
    contracts = {row.sha256: row.clauses for row in first.rows if row.status == "done"}
    assert table.num_rows == sum(contracts.values())
    assert set(table.column("sha256").to_pylist()) == set(contracts)


def test_an_index_says_which_analysis_is_of_which_file(first: BatchResult) -> None:
    with (first.output / "contracts.csv").open(encoding="utf-8", newline="") as file:
        index = {line["path"]: first.output / line["analysis"] for line in csv.DictReader(file)}
    assert sorted(index) == ["logistics.txt", "north/=supply copy.txt", "north/supply.txt"]
    assert set(index.values()) == set((first.output / "contracts").iterdir())
    names = {
        path: json.loads(file.read_text(encoding="utf-8"))["document"]["name"]
        for path, file in index.items()
    }
    assert names["logistics.txt"] == "logistics.txt"
    assert names["north/supply.txt"] == names["north/=supply copy.txt"]


def test_the_report_leads_to_each_analysis_by_the_name_of_its_file(first: BatchResult) -> None:
    page = (first.output / "report.html").read_text(encoding="utf-8")
    links = dict(re.findall(r'<a href="(contracts/[0-9a-f]{64}\.json)">([^<]+)</a>', page))
    assert len(links) == 2
    assert all((first.output / link).is_file() for link in links)
    assert set(links.values()) >= {"logistics.txt"}


def test_failures_are_named_with_a_reason(first: BatchResult) -> None:
    with (first.output / "failures.csv").open(encoding="utf-8", newline="") as file:
        reasons = {row["path"]: row["error"] for row in csv.DictReader(file)}
    assert set(reasons) == {"empty.pdf", "noise.docx", "torn.pdf"}
    assert all(len(reason) > 20 for reason in reasons.values())


def test_no_cell_of_the_table_can_start_a_formula(first: BatchResult) -> None:
    for name in ("summary.csv", "failures.csv"):
        with (first.output / name).open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_would_start_a_formula_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == "'" + cell
    assert harmless(3.5) == 3.5


def test_the_report_names_contracts_and_failures_and_loads_nothing(first: BatchResult) -> None:
    page = (first.output / "report.html").read_text(encoding="utf-8")
    for name in ("logistics.txt", "north/supply.txt", "torn.pdf"):
        assert name in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_the_report_names_an_addition_by_its_norm_and_not_by_one_contracts_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clauseadvisor.batching.report.MOST_FREQUENT", 99)
    (tmp_path / "contracts").mkdir()
    shutil.copy(SAMPLE.with_name("contact-centre-outsourcing.docx"), tmp_path / "contracts")
    done = batch(tmp_path / "contracts", tmp_path / "results", jobs=1)
    listed = {each.recipe: each.title for each in most_frequent(done.rows, done.output)}
    added = {recipe for recipe in listed if recipe.startswith("R")}
    assert added, "the contract of this test lacks no norm"
    assert {listed[recipe] for recipe in added} <= {
        norm.title for norm in load_playbook().norms.values()
    }


def test_what_is_too_short_to_judge_has_no_index_and_comes_last(first: BatchResult) -> None:
    figures = {row.path: (row.rbi, row.reciprocity) for row in first.rows if row.status == "done"}
    assert figures["north/supply.txt"] == (None, None)
    assert figures["logistics.txt"][0] is not None
    page = (first.output / "report.html").read_text(encoding="utf-8")
    assert '<td class="number">–</td>' in page
    assert page.index("logistics.txt</a>") < page.index("north/supply.txt</a>")


def test_hostile_names_are_shown_as_text_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "<img src=x onerror=alert(1)>.txt").write_text("", encoding="utf-8")
    batch(tmp_path / "in", tmp_path / "out", jobs=1)
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_second_run_does_only_what_is_new(
    folder: Path, first: BatchResult, tmp_path: Path
) -> None:
    output = tmp_path / "results"
    shutil.copytree(first.output, output)
    before = {file.name: file.stat().st_mtime_ns for file in (output / "contracts").iterdir()}
    larger = tmp_path / "contracts"
    shutil.copytree(folder, larger)
    (larger / "new.txt").write_text(SHORT.replace("500", "750"), encoding="utf-8")
    again = batch(larger, output, jobs=1)
    assert again.analysed == 1
    after = {file.name: file.stat().st_mtime_ns for file in (output / "contracts").iterdir()}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()
    assert sum(row.status == "done" for row in again.rows) == 4


def test_a_thorough_run_is_another_one_and_known_when_it_comes_again(
    folder: Path, first: BatchResult, tmp_path: Path
) -> None:
    output = tmp_path / "results"
    shutil.copytree(first.output, output)
    assert [batch(folder, output, jobs=1, thorough=True).analysed for _ in range(2)] == [
        first.analysed,
        0,
    ]
    for file in (output / "contracts").iterdir():
        assert "+" in json.loads(file.read_text(encoding="utf-8"))["generator"]["model"]


def test_a_result_that_was_deleted_is_made_again(
    folder: Path, first: BatchResult, tmp_path: Path
) -> None:
    output = tmp_path / "results"
    shutil.copytree(first.output, output)
    next((output / "contracts").iterdir()).unlink()
    assert batch(folder, output, jobs=1).analysed == 1
    assert len(list((output / "contracts").iterdir())) == 2


def test_results_inside_the_folder_are_not_taken_for_contracts(tmp_path: Path) -> None:
    (tmp_path / "supply.txt").write_text(SHORT, encoding="utf-8")
    for _ in range(2):
        result = batch(tmp_path, tmp_path / "results", jobs=1)
        assert [row.path for row in result.rows] == ["supply.txt"]


def test_a_contract_that_outlasts_its_time_fails_alone(folder: Path, tmp_path: Path) -> None:
    result = batch(folder, tmp_path / "out", jobs=1, timeout=0.05)
    assert {row.status for row in result.rows} == {"failed", "skipped"}
    assert any("--timeout" in (row.error or "") for row in result.failures)


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(
            f"{SHORT}\n4. Number {number}.\n", encoding="utf-8"
        )
    seen: list[Progress] = []
    batch(tmp_path / "in", tmp_path / "out", jobs=1, on_progress=seen.append)
    assert [each.ended for each in seen] == [0, 1, 2, 3]
    assert {each.total for each in seen} == {3}


def test_an_empty_folder_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = batch(tmp_path / "in", tmp_path / "out")
    assert result.rows == ()
    assert (tmp_path / "out" / "summary.csv").read_text(encoding="utf-8").strip() == ",".join(
        COLUMNS
    )


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        batch(tmp_path / "absent", tmp_path / "out")
    with pytest.raises(NotAFileError):
        batch(SAMPLE, tmp_path / "out")
    with pytest.raises(UsageError):
        batch(tmp_path, tmp_path / "out", jobs=0)


class TestLedger:
    """What is done stays done, whatever became of the process that wrote it."""

    row = Row(path="a.txt", sha256="aa", status="done", clauses=3)

    def test_outcomes_are_there_in_the_next_run(self, tmp_path: Path) -> None:
        with Ledger(tmp_path / "l.jsonl", "k") as ledger:
            ledger.add(self.row)
        with Ledger(tmp_path / "l.jsonl", "k") as ledger:
            assert ledger.row("aa") == self.row

    def test_other_versions_do_not_count(self, tmp_path: Path) -> None:
        with Ledger(tmp_path / "l.jsonl", "k") as ledger:
            ledger.add(self.row)
        with Ledger(tmp_path / "l.jsonl", "another model") as ledger:
            assert ledger.row("aa") is None

    @pytest.mark.parametrize("kept", [1, 20, 80])
    def test_a_torn_last_line_costs_only_itself(self, tmp_path: Path, kept: int) -> None:
        path = tmp_path / "l.jsonl"
        with Ledger(path, "k") as ledger:
            ledger.add(self.row)
            ledger.add(Row(path="b.txt", sha256="bb", status="done"))
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(lines[0] + lines[1][:kept])
        with Ledger(path, "k") as ledger:
            assert ledger.row("aa") == self.row
            assert ledger.row("bb") is None
            ledger.add(Row(path="c.txt", sha256="cc", status="done"))
        with Ledger(path, "k") as ledger:
            assert ledger.row("cc") is not None
