"""Automatic numbers as Word shows them (ECMA-376 Part 1, 17.9).

:class:`Numbering` holds the definitions of one document; a :class:`Numberer` counts through one
story (the body, the footnotes, ...) and gives each paragraph its label. Numbers that share an
abstract definition share its counters, as in Word: a new ``w:num`` goes on counting unless it
overrides the start.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from clauseadvisor.openxml.names import (
    attribute,
    children,
    find,
    find_path,
    is_on,
    number_value,
    value,
)
from clauseadvisor.openxml.numerals import written
from clauseadvisor.openxml.styles import Style, Styles

_LEVELS: Final = 9
_PLACEHOLDER: Final = re.compile(r"%([1-9])")

#: Shown for any one-sign bullet: the sign itself depends on a symbol font.
BULLET: Final = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (17.9.6); ``hidden`` ones count and show nothing (17.9.24)."""

    start: int = 0  # 17.9.25: zero when it is not stated
    number_format: str = "decimal"
    text: str | None = None
    restart: int | None = None  # 17.9.10: None is the default rule, 0 never
    legal: bool = False
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Num:
    """A list that paragraphs refer to (17.9.15): its definition, and what it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """What automatic numbering shows before a paragraph.

    ``text`` is what is shown, "" for nothing; ``number`` is the same unless it is a bullet.
    """

    text: str
    number: str | None
    level: int


@dataclass(frozen=True, slots=True)
class _Abstract:
    levels: dict[int, Level]
    style_link: str | None


class Numbering:
    """The lists of one document; without a numbering part, no paragraph is in any."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, _Abstract] = {}
        self._nums: dict[int, etree._Element] = {}
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[int, Num | None] = {}
        if root is None:
            return
        for element in children(root, "w:abstractNum"):
            identifier = attribute(element, "w:abstractNumId")
            if identifier is not None:
                self._elements[identifier] = element
                self._abstracts[identifier] = _Abstract(
                    levels=_levels(element), style_link=value(find(element, "w:numStyleLink"))
                )
        for element in children(root, "w:num"):
            num_id = _whole(attribute(element, "w:numId"))
            if num_id is not None:
                self._nums[num_id] = element

    def num(self, num_id: int) -> Num | None:
        """The list of that id, with its overrides; None when it does not exist."""
        if num_id not in self._resolved:
            self._resolved[num_id] = self._resolve(num_id)
        return self._resolved[num_id]

    def level_indent(self, num_id: int, ilvl: int) -> etree._Element | None:
        """The ``w:ind`` that a level of a list sets its paragraphs in by, None if it says nothing."""
        abstract = self._abstract_of(num_id)
        if abstract is None:
            return None
        overrides = children(self._nums[num_id], "w:lvlOverride")
        for level in (
            *(find(each, "w:lvl") for each in overrides),
            *children(self._elements[abstract], "w:lvl"),
        ):
            if level is not None and _whole(attribute(level, "w:ilvl")) == ilvl:
                return find_path(level, "w:pPr", "w:ind")
        return None

    def place(
        self, properties: etree._Element | None, style_id: str | None
    ) -> tuple[int, Num, int] | None:
        """The list and level of a paragraph: (numId, list, level), or None if it is in none.

        Its own ``w:numPr`` beats its style's; numId 0 takes it out of any list (17.9.18). A
        style is on the level that names it (17.9.23), else on the level it states itself,
        unless that level names another style: then Word numbers only that one.
        """
        own = find(properties, "w:numPr") if properties is not None else None
        num_id = number_value(find(own, "w:numId")) if own is not None else None
        ilvl = number_value(find(own, "w:ilvl")) if own is not None else None
        chain = self._styles.paragraph_chain(style_id)
        is_own = num_id is not None
        if num_id is None:
            num_id = next((style.num_id for style in chain if style.num_id is not None), None)
        if not num_id:
            return None
        num = self.num(num_id)
        if num is None:
            return None
        if ilvl is None:
            ilvl = _level_of_style(num, [style.id for style in chain])
        if ilvl is None:
            ilvl = next((style.ilvl for style in chain if style.ilvl is not None), 0)
        ilvl = min(max(ilvl, 0), _LEVELS - 1)
        if not is_own and _belongs_elsewhere(num, ilvl, chain):
            return None
        return num_id, num, ilvl

    def _resolve(self, num_id: int) -> Num | None:
        element = self._nums.get(num_id)
        abstract_id = self._abstract_of(num_id)
        if element is None or abstract_id is None:
            return None
        levels = dict(self._abstracts[abstract_id].levels)
        starts: dict[int, int] = {}
        for override in children(element, "w:lvlOverride"):
            ilvl = _whole(attribute(override, "w:ilvl"))
            if ilvl is None or ilvl >= _LEVELS:
                continue
            level = find(override, "w:lvl")
            if level is not None:
                levels[ilvl] = _level(level)
            start = number_value(find(override, "w:startOverride"))
            if start is not None:
                starts[ilvl] = start
                levels[ilvl] = replace(levels.get(ilvl, Level()), start=start)
        # A list that links to a numbering style takes its levels, and counts for itself.
        own = value(find(element, "w:abstractNumId")) or abstract_id
        return Num(abstract=own, levels=levels, starts=starts)

    def _abstract_of(self, num_id: int) -> str | None:
        """Follow a link to a numbering style to the list that defines it (17.9.21, 17.9.27)."""
        seen: set[int] = set()
        current: int | None = num_id
        while current is not None and current not in seen and current in self._nums:
            seen.add(current)
            identifier = value(find(self._nums[current], "w:abstractNumId"))
            abstract = self._abstracts.get(identifier) if identifier is not None else None
            if abstract is None:
                return None
            if abstract.style_link is None or abstract.levels:
                return identifier
            style = self._styles.get(abstract.style_link)
            current = style.num_id if style is not None else None
        return None


