"""What to learn from the incentives and trust clauses that a contract has already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clauseadvisor.domain import Kind, Label, LabelledClause, Suggestion, Verdict
from clauseadvisor.playbook.norm_schema import Lesson
from clauseadvisor.suggesting.asides import stance_of
from clauseadvisor.suggesting.blank_forms import first_step
from clauseadvisor.suggesting.clarity import unclear
from clauseadvisor.suggesting.devices import within_reach
from clauseadvisor.suggesting.identity import identity
from clauseadvisor.suggesting.match import holds, view_of
from clauseadvisor.suggesting.sections import words_beside
from clauseadvisor.suggesting.setting import Setting

_MOST = 4
_SURE_ENOUGH = 0.6
_PRIORITY = 8.0  # below every change and every addition beside a kept clause


def lessons(clauses: Sequence[LabelledClause], setting: Setting) -> Iterator[Suggestion]:
    """One for the surest clause of each incentive or trust sub-type, a few in all."""
    firsts: dict[str, tuple[LabelledClause, Lesson]] = {}
    for lesson in setting.playbook.lessons.values():
        fitting = [
            clause
            for clause in clauses
            if clause.subtype == lesson.subtype
            and clause.confidence >= _SURE_ENOUGH
            and holds(lesson.when, view_of(clause, setting.deal.ids))
        ]
        if fitting:
            firsts[lesson.subtype] = (max(fitting, key=lambda clause: clause.confidence), lesson)
    ordered = sorted(
        firsts.values(), key=lambda pair: (pair[0].label is not Label.INCENTIVE, -pair[0].severity)
    )
    for clause, lesson in ordered[:_MOST]:
        yield _lesson(clause, lesson, setting)


def _lesson(clause: LabelledClause, lesson: Lesson, setting: Setting) -> Suggestion:
    view = view_of(clause, setting.deal.ids)
    proviso = next((each for each in lesson.provisos if holds(each.when, view)), None)
    return Suggestion(
        id=identity(clause.text, lesson.id),
        clause_id=clause.id,
        verdict=Verdict.KEEP,
        kind=lesson.kind,
        recipe=lesson.id,
        title=lesson.title,
        rationale=f"{proviso.lesson} {lesson.lesson}" if proviso else lesson.lesson,
        norms=(),
        preconditions=_left_open(clause, setting) if lesson.kind is Kind.BONUS else (),
        proposed_text="",
        negotiation=stance_of(setting.playbook.stances["lesson"]),
        unlocked=True,
        sources=lesson.sources,
        first_step=first_step((proviso or lesson).first_step, setting),
        priority=_PRIORITY,
    )


def _left_open(clause: LabelledClause, setting: Setting) -> tuple[str, ...]:
    """What neither the section of a reward nor another clause within its reach settles."""
    words = f"{clause.text}\n{words_beside(clause, setting.pieces)}"
    return unclear(words, setting.playbook, within_reach(clause, setting), clause.subtype)
