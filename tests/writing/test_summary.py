"""The analysis at a glance: what the terminal and the page show first."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from clauseadvisor.domain import Analysis, KeyDate, Role
from clauseadvisor.errors import UsageError
from clauseadvisor.writing import markdown
from clauseadvisor.writing.outline import outline
from clauseadvisor.writing.summary import summary
from tests.builders import an_analysis


def with_balance(**changes: Any) -> Any:
    base = an_analysis()
    return dataclasses.replace(base, balance=dataclasses.replace(base.balance, **changes))


def with_dates(*dates: KeyDate) -> Any:
    base = an_analysis()
    return dataclasses.replace(base, document=dataclasses.replace(base.document, dates=dates))


@pytest.mark.parametrize(
    ("rbi", "band", "name"),
    [
        (12.0, "below", "Stick and control"),
        (34.9, "below", "Mostly stick and control"),
        (35.0, "inside", "Mixed"),
        (55.0, "inside", "Mostly carrot and trust"),
        (55.1, "above", "Mostly carrot and trust"),
        (90.0, "above", "Carrot and trust"),
    ],
)
def test_the_balance_names_the_relationship(rbi: float, band: str, name: str) -> None:
    found = summary(with_balance(rbi=rbi))
    assert (found.band, found.relationship_name) == (band, name)
    assert f"{rbi:.0f} of 100" in found.balance


def test_the_counts_are_said_in_words() -> None:
    said = summary(an_analysis()).relationship
    assert "Of 17 clauses, we count 6 penalties, 5 controls, 1 incentive and 1 trust norm." in said


@pytest.mark.parametrize(
    ("reciprocity", "words"),
    [(0.1, "nearly everything"), (0.5, "uneven"), (0.9, "about evenly")],
)
def test_the_burden_is_said_with_the_heavier_side(reciprocity: float, words: str) -> None:
    found = summary(with_balance(reciprocity=reciprocity))
    assert words in found.burden
    assert "he Supplier carries 84%" in found.burden
    assert dict(found.burdens)["vendor"] == pytest.approx(0.844, abs=0.001)


def test_nothing_is_said_of_a_burden_that_nobody_carries() -> None:
    found = summary(with_balance(burdens={"vendor": 0.0, "customer": 0.0}, reciprocity=None))
    assert (found.burden, found.burdens) == ("", ())


def test_three_topics_say_where_what_and_why() -> None:
    topics = summary(an_analysis()).topics
    assert [each.ref for each in topics] == ["P1", "P2", "P3"]
    assert topics[1].where == "Clause 4.3 Late go-live"
    assert topics[1].says.startswith("For each day after 1 May 2025")
    assert topics[1].weighs_on == "The Supplier"
    assert (topics[1].verdict, topics[1].label) == ("replace", "penalty")
    assert all(each.proposal and each.why for each in topics)


def test_a_contract_without_advice_has_no_topics() -> None:
    assert summary(an_analysis(suggestions=())).topics == ()


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.CUSTOMER, "side of the customer, Northgate Retail plc."),
        (Role.VENDOR, "side of the vendor, Brightline Contact Services Ltd."),
    ],
)
def test_the_side_is_named(role: Role, said: str) -> None:
    assert said in summary(an_analysis(role=role)).side


def test_a_side_without_a_name_is_still_a_sentence() -> None:
    base = an_analysis()
    unnamed = dataclasses.replace(base, document=dataclasses.replace(base.document, parties=()))
    assert summary(unnamed).side == "The advice takes the side of the customer."


NOTICE = KeyDate(kind="notice", text="ninety days", date="2027-11-02")
END = KeyDate(kind="expiry", text="three years", date="2028-01-31")
START = KeyDate(kind="effective", text="from 2025", date="2025-02-01")
REVIEW = KeyDate(kind="review", text="each January")


@pytest.mark.parametrize(
    ("dates", "today", "window"),
    [
        ((END, NOTICE, START), None, "Notice: 2 November 2027"),
        ((END, NOTICE), "2027-11-02", "Notice: 2 November 2027"),
        ((END, NOTICE), "2027-11-03", "End: 31 January 2028"),
        ((END, REVIEW), "2030-01-01", "Review: “each January”"),
        ((START,), None, "No date for renewal"),
        ((END,), "2030-01-01", "No date for renewal"),
        ((), None, "No date for renewal"),
    ],
)
def test_the_next_window_is_the_first_that_is_not_past(
    dates: tuple[KeyDate, ...], today: str | None, window: str
) -> None:
    assert summary(with_dates(*dates), date=today).window.startswith(window)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(UsageError, match="is not a date"):
        summary(an_analysis(), date="2027-02-30")


def test_doubtful_labels_are_counted() -> None:
    base = an_analysis()
    clauses = tuple(dataclasses.replace(each, needs_review=True) for each in base.clauses[:3])
    assert summary(dataclasses.replace(base, clauses=clauses)).review == 3


def test_too_little_text_is_said_in_place_of_a_balance() -> None:
    analysis = an_analysis()
    scrap = dataclasses.replace(
        analysis, balance=dataclasses.replace(analysis.balance, enough=False)
    )
    found = summary(scrap)
    assert found.relationship_name == "Too little to judge"
    assert "Too few clauses" in found.relationship
    assert (found.balance, found.burden, found.burdens) == ("", "", ())
    assert "alance index" in plain_notes(analysis)
    assert "alance index" not in plain_notes(scrap)


def plain_notes(analysis: Analysis) -> str:
    return markdown.render(outline(analysis))


def with_parties(*parties: tuple[str, Role]) -> Analysis:
    base = an_analysis()
    made = tuple(
        dataclasses.replace(base.document.parties[0], name=name, aliases=(), role=role)
        for name, role in parties
    )
    return dataclasses.replace(base, document=dataclasses.replace(base.document, parties=made))


def test_a_party_that_is_called_by_its_part_is_not_named_twice() -> None:
    found = summary(with_parties(("Customer", Role.CUSTOMER), ("Provider", Role.VENDOR)))
    assert found.side == "The advice takes the side of the customer."


def test_of_many_parties_the_first_are_named_and_the_others_counted() -> None:
    found = summary(with_parties(*((f"Holder {n}", Role.OTHER) for n in range(1, 58))))
    assert found.parties == (
        "Holder 1 (other)", "Holder 2 (other)", "Holder 3 (other)", "and 54 more",
    )  # fmt: skip
    assert not found.side_known
    four = summary(with_parties(*((f"Holder {n}", Role.OTHER) for n in range(1, 5))))
    assert len(four.parties) == 4
