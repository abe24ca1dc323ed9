"""What a share of a fee comes to, where the contract states that fee in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from clauseadvisor.domain import Amount, LabelledClause, Table
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.money_words import stated_sum
from clauseadvisor.suggesting.setting import Setting

#: So many rows of one fee are told; more would be a price list.
_MOST_ROWS: Final = 2
_TERM: Final = r"(?:[A-Z][\w-]+ )+(?:Fee|Charge|Price|Rent|Payment)"
_OF: Final = re.compile(rf"%\)? of (?:the |each |its )?(?P<term>{_TERM})\b")
#: A share by which the fee itself may grow.
_GROWS: Final = re.compile(
    rf"\b(?:increase|raise|adjust)s? (?:the |its )?(?P<term>{_TERM})\b[^.;]*?\b(?:by|above|exceed\w*|than)\b[^.;]*%\)?"
)
_WHOLE: Final = 100


def share_of_fee(clause: LabelledClause, setting: Setting) -> str:
    """A sentence on what the only share of a fee in the clause comes to; empty where that is not clear.

    A fee that a later row lowers or raises is told for each; one that may itself grow as it stands last.
    """
    shares = [each for each in clause.facts.amounts if each.kind == "percent"]
    told = [(each, *found) for each in shares if (found := _fee_of(each, clause))]
    if len(told) != 1:
        return ""
    amount, term, grows = told[0]
    rows = list(_rows(term, setting.tables))
    rows = rows[-1:] if grows else rows
    if not rows or len(rows) > _MOST_ROWS:
        return ""
    return _said(amount, term, rows, setting.playbook)


def _fee_of(amount: Amount, clause: LabelledClause) -> tuple[str, bool] | None:
    """The fee of which the amount is a share, and whether it is that fee that grows by it."""
    start, end = amount.start - clause.start, amount.end - clause.start
    for pattern, grows in ((_OF, False), (_GROWS, True)):
        for found in pattern.finditer(clause.text):
            percent = clause.text.rfind("%", found.start(), found.end())
            if start <= percent < end:
                return found["term"], grows
    return None


def _rows(term: str, tables: Sequence[Table]) -> Iterator[tuple[str, float, str]]:
    """(what the row is for, sum, currency) of each row of the fee that states one sum."""
    for table in tables:
        for row in table.rows:
            name = " ".join(row[0].text.split()) if row else ""
            sums = [stated for cell in row[1:] if (stated := stated_sum(cell.text))]
            if name.startswith(term) and name[len(term) :][:1] in ("", ",", " ") and len(sums) == 1:
                yield name[len(term) :].strip(" ,()"), *sums[0]


def _said(
    amount: Amount, term: str, rows: Sequence[tuple[str, float, str]], playbook: Playbook
) -> str:
    parts = [
        f"{currency} {value * amount.value / _WHOLE:,.0f}{f' ({name})' if name else ''}"
        for name, value, currency in rows
    ]
    return playbook.say(
        "share_of_fee", share=f"{amount.value:g}%", fee=term, sums=" and ".join(parts)
    )
