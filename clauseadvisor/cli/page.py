"""Starts the Streamlit application as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from clauseadvisor.resources import resource


def serve(*, port: int, address: str, browser: bool) -> int:
    """Runs the server until it is stopped; its exit status.

    The settings are given on the command line rather than left to a file, so that neither a
    user's own Streamlit settings nor the folder we are started from can turn statistics on or
    open the address.
    """
    settings = {
        "server.port": str(port),
        "server.address": address,
        "server.headless": "false" if browser else "true",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": "100",
        "browser.gatherUsageStats": "false",
        "browser.serverAddress": address,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "theme.base": "light",
        "theme.primaryColor": "#1f7a7a",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(resource("_app") / "app.py")]
    command += [f"--{name}={value}" for name, value in settings.items()]
    try:
        return subprocess.run(
            command, check=False, env=os.environ | {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
        ).returncode
    except KeyboardInterrupt:
        return 0
