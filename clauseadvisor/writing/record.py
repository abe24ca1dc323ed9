"""The analysis as JSON: the published record, its schema, and the way back.

The record is made from the classes of :mod:`clauseadvisor.domain`, so that the two cannot drift
apart. ``Document.layout`` (what splitting and drawing need) is not part of it.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from clauseadvisor.domain import Analysis
from clauseadvisor.errors import DataError
from clauseadvisor.writing.cleaning import without_surrogates

SCHEMA_VERSION: Final = 1
SCHEMA_ID: Final = "https://json-schema.org/draft/2020-12/schema"

_SCORE_DIGITS: Final = 4
_BOX_DIGITS: Final = 2
_MONEY_DIGITS: Final = 6
_NOT_PUBLISHED: Final = {"document": {"layout"}}


def to_record(analysis: Analysis) -> dict[str, Any]:
    """The analysis as plain dicts, lists, strings and numbers, in the published shape.

    Scores and weights carry 4 decimals (the five scores of a clause still sum to 1), boxes 2,
    money 6. Lone surrogates, which no UTF-8 file can hold, become U+FFFD: one character for
    one, so that offsets stay true.
    """
    # Python mode first: JSON mode would refuse lone surrogates instead of letting us mend them.
    raw = _adapter().dump_python(analysis, exclude=_NOT_PUBLISHED)
    record: dict[str, Any] = _plain(raw, _SCORE_DIGITS)
    for clause, labelled in zip(record["clauses"], analysis.clauses, strict=True):
        clause["scores"] = shares_of_one(labelled.scores)
    return record


def to_json(analysis: Analysis, indent: int | None = 2) -> str:
    """The record as JSON text with a final newline; the same analysis gives the same text."""
    text = json.dumps(to_record(analysis), indent=indent, ensure_ascii=False, allow_nan=False)
    return text + "\n"


def from_json(text: str | bytes) -> Analysis:
    """The analysis that :func:`to_json` wrote, without layout.

    Raises DataError when the text is not JSON, is of another schema version, or breaks the
    schema; the message names the first field that does.
    """
    try:
        record = json.loads(text)
    except ValueError as exc:
        raise DataError(
            f"This is not an analysis: it is not valid JSON ({exc}). Write it again with `clauseadvisor analyze --format json`."
        ) from exc
    version = record.get("schema_version") if isinstance(record, dict) else None
    if version != SCHEMA_VERSION:
        raise DataError(
            f"This is not an analysis of schema version {SCHEMA_VERSION} (found {version!r}): write it again with this version of clauseadvisor."
        )
    try:
        return _adapter().validate_python(record)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise DataError(
            f"The analysis breaks its schema at {place}: {first['msg']}. Write it again with `clauseadvisor analyze --format json`."
        ) from exc


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the record, generated from the classes."""
    schema = _adapter().json_schema(mode="serialization")
    document = schema["$defs"]["Document"]
    document["properties"].pop("layout")
    # In the record every field is present, defaults included; pydantic lists those without one.
    for definition in (schema, *schema["$defs"].values()):
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    return {
        "$schema": SCHEMA_ID,
        "title": "clauseadvisor analysis",
        **{key: value for key, value in schema.items() if key not in {"$defs", "title"}},
        "$defs": _reachable(schema),
    }


def schema_text() -> str:
    """The schema as the text of ``schema/analysis.schema.json``."""
    return json.dumps(json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def shares_of_one(scores: Mapping[str, float]) -> dict[str, float]:
    """Probabilities rounded to 4 decimals that still sum to what they summed to (1).

    By largest remainder: each is rounded down, and the ten-thousandths that are missing go to
    those that lost most.

    >>> shares_of_one({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    {'a': 0.3334, 'b': 0.3333, 'c': 0.3333}
    """
    scale = 10**_SCORE_DIGITS
    exact = {name: value * scale for name, value in scores.items()}
    units = {name: math.floor(value) for name, value in exact.items()}
    missing = round(sum(exact.values())) - sum(units.values())
    by_loss = sorted(exact, key=lambda name: units[name] - exact[name])
    for name in by_loss[:missing]:
        units[name] += 1
    return {name: value / scale for name, value in units.items()}


@functools.cache
def _adapter() -> TypeAdapter[Analysis]:
    return TypeAdapter(Analysis)


def _plain(value: Any, digits: int) -> Any:
    if isinstance(value, str):  # enums of the model are strings, too
        return without_surrogates(str(value))
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, _digits(str(key), digits)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, digits) for item in value]
    return value


def _digits(key: str, inherited: int) -> int:
    return {"boxes": _BOX_DIGITS, "economics": _MONEY_DIGITS}.get(key, inherited)


def _reachable(schema: dict[str, Any]) -> dict[str, Any]:
    definitions = schema["$defs"]
    waiting = list(_references({key: schema[key] for key in schema if key != "$defs"}))
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_references(definitions[name]))
    return {name: definitions[name] for name in sorted(found)}


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.rsplit("/", 1)[1]
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)
