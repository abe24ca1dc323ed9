"""Past performance: one row a period and level, from which misses and claims are measured."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import NormalDist

from clauseadvisor.errors import HistoryError
from clauseadvisor.suggesting.userfile import read_text

COLUMNS = ("period", "level", "attainment", "credit_due", "credit_claimed", "fee")
_REQUIRED = ("period", "level", "credit_due")
_MAX_ROWS = 100_000
_CONFIDENCE = 0.95
#: A target that fewer than one period in ten has reached promises more than can be kept.
_TOP_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One level in one period; money in the currency of the fee, None where left blank."""

    period: str
    level: str
    attainment: float | None = None
    credit_due: float | None = None
    credit_claimed: float | None = None
    fee: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All rows; ``periods`` counts per level those in which the credit due is known."""

    rows: tuple[Row, ...]
    periods: Mapping[str, int] = field(default_factory=dict)

    def of_level(self, level: str | None) -> tuple[Row, ...]:
        """Rows of a level, whatever the case of its name."""
        wanted = (level or "").strip().casefold()
        return tuple(row for row in self.rows if row.level.casefold() == wanted)

    def miss_probability(self, level: str | None) -> float | None:
        """Share of the level's periods with a credit due; None if the history does not know it."""
        misses = _misses(self.of_level(level))
        return sum(misses) / len(misses) if misses else None

    def miss_range(self, level: str | None) -> tuple[float, float] | None:
        """95 % interval of the miss probability (Wilson score interval)."""
        misses = _misses(self.of_level(level))
        return _wilson(sum(misses), len(misses)) if misses else None

    @property
    def claimed_share(self) -> float | None:
        """r: claimed over due credits (at most 1), where both are known; None if none was due."""
        known = [
            (row.credit_due, row.credit_claimed)
            for row in self.rows
            if row.credit_due is not None and row.credit_claimed is not None
        ]
        due = math.fsum(one for one, _ in known)
        return min(1.0, math.fsum(one for _, one in known) / due) if due > 0 else None

    def over_committed(self, level: str | None, target: float) -> bool | None:
        """Whether ``target`` was reached in fewer than one period of ten; None without data.

        A target above the 90th percentile of what was achieved is a promise that will be broken.
        """
        reached = [row.attainment for row in self.of_level(level) if row.attainment is not None]
        if not reached:
            return None
        return sum(one >= target for one in reached) < _TOP_SHARE * len(reached)


def _misses(rows: Sequence[Row]) -> list[bool]:
    return [row.credit_due > 0 for row in rows if row.credit_due is not None]


def _wilson(misses: int, periods: int) -> tuple[float, float]:
    z = NormalDist().inv_cdf((1 + _CONFIDENCE) / 2)
    share, spread = misses / periods, z * z / periods
    middle = share + spread / 2
    half = z * math.sqrt(share * (1 - share) / periods + spread / (4 * periods))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


# ---------------------------------------------------------------- the file


def read_history(path: str | Path) -> History:
    """The history (CSV, with a header row) at ``path``.

    Cells are separated by comma, semicolon or tab; with the latter two a decimal comma is
    understood. Raises HistoryError naming file, line, column and what was expected.
    """
    name = Path(path).name
    text = read_text(path, HistoryError)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table = [(reader.line_num, cells) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error as problem:
        raise HistoryError(
            f"{name}, line {reader.line_num}: not a CSV row ({problem})."
        ) from problem
    if len(table) < 2:
        raise HistoryError(f"{name} holds no rows: expected a header of {', '.join(COLUMNS)}.")
    if len(table) > _MAX_ROWS:
        raise HistoryError(f"{name} holds over {_MAX_ROWS:,} rows: is it the right file?")
    columns = _header(name, table[0][1])
    rows = tuple(_row(name, line, columns, cells, delimiter) for line, cells in table[1:])
    _no_row_twice(name, rows)
    return History(rows=rows, periods=_periods(rows))


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _header(name: str, cells: Sequence[str]) -> list[str]:
    columns = [cell.strip().casefold() for cell in cells]
    for column in columns:
        if column not in COLUMNS:
            raise HistoryError(
                f"{name}: unknown column {column[:80]!r}, expected {', '.join(COLUMNS)}."
            )
    if len(set(columns)) != len(columns):
        raise HistoryError(f"{name}: a column appears twice.")
    for column in _REQUIRED:
        if column not in columns:
            raise HistoryError(f"{name}: the column {column} is missing.")
    return columns


def _row(name: str, line: int, columns: Sequence[str], cells: Sequence[str], delimiter: str) -> Row:
    if len(cells) != len(columns):
        raise HistoryError(
            f"{name}, line {line}: {len(cells)} cells, expected {len(columns)} as in the header."
        )
    filled = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    for column in ("period", "level"):
        if not filled[column]:
            raise HistoryError(f"{name}, line {line}: {column} is blank.")
    numbers = {
        column: _number(name, line, column, filled.get(column, ""), delimiter)
        for column in COLUMNS[2:]
    }
    return Row(period=filled["period"], level=filled["level"], **numbers)


def _number(name: str, line: int, column: str, cell: str, delimiter: str) -> float | None:
    """A number of at least zero, with or without a percent sign; None for a blank cell."""
    if not cell:
        return None
    text = cell.removesuffix("%").strip()
    if delimiter != ",":
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise HistoryError(
            f"{name}, line {line}: {column} is {cell[:80]!r}, expected a number of at least 0."
        )
    return value


def _no_row_twice(name: str, rows: Sequence[Row]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.period.casefold(), row.level.casefold())
        if key in seen:
            raise HistoryError(
                f"{name}: period {row.period[:80]!r} of level {row.level[:80]!r} appears twice."
            )
        seen.add(key)


def _periods(rows: Sequence[Row]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        if row.credit_due is not None:
            counts[row.level] = counts.get(row.level, 0) + 1
    return counts
