"""Where results go: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clauseadvisor.errors import OutputError


def emit(text: str, output: Path | None) -> None:
    """Writes text, ending in one newline, to the file or to standard output (always UTF-8).

    Raises OutputError when the file cannot be written.
    """
    content = (text.rstrip("\n") + "\n").encode("utf-8", errors="replace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from clauseadvisor.writing.packing import write_whole

    write_whole(content, output)


def check_output(output: Path | None) -> None:
    """Raises OutputError when ``--output`` cannot be written: before the work, not after it."""
    if output is not None:
        from clauseadvisor.writing.packing import check_place

        check_place(output)


def write_lines(rows: Iterable[Mapping[str, Any]], output: Path) -> tuple[int, int]:
    """Writes one JSON object a line, whole or not at all; counts rows done and rows with "error"."""
    done = failed = 0
    try:
        handle, temporary = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as problem:
        raise _cannot_write(output, problem) from problem
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                failed += "error" in row
                done += "error" not in row
        Path(temporary).chmod(0o644)
        Path(temporary).replace(output)
    except OSError as problem:
        raise _cannot_write(output, problem) from problem
    finally:
        Path(temporary).unlink(missing_ok=True)
    return done, failed


def _cannot_write(output: Path, problem: OSError) -> OutputError:
    reason = (problem.strerror or str(problem)).lower()
    return OutputError(f"{output} cannot be written ({reason}): choose another place for --output.")


def make_folder(folder: Path) -> Path:
    """The folder, made if it is not there. Raises OutputError when it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _cannot_write(folder, problem) from problem
    return folder
