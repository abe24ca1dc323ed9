"""The tables of a folder: CSV for spreadsheets, Parquet for DuckDB, pandas and Spark."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from clauseadvisor.batching.rows import COLUMNS, Row

_SUMMARY_TYPES = {
    "path": pa.string(),
    "sha256": pa.string(),
    "status": pa.string(),
    "format": pa.string(),
    "error": pa.string(),
    "rbi": pa.float64(),
    "reciprocity": pa.float64(),
    "seconds": pa.float64(),
}
SUMMARY_SCHEMA = pa.schema([(name, _SUMMARY_TYPES.get(name, pa.int64())) for name in COLUMNS])

CLAUSES_SCHEMA = pa.schema(
    [
        ("sha256", pa.string()),
        ("id", pa.string()),
        ("number", pa.string()),
        ("heading", pa.string()),
        ("page", pa.int64()),
        ("label", pa.string()),
        ("subtype", pa.string()),
        ("confidence", pa.float64()),
        ("needs_review", pa.bool_()),
        ("burden", pa.string()),
        ("severity", pa.float64()),
        ("text", pa.string()),
    ]
)

#: A cell that begins so would be taken for a formula by a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_tables(rows: Sequence[Row], output: Path) -> None:
    """Writes the tables, each whole or not at all.

    summary.csv and summary.parquet, failures.csv, clauses.parquet, and contracts.csv, which says
    which analysis in the folder contracts is of which file, as those are named by their content.
    """
    failed = [row for row in rows if row.status == "failed"]
    _write_csv(output / "summary.csv", COLUMNS, map(astuple, rows))
    _write_csv(output / "failures.csv", COLUMNS, map(astuple, failed))
    _write_csv(output / "contracts.csv", ("path", "analysis"), _index(rows))
    table = pa.Table.from_pylist(
        [dict(zip(COLUMNS, astuple(row), strict=True)) for row in rows], schema=SUMMARY_SCHEMA
    )
    temporary = output / "summary.parquet.tmp"
    pq.write_table(table, temporary)
    temporary.replace(output / "summary.parquet")
    _write_clauses(rows, output)


def analyses(rows: Sequence[Row], output: Path) -> Iterator[dict[str, Any]]:
    """The record of every contract that was analysed, each content once, in the order of the rows."""
    for sha256 in dict.fromkeys(row.sha256 for row in rows if row.status == "done"):
        yield json.loads((output / place_of(sha256)).read_text(encoding="utf-8"))


def place_of(sha256: str | None) -> str:
    """Where the analysis of a content lies, below the folder of results."""
    return f"contracts/{sha256}.json"


def _index(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    done = [row for row in rows if row.status == "done"]
    yield from ((row.path, place_of(row.sha256)) for row in done)


def harmless(cell: object) -> object:
    """The cell, with an apostrophe before text that a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    temporary = path.with_suffix(".csv.tmp")
    with temporary.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([harmless(cell) for cell in row] for row in rows)
    temporary.replace(path)


def _write_clauses(rows: Sequence[Row], output: Path) -> None:
    """One contract at a time, so that memory does not grow with the folder."""
    temporary = output / "clauses.parquet.tmp"
    with pq.ParquetWriter(temporary, CLAUSES_SCHEMA) as writer:
        for record in analyses(rows, output):
            sha256 = record["document"]["sha256"]
            clauses = [{**clause, "sha256": sha256} for clause in record["clauses"]]
            writer.write_table(pa.Table.from_pylist(clauses, schema=CLAUSES_SCHEMA))
    temporary.replace(output / "clauses.parquet")
