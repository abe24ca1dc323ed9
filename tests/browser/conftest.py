"""A server as users start it, in surroundings that try to make it talk, and a real browser before it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]

#: Patience with a slow machine, in milliseconds.
PATIENCE = 90_000

#: Every interpreter of the server runs this first: it writes down whom it talks to. An audit hook
#: sees each call of the socket module, whoever makes it, and cannot be switched off again.
WATCH = """
import os, sys
def watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        os.write(log, f"{event} {args[1]!r}\\n".encode())
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        os.write(log, f"{event} {args[0]!r}\\n".encode())
log = os.open(os.environ["SOCKET_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(watch)
"""

#: Settings that would send statistics, load a font from outside and open the address.
LOOSE = """
[browser]
gatherUsageStats = true
serverAddress = "statistics.invalid"
[server]
address = "0.0.0.0"
[client]
toolbarMode = "developer"
[theme]
base = "dark"
font = "Elsewhere:https://fonts.invalid/css"
"""


@dataclass(frozen=True)
class Server:
    """A running server: where it is, and the file in which it writes whom it talks to."""

    url: str
    log: Path

    def talked_to(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`clauseadvisor ui`, run by somebody whose own Streamlit settings are as loose as can be."""
    place = tmp_path_factory.mktemp("server")
    for folder in (place, place / "contracts"):
        (folder / ".streamlit").mkdir(parents=True)
        (folder / ".streamlit" / "config.toml").write_text(LOOSE, encoding="utf-8")
    (place / "watch").mkdir()
    (place / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    port = free_port()
    surroundings = os.environ | {
        "HOME": str(place),
        "USERPROFILE": str(place),
        "PYTHONPATH": os.pathsep.join([str(place / "watch"), str(ROOT)]),
        "SOCKET_LOG": str(place / "sockets.log"),
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true",
    }
    command = [sys.executable, "-m", "clauseadvisor", "ui", "--no-browser", "--port", str(port)]
    with (
        (place / "server.log").open("wb") as output,
        subprocess.Popen(
            command, cwd=place / "contracts", env=surroundings, stdout=output, stderr=output
        ) as process,
    ):
        try:
            _wait_until_up(process, port, place / "server.log")
            yield Server(url=f"http://127.0.0.1:{port}", log=place / "sockets.log")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _wait_until_up(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE / 1000
    while "The page is at" not in log.read_text(encoding="utf-8"):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.1)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    """A fresh visit. Whatever the test does in it, no request may leave for anywhere else."""
    expect.set_options(timeout=PATIENCE)
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    context.on("request", note)
    page = context.new_page()
    page.on("websocket", lambda socket: requests.append(socket.url))
    page.on("dialog", lambda dialog: requests.append(f"dialog {dialog.message}"))
    # A file handed in before the last scripts have loaded is lost; no hand is as quick as that.
    page.goto(server.url, wait_until="networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield page
    context.close()
    ours = (server.url, server.url.replace("http", "ws", 1), "data:image/", f"blob:{server.url}")
    assert requests
    assert [url for url in requests if not url.startswith(ours)] == []
