"""What is said beside a wording: only what is true of this clause and of these words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clauseadvisor.playbook.cue_schema import Line
from clauseadvisor.playbook.recipe_schema import Bargain
from clauseadvisor.suggesting.match import View, holds

#: Nothing is known of the clause, and no wording is proposed.
_NOTHING = View(words="", subtype=None)


def true_lines(lines: Iterable[Line], view: View = _NOTHING, wording: str = "") -> tuple[str, ...]:
    """The texts of the lines that hold for the clause and for the wording proposed for it."""
    return tuple(line.text for line in lines if holds(line.when, view) and line.is_shown(wording))


def exchange(bargain: Bargain, view: View = _NOTHING, wording: str = "") -> Mapping[str, str]:
    """The phrases of the exchange by name, each made of its true lines; "" for a fallback that has none."""
    said = {name: true_lines(getattr(bargain, name), view, wording) for name in _FIELDS}
    return {name: _joined(each[:1] if name == "fallback" else each) for name, each in said.items()}


_FIELDS = tuple(Bargain.model_fields)


def _joined(phrases: Sequence[str]) -> str:
    """ "a", "a, and b", "a, b, and c"."""
    *most, last = phrases or ("",)
    return f"{', '.join(most)}, and {last}" if most else last
