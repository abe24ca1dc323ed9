"""Whom a clause weighs on, and the words that name that party."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from clauseadvisor.domain import Burden, Facts, Label, Party, Role
from clauseadvisor.labelling.lexicon import any_of, lexicon, lowered
from clauseadvisor.labelling.roles import role_of_words

_BURDEN = {Role.VENDOR: Burden.VENDOR, Role.CUSTOMER: Burden.CUSTOMER, Role.OTHER: Burden.UNKNOWN}
#: Stands before and behind the number of a party: a letter (so that it forms a word, as a name
#: does) that no contract holds.
_MARK = "\u0298"
_MARKED = rf"{_MARK}(?P<party>\d+){_MARK}"

#: How far in front of a party another one stands that is joined to it by "and", marks included.
_JOINED = 24

#: More words of a name behind one, and a word of it before, which begins no sentence.
_GOES_ON = re.compile(r" [A-Z][a-z]+ [A-Z][a-z]+")
_GOES_BEFORE = re.compile(r"(?:[a-z,;)] |[“\"])[A-Z][a-z][\w-]* \Z")
_NAME = 24

#: So many marked texts are kept.
_KEPT = 8

_OPPOSITE = {
    Burden.VENDOR: Burden.CUSTOMER,
    Burden.CUSTOMER: Burden.VENDOR,
    Burden.BOTH: Burden.BOTH,
    Burden.UNKNOWN: Burden.UNKNOWN,
}


def find_burden(
    text: str,
    *,
    label: Label,
    subtype: str | None,
    facts: Facts,
    parties: Sequence[Party],
) -> tuple[Burden, str | None]:
    """The side that a clause weighs on, and its words in the clause (None if it names none).

    A penalty weighs on the one who fails, a control on the one restricted, an incentive on the
    one who owes the reward; ``both`` is either party alike. ``parties`` tells on which side a
    named party stands; without it only role words ("the Supplier") do. Where the words name a
    party whose side cannot be told, the burden is unknown.
    """
    if label is Label.NEUTRAL:
        return Burden.UNKNOWN, None
    if label is Label.TRUST:
        return Burden.BOTH, None
    sides = _sides(tuple(parties), rewarding=label is Label.INCENTIVE)
    parts = _parts(text, facts)
    defaults = lexicon("burden")["by_subtype"]
    if subtype in lexicon("burden")["sure"]["subtypes"]:
        stated = {name: parts[name] for name in ("trigger", "consequence")}
        told = _first(sides.read(label, subtype, stated, text))
        owing = subtype == lexicon("burden")["owing"]["subtype"] and _owing().search(text)
        if told is None and owing:
            return Burden.BOTH, None
        if told is None and not _alike().search(parts["trigger"]):
            return Burden(defaults[subtype]), None
    if any(rule.holds(label, subtype, text) for rule in _mutual()):
        return Burden.BOTH, None
    if subtype in lexicon("burden")["shared"]["subtypes"] and (
        _alike().search(parts["consequence"]) or _divided().search(text) or sides.all_receive(text)
    ):
        return Burden.BOTH, None
    if subtype == lexicon("burden")["consent"]["subtype"]:
        asking = sides.asking(text)
        if asking:
            return asking
    told = _first(sides.read(label, subtype, parts, text))
    if told and told[0] is not Burden.UNKNOWN:
        meant = defaults[subtype] if subtype in lexicon("burden")["meant"]["subtypes"] else None
        return (
            told
            if meant is None or told[0] is not _OPPOSITE[Burden(meant)]
            else (Burden(meant), None)
        )
    if told is None or (not parties and subtype in defaults):
        if _alike().search(parts["trigger"] + " " + parts["consequence"]):
            return Burden.BOTH, None
        if told is None and parties and _somebody_else().search(parts["trigger"]):
            return Burden.UNKNOWN, None
        if subtype in defaults:
            return Burden(defaults[subtype]), told[1] if told else None
        if _alike().search(text):
            return Burden.BOTH, None
    if told and subtype in lexicon("burden")["tells"]["subtypes"]:
        return Burden(defaults[subtype]), told[1]
    found = told or _first(sides.read(label, subtype, {"rest": text}, text))
    if found and found[0] is not Burden.UNKNOWN:
        return found
    words = found[1] if found else None
    if label is Label.CONTROL and (only := sides.only(text)):
        return only
    return (_failing(parts["trigger"]) if label is Label.PENALTY else Burden.UNKNOWN), words


def _failing(trigger: str) -> Burden:
    """The side that fails in what the trigger names: one pays and buys, the other serves."""
    return next(
        (Burden(side) for side, pattern in _failures() if pattern.search(trigger)), Burden.UNKNOWN
    )


def _parts(text: str, facts: Facts) -> dict[str, str]:
    return {
        "trigger": facts.trigger.text if facts.trigger else "",
        "consequence": facts.consequence.text if facts.consequence else "",
        "text": text,
    }


def _first(
    candidates: Iterable[tuple[Burden, str | None]],
) -> tuple[Burden, str | None] | None:
    """The first party of known side; else the first party at all; None if none is named."""
    unknown: tuple[Burden, str | None] | None = None
    for burden, words in candidates:
        if burden is not Burden.UNKNOWN:
            return burden, words
        unknown = unknown or (burden, words)
    return unknown


@dataclass(frozen=True, slots=True)
class _Rule:
    part: str
    pattern: re.Pattern[str]
    opposite: bool
    subtypes: frozenset[str] | None


class _Sides:
    """Reads party words as sides: the parties' own names first, then role words."""

    def __init__(self, parties: Sequence[Party], *, rewarding: bool) -> None:
        self._roles = {
            re.sub(r"\s+", " ", spoken.lower()): party.role
            for party in parties
            for spoken in (party.name, *party.aliases)
        }
        #: What all parties are called alike ("each Member") is either of them.
        self._shared = (
            frozenset.intersection(*(frozenset(map(str.lower, party.aliases)) for party in parties))
            if len(parties) > 1
            else frozenset()
        )
        #: Parties that all go by defined terms are not meant by a word in small letters.
        self._defined = bool(parties) and all(party.aliases for party in parties)
        self._address(parties, rewarding=rewarding)
        self._marked: dict[str, tuple[str, Sequence[str]]] = {}
        own = {lowered(name) for name in self._roles if name} - _role_words()
        self._own = re.compile(_party_pattern(own)) if own else None
        self._first_words = {name.split(" ", 1)[0] for name in own}

    def _address(self, parties: Sequence[Party], *, rewarding: bool) -> None:
        """Finds whom "you" means where the contract does not define it."""
        if not parties and not rewarding:
            # Terms that say "we" and "you" and name nobody are those of whoever serves; who
            # rewards "you" buys.
            self._roles |= {"we": Role.VENDOR, "us": Role.VENDOR, "you": Role.CUSTOMER}
        if "you" in self._roles:
            return
        we = self._roles.get("we", Role.OTHER)
        if we is not Role.OTHER:
            self._roles["you"] = Role.CUSTOMER if we is Role.VENDOR else Role.VENDOR
        addressed = set(lexicon("burden")["addressed"]["words"])
        for party in parties:
            if addressed & {alias.lower() for alias in party.aliases}:
                self._roles.setdefault("you", party.role)

    def read(
        self, label: Label, subtype: str | None, parts: Mapping[str, str], whole: str
    ) -> Iterator[tuple[Burden, str | None]]:
        """The sides that the rules find burdened, with their words in the ``whole`` clause."""
        marked = {name: self._mark(text) for name, text in parts.items()}
        for rule in _rules().get(label, ()):
            text, parties = marked.get(rule.part, ("", ()))
            if not parties or (rule.subtypes and subtype not in rule.subtypes):
                continue  # every rule names a party
            if match := rule.pattern.search(text):
                words = parties[int(match["party"])]
                side = self._joined(text[: match.start("party") - 1], parties, self.side(words))
                if side is Burden.UNKNOWN and words.lower() in _stand_ins():
                    continue
                if rule.opposite:
                    burden = _OPPOSITE[side]
                    yield burden, self._other(whole, words, burden)
                else:
                    yield side, words

    def _joined(self, before: str, parties: Sequence[str], side: Burden) -> Burden:
        """Both sides where the party is named together with the other one ("Heron and Otter")."""
        if side not in (Burden.VENDOR, Burden.CUSTOMER):
            return side
        with_it = _together().search(before, max(0, len(before) - _JOINED))
        if with_it and self.side(parties[int(with_it["party"])]) is _OPPOSITE[side]:
            return Burden.BOTH
        return side

    def all_receive(self, whole: str) -> bool:
        """Whether a clause gives a share to vendor and customer alike."""
        marked, parties = self._mark(whole)
        receiving = {self.side(parties[int(m["party"])]) for m in _receiving().finditer(marked)}
        return receiving >= {Burden.VENDOR, Burden.CUSTOMER}

    def only(self, whole: str) -> tuple[Burden, str | None] | None:
        """The one party of known side that the clause names, with its words; None if not one."""
        _, parties = self._mark(whole)
        known = {side: words for words in parties if (side := self.side(words)) in _OPPOSITE}
        named = [side for side in known if side in (Burden.VENDOR, Burden.CUSTOMER)]
        return (named[0], known[named[0]]) if len(named) == 1 else None

    def asking(self, whole: str) -> tuple[Burden, str | None] | None:
        """The side that must ask for a consent, with its words; None if no words tell whose it is.

        ``both`` where each must ask the other.
        """
        rules = _consent()
        marked, parties = self._mark(whole)
        if rules.each.search(marked):
            return Burden.BOTH, None
        found = [(words, self.side(words)) for words in (parties[n] for n in rules.holders(marked))]
        asked = [one for one in found if one[1] in (Burden.VENDOR, Burden.CUSTOMER)]
        sides = {_OPPOSITE[side] for _, side in asked}
        if len(sides) == 1:
            return (asking := sides.pop()), self._other(whole, asked[0][0], asking)
        mutual = sides or (Burden.BOTH in dict(found).values() and _alike().search(whole))
        return (Burden.BOTH, None) if mutual else None

    def _mark(self, text: str) -> tuple[str, Sequence[str]]:
        """The text with each party as a single marked word, and the words that each stands for.

        The parts of a clause are asked for several times in a row, so the last ones are kept.
        """
        known = self._marked.get(text)
        if known is None:
            if len(self._marked) >= _KEPT:
                self._marked.clear()
            known = self._marked[text] = self._mark_anew(text)
        return known

    def _mark_anew(self, text: str) -> tuple[str, Sequence[str]]:
        text = text.replace(_MARK, "")
        parties: list[str] = []
        pieces: list[str] = []
        at = 0
        for match in self._spoken(lowered(text)):
            words = text[slice(*match.span("party"))]
            if self._generic(words) or self._in_a_title(words, text, match.end()):
                continue
            pieces += [text[at : match.start()], f"{_MARK}{len(parties)}{_MARK}"]
            parties.append(words)
            at = match.end()
        marked = "".join([*pieces, text[at:]])
        return (_aside().sub(r"\g<named>", marked) if parties else marked), parties

    def _spoken(self, low: str) -> Iterator[re.Match[str]]:
        """What names a party in a text in small letters, in order.

        The parties' own names and the role words are sought apart, as the pattern of the many
        role words takes long to compile; the matches are those of one pattern for all.
        """
        if self._own is None or not any(word in low for word in self._first_words):
            yield from _role_pattern().finditer(low)
            return
        own, common = self._own.search(low), _role_pattern().search(low)
        while match := _former(own, common):
            yield match
            at = match.end()
            if common and common.start() < at:
                common = _role_pattern().search(low, at)
            if own and own.start() < at:
                own = self._own.search(low, at)

    def _other(self, text: str, named: str, burden: Burden) -> str | None:
        """The words for the side across from the party that a rule names, None if it is unknown."""
        if burden is Burden.UNKNOWN:
            return None
        for match in self._spoken(lowered(text)):
            words = text[slice(*match.span("party"))]
            if words.lower() != named.lower() and self.side(words) is burden:
                return words
        return None

    def _generic(self, words: str) -> bool:
        """Whether words tell a part that anyone may have ("an advisor") rather than a party."""
        return (
            self._defined
            and words.islower()
            and words not in self._roles
            and role_of_words(words) is not None
        )

    def _in_a_title(self, words: str, text: str, end: int) -> bool:
        """Whether a word for a role is a part of a longer name ("Executive Stock Ownership Policy")."""
        if not self._defined or words.lower() in self._roles or not words[:1].isupper():
            return False
        before = text[max(0, end - len(words) - _NAME) : end - len(words)]
        return _GOES_ON.match(text, end) is not None or _GOES_BEFORE.search(before) is not None

    def side(self, words: str) -> Burden:
        """The side that words stand on."""
        key = re.sub(r"\s+", " ", words.lower())
        if key in self._shared:
            return Burden.BOTH
        if key in self._roles:
            return _BURDEN[self._roles[key]]
        if key in lexicon("roles")["words"]["both"]:
            return Burden.BOTH
        role = role_of_words(words)
        return _BURDEN[role] if role else Burden.UNKNOWN


