"""Labelled clauses as read from a file of JSON lines, checked field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clauseadvisor.domain import SUBTYPES, Label
from clauseadvisor.errors import DataError
from clauseadvisor.labelling.base import ClauseText


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A clause text with the answer that a reader gave.

    ``group`` names what must not be torn apart between training and test (the contract, or the
    template it follows). ``weight`` says how much the example counts in training.
    """

    text: str
    label: Label
    subtype: str | None = None
    secondary: tuple[Label, ...] = ()
    heading: str | None = None
    context: str | None = None
    group: str | None = None
    weight: float = 1.0

    @property
    def clause(self) -> ClauseText:
        """What a classifier sees of it."""
        return ClauseText(text=self.text, heading=self.heading, context=self.context)


def read_rows(path: Path) -> list[Example]:
    """The examples of a file of JSON lines with the fields ``text``, ``label``, ``subtype``,
    ``secondary`` and, where known, ``heading``, ``context`` and ``file``.

    Raises DataError, with file, line and field named, for anything that cannot be used.
    """
    examples = list(_examples(path))
    if not examples:
        raise DataError(f"The file {path} holds no clause: put one JSON object on each line.")
    return examples


def _examples(path: Path) -> Iterator[Example]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as problem:
        raise DataError(f"There is no file {path}: check the path.") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise DataError(
            f"The file {path} cannot be read as UTF-8 text: save it as JSON lines in UTF-8."
        ) from problem
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield example_from(_object(line, path, number), f"{path}, line {number}")


def _object(line: str, path: Path, number: int) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as problem:
        raise DataError(
            f"{path}, line {number}: this is not JSON: put one JSON object on each line."
        ) from problem
    if not isinstance(value, dict):
        raise DataError(f"{path}, line {number}: expected a JSON object with text and label.")
    return value


def example_from(entry: Mapping[str, Any], where: str) -> Example:
    """The example that one JSON object describes; ``where`` is named in a DataError."""
    label = _label(entry.get("label"), f"{where}: field label")
    return Example(
        text=_text(entry.get("text"), f"{where}: field text"),
        label=label,
        subtype=_subtype(entry.get("subtype"), label, f"{where}: field subtype"),
        secondary=_secondary(entry.get("secondary"), label, f"{where}: field secondary"),
        heading=_optional(entry.get("heading"), f"{where}: field heading"),
        context=_optional(entry.get("context"), f"{where}: field context"),
        group=_optional(entry.get("file"), f"{where}: field file"),
    )


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{where}: expected the words of the clause, found {_shown(value)}.")
    return value


def _optional(value: object, where: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise DataError(f"{where}: expected text or nothing, found {_shown(value)}.")


def _label(value: object, where: str) -> Label:
    if isinstance(value, str) and value in set(Label):
        return Label(value)
    raise DataError(f"{where}: expected one of {', '.join(Label)}, found {_shown(value)}.")


def _subtype(value: object, label: Label, where: str) -> str | None:
    if value is None or value == "":
        return None
    if value in SUBTYPES[label]:
        return str(value)
    allowed = ", ".join(SUBTYPES[label]) or "nothing"
    raise DataError(f"{where}: for {label} expected {allowed}, found {_shown(value)}.")


def _secondary(value: object, label: Label, where: str) -> tuple[Label, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > 2:
        raise DataError(f"{where}: expected a list of at most two labels, found {_shown(value)}.")
    labels = tuple(_label(each, where) for each in value)
    if label in labels or len(set(labels)) < len(labels):
        raise DataError(f"{where}: the same label is named twice.")
    return labels


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= 40 else f"{text[:37]}..."
