"""How to bring a suggestion up: who asks, who offers, what to fall back to, what to hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clauseadvisor.domain import Burden, Negotiation, Role, Verdict
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.suggesting.naming import Words


def burden_as_named(debtor: str, labelled: Burden, words: Words) -> Burden:
    """The burden that goes with the side that the wording names as carrying the clause."""
    if debtor == words.vendor:
        return Burden.VENDOR
    return Burden.CUSTOMER if debtor == words.customer else labelled


def carries(burden: Burden, role: Role) -> bool | None:
    """Whether the clause weighs on the side the notes take; None where it weighs on both or is unclear."""
    if burden in (Burden.BOTH, Burden.UNKNOWN) or role is Role.OTHER:
        return None
    return burden.value == role.value


def negotiation_of(
    exchanged: Mapping[str, str],
    verdict: Verdict,
    playbook: Playbook,
    *,
    adds: bool,
    carried: bool | None,
    bearer: str | None = None,
    among: bool = False,
) -> Negotiation:
    """Who asks for what: the side that carries the clause asks for relief, the other gives it.

    ``exchanged``: the phrases of the bargain by name; what there is no phrase for is not said.
    ``adds``: something is proposed beside a clause that is kept. ``bearer`` names who bears the
    clause, where nobody can say on which side that is; ``among``: there are more than two sides.
    """
    terms = {**exchanged, "debtor": bearer or ""}
    if verdict is Verdict.KEEP:
        adding = "_adding" if adds else ""
        ask, fallback = f"keep_ask{adding}", f"keep_fallback{adding}"
        offer = "keep_offer_carried" if carried else "keep_offer"
    else:
        side = "both" if carried is None else "carried" if carried else "held"
        side = "unsided" if bearer else side
        side = "among" if among else side
        ask, offer, fallback = f"{side}_ask", f"{side}_offer", f"{side}_fallback"
    return Negotiation(
        ask=playbook.say(ask, **terms),
        offer=playbook.say(offer, **terms),
        fallback=playbook.say(fallback, **terms) if terms["fallback"] else "",
        keep=playbook.say("floor_carried" if carried else "floor", **terms),
    )


def opened(negotiation: Negotiation, questions: Sequence[str], playbook: Playbook) -> Negotiation:
    """A change is brought up with the first question to the other side, before anything is asked for."""
    if not questions:
        return negotiation
    ask = playbook.say("opening", question=questions[0], ask=negotiation.ask)
    return replace(negotiation, ask=ask)
