"""What each clause weighs, and what relationship the clauses together write down.

Formulas (design defaults of the domain notes, section e and f)::

    weight = severity of the sub-type x one-sided x no cure x uncapped money x de minimis
    CS  = (I + 1) / (I + P + 2)          carrot share
    TS  = (T + 1) / (T + C + 2)          cooperation share
    RBI = 50 (CS + TS)                   0 stick and control .. 100 all carrot and trust
    RI  = 1 - |Bv - Bc| / (Bv + Bc)      reciprocity; undefined if both are 0

P, I, C, T are the summed weights of the four labels. Bv and Bc are the weights of penalties and
controls that the vendor and the customer carry; a mutual clause counts half on each side, so
that Bv + Bc = P + C when every burden is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from clauseadvisor.domain import Amount, Balance, Band, Burden, Label, LabelledClause, Span
from clauseadvisor.errors import UsageError
from clauseadvisor.playbook.severity_schema import SeverityRules, severity_rules
from clauseadvisor.suggesting.ceilings import ceilings_of, is_ceiling

_ONE_PARTY = (Burden.VENDOR, Burden.CUSTOMER)
_ADDS_UP = ("day", "week")
_WEIGHED = (Label.PENALTY, Label.INCENTIVE, Label.CONTROL)


def weigh(
    clauses: Sequence[LabelledClause],
    *,
    period_fee: float | None = None,
    small: Collection[str] = (),
    idle: Collection[str] = (),
) -> tuple[LabelledClause, ...]:
    """The same clauses with ``severity`` and ``heavy`` filled in.

    ``period_fee`` (money per billing period) lets small sums be recognised; ``small`` holds ids of
    clauses that the user calls small, ``idle`` of those that bind nobody and weigh nothing. A burden
    that nobody knows is not taken for one-sided.
    """
    rules = severity_rules()
    return tuple(
        _weightless(clause)
        if clause.id in idle
        else _weighed(clause, rules, period_fee, clause.id in small)
        for clause in clauses
    )


def _weightless(clause: LabelledClause) -> LabelledClause:
    known = clause.severity == 0.0 and not clause.heavy
    return clause if known else replace(clause, severity=0.0, heavy=False)


def _weighed(
    clause: LabelledClause, rules: SeverityRules, period_fee: float | None, small: bool
) -> LabelledClause:
    if clause.label is Label.NEUTRAL:
        return _weightless(clause)
    base = base_severity(clause)
    weight = base
    if clause.label in _WEIGHED:
        for factor in _multipliers(clause, rules, period_fee, small):
            weight *= factor
    return replace(clause, severity=weight, heavy=base >= rules.heavy_from)


def base_severity(clause: LabelledClause) -> float:
    """Severity of the sub-type; a clause without one weighs like the rest group of its label.

    The clause is not neutral.
    """
    of_label = severity_rules().severity[clause.label]
    return of_label.get(clause.subtype or "", of_label[f"other_{clause.label}"])


def _multipliers(
    clause: LabelledClause, rules: SeverityRules, period_fee: float | None, small: bool
) -> list[float]:
    chosen = []
    if clause.burden in _ONE_PARTY:
        chosen.append(rules.multipliers.one_sided)
    if clause.label is Label.PENALTY:
        if clause.facts.cure is None:
            chosen.append(rules.multipliers.no_cure)
        if not is_capped(clause) and is_about_money(clause):
            chosen.append(rules.multipliers.uncapped_money)
    if small or _is_small(clause, rules, period_fee):
        chosen.append(rules.multipliers.de_minimis)
    return chosen


def is_about_money(clause: LabelledClause) -> bool:
    """Whether the consequence of the clause is money: by its sub-type, or by a sum it states."""
    rules = severity_rules()
    return clause.subtype in rules.money_by_nature or bool(money_at_stake(clause))


def is_capped(clause: LabelledClause) -> bool:
    """Whether the clause limits what it takes, as its facts or its own words say."""
    return clause.facts.cap is not None or bool(ceilings_of(clause))


def money_at_stake(clause: LabelledClause) -> tuple[Amount, ...]:
    """Sums and percentages of the clause that are its consequence.

    A figure inside trigger, metric or target ("fails to reach 99.5 %") sets the clause off and
    is not what it costs; one inside the cap limits the cost. Where rights are lost or the contract
    ends, sums are mostly thresholds, and only one inside the consequence counts.
    """
    facts = clause.facts
    if clause.subtype in severity_rules().money_only_in_consequence:
        return _inside(facts.consequence, facts.amounts)
    spans = (facts.trigger, facts.metric, facts.target, facts.cap)
    elsewhere = [(span.start, span.end) for span in spans if span is not None]
    return tuple(
        amount
        for amount in facts.amounts
        if amount.kind in ("money", "percent")
        and not is_ceiling(amount, clause)
        and not any(start <= amount.start and amount.end <= end for start, end in elsewhere)
    )


def _inside(span: Span | None, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    return tuple(
        amount
        for amount in amounts
        if span is not None and span.start <= amount.start and amount.end <= span.end
        if amount.kind in ("money", "percent")
    )


def _is_small(clause: LabelledClause, rules: SeverityRules, period_fee: float | None) -> bool:
    """Every sum stated is at most the small share of the fee, and none adds up without a cap."""
    stated = money_at_stake(clause)
    if not stated:
        return False
    if not is_capped(clause) and any(amount.per in _ADDS_UP for amount in stated):
        return False
    shares = [_fee_share(amount, period_fee) for amount in stated]
    return all(share is not None and share <= rules.de_minimis_fee_share for share in shares)


def _fee_share(amount: Amount, period_fee: float | None) -> float | None:
    """The amount as a share (0..1) of one period's fee, None if it cannot be told."""
    if amount.kind == "money":
        return amount.value / period_fee if period_fee else None
    return amount.value / 100 if is_of_fee(amount) else None


