"""Who the parties are: names and defined terms from the opening of a contract.

The opening says "by and between NAME, a Delaware corporation ("Alias"), and ...". A parenthesis
that defines a term closes a party; its name stands at the head of the words before. Names
without a definition are taken when they look like a company.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from clauseadvisor.labelling.elsewhere import (
    above_signatures,
    agreeing,
    by_own_hand,
    named_in_form,
    named_plainly,
    parts,
    signed_for,
)
from clauseadvisor.labelling.lexicon import lexicon
from clauseadvisor.labelling.roles import role_of_words
from clauseadvisor.patterns import at_word_start

#: The opening of a contract within which the parties are named, in characters.
REACH = 15_000
#: How far a long table of contents may push the opening back.
_FAR = 60_000
#: How far behind "between" the last party may be named.
_BLOCK = 2_500
#: A term that is defined this far behind the party before defines no other party.
_APART = 1_000
#: More parties than this in an opening are a list of something else. Where more sign, they are no
#: two sides, and their short names are not looked for.
_MOST = 8
#: A short form of a name counts as used from so many places on.
_USES = 4

#: How a paper opens; a second one in a file opens in the same way.
_PAPERS = re.compile(
    r"T(?:his|HIS)\s+(?:\w+\s+){0,4}?(?:Agreement|AGREEMENT|Amendment|AMENDMENT|Contract|CONTRACT)\b"
    r"[^.]{0,80}?\b(?:made|entered|dated)\b"
)


#: One more term for the party named last: "as custodian (in such capacity, the “Custodian”)".
_CAPACITY = re.compile(r"\bin\s+(?:such|its|that)\s+capacit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A party as the opening names it: its full name and its defined terms."""

    name: str
    aliases: tuple[str, ...]
    part: bool = False  # the name is only its part in the contract: "Supplier"


def named_parties(text: str) -> list[Named]:
    """The parties in the order in which the opening names them; empty when none can be told.

    Of several openings (a cover page, a preamble) the one that defines most terms is read. Where
    the opening names fewer than two, those who sign are taken, else the parts that the contract
    speaks of ("Provider", "Customer").
    """
    found = _best(text[:REACH])
    if _worth(found)[:2] < (2, 1):
        lettered = _lettered(text[:REACH])
        found = lettered if len(lettered) >= 2 else found
    if _worth(found)[0] < 2:
        later = _best(text[:_FAR])
        found = later if _worth(later)[:2] >= (2, 1) else found
    merged = _merged(found)
    if len(merged) < 2:
        merged = _elsewhere(text, merged)
    if len(merged) > _MOST:
        return merged
    merged = _with_other_openings(text, merged)
    return [
        each if each.part else replace(each, aliases=_all_aliases(text, each, merged))
        for each in merged
    ]


def _with_other_openings(text: str, parties: list[Named]) -> list[Named]:
    """The parties with the role words by which another paper of the same file calls them.

    A second amendment in one file may call "Reseller" whom the first calls by name.
    """
    head = text[:REACH]
    if len(_PAPERS.findall(head)) < 2:
        return parties
    called = {_bare(each.name): set[str]() for each in parties}
    taken = {alias for each in parties for alias in each.aliases}
    for start in _anchors(head):
        for other in _in_block(_block(head, start)):
            own = called.get(_bare(other.name))
            if own is not None:
                own.update(a for a in other.aliases if a not in taken and role_of_words(a))
    shared = Counter(alias for aliases in called.values() for alias in aliases)
    return [
        replace(each, aliases=(*each.aliases, *sorted(new)))
        if (new := {a for a in called[_bare(each.name)] if shared[a] == 1})
        else each
        for each in parties
    ]


def _bare(name: str) -> str:
    """A name without what tells the kind of company: "Ingram Micro" of "INGRAM MICRO INC."."""
    return re.sub(r"\W", "", _company().sub("", name)).casefold()


