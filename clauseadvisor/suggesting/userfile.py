"""TOML files that users write: read strictly, and every mistake named with file, key and rule."""

from __future__ import annotations

import reprlib
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from clauseadvisor.errors import UserFileError

MAX_BYTES = 5_000_000
_SHOWN = 3


class Strict(BaseModel):
    """Base of user files: no unknown key, no guessing of types, no infinite numbers."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


M = TypeVar("M", bound=BaseModel)


def read_text(path: str | Path, error: type[UserFileError]) -> str:
    """The text of a user's file (UTF-8, a byte order mark is allowed).

    Raises ``error`` when there is no such file, or it is too large or not UTF-8.
    """
    path = Path(path)
    name = path.name or str(path)
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError as problem:
        raise error(f"There is no file {name} at that place: check the path.") from problem
    except OSError as problem:
        reason = problem.strerror or "cannot be read"
        raise error(f"{name}: {reason}: check the path.") from problem
    if raw is None:
        raise error(f"{name} is over {MAX_BYTES:,} bytes: is it the right file?")
    return _decoded(raw, name, error)


def _decoded(raw: bytes, name: str, error: type[UserFileError]) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise error(f"{name} is not UTF-8 text: save it as UTF-8.") from problem


def read_toml(path: str | Path, model: type[M], error: type[UserFileError]) -> M:
    """The TOML file at ``path`` as a ``model``.

    Raises ``error``, one sentence that names file, key and what was expected.
    """
    return _model_of(read_text(path, error), Path(path).name, model, error)


def toml_of(raw: bytes, name: str, model: type[M], error: type[UserFileError]) -> M:
    """The same for the bytes of a file of that name that is not on disk."""
    return _model_of(_decoded(raw, name, error), name, model, error)


def _model_of(text: str, name: str, model: type[M], error: type[UserFileError]) -> M:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise error(f"{name} is not valid TOML: {problem}.") from problem
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        raise error(_sentence(f"{name}: {_explained(problem, model)}")) from problem


def _sentence(text: str) -> str:
    return text if text.endswith("?") else f"{text}."


def _explained(problem: ValidationError, model: type[BaseModel]) -> str:
    """The first few mistakes, each as "[table] key: what was found and what was expected"."""
    found = problem.errors(include_url=False)
    shown = [_mistake(dict(one), model) for one in found[:_SHOWN]]
    if len(found) > _SHOWN:
        shown.append(f"and {len(found) - _SHOWN} more")
    return "; ".join(shown)


def _mistake(one: Mapping[str, Any], model: type[BaseModel]) -> str:
    place = _key(one["loc"])
    if one["type"] == "extra_forbidden":
        return f"{place} is an unknown key: {_known(one['loc'], model)}"
    if one["type"] == "missing":
        return f"{place} is missing"
    message = str(one["msg"]).removeprefix("Value error, ")
    expected = message.replace("Input should be", "expected", 1)
    if isinstance(one["input"], Mapping | list):
        return f"{place}: {expected}" if place else expected
    return f"{place} is {reprlib.repr(one['input'])}: {expected}"


def _key(loc: Sequence[str | int]) -> str:
    """``("level", 1, "name")`` as ``level[2].name``: entries are counted from 1, as people do."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            # The key is the user's own text: show control characters escaped.
            text += ("." if text else "") + part.encode("unicode_escape").decode("ascii")[:80]
    return text


def _known(loc: Sequence[str | int], model: type[BaseModel]) -> str:
    fields = list(_model_at(loc[:-1], model).model_fields)
    close = get_close_matches(str(loc[-1]), fields, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return "expected one of " + ", ".join(fields)


def _model_at(loc: Sequence[str | int], model: type[BaseModel]) -> type[BaseModel]:
    """The table in which the mistake stands, reached by its keys."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner(model.model_fields[part].annotation) or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model inside ``Model | None`` or ``tuple[Model, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_inner, get_args(annotation)) if found), None)
