"""Service-credit tables: from which attainment to which, and the credit in percent of the fee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clauseadvisor.domain import Table

_MAX_CELL = 300
_CELLS = re.compile(r"\t|\||\s{2,}|\s+(?:/|→|->)\s+|:\s+")
_NUMBER = r"\d{1,6}(?:[.,]\d{1,6})?"
_FIGURE = rf"({_NUMBER})\s?%?"
#: Words of comparison, the longest first, because "less than or equal to" holds "less than".
_WORDS = (
    (re.compile(rf"{_FIGURE} (?:or|and) (?:above|more|higher|greater|better|over)"), r">=\1"),
    (re.compile(rf"{_FIGURE} (?:or|and) (?:below|less|lower|under|worse|fewer)"), r"<=\1"),
    (re.compile(r"(?:greater|more|higher) than or equal to|equal to or (?:greater than|above|more than)"), ">="),
    (re.compile(r"(?:less|lower|fewer) than or equal to|equal to or (?:less than|below|lower than)"), "<="),
    (re.compile(r"at least|(?:not|no) (?:less|lower|fewer) than|not below|≥|=>|⩾"), ">="),
    (re.compile(r"at most|(?:not|no) (?:more|greater|higher) than|not (?:above|exceeding)|up to(?: and including)?|≤|=<|⩽"), "<="),
    (re.compile(r"(?:less|lower|fewer) than|below|under"), "<"),
    (re.compile(r"(?:greater|more|higher) than|above|over|exceed(?:s|ing)"), ">"),
)  # fmt: skip
_BOUND = re.compile(rf"(>=|<=|>|<)\s?{_FIGURE}")
#: "98% <= availability < 99%": the first bound stands before its comparison.
_BOUND_BEFORE = re.compile(rf"{_FIGURE}\s?(>=|<=|>|<)\s?(?=[a-z])")
_BETWEEN = re.compile(rf"{_FIGURE}\s?(?:-|–|—|to|and|but)\s?{_FIGURE}")
_BARE = re.compile(rf"^({_NUMBER})\s?%$")
_CREDIT = re.compile(rf"^\W{{0,3}}({_NUMBER})\s?%")
_NOTHING = re.compile(
    r"^\W*(?:nil|none|no(?: service)? credits?|n/?a|not applicable|0|zero|-+|–|—)?\W*$"
)
_FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One step: attainments from ``low`` to ``high`` (None: without end) bring the credit.

    Attainment and credit are in percent (99.5 means 99.5 %; the credit is of the period fee).
    """

    low: float | None
    high: float | None
    credit_percent: float
    low_included: bool = True
    high_included: bool = False
    text: str = ""

    def holds(self, attainment: float) -> bool:
        """Whether ``attainment`` (percent) falls into this step."""
        above = self.low is None or attainment > self.low
        below = self.high is None or attainment < self.high
        at_low = self.low_included and attainment == self.low
        at_high = self.high_included and attainment == self.high
        return (above or at_low) and (below or at_high)

    def to_dict(self) -> dict[str, float | str | None]:
        """As plain data: from, to, credit_percent and the words of the table."""
        return {
            "from": self.low,
            "to": self.high,
            "credit_percent": self.credit_percent,
            "text": self.text,
        }


def read_tiers(table: Table | str) -> tuple[Tier, ...]:
    """The steps of a service-credit table, or of text with one step a line; in table order.

    Empty if it is no such table: every step needs a range of attainment and a credit that is a
    percentage or nothing. A column of bare thresholds ("99 %", "98 %") is read as steps that
    reach from the threshold up to the next higher one.
    """
    rows = _rows(table)
    found = [tier for tier in map(_tier, rows) if tier]
    if found:
        return tuple(found)
    for candidate in (rows, _turned(rows)):
        found = _bare_tiers(candidate)
        if found:
            return tuple(found)
    return ()


