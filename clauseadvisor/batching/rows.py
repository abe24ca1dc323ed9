"""One row a path: what the summary of a folder says of each file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import Any

from clauseadvisor.domain import Analysis, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of ``summary.csv``. ``status`` is done, failed or skipped; numbers are None unless
    done, ``rbi`` and ``reciprocity`` also where there is too little text to judge by.

    ``seconds`` is the time that the analysis took; ``error`` the sentence that says why not.
    """

    path: str
    sha256: str | None
    status: str
    format: str | None = None
    pages: int | None = None
    clauses: int | None = None
    penalty: int | None = None
    incentive: int | None = None
    control: int | None = None
    trust: int | None = None
    neutral: int | None = None
    rbi: float | None = None
    reciprocity: float | None = None
    suggestions: int | None = None
    replace: int | None = None
    soften: int | None = None
    keep: int | None = None
    add: int | None = None
    seconds: float | None = None
    error: str | None = None

    def at(self, path: str) -> Row:
        """The same result under another path."""
        return replace(self, path=path)


COLUMNS = tuple(field.name for field in fields(Row))


def row_of(analysis: Analysis, path: str, seconds: float) -> Row:
    """The row of one analysed contract."""
    enough = analysis.balance.enough
    verdicts = Counter(suggestion.verdict for suggestion in analysis.suggestions)
    counts: dict[str, Any] = dict(analysis.balance.counts)
    counts |= {verdict.value: verdicts[verdict] for verdict in Verdict}
    return Row(
        path=path,
        sha256=analysis.document.sha256,
        status="done",
        format=analysis.document.format,
        pages=analysis.document.pages,
        clauses=len(analysis.clauses),
        rbi=round(analysis.balance.rbi, 2) if enough else None,
        reciprocity=_rounded(analysis.balance.reciprocity) if enough else None,
        suggestions=len(analysis.suggestions),
        seconds=round(seconds, 3),
        **counts,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
