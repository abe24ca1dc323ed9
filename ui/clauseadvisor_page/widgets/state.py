"""What a visitor has open: one contract with its analysis, in memory, for this visit alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

import clauseadvisor as ca
from clauseadvisor.domain import Analysis
from clauseadvisor_page.widgets import look

_OPENED = "opened"
_PAGES = "pages"
_TOP = "top"
#: Keys of widgets whose choices outlive a change of page start with this.
CHOICE = "page-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A contract as it was handed in, what the visitor added to it, and what came out."""

    data: bytes
    name: str
    inputs: ca.Inputs
    analysis: Analysis


@st.cache_resource(show_spinner=False, on_release=lambda analyst: analyst.close())
def analyst() -> ca.Analyst:
    """The worker process that reads contracts, shared by all visitors."""
    worker = ca.Analyst()
    worker.warm()
    return worker


def opened() -> Opened | None:
    """The contract that is open, if any."""
    return st.session_state.get(_OPENED)


def keep(contract: Opened) -> None:
    """Opens a contract; choices made for the last one are forgotten."""
    st.session_state[_OPENED] = contract
    forget_choices()


def forget_choices(*prefixes: str) -> None:
    """Forgets filters and selections, all of them or those whose key starts so."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(prefixes or CHOICE):
            del st.session_state[key]


def keep_choices() -> None:
    """Streamlit forgets a widget that is not on the page; filters should outlive a look elsewhere."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(CHOICE):
            st.session_state[key] = st.session_state[key]


def needed() -> Analysis:
    """The open analysis; without one, says where to open a contract and ends the page."""
    contract = opened()
    if contract is None:
        look.note("No contract is open yet: upload one, or pick a sample, on the page Contract.")
        if st.button("Open a contract", type="primary", icon=":material/upload_file:"):
            go("contract")
        st.stop()
    look.strip(contract.analysis)
    return contract.analysis


def remember_pages(pages: Mapping[str, Any]) -> None:
    """Keeps the pages of this run, so that one can lead to another."""
    st.session_state[_PAGES] = dict(pages)


def go(page: str) -> None:
    """Leaves for another page, to be read from its top."""
    from_the_top()
    st.switch_page(st.session_state[_PAGES][page])


def from_the_top() -> None:
    """The next run shows the top of its page."""
    st.session_state[_TOP] = True


def scroll_if_wanted() -> None:
    """Does what :func:`from_the_top` asked for, once."""
    if st.session_state.pop(_TOP, False):
        look.scroll_up()


def show_suggestion(suggestion_id: str) -> None:
    """Leaves for the page Suggestions, with this one open whatever was filtered there."""
    forget_choices("page-suggestions-")
    st.session_state["page-suggestions-verdicts"] = []
    st.session_state["page-suggestions-open"] = suggestion_id
    go("suggestions")


def show_clause(clause_id: str) -> None:
    """Leaves for the page Clauses, at this clause."""
    forget_choices("page-clauses-")
    st.session_state["page-clauses-around"] = clause_id
    go("clauses")


def show_label(*labels: str, doubt: bool = False) -> None:
    """Leaves for the page Clauses, with clauses of these labels (or those in doubt) alone."""
    forget_choices("page-clauses-")
    st.session_state["page-clauses-labels"] = list(labels)
    st.session_state["page-clauses-doubt"] = doubt
    go("clauses")


def file_stem(name: str) -> str:
    """The name of a contract without its ending, as every system takes it for a download."""
    return re.sub(r"[^\w .()-]+", "_", Path(name).stem).strip(" ._")[:80] or "contract"
