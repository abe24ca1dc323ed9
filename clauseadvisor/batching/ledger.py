"""What is done already: an append-only file, so that killing a run loses nothing that it holds.

Each line is one outcome: ``{"sha256", "key", "row"}``. The key names everything that decides the
result besides the content: the versions of package, model and playbook, and whose side is taken.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from clauseadvisor.batching.rows import COLUMNS, Row


class Ledger:
    """The outcomes of earlier runs, and where this run adds its own.

    Use it as a context manager; only the process that runs the batch writes to it.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._rows: dict[str, Row] = {}
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self._rows = dict(self._read())
        self._file = self._path.open("ab")
        if self._path.stat().st_size and not self._ends_whole():
            self._file.write(b"\n")  # a line that a killed run left torn ends here
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._file is not None
        self._file.close()

    def row(self, sha256: str) -> Row | None:
        """The outcome of this content under the present key, if an earlier run reached one."""
        return self._rows.get(sha256)

    def add(self, row: Row) -> None:
        """Keeps an outcome: it is on the disk when this returns."""
        assert self._file is not None
        assert row.sha256 is not None
        self._rows[row.sha256] = row
        line = json.dumps({"sha256": row.sha256, "key": self._key, "row": asdict(row)})
        self._file.write(line.encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def _ends_whole(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _read(self) -> list[tuple[str, Row]]:
        if not self._path.exists():
            return []
        rows = []
        for line in self._path.read_bytes().splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # the one line that a killed run left torn
            if entry["key"] == self._key and set(entry["row"]) == set(COLUMNS):
                rows.append((entry["sha256"], Row(**entry["row"])))
        return rows
