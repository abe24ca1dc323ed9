"""Suggestions for a whole contract: one for each penalty and heavy control, stable, from one side."""

from __future__ import annotations

import dataclasses
import re

import pytest

from clauseadvisor.domain import (
    LABEL_OF,
    Amount,
    Burden,
    Document,
    Facts,
    Format,
    Judgement,
    KeyDate,
    Kind,
    Label,
    LabelledClause,
    Party,
    Readiness,
    Role,
    Suggestion,
    Verdict,
)
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.suggesting import advise_text, burden_of_text, suggest
from clauseadvisor.suggesting.advise import advise
from clauseadvisor.suggesting.clarity import left_open, unclear
from clauseadvisor.suggesting.money import money_for
from clauseadvisor.suggesting.naming import words_of
from clauseadvisor.suggesting.rank import ranked
from clauseadvisor.suggesting.setting import Setting
from tests.builders import a_clause, a_contract

PLAYBOOK = load_playbook()
TEXT, CLAUSES = a_contract()
PARTIES = (
    Party(name="Brightline Contact Services Ltd", role=Role.VENDOR, aliases=("Supplier",)),
    Party(name="Northgate Retail plc", role=Role.CUSTOMER, aliases=("Customer",)),
)
DOCUMENT = Document(
    name="c.txt",
    sha256="0",
    format=Format.TEXT,
    pages=None,
    text=TEXT,
    parties=PARTIES,
    law="England and Wales",
)
MUST = [c for c in CLAUSES if c.label is Label.PENALTY or c.subtype == "unilateral_right"]


def advised(
    clauses: tuple[LabelledClause, ...] = CLAUSES, **options: object
) -> tuple[Suggestion, ...]:
    return suggest(clauses, document=DOCUMENT, playbook=PLAYBOOK, **options)  # type: ignore[arg-type]


def of(subtype: str, suggestions: tuple[Suggestion, ...] | None = None) -> Suggestion:
    clause = next(each for each in CLAUSES if each.subtype == subtype)
    return next(each for each in suggestions or advised() if each.clause_id == clause.id)


@pytest.mark.parametrize("clause", MUST, ids=lambda clause: clause.subtype)
def test_every_penalty_and_heavy_control_has_exactly_one_suggestion(clause: LabelledClause) -> None:
    assert [each.clause_id for each in advised()].count(clause.id) == 1


def test_no_clause_has_two() -> None:
    named = [each.clause_id for each in advised() if each.clause_id]
    assert len(named) == len(set(named))


def test_neutral_clauses_have_none() -> None:
    neutral = {clause.id for clause in CLAUSES if clause.label is Label.NEUTRAL}
    assert not neutral & {each.clause_id for each in advised()}


def test_what_to_raise_first_stands_first() -> None:
    priorities = [each.priority for each in advised()]
    assert priorities == sorted(priorities, reverse=True)
    assert all(0 <= priority <= 100 for priority in priorities)


def test_a_kept_clause_never_comes_before_a_change() -> None:
    kept = [each.priority for each in advised() if each.verdict is Verdict.KEEP]
    assert max(kept) <= 30


def test_the_wording_beside_a_kept_clause_says_that_the_clause_stays() -> None:
    late = dataclasses.replace(
        a_clause(
            "5.4 Overdue sums bear interest at the base rate of the bank plus two percent a year.",
            subtype="late_payment",
            burden=Burden.CUSTOMER,
        ),
        number="5.4",
        facts=Facts(),
    )
    kept = [
        each
        for each in advised((*CLAUSES, late))
        if each.verdict is Verdict.KEEP and each.proposed_text
    ]
    assert "clause 5.4" in " ".join(each.proposed_text.lower() for each in kept)
    for each in kept:
        assert " shall stay as it is. The following shall be added" in each.proposed_text


@pytest.mark.parametrize("recipe", PLAYBOOK.recipes.values(), ids=lambda recipe: recipe.id)
def test_what_is_added_beside_a_kept_clause_takes_nothing_from_it(recipe) -> None:  # type: ignore[no-untyped-def]
    words = " ".join(part.text for part in recipe.advice[Verdict.KEEP].parts)
    takes = r"shall (?:not|only) (?:be used|charge|claim|accrue|run|apply)|shall be (?:extended|suspended|reduced|limited)"
    assert not re.search(takes, words.replace("This shall not apply to insolvency", ""))


def test_ids_are_the_same_in_the_next_run_and_apart_within_one() -> None:
    first, second = advised(), advised()
    assert [each.id for each in first] == [each.id for each in second]
    assert len({each.id for each in first}) == len(first)


def test_ids_do_not_come_from_positions() -> None:
    moved = tuple(
        dataclasses.replace(c, id=f"x{n}", start=c.start + 9, end=c.end + 9)
        for n, c in enumerate(CLAUSES)
    )
    assert {each.id for each in advised(moved)} == {each.id for each in advised()}


def test_the_same_text_twice_gets_two_ids() -> None:
    credit = next(c for c in CLAUSES if c.subtype == "service_credit")
    twin = dataclasses.replace(credit, id="twin", start=credit.start + 1, end=credit.end + 1)
    found = [each.id for each in advised((credit, twin)) if each.clause_id in {credit.id, "twin"}]
    assert len(set(found)) == 2


