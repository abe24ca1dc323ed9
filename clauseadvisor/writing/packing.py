"""Files written whole or not at all, and ZIP packages that are the same byte for byte."""

from __future__ import annotations

import errno
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from clauseadvisor.errors import OutputError

#: The earliest time that a ZIP entry can carry.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def repacked(package: bytes) -> bytes:
    """The same package with every entry at the same time, so that equal content is equal bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 0
            result.writestr(entry, source.read(name))
    return target.getvalue()


def check_place(path: Path) -> None:
    """Whether a file can be written there, as far as that shows before it is tried.

    Raises OutputError when the folder is missing or closed to us, or ``path`` is a folder.
    """
    if path.is_dir():
        raise _unwritable(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    if not path.parent.is_dir():
        raise _unwritable(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise _unwritable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def write_whole(content: bytes, path: Path) -> Path:
    """Write a file so that a reader finds the old one or the new one, never half of it.

    Raises OutputError when the place cannot be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name}.", suffix=".tmp"
        )
    except OSError as exc:
        raise _unwritable(path, exc) from exc
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as exc:
        Path(temporary).unlink(missing_ok=True)
        raise _unwritable(path, exc) from exc
    return path


def _unwritable(path: Path, exc: OSError) -> OutputError:
    reason = exc.strerror or "it cannot be written to"
    return OutputError(
        f"Cannot write {path} ({reason.lower()}): choose a folder that exists and that you may write to, and close the file if it is open."
    )


def _umask() -> int:
    # mkstemp makes the file private; the result should be as readable as any file of the user.
    # The mask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
