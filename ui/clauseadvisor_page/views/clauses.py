"""Every clause in the colour of its label, with filters and search."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from clauseadvisor.domain import SUBTYPES, Analysis, Label, LabelledClause, Suggestion
from clauseadvisor.writing.issues import numbers_of
from clauseadvisor_page.widgets import look, state
from clauseadvisor_page.widgets.look import text
from clauseadvisor_page.widgets.pictures import ORDER

#: Clauses on one page of the list.
_PAGE = 25
#: Clauses shown before and after the one that was asked for.
_BEFORE, _AFTER = 1, 6
#: Labels chosen before the visitor chooses: neutral clauses are many and say little.
_AT_FIRST = tuple(label for label in ORDER if label is not Label.NEUTRAL)
_ANYONE = "anyone"
_BURDENS = [_ANYONE, "vendor", "customer", "both", "unknown"]


def show() -> None:
    """The page."""
    analysis = state.needed()
    st.title("Clauses", anchor=False)
    advice = {each.clause_id: each for each in analysis.suggestions if each.clause_id}
    around = st.session_state.get("page-clauses-around")
    if around is not None:
        _one(analysis, around, advice)
        return
    chosen, words = _filter(analysis, advice)
    look.show(look.paragraph(f"{len(chosen)} of {len(analysis.clauses)} clauses", "ca-quiet"))
    if not chosen:
        look.note("No clause fits this choice: take a filter away.")
    numbers = numbers_of(analysis)
    for clause in _turned(chosen):
        _clause(clause, numbers[clause.id], advice.get(clause.id), words)


def _one(analysis: Analysis, clause_id: str, advice: dict[str, Suggestion]) -> None:
    """One clause among its neighbours."""
    at = next((i for i, each in enumerate(analysis.clauses) if each.id == clause_id), 0)
    if st.button("Back to all clauses", icon=":material/arrow_back:", key="all-clauses"):
        state.forget_choices("page-clauses-around")
        st.rerun()
    numbers = numbers_of(analysis)
    for clause in analysis.clauses[max(at - _BEFORE, 0) : at + _AFTER + 1]:
        _clause(clause, numbers[clause.id], advice.get(clause.id), (), here=clause.id == clause_id)


def _filter(
    analysis: Analysis, advice: dict[str, Suggestion]
) -> tuple[list[LabelledClause], list[str]]:
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="bottom")
    counts = analysis.balance.counts
    st.session_state.setdefault("page-clauses-labels", [label.value for label in _AT_FIRST])
    labels = left.pills(
        "Labels (none chosen: all)",
        [label.value for label in ORDER if counts.get(label.value)],
        selection_mode="multi",
        format_func=lambda label: f"{label} {counts[label]}",
        key="page-clauses-labels",
    )
    burden = middle.selectbox("Weighs on", _BURDENS, key="page-clauses-burden")
    search = right.text_input(
        "Search", placeholder="words of the clause", key="page-clauses-search"
    )
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="bottom")
    subtypes = left.multiselect(
        "Sub-types",
        _subtypes_there(analysis, labels),
        format_func=lambda subtype: subtype.replace("_", " "),
        placeholder="all",
        key="page-clauses-subtypes",
    )
    doubt = middle.toggle("Label in doubt", key="page-clauses-doubt")
    advised = right.toggle("Has a suggestion", key="page-clauses-advised")
    words = search.casefold().split()
    chosen = [
        clause
        for clause in analysis.clauses
        if (not labels or clause.label in labels)
        and (not subtypes or clause.subtype in subtypes)
        and burden in (_ANYONE, clause.burden)
        and (clause.needs_review or not doubt)
        and (clause.id in advice or not advised)
        and all(word in _searched(clause) for word in words)
    ]
    return chosen, words


def _searched(clause: LabelledClause) -> str:
    return f"{clause.number or ''} {clause.heading or ''} {clause.text}".casefold()


def _subtypes_there(analysis: Analysis, labels: Sequence[str]) -> list[str]:
    there = {clause.subtype for clause in analysis.clauses}
    wanted = [Label(label) for label in labels] or list(ORDER)
    return [subtype for label in wanted for subtype in SUBTYPES[label] if subtype in there]


def _turned(chosen: list[LabelledClause]) -> list[LabelledClause]:
    """The clauses on the page that the visitor turned to."""
    pages = max(1, -(-len(chosen) // _PAGE))
    page = 1
    if pages > 1:
        if st.session_state.get("page-clauses-turned", 1) > pages:
            st.session_state["page-clauses-turned"] = 1
        page = st.pagination(pages, key="page-clauses-turned")
    return chosen[(page - 1) * _PAGE : page * _PAGE]


def _clause(
    clause: LabelledClause,
    number: str,
    suggestion: Suggestion | None,
    words: Sequence[str],
    *,
    here: bool = False,
) -> None:
    name = " ".join(filter(None, (number, clause.heading)))
    head = [f"<b>{text(name)}</b>"] if name else []
    head.append(look.label_chip(clause))
    head += [look.chip(f"also {also.value}", also.value) for also in clause.secondary]
    if clause.burden in _BURDENS[1:4]:
        head.append(f"<span>weighs on {text(clause.burdened_party or clause.burden.value)}</span>")
    if clause.page:
        head.append(f"<span>page {clause.page}</span>")
    if clause.needs_review:
        head.append(look.chip("label in doubt: read it"))
    with st.container(gap=None):
        _card(clause, head, words, here=here)
        if suggestion and st.button(
            f"Suggestion: {suggestion.verdict.value}",
            type="tertiary",
            icon=":material/handshake:",
            key=f"advice-{clause.id}",
        ):
            state.show_suggestion(suggestion.id)


def _card(clause: LabelledClause, head: list[str], words: Sequence[str], *, here: bool) -> None:
    context = f'<p class="ca-context">{text(clause.context)}</p>' if clause.context else ""
    spans = look.found(clause.text, words) + look.evidence(clause)
    look.show(
        f'<div class="ca-clause ca-{clause.label.value}{" ca-here" if here else ""}">'
        f'<div class="ca-row">{"".join(head)}</div>{context}'
        f"{_body(clause, spans)}{_facts(clause)}</div>"
    )


def _body(clause: LabelledClause, spans: list[tuple[int, int, str]]) -> str:
    """The words of the clause; nothing where the heading is all there is."""
    if clause.text.strip() == (clause.heading or "").strip():
        return ""
    return f'<div class="ca-body">{look.marked(clause.text, spans)}</div>'


def _facts(clause: LabelledClause) -> str:
    facts = clause.facts
    rows = [
        ("If", facts.trigger),
        ("Then", facts.consequence),
        ("Limit", facts.cap),
        ("Measured by", facts.metric),
        ("Target", facts.target),
        ("Time to cure", facts.cure),
    ]
    lines = [(name, span.text) for name, span in rows if span]
    lines += [("Amount", amount.text) for amount in facts.amounts]
    if clause.label is Label.NEUTRAL or not lines:
        return ""
    lines.append(("Weight", f"{clause.severity:.1f}"))
    lines.append(("Sure of the label", f"{clause.confidence:.0%}"))
    entries = "".join(f"<dt>{name}</dt><dd>{text(value)}</dd>" for name, value in lines)
    return f'<details><summary>What it says, piece by piece</summary><dl class="ca-facts">{entries}</dl></details>'
