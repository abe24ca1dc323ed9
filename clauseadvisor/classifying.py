"""Clauses without a contract: label them, find their facts, and (if wanted) advise on each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from clauseadvisor.analysis import default_classifier, default_playbook
from clauseadvisor.domain import Burden, Facts, Judgement, Role, Suggestion
from clauseadvisor.labelling.base import Classifier, ClauseText
from clauseadvisor.labelling.label import label_text
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting import advise_text, burden_of_text

#: Lines that are judged together: enough to fill the classifier, little enough to stream.
CHUNK = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """All that can be said of one clause on its own. Offsets count from the start of its text."""

    judgement: Judgement
    facts: Facts
    burden: Burden
    burdened_party: str | None
    suggestion: Suggestion | None


def advise(
    clauses: Iterable[str | ClauseText],
    *,
    classifier: Classifier | None = None,
    role: Role = Role.CUSTOMER,
) -> list[Advice]:
    """Labels, facts and a suggestion (None where there is nothing to advise) for each clause."""
    items = [ClauseText(text=each) if isinstance(each, str) else each for each in clauses]
    playbook = default_playbook()
    found = label_text(items, classifier or default_classifier())
    return [
        _advice(item, judgement, facts, burden, burdened, playbook, role)
        for item, (judgement, facts, burden, burdened) in zip(items, found, strict=True)
    ]


def _advice(
    item: ClauseText,
    judgement: Judgement,
    facts: Facts,
    burden: Burden,
    burdened: str | None,
    playbook: Playbook,
    role: Role,
) -> Advice:
    """The advice, with the burden that it argues: a reader is told one and not two."""
    read = {"heading": item.heading, "context": item.context, "burdened_party": burdened}
    suggestion = advise_text(
        item.text,
        judgement=judgement,
        facts=facts,
        burden=burden,
        playbook=playbook,
        role=role,
        **read,
    )
    borne, by = burden_of_text(
        item.text, judgement=judgement, facts=facts, burden=burden, playbook=playbook, **read
    )
    return Advice(
        judgement=judgement, facts=facts, burden=borne, burdened_party=by, suggestion=suggestion
    )


def classify_lines(
    lines: Iterable[str],
    *,
    classifier: Classifier,
    advice: bool = False,
    role: Role = Role.CUSTOMER,
) -> Iterator[dict[str, Any]]:
    """One record for each JSON line, in order, as ``clauseadvisor classify`` writes them.

    A line that cannot be used gives ``{"id", "error"}``; blank lines are passed over.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while chunk := list(islice(numbered, CHUNK)):
        parsed = [_parse(number, line) for number, line in chunk]
        items = [item for _, item, error in parsed if item is not None and error is None]
        records = iter(_records(items, classifier, advice, role))
        for identity, item, error in parsed:
            yield (
                {"id": identity, "error": error}
                if item is None
                else {"id": identity, **next(records)}
            )


def _records(
    items: Sequence[ClauseText], classifier: Classifier, advice: bool, role: Role
) -> Iterator[dict[str, Any]]:
    if advice:
        for each in advise(items, classifier=classifier, role=role):
            suggestion = asdict(each.suggestion) if each.suggestion else None
            yield _record(each.judgement, each.facts, each.burden) | {"suggestion": suggestion}
        return
    for judgement, facts, burden, _ in label_text(items, classifier):
        yield _record(judgement, facts, burden)


def _record(judgement: Judgement, facts: Facts, burden: Burden) -> dict[str, Any]:
    return {
        "label": judgement.label,
        "subtype": judgement.subtype,
        "secondary": list(judgement.secondary),
        "scores": dict(judgement.scores),
        "needs_review": judgement.needs_review,
        "evidence": [{"start": span.start, "end": span.end} for span in judgement.evidence],
        "facts": asdict(facts),
        "burden": burden,
    }


def _parse(number: int, line: str) -> tuple[Any, ClauseText | None, str | None]:
    """The line's id, its clause, and what is wrong with it (one of the last two is None)."""
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as problem:
        return None, None, f"Line {number} is no JSON object ({problem}): write one object a line."
    if not isinstance(row, dict):
        return None, None, f"Line {number} is no JSON object: write one object a line."
    identity = row.get("id")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return identity, None, f'Line {number} has no words under "text": put the clause there.'
    for field in ("heading", "context"):
        if not isinstance(row.get(field), str | None):
            return (
                identity,
                None,
                f'Line {number} has a "{field}" that is no text: write a string or leave it out.',
            )
    return (
        identity,
        ClauseText(text=text, heading=row.get("heading"), context=row.get("context")),
        None,
    )
