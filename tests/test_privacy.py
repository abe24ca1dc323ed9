"""Contracts are confidential: analysing them opens no connection at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Runs a statement in a fresh interpreter in which every socket operation is an error. The hook
#: sees what C code does through Python's audit events; it cannot be switched off again.
WATCHED = """
import sys
events = []
def watch(event, args):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        events.append(event)
        raise AssertionError(f"opened a socket: {event} {args}")
sys.addaudithook(watch)
import warnings; warnings.simplefilter("error")
from pathlib import Path
import clauseadvisor as ca
"""


@pytest.mark.parametrize(
    "sample",
    ["contact-centre-outsourcing.docx", "it-managed-services.pdf", "logistics-services.txt"],
)
def test_analysis_and_notes_open_no_connection(sample: str, tmp_path: Path) -> None:
    script = WATCHED + (
        f"analysis = ca.analyze({str(ROOT / 'samples' / sample)!r})\n"
        "for suffix in ('docx', 'html', 'md', 'xlsx'):\n"
        f"    ca.write_notes(analysis, Path({str(tmp_path)!r}) / f'notes.{{suffix}}')\n"
        "assert analysis.suggestions\n"
        "sys.exit(f'{events}' if events else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_watch_would_see_a_connection() -> None:
    script = WATCHED + "import socket\nsocket.create_connection(('127.0.0.1', 9), timeout=1)\n"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "opened a socket" in done.stderr
