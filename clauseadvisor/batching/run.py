"""A folder of contracts, from finding the files to the tables and the report."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clauseadvisor.analysis import default_classifier, default_playbook
from clauseadvisor.batching.finding import Found, find_files
from clauseadvisor.batching.ledger import Ledger
from clauseadvisor.batching.local import run_here
from clauseadvisor.batching.report import write_report
from clauseadvisor.batching.rows import Row
from clauseadvisor.batching.summary import write_tables
from clauseadvisor.batching.worker import Task
from clauseadvisor.domain import Role
from clauseadvisor.errors import OutputError, UsageError
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.resources import package_version
from clauseadvisor.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a batch is: contracts to analyse in this run, ended, and of these failed."""

    total: int
    ended: int
    failed: int
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What came of a folder: one row a path, how many were analysed now, how many known before."""

    output: Path
    rows: tuple[Row, ...]
    analysed: int
    unchanged: int

    @property
    def failures(self) -> tuple[Row, ...]:
        """The rows of the files that could not be analysed."""
        return tuple(row for row in self.rows if row.status == "failed")


def batch(
    folder: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    timeout: float = 300.0,
    role: Role = Role.CUSTOMER,
    playbook: Path | None = None,
    thorough: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> BatchResult:
    """Analyse every file below a folder, over ``jobs`` processes (all cores by default).

    Contracts whose content was analysed before, by the same versions of package, model and
    playbook and for the same side, are not analysed again; ``thorough`` has clauses in doubt read
    again by a larger and slower model. ``timeout`` is in seconds for each
    contract. Killing a run loses only the contracts in flight.

    Raises InputError when the folder cannot be used, OutputError when results cannot be written,
    UsageError on a senseless number of jobs or seconds.
    """
    if jobs is not None and jobs < 1:
        raise UsageError(f"--jobs is {jobs}: give at least 1.")
    if timeout <= 0:
        raise UsageError(f"--timeout is {timeout:g}: give a number of seconds above 0.")
    target = Path(output)
    found = find_files(Path(folder), target)
    results = _make(target / "contracts")
    with Ledger(target / "ledger.jsonl", _key(role, playbook, thorough)) as ledger:
        tasks = _tasks(found, ledger, results, role, playbook, thorough)
        _run(tasks, ledger, jobs or os.cpu_count() or 1, timeout, on_progress)
        rows = tuple(_row(each, ledger) for each in found)
    write_tables(rows, target)
    write_report(rows, target)
    analysed = sum(1 for task in tasks)
    known = {each.sha256 for each in found if each.sha256} - {task.sha256 for task in tasks}
    return BatchResult(output=target, rows=rows, analysed=analysed, unchanged=len(known))


def _make(results: Path) -> Path:
    try:
        results.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise OutputError(
            f"{results} cannot be made ({reason}): choose another --output."
        ) from problem
    for torn in results.glob("*.tmp"):  # of a run that was killed while it wrote
        torn.unlink()
    return results


def _key(role: Role, playbook: Path | None, thorough: bool) -> str:
    """Whatever decides a result besides the content of the contract."""
    chosen = load_playbook(playbook) if playbook else default_playbook()
    versions = (package_version(), default_classifier(thorough=thorough).version, chosen.version)
    return "|".join((*versions, role, str(Limits.from_environment())))


def _tasks(
    found: list[Found],
    ledger: Ledger,
    results: Path,
    role: Role,
    playbook: Path | None,
    thorough: bool,
) -> list[Task]:
    tasks: dict[str, Task] = {}
    for each in found:
        if each.skip or each.sha256 is None or each.sha256 in tasks:
            continue
        if _is_settled(ledger.row(each.sha256), results):
            continue
        tasks[each.sha256] = Task(
            path=each.path,
            file=str(each.file),
            sha256=each.sha256,
            results=str(results),
            role=role,
            playbook=str(playbook) if playbook else None,
            thorough=thorough,
        )
    return list(tasks.values())


def _is_settled(row: Row | None, results: Path) -> bool:
    """Whether an earlier outcome stands.

    What the reader itself refused, it would refuse again; a contract that ran out of time or
    took its process down has no seconds, and deserves another try.
    """
    if row is None:
        return False
    if row.status == "done":
        return (results / f"{row.sha256}.json").is_file()
    return row.seconds is not None


def _run(
    tasks: list[Task],
    ledger: Ledger,
    jobs: int,
    timeout: float,
    on_progress: Callable[[Progress], None] | None,
) -> None:
    tell = on_progress or _tell_nobody
    failed = 0
    tell(Progress(total=len(tasks), ended=0, failed=0))
    for ended, row in enumerate(
        run_here(tasks, jobs=min(jobs, max(1, len(tasks))), timeout=timeout), 1
    ):
        ledger.add(row)
        failed += row.status == "failed"
        tell(Progress(total=len(tasks), ended=ended, failed=failed, latest=row.path))


def _tell_nobody(progress: Progress) -> None:
    """Stands in where nobody watches."""


def _row(each: Found, ledger: Ledger) -> Row:
    if each.sha256 is None or each.skip:
        status = "skipped" if each.skip else "failed"
        return Row(path=each.path, sha256=each.sha256, status=status, error=each.reason)
    row = ledger.row(each.sha256)
    assert row is not None, each.path  # every content has its outcome by now
    return row.at(each.path)
