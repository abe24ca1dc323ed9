"""The process of the server: Streamlit, which ends with the command that started it, whatever ended that.

The command holds the other end of our standard input and never writes to it. However it ends, killed
outright or with the terminal, the system closes that end, on every system alike: then we end too. No
contract stays behind in the memory of a process that nobody watches, on a port that nobody closes.
"""

from __future__ import annotations

import contextlib
import os
import runpy
import signal
import threading
import time

#: Seconds that Streamlit gets to end in good order.
_GRACE = 10.0


def main() -> None:
    """Runs Streamlit with the arguments of this process, in a folder made for it alone."""
    alone = threading.Event()
    threading.Thread(target=_end_with_parent, args=[alone], daemon=True).start()
    try:
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    finally:
        if alone.is_set():
            _tidy(os.getcwd())


def _end_with_parent(alone: threading.Event) -> None:
    # Not by sys.stdin: a thread that waits in it would be in the way when the interpreter ends.
    while os.read(0, 1):
        pass
    alone.set()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)


def _tidy(folder: str) -> None:
    """Removes our folder, as the command would have: when it is empty, and only then."""
    os.chdir(os.path.dirname(folder))
    with contextlib.suppress(OSError):  # it holds something, or is ours no longer: it stays
        os.rmdir(folder)


if __name__ == "__main__":
    main()
