"""The wheel, installed in an empty environment away from the checkout, does the main job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(target),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (built,) = target.glob("*.whl")
    return built


def test_the_wheel_carries_page_model_and_samples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for expected in (
        "clauseadvisor/_app/app.py",
        "clauseadvisor/_model/meta.json",
        "clauseadvisor/_opinion/weights.npz",
        "clauseadvisor/_samples/contact-centre-outsourcing.docx",
        "clauseadvisor/playbook/data/norms.yml",
        "clauseadvisor/batching/templates/report.html",
        "clauseadvisor/py.typed",
    ):
        assert expected in names


def test_the_wheel_carries_nothing_of_the_workshop(wheel: Path) -> None:
    for name in zipfile.ZipFile(wheel).namelist():
        assert not name.startswith(("tests/", "models/"))
        assert "__pycache__" not in name


def test_installed_elsewhere_it_analyses_a_packaged_sample(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            wheel,
        ],
        check=True,
    )
    site = _purelib(python)
    # Its dependencies come from here, so that the test needs no network; ours must not.
    Path(site, "dependencies.pth").write_text(_purelib(sys.executable) + "\n", encoding="utf-8")
    script = (
        "import json, clauseadvisor as ca\n"
        "from clauseadvisor.resources import samples\n"
        "analysis = ca.analyze(samples()[0])\n"
        "print(json.dumps([ca.__file__, str(samples()[0]), len(analysis.suggestions)]))"
    )
    done = subprocess.run(
        [python, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    package, sample, suggestions = json.loads(done.stdout)
    assert package.startswith(str(tmp_path))
    assert sample.startswith(str(tmp_path))
    assert suggestions > 5


def _purelib(python: str | Path) -> str:
    """Where the interpreter keeps installed packages."""
    script = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.run(
        [python, "-c", script], check=True, capture_output=True, text=True
    ).stdout.strip()
