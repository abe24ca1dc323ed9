"""What a visitor has open: one analysis, kept in memory for this visit alone."""

from __future__ import annotations

import streamlit as st

import clauseadvisor as ca
from clauseadvisor.domain import Analysis

_KEY = "analysis"


@st.cache_resource(show_spinner=False)
def analyst() -> ca.Analyst:
    """The worker process that reads contracts, shared by all visitors."""
    return ca.Analyst()


def current() -> Analysis | None:
    """The analysis that is open, if any."""
    analysis = st.session_state.get(_KEY)
    return analysis if isinstance(analysis, Analysis) else None


def keep(analysis: Analysis) -> None:
    """Opens an analysis; pages then start afresh."""
    st.session_state[_KEY] = analysis
    for key in [key for key in st.session_state if str(key).startswith("page-")]:
        del st.session_state[key]


def needed() -> Analysis:
    """The open analysis; without one, says where to open a contract and ends the page."""
    analysis = current()
    if analysis is None:
        st.info("Open a contract first: upload one, or pick a sample, on the page Contract.")
        st.stop()
    st.caption(f":material/description: {analysis.document.name}".replace("[", "\\["))
    return analysis
