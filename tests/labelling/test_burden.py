"""Whom a clause weighs on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Burden, Label, Party, Role
from clauseadvisor.labelling import burden
from clauseadvisor.labelling.burden import find_burden
from clauseadvisor.labelling.facts import find_facts

V, C, B, U = Burden.VENDOR, Burden.CUSTOMER, Burden.BOTH, Burden.UNKNOWN
HERON = Party(name="Heron Corp.", role=Role.VENDOR, aliases=("Heron",))
OTTER = Party(name="Otter LLC", role=Role.CUSTOMER, aliases=("Otter",))
CRANE = Party(name="Crane AG", role=Role.OTHER, aliases=("Crane",))

CASES = [
    ("If Heron fails to deliver, Otter may cancel.", "penalty", "default_termination", V),
    ("If Otter fails to pay, Heron may suspend.", "penalty", "default_termination", C),
    ("Upon a breach by Otter its licence ends.", "penalty", "loss_of_rights", C),
    ("If a level is missed, Otter shall receive a credit.", "penalty", "service_credit", V),
    ("If a level is missed, Heron shall credit 5%.", "penalty", "service_credit", V),
    ("Sums not paid when due shall bear interest.", "penalty", "late_payment", C),
    ("Either party may terminate if the other breaches.", "penalty", "default_termination", B),
    ("If Crane is late, it shall pay damages.", "penalty", "liquidated_damages", U),
    ("The Supplier fails: the Buyer deducts 5%.", "penalty", "deduction", V),
    ("If targets are met, Otter shall pay a bonus.", "incentive", "performance_bonus", C),
    ("If targets are met, Heron shall receive a bonus.", "incentive", "performance_bonus", C),
    ("If Otter buys 500 units, Heron grants a rebate of 2%.", "incentive", "rebate", V),
    ("Heron shall pay Otter 5% of the fees for each late day.", "penalty", "late_payment", V),
    ("Otter shall pay Heron a late charge.", "penalty", "late_payment", C),
    ("Sums not received by Heron when due bear interest.", "penalty", "late_payment", C),
    (
        "If Otter ends this agreement for any reason other than Heron's breach, "
        "it shall pay Heron an exit fee.",
        "penalty",
        "shortfall",
        C,
    ),
    ("Any credit is added to Otter's account.", "penalty", "service_credit", V),
    ("Savings are shared between the parties.", "incentive", "gain_share", B),
    ("If targets are met, Crane shall pay a bonus.", "incentive", "performance_bonus", C),
    ("All content will be as approved by Otter.", "control", "consent", V),
    ("Heron shall not assign this Agreement.", "control", "consent", V),
    ("Otter may audit the books at any time.", "control", "audit", V),
    ("Heron may change its prices at will.", "control", "unilateral_right", C),
    ("Neither party shall disclose secrets.", "control", "confidentiality", B),
    (
        "Where Otter finds that meals fall short, the weekly payment is cut by 4%.",
        "penalty",
        "service_credit",
        V,
    ),
    (
        "If accuracy, as tested by Otter, is under 95%, the fee is cut by $90.",
        "penalty",
        "deduction",
        V,
    ),
    (
        "If this agreement is terminated by Otter due to a default by Heron, damages are owed.",
        "penalty",
        "liquidated_damages",
        V,
    ),
    ("If Heron's fill rate drops under 80%, first call ends.", "penalty", "loss_of_rights", V),
    ("If it is late, damages are owed.", "penalty", "liquidated_damages", V),
    ("If the Optician leaves, it repays the grant.", "penalty", "clawback", V),
    ("Otter shall not unreasonably withhold its approval.", "control", "consent", V),
    ("Users must first agree to the terms.", "control", "prescription", V),
    ("Any saving is divided between Heron and Otter.", "incentive", "gain_share", B),
    ("Heron or Otter may end this agreement at any time.", "control", "unilateral_right", B),
    (
        "If the balance is above zero Heron shall pay half of it to Otter; if it is below, Otter shall pay half to Heron.",
        "incentive",
        "gain_share",
        B,
    ),
    ("If traffic grows by 30%, an award is sought.", "incentive", "other_incentive", C),
    ("If Heron's scorecard is Gold, a year is added.", "incentive", "earned_extension", C),
    ("A receiver is appointed for Otter: Heron may end it.", "penalty", "default_termination", C),
    ("Damages kept are released to it if it catches up.", "incentive", "earn_back", C),
    ("If a claim arises, Otter hereby agrees to indemnify Crane.", "penalty", "other_penalty", C),
    ("The Recipient Party shall keep it secret.", "control", "confidentiality", B),
    ("The parties shall meet monthly.", "trust", "joint_governance", B),
    ("This deed is governed by English law.", "neutral", None, U),
    (
        "If Heron fails to ship, or delays shipping, goods ordered by Otter, damages are due.",
        "penalty",
        "other_penalty",
        V,
    ),
    (
        "Any delay from the due date shall entitle Otter to damages.",
        "penalty",
        "liquidated_damages",
        V,
    ),
    ("Otter may recover what Heron shall not be entitled to keep.", "penalty", "clawback", V),
    (
        "If Heron is not then in material default and Otter is in breach, this agreement may end.",
        "penalty",
        "default_termination",
        C,
    ),
    (
        "It may end on ten days' notice to Heron if the licence is withdrawn.",
        "penalty",
        "other_penalty",
        V,
    ),
    ("On a second late run Heron falls to the foot of the list.", "penalty", "other_penalty", V),
    ("If Crane fails to pay the fee, the agreement ends.", "penalty", "default_termination", C),
    (
        "If Crane fails to deliver the goods, the agreement ends.",
        "penalty",
        "default_termination",
        V,
    ),
    (
        "If Crane fails to keep the name clean, the agreement ends.",
        "penalty",
        "default_termination",
        U,
    ),
    (
        "Overdue sums bear interest, and the owing party bears the cost of collection.",
        "penalty",
        "late_payment",
        B,
    ),
    ("If a test is failed, a third party may repair it.", "penalty", "step_in", V),
    ("If Otter refers a buyer, Crane shall pay Otter a fee.", "incentive", "commission", V),
    (
        "Should ten runs be clean, the route is added until 2036.",
        "incentive",
        "earned_extension",
        C,
    ),
    (
        "Heron shall receive a third of the saving and Otter shall retain the rest.",
        "incentive",
        "gain_share",
        B,
    ),
    ("Heron may subcontract parts, provided that it stays liable.", "control", "prescription", V),
    ("Heron has no right to run contests.", "control", "consent", V),
    ("This agreement may be terminated by Otter at will.", "control", "unilateral_right", V),
    ("Heron expressly reserves the right to raise its rates.", "control", "unilateral_right", C),
    (
        "Otter shall use reasonable efforts to sell ten units, in Otter's sole discretion.",
        "control",
        "service_level",
        C,
    ),
    ("The cost of the audit shall be borne by Heron.", "control", "audit", V),
    ("disclose the plans to others than employees of Otter", "control", "confidentiality", C),
    ("Otter and its affiliates shall not resell the goods.", "control", "prescription", C),
    ("Neither Otter nor any of its owners shall divert trade.", "control", "exclusivity", C),
    (
        "Heron, at its sole cost, will keep cover; proof is sent to Otter on request.",
        "control",
        "prescription",
        V,
    ),
    ("Otter will be provided with the papers on request.", "control", "audit", V),
    ("Otter shall define which users count.", "control", "unilateral_right", V),
    ("The samples given by Otter shall be used only by Heron.", "control", "use_restriction", V),
    (
        "This agreement may be ended, and is terminable without any fee by either party.",
        "control",
        "unilateral_right",
        B,
    ),
    ("The fee may be raised or lowered by the funds and/or Otter.", "control", "other_control", V),
    ("make no sale of Otter Information to anyone", "control", "confidentiality", V),
    ("use the other party's secrets for this work only", "control", "confidentiality", B),
    ("Heron acknowledges that the code is secret.", "control", "confidentiality", V),
    ("Heron and Otter agree to keep it secret.", "control", "confidentiality", B),
    ("Each party shall guard the Otter Information.", "control", "confidentiality", B),
    ("Otter shall be permitted to look into the books.", "control", "audit", V),
    ("All use of the mark by Otter shall bear a notice.", "control", "prescription", C),
    (
        "Either party may end it where the other party breaches it. Otter may also end it if "
        "Heron is declared insolvent.",
        "penalty",
        "default_termination",
        B,
    ),
    ("It may be terminated by a party without notice.", "penalty", "default_termination", B),
    (
        "Heron shall have the sole option to leave if no fee is received.",
        "penalty",
        "default_termination",
        C,
    ),
    (
        "Heron shall have the right, but need not, to end this licence if:",
        "penalty",
        "default_termination",
        C,
    ),
    (
        "Crane may end this licence if Otter: (i) becomes insolvent or (ii) moves.",
        "penalty",
        "default_termination",
        C,
    ),
    (
        "If Heron, for any reason, fails to ship the batch, it is bought elsewhere.",
        "penalty",
        "other_penalty",
        V,
    ),
    ("If an order is changed, in no case shall Otter pay twice.", "penalty", "shortfall", C),
    ("Unless 90 seats are taken, we will bill the rest.", "penalty", "shortfall", C),
    ("For each sale so made Crane shall pay a commission.", "incentive", "commission", U),
    ("Of any fuel saved, Heron keeps 60%.", "incentive", "gain_share", C),
    (
        "Heron or Otter may end this agreement at any time. Otter gives 60 days' notice.",
        "control",
        "unilateral_right",
        B,
    ),
    ("Neither Heron nor Otter shall hire the staff of its rivals.", "control", "exclusivity", B),
    (
        "Each party agrees to carry cover. Heron shall also see that its helpers carry cover.",
        "control",
        "prescription",
        B,
    ),
    (
        "Papers of either party that the other holds are returned. Heron shall ship what is paid.",
        "control",
        "confidentiality",
        B,
    ),
    ("A use that seems unfit, at Otter's discretion, is ended.", "control", "unilateral_right", V),
    (
        "If a breach of the head lease by Heron is due to Otter's delay, Otter shall be liable to "
        "Heron for the loss.",
        "penalty",
        "other_penalty",
        C,
    ),
    (
        "Sums that stay unpaid are a breach, and the party due them may sue.",
        "penalty",
        "other_penalty",
        B,
    ),
]


@pytest.mark.parametrize(("text", "label", "subtype", "expected"), CASES)
def test_the_burden_falls_on_the_right_side(
    text: str, label: str, subtype: str | None, expected: Burden
) -> None:
    kind = Label(label)
    facts = find_facts(text, label=kind, subtype=subtype)
    burden, words = find_burden(
        text, label=kind, subtype=subtype, facts=facts, parties=(HERON, OTTER, CRANE)
    )
    assert burden is expected
    assert words is None or words.lower() in text.lower()


def test_a_party_of_unknown_side_is_named_all_the_same() -> None:
    text = "If Crane is late, it shall pay damages."
    facts = find_facts(text, label=Label.PENALTY, subtype="liquidated_damages")
    assert find_burden(
        text, label=Label.PENALTY, subtype="liquidated_damages", facts=facts, parties=(CRANE,)
    ) == (Burden.UNKNOWN, "Crane")


def test_a_deduction_tells_that_the_one_who_loses_money_is_paid() -> None:
    text = "If Crane is late, sums payable to Crane are reduced."
    facts = find_facts(text, label=Label.PENALTY, subtype="deduction")
    assert find_burden(
        text, label=Label.PENALTY, subtype="deduction", facts=facts, parties=(CRANE,)
    ) == (Burden.VENDOR, "Crane")


@pytest.mark.parametrize(
    ("text", "label", "subtype", "words"),
    [
        ("If Heron fails to deliver, Otter may cancel.", "penalty", "default_termination", "Heron"),
        ("Otter may audit the books of Heron.", "control", "audit", "Heron"),
        ("Otter may audit the books at any time.", "control", "audit", None),
        ("Heron shall not assign it without Otter's consent.", "control", "consent", "Heron"),
    ],
)
def test_the_words_are_those_of_the_burdened_party(
    text: str, label: str, subtype: str, words: str | None
) -> None:
    kind = Label(label)
    facts = find_facts(text, label=kind, subtype=subtype)
    parties = (HERON, OTTER)
    burden, found = find_burden(text, label=kind, subtype=subtype, facts=facts, parties=parties)
    assert (burden, found) == (Burden.VENDOR, words)


def test_a_party_addressed_as_you_is_the_one_that_a_role_word_defines() -> None:
    parties = (
        Party(name="Heron Corp.", role=Role.CUSTOMER, aliases=("Company",)),
        Party(name="Ann Reed", role=Role.VENDOR, aliases=("Employee",)),
    )
    text = "If you are not available, you will forfeit your salary."
    facts = find_facts(text, label=Label.PENALTY, subtype="clawback")
    burden, _ = find_burden(
        text, label=Label.PENALTY, subtype="clawback", facts=facts, parties=parties
    )
    assert burden is Burden.VENDOR


def test_terms_that_name_nobody_are_those_of_whoever_serves_you() -> None:
    text = "We may put up the prices on any renewal date."
    facts = find_facts(text, label=Label.CONTROL, subtype="unilateral_right")
    burden, _ = find_burden(
        text, label=Label.CONTROL, subtype="unilateral_right", facts=facts, parties=()
    )
    assert burden is Burden.CUSTOMER


def test_a_reward_for_you_is_owed_by_whoever_buys() -> None:
    text = "You bring us a client and you get 12% of what they pay us."
    facts = find_facts(text, label=Label.INCENTIVE, subtype="commission")
    burden, _ = find_burden(
        text, label=Label.INCENTIVE, subtype="commission", facts=facts, parties=()
    )
    assert burden is Burden.CUSTOMER


def test_a_name_that_all_parties_share_means_either_of_them() -> None:
    parties = (
        Party(name="Heron Corp.", role=Role.OTHER, aliases=("Heron", "Member")),
        Party(name="Otter LLC", role=Role.OTHER, aliases=("Otter", "Member")),
    )
    text = "Each Member shall make good any loss that its breach brings about."
    facts = find_facts(text, label=Label.PENALTY, subtype="other_penalty")
    assert (
        find_burden(
            text, label=Label.PENALTY, subtype="other_penalty", facts=facts, parties=parties
        )[0]
        is Burden.BOTH
    )


def test_a_part_in_small_letters_is_no_party_where_all_are_defined() -> None:
    text = "Where any advisor discloses it, the party disclosing it shall be liable."
    facts = find_facts(text, label=Label.CONTROL, subtype="confidentiality")
    burden, _ = find_burden(
        text, label=Label.CONTROL, subtype="confidentiality", facts=facts, parties=(HERON, OTTER)
    )
    assert burden is Burden.BOTH


def test_a_user_who_turns_the_roles_turns_the_burden() -> None:
    text = "If Heron fails to deliver, Otter may cancel."
    facts = find_facts(text, label=Label.PENALTY, subtype="default_termination")
    turned = (Party(name="Heron", role=Role.CUSTOMER), Party(name="Otter", role=Role.VENDOR))
    burden, _ = find_burden(
        text, label=Label.PENALTY, subtype="default_termination", facts=facts, parties=turned
    )
    assert burden is Burden.CUSTOMER


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("Heron may hire helpers only with Otter's prior permission.", V, "Heron"),
        (
            "Heron may hire helpers only with Otter’s permission. However, Heron may use its own "
            "staff abroad without Otter's prior permission.",
            V,
            "Heron",
        ),
        ("Changes requested by Otter must be approved by Heron.", C, "Otter"),
        ("Helpers may be used only if authorised in advance by Otter.", V, None),
        ("Otter may assign its rights with the permission of Heron.", C, "Otter"),
        ("Heron may assign with Otter's consent, which Otter may refuse.", V, "Heron"),
        (
            "Heron shall not assign it without Otter's consent, but Otter may assign it without "
            "the consent of Heron.",
            V,
            "Heron",
        ),
    ],
)
def test_a_consent_weighs_on_the_side_that_must_ask_for_it(
    text: str, expected: Burden, words: str | None
) -> None:
    facts = find_facts(text, label=Label.CONTROL, subtype="consent")
    assert find_burden(
        text, label=Label.CONTROL, subtype="consent", facts=facts, parties=(HERON, OTTER)
    ) == (expected, words)


@pytest.mark.parametrize(
    "text",
    [
        "Heron agrees not to alter the goods without Otter's consent. Otter agrees not to alter "
        "them without Heron’s prior written consent.",
        "Neither Heron nor Otter may assign this Agreement without the consent of the other.",
        "Neither Otter nor Heron shall assign this Agreement without the other's consent.",
        "Both Heron and Otter shall obtain the approval of the other before a press release.",
        "Neither party may assign without the prior written consent of the other party.",
        "This Agreement shall be assignable by either party only with the consent in writing of "
        "the other party. However, Heron shall be free to assign it to any affiliate.",
    ],
)
def test_a_consent_that_either_side_must_ask_for_weighs_on_both(text: str) -> None:
    facts = find_facts(text, label=Label.CONTROL, subtype="consent")
    burden, _ = find_burden(
        text, label=Label.CONTROL, subtype="consent", facts=facts, parties=(HERON, OTTER)
    )
    assert burden is Burden.BOTH


NAMES = ("buyer group", "heron", "heron  nest", "the heron", "such party a", "supplier co", "a")
SPOKEN = (
    *NAMES,
    "heron\n nest",
    "the",
    "any",
    "such",
    "third",
    "third-",
    "party",
    "buyer",
    "paid",
    ",",
)


@given(names=st.sets(st.sampled_from(NAMES)), words=st.lists(st.sampled_from(SPOKEN), max_size=9))
def test_names_and_role_words_are_found_as_by_one_pattern_for_all(
    names: set[str], words: list[str]
) -> None:
    parties = [Party(name=name, role=Role.VENDOR) for name in sorted(names)]
    sides = burden._Sides(parties, rewarding=True)
    together = re.compile(burden._party_pattern(burden._role_words() | set(sides._roles)))
    text = " ".join(words)
    assert [(found.span(), found["party"]) for found in sides._spoken(text)] == [
        (found.span(), found["party"]) for found in together.finditer(text)
    ]


@pytest.mark.parametrize(
    ("text", "label", "subtype", "expected"),
    [
        # A right to use that is bound by "only" binds the one who has it.
        ("Heron may use Otter's logo only as the manual says.", "control", "use_restriction", V),
        ("Otter may end this Agreement only in spring.", "control", "unilateral_right", V),
        # A disclaimer weighs on the side that is left alone, a look on the one whose thing is looked at.
        (
            "Heron shall not have any duty to watch the gates of Otter.",
            "control",
            "prescription",
            C,
        ),
        ("Each van is subject to inspection by Otter before it is loaded.", "control", "audit", V),
        # Who has to mend what was found is bound, and not who finds it.
        (
            "If Otter finds a fault in the plant, Otter will give notice to Heron, and Heron shall "
            "promptly take all reasonable steps to correct it.",
            "control",
            "reporting",
            V,
        ),
        # No leave is asked for what has been approved.
        (
            "Otter agrees to take from Heron all goods that meet the Specifications approved by Otter.",
            "control",
            "consent",
            C,
        ),
        # A term of either side's people tells no side.
        (
            "Any breach of this Section by a Listed Person will oblige the return of what was paid.",
            "penalty",
            "clawback",
            U,
        ),
        (
            "Otter has a duty to hire the staff of Heron. For a year neither Party hereto (nor its "
            "affiliates) will solicit the staff of the other.",
            "control",
            "exclusivity",
            B,
        ),
        # A word for a role within a title is nobody.
        (
            "All members keep the Executive Share Ownership Policy and tell Crane of each sale.",
            "control",
            "other_control",
            U,
        ),
    ],
)
def test_the_side_is_the_one_that_the_clause_binds(
    text: str, label: str, subtype: str, expected: Burden
) -> None:
    kind = Label(label)
    facts = find_facts(text, label=kind, subtype=subtype)
    parties = (HERON, OTTER, CRANE)
    found = find_burden(text, label=kind, subtype=subtype, facts=facts, parties=parties)
    assert found[0] is expected
    assert found[1] is None or "Executive" not in found[1]
