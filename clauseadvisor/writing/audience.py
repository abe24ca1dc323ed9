"""Who reads the notes. What the other side must not see is taken out before anything is written.

Writers for the counterparty never get the internal fields at all, so no template, hidden cell
or metadata can let them out.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection
from enum import StrEnum

from clauseadvisor.domain import (
    Analysis,
    Balance,
    Band,
    Burden,
    LabelledClause,
    Negotiation,
    Suggestion,
    Verdict,
)
from clauseadvisor.errors import UsageError
from clauseadvisor.writing.choosing import NOTHING, Choice, Selection, check_known
from clauseadvisor.writing.knowledge import rests_on_words
from clauseadvisor.writing.titles import contract_title

#: A blank, and one that says how to fill it: "[sum: at most half of what a day is worth to us]".
_BLANK = re.compile(r"\[[^\[\]]+\]")
_EXPLAINED = re.compile(r"\[([^\[\]:]+):[^\[\]]*\]")

#: How we open the talk is our own stage direction.
_SCRIPT = re.compile(r"^Begin with a question: “[^”]*”\s*")


#: How we read the contract is our own affair: to count a clause among the penalties in a letter
#: about it could be held against whoever wrote the letter.
_NO_BALANCE = Balance(
    counts={}, weights={}, rbi=0.0, reciprocity=None, band=Band(low=0.0, high=0.0, risk="")
)


class Audience(StrEnum):
    """Our own side, or the other one."""

    INTERNAL = "internal"
    COUNTERPARTY = "counterparty"


def audience_of(name: str) -> Audience:
    """The audience of that name; raises UsageError for any other word."""
    try:
        return Audience(name)
    except ValueError as exc:
        raise UsageError(
            f"There is no audience {name!r}: choose internal or counterparty."
        ) from exc


def for_audience(
    analysis: Analysis, audience: Audience, selection: Selection = NOTHING
) -> Analysis:
    """What this audience may see of the analysis.

    The counterparty sees the clauses, the proposals that are ripe (all of them if no scorecard
    was given) and rest on a label without doubt, their wording, what is asked and offered, and
    the norms by name and what they ask. Of what the user decided (``selection``), it sees whatever was accepted, in
    the user's own words where there are some, and nothing that was rejected. It knows the contract by its title, not by the name of our file, and does
    not see fallbacks, what is kept back, kept clauses, reasons, priorities, money, readiness,
    risks, guardrails, open questions, first steps, alternatives, scores, counts, weights, warnings or
    hints in blanks.
    Suggestions stand in the order of their clauses, as their own order tells what matters most.

    Raises UsageError when a suggestion was decided on that the analysis does not have.
    """
    check_known(analysis, selection.names)
    if audience is Audience.INTERNAL:
        return analysis
    norms = {norm.id for norm in analysis.norms if not norm.conduct}
    position = {clause.id: index for index, clause in enumerate(analysis.clauses)}
    suggestions = sorted(
        (
            _shared(each, norms, selection.choice(each.id))
            for each in analysis.suggestions
            if _is_told(each, analysis, selection)
        ),
        key=lambda each: (position.get(each.clause_id or "", len(position)), each.id),
    )
    return dataclasses.replace(
        analysis,
        document=dataclasses.replace(
            analysis.document,
            name=contract_title(analysis),
            dates=(),
            warnings=(),
            furniture=(),
        ),
        clauses=tuple(_unweighed(clause) for clause in analysis.clauses),
        balance=_NO_BALANCE,
        norms=tuple(
            dataclasses.replace(norm, status="", clauses=(), note=None)
            for norm in analysis.norms
            if not norm.conduct
        ),
        readiness=None,
        suggestions=tuple(suggestions),
        deal=(),
        unadvised=(),
    )


def shared(suggestion: Suggestion, analysis: Analysis) -> Suggestion:
    """What the counterparty may see of one suggestion that was chosen for it."""
    return _shared(suggestion, {norm.id for norm in analysis.norms if not norm.conduct})


def without_script(text: str) -> str:
    """An ask without the question that we mean to open the talk with."""
    return _SCRIPT.sub("", text)


def may_be_shared(suggestion: Suggestion, analysis: Analysis) -> bool:
    """Whether the other side may be told of a suggestion on which the user has not decided.

    Keeps are ours to know; with a scorecard, so is what the relationship is not ripe for.
    What rests on a label in doubt is for us to check before anybody is told, and a concession is
    kept in hand until somebody on our side decides to give it.
    """
    if (
        suggestion.verdict is Verdict.KEEP
        or suggestion.concession
        or is_doubtful(suggestion, analysis)
    ):
        return False
    return analysis.readiness is None or suggestion.unlocked


def is_doubtful(suggestion: Suggestion, analysis: Analysis) -> bool:
    """Whether a suggestion rests on a label in doubt.

    A relief rests on none, and neither does a change whose wording was chosen by words of the clause
    that can be quoted, where the side is known: two labels may then compete and nothing hangs on it.
    """
    if rests_on_words(suggestion.recipe):
        return False
    return any(
        clause.needs_review and (suggestion.ground is None or clause.burden is Burden.UNKNOWN)
        for clause in analysis.clauses
        if clause.id == suggestion.clause_id
    )


def _is_told(suggestion: Suggestion, analysis: Analysis, selection: Selection) -> bool:
    if suggestion.id in selection.rejected or suggestion.verdict is Verdict.KEEP:
        return False
    accepted = selection.choice(suggestion.id) is not None
    return accepted or may_be_shared(suggestion, analysis)


def _shared(
    suggestion: Suggestion, norms: Collection[str], choice: Choice | None = None
) -> Suggestion:
    told = _built(suggestion, norms)
    if choice is None or choice.text is None:
        return told
    # What our wording asks and offers may not be what the user's own wording says.
    return dataclasses.replace(
        told,
        proposed_text=choice.text,
        blanks=tuple(_BLANK.findall(choice.text)),
        negotiation=Negotiation(ask="", offer="", fallback="", keep=""),
    )


def _built(suggestion: Suggestion, norms: Collection[str]) -> Suggestion:
    # Built from nothing, not by taking away: a field that the model gains later stays out.
    return Suggestion(
        id=suggestion.id,
        clause_id=suggestion.clause_id,
        verdict=suggestion.verdict,
        kind=suggestion.kind,
        recipe="",
        title=_bare(suggestion.title),
        rationale="",
        # Norms that a contract can carry; the others are advice on how we should behave.
        norms=tuple(name for name in suggestion.norms if name in norms),
        proposed_text=_bare(suggestion.proposed_text),
        negotiation=Negotiation(
            ask=_bare(without_script(suggestion.negotiation.ask)),
            offer=_bare(suggestion.negotiation.offer),
            fallback="",
            keep="",
        ),
        blanks=tuple(_bare(blank) for blank in suggestion.blanks),
        also=suggestion.also,
        concern=suggestion.concern,
    )


def _bare(text: str) -> str:
    """The text with its blanks named but not explained: how to fill them is our affair."""
    return _EXPLAINED.sub(r"[\1]", text)


def _unweighed(clause: LabelledClause) -> LabelledClause:
    return dataclasses.replace(
        clause, scores={}, confidence=1.0, needs_review=False, severity=0.0, heavy=False
    )
