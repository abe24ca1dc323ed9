"""What a visit holds outlives a reload of the page, in the memory of the server and nowhere else.

A reload begins a new session of Streamlit, which knows nothing of the last one. So what matters of
a session (the open contract, the decisions, what was chosen on a page) also lies in the server's memory, under a key that
nobody can guess. The key stays in the one tab that made it (the browser's ``sessionStorage``): it is
in no address, no history, no cookie and no log, and is gone when the tab is closed. Nothing is
written to disk; what nobody came back for is dropped in time, and all of it when the server stops.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

import streamlit as st

from clauseadvisor_page.widgets import state

#: What outlives a reload, by its key in the session.
KEPT = ("opened", "decided")
_KEY = "visit"
_FORGOTTEN = "forgotten"
#: Seconds without a click after which a visit is dropped: a working day with its breaks.
_IDLE = 12 * 3600.0
#: Visits that are kept at most: the longest unused is dropped first. Whoever still has the page
#: open keeps everything; only a reload would begin anew.
_VISITS = 16
#: Our script and nothing foreign: the tab stores the key that it is given, and without one hands
#: in, once, the key that it was given before the page was loaded again. To forget, it begins a new
#: session: the old one ends with its uploads.
_SCRIPT = """
let asked = false;
export default function ({ data, setStateValue }) {
  let key = null;
  try {
    if (data.key) sessionStorage.setItem("clauseadvisor", data.key);
    else if (data.forget) sessionStorage.removeItem("clauseadvisor");
    else key = sessionStorage.getItem("clauseadvisor");
  } catch (refused) {
    console.info("This browser keeps nothing for a page: a reload begins anew.");
  }
  if (data.forget) location.reload();
  if (key && !asked) {
    asked = true;
    setStateValue("key", key);
  }
}
"""


class Visits:
    """What visitors left in the server's memory, by a key that nobody can guess."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        """An empty memory; ``now`` tells the time in seconds."""
        self._now = now
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[float, dict[str, Any]]] = OrderedDict()

    def keep(self, key: str, things: Mapping[str, Any]) -> None:
        """Keeps the things (not copies of them) of a visit that is going on."""
        with self._lock:
            self._kept[key] = (self._now(), dict(things))
            self._kept.move_to_end(key)
            self._drop_old()

    def find(self, key: str) -> dict[str, Any]:
        """The things of a visit; none when it was forgotten or never was."""
        with self._lock:
            self._drop_old()
            return dict(self._kept[key][1]) if key in self._kept else {}

    def forget(self, key: str) -> None:
        """Lets go of a visit."""
        with self._lock:
            self._kept.pop(key, None)

    def _drop_old(self) -> None:
        while self._kept:
            oldest = next(iter(self._kept))
            if len(self._kept) <= _VISITS and self._now() - self._kept[oldest][0] <= _IDLE:
                return
            del self._kept[oldest]


@st.cache_resource(show_spinner=False)
def visits() -> Visits:
    """The memory that all sessions of this server share."""
    return Visits()


def keep() -> None:
    """Keeps what this session holds; a session that holds nothing gets what its tab held before."""
    if st.session_state.get("opened") is None:
        _take_up()
        return
    key = st.session_state.setdefault(_KEY, secrets.token_urlsafe(24))
    visits().keep(key, _worth_keeping())
    _talk({"key": key})


def _worth_keeping() -> dict[str, Any]:
    """The contract, the decisions, and the choices: whoever wrote for the other side still does."""
    names = [str(name) for name in st.session_state]
    return {
        name: st.session_state[name]
        for name in names
        if name in KEPT or name.startswith(state.CHOICE)
    }


def forget() -> None:
    """Lets go of the contract, of every decision of this visit, and of the way back to them."""
    visits().forget(st.session_state.get(_KEY, ""))
    for key in [key for key in st.session_state if key != "pages"]:
        del st.session_state[key]
    st.session_state[_FORGOTTEN] = True


def _take_up() -> None:
    key = _talk({"forget": st.session_state.get(_FORGOTTEN, False)})
    if found := visits().find(key or ""):
        st.session_state.update(found)
        st.session_state[_KEY] = key
        st.rerun()


def _talk(data: Mapping[str, object]) -> str | None:
    """Tells the tab its key, or hears which one it had."""
    tab = st.components.v2.component("clauseadvisor_visit", js=_SCRIPT)
    key: str | None = tab(
        data=dict(data), key="visit-tab", default={"key": None}, on_key_change=_heard
    ).key
    return key


def _heard() -> None:
    """Streamlit runs the page again when the tab has spoken; that is all there is to do."""
