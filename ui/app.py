"""The application: a router, the look that all pages share, and nothing else.

clauseadvisor ui
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# Streamlit runs this file by its path, so the folder beside it must be found by name.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from views import clauses, contract, notes, suggestions
from widgets import style

st.set_page_config(page_title="clauseadvisor", page_icon="⚖️", layout="wide")
style.apply()

st.navigation(
    [
        st.Page(
            contract.show,
            title="Contract",
            icon=":material/description:",
            url_path="contract",
            default=True,
        ),
        st.Page(
            suggestions.show,
            title="Suggestions",
            icon=":material/handshake:",
            url_path="suggestions",
        ),
        st.Page(
            clauses.show,
            title="Clauses",
            icon=":material/format_list_numbered:",
            url_path="clauses",
        ),
        st.Page(notes.show, title="Notes", icon=":material/draft:", url_path="notes"),
    ],
    position="top",
).run()
