"""What stands at each word of a clause: the numbers that :mod:`clauseadvisor.labelling.spans` weighs.

A span of words is judged by the words around its start and its end, by the words inside, by
what the rules see there (a condition opens, a main clause ends), and by its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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
_HELD = 3 * 2 * 2 * 2
_LABELS = {Label.PENALTY: 0, Label.INCENTIVE: 1}
_KINDS = ("pen", "inc", "con")
CONTENT_CLASSES = _HELD * len(_KINDS)

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_+")


@dataclass(frozen=True, slots=True)
class Marks:
    """A clause as numbers. ``words`` are numbers of the vocabulary, padded at sentence ends.

    ``places[i]`` is where word i stands in ``words``; ``starts``, ``ends`` and ``inside`` are
    pairs of word and flag. The candidate spans run from word ``first`` to word ``last``, both
    included; ``length`` and ``content`` are their classes. The last candidate stands for "none".
    """

    tokens: tuple[tuple[int, int], ...]
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


def written_words(text: str) -> list[str]:
    """The words and marks of a text as they are written."""
    return _TOKEN.findall(text)


def mark(
    text: str,
    signals: Signals,
    core: Core,
    parts: Sequence[tuple[int, int]],
    vocabulary: Vocabulary,
) -> Marks:
    """What stands at each word; ``parts`` are the sentences, ``core`` is what the rules read."""
    tokens = tuple(match.span() for match in _TOKEN.finditer(text))
    count = len(tokens)
    kind = _LABELS.get(signals.label or Label.PENALTY, 2)
    coded = np.array([vocabulary[word] for word in written_words(text)], dtype=np.intp)
    words, upper = coded >> 1, (coded & 1).astype(bool)
    flags = _Flags([start for start, _ in tokens])
    sentence = _sentence_of(flags.begins, parts)
    _flag_rules(flags, text, core, parts)
    positions = _flag_signals(flags, core.opened, signals, _KINDS[kind])
    flags.starts.append(
        (count, start_flags()["none" + _KINDS[kind] + ("r" if core.trigger else "")])
    )
    first, last = _candidates(vocabulary.may_start[words], vocabulary.may_end[words], sentence)
    padded, places = _padded(words, sentence, vocabulary.nothing)
    return Marks(
        tokens=tokens,
        words=padded,
        places=places,
        sentence=np.append(sentence, -1),
        starts=_with_words(flags.starts, signals, parts, sentence, upper, kind),
        ends=_with_upper(flags.ends, upper),
        inside=_arrays(flags.inside),
        first=first,
        last=last,
        length=np.searchsorted(_LENGTHS, last - first + 1),
        content=_content(positions, first, last, kind, count + 1),
    )


def _sentence_of(begins: Sequence[int], parts: Sequence[tuple[int, int]]) -> Ints:
    starts = np.array([start for start, _ in parts])
    found = np.searchsorted(starts, np.array(begins, dtype=np.intp), side="right") - 1
    return np.maximum(0, found)


class _Flags:
    """Collects the flags of the words, as pairs of word and number of the flag."""

    def __init__(self, begins: list[int]) -> None:
        self.begins = begins
        self.starts: list[tuple[int, int]] = []
        self.ends: list[tuple[int, int]] = []
        self.inside: list[tuple[int, int]] = []

    def word(self, place: int) -> int:
        """The word that begins at a place or behind it."""
        return min(len(self.begins) - 1, bisect_left(self.begins, place))

    def word_before(self, place: int) -> int:
        return max(0, bisect_left(self.begins, place) - 1)


def _with_words(
    flags: Iterable[tuple[int, int]],
    signals: Signals,
    parts: Sequence[tuple[int, int]],
    sentence: Ints,
    upper: npt.NDArray[np.bool_],
    kind: int,
) -> tuple[Ints, Ints]:
    """The flags of first words, with those that each word has: its sentence, a capital letter."""
    numbers = start_flags()
    words, found = _arrays(dict.fromkeys(flags))
    speaks = [
        numbers[_KINDS[kind] + "t" * signals.told(*part) + "c" * bool(signals.cues(*part))]
        for part in parts
    ]
    every = np.arange(len(sentence))
    order = numbers[f"s0{_KINDS[kind]}"] + np.minimum(3, sentence)
    capital = np.flatnonzero(upper)
    return (
        np.concatenate([words, every, every, capital]),
        np.concatenate(
            [found, order, np.array(speaks)[sentence], np.full(len(capital), numbers["upper"])]
        ),
    )


def _with_upper(
    flags: Iterable[tuple[int, int]], upper: npt.NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    words, found = _arrays(dict.fromkeys(flags))
    before = np.flatnonzero(upper[1:])
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


def _flag_signals(
    flags: _Flags, openers: Sequence[Opener], signals: Signals, kind: str
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Flags the words that speak; gives where auxiliaries, failures, consequences, openers stand."""
    starts, ends, inside = start_flags(), end_flags(), inside_flags()
    opened: list[int] = []
    for each in openers:
        word = flags.word(each.end)
        for name in ("opener", f"opener{each.weight:.1f}", "opener" + kind):
            flags.starts.append((word, starts[name]))
        opened.append(flags.word(each.start))
        flags.ends.append((flags.word_before(each.start), ends["before opener"]))
    modals = [flags.word(place) for place in signals.modals]
    failures = [flags.word(place) for place in signals.failures]
    ranked = [[flags.word(place) for place in places] for places in signals.consequences]
    spoken = [word for words in ranked for word in words]
    for name, words in (
        ("modal", modals),
        ("told", failures),
        ("cue", spoken),
        ("cue0", ranked[0] if ranked else []),
    ):
        both = inside[name], inside[name + kind]
        flags.inside += [(word, number) for word in words for number in both]
    flags.inside += [(word, inside["opener"]) for word in opened]
    return modals, failures, spoken, opened


