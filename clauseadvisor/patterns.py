"""Regular expressions that are tried only where they can match: first the words that they need.

Python's engine tries a pattern at every letter. Most of our hundreds of patterns match hardly any
clause, and a look for a plain word ("brib", "liquidated damages") costs a fiftieth of that. The
words are derived from the pattern, so that nobody has to write them down beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import product
from operator import or_
from typing import Final, NamedTuple

#: Words of which a text holds at least one.
Words = frozenset[str]

#: Shorter words are in nearly every clause, and more of them than this are not worth the search.
_SHORTEST = 3
_MOST_WORDS = 48
#: Spellings that come of putting parts together ("charges? of (?:all )?" has four): beyond so
#: many, the parts are looked for by themselves.
_MOST_JOINED = 16
#: Groups of words that are looked for before the pattern is tried.
_MOST_GROUPS = 3

_GROUP = re.compile(r"\?(?:P<\w+>|[aimsu]*(?:-[ims]+)?:|>)")
_FLAGS = re.compile(r"\?[aimsu]+\)")
_LOOK = re.compile(r"\?<?[=!]")
_TIMES = re.compile(r"(?:[*+?]|\{(?P<least>\d*)(?P<most>,\d*)?\})[?+]?")
_CLASS = re.compile(r"\[(?P<not>\^?)(?P<inside>\]?(?:\\.|[^\]\\])*)\]", re.DOTALL)
#: Letters that stand for themselves; one with a quantifier behind it is read alone.
_PLAIN = re.compile(r"[^\\\[\](){}|.*+?^$]+(?![*+?{])")
_CODED = re.compile(r"x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}")
_ITSELF = re.compile(r"[^\W_]")
_NO_WIDTH = "bBAZ"
_ANY_LETTER = "dDsSwWnrtfv"


class Sought:
    """A pattern that is tried on a text only if the text holds the words that it needs.

    It is compiled when it is first tried: most patterns never are.
    """

    __slots__ = ("_compiled", "_flags", "_pattern", "needs")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None
        self.needs = () if flags & re.VERBOSE else needs_of(pattern)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern compiled. Raises re.error where it is not valid."""
        if self._compiled is None:
            self._compiled = re.compile(self._pattern, self._flags)
        return self._compiled

    def may_be_in(self, folded: str) -> bool:
        """Whether the pattern could match the text that :func:`folded` gave."""
        # Plain loops: any() and all() over generators take three times as long here.
        for words in self.needs:
            for word in words:
                if word in folded:
                    break
            else:
                return False
        return True

    def search(self, text: str, folded: str) -> re.Match[str] | None:
        """The first match in ``text``, of which ``folded`` is what :func:`folded` gave."""
        return self.pattern.search(text) if self.may_be_in(folded) else None


#: Letters with which a needed word is looked up; a shorter one, a mark, is looked for in each piece.
_HEAD: Final = 3
#: Pieces of text, and patterns, that are remembered; no piece longer than this is.
_MOST_PIECES: Final = 100_000
_MOST_PATTERNS: Final = 4096
_LONGEST_PIECE: Final = 48
#: The index is made anew when so many patterns wait for each that is in it.
_WAITING: Final = 0.25