@pytest.mark.parametrize("suggestion", advised(), ids=lambda each: each.id)
def test_every_suggestion_says_why_and_how(suggestion: Suggestion) -> None:
    assert len(suggestion.rationale) > 60
    assert suggestion.title
    assert suggestion.sources
    assert suggestion.first_step
    for sentence in dataclasses.astuple(suggestion.negotiation):
        assert re.fullmatch(r"[A-Z].*\.", sentence), sentence
        assert ".." not in sentence
    assert (suggestion.kind is Kind.NONE) == (
        not suggestion.mechanisms
    ) or suggestion.verdict is Verdict.KEEP
    assert "{" not in suggestion.rationale + suggestion.proposed_text


@pytest.mark.parametrize(
    "suggestion",
    [each for each in advised() if each.clause_id and each.verdict is not Verdict.KEEP],
    ids=lambda each: each.recipe,
)
def test_a_change_shows_the_strongest_bonus_and_the_strongest_norm(suggestion: Suggestion) -> None:
    assert {option.kind for option in suggestion.options} == {Kind.BONUS, Kind.TRUST_NORM}
    assert all(option.text.endswith(".") for option in suggestion.options)


def test_bonuses_are_really_proposed() -> None:
    proposed = [each for each in advised() if each.verdict in (Verdict.SOFTEN, Verdict.REPLACE)]
    with_bonus = [each for each in proposed if each.kind in (Kind.BONUS, Kind.BOTH)]
    assert len(with_bonus) >= 2


def test_the_side_that_carries_the_clause_asks_and_the_other_gives() -> None:
    for_vendor = of("liquidated_damages", advised(role=Role.VENDOR)).negotiation
    for_customer = of("liquidated_damages", advised(role=Role.CUSTOMER)).negotiation
    relief = PLAYBOOK.recipes["P1"].bargain.relief[0].text
    assert relief in for_vendor.ask
    assert relief in for_customer.offer
    floor = PLAYBOOK.recipes["P1"].bargain.floor[0].text
    assert for_vendor.keep == f"Leave the other side {floor}."
    assert for_customer.keep == f"Hold on to {floor}."


def test_the_mirror_case_is_told_to_the_side_it_weighs_on() -> None:
    late = of("late_payment", advised(role=Role.CUSTOMER))
    assert "weighs on your side" in late.rationale
    assert (
        "eases a right of your own side" in of("late_payment", advised(role=Role.VENDOR)).rationale
    )


def test_a_wrong_burden_does_not_turn_the_advice_round() -> None:
    text = "For a reason other than the Customer's default, the Supplier shall pay the Customer 900 for each day of delay until completion."
    clauses = (a_clause(text, subtype="liquidated_damages", burden=Burden.CUSTOMER),)
    found = advised(clauses)[0]
    assert found.proposed_text.count("As soon as the Supplier sees") == 1
    assert "bonus" in found.proposed_text, "whoever is paid for early work is the vendor"
    assert PLAYBOOK.recipes["P1"].bargain.relief[0].text in found.negotiation.offer


def test_a_change_is_brought_up_with_a_question() -> None:
    ask = of("liquidated_damages").negotiation.ask
    assert ask.startswith("Begin with a question: “")
    held = PLAYBOOK.recipes["P1"].held
    assert held is not None
    assert held.question is not None
    assert held.question in ask
    vendors = of("liquidated_damages", advised(role=Role.VENDOR)).negotiation.ask
    assert PLAYBOOK.recipes["P1"].questions[0] in vendors
    assert "Begin with" not in of("default_termination").negotiation.ask


def test_open_questions_are_guardrails_that_nobody_answered() -> None:
    questions = set(of("liquidated_damages").questions)
    assert questions <= {guardrail.question for guardrail in PLAYBOOK.guardrails.values()}
    assert questions


def test_what_a_scorecard_must_still_unlock_is_said() -> None:
    locked = of("liquidated_damages")
    assert not locked.unlocked
    assert locked.unlock_hint is not None
    assert "stage 1 (Pilot)" in locked.unlock_hint
    assert "scorecard" in locked.unlock_hint
    assert locked.unlock_hint in locked.preconditions
    opened = of(
        "liquidated_damages", advised(readiness=Readiness(stage=2, vendor=70.0, customer=62.0))
    )
    assert opened.unlocked
    assert opened.unlock_hint is None
    assert not any("stage" in each for each in opened.preconditions)


def test_a_locked_suggestion_says_which_score_falls_short() -> None:
    found = advised(readiness=Readiness(stage=1, vendor=70.0, customer=52.0))
    added = next(each for each in found if each.recipe == "R7" or each.stage_needed == 2)
    assert "customer's score is 52 and must reach 60" in (added.unlock_hint or "")
    assert "vendor" not in (added.unlock_hint or "")


DATES = (
    KeyDate(kind="expiry", text="31 January 2028", date="2028-01-31", clause_id="a"),
    KeyDate(kind="renewal", text="renews for twelve months", clause_id="b"),
    KeyDate(kind="notice", text="ninety days' notice", clause_id="c"),
    KeyDate(kind="notice", text="1 November 2027", date="2027-11-01", clause_id="d"),
)


@pytest.mark.parametrize(
    ("dates", "window"),
    [
        (DATES, DATES[3]),
        (DATES[:3], DATES[2]),
        (DATES[:2], DATES[1]),
        (DATES[:1], DATES[0]),
        ((KeyDate(kind="effective", text="1 May 2024"),), None),
        ((), None),
    ],
)
def test_the_next_window_stands_beside_each_piece_of_advice(
    dates: tuple[KeyDate, ...], window: KeyDate | None
) -> None:
    document = dataclasses.replace(DOCUMENT, dates=dates)
    found = suggest(CLAUSES, document=document, playbook=PLAYBOOK)
    changes = [each for each in found if each.verdict is not Verdict.KEEP]
    assert {each.window for each in changes} == {window}


