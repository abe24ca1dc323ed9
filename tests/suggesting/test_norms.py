"""Which norms a contract supports, supports by half or lacks."""

from __future__ import annotations

import dataclasses
import re

import pytest

from clauseadvisor.domain import (
    Burden,
    Document,
    Format,
    Label,
    LabelledClause,
    NormStatus,
    Party,
    ReadingWarning,
    Role,
    Suggestion,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.norm_schema import Norm
from clauseadvisor.playbook.recipe_schema import Recipe
from clauseadvisor.suggesting import suggest
from clauseadvisor.suggesting.deals import deal_of
from clauseadvisor.suggesting.norms import (
    cover_norms,
    importance_of,
    missing_norms,
    place_for,
    with_named,
)
from tests.builders import a_clause, a_contract

PLAYBOOK = load_playbook()


def status_of(norm: str, *clauses: LabelledClause) -> NormStatus:
    return next(each for each in cover_norms(clauses, PLAYBOOK) if each.id == norm)


@pytest.mark.parametrize(
    ("norm", "text", "subtype", "status"),
    [
        ("R1", "Each side warns the other of trouble and both act.", "early_warning", "supported"),
        ("R1", "The supplier shall promptly notify the buyer of any delay.", "reporting", "partly"),
        (
            "R1",
            "If the maker learns of facts that may lead to delays it shall notify the buyer as soon as it reasonably can.",
            "service_level",
            "partly",
        ),
        ("R1", "The supplier reports its stock.", "reporting", "missing"),
        (
            "R2",
            "The buyer rates the maker and the parties shall agree corrective actions.",
            "joint_governance",
            "partly",
        ),
        ("R2", "The parties shall agree a recovery plan in ten days.", "other_trust", "supported"),
        ("R2", "The vendor shall submit a corrective action plan.", "reporting", "partly"),
        (
            "R3",
            "Disputes go to senior executives who shall settle them.",
            "amicable_resolution",
            "supported",
        ),
        ("R4", "The parties work open book.", "transparency", "supported"),
        ("R4", "The buyer may inspect the books.", "audit", "missing"),
        ("R4", "The maker passes on what the authority writes to it.", "transparency", "missing"),
        ("R4", "Each gives word of what it files with the office.", "transparency", "missing"),
        ("R4", "The maker shows its plans for the line.", "transparency", "partly"),
        ("R5", "If costs rise the parties may talk about the price.", "adaptation", "partly"),
        (
            "R5",
            "If costs rise the parties talk; if they do not agree within 30 days an expert decides.",
            "adaptation",
            "supported",
        ),
        ("R6", "The parties plan volumes together.", "joint_planning", "supported"),
        ("R7", "A steering group of both meets each quarter.", "joint_governance", "supported"),
        ("R8", "Consent shall be deemed given after ten days.", "consent", "supported"),
        ("R8", "Consent shall not be unreasonably withheld.", "consent", "partly"),
        ("R9", "A warning given in time carries no credit.", "other_trust", "supported"),
        (
            "key-12",
            "The term is extended if all targets were met.",
            "earned_extension",
            "supported",
        ),
        ("key-12", "A bonus of 2% is paid for each early month.", "performance_bonus", "partly"),
        ("S5-c13", "The parties work in a spirit of mutual trust.", "good_faith", "supported"),
        ("S5-c13", "Both shall act in good faith.", "good_faith", "partly"),
        ("S5-c13", "Both appraisers shall act in good faith.", "good_faith", "missing"),
        ("R5", "Work goes on by the old plan until a change is agreed.", "adaptation", "partly"),
        (
            "R5",
            "The maker continues by the old plan until a change has been accepted in writing.",
            "adaptation",
            "supported",
        ),
        (
            "R6",
            "Both agree each year on a budget that shows the projected sales.",
            "joint_planning",
            "supported",
        ),
        (
            "R7",
            "A holder of common stock may name who takes a seat of the board.",
            "joint_governance",
            "missing",
        ),
        (
            "S3-people",
            "Key personnel are replaced by an equally able successor.",
            "prescription",
            "supported",
        ),
    ],
)
def test_a_clause_supports_a_norm_by_its_kind_or_its_words(
    norm: str, text: str, subtype: str, status: str
) -> None:
    clause = a_clause(text, subtype=subtype)
    found = status_of(norm, clause)
    assert found.status == status
    assert found.clauses == ((clause.id,) if status != "missing" else ())
    assert found.source
    assert found.title


def test_what_one_side_alone_has_to_show_is_half_an_open_book() -> None:
    text = "Each month the figures of the line are shown."
    for burden, status in ((Burden.BOTH, "supported"), (Burden.VENDOR, "partly")):
        clause = a_clause(text, subtype="transparency", burden=burden)
        assert status_of("R4", clause).status == status


def test_word_of_a_delay_by_force_majeure_is_named_beside_other_warnings() -> None:
    hazard = a_clause("The Maker informs the Buyer immediately if a hazard is suspected.")
    force = "Whoever is kept from work by force majeure shall at once notify the other"
    told = a_clause(f"{force} and state the new date.")
    bare = a_clause(f"{force}.", number="9.9")
    assert status_of("R1", hazard, told).clauses == (hazard.id, told.id)
    assert status_of("R1", hazard, bare).clauses == (hazard.id,)


def test_words_in_a_neutral_clause_support_nothing() -> None:
    assert (
        status_of("R1", a_clause("“Early warning” means the duty in clause 4.")).status == "missing"
    )


@pytest.mark.parametrize(
    ("norm", "text"),
    [
        ("R1", "The Maker shall at once inform the Buyer in writing if it foresees a shortage."),
        ("R1", "If the Maker is unable to deliver it shall notify the Buyer within two days."),
        ("R3", "A dispute goes to mediation before anybody sues."),
        ("R7", "A change is paid by the side that the joint steering committee names."),
        ("R2", "After an incident the Host sends its root cause analysis."),
        ("R1", "The Maker informs the Buyer immediately if a hazard is suspected in a batch."),
        (
            "R1",
            "The Maker gives reasonable notice and consults the Buyer before it moves the line.",
        ),
        ("R1", "It shall notify the Buyer of parts that do not meet the drawing within 24 hours."),
        ("R1", "Whoever is kept from work by force majeure shall promptly notify the other."),
        ("R1", "The Host tells the Client of unauthorized access within twelve (12) hours."),
        ("R5", "The price is negotiated between the two and revised every third month."),
        ("R5", "The fees shall be agreed for each contract year."),
        ("R7", "The Maker takes part in design meetings with the Buyer on a monthly basis."),
        ("R4", "Each month the Buyer gives the Maker a statement of the books of this deal."),
        ("R4", "On demand each side discloses to the other all documents and accounts."),
        ("R6", "The committee sets a budget for each year, with forecasts of income."),
        ("R6", "The Agent shall provide monthly financial projections to the Maker."),
        ("R4", "The Agent may inspect the books and records relating to the yearly statement."),
    ],
)
def test_what_a_neutral_clause_does_is_not_denied(norm: str, text: str) -> None:
    clause = a_clause(text)
    found = status_of(norm, clause)
    assert (found.status, found.clauses) == ("partly", (clause.id,))


@pytest.mark.parametrize(
    "text",
    [
        "Each side shall promptly inform the other of a subpoena and of any delay that it causes.",
        "In case of force majeure the time for delivery is extended.",
        "On 60 days' prior written notice the Maker may withdraw part of the output.",
        "The Customer shall promptly notify the Host if an account is compromised.",
    ],
)
def test_a_notice_of_something_else_is_no_early_warning(text: str) -> None:
    assert status_of("R1", a_clause(text)).status == "missing"


@pytest.mark.parametrize("norm", [each for each in PLAYBOOK.norms.values() if each.addition])
def test_an_addition_denies_only_what_was_searched_for(norm: Norm) -> None:
    assert norm.addition is not None
    assert norm.coverage is not None
    denies = r"\b(?:no clause|nothing|nobody|says only|only says|straight)\b"
    for text in (norm.addition.rationale, *norm.addition.reasons):
        assert not re.search(denies, text, re.IGNORECASE), text
    if re.search(r"\bwe found (?:no|neither)", norm.addition.rationale, re.IGNORECASE):
        assert norm.coverage.anywhere


def test_full_support_beats_half() -> None:
    half = a_clause("Consent shall not be unreasonably withheld.", subtype="consent")
    full = a_clause("Consent shall be deemed given after ten days.", subtype="consent")
    assert status_of("R8", half, full).clauses == (full.id,)


def test_every_norm_that_a_contract_can_carry_is_reported_once() -> None:
    found = [each.id for each in cover_norms(a_contract()[1], PLAYBOOK)]
    carried = [n.id for n in PLAYBOOK.norms.values() if n.coverage and not n.conduct]
    assert found == carried
    assert {f"R{number}" for number in range(1, 10)} <= set(found)


def test_an_addition_that_needs_a_penalty_waits_for_one() -> None:
    none = cover_norms((), PLAYBOOK)
    assert "R9" not in [norm.id for norm in missing_norms(none, (), PLAYBOOK, most=9)]
    credit = a_clause("A credit of 5% is due.", subtype="service_credit")
    found = cover_norms((credit,), PLAYBOOK)
    assert "R9" in [norm.id for norm in missing_norms(found, (credit,), PLAYBOOK, most=9)]


def test_the_most_important_additions_come_first_and_are_few() -> None:
    found = missing_norms(cover_norms((), PLAYBOOK), (), PLAYBOOK, most=2)
    assert len(found) == 2
    weights = [norm.addition.importance for norm in found if norm.addition]
    assert weights == sorted(weights, reverse=True)


def test_an_addition_goes_after_the_last_clause_of_the_best_kind() -> None:
    clauses = a_contract()[1]
    place = place_for(PLAYBOOK.norms["R1"], clauses)
    assert place is not None
    assert place.subtype == "reporting"
    assert place_for(PLAYBOOK.norms["R1"], ()) is None


def test_an_addition_goes_into_the_main_part_rather_than_into_an_exhibit() -> None:
    main = a_clause("5. The Supplier shall report each month.", subtype="reporting")
    exhibit = a_clause("Exhibit C: monthly report on royalties.", subtype="reporting")
    norm = PLAYBOOK.norms["R1"]
    assert place_for(norm, (main, exhibit)) is main
    assert place_for(norm, (exhibit,)) is exhibit


def test_every_norm_on_which_a_suggestion_rests_is_listed_with_what_supports_it() -> None:
    text, clauses = a_contract()
    document = Document(name="c", sha256="0", format=Format.TEXT, pages=None, text=text)
    suggestions = suggest(clauses, document=document, playbook=PLAYBOOK)
    base = cover_norms(clauses, PLAYBOOK)
    found = {each.id: each for each in with_named(base, suggestions, clauses, PLAYBOOK)}
    assert {name for each in suggestions for name in each.norms} <= set(found)
    assert list(found.values())[: len(base)] == list(base)
    assert {each.id for each in found.values() if each.conduct}.isdisjoint({e.id for e in base})
    for each in found.values():
        assert (each.status == "missing") == (not each.clauses)


@pytest.mark.parametrize("recipe", PLAYBOOK.recipes.values(), ids=lambda recipe: recipe.id)
def test_a_contract_can_help_every_norm_that_a_recipe_rests_on(recipe: Recipe) -> None:
    for name in recipe.norms:
        assert PLAYBOOK.norms[name].coverage, f"{name} can never be found in a contract"


def test_without_suggestions_no_norm_of_conduct_is_listed() -> None:
    clauses = a_contract()[1]
    base = cover_norms(clauses, PLAYBOOK)
    assert with_named(base, (), clauses, PLAYBOOK) == base


LEVELS = [
    a_clause(f"At least 9{n}% of the calls of kind {n} are answered.", subtype="service_level")
    for n in range(4)
]


def plain(count: int) -> list[LabelledClause]:
    return [a_clause(f"The fee of item {n} is due.") for n in range(count)]


@pytest.mark.parametrize(
    ("clauses", "proposed"),
    [
        ([*plain(35), *LEVELS], False),
        ([*plain(36), *LEVELS], True),
        ([*plain(60), *LEVELS[:3]], False),
        (
            [*plain(60), *(a_clause(f"It reports on {n}.", subtype="reporting") for n in range(6))],
            False,
        ),
    ],
    ids=["short", "long enough", "little to steer", "reports alone"],
)
def test_a_board_is_proposed_where_there_is_enough_to_steer_and_else_the_reason_is_said(
    clauses: list[LabelledClause], proposed: bool
) -> None:
    statuses = cover_norms(clauses, PLAYBOOK)
    found = missing_norms(statuses, clauses, PLAYBOOK, most=9)
    assert ("R7" in [norm.id for norm in found]) is proposed
    note = next(each.note for each in statuses if each.id == "R7")
    assert (note is None) is proposed
    assert note is None or "board" in note


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        (
            "The Vendor shall act as agent of the Customer, as the Customer in its discretion asks.",
            False,
        ),
        ("The Vendor shall act as agent of the Customer.", True),
        ("The Customer may in its discretion order more.", True),
    ],
)
def test_no_board_is_proposed_where_one_side_acts_for_the_other_as_it_is_told(
    text: str, proposed: bool
) -> None:
    clauses = [*plain(36), *LEVELS, a_clause(text)]
    found = missing_norms(cover_norms(clauses, PLAYBOOK), clauses, PLAYBOOK, most=9)
    assert ("R7" in [norm.id for norm in found]) is proposed


