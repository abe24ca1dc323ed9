"""Styles: what a paragraph or run inherits (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
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

_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)

#: Real files stack a few styles; a longer chain is one made to tire the reader.
_LONGEST_CHAIN: Final = 32

#: Outline levels run from 0 to 8; 9 means body text (17.3.1.20).
_BODY_LEVEL: Final = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style, with what it states itself; None where it says nothing."""

    id: str
    kind: str  # paragraph, character, table, numbering
    name: str
    based_on: str | None
    num_id: int | None
    ilvl: int | None
    outline: int | None
    vanish: bool | None


class Styles:
    """The styles of one document; without a styles part, every question has its default."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else children(root, "w:style")
        self._styles = {
            style.id: style for style in map(_read_style, elements) if style is not None
        }
        self._chains: dict[str | None, tuple[Style, ...]] = {}
        self._hiding: dict[tuple[str | None, str | None], bool] = {}
        self._default = next(
            (
                attribute(element, "w:styleId")
                for element in elements
                if attribute(element, "w:type") == "paragraph"
                and (attribute(element, "w:default") or "0") in {"1", "true", "on"}
            ),
            None,
        )
        self._hidden_by_default = bool(
            root is not None
            and is_on(find_path(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:vanish"))
        )

    def get(self, style_id: str | None) -> Style | None:
        """The style of that id, or None."""
        return self._styles.get(style_id) if style_id is not None else None

    def id_of(self, name: str, kind: str) -> str | None:
        """The id of the style that Word knows by that name ("annotation text"), or None.

        Ids differ by the language of the Word that made the file; names of built-in styles do not.
        """
        wanted = name.casefold()
        return next(
            (
                each.id
                for each in self._styles.values()
                if (each.kind, each.name.casefold()) == (kind, wanted)
            ),
            None,
        )

    def paragraph_chain(self, style_id: str | None) -> tuple[Style, ...]:
        """The style of a paragraph and those it is based on, nearest first.

        A missing or unknown style means the default paragraph style (17.7.4.17).
        """
        return self.chain(style_id if style_id in self._styles else self._default)

    def chain(self, style_id: str | None) -> tuple[Style, ...]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        if style_id not in self._chains:
            found: dict[str, Style] = {}
            current = self.get(style_id)
            while current is not None and current.id not in found and len(found) < _LONGEST_CHAIN:
                found[current.id] = current
                current = self.get(current.based_on)
            self._chains[style_id] = tuple(found.values())
        return self._chains[style_id]

    def outline(self, properties: etree._Element | None, style_id: str | None) -> int | None:
        """Heading level of a paragraph (0 outermost), None for body text."""
        level = number_value(find(properties, "w:outlineLvl")) if properties is not None else None
        if level is None:
            chain = self.paragraph_chain(style_id)
            level = next((style.outline for style in chain if style.outline is not None), None)
        return level if level is not None and 0 <= level < _BODY_LEVEL else None

    def hides(self, paragraph_style: str | None, run_style: str | None) -> bool:
        """Whether styles alone make a run hidden.

        Hidden is a toggle: set by the paragraph style and by the character style, the two
        cancel out (17.7.3). A run's own setting beats both, and is the caller's business.
        """
        key = paragraph_style, run_style
        if key not in self._hiding:
            toggled = _first_vanish(self.paragraph_chain(paragraph_style)) != _first_vanish(
                self.chain(run_style)
            )
            self._hiding[key] = self._hidden_by_default or toggled
        return self._hiding[key]


def style_of(properties: etree._Element | None, name: str) -> str | None:
    """The style id in ``w:pPr/w:pStyle`` or ``w:rPr/w:rStyle``."""
    return value(find(properties, name)) if properties is not None else None


def _first_vanish(chain: tuple[Style, ...]) -> bool:
    return next((style.vanish for style in chain if style.vanish is not None), False)


def _read_style(element: etree._Element) -> Style | None:
    identifier = attribute(element, "w:styleId")
    if not identifier:
        return None
    name = value(find(element, "w:name")) or identifier
    outline = number_value(find_path(element, "w:pPr", "w:outlineLvl"))
    heading = _HEADING.fullmatch(name)
    if outline is None and heading:
        # Word's own heading styles carry their level even when the file leaves it unsaid.
        outline = int(heading[1]) - 1
    return Style(
        id=identifier,
        kind=attribute(element, "w:type") or "paragraph",
        name=name,
        based_on=value(find(element, "w:basedOn")),
        num_id=number_value(find_path(element, "w:pPr", "w:numPr", "w:numId")),
        ilvl=number_value(find_path(element, "w:pPr", "w:numPr", "w:ilvl")),
        outline=outline,
        vanish=is_on(find_path(element, "w:rPr", "w:vanish")),
    )
