"""The contract's own words: what it calls its parties, its fees and its days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from clauseadvisor.domain import Burden, Document, Label, LabelledClause, Party, Role
from clauseadvisor.patterns import Sought, at_word_start, folded
from clauseadvisor.playbook.schema import RoleWords
from clauseadvisor.playbook.texts import PARTY_MARK

#: Each counted with its singular; a contract that knows none of them counts in plain days.
_DAYS = ("Business Day", "Working Day", "business day", "working day")
_PLAIN_DAYS: Final = "days"
_FEES = ("Service Fees", "Service Charges", "Fees", "Charges")
#: A longer name that ends so ("two Monthly Fees") and a heading are another word.
_WITHIN_A_NAME = re.compile(
    r"\b(?!Service\b|The\b|Such\b|All\b|Any\b|No\b)[A-Z][\w-]* (?:Service )?(?:Fees|Charges)\b|(?<=\d )(?:Fees|Charges)\."
)
#: Where it defines none of these.
_PLAIN_FEES: Final = ("fees", "charges", "prices")
_INSTRUMENTS = re.compile(
    at_word_start(
        r"this (Agreement|agreement|Contract|contract|Addendum|Amendment|Lease|Order|Statement of Work|SOW)\b"
    )
)
#: So often a contract uses a word that is its name for a party.
_THROUGHOUT = 8
_LETTERS_A_USE = 4_000
#: A capitalised word before it, other than an article, makes it a part of a longer name.
_IN_A_NAME = re.compile(r"\b(?!The |Each |Any |Either |If |When |Where |Should )[A-Z][\w&-]* $")
_NAME = 24
#: A heading and the first sentence behind it.
_OPENING = re.compile(r".{80,}?[.;](?=\s)", re.DOTALL)
#: So many references of one kind show a habit.
_OFTEN: Final = 4
#: What a statute calls its parts is no word of the contract for its own.
_CLAUSE_WORDS = re.compile(
    r"\b(Section|Clause|Article|Paragraph|section|clause|article|paragraph"
    r"|[Ss]ub-?(?:[Ss]ection|[Cc]lause|[Pp]aragraph))s? (?=\d+(?P<part>\.\d)?)(?!\d{4})"
    r"(?![\w.()-]{1,12} of (?:the )?(?:[A-Z][\w.&]* ){0,5}(?:Act|Code|Laws?|Statutes?|Regulations?)\b)"
)


_BRACKETED = re.compile(r"\b\d{1,2}\([A-Z]\)")
_DOTTED = re.compile(r"\b\d{1,2}\.[A-Z]\b(?!\.)")

#: What an amendment numbers itself; its Sections and Clauses are those of the agreement it changes.
ITEM: Final = "item"
_AMENDMENT = re.compile(r"\b(?:This|THIS)\s+(?:[\w#.&-]+\s+){0,4}?(?i:amendment)\b")
_AMENDED_IN = 2_500  # characters of the opening in which it says that it is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How one contract speaks. Party names carry their article where the contract uses it."""

    vendor: str
    customer: str
    names: tuple[tuple[str, str], ...]  # (as it could stand in a clause, as we write it)
    parties: str
    party: str
    agreement: str
    business_days: str
    fees: str
    clause: str
    whole_clause: str = ""  # its word for what has a number without a point ("Article 4")
    part_of_clause: str = ""  # and for what has one with a point ("Section 4.2")
    bracketed: bool = False  # whether it writes 5(F), where others write 5.F
    known: frozenset[Role] = frozenset()  # the sides on which the contract names somebody
    parts: Mapping[str, str] = field(default_factory=dict)  # of a bundle, by the id of each clause


