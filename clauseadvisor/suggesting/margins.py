"""An earn-back that asks for more than the target, where the target leaves no room for more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from clauseadvisor.domain import Table
from clauseadvisor.suggesting.setting import Setting

_EARN_BACK: Final = "earn_back"
#: By how much a result must be better than the target: "exceeds it by at least 0.2 percentage points".
_MARGIN: Final = re.compile(
    r"\b(?:exceed\w*|better|above|beats?)\b[^.;]{0,80}?\bby (?:at least |not less than |more than )?"
    r"(?P<points>\d+(?:\.\d+)?|one-tenth of (?:one|a)|(?:one-half of (?:one|a)|half an?)|one|two)"
    r" (?:of )?(?:percentage points?|per ?cent|%)",
    re.IGNORECASE,
)
_WORDS: Final[Mapping[str, float]] = {"one": 1.0, "two": 2.0}
_PERCENT: Final = re.compile(r"\d{2,3}(?:\.\d+)? ?%")
_ALL: Final = 100.0
_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """An earn-back that no period can reach: what is said of it, and a margin that one can, to be added."""

    said: str
    wording: str | None


def out_of_reach(text: str, has: Mapping[str, str], setting: Setting) -> OutOfReach | None:
    """Where the earn-back that ``text`` names asks for a result of all or more; else nothing.

    The targets are read off the tables of the contract, from a column that is headed so. The margin that
    is proposed is half of what the target leaves, in points of a percent; a target of all leaves none.
    """
    place = has.get(_EARN_BACK)
    if place is None or place not in text:
        return None
    holders = setting.devices.holders.get(_EARN_BACK, ())
    margin = next((each for holder in holders if (each := _margin(holder.text)) is not None), None)
    if margin is None:
        return None
    level, target = max(_targets(setting.tables), key=_value, default=("", "0"))
    needed = round(_value((level, target)) + margin, _DIGITS)
    if needed < _ALL:
        return None
    say, room = setting.playbook.say, _ALL - _value((level, target))
    return OutOfReach(
        said=say(
            "out_of_reach" if needed == _ALL else "beyond_reach",
            place=place,
            level=level,
            target=target,
        ),
        wording=say("within_reach", level=level, place=place, points=f"{room / 2:.3g}")
        if room > 0
        else None,
    )


def _margin(text: str) -> float | None:
    found = _MARGIN.search(text)
    if found is None:
        return None
    points = found["points"].lower()
    if "tenth" in points:
        return 0.1
    if "half" in points:
        return 0.5
    return _WORDS.get(points) or float(points)


def _value(row: tuple[str, str]) -> float:
    return float(row[1].rstrip(" %"))


def _targets(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Name and target in percent of each row of a table that has a column of targets."""
    for table in tables:
        head, *rows = table.rows or ((),)
        column = next(
            (at for at, cell in enumerate(head) if "target" in cell.text.casefold()), None
        )
        for row in rows if column else ():
            if column is not None and len(row) > column:
                target = row[column].text.strip()
                if _PERCENT.fullmatch(target):
                    yield " ".join(row[0].text.split()), target
