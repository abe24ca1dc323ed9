"""Forms that nobody has filled in yet: they have no past that one could look at together."""

from __future__ import annotations

import re
from typing import Final

from clauseadvisor.domain import Document
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.setting import Setting

#: A figure that stars stand for was filled in once, and taken out of this copy.
_BLANK: Final = re.compile(r"\[(?!\s*\*)[^\[\]]{0,80}\]|_{4,}")
_FEWEST_BLANKS: Final = 10
_PAST: Final = re.compile(
    r"\b(?:last(?! word)|ever|did|took|was|were|waited|past|already)\b", re.IGNORECASE
)


def is_blank_form(document: Document, playbook: Playbook) -> bool:
    """Whether the parties have only the names of their parts ("Provider"), and much is left blank."""
    parts = {word.casefold() for role in playbook.roles.values() for word in role.words}
    named = [
        each
        for each in document.parties
        if each.name.casefold().removeprefix("the ").strip() not in parts
    ]
    return not named and len(_BLANK.findall(document.text)) >= _FEWEST_BLANKS


def first_step(step: str, setting: Setting) -> str:
    """The step; in a blank form one that looks at the past gives way to one that looks ahead."""
    if setting.blank_form and _PAST.search(step):
        return setting.playbook.say("no_past_step")
    return step


def questions(asked: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    """The questions; in a blank form those about the past are left out."""
    if not setting.blank_form:
        return asked
    return tuple(each for each in asked if not _PAST.search(each))
