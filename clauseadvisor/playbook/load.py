"""Reads a playbook: the packaged one, or a user's that replaces or extends its entries by id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from clauseadvisor.errors import PlaybookError
from clauseadvisor.playbook.builtin import LOADER
from clauseadvisor.playbook.entries import Entry
from clauseadvisor.playbook.references import broken_references
from clauseadvisor.playbook.schema import SECTIONS, Playbook
from clauseadvisor.playbook.texts import SHIPPED

_SUFFIXES = (".yml", ".yaml")
#: The packaged files of the playbook; the other files beside them are read by other rooms.
SHIPPED_FILES = (
    "norms.yml",
    "mechanisms.yml",
    "recipes_penalty.yml",
    "recipes_control.yml",
    "recipes_relief.yml",
    "routes.yml",
    "signals.yml",
    "devices.yml",
    "guardrails.yml",
    "reliefs.yml",
    "asides.yml",
    "unadvised.yml",
    "stances.yml",
    "pitfalls.yml",
    "lessons.yml",
    "roles.yml",
    "clarity.yml",
    "additions.yml",
    "forms.yml",
    "sayings.yml",
)
_Entries = dict[str, dict[str, Entry]]


def load_playbook(path: Path | None = None) -> Playbook:
    """The packaged playbook; with ``path``, entries of that file or folder come on top by id.

    Raises PlaybookError (file, entry and field named) when a file cannot be read, breaks the
    schema, or names an entry that does not exist.
    """
    entries: _Entries = {section: {} for section in SECTIONS}
    origin: dict[tuple[str, str], str] = {}
    for name, text, context in _sources(path):
        for section, entry_id, entry in _read(name, text, context):
            entries[section][entry_id] = entry
            origin[section, entry_id] = name
    playbook = Playbook.model_construct(version=_version(entries), **entries)  # type: ignore[arg-type]
    for section, entry_id, field, missing in broken_references(playbook):
        raise PlaybookError(
            f"{origin[section, entry_id]}, {section} entry '{entry_id}', field '{field}': there is no "
            f"'{missing}'; define it or correct the id."
        )
    return playbook


def _sources(path: Path | None) -> Iterator[tuple[str, str, str | None]]:
    """(name, text, context of validation) of every file, the packaged ones first."""
    data = resources.files("clauseadvisor.playbook") / "data"
    for name in SHIPPED_FILES:
        yield name, (data / name).read_text(encoding="utf-8"), SHIPPED
    if path is None:
        return
    found = (
        sorted(each for each in path.iterdir() if each.suffix in _SUFFIXES)
        if path.is_dir()
        else [path]
    )
    if not found:
        raise PlaybookError(
            f"The folder '{path}' holds no .yml file: name a playbook file or folder."
        )
    for each in found:
        yield str(each), _text_of(each), None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise PlaybookError(
            f"The playbook '{path}' cannot be read ({exc.strerror or exc}): check the path."
        ) from exc
    except UnicodeDecodeError as exc:
        raise PlaybookError(f"The playbook '{path}' is not UTF-8 text: save it as UTF-8.") from exc


def _read(name: str, text: str, context: str | None) -> Iterator[tuple[str, str, Entry]]:
    try:
        content = yaml.load(text, LOADER)
    except yaml.YAMLError as exc:
        where = getattr(exc, "problem_mark", None)
        line = f" in line {where.line + 1}" if where else ""
        raise PlaybookError(
            f"{name} is not valid YAML{line}: correct the indentation or quotes."
        ) from exc
    if content is None:
        return
    if not isinstance(content, dict):
        raise PlaybookError(
            f"{name} must hold sections ({', '.join(SECTIONS)}), each a list of entries."
        )
    for section, items in content.items():
        if section not in SECTIONS:
            raise PlaybookError(
                f"{name}: unknown section '{section}'; known are {', '.join(SECTIONS)}."
            )
        if not isinstance(items, list):
            raise PlaybookError(f"{name}: section '{section}' must be a list of entries.")
        for entry_id, item in _entries(name, section, items):
            yield section, entry_id, _validate(name, section, entry_id, item, context)


def _entries(name: str, section: str, items: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    seen: set[str] = set()
    for position, item in enumerate(items, start=1):
        entry_id = item.get("id") if isinstance(item, dict) else None
        if not isinstance(entry_id, str):
            raise PlaybookError(f"{name}: entry {position} of '{section}' needs an 'id' in words.")
        if entry_id in seen:
            raise PlaybookError(
                f"{name}: '{section}' has two entries '{entry_id}'; rename or remove one."
            )
        seen.add(entry_id)
        yield entry_id, item


def _validate(
    name: str, section: str, entry_id: str, item: Mapping[str, Any], context: str | None
) -> Entry:
    try:
        return SECTIONS[section].model_validate(item, context=context)
    except ValidationError as exc:
        # A misspelt key makes a missing one: the one that the user wrote explains the other.
        problems = exc.errors()
        first = next((each for each in problems if each["type"] == "extra_forbidden"), problems[0])
        field = ".".join(str(each) for each in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise PlaybookError(
            f"{name}, {section} entry '{entry_id}', field '{field}': {said}."
        ) from exc


def _version(entries: _Entries) -> str:
    """Twelve hexadecimal digits that change with any entry."""
    plain = {
        section: {key: entry.model_dump(mode="json") for key, entry in sorted(found.items())}
        for section, found in entries.items()
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:12]
