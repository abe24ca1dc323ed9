"""Open a contract, and see what relationship it writes down."""

from __future__ import annotations

from html import escape

import streamlit as st
from widgets import pictures, state
from widgets.style import chip, literal

import clauseadvisor as ca
from clauseadvisor.domain import Analysis, Role
from clauseadvisor.resources import samples
from clauseadvisor.writing.summary import Topic, summary

_STEPS = {
    "reading": "Reading the pages",
    "splitting": "Splitting into clauses",
    "labelling": "Labelling the clauses",
    "suggesting": "Working out suggestions",
}
_NO_SAMPLE = "Choose a sample"


def show() -> None:
    """The page."""
    analysis = state.current()
    with st.expander("Open a contract", expanded=analysis is None, icon=":material/upload_file:"):
        _open()
    analysis = state.current()
    if analysis is None:
        _welcome()
    else:
        _overview(analysis)


def _open() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        uploaded = st.file_uploader(
            "Upload a contract (PDF, DOCX, TXT)",
            type=["pdf", "docx", "docm", "txt", "md"],
            key="upload",
        )
    with right:
        names = [path.name for path in samples()]
        sample = st.selectbox("or try one of ours", [_NO_SAMPLE, *names], key="sample")
        side = st.radio(
            "Whose side do you take?",
            [Role.CUSTOMER.value, Role.VENDOR.value],
            horizontal=True,
            key="role",
        )
    if not st.button("Analyse", type="primary", disabled=uploaded is None and sample == _NO_SAMPLE):
        return
    if uploaded is not None:
        _analyse(uploaded.getvalue(), uploaded.name, Role(side))
    else:
        (path,) = [path for path in samples() if path.name == sample]
        _analyse(path.read_bytes(), path.name, Role(side))


def _analyse(data: bytes, name: str, role: Role) -> None:
    with st.status("Starting", expanded=False) as status:
        try:
            analysis = state.analyst().analyze(
                data,
                name=name,
                inputs=ca.Inputs(role=role),
                on_step=lambda step: status.update(label=_STEPS[step]),
            )
        except ca.ClauseAdvisorError as problem:
            status.update(label="This file cannot be analysed", state="error")
            st.error(literal(str(problem)))
            return
        status.update(label="Done", state="complete")
    state.keep(analysis)
    st.rerun()


def _welcome() -> None:
    st.title("What relationship does your contract write down?")
    st.write(
        "Upload a vendor contract, or pick a sample. You will see which clauses punish, reward, control or join "
        "the two sides, where a bonus or a shared norm could replace a penalty, and where the penalty should stay. "
        "The contract stays on this machine."
    )


def _overview(analysis: Analysis) -> None:
    glance = summary(analysis)
    st.title(literal(glance.relationship_name))
    st.caption(
        f"{literal(analysis.document.name)} · {literal('; '.join(glance.parties) or 'parties not recognised')}"
    )
    st.write(literal(glance.relationship))
    _balance(analysis, glance.balance, glance.burden)
    st.subheader("Three things worth raising")
    for place, topic in enumerate(glance.topics, 1):
        _topic(place, topic)
    st.caption(literal(f"{glance.side} {glance.window}"))
    if glance.warnings:
        with st.expander(
            f"What to know about the reading ({len(glance.warnings)})", icon=":material/info:"
        ):
            for warning in glance.warnings:
                st.write(literal(warning))
    st.caption("Not legal advice: have wording checked by a lawyer before it is signed.")


def _balance(analysis: Analysis, sentence: str, burden: str) -> None:
    left, middle, right = st.columns([5, 3, 4], gap="large")
    with left:
        st.markdown("**Balance of the relationship**")
        st.altair_chart(pictures.balance(analysis), width="stretch")
        st.caption(literal(sentence))
    with middle:
        st.markdown("**Clauses by label**")
        st.altair_chart(pictures.counts(analysis), width="stretch")
    with right:
        st.markdown("**Who carries the burden**")
        st.altair_chart(pictures.weights(analysis), width="stretch")
        st.caption(literal(burden))


def _topic(place: int, topic: Topic) -> None:
    with st.container(border=True):
        label = chip(topic.label, topic.label) if topic.label else ""
        st.html(
            f'<div class="ca-head"><b>{place}. {escape(topic.where)}</b>{label}{chip(topic.verdict)}</div>'
        )
        st.markdown(f"**{literal(topic.proposal)}**")
        left, right = st.columns(2)
        left.write(literal(f"Now: {topic.says}"))
        right.write(literal(topic.why))