def words_of(document: Document, roles: Mapping[str, RoleWords] | None = None) -> Words:
    """The contract's own words, read off its text. What it does not say gets a plain word.

    A side whose party is not known is called by the role word that the contract itself uses
    throughout ("the Vendor"), as ``roles`` lists them. Where the parties are known and nobody is
    on that side, it gets the neutral words of ``roles`` ("the performing Member").
    """
    roles = roles or {}
    several = len(document.parties) > 1
    words = _words(
        document.text,
        _with_roles(document, roles),
        _unsided(roles) if several else (),
        roles[Role.OTHER.value].words if several and Role.OTHER.value in roles else (),
    )
    return replace(words, whole_clause=ITEM) if _amends(document) else words


def _amends(document: Document) -> bool:
    """Whether the document changes an agreement that stands elsewhere."""
    apart = any(warning.code == "part_of_another" for warning in document.warnings)
    return apart and _AMENDMENT.search(document.text, 0, _AMENDED_IN) is not None


def _unsided(roles: Mapping[str, RoleWords]) -> tuple[tuple[Role, str], ...]:
    return tuple((Role(role.id), role.unsided) for role in roles.values() if role.unsided)


def _with_roles(document: Document, roles: Mapping[str, RoleWords]) -> tuple[Party, ...]:
    known = {party.role for party in document.parties}
    named = {name.casefold() for each in document.parties for name in (each.name, *each.aliases)}
    missing = {
        word: Role(role.id)
        for role in roles.values()
        if role.id != Role.OTHER.value and Role(role.id) not in known
        for word in role.words
        if word.casefold() not in named
    }
    often = max(_THROUGHOUT, len(document.text) / _LETTERS_A_USE)
    found: dict[Role, Party] = {}
    for word, uses in _names_used(document.text, tuple(missing)).most_common():
        if uses >= often:
            found.setdefault(missing[word], Party(name=word, role=missing[word]))
    return (*document.parties, *found.values())


def _names_used(text: str, words: Sequence[str]) -> Counter[str]:
    """How often each word stands for somebody by itself, not in a longer name ("Owner Trustee")."""
    if not words:
        return Counter()
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    pattern = rf"(?:{'|'.join(map(at_word_start, longest_first))})\b(?! [A-Z])"
    return Counter(
        found.group()
        for found in re.finditer(pattern, text)
        if not _IN_A_NAME.search(text[max(0, found.start() - _NAME) : found.start()])
    )


@lru_cache(maxsize=32)
def _words(
    text: str,
    parties: tuple[Party, ...],
    unsided: tuple[tuple[Role, str], ...] = (),
    terms: tuple[str, ...] = (),
) -> Words:
    """``unsided``: what to call a side that nobody is on; ``terms``: words for any one party."""
    written = {party: written_name(party, text) for party in parties}
    instrument = _commonest(_INSTRUMENTS.findall(text), "Agreement")
    vendor, customer = _sides(parties, text)
    all_of_them, one = _any_party(text, terms if vendor is customer is None else ())
    numbered = list(_CLAUSE_WORDS.finditer(text))
    called = _commonest([each[1] for each in numbered], "clause")
    neutral = {role: said.format(party=one) for role, said in unsided}
    return Words(
        vendor=written[vendor] if vendor else neutral.get(Role.VENDOR, "the [Supplier]"),
        customer=written[customer] if customer else neutral.get(Role.CUSTOMER, "the [Customer]"),
        names=tuple(
            (name, written[party]) for party in parties for name in (party.name, *party.aliases)
        ),
        parties=all_of_them,
        party=one,
        agreement=f"this {instrument}",
        business_days=_days(text),
        fees=_most_used(_FEES, _WITHIN_A_NAME.sub(" ", text), "")
        or _most_used(_PLAIN_FEES, text, "fees"),
        clause=called,
        whole_clause=_clearly([each[1] for each in numbered if not each["part"]], called),
        part_of_clause=_clearly([each[1] for each in numbered if each["part"]], called),
        bracketed=len(_BRACKETED.findall(text)) > len(_DOTTED.findall(text)),
        known=frozenset(
            role
            for role, party in ((Role.VENDOR, vendor), (Role.CUSTOMER, customer))
            if party is not None
        ),
    )


