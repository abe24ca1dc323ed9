"""The wheel with its dependencies, from the package index, on every Python that we support."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.soak
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_a_plain_pip_install_does_the_main_job(version: str, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"needs Python {version} on this machine")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(tmp_path),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run([python, "-m", "venv", tmp_path / "env"], check=True)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    done = subprocess.run(
        [scripts / "clauseadvisor", "demo", "--output", "notes"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "notes").iterdir())) == 6


def interpreter(version: str) -> str | None:
    """A Python of this version that really starts, by its own path.

    A shim of pyenv starts only the versions that are switched on: this one is, while it is asked.
    """
    found = shutil.which(f"python{version}")
    for candidate in filter(None, (found, sys.executable)):
        asked = subprocess.run(
            [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"],
            env=os.environ | {"PYENV_VERSION": version},
            capture_output=True,
            text=True,
            check=False,
        )
        told, _, place = asked.stdout.strip().partition(" ")
        if asked.returncode == 0 and told == version:
            return place
    return None