def test_wording_comes_with_the_warning_that_it_is_no_legal_advice() -> None:
    for each in advised():
        warned = any("not legal advice" in pitfall for pitfall in each.pitfalls)
        assert warned == bool(each.proposed_text)


def test_at_stage_zero_clauses_stay_and_a_ladder_of_talks_is_offered() -> None:
    found = advised(readiness=Readiness(stage=0, vendor=10.0, customer=20.0))
    touched = [each for each in found if each.clause_id in {clause.id for clause in MUST}]
    assert {each.verdict for each in touched} == {Verdict.KEEP}
    assert "senior executive" in of("liquidated_damages", found).proposed_text
    assert all(each.unlocked for each in touched)


@pytest.mark.parametrize("answer", ["one_off", "public_procurement"])
def test_an_answer_that_closes_the_door_keeps_every_penalty(answer: str) -> None:
    found = advised(answers={answer: True})
    penalties = {clause.id for clause in CLAUSES if clause.label is Label.PENALTY} - {
        clause.id for clause in CLAUSES if clause.subtype == "late_payment"
    }
    assert {each.verdict for each in found if each.clause_id in penalties} == {Verdict.KEEP}


def test_a_high_risk_is_told_beside_the_change() -> None:
    found = of("liquidated_damages", advised(answers={"risk": "high"}))
    assert any("high risk" in each for each in found.preconditions)


def test_money_is_shown_and_raises_the_priority() -> None:
    def money(clause: LabelledClause) -> dict[str, float] | None:
        return {"E": 7680.0} if clause.subtype == "service_credit" else None

    with_money = of("service_credit", advised(money=money))
    assert with_money.economics == {"E": 7680.0}
    assert with_money.priority > of("service_credit").priority

    def worked_out(clause: LabelledClause) -> dict[str, object] | None:
        return {"figures": {"E": {"value": 7680.0, "origin": "computed"}}}

    assert of("service_credit", advised(money=worked_out)).priority > with_money.priority
    assert of("step_in", advised(money=money)).economics is None


@pytest.mark.parametrize(
    ("law", "words"),
    [
        ("England and Wales", "Makdessi"),
        ("the State of New York", "Restatement"),
        ("the laws of Germany", "civil codes"),
        (None, "Many laws"),
        ("Atlantis", "Many laws"),
    ],
)
def test_the_governing_law_decides_the_warning(law: str | None, words: str) -> None:
    document = dataclasses.replace(DOCUMENT, law=law)
    found = suggest(CLAUSES, document=document, playbook=PLAYBOOK)
    assert any(words in warning for warning in of("liquidated_damages", found).pitfalls)


def test_missing_norms_are_proposed_as_new_clauses_with_a_place() -> None:
    added = [each for each in advised() if each.verdict is Verdict.ADD]
    assert {"R1", "R3"} <= {each.recipe for each in added}
    assert "R7" not in {each.recipe for each in added}, "the steering group is there already"
    for each in added:
        assert each.clause_id is None
        assert (
            "would go after clause" in each.rationale or "could stand at the end" in each.rationale
        )
        assert each.proposed_text.endswith(".")
        assert each.blanks
    assert len(added) <= 4


def test_a_new_clause_speaks_of_the_contract_that_it_goes_into() -> None:
    clauses = tuple(each for each in CLAUSES if each.subtype != "joint_governance")
    (warning,) = (each for each in advised(clauses) if each.recipe == "R1")
    assert "As soon as the Supplier or the Customer becomes aware" in warning.proposed_text
    assert "claim under clause 4.2. " in warning.proposed_text
    assert "proposed for clause 4.3 has a warning of its own" in warning.rationale
    assert "each report due under clause 6.1" in warning.proposed_text
    assert "meeting under" not in warning.proposed_text, "it names no meeting that is not there"
    assert "clause 4.3" in warning.rationale


def test_a_new_clause_leaves_alone_the_clauses_that_are_kept() -> None:
    number = re.compile(r"clause (\d+\.\d+)")
    found = advised()
    by_id = {clause.id: clause for clause in CLAUSES}
    kept = {
        by_id[each.clause_id].number
        for each in found
        if each.verdict is Verdict.KEEP and each.clause_id
    }
    sanctions = {
        each.number
        for each in CLAUSES
        if each.label is Label.PENALTY and each.subtype != "default_termination"
    }
    assert kept & sanctions, "the contract of this test keeps a penalty"
    for each in found:
        if each.verdict is Verdict.ADD:
            named = set(number.findall(each.proposed_text))
            assert named.isdisjoint(kept & sanctions)


def test_a_new_clause_names_what_the_contract_is_about_by_its_own_word() -> None:
    work = tuple(a_clause(f"The Goods of order {n} are packed.", subtype="audit") for n in range(9))
    found = {each.recipe: each for each in advised(work)}
    assert found["R1"].title.endswith("the supply of the Goods")
    few = {each.recipe: each for each in advised((*work[:3], *CLAUSES[3:6]))}
    assert few["R1"].title.endswith("the performance of this Agreement")


