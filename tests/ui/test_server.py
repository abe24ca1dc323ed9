"""`clauseadvisor ui`: it says where it is, what is wrong, and goes when told to."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clauseadvisor.cli import app, page
from clauseadvisor.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of this machine on which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_said_in_one_sentence(taken: int) -> None:
    with pytest.raises(
        UsageError, match=rf"^Port {taken} of 127\.0\.0\.1 cannot be used .*--port {taken + 1}\.$"
    ):
        page.serve(port=taken, address="127.0.0.1", browser=False)


@pytest.mark.parametrize("address", ["example.invalid", "not an address", "8.8.8.8"])
def test_an_address_that_is_not_of_this_machine_is_said_in_one_sentence(address: str) -> None:
    with pytest.raises(UsageError, match=address):
        page.serve(port=8599, address=address, browser=False)


def test_the_server_knows_neither_the_home_nor_the_settings_of_whoever_starts_it() -> None:
    theirs = {"HOME": "/home/ada", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true", "LANG": "en"}
    given = page.environment(theirs, "/nowhere")
    assert given == {"HOME": "/nowhere", "USERPROFILE": "/nowhere", "LANG": "en"}


def test_help_names_an_example() -> None:
    shown = CliRunner().invoke(app, ["ui", "--help"])
    assert shown.exit_code == 0
    assert "clauseadvisor ui --port 8600" in shown.output


@pytest.mark.skipif(os.name != "posix", reason="sends the signals of a terminal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_when_told_to_and_leaves_nothing_behind(
    number: signal.Signals, tmp_path: Path
) -> None:
    port = _free_port()
    with _started(port, tmp_path) as process:
        server = _child_of(process.pid)
        os.killpg(process.pid, number)
        assert process.stderr is not None
        assert process.stdout is not None
        said = process.stderr.read().decode()
        assert process.wait(timeout=60) == 0
        assert process.stdout.read() == b""
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(server, 0)
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(("127.0.0.1", port))


@pytest.mark.skipif(os.name != "posix", reason="looks for a group of processes")
def test_when_it_is_killed_outright_the_server_goes_too_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    with _started(_free_port(), tmp_path) as process:
        server = _child_of(process.pid)
        process.kill()
        assert process.wait(timeout=60) == -signal.SIGKILL
        _wait_until_gone(server)
    assert list(tmp_path.iterdir()) == []


def _wait_until_gone(group: int) -> None:
    """Waits for the end of every process of a group; after a minute, ends it and fails."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    pytest.fail("the server outlived the command that started it")


@contextlib.contextmanager
def _started(port: int, place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command once its page is up, with ``place`` for what it writes."""
    command = [sys.executable, "-m", "clauseadvisor", "ui", "--no-browser", "--port", str(port)]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(place)}
    with subprocess.Popen(
        command,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # so that Ctrl-C reaches the group of a terminal, and not the tests
    ) as process:
        assert process.stderr is not None
        while b"The page is at" not in process.stderr.readline():
            assert process.poll() is None
        yield process


def _child_of(parent: int) -> int:
    """The process that the command started: the server, and the group of what it starts itself."""
    done = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, check=True)
    return int(done.stdout)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
