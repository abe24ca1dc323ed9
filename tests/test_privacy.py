"""Contracts are confidential: analysing them opens no connection at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Runs statements in a fresh interpreter in which whatever could reach another machine, or be
#: reached, is an error. The hook hears Python's audit events and cannot be taken off again. One
#: thing is let through: urllib3 (which spaCy imports) tries at import whether a socket can be
#: bound to this machine's own IPv6 address, and closes it.
WATCHED = """
import sys
events = []
def watch(event, args):
    if not event.startswith("socket.") or event == "socket.__new__":
        return
    if event == "socket.bind" and args[1] == ("::1", 0):
        return
    events.append((event, args[1:]))
    raise AssertionError(f"used the network: {event} {args[1:]}")
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
    assert "used the network" in done.stderr
