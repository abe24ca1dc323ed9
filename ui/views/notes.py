"""Take the notes along: Word, web page, Markdown, or the issues list."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st
from widgets import state

import clauseadvisor as ca
from clauseadvisor.domain import Analysis
from clauseadvisor.writing.record import to_json

_FORMATS = {
    "Word document": (
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "Web page": (".html", "text/html"),
    "Markdown": (".md", "text/markdown"),
    "Issues list (spreadsheet)": (
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
_AUDIENCES = {
    "Our own side, with fallbacks and money": "internal",
    "The other side, without them": "counterparty",
}


def show() -> None:
    """The page."""
    analysis = state.needed()
    st.title("Negotiation notes")
    st.write(
        "Everything on one table: what to raise first, original and proposal side by side, questions, boundaries."
    )
    form = st.radio("Format", list(_FORMATS), key="page-format", horizontal=True)
    audience = st.radio("For whom?", list(_AUDIENCES), key="page-audience")
    suffix, kind = _FORMATS[form]
    stem = Path(analysis.document.name).stem
    st.download_button(
        "Download the notes",
        data=_notes(analysis, suffix, _AUDIENCES[audience]),
        file_name=f"{stem}-notes{suffix}",
        mime=kind,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        "Download the analysis (JSON)",
        data=to_json(analysis),
        file_name=f"{stem}.json",
        mime="application/json",
        on_click="ignore",
    )


def _notes(analysis: Analysis, suffix: str, audience: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return ca.write_notes(
            analysis, Path(folder) / f"notes{suffix}", audience=audience
        ).read_bytes()
