"""Where the application, the trained models and the samples lie.

A checkout keeps them at the top level (``ui/``, ``models/pipeline``, ``models/second_opinion``,
``samples/``); a wheel carries them inside the package (``_app``, ``_model``, ``_opinion``,
``_samples``).
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

from clauseadvisor.errors import ModelError

_PACKAGE = Path(__file__).resolve().parent
_IN_CHECKOUT = {
    "_app": "ui",
    "_model": "models/pipeline",
    "_opinion": "models/second_opinion",
    "_samples": "samples",
}


def resource(name: str) -> Path:
    """The folder ``_app``, ``_model``, ``_opinion`` or ``_samples`` of this installation.

    Raises ModelError when it is in neither place (a damaged installation).
    """
    for candidate in (_PACKAGE / name, _PACKAGE.parent / _IN_CHECKOUT[name]):
        if candidate.is_dir():
            return candidate
    raise ModelError(
        f"This installation lacks its folder {name}: install clauseadvisor again, or run it from a checkout."
    )


@cache
def package_version() -> str:
    """The version of this package, as installed: read once, as its file is parsed each time."""
    return version("clauseadvisor")


def samples() -> list[Path]:
    """The sample contracts of this installation, by name."""
    suffixes = {".pdf", ".docx", ".txt"}
    return sorted(file for file in resource("_samples").iterdir() if file.suffix in suffixes)
