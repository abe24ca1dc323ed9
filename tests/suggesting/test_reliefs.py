"""What weighs on the own side gets words to ask for, also where the label is neutral."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clauseadvisor.domain import (
    Burden,
    LabelledClause,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.burdens import with_burdens_named
from tests.builders import a_clause, hosting_contract

PLAYBOOK = load_playbook()
LAPSING = "3.3 Service credits lapse when the order ends and may not be converted into cash."
LATE = "3.2 To receive a service credit the Client must write to the Host within six days of the month, otherwise the credit for it is lost."
ONLY = "3.5 These terms are the exclusive remedy of the Client where the uptime is missed."
SILENT = "4.1 If the Client does not reject the work within nine days after it was delivered, the work is deemed accepted."
UNSAID = "4.1 The lack of a written answer of the Client within five days shall be deemed as the batch of goods is accepted."
UNNAMED = "4.5 If the Client does not tell the Host that the panels fail to meet the Specifications, they are deemed accepted."
APPROVED = "4.1 The Client is deemed to have approved the work delivered if it does not reject it within six days."
INDEXED = (
    "5.1 On the first of May the prices of the Host rise by the change in the consumer price index."
)
AT_WILL = "9.2 The Host may terminate this agreement immediately, as it decides in its sole discretion on export rules."
BY_ITSELF = "9.4 This agreement shall terminate automatically if either party is declared bankrupt."
TRAINED = "1.6 Client Content may be used to train the models that are part of the service."
SHOWN = "7.1 The Host may use the Client's name and logo in its marketing as it sees fit."
DELETED = "9.5 When the agreement ends the Host will delete the Client Data within sixty days."
OPEN_PRICE = "2.1 The price of the work will be mutually negotiated and revised every quarter."
OPEN_LEVELS = "2.3 The parties shall agree key performance indicators for the work of the Host."


def neutral(text: str) -> LabelledClause:
    return a_clause(text, subtype=None, burden=Burden.UNKNOWN, number=text.split()[0])


def advised(*clauses: LabelledClause, role: Role = Role.CUSTOMER) -> list[Suggestion]:
    document = hosting_contract("\n".join(each.text for each in clauses))
    found = suggest(clauses, document=document, playbook=PLAYBOOK, role=role)
    return [each for each in found if each.clause_id and each.verdict is not Verdict.KEEP]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (LAPSING, "shall be paid out within [30] days"),
        (LATE, "The Host shall measure the levels itself"),
        (ONLY, "shall not be the only one where"),
        (SILENT, "Silence shall count as acceptance only when"),
        (UNSAID, "Silence shall count as acceptance only when"),
        (UNNAMED, "Silence shall count as acceptance only when"),
        (APPROVED, "Silence shall count as acceptance only when"),
        (INDEXED, "no price shall rise or fall by more than [3] %"),
        (AT_WILL, "shall give Client its grounds in writing"),
        (TRAINED, "The data and content that clause 1.6 names shall be used only to perform"),
        (SHOWN, "only in a form that the Client has approved"),
        (DELETED, "shall let the Client take out its data"),
    ],
)
def test_what_weighs_on_the_customer_is_a_change_to_ask_for_whatever_its_label(
    text: str, asked: str
) -> None:
    clause = neutral(text)
    (found,) = advised(clause)
    assert found.clause_id == clause.id
    assert asked in found.proposed_text
    assert found.proposed_text.startswith(f"Clause {clause.number} ")
    assert "weighs on your side" in found.rationale
    assert not found.concession


@pytest.mark.parametrize(
    "text", [LAPSING, LATE, ONLY, SILENT, INDEXED, AT_WILL, TRAINED, SHOWN, DELETED]
)
def test_the_vendor_does_not_ask_for_what_protects_it_already(text: str) -> None:
    assert advised(neutral(text), role=Role.VENDOR) == []


@pytest.mark.parametrize("text", [BY_ITSELF, OPEN_LEVELS, OPEN_PRICE])
@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.VENDOR])
def test_what_may_hurt_either_side_is_asked_for_by_both(text: str, role: Role) -> None:
    (found,) = advised(neutral(text), role=role)
    assert "weighs on your side" not in found.rationale


def test_a_claim_of_the_vendor_that_a_late_word_takes_away_is_its_own_to_raise() -> None:
    text = "6.3 The Host must submit each claim for extra work within eight days, otherwise it loses its right to be paid."
    assert advised(neutral(text)) == []
    (found,) = advised(neutral(text), role=Role.VENDOR)
    assert "the time for a notice by the host" in found.proposed_text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "5.1 Each May the prices of the Host rise by the consumer price index, by 3 % at most.",
        "5.1 Each May the prices rise by the consumer price index less [***], as the Host works out.",
        "4.1 If the Client does not answer a further notice of the Host, the work is deemed accepted.",
        "2.3 The parties shall agree service levels within thirty days, failing which an expert decides.",
        "2.1 The price of the work is negotiated by both parties each year; failing agreement the old one holds.",
        "9.2 Either party may in its sole discretion terminate this agreement immediately by letter.",
        "3.5 Credits are not the only remedy of the Client where the uptime is missed by the Host.",
    ],
)
def test_nothing_is_asked_for_where_the_clause_has_it_already(text: str) -> None:
    assert advised(neutral(text)) == []


def test_a_copy_is_not_asked_for_where_another_clause_gives_it() -> None:
    copy = neutral("9.6 For thirty days after the end the Client may download its data.")
    assert "9.5" in {each.proposed_text.split()[1] for each in advised(neutral(DELETED))}
    assert advised(neutral(DELETED), copy) == []


def test_the_relief_takes_the_place_of_a_keep() -> None:
    kept = a_clause(
        BY_ITSELF, subtype="default_termination", burden=Burden.BOTH, number="9.4", confidence=0.95
    )
    (found,) = advised(kept)
    assert "The event alone shall not end this" in found.proposed_text


def test_the_same_relief_is_asked_for_once() -> None:
    again = neutral("3.8 A service credit lapses after one year and is then no longer counted.")
    labelled = a_clause(
        LAPSING, subtype="service_credit", burden=Burden.CUSTOMER, number="3.3", confidence=0.9
    )
    assert [each.clause_id for each in advised(again, labelled)] == [labelled.id]


def test_a_neutral_clause_that_relief_is_asked_for_tells_whom_it_weighs_on() -> None:
    clause, other = neutral(INDEXED), neutral("1.1 The Host is a company with its seat in Leeds.")
    document = hosting_contract(f"{clause.text}\n{other.text}")
    named, untouched = with_burdens_named((clause, other), document, PLAYBOOK)
    assert (named.burden, named.burdened_party) == (Burden.CUSTOMER, "Client")
    assert untouched == other


def test_a_label_in_doubt_does_not_say_whom_a_clause_weighs_on_that_relief_is_asked_for() -> None:
    doubtful = a_clause(TRAINED, subtype="confidentiality", burden=Burden.VENDOR, number="1.6")
    doubtful = replace(doubtful, needs_review=True)
    (named,) = with_burdens_named((doubtful,), hosting_contract(TRAINED), PLAYBOOK)
    assert (named.burden, named.burdened_party) == (Burden.CUSTOMER, "Client")


def test_nobody_is_asked_to_hear_or_wait_where_the_law_forbids_to_serve() -> None:
    (by_law,) = advised(neutral(AT_WILL))
    (at_will,) = advised(neutral(AT_WILL.replace(" on export rules", "")))
    for words in ("hear Client", "go no further"):
        assert words not in by_law.proposed_text
        assert words in at_will.proposed_text
    assert "the mildest step" in at_will.title
    assert "the mildest step" not in by_law.title + by_law.negotiation.ask
    assert "repay fees" in by_law.proposed_text


def test_a_claim_has_a_last_day_and_an_exit_that_is_there_is_not_asked_for_again() -> None:
    (late,) = advised(neutral(LATE))
    assert "at the latest [12] months after the fault" in late.proposed_text
    there = neutral(
        "3.4 If the service level is missed in three consecutive months the Client may terminate."
    )
    alone, beside = (
        next(each for each in advised(*clauses) if each.recipe == "W4")
        for clauses in ((neutral(ONLY),), (neutral(ONLY), there))
    )
    assert "[three] of any [six]" in alone.proposed_text
    assert "as often as clause 3.4 says" in beside.proposed_text
    assert "leave" not in beside.negotiation.fallback


def wording(*texts: str) -> str:
    """What is asked for the first of these clauses."""
    found = advised(*map(neutral, texts))
    return next(each.proposed_text for each in found if each.clause_id == neutral(texts[0]).id)


def test_an_end_without_notice_has_its_grounds_by_the_day_of_the_end() -> None:
    text = wording(
        "9.2 The Host may end and terminate this agreement immediately without notice, in its sole discretion."
    )
    assert "at the latest on the day of the end or stop" in text
    assert "with the notice" not in text


def test_its_own_view_alone_is_blamed_only_where_the_wording_answers_it() -> None:
    (by_law,) = advised(neutral(AT_WILL))
    (at_will,) = advised(neutral(AT_WILL.replace("on export rules", "day by day")))
    for each in (by_law, at_will):
        answered = "The grounds shall be reasonable" in each.proposed_text
        assert ("its own view alone" in each.rationale) is answered
    assert "The grounds shall be reasonable" in at_will.proposed_text


FORMULA = "2.1 The price is the average of two published quotations less a discount. The price of the work will be mutually negotiated and revised every quarter."
BODY = "3.1 A joint committee of the Client and the Host shall meet each month and agree the prices for the season."
SOLE = (
    "8.3 The steps of this clause are the sole and exclusive procedure for any dispute of the two."
)


def test_a_formula_goes_on_where_a_number_would_be_frozen() -> None:
    text = wording(FORMULA)
    assert "the last formula shall go on, with its last discount" in text
    assert "the last one shall hold" not in text
    assert "the last one shall hold" in wording(OPEN_PRICE)


@pytest.mark.parametrize(
    ("others", "said", "unsaid"),
    [
        ((), "those who manage", "body"),
        ((BODY,), "the body that has prices under clause 3.1", "those who manage"),
        ((SOLE,), "settled as clause 8.3 says", "expert"),
        ((BODY, SOLE), "clause 3.1, failing which it shall be settled as clause 8.3", "expert"),
    ],
)
@pytest.mark.parametrize("price", [OPEN_PRICE, FORMULA])
def test_a_price_goes_to_whom_the_contract_names_for_it(
    price: str, others: tuple[str, ...], said: str, unsaid: str
) -> None:
    text = wording(price, *others)
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize("text", [BY_ITSELF, OPEN_LEVELS, OPEN_PRICE])
def test_the_partner_is_asked_also_where_both_are_bound(text: str) -> None:
    (found,) = advised(neutral(text))
    assert found.concern is not None
    assert found.concern.question


def test_data_are_called_as_the_contract_calls_them_and_no_clause_takes_the_limit_back() -> None:
    trained = "1.6 Usage Data and Customer Content may be used to train the models of the Host, as Customer Content may be used to improve them."
    free = "1.4 The Host may freely use Usage Data to improve its own products for whatever end."
    assert "(a) Usage Data and Customer Content shall be used only" in wording(trained)
    assert "despite" not in wording(trained)
    assert "Paragraph (a) shall hold despite clause 1.4." in wording(trained, free)


def test_a_copy_may_be_fetched_though_the_right_of_use_has_ended() -> None:
    ended = "9.4 After the end of the agreement the Client will no longer have any right to use the service, and clause 9.5 applies."
    assert "despite" not in wording(DELETED)
    assert "Paragraph (a) shall hold despite clause 9.4." in wording(DELETED, ended)
    (found,) = advised(neutral(DELETED), neutral(ended))
    assert "builds on" not in found.rationale


def test_no_pay_is_offered_for_a_copy_that_is_asked_for_without_charge() -> None:
    (found,) = advised(neutral(DELETED))
    assert "without a charge" in found.proposed_text
    assert found.negotiation is not None
    assert "paid" not in found.negotiation.offer


def test_a_relief_quotes_the_words_that_it_answers() -> None:
    long = f"4.1 The Host tells the Client of each delivery and keeps a list of them. {SILENT[4:]}"
    (asked,) = advised(neutral(long))
    assert asked.ground is not None
    assert "does not reject" in asked.ground.text
    assert "keeps a list" not in asked.ground.text
