"""What the comment beside a change says: to the other side, or to our own."""

from __future__ import annotations

from collections.abc import Iterator

from clauseadvisor.domain import Analysis, Suggestion, Verdict
from clauseadvisor.writing.audience import Audience
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.knowledge import norm_of
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.wording import listed, unique


def comment_lines(
    analysis: Analysis, suggestion: Suggestion, audience: Audience, *, text: str, note: str = ""
) -> list[str]:
    """The paragraphs of a comment. The counterparty's hold no fallback, money or note of ours."""
    found = (
        _internal(suggestion, note)
        if audience is Audience.INTERNAL
        else _shared(analysis, suggestion, text)
    )
    return [line for line in map(one_line, found) if line]


def _shared(analysis: Analysis, suggestion: Suggestion, text: str) -> Iterator[str]:
    if suggestion.verdict is Verdict.KEEP and not text:
        yield "We propose to leave this clause as it is."
        return
    yield f"{suggestion.title}."
    yield phrases().reasons[suggestion.kind]
    norms = (norm_of(analysis, name) for name in suggestion.norms)
    titles = unique(one_line(norm.title) for norm in norms if norm is not None)
    titles = tuple(title for title in titles if title != one_line(suggestion.title))
    if titles:
        yield f"In the spirit of: {listed(titles)}."
    if "[" in text:
        yield "What stands in [square brackets] is for us to agree together."


def _internal(suggestion: Suggestion, note: str) -> Iterator[str]:
    yield "INTERNAL – remove before this leaves our side."
    yield f"{suggestion.title}."
    yield suggestion.rationale
    for name in ("ask", "offer", "fallback", "keep"):
        said = getattr(suggestion.negotiation, name)
        if said:
            yield f"{name.capitalize()}: {said}"
    if suggestion.questions:
        yield f"Still open: {' '.join(suggestion.questions)}"
    if note:
        yield f"Note: {note}"