@pytest.mark.parametrize(
    ("opening", "spared"),
    [
        ("TRANSPORT AGREEMENT. The Shipper pays by Rate Schedule B.", {"R7"}),
        ("EQUIPMENT PURCHASE AGREEMENT between Heron and Otter", {"R7"}),
        ("DATA PROCESSING AGREEMENT between Heron and Otter", {"R3", "R7"}),
        ("CONSULTING AGREEMENT between Heron and Dr Otter", {"R7"}),
        ("REFERRAL AGREEMENT. Heron finds clients for Otter.", {"R1", "R2", "R7", "R9"}),
        ("JOINT FILING AGREEMENT of the holders", {"R1", "R2", "R3", "R7", "R9"}),
        ("OUTSOURCING AGREEMENT between Heron and Otter", set()),
    ],
)
def test_some_kinds_of_contract_are_spared_what_would_not_help_them(
    opening: str, spared: set[str]
) -> None:
    sanctions = [a_clause(f"5% is due for miss {n}.", subtype="service_credit") for n in range(2)]
    clauses = [a_clause(opening), *plain(40), *LEVELS, *sanctions]
    statuses = cover_norms(clauses, PLAYBOOK)
    assert {each.id for each in statuses if each.note} == spared
    found = {norm.id for norm in missing_norms(statuses, clauses, PLAYBOOK, most=9)}
    assert found.isdisjoint(spared)
    assert found | spared == {"R1", "R2", "R3", "R7", "R9"}


