"""Does the evidence carry the label? Deletes it, and random stretches of the same length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from corpus import Sourced
from numpy.typing import NDArray

from clauseadvisor.domain import Judgement, Label
from clauseadvisor.labelling.components import ClauseJudge
from clauseadvisor.labelling.examples import Example
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.training import Scored, Workshop, text_of

#: Random deletions that the evidence is held against, and clauses looked at in each fold.
RANDOM_DELETIONS = 20
CLAUSES = 120


def evidence_share(
    rows: Sequence[Sourced],
    judged: Sequence[Judgement | None],
    workshop: Workshop,
    scored: Scored,
    seed: int,
) -> dict[str, Any]:
    """The share of non-neutral clauses (a sample of unseen ones) whose probability of the label
    falls further when the evidence goes than on average when as many words go at random."""
    chooser = random.Random(seed)
    won = total = 0
    for number, judge in enumerate(workshop.judges(scored)):
        active = [
            place
            for place in np.flatnonzero(scored.fold == number).tolist()
            if (found := judged[place]) and found.label is not Label.NEUTRAL and found.evidence
        ]
        for place in chooser.sample(active, min(CLAUSES, len(active))):
            judgement = judged[place]
            if judgement is not None:
                won += _carries(rows[place].example, judgement, judge, workshop, chooser)
                total += 1
    return {"clauses": total, "share": round(won / max(1, total), 4)}


def _carries(
    example: Example,
    judgement: Judgement,
    judge: ClauseJudge,
    workshop: Workshop,
    chooser: random.Random,
) -> bool:
    text = example.text
    cut = [(span.start, span.end) for span in judgement.evidence]
    words = sum(len(text[start:end].split()) for start, end in cut)
    variants = [_without(text, cut)]
    variants += [_without_random(text, words, chooser) for _ in range(RANDOM_DELETIONS)]
    read = [text_of(replace(example, text=variant)) for variant in variants]
    verdicts = judge.judge([workshop.pipeline.make_doc(words) for words in read])
    chances: NDArray[np.float64] = verdicts.probabilities[:, LABELS.index(judgement.label)]
    return bool(chances[0] < chances[1:].mean())


def _without(text: str, cut: list[tuple[int, int]]) -> str:
    for start, end in sorted(cut, reverse=True):
        text = text[:start] + text[end:]
    return text


def _without_random(text: str, count: int, chooser: random.Random) -> str:
    words = text.split()
    start = chooser.randrange(max(1, len(words) - count + 1))
    return " ".join(words[:start] + words[start + count :])