def test_a_new_clause_names_the_only_two_parties_there_are() -> None:
    parties = (
        Party(name="Heron", role=Role.OTHER),
        Party(name="Otter", role=Role.OTHER),
    )
    clauses = tuple(each for each in CLAUSES if each.subtype != "amicable_resolution")
    for known, words in (
        (parties, "between Heron and Otter about"),
        ((*parties, Party(name="Stork", role=Role.OTHER)), "between some of the parties about"),
    ):
        document = dataclasses.replace(DOCUMENT, text="They work.", parties=known)
        found = suggest(clauses, document=document, playbook=PLAYBOOK)
        (ladder,) = (each for each in found if each.recipe == "R3")
        assert words in ladder.proposed_text
        assert "about this Agreement or about" not in ladder.proposed_text


def test_what_is_served_is_not_supplied() -> None:
    served = tuple(
        a_clause(
            f"The Product {n} is part of the Cloud Service, and the Product grows.", subtype="audit"
        )
        for n in range(9)
    )
    found = {each.recipe: each for each in advised(served)}
    assert found["R1"].title.endswith("disturb the Cloud Service")
    advice = tuple(
        a_clause(
            f"The Materials {n} show the Services, and the Materials stay here.", subtype="audit"
        )
        for n in range(9)
    )
    found = {each.recipe: each for each in advised(advice)}
    assert found["R1"].title.endswith("disturb the Services")
    sold = tuple(a_clause(f"The Product {n} is sent by rail.", subtype="audit") for n in range(9))
    found = {each.recipe: each for each in advised(sold)}
    assert found["R1"].title.endswith("the supply of the Product")


def test_a_new_clause_weighs_as_much_as_a_change_only_where_the_need_is_pressing() -> None:
    ladder = a_clause("Disputes go to senior executives first.", subtype="amicable_resolution")
    weights = []
    for clauses in (CLAUSES, (*CLAUSES, ladder)):
        found = [each for each in advised(clauses) if each.verdict is not Verdict.KEEP]
        weights.append(next(each.priority for each in found if each.recipe == "R1"))
    changes = [each.priority for each in found if each.recipe in ("P1", "P2")]
    pressing, calm = weights
    assert calm < pressing < min(changes)
    assert min(changes) - pressing < pressing - calm


def test_a_scrap_of_text_gets_no_additions() -> None:
    assert advised((a_clause("The parties are named above."),)) == ()


def test_light_controls_do_not_flood() -> None:
    audits = tuple(
        a_clause(
            f"The Customer may audit book number {n} at any time and without any notice.",
            subtype="audit",
        )
        for n in range(9)
    )
    assert sum(each.recipe == "C1" for each in advised(audits)) == 2


def test_a_light_control_that_is_doubtful_is_left_alone() -> None:
    doubtful = a_clause(
        "The Customer may audit all books at any time.", subtype="audit", confidence=0.4
    )
    assert advised((doubtful,)) == ()


def test_a_bare_heading_is_left_alone() -> None:
    assert advised((a_clause("8. RECORDS AND AUDIT", subtype="audit"),)) == ()


def test_incentives_that_are_there_are_learnt_from() -> None:
    lesson = of("performance_bonus")
    assert lesson.verdict is Verdict.KEEP
    assert lesson.kind is Kind.BONUS
    assert "Still to be settled: what happens when the figures are disputed" in lesson.preconditions


def test_a_doubtful_incentive_teaches_nothing() -> None:
    doubtful = a_clause("A bonus may be due.", subtype="performance_bonus", confidence=0.4)
    assert advised((doubtful,)) == ()


def judgement(label: Label, subtype: str | None) -> Judgement:
    return Judgement(
        label=label, subtype=subtype, secondary=(), scores={}, confidence=1.0, needs_review=False
    )


def test_a_clause_without_its_contract_is_advised_in_its_own_words() -> None:
    text = "For each week of delay the Contractor shall pay the Employer 1% of the price."
    found = advise_text(
        text,
        judgement=judgement(Label.PENALTY, "liquidated_damages"),
        facts=Facts(),
        burden=Burden.VENDOR,
        burdened_party="Contractor",
        playbook=PLAYBOOK,
    )
    assert found is not None
    assert found.clause_id is None
    assert "the Contractor" in found.proposed_text
    assert "the Employer" in found.proposed_text
    assert "[Supplier]" not in found.proposed_text


@pytest.mark.parametrize("subtype", [None, "good_faith", "commission"])
def test_what_is_neither_penalty_nor_control_is_not_advised_by_itself(subtype: str | None) -> None:
    label = LABEL_OF[subtype] if subtype else Label.NEUTRAL
    found = advise_text(
        "We do this together.",
        judgement=judgement(label, subtype),
        facts=Facts(),
        burden=Burden.BOTH,
        playbook=PLAYBOOK,
    )
    assert found is None


def test_repeats_of_the_same_advice_step_back() -> None:
    one = of("liquidated_damages")
    again = [dataclasses.replace(one, id=f"s-{n}", priority=60.0) for n in range(3)]
    assert [each.priority for each in ranked(again)] == [60.0, 52.0, 44.0]


@pytest.mark.parametrize("recipe", PLAYBOOK.recipes.values(), ids=lambda recipe: recipe.id)
def test_a_wording_that_replaces_by_result_passes_the_clarity_gate(recipe) -> None:  # type: ignore[no-untyped-def]
    advice = recipe.advice.get(Verdict.REPLACE)
    if advice is None:
        return
    words = " ".join(part.text for part in advice.parts)
    used = [part.mechanism for part in advice.parts if part.mechanism]
    assert left_open(words, used, PLAYBOOK) == ()


