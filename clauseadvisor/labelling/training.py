"""Trains the pipeline: labelled clauses in, a folder that spaCy can load out.

``models/scripts/run.py`` and ``clauseadvisor train`` both call :func:`train`.
"""

from __future__ import annotations

import configparser
import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from clauseadvisor.domain import Judgement, Label
from clauseadvisor.errors import DataError, OutputError
from clauseadvisor.labelling.arbitrating import fit_arbiter
from clauseadvisor.labelling.classifier import FORMAT, META, judgement_of
from clauseadvisor.labelling.components import JUDGE, TOKENIZER, ClauseJudge
from clauseadvisor.labelling.deciding import fit_decision
from clauseadvisor.labelling.examples import Example, read_rows
from clauseadvisor.labelling.features import batch_of
from clauseadvisor.labelling.fitting import (
    Found,
    LinearSettings,
    all_ngrams,
    fit_linear,
    require_libraries,
)
from clauseadvisor.labelling.judging import LABELS, Decision, Model
from clauseadvisor.labelling.linear import LinearModel
from clauseadvisor.labelling.measuring import compare
from clauseadvisor.labelling.profile import Arbiter, profiles
from clauseadvisor.labelling.views import Lexicon, Reader, common_words

__all__ = [
    "TrainingConfig",
    "Workshop",
    "build",
    "folds_of",
    "read_config",
    "read_rows",
    "save",
    "train",
]

#: A corrected clause counts as much as this many clauses of the training data.
CORRECTION_WEIGHT = 3.0

#: Documents whose profiles are made at once.
_BATCH = 500