def _elsewhere(text: str, found: list[Named]) -> list[Named]:
    """The parties of a contract whose opening names fewer than two."""
    plain = named_plainly(text[:REACH])
    if plain:
        return [Named(name, ()) for name in plain]
    signing = [Named(name, ()) for each in signed_for(text) if (name := _name(each))]
    if len(signing) < 2:
        above = (name for each in above_signatures(text) if (name := _name(each)))
        signing = [Named(name, ()) for name in above if _company().search(name)]
        if len(signing) > 1:
            signing += [Named(name, ()) for name in by_own_hand(text)]
    if len(signing) > 1 and not found:
        return signing
    taken = {each.lower() for party in found for each in (party.name, *party.aliases)}
    spoken_of = [*(agreeing(text[:REACH]) if found else ()), *parts(text)]
    others = [_called(part, text) for part in spoken_of if part.lower() not in taken]
    return [*found, *others[: 2 - len(found)]] if len(found) + len(others) > 1 else found


def _called(part: str, text: str) -> Named:
    """Who has a part in the contract: the name that a form gives for it, else the part itself."""
    name = _name(named_in_form(text[:REACH], part) or "")
    return Named(name, (part,)) if name and name != part else Named(part, (), part=True)


def _best(head: str) -> list[Named]:
    best: list[Named] = []
    block_end = 0
    for start in (*_anchors(head), 0):
        if start == 0 and _worth(best)[0]:
            break  # an opening without "between" is read only when there is no other
        if start >= block_end and _worth(best) == _FULL_WORTH:
            continue  # no other can be worth more
        block = _block(head, start)
        found = _in_block(block)
        if start == 0:
            found = [each for each in found if _company().search(each.name)]
            found = [each for each in found if not _loose().search(each.name)]
            found = found or list(_last_named(block))
        # a second opening within the first is nearer to the names
        nearer = 0 < start < block_end and _worth(found) == _worth(best)
        if _worth(found) > _worth(best) or nearer:
            best, block_end = found, start + len(block)
    return best


def _last_named(block: str) -> Iterator[Named]:
    """The first company that a term is defined for, named at the end of a sentence's words."""
    for match in _definition().finditer(block):
        aliases = tuple(dict.fromkeys(_aliases(match[0])))
        words = _capitals().search(block[: match.start()])
        name = _name(words[0]) if aliases and words else None
        if name and _company().search(name):
            yield Named(name, aliases)
            return


def _merged(found: list[Named]) -> list[Named]:
    """The parties without repeats: the same name twice has the aliases of both."""
    merged: dict[str, Named] = {}
    for each in found:
        key = re.sub(r"\W", "", each.name).casefold()
        if key in merged:
            aliases = dict.fromkeys((*merged[key].aliases, *each.aliases))
            merged[key] = replace(each, aliases=tuple(aliases))
        else:
            merged[key] = each
    return list(merged.values())


def _worth(found: list[Named]) -> tuple[int, int, int]:
    """Openings are compared by the terms that they define, then by names that look like one."""
    named = {each.name.casefold(): each for each in found if each.aliases}
    defined = len(named)
    companies = sum(bool(_company().search(each.name)) for each in named.values())
    return min(2, defined), min(2, companies), min(2, len(found))


#: What an opening that names and defines two companies is worth: none is worth more.
_FULL_WORTH = (2, 2, 2)


def _anchors(head: str) -> Iterator[int]:
    for match in _between().finditer(head):
        yield match.end()


def _block(head: str, start: int) -> str:
    block = head[start : start + _BLOCK]
    stop = _stop().search(block)
    return block[: stop.start()] if stop else block


def _in_block(block: str) -> list[Named]:
    found: list[Named] = []
    last = 0
    for match in _definition().finditer(block):
        aliases = tuple(dict.fromkeys(_aliases(match[0])))
        if not aliases:
            continue
        names = _names(block[last : match.start()], first=last == 0)
        if match.start() - last > _APART and found:
            break  # a term of the text below, not of the name above
        last = match.end()
        if names:
            *others, own = names
            shared = aliases if _joint_term().search(match[0]) else ()
            found.extend(Named(name, shared) for name in others)
            found.append(Named(own, aliases))
        elif found and _CAPACITY.search(match[0]):
            found[-1] = replace(found[-1], aliases=(*found[-1].aliases, *aliases))
    if len(found) < 2:
        rest = _names(block[last : last + 400], first=last == 0)
        found.extend(Named(name, ()) for name in rest if _company().search(name))
    return found[:_MOST]


