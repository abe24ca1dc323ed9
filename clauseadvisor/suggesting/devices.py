"""What the contract has already of what a proposal may offer, and where: an earn-back, a forecast, a limit.

The one place that is asked before something is proposed. A device counts for a clause where it
stands in the same part of the contract, where one of the two names the other, where it defines a term
of the clause or, for devices that serve the whole contract, anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from clauseadvisor.domain import LabelledClause
from clauseadvisor.patterns import Sought, folded
from clauseadvisor.playbook.cue_schema import Device
from clauseadvisor.playbook.recipe_schema import Advice
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.citing import annex_of, cited, reference
from clauseadvisor.suggesting.match import View, any_found, may_hold, may_hold_any, view_of
from clauseadvisor.suggesting.setting import Devices, Setting

#: A clause above more than this share of all clauses is no part but the whole.
_MOST_OF_ALL: Final = 3
_SURE_ENOUGH: Final = 0.6
#: A term in quotation marks with its meaning, up to the next one.
_DEFINITION: Final = re.compile(
    r"[\"“](?P<term>[A-Z][^\"“”\n]{2,60})[\"”],? (?:shall |will )?(?:means?|is|refers? to)\b"
    r"(?:(?![\"“][A-Z][^\"“”\n]{2,60}[\"”],? (?:shall |will )?means?\b).){0,600}",
    re.DOTALL,
)


def devices_of(clauses: Sequence[LabelledClause], playbook: Playbook) -> Devices:
    """Every device that some clause of the contract holds, whatever the label of the clause."""
    holders: dict[str, list[LabelledClause]] = {}
    for clause in clauses:  # clause by clause: its folded words are remembered for a moment
        words = view_of(clause).words
        by_words = may_hold_any("devices", words, playbook)
        for device in playbook.devices.values():
            if _is_sure(device, clause) or (by_words and _holds(device, words)):
                holders.setdefault(device.id, []).append(clause)
    return Devices(
        holders={key: tuple(found) for key, found in holders.items()}, parts=_parts(clauses)
    )


def within_reach(clause: LabelledClause, setting: Setting) -> dict[str, str]:
    """Device -> where it stands, for those that count for ``clause``: others before the clause itself."""
    at_hand: dict[str, str] = {}
    for key, holders in setting.devices.holders.items():
        reach = setting.playbook.devices[key].reach
        if reach == "term":
            device = setting.playbook.devices[key]
            near = [each for each in holders if _defines_for(clause, each, device)]
        else:
            near = [
                each
                for each in holders
                if reach == "contract" or each.id == clause.id or _belong(clause, each, setting)
            ]
        if near:
            others = [each for each in near if each.id != clause.id]
            every = setting.playbook.devices[key].places == "all"
            found = _every_place if every else _first_place
            at_hand[key] = found(others, setting) or reference(
                clause, setting.words, setting.clauses, setting.shared_citations
            )
    return at_hand


def place_in_contract(device: str, setting: Setting) -> str | None:
    """Where the contract has the device for all of it: in a clause of no annex that can be cited."""
    places = (
        _place(each, setting)
        for each in setting.devices.holders.get(device, ())
        if annex_of(each, setting.clauses) is None
    )
    return next((each for each in places if each), None)


def slots_there(has: Mapping[str, str], setting: Setting) -> dict[str, str]:
    """The slots that the devices at hand fill: their places, and how a difference is settled."""
    say, words = setting.playbook.say, setting.words
    if "ladder" in has:
        return {**has, "settled": say("settled_there", place=has["ladder"])}
    place = place_in_contract("arbitration", setting)
    if place is None:
        return dict(has)
    settled = say(
        "settled_arbitrated", agreement=words.agreement, days=words.business_days, place=place
    )
    return {**has, "settled": settled}


def built_on(advice: Advice, view: View, own: str, text: str, playbook: Playbook) -> str:
    """What is said of what other clauses have that the wording names, or leaves out for that; else nothing.

    ``own`` is how the clause itself is cited, ``text`` the wording as it is proposed.
    """
    used = dict.fromkeys(
        device
        for part in advice.parts
        for device in (*part.when.there, *part.when.lacks)
        if view.has.get(device, own) != own and not playbook.devices[device].opposed
    )
    # Only of what the wording names can it be said to build on it.
    named = [each for each in used if view.has[each] in text]
    left = [each for each in used if each not in named]
    said = (("built_on", named), ("built_beside" if named else "built_around", left))
    return " ".join(
        playbook.say(saying, found=_listed(found, view, playbook))
        for saying, found in said
        if found
    )


def _listed(found: Sequence[str], view: View, playbook: Playbook) -> str:
    """ "a forecast of volumes in clause 6.1 and a better price above a volume in clause 6.4"."""
    *most, last = (
        playbook.say("built_on_one", device=playbook.devices[each].title, place=view.has[each])
        for each in found
    )
    return f"{', '.join(most)} and {last}" if most else last


def _is_sure(device: Device, clause: LabelledClause) -> bool:
    """Whether the clause holds the device by its sub-type."""
    return (
        clause.subtype in device.subtypes
        and not clause.needs_review
        and clause.confidence >= _SURE_ENOUGH
    )


def _holds(device: Device, words: str) -> bool:
    when = device.when
    if not may_hold(when, words):
        return False
    for pattern in when.all_of:
        if not any_found((pattern,), words):
            return False
    if when.any_of and not any_found(when.any_of, words):
        return False
    return not any_found(when.none_of, words)


def _belong(one: LabelledClause, other: LabelledClause, setting: Setting) -> bool:
    """Whether both stand in one part or section of the contract, or one names the other."""
    parts = setting.devices.parts
    return (
        parts.get(one.id, one.id) == parts.get(other.id, other.id)
        or any(each.id == other.id for each in setting.pieces.get(one.id, ()))
        or _names(one, other, setting)
        or _names(other, one, setting)
    )


def _defines_for(clause: LabelledClause, holder: LabelledClause, device: Device) -> bool:
    """Whether the holder defines, in the words of the device, a term that the clause uses."""
    used = (each for each in _DEFINITION.finditer(holder.text) if each["term"] in clause.text)
    return any(any_found(device.when.any_of, each.group()) for each in used)


def _names(one: LabelledClause, other: LabelledClause, setting: Setting) -> bool:
    """Whether ``one`` cites ``other``, or the annex in which it stands."""
    places = (cited(other, setting.words, setting.clauses), annex_of(other, setting.clauses))
    words = folded(one.text)
    return any(_citation(each).search(one.text, words) for each in places if each)


@lru_cache(maxsize=512)
def _citation(place: str) -> Sought:
    return Sought(rf"\b{re.escape(place)}(?![\w(]|\.\d)", re.IGNORECASE)


def _first_place(holders: Sequence[LabelledClause], setting: Setting) -> str | None:
    """Where the first of them that can be cited stands; None if there are none."""
    places = (_place(each, setting) for each in holders)
    unnumbered = setting.playbook.say("place_other", agreement=setting.words.agreement)
    return next((each for each in places if each), unnumbered if holders else None)


def _every_place(holders: Sequence[LabelledClause], setting: Setting) -> str | None:
    """Where they stand, "clause 2.1, clause 2.3 and clause 4"; None if none of them can be cited."""
    places = dict.fromkeys(_place(each, setting) for each in holders)
    named = [each for each in places if each]
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:]))) or None


def _place(clause: LabelledClause, setting: Setting) -> str | None:
    number = cited(clause, setting.words, setting.clauses)
    alone = number is not None and number not in setting.shared_citations
    if alone:
        return number
    # What has no number of its own, as a definition in a list, stands in the clause above it.
    return annex_of(clause, setting.clauses) or _place_above(clause, setting)


def _place_above(clause: LabelledClause, setting: Setting) -> str | None:
    """The nearest clause above one without a number, if it can be cited."""
    above = setting.clauses.get(clause.parent or "")
    if clause.number or above is None:
        return None
    number = cited(above, setting.words, setting.clauses)
    return None if number in setting.shared_citations else number


def _parts(clauses: Sequence[LabelledClause]) -> dict[str, str]:
    """Clause -> the topmost clause above it that does not stand above most of the contract."""
    above = {clause.id: clause.parent for clause in clauses}
    paths = {key: _path(key, above) for key in above}
    sizes = Counter(each for path in paths.values() for each in path)
    return {
        key: next(
            (each for each in reversed(path) if sizes[each] * _MOST_OF_ALL <= len(clauses)), key
        )
        for key, path in paths.items()
    }


def _path(key: str, above: Mapping[str, str | None]) -> list[str]:
    """The clause, the one above it, and so on."""
    path: list[str] = []
    current: str | None = key
    while current is not None and current in above and current not in path:
        path.append(current)
        current = above[current]
    return path