def _former(one: re.Match[str] | None, other: re.Match[str] | None) -> re.Match[str] | None:
    """Of two matches the one that comes first; of two that begin alike, as one pattern has it, the
    one whose article is none of the name, or else the longer one."""
    if one is None or other is None:
        return one or other
    if one.start() != other.start():
        return one if one.start() < other.start() else other
    return min(one, other, key=lambda each: (-each.start("party"), -each.end()))


def _party_pattern(names: Iterable[str]) -> str:
    """A pattern for text in small letters; of two names that begin alike the longer one counts."""
    names = tuple(filter(None, names))
    first = re.escape("".join(sorted({name[0] for name in names} | set("ats"))))  # asked first
    return rf"\b(?=[{first}])(?<!third\s)(?<!third-)(?<!third\sparty\s)(?:(?:the|an?|any|such)\s+)?(?P<party>{any_of(names)})\b"


@cache
def _role_words() -> frozenset[str]:
    """What any contract may call a party, in small letters."""
    words = lexicon("roles")["words"]
    spoken = [*words["both"], *words["vendor"], *words["customer"], *words["unknown"]]
    return frozenset(map(lowered, spoken)) | {f"party {letter}" for letter in "abcd"}


@cache
def _role_pattern() -> re.Pattern[str]:
    return re.compile(_party_pattern(_role_words()))