def _any_party(text: str, called: Sequence[str]) -> tuple[str, str]:
    """What the contract calls all of its parties, and any one: "the Members", "Member"."""
    plain = text.count("the parties")
    uses = {word: text.count(f"the {word}s") + text.count(f"each {word}") for word in called}
    uses["Party"] = text.count("the Parties") + text.count("either Party")
    word = max(uses, key=lambda each: uses[each])
    if uses[word] <= plain:
        return "the parties", "party"
    return ("the Parties", "Party") if word == "Party" else (f"the {word}s", word)


def words_of_text(
    text: str, burden: Burden, burdened_party: str | None, roles: Mapping[str, RoleWords]
) -> Words:
    """The words of a clause that comes without its contract.

    The side that it weighs on is called as ``burdened_party`` says, the other by the role word
    that the clause uses most; a side that it does not name becomes a blank.
    """
    found = {
        Role(role.id): Party(name=best, role=Role(role.id))
        for role in roles.values()
        if role.id != Role.OTHER.value and (best := _most_used(role.words, text, ""))
    }
    if burdened_party and burden in (Burden.VENDOR, Burden.CUSTOMER):
        side = Role(burden.value)
        bare = re.sub(r"^the\s+", "", _tidy(burdened_party), flags=re.IGNORECASE)
        found = {role: party for role, party in found.items() if party.name != bare}
        found[side] = Party(name=bare, role=side)
    return _words(text, tuple(found.values()))


def _sides(parties: Sequence[Party], text: str) -> tuple[Party | None, Party | None]:
    """Vendor and customer; of several on one side the one named most, and of two parties the
    other one where only one side is known."""
    ranked = sorted(parties, key=lambda party: -_uses(party, text))
    vendor = next((party for party in ranked if party.role is Role.VENDOR), None)
    customer = next((party for party in ranked if party.role is Role.CUSTOMER), None)
    if len(parties) == 2 and (vendor is None) != (customer is None):
        other = next(party for party in parties if party is not (vendor or customer))
        vendor, customer = vendor or other, customer or other
    return vendor, customer


def _uses(party: Party, text: str) -> int:
    return sum(len(_occurrences(name, text)) for name in (*party.aliases, party.name))


def written_name(party: Party, text: str) -> str:
    """The name the contract uses most for the party, with "the" where it mostly writes so."""
    candidates = [_tidy(name) for name in (*party.aliases, party.name) if _tidy(name)]
    counted = {name: _occurrences(name, text) for name in candidates}
    best = max(candidates, key=lambda name: len(counted[name]), default=_tidy(party.name))
    found = counted.get(best, [])
    with_article = sum(1 for start in found if text[max(0, start - 4) : start].lower() == "the ")
    if not found or _ON_THE_NET.search(best):  # "the otter.com site" is no article of its name
        return best
    return f"the {best}" if with_article * 2 >= len(found) else best


_ON_THE_NET: Final = re.compile(r"\.(?:com|net|org|io)$", re.IGNORECASE)
_IN_WORD: Final = re.compile(r"\w")


def _occurrences(name: str, text: str) -> list[int]:
    """Where the name stands as words of their own. (A pattern that looks behind itself first
    would be tried at every letter of the contract.)"""
    found: list[int] = []
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        alone = not _IN_WORD.match(text, end) and not (at and _IN_WORD.match(text, at - 1))
        if alone:
            found.append(at)
        at = text.find(name, end if alone else at + 1)
    return found


