"""What the visitor decides on each suggestion, kept for this visit and taken along as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

import clauseadvisor as ca
from clauseadvisor.domain import Analysis, Suggestion
from clauseadvisor.errors import DecisionsError
from clauseadvisor.suggesting.decisions import Decision, Decisions, decisions_of, decisions_toml
from clauseadvisor.writing.choosing import Choice, Selection
from clauseadvisor_page.widgets import look, state

#: Decisions by contract: they outlive another side, another scorecard and a look at another file.
_DECIDED = "decided"
#: What the last upload of a file of decisions came to.
_SAID = "decisions-said"
#: What is shown for a choice in the list of suggestions.
MARKS = {"accept": "✓", "edit": "✎", "reject": "✗"}
_NAMES = {"accept": "Accept", "edit": "Edit", "reject": "Reject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision as it stands; ``text`` is the wording of an edit, perhaps still empty."""

    choice: str
    text: str = ""
    note: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether it can be taken along: an edit needs words."""
        return self.choice != "edit" or bool(self.text.strip())


def all_decided() -> dict[str, Decided]:
    """The decisions on the open contract by suggestion, in the order in which they were made."""
    contract = state.opened()
    name = contract.analysis.document.sha256 if contract else ""
    kept: dict[str, dict[str, Decided]] = st.session_state.setdefault(_DECIDED, {})
    return kept.setdefault(name, {})


def mark(suggestion_id: str) -> str:
    """A sign for the list, empty for what is undecided."""
    decided = all_decided().get(suggestion_id)
    return f"{MARKS[decided.choice]} " if decided else ""


def decide(suggestion: Suggestion) -> None:
    """Accept, edit or reject this suggestion, with a note for our own side."""
    decided = all_decided().get(suggestion.id)
    names = ["accept", "edit", "reject"] if suggestion.proposed_text else ["accept", "reject"]
    key = f"decide-{suggestion.id}"
    st.segmented_control(
        "Your decision",
        names,
        default=decided.choice if decided else None,
        format_func=lambda choice: f"{MARKS[choice]} {_NAMES[choice]}",
        key=key,
        on_change=partial(_chosen, suggestion, key),
        help="Accepted and edited proposals go into the redline and into decisions.toml; click a choice again to take it back.",
    )
    if decided is None:
        return
    if decided.choice == "edit":
        _field(suggestion.id, "text", partial(st.text_area, "Your wording", height=220))
        if not decided.is_complete:
            look.note("Write the wording: without it this edit is not taken along.")
        if decided.text.strip() != suggestion.proposed_text.strip():
            st.button(
                "Back to the proposed words",
                icon=":material/undo:",
                key=f"undo-{suggestion.id}",
                on_click=partial(_restored, suggestion),
            )
    _field(suggestion.id, "note", partial(st.text_input, "Note for our own side (optional)"))


def decisions(analysis: Analysis) -> Decisions:
    """What is decided and complete, in the order of the analysis."""
    found = all_decided()
    return Decisions(
        decision=tuple(
            Decision(
                suggestion=each.id,
                choice=decided.choice,
                text=decided.text if decided.choice == "edit" else None,
                note=decided.note.strip() or None,
            )
            for each in analysis.suggestions
            if (decided := found.get(each.id)) is not None and decided.is_complete
        )
    )


def as_file(analysis: Analysis) -> bytes:
    """The decisions as decisions.toml."""
    return decisions_toml(decisions(analysis)).encode("utf-8")


def load(analysis: Analysis, raw: bytes, name: str) -> int:
    """Takes up the decisions of a file and says how many; those made here on others stay.

    Raises DecisionsError for a file that is no decisions.toml, or one for another contract.
    """
    loaded = decisions_of(raw, name).decision
    known = {each.id: each for each in analysis.suggestions}
    foreign = sum(each.suggestion not in known for each in loaded)
    if foreign:
        raise DecisionsError(
            f"{name} was made for another contract or another version of this one: {foreign} of its "
            f"{len(loaded)} decisions are on suggestions that are not here; nothing of it was taken."
        )
    found = all_decided()
    for each in loaded:
        text = each.text or known[each.suggestion].proposed_text
        found[each.suggestion] = Decided(choice=each.choice, text=text, note=each.note or "")
    state.forget_choices("decide-")  # the widgets would show what was decided before
    return len(loaded)


def upload(analysis: Analysis) -> None:
    """Room for a decisions.toml that was exported before."""
    given = st.file_uploader(
        "Load a decisions.toml that you exported before",
        type=["toml"],
        key="decisions-file",
        max_upload_size=5,
    )
    if given is not None:
        st.button(
            "Take up these decisions",
            icon=":material/upload_file:",
            key="load-decisions",
            on_click=partial(_loaded, analysis, given.getvalue(), given.name),
        )
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        shown, sentence = said
        shown(sentence)


def _loaded(analysis: Analysis, raw: bytes, name: str) -> None:
    try:
        count = load(analysis, raw, name)
    except ca.ClauseAdvisorError as trouble:
        st.session_state[_SAID] = (look.problem, str(trouble))
        return
    told = f"{count} decision{'' if count == 1 else 's'} taken up."
    st.session_state[_SAID] = (look.note, told)


def choices(analysis: Analysis) -> list[Choice]:
    """What goes into the redline: accepted and edited suggestions."""
    return [
        Choice(suggestion=each.suggestion, text=each.text, note=each.note or "")
        for each in decisions(analysis).decision
        if each.choice != "reject"
    ]


def selection(analysis: Analysis) -> Selection:
    """What the other side is told of, and what not, in the notes."""
    rejected = [each for each in decisions(analysis).decision if each.choice == "reject"]
    return Selection(
        accepted=tuple(choices(analysis)),
        rejected=frozenset(each.suggestion for each in rejected),
    )


def _chosen(suggestion: Suggestion, key: str) -> None:
    choice, found = st.session_state[key], all_decided()
    if choice is None:
        found.pop(suggestion.id, None)
        return
    before = found.get(suggestion.id, Decided(choice=choice))
    text = before.text or suggestion.proposed_text
    found[suggestion.id] = replace(before, choice=choice, text=text)


def _restored(suggestion: Suggestion) -> None:
    found = all_decided()
    found[suggestion.id] = replace(found[suggestion.id], text=suggestion.proposed_text)
    st.session_state[f"decide-text-{suggestion.id}"] = suggestion.proposed_text


def _field(suggestion_id: str, name: str, widget: Callable[..., object]) -> None:
    """A text of the decision that is kept as soon as it is changed."""
    key = f"decide-{name}-{suggestion_id}"

    def changed() -> None:
        found = all_decided()
        found[suggestion_id] = replace(found[suggestion_id], **{name: st.session_state[key]})

    widget(value=getattr(all_decided()[suggestion_id], name), key=key, on_change=changed)
