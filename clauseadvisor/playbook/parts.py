"""The parts of a bundle that count their clauses anew, and what to call them: "the Service Level Agreement"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from clauseadvisor.domain import LabelledClause

_ANNEX: Final = re.compile(
    r"(Exhibit|Schedule|Appendix|Annex|Annexe|Attachment|Addendum)\s+([A-Z0-9][\w.-]{0,6})\b",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"(?:Section|Clause|Article|Paragraph)?\s*(\d{1,3})\.?", re.IGNORECASE)
#: What names a part is short and calls it an instrument: no signature, and no help for a form.
_NAME: Final = 50
_INSTRUMENT: Final = re.compile(
    r"[^\W\d_].*\b(?:agreement|addendum|terms|conditions|policy|order|statement of work|specifications?|plan|rules|protocol|supplement|rider)",
    re.IGNORECASE,
)
#: So many of its numbers another part has as well: one or two are a slip, or an amendment.
_FEWEST: Final = 3
#: A part without a name is the whole contract, unless it has fewer whole numbers than this.
_MAIN: Final = 3


def restarting_parts(clauses: Mapping[str, LabelledClause]) -> dict[str, str]:
    """Name by clause id, for every clause of a part that counts anew what another part has counted.

    The longest part, or what stands under no part, is the contract itself and needs no name; a part
    with a number of its own ("Exhibit A") is named by that already.
    """
    part_of = {key: _part(clause, clauses) for key, clause in clauses.items()}
    counted: dict[str, set[str]] = {}
    for key, part in part_of.items():
        number = _WHOLE.fullmatch((clauses[key].number or "").strip())
        if number and part is not None:
            counted.setdefault(part, set()).add(number[1])
    if len(counted) < 2:
        return {}
    bare = counted.get("", set())
    main = "" if len(bare) >= _MAIN else max(counted, key=lambda each: len(counted[each]))
    names = {
        part: name
        for part, numbers in counted.items()
        if part not in ("", main)
        and any(len(numbers & counted[other]) >= _FEWEST for other in counted if other != part)
        and (name := _name(clauses[part]))
    }
    return {key: names[part] for key, part in part_of.items() if part in names}


def _part(clause: LabelledClause, clauses: Mapping[str, LabelledClause]) -> str | None:
    """The id of the part that the topmost clause with a number stands in: "" where it is in none,
    None below a part that has a number of its own, and for what has no number above it."""
    path = [clause]
    while (above := clauses.get(path[-1].parent or "")) is not None and above not in path:
        path.append(above)
    numbered = [at for at, each in enumerate(path) if (each.number or "").strip()]
    if not numbered:
        return None
    if not _WHOLE.fullmatch((path[numbered[-1]].number or "").strip()):
        return None
    below = path[numbered[-1] + 1 :]
    return next((each.id for each in below if each.heading), "")


def _name(part: LabelledClause) -> str | None:
    """What the part is called behind "of"; None where its heading is no name."""
    heading = " ".join((part.heading or "").split()).rstrip(".:")
    annex = _ANNEX.match(heading)
    if annex:
        return f"{annex[1].capitalize()} {annex[2]}"
    if len(heading) > _NAME or not _INSTRUMENT.fullmatch(heading):
        return None
    plain = heading.title() if heading.isupper() else heading
    return plain if plain.lower().startswith("the ") else f"the {plain}"
