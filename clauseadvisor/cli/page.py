"""Starts the Streamlit application as a process of its own, shut off from everything but its page."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator, Mapping
from types import FrameType

import typer

from clauseadvisor.errors import UsageError
from clauseadvisor.resources import resource

#: Addresses that mean "every network this machine is on", and where we reach them ourselves.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
#: Seconds that the server gets to come up, and to come down.
_START, _STOP = 60.0, 10.0
_POLL = 0.1


def serve(*, port: int, address: str, browser: bool) -> int:
    """Runs the server until it is stopped (Ctrl-C, SIGTERM); its exit status, 0 when stopped.

    Raises UsageError when the port is taken or the address is not one of this machine.
    """
    _check_free(address, port)
    with (
        tempfile.TemporaryDirectory(prefix="clauseadvisor-") as home,
        subprocess.Popen(
            _command(port, address),
            cwd=home,
            env=environment(os.environ, home),
            stdin=subprocess.PIPE,  # closed when we end, however we end: the server ends with us
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C comes to us alone, and we end the server in good order
        ) as server,
    ):
        try:
            with _terminated_like_interrupted():
                _when_up(server, port, address, browser)
                return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            _stop(server)


def environment(ours: Mapping[str, str], home: str) -> dict[str, str]:
    """The environment of the server: ours, without Streamlit's settings, and with an empty home.

    Streamlit reads settings, secrets, an e-mail address and a machine id from the home folder, and
    settings from the folder it is started in: with neither, nobody's files can turn statistics on,
    load a font from elsewhere or open the address.
    """
    kept = {name: value for name, value in ours.items() if not name.startswith("STREAMLIT_")}
    return kept | {"HOME": home, "USERPROFILE": home}


def _command(port: int, address: str) -> list[str]:
    settings = {
        "server.port": str(port),
        "server.address": address,
        "server.headless": "true",  # or it asks for an e-mail address; we open the browser
        "server.fileWatcherType": "none",
        "server.runOnSave": "false",
        "server.maxUploadSize": "100",
        "server.enableStaticServing": "false",
        "browser.gatherUsageStats": "false",
        "browser.serverAddress": _EVERYWHERE.get(address, address),
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "logger.hideWelcomeMessage": "true",
        "logger.level": "warning",
        "theme.base": "light",
        "theme.font": "sans-serif",
        "theme.primaryColor": "#1b6f6f",
        "theme.textColor": "#23272e",
        "theme.backgroundColor": "#ffffff",
        "theme.secondaryBackgroundColor": "#f5f6f8",
    }
    # -P: no module of the folder we are started in can stand in for one of Python's.
    command = [sys.executable, "-P", "-m", "clauseadvisor.cli.server"]
    return [*command, "run", str(resource("_app") / "app.py")] + [
        f"--{name}={value}" for name, value in settings.items()
    ]


def _check_free(address: str, port: int) -> None:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST | socket.AI_PASSIVE
        )[0]
    except socket.gaierror as problem:
        raise UsageError(
            f"--address is {address!r}: write a numeric address of this machine, such as 127.0.0.1."
        ) from problem
    with socket.socket(family, kind, protocol) as trial:
        if os.name == "posix":  # a port whose last server has just stopped is free
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(place)
        except OSError as problem:
            raise UsageError(
                f"Port {port} of {address} cannot be used ({(problem.strerror or str(problem)).lower()}): "
                f"choose another, such as --port {port + 1 if port < 65535 else 8600}."
            ) from problem


def _when_up(server: subprocess.Popen[bytes], port: int, address: str, browser: bool) -> None:
    """Says where the page is, and opens it, once the server answers."""
    host = _EVERYWHERE.get(address, address)
    until = time.monotonic() + _START
    while not _answers(host, port):
        if server.poll() is not None or time.monotonic() > until:
            return
        time.sleep(_POLL)
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    typer.echo(f"The page is at {url}; press Ctrl-C here to stop it.", err=True)
    if address in _EVERYWHERE:
        typer.echo("Everybody who can reach this machine can open it.", err=True)
    if browser:
        webbrowser.open(url)


def _answers(host: str, port: int) -> bool:
    """Whether the server is ready to show the page."""
    door = http.client.HTTPConnection(host, port, timeout=1)
    try:
        door.request("GET", "/_stcore/health")
        return door.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        door.close()


@contextlib.contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Within, SIGTERM and a closed terminal end us as Ctrl-C does: the server never outlives us."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    ends = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {each: signal.signal(each, interrupt) for each in ends}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ends the server; by force when it does not end by itself."""
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(timeout=_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
