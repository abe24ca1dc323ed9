"""The knowledge files that ship with the package, checked against their schema."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from clauseadvisor.errors import PlaybookError

#: The C parser where PyYAML was built with it: ten times as fast, same rules.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Knowledge(BaseModel):
    """Base of every schema of a shipped file: frozen, no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


K = TypeVar("K", bound=Knowledge)


def read_builtin(name: str, schema: type[K]) -> K:
    """The shipped file ``name`` of ``playbook/data`` as a ``schema``.

    Raises PlaybookError naming file, entry and field when the installation is damaged.
    """
    text = files("clauseadvisor.playbook").joinpath("data", name).read_text(encoding="utf-8")
    try:
        # Not strict here: YAML has lists and plain words where the schema has tuples and enums.
        return schema.model_validate(yaml.load(text, LOADER))
    except yaml.YAMLError as problem:
        raise PlaybookError(f"{name} is not YAML ({problem}): install again.") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PlaybookError(f"{name}: {place}: {first['msg']}.") from problem