def test_the_need_is_pressing_where_much_is_at_stake_and_nobody_has_to_talk() -> None:
    addition = PLAYBOOK.norms["R1"].addition
    assert addition is not None
    assert addition.pressing is not None
    ladder = a_clause("Disputes go to senior executives first.", subtype="amicable_resolution")
    doubtful = [dataclasses.replace(each, needs_review=True) for each in LEVELS]
    for clauses, expected in (
        (LEVELS, addition.pressing.importance),
        (LEVELS[:2], addition.importance),
        ([*LEVELS, ladder], addition.importance),
        (doubtful, addition.importance),
    ):
        statuses = cover_norms(clauses, PLAYBOOK)
        assert importance_of(addition, statuses, clauses) == expected


def headed(
    number: str, heading: str, text: str, subtype: str, parent: str | None = None
) -> LabelledClause:
    made = a_clause(f"{number} {heading}. {text}", subtype=subtype)
    return dataclasses.replace(made, id=number, number=number, heading=heading, parent=parent)


ACCOUNTS = headed("1.3", "User Accounts", "The Client tells of each account.", "reporting")
REPORTS = headed("4", "Monthly Reports", "The Vendor reports each month.", "reporting")
GENERAL = headed("12", "General Terms", "", None)
LAST = headed("12.9", "Amendments", "They are made in writing and signed.", None, "12")
SIGNED = headed("12.10", "Counterparts", "It may be signed twice.", None, "12")


