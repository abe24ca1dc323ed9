"""Each penalty and heavy control: the original beside what could stand in its place."""

from __future__ import annotations

from html import escape

import streamlit as st
from widgets import state
from widgets.style import chip, literal, words

from clauseadvisor.domain import Analysis, LabelledClause, Suggestion, Verdict

PAGE = 10

_MEANING = {
    Verdict.REPLACE: "swap the mechanism",
    Verdict.SOFTEN: "change its terms",
    Verdict.ADD: "add what is missing",
    Verdict.KEEP: "leave it, and say why",
}


def show() -> None:
    """The page."""
    analysis = state.needed()
    st.title("Suggestions")
    chosen = _filter(analysis)
    pages = max(1, -(-len(chosen) // PAGE))
    page = st.pagination(pages, key="page-suggestions") if pages > 1 else 1
    clauses = {clause.id: clause for clause in analysis.clauses}
    for suggestion in chosen[(page - 1) * PAGE : page * PAGE]:
        _suggestion(suggestion, clauses.get(suggestion.clause_id or ""))
    if not chosen:
        st.info("No suggestion fits this choice.")


def _filter(analysis: Analysis) -> list[Suggestion]:
    counts = {
        verdict: sum(each.verdict is verdict for each in analysis.suggestions)
        for verdict in Verdict
    }
    there = [verdict.value for verdict in Verdict if counts[verdict]]
    picked = st.pills(
        "Verdict",
        there,
        selection_mode="multi",
        default=[verdict for verdict in there if verdict != Verdict.KEEP] or there,
        format_func=lambda verdict: (
            f"{verdict} {counts[Verdict(verdict)]}: {_MEANING[Verdict(verdict)]}"
        ),
        key="page-verdicts",
    )
    return [each for each in analysis.suggestions if each.verdict in picked]


def _suggestion(suggestion: Suggestion, clause: LabelledClause | None) -> None:
    with st.container(border=True):
        where = " ".join(filter(None, (clause.number, clause.heading))) if clause else "To add"
        label = chip(clause.label.value, clause.label.value) if clause else ""
        st.html(
            f'<div class="ca-head"><b>{escape(where or "Unnumbered clause")}</b>{label}'
            f"{chip(suggestion.verdict.value)}{chip(f'recipe {suggestion.recipe}')}</div>"
        )
        st.subheader(literal(suggestion.title), anchor=False)
        st.write(literal(suggestion.rationale))
        left, right = st.columns(2, gap="medium")
        with left:
            if clause:
                words("The contract now", clause.text)
            else:
                st.caption("The contract has nothing on this yet.")
        with right:
            if suggestion.proposed_text:
                words(
                    "Proposed wording",
                    suggestion.proposed_text,
                    ours=True,
                    blanks=suggestion.blanks,
                )
            else:
                st.caption("The words stay as they are.")
        _negotiation(suggestion)


def _negotiation(suggestion: Suggestion) -> None:
    bring = suggestion.negotiation
    talk, options, care = st.tabs(["How to bring it up", "Bonus or norm", "What to mind"])
    with talk:
        for name, text in (
            ("Ask", bring.ask),
            ("Offer", bring.offer),
            ("Fallback", bring.fallback),
            ("Keep", bring.keep),
            ("First step this week", suggestion.first_step),
        ):
            if text:
                st.markdown(f"**{name}**: {literal(text)}")
    with options:
        for option in suggestion.options:
            words(
                f"{option.title} ({option.mechanism}, from stage {option.stage_needed})",
                option.text,
                ours=True,
            )
        if not suggestion.options:
            st.caption("Neither fits here.")
    with care:
        for name, lines in (
            ("Open questions", suggestion.questions),
            ("Guardrails", suggestion.guardrails),
            ("Before you start", suggestion.preconditions),
            ("Risks", suggestion.risks),
            ("Pitfalls", suggestion.pitfalls),
            ("Sources", suggestion.sources),
        ):
            if lines:
                st.markdown(f"**{name}**\n" + "\n".join(f"- {literal(line)}" for line in lines))
