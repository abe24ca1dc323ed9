"""Which pages there are, and in which order."""

from __future__ import annotations

import streamlit as st

from clauseadvisor_page.views import clauses, contract, notes, suggestions
from clauseadvisor_page.widgets import keeping, look, state


def run() -> None:
    """Shows the page that the visitor is on."""
    st.set_page_config(page_title="clauseadvisor", page_icon=str(look.ICON), layout="wide")
    look.apply()
    state.keep_choices()
    pages = {
        "contract": st.Page(
            contract.show,
            title="Contract",
            icon=":material/balance:",
            url_path="contract",
            default=True,
        ),
        "suggestions": st.Page(
            suggestions.show,
            title="Suggestions",
            icon=":material/handshake:",
            url_path="suggestions",
        ),
        "clauses": st.Page(
            clauses.show,
            title="Clauses",
            icon=":material/format_list_numbered:",
            url_path="clauses",
        ),
        "notes": st.Page(
            notes.show, title="Notes", icon=":material/description:", url_path="notes"
        ),
    }
    state.remember_pages(pages)
    page = st.navigation(list(pages.values()), position="top")
    keeping.keep()  # once the page of the address is known: the visit is taken up on it
    page.run()
    state.scroll_if_wanted()
