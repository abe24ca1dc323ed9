"""A tokenizer for clauses: a few kinds of token, cut by one pattern, remembered per chunk.

spaCy's rule tokenizer spends most of its time on exceptions that contracts do not have. This
one makes documents from remembered string ids and is several times as fast; like spaCy's it is
lossless: the document's text is the text that went in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Doc
from spacy.vocab import Vocab

#: A number with its separators, a word with its apostrophe, white space, or one other character.
_TOKEN: Final = re.compile(
    r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\s+|[^\s]", flags=re.UNICODE
)

#: Chunks remembered before the memory is emptied: bounds what a hostile text can make us keep.
_REMEMBERED: Final = 200_000

_Chunk = tuple[tuple[int, ...], tuple[bool, ...]]


class ClauseTokenizer:
    """Cuts text into words, numbers and marks. White space beyond one blank is a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._chunks: dict[str, _Chunk] = {}

    def __call__(self, text: str) -> Doc:
        """The document of one text; ``document.text == text``."""
        if not text:
            return Doc(self.vocab)
        words: list[Any] = []  # ids; spaCy's stub knows strings only, its code takes both
        spaces: list[bool] = []
        chunks = self._chunks
        for piece in text.split(" "):
            known = chunks.get(piece)
            if known is None:
                known = self._remember(piece)
            words += known[0]
            spaces += known[1]
        # A blank follows every piece but the last; an empty last piece was a trailing blank.
        if text.endswith(" "):
            words.pop()
            spaces.pop()
        else:
            spaces[-1] = False
        return Doc(self.vocab, words=words, spaces=spaces)

    def _remember(self, piece: str) -> _Chunk:
        if len(self._chunks) >= _REMEMBERED:
            self._chunks.clear()
        add = self.vocab.strings.add
        # Two blanks in a row leave an empty piece; it stands for the second blank.
        tokens = _TOKEN.findall(piece) if piece else [" "]
        ends = (False,) * (len(tokens) - 1) + (bool(piece),)
        chunk = (tuple(add(token) for token in tokens), ends)
        self._chunks[piece] = chunk
        return chunk

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """The documents of many texts, one after the other."""
        for text in texts:
            yield self(text)

    # spaCy stores a tokenizer beside the pipeline; this one has nothing to store.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> ClauseTokenizer:
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        return None

    def from_disk(self, _path: str | Path, **_: Any) -> ClauseTokenizer:
        return self
