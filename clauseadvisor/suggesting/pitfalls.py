"""The warnings that go with a suggestion, decided by the governing law where it decides them."""

from __future__ import annotations

from collections.abc import Sequence

from clauseadvisor.playbook.norm_schema import Pitfall
from clauseadvisor.suggesting.match import any_found
from clauseadvisor.suggesting.setting import Setting


def pitfalls_of(named: Sequence[str], setting: Setting, *, wording: str) -> tuple[str, ...]:
    """The warnings in plain words; where the governing law decides one, in the words for that law.

    Those that the playbook marks ``always`` go with every suggestion that proposes ``wording``.
    """
    known = setting.playbook.pitfalls
    always = [each.id for each in known.values() if each.always and wording]
    chosen = dict.fromkeys((*named, *always))
    return tuple(_warning(known[each], setting.law) for each in chosen)


def _warning(pitfall: Pitfall, law: str | None) -> str:
    decided = (
        pitfall.by_law[name]
        for name, patterns in pitfall.laws.items()
        if law and name in pitfall.by_law and any_found(patterns, law)
    )
    mark = "" if pitfall.title.endswith("?") else ":"
    return f"{pitfall.title}{mark} {next(decided, pitfall.text)}"
