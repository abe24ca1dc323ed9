"""What stands at each word of a clause: the numbers that :mod:`clauseadvisor.labelling.spans` weighs.

A span of words is judged by the words around its start and its end, by the words inside, by
what the rules see there (a condition opens, a main clause ends), and by its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from clauseadvisor.domain import Label
from clauseadvisor.labelling.conditions import Opener
from clauseadvisor.labelling.cores import Core, body_of
from clauseadvisor.labelling.signals import Signals
from clauseadvisor.labelling.vocabulary import Vocabulary

Ints = npt.NDArray[np.intp]

#: The words around its start, and those around its end, by which a span is judged.
START_WINDOW = range(-3, 3)
END_WINDOW = range(-2, 4)
_PAD = 4
#: Longest span, in words and marks.
LONGEST = 34
#: Upper bounds of the classes of length; what a span holds makes this many classes.
_LENGTHS = np.array((1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27))
LENGTH_CLASSES = len(_LENGTHS) + 1
#: The class of a span by the distance from its first word to its last.
_CLASS_OF_LENGTH = np.searchsorted(_LENGTHS, np.arange(1, LONGEST + 1))
_HELD = 3 * 2 * 2 * 2
_LABELS = {Label.PENALTY: 0, Label.INCENTIVE: 1}
_KINDS = ("pen", "inc", "con")
CONTENT_CLASSES = _HELD * len(_KINDS)

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause as the rules read it: its sentences, what speaks in it, and its core."""

    text: str
    signals: Signals
    core: Core
    parts: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Marks:
    """Clauses as numbers, one behind the other, each with a spare word at its end.

    ``words`` are numbers of the vocabulary, padded at sentence ends. ``places[i]`` is where word i
    stands in ``words``; ``starts``, ``ends`` and ``inside`` are pairs of word and flag. The
    candidate spans run from word ``first`` to word ``last``, both included; ``length`` and
    ``content`` are their classes. The last candidate of each clause is its spare word and stands
    for "none". ``clauses`` holds where each clause begins and ends among the words,
    ``candidates`` among the candidates.
    """

    tokens: Sequence[tuple[int, int]]
    words: Ints
    places: Ints
    sentence: Ints
    starts: tuple[Ints, Ints]
    ends: tuple[Ints, Ints]
    inside: tuple[Ints, Ints]
    first: Ints
    last: Ints
    length: Ints
    content: Ints
    clauses: Sequence[tuple[int, int]]
    candidates: Sequence[tuple[int, int]]


#: Where the spare word of a clause stands: nowhere.
_SPARE = (-1, -1)


def written_words(text: str) -> list[str]:
    """The words and marks of a text as they are written."""
    return _TOKEN.findall(text)