def test_the_clarity_gate_names_what_a_vague_reward_leaves_open() -> None:
    vague = unclear("A bonus may be paid for good work.", PLAYBOOK)
    assert len(vague) == len(PLAYBOOK.clarity)
    assert left_open("A bonus may be paid for good work.", ["R1"], PLAYBOOK) == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("“Rival” means any firm that sells like goods in the territory.", "definition"),
        ("WHEREAS the Supplier alone is to serve the shops of the Customer;", "recital"),
        ("[Drafting note: delete where no exclusivity was agreed.]", "drafting note"),
        ("This limited power of attorney may be revoked at any time.", "power of attorney"),
        ("Exclusive territory", "heading"),
        ("It shall not acquire beneficial ownership of a tenth of the stock.", "among owners"),
        ("The parties may terminate by mutual written consent.", "exit by agreement"),
    ],
)
def test_what_binds_nobody_is_left_alone_with_a_reason(text: str, title: str) -> None:
    (found,) = advised((a_clause(text, subtype="exclusivity"),))
    assert title in found.title
    assert found.verdict is Verdict.KEEP
    assert found.folded
    assert not found.proposed_text
    assert len(found.rationale) > 60


def test_a_duty_to_keep_records_is_not_advised_like_an_inspection() -> None:
    kept = "8.3 The Supplier shall maintain all records of each batch for at least three years after its delivery."
    seen = f"{kept} The Customer may inspect them at any time and without notice."
    assert not [each for each in advised((a_clause(kept, subtype="audit"),)) if each.clause_id]
    (found,) = (each for each in advised((a_clause(seen, subtype="audit"),)) if each.clause_id)
    assert found.verdict is Verdict.SOFTEN


def test_an_approval_that_has_to_come_first_is_read_as_a_consent() -> None:
    text = "The Supplier will buy no mould, and the Customer shall bear no cost of one, until the Customer has approved of the estimate."
    clause = a_clause(text, subtype="consent", burden=Burden.CUSTOMER)
    (found,) = (each for each in advised((clause,)) if each.clause_id)
    assert found.recipe == "C3"
    assert found.proposed_text.count("The Customer shall answer within") == 1
    assert "weighs on your side" not in found.rationale


def test_a_clause_that_is_its_heading_alone_is_left_alone() -> None:
    bare = dataclasses.replace(
        a_clause("2.10 Failure to Supply.", subtype="step_in"),
        number="2.10",
        heading="Failure to Supply",
    )
    (found,) = advised((bare,))
    assert "heading" in found.title


def test_a_definition_that_fixes_a_sum_is_advised_on() -> None:
    text = "“Exit Fee” means an amount equal to the fees of six months, due when the Customer leaves early."
    (found,) = advised((a_clause(text, subtype="shortfall"),))
    assert "definition" not in found.title


@pytest.mark.parametrize(
    "text",
    [
        "Credits are not paid out in cash. In one billing year credits will not build up to an "
        "amount more than 8% of the fees of that year. Credits expire when the order ends.",
        "Service credits of a quarter shall not exceed 9% of the fee.",
        "In no event shall the credits of a year be greater than 10% of the yearly charges.",
        "The total credits of a month are capped at 10% of the fee.",
    ],
)
def test_a_clause_that_only_limits_credits_is_kept_and_has_no_money_of_its_own(text: str) -> None:
    figure = re.search(r"\d+%", text)
    assert figure
    amount = Amount(
        kind="percent",
        value=float(figure.group()[:-1]),
        unit="%",
        text=figure.group(),
        start=figure.start(),
        end=figure.end(),
        base="fees",
    )
    limiting = dataclasses.replace(
        a_clause(text, subtype="service_credit"), facts=Facts(amounts=(amount,))
    )
    (found,) = suggest(
        (limiting,),
        document=DOCUMENT,
        playbook=PLAYBOOK,
        money=lambda clause: money_for(clause, None),
    )
    assert found.verdict is Verdict.KEEP
    assert "limit" in found.title
    assert (found.proposed_text, found.economics, found.options) == ("", None, ())


def test_a_clause_that_takes_a_credit_and_limits_it_is_advised_on() -> None:
    text = (
        "If a level is missed 5% of the fee is credited; credits shall not exceed 10% of the fee."
    )
    (found,) = advised((a_clause(text, subtype="service_credit"),))
    assert "limit" not in found.title
    assert found.proposed_text


# ------------------------------------------------------------------ small stuff


def test_a_control_that_stays_as_it_is_is_folded_away() -> None:
    staff = a_clause(
        "The Supplier shall take out insurance of 1,000,000 with a sound insurer and shall show the certificate.",
        subtype="prescription",
    )
    (found,) = advised((staff,))
    assert (found.verdict, found.folded) == (Verdict.KEEP, True)


def test_a_boundary_that_a_guardrail_protects_is_shown_once() -> None:
    texts = [
        f"The Supplier shall train its people in rule {n} of the site and shall employ trained people alone."
        for n in range(2)
    ]
    clauses = tuple(a_clause(text, subtype="prescription") for text in texts)
    found = advised(clauses, answers={"safety_critical": True})
    assert all(each.guardrails for each in found)
    assert [each.folded for each in found] == [False, True]


