"""The classifier that ships: our spaCy pipeline behind the one-method protocol."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import spacy
from spacy.tokens import Doc

from clauseadvisor.domain import Judgement, Label, Span
from clauseadvisor.errors import ModelError
from clauseadvisor.labelling.base import ClauseText
from clauseadvisor.labelling.components import BATCH, EVIDENCE, FINDINGS, JUDGE, ClauseJudge
from clauseadvisor.labelling.judging import LABELS, Ask
from clauseadvisor.labelling.opinion import SecondOpinion
from clauseadvisor.labelling.tokens import ClauseTokenizer
from clauseadvisor.resources import resource

#: Format of the stored pipeline. A newer one may mean things that this version cannot know.
FORMAT: Final = 4

#: Key of our own entries in the pipeline's meta.json.
META: Final = "clauseadvisor"


class SpacyClassifier:
    """Judges clause texts with a trained spaCy pipeline.

    >>> classifier = SpacyClassifier.load()
    >>> late = ClauseText(text="Overdue invoices bear interest at 2% per month.")
    >>> classifier.judge([late])[0].subtype
    'late_payment'
    """

    def __init__(
        self,
        tokenizer: ClauseTokenizer,
        judge: ClauseJudge,
        version: str,
        opinion: SecondOpinion | None = None,
    ) -> None:
        self._tokenizer = tokenizer
        self._judge = judge
        self._version = f"{version}+{opinion.version}" if opinion else version
        self._opinion = opinion

    @classmethod
    def load(cls, path: Path | None = None) -> SpacyClassifier:
        """The pipeline in the folder ``path``, by default the one that ships.

        Raises ModelError when it is missing, damaged, or made for another version.
        """
        folder = resource("_model") if path is None else Path(path)
        meta = _meta(folder)
        try:
            pipeline = spacy.load(folder)
        except (OSError, ValueError, KeyError, TypeError, BadZipFile) as problem:
            raise ModelError(
                f"The pipeline in {folder} cannot be loaded, it may be damaged: "
                "train it again, or install clauseadvisor again."
            ) from problem
        judge = pipeline.get_pipe(JUDGE) if pipeline.has_pipe(JUDGE) else None
        tokenizer = pipeline.tokenizer
        if not (isinstance(judge, ClauseJudge) and isinstance(tokenizer, ClauseTokenizer)):
            raise ModelError(
                f"The pipeline in {folder} has no component {JUDGE}: "
                "name a folder that clauseadvisor train has written."
            )
        version = f"{meta['name']}-{meta['version']}-{_fingerprint(folder)}"
        return cls(tokenizer, judge, version)

    def with_opinion(self, opinion: SecondOpinion) -> SpacyClassifier:
        """The same pipeline, which asks ``opinion`` about the clauses that it is in doubt about."""
        return SpacyClassifier(self._tokenizer, self._judge, self._version, opinion)

    @property
    def version(self) -> str:
        """Name and version of the pipeline and the first digits of its content hash, followed by
        those of the second opinion where it is asked."""
        return self._version

    def judge(self, items: Sequence[ClauseText]) -> list[Judgement]:
        """One judgement for each item, in order.

        The lead-in of an item that it completes is read in front of it; evidence is only taken
        from the item's own text, and counts from its start.
        """
        judged: list[Judgement] = []
        for start in range(0, len(items), BATCH):
            judged += self._judge_some(items[start : start + BATCH])
        return judged

    def _asking(self, texts: Sequence[str]) -> Ask | None:
        opinion = self._opinion
        if opinion is None:
            return None
        return lambda numbers, first: opinion.ask([texts[n] for n in numbers], first)

    def _judge_some(self, items: Sequence[ClauseText]) -> Iterator[Judgement]:
        """What the pipeline's ``pipe`` gives, by its own parts: a spaCy document for each clause
        would take a third of the time."""
        leads = [_lead(item) for item in items]
        texts = [lead + item.text for lead, item in zip(leads, items, strict=True)]
        words = [self._tokenizer.words(text) for text in texts]
        verdicts = self._judge.judge_words(words, self._asking(texts))
        chances = verdicts.probabilities.tolist()
        for number, (item, lead) in enumerate(zip(items, leads, strict=True)):
            label = verdicts.labels[number]
            evidence: tuple[Span, ...] = ()
            if verdicts.evidence[number]:
                places = self._tokenizer.places(texts[number], verdicts.evidence[number])
                evidence = tuple(_spans(places, item.text, len(lead)))
            yield Judgement(
                label=Label(LABELS[label]),
                subtype=verdicts.subtypes[number],
                secondary=tuple(map(Label, verdicts.secondary[number])),
                scores=dict(zip(LABELS, chances[number], strict=True)),
                confidence=chances[number][label],
                needs_review=verdicts.doubtful[number],
                evidence=evidence,
            )


def _lead(item: ClauseText) -> str:
    return f"{item.context.rstrip()} " if item.context and item.context.strip() else ""


def judgement_of(doc: Doc, text: str, offset: int = 0) -> Judgement:
    """What the pipeline found in a document, whose last characters, from ``offset`` on, are
    ``text``. Evidence counts from the start of ``text``, and none lies before it."""
    found = doc.user_data[FINDINGS]
    return Judgement(
        label=Label(found["label"]),
        subtype=found["subtype"],
        secondary=tuple(Label(name) for name in found["secondary"]),
        scores=doc.cats,
        confidence=doc.cats[found["label"]],
        needs_review=found["needs_review"],
        evidence=tuple(_spans(_places(doc), text, offset)),
    )


def _places(doc: Doc) -> Iterator[tuple[int, int]]:
    return ((stretch.start_char, stretch.end_char) for stretch in doc.spans[EVIDENCE])


def _spans(places: Iterable[tuple[int, int]], text: str, offset: int) -> Iterator[Span]:
    """The places, without what lies before ``offset``, where ``text`` begins."""
    for first, last in places:
        start, end = max(first - offset, 0), last - offset
        if start < end:
            yield Span(start=start, end=end, text=text[start:end])


def _meta(folder: Path) -> dict[str, Any]:
    """The pipeline's meta.json, after a check that this version can use the pipeline."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        written = meta[META]["format"]
    except FileNotFoundError as problem:
        raise ModelError(
            f"There is no trained pipeline in {folder}: check the path, or train one with "
            "clauseadvisor train."
        ) from problem
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ModelError(
            f"The folder {folder} holds no pipeline of clauseadvisor: "
            "name a folder that clauseadvisor train has written."
        ) from problem
    if written != FORMAT:
        age = "newer" if isinstance(written, int) and written > FORMAT else "older"
        raise ModelError(
            f"The pipeline in {folder} was made for a {age} version of clauseadvisor: "
            "install that version, or train the pipeline again."
        )
    return dict(meta)


def _fingerprint(folder: Path) -> str:
    """Eight hexadecimal digits of the content of what the judge loads."""
    digest = hashlib.sha256()
    for path in sorted((folder / JUDGE).iterdir()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
