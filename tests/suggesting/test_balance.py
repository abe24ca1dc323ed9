"""The weight of clauses and the balance of a relationship, against worked lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauseadvisor.domain import Amount, Burden, Cure, Facts, Label, LabelledClause, Span
from clauseadvisor.errors import UsageError
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.asides import bind_nobody
from clauseadvisor.suggesting.balance import (
    balance_index,
    balance_of,
    money_at_stake,
    reciprocity_index,
    weigh,
)

#: A busy machine may be slow; that is no failure.
UNTIMED = settings(deadline=None)

CAP = Span(start=50, end=60, text="capped so.")
CURE = Cure(text="30 days", start=70, end=77, days=30)


def clause(
    label: str,
    subtype: str | None = None,
    burden: str = "both",
    *,
    cap: bool = False,
    cure: bool = False,
    amounts: tuple[Amount, ...] = (),
    trigger: Span | None = None,
    consequence: Span | None = None,
) -> LabelledClause:
    return LabelledClause(
        id=f"{label}-{subtype}-{burden}",
        number=None,
        heading=None,
        parent=None,
        context=None,
        start=0,
        end=100,
        text="x" * 100,
        label=Label(label),
        subtype=subtype,
        secondary=(),
        scores={},
        confidence=1.0,
        needs_review=False,
        burden=Burden(burden),
        facts=Facts(
            cap=CAP if cap else None,
            cure=CURE if cure else None,
            amounts=amounts,
            trigger=trigger,
            consequence=consequence,
        ),
    )


def money(value: float, per: str | None = None, start: int = 10) -> Amount:
    return Amount(
        kind="money", value=value, unit="USD", text="$", start=start, end=start + 1, per=per
    )


def percent(value: float, base: str | None) -> Amount:
    return Amount(kind="percent", value=value, unit="%", text="%", start=10, end=11, base=base)


LIST_A = [
    clause("penalty", "service_credit", "vendor", cap=True),
    clause("penalty", "default_termination", "both", cure=True),
    clause("control", "audit", "vendor"),
    clause("trust", "amicable_resolution"),
]
LIST_B = [
    clause("penalty", "liquidated_damages", "vendor"),
    clause("penalty", "late_payment", "customer", cure=True),
    clause("incentive", "performance_bonus", "customer"),
    clause("control", "exclusivity", "customer"),
    clause("control", "prescription", "vendor"),
    clause("control", "confidentiality"),
]
LIST_C = [
    clause("penalty", "deduction", "vendor", cap=True, cure=True, amounts=(money(200.0),)),
    clause("incentive", "gain_share"),
    clause("incentive", "performance_bonus", "customer"),
    clause("control", "consent"),
    clause("control", "reporting"),
    clause("trust", "joint_governance"),
    clause("trust", "transparency"),
    clause("trust", "good_faith"),
]


@pytest.mark.parametrize(
    ("clauses", "sums", "rbi"),
    [
        (LIST_A, (6.6875, 0, 2.5, 2), 28.83),
        (LIST_B, (10.9375, 3.75, 9.75, 0), 18.49),
        (LIST_C, (1.875, 7.75, 3, 10), 74.30),
    ],
    ids=["A", "B", "C"],
)
def test_the_worked_lists_come_out_exactly(
    clauses: list[LabelledClause], sums: tuple[float, ...], rbi: float
) -> None:
    balance = balance_of(weigh(clauses, period_fee=50_000))
    assert [balance.weights[k] for k in ("penalty", "incentive", "control", "trust")] == list(sums)
    assert balance.rbi == pytest.approx(rbi, abs=0.005)


@pytest.mark.parametrize(
    ("sums", "expected"), [((9, 2, 24, 5), 21.2), ((6, 4, 23, 8), 34.5)], ids=["before", "after"]
)
def test_the_index_moves_as_the_oracle_says(sums: tuple[int, ...], expected: float) -> None:
    penalty, incentive, control, trust = sums
    index = balance_index(penalty=penalty, incentive=incentive, control=control, trust=trust)
    assert round(index, 1) == expected


def test_reciprocity_of_the_oracle() -> None:
    assert reciprocity_index(26, 7) == pytest.approx(0.424, abs=0.0005)


def test_reciprocity_is_undefined_when_nobody_carries_anything() -> None:
    assert balance_of(weigh([clause("neutral")])).reciprocity is None


def test_a_mutual_clause_weighs_half_on_each_side() -> None:
    balance = balance_of(weigh([clause("control", "exclusivity", "both")]))
    assert balance.burdens == {"vendor": 2.0, "customer": 2.0, "unknown": 0.0}
    assert balance.reciprocity == 1.0


def test_an_incentive_is_no_burden() -> None:
    assert balance_of(weigh([clause("incentive", "equity", "customer")])).reciprocity is None


def test_an_unknown_burden_is_shown_and_left_out_of_reciprocity() -> None:
    balance = balance_of(weigh([clause("control", "audit", "unknown")]))
    assert balance.burdens["unknown"] == 2.0
    assert balance.reciprocity is None


@pytest.mark.parametrize(
    ("one", "severity", "heavy"),
    [
        (clause("neutral"), 0.0, False),
        (clause("trust", "joint_governance", "vendor"), 4.0, True),
        (clause("control", "consent", "vendor"), 2.5, False),
        (clause("control", "prescription", "unknown"), 3.0, True),
        (clause("penalty", "default_termination"), 2.5, False),
        (clause("penalty", "loss_of_rights", "vendor", cure=True), 5.0, True),
        (clause("penalty", "loss_of_rights", cure=True, amounts=(money(9e6),)), 4.0, True),
        (clause("penalty", "other_penalty", cure=True, amounts=(money(9e6),)), 3.75, True),
        (clause("penalty", None, cure=True), 3.0, True),
        (clause("control", "no_such_subtype"), 2.0, False),
    ],
)
def test_multipliers_apply_only_where_they_belong(
    one: LabelledClause, severity: float, heavy: bool
) -> None:
    (weighed,) = weigh([one], period_fee=50_000)
    assert (weighed.severity, weighed.heavy) == (severity, heavy)


@pytest.mark.parametrize(
    ("amount", "capped", "fee", "is_small"),
    [
        (money(250.0), True, 50_000, True),
        (money(250.01), True, 50_000, False),
        (money(250.0), True, None, False),
        (money(50.0, per="day"), True, 50_000, True),
        (money(50.0, per="day"), False, 50_000, False),
        (percent(0.5, "of the monthly fees"), True, None, True),
        (percent(0.5, "the overdue amount"), True, 50_000, False),
        (percent(0.5, "the annual fees"), True, 50_000, False),
        (percent(0.5, "the contract price"), True, 50_000, False),
        (percent(0.5, "the coffee budget"), True, 50_000, False),
    ],
)
def test_small_money_halves_the_weight(
    amount: Amount, capped: bool, fee: float | None, is_small: bool
) -> None:
    one = clause("penalty", "deduction", cure=True, cap=capped, amounts=(amount,))
    (weighed,) = weigh([one], period_fee=fee)
    assert weighed.severity == 3.0 * (1 if capped else 1.25) * (0.5 if is_small else 1)


def test_a_clause_the_user_calls_small_weighs_half() -> None:
    one = clause("control", "audit")
    (weighed,) = weigh([one], small={one.id})
    assert weighed.severity == 1.0


def test_money_in_the_trigger_is_not_at_stake() -> None:
    trigger = Span(start=5, end=30, text="owes more than $")
    one = clause("penalty", "default_termination", trigger=trigger, amounts=(money(1e6),))
    assert money_at_stake(one) == ()


def test_where_rights_are_lost_only_money_in_the_consequence_is_at_stake() -> None:
    consequence = Span(start=40, end=60, text="pays $ on leaving")
    due, threshold = money(1e6, start=45), money(5e3, start=5)
    one = clause("penalty", "loss_of_rights", amounts=(threshold, due), consequence=consequence)
    assert money_at_stake(one) == (due,)


@pytest.mark.parametrize(
    ("risk", "limits"), [("low", (45, 70)), ("medium", (35, 55)), ("high", (20, 40))]
)
def test_the_target_band_follows_the_risk(risk: str, limits: tuple[int, int]) -> None:
    band = balance_of([], risk=risk).band
    assert (band.low, band.high, band.risk) == (*limits, risk)


def test_an_unknown_risk_is_refused_with_the_choices() -> None:
    with pytest.raises(UsageError, match="low, medium or high"):
        balance_of([], risk="none")


def test_an_empty_contract_is_in_the_middle() -> None:
    assert balance_of([]).rbi == 50


WEIGHTS = st.floats(min_value=0, max_value=1e6)


@UNTIMED
@given(WEIGHTS, WEIGHTS, WEIGHTS, WEIGHTS)
def test_the_index_stays_on_its_scale(p: float, i: float, c: float, t: float) -> None:
    assert 0 <= balance_index(penalty=p, incentive=i, control=c, trust=t) <= 100


@UNTIMED
@given(WEIGHTS, WEIGHTS)
def test_reciprocity_does_not_care_who_is_who(vendor: float, customer: float) -> None:
    assert reciprocity_index(vendor, customer) == reciprocity_index(customer, vendor)


@UNTIMED
@given(WEIGHTS, st.floats(min_value=0.1, max_value=1e3))
def test_less_penalty_or_more_trust_never_lowers_the_index(base: float, step: float) -> None:
    def index(p: float, t: float) -> float:
        return balance_index(penalty=p, incentive=1, control=1, trust=t)

    assert index(base, base) >= index(base + step, base)
    assert index(base, base + step) >= index(base, base)


@pytest.mark.parametrize(("count", "enough"), [(0, False), (9, False), (10, True)])
def test_a_handful_of_clauses_tells_nothing_of_a_relationship(count: int, enough: bool) -> None:
    clauses = weigh([clause("control", "audit")] * count)
    assert balance_of(clauses).enough is enough


@pytest.mark.parametrize(("count", "enough"), [(0, False), (1, False), (3, False), (4, True)])
def test_a_long_contract_in_which_hardly_anything_binds_tells_nothing_either(
    count: int, enough: bool
) -> None:
    clauses = weigh([clause("neutral")] * 30 + [clause("control", "audit")] * count)
    assert balance_of(clauses).enough is enough


@pytest.mark.parametrize(
    ("text", "label", "subtype", "weighs"),
    [
        (
            "“Planned Stop” means the hours in which the Host mends it.",
            "penalty",
            "service_credit",
            False,
        ),
        (
            "(a) the sum of (i) what was sold and (ii) what is insured;",
            "penalty",
            "deduction",
            False,
        ),
        ("Annex C: Charges\nVisit $90\nNight call $140", "incentive", "performance_bonus", False),
        (
            "Annex 4 contains a list of all leases, which are in full force.",
            "control",
            "prescription",
            False,
        ),
        ("The Host shall credit $90 for each stop.", "penalty", "service_credit", True),
        ("The Host shall keep the leases in full force.", "control", "prescription", True),
    ],
)
def test_a_definition_and_a_list_of_prices_weigh_nothing(
    text: str, label: str, subtype: str, weighs: bool
) -> None:
    one = replace(clause(label, subtype), text=text, heading=None, context=None)
    idle = bind_nobody([one], load_playbook())
    assert (one.id in idle) is not weighs
    (weighed,) = weigh([one], idle=idle)
    assert (weighed.severity > 0) is weighs
    assert weighed.heavy is False or weighs