@cache
def _rules() -> Mapping[str, Sequence[_Rule]]:
    """The rules of each label, on marked texts: compiled once, not for the names of each contract."""
    rules: dict[str, list[_Rule]] = {}
    for entry in lexicon("burden")["rule"]:
        rules.setdefault(entry["label"], []).append(
            _Rule(
                entry["part"],
                re.compile(entry["pattern"].replace("{party}", _MARKED), re.IGNORECASE),
                entry.get("opposite", False),
                frozenset(entry["subtypes"]) if "subtypes" in entry else None,
            )
        )
    return rules


@dataclass(frozen=True, slots=True)
class _Consent:
    """How a marked text says whose consent is needed."""

    asked: Sequence[re.Pattern[str]]
    free: re.Pattern[str]
    unless: re.Pattern[str]
    each: re.Pattern[str]

    def holders(self, marked: str) -> Iterator[int]:
        """The numbers of the parties whose consent is asked for."""
        for pattern in self.asked:
            for match in pattern.finditer(marked):
                # A new part of the sentence with its own "may" frees by itself.
                before = re.split(r"[.;]\s|,\s+(?:but|while|and)\b", marked[: match.end()])[-1]
                before = before.removesuffix(match.group())
                if self.unless.search(before) or not self.free.search(before):
                    yield int(match["party"])


