"""Conditions and main clauses of a sentence: "If X, Y", "Y if X", "any X not paid shall Y", "X: Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from clauseadvisor.labelling.lexicon import compiled, lexicon

#: Verbs by which a main clause is known.
MODAL = (
    r"(?<![-\w])(?:shall|will|may|must|is|are|has|have|agrees?|can|would|bears?|accrues?|pays?|owes?|becomes?"
    r"|triggers?|loses?|gains?|credits?|invoices?|terminates?|reverts?|lapses?|ends?|earns?|receives?|gives?|entitles?"
    r"|results?\s+in|costs?|attracts?|refunds?|forfeits?|drops?|repays?|comes?|falls?|rises?)"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A condition with its main clause, as spans of the text; ``weight`` is how sure it is one.

    ``condition`` is None for a sentence that states none.
    """

    condition: tuple[int, int] | None
    main: tuple[int, int]
    weight: float


@dataclass(frozen=True, slots=True)
class Opener:
    """Words that open a condition, how surely they do, and whether only with a capital letter."""

    start: int
    end: int
    weight: float
    capital: bool


def openers(low: str) -> tuple[Opener, ...]:
    """The words of a text in small letters that open a condition, in order."""
    kinds = _opener_list()
    return tuple(
        Opener(match.start(), match.end(), *kinds[int((match.lastgroup or "o0")[1:])])
        for match in _openers().finditer(low)
    )


def pairs(text: str, low: str, start: int, end: int, opened: Sequence[Opener]) -> Iterator[Pair]:
    """Every reading of the sentence ``text[start:end]`` as condition and main clause.

    ``low`` is the text in small letters, ``opened`` what opens conditions in the sentence.
    """
    yield from _opened(text, low, start, end, opened)
    if not (opened and opened[0].start == start):
        yield from _subjects(low, start, end)
    yield Pair(None, (start, end), 0.0)


def _opened(text: str, low: str, start: int, end: int, opened: Sequence[Opener]) -> Iterator[Pair]:
    at = start
    for each in opened:
        if each.start < at or (each.capital and not text[each.start].isupper()):
            continue  # a condition within the condition, or "for" within a sentence
        if not _leads(low, at, each.start):
            yield Pair((each.end, end), (at, each.start), each.weight)
            continue
        stop = _condition_end(text, low, each.end, end)
        if stop < end:
            yield Pair((each.end, stop), (stop, end), each.weight)
            at = stop
        else:
            yield Pair((each.end, end), (at, each.start), each.weight - 0.3)


def _subjects(low: str, start: int, end: int) -> Iterator[Pair]:
    """A subject that tells of a failure is a condition: "Overdue sums bear interest"."""
    for match in _bare().finditer(low, start, end):
        yield Pair((match.start(), match.end()), (match.end(), end), 1.0)
    colon = _colon().search(low, start, end)
    if colon:
        yield Pair((start, colon.start()), (colon.end(), end), 0.5)
    that = _that().search(low, start, end)
    begin = that.end() if that else colon.end() if colon else start
    for verb in islice(_modal().finditer(low, begin + 1, end), 4):
        yield Pair((begin, verb.start()), (verb.start(), end), 0.2)


def _leads(low: str, start: int, at: int) -> bool:
    """Whether a condition that opens here comes before its main clause."""
    before = _listed().sub("", low[start:at].rstrip()).rstrip()
    if not before or _joins().search(before):
        return True
    return not _modal().search(before[max(before.rfind(";"), 0) :])


def _condition_end(text: str, low: str, start: int, end: int) -> int:
    """The end of a leading condition: the first comma behind which a main clause begins."""
    depth, first = 0, end
    skip = _adverbial().match(low, start, end)
    for mark in _marks().finditer(low, skip.end() if skip else start, end):
        char = mark[0]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (char == ":" or _main_clause().match(low, mark.end(), end)):
            return mark.start()
        elif depth == 0 and first == end and not _goes_on().match(low, mark.end(), end):
            first = mark.start()
    match = _unmarked().search(text, start, end)
    if match or first < end:
        return match.start() if match else first
    return max((found.start() for found in _noun_phrase().finditer(text, start, end)), default=end)


