"""What one worker process does with one contract: analyse it and put the result on the disk."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clauseadvisor.analysis import Inputs, analyze, default_playbook
from clauseadvisor.batching.rows import Row, row_of
from clauseadvisor.domain import Role
from clauseadvisor.errors import ClauseAdvisorError
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.writing.record import to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One contract to analyse. ``path`` is what to call it; results go to the folder ``results``."""

    path: str
    file: str
    sha256: str
    results: str
    role: Role
    playbook: str | None
    thorough: bool


def work(task: Task) -> Row:
    """Analyses one contract and writes ``<sha256>.json`` whole or not at all."""
    began = time.perf_counter()
    try:
        analysis = analyze(
            task.file,
            name=Path(task.path).name,
            inputs=Inputs(role=task.role, thorough=task.thorough),
            playbook=_playbook(task.playbook),
        )
    except ClauseAdvisorError as problem:
        return Row(
            path=task.path,
            sha256=task.sha256,
            status="failed",
            seconds=round(time.perf_counter() - began, 3),
            error=str(problem),
        )
    result = Path(task.results) / f"{task.sha256}.json"
    temporary = result.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(to_json(analysis), encoding="utf-8")
    temporary.replace(result)
    return row_of(analysis, task.path, time.perf_counter() - began)


@lru_cache(maxsize=1)
def _playbook(path: str | None) -> Playbook:
    return load_playbook(Path(path)) if path else default_playbook()