@cache
def _consent() -> _Consent:
    found = lexicon("burden")["consent"]

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("{party}", _MARKED), re.IGNORECASE)

    return _Consent(
        asked=tuple(compiled(each) for each in found["asked"]),
        free=compiled(found["free"]),
        unless=compiled(found["unless"]),
        each=compiled(found["each"]),
    )


@lru_cache(maxsize=64)
def _sides(parties: tuple[Party, ...], *, rewarding: bool) -> _Sides:
    return _Sides(parties, rewarding=rewarding)


@cache
def _together() -> re.Pattern[str]:
    """Another party in front of one, joined to it."""
    return re.compile(rf"{_MARKED}\s+(?:and|n?or|and/or)\s+(?:the\s+)?\Z", re.IGNORECASE)


@cache
def _aside() -> re.Pattern[str]:
    """A marked party, and what is put in between it and what it does: "at its own cost"."""
    aside = lexicon("burden")["aside"]["pattern"].replace("{party}", _MARKED)
    return re.compile(rf"(?P<named>{_MARK}\d+{_MARK}){aside}", re.IGNORECASE)


@cache
def _stand_ins() -> frozenset[str]:
    return frozenset(lexicon("burden")["stand_in"]["words"])


@cache
def _divided() -> re.Pattern[str]:
    return re.compile(lexicon("burden")["shared"]["pattern"], re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mutual:
    """Words that make a clause weigh on either party alike, and where they are looked for."""

    label: str | None
    subtypes: frozenset[str] | None
    within: int
    pattern: re.Pattern[str]

    def holds(self, label: Label, subtype: str | None, text: str) -> bool:
        return (
            (self.label is None or self.label == label)
            and (self.subtypes is None or subtype in self.subtypes)
            and self.pattern.search(text, 0, self.within) is not None
        )


@cache
def _mutual() -> tuple[_Mutual, ...]:
    return tuple(
        _Mutual(
            entry.get("label"),
            frozenset(entry["subtypes"]) if "subtypes" in entry else None,
            entry.get("within", sys.maxsize),
            re.compile(entry["pattern"], re.IGNORECASE),
        )
        for entry in lexicon("burden")["mutual"]
    )


@cache
def _failures() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["side"], re.compile(entry["pattern"], re.IGNORECASE))
        for entry in lexicon("burden")["failing"]
    )


@cache
def _receiving() -> re.Pattern[str]:
    receive = lexicon("burden")["shared"]["receive"]
    return re.compile(receive.replace("{party}", _MARKED), re.IGNORECASE)


@cache
def _somebody_else() -> re.Pattern[str]:
    return re.compile(lexicon("burden")["somebody_else"]["pattern"])


@cache
def _owing() -> re.Pattern[str]:
    return re.compile(lexicon("burden")["owing"]["pattern"], re.IGNORECASE)


@cache
def _alike() -> re.Pattern[str]:
    return re.compile(lexicon("burden")["alike"]["pattern"], re.IGNORECASE)
