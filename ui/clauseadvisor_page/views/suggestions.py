"""Each penalty and heavy control: the original beside what could stand in its place."""

from __future__ import annotations

import streamlit as st

from clauseadvisor.domain import Analysis, Kind, Suggestion, Verdict
from clauseadvisor.writing.issues import (
    Issue,
    by_priority,
    guardrail_lines,
    issues,
    kept,
    norm_lines,
    readiness_text,
    weighs_on,
    weighs_on_sentence,
    window_text,
)
from clauseadvisor.writing.money import cautions, money_lines, open_questions, verdict
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.summary import no_advice_text
from clauseadvisor_page.widgets import deciding, look, redlining, state
from clauseadvisor_page.widgets.look import paragraph, text

_ANY = "anything"
_KINDS = {
    _ANY: frozenset(Kind),
    "a bonus": frozenset({Kind.BONUS, Kind.BOTH}),
    "a trust norm": frozenset({Kind.TRUST_NORM, Kind.BOTH}),
}


def show() -> None:
    """The page."""
    analysis = state.needed()
    st.title("Suggestions", anchor=False)
    found = (*issues(analysis), *kept(analysis))
    if not found:
        look.note(no_advice_text(analysis))
        return
    _along(analysis)
    chosen = _filter(found)
    if not chosen:
        look.note("No suggestion fits this choice: take a filter away.")
        return
    left, right = st.columns([3, 7], gap="medium")
    with left:
        issue = _pick(chosen)
    with right:
        _suggestion(analysis, issue)
        _step(chosen, issue)


def _along(analysis: Analysis) -> None:
    """What was decided so far, and the ways to take it along."""
    kinds = [each.choice for each in deciding.decisions(analysis).decision]
    names = (("accept", "accepted"), ("edit", "edited"), ("reject", "rejected"))
    told = ", ".join(f"{kinds.count(kind)} {name}" for kind, name in names if kind in kinds)
    with st.popover(f"Your decisions: {told or 'none yet'}", icon=":material/checklist:"):
        if kinds:
            _download(analysis)
        deciding.upload(analysis)
        redlining.offer(analysis)


def _download(analysis: Analysis) -> None:
    st.download_button(
        "Download decisions.toml",
        data=deciding.as_file(analysis),
        file_name="decisions.toml",
        mime="application/toml",
        icon=":material/checklist:",
        on_click="ignore",
        key="download-decisions",
        help="To load it here again, or for clauseadvisor redline --decisions on the command line.",
    )


def _filter(found: tuple[Issue, ...]) -> list[Issue]:
    counts = {
        verdict: sum(each.suggestion.verdict is verdict for each in found) for verdict in Verdict
    }
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="bottom")
    verdicts = left.pills(
        "What to do (none chosen: all)",
        [verdict.value for verdict in Verdict if counts[verdict]],
        selection_mode="multi",
        format_func=lambda verdict: f"{verdict} {counts[Verdict(verdict)]}",
        key="page-suggestions-verdicts",
        help="; ".join(
            f"{verdict.value}: {phrases().verdicts[verdict].meaning}" for verdict in Verdict
        ),
    )
    kind = middle.selectbox("Puts in place", list(_KINDS), key="page-suggestions-kind")
    search = right.text_input(
        "Search", placeholder="words of clause or proposal", key="page-suggestions-search"
    )
    words = search.casefold().split()
    return [
        each
        for each in found
        if (not verdicts or each.suggestion.verdict in verdicts)
        and each.suggestion.kind in _KINDS[kind]
        and all(word in _searched(each) for word in words)
    ]


def _searched(issue: Issue) -> str:
    clause = issue.clause.text if issue.clause else ""
    suggestion = issue.suggestion
    return f"{clause} {issue.where} {suggestion.title} {suggestion.proposed_text}".casefold()


def _pick(chosen: list[Issue]) -> Issue:
    by_id = {each.suggestion.id: each for each in chosen}
    key = "page-suggestions-open"
    if st.session_state.get(key) not in by_id:
        # The list stands in the order of the contract; what matters most is open.
        raised = [each for each in chosen if each.ref.startswith("P")]
        st.session_state[key] = by_priority(raised or chosen)[0].suggestion.id
    with st.container(height=760, border=False, key="suggestion-list"):
        picked = st.radio(
            f"{len(chosen)} suggestions",
            list(by_id),
            format_func=lambda each: look.label(f"{by_id[each].ref} · {by_id[each].where}"),
            captions=[
                look.label(
                    f"{deciding.mark(each.suggestion.id)}{each.suggestion.verdict}: {each.suggestion.title}"
                )
                for each in chosen
            ],
            key=key,
            on_change=state.from_the_top,
        )
    return by_id[picked]


def _step(chosen: list[Issue], issue: Issue) -> None:
    """To the one before and the one after, for reading through."""
    at = chosen.index(issue)
    with st.container(horizontal=True):
        st.button(
            "Previous",
            icon=":material/arrow_back:",
            disabled=at == 0,
            key="previous",
            on_click=_open,
            args=[chosen[max(at - 1, 0)].suggestion.id],
        )
        st.button(
            "Next",
            icon=":material/arrow_forward:",
            disabled=at == len(chosen) - 1,
            key="next",
            on_click=_open,
            args=[chosen[min(at + 1, len(chosen) - 1)].suggestion.id],
        )