class Searches:
    """Many patterns that are tried on one text after the other: one look at the words of a text
    tells which of them can match at all.

    Patterns are learned as they are asked for, or told before by :meth:`learn`, which is faster; those
    not yet in the index are looked for one by one. The answer is the same.
    """

    def __init__(self, flags: int = 0) -> None:
        self._flags = flags
        self._forget()

    def _forget(self) -> None:
        self._sought: dict[str, Sought] = {}
        self._told: set[frozenset[str]] = set()
        self._set_index(_Index(()))

    def _set_index(self, index: _Index) -> None:
        self._index = index
        self._groups: dict[frozenset[str], int] = {}
        # What is asked of a text is asked in a row, and often once more a little later.
        self._read = lru_cache(maxsize=1024)(self._read_anew)

    def learn(self, patterns: frozenset[str]) -> None:
        """Takes the patterns into the index; at once where they were told before."""
        if patterns in self._told:
            return
        for pattern in patterns:
            if pattern not in self._sought:
                self._learn(pattern)
        self._told.add(patterns)
        self._set_index(_Index(self._sought.items()))

    def first(self, patterns: Iterable[str], text: str) -> re.Match[str] | None:
        """What the first of the patterns matches that matches anywhere in the text."""
        read = self._read(text)
        likely, bits = read.likely, self._index.bits
        for pattern in patterns:  # a plain loop: nearly all patterns end here
            if not bits.get(pattern, _ALWAYS) & likely:
                continue
            sought = self._sought.get(pattern) or self._learn(pattern)
            if match := sought.search(text, read.folded):
                return match
        return None

    def likely(self, patterns: Iterable[str], text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Of the patterns, in order, those whose needed words the text holds, spelled and compiled."""
        read = self._read(text)
        likely, bits = read.likely, self._index.bits
        for pattern in patterns:
            if bits.get(pattern, _ALWAYS) & likely:
                sought = self._sought.get(pattern) or self._learn(pattern)
                if sought.may_be_in(read.folded):
                    yield pattern, sought.pattern

    def may_match(self, groups: Iterable[frozenset[str]], text: str) -> bool:
        """Whether one pattern of each group could match somewhere in the text."""
        likely = self._read(text).likely
        known = self._groups
        for group in groups:
            bits = known.get(group)
            if bits is None:
                bits = known[group] = self._index.bits_of(group)
            if not bits & likely:
                return False
        return True

    def _learn(self, pattern: str) -> Sought:
        if len(self._sought) >= _MOST_PATTERNS:
            self._forget()
        self._sought[pattern] = sought = Sought(pattern, self._flags)
        return sought

    def _read_anew(self, text: str) -> _Read:
        if len(self._sought) > (1 + _WAITING) * self._index.size:
            self._set_index(_Index(self._sought.items()))
        low = folded(text)
        return _Read(low, self._index.likely(low))


#: Patterns are bits of a number, so that a set of them is asked in one step. This bit stands for all
#: those that may match any text, as far as the index can tell.
_ALWAYS: Final = 1


class _Read(NamedTuple):
    """A text, and the patterns that may match it."""

    folded: str
    likely: int


class _Index(dict[str, int]):
    """For each piece of text between blanks the patterns of which it holds a needed word.

    A pattern has a bit for each group of words that it needs, those of one turn side by side: so it
    is likely where its bits of all turns are set.
    """

    def __init__(self, patterns: Collection[tuple[str, Sought]]) -> None:
        super().__init__()
        self.size = len(patterns)
        self.bits: dict[str, int] = {}
        self._turn = self.size + 1
        self._needing: dict[str, int] = {}
        self._always = sum(_ALWAYS << turn * self._turn for turn in range(_MOST_GROUPS))
        for place, (pattern, sought) in enumerate(patterns, start=1):
            groups = [pieces for words in sought.needs if (pieces := _unbroken(words))]
            for turn in range(_MOST_GROUPS):
                bit = 1 << turn * self._turn + place
                for word in groups[turn] if turn < len(groups) else ():
                    self._needing[word] = self._needing.get(word, 0) | bit
                if turn >= len(groups):
                    self._always |= bit
            if groups:
                self.bits[pattern] = 1 << place
        self._marks = [word for word in self._needing if len(word) < _HEAD]
        self._headed: dict[str, list[str]] = {}
        for word in self._needing:
            self._headed.setdefault(word[:_HEAD], []).append(word)

    def bits_of(self, patterns: Iterable[str]) -> int:
        """The bits of all the patterns."""
        return reduce(or_, (self.bits.get(pattern, _ALWAYS) for pattern in patterns), 0)

    def likely(self, low: str) -> int:
        """The patterns of which a folded text holds the words that they need."""
        # Most pieces tell nothing: a long number is not copied for each of them.
        telling = filter(None, map(self.__getitem__, set(low.split())))
        bits = reduce(or_, telling, self._always)
        likely = bits
        for turn in range(1, _MOST_GROUPS):
            likely &= bits >> turn * self._turn
        return likely

    def __missing__(self, piece: str) -> int:
        headed = self._headed
        bits = 0
        for at in range(len(piece) - _HEAD + 1):
            for word in headed.get(piece[at : at + _HEAD], ()):
                if piece.startswith(word, at):
                    bits |= self._needing[word]
        for mark in self._marks:
            if mark in piece:
                bits |= self._needing[mark]
        if len(piece) <= _LONGEST_PIECE:
            if len(self) >= _MOST_PIECES:
                self.clear()
            self[piece] = bits
        return bits


def _unbroken(words: Iterable[str]) -> list[str]:
    """The longest piece without a blank of each word; none where one of them tells nothing."""
    pieces = [max(word.split(), key=len, default="") for word in words]
    return pieces if all(map(_is_telling, pieces)) else []


def folded(text: str) -> str:
    """The text in the letters in which words are looked for.

    All letters that match an ASCII letter without regard to case become that letter.
    """
    return text.lower().replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")


def at_word_start(spelling: str) -> str:
    r"""What ``\b`` and the pattern match, for a pattern whose first letter stands for itself.

    The engine leaps from one first letter to the next, but stops everywhere to ask for ``\b``.

    >>> at_word_start("Supplier")
    'S(?<!\\wS)upplier'
    """
    first = spelling[: 1 + spelling.startswith("\\")]
    rest = spelling.removeprefix(first)
    if not _ITSELF.fullmatch(first) or _TIMES.match(rest):
        return rf"\b{spelling}"
    return rf"{first}(?<!\w{first}){rest}"


def needs_of(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words: a text in which the pattern matches holds, folded, one of each group.

    Empty where nothing can be said. The telling groups (few words, long ones) come first.

    >>> needs_of(r"\\bpersonal (?:data|information)\\b.{0,80}\\bbreach(?:es)?")
    (('breach',), ('personal data', 'personal information'))
    """
    try:
        groups = _Reader(pattern).read()
    except _NotReadError:
        return ()
    telling = sorted(
        {each for each in map(_shortest, groups) if _tells(each)},
        key=lambda words: (len(words), -min(map(len, words)), sorted(words)),
    )
    return tuple(tuple(sorted(words)) for words in telling[:_MOST_GROUPS])


def _tells(words: Words) -> bool:
    return len(words) <= _MOST_WORDS and all(map(_is_telling, words))


def _is_telling(word: str) -> bool:
    # A mark ("%") tells as much as a word of some length.
    return len(word) >= _SHORTEST or (bool(word) and not word.replace(" ", "x").isalpha())


def _shortest(words: Words) -> Words:
    """The words without those that hold another of them."""
    return frozenset(
        word for word in words if not any(other != word and other in word for other in words)
    )


class _NotReadError(Exception):
    """The pattern uses something that this reader does not know."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a part of a pattern: all its spellings (None: too many, or unknown), and
    the groups of words that it needs where the spellings are not known."""

    spellings: Words | None
    groups: tuple[Words, ...] = ()

    def needed(self) -> tuple[Words, ...]:
        return self.groups if self.spellings is None else (self.spellings,)


_NOTHING = _Part(frozenset([""]))
_UNKNOWN = _Part(None)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def read(self) -> tuple[Words, ...]:
        whole = self._alternatives()
        if self._at < len(self._pattern):
            raise _NotReadError
        return whole.needed()

    def _alternatives(self) -> _Part:
        branches = [self._sequence()]
        while self._next("|"):
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else _either(branches)

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            if plain := _PLAIN.match(self._pattern, self._at):
                self._at = plain.end()
                parts.append(_spelled(plain[0]))
            else:
                parts.append(self._times(self._atom()))
        return _joined(parts)

    def _atom(self) -> _Part:
        letter = self._pattern[self._at]
        if letter == "[":
            return self._class()
        self._at += 1
        if letter == "(":
            return self._group()
        if letter == "\\":
            return self._escaped()
        if letter in "^$":
            return _NOTHING
        return _UNKNOWN if letter == "." else _spelled(letter)

    def _escaped(self) -> _Part:
        if coded := _CODED.match(self._pattern, self._at):
            self._at = coded.end()
            return _UNKNOWN
        letter = self._pattern[self._at]
        self._at += 1
        if letter in _NO_WIDTH:
            return _NOTHING
        if letter in _ANY_LETTER:
            return _UNKNOWN
        if letter.isalnum():
            raise _NotReadError
        return _spelled(letter)

    def _class(self) -> _Part:
        match = _CLASS.match(self._pattern, self._at)
        if match is None:
            raise _NotReadError
        self._at = match.end()
        inside = match["inside"]
        # A range, an escape or a negation is any letter; a hyphen at either end is itself.
        if match["not"] or "\\" in inside or "-" in inside[1:-1]:
            return _UNKNOWN
        return _either([_spelled(letter) for letter in inside])

    def _group(self) -> _Part:
        start = self._at
        if flags := _FLAGS.match(self._pattern, start):
            self._at = flags.end()
            return _NOTHING
        look = _LOOK.match(self._pattern, start)
        known = look or _GROUP.match(self._pattern, start)
        if known:
            self._at = known.end()
        elif self._pattern.startswith("?", start):
            raise _NotReadError
        inside = self._alternatives()
        if not self._next(")"):
            raise _NotReadError
        return _NOTHING if look else inside

    def _times(self, part: _Part) -> _Part:
        """The part as often as the quantifier behind it says."""
        while match := _TIMES.match(self._pattern, self._at):
            if match[0].startswith("{") and not (match["least"] or match["most"]):
                break
            self._at = match.end()
            if match[0][0] == "?":
                part = _either([part, _NOTHING])
            elif match[0][0] == "+" or (match[0][0] == "{" and int(match["least"] or 0)):
                part = _Part(None, part.needed())
            else:
                part = _UNKNOWN
        return part

    def _next(self, letter: str) -> bool:
        found = self._pattern.startswith(letter, self._at)
        self._at += found
        return found


def _spelled(letters: str) -> _Part:
    """The letters as they are; unknown where one is not ASCII, as its small form may be two."""
    return _Part(frozenset([letters.lower()])) if letters.isascii() else _UNKNOWN


def _either(branches: Sequence[_Part]) -> _Part:
    spellings: set[str] = set()
    for branch in branches:
        if branch.spellings is None:
            break
        spellings |= branch.spellings
    else:
        if len(spellings) <= _MOST_WORDS:
            return _Part(frozenset(spellings))
    # Each branch gives the group that tells most; a branch without one leaves nothing to say.
    best = [_best(branch.needed()) for branch in branches]
    return _Part(None, (frozenset().union(*best),) if all(best) else ())


def _best(groups: Iterable[Words]) -> Words:
    """The group whose shortest word is longest, empty where none tells."""
    telling = [each for each in map(_shortest, groups) if _tells(each)]
    return max(telling, key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())


def _may_join(first: int, second: int) -> bool:
    return 1 in (first, second) or first * second <= _MOST_JOINED


def _joined(parts: Sequence[_Part]) -> _Part:
    """The parts one behind the other: known spellings are put together as far as they go."""
    run: Words = frozenset([""])
    groups: list[Words] = []
    whole = True
    for part in parts:
        if part.spellings is not None and _may_join(len(run), len(part.spellings)):
            run = frozenset(map("".join, product(run, part.spellings)))
            continue
        whole = False
        groups.append(run)
        groups += part.groups
        run = part.spellings or frozenset([""])
    return _Part(run) if whole else _Part(None, (*groups, run))