#: Fewer clauses than this cannot be split into training and test in a meaningful way.
FEWEST_EXAMPLES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingConfig:
    """Everything that training can be told: data apart, a model follows from it and the seed."""

    linear: LinearSettings = field(default_factory=LinearSettings)
    folds: int = 5
    name: str = "clauseadvisor"
    version: str = "0.1.0"


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Raw scores of clauses, each made by a model that has not seen their contract.

    Clauses with a fold are judged, and teach the arbiter; those that also ``decide`` are what the
    decision rule is fitted on.
    """

    fold: NDArray[np.int64]
    decide: NDArray[np.bool_]
    profile: NDArray[np.float32]  # (clauses, width), see profile.py
    secondary: NDArray[np.float64]  # (clauses, labels), probabilities
    models: tuple[LinearModel, ...]

    def padded(self, count: int) -> Scored:
        """These scores, for ``count`` more examples at the end that have none."""
        return replace(
            self,
            fold=np.append(self.fold, np.full(count, -1)),
            decide=np.append(self.decide, np.zeros(count, dtype=bool)),
            profile=np.pad(self.profile, ((0, count), (0, 0))),
            secondary=np.pad(self.secondary, ((0, count), (0, 0))),
        )


class Workshop:
    """Documents and n-grams of a set of examples, made once and used for every fold."""

    def __init__(self, examples: Sequence[Example], config: TrainingConfig, seed: int) -> None:
        require_libraries()
        self.examples = list(examples)
        self.config = config
        self.seed = seed
        self.pipeline = blank_pipeline(config)
        self.docs: list[Doc] = [self.pipeline.make_doc(text_of(e)) for e in self.examples]
        self.lexicon = Lexicon.shipped(common_words(self.docs))
        self.reader = Reader(self.pipeline.vocab.strings, self.lexicon)
        self.found: Found = all_ngrams(self.docs, self.reader, config.linear.parsed())

    def fit(self, chosen: NDArray[np.bool_]) -> LinearModel:
        """The linear model of the chosen examples."""
        return fit_linear(self.examples, self.found, chosen, self.config.linear, self.seed)

    def cross_score(
        self,
        fold: NDArray[np.int64],
        decide: NDArray[np.bool_] | None = None,
        *,
        on_step: Callable[[str], None] | None = None,
    ) -> Scored:
        """Scores of every example with a fold (not -1), by models trained without that fold.

        ``decide`` marks those that decisions are fitted on: all of them unless told otherwise.
        ``on_step`` hears of each fold before it begins.
        """
        tell = on_step or _tell_nobody
        count = len(self.examples)
        profile = np.zeros((count, 0), dtype=np.float32)
        secondary = np.zeros((count, len(LABELS)))
        models = []
        folds = int(fold.max()) + 1
        for number in range(folds):
            tell(f"cross-validation, fold {number + 1} of {folds}")
            model = self.fit(fold != number)
            mine = np.flatnonzero(fold == number)
            own_profile, own_secondary = self._profiles(model, mine)
            if not profile.shape[1]:
                profile = np.zeros((count, own_profile.shape[1]), dtype=np.float32)
            profile[mine], secondary[mine] = own_profile, own_secondary
            models.append(model)
        decide = fold >= 0 if decide is None else decide & (fold >= 0)
        return Scored(fold, decide, profile, secondary, tuple(models))

    def _profiles(
        self, model: LinearModel, chosen: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Profiles and secondary probabilities of the chosen examples by one model."""
        found = []
        for start in range(0, len(chosen), _BATCH):
            docs = [self.docs[number] for number in chosen[start : start + _BATCH].tolist()]
            batch = batch_of(docs, self.reader)
            rows = model.rows(batch)
            scores = model.scores(rows)
            secondary = 1 / (1 + np.exp(-scores["secondary"].astype(np.float64)))
            found.append((profiles(batch, rows, model, scores), secondary))
        return np.concatenate([each[0] for each in found]), np.concatenate([e[1] for e in found])

    def decide(self, scored: Scored, without: int | None = None) -> tuple[Arbiter, Decision]:
        """The arbiter and the decision rule fitted on the profiles of unseen examples, but for
        those of the fold ``without``."""
        taught = (scored.fold >= 0) & (scored.fold != (-1 if without is None else without))
        chosen = taught & scored.decide
        answers = np.array([LABELS.index(example.label) for example in self.examples])
        weights = np.array([example.weight for example in self.examples])
        named = np.array([[name in e.secondary for name in LABELS] for e in self.examples])
        arbiter = fit_arbiter(scored.profile[taught], answers[taught], weights[taught], self.seed)
        rule = fit_decision(
            arbiter.scores(scored.profile[chosen]),
            answers[chosen],
            scored.secondary[chosen],
            named[chosen].astype(np.float64),
        )
        return arbiter, rule

    def judges(self, scored: Scored) -> Iterator[ClauseJudge]:
        """For each fold a judge that has not seen it; its decision rule, too, comes from the
        other folds' scores."""
        for number, linear in enumerate(scored.models):
            arbiter, rule = self.decide(scored, number)
            model = Model(linear, arbiter, rule, self.lexicon)
            yield ClauseJudge(self.pipeline.vocab, model=model)

    def cross_judge(self, scored: Scored) -> list[Judgement | None]:
        """Judgements of every example with a fold (None for the others), by :meth:`judges`."""
        judgements: list[Judgement | None] = [None] * len(self.examples)
        for number, judge in enumerate(self.judges(scored)):
            mine = np.flatnonzero(scored.fold == number).tolist()
            docs = judge.pipe(self.docs[place] for place in mine)
            for place, doc in zip(mine, docs, strict=True):
                example = self.examples[place]
                offset = len(text_of(example)) - len(example.text)
                judgements[place] = judgement_of(doc, example.text, offset)
        return judgements


