"""The analysis of a folder from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from clauseadvisor.cli import main


def test_a_folder_without_files_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "contracts").mkdir()
    line = ["clauseadvisor", "batch", str(tmp_path / "contracts"), "--output", str(tmp_path / "o")]
    monkeypatch.setattr(sys, "argv", line)
    with pytest.raises(SystemExit) as leaving:
        main()
    assert leaving.value.code in (0, None)
    said = " ".join(capsys.readouterr().err.split())
    assert "No file lies in" in said
    assert "name a folder that holds contracts" in said