def test_the_same_reason_to_keep_is_shown_once() -> None:
    texts = [
        f"Either party may terminate on written notice if the other is in material breach of part {n} and has not cured it within 30 days."
        for n in range(3)
    ]
    clauses = tuple(
        a_clause(text, subtype="default_termination", burden=Burden.BOTH) for text in texts
    )
    kept = [each for each in advised(clauses) if each.clause_id and each.verdict is Verdict.KEEP]
    assert [each.folded for each in kept] == [False, True, True]


def test_trifling_sums_are_folded_away() -> None:
    credit = next(c for c in CLAUSES if c.subtype == "service_credit")
    trifle = dataclasses.replace(credit, severity=1.5)
    assert of("service_credit", advised((credit,))).folded is False
    (found,) = (each for each in advised((trifle,)) if each.clause_id)
    assert found.folded


def test_new_clauses_and_lessons_are_not_folded_away() -> None:
    shown = [each for each in advised() if each.verdict is Verdict.ADD or each.recipe[0] in "IT"]
    assert shown
    assert not any(each.folded for each in shown)


def test_nobody_opens_with_a_label_in_doubt() -> None:
    credit = next(c for c in CLAUSES if c.subtype == "service_credit")
    doubtful = dataclasses.replace(credit, needs_review=True)
    sure, unsure = (of("service_credit", advised((each,))) for each in (credit, doubtful))
    assert unsure.priority <= sure.priority - 15


def test_a_clause_whose_label_is_in_doubt_is_not_replaced() -> None:
    text = "For every consignment delivered more than two hours after its slot has ended the Supplier shall pay the Customer EUR 35. For a delivery to a shop the sum is EUR 150 for each hour, or part of an hour, of delay."
    late = a_clause(text, subtype="liquidated_damages", burden=Burden.VENDOR)
    sure, doubtful = (
        next(each for each in advised((clause,)) if each.clause_id)
        for clause in (late, dataclasses.replace(late, needs_review=True))
    )
    assert sure.verdict is Verdict.REPLACE
    assert doubtful.verdict is not Verdict.REPLACE


def test_a_service_credit_weighs_on_the_vendor_whatever_its_label_says() -> None:
    text = "For each month in which a line stays below 98% the price of that month falls by 3%."
    credit = a_clause(text, subtype="deduction", burden=Burden.CUSTOMER)
    found = next(each for each in advised((credit,)) if each.clause_id)
    assert found.verdict is not Verdict.KEEP
    assert "works for your side" in found.rationale


# ------------------------------------------------------------------ definitions of a figure

DEFINED = "“Amount at Stake” means eleven per cent (11%) of the Quarterly Fee."
USING = "For each week in which the Supplier misses the level the Customer may deduct 2%, up to the Amount at Stake."


@pytest.mark.parametrize("subtype", ["service_credit", "liquidated_damages", "neutral"])
def test_a_definition_that_only_fixes_a_figure_is_no_proposal_and_its_user_names_it(
    subtype: str,
) -> None:
    definition = (
        a_clause(DEFINED, subtype=subtype)
        if subtype != "neutral"
        else dataclasses.replace(
            a_clause(DEFINED, subtype="service_credit"), label=Label.NEUTRAL, subtype=None
        )
    )
    definition = dataclasses.replace(definition, number="1.4", id="d")
    using = dataclasses.replace(a_clause(USING, subtype="service_credit"), number="7.2", id="u")
    found = {each.clause_id: each for each in advised((definition, using)) if each.clause_id}
    if subtype != "neutral":
        assert found["d"].verdict is Verdict.KEEP
        assert found["d"].folded
        assert "definition" in found["d"].title
    assert "“Amount at Stake” stands in clause 1.4" in found["u"].rationale
    assert found["u"].proposed_text


def test_a_definition_without_a_number_of_its_own_is_named_all_the_same() -> None:
    definition = dataclasses.replace(
        a_clause(DEFINED, subtype="service_credit"), number=None, id="d"
    )
    using = dataclasses.replace(a_clause(USING, subtype="service_credit"), number="7.2", id="u")
    found = next(each for each in advised((definition, using)) if each.clause_id == "u")
    assert "“Amount at Stake” stands in its definition" in found.rationale


def test_a_clause_that_does_not_use_the_term_says_nothing_of_it() -> None:
    definition = dataclasses.replace(a_clause(DEFINED, subtype="service_credit"), id="d")
    other = dataclasses.replace(a_clause("", subtype="service_credit"), id="u")
    found = next(each for each in advised((definition, other)) if each.clause_id == "u")
    assert "Amount at Stake" not in found.rationale


def test_how_to_speak_of_what_stays_is_said_by_the_playbook() -> None:
    stance = PLAYBOOK.stances["aside"].model_copy(update={"ask": "Say nothing of it."})
    lesson = PLAYBOOK.stances["lesson"].model_copy(update={"offer": "Praise it."})
    playbook = PLAYBOOK.model_copy(update={"stances": {"aside": stance, "lesson": lesson}})
    found = suggest(
        (*CLAUSES, a_clause(DEFINED, subtype="service_credit")),
        document=DOCUMENT,
        playbook=playbook,
    )
    assert "Say nothing of it." in {each.negotiation.ask for each in found}
    assert "Praise it." in {each.negotiation.offer for each in found}


def test_a_reward_that_one_side_may_cut_is_not_answered_with_a_limit_on_rises() -> None:
    text = "The Customer reserves the right to alter the above referral fees and commissions at any time on notice."
    cut = a_clause(text, subtype="unilateral_right", burden=Burden.VENDOR)
    (found,) = (each for each in advised((cut,)) if each.clause_id)
    assert found.verdict is Verdict.SOFTEN
    assert "An increase shall not exceed" not in found.proposed_text
    assert "business that the Supplier brings after that day" in found.proposed_text