# ---------------------------------------------------------------- patterns


@cache
def _openers() -> re.Pattern[str]:
    entries = lexicon("frame")["opener"]
    groups = "|".join(f"(?P<o{order}>{entry['pattern']})" for order, entry in enumerate(entries))
    return compiled(rf"\b(?=[abdefioprsuw]|to\s)(?:{groups})")


@cache
def _opener_list() -> tuple[tuple[float, bool], ...]:
    """The weight of each kind of opener, and whether it must have a capital letter."""
    return tuple(
        (float(entry.get("weight", 1.0)), entry.get("capital", False))
        for entry in lexicon("frame")["opener"]
    )


@cache
def _bare() -> re.Pattern[str]:
    patterns = "|".join(entry["pattern"] for entry in lexicon("frame")["bare"])
    return compiled(rf"\b(?:{patterns})")


@cache
def _modal() -> re.Pattern[str]:
    return compiled(rf"\b{MODAL}\b")


@cache
def _marks() -> re.Pattern[str]:
    return compiled(r"[()\[\]]|[:,](?=\s)")


@cache
def _adverbial() -> re.Pattern[str]:
    """Words about time in front of the condition itself: "during the term, ..."."""
    return compiled(
        r"\s*(?:during|after|at\s+any\s+time|for\s+any\s+reason|within|following|prior\s+to|in\s+any)\b[^,;:]{0,90},(?:\s*\[[*\s]+\],)?",
    )


@cache
def _that() -> re.Pattern[str]:
    return compiled(r"\b(?:agrees?|acknowledges?|confirms?)\s+that,?\s+")


@cache
def _colon() -> re.Pattern[str]:
    return compiled(r"(?<=[\w)%]):\s+(?=\S)")


@cache
def _unmarked() -> re.Pattern[str]:
    """A main clause that no comma sets off."""
    return re.compile(
        r"\s+(?=then\s)|\s+(?=(?:it|the\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?|[A-Z][\w-]+)\s+(?:shall|will|may|has|must|agrees)\s)"
    )


@cache
def _listed() -> re.Pattern[str]:
    """The letter of a list item: "(a)"."""
    return compiled(r"(?:^|[\s:;(])\(?\w{1,4}\)$|[:;(]$")


#: Words behind a comma with which a condition goes on.
_GOES_ON = (
    r"(?:and|or|provided|should|if|which|including|such\s+as|whether|without|but|where|who|nor"
    r"|other\s+than|that|any\s+of\s+which|to|as|except|save|by|in\s+each\s+case)\b"
)


@cache
def _goes_on() -> re.Pattern[str]:
    return compiled(rf"\s*{_GOES_ON}")


@cache
def _noun_phrase() -> re.Pattern[str]:
    return re.compile(r"\s(?=(?:the|an?)\s+(?:[\w-]+\s+){1,5}(?:shall|will|must|is|are)\s)")


@cache
def _joins() -> re.Pattern[str]:
    return compiled(
        r"(?:[,;]\s*(?:and|or|but|except\s+that)|provided,?\s*(?:however,?\s*)?(?:that)?|agrees?,?\s+that,?|acknowledges?,?\s+(?:and\s+agrees?\s+)?that)\s*,?$",
    )


@cache
def _main_clause() -> re.Pattern[str]:
    interposed = (
        r"(?:[^\s,;:()]+\s+){0,5}?[^\s,;:()]+,\s+(?:in\s+addition|without|at\s+its|at\s+the|upon|on\s"
        rf"|subject|notwithstanding|by\s|in\s+its|as\s+)[^;:]{{3,220}}?,\s+{MODAL}\b"
    )
    return compiled(
        rf"\s*(?!{MODAL}\b|{_GOES_ON})(?:then\b|(?:(?:[^\s,;:()]|[,:](?=\S))+\s+(?:\([^)]*\)\s+)?){{0,16}}?{MODAL}\b|no\s|the\s+same\s|{interposed})",
    )
