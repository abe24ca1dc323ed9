"""Parties, their other names and their sides, in openings of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauseadvisor.domain import Document, Format, Party, Role
from clauseadvisor.labelling.parties import assign_roles, find_parties


def read(text: str) -> tuple[Party, ...]:
    document = Document(name="a", sha256="", format=Format.TEXT, pages=None, text=text)
    return find_parties(document, ())


V, C, O = Role.VENDOR, Role.CUSTOMER, Role.OTHER  # noqa: E741

OPENINGS = [
    (
        'This Agreement is made by and between Blue Crane, Inc., a Texas corporation ("Supplier"), '
        'and Elm Hotels Ltd., with its offices at 4 Quay Road ("Buyer"). WHEREAS it is.',
        [("Blue Crane, Inc.", V, ("Supplier",)), ("Elm Hotels Ltd.", C, ("Buyer",))],
    ),
    (
        "THIS CONTRACT between: (1) OAK LABS LIMITED, a company registered in England and Wales "
        '(the "Client"); and (2) FERN & SONS PLC (the "Contractor") BACKGROUND It is so.',
        [("OAK LABS LIMITED", C, ("Client",)), ("FERN & SONS PLC", V, ("Contractor",))],
    ),
    (
        'This lease is between rivet.io, inc., a Delaware corporation ("Rivet" or the "Vendor"), and '
        'Birch Bank ("Birch", the "Customer" and together with Rivet the "Parties").',
        [("rivet.io, inc.", V, ("Rivet", "Vendor")), ("Birch Bank", C, ("Birch", "Customer"))],
    ),
    (
        "Cooperation Agreement. Party A: Lotus Trading Co., Ltd. Address: 5 Long Street Party B: "
        "Pine Software Co., Ltd. Address: 9 Short Street. Party A shall pay the fees. Party A agrees "
        "to pay bonuses. Party B shall provide the services. Party B shall maintain the system.",
        [
            ("Lotus Trading Co., Ltd.", C, ("Party A", "Lotus")),
            ("Pine Software Co., Ltd.", V, ("Party B",)),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_an_opening_names_parties_aliases_and_sides(
    text: str, expected: list[tuple[str, Role, tuple[str, ...]]]
) -> None:
    found = [(each.name, each.role) for each in read(text)]
    assert found == [(name, role) for name, role, _ in expected]
    for party, (_, _, aliases) in zip(read(text), expected, strict=True):
        assert set(party.aliases) <= set(aliases) or set(aliases) <= set(party.aliases)


def test_where_names_are_silent_duties_decide() -> None:
    text = (
        'Agreement by and between Heron Corp. ("Heron") and Otter LLC ("Otter"). WHEREAS Heron '
        "desires to engage Otter. Otter shall provide the services. Heron shall pay Otter monthly. "
        "Otter shall invoice Heron. Amounts payable by Heron are in euro."
    )
    heron, otter = read(text)
    assert (heron.role, otter.role) == (Role.CUSTOMER, Role.VENDOR)


def test_where_nothing_tells_the_side_is_open() -> None:
    text = 'Alliance between Heron Corp. ("Heron") and Otter LLC ("Otter"). WHEREAS both fish.'
    assert [each.role for each in read(text)] == [Role.OTHER, Role.OTHER]


def test_a_single_role_word_puts_the_other_party_opposite() -> None:
    text = 'Agreement between Heron Corp. ("Heron") and Otter LLC (the "Licensee"). WHEREAS so.'
    assert [each.role for each in read(text)] == [Role.VENDOR, Role.CUSTOMER]


def test_defined_terms_that_name_no_party_are_left_out() -> None:
    text = (
        'This Agreement (the "Agreement"), dated 1 May 2024 (the "Effective Date"), is between '
        'Heron Corp. (the "Supplier") and Otter LLC (the "Buyer"). WHEREAS so.'
    )
    assert [each.aliases[0] for each in read(text)] == ["Supplier", "Buyer"]


def test_a_cover_page_gives_way_to_the_opening_that_defines_terms() -> None:
    text = (
        "SUPPLY AGREEMENT by and between HERON CORP. and OTTER LLC dated 1 May 2024 "
        'THIS AGREEMENT is between Heron Corp. (the "Supplier") and Otter LLC (the "Buyer"). WHEREAS'
    )
    assert [each.role for each in read(text)] == [Role.VENDOR, Role.CUSTOMER]


@pytest.mark.parametrize("text", ["", "Terms of use. You may use the site between 8 and 9."])
def test_no_party_is_invented(text: str) -> None:
    assert read(text) == ()


def test_a_user_may_set_a_role_by_name_or_alias() -> None:
    parties = (Party(name="Heron Corp.", role=O, aliases=("Heron",)), Party(name="Otter", role=O))
    heron, otter = assign_roles(parties, {"heron": V, "OTTER": C})
    assert (heron.role, otter.role) == (V, C)


def test_a_user_may_leave_off_the_end_of_a_name_that_is_the_only_such_one() -> None:
    names = ("Heron Hosts, Inc.", "Otter Ltd", "Otter Bay Ltd")
    parties = tuple(Party(name=name, role=O) for name in names)
    assert [each.role for each in assign_roles(parties, {"Heron hosts": V})] == [V, O, O]
    either = assign_roles(parties, {"Otter": C})  # which of the two cannot be told
    assert [each.role for each in either] == [O, O, O, C]
    inside = assign_roles(parties, {"Her": C})
    assert [each.role for each in inside] == [O, O, O, C]


def test_a_user_may_name_a_party_that_was_not_found() -> None:
    assert assign_roles((), {"Heron": V}) == (Party(name="Heron", role=V),)


@given(st.text(max_size=500))
def test_any_text_can_be_read_for_parties(text: str) -> None:
    for party in read("between " + text):
        assert party.name.strip()


def test_of_two_sides_named_alike_the_weaker_word_yields() -> None:
    text = (
        'This charter is made between Grebe Marine Ltd. ("Owner") and Plover Fuels Inc. '
        '("Charterer"). The vessel is let for a year.'
    )
    assert [each.role for each in read(text)] == [V, C]


def test_party_a_is_served_by_party_b_unless_their_duties_say_clearly_otherwise() -> None:
    opening = "Party A: Heron Lines Ltd. Party B: Otter Freight Ltd. "
    mixed = "Party B shall pay the deposit. Party B shall provide the vans. "
    assert [each.role for each in read(opening + 3 * mixed)] == [C, V]
    told = "Party B shall pay the fee. Party A shall provide the services. "
    assert [each.role for each in read(opening + 3 * told)] == [V, C]


def test_whoever_acts_as_agent_is_paid_by_the_one_it_acts_for() -> None:
    text = (
        'Power of attorney. BIRCH MANAGEMENT COMPANY, an Iowa trust ("Adviser"), appoints by and between '
        'BIRCH MANAGEMENT COMPANY ("Adviser") and BIRCH SERVICE COMPANY ("BISC"). WHEREAS BISC acts. '
        "All papers are signed by BISC acting as agent for the Adviser. BISC in its capacity as "
        "attorney-in-fact for the Adviser may sign. Adviser hereby appoints BISC."
    )
    assert {each.aliases[0]: each.role for each in read(text)} == {"Adviser": C, "BISC": V}


def test_a_second_paper_of_the_file_may_call_a_party_by_its_part() -> None:
    text = (
        'This Amendment is made by and between ELM, Inc. ("ELM") and Heron Micro ("Reseller"). The '
        "parties agree.\nBy: Jo\nTHIS AMENDMENT is made by and between HERON MICRO INC. "
        '("Heron") and ELM, INC. ("Vendor"), who met (the "Meeting"). The parties agree.'
    )
    found = {each.name: each for each in read(text)}
    heron = next(party for name, party in found.items() if name.casefold().startswith("heron"))
    assert {"Heron", "Reseller"} <= set(heron.aliases)
    assert all("Meeting" not in party.aliases for party in found.values())


def test_the_name_of_a_state_is_no_short_name_of_a_company() -> None:
    text = (
        'This Agreement is between Arkansas Pipeline Company ("Transporter") and Otter Gas Ltd. '
        f'("Shipper"). WHEREAS it is so. {"The law of Arkansas applies. " * 9}'
    )
    assert "Arkansas" not in read(text)[0].aliases


def test_who_signs_twice_is_one_party() -> None:
    names = ["Heron Exchange", "Elm Telecom Ltd.", "Heron Exchange Inc.", "Otter Cable AB"]
    text = "CABLE AGREEMENT\n\n" + "\n".join(f"For and on behalf of\n{name}\n" for name in names)
    assert [party.name for party in read(text)] == [
        "Heron Exchange Inc.",
        "Elm Telecom Ltd.",
        "Otter Cable AB",
    ]


def test_a_trust_is_named_with_the_year_of_its_series_and_a_party_has_several_capacities() -> None:
    text = (
        "SERVICING AGREEMENT, dated as of May 2, 2021, among HERON OWNER TRUST 2021-B, a Delaware "
        "statutory trust, as issuer (the “Issuer”), HERON ABS LLC, a Delaware limited liability "
        "company, as depositor (the “Depositor”), and Otter Partnership, a Delaware general "
        "partnership (“Otter”), as servicer (in such capacity, the “Servicer”) and as custodian (in "
        "such capacity, the “Custodian”).\nBACKGROUND\nIt is so."
    )
    assert [(each.name, each.aliases) for each in read(text)] == [
        ("HERON OWNER TRUST 2021-B", ("Issuer",)),
        ("HERON ABS LLC", ("Depositor",)),
        ("Otter Partnership", ("Otter", "Servicer", "Custodian")),
    ]


def test_whoever_agrees_is_a_party_though_the_place_for_the_name_is_blank() -> None:
    text = (
        "As an inducement to Heron Kiosks, Inc. (“Franchisor”) to enter into a Franchise Agreement "
        "with ____________ (“Franchisee”), ________________ (“Sureties”), jointly and severally "
        "agree as follows: Sureties shall pay all that Franchisee owes to Franchisor."
    )
    assert [each.name for each in read(text)] == ["Heron Kiosks, Inc.", "Sureties"]


FORM = (
    "SUB-RESELLER FORM\nReseller Full Legal Name: Otter Sales, a company with offices at 5 Long Street\n"
    "This Form is made by and between heron.com, inc., a Delaware corporation (“Heron”), and the "
    "Reseller named above, and amends the agreement of last year. WHEREAS it is so. "
)
TERMS = "Reseller shall pay the fees to Heron. Reseller will report to Heron. Reseller must pay in time. "


def test_a_form_gives_the_name_of_whoever_it_calls_by_the_part() -> None:
    text = FORM + TERMS * 12 + "Heron appoints SUB-SELLER (“Sub-Seller”) as one more seller."
    assert [(each.name, each.aliases) for each in read(text)] == [
        ("heron.com, inc.", ("Heron",)),
        ("Otter Sales", ("Reseller",)),
    ]


def test_a_person_who_signs_beside_companies_is_a_party_too() -> None:
    signed = "\nBy: /s/ Ann Roe\nName: Ann Roe\nTitle: Clerk\n"
    text = (
        "The undersigned agree to file together, and each bears its own costs.\nHERON ONE L.P."
        f"{signed}HERON TWO L.P.{signed}/s/ Bertram Heron\nBertram Heron\n"
    )
    assert [each.name for each in read(text)] == [
        "HERON ONE L.P.",
        "HERON TWO L.P.",
        "Bertram Heron",
    ]


LETTER = (
    "Hosting Agreement\nThis is a hosting agreement between Otter.example and heron hosts. It runs for a "
    "year.\nThe fee is 100 a month.\nSigned: Otter.example, Heron Hosts."
)


def test_whoever_writes_on_its_own_paper_offers_the_service() -> None:
    head = "5 Long Street 555.010.9988 Quay Town mail@heron.example heron hosts\n"
    assert [each.role for each in read(head + LETTER)] == [C, V]
    assert [each.role for each in read(LETTER)] == [O, O]
    assert [each.role for each in read("5 Long Street heron hosts\n" + LETTER)] == [O, O]
