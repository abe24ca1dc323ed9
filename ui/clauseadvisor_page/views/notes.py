"""Take the notes along: Word, web page, Markdown, or the issues list."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

import clauseadvisor as ca
from clauseadvisor.domain import Analysis
from clauseadvisor.writing.choosing import NOTHING, Selection
from clauseadvisor.writing.issues import correspondence, held_back, kept, told_to
from clauseadvisor.writing.record import to_json
from clauseadvisor_page.widgets import deciding, look, redlining, state
from clauseadvisor_page.widgets.look import text

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    "Word document": (".docx", _WORD),
    "Web page": (".html", "text/html"),
    "Markdown": (".md", "text/markdown"),
    "Issues list (Excel)": (".xlsx", _SHEET),
}
_AUDIENCES = {
    "internal": "Our own side: with fallbacks, money and boundaries",
    "counterparty": "The other side: proposals and reasons alone",
}
_DECIDED = {"accept": "accepted", "edit": "edited", "reject": "rejected"}
_CACHE = "page-notes-cache"


def show() -> None:
    """The page."""
    analysis = state.needed()
    st.title("Negotiation notes", anchor=False)
    look.show(
        look.paragraph(
            "What to raise first, original and proposal side by side, questions for the talk, boundaries, "
            "and a first step for this week."
        )
    )
    left, right = st.columns([2, 3], gap="large")
    with left:
        audience = st.radio(
            "For whom?", list(_AUDIENCES), format_func=_AUDIENCES.get, key="page-notes-audience"
        )
        form = st.radio("Format", list(_FORMATS), key="page-notes-format")
        _downloads(analysis, form, audience)
        look.show(look.heading("The contract with tracked changes", kind="ca-modest"))
        redlining.offer(analysis)
    with right:
        _contents(analysis, audience)
    look.legal()


def _downloads(analysis: Analysis, form: str, audience: str) -> None:
    suffix, kind = _FORMATS[form]
    stem = state.file_stem(analysis.document.name)
    try:
        notes = _notes(analysis, suffix, audience)
    except ca.ClauseAdvisorError as trouble:
        look.problem(trouble)
        return
    st.download_button(
        "Download the notes",
        data=notes,
        file_name=f"{stem}-notes{'' if audience == 'internal' else '-to-share'}{suffix}",
        mime=kind,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="download-notes",
    )
    st.download_button(
        "Download the analysis as data (JSON)",
        data=to_json(analysis),
        file_name=f"{stem}.json",
        mime="application/json",
        type="tertiary",
        icon=":material/data_object:",
        on_click="ignore",
        key="download-json",
    )


def _contents(analysis: Analysis, audience: str) -> None:
    """What is in the notes; what we keep is not for the other side to read."""
    ours = audience == "internal"
    selection = _selection(analysis, audience)
    told = told_to(analysis, audience, selection) + (kept(analysis) if ours else ())
    own = {} if ours else dict(correspondence(analysis, selection))
    rows = "".join(
        f"<tr><td>{text(_reference(issue.ref, own))}</td><td>{text(issue.where)}</td><td>{text(issue.suggestion.verdict.value)}</td>"
        f"<td>{text(issue.suggestion.title)}{_decided(issue.suggestion.id)}</td></tr>"
        for issue in told
    )
    look.show(
        look.heading("What they hold", kind="ca-modest"),
        f'<table class="ca-table"><tr><th></th><th>Where</th><th>Verdict</th><th>Suggestion</th></tr>{rows}</table>',
    )
    if not ours:
        _told_of_decisions(analysis, selection)


def _decided(suggestion_id: str) -> str:
    """What was decided on a suggestion, behind its title."""
    decided = deciding.all_decided().get(suggestion_id)
    return f" {look.chip(_DECIDED[decided.choice])}" if decided else ""


def _reference(ref: str, own: dict[str, str]) -> str:
    """A reference in the notes; beside that of the other side, ours."""
    return f"{ref} (our {own[ref]})" if ref in own else ref


def _told_of_decisions(analysis: Analysis, selection: Selection) -> None:
    """How what was decided on the page Suggestions bears on what the other side is told."""
    said = ["What you accept on the page Suggestions is told, what you reject is not."]
    waiting = held_back(analysis, selection)
    if waiting:
        refs = ", ".join(each.ref for each in waiting)
        said.append(f"Left out until you accept them, as a label is in doubt: {refs}.")
    look.note(" ".join(said))


def _selection(analysis: Analysis, audience: str) -> Selection:
    return NOTHING if audience == "internal" else deciding.selection(analysis)


def _notes(analysis: Analysis, suffix: str, audience: str) -> bytes:
    """The notes as bytes; made once for each choice, as the page runs again on every click."""
    made: dict[tuple[str, str, Selection], bytes] = st.session_state.setdefault(_CACHE, {})
    selection = _selection(analysis, audience)
    key = (suffix, audience, selection)
    if key not in made:
        for old in [each for each in made if each[:2] == key[:2]]:
            del made[old]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"notes{suffix}"
            ca.write_notes(analysis, path, audience=audience, selection=selection)
            made[key] = path.read_bytes()
    return made[key]
