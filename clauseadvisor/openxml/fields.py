"""Complex fields: begin, instruction, separate, result, end (ECMA-376 Part 1, 17.16.18)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from clauseadvisor.openxml.names import attribute, clark, name_of

#: A text box has fields of its own; a fallback repeats what its choice has said.
_OTHER_STORIES: Final = frozenset({"w:txbxContent", "mc:Fallback"})


def broken_fields(container: etree._Element, gone: frozenset[str]) -> frozenset[etree._Element]:
    """The field characters without a partner, in the text that is shown.

    A field that begins and never ends would otherwise swallow all text behind it. ``gone``
    names the elements (deleted, inserted text) whose content is not part of the view.
    """
    elsewhere = gone | _OTHER_STORIES
    open_fields: list[list[etree._Element]] = []
    broken: set[etree._Element] = set()
    for element in container.iter(*clark("w:fldChar")):
        if _is_inside(element, elsewhere, container):
            continue
        kind = attribute(element, "w:fldCharType")
        if kind == "begin":
            open_fields.append([element])
        elif not open_fields:
            broken.add(element)
        elif kind == "end":
            open_fields.pop()
        else:
            open_fields[-1].append(element)
    for parts in open_fields:
        broken.update(parts)
    return frozenset(broken)


def _is_inside(element: etree._Element, names: frozenset[str], container: etree._Element) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is container:
            return False
        if name_of(ancestor) in names:
            return True
    return False