def sides_of(
    clause: LabelledClause,
    words: Words,
    carrier_is: str | None = None,
    *,
    carried_by: Sequence[str] = (),
    held_by: Sequence[str] = (),
    by_nature: str | None = None,
    anywhere: bool = False,
) -> tuple[str, str]:
    """(who carries the clause, who holds it), as the contract names them.

    Where the clause itself says who pays whom, or whose consent is needed, that goes before the
    burden it was labelled with; so do the patterns of ``carried_by`` and ``held_by``, in which
    NAME stands for a party, and the side that carries such a clause ``by_nature``. Where it may be either side, or neither is known by name,
    ``carrier_is`` tells which one is meant: "the party in breach". ``anywhere`` lets the patterns
    win against the burden also where only a later sentence shows it.
    """
    stated = _stated_sides(clause, words) or _shown_sides(
        clause, words, carried_by, held_by, anywhere
    )
    if stated:
        return stated
    if by_nature and clause.burden is not Burden.BOTH:
        sides = (words.vendor, words.customer)
        return sides if by_nature == Role.VENDOR else (words.customer, words.vendor)
    unnamed = carrier_is is not None and not words.known
    if clause.burden in (Burden.VENDOR, Burden.CUSTOMER) and not unnamed:
        return _as_labelled(clause, words)
    if clause.burden is Burden.UNKNOWN:
        holder = _holder(clause, words)
        carrier = None if holder else _named(clause.burdened_party, words)
        if holder or carrier:
            other = _the_other(holder or carrier or "", words)
            return (other, holder) if holder else (carrier or "", other)
    return f"the {words.party} {carrier_is or 'concerned'}", f"the other {words.party}"


def _shown_sides(
    clause: LabelledClause,
    words: Words,
    carried_by: Sequence[str],
    held_by: Sequence[str],
    anywhere: bool,
) -> tuple[str, str] | None:
    """The sides as the recipe's patterns show them, where they leave no doubt."""
    if clause.burden is Burden.BOTH or len({words.vendor, words.customer}) < 2:
        return None
    both_ways = ((words.vendor, words.customer), (words.customer, words.vendor))

    def shown_in(text: str) -> set[tuple[str, str]]:
        return {
            (carrier, holder)
            for carrier, holder in both_ways
            if shown(carried_by, carrier, text) or shown(held_by, holder, text)
        }

    # Where an item does not say who acts, its lead-in does.
    whole = clause.text
    found = shown_in(whole)
    if not found and clause.context and not _acts(whole, words):
        whole = f"{clause.context}\n{clause.text}"
        found = shown_in(whole)
    told = clause.burden in (Burden.VENDOR, Burden.CUSTOMER)
    # What comes behind the first sentence is often what the other side does in turn.
    if len(found) > 1 or (
        found and told and not anywhere and found != {_as_labelled(clause, words)}
    ):
        opening = _OPENING.match(whole)
        found &= shown_in(opening.group() if opening else whole)
    return found.pop() if len(found) == 1 else None


def _acts(text: str, words: Words) -> bool:
    """Whether the text says of one of the two sides by name what it shall or may do."""
    names = "|".join(map(_bare, (words.vendor, words.customer)))
    return re.search(rf"\b(?:{names})\b,? (?:\w+ )?(?:shall|will|must|may)\b", text) is not None


def _as_labelled(clause: LabelledClause, words: Words) -> tuple[str, str]:
    vendor_carries = clause.burden is Burden.VENDOR
    return (words.vendor, words.customer) if vendor_carries else (words.customer, words.vendor)


def shown(patterns: Sequence[str], name: str, text: str) -> bool:
    """Whether one of the patterns, in which NAME stands for a party, holds for that party."""
    # A pattern of a name is costly to compile: most clauses lack the name, or the other words.
    if name.removeprefix("the ") not in text:
        return False
    words = folded(text)
    return any(
        _outline(each).may_be_in(words)
        and re.search(each.replace(PARTY_MARK, _bare(name)), text) is not None
        for each in patterns
    )


@lru_cache(maxsize=256)
def _outline(pattern: str) -> Sought:
    """The pattern with anything where the name of a party stands: it tells the words needed."""
    return Sought(pattern.replace(PARTY_MARK, ".*?"), 0)


