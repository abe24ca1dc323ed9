"""Wording that could be pasted: templates filled with the contract's own names and figures.

What the clause states is used as it stands there; what it does not state becomes a [bracketed
blank], and every blank of a text can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from clauseadvisor.domain import Amount, Facts, LabelledClause, Span
from clauseadvisor.patterns import Sought, folded
from clauseadvisor.playbook.entries import slots_named
from clauseadvisor.playbook.recipe_schema import Advice, Recipe
from clauseadvisor.playbook.texts import PARTS_OF_TITLE
from clauseadvisor.suggesting.burdens import sides_under
from clauseadvisor.suggesting.ceilings import ceilings_of, is_ceiling
from clauseadvisor.suggesting.citing import Clauses, reference
from clauseadvisor.suggesting.match import View, holds
from clauseadvisor.suggesting.naming import Words, capital, possessive
from clauseadvisor.suggesting.own_periods import own_period
from clauseadvisor.suggesting.periods import period_of

Slots = Mapping[str, str]

#: A blank with the unit that follows it, so that "[10] business days" reads by itself in a list.
_BLANK = re.compile(
    r"\[[^\[\]]+\](?: (?:%|percentage points|(?:[Bb]usiness|[Ww]orking) [Dd]ays"
    r"|days|months|years|consecutive months|points|measures|hours))?"
)
_REDACTED = re.compile(r"\*\s*\*|\[\s*\*|_{3,}|\[\s*\]|[•●]{1,}")
_SENTENCE_WORDS = re.compile(
    r"\b(?:shall|will|may|must|is|are|was|has|have|fails?|not|if|when|which|that)\b", re.I
)
_BELOW = re.compile(
    r"^(?:(?:is|are|falls?|drops?|scores?|target|threshold|minimum|a|an|of|at|to|achieve|maintain|below|under|least"
    r"|above|over|than|less|fewer|more|lower|not|no|equal|or|greater|exceeding|exceeds|within a tolerance of)\b[\s:]*)+",
    re.I,
)
_LIMIT = re.compile(
    r"^(?:(?:is|are|be|shall|will|may|must|in|no|not|event|up|to|a|an|the|maximum|total|aggregate|of|exceed|exceeding"
    r"|more|greater|than|limited|capped|at|amount|equal|subject)\b[\s,:]*)+",
    re.I,
)
_NAMES_A_LEVEL = re.compile(
    r"\b(?:targets?|levels?|standards?|minimums?|quotas?|rates?|commitments?|guarantees?|percent\w*|schedules?)\s*$",
    re.I,
)
#: That something comes late is no measure by itself.
_IN_TIME = re.compile(r"late|later|delayed|overdue|behind schedule|on time|timely", re.I)
#: What a credit is worked out from is not what it is due for.
_IS_A_SHARE = re.compile(r"\b(?:percentage|per ?cent|share|part|portion|amount|sum)\b", re.I)
_IS_A_LEVEL = re.compile(r"\b(?:targets?|commitments?|guarantees?|SLAs?|standards?)$", re.I)
_PROMISED = re.compile(
    r"\b(?:miss(?:es)?|fail(?:s|ed|ure)? to (?:meet|achieve|reach|attain)|falls? (?:below|short of)) the"
    r" ((?:[A-Z][\w-]* ){1,4}(?:Targets?|Commitments?|Guarantees?|Standards?))\b"
)
#: Performance is measured, not the level that it is measured against.
_AGAINST = "performance against "
#: How a difference is settled, behind "shall", where the contract has no steps of its own: with a result.
_SETTLED = (
    "be settled by those who manage {agreement} day to day within [10] {days}, failing which"
    " [an independent expert] shall decide"
)
_LONGEST = 90
NO_MEASURE = "[measure]"
NO_TARGET = "[target]"


def slots_of(
    clause: LabelledClause,
    recipe: Recipe,
    words: Words,
    clauses: Clauses | None = None,
    shared: Collection[str] = (),
    cited_as: LabelledClause | None = None,
) -> dict[str, str]:
    """A text for every slot that a template may name.

    ``clauses`` are those of the contract by id, ``shared`` the citations that lead to several;
    ``cited_as`` is the clause whose number stands for this one too, where it is a piece of a section.
    """
    debtor, creditor = sides_under(recipe, clause, words)
    cited = reference(cited_as or clause, words, clauses, shared)
    others = (clauses or {}).values()
    metric, target = metric_of(clause, words), target_of(clause.facts)
    if target == NO_TARGET and metric.startswith(_AGAINST):
        target = metric.removeprefix(_AGAINST)
    slots = {
        **slots_of_contract(words),
        "clause": cited,
        "Clause": capital(cited),
        "charge": _defined(charge_of(clause.text, recipe, clause.heading), others).format_map(
            {"clause": cited}
        ),
        "metric": metric,
        "target": target,
        "level": level_of(metric, target),
        "rate": rate_of(clause),
        "cap": cap_of(clause),
        "period": period_of(clause, others, recipe.period),
        "settled": _SETTLED.format(agreement=words.agreement, days=words.business_days),
        "own_period": own_period(recipe, others, words),
    }
    slots["at_stake"] = fill(at_stake(clause.text, recipe), slots)
    sides = {
        "vendor": words.vendor,
        "customer": words.customer,
        "debtor": debtor,
        "creditor": creditor,
    }
    return slots | party_slots(sides)


def slots_of_contract(words: Words) -> dict[str, str]:
    """The texts for slots that are the same for every clause of a contract."""
    return {
        "parties": words.parties,
        "Parties": capital(words.parties),
        "party": words.party,
        "agreement": words.agreement,
        "business_days": words.business_days,
        "fees": words.fees,
    }


def party_slots(sides: Mapping[str, str]) -> dict[str, str]:
    """Each party plain, with a capital, and both as possessive."""
    slots: dict[str, str] = {}
    for side, name in sides.items():
        slots[side] = name
        slots[side.title()] = capital(name)
        slots[f"{side}_s"] = possessive(name)
        slots[f"{side.title()}_s"] = capital(possessive(name))
    return slots


def compose(advice: Advice, view: View, slots: Slots) -> str:
    """The proposed wording: the lead-in and its lettered paragraphs; empty where nothing changes.

    A single paragraph has no letter.
    """
    parts = [fill(part.text, slots) for part in advice.parts if holds(part.when, view)]
    if not parts:
        return ""
    lead = [fill(advice.lead, slots)] if advice.lead else []
    return "\n".join([*lead, *lettered(parts)])


def with_part(text: str, part: str) -> str:
    """The wording, a lead-in and its paragraphs, with one more paragraph at its end."""
    lead, *parts = text.split("\n")
    return "\n".join([lead, *lettered([*parts, part])])


def lettered(parts: Sequence[str]) -> list[str]:
    """The paragraphs with their letters, in place of those that they have; a single one has none."""
    bare = [_LETTERED.sub("", part) for part in parts]
    if len(bare) == 1:
        return bare
    return [f"({letter}) {part}" for letter, part in zip(_LETTERS, bare, strict=False)]


def title_of(advice: Advice, view: View) -> str:
    """The title, with the parts that the wording has where it names them: "with a and b"."""
    if PARTS_OF_TITLE not in slots_named(advice.title):
        return advice.title
    used = (part.in_title for part in advice.parts if part.in_title and holds(part.when, view))
    *most, last = dict.fromkeys(used)
    named = f"{', '.join(most)} and {last}" if most else last
    return advice.title.format_map({PARTS_OF_TITLE: named})


_LETTERS = "abcdefghijklmnop"
_LETTERED = re.compile(r"^\([a-p]\) ")


def fill(template: str, slots: Slots) -> str:
    """The template with its slots filled, on one line, without doubled spaces."""
    return " ".join(template.format_map(slots).split())


def blanks_of(text: str) -> tuple[str, ...]:
    """Each [bracketed blank] of the text with its unit, once, in order."""
    return tuple(dict.fromkeys(found.group() for found in _BLANK.finditer(text)))


def charge_of(text: str, recipe: Recipe, heading: str | None = None) -> str:
    """What the clause itself calls the sum or sanction, in the singular; else the plain word.

    A word that stands in the heading alone is written small: there a capital is no defined term.
    """
    head, _, body = text.partition(heading) if heading else ("", "", text)
    for words, small in ((body or text, False), (heading or head, True)):
        letters = folded(words)
        for pattern in recipe.charge_terms:
            found = _charge_term(pattern).search(words, letters)
            if found:
                term = _singular(" ".join(found.group().split()))
                return term.lower() if small else term
    letters = folded(text)
    verbs = recipe.charge_verbs.items()
    return next(
        (noun for verb, noun in verbs if _charge_term(verb).search(text, letters)), recipe.charge
    )


def _defined(charge: str, clauses: Collection[LabelledClause]) -> str:
    """The word as the contract writes it where it is a defined term there ("Service Credit")."""
    term = charge.title()
    if term == charge or "{" in charge or " " not in charge:
        return charge
    quoted = re.compile(rf"[\"“”']{re.escape(term)}s?[\"”']")
    # Most clauses do not hold the term at all, which is seen at once.
    defined = any(term in each.text and quoted.search(each.text) for each in clauses)
    return term if defined else charge


def at_stake(text: str, recipe: Recipe) -> str:
    """What may be missed, by the clause's own name for it ("the Opening Date"); else the recipe's words."""
    for each in recipe.stakes:
        found = re.search(each.pattern, text)
        if found:
            return each.said.format(term=" ".join(found["term"].split()))
    return recipe.at_stake


@lru_cache(maxsize=256)
def _charge_term(pattern: str) -> Sought:
    return Sought(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _singular(term: str) -> str:
    term = term.lower() if term.isupper() else term
    if term.lower().endswith("damages") or not term.endswith("s") or term.endswith("ss"):
        return term
    return f"{term[:-3]}y" if term.endswith("ies") else term[:-1]


def metric_of(clause: LabelledClause, words: Words | None = None) -> str:
    """The measure as a noun phrase, or a blank where the clause names none that can be reused.

    What is itself a level to reach ("the uptime commitment") gives "performance against" it.
    ``words`` tells a party from a measure.
    """
    facts = clause.facts
    raw = _usable(facts.metric.text if facts.metric else None)
    raw = re.sub(r"^(?:(?:the|its|their|his|a|an|such|each|any)\b\s*)+", "", raw, flags=re.I)
    parties = {_bare(name) for name, _ in words.names} if words else set()
    usable = (
        len(raw) > 2
        and _bare(raw) not in parties
        and len(raw.split()) <= 7
        and raw[:1].isalpha()
        and not _of_charges(raw)
        and not _IN_TIME.fullmatch(raw)
        and not _SENTENCE_WORDS.search(raw)
    )
    if not usable:
        promised = promised_level(clause)
        if promised:
            return f"{_AGAINST}the {' '.join(promised.text.split())}"
        named = re.search(r"\b([Ss]ervice )(?:([Ll]evel)|[Cc]redit)", clause.text)
        if named is None:
            return NO_MEASURE
        level = named.group(2) or ("Level" if named.group(1)[0] == "S" else "level")
        return f"the {named.group(1)}{level} concerned"
    plain = raw[:1].lower() + raw[1:] if raw[1:2].islower() and not _is_title(raw) else raw
    if _IS_A_LEVEL.search(plain):
        return f"{_AGAINST}the {plain}"
    return f"the {plain}"


def promised_level(clause: LabelledClause) -> Span | None:
    """The defined level that the clause says is missed ("the On-Time Target")."""
    found = _PROMISED.search(clause.text)
    if found is None:
        return None
    start, end = (clause.start + each for each in found.span(1))
    return Span(start=start, end=end, text=found[1])


def _of_charges(raw: str) -> bool:
    """Whether the words are a share of what is paid ("the percentage of the Monthly Charges")."""
    paid = re.search(r"\b(?:fees?|charges?|price|invoices?|payments?)\b", raw, re.I)
    return paid is not None and _IS_A_SHARE.search(raw) is not None


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def level_of(metric: str, target: str) -> str:
    """What has to be met: "99.5% for the uptime", or as much of it as is known."""
    if metric.startswith(_AGAINST):
        return metric.removeprefix(_AGAINST)
    if metric.endswith(" concerned"):  # one of several: no single target holds for it
        return metric
    if target == NO_TARGET and metric != NO_MEASURE:
        return f"the agreed level of {metric}"
    if metric == NO_MEASURE and target != NO_TARGET:
        return target
    return f"{target} for {metric}"


def target_of(facts: Facts) -> str:
    """The level to reach ("99.5%"), without the words that say below or above; else a blank."""
    raw = _usable(facts.target.text if facts.target else None).lstrip("<>≤≥= ")
    raw = _BELOW.sub("", raw).strip(" ,;:<>≤≥=")
    if not raw or len(raw) > 60 or _SENTENCE_WORDS.search(raw) or re.search("[<>≤≥]", raw):
        return NO_TARGET
    if any(letter.isdigit() for letter in raw):
        return raw
    if not _NAMES_A_LEVEL.search(raw):
        return NO_TARGET
    return raw if raw.lower().startswith(("the ", "all ")) else f"the {raw}"


def rate_of(clause: LabelledClause) -> str:
    """The sum or percentage that follows a failure, with its base and step; else a blank.

    Neither the level to reach nor the ceiling is a rate. Where the consequence runs on behind
    the amount ("for each full 0.1% below"), those words belong to it.
    """
    for amount in clause.facts.amounts:
        if amount.kind not in ("percent", "money") or is_ceiling(amount, clause):
            continue
        if _within(amount, clause.facts.target) or _within(amount, clause.facts.trigger):
            continue
        stated = _with_step(amount, clause)
        if stated:
            return stated
    return "[rate or sum]"


def _with_step(amount: Amount, clause: LabelledClause) -> str:
    """The amount with what follows it in the consequence, or with its base; "" if unusable."""
    consequence = clause.facts.consequence
    if consequence and consequence.start <= amount.start < consequence.end:
        start, end = amount.start - clause.start, consequence.end - clause.start
        running = _usable(clause.text[start:end]).rstrip(" .,;:")
        if re.search(r"\bfor (?:each|every)\b", running) and len(running) <= _LONGEST:
            return running
    text = re.sub(r"\s+for (?:each|every)\b.*$", "", _usable(amount.text))
    base = _usable(amount.base)
    whole = f"{text} of {base}" if text and base and base not in text else text
    return next((each for each in (whole, text) if 0 < len(each) <= _LONGEST), "")


def _within(amount: Amount, span: Span | None) -> bool:
    return span is not None and span.start <= amount.start < span.end and amount.text in span.text


def cap_of(clause: LabelledClause) -> str:
    """The ceiling that the clause states, without "up to" and its like; else a blank."""
    stated = clause.facts.cap.text if clause.facts.cap else None
    if stated is None:
        limits = ceilings_of(clause)
        stated = limits[-1].text if limits else None
    raw = _LIMIT.sub("", _usable(stated)).strip(" ,;:")
    return raw if raw and len(raw) <= _LONGEST else "[ceiling]"


def _usable(text: str | None) -> str:
    """The words on one line, or nothing where they were blacked out."""
    plain = " ".join((text or "").replace("{", "[").replace("}", "]").split())
    return "" if _REDACTED.search(plain) else plain


def _is_title(text: str) -> bool:
    words: Sequence[str] = [word for word in text.split() if len(word) > 3]
    return bool(words) and all(word[:1].isupper() for word in words)
