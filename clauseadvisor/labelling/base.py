"""The plug point of labelling: anything that judges clause texts.

A classifier has one method. :class:`FixedClassifier` ships for tests and for users who want to
try the rest of the house without a trained pipeline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from clauseadvisor.domain import Judgement, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """What a classifier sees of a clause: its words, its heading and the lead-in it completes."""

    text: str
    heading: str | None = None
    context: str | None = None


class Classifier(Protocol):
    """Judges clause texts, one judgement for each, in order."""

    @property
    def version(self) -> str:
        """Names the model, so that results can be told apart ("clauseadvisor-0.1.0-1a2b3c4d")."""

    def judge(self, items: Sequence[ClauseText]) -> list[Judgement]:
        """One judgement for each item, in the same order. Evidence counts from the item's text."""


class FixedClassifier:
    """A classifier that answers what a function or a fixed label tells it to."""

    version = "fixed"

    def __init__(self, answer: Label | Callable[[ClauseText], tuple[Label, str | None]]) -> None:
        self._answer = answer

    def judge(self, items: Sequence[ClauseText]) -> list[Judgement]:
        """Certain judgements without evidence."""
        return [self._judge_one(item) for item in items]

    def _judge_one(self, item: ClauseText) -> Judgement:
        if isinstance(self._answer, Label):
            label, subtype = self._answer, None
        else:
            label, subtype = self._answer(item)
        return Judgement(
            label=label,
            subtype=subtype,
            secondary=(),
            scores={each.value: float(each is label) for each in Label},
            confidence=1.0,
            needs_review=False,
        )
