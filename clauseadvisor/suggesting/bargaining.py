"""How to bring a suggestion up: who asks, who offers, what to fall back to, what to hold."""

from __future__ import annotations

from dataclasses import replace

from clauseadvisor.domain import Burden, Negotiation, Role, Verdict
from clauseadvisor.playbook.schema import Bargain, Recipe
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
    bargain: Bargain, verdict: Verdict, *, adds: bool, carried: bool | None
) -> Negotiation:
    """Who asks for what: the side that carries the clause asks for relief, the other gives it.

    ``adds``: something is proposed beside a clause that is kept.
    """
    if verdict is Verdict.KEEP:
        return _for_a_keep(bargain, adds, carried)
    floor = f"Hold on to {bargain.floor}."
    if carried is None:
        return Negotiation(
            ask=f"Propose, for both sides, {bargain.relief}.",
            offer=f"Commit in return to {bargain.in_return}.",
            fallback=f"If that is too much at once: {bargain.fallback}.",
            keep=floor,
        )
    if carried:
        return Negotiation(
            ask=f"Ask for {bargain.relief}.",
            offer=f"Offer {bargain.in_return}.",
            fallback=f"If they decline: {bargain.fallback}.",
            keep=floor,
        )
    return Negotiation(
        ask=f"Ask in exchange for {bargain.in_return}.",
        offer=f"Offer {bargain.relief}.",
        fallback=f"If that is too much for your side: {bargain.fallback}.",
        keep=floor,
    )


def _for_a_keep(bargain: Bargain, adds: bool, carried: bool | None) -> Negotiation:
    ask = "Ask for no change to the clause" + (
        "; propose the addition beside it, for both sides." if adds else "."
    )
    return Negotiation(
        ask=ask,
        offer=f"Offer {bargain.in_return}, as good practice."
        if carried
        else f"Say openly what it protects: {bargain.floor}.",
        fallback="Practise the addition without writing it down."
        if adds
        else "Leave it out of the talks.",
        keep=f"Hold on to {bargain.floor}.",
    )


def opened(negotiation: Negotiation, recipe: Recipe, verdict: Verdict) -> Negotiation:
    """A change is brought up with a question to the other side, before anything is asked for."""
    if verdict is Verdict.KEEP or not recipe.questions:
        return negotiation
    return replace(
        negotiation, ask=f"Begin with a question: “{recipe.questions[0]}” {negotiation.ask}"
    )