@pytest.mark.parametrize("norm", ["R1", "R7"])
def test_an_addition_stands_under_a_heading_that_suits_it(norm: str) -> None:
    rule = PLAYBOOK.norms[norm]
    assert place_for(rule, (ACCOUNTS, REPORTS, GENERAL, LAST)) is REPORTS
    assert place_for(rule, (ACCOUNTS, GENERAL, LAST, SIGNED)) is LAST
    assert place_for(rule, (ACCOUNTS,)) is None


LAW = headed("12.4", "Governing Law", "The law of Ruritania governs.", None, "12")
ASSIGNING = headed("12.3", "Assignment", "Neither side assigns it alone.", None, "12")
SUPPORT = headed("1.2", "Support", "The Vendor answers within a day.", None, "1")


def test_an_addition_goes_beside_its_topic_or_before_law_and_courts_and_never_last() -> None:
    general = (GENERAL, ASSIGNING, LAW, LAST, SIGNED)
    assert place_for(PLAYBOOK.norms["R1"], (SUPPORT, *general)) is SUPPORT
    assert place_for(PLAYBOOK.norms["R1"], general) is ASSIGNING
    assert place_for(PLAYBOOK.norms["R3"], (SUPPORT, *general)) is ASSIGNING
    flat = (
        headed("1)", "Scope", "The Agent finds customers for the Maker.", None),
        headed("2)", "Term", "It runs for two years from today.", None),
        headed("3)", "Governing Law", "The law of Ruritania governs.", None),
    )
    assert place_for(PLAYBOOK.norms["R3"], flat) is flat[1]