def _aliases(definition: str) -> Iterator[str]:
    for match in _quoted().finditer(definition):
        named = match["alias"] or match["bare"] or match["capitals"]
        alias = re.sub(r"\s+", " ", named).strip(" ,.*'\"")
        if alias and len(alias) <= 60 and not _other_terms() & {alias.lower(), _last(alias)}:
            yield alias


def _last(alias: str) -> str:
    return alias.lower().split()[-1]


def _names(chunk: str, *, first: bool) -> list[str]:
    """The names in the words before a definition, the defined one last.

    Behind an earlier definition such words begin with what is left of the earlier party's
    description (", a Delaware corporation, and ...").
    """
    pieces = _joint().split(re.sub(r"[\s*_]+", " ", _without_addresses(chunk)))
    if not first and len(pieces) > 1 and _describes(pieces[0]):
        pieces = pieces[1:]
    names = [name for piece in _rejoined(pieces) if (name := _name(piece))]
    companies = [name for name in names if _company().search(name)]
    if len(companies) > 1:
        return companies
    return companies or names[:1]


def _without_addresses(chunk: str) -> str:
    """A line with a number in it, below a name, is an address: a comma parts it from the name."""
    head, *lines = chunk.split("\n")
    for line in lines:
        address = re.search(r"\d", line) is not None and not _company().search(line)
        head += f", {line}" if address else f"\n{line}"
    return head


def _rejoined(pieces: list[str]) -> list[str]:
    """Puts "NEW YORK LIFE INSURANCE" and "ANNUITY CORPORATION" together again."""
    joined: list[str] = []
    for piece in pieces:
        last = joined[-1].strip() if joined else ""
        if (
            last.isupper()
            and "," not in last
            and not _company().search(last)
            and _company().search(piece)
        ):
            joined[-1] = (
                f"{joined[-1].rstrip()} {'AND' if last.isupper() else 'and'} {piece.strip()}"
            )
        else:
            joined.append(piece)
    return joined


def _describes(piece: str) -> bool:
    text = piece.strip()
    return not text or text[0] in ",.;" or text[0].islower()


def _name(piece: str) -> str | None:
    text = _lead().sub("", _title().sub("", piece)).strip()
    match = _description().search(text)
    name = (text[: match.start()] if match else text).strip(" ,;:-–")
    if not re.search(
        r"\b(?:Inc|Ltd|Co|Corp|L\.?L\.?C|L\.?P|N\.?V|[SA]\.?[SA]|B\.?V|A\.?G|Jr|N\.?A)\.$",
        name,
        re.I,
    ):
        name = name.rstrip(".")
    words = name.split()
    if not 1 <= len(words) <= 12 or not name[0].isalnum():
        return None
    if name[0].islower() and not (len(words) <= 4 and _small_company().search(name)):
        return None
    plain = not any(word[0].isupper() for word in words) and not name[0].islower()
    if plain or _no_name().search(name):
        return None
    return None if name.lower() in _other_terms() else name


def _lettered(head: str) -> list[Named]:
    """ "Party A: NAME" and "Party B: NAME", as contracts from China name their sides."""
    found: dict[str, Named] = {}
    for match in _letter().finditer(head):
        name = _name(match["name"])
        if name and match["alias"] not in found:
            found[match["alias"]] = Named(name, (match["alias"],))
    return list(found.values())


def _all_aliases(text: str, party: Named, parties: list[Named]) -> tuple[str, ...]:
    """The defined terms of a party, found further on if need be, and its short name if used."""
    taken = {alias for each in parties if each is not party for alias in (each.name, *each.aliases)}
    aliases = list(party.aliases)
    if not aliases:
        aliases.extend(each for each in _defined_later(text, party.name) if each not in taken)
    short = _short_name(text, party.name)
    shared = sum(
        each.name.split()[0].casefold() == party.name.split()[0].casefold() for each in parties
    )
    if short and shared == 1 and short not in taken and short not in aliases:
        aliases.append(short)
    return tuple(aliases)


