"""Which recipe fits and which verdict wins, on clauses as they stand in real contracts."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import LABEL_OF, Amount, Burden, Facts, Span, Verdict
from clauseadvisor.playbook.cue_schema import When
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting.guardrails import guard
from clauseadvisor.suggesting.match import Ruling, View, choose_recipe, holds, rule, yearly_rate

PLAYBOOK = load_playbook()


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


def percent(value: float, per: str | None = None) -> Amount:
    return Amount(kind="percent", value=value, unit="%", per=per, text=f"{value}%", start=0, end=3)


def ruled(
    text: str, subtype: str, burden: Burden = Burden.VENDOR, facts: Facts | None = None
) -> tuple[str, Ruling]:
    view = View(words=text, subtype=subtype, burden=burden, facts=facts or Facts())
    recipe = choose_recipe(view, PLAYBOOK)
    assert recipe is not None
    guarded = guard(view, recipe, PLAYBOOK, {}, None)
    ruling = rule(view, recipe, PLAYBOOK, forbidden=guarded.forbidden, keep_weight=guarded.weight)
    return recipe.id, ruling


#: text, sub-type, recipe
ROUTES = [
    ("For each week of delay the Contractor pays 0.5% of the Price.", "liquidated_damages", "P1"),
    (
        "On early termination the client owes an exit charge of 40,000 as agreed damages.",
        "liquidated_damages",
        "P12",
    ),
    ("If uptime is under 99.9% the fee for the month falls by 4%.", "service_credit", "P2"),
    ("Twelve service points in a quarter lead to a warning notice.", "service_credit", "P13"),
    ("Overdue sums bear interest at 1% a month.", "late_payment", "P3"),
    ("Each rejected crate lowers the invoice by 6 euro.", "deduction", "P2"),
    (
        "The buyer may withhold the instalment until the manuals are handed over.",
        "deduction",
        "P10",
    ),
    ("The buyer may keep back a tenth until the snags are mended.", "deduction", "P10"),
    ("The deposit is forfeited if a rule of the platform is broken.", "deduction", "P5"),
    ("Half of the advance is returned if the show is cancelled.", "clawback", "P5"),
    ("For each tonne not taken the buyer pays 9 euro.", "shortfall", "P4"),
    ("If the customer leaves before month 36 it pays the remaining months.", "shortfall", "P12"),
    ("The client may deduct $500 from the next bill for each missed visit.", "deduction", "P2"),
    ("Payments stop after a finding until two clean samples are drawn.", "deduction", "P10"),
    ("A quarter of each bill goes to a suspense account until then.", "deduction", "P10"),
    ("Where the report is late a late fee of $50 is due.", "other_penalty", "P1"),
    ("After the third red light in a row its manager reports each week.", "other_penalty", "P13"),
    ("After the third missed patrol four demerits are recorded.", "other_penalty", "P13"),
    (
        "A breach permits it to stop any other agreement; it may terminate those.",
        "default_termination",
        "P11",
    ),
    ("The broker shall not deal with rival lines while it holds the post.", "other_control", "C4"),
    ("The client approves each design that the broker shows.", "other_control", "C3"),
    ("The broker wears the badge of the line on every visit.", "other_control", "C6"),
    (
        "The client may bring the contract to an end for any reason or none.",
        "unilateral_right",
        "C9",
    ),
    ("Discounts are at no time less generous than those of others.", "exclusivity", "C7"),
    ("It will promptly notify the other side of any incident.", "other_control", "C2"),
    ("The territory is opened to others if sales stay under the minimum.", "loss_of_rights", "P6"),
    ("On insolvency the escrow agent hands over the source code.", "loss_of_rights", "P8"),
    (
        "Either party may terminate for a material breach not cured in 30 days.",
        "default_termination",
        "P7",
    ),
    (
        "On default all instalments become immediately due and payable.",
        "default_termination",
        "P11",
    ),
    ("Another firm may finish the work at the builder's cost.", "step_in", "P8"),
    ("The party in breach makes good all losses of the other.", "other_penalty", "P9"),
    ("Books and records may be inspected once a year.", "audit", "C1"),
    ("The buyer may reject a lot that fails the acceptance test.", "audit", "C11"),
    ("The agent reports its sales each Friday.", "reporting", "C2"),
    ("No assignment without prior written consent.", "consent", "C3"),
    ("The reseller shall not sell competing goods.", "exclusivity", "C4"),
    (
        "Prices shall be no less favourable than those given to any other customer.",
        "exclusivity",
        "C7",
    ),
    ("Neither side shall disclose secrets.", "confidentiality", "C5"),
    ("The work is done by staff named in the annex.", "prescription", "C6"),
    ("Calls are answered within twenty seconds.", "service_level", "C2"),
    ("The dealer shall purchase at least 500 units each year.", "service_level", "C10"),
    ("The vendor may change its prices at any time.", "unilateral_right", "C8"),
    ("The client may terminate for convenience on 30 days' notice.", "unilateral_right", "C9"),
    ("The licensee shall not reverse engineer the software.", "use_restriction", "C12"),
    ("The client approves each design.", "other_control", "C3"),
]


@pytest.mark.parametrize(("text", "subtype", "recipe"), ROUTES, ids=[row[0][:40] for row in ROUTES])
def test_the_recipe_follows_sub_type_and_words(text: str, subtype: str, recipe: str) -> None:
    assert LABEL_OF[subtype]
    assert ruled(text, subtype)[0] == recipe


def test_a_sub_type_without_route_has_no_recipe() -> None:
    assert (
        choose_recipe(View(words="We act in good faith.", subtype="good_faith"), PLAYBOOK) is None
    )


UPTIME = Facts(
    trigger=span("uptime is below"),
    metric=span("uptime"),
    target=span("99.9%"),
    cap=span("up to 10% of the fee"),
    amounts=(percent(2.0),),
)

#: text, sub-type, burden, facts, verdict
VERDICTS = [
    (
        "If uptime is below 99.9% the fee falls by 2% for each full 0.1%, up to 10% of the fee.",
        "service_credit", Burden.VENDOR, UPTIME, Verdict.REPLACE,
    ),
    (
        "If the satisfaction score is under 80 the fee of the month falls by 5%.",
        "service_credit", Burden.VENDOR, None, Verdict.REPLACE,
    ),
    (
        "If the restore takes more than six hours 5% of the rental is credited.",
        "service_credit", Burden.VENDOR, Facts(metric=span("the restore")), Verdict.SOFTEN,
    ),
    (
        "A fine of 400 is due per trip that arrives after its slot.",
        "liquidated_damages", Burden.VENDOR, None, Verdict.REPLACE,
    ),
    (
        "For each day after 1 May on which the channel is not live, 2,500 is due.",
        "liquidated_damages", Burden.VENDOR, Facts(metric=span("the channel"), amounts=(percent(1.0),)), Verdict.SOFTEN,
    ),
    (
        "Any bribe paid to staff of the buyer costs 50,000 and ends the agreement.",
        "liquidated_damages", Burden.VENDOR, None, Verdict.KEEP,
    ),
    (
        "Unpaid sums bear 1.5% per month from the due date.",
        "late_payment", Burden.CUSTOMER, Facts(amounts=(percent(1.5, "month"),)), Verdict.SOFTEN,
    ),
    (
        "Late sums bear interest at the legal rate.",
        "late_payment", Burden.CUSTOMER, None, Verdict.KEEP,
    ),
    (
        "Late sums bear interest at 4% a year above the base rate.",
        "late_payment", Burden.CUSTOMER, Facts(amounts=(percent(4.0, "year"),)), Verdict.KEEP,
    ),
    (
        "A deficiency payment is a prepayment and credited against later shipments as transport credits.",
        "shortfall", Burden.CUSTOMER, None, Verdict.KEEP,
    ),
    (
        "Where orders fall below the forecast a penalty of 16 cents a card is charged.",
        "shortfall", Burden.CUSTOMER, None, Verdict.REPLACE,
    ),
    (
        "If the player enters fewer than fifteen tour events, 375,000 of the fee is repaid.",
        "clawback", Burden.VENDOR, Facts(metric=span("tour events")), Verdict.REPLACE,
    ),
    (
        "If the agreement ends early the whole fee paid in advance is returned.",
        "clawback", Burden.VENDOR, Facts(metric=span("fee")), Verdict.SOFTEN,
    ),
    (
        "Either party may terminate if the other does not cure a material breach in 30 days.",
        "default_termination", Burden.BOTH, None, Verdict.KEEP,
    ),
    (
        "After notice the owner may mend the defect and charge its reasonable costs.",
        "step_in", Burden.VENDOR, None, Verdict.KEEP,
    ),
    (
        "The owner may have it done by others and charge their cost plus 60%.",
        "step_in", Burden.VENDOR, None, Verdict.SOFTEN,
    ),
    (
        "The owner may have it done by others and charge their cost plus 12%.",
        "step_in", Burden.VENDOR, None, Verdict.KEEP,
    ),
    (
        "On early exit the client pays 90,000, reduced by 2,500 for each complete month.",
        "shortfall", Burden.CUSTOMER, None, Verdict.KEEP,
    ),
    (
        "The seller may withdraw volumes and shall compensate the net loss of the buyer.",
        "shortfall", Burden.VENDOR, None, Verdict.KEEP,
    ),
    (
        "In order to reject a crate the buyer must notify the seller of each failure to meet the test.",
        "audit", Burden.CUSTOMER, None, Verdict.KEEP,
    ),
    (
        "The buyer may reject goods that fail the acceptance test, in its sole discretion.",
        "audit", Burden.VENDOR, None, Verdict.SOFTEN,
    ),
    (
        "The Agency or the Agent may terminate this contract at any time on thirty days' notice.",
        "unilateral_right", Burden.BOTH, None, Verdict.KEEP,
    ),
    (
        "The Client may terminate this contract at any time on thirty days' notice.",
        "unilateral_right", Burden.VENDOR, None, Verdict.SOFTEN,
    ),
    (
        "The maker bears the cost of a recall that its breach has brought about.",
        "other_penalty", Burden.VENDOR, None, Verdict.KEEP,
    ),
    ("Neither side shall disclose the other's secrets.", "confidentiality", Burden.BOTH, None, Verdict.KEEP),
    ("The licensee shall not copy the software.", "use_restriction", Burden.CUSTOMER, None, Verdict.KEEP),
    ("The vendor may raise its prices at its sole discretion.", "unilateral_right", Burden.CUSTOMER, None, Verdict.SOFTEN),
    (
        "Bills that are paid late bear charges of 200% of the bank's ordinary rate from the day after they fall due.",
        "late_payment", Burden.CUSTOMER, Facts(amounts=(percent(200.0),)), Verdict.SOFTEN,
    ),
    (
        "If a payment is late the Maker may at its sole discretion raise the price by [* * *]% for each week, to a maximum of [* * *]%.",
        "late_payment", Burden.CUSTOMER, None, Verdict.SOFTEN,
    ),
    (
        "A late fee of 4% is added to an overdue invoice and interest at 9% a year runs on it.",
        "late_payment", Burden.CUSTOMER, Facts(amounts=(percent(4.0), percent(9.0, "year"))), Verdict.SOFTEN,
    ),
    (
        "Sums more than 30 days late bear interest at the prime rate of the bank plus two percent.",
        "late_payment", Burden.CUSTOMER, Facts(amounts=(percent(2.0),)), Verdict.KEEP,
    ),
    (
        "Either party may have the other's books looked at by an independent accountant, not more than once a year, at its own expense.",
        "audit", Burden.BOTH, None, Verdict.KEEP,
    ),
    (
        "On ten days' prior written notice and during normal business hours the Shipper may inspect the sheds.",
        "audit", Burden.VENDOR, None, Verdict.KEEP,
    ),
    (
        "The Shipper and its auditors may inspect the books on two days' notice and as often as the Shipper thinks fit.",
        "audit", Burden.VENDOR, None, Verdict.SOFTEN,
    ),
    (
        "If an inspection reveals an underpayment of fees, the party that paid too little shall pay the rest within ten days.",
        "audit", Burden.BOTH, None, Verdict.KEEP,
    ),
    (
        "A change of the colour must be approved by the Supplier in its reasonable discretion.",
        "consent", Burden.CUSTOMER, None, Verdict.KEEP,
    ),
    (
        "The Supplier shall not move the line without the consent of the Customer.",
        "consent", Burden.VENDOR, None, Verdict.SOFTEN,
    ),
    (
        "If the Grower misses a delivery the Mill at its sole discretion may ask that the beets come later, and they count towards the forecast.",
        "other_penalty", Burden.VENDOR, None, Verdict.KEEP,
    ),
    (
        "The Operator may accept or reject any application in its sole discretion.",
        "unilateral_right", Burden.VENDOR, None, Verdict.KEEP,
    ),
    (
        "On an event of default of the Tenant the Owner, in its sole discretion, may terminate, without any cure period, any other agreements between them.",
        "default_termination", Burden.CUSTOMER, None, Verdict.SOFTEN,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "subtype", "burden", "facts", "verdict"),
    VERDICTS,
    ids=[row[0][:45] for row in VERDICTS],
)
def test_the_verdict_follows_what_the_clause_says(
    text: str, subtype: str, burden: Burden, facts: Facts | None, verdict: Verdict
) -> None:
    assert ruled(text, subtype, burden, facts)[1].verdict is verdict


def test_a_ruling_names_the_signals_that_spoke_for_it() -> None:
    _, ruling = ruled("Late sums bear interest at the legal rate.", "late_payment", Burden.CUSTOMER)
    assert "lawful_rate_only" in {signal.id for signal in ruling.signals}
    assert all(signal.favours is ruling.verdict for signal in ruling.signals)
    weights = [signal.weight for signal in ruling.signals]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("burden", [Burden.BOTH, Burden.VENDOR])
def test_where_each_must_ask_the_other_no_reason_speaks_of_one_side(burden: Burden) -> None:
    text = "Heron and Otter alter nothing without the consent of the other."
    spoke = ruled(text, "consent", burden, None)[1].signals
    assert any("only one side" in each.reason for each in spoke) is (burden is not Burden.BOTH)


def test_a_forbidden_verdict_cannot_win() -> None:
    view = View(words="If the satisfaction score is low the fee falls.", subtype="service_credit")
    recipe = PLAYBOOK.recipes["P2"]
    assert rule(view, recipe, PLAYBOOK).verdict is Verdict.REPLACE
    assert rule(view, recipe, PLAYBOOK, forbidden={Verdict.REPLACE}).verdict is Verdict.SOFTEN


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((percent(1.5, "month"),), 18.0),
        ((percent(0.1, "day"),), 36.5),
        ((percent(8.0, "year"),), 8.0),
        ((percent(2.0, "quarter"),), 8.0),
        ((percent(5.0),), None),
        ((percent(125.0, "year"),), None),
        ((percent(5.0, "invoice"),), None),
        ((), None),
    ],
)
def test_rates_are_compared_by_the_year(
    amounts: tuple[Amount, ...], expected: float | None
) -> None:
    rate = yearly_rate(amounts)
    assert rate == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("when", "true"),
    [
        (When(), True),
        (When(any_of=("fee",)), True),
        (When(any_of=("bonus",)), False),
        (When(none_of=("fee",)), False),
        (When(cap=True), True),
        (When(cap=False), False),
        (When(cure=True), False),
        (When(metric=True, percent=True), True),
        (When(money=True), False),
        (When(burden=(Burden.CUSTOMER,)), False),
        (When(subtypes=("audit",)), False),
        (When(rate_above=1.0), False),
        (When(shorter_than=10), False),
        (When(percentages_from=1), True),
        (When(percentages_from=3), False),
    ],
)
def test_everything_that_a_condition_states_must_hold(when: When, true: bool) -> None:
    view = View(
        words="The FEE falls by 2%.", subtype="service_credit", burden=Burden.VENDOR, facts=UPTIME
    )
    assert holds(when, view) is true