REDUCED = [  # sanctions that are kept without any words of their own
    a_clause(
        f"What is not as ordered in lot {n} is kept at a reduced price to be agreed.",
        subtype="deduction",
        number=f"8.{n}",
    )
    for n in range(1, 4)
]


def test_an_addition_follows_the_whole_of_a_list_and_never_stands_in_it() -> None:
    lead = headed("4.2", "Termination", "Either side may end it on:", "default_termination")
    items = tuple(
        dataclasses.replace(
            headed(f"4.2.{n}", "", f"ground {n} that is not cured,", "default_termination", "4.2"),
            context=lead.text,
        )
        for n in (1, 2, 3)
    )
    rule = PLAYBOOK.norms["R2"]
    doubt = dataclasses.replace(items[2], subtype=None, label=Label.NEUTRAL)
    assert place_for(rule, (lead, *items[:2], doubt)) is doubt
    document = Document(name="c", sha256="0", format=Format.TEXT, pages=None, text="")
    found = suggest((lead, *items[:2], doubt, *REDUCED), document=document, playbook=PLAYBOOK)
    (plan,) = [each for each in found if each.recipe == "R2"]
    assert plan.rationale.endswith("It would go after clause 4.2 (Termination).")


@pytest.mark.parametrize(("role", "asked"), [(Role.CUSTOMER, "news"), (Role.VENDOR, "help")])
def test_each_side_asks_for_what_it_gains_from_a_warning(role: Role, asked: str) -> None:
    text, clauses = a_contract()
    document = Document(name="c", sha256="0", format=Format.TEXT, pages=None, text=text)
    without = tuple(each for each in clauses if each.subtype != "early_warning")
    found = suggest(without, document=document, playbook=PLAYBOOK, role=role)
    (warning,) = [each for each in found if each.recipe == "R1"]
    assert warning.negotiation is not None
    given = ({"news", "help"} - {asked}).pop()
    assert asked in warning.negotiation.ask
    assert given in warning.negotiation.offer
    assert "blame" not in warning.negotiation.ask + warning.negotiation.offer


def test_no_joint_plan_is_added_where_only_the_exit_hangs_on_a_failure() -> None:
    exit_alone = tuple(
        a_clause(f"Either party may terminate for breach {n}.", subtype="default_termination")
        for n in range(4)
    )
    credit = a_clause("A credit of 5% falls due for each miss.", subtype="service_credit")
    assert status_of("R2", *exit_alone).note is not None
    assert status_of("R2", *exit_alone, credit).note is None


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        ("If the Client terminates early it shall pay a cancellation fee of 900.", "shortfall"),
        ("For time above the free time 12 is charged by the half hour.", "liquidated_damages"),
        ("Whoever pays a bribe shall return what it was paid.", "clawback"),
        ("Whoever falsifies a test record shall pay 5,000 for each.", "liquidated_damages"),
        ("These credits are the sole remedy of the Client.", "service_credit"),
        ("Who recalls a lot through its fault bears the cost.", "liquidated_damages"),
    ],
)
def test_a_cure_plan_and_no_blame_need_a_sanction_that_could_wait(text: str, subtype: str) -> None:
    clauses = (a_clause(text, subtype=subtype, number="7.1"),)
    statuses = cover_norms(clauses, PLAYBOOK)
    found = {norm.id for norm in missing_norms(statuses, clauses, PLAYBOOK, most=9)}
    assert found.isdisjoint({"R2", "R9"})


def test_a_sanction_whose_label_is_in_doubt_calls_for_no_addition() -> None:
    doubtful = (
        a_clause("2% falls due for each miss.", subtype="service_credit", needs_review=True),
    )
    statuses = cover_norms(doubtful, PLAYBOOK)
    found = {norm.id for norm in missing_norms(statuses, doubtful, PLAYBOOK, most=9)}
    assert found.isdisjoint({"R2", "R9"})


