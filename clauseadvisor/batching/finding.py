"""Which files lie below a folder, and which of them have the same content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clauseadvisor.errors import MissingInputError, NotAFileError


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file below the folder. ``path`` is relative to it, with forward slashes.

    ``sha256`` is None when the file could not be read; ``reason`` then says why. A file that is
    no contract by its very name (hidden, or Word's lock file) has a reason and ``skip`` set.
    """

    path: str
    file: Path
    sha256: str | None = None
    reason: str | None = None
    skip: bool = False


def find_files(folder: Path, leave_out: Path) -> list[Found]:
    """Every file below the folder, by name; what lies in ``leave_out`` (our results) is not looked at.

    Links to folders are not followed, so a ring of links cannot hold us.

    Raises MissingInputError or NotAFileError when the folder is no folder.
    """
    if not folder.exists():
        raise MissingInputError(f"There is no folder {str(folder)!r}: check the path.")
    if not folder.is_dir():
        raise NotAFileError(
            f"{str(folder)!r} is a file, not a folder: use clauseadvisor analyze for one contract."
        )
    apart = leave_out.resolve()
    return [_look(folder, file) for file in sorted(_walk(folder, apart))]


def _walk(folder: Path, apart: Path) -> Iterator[Path]:
    for parent, names, files in os.walk(folder):
        here = Path(parent)
        names[:] = [name for name in names if (here / name).resolve() != apart]
        yield from (here / name for name in files)


def _look(folder: Path, file: Path) -> Found:
    path = file.relative_to(folder).as_posix()
    if any(part.startswith(".") for part in Path(path).parts):
        return Found(path=path, file=file, reason="Hidden file: not looked at.", skip=True)
    if file.name.startswith("~$"):
        return Found(
            path=path, file=file, reason="Word's lock file, no contract: not looked at.", skip=True
        )
    if not file.is_file():
        return Found(
            path=path, file=file, reason="Neither file nor folder: remove it, or link it to a file."
        )
    try:
        with file.open("rb") as stream:
            return Found(
                path=path, file=file, sha256=hashlib.file_digest(stream, "sha256").hexdigest()
            )
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        return Found(
            path=path, file=file, reason=f"Cannot be read ({reason}): check who may open it."
        )
