"""How a proposal is brought up: ask, offer, fallback and keep, each said once."""

from __future__ import annotations

from typing import Final

from clauseadvisor.writing.blocks import Line, lead, plain, say
from clauseadvisor.writing.issues import Issue
from clauseadvisor.writing.wording import capital, move, mutual

#: Shorter things are said again rather than referred to.
_WORTH_A_REFERENCE: Final = 60


def negotiation(issue: Issue) -> tuple[Line, ...]:
    """Ask, offer, fallback and keep, as far as the reader may see them."""
    talk = issue.suggestion.negotiation
    said = (
        ("Ask", talk.ask),
        ("Offer", talk.offer),
        ("Fallback", talk.fallback),
        ("Keep", talk.keep),
    )
    return tuple(lead(name, move(text)) for name, text in said if text)


def shared_negotiation(issue: Issue) -> tuple[Line, ...]:
    """What we ask and what we offer, said to the other side; what binds both is neither."""
    talk = issue.suggestion.negotiation
    said = (("We ask", talk.ask), ("We offer", talk.offer))
    return tuple(_told(name, text) for name, text in said if text)


def _told(name: str, text: str) -> Line:
    both = mutual(text)
    return lead(both[0], capital(both[1])) if both else lead(name, move(text))


class Said:
    """Remembers which issue said something first, so that notes need not say it twice.

    ``linked`` where each issue has a heading of its own to link to.
    """

    def __init__(self, *, linked: bool = True) -> None:
        self.linked = linked
        self.first: dict[tuple[Line, ...], str] = {}

    def once(self, issue: Issue, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines, or "As for P3" if issue P3 has said the very same."""
        if sum(len(plain(each)) for each in lines) < _WORTH_A_REFERENCE:
            return lines
        ref = self.first.setdefault(lines, issue.ref)
        if ref == issue.ref:
            return lines
        return (
            (say("As for ", muted=True), say(ref, link=f"issue_{ref}" if self.linked else None)),
        )