def test_a_duty_to_warn_that_is_there_is_widened_and_not_denied() -> None:
    duty = a_clause(
        "9.7 If a delay is likely the Supplier shall immediately inform the Customer.",
        subtype="service_level",
        number="9.7",
    )
    text, clauses = a_contract()
    document = Document(name="c", sha256="0", format=Format.TEXT, pages=None, text=text)
    without = tuple(each for each in clauses if each.subtype != "early_warning")
    found = suggest((*without, duty), document=document, playbook=PLAYBOOK)
    (warning,) = [each for each in found if each.recipe == "R1"]
    assert "No clause obliges" not in warning.rationale
    assert "9.7" in warning.rationale
    assert "Early warning." in warning.proposed_text


def test_a_joint_correction_that_is_there_is_not_proposed_again() -> None:
    text = "The Supplier pays a credit of 5% and the parties shall agree corrective actions."
    credit = a_clause(text, subtype="service_credit")
    statuses = cover_norms((credit,), PLAYBOOK)
    assert "R2" not in [norm.id for norm in missing_norms(statuses, (credit,), PLAYBOOK, most=9)]


def test_a_cure_plan_takes_no_credit_and_no_exit_from_whoever_is_let_down() -> None:
    addition = PLAYBOOK.norms["R2"].addition
    assert addition is not None
    assert "already due" in addition.wording
    assert "rights to end" in addition.wording
    assert any("longest time to cure under {exits}" in each for each in addition.also)


def test_a_cure_plan_stands_beside_an_exit_of_both_rather_than_beside_that_of_one_side() -> None:
    both = a_clause(
        "5. Either side may leave for breach.", subtype="default_termination", burden=Burden.BOTH
    )
    ours = a_clause(
        "9. The Customer may leave for missed levels.",
        subtype="default_termination",
        burden=Burden.VENDOR,
    )
    assert place_for(PLAYBOOK.norms["R2"], (both, ours)) is both
    assert place_for(PLAYBOOK.norms["R2"], (ours,)) is ours


def test_a_standard_service_under_order_forms_gets_no_board() -> None:
    head = a_clause("CLOUD SERVICE AGREEMENT. The key terms of this Order Form are these.")
    assert "order_form" in {kind.id for kind in deal_of((head,), PLAYBOOK).kinds}


def added(norm: str, *texts: str) -> Suggestion | None:
    """The addition for a norm in a contract that begins so, with clauses that give the norm weight."""
    late = "For each late parcel the Vendor pays 5."
    clauses = [a_clause(text, subtype=None) for text in texts]
    clauses += [a_clause(late, subtype="liquidated_damages") for _ in range(3)]
    made, at = [], 0
    for number, clause in enumerate(clauses, 1):
        made.append(
            dataclasses.replace(
                clause, id=f"c-{number}", number=str(number), start=at, end=at + len(clause.text)
            )
        )
        at += len(clause.text) + 1
    document = Document(
        name="c",
        sha256="0",
        format=Format.TEXT,
        pages=None,
        text="\n".join(each.text for each in made),
        parties=(
            Party(name="Vendor", role=Role.VENDOR),
            Party(name="Client", role=Role.CUSTOMER),
        ),
    )
    found = suggest(made, document=document, playbook=PLAYBOOK)
    return next((each for each in found if each.recipe == norm), None)


def test_a_warning_names_what_may_go_wrong_by_what_the_contract_speaks_of() -> None:
    found = added(
        "R1",
        "A recall is decided by both.",
        "The cost of a recall is shared.",
        "The forecast binds nobody.",
        "Each forecast covers a quarter.",
        "Key personnel stay.",
    )
    assert found is not None
    assert "in particular a change of the forecast or a ground for a recall." in found.proposed_text
    assert "key staff" not in found.proposed_text
    plain = added("R1", "The forecast binds nobody.", "The press is kept clean.")
    assert plain is not None
    assert "in particular" not in plain.proposed_text


def test_a_standard_service_tells_of_outages_changes_and_incidents_and_nobody_meets() -> None:
    form = "CLOUD SERVICE AGREEMENT. The key terms of this Order Form are these."
    service = "The Cloud Service runs at all hours."
    made = added("R1", service)
    assert made is not None
    assert "shall meet" in made.proposed_text
    found = added("R1", form, service)
    assert found is not None
    assert "planned change" in found.proposed_text
    assert "security incident" in found.proposed_text
    assert "shall meet" not in found.proposed_text
    assert "Vendor shall tell Client" in found.proposed_text


def additions_to(*clauses: LabelledClause, text: str = "") -> dict[str, Suggestion]:
    """The additions, by norm, to a contract of these clauses."""
    document = Document(name="c", sha256="0", format=Format.TEXT, pages=None, text=text)
    found = suggest(clauses, document=document, playbook=PLAYBOOK)
    return {each.recipe: each for each in found if each.clause_id is None}


