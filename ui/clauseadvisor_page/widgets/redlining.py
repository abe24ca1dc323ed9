"""The redline: the contract itself with what the visitor chose as tracked changes."""

from __future__ import annotations

import streamlit as st

import clauseadvisor as ca
from clauseadvisor.domain import Analysis
from clauseadvisor.writing.redline import redline
from clauseadvisor_page.widgets import deciding, look, state

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_READERS = {
    "counterparty": "the other side: the reason alone",
    "internal": "our own side: fallbacks and notes included",
}
_WAITS = (
    "The redline waits for a choice: it holds only the proposals that you accept or edit on the page "
    "Suggestions."
)


def offer(analysis: Analysis) -> None:
    """The contract with what was accepted and edited as tracked changes; what it waits for till then."""
    if not deciding.choices(analysis):
        look.show(look.paragraph(_WAITS, "ca-quiet"))
        return
    audience = st.radio(
        "Comments in the redline speak to",
        list(_READERS),
        format_func=_READERS.get,
        key="page-redline-audience",
    )
    author = st.text_input(
        "In whose name (optional)", placeholder="our party's name", key="page-redline-author"
    )
    contract = state.opened()
    if contract is None or not st.button(
        "Make the redline", type="primary", icon=":material/edit_document:", key="make-redline"
    ):
        return
    try:
        made = redline(
            contract.data,
            analysis,
            deciding.choices(analysis),
            audience=audience,
            author=author or None,
        )
    except ca.ClauseAdvisorError as trouble:
        look.problem(trouble)
        return
    st.download_button(
        "Download the redline (Word)",
        data=made,
        file_name=f"{state.file_stem(analysis.document.name)}-redline{'' if audience == 'counterparty' else '-internal'}.docx",
        mime=_WORD,
        icon=":material/download:",
        on_click="ignore",
        key="download-redline",
    )
