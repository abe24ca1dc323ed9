"""What kind of deal a contract is, and that no advice speaks of sides or money it does not have."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Burden, Document, Format, LabelledClause, Party, Role, Verdict
from clauseadvisor.errors import PlaybookError
from clauseadvisor.playbook.cue_schema import When
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.burdens import with_burdens_named
from clauseadvisor.suggesting.deals import deal_of, is_sided
from clauseadvisor.suggesting.match import View, holds
from clauseadvisor.suggesting.norms import cover_norms
from tests.builders import a_clause

PLAYBOOK = load_playbook()
INTEREST = "8.2 A bill that is not paid when it is due bears interest at twice the prime rate."
ALONE = "4.1 The Bank may change the list of markets at any time and in its own judgement."


def party(name: str, role: Role = Role.OTHER) -> Party:
    return Party(name=name, role=role, aliases=(name.split()[0],))


OWNERS = tuple(party(f"{name} plc") for name in ("Heron", "Otter", "Badger", "Stoat"))
TWO_SIDES = (party("Heron plc", Role.VENDOR), party("Otter plc", Role.CUSTOMER))


def contract(text: str, parties: tuple[Party, ...]) -> Document:
    return Document(
        name="deal.txt", sha256="0", format=Format.TEXT, pages=None, text=text, parties=parties
    )


def kinds(opening: str, parties: tuple[Party, ...] = TWO_SIDES) -> set[str]:
    return set(deal_of((a_clause(opening),), PLAYBOOK, parties).ids)


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("GUARANTEE OF THE LEASE. Otter (the Guarantor) answers for Heron.", "guarantee"),
        ("ADVISORY AGREEMENT. Otter is an open-end investment company.", "fund"),
        ("SPONSORSHIP AGREEMENT. The Trust is an open-end investment company.", "fund"),
        ("CHARACTER LICENSE AGREEMENT between Heron and Otter", "licence"),
        ("LICENCE AND DEVELOPMENT AGREEMENT between Heron and Otter", "licence"),
        ("CLOUD SERVICE AGREEMENT. The key terms of this Order Form are these.", "order_form"),
        ("FORM OF SERVICING AGREEMENT for the Noteholders", "financing"),
        ("CONSULTING AGREEMENT between Heron and Dr Otter", "personal"),
        ("This paper amends that certain Reseller Agreement of the two.", "amending"),
        ("Heron and Otter now mutually agree to amend that Agreement as follows.", "amending"),
    ],
)
def test_the_kind_of_deal_is_told_by_the_opening(opening: str, kind: str) -> None:
    assert kinds(opening) == {kind}


@pytest.mark.parametrize(
    "opening",
    [
        "OUTSOURCING AGREEMENT between Heron and Otter",
        "LICENSE AND SUPPLY AGREEMENT between Heron and Otter",
        "SOFTWARE LICENSE AND MAINTENANCE AGREEMENT",
        "SERVICES AGREEMENT with a guarantee of uptime",
        "HOSTING AGREEMENT between licensed carriers",
    ],
)
def test_a_supply_or_a_service_is_of_no_special_kind(opening: str) -> None:
    assert kinds(opening) == set()


def test_the_words_that_show_the_kind_are_quoted() -> None:
    head = a_clause("CHARACTER LICENCE AGREEMENT between Heron and Otter")
    (told,) = deal_of((head,), PLAYBOOK, TWO_SIDES).told()
    assert told.title == "A licence"
    assert told.evidence == "CHARACTER LICENCE AGREEMENT"


def test_many_parties_of_no_side_are_a_kind_of_deal_whatever_the_title_says() -> None:
    head = a_clause("CABLE CONSTRUCTION AND MAINTENANCE AGREEMENT")
    (told,) = deal_of((head,), PLAYBOOK, OWNERS).told()
    assert told.id == "many_parties"
    assert told.evidence.startswith("4 parties")
    assert kinds(head.text, OWNERS[:2]) == set()
    one_named = (party("Stork plc", Role.CUSTOMER), *OWNERS)
    assert kinds(head.text, one_named) == {"many_parties"}
    assert kinds(head.text, (*TWO_SIDES, party("Stork plc"))) == set()


@pytest.mark.parametrize(
    ("roles", "sided"),
    [
        ((), True),
        ((Role.VENDOR,), True),
        ((Role.VENDOR, Role.OTHER), True),
        ((Role.VENDOR, Role.CUSTOMER), True),
        ((Role.VENDOR, Role.CUSTOMER, Role.CUSTOMER), True),
        ((Role.OTHER, Role.OTHER), False),
        ((Role.VENDOR, Role.CUSTOMER, Role.OTHER), False),
        ((Role.OTHER,) * 3, False),
    ],
)
def test_there_are_two_sides_or_no_side_is_told(roles: tuple[Role, ...], sided: bool) -> None:
    parties = [party(f"P{n} plc", role) for n, role in enumerate(roles)]
    assert is_sided(parties, PLAYBOOK) is sided


def test_a_guarantor_stands_beside_the_two_sides_and_makes_no_third() -> None:
    guarantor = Party(name="Badger plc", role=Role.OTHER, aliases=("Guarantor",))
    assert is_sided((*TWO_SIDES, guarantor), PLAYBOOK)


def test_an_addition_names_no_two_of_three_parties_as_if_they_were_all() -> None:
    parties = (*TWO_SIDES, party("Badger plc"))
    texts = (
        "5.1 Heron shall credit 2% of the fee for each late run.",
        "5.2 Heron shall credit 3% of the fee for each lost run.",
        "5.3 Heron reports each month on all runs.",
    )
    clauses = [
        a_clause(texts[0], id="c0", subtype="service_credit"),
        a_clause(texts[1], id="c1", subtype="service_credit"),
        a_clause(texts[2], id="c2", subtype="reporting"),
    ]
    found = suggest(clauses, document=contract(" ".join(texts), parties), playbook=PLAYBOOK)
    (warning,) = (each for each in found if each.recipe == "R1")
    assert "As soon as any of the parties becomes aware" in warning.proposed_text
    assert "warn the others" in warning.proposed_text
    assert warning.negotiation.ask.startswith("Propose to all of them")


def test_what_one_of_many_is_let_off_is_not_offered_as_if_there_were_two_sides() -> None:
    clause = a_clause(INTEREST, subtype="late_payment", burden=Burden.CUSTOMER)
    (advice,) = suggest((clause,), document=contract(INTEREST, OWNERS), playbook=PLAYBOOK)
    assert advice.verdict is Verdict.KEEP
    assert advice.open
    assert not advice.proposed_text
    assert "your side" not in advice.rationale
    (between_two,) = suggest((clause,), document=contract(INTEREST, TWO_SIDES), playbook=PLAYBOOK)
    assert between_two.proposed_text
    assert not between_two.open


@pytest.mark.parametrize("role", [Role.VENDOR, Role.CUSTOMER])
def test_who_bears_a_clause_is_told_by_name_where_nobody_is_known_to_be_on_a_side(
    role: Role,
) -> None:
    parties = (party("Otter plc"), party("Bank plc"))
    clause = a_clause(
        ALONE, subtype="unilateral_right", burden=Burden.CUSTOMER, burdened_party="Otter"
    )
    document = contract(ALONE, parties)
    (named,) = with_burdens_named((clause,), document, PLAYBOOK)
    assert named.burden is Burden.UNKNOWN
    (advice,) = suggest((named,), document=document, playbook=PLAYBOOK, role=role)
    assert "It weighs on Otter" in advice.rationale
    assert "your side" not in advice.rationale
    assert "both sides" not in advice.negotiation.ask


def plain(count: int) -> list[LabelledClause]:
    return [a_clause(f"{n}. Words of no weight.", id=f"plain{n}") for n in range(count)]


def test_a_guarantee_is_asked_for_no_forecast_and_no_board() -> None:
    clauses = [a_clause("GUARANTEE OF THE LEASE by Otter"), *plain(40)]
    notes = {each.id: each.note for each in cover_norms(clauses, PLAYBOOK)}
    assert all(notes[norm] for norm in ("R1", "R3", "R6", "R7"))


def test_of_what_a_change_of_another_agreement_lacks_it_is_said_that_it_may_stand_there() -> None:
    paper = a_clause("This paper amends that certain Reseller Agreement of the two.")
    board = next(each for each in cover_norms((paper,), PLAYBOOK) if each.id == "R7")
    assert board.status == "missing"
    assert "may stand there" in (board.note or "")


def test_a_ladder_among_many_goes_to_the_body_of_all_of_them() -> None:
    addition = PLAYBOOK.norms["R3"].addition
    assert addition is not None
    among_many = addition.as_in({"many_parties"})
    assert "each side" not in among_many.wording
    assert "the body in which" in among_many.wording
    assert addition.as_in({"licence"}) is addition


def test_a_condition_on_a_kind_of_deal_that_nobody_defined_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "own.yml"
    own.write_text(
        "signals:\n  - {id: mine, favours: keep, weight: 1, reason: r, when: {kinds: [barter]}}\n",
        encoding="utf-8",
    )
    with pytest.raises(PlaybookError, match="there is no 'barter'"):
        load_playbook(own)


def test_a_condition_holds_for_the_kinds_of_deal_that_it_names() -> None:
    licence, supply = (
        View(words="x", subtype=None, kinds=frozenset(each)) for each in ({"licence"}, set())
    )
    assert holds(When(kinds=("licence", "fund")), licence)
    assert not holds(When(kinds=("licence",)), supply)
    assert holds(When(not_kinds=("licence",)), supply)
    assert not holds(When(not_kinds=("licence",)), licence)