def _stated_sides(clause: LabelledClause, words: Words) -> tuple[str, str] | None:
    """(payer, payee) or (who must ask, whose consent is needed), where the words leave no doubt."""
    if clause.burden is Burden.BOTH or len({words.vendor, words.customer}) < 2:
        return None
    # Most clauses lack the other words: then no pattern has to be made for their names.
    if not _outline(_stating(clause, PARTY_MARK, PARTY_MARK)).may_be_in(folded(clause.text)):
        return None
    found = {
        (carrier, holder)
        for carrier, holder in ((words.vendor, words.customer), (words.customer, words.vendor))
        if (carrier if clause.label is not Label.CONTROL else holder).removeprefix("the ")
        in clause.text
        and re.search(_stating(clause, _bare(carrier), _bare(holder)), clause.text)
    }
    return found.pop() if len(found) == 1 else None


def _stating(clause: LabelledClause, carrier: str, holder: str) -> str:
    if clause.label is Label.CONTROL:
        consent = r"(?:prior )?(?:written )?(?:consent|approval|permission)"
        return rf"\b{holder}['’]s? {consent}|\b{consent} (?:of|from) (?:the )?{holder}\b(?! and\b)"
    pays = r"(?:shall|will|must|agrees to) (?:also |promptly )?(?:pay|credit|reimburse|compensate)"
    returns = r"(?:shall|will|must) (?!not\b)(?:\w+ )?(?:repay|refund|return)"
    to_holder = rf"\b{carrier}\b[^.;:]{{0,40}}\b{pays}(?: to)? (?:the )?{holder}\b"
    if clause.subtype == "clawback":
        return rf"{to_holder}|\b{carrier} {returns}\b"
    return to_holder


def _bare(name: str) -> str:
    return re.escape(name.removeprefix("the "))


def _holder(clause: LabelledClause, words: Words) -> str | None:
    """The side that "may" act, or whose consent is needed, under a control of unknown burden."""
    if clause.label is not Label.CONTROL:
        return None
    for name, written in words.names:
        if name not in clause.text:
            continue
        bare = re.escape(name)
        has_the_say = (
            rf"\b{bare}\b[^.;]{{0,60}}\b(?:may|reserves|is entitled|(?:has|have) the (?:sole )?right)\b"
            rf"|\b(?:consent|approval|permission) of (?:the )?{bare}\b"
            rf"|\b{bare}['’]s? (?:prior )?(?:written )?(?:consent|approval|permission)\b"
        )
        if re.search(has_the_say, clause.text):
            return written
    return None


def _the_other(name: str, words: Words) -> str:
    """The one other party there is, or "the other party"."""
    others = {written for _, written in words.names if written != name}
    return others.pop() if len(others) == 1 else f"the other {words.party}"


def _named(burdened: str | None, words: Words) -> str | None:
    """The name we write for the party that the clause calls so."""
    if burdened is None:
        return None
    asked = _tidy(burdened).removeprefix("the ").removeprefix("The ").casefold()
    return next((written for name, written in words.names if name.casefold() == asked), None)


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def possessive(name: str) -> str:
    """The genitive: the Supplier's, Contoso's, the Publishers'."""
    if name.endswith(("'s", "’s")):
        return name
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"


def _tidy(name: str) -> str:
    """One line, and no braces: a brace of a blank form becomes a bracket, which is a blank."""
    return " ".join(name.replace("{", "[").replace("}", "]").split())


def _days(text: str) -> str:
    """The kind of day that the contract counts in, in the plural: plain days where it knows no other."""
    day = _most_used(_DAYS, text, "")
    return f"{day}s" if day else _PLAIN_DAYS


def _commonest(found: list[str], otherwise: str) -> str:
    return Counter(found).most_common(1)[0][0] if found else otherwise


def _clearly(found: list[str], otherwise: str) -> str:
    """The word used most, where it is used often and more than all others together."""
    word, uses = next(iter(Counter(found).most_common(1)), (otherwise, 0))
    return word if uses >= _OFTEN and uses * 2 > len(found) else otherwise


def _most_used(candidates: Sequence[str], text: str, otherwise: str) -> str:
    counted = {each: text.count(each) for each in candidates}
    best = max(candidates, key=lambda each: counted[each])
    return best if counted[best] else otherwise