LATE = a_clause(
    "2.1 For each late load the Vendor pays 90 EUR.", subtype="liquidated_damages", number="2.1"
)


def test_a_label_in_doubt_puts_no_norm_into_the_contract_but_its_words_do() -> None:
    for norm, subtype, silent, speaking in (
        ("R7", "joint_governance", "The Vendor meets each level.", "The steering group decides."),
        ("R6", "joint_planning", "It is left out of account.", "A forecast is made."),
    ):
        for text, status in ((silent, "missing"), (speaking, "partly")):
            clause = a_clause(text, subtype=subtype)
            doubtful = dataclasses.replace(clause, needs_review=True)
            assert status_of(norm, doubtful).status == status


def test_a_talk_alone_is_half_a_ladder_and_a_second_level_of_people_makes_it_whole() -> None:
    talk = "The two sides work together to settle a disputed bill within 15 days."
    ladder = "A quarrel is settled by the site heads, and failing that between the two managing directors."
    for text, status in ((talk, "partly"), (ladder, "supported")):
        assert status_of("R3", a_clause(text, subtype="amicable_resolution")).status == status


def test_a_plan_of_other_things_is_no_forecast_and_a_duty_to_forecast_is_half_of_one() -> None:
    timetable = a_clause("Both agree the timetable of the samples.", subtype="joint_planning")
    assert status_of("R6", timetable).status == "missing"
    duty = a_clause("On each first day the Client shall send the Vendor a forecast of calls.")
    assert status_of("R6", duty).status == "partly"


def test_a_time_for_the_answer_to_a_request_for_consent_is_half_a_clock() -> None:
    clock = "Whoever is asked for its consent shall reply within 2 days after the request."
    assert status_of("R8", a_clause(clock, subtype="consent")).status == "partly"


def test_a_warning_in_time_names_what_it_can_spare_and_no_money_that_comes_back() -> None:
    back = a_clause(
        "3.1 If it ends early the Vendor repays the 9,000 EUR.", subtype="clawback", number="3.1"
    )
    least = a_clause(
        "3.2 The Client pays for at least 90 loads a month.", subtype="shortfall", number="3.2"
    )
    lost = a_clause(
        "3.3 After two misses the Vendor loses its area.", subtype="loss_of_rights", number="3.3"
    )
    warning = additions_to(LATE, back, least, lost)["R1"]
    said = warning.rationale + warning.proposed_text
    assert "2.1" in said
    assert "3." not in said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("5.5 The Vendor shall send a report each month.", True),
        ("5.5 The Vendor shall send a shipping report for each delivery.", False),
        ("5.5 On 2 May of each year the Vendor shall send a report on maintenance.", False),
    ],
)
def test_a_list_of_warnings_goes_with_reports_that_come_often_at_fixed_times(
    text: str, named: bool
) -> None:
    report = a_clause(text, subtype="reporting", number="5.5")
    penalties = [dataclasses.replace(LATE, id=f"late-{n}", number=f"2.{n}") for n in (1, 2, 3)]
    warning = additions_to(*penalties, report)["R1"]
    assert (
        "list shall be sent with each report due under clause 5.5" in warning.proposed_text
    ) is named


def test_a_ladder_holds_back_no_right_to_end_the_contract() -> None:
    at_once = "9.1 Either side may end it with immediate effect for a material breach."
    with_time = "9.1 Either side may end it for a breach that is not remedied within 30 days."
    for text, named in ((at_once, False), (with_time, True)):
        exit_ = a_clause(text, subtype="default_termination", number="9.1")
        ladder = additions_to(LATE, exit_, a_clause("x", subtype="audit"))["R3"]
        assert "Nothing in this clause holds back a right to end" in ladder.proposed_text
        assert ("9.1" in ladder.proposed_text) is named


def test_a_ladder_ends_where_the_contract_sends_disputes_and_names_nothing_that_is_not_there() -> (
    None
):
    arbitration = a_clause(
        "14.1 Any dispute shall be finally settled by arbitration in Oslo.", number="14.1"
    )
    court = a_clause("14.2 Either side may ask a court for interim relief.", number="14.2")
    for clauses, last, urgent in (
        ((), "may pursue its remedies", True),
        ((arbitration,), "may start arbitration under clause 14.1", False),
        ((arbitration, court), "may start arbitration under clause 14.1", True),
    ):
        others = (a_clause("x", subtype="audit"), a_clause("y", subtype="exclusivity"))
        found = additions_to(LATE, *others, *clauses)["R3"]
        assert last in found.proposed_text
        assert ("urgent relief" in found.proposed_text) is urgent
        assert ("urgent relief from a court" in found.negotiation.keep) is urgent
        for word in ("laboratory", "committee", "order under it"):
            assert word not in found.proposed_text