def _placed(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand: only blanks are between them, so that each is the next one found."""
    spans = []
    end = 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def mark(readings: Sequence[Reading], vocabulary: Vocabulary) -> Marks:
    """What stands at each word of some clauses.

    They are marked together, as most of the work is short steps over whole arrays.
    """
    flags = _Flags()
    for reading in readings:
        flags.read(reading, vocabulary)
    spare = np.array([end - 1 for _, end in flags.clauses], dtype=np.intp)
    coded = np.array(flags.coded, dtype=np.intp)
    words, upper = coded >> 1, (coded & 1).astype(bool)
    sentence = np.array(flags.sentence, dtype=np.intp)
    may_start, may_end = vocabulary.may_start[words], vocabulary.may_end[words]
    may_start[spare] = may_end[spare] = True
    first, last = _candidates(may_start, may_end, sentence)
    bounds = np.searchsorted(first, spare, side="right").tolist()
    candidates = list(zip([0, *bounds[:-1]], bounds, strict=True))
    padded, places = _padded(words, sentence, vocabulary.nothing)
    kinds = np.repeat(flags.kinds, [end - begin for begin, end in candidates])
    return Marks(
        tokens=flags.tokens,
        words=padded,
        places=places,
        sentence=sentence,
        starts=_with_words(flags, sentence, upper, spare),
        ends=_with_upper(flags.ends, upper, spare),
        inside=_arrays(flags.inside),
        first=first,
        last=last,
        length=_CLASS_OF_LENGTH.take(last - first),
        content=_content(flags.positions, first, last, len(words)) + _HELD * kinds,
        clauses=flags.clauses,
        candidates=candidates,
    )


class _Flags:
    """Collects the words of clauses and their flags, as pairs of word and number of the flag."""

    def __init__(self) -> None:
        self.clauses: list[tuple[int, int]] = []
        self.tokens: list[tuple[int, int]] = []
        self.coded: list[int] = []
        self.sentence: list[int] = []
        self.kinds: list[int] = []
        #: For each sentence the flags that each of its words has.
        self.orders: list[int] = []
        self.speaks: list[int] = []
        self.starts: list[tuple[int, int]] = []
        self.ends: list[tuple[int, int]] = []
        self.inside: list[tuple[int, int]] = []
        #: Where auxiliaries, failures, consequences and openers stand.
        self.positions: tuple[list[int], ...] = ([], [], [], [])
        self._base = 0
        self._begins: list[int] = []

    def read(self, reading: Reading, vocabulary: Vocabulary) -> None:
        """Adds a clause."""
        words = written_words(reading.text)
        placed = _placed(reading.text, words)
        kind = _LABELS.get(reading.signals.label or Label.PENALTY, 2)
        self._base, self._begins = len(self.tokens), [start for start, _ in placed]
        self.tokens += [*placed, _SPARE]
        self.clauses.append((self._base, len(self.tokens)))
        self.coded += [*map(vocabulary.__getitem__, words), 2 * vocabulary.nothing]
        self.kinds.append(kind)
        self._read_sentences(reading, kind)
        if words:
            _flag_rules(self, reading.text, reading.core, reading.parts)
            _flag_signals(self, reading.core.opened, reading.signals, _KINDS[kind])
        ruled = "r" if reading.core.trigger else ""
        self.starts.append((len(self.tokens) - 1, start_flags()["none" + _KINDS[kind] + ruled]))

    def _read_sentences(self, reading: Reading, kind: int) -> None:
        numbers = start_flags()
        known, name = len(self.orders), _KINDS[kind]
        starts = [start for start, _ in reading.parts][1:]
        self.sentence += [known + bisect_right(starts, begin) for begin in self._begins]
        for order, part in enumerate(reading.parts):
            told = "t" * reading.signals.told(*part) + "c" * bool(reading.signals.cues(*part))
            self.orders.append(numbers[f"s0{name}"] + min(3, order))
            self.speaks.append(numbers[name + told])
        # The spare word is a sentence by itself, which has no flags.
        self.sentence.append(len(self.orders))
        self.orders.append(0)
        self.speaks.append(0)

    def word(self, place: int) -> int:
        """The word of the clause that begins at a place or behind it."""
        return self._base + min(len(self._begins) - 1, bisect_left(self._begins, place))

    def word_before(self, place: int) -> int:
        return self._base + max(0, bisect_left(self._begins, place) - 1)


def _with_words(
    flags: _Flags, sentence: Ints, upper: npt.NDArray[np.bool_], spare: Ints
) -> tuple[Ints, Ints]:
    """The flags of first words, with those that each word has: its sentence, a capital letter."""
    words, found = _arrays(dict.fromkeys(flags.starts))
    every = np.delete(np.arange(len(sentence)), spare)
    mine = sentence.take(every)
    capital = np.flatnonzero(upper)
    return (
        np.concatenate([words, every, every, capital]),
        np.concatenate(
            [
                found,
                np.array(flags.orders).take(mine),
                np.array(flags.speaks).take(mine),
                np.full(len(capital), start_flags()["upper"]),
            ]
        ),
    )


def _with_upper(
    flags: Iterable[tuple[int, int]], upper: npt.NDArray[np.bool_], spare: Ints
) -> tuple[Ints, Ints]:
    words, found = _arrays(dict.fromkeys(flags))
    next_upper = np.append(upper[1:], False)
    next_upper[spare] = False  # what follows is another clause
    before = np.flatnonzero(next_upper)
    number = end_flags()["before upper"]
    return np.concatenate([words, before]), np.concatenate([found, np.full(len(before), number)])


def _arrays(flags: Iterable[tuple[int, int]]) -> tuple[Ints, Ints]:
    both = np.array([*flags], dtype=np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _flag_rules(flags: _Flags, text: str, core: Core, parts: Sequence[tuple[int, int]]) -> None:
    starts, ends = start_flags(), end_flags()
    for part in parts:
        flags.starts.append((flags.word(body_of(text, *part)), starts["body"]))
    for pair in core.pairs:
        if pair.condition:
            flags.starts.append((flags.word(pair.condition[0]), starts["condition"]))
            flags.ends.append((flags.word_before(pair.condition[1]), ends["condition"]))
        name = "main" if pair.condition else "whole"
        flags.starts.append((flags.word(pair.main[0]), starts[name]))
        flags.ends.append((flags.word_before(pair.main[1]), ends["main"]))
    for name, span in (("trigger", core.trigger), ("consequence", core.consequence)):
        if span is None:
            continue
        for each in (name, name + "+")[: 1 + core.sure]:
            flags.starts.append((flags.word(span.start), starts[each]))
            flags.ends.append((flags.word_before(span.end), ends[each]))


def _flag_signals(flags: _Flags, openers: Sequence[Opener], signals: Signals, kind: str) -> None:
    """Flags the words that speak, and notes where they stand."""
    starts, ends, inside = start_flags(), end_flags(), inside_flags()
    modals, failures, spoken, opened = flags.positions
    of_openers: list[int] = []
    for each in openers:
        word = flags.word(each.end)
        for name in ("opener", f"opener{each.weight:.1f}", "opener" + kind):
            flags.starts.append((word, starts[name]))
        of_openers.append(flags.word(each.start))
        flags.ends.append((flags.word_before(each.start), ends["before opener"]))
    of_modals = [flags.word(place) for place in signals.modals]
    of_failures = [flags.word(place) for place in signals.failures]
    ranked = [[flags.word(place) for place in places] for places in signals.consequences]
    of_spoken = [word for words in ranked for word in words]
    for name, words in (
        ("modal", of_modals),
        ("told", of_failures),
        ("cue", of_spoken),
        ("cue0", ranked[0] if ranked else []),
    ):
        both = inside[name], inside[name + kind]
        flags.inside += [(word, number) for word in words for number in both]
    flags.inside += [(word, inside["opener"]) for word in of_openers]
    modals += of_modals
    failures += of_failures
    spoken += of_spoken
    opened += of_openers


def _candidates(
    may_start: npt.NDArray[np.bool_], may_end: npt.NDArray[np.bool_], sentence: Ints
) -> tuple[Ints, Ints]:
    """First and last words of the spans within one sentence."""
    starts, ends = np.flatnonzero(may_start), np.flatnonzero(may_end)
    stops = np.minimum(np.searchsorted(sentence, sentence[starts], side="right"), starts + LONGEST)
    begin = np.searchsorted(ends, starts)
    lengths = np.searchsorted(ends, stops) - begin
    before = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    first = np.repeat(starts, lengths)
    last = ends[np.arange(total) + np.repeat(begin - before, lengths)]
    return first, last


def _padded(words: Ints, sentence: Ints, nothing: int) -> tuple[Ints, Ints]:
    """The words with blanks between sentences, so that no window looks into the next one."""
    new = np.ones(len(words), dtype=np.intp)
    new[1:] = sentence[1:] != sentence[:-1]
    places = np.arange(len(words)) + _PAD * np.cumsum(new)
    padded = np.full(int(places[-1]) + _PAD + 1, nothing, dtype=np.intp)
    padded[places] = words
    return padded, places


def _content(positions: tuple[list[int], ...], first: Ints, last: Ints, count: int) -> Ints:
    """The class of what a span holds: how many auxiliaries, whether failure, consequence, opener."""
    content = np.full(len(first), 0, dtype=np.intp)
    for words, most in zip(positions, (2, 1, 1, 1), strict=True):
        content *= most + 1
        if words:
            sums = np.zeros(count + 1, dtype=np.intp)
            sums[1:] = np.cumsum(np.bincount(words, minlength=count))
            content += np.minimum(most, sums.take(last + 1) - sums.take(first))
    return content


# ---------------------------------------------------------------- flags


_RULED = ("trigger", "trigger+", "consequence", "consequence+")


@cache
def start_flags() -> Mapping[str, int]:
    """The flags of a first word, numbered."""
    names = ["upper", "body", "condition", "main", "whole", "opener", *_RULED]
    names += [f"opener{tenth / 10:.1f}" for tenth in range(1, 11)]
    for kind in _KINDS:
        names += [f"s{order}{kind}" for order in range(4)]
        names += [kind + told + cue for told in ("", "t") for cue in ("", "c")]
        names += ["opener" + kind, "none" + kind, "none" + kind + "r"]
    return {name: number for number, name in enumerate(names)}


@cache
def end_flags() -> Mapping[str, int]:
    """The flags of a last word, numbered."""
    names = ["before upper", "before opener", "condition", "main", *_RULED]
    return {name: number for number, name in enumerate(names)}


@cache
def inside_flags() -> Mapping[str, int]:
    """The flags of any word of a span, numbered."""
    names = ["opener"]
    for flag in ("modal", "told", "cue", "cue0"):
        names += [flag, *(flag + kind for kind in _KINDS)]
    return {name: number for number, name in enumerate(names)}
