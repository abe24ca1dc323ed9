"""Quantities with kind, unit, period and base, in sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.labelling.amounts import find_amounts
from clauseadvisor.labelling.timing import without_timing

ONE = [
    ("interest at one and one-half percent (1.5%) per month", "percent", 1.5, "%", "month"),
    ("interest of one and one half percent (1 1/2%) per month", "percent", 1.5, "%", "month"),
    ("a late fee of 1/2 of 1% per week", "percent", 0.5, "%", "week"),
    ("one-half of one percent (0.5%) a day", "percent", 0.5, "%", "day"),
    ("a charge of 1‰ of the sum for each day", "percent", 0.1, "%", "day"),
    ("25 basis points per annum", "percent", 0.25, "%", "year"),
    ("two per centum per month compounded", "percent", 2, "%", "month"),
    ("default interest at 9% on overdue sums", "percent", 9, "%", "year"),
    ("five percent (5%) of the Monthly Charges", "percent", 5, "%", "month"),
    ("a credit of 4% of that month's charge", "percent", 4, "%", "month"),
    ("a rebate of 3% of the invoice amount", "percent", 3, "%", "invoice"),
    ("two-thirds of any saving", "percent", 66.67, "%", None),
    ("savings are shared 60/40", "percent", 60, "%", None),
    ("the Carrier pays USD 1,000 per day of delay", "money", 1000, "USD", "day"),
    ("the Builder pays £4,250 for every complete day gained", "money", 4250, "GBP", "day"),
    ("a lump sum of 3.000 €", "money", 3000, "EUR", None),
    ("RUB 5,000 for each missed train", "money", 5000, "RUB", "unit"),
    (
        "one (1) point of the scheme (as set out below) for each late van",
        "count",
        1,
        "point",
        "unit",
    ),
    ("default interest accrues at the base rate plus 2%", "percent", 2, "%", "year"),
    ("damages of EUR 18,000", "money", 18000, "EUR", None),
    ("a fee of EUR 3 per pallet per day", "money", 3, "EUR", "day"),
    ("an average of 75 barrels of brine per day", "count", 75, "barrels", "day"),
    ("5% of the monthly fee for each missed level", "percent", 5, "%", "month"),
    ("a deduction of €12.50 per pallet", "money", 12.5, "EUR", "unit"),
    ("a fine of $12.5k", "money", 12500, "USD", None),
    ("a milestone of U.S. $10 Million", "money", 10_000_000, "USD", None),
    ("a value of $100 million dollars", "money", 100_000_000, "USD", None),
    ("thirty thousand dollars ($30,000)", "money", 30000, "USD", None),
    ("a sum of RMB 50,000 for each breach", "money", 50000, "CNY", "unit"),
    ("CHF 12'000 a year", "money", 12000, "CHF", "year"),
    ("Rs. 1,00,000 a month", "money", 100000, "INR", "month"),
    ("35 cents for each call", "money", 0.35, "USD", "unit"),
    ("a charge of $0.05 cents per page", "money", 0.05, "USD", "unit"),
    ("a rate of $55 CAD per hour", "money", 55, "CAD", "other"),
    ("quarterly payments of C$900", "money", 900, "CAD", "quarter"),
    ("EUR 500 for each thirty-day period", "money", 500, "EUR", "other"),
    ("each late report costs the Agency £28", "money", 28, "GBP", "unit"),
    ("a breach that lasts thirty (30) days", "duration", 30, "day", None),
    ("a breach that lasts five Business Days", "duration", 5, "business day", None),
    ("longer than 48 hours", "duration", 48, "hour", None),
    ("over 7.5 ms", "duration", 7.5, "millisecond", None),
    ("a cap of 250 units", "count", 250, "units", None),
    ("more than two of the eight shows", "count", 2, "shows", None),
    ("backlog > 250", "count", 250, "", None),
    ("seven or more strikes", "count", 7, "strikes", None),
    ("twice the day rate", "count", 2, "times", None),
    ("the depot is audited twice a year", "count", 2, "times", "year"),
    ("the insurance charge doubles", "count", 2, "times", None),
    ("half of the holdback", "percent", 50, "%", None),
    ("the margin is cut by half", "percent", 50, "%", None),
    ("the Partner gives back one half.", "percent", 50, "%", None),
    ("up to a maximum of 17/365", "percent", 4.66, "%", None),
    ("a scan is charged at 22p", "money", 0.22, "GBP", "unit"),
    ("availability of 99,2 °/o", "percent", 99.2, "%", None),
    ("a total of 2.4 million impressions", "count", 2_400_000, "impressions", None),
    ("in the two following years", "duration", 2, "year", None),
    ("thirty uninterrupted hours", "duration", 30, "hour", None),
    ("averaged over two quarters, all at par", "duration", 2, "quarter", None),
    ("leads over 1,600 bring the Agency a bonus", "count", 1600, "", None),
    ("the depot stocks the 212 line items listed", "count", 212, "items", None),
    ("a boiler under 30 kW", "count", 30, "kw", None),
    ("late translations are paid at half rate", "percent", 50, "%", None),
    ("one audit is allowed once per calendar year", "count", 1, "times", "year"),
    ("no audit more often than once every twelve (12) months", "count", 1, "times", "year"),
    ("the plant is inspected twice during any quarter", "count", 2, "times", "quarter"),
    ("at least one (1) engineer from each party attends", "count", 1, "engineer", "unit"),
    ("the cost of three pilot runs", "count", 3, "runs", None),
    ("the Molder re-credits it at eighty cents on the dollar", "percent", 80, "%", None),
    ("one and half percent (1.5%) a month", "percent", 1.5, "%", "month"),
    ("3/10,000 of the sum due for each day", "percent", 0.03, "%", "day"),
    ("a prize of $250,000,00 in cash", "money", 250000, "USD", None),
    ("a payment of Ten Thousand and No/100 Dollars ($10,000)", "money", 10000, "USD", None),
    ("a van returned before month 30", "duration", 30, "month", None),
    ("a leaver within a year", "duration", 1, "year", None),
    ("at least 3 months' prior notice", "duration", 3, "month", None),
    ("an at least 3 month prior written notice", "duration", 3, "month", None),
    ("more than eleven additional dedicated lanes", "count", 11, "lanes", None),
]

#: What a sum or a share is due for, however it is told.
DUE_FOR = [
    ("a ground rent of €0.40 a metre", 0.4, "unit"),
    ("a handling fee of $7.25 an order", 7.25, "unit"),
    ("licences at £80 a seat", 80, "unit"),
    ("accepted leads bring the Agency $15 each.", 15, "unit"),
    ("$70 each is taken off the bill", 70, "unit"),
    ("a late fee of $90 on each invoice", 90, "invoice"),
    ("a $1,200 requalification fee per SKU", 1200, "unit"),
    ("an idle slot is chargeable at $8,000", 8000, "unit"),
    ("multiply the occupied beds by $50.20", 50.2, "unit"),
    ("£30 times the number of months left", 30, "month"),
    ("A missed stop adds $45", 45, "unit"),
    ("at the per-parcel price of EUR 3.10", 3.1, "unit"),
    ("For every Business Day of delay, $2,000 shall accrue", 2000, "day"),
    ("for each day of delay a sum of $210 per megawatt", 210, "day"),
    ("The Monthly Catering Fee ($90,000) is paid in advance", 90000, "month"),
    ("Annual spend through the Carrier that passes $3 million", 3e6, "year"),
    ("once calendar-year purchases pass $900,000", 900_000, "year"),
    ("a deduction of 0.2% of the hull price a day", 0.2, "day"),
    ("one and one-half (1.5%) per month", 1.5, "month"),
    ("the weekly payment for that site shall be cut by 4%", 4, "week"),
    ("closing 95% of requests across a quarter", 95, "quarter"),
    ("if accuracy averages less than 97% over the month", 97, "month"),
    ("if sales grow by 25% in the first year", 25, "year"),
    ("a fee of 12% of receipts in year one", 12, "year"),
    ("a fill rate under 80% in two consecutive quarters", 80, "quarter"),
    ("a score of 97% or better for three quarters running", 97, "quarter"),
    ("97% of deliveries during both of the next two months", 97, "month"),
    ("Upon payment of $500 a licence is granted", 500, None),
    ("at most $4,000 for all of them", 4000, None),
    ("£9,000 once, and £150 for each hour of it", 9000, None),
    ("EUR 37 per flat per day for small ones, EUR 46 for large ones", 46, "day"),
    ("an exit fee of $2,000 for each month left, down to a floor of $9,000", 9000, None),
    ("from each booking the Platform keeps 6% of the fare", 6, None),
    ("savings are shared 50%/50%", 50, None),
    (
        "For each of the offices that the Cleaner hands over without a single open remark ahead of "
        "the date named in the plan, the School pays it $700 on top.",
        700,
        "unit",
    ),
    ("the product of £180 and the points of the month", 180, "unit"),
    ("The price per bale that is over €95 is split", 95, "unit"),
    ("with three ratings of over 25% inside a year", 25, "year"),
    ("within ten days of the end of the month a flat 3% is paid", 3, None),
    ("Year 1: $500,000", 500_000, "year"),
    ("In the second Contract Year, $250,000", 250_000, "year"),
    ("First Year minimum royalty: $90,000", 90_000, "year"),
    ("minimum purchases during each Contract Year of $400,000", 400_000, "year"),
    ("sales in any Contract Year exceeding $5,000,000", 5e6, "year"),
    ("a minimum annual royalty to the Licensor in the amount of $50,000", 50_000, "year"),
    ("a fee of $2,500, payable monthly in advance", 2500, "month"),
    ("a late charge of 1.5% will be applied monthly", 1.5, "month"),
    ("an uptime of 99.5%, calculated on a monthly basis", 99.5, "month"),
    ("interest at the lesser of the monthly rate of 1.25% and the legal rate", 1.25, "month"),
    ("the Prime rate +2%", 2, "year"),
    ("12% interest on what is overdue", 12, "year"),
    ("one-thirtieth (1/30) of the monthly fee", 3.33, "month"),
    ("a referral fee of $100 for any new customer", 100, "unit"),
    ("$15,000 upon completion of each phase", 15000, "unit"),
    ("a maximum per incident of $750", 750, "unit"),
    (
        "No rebate is paid for any calendar month in which the fee does not exceed $500",
        500,
        "month",
    ),
    ("a milestone per product that is greater than $240", 240, "unit"),
    ("a minimum of 5,000 units of each new title", 5000, "unit"),
    ("the Dealer spends between $3 million and $5 million in the first contract year", 3e6, "year"),
    ("the annual order crosses 5,000 units", 5000, "year"),
    ("an underpayment of more than 5% for any quarterly period", 5, "quarter"),
    ("prices rise by no more than 10% during any Renewal Term", 10, "unit"),
    ("a 5% late fee will be added to all invoices that are past due", 5, "invoice"),
    ("an annual bonus of up to 30% of the base salary", 30, "year"),
    ("the fuel cost in excess of $18 a ton is netted", 18, "unit"),
    ("On the last day of each month, the Agent pays $1,000", 1000, "month"),
    (
        "monthly availability of at least 99.7%. Where clustered, a minimum of 99.9% holds",
        99.9,
        "month",
    ),
    ("costs the Subscriber $45 each time, and an invoice left open bears interest", 45, "unit"),
    ("one-thirtieth (1/30) of the monthly fee for each cumulative hour", 3.33, "other"),
    ("(1/30) of the monthly fee for the site for each cumulative hour", 3.33, "other"),
    ("six per cent of the invoice price of the goods", 6, "invoice"),
    ("charges rise by no more than seven ( 7% ) percent per year", 7, "year"),
    ("Interest for delay 8.5%, reminder EUR 4", 8.5, "year"),
    ("its ownership interest falls under 15%", 15, None),
    ("an equity interest of 12% in the venture", 12, None),
    ("with yearly elections, each party having three votes", 3, "unit"),
    ("leave is needed for any single expense in excess of $800", 800, "unit"),
    ("growth per annum thereafter of 15%", 15, "year"),
    ("the Dealer takes $90,000 of parts in 2031", 90_000, "year"),
    ("2031: $90,000", 90_000, "year"),
    ("The 2031 sales goal of a first-rank Dealer is $90,000", 90_000, "year"),
    ("$90,000 is due in June 2031", 90_000, None),
    ("late four times in any six month period", 4, "other"),
    ("short by 4% or more for any thirty day period", 4, "other"),
    ("more than five misses in the preceding six months", 5, "other"),
    ("at least 40% of orders during the preceding twelve months", 40, "year"),
    ("a commitment of $700,000 during the initial three year term", 700_000, None),
    ("three misses on one route in five months", 3, "other"),
    ("more than eight slips in a thousand words", 8, "unit"),
    ("more than two of the twelve months were short", 2, "year"),
    ("For each sale the Host shall have a fee of 3% of the price", 3, "unit"),
    ("the monthly rent for every desk will be lowered by 6%", 6, "month"),
    ("the monthly rent for every desk is lowered by 6%, and for lockers, by 9%", 9, "month"),
    ("On each booking we pay 15%; 18% once bookings go past 400", 18, "unit"),
    ("Where a year closes at a loss, 30% of it is carried on", 30, "year"),
    ("where the yearly mean is 98.5% or better", 98.5, "year"),
    ("sales of $12 million in the first full fiscal year", 12e6, "year"),
    ("$150 per policy, climbing to $190 from the 40th", 190, "unit"),
    ("The day rate is $900", 900, "day"),
    ("a false signature forfeits $140", 140, "unit"),
    ("the Designer keeps thirty cents of each dollar saved", 0.3, "unit"),
    ("Bonus = (U - 94) × $8,000", 8000, "unit"),
    ("Once the income of others in a year passes $400,000", 400_000, "year"),
    ("no more than a 6.0 megabits-per-second stream", 6, "unit"),
]


#: Sums for another thing whose name begins like a period, or that stand near one.
NO_PERIOD = [
    ("$240 for the crew and its truck over a weekday night", 240, None),
    ("a charge of $40 per weekday", 40, "unit"),
    ("$900 for each weekend missed", 900, "unit"),
    ("a surcharge of $55 per week night", 55, "unit"),
    ("For each week night of waiting, EUR 500 is due", 500, "unit"),
    ("£70 per day trip", 70, "unit"),
    ("USD 12.50 per quarter hour", 12.5, "other"),
    ("USD 12.50 per\nquarter-hour", 12.5, "other"),
    ("USD 14 per half\nhour", 14, "other"),
    ("For each quarter hour of waiting, EUR 30 is due", 30, "other"),
    ("EUR 9 per mile", 9, "unit"),
    ("EUR 18 per billboard", 18, "unit"),
    ("EUR 18 per accountant sent", 18, "unit"),
    ("EUR 18 per month-end run", 18, "unit"),
    ("EUR 45 per night", 45, "unit"),
    ("EUR 45 per trailer", 45, "unit"),
    ("EUR 45 per week or part of it", 45, "week"),
    ("EUR 45 a day late", 45, "day"),
    ("EUR 45 per day-of-delay", 45, "day"),
]


@pytest.mark.parametrize(("text", "value", "per"), NO_PERIOD)
def test_a_word_that_begins_like_a_period_is_none(text: str, value: float, per: str | None) -> None:
    (amount,) = find_amounts(text)
    assert (amount.kind, amount.value, amount.per) == ("money", value, per)


@given(st.text(alphabet="abcdefgh ", min_size=0, max_size=140))
def test_a_period_is_never_read_out_of_a_word_that_is_cut_short(between: str) -> None:
    (amount,) = find_amounts(f"EUR 240 x{between} over a weekday")
    assert amount.per != "week"


@pytest.mark.parametrize(("text", "value", "per"), DUE_FOR)
def test_what_an_amount_is_due_for_is_told_in_many_ways(
    text: str, value: float, per: str | None
) -> None:
    found = {each.value: each.per for each in find_amounts(text) if each.kind != "duration"}
    assert found[value] == per


@pytest.mark.parametrize(("text", "kind", "value", "unit", "per"), ONE)
def test_one_amount_is_read(text: str, kind: str, value: float, unit: str, per: str | None) -> None:
    (amount,) = find_amounts(text)
    assert (amount.kind, amount.value, amount.unit, amount.per) == (
        kind,
        pytest.approx(value),
        unit,
        per,
    )
    assert text[amount.start : amount.end] == amount.text


@pytest.mark.parametrize(
    "text",
    [
        "a fee of $[***] per unit",
        "within [*****] days",
        "pursuant to Section 4.2 and Exhibit 7",
        "6.2 ASSESSMENTS. The Buyer pays all taxes",
        "the right to terminate under 14.3.",
        "made on 12 March 2024",
        "a third party",
        "one of the parties",
        "Bundle 9 comprises all of them",
        "hours by December 31 hours of work",
        "half the year",
        "open from 9 a.m. to 5 p.m.",
        "verified by third-party recording, or by a third party",
        "an insurer rated A-8 or better",
        "Page 20/110",
        "all four sides of the crate",
        "hauled in MC-330 trailers",
        "the 2019 rules of the port",
        "as told under 14.3.",
    ],
)
def test_what_states_no_quantity_gives_none(text: str) -> None:
    assert find_amounts(text) == ()


def test_the_base_is_what_the_share_is_taken_of() -> None:
    (amount,) = find_amounts("a credit of 5% of the monthly fee for each missed level")
    assert amount.base == "the monthly fee"


@pytest.mark.parametrize(
    ("text", "base"),
    [
        (
            "The shop may reduce the rent of that month by four per cent (4%).",
            "the rent of that month",
        ),
        ("The buyer may lower its price by 5% for each full week.", "its price"),
        ("Prices rise by 5%.", None),
        ("The discount is reduced, and the fee grows by 5%.", None),
    ],
)
def test_the_base_may_stand_before_the_share(text: str, base: str | None) -> None:
    (amount,) = find_amounts(text)
    assert amount.base == base


def test_in_a_scale_later_shares_take_over_the_first_base_but_levels_do_not() -> None:
    amounts = find_amounts("4% of the monthly charge, rising to 9% below 99.5%")
    assert [(each.value, each.per, each.base) for each in amounts] == [
        (4, "month", "the monthly charge"),
        (9, "month", "the monthly charge"),
        (99.5, "month", None),
    ]


def test_a_year_in_front_of_a_sum_is_no_sum_of_its_own() -> None:
    amounts = find_amounts("parts worth $9,000 in 2031 $12,000 in 2032 and $15,000 in 2033")
    assert [(each.value, each.per) for each in amounts] == [
        (9000, "year"),
        (12000, "year"),
        (15000, "year"),
    ]


def test_a_rate_of_exchange_is_no_sum() -> None:
    assert find_amounts("9. 3 USD/ZAR movements") == ()


def test_a_share_measured_over_a_period_has_that_period() -> None:
    first, _ = find_amounts("If uptime in any calendar month is under 99.9%, 10% is credited.")
    assert first.per == "month"


def test_things_by_a_defined_name_are_amounts_in_the_core_alone() -> None:
    text = "who hands in two Quarterly Compliance Reports late"
    assert find_amounts(text) == ()
    (amount,) = find_amounts(text, core=[(0, len(text))])
    assert (amount.kind, amount.value, amount.unit) == ("count", 2, "reports")


@pytest.mark.parametrize(
    "text",
    [
        "Buyer shall pay each invoice within thirty (30) days of receipt.",
        "All payments to the Agent shall be made within 10 days after quarter end.",
        "The fee shall be paid in U.S. dollars within 30 days after each quarter ends.",
        "Seller agrees to pay the royalties under section 4.c. above within 30 days.",
        "Term of payment: 14 days net.",
        "Payments shall be made 15 days after quarter end.",
        "The Auditor shall, within ten (10) days of its receipt of an invoice, reimburse the costs.",
        "Within 45 days of the approval, the Buyer will pay a milestone.",
        "EUR [*] payable on or before two months after signature",
        "a rate above the 3-month EURIBOR",
        "the credit may not be lost in any one month",
        "The probe is polled every sixty seconds.",
        "a rolling sixteen-week forecast",
        "It is 50 of 80; by way of example, if 500 units are sold, none is due",
    ],
)
def test_mere_timing_and_examples_are_no_amounts(text: str) -> None:
    assert without_timing(text, find_amounts(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "If Buyer fails to pay within thirty (30) days, interest runs.",
        "unless the breach is cured within 10 days",
        "after a twenty (20) day notice period",
    ],
)
def test_a_period_of_failure_or_cure_is_an_amount(text: str) -> None:
    (amount,) = without_timing(text, find_amounts(text))
    assert amount.kind == "duration"


def test_a_period_named_again_counts_once() -> None:
    text = "cured within 30 days; if such 30-day period passes"
    assert len(without_timing(text, find_amounts(text))) == 1


@given(st.text(max_size=300))
def test_any_text_gives_amounts_inside_it(text: str) -> None:
    for amount in find_amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
        assert text[amount.start : amount.end] == amount.text
