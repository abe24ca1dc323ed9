"""Handing a contract in: the file, whose side, who is who, and what is known of the deal."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import streamlit as st

import clauseadvisor as ca
from clauseadvisor.domain import Party, Role
from clauseadvisor.resources import samples
from clauseadvisor.suggesting.assumptions import assumptions_template
from clauseadvisor.suggesting.scorecard import new_scorecard_text
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor_page.widgets import look, state

#: What the analyst calls its steps, and what a reader calls them.
STEPS = {
    "reading": "Reading the pages",
    "splitting": "Splitting into clauses",
    "labelling": "Labelling the clauses",
    "suggesting": "Working out suggestions",
}
_WAITING = "Another contract is being analysed; yours is next."
_SIDES = {Role.CUSTOMER.value: "the customer", Role.VENDOR.value: "the vendor"}
_ROLES = [Role.CUSTOMER.value, Role.VENDOR.value, Role.OTHER.value]
#: What the user may add: field of Inputs, label, what it is for, types.
_FILES = (
    (
        "assumptions",
        "Fees, service levels, answers about the relationship (TOML)",
        ["toml"],
    ),
    ("scorecard", "Scorecard of both partners: unlocks suggestions by stage (TOML)", ["toml"]),
    ("history", "Past attainment and credits, by period (CSV)", ["csv"]),
)
_TYPES = ["pdf", "docx", "docm", "txt", "md"]


def choose() -> None:
    """The two ways to a contract: an upload, or one of the samples."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        uploaded = st.file_uploader("Upload a contract (PDF, DOCX, TXT)", type=_TYPES, key="upload")
        wanted = st.button(
            "Analyse",
            type="primary",
            icon=":material/play_arrow:",
            disabled=uploaded is None,
            key="analyse",
        )
    with right:
        st.markdown("or try one of ours")
        chosen = [path for path in samples() if _sample_button(path)]
    if wanted and uploaded is not None:
        analyse(uploaded.getvalue(), uploaded.name)
    elif chosen:
        analyse(chosen[0].read_bytes(), chosen[0].name)


def _sample_button(path: Path) -> bool:
    name = path.stem.replace("-", " ").capitalize().replace("It ", "IT ")
    return st.button(f"{name} ({path.suffix[1:].upper()})", key=f"sample-{path.name}")


def side() -> None:
    """Whose side the advice takes."""
    contract = state.opened()
    role = contract.inputs.role if contract else Role.CUSTOMER
    st.session_state.setdefault("role", role.value)
    st.radio(
        "Whose side do you take?", list(_SIDES), format_func=_SIDES.get, horizontal=True, key="role"
    )


def thorough() -> None:
    """Whether the clauses in doubt are read again."""
    contract = state.opened()
    st.session_state.setdefault("thorough", bool(contract and contract.inputs.thorough))
    st.toggle(
        "Read the clauses in doubt a second time",
        key="thorough",
        help="A larger model on this machine reads again what the first one is unsure of. More labels are right; it takes some seconds longer.",
    )


def who_is_who(parties: Sequence[Party]) -> None:
    """The role of each party that was found, to be corrected."""
    if not parties:
        look.note("No party was recognised by name in this contract.")
    for place, party in enumerate(parties):
        left, right = st.columns([3, 2], vertical_alignment="center")
        aliases = f" (“{'”, “'.join(party.aliases)}”)" if party.aliases else ""
        with left:
            look.show(look.paragraph(one_line(party.name + aliases)))
        right.selectbox(
            f"Role of party {place + 1}",
            _ROLES,
            index=_ROLES.index(party.role.value),
            key=f"party-{place}",
            label_visibility="collapsed",
        )


def deal() -> None:
    """Files about the deal: the contract alone leaves their questions open."""
    contract = state.opened()
    for column, (field, label, types) in zip(st.columns(3), _FILES, strict=True):
        with column:
            st.file_uploader(label, type=types, key=f"file-{field}", max_upload_size=5)
            if contract and getattr(contract.inputs, field) is not None:
                st.checkbox("Keep using the one given before", value=True, key=f"keep-{field}")
    with st.container(horizontal=True):
        st.download_button(
            "Empty assumptions file",
            assumptions_template(),
            "assumptions.toml",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        st.download_button(
            "Empty scorecard",
            new_scorecard_text(),
            "scorecard.toml",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def again(contract: state.Opened) -> None:
    """Analyses the open contract once more, with what the visitor changed."""
    parties = contract.analysis.document.parties
    roles = {
        party.name: Role(st.session_state[f"party-{place}"])
        for place, party in enumerate(parties)
        if st.session_state.get(f"party-{place}", party.role) != party.role
    }
    analyse(contract.data, contract.name, {**contract.inputs.parties, **roles})


def analyse(data: bytes, name: str, parties: dict[str, Role] | None = None) -> None:
    """Analyses a contract, shows how far it is, and opens the result or says what is wrong."""
    place = st.empty()
    try:
        inputs = dataclasses.replace(_inputs(), parties=parties or {})
        analysis = state.analyst().analyze(
            data, name=name, inputs=inputs, on_step=lambda step: _progress(place, step)
        )
    except ca.ClauseAdvisorError as trouble:
        with place:
            look.problem(trouble)
        return
    state.keep(state.Opened(data=data, name=name, inputs=inputs, analysis=analysis))
    _forget_roles()
    st.rerun()


def _progress(place: Any, step: str) -> None:
    if step not in STEPS:
        place.html(f'<div class="ca-box" role="status">{look.text(_WAITING)}</div>')
        return
    now = list(STEPS).index(step)
    items = "".join(
        f'<li class="{"ca-done" if at < now else "ca-now" if at == now else ""}">{look.text(name)}</li>'
        for at, name in enumerate(STEPS.values())
    )
    place.html(f'<ol class="ca-steps" role="status" aria-label="Progress">{items}</ol>')


def _inputs() -> ca.Inputs:
    """What the visitor chose and uploaded. Raises the UserFileError of a file that is not valid."""
    role = Role(st.session_state.get("role", Role.CUSTOMER.value))
    contract = state.opened()
    kept = {
        field: getattr(contract.inputs, field)
        for field, _, _ in _FILES
        if contract and st.session_state.get(f"keep-{field}", True)
    }
    with tempfile.TemporaryDirectory() as folder:
        paths = {
            field: _written(uploaded, Path(folder), field)
            for field, _, _ in _FILES
            if (uploaded := st.session_state.get(f"file-{field}")) is not None
        }
        again = bool(st.session_state.get("thorough", False))
        given = ca.Inputs.from_files(role=role, thorough=again, **paths)
    unchanged = {field: value for field, value in kept.items() if field not in paths}
    return dataclasses.replace(given, **unchanged)


def _written(uploaded: Any, folder: Path, field: str) -> Path:
    """The upload as a file, under its own name where that is one: error messages name it."""
    name = PurePosixPath(one_line(uploaded.name).replace("\\", "/")).name[-80:]
    path = folder / field / (name or field)
    path.parent.mkdir()
    path.write_bytes(uploaded.getvalue())
    return path


def _forget_roles() -> None:
    """The next contract has parties of its own."""
    for key in [str(key) for key in st.session_state if str(key).startswith("party-")]:
        del st.session_state[key]