@pytest.mark.parametrize(
    ("text", "rises"),
    [
        ("The Supplier may at any time increase its fees.", True),
        (
            "The Customer may update the drawings at its sole discretion. The Supplier accepts the update or sends an offer, which may include a change in price.",
            False,
        ),
    ],
)
def test_words_on_price_rises_stand_only_where_prices_may_be_raised(text: str, rises: bool) -> None:
    (found,) = (
        each for each in advised((a_clause(text, subtype="unilateral_right"),)) if each.clause_id
    )
    assert found.verdict is Verdict.SOFTEN
    assert ("An increase shall not exceed" in found.proposed_text) is rises


@pytest.mark.parametrize(
    ("text", "subtype", "title"),
    [
        (
            "9. Miscellaneous. A breach could not be made good in money, and either side may ask a court to enforce the terms.",
            "loss_of_rights",
            "general provision",
        ),
        (
            "12.4 No Third Party Beneficiaries. It may be amended without the consent of anybody who is no party to it.",
            "consent",
            "general provision",
        ),
        (
            "Uptime reached Share of monthly fee [ # ]% to [ # ]% [ # ]%",
            "service_credit",
            "blank form",
        ),
        (
            "3.5 This schedule states the exclusive remedy of the Client for a missed level.",
            "service_credit",
            "limit on remedies",
        ),
        (
            "The Agent shall not release a borrower under any loan without the written consent of the Bank.",
            "consent",
            "protection of the claims",
        ),
        (
            "4.2 The Client may at any time take off the air whatever it finds contrary to the public interest.",
            "unilateral_right",
            "holder of the licence",
        ),
        (
            "An amendment that needs the consent of the Noteholders shall be sent to them by the trustee.",
            "consent",
            "lenders and investors",
        ),
    ],
)
def test_what_gives_no_ground_for_advice_is_left_alone_with_a_reason(
    text: str, subtype: str, title: str
) -> None:
    clause = a_clause(text, subtype=subtype)
    found = [each for each in advised((clause,)) if each.clause_id]
    shown = clause.label is Label.PENALTY or clause.subtype == "unilateral_right"
    assert len(found) == shown, "a light control is not worth a word"
    alone = advise(clause, Setting(playbook=PLAYBOOK, words=words_of(DOCUMENT)))
    assert alone is not None
    assert title in alone.title
    for each in (*found, alone):
        assert each.verdict is Verdict.KEEP
        assert each.folded
        assert not each.proposed_text


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        (
            "9. Miscellaneous. Neither party may assign it without the prior consent of the other.",
            "consent",
        ),
        (
            "The Provider shall credit [ # ]% of the fee for each [ # ]% by which the level is missed.",
            "service_credit",
        ),
    ],
)
def test_words_that_do_bind_are_advised_on_under_any_heading(text: str, subtype: str) -> None:
    (found,) = (each for each in advised((a_clause(text, subtype=subtype),)) if each.clause_id)
    assert found.verdict is not Verdict.KEEP


def test_a_level_that_nothing_answers_is_worth_a_word() -> None:
    text = "5.1 The hosting includes a 99 percent server uptime guarantee for each of the servers."
    level = a_clause(text, subtype="service_level", number="5.1")
    (found,) = advised((level,))
    assert found.verdict is Verdict.KEEP
    assert "keep the readings" in found.proposed_text
    assert "establish the cause" in found.proposed_text
    assert "measure" in found.title
    assert "bonus" in found.proposed_text
    credit = a_clause(
        "5.2 If the level is missed a credit of 5% of the fee is due.",
        subtype="service_credit",
        number="5.2",
    )
    assert "C2" not in {each.recipe for each in advised((level, credit))}


DELAYED = (
    "4.7 For each day by which the hall is late the Supplier shall pay the Customer 900 pounds."
)


def test_only_the_side_that_is_bound_asks_for_grace_and_a_limit() -> None:
    late = a_clause(
        DELAYED, subtype="liquidated_damages", burden=Burden.VENDOR, number="4.7", severity=6.0
    )
    asked, offered = (
        next(each for each in advised((late,), role=role) if each.clause_id == late.id)
        for role in (Role.VENDOR, Role.CUSTOMER)
    )
    assert "shall accrue for the first" in asked.proposed_text
    assert "shall not exceed in total" in asked.proposed_text
    assert "a limit" in asked.title
    assert "shall accrue for the first" not in offered.proposed_text
    assert "shall not exceed in total" not in offered.proposed_text
    assert "a limit" not in offered.title
    assert "warn the Customer" in offered.proposed_text


INDEMNITY = (
    "13.2 Whoever defaults shall hold the other harmless from any and all losses that follow."
)


@pytest.mark.parametrize(
    ("burden", "offered"), [(Burden.VENDOR, False), (Burden.CUSTOMER, True), (Burden.BOTH, False)]
)
def test_the_same_promise_is_offered_in_return_only_where_it_binds_the_own_side_alone(
    burden: Burden, offered: bool
) -> None:
    clause = a_clause(INDEMNITY, subtype="other_penalty", burden=burden)
    (found,) = [each for each in advised((clause,)) if each.clause_id == clause.id]
    assert found.verdict is Verdict.SOFTEN
    assert ("a mutual clause is read more kindly" in found.rationale) is offered


