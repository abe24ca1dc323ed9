"""What in a clause its wording answers, as a quotation: the words by which the playbook chose it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauseadvisor.domain import LabelledClause, Span

_FLAGS = re.IGNORECASE | re.DOTALL
_WHOLE_WORD = re.compile(r"[\w’']*")
#: "So many of any letter" takes as many as it can: a quotation wants as few.
_GREEDY = re.compile(r"(\{\d*,\d*\})(?!\?)")


def ground_of(clause: LabelledClause, patterns: Sequence[str]) -> Span | None:
    """The shortest words of the clause that one of the patterns finds, to the end of a word.

    None where none is found in its own text, as what is only in its heading or lead-in is no
    quotation from it. Offsets are those of the document.
    """
    found = [
        match
        for pattern in patterns
        if (match := re.search(_GREEDY.sub(r"\1?", pattern), clause.text, _FLAGS))
    ]
    if not found:
        return None
    best = min(found, key=lambda match: (match.end() - match.start(), match.start()))
    ending = _WHOLE_WORD.match(clause.text, best.end())
    end = ending.end() if ending else best.end()
    return Span(
        start=clause.start + best.start(),
        end=clause.start + end,
        text=clause.text[best.start() : end],
    )