def _open(suggestion_id: str) -> None:
    state.from_the_top()
    st.session_state["page-suggestions-open"] = suggestion_id


def _suggestion(analysis: Analysis, issue: Issue) -> None:
    suggestion, clause = issue.suggestion, issue.clause
    label = look.label_chip(clause) if clause else ""
    weighs = (
        f"<span>{text(weighs_on_sentence(weighs_on(analysis, issue)))}</span>" if clause else ""
    )
    page = f"<span>page {clause.page}</span>" if clause and clause.page else ""
    yours = f"<span>{text(phrases().fixed.concession)}</span>" if suggestion.concession else ""
    look.show(
        f'<div class="ca-row"><b>{text(issue.ref)} · {text(issue.where)}</b>{label}'
        f"{look.verdict_chip(suggestion.verdict.value)}{weighs}{page}{yours}</div>",
        look.heading(suggestion.title),
        paragraph(suggestion.rationale),
    )
    _side_by_side(issue)
    deciding.decide(suggestion)
    _moves(suggestion)
    _options(suggestion)
    _money(suggestion)
    _care(analysis, issue)


def _side_by_side(issue: Issue) -> None:
    suggestion, clause = issue.suggestion, issue.clause
    left, right = st.columns(2, gap="medium")
    with left:
        if clause:
            tone = f"ca-{clause.label.value}"
            context = paragraph(clause.context, "ca-quiet") if clause.context else ""
            look.show(
                context,
                look.words("The contract now", clause.text, look.evidence(clause), kind=tone),
                *(look.words(f"Changed as well: {where}", each.text) for where, each in issue.also),
            )
            if st.button(
                "Read it in its place",
                type="tertiary",
                key="in-place",
                icon=":material/format_list_numbered:",
            ):
                state.show_clause(clause.id)
        else:
            look.show(look.words("The contract now", "Nothing on this yet."))
    with right:
        if suggestion.proposed_text:
            proposed = suggestion.proposed_text
            spans = look.blanks(proposed, suggestion.blanks)
            look.show(look.words("Proposed wording", proposed, spans, kind="ca-ours"))
            with st.popover("Copy the wording", icon=":material/content_copy:"):
                look.to_copy(proposed)
        else:
            look.show(look.words("Proposed wording", "The words stay as they are."))


def _moves(suggestion: Suggestion) -> None:
    bring = suggestion.negotiation
    named = (
        ("Ask", bring.ask),
        ("Offer", bring.offer),
        ("Fallback", bring.fallback),
        ("Keep", bring.keep),
        ("First step this week", suggestion.first_step),
    )
    cards = "".join(
        f'<div><p class="ca-name">{name}</p><p>{text(words)}</p></div>'
        for name, words in named
        if words
    )
    if cards:
        look.show(look.heading("How to bring it up", 3), f'<div class="ca-moves">{cards}</div>')


def _options(suggestion: Suggestion) -> None:
    if not suggestion.options:
        return
    look.show(look.heading("What could stand in its place", 3))
    for column, option in zip(
        st.columns(len(suggestion.options), gap="medium"), suggestion.options, strict=True
    ):
        kind = "Bonus" if option.kind is Kind.BONUS else "Trust norm"
        stage = phrases().stages.get(option.stage_needed, str(option.stage_needed))
        with column:
            look.show(
                look.words(
                    f"{kind}: {option.title}",
                    option.text,
                    look.brackets(option.text),
                    kind="ca-ours",
                ),
                paragraph(f"Needs stage {stage}", "ca-quiet"),
            )


def _care(analysis: Analysis, issue: Issue) -> None:
    suggestion = issue.suggestion
    left, right = st.columns(2, gap="medium")
    with left:
        look.show(
            look.listing("Open questions", open_questions(suggestion)),
            look.listing("Before you start", suggestion.preconditions),
            look.listing("Why the clause is not dropped", guardrail_lines(issue)),
            look.listing(
                "When it can be raised", [each for each in (window_text(analysis, issue),) if each]
            ),
            paragraph(readiness_text(analysis, issue), "ca-quiet"),
        )
    with right:
        look.show(
            look.listing("Risks", suggestion.risks),
            look.listing("Pitfalls", suggestion.pitfalls),
            look.listing("Norms behind it", norm_lines(analysis, issue)),
            look.listing("Sources", suggestion.sources),
        )


def _money(suggestion: Suggestion) -> None:
    lines, said = money_lines(suggestion), verdict(suggestion)
    if not lines and not said:
        return
    if not lines:
        look.show(look.heading("Money", 3), *(paragraph(each) for each in said))
        return
    rows = "".join(
        f"<tr><td>{text(line.name)}</td><td>{text(line.value)}</td>"
        f"<td>{text(f'assumed; may be {line.range}' if line.range else 'rests on assumptions' if line.assumed else line.origin)}</td></tr>"
        for line in lines
    )
    look.show(
        look.heading("Money", 3),
        *(paragraph(each) for each in said),
        f'<table class="ca-table ca-wrap"><tr><th>Figure</th><th>Value</th><th>Where from</th></tr>{rows}</table>',
        look.listing("Beware", cautions(suggestion)),
    )