def test_one_point_is_made_once_in_a_reason() -> None:
    clause = a_clause(INDEMNITY, subtype="other_penalty", burden=Burden.BOTH)
    (found,) = [each for each in advised((clause,)) if each.clause_id == clause.id]
    assert found.rationale.count("limits") == 1


def test_signals_that_make_one_point_speak_for_the_same_verdict() -> None:
    by_point: dict[str, set[Verdict]] = {}
    for signal in PLAYBOOK.signals.values():
        if signal.point:
            by_point.setdefault(signal.point, set()).add(signal.favours)
    assert by_point
    assert all(len(verdicts) == 1 for verdicts in by_point.values()), by_point


@pytest.mark.parametrize("post", ["contract manager", "sponsors only", "percentage points]"])
def test_wording_names_no_post_or_unit_that_a_contract_may_lack(post: str) -> None:
    told = [
        *(
            part.text
            for r in PLAYBOOK.recipes.values()
            for a in r.advice.values()
            for part in a.parts
        ),
        *(n.addition.wording for n in PLAYBOOK.norms.values() if n.addition),
        *(each.wording for each in PLAYBOOK.mechanisms.values()),
    ]
    assert not [each for each in told if post in each]


PAST = re.compile(r"\b(?:last|ever|waited)\b")


def test_a_form_that_nobody_has_filled_in_has_no_past_to_look_at() -> None:
    filled, blank = (
        dataclasses.replace(
            DOCUMENT,
            text=TEXT + " [fill in]" * blanks,
            parties=tuple(Party(name=name, role=role) for name, role in names),
        )
        for names, blanks in (
            ((("Heron Ltd", Role.VENDOR), ("Otter plc", Role.CUSTOMER)), 12),
            ((("Provider", Role.VENDOR), ("Customer", Role.CUSTOMER)), 12),
        )
    )
    looking = {
        key: recipe.model_copy(
            update={
                "first_step": "Look at the last case.",
                "questions": ("Which case did you ever see?",),
                "carried": None,
                "held": None,
                "variants": (),
            }
        )
        for key, recipe in PLAYBOOK.recipes.items()
    }
    own = PLAYBOOK.model_copy(update={"recipes": looking})
    looked_back = {
        name: [
            each
            for each in suggest(CLAUSES, document=document, playbook=own)
            if each.verdict is not Verdict.KEEP
            and PAST.search(f"{each.first_step} {each.negotiation.ask if each.negotiation else ''}")
        ]
        for name, document in (("filled", filled), ("blank", blank))
    }
    assert looked_back["filled"]
    assert not looked_back["blank"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Supplier may change the fees at any time.", True),
        ("The prices change with the index, and either side may ask for talks.", False),
    ],
)
def test_a_reason_is_told_only_where_the_clause_shows_it(text: str, told: bool) -> None:
    clause = a_clause(text, subtype="unilateral_right", burden=Burden.CUSTOMER)
    (found,) = [each for each in advised((clause,)) if each.clause_id == clause.id]
    assert ("may change what was agreed" in found.rationale) is told


def put_by(role: Role, text: str, subtype: str, burden: Burden) -> str:
    clause = a_clause(text, subtype=subtype, burden=burden)
    (found,) = [each for each in advised((clause,), role=role) if each.clause_id == clause.id]
    assert found.negotiation is not None
    return f"{found.first_step} {found.negotiation.ask}"


def test_each_side_asks_and_begins_in_its_own_voice() -> None:
    late = (
        "Late sums bear 2% for every month, and the Supplier may charge EUR 40 for each reminder."
    )
    ours = put_by(Role.CUSTOMER, late, "late_payment", Burden.CUSTOMER)
    theirs = put_by(Role.VENDOR, late, "late_payment", Burden.CUSTOMER)
    assert "your own house" in ours
    assert "What makes an invoice late" in theirs
    assert "What makes an invoice late" not in ours


def test_a_variant_that_asks_otherwise_keeps_no_voice_of_its_recipe() -> None:
    for recipe in PLAYBOOK.recipes.values():
        for variant in recipe.variants:
            if variant.questions:
                made = recipe.as_in(variant)
                assert (made.carried, made.held) == (variant.carried, variant.held)


def test_one_burden_is_told_of_a_clause_without_its_contract() -> None:
    text = "For each missed level the Customer receives a credit of 4% from the Supplier."
    given = judgement(Label.PENALTY, "service_credit")
    found = advise_text(
        text, judgement=given, facts=Facts(), burden=Burden.CUSTOMER, playbook=PLAYBOOK
    )
    borne = burden_of_text(
        text, judgement=given, facts=Facts(), burden=Burden.CUSTOMER, playbook=PLAYBOOK
    )
    assert found is not None
    assert "works for your side" in found.rationale
    assert borne == (Burden.VENDOR, "Supplier")
    neutral = judgement(Label.NEUTRAL, None)
    assert burden_of_text(
        text, judgement=neutral, facts=Facts(), burden=Burden.CUSTOMER, playbook=PLAYBOOK
    ) == (Burden.CUSTOMER, None)


def test_what_another_clause_leaves_out_of_the_count_settles_whose_causes_count() -> None:
    words = "If each month is good the sum comes back with the next bill."
    alone = left_open(words, ["F2"], PLAYBOOK)
    beside = left_open(words, ["F2"], PLAYBOOK, {"cause_relief": "Schedule 1"})
    assert [each for each in alone if each not in beside] == [
        "Still to be settled: that only causes within the performer's own control count"
    ]
