"""The house: imports point down, floors never import sideways, the library keeps quiet."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "clauseadvisor"

#: Floor of each top-level module or package; a room may import lower floors and itself only.
FLOORS = {
    "errors": 0,
    "domain": 1,
    "settings": 1,
    "patterns": 1,
    "resources": 1,
    "openxml": 2,
    "playbook": 2,
    "reading": 3,
    "splitting": 3,
    "labelling": 3,
    "suggesting": 3,
    "writing": 3,
    "analysis": 4,
    "comparing": 4,
    "classifying": 5,
    "batching": 5,
    "analyst": 5,
    "workspace": 5,
    "cli": 6,
    "__init__": 6,
    "__main__": 7,
}

#: Third-party libraries that one room alone may import.
OWNERS = {
    "pypdfium2": {"reading"},
    "pdfplumber": {"reading"},
    "lxml": {"openxml", "reading", "writing"},
    "docx": {"writing"},
    "markdown_it": {"reading"},
    "spacy": {"labelling"},
    "sklearn": {"labelling"},
    "yaml": {"playbook"},
    "jinja2": {"writing", "batching"},
    "xlsxwriter": {"writing"},
    "pebble": {"batching", "analyst", "reading"},
    "pyarrow": {"batching"},
    "typer": {"cli"},
    "rich": {"cli"},
    "streamlit": set(),
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Every module that the file names in an import, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found.add(node.module or "")
            if node.module == "clauseadvisor":
                found.update(f"clauseadvisor.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "clauseadvisor" or len(parts) == 1 or parts[1] == room:
            continue
        if parts[1] not in FLOORS:
            continue  # a name of the package itself, such as __version__
        assert FLOORS[parts[1]] < FLOORS[room], f"{room} must not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_third_party_library_stays_in_its_room(path: Path) -> None:
    for name in imports_of(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or room_of(path) in owners, f"{path} must not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_room_has_its_floor(path: Path) -> None:
    assert room_of(path) in FLOORS


#: Beyond `import clauseadvisor as ca`, what a page may import by its full name.
PUBLIC_TO_PAGES = {
    "clauseadvisor.resources",
    "clauseadvisor.suggesting.assumptions",
    "clauseadvisor.suggesting.decisions",
    "clauseadvisor.suggesting.scorecard",
    "clauseadvisor.writing.choosing",
    "clauseadvisor.writing.cleaning",
    "clauseadvisor.writing.issues",
    "clauseadvisor.writing.money",
    "clauseadvisor.writing.palette",
    "clauseadvisor.writing.phrases",
    "clauseadvisor.writing.record",
    "clauseadvisor.writing.redline",
    "clauseadvisor.writing.summary",
}


def test_pages_use_the_public_api_alone() -> None:
    for path in (ROOT / "ui").rglob("*.py"):
        for name in imports_of(path):
            if name.startswith("clauseadvisor."):
                assert name.split(".")[1] in {"domain", "errors"} or name in PUBLIC_TO_PAGES, (
                    f"{path} imports {name}: pages use `import clauseadvisor as ca`"
                )
