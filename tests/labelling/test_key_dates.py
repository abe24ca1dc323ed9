"""When a contract ends, renews and can be left: what says so, and what only sounds like it."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Clause, KeyDate
from clauseadvisor.labelling.dates import iso_date
from clauseadvisor.labelling.particulars import find_dates, find_law


def dates(text: str) -> tuple[KeyDate, ...]:
    clause = Clause(
        id="c0", number=None, heading=None, parent=None, context=None,
        start=0, end=len(text), text=text,
    )  # fmt: skip
    return find_dates([clause])


ENDS = [
    ("The term of this Agreement (the “Term”) shall begin on May 2, 2021 and end on 1 May 2024.",
     "2024-05-01"),
    ("The initial term of this Agreement shall be one year commencing on the 1st day of May, 2021.",
     None),
    ("This Agreement shall start on June 3, 2020 and continue until June 2, 2023.", "2023-06-02"),
    ("The effective term is 12 months beginning March 1, 2015 and ending February 28, 2016.",
     "2016-02-28"),
    ("This Agreement, unless ended before, shall remain in force for four years.", None),
    ("This Agreement will commence on the Effective Date and, unless ended earlier in accordance with "
     "the terms of this Agreement, will remain in full force and effect for the Term.", None),
    ("Carrier serves Shipper for a term of one year commencing on the date above.", None),
    ("The Company agrees to a one year engagement of the Speaker.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_the_end_of_an_agreement_is_read_with_the_day_it_ends_on(
    text: str, expected: str | None
) -> None:
    assert [(each.kind, each.date) for each in dates(text)] == [("expiry", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "If the revenue in the Term) is less than the minimum, the station shall pay a fee each month.",
        "During the Term, the Supplier shall report each month until the end of the year.",
        "Upon the termination of this Agreement, neither Party will hire staff of the other for a year.",
        "The Terminal Owners shall keep the landing stations running for at least ten years.",
        "Under the terms of this Amendment, the area is extended to all months of the year.",
        "If a loss arises in the initial term, then liability shall be limited to a year's fees.",
        "Keep the records for a period of five years from the date of delivery.",
        "No change of this Agreement shall be valid unless made in writing before the end of a month.",
        "On expiry of this Agreement, all rights of the Licensee shall terminate as of that day.",
        "This agreement will remain confidential between the parties for two years.",
        "Where the target is met, the term is prolonged by two years.",
        "At least {notice_days} days before the end of the term.",
        "The time to answer is extended by the number of days that the expert takes for two terms.",
        "A waiver does not extend to any other event of default in later periods.",
        "Interest is due on extended payment charges for all periods.",
        "What is due during the Term shall be paid to the agent after the end of the year.",
        "The price holds in each Renewal Term.",
        "Send each picture at least seven (7) days prior to the date of first intended use.",
        "Dates are extended for a period of time equal to the months lost.",
    ],
)
def test_what_ends_no_agreement_is_no_key_date(text: str) -> None:
    assert dates(text) == ()


def test_of_two_sentences_about_the_term_the_one_is_read_that_ends_it() -> None:
    (found,) = dates(
        "The term of this Agreement (the “Term”) shall commence on May 2, 2021. Subject to Section 9,"
        " the term of this Agreement shall end on the third anniversary of the date hereof."
    )
    assert "third anniversary" in found.text


@pytest.mark.parametrize(
    "text",
    [
        "This Amendment to the Supply Agreement dated as of May 8, 2019 is as follows.",
        "It ends all talks except the Secrecy Agreement between both dated May 6, 2012.",
        "the contract (as amended by an amendment agreement dated 31 May 2013)",
        "“Acme Terms” means the contract entered into between both dated 7 May 2018.",
    ],
)
def test_the_date_of_another_agreement_is_not_that_of_this_one(text: str) -> None:
    assert dates(text) == ()


def test_a_law_that_is_named_elsewhere_is_none() -> None:
    text = "These terms are governed by the laws of the Governing Member State, as the cover page says."
    clause = Clause(
        id="c0", number=None, heading=None, parent=None, context=None,
        start=0, end=len(text), text=text,
    )  # fmt: skip
    assert find_law([clause]) is None


def test_a_field_may_name_the_day_of_expiry() -> None:
    (found,) = dates("5. Expiration Date and last delivery:\tOctober 31, 2026")
    assert (found.kind, found.date) == ("expiry", "2026-10-31")


def test_one_sentence_gives_one_end() -> None:
    (found,) = dates("The initial term of this Agreement shall expire on 31 December 2027.")
    assert found.text.startswith("initial term")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This Agreement, dated as of 09/24/2018, is between the parties.", "2018-09-24"),
        ("This contract is executed as of this 1 st day of May 2016, by both.", "2016-05-01"),
        ("THIS AGREEMENT made effective the 10 day of January 2019 between them", "2019-01-10"),
        ("The undersigned execute this Agreement this 14th day of May 2020.", "2020-05-14"),
        (
            "This is made by both and amends that certain Resale Agreement between them dated as of May 1,"
            " 2015. It is effective as of June 2, 2016.",
            "2016-06-02",
        ),
        ("Addendum Effective Date March 3, 2011, to the contract dated May 5, 2010.", "2011-03-03"),
    ],
)
def test_the_day_on_which_an_agreement_begins_is_read(text: str, expected: str) -> None:
    assert [(each.kind, each.date) for each in dates(text)] == [("effective", expected)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("09/24/2018", "2018-09-24"), ("24/09/2018", "2018-09-24"), ("03/04/2018", None),
     ("13/13/2018", None)],
)  # fmt: skip
def test_a_date_in_digits_is_read_where_its_order_can_be_told(
    words: str, expected: str | None
) -> None:
    assert iso_date(words) == expected


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement may be terminated at any time, with respect to either fund, by the Board or"
        " by the Manager, in each case on not less than 60 days' written notice to the other party.",
        "Either party may terminate this Agreement upon thirty (30) days prior written notice.",
        "The Buyer may cancel this contract for convenience with ninety (90) days’ notice.",
        "This contract can be terminated without cause by giving 3 months notice to the other party.",
    ],
)
def test_the_notice_by_which_a_contract_can_be_left_without_a_reason_is_read(text: str) -> None:
    (found,) = dates(text)
    assert found.kind == "notice"
    assert "notice" in found.text


@pytest.mark.parametrize(
    "text",
    [
        "Either party may terminate this Agreement if the other is in breach, on 30 days' notice.",
        "Either party may terminate this contract on 30 days' written notice of a material breach.",
        "The Buyer may terminate at any time if the Seller fails to deliver, with 10 days' notice.",
        "Either party may terminate this contract on 10 days' notice if the other has stopped work.",
    ],
)
def test_the_notice_of_a_breach_is_no_key_date(text: str) -> None:
    assert dates(text) == ()


def test_the_end_of_a_term_is_quoted_with_the_renewal_that_follows_it() -> None:
    end, renewal = dates(
        "The term of this Agreement shall commence on May 1, 2021 (the “Start”) and ends at April 30,"
        " 2029 (the “Term”), with automatic renewals each for a period of five (5) years (a “Further"
        " Term”) unless notice is given pursuant to 7.2."
    )
    assert (end.kind, end.date) == ("expiry", "2029-04-30")
    assert end.text.endswith("unless notice is given pursuant to 7.2")
    assert renewal.kind == "renewal"
    assert renewal.text.startswith("automatic renewals each for a period of five (5) years")


def test_a_note_to_whoever_fills_in_a_form_is_no_key_date() -> None:
    assert dates("[Drafting note: The first choice keeps the renewal for further terms.]") == ()


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (
            "Either party may terminate this Agreement at any time upon one hundred and twenty (120) days' written notice to the other party.",
            "notice",
            "one hundred and twenty (120) days' written notice to the other party",
        ),
        (
            "It runs on until it is terminated by Carrier or Shipper on the following written notice: sixty (60) days for oil\nunder Tariff A and 180 days for gas.",
            "notice",
            "sixty (60) days for oil under Tariff A and 180 days for gas",
        ),
        (
            "Either of them ends it by giving six months' notice that expires on 30 April.",
            "notice",
            "six months' notice that expires on 30 April",
        ),
        (
            "During the initial one year period beginning on the Change Date, Dealer shall be the only dealer.",
            "expiry",
            "the initial one year period beginning on the Change Date",
        ),
    ],
)
def test_a_window_is_quoted_with_all_of_its_figure(text: str, kind: str, words: str) -> None:
    assert [(each.kind, each.text) for each in dates(text)] == [(kind, words)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("This Amendment is entered into effective October 1,2016 by the parties.", "2016-10-01"),
        (
            "This Agreement is made this 1st day of\n---\nNovember, 2013 by the parties.",
            "2013-11-01",
        ),
    ],
)
def test_a_day_is_read_though_its_print_is_broken(text: str, day: str) -> None:
    assert [(each.kind, each.date) for each in dates(text)] == [("effective", day)]
