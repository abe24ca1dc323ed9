"""Workers that crash, hang or never answer cost the contract they had, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from clauseadvisor.batching import local
from clauseadvisor.batching.rows import Row
from clauseadvisor.batching.worker import Task
from clauseadvisor.domain import Role


def a_task(tmp_path: Path, name: str, text: str | None = None) -> Task:
    file = tmp_path / f"{name}.txt"
    file.write_text(
        text or f"1. The Supplier of {name} shall pay EUR 500 for each day of delay.\n",
        encoding="utf-8",
    )
    return Task(
        path=file.name,
        file=str(file),
        sha256=name,
        results=str(tmp_path),
        role=Role.CUSTOMER,
        playbook=None,
        thorough=False,
    )


def outcomes(tasks: list[Task], timeout: float = 60.0) -> Mapping[str, Row]:
    rows = list(local.run_here(tasks, jobs=2, timeout=timeout))
    assert len(rows) == len(tasks)
    return {row.path: row for row in rows}


class Killer:
    """A task that ends the worker which unpacks it, before that can say that it did."""

    sha256, path = "killer", "killer.txt"

    def __reduce__(self) -> tuple[Any, ...]:
        import os

        return os._exit, (7,)


class Teller:
    """A task that notes, in the worker which unpacks it, how many threads numpy may start there."""

    sha256, path = "teller", "teller.txt"

    def __init__(self, note: Path) -> None:
        self.note = note

    def __reduce__(self) -> tuple[Any, ...]:
        told = "__import__('os').environ['OPENBLAS_NUM_THREADS']"
        return eval, (f"__import__('pathlib').Path({str(self.note)!r}).write_text({told})",)


@pytest.mark.parametrize(("wanted", "given"), [(None, "1"), ("3", "3")])
def test_each_worker_counts_in_one_thread_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str | None, given: str
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if wanted:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", wanted)
    outcomes([Teller(tmp_path / "note")])  # type: ignore[list-item]
    assert (tmp_path / "note").read_text(encoding="utf-8") == given
    assert os.environ.get("OPENBLAS_NUM_THREADS") == wanted


def test_a_contract_that_kills_its_worker_on_arrival_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "GRACE", 5.0)
    good = [a_task(tmp_path, name) for name in ("alpha", "beta", "gamma")]
    rows = outcomes([good[0], Killer(), *good[1:]], timeout=20.0)  # type: ignore[list-item]
    assert {rows[task.path].status for task in good} == {"done"}
    assert rows["killer.txt"].status == "failed"
    assert rows["killer.txt"].error


def test_a_defect_of_ours_is_named_as_such_and_stops_nothing(tmp_path: Path) -> None:
    good, bad = a_task(tmp_path, "alpha"), a_task(tmp_path, "beta")
    broken = Task(
        path=bad.path,
        file=bad.file,
        sha256="beta",
        results=str(tmp_path / "absent"),
        role=Role.CUSTOMER,
        playbook=None,
        thorough=False,
    )
    rows = outcomes([broken, good])
    assert rows["alpha.txt"].status == "done"
    assert rows["beta.txt"].status == "failed"
    assert "report it" in (rows["beta.txt"].error or "")