def _defined_later(text: str, name: str) -> tuple[str, ...]:
    spoken = re.escape(name).replace(r"\ ", r"\s+")
    for match in re.finditer(
        rf"(?<![\w-]){spoken}[^()]{{0,250}}?(\([^()]{{0,160}}\))", text[:60_000], re.I
    ):
        aliases = tuple(dict.fromkeys(_aliases(match[1])))
        if aliases:
            return aliases
    start = re.escape(name.split(",")[0])
    meant = re.search(
        rf"[\"“](?P<alias>[^\"”]{{2,40}})[\"”]\s+(?:means|shall\s+mean|refers\s+to)\s+{start}",
        text,
        re.I,
    )
    return (meant["alias"],) if meant else ()


def _short_name(text: str, name: str) -> str | None:
    """The first word of a name, or its capitals, when the contract uses it on its own."""
    words = name.replace(",", " ").split()
    first = words[0].strip(".")
    if len(first) < 3 or first.lower() in _common_words() or len(words) < 2:
        return None
    for form in dict.fromkeys((first, first.capitalize(), first.upper())):
        if text.count(form) < _USES:  # far cheaper than to compile a pattern for each name
            continue
        spoken = at_word_start(re.escape(form))
        used = len(re.findall(rf"{spoken}\b(?!\s+{re.escape(words[1])})", text))
        if used >= _USES:
            return form
    return None


# ---------------------------------------------------------------- patterns


@cache
def _between() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:by\s+and\s+(?:between|among(?:st)?)|between|among|entered\s+into\s+by|made\s+by|is\s+by)\b\s*:?"
        r"|\bB\s+E\s+T\s+W\s+E\s+E\s+N\b\s*:?|\b(?-i:PARTIES)\b\s*:?",
        re.IGNORECASE,
    )


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|WITNESSETH|W\s*I\s*T\s*N\s*E\s*S\s*S|BACKGROUND|Background:"
        r"|NOW,?\s+THEREFORE|IT\s+IS\s+(?:HEREBY\s+)?AGREED|TABLE\s+OF\s+CONTENTS|PREAMBLE)\b"
        r"|\b[Tt]he\s+[Pp]arties\s+(?:hereto\s+)?(?:hereby\s+)?agree"
    )


@cache
def _definition() -> re.Pattern[str]:
    called = r"(?:hereinafter|hereafter|herein)\s+(?:(?:be\s+)?(?:referred\s+to|known|called|defined|designated|collectively)\s*(?:as|called)?|called)"
    return re.compile(
        rf"\((?:[^()]|\([^()]*\)){{0,260}}\)|,?\s+{called}\s*,?\s+(?:as\s+)?(?:the\s+)?(?:[\"“][^\"”]{{1,60}}[\"”]|[A-Z][\w&-]+)",
        re.IGNORECASE,
    )


@cache
def _joint_term() -> re.Pattern[str]:
    return re.compile(r"\b(?:collectively|together|jointly|each)\b", re.IGNORECASE)


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(
        r"[\"“”'‘?]{1,2}\**(?:the\s+|The\s+)?(?P<alias>[^\"“”?]{1,60}?)\**,?[\"“”'’?]{1,2}(?!\w)"
        r"|(?:called|as)\s+(?:the\s+)?(?P<bare>[A-Z][\w&-]+)\s*\)?$"
        r"|^\((?:the\s+)(?P<capitals>[A-Z]{3,}(?:\s[A-Z]{3,})?)\)$"
    )


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[\s,;]))(?:and|AND|And)(?=\s)(?!\s+(?:its|having|existing|organi|incorporated|with|validly)\b)|;|\(\s*(?:\d|[a-z]|i+)\s*\)"
    )


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        r"^(?:[\s,;:.\-–]|(?:and|between|by|with|among|is|are|it|the\s+following\s+parties)\b|\d\.|on\s+the\s+(?:one|other|first|second)\s+(?:hand|part|side)|(?:a|the)\s+professional\s+\w+,|professional\s+\w+,)+",
        re.IGNORECASE,
    )


@cache
def _title() -> re.Pattern[str]:
    """The title of the contract in front of the first name."""
    return re.compile(r"^.*\bA(?:GREEMENT|greement)\s+(?=[A-Z])")