def is_of_fee(amount: Amount) -> bool:
    """Whether a percentage says that it is a part of one period's fee ("of the monthly charges")."""
    rules = severity_rules()
    words = set(re.findall(r"[a-z]+", (amount.base or "").lower()))
    return bool(words & rules.fee_words) and not words & rules.not_fee_words


def balance_of(clauses: Sequence[LabelledClause], *, risk: str = "medium") -> Balance:
    """Counts, weights, balance index, reciprocity and target band of weighed ``clauses``.

    ``risk`` is low, medium or high (UsageError otherwise). Call :func:`weigh` first: the weights
    are the clauses' ``severity``.
    """
    counts = {label.value: 0 for label in Label}
    weights = {label.value: 0.0 for label in Label}
    for clause in clauses:
        counts[clause.label.value] += 1
        weights[clause.label.value] += clause.severity
    burdens = burdens_of(clauses)
    return Balance(
        counts=counts,
        weights=weights,
        rbi=balance_index(
            penalty=weights["penalty"],
            incentive=weights["incentive"],
            control=weights["control"],
            trust=weights["trust"],
        ),
        reciprocity=reciprocity_index(burdens["vendor"], burdens["customer"]),
        band=band_for(risk),
        burdens=burdens,
        enough=is_enough(clauses),
    )


def is_enough(clauses: Sequence[LabelledClause]) -> bool:
    """Whether there is text enough, and enough in it that binds, rewards or joins, to judge by."""
    rules = severity_rules()
    telling = sum(clause.label is not Label.NEUTRAL for clause in clauses)
    return len(clauses) >= rules.least_clauses and telling >= rules.least_telling


def balance_index(*, penalty: float, incentive: float, control: float, trust: float) -> float:
    """RBI, 0 to 100, of four non-negative sums of weights (formula above)."""
    carrot = (incentive + 1) / (incentive + penalty + 2)
    cooperation = (trust + 1) / (trust + control + 2)
    return 50 * (carrot + cooperation)


def reciprocity_index(vendor: float, customer: float) -> float | None:
    """RI, 0 (one side carries all) to 1 (even), of the two burdens; None if both are 0."""
    total = vendor + customer
    return None if total == 0 else 1 - abs(vendor - customer) / total


def burdens_of(clauses: Sequence[LabelledClause]) -> Mapping[str, float]:
    """Weight of penalties and controls on ``vendor`` and ``customer``, and on ``unknown``."""
    burdens = {"vendor": 0.0, "customer": 0.0, "unknown": 0.0}
    for clause in clauses:
        if clause.label not in (Label.PENALTY, Label.CONTROL):
            continue
        if clause.burden is Burden.BOTH:
            burdens["vendor"] += clause.severity / 2
            burdens["customer"] += clause.severity / 2
        else:
            burdens[clause.burden.value] += clause.severity
    return burdens


def band_for(risk: str) -> Band:
    """The range of RBI that is sound at this risk: low, medium or high (UsageError otherwise)."""
    bands = severity_rules().bands
    if risk not in bands:
        raise UsageError(f"The risk is {risk!r}: choose low, medium or high.")
    return Band(low=bands[risk].low, high=bands[risk].high, risk=risk)