def test_no_cure_plan_is_added_where_each_sanction_looks_for_its_cause_already() -> None:
    credit = a_clause(
        "6.1 Uptime below 99% in a month costs the Vendor 5% of the fee.",
        subtype="service_credit",
        number="6.1",
    )
    others = (a_clause("The Vendor keeps a log.", subtype="audit") for _ in range(3))
    assert "R2" not in additions_to(credit, *others)
    assert "R2" in additions_to(*REDUCED)


def test_where_a_warning_leaves_a_case_out_of_the_count_no_blame_is_there() -> None:
    text = "A load of which the Vendor warned the Client by noon is left out of the count."
    assert status_of("R9", a_clause(text, subtype="early_warning")).status == "supported"


def test_a_wider_duty_to_warn_goes_beside_the_narrow_one_of_whoever_delivers() -> None:
    duty = "{} If the {} foresees a delay it shall notify the other without delay."
    theirs = a_clause(duty.format("4.4", "Vendor"), burden=Burden.VENDOR, number="4.4")
    ours = a_clause(duty.format("1.3", "Client"), burden=Burden.CUSTOMER, number="1.3")
    rule, end = PLAYBOOK.norms["R1"], (GENERAL, ASSIGNING, LAW)
    assert place_for(rule, (ours, theirs, *end), (ours.id, theirs.id)) is theirs
    assert place_for(rule, (ours, *end), (ours.id,)) is ASSIGNING
    warning = additions_to(*(LATE,) * 3, theirs, *end)["R1"]
    assert "found in clause 4.4, for the occasions named there" in warning.rationale
    assert "It would go after clause 4.4" in warning.rationale


def test_word_of_one_special_occasion_is_named_where_nothing_else_is_and_shows_no_place() -> None:
    excused = a_clause(
        "11.4 Nobody is in breach for an event beyond its control, if it tells the other at once.",
        number="11.4",
    )
    shortage = a_clause("4.4 If the Vendor foresees a shortage it shall at once inform the Client.", number="4.4")  # fmt: skip
    assert status_of("R1", excused).clauses == (excused.id,)
    assert status_of("R1", excused, shortage).clauses == (shortage.id,)
    warning = additions_to(*(LATE,) * 3, GENERAL, ASSIGNING, LAW, excused)["R1"]
    assert "found in clause 11.4" in warning.rationale
    assert "after clause 11.4" not in warning.rationale
    assert "told under clause 11.4 shall be told as it says there" in warning.proposed_text


def test_the_body_in_which_both_sit_hosts_the_list_of_warnings() -> None:
    body = a_clause(
        "3.1 A Joint Decision Body sets the budget of the year.",
        subtype="joint_governance",
        number="3.1",
    )
    warning = additions_to(*(LATE,) * 3, body)["R1"]
    assert "list shall be an item at each meeting under clause 3.1" in warning.proposed_text


def test_what_was_not_found_is_said_of_the_paper_that_was_read() -> None:
    for name, addition in additions_to(*(LATE,) * 3).items():
        if name in ("R1", "R3"):
            assert "in this Agreement" in addition.rationale
            assert "{" not in addition.rationale


def test_in_an_amendment_no_item_is_named_as_the_place_and_the_agreement_is_to_be_looked_at() -> (
    None
):
    apart = ReadingWarning(code="part_of_another", message="The agreement is elsewhere.")
    text = "THIS AMENDMENT NO. 3 changes Section 3A, Section 4, Section 5 and Section 6."
    items = (
        headed("27.", "", "Each level is met by the Vendor.", "service_level"),
        headed("28.", "Governing Law", "The rest stays as it is.", None),
    )
    document = Document(
        name="c", sha256="0", format=Format.TEXT, pages=None, text=text, warnings=(apart,)
    )
    found = suggest((*(LATE,) * 3, *items), document=document, playbook=PLAYBOOK)
    ladder = next(each for each in found if each.recipe == "R3")
    assert "one more item of this amendment" in ladder.rationale
    assert "Only the amendment was read" in ladder.rationale
    assert "item 2" not in ladder.rationale
