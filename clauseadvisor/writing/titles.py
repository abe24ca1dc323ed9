"""What a contract calls itself."""

from __future__ import annotations

import re
from typing import Final

from clauseadvisor.domain import Analysis
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.phrases import phrases

_LONGEST: Final = 120
_WORDS: Final = re.compile(r"[^\W\d_]+")


def contract_title(analysis: Analysis) -> str:
    """The heading at the top that says what the document is; "" where there is none.

    The name of the file is ours: it may hold a version, a client or a remark.
    """
    kinds = frozenset(phrases().titles)
    for clause in analysis.clauses:
        if clause.number:
            return ""
        title = one_line(clause.heading or "")
        if len(title) <= _LONGEST and kinds & {word.casefold() for word in _WORDS.findall(title)}:
            return title
    return ""
