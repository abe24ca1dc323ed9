"""Every clause in the colour of its label, with filters and search."""

from __future__ import annotations

from html import escape

import streamlit as st
from widgets import state
from widgets.style import COLOURS, chip, marked

from clauseadvisor.domain import Label, LabelledClause

#: Clauses on one page of the list.
PAGE = 30


def show() -> None:
    """The page."""
    analysis = state.needed()
    st.title("Clauses")
    chosen = _filter(list(analysis.clauses))
    st.caption(f"{len(chosen)} of {len(analysis.clauses)} clauses")
    pages = max(1, -(-len(chosen) // PAGE))
    page = st.pagination(pages, key="page-clauses") if pages > 1 else 1
    for clause in chosen[(page - 1) * PAGE : page * PAGE]:
        _clause(clause)


def _filter(clauses: list[LabelledClause]) -> list[LabelledClause]:
    counts = {label: sum(clause.label is label for clause in clauses) for label in Label}
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="bottom")
    labels = left.pills(
        "Labels",
        [label.value for label in Label],
        selection_mode="multi",
        default=[label.value for label in Label if label is not Label.NEUTRAL],
        format_func=lambda label: f"{label} {counts[Label(label)]}",
        key="page-labels",
    )
    burden = middle.selectbox(
        "Weighs on", ["anyone", "vendor", "customer", "both", "unknown"], key="page-burden"
    )
    search = right.text_input("Search", placeholder="words of the clause", key="page-search")
    doubt = st.toggle("Only clauses whose label is in doubt", key="page-doubt")
    wanted = search.casefold().split()
    return [
        clause
        for clause in clauses
        if clause.label in labels
        and burden in ("anyone", clause.burden)
        and (clause.needs_review or not doubt)
        and all(word in clause.text.casefold() for word in wanted)
    ]


def _clause(clause: LabelledClause) -> None:
    spans = [(span.start - clause.start, span.end - clause.start) for span in clause.evidence]
    head = [
        f"<b>{escape(' '.join(filter(None, (clause.number, clause.heading))) or 'Unnumbered')}</b>"
    ]
    head.append(chip(clause.label.value, clause.label.value))
    if clause.subtype:
        head.append(escape(clause.subtype.replace("_", " ")))
    if clause.burden in ("vendor", "customer", "both"):
        head.append(f"weighs on {escape(clause.burden)}")
    if clause.page:
        head.append(f"page {clause.page}")
    if clause.needs_review:
        head.append(chip("label in doubt: read it"))
    context = f"<p><i>{escape(clause.context)}</i></p>" if clause.context else ""
    st.html(
        f'<div class="ca-clause" style="--label: {COLOURS[clause.label.value]}">'
        f'<div class="ca-head">{" ".join(head)}</div>{context}<p>{marked(clause.text, spans)}</p></div>'
    )