def credit_at(tiers: Sequence[Tier], attainment: float) -> float | None:
    """Credit (percent of the fee) at ``attainment`` (percent), None if no step covers it.

    Between two steps ("98.0 to 98.9", "99.0 to 99.9" at 98.95) the lower step counts.
    """
    for tier in tiers:
        if tier.holds(attainment):
            return tier.credit_percent
    under = [tier for tier in tiers if tier.low is not None and tier.low < attainment]
    over = [tier for tier in tiers if tier.low is not None and tier.low > attainment]
    if not under or not over:
        return None
    return max(under, key=lambda tier: tier.low or 0.0).credit_percent


def _rows(table: Table | str) -> list[list[str]]:
    if isinstance(table, Table):
        return [[cell.text for cell in row] for row in table.rows]
    return [_CELLS.split(line.strip()) for line in table.splitlines() if line.strip()]


def _tier(cells: Sequence[str]) -> Tier | None:
    """A row with a range that says which way it reaches, and a credit right of it."""
    for index, cell in enumerate(cells):
        bounds = _bounds(cell)
        if bounds is None:
            continue
        credit = _last_credit(cells[index + 1 :])
        if credit is not None:
            return replace(bounds, credit_percent=credit, text=" | ".join(cells)[:_MAX_CELL])
    return None


def _bounds(cell: str) -> Tier | None:
    """The range in a cell, its credit still to be filled in."""
    text = " ".join(cell.lower().replace("per cent", "%").replace("percent", "%").split())[
        :_MAX_CELL
    ]
    for pattern, sign in _WORDS:
        text = pattern.sub(sign, text)
    pairs = [(match[1], match[2]) for match in _BOUND.finditer(text)]
    pairs += [(_FLIPPED[match[2]], match[1]) for match in _BOUND_BEFORE.finditer(text)]
    if pairs:
        return _from_pairs(pairs)
    between = _BETWEEN.search(text)
    if between is None:
        return None
    low, high = sorted((_value(between[1]), _value(between[2])))
    return Tier(low=low, high=high, high_included=True, credit_percent=0.0)


def _from_pairs(pairs: Sequence[tuple[str, str]]) -> Tier:
    tier = Tier(low=None, high=None, credit_percent=0.0)
    for sign, figure in pairs:
        included = "=" in sign
        if sign.startswith(">"):
            tier = replace(tier, low=_value(figure), low_included=included)
        else:
            tier = replace(tier, high=_value(figure), high_included=included)
    return tier


def _last_credit(cells: Sequence[str]) -> float | None:
    for cell in reversed(cells):
        credit = _credit(cell)
        if credit is not None:
            return credit
    return None


def _credit(cell: str) -> float | None:
    text = cell.strip().lower()[:_MAX_CELL].replace("per cent", "%").replace("percent", "%")
    if _NOTHING.match(text):
        return 0.0
    match = _CREDIT.match(text)
    return _value(match[1]) if match else None


def _bare_tiers(rows: Sequence[Sequence[str]]) -> list[Tier]:
    """Rows whose first percentage is a threshold and whose last is the credit."""
    pairs = [pair for pair in map(_bare_pair, rows) if pair]
    if len(pairs) < 2:
        return []
    thresholds = sorted(threshold for threshold, _, _ in pairs)
    above: dict[float, float] = dict(pairwise(thresholds))
    return [
        Tier(low=threshold, high=above.get(threshold), credit_percent=credit, text=text)
        for threshold, credit, text in pairs
    ]


def _bare_pair(cells: Sequence[str]) -> tuple[float, float, str] | None:
    bare = [index for index, cell in enumerate(cells) if _BARE.match(cell.strip())]
    credit = _last_credit(cells[bare[0] + 1 :]) if bare else None
    if credit is None or len(bare) > 2:
        return None
    return _value(cells[bare[0]].strip().rstrip("% ")), credit, " | ".join(cells)[:_MAX_CELL]


def _turned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Columns as rows: some tables run across the page."""
    width = min((len(row) for row in rows), default=0)
    return [[row[column] for row in rows] for column in range(width)]


def _value(figure: str) -> float:
    return float(figure.replace(",", "."))