def _candidates(
    may_start: npt.NDArray[np.bool_], may_end: npt.NDArray[np.bool_], sentence: Ints
) -> tuple[Ints, Ints]:
    """First and last words of the spans within one sentence; the last pair is "none"."""
    count = len(sentence)
    starts, ends = np.flatnonzero(may_start), np.flatnonzero(may_end)
    stops = np.minimum(np.searchsorted(sentence, sentence[starts], side="right"), starts + LONGEST)
    begin = np.searchsorted(ends, starts)
    lengths = np.searchsorted(ends, stops) - begin
    before = np.cumsum(lengths) - lengths
    total = int(lengths.sum())
    first = np.repeat(starts, lengths)
    last = ends[np.arange(total) + np.repeat(begin - before, lengths)]
    return np.append(first, count), np.append(last, count)


def _padded(words: Ints, sentence: Ints, nothing: int) -> tuple[Ints, Ints]:
    """The words with blanks between sentences, so that no window looks into the next one."""
    count = len(words)
    new = np.zeros(count + 1, dtype=np.intp)
    new[1:count] = sentence[1:] != sentence[:-1]
    new[0] = new[count] = 1
    places = np.arange(count + 1) + _PAD * np.cumsum(new)
    padded = np.full(int(places[-1]) + _PAD + 1, nothing, dtype=np.intp)
    padded[places[:-1]] = words
    return padded, places


def _content(
    positions: tuple[list[int], list[int], list[int], list[int]],
    first: Ints,
    last: Ints,
    kind: int,
    count: int,
) -> Ints:
    """The class of what a span holds: how many auxiliaries, whether failure, consequence, opener."""
    content = np.full(len(first), 0, dtype=np.intp)
    for words, most in zip(positions, (2, 1, 1, 1), strict=True):
        content *= most + 1
        if words:
            sums = np.zeros(count + 1, dtype=np.intp)
            sums[1:] = np.cumsum(np.bincount(words, minlength=count))
            content += np.minimum(most, sums[last + 1] - sums[first])
    return content + _HELD * kind


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
