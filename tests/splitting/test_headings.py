"""What is a heading, and what only looks like one."""

from __future__ import annotations

import pytest

from clauseadvisor.splitting.headings import (
    goes_on,
    is_heading,
    run_in_heading,
    without_hanging_words,
)


@pytest.mark.parametrize(
    "text",
    [
        "SERVICE LEVELS", "Service Credits", "Term and Termination", "LIMITATION OF LIABILITY:",
        "Title and Risk of Loss", "Date of Delivery", "Obligations of the Supplier", "Article notes",
        "Intellectual Property; Licences", "Compliance with FDA Rules and cGMPs", "Enrollment in the Affiliate Program; Restricted Content",
    ],
)  # fmt: skip
def test_a_short_line_in_capitals_or_title_case_is_a_heading(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Supplier shall pay.", "Payment is due", "By: Jane Roe", "Title:", "Name", "/s/ Jane Roe", "Attention: Legal",
        "Telephone 555 010 9988", "QX7 3ZZ", "[Country]", "{customer_name}", "A minimum of:", "and the Customer", "x", "5 Licences",
        "14.7 of the General Terms", "FEES. THE SUPPLIER BEARS THEM", "Fees;", "jane@roe.example", "Board of the",
        "甲方在设计方面", "________", "- ------------ (Street) (Town) (County)", "W" * 200,
    ],
)  # fmt: skip
def test_sentences_names_addresses_and_blanks_are_no_headings(text: str) -> None:
    assert not is_heading(text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Payment. The Customer shall pay within thirty days.", "Payment"),
        ("Payment: the Customer shall pay within thirty days.", "Payment"),
        ("Late Payment – The Customer shall pay interest.", "Late Payment"),
        ("PURCHASE OF EQUIPMENT. Birch shall buy the machines.", "PURCHASE OF EQUIPMENT"),
        ("WARRANTIES: DISCLAIMER. The Supplier gives none.", "WARRANTIES: DISCLAIMER"),
        ("Service Credits", "Service Credits"),
        ("Provision of Services.", "Provision of Services"),
        ("[Reporting]. The Supplier shall report.", "Reporting"),
        ("The Customer shall pay. It may also set off.", None),
        ("“Fees” means the sums that are due.", None),
        ("Subject to clause 4, the Customer shall pay.", None),
    ],
)
def test_a_heading_may_open_the_words_of_a_clause(text: str, heading: str | None) -> None:
    assert run_in_heading(text) == heading


@pytest.mark.parametrize(
    ("line", "behind", "whole"),
    [
        ("NOTICE OF RELEASE", "AND CONSENT TO TRANSFER", True),
        ("Schedule to Licence,", "Support and Service Terms", True),
        ("THIRD CHANGE TO THE", "CARRIAGE AGREEMENT", True),
        ("SUPPLY AGREEMENT", "BETWEEN", True),
        ("Annex A", "ORDER FORM", False),
        ("DEFINITIONS", "Orders", False),
        ("FEES", "Onboarding", False),
    ],
)
def test_a_title_may_go_on_in_the_next_line(line: str, behind: str, whole: bool) -> None:
    assert goes_on(line, behind) is whole


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("SUPPLY AGREEMENT BY AND BETWEEN", "SUPPLY AGREEMENT"),
        ("Work Order between", "Work Order"),
        ("TO", None),
        ("AND", None),
        ("For and on behalf of", "For and on behalf of"),
        ("Indemnity by Seller", "Indemnity by Seller"),
    ],
)
def test_words_that_lead_on_to_names_are_no_part_of_a_title(title: str, kept: str | None) -> None:
    assert without_hanging_words(title) == kept
