"""Who gives by a change: told by what the proposed words do to the duties of the two sides.

The wordings of the playbook are templates, so that the side of each duty stands in its slot: what
"{debtor} shall" do weighs on the side that carries the clause, what it "may", is paid or is let off
eases it. What both do alike moves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from clauseadvisor.domain import Burden
from clauseadvisor.playbook.recipe_schema import Part

_CARRIES: Final = "CARRIER"
_HOLDS: Final = "HOLDER"
_SENTENCES: Final = re.compile(r"(?<=[.;])\s+")
#: Between a party that acts and its verb; "it" stands for the party that its sentence names first.
_SAYS: Final = r"{side}\b(?:[^.;]{{0,200}}?, it|, and it alone,| (?:then|also|alone|first))?(?:,? (?:for|at|on|in|within|after) [^.;,]{{1,60}})? "
_MAY: Final = r"(?:(?:then|also) )?(?:may|need not|shall (?:also |then |only )?(?:receive|have|be (?:credited|granted|paid|told|heard)))\b"
_MUST: Final = r"shall (?!have\b|receive\b|be (?:credited|granted|paid|told|heard)\b|only (?:give notice|be)\b)(?:(?:then|also|in the same way|on request) )?[a-z]+"
_EASES_CARRIER: Final = re.compile(
    r"\b(?:no (?:\{charge\}|right|consent|fees|time|miss|sum|claim|price|part of the sum|further point|deduction)|none|nothing)(?! shall exceed)[^.;]* shall\b"
    r"|\bno consent shall be needed|\bno (?:miss|reduction)\b[^.;]* shall\b"
    r"|\bshall (?:not exceed|in no case exceed|not fall due|not accrue|not count (?:as|against)|not be (?:lost|recoverable|charged|set off|touched|used|shown|reclaimed|a breach))"
    r"|\bshall (?:be (?:limited|reduced|lowered|erased|returned|credited|divided|no ground|waived|free of|left out|halved|met if|set against|taken off)|give rise to no)\b"
    r"|\bshall (?:run only|extend|revive|come back (?!under)|fall (?:by|in|due only|due in steps)|move by|begin anew|count only|grow by|cease to bind|erase|apply only|stop|carry a rebate|follow only|reach no further)"
    r"|\bdeemed (?:given|approved|accepted|to agree)\b|\bshall be nothing at its end\b|\bshall stand\b"
    r"|\b(?:only (?:causes|customers|so far as|one of the two|reasonable|stock|volume|stock that)|one price)\b|\bso far as [^.;]*HOLDER (?:has )?caused"
    r"|\b(?:is|are) approved\b|\bneeds? notice only\b|\bsimple interest\b|\binterest shall be simple\b|\bwithout a multiple\b"
    r"|\bto be repaid shall fall\b|\bmay be (?:used up|sold)\b|\bordinary rate\b|\bshall take its place\b|\bat most once in\b|\binterval shall be\b",
    re.IGNORECASE,
)
#: What comes only with something that the carrier has done for it: a reward, no gift.
_EARNED: Final = re.compile(
    r"\b(?:only if|provided|depend on|so long as)\b[^.;]*\bCARRIER (?:has|having|keeps)\b"
    r"|\b(?:if|once|where|when|in which|of which|that) CARRIER (?:has (?:met|put|kept|delivered)|gave|gives|meets|announced|reaches|cancels|says|keeps|completes)\b"
    r"|\bplan (?:was|is|has been) (?:not )?kept\b|\bnot done\b|\bthat it pays in full\b|\bwas not kept\b"
    r"|\bin which (?:every|all|at least)\b|\bvolumes above\b|\baccuracy is at least\b|\bstays below\b|\bwere on time\b",
    re.IGNORECASE,
)
#: A right that a late word shall not take is that of the side which should have spoken.
_SPARES_HOLDER: Final = re.compile(
    r"\b(?:late word shall|no word\b[^.;]* shall be needed)", re.IGNORECASE
)
_PAID_TO: Final = r"(?:paid|repaid|returned|credited|due|released|open|given|granted|shown|reported) (?:back )?(?:out )?to {side}\b|\b{side} a (?:bonus|rebate|credit)\b"


class Direction(StrEnum):
    """What a change is for the side that is advised."""

    ASK = "ask"  # the other side takes something on, or ours is let off
    GIVE = "give"  # the other way round
    EXCHANGE = "exchange"  # both
    ALIKE = "alike"  # neither: what moves binds both sides, or it is on no one side


def direction_of(
    parts: Iterable[Part],
    burden: Burden,
    *,
    carried: bool | None,
    replaces: bool = False,
    eases: bool = False,
) -> Direction:
    """What the change of these parts is for the side advised, on which the clause weighs or not.

    ``burden`` is the side that carries the clause; where it is on neither or both, a change binds both
    alike. One that ``replaces`` the clause by a scheme which takes as well as gives is an exchange.
    ``eases`` says that the wording lightens the clause beside its parts as well.
    """
    if carried is None or burden not in (Burden.VENDOR, Burden.CUSTOMER):
        return Direction.ALIKE
    moved = {side for part in parts for side in _moved(part, burden)}
    if eases:
        moved.add(_CARRIES)
    if replaces or len(moved) > 1:
        return Direction.EXCHANGE
    if not moved:
        return Direction.ALIKE
    for_carrier = moved == {_CARRIES}
    return Direction.ASK if for_carrier is carried else Direction.GIVE


def _moved(part: Part, burden: Burden) -> frozenset[str]:
    """Whom a part helps: the side that carries the clause, the one that holds it, both or neither."""
    if part.concedes:
        return frozenset({_CARRIES})
    if part.guards:
        return frozenset()  # what protects the holder stays as it is
    return _helped(part.text, burden)


@lru_cache(maxsize=1024)
def _helped(template: str, burden: Burden) -> frozenset[str]:
    vendor, customer = (_CARRIES, _HOLDS) if burden is Burden.VENDOR else (_HOLDS, _CARRIES)
    text = template
    for name, side in (
        ("debtor", _CARRIES),
        ("creditor", _HOLDS),
        ("vendor", vendor),
        ("customer", customer),
    ):
        text = re.sub(rf"\{{{name}(?:_s)?\}}", side, text, flags=re.IGNORECASE)
    return frozenset(side for sentence in _SENTENCES.split(text) for side in _by(sentence))


def _by(sentence: str) -> Iterator[str]:
    for side, other in ((_CARRIES, _HOLDS), (_HOLDS, _CARRIES)):
        says = _SAYS.format(side=side)
        if re.search(rf"\b{says}{_MUST}", sentence):
            yield other
        if re.search(rf"\b{says}{_MAY}(?![^.;]*\bonly\b)", sentence):
            yield side
        if re.search(_PAID_TO.format(side=side), sentence):
            yield side
    if re.search(rf"\b{_HOLDS}\b [^.;,]{{0,40}}?(?:may|shall)\b[^.;]*\bonly\b", sentence):
        yield _CARRIES
    if _SPARES_HOLDER.search(sentence):
        yield _HOLDS
    elif _EASES_CARRIER.search(sentence):
        yield _CARRIES
    if _EARNED.search(sentence):
        yield _HOLDS
