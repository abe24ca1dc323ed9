"""Open a contract, and see what relationship it writes down."""

from __future__ import annotations

import streamlit as st

from clauseadvisor.domain import Analysis
from clauseadvisor.writing.issues import numbers_of, weighs_on_sentence
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.summary import Summary, Topic, no_advice_text, summary
from clauseadvisor_page.widgets import keeping, look, opening, pictures, state
from clauseadvisor_page.widgets.look import paragraph, text

#: So many clauses that support a norm are named.
_SHOWN = 6
_KEEPING = (
    "The contract and what you decided on it are in the memory of this program alone, so that "
    "loading the page again loses nothing. They are dropped when you forget them here, when the "
    "program stops, and after half a day in which nobody came back. To keep your decisions, "
    "download decisions.toml on the page Suggestions; there it can be loaded again."
)


def show() -> None:
    """The page."""
    contract = state.opened()
    if contract is None:
        _welcome()
        return
    look.strip(contract.analysis)
    _overview(contract.analysis)
    _change(contract)
    with st.expander("Open another contract", icon=":material/upload_file:"):
        opening.choose()
    _forget()
    look.legal()


def _forget() -> None:
    with st.popover("Forget this contract", icon=":material/delete:", type="tertiary"):
        look.show(paragraph(_KEEPING))
        st.button(
            "Forget it and my decisions", type="primary", key="forget", on_click=keeping.forget
        )


def _welcome() -> None:
    state.analyst()  # its worker warms up while the visitor looks for the file
    st.title("What relationship does your contract write down?", anchor=False)
    look.show(
        paragraph(
            "Upload a vendor contract. You will see which clauses punish, reward, control or join the two "
            "sides, where a bonus or a shared norm could replace a penalty, where the penalty should stay, "
            "and why. The contract stays on this machine.",
            "ca-lead",
        )
    )
    opening.side()
    opening.thorough()
    with st.container(border=True):
        opening.choose()
    with st.expander("What you know about the deal (optional)", icon=":material/tune:"):
        opening.deal()
    look.show(look.heading("How clauses are labelled", kind="ca-modest"), _legend())
    look.legal()


def _legend() -> str:
    names = phrases().labels
    rows = "".join(
        f"<dt>{look.chip(label.value, label.value)}</dt><dd>{text(names[label].meaning)}</dd>"
        for label in pictures.ORDER
    )
    return f'<dl class="ca-facts">{rows}</dl>'


def _change(contract: state.Opened) -> None:
    with st.expander(
        "Whose side, who is who, what you know about the deal", icon=":material/tune:"
    ):
        opening.side()
        opening.thorough()
        st.markdown("**Who is who**")
        opening.who_is_who(contract.analysis.document.parties)
        st.markdown("**What you know about the deal**")
        opening.deal()
        if st.button("Analyse again", icon=":material/refresh:", key="again"):
            opening.again(contract)


def _overview(analysis: Analysis) -> None:
    glance = summary(analysis)
    st.title(f"Relationship: {glance.relationship_name.lower()}", anchor=False)
    look.show(paragraph(glance.relationship, "ca-lead"))
    if glance.deal:
        look.show(paragraph(f"Kind of deal: {'; '.join(glance.deal)}", "ca-quiet"))
    left, middle, right = st.columns([5, 4, 5], gap="small")
    with left, st.container(border=True, height="stretch"):
        look.show(
            look.heading("Balance of the relationship", kind="ca-modest"),
            *(
                (
                    pictures.balance(analysis, glance.balance),
                    paragraph(glance.balance, "ca-quiet"),
                )
                if analysis.balance.enough
                else (paragraph(glance.relationship_name, "ca-quiet"),)
            ),
        )
    with middle, st.container(border=True, height="stretch"):
        look.show(look.heading("Clauses by label", kind="ca-modest"), pictures.counts(analysis))
        _to_clauses(glance)
    with right, st.container(border=True, height="stretch"):
        look.show(
            look.heading("Who carries the burden", kind="ca-modest"),
            pictures.burden(analysis, glance),
        )
    _topics(analysis, glance)
    look.show(
        look.heading("When terms can be reopened", kind="ca-modest"), paragraph(glance.window)
    )
    if glance.lawyer:
        look.show(look.heading("Not raised by us", kind="ca-modest"), paragraph(glance.lawyer))
    _reading(glance)
    _norms(analysis)


def _to_clauses(glance: Summary) -> None:
    with st.container(horizontal=True):
        if st.button("Read them", key="to-clauses"):
            state.go("clauses")
        if glance.review and st.button(
            f"{glance.review} in doubt", key="to-doubt", help="Clauses whose label you should check"
        ):
            state.show_label(doubt=True)


def _topics(analysis: Analysis, glance: Summary) -> None:
    look.show(look.heading("Worth raising first"))
    if not glance.topics:
        look.note(no_advice_text(analysis))
        return
    look.show(paragraph(phrases().fixed.raise_first, "ca-quiet"))
    for column, topic in zip(st.columns(len(glance.topics)), glance.topics, strict=True):
        with column, st.container(border=True, height="stretch"):
            _topic(topic)
    if st.button(
        f"All {len(analysis.suggestions)} suggestions", icon=":material/handshake:", key="to-all"
    ):
        state.forget_choices("page-suggestions-")
        state.go("suggestions")


def _topic(topic: Topic) -> None:
    label = look.chip(topic.label, topic.label) if topic.label else ""
    weighs = f"<span>{text(weighs_on_sentence(topic.weighs_on))}</span>" if topic.clause_id else ""
    look.show(
        '<div class="ca-small">',
        f'<div class="ca-row"><b>{text(topic.ref)} · {text(topic.where)}</b></div>',
        f'<div class="ca-row">{label}{look.verdict_chip(topic.verdict)}{weighs}</div>',
        look.heading(topic.proposal, 3),
        look.words("The contract now", topic.says or "Nothing on this yet."),
        look.words("First step this week", topic.first_step, kind="ca-bare")
        if topic.first_step
        else "",
        "</div>",
    )
    if st.button(
        "See the suggestion",
        type="primary",
        icon=":material/arrow_forward:",
        key=f"topic-{topic.ref}",
    ):
        state.show_suggestion(topic.suggestion_id)


def _reading(glance: Summary) -> None:
    if glance.warnings:
        with st.expander(
            f"What was read with doubt ({len(glance.warnings)})", icon=":material/info:"
        ):
            look.show(look.listing("Check these places in the original", glance.warnings))


def _norms(analysis: Analysis) -> None:
    supported = sum(norm.status == "supported" for norm in analysis.norms)
    if not analysis.norms:
        return
    statuses = phrases().statuses
    numbers = numbers_of(analysis)
    place = {each.id: numbers[each.id] or each.heading or "unnumbered" for each in analysis.clauses}
    rows = "".join(
        f"<tr><td>{text(norm.title)}</td><td>{text(statuses.get(norm.status, norm.status))}</td>"
        f"<td>{text(', '.join([place[each] for each in norm.clauses if each in place][:_SHOWN]) or '–')}</td>"
        f"<td>{text(norm.source)}</td></tr>"
        for norm in analysis.norms
    )
    with st.expander(
        f"Norms of good partnership: {supported} of {len(analysis.norms)} are in the contract",
        icon=":material/diversity_3:",
    ):
        look.show(
            f'<table class="ca-table ca-wrap"><tr><th>Norm</th><th>In the contract?</th><th>Clauses</th><th>Source</th></tr>{rows}</table>'
        )
