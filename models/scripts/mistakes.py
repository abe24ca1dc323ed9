"""What the cross-validation gets wrong: shares by kind, and the worst errors by their place.

No text of a corpus goes into the figures: an error is named by file and offsets, where it can be
read up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from corpus import Sourced

from clauseadvisor.domain import Judgement

WORST = 20


def errors(
    rows: Sequence[Sourced], judged: Sequence[Judgement | None], source: str
) -> dict[str, Any]:
    """The wrong labels among the judged clauses of ``source``.

    ``wrong``            how many there are
    ``also_read``        share whose given label the readers named as secondary
    ``against_neutral``  share in which one of the two labels is neutral
    ``by_length``        share of wrong labels in each quarter of the clauses, shortest first, with
                         the number of characters at which the quarter ends
    ``worst``            the most confident ones: place, label, given label, confidence
    """
    pairs = [
        (row, judgement)
        for row, judgement in zip(rows, judged, strict=True)
        if row.source == source and judgement is not None
    ]
    wrong = [(row, given) for row, given in pairs if given.label is not row.example.label]
    wrong.sort(key=lambda pair: (-pair[1].confidence, pair[0].place))
    kinds = Counter(
        kind
        for row, given in wrong
        for kind, holds in (
            ("also_read", given.label in row.example.secondary),
            ("against_neutral", "neutral" in (given.label, row.example.label)),
        )
        if holds
    )
    return {
        "wrong": len(wrong),
        "also_read": round(kinds["also_read"] / len(wrong), 4),
        "against_neutral": round(kinds["against_neutral"] / len(wrong), 4),
        "by_length": _by_length(pairs),
        "worst": [
            {
                "place": row.place,
                "label": row.example.label.value,
                "given": given.label.value,
                "confidence": round(given.confidence, 3),
            }
            for row, given in wrong[:WORST]
        ],
    }


def _by_length(pairs: Sequence[tuple[Sourced, Judgement]]) -> list[dict[str, float]]:
    length = np.array([len(row.example.text) for row, _ in pairs])
    missed = np.array([given.label is not row.example.label for row, given in pairs])
    return [
        {"up_to": int(length[part].max()), "wrong": round(float(missed[part].mean()), 4)}
        for part in np.array_split(np.argsort(length, kind="stable"), 4)
    ]
