"""What the advice does not judge is named with its clauses; what limits a remedy weighs on who has it."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Burden, Document, LabelledClause, Role, Verdict
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.burdens import with_burdens_named
from clauseadvisor.suggesting.naming import words_of
from clauseadvisor.suggesting.unadvised import Side, raised_by, unadvised
from tests.builders import a_clause, hosting_contract

PLAYBOOK = load_playbook()


def neutral(text: str, number: str) -> LabelledClause:
    return a_clause(f"{number} {text}", id=number, subtype=None)


def test_a_lawyer_is_told_which_clauses_to_read() -> None:
    clauses = (
        neutral("The Guarantor shall pay what the tenant fails to pay.", "1"),
        neutral("The liability of the Host shall not exceed 500 in any year.", "2"),
        neutral("To receive a credit the Client must write within seven days.", "3"),
        neutral("The Client shall indemnify the Host against all claims.", "4"),
        neutral("The sign is painted blue.", "5"),
        neutral("No liability of the Host shall exceed 90.", "6"),
    )
    found = {each.id: each.clauses for each in unadvised(clauses, PLAYBOOK)}
    assert found["guarantee"] == ("1",)
    assert found["liability_limit"][0] == "2"
    assert found["claim_window"] == ("3",)
    assert found["indemnity"] == ("4",)
    assert "5" not in {key for keys in found.values() for key in keys}


def test_a_definition_is_not_given_to_the_lawyer() -> None:
    defined = neutral('"Indemnity" means to indemnify against all claims.', "1.4")
    binding = neutral("Otter shall indemnify Heron against all claims.", "9.1")
    (found,) = unadvised((defined, binding), PLAYBOOK)
    assert found.clauses == ("9.1",)


def test_every_topic_says_why_it_matters() -> None:
    for topic in PLAYBOOK.unadvised.values():
        assert topic.why.endswith(".")


def contract(*texts: str) -> tuple[tuple[LabelledClause, ...], Document]:
    clauses = tuple(
        a_clause(text, id=text.split()[0], number=text.split()[0], subtype=None) for text in texts
    )
    document = hosting_contract("\n".join(texts))
    return clauses, document


def told(*texts: str, role: Role = Role.CUSTOMER) -> dict[str, tuple[str, ...]]:
    clauses, document = contract(*texts)
    side = Side(role=role, words=words_of(document, PLAYBOOK.roles))
    return {each.id: each.clauses for each in unadvised(clauses, PLAYBOOK, side)}


EFFORTS = "3.1 The Host shall use commercially reasonable efforts to deliver the work in time."
SHORT = "8.1 The Host warrants each part for sixty (60) days after it was delivered."
WIDE = "10.1 Force majeure means fire, flood, war, energy shortages and whatever else stops work."
AHEAD = "4.1 The Client shall pay 35% of each order as a deposit when it is placed."


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        (EFFORTS, "efforts_alone"),
        (SHORT, "short_warranty"),
        (WIDE, "force_majeure_wide"),
        (AHEAD, "paid_ahead"),
    ],
)
def test_what_weighs_on_one_side_is_told_to_that_side_alone(text: str, matter: str) -> None:
    assert matter in told(text)
    assert matter not in told(text, role=Role.VENDOR)
    clauses, _ = contract(text)
    nobody = {each.id for each in unadvised(clauses, PLAYBOOK)}
    assert matter not in nobody, "without the names of the sides nobody knows whom it weighs on"


def test_a_right_to_hand_the_contract_on_is_told_to_the_side_that_lacks_it() -> None:
    text = "12.4 The Host shall be free to assign this agreement to any third party."
    assert "one_sided_transfer" in told(text)
    assert "one_sided_transfer" not in told(text, role=Role.VENDOR)
    both = "12.4 Either party may assign this agreement to any third party at any time."
    assert "one_sided_transfer" not in told(both)


def test_what_weighs_on_the_other_side_alone_is_not_told_to_ours() -> None:
    clauses, document = contract("9.2 The Host waives all defences and any notice.")
    borne = tuple(dataclasses.replace(each, burden=Burden.VENDOR) for each in clauses)
    words = words_of(document, PLAYBOOK.roles)
    ids = {
        role: {each.id for each in unadvised(borne, PLAYBOOK, Side(role=role, words=words))}
        for role in (Role.CUSTOMER, Role.VENDOR)
    }
    assert "rights_given_up" in ids[Role.VENDOR]
    assert "rights_given_up" not in ids[Role.CUSTOMER]


def test_a_limit_that_indemnities_fall_under_is_told() -> None:
    text = "9.4 The liability of each side, whether or not under its duty to indemnify, is limited to 900."
    assert "limit_over_indemnities" in told(text)
    assert "limit_over_indemnities" not in told(CAP)


def test_slow_payment_is_told_to_whoever_waits_for_the_money() -> None:
    text = "6.1 The Client shall pay within ninety (90) days after receipt of the invoice."
    assert "slow_pay" in told(text, role=Role.VENDOR)
    assert "slow_pay" not in told(text)


def test_the_soft_duty_of_the_client_is_told_to_the_host() -> None:
    text = "3.4 The Client will use reasonable efforts to meet all delivery dates for its content."
    assert "efforts_alone" not in told(text)
    assert "efforts_alone" in told(text, role=Role.VENDOR)


CAP = "9.1 The total liability of each side under this agreement shall not exceed 90,000."


def test_a_duty_that_ends_at_the_limit_of_liability_is_told_where_it_names_that_limit() -> None:
    recall = "8 Subject to Section 9.1, the Host shall bear the whole cost of a recall."
    assert told(CAP, recall)["duty_under_limit"] == ("8",)
    other = "8 Subject to Section 4.2, the Host shall bear the whole cost of a recall."
    assert "duty_under_limit" not in told(CAP, other)
    assert "duty_under_limit" not in told(CAP, recall, role=Role.VENDOR)


COURTS = "20.1 The courts of Leeds have exclusive jurisdiction over this agreement and all of it."
PANEL = "20.2 Each dispute shall be finally settled by binding arbitration in Leeds."


def test_courts_and_arbitration_are_told_where_the_contract_has_both() -> None:
    assert told(COURTS, PANEL)["court_and_arbitration"] == ("20.1", "20.2")
    assert "court_and_arbitration" not in told(COURTS)
    carved = "20.2 Except for urgent relief each dispute shall be settled by binding arbitration."
    assert "court_and_arbitration" not in told(COURTS, carved)


def test_a_joint_body_is_told_where_nothing_helps_it_out_of_a_tie() -> None:
    body = "5.1 The joint steering committee shall approve the budget of each year by March."
    assert "no_tie_break" in told(body)
    way_out = "5.2 Where the committee cannot agree, the chairs decide by lot within a week."
    assert "no_tie_break" not in told(body, way_out)


RATES = "16.5 The Host shall help with the move at the rates in Schedule 2 for half a year."


@pytest.mark.parametrize(
    ("annex", "lacking"),
    [
        ("Monthly fee: 900. Set-up: 4,000.", True),
        ("Monthly fee: 900. Engineer: 95 per hour.", False),
        ("Monthly fee: [***]", False),
    ],
)
def test_rates_are_missed_where_the_annex_that_is_named_for_them_has_none(
    annex: str, lacking: bool
) -> None:
    clause = a_clause(RATES, id="16.5", number="16.5", subtype=None)
    schedule = a_clause(f"Schedule 2\n{annex}", id="s2", number="Schedule 2", subtype=None)
    found = {each.id for each in unadvised((clause, schedule), PLAYBOOK)}
    assert ("rates_not_there" in found) is lacking
    assert "rates_not_there" not in {each.id for each in unadvised((clause,), PLAYBOOK)}


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("1.2 Nothing here obligates the Host to sell any specific capacity.", "no_duty_to_supply"),
        ("1.3 Each order is subject to the Host's written acceptance.", "no_duty_to_supply"),
        ("5.2 The Host may raise its prices at any time on a month's notice.", "prices_move"),
        ("5.3 The Client shall pay within five (5) days after receipt of the invoice.", "fast_pay"),
        ("5.4 All fees that have been paid are non-refundable.", "not_paid_back"),
        (
            "9.3 Force majeure: nobody is liable. This does not relieve the Client of its obligation to pay the fees.",
            "fees_through_stop",
        ),
        ("4.2 The Host may discontinue any features at any time.", "changes_at_will"),
        (
            "5.1 The minimum monthly fee shall not be less than nine thousand pounds (£9,000).",
            "minimum_fee",
        ),
        ("6.1 Transfer of title is subject to full payment of every invoice.", "title_waits"),
        (
            "10.2 Acts of God and failures of public utilities excuse each delay of the Host.",
            "force_majeure_wide",
        ),
    ],
)
def test_what_the_client_pays_for_and_may_not_get_is_told_to_the_client_alone(
    text: str, matter: str
) -> None:
    assert matter in told(text)
    assert matter not in told(text, role=Role.VENDOR)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        (
            "1.3 The Host may reject an order that does not conform to the forecast.",
            "no_duty_to_supply",
        ),
        (
            "5.2 The Host may raise its prices once a year, capped at the change of the index.",
            "prices_move",
        ),
        (
            "5.2 The parties agree to adjust the prices each year in talks of their own.",
            "prices_move",
        ),
        (
            "5.3 The Host shall send each invoice within five days of the end of a month.",
            "fast_pay",
        ),
        ("9.3 Force majeure excuses delay, except for the payment of sums.", "fees_through_stop"),
    ],
)
def test_what_is_bounded_or_shared_is_not_told(text: str, matter: str) -> None:
    assert matter not in told(text)


def test_an_exit_that_waits_for_the_last_order_is_told_unless_orders_have_an_exit() -> None:
    shut = "7.1 Either party may terminate this agreement while no open work order is left."
    assert told(shut)["no_exit_while_open"] == ("7.1",)
    exit_ = "7.2 The Client may terminate any work order at any time with two weeks' notice."
    assert "no_exit_while_open" not in told(shut, exit_)


def test_costs_that_the_loser_bears_are_told_to_both() -> None:
    text = "19 The prevailing party shall be entitled to recover its attorneys' fees and costs."
    assert "loser_pays" in told(text)
    assert "loser_pays" in told(text, role=Role.VENDOR)


@pytest.mark.parametrize(
    "text",
    [
        "4.6 If the Client does not send its objection within this period the report is final and binding.",
        "16.2 Any claim of one side against the other must be commenced within two (2) years.",
        "16.2 No legal action shall be brought by either side unless commenced within a year.",
    ],
)
def test_a_claim_that_ends_with_silence_or_time_is_told(text: str) -> None:
    assert "claim_window" in told(text)


def test_a_breach_of_others_is_told_to_whoever_answers_for_it() -> None:
    text = "2.4 Any breach of this agreement by a user is deemed a breach by the Client."
    assert "answers_for_others" in told(text)
    assert "answers_for_others" not in told(text, role=Role.VENDOR)


EIGHT = "8 Recalls are run by the Host, which bears what they cost."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("9.4 For the purposes of this Section 8 a recall is any call back of goods.", True),
        ("9.4 For the purposes of this Section 9 a recall is any call back of goods.", False),
        ("9.4 For the purposes of Section 8 a recall is any call back of goods.", False),
        ("9.4 For the purposes of this Section 12 a recall is any call back of goods.", False),
        ("9.4 A recall. 8.5 For the purposes of this Section 8 it is any call back.", False),
        ("9.4 For the purposes of this Section 8 of Schedule 2 it is any call back.", False),
    ],
    ids=["another", "own", "of another", "nowhere", "misread", "of a schedule"],
)
def test_a_clause_that_bears_the_number_of_another_is_told(text: str, wrong: bool) -> None:
    assert ("wrong_number" in told(EIGHT, text)) is wrong


def test_a_piece_without_a_number_bears_a_wrong_one_where_it_names_the_letter_above_it() -> None:
    section = a_clause("9 Claims", id="9", number="9", subtype=None)
    point = a_clause("(c) Claims are told at once.", id="c", number="(c)", parent="9", subtype=None)
    eight = a_clause(EIGHT, id="8", number="8", subtype=None)
    piece = a_clause(
        "Whoever pays under this Section 8(c) may join.", id="p", parent="c", subtype=None
    )
    found = {each.id for each in unadvised((eight, section, point, piece), PLAYBOOK)}
    assert "wrong_number" in found
    loose = dataclasses.replace(piece, text="Whoever pays under this Section 8 may join.")
    found = {each.id for each in unadvised((eight, section, point, loose), PLAYBOOK)}
    assert "wrong_number" not in found


def test_what_a_proposal_covers_is_not_told_a_second_time() -> None:
    clauses, document = contract(
        "5.1 Each June the prices of the Host rise by the change in the consumer price index.",
        "3.5 These credits are the sole remedy of the Client where the uptime is missed.",
    )
    proposed = suggest(clauses, document=document, playbook=PLAYBOOK)
    raised = raised_by(proposed)
    assert "3.5" in raised
    words = words_of(document, PLAYBOOK.roles)
    side, unraised = Side(words=words, raised=raised), Side(words=words)
    assert "exclusive_remedy" not in {each.id for each in unadvised(clauses, PLAYBOOK, side)}
    assert "exclusive_remedy" in {each.id for each in unadvised(clauses, PLAYBOOK, unraised)}


def test_a_clause_that_is_told_to_be_kept_is_not_complained_of_too() -> None:
    clauses, document = contract("9.1 The Host shall indemnify the Client against all claims.")
    words = words_of(document, PLAYBOOK.roles)
    assert unadvised(clauses, PLAYBOOK, Side(words=words))
    assert not unadvised(clauses, PLAYBOOK, Side(words=words, spoken_of={"9.1"}))
    recall = contract(CAP, "8 Subject to Section 9.1, the Host shall bear the cost of a recall.")[0]
    told_all_the_same = unadvised(recall, PLAYBOOK, Side(words=words, spoken_of={"8", "9.1"}))
    assert [each.id for each in told_all_the_same] == ["duty_under_limit"]


def named(text: str, subtype: str, burden: Burden) -> tuple[LabelledClause, Document]:
    document = hosting_contract(text)
    clause = a_clause(text, subtype=subtype, burden=burden, burdened_party="Host")
    return with_burdens_named((clause,), document, PLAYBOOK)[0], document


@pytest.mark.parametrize(
    ("text", "subtype", "bearer"),
    [
        ("3.5 This schedule states the sole remedy of the Client for downtime.", "service_credit", Burden.CUSTOMER),
        ("3.3 Credits may not be converted into money.", "service_credit", Burden.CUSTOMER),
        ("2.1 Use of the Software must comply with the manual.", "prescription", Burden.CUSTOMER),
        ("Scheduled Downtime means the nights in which the Host works on it.", "service_credit", Burden.CUSTOMER),
        ("3.1 The Host shall credit 5% of the fee for each month below the level.", "service_credit", Burden.VENDOR),
    ],
    ids=["sole remedy", "no money", "rule of use", "excuse", "the credit itself"],
)  # fmt: skip
def test_what_limits_a_remedy_or_a_use_weighs_on_whoever_is_served(
    text: str, subtype: str, bearer: Burden
) -> None:
    clause, _ = named(text, subtype, Burden.VENDOR)
    assert clause.burden is bearer
    assert clause.burdened_party == ("Client" if bearer is Burden.CUSTOMER else "Host")


def test_a_limit_on_remedies_is_asked_to_end_and_left_as_it_is_by_the_side_that_it_serves() -> None:
    clause, document = named(
        "3.5 This schedule states the sole remedy of the Client for downtime.",
        "service_credit",
        Burden.VENDOR,
    )
    told = {
        role: suggest((clause,), document=document, playbook=PLAYBOOK, role=role)[0]
        for role in (Role.CUSTOMER, Role.VENDOR)
    }
    assert told[Role.CUSTOMER].verdict is Verdict.SOFTEN
    assert "shall not be the only one where" in told[Role.CUSTOMER].proposed_text
    assert not told[Role.VENDOR].open
    assert told[Role.VENDOR].folded
