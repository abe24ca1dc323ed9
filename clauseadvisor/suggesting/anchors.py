"""What a new clause can name of the contract that it goes into: its object, its parties, its clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from clauseadvisor.domain import LabelledClause
from clauseadvisor.patterns import at_word_start
from clauseadvisor.playbook.norm_schema import Anchor, Object
from clauseadvisor.suggesting.citing import cited
from clauseadvisor.suggesting.devices import place_in_contract
from clauseadvisor.suggesting.draft import party_slots, slots_of_contract
from clauseadvisor.suggesting.match import holds, view_of
from clauseadvisor.suggesting.naming import Words, capital
from clauseadvisor.suggesting.setting import Setting

_MOST_NAMED: Final = 2
_SURE_ENOUGH: Final = 0.6
#: Anchors by which an addition touches the clauses that it names.
_TOUCHED: Final = frozenset({"sanctions"})
#: A capitalised word before it makes it a part of a longer name ("Affiliate Program").
_IN_A_NAME: Final = re.compile(
    r"\b(?!(?:The|Each|Any|All|Every|No|This|Such|If|When|Where|For|Of|In|To|Upon|Other|Its|Their|Our)\b)[A-Z][\w&-]* \Z"
)
_NAME: Final = 24
#: So often a contract uses the defined word that says what it is about: at least, and by its length.
_FEWEST_USES: Final = 6
_LETTERS_A_USE: Final = 6_000


def anchored_slots(
    clauses: Sequence[LabelledClause],
    setting: Setting,
    untouched: Collection[str] = (),
    warned: Collection[str] = (),
) -> dict[str, str]:
    """A text for every slot that an addition may name; an anchor that is absent has none.

    ``untouched`` are the ids of clauses that stay as they are, and so are not to be softened by an
    addition either; ``warned`` those for which a proposal calls for a warning of its own.
    """
    words, say = setting.words, setting.playbook.say
    two = _two_parties(words, sided=setting.deal.sided)
    both = " and ".join(two) or words.parties
    many = not setting.deal.sided and not two
    thing = _object(clauses, setting.playbook.objects)
    slots = {
        **_law_slots(setting),
        **slots_of_contract(words),
        "object": thing or say("object_alone", agreement=words.agreement),
        "subject": say("subject", object=thing, agreement=words.agreement)
        if thing
        else say("subject_alone", agreement=words.agreement),
        "either": " or ".join(two) or f"{'any' if many else 'either'} of {words.parties}",
        "others": "the others" if many else "the other",
        "both": both,
        "Both": capital(both),
    }
    found: dict[str, str] = {
        anchor.id: _citations(
            anchor,
            [each for each in clauses if anchor.id not in _TOUCHED or each.id not in untouched],
            setting,
        )
        for anchor in setting.playbook.anchors.values()
    }
    sanctions = setting.playbook.anchors["sanctions"]
    spared = {*untouched, *warned}
    found["unwarned"] = _citations(
        sanctions, [each for each in clauses if each.id not in spared], setting
    )
    return (
        slots
        | party_slots({"vendor": words.vendor, "customer": words.customer})
        | {name: text for name, text in found.items() if text}
    )


def _law_slots(setting: Setting) -> dict[str, str]:
    """What may follow where talks fail, and what a court may be asked for meanwhile.

    Where arbitration decides, a court is asked for nothing but what the contract lets it be asked for.
    """
    say, place = setting.playbook.say, place_in_contract("arbitration", setting)
    slots = {
        "last_step": say("last_step_arbitrated", place=place) if place else say("last_step"),
    }
    if place is None or "court_relief" in setting.devices.holders:
        slots["urgent_relief"] = say("urgent_relief")
    return slots


def _two_parties(words: Words, *, sided: bool) -> tuple[str, ...]:
    """The names of the two sides, or of the only two parties there are; else none."""
    if sided and len(words.known) > 1:
        return words.vendor, words.customer
    named = tuple(dict.fromkeys(written for _, written in words.names))
    return named if len(named) == 2 else ()


def _object(clauses: Sequence[LabelledClause], objects: Mapping[str, Object]) -> str | None:
    """The phrase for the defined word that the contract uses most; None where it uses none often.

    Of two words that begin at the same place the longer one counts ("Cloud Service").
    """
    text = "\n".join(clause.text for clause in clauses)
    often = max(_FEWEST_USES, len(text) / _LETTERS_A_USE)
    # A plain count first: it is done for the whole contract, and few words pass it.
    known = {*objects, *(word for each in objects.values() for word in each.unless)}
    likely = sorted((word for word in known if text.count(word) >= often), key=len, reverse=True)
    if not likely:
        return None
    pattern = "|".join(at_word_start(re.escape(word)) for word in likely)
    counted = Counter(
        found.group()
        for found in re.finditer(rf"(?:{pattern})\b(?! [A-Z])", text)
        if not _IN_A_NAME.search(text, max(0, found.start() - _NAME), found.start())
    )
    used = {word for word in likely if counted[word] >= often}
    left = [word for word in used & set(objects) if used.isdisjoint(objects[word].unless)]
    word = max(left, key=lambda each: (counted[each], each), default=None)
    return None if word is None else objects[word].phrase


def _citations(anchor: Anchor, clauses: Iterable[LabelledClause], setting: Setting) -> str:
    """The heaviest clauses of the anchor by their numbers, in the order of the contract."""
    known: Mapping[str, str] = {
        clause.id: number
        for clause in clauses
        if clause.subtype in anchor.subtypes
        and not clause.needs_review
        and clause.confidence >= _SURE_ENOUGH
        and holds(anchor.when, view_of(clause))
        and (number := _number(clause, setting))
    }
    known = _best(known, anchor, setting)
    heaviest = sorted(known, key=lambda each: -setting.clauses[each].severity)[:_MOST_NAMED]
    chosen = dict.fromkeys(number for key, number in known.items() if key in heaviest)
    return f" {anchor.joined} ".join(chosen)


def _best(known: Mapping[str, str], anchor: Anchor, setting: Setting) -> Mapping[str, str]:
    best = {
        key: number for key, number in known.items() if setting.clauses[key].subtype in anchor.best
    }
    return best or known


def _number(clause: LabelledClause, setting: Setting) -> str | None:
    number = cited(clause, setting.words, setting.clauses)
    return None if number in setting.shared_citations else number
