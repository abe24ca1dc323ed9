"""Publishes the JSON Schema: ``python -m clauseadvisor.writing.schema schema/analysis.schema.json``."""

from __future__ import annotations

import sys
from pathlib import Path

from clauseadvisor.writing.record import schema_text


def main(path: str) -> None:
    """Write the schema of the analysis record to ``path``."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(schema_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