@dataclass(slots=True)
class Numberer:
    """Counts the numbered paragraphs of one story in their order.

    ``unknown`` counts the number formats that were shown as plain digits for want of better.
    """

    numbering: Numbering
    unknown: Counter[str] = field(default_factory=Counter)
    _values: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[int, int]] = field(default_factory=set)

    def label(self, properties: etree._Element | None, style_id: str | None) -> Label | None:
        """Count one paragraph and give its label; None when it is in no list."""
        place = self.numbering.place(properties, style_id)
        if place is None:
            return None
        num_id, num, ilvl = place
        values = self._values.setdefault(num.abstract, {})
        self._count(values, num_id, num, ilvl)
        text = self._text(values, num, ilvl)
        bullet = num.levels.get(ilvl, Level()).number_format == "bullet"
        return Label(text=text, number=None if bullet or not text else text, level=ilvl)

    def _count(self, values: dict[int, int], num_id: int, num: Num, ilvl: int) -> None:
        level = num.levels.get(ilvl, Level())
        first = (num_id, ilvl) not in self._started
        self._started.add((num_id, ilvl))
        for shallower in range(ilvl):
            # A level that was skipped counts as begun: after 1.1 without a 1 comes 2.
            if shallower not in values and shallower in num.levels:
                values[shallower] = num.levels[shallower].start
        if (first and ilvl in num.starts) or ilvl not in values:
            values[ilvl] = level.start
        else:
            values[ilvl] += 1
        for deeper in [other for other in values if other > ilvl]:
            restart = num.levels.get(deeper, Level()).restart
            # A level restarts after any higher one; with a stated restart k, after a level
            # of index below k only, and with k = 0 never (17.9.10).
            if restart is None or ilvl < restart:
                del values[deeper]

    def _text(self, values: dict[int, int], num: Num, ilvl: int) -> str:
        level = num.levels.get(ilvl, Level())
        pattern = "" if level.hidden else level.text or ""
        if level.number_format == "bullet":
            return BULLET if len(pattern.strip()) == 1 else pattern.strip()

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            if index > ilvl:
                return ""
            of = num.levels.get(index, Level())
            number = values.get(index, of.start)
            # Legal numbering writes every level in digits (17.9.4); "01" already is.
            legal = level.legal and of.number_format not in {"none", "decimalZero"}
            return self._written(number, "decimal" if legal else of.number_format)

        return _PLACEHOLDER.sub(shown, pattern).strip()

    def _written(self, number: int, number_format: str) -> str:
        text = written(number, number_format)
        if text is None:
            self.unknown[number_format] += 1
            return str(number)
        return text


def _level_of_style(num: Num, style_ids: list[str]) -> int | None:
    for style_id in style_ids:
        for ilvl, level in num.levels.items():
            if level.style == style_id:
                return ilvl
    return None


def _belongs_elsewhere(num: Num, ilvl: int, chain: tuple[Style, ...]) -> bool:
    """Whether the level is tied to a style that the paragraph does not have."""
    named = num.levels.get(ilvl, Level()).style
    return named is not None and all(style.id != named for style in chain)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in children(abstract, "w:lvl"):
        ilvl = _whole(attribute(element, "w:ilvl"))
        if ilvl is not None and 0 <= ilvl < _LEVELS:
            found[ilvl] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    return Level(
        start=number_value(find(element, "w:start")) or 0,
        number_format=_number_format(element),
        text=value(find(element, "w:lvlText")),
        restart=number_value(find(element, "w:lvlRestart")),
        legal=bool(is_on(find(element, "w:isLgl"))),
        style=value(find(element, "w:pStyle")),
        hidden=bool(is_on(find_path(element, "w:rPr", "w:vanish"))),
    )


def _number_format(level: etree._Element) -> str:
    """The number format, also where Word 2010 and later wrap it in a choice (17.9.17, format)."""
    element = find(level, "w:numFmt")
    if element is None:
        element = find_path(level, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    if element is None:
        return "decimal"
    if value(element) == "custom":
        return attribute(element, "w:format") or "decimal"
    return value(element) or "decimal"


def _whole(raw: str | None) -> int | None:
    """An attribute as a whole number of sane size, None otherwise."""
    text = (raw or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
