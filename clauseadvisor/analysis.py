"""The straight way through the house: bytes in, an Analysis out. Composition only."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from clauseadvisor.domain import (
    SCHEMA_VERSION,
    Analysis,
    Clause,
    Document,
    Generator,
    Label,
    LabelledClause,
    Role,
)
from clauseadvisor.labelling.base import Classifier, FixedClassifier
from clauseadvisor.labelling.classifier import SpacyClassifier
from clauseadvisor.labelling.label import label_clauses
from clauseadvisor.labelling.opinion import SecondOpinion
from clauseadvisor.labelling.particulars import find_dates, find_law
from clauseadvisor.labelling.parties import assign_roles, find_parties
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.reading import read_document
from clauseadvisor.resources import package_version
from clauseadvisor.settings import Limits
from clauseadvisor.splitting import split_clauses
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.asides import bind_nobody
from clauseadvisor.suggesting.assumptions import Assumptions, read_assumptions
from clauseadvisor.suggesting.balance import balance_of, weigh
from clauseadvisor.suggesting.burdens import with_burdens_named
from clauseadvisor.suggesting.deals import deal_of
from clauseadvisor.suggesting.history import History, read_history
from clauseadvisor.suggesting.money import money_for
from clauseadvisor.suggesting.naming import words_of
from clauseadvisor.suggesting.norms import cover_norms, with_named
from clauseadvisor.suggesting.readiness import readiness_of
from clauseadvisor.suggesting.scorecard import Scorecard, read_scorecard
from clauseadvisor.suggesting.unadvised import Side, raised_by, spoken_of_by, unadvised

#: What ``on_step`` is told, in this order.
STEPS = ("reading", "splitting", "labelling", "suggesting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the user adds to the contract: whose side, who is who, and the files they wrote.

    ``law`` overrides the governing law that the contract states; ``parties`` the roles that
    were detected. Whatever is absent stays an open question in the suggestions. ``thorough`` has
    the clauses that the pipeline is in doubt about read again, by a larger and slower model.
    """

    role: Role = Role.CUSTOMER
    parties: Mapping[str, Role] = field(default_factory=dict)
    law: str | None = None
    scorecard: Scorecard | None = None
    assumptions: Assumptions | None = None
    history: History | None = None
    thorough: bool = False

    @classmethod
    def from_files(
        cls,
        *,
        role: Role = Role.CUSTOMER,
        parties: Mapping[str, Role] | None = None,
        law: str | None = None,
        scorecard: Path | None = None,
        assumptions: Path | None = None,
        history: Path | None = None,
        thorough: bool = False,
    ) -> Inputs:
        """The same from paths. Raises the UserFileError of the first file that is not valid."""
        return cls(
            role=role,
            parties=parties or {},
            law=law,
            scorecard=read_scorecard(scorecard) if scorecard else None,
            assumptions=read_assumptions(assumptions) if assumptions else None,
            history=read_history(history) if history else None,
            thorough=thorough,
        )


def default_classifier(*, thorough: bool = False) -> Classifier:
    """The trained pipeline of this installation, loaded once a process (about a second);
    ``thorough``: with a second opinion on the clauses that it is in doubt about."""
    return _default_with_opinion() if thorough else _default()


@cache
def _default() -> SpacyClassifier:
    return SpacyClassifier.load()


@cache
def _default_with_opinion() -> SpacyClassifier:
    return _default().with_opinion(SecondOpinion.load())


@lru_cache(maxsize=1)
def default_playbook() -> Playbook:
    """The playbook of this installation, read once a process."""
    return load_playbook()


