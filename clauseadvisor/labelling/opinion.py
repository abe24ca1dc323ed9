"""The second opinion: a small transformer that reads again what the pipeline is in doubt about.

It takes some forty milliseconds a clause, a hundred times as long as the pipeline, and so it is asked
only where a person would have to look, and only when the user wants it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from clauseadvisor.errors import ModelError
from clauseadvisor.labelling.encoder import Encoder
from clauseadvisor.labelling.judging import LABELS, Decision, in_doubt
from clauseadvisor.labelling.pieces import WordPieces
from clauseadvisor.resources import resource

#: Format of the stored model. A newer one may mean things that this version cannot know.
FORMAT: Final = 1
RULE: Final = "opinion.json"
PIECES: Final = "pieces.txt"
WEIGHTS: Final = "weights.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How two readings become one; fitted on clauses that neither model had seen.

    offsets, temperature make probabilities of the scores of the second reading, as in Decision
    weight               share of the second reading in the mean of both probabilities
    review_below         a non-neutral label is still doubtful under this probability
    review_neutral_below a neutral one under this
    """

    offsets: tuple[float, ...] = (0.0,) * len(LABELS)
    temperature: float = 1.0
    weight: float = 0.5
    review_below: float = 0.7
    review_neutral_below: float = 0.6

    def mean(self, first: NDArray[np.float64], scores: NDArray[np.floating]) -> NDArray[np.float64]:
        """Probabilities (clauses, labels) of the pipeline's ``first`` and the second's ``scores``."""
        rule = Decision(offsets=self.offsets, temperature=self.temperature)
        second = rule.probabilities(scores)
        result: NDArray[np.float64] = (1 - self.weight) * first + self.weight * second
        return result

    def doubtful(self, probabilities: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether a person should look at each clause, whose probabilities are a row."""
        return in_doubt(probabilities, self.review_below, self.review_neutral_below)


class SecondOpinion:
    """Reads clauses once more with a transformer.

    >>> opinion = SecondOpinion.load()
    >>> opinion.scores(["Overdue invoices bear interest at 2% per month."]).shape
    (1, 5)
    """

    def __init__(
        self, pieces: WordPieces, encoder: Encoder, weighing: Weighing, version: str
    ) -> None:
        self._pieces = pieces
        self._encoder = encoder
        self._weighing = weighing
        self.version = version

    @classmethod
    def load(cls, path: Path | None = None) -> SecondOpinion:
        """The model in the folder ``path``, by default the one that ships (a third of a second).

        Raises ModelError when it is missing, damaged, or made for another version.
        """
        folder = resource("_opinion") if path is None else Path(path)
        try:
            described = json.loads((folder / RULE).read_text(encoding="utf-8"))
            if described.pop("format") != FORMAT:
                raise ModelError(
                    f"The second opinion in {folder} was made for another version of clauseadvisor: "
                    "install that version, or leave the second opinion out."
                )
            heads = described.pop("heads")
            words = (folder / PIECES).read_text(encoding="utf-8").splitlines()
            with (
                (folder / WEIGHTS).open("rb") as handle,
                np.load(handle, allow_pickle=False) as stored,
            ):
                encoder = Encoder.from_arrays({name: stored[name] for name in stored.files}, heads)
            weighing = Weighing(**{**described, "offsets": tuple(described["offsets"])})
        except (OSError, ValueError, KeyError, TypeError, AttributeError, BadZipFile) as problem:
            raise ModelError(
                f"The second opinion in {folder} cannot be loaded, it may be damaged: "
                "install clauseadvisor again, or leave the second opinion out."
            ) from problem
        numbers = {word: number for number, word in enumerate(words)}
        return cls(WordPieces(numbers), encoder, weighing, _fingerprint(folder))

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Raw scores (texts, labels); a text beyond the longest that it reads is cut off."""
        found = np.empty((len(texts), len(LABELS)), dtype=np.float32)
        for row, text in enumerate(texts):
            found[row] = self._encoder.scores(self._pieces.cut(text, self._encoder.longest))
        return found

    def ask(
        self, texts: Sequence[str], first: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Probabilities (texts, labels) after both readings, and which texts stay in doubt.

        ``first`` are the pipeline's probabilities, of the same shape.
        """
        both = self._weighing.mean(first, self.scores(texts))
        return both, self._weighing.doubtful(both)


def _fingerprint(folder: Path) -> str:
    """Eight hexadecimal digits of the content of the model."""
    digest = hashlib.sha256()
    for name in (RULE, PIECES, WEIGHTS):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:8]
