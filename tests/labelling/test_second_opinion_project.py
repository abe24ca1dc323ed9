"""Making the second opinion: weights by BERT's names become ours, and weighing keeps its promises."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from clauseadvisor.labelling.deciding import RIGHT
from clauseadvisor.labelling.encoder import Encoder
from clauseadvisor.labelling.judging import LABELS, NEUTRAL

SCRIPTS = Path(__file__).resolve().parents[2] / "models" / "scripts"


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("second_opinion")


def bert(width: int = 24, words: int = 5, layers: int = 2) -> dict[str, np.ndarray]:
    """Weights of a small model by their names in BERT."""
    random = np.random.default_rng(0)

    def both(name: str, outputs: int, inputs: int | None = None) -> dict[str, np.ndarray]:
        shape = (outputs,) if inputs is None else (outputs, inputs)
        return {
            f"{name}.weight": random.normal(0, 1, shape),
            f"{name}.bias": random.normal(0, 1, outputs),
        }

    found = {
        "body.embeddings.word_embeddings.weight": random.normal(0, 1, (words, width)),
        "body.embeddings.position_embeddings.weight": random.normal(0, 1, (512, width)),
        "body.embeddings.token_type_embeddings.weight": random.normal(0, 1, (2, width)),
        **both("body.embeddings.LayerNorm", width),
        **both("labels", len(LABELS), width),
    }
    for number in range(layers):
        name = f"body.encoder.layer.{number}"
        for part in ("query", "key", "value"):
            found |= both(f"{name}.attention.self.{part}", width, width)
        found |= both(f"{name}.attention.output.dense", width, width)
        found |= both(f"{name}.intermediate.dense", 4 * width, width)
        found |= both(f"{name}.output.dense", width, 4 * width)
        found |= both(f"{name}.attention.output.LayerNorm", width)
        found |= both(f"{name}.output.LayerNorm", width)
    return found


def test_the_weights_of_bert_make_an_encoder_of_the_pieces_that_are_kept(
    project: ModuleType,
) -> None:
    state = bert()
    encoder = Encoder.from_arrays(project.arrays_of(state, [0, 3]), project.HEADS)
    assert encoder.longest == project.LONGEST
    assert len(encoder.layers) == 2
    assert encoder.scores([0, 1, 1]).shape == (len(LABELS),)
    kept = state["body.embeddings.word_embeddings.weight"][3]
    assert encoder.words[1].tolist() == pytest.approx(kept.tolist(), abs=0.02)
    places = state["body.embeddings.position_embeddings.weight"][2]
    types = state["body.embeddings.token_type_embeddings.weight"][0]
    assert encoder.places[2].tolist() == pytest.approx((places + types).tolist(), abs=0.04)


def readings(project: ModuleType, count: int = 4000):
    """Two readers who are right more often than not, each in its own way, and the first marks
    where it is unsure."""
    random = np.random.default_rng(1)
    true = random.choice(len(LABELS), count, p=[0.15, 0.05, 0.2, 0.15, 0.45])

    def reader(strength: float) -> np.ndarray:
        scores = random.normal(0, 1, (count, len(LABELS)))
        scores[np.arange(count), true] += strength
        return scores

    first = np.exp(reader(3.0))
    first /= first.sum(axis=1, keepdims=True)
    return project.Readings(first, first.max(axis=1) < 0.7, reader(3.0), true)


def test_only_marked_clauses_are_read_again_and_two_readers_know_more_than_one(
    project: ModuleType,
) -> None:
    both = readings(project)
    weighing = project.fit_weighing(both)
    found = both.together(weighing)
    assert (found[~both.marked] == both.first[~both.marked]).all()
    assert (found[both.marked] != both.first[both.marked]).any(axis=1).all()
    figures = project.measured(both, weighing)
    assert figures["macro_f1"] > figures["pipeline_macro_f1"]
    assert figures["accuracy"] > figures["pipeline_accuracy"]
    assert (
        figures["review_share"]
        < figures["asked_share"]
        == pytest.approx(both.marked.mean(), abs=1e-4)
    )


def test_what_is_no_longer_marked_is_as_right_as_was_asked_for(project: ModuleType) -> None:
    both = readings(project)
    weighing = project.fit_weighing(both)
    found = both.together(weighing)
    given, right = found.argmax(axis=1), found.argmax(axis=1) == both.true
    sure = found.max(axis=1) >= weighing.review_below
    assert right[(given != NEUTRAL) & sure].mean() >= RIGHT
    calm = found.max(axis=1) >= weighing.review_neutral_below
    before = both.first.argmax(axis=1) == NEUTRAL
    wanted = (both.true[before & ~both.marked] == NEUTRAL).mean()
    assert right[(given == NEUTRAL) & calm].mean() >= wanted


def test_one_fold_alone_is_refused(project: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="two folds"):
        project.weigh(tmp_path / "ours.npy", [tmp_path / "fold0.npz"], [], 0)
