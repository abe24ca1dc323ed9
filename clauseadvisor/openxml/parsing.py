"""XML of unknown origin: no DTD, no entities, no network, no endless depth."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from clauseadvisor.errors import CorruptInputError, UnsafeInputError
from clauseadvisor.openxml.guards import reason

#: Deeper nesting than any real contract has; keeps recursion over the tree within bounds.
MAX_DEPTH: Final = 150

#: True for a tree with an element on a deeper level; one step a level keeps it linear.
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")

_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root element of one part of the package.

    ``part`` names the part in errors. Raises UnsafeInputError for a document type declaration
    (it alone can declare entities) and for absurd nesting, CorruptInputError for broken XML.
    """
    if _declares_type(data):
        raise _unsafe(part)
    # A parser each time: lxml parsers carry an error log and are not to be shared by threads.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        if "depth" in str(problem).lower():
            raise _too_deep(part) from problem
        raise CorruptInputError(
            f"The Word file is damaged: its part {part!r} is not well-formed XML ({reason(problem)}). "
            "Open it in Word, let Word repair it, and save it again."
        ) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe(part)
    _check_depth(root, part)
    return root


def _declares_type(data: bytes) -> bool:
    """Whether a document type is declared, in UTF-8 or in UTF-16.

    Searched before parsing, so that no entity is ever stored, let alone expanded. The head is
    enough: the declaration must come before the root element.
    """
    head = data[:65536].replace(b"\x00", b"")
    return bool(_DOCTYPE.search(head))


def _check_depth(root: etree._Element, part: str) -> None:
    if _TOO_DEEP(root.getroottree()):
        raise _too_deep(part)


def _unsafe(part: str) -> UnsafeInputError:
    return UnsafeInputError(
        f"The Word file declares a document type in its part {part!r}, which no Word file needs and "
        "which attacks use: ask for a clean copy, or save it again from Word."
    )


def _too_deep(part: str) -> UnsafeInputError:
    return UnsafeInputError(
        f"The Word file nests its part {part!r} more than {MAX_DEPTH} levels deep, as only files made to "
        "exhaust a reader do: ask for a clean copy, or save it again from Word."
    )