@cache
def _description() -> re.Pattern[str]:
    suffix = r"(?:Inc|LLC|L\.L\.C|Ltd|L\.P|LP|N\.V|S\.A|Co|Corp|P\.?C|Limited|PLC|N\.A|GmbH|B\.V|LLP|Pte|PTE|INC|LTD|CORP|LIMITED|S\.p|A\.G|AG|S\.L|G\.I\.E|G\.P|Trust)\b"
    return re.compile(
        rf",\s+(?!(?i:{suffix})|\([A-Z][\w .]{{1,24}}\)\s{suffix})|(?<=\w\w)\s+\d{{2,}}\s|\s+Page\s|\s+Source:|\s+In\s+accordance\b|\s+With\s+(?:its|principal|offices?)\b|\s+[Hh]ereby\b|\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,5}}?(?:corporation|company|partnership|limited|organi[sz]ation|entity|bank|association|individual|trust|university|institution)\b"
        rf"|\s+(?:having|with\s+(?:its|an|offices?|a|principal)|located|whose|organi[sz]ed|incorporated|duly|acting|doing\s+business|d/b/a|dba|registered|residing|existing|at\s+\d|of\s+\d|and\s+its|as\s+of|dated|Dated|DATED|effective)\b|\s\((?![A-Z][\w .]{{1,24}}\)\s{suffix})|\[",
    )


@cache
def _company() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|AG|S\.A|S/A|N\.V|B\.V|L\.P|LP|LLP|PLC|Bank|University|Holdings?|N\.A|Pte|Association|Foundation|Group|Partners|Trust|Institute|Society)\b",
        re.IGNORECASE,
    )


@cache
def _capitals() -> re.Pattern[str]:
    """The words with capitals at the end of a text, as in "an inducement to Acme Ideas, Inc."."""
    return re.compile(r"[A-Z][\w&.'’-]*(?:,?\s(?:(?:and|of|the|&)\s)*[A-Z][\w&.'’-]*)*\s*$")


@cache
def _loose() -> re.Pattern[str]:
    """A small word that stands in a sentence and in no name."""
    return re.compile(r"\s(?!(?:and|of|the|for|de|van|von|der|di|la|du)\s)[a-z]{2,}\s")


@cache
def _small_company() -> re.Pattern[str]:
    """A company that writes itself small: "rivet.io, inc."."""
    return re.compile(r"\.(?:com|net|org|io)\b|\b(?:inc|llc|ltd|corp|plc)\b\.?$", re.IGNORECASE)


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(
        r"^(?:an?\s|January|February|March|April|May|June|July|August|September|October|November|December|Date|Source|Page|Exhibit|Section|Effective|P\.?O\.?\s+Box|Suite|Attention|Telephone|Attn|Wales|Ireland|Scotland|This\s|It\s|In\s|On\s|As\s|To\s|For\s|All\s|Each|Collectively|Together|Restated|SECURITIES|SCHEDULE|EXHIBIT|ANNEX|ARTICLE|Amended|Summary|Schedule|Terms?\b|Conditions|Trade\s+Register|Registration|VAT\b)"
        r"|\bAgreement\b|\bAGREEMENT\b|\bKNOW\s+ALL\b|\bATTORNEY\b|\bday\s+of\b|\b(?:19|20)\d\d\b(?!-[A-Z\d])|\bParties\b|\$|\bCorporation\s+laws?\b|\bState\s+of\b|\bAvenue\b|\bStreet\b|\s(?:are|is|will|shall|agree|agrees|wish|desires?|have|has|may|of\s+each|omitted)\s|[\"“”]",
    )


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(
        r"(?P<alias>Party\s+[A-D])\s*(?::|：|\(|\bis\b)\s*(?P<name>[A-Z][^\n:：;]{3,120}?)(?=\s{2,}|\n|[)(;:]|\s+(?:Legal|Address|Party|Registered|Contact|Authori[sz]ed|Business|Tel|Domicile|Unified)|$)"
    )


@cache
def _other_terms() -> frozenset[str]:
    return frozenset(lexicon("roles")["other_terms"]["words"])


@cache
def _joined_words() -> frozenset[str]:
    return frozenset(lexicon("roles")["joined_words"]["words"])


@cache
def _common_words() -> frozenset[str]:
    return frozenset(lexicon("roles")["common_words"]["words"])