def train(
    rows: Sequence[Example],
    *,
    output: Path,
    seed: int = 0,
    corrections: Sequence[Example] | None = None,
    config: TrainingConfig | None = None,
    on_step: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """Trains on all rows, writes the pipeline to ``output``, and returns its measures.

    The measures come from cross-validation over the groups of the rows (a contract is never
    both trained and tested on); the pipeline that is written has seen all rows. A correction
    replaces rows with the same text and counts several times. ``on_step`` hears, in words, of each
    step before it begins.

    Raises DataError when there are too few rows, UsageError without scikit-learn, OutputError
    when the folder cannot be written.
    """
    tell = on_step or _tell_nobody
    config = config or TrainingConfig()
    examples = merged(rows, corrections or ())
    if len(examples) < FEWEST_EXAMPLES or len({e.label for e in examples}) < 2:
        raise DataError(
            f"{len(examples)} clauses are too few to train on: give at least {FEWEST_EXAMPLES}, "
            "with two labels or more among them."
        )
    tell(f"reading {len(examples)} clauses")
    workshop = Workshop(examples, config, seed)
    fold = folds_of([e.group or e.text for e in examples], config.folds, seed)
    scored = workshop.cross_score(fold, on_step=on_step)
    tell("measuring on clauses that the model has not seen")
    judged = [judgement for judgement in workshop.cross_judge(scored) if judgement]
    measures = compare(judged, examples).to_dict()
    tell("training on all clauses")
    build(workshop, scored, output, measures)
    return measures


def _tell_nobody(step: str) -> None:
    """Stands in where nobody watches."""


def build(workshop: Workshop, scored: Scored, output: Path, measures: dict[str, Any]) -> None:
    """Trains on all examples of the workshop and writes the pipeline, with the decision rule that
    fits the scores of unseen clauses, and with ``measures`` in its description."""
    everything = np.ones(len(workshop.examples), dtype=bool)
    arbiter, rule = workshop.decide(scored)
    model = Model(workshop.fit(everything), arbiter, rule, workshop.lexicon)
    save(model, workshop.config, output, {"cross_validation": measures})


def read_config(path: Path) -> TrainingConfig:
    """The configuration in a file of sections and JSON values, as models/configs/default.cfg.

    Raises DataError, with file, section and key named, for what is not known or not right.
    """
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error) as problem:
        raise DataError(
            f"The configuration {path} cannot be read: give a file of sections with key = value."
        ) from problem
    known = {"training": TrainingConfig, "linear": LinearSettings}
    if unknown := sorted(set(parser.sections()) - set(known)):
        raise DataError(f"{path}: unknown section {unknown[0]}: expected {', '.join(known)}.")
    chosen = {
        section: _values(
            path, section, dict(parser[section]) if parser.has_section(section) else {}, shape
        )
        for section, shape in known.items()
    }
    return TrainingConfig(**chosen["training"], linear=LinearSettings(**chosen["linear"]))


def _values(path: Path, section: str, given: Mapping[str, str], shape: type) -> dict[str, Any]:
    """The values of one section, each of the type of the default that it replaces."""
    defaults = shape()
    values: dict[str, Any] = {}
    for key, raw in given.items():
        where = f"{path}, section {section}, key {key}"
        if key == "linear" or not hasattr(defaults, key):
            raise DataError(f"{where}: there is no such key.")
        try:
            value = json.loads(raw)
        except ValueError as problem:
            raise DataError(f"{where}: expected a JSON value, found {raw!r}.") from problem
        expected = type(getattr(defaults, key))
        value = tuple(value) if isinstance(value, list) else value
        if type(value) is not expected:
            raise DataError(f"{where}: expected {expected.__name__}, found {raw!r}.")
        values[key] = value
    return values


def merged(rows: Sequence[Example], corrections: Sequence[Example]) -> list[Example]:
    """Rows and corrections together; where both have the same text, the correction stands."""
    corrected = {" ".join(example.text.split()) for example in corrections}
    kept = [example for example in rows if " ".join(example.text.split()) not in corrected]
    heavy = [replace(example, weight=CORRECTION_WEIGHT) for example in corrections]
    return kept + heavy


def folds_of(groups: Sequence[str], count: int, seed: int) -> NDArray[np.int64]:
    """A fold (0 to count - 1) for each entry; entries of one group share it."""
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)
    place = {name: number % count for number, name in enumerate(names)}
    return np.array([place[group] for group in groups], dtype=np.int64)


def text_of(example: Example) -> str:
    """What the pipeline reads of an example, as :meth:`SpacyClassifier.judge` puts it."""
    lead = (example.context or "").rstrip()
    return f"{lead} {example.text}" if lead else example.text


def blank_pipeline(config: TrainingConfig) -> Language:
    """An English pipeline with our tokenizer and no component yet."""
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def save(model: Model, config: TrainingConfig, output: Path, notes: dict[str, Any]) -> None:
    """Writes the pipeline with ``model`` to the folder ``output``, in place of an older one."""
    pipeline = blank_pipeline(config)
    pipeline.add_pipe(JUDGE).use(model)  # type: ignore[attr-defined]
    pipeline.meta.update(
        {
            "name": config.name,
            "version": config.version,
            "description": "Labels contract clauses as penalty, incentive, control, trust or neutral.",
            "license": "MIT",
            "labels": {JUDGE: [label.value for label in Label]},
            "performance": notes,
            META: {"format": FORMAT},
        }
    )
    try:
        if (output / "meta.json").is_file():
            shutil.rmtree(output)
        output.mkdir(parents=True, exist_ok=True)
        pipeline.to_disk(output)
    except OSError as problem:
        raise OutputError(
            f"The pipeline cannot be written to {output}: choose a folder that you may write to."
        ) from problem
