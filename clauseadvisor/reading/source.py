"""From a path or from bytes to bytes with a name, refused before a limit is passed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from clauseadvisor.errors import (
    EmptyInputError,
    InputError,
    MissingInputError,
    NotAFileError,
    TooLargeError,
)
from clauseadvisor.settings import Limits

NAMELESS = "contract"


def load(
    source: str | os.PathLike[str] | bytes, *, name: str | None, limits: Limits
) -> tuple[bytes, str]:
    """Return the bytes of ``source`` and the name to call them by.

    The size of a file is asked for before its first byte is read. Raises MissingInputError,
    NotAFileError, EmptyInputError, TooLargeError, or InputError when the file cannot be opened.
    """
    if isinstance(source, bytes):
        shown = name or NAMELESS
        _check_size(len(source), shown, limits)
        return source, shown
    path = Path(source)
    shown = name or path.name
    _check_size(_size(path), shown, limits)
    try:
        # One byte more than allowed, for a file that grows after its size was asked for.
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
    except OSError as error:
        raise InputError(
            f"{shown!r} cannot be opened ({error.strerror}): check who may read it."
        ) from error
    _check_size(len(data), shown, limits)
    return data, shown


def _size(path: Path) -> int:
    """Size of the file in bytes; refuses what is not a plain file."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingInputError(f"There is no file {str(path)!r}: check the path.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{str(path)!r} cannot be reached ({error}): check the path.") from error
    if stat.S_ISDIR(status.st_mode):
        raise NotAFileError(
            f"{str(path)!r} is a folder: name one contract, or use batch for a whole folder."
        )
    if not stat.S_ISREG(status.st_mode):
        raise NotAFileError(f"{str(path)!r} is no plain file: name a PDF, DOCX or text file.")
    return status.st_size


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size == 0:
        raise EmptyInputError(f"{name!r} is empty: export or copy the contract again.")
    if size > limits.max_bytes:
        raise TooLargeError(
            f"{name!r} has {size / 1e6:.1f} MB, more than the limit of {limits.max_bytes / 1e6:.1f} MB:"
            " split it, or raise CLAUSEADVISOR_MAX_BYTES."
        )
