"""The parts of our pipeline that spaCy finds by name: the tokenizer and the judge.

Listed as entry points (``spacy_factories``, ``spacy_tokenizers``), they are found by
``spacy.load`` without an import of this package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from clauseadvisor.labelling.features import Normaliser
from clauseadvisor.labelling.judging import LABELS, Decision, Model, Verdicts
from clauseadvisor.labelling.linear import LinearModel
from clauseadvisor.labelling.tokens import ClauseTokenizer

TOKENIZER: Final = "clauseadvisor.ClauseTokenizer.v1"
JUDGE: Final = "clause_judge"

#: Key of ``doc.user_data`` and of ``doc.spans`` under which the judge leaves what it found.
FINDINGS: Final = "clauseadvisor"
EVIDENCE: Final = "evidence"

#: Clauses judged in one go: enough for numpy to pay, few enough to stay in the cache.
BATCH: Final = 64


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], ClauseTokenizer]:
    """The factory that a pipeline's config names."""

    def create(nlp: Language) -> ClauseTokenizer:
        return ClauseTokenizer(nlp.vocab)

    return create


@Language.factory(
    JUDGE,
    default_config={"norms": {}},
    assigns=["doc.cats", "doc.spans", "doc.user_data"],
    default_score_weights={"cats_macro_f": 1.0},
)
def make_judge(nlp: Language, name: str, norms: dict[str, str]) -> ClauseJudge:
    """The component; ``norms`` maps lower-case words to the form the model knows them by."""
    return ClauseJudge(nlp.vocab, name, norms=norms)


class ClauseJudge:
    """Judges documents that hold one clause each.

    Sets ``doc.cats`` (a calibrated probability for each label), ``doc.spans["evidence"]`` and
    ``doc.user_data["clauseadvisor"]`` (label, subtype, secondary, needs_review).
    """

    def __init__(
        self,
        vocab: Vocab,
        name: str = JUDGE,
        *,
        norms: dict[str, str] | None = None,
        model: Model | None = None,
    ) -> None:
        self.name = name
        self.norms = dict(norms or {})
        self.model = model
        self._normalise = Normaliser(vocab.strings, self.norms)

    def __call__(self, doc: Doc) -> Doc:
        """Judges one document."""
        self.annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Judges many documents, in order."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self.annotate(batch)
            yield from batch

    def annotate(self, docs: list[Doc]) -> None:
        """Writes the verdicts into the documents."""
        verdicts = self.judge(docs)
        for number, doc in enumerate(docs):
            doc.cats = dict(zip(LABELS, verdicts.probabilities[number].tolist(), strict=True))
            doc.user_data[FINDINGS] = {
                "label": LABELS[verdicts.labels[number]],
                "subtype": verdicts.subtypes[number],
                "secondary": verdicts.secondary[number],
                "needs_review": verdicts.doubtful[number],
            }
            doc.spans[EVIDENCE] = [
                Span(doc, start, end) for start, end in verdicts.evidence[number]
            ]

    def judge(self, docs: list[Doc]) -> Verdicts:
        """The verdicts alone. Raises ValueError while no model was trained or loaded."""
        if self.model is None:
            raise ValueError(f"The component {self.name} has no trained model.")
        return self.model.judge(docs, self._normalise)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes ``judge.json`` and ``judge.npz``; raises ValueError without a model."""
        if self.model is None:
            raise ValueError(f"The component {self.name} has no trained model.")
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        linear = self.model.linear
        described = {
            "norms": self.norms,
            "templates": list(linear.templates),
            "heads": {name: list(head.names) for name, head in linear.heads.items()},
            "decision": asdict(self.model.decision),
        }
        (folder / "judge.json").write_text(
            json.dumps(described, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        np.savez_compressed(folder / "judge.npz", **linear.arrays())  # type: ignore[arg-type]

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ClauseJudge:
        """Reads what :meth:`to_disk` wrote."""
        folder = Path(path)
        described: dict[str, Any] = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        with np.load(folder / "judge.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        decision: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in described["decision"].items()
        }
        self.model = Model(
            LinearModel.from_arrays(arrays, described["templates"], described["heads"]),
            Decision(**decision),
        )
        self.norms.clear()
        self.norms.update(described["norms"])
        return self
