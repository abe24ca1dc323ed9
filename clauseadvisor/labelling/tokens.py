"""A tokenizer for clauses: a few kinds of token, cut by one pattern, remembered per chunk.

spaCy's rule tokenizer spends most of its time on exceptions that contracts do not have. This
one makes documents from remembered string ids and is several times as fast; like spaCy's it is
lossless: the document's text is the text that went in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
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


class _Words(dict[str, tuple[int, ...]]):
    """The ids of the tokens of each chunk, looked up without a line of Python for known ones."""

    def __init__(self, tokenizer: ClauseTokenizer) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, piece: str) -> tuple[int, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[piece] = words = self._tokenizer.ids(piece)
        return words


class ClauseTokenizer:
    """Cuts text into words, numbers and marks. White space beyond one blank is a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._chunks: dict[str, _Chunk] = {}
        self._words = _Words(self)

    def words(self, text: str) -> list[int]:
        """The ids of the tokens alone, for those who need no document: a third of the time."""
        if not text:
            return []
        known = self._words
        words = [word for piece in text.split(" ") for word in known[piece]]
        if text.endswith(" "):
            words.pop()  # the empty piece behind a trailing blank, as in a document
        return words

    def places(self, text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where stretches of tokens (first, behind the last) begin and end in the text.

        As those of a document do, which takes ten times as long to make.
        """
        pieces = text.split(" ")
        counts = list(accumulate(map(len, map(self._words.__getitem__, pieces)), initial=0))
        begins = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))

        def place(token: int) -> tuple[int, int]:
            number = bisect_right(counts, token) - 1
            # The token of an empty piece is the blank behind it.
            inside = [match.span() for match in _TOKEN.finditer(pieces[number] or " ")]
            start, end = inside[token - counts[number]]
            return begins[number] + start, begins[number] + end

        return [(place(first)[0], place(last - 1)[1]) for first, last in stretches]

    def __call__(self, text: str) -> Doc:
        """The document of one text; ``document.text == text``."""
        if not text:
            return Doc(self.vocab)
        words: list[Any] = []  # ids; spaCy's stub knows strings only, its code takes both
        spaces: list[bool] = []
        chunks = self._chunks
        for piece in text.split(" "):
            known = chunks.get(piece) or self.chunk(piece)
            words += known[0]
            spaces += known[1]
        # A blank follows every piece but the last; an empty last piece was a trailing blank.
        if text.endswith(" "):
            words.pop()
            spaces.pop()
        else:
            spaces[-1] = False
        return Doc(self.vocab, words=words, spaces=spaces)

    def chunk(self, piece: str) -> _Chunk:
        """The tokens of a piece between two blanks, as ids, and whether a blank follows each."""
        if piece in self._chunks:
            return self._chunks[piece]
        if len(self._chunks) >= _REMEMBERED:
            self._chunks.clear()
        ids = self.ids(piece)
        chunk = (ids, (False,) * (len(ids) - 1) + (bool(piece),))
        self._chunks[piece] = chunk
        return chunk

    def ids(self, piece: str) -> tuple[int, ...]:
        """The tokens of a piece between two blanks, as ids."""
        # Two blanks in a row leave an empty piece; it stands for the second blank.
        tokens = _TOKEN.findall(piece) if piece else [" "]
        return tuple(map(self.vocab.strings.add, tokens))

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
