"""The README tells the truth: its commands exist, its options too, and its Python runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from clauseadvisor.cli import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM = typer.main.get_command(app)
CALLS = sorted(
    {
        match.group(0).strip("`")
        for match in re.finditer(
            r"(?:(?<=`)|(?<=^    ))clauseadvisor [a-z]+[^`\n]*", README, re.MULTILINE
        )
    }
)


def options_of(command: str) -> set[str]:
    return {option for parameter in PROGRAM.commands[command].params for option in parameter.opts}


def test_every_command_is_in_the_readme() -> None:
    for command in PROGRAM.commands:
        assert f"`clauseadvisor {command}" in README, command


@pytest.mark.parametrize("call", CALLS)
def test_every_call_in_the_readme_can_be_made(call: str) -> None:
    _, command, *arguments = shlex.split(call)
    for argument in arguments:
        if argument.startswith("--"):
            assert argument in options_of(command), call


def test_every_option_named_alone_belongs_to_a_command() -> None:
    known = {option for command in PROGRAM.commands for option in options_of(command)} | {
        "--help",
        "--version",
    }
    for option in re.findall(r"`(--[a-z]+)", README):
        assert option in known, option


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(example.replace('"samples/', f'"{ROOT}/samples/'), {})
    assert (tmp_path / "notes.docx").stat().st_size > 10_000
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize("target", re.findall(r"make ([a-z]+)", README))
def test_every_make_target_in_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:models|samples|schema|clauseadvisor)/[\w./-]*)`", README)))
)
def test_every_path_in_the_readme_exists(path: str) -> None:
    assert (ROOT / path).exists()
