"""clauseadvisor reads vendor contracts, labels their clauses and advises what to renegotiate.

    import clauseadvisor as ca

    analysis = ca.analyze("contract.pdf")
    for suggestion in analysis.suggestions[:3]:
        ...
    ca.write_notes(analysis, "notes.docx")

Names are imported when they are first used, so that ``import clauseadvisor`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clauseadvisor.analysis import Inputs, analyze
    from clauseadvisor.analyst import Analyst
    from clauseadvisor.batching import batch
    from clauseadvisor.classifying import advise
    from clauseadvisor.domain import (
        Analysis,
        Clause,
        Document,
        Label,
        LabelledClause,
        Role,
        Suggestion,
        Verdict,
    )
    from clauseadvisor.errors import ClauseAdvisorError, InputError
    from clauseadvisor.labelling.classifier import SpacyClassifier as Classifier
    from clauseadvisor.playbook.load import load_playbook
    from clauseadvisor.reading import read_document
    from clauseadvisor.splitting import split_clauses
    from clauseadvisor.writing import write_notes

_HOMES = {
    "Analysis": "domain",
    "Classifier": "labelling.classifier:SpacyClassifier",
    "Clause": "domain",
    "ClauseAdvisorError": "errors",
    "Document": "domain",
    "InputError": "errors",
    "Analyst": "analyst",
    "Inputs": "analysis",
    "Label": "domain",
    "LabelledClause": "domain",
    "Role": "domain",
    "Suggestion": "domain",
    "Verdict": "domain",
    "advise": "classifying",
    "analyze": "analysis",
    "batch": "batching",
    "load_playbook": "playbook.load",
    "read_document": "reading",
    "split_clauses": "splitting",
    "write_notes": "writing",
}

__all__ = [
    "Analysis",
    "Analyst",
    "Classifier",
    "Clause",
    "ClauseAdvisorError",
    "Document",
    "InputError",
    "Inputs",
    "Label",
    "LabelledClause",
    "Role",
    "Suggestion",
    "Verdict",
    "advise",
    "analyze",
    "batch",
    "load_playbook",
    "read_document",
    "split_clauses",
    "write_notes",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'clauseadvisor' has no attribute {name!r}")
    module, _, original = _HOMES[name].partition(":")
    return getattr(import_module(f"clauseadvisor.{module}"), original or name)


def __dir__() -> list[str]:
    return sorted(__all__)
