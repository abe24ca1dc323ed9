"""Form fields of older Word versions: what a filled-in box, list or number shows."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from clauseadvisor.openxml.names import children, find, is_on, number_value, value

TICKED: Final = "☒"
EMPTY: Final = "☐"

#: Fields that Word computes at display time and never stores (ECMA-376 Part 1, 17.16.5).
_COMPUTED: Final = re.compile(r"\s*(?:LISTNUM|AUTONUM|AUTONUMLGL|AUTONUMOUT)\b", re.IGNORECASE)


def shown_by_form(begin: etree._Element) -> str:
    """What a form field shows by its state alone, "" for one that shows its result.

    ``begin`` is the ``w:fldChar`` that begins it (17.16.17): a check box has no result text, and
    a drop-down list shows the entry that its result, else its default, points to.
    """
    form = find(begin, "w:ffData")
    if form is None:
        return ""
    box = find(form, "w:checkBox")
    if box is not None:
        state = is_on(find(box, "w:checked"))
        return TICKED if (is_on(find(box, "w:default")) if state is None else state) else EMPTY
    choices = find(form, "w:ddList")
    return _chosen(choices) if choices is not None else ""


def is_computed(instruction: str) -> bool:
    """Whether the field shows a number that stands nowhere in the file."""
    return bool(_COMPUTED.match(instruction))


def _chosen(choices: etree._Element) -> str:
    entries = [value(entry) or "" for entry in children(choices, "w:listEntry")]
    index = number_value(find(choices, "w:result"))
    if index is None:
        index = number_value(find(choices, "w:default")) or 0
    return entries[index] if 0 <= index < len(entries) else ""