def analyze(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    inputs: Inputs | None = None,
    classifier: Classifier | None = None,
    playbook: Playbook | None = None,
    view: str = "final",
    limits: Limits | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Analysis:
    """Analyse one contract, given as a path or as bytes (``name`` then says what to call it).

    ``view`` decides how a DOCX with tracked changes is read: "final" or "original". ``on_step``
    is told the name of each step of STEPS as it begins.

    Raises InputError when the contract cannot be read, ModelError when the pipeline is missing.
    """
    tell = on_step or _tell_nobody
    inputs = inputs or Inputs()
    playbook = playbook or default_playbook()

    tell("reading")
    document = read_document(source, name=name, view=view, limits=limits)
    tell("splitting")
    clauses = split_clauses(document)
    tell("labelling")
    in_english = document.language == "en"
    if not in_english:
        classifier = _unlabelled()
    elif classifier is None:
        classifier = default_classifier(thorough=inputs.thorough)
    document = _with_particulars(document, clauses, inputs)
    labelled = label_clauses(clauses, parties=document.parties, classifier=classifier)
    if not in_english:
        labelled = tuple(replace(clause, confidence=0.0, needs_review=True) for clause in labelled)
    labelled = _reviewed(labelled, document.layout.recognised_pages)
    tell("suggesting")
    return _advise(document, labelled, inputs, playbook, classifier.version)


def _reviewed(
    clauses: tuple[LabelledClause, ...], pages: tuple[int, ...]
) -> tuple[LabelledClause, ...]:
    """The clauses, those for review that lie on a page whose words were recognised."""
    doubtful = set(pages)
    return tuple(
        replace(clause, needs_review=True)
        if not doubtful.isdisjoint({clause.page, *(box.page for box in clause.boxes)})
        else clause
        for clause in clauses
    )


def _tell_nobody(step: str) -> None:
    """Stands in where nobody wants to know the step."""


def _unlabelled() -> Classifier:
    """The pipeline reads English only: elsewhere a label would be a guess, so none is given."""
    return FixedClassifier(Label.NEUTRAL)


def _with_particulars(document: Document, clauses: tuple[Clause, ...], inputs: Inputs) -> Document:
    parties = find_parties(document, clauses)
    return replace(
        document,
        parties=assign_roles(parties, inputs.parties) if inputs.parties else parties,
        law=inputs.law or find_law(clauses),
        dates=find_dates(clauses),
    )


def _advise(
    document: Document,
    labelled: tuple[LabelledClause, ...],
    inputs: Inputs,
    playbook: Playbook,
    model: str,
) -> Analysis:
    assumptions = inputs.assumptions or Assumptions()
    answers = assumptions.relationship.model_dump(exclude_none=True)
    if document.language == "en":
        labelled = with_burdens_named(labelled, document, playbook)
    weighed = weigh(
        labelled,
        period_fee=assumptions.fees.period_fee,
        idle=bind_nobody(labelled, playbook),
    )
    readiness = (
        readiness_of(inputs.scorecard, age_months=assumptions.relationship.age_months)
        if inputs.scorecard
        else None
    )
    deal = deal_of(weighed, playbook, document.parties)
    norms = cover_norms(weighed, playbook, deal)
    suggestions = (
        suggest(
            weighed,
            document=document,
            playbook=playbook,
            role=inputs.role,
            readiness=readiness,
            answers=answers,
            money=lambda clause: money_for(
                clause, inputs.assumptions, document.layout.tables, inputs.history
            ),
            norms=norms,
            deal=deal,
        )
        if document.language == "en"
        else ()
    )
    return Analysis(
        schema_version=SCHEMA_VERSION,
        generator=Generator(version=package_version(), model=model, playbook=playbook.version),
        document=document,
        clauses=weighed,
        balance=balance_of(weighed, risk=assumptions.risk),
        norms=with_named(norms, suggestions, weighed, playbook),
        readiness=readiness,
        suggestions=suggestions,
        role=inputs.role,
        deal=deal.told() if document.language == "en" else (),
        sided=deal.sided,
        unadvised=unadvised(
            weighed,
            playbook,
            Side(
                role=inputs.role,
                words=words_of(document, playbook.roles),
                deal=deal,
                raised=raised_by(suggestions),
                spoken_of=spoken_of_by(suggestions),
            ),
        )
        if document.language == "en"
        else (),
    )
