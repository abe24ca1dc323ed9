"""The parts of our pipeline that spaCy finds by name: the tokenizer and the judge.

Listed as entry points (``spacy_factories``, ``spacy_tokenizers``), they are found by
``spacy.load`` without an import of this package.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from clauseadvisor.labelling.features import Template, batch_of_words
from clauseadvisor.labelling.judging import LABELS, Ask, Decision, Model, Verdicts
from clauseadvisor.labelling.linear import LinearModel
from clauseadvisor.labelling.profile import Arbiter
from clauseadvisor.labelling.tokens import ClauseTokenizer
from clauseadvisor.labelling.views import Lexicon, Reader

TOKENIZER: Final = "clauseadvisor.ClauseTokenizer.v1"
JUDGE: Final = "clause_judge"

#: Key of ``doc.user_data`` and of ``doc.spans`` under which the judge leaves what it found.
FINDINGS: Final = "clauseadvisor"
EVIDENCE: Final = "evidence"

#: Clauses judged in one go: enough for numpy to pay, few enough to stay in the cache.
BATCH: Final = 192


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], ClauseTokenizer]:
    """The factory that a pipeline's config names."""

    def create(nlp: Language) -> ClauseTokenizer:
        return ClauseTokenizer(nlp.vocab)

    return create


@Language.factory(
    JUDGE,
    assigns=["doc.cats", "doc.spans", "doc.user_data"],
    default_score_weights={"cats_macro_f": 1.0},
)
def make_judge(nlp: Language, name: str) -> ClauseJudge:
    """The component, still without a model: training sets one, loading reads one."""
    return ClauseJudge(nlp.vocab, name)


class ClauseJudge:
    """Judges documents that hold one clause each.

    Sets ``doc.cats`` (a calibrated probability for each label), ``doc.spans["evidence"]`` and
    ``doc.user_data["clauseadvisor"]`` (label, subtype, secondary, needs_review).
    """

    def __init__(self, vocab: Vocab, name: str = JUDGE, *, model: Model | None = None) -> None:
        self.name = name
        self.vocab = vocab
        self.use(model)

    def use(self, model: Model | None) -> None:
        """Judges with ``model`` from now on."""
        self.model = model
        self._reader = Reader(self.vocab.strings, model.lexicon) if model else None

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
        model, reader = self._ready()
        return model.judge(docs, reader)

    def judge_words(self, words: Sequence[Sequence[int]], ask: Ask | None = None) -> Verdicts:
        """The verdicts on clauses that are given as the string ids of their tokens.

        ``ask`` is asked about those that are in doubt. Raises ValueError while no model was trained or loaded.
        """
        model, reader = self._ready()
        return model.judge_batch(batch_of_words(words, reader), ask)

    def _ready(self) -> tuple[Model, Reader]:
        if self.model is None or self._reader is None:
            raise ValueError(f"The component {self.name} has no trained model.")
        return self.model, self._reader

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes ``judge.json`` and ``judge.npz``; raises ValueError without a model."""
        if self.model is None:
            raise ValueError(f"The component {self.name} has no trained model.")
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        linear = self.model.linear
        described = {
            "templates": [asdict(template) for template in linear.templates],
            "lexicon": self.model.lexicon.described(),
            "heads": {name: list(outputs) for name, outputs in linear.outputs.items()},
            "decision": asdict(self.model.decision),
        }
        (folder / "judge.json").write_text(
            json.dumps(described, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        arrays: dict[str, Any] = {
            "common": self.model.lexicon.common,
            **{f"arbiter.{name}": part for name, part in self.model.arbiter.arrays().items()},
            **linear.arrays(),
        }
        np.savez_compressed(folder / "judge.npz", **arrays)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ClauseJudge:
        """Reads what :meth:`to_disk` wrote."""
        folder = Path(path)
        described: dict[str, Any] = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        with (
            (folder / "judge.npz").open("rb") as handle,
            np.load(handle, allow_pickle=False) as stored,
        ):
            arrays = {name: stored[name] for name in stored.files}
        decision: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in described["decision"].items()
        }
        templates = [
            Template(each["view"], tuple(each["offsets"])) for each in described["templates"]
        ]
        lists = described["lexicon"]
        self.use(
            Model(
                LinearModel.from_arrays(arrays, templates, described["heads"]),
                Arbiter(**{f.name: arrays[f"arbiter.{f.name}"] for f in fields(Arbiter)}),
                Decision(**decision),
                Lexicon(frozenset(lists["parties"]), frozenset(lists["empty"]), arrays["common"]),
            )
        )
        return self
