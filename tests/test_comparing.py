"""Two drafts side by side: every clause once, every word accounted for, and what it means."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clauseadvisor as ca
from clauseadvisor.analysis import Inputs
from clauseadvisor.comparing import ClauseChange, clause_authors, compare
from clauseadvisor.domain import Amount, Analysis, Facts, Label, LabelledClause
from clauseadvisor.suggesting.assumptions import Assumptions
from tests.builders import a_clause, an_analysis
from tests.openxml.builder import docx, gone, ins, p, r
from tests.openxml.hard_files import CLAUSES

SAMPLES = Path(__file__).resolve().parents[1] / "samples"

PLAIN = {
    "1": "1. The Supplier delivers the goods to the depot of the Customer every Monday.",
    "2": "2. For each late delivery the Supplier pays the Customer five per cent of the monthly fee.",
    "3": "3. Either party may end this Agreement by giving ninety days' written notice to the other.",
    "4": "4. The Customer pays each correct invoice within thirty days after it was received.",
}


def draft(texts: dict[str, str], name: str = "c", **changes: LabelledClause) -> Analysis:
    clauses = []
    start = 0
    for number, text in texts.items():
        made = changes.get(f"clause_{number}") or a_clause(text)
        clauses.append(
            dataclasses.replace(
                made,
                id=f"{name}-{number}",
                number=number,
                heading=None,
                text=text,
                start=start,
                end=start + len(text),
            )
        )
        start += len(text) + 1
    document = dataclasses.replace(an_analysis().document, text="\n".join(texts.values()))
    return an_analysis(document=document, clauses=tuple(clauses), suggestions=())


def kinds(changes: tuple[ClauseChange, ...]) -> list[tuple[str, str]]:
    return [(each.kind, each.where) for each in changes]


def wording(change: ClauseChange, side: str) -> str:
    return "".join(each.text for each in change.words if each.kind in {"same", side})


def test_a_draft_does_not_differ_from_itself() -> None:
    found = compare(draft(PLAIN), draft(PLAIN))
    assert found.changes == ()
    assert found.unchanged == 4
    assert found.rbi.old == found.rbi.new


def test_an_index_is_compared_only_where_there_is_enough_to_judge_by() -> None:
    whole, scrap = draft(PLAIN), draft(PLAIN)
    assert whole.balance.enough
    scrap = dataclasses.replace(scrap, balance=dataclasses.replace(scrap.balance, enough=False))
    found = compare(scrap, whole)
    assert (found.rbi.old, found.reciprocity.old) == (None, None)
    assert found.rbi.new == whole.balance.rbi


def test_a_changed_clause_shows_the_words_that_went_and_came() -> None:
    newer = PLAIN | {"2": PLAIN["2"].replace("five per cent", "three per cent")}
    (change,) = compare(draft(PLAIN), draft(newer)).changes
    assert (change.kind, change.where) == ("changed", "Clause 2")
    assert [(each.kind, each.text) for each in change.words if each.kind != "same"] == [
        ("removed", "five"),
        ("added", "three"),
    ]


def test_a_clause_put_in_between_renumbers_the_rest_and_changes_nothing_else() -> None:
    newer = {
        "1": PLAIN["1"],
        "2": "2. The parties review the forecast together on the first day of each quarter.",
        "3": PLAIN["2"].replace("2.", "3."),
        "4": PLAIN["3"].replace("3.", "4."),
        "5": PLAIN["4"].replace("4.", "5."),
    }
    found = compare(draft(PLAIN), draft(newer))
    assert kinds(found.changes) == [("added", "Clause 2")]
    assert (found.unchanged, found.renumbered) == (4, 3)


def test_a_clause_that_is_gone_is_shown_where_it_stood() -> None:
    newer = {key: text for key, text in PLAIN.items() if key != "2"}
    newer["4"] = newer["4"].replace("thirty", "sixty")
    assert kinds(compare(draft(PLAIN), draft(newer)).changes) == [
        ("removed", "Clause 2"),
        ("changed", "Clause 4"),
    ]


def test_a_clause_that_moved_and_was_reworded_is_found_by_its_words() -> None:
    newer = {"1": PLAIN["1"], "3": PLAIN["3"], "4": PLAIN["4"]}
    newer["9"] = PLAIN["2"].replace("2.", "9.").replace("monthly fee", "weekly fee")
    (change,) = compare(draft(PLAIN), draft(newer)).changes
    assert (change.kind, change.where) == ("changed", "Clause 9")


def test_another_rule_under_an_old_number_is_one_gone_and_one_new() -> None:
    newer = PLAIN | {"2": "2. All notices are sent by registered post or courier, never by e-mail."}
    found = sorted(kinds(compare(draft(PLAIN), draft(newer)).changes))
    assert found == [("added", "Clause 2"), ("removed", "Clause 2")]


def test_labels_burdens_and_figures_move_with_the_clause() -> None:
    amount = Amount(
        kind="percent", value=5, unit="%", text="five per cent", start=0, end=13, per="month"
    )
    before = dataclasses.replace(
        a_clause(), label=Label.PENALTY, subtype="deduction", facts=Facts(amounts=(amount,))
    )
    after = dataclasses.replace(
        before,
        label=Label.TRUST,
        subtype="early_warning",
        facts=Facts(amounts=(dataclasses.replace(amount, value=3),)),
    )
    newer = PLAIN | {"2": PLAIN["2"].replace("five", "three")}
    (change,) = compare(draft(PLAIN, clause_2=before), draft(newer, clause_2=after)).changes
    assert change.label is not None
    assert (change.label.old, change.label.new) == ("penalty (deduction)", "trust (early_warning)")
    assert change.facts_gone == ("5% per month",)
    assert change.facts_new == ("3% per month",)


sentences = st.lists(
    st.sampled_from(
        ["the", "Supplier", "pays", "5%", "of", "fees,", "if", "late;", "Customer's", "notice"]
    ),
    min_size=3,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=6), st.lists(sentences, min_size=1, max_size=6))
def test_every_clause_and_every_word_is_accounted_for(first, second) -> None:
    old = draft({str(index): text for index, text in enumerate(first)}, "old")
    new = draft({str(index): text for index, text in enumerate(second)}, "new")
    found = compare(old, new)
    by_kind = [each.kind for each in found.changes]
    assert len(first) == found.unchanged + by_kind.count("changed") + by_kind.count("removed")
    assert len(second) == found.unchanged + by_kind.count("changed") + by_kind.count("added")
    texts = {clause.id: " ".join(clause.text.split()) for clause in (*old.clauses, *new.clauses)}
    for change in found.changes:
        if change.old_id:
            assert texts[change.old_id].endswith(wording(change, "removed"))
        if change.new_id:
            assert texts[change.new_id].endswith(wording(change, "added"))


def test_the_expected_money_moves_with_the_credit() -> None:
    text = (SAMPLES / "logistics-services.txt").read_text(encoding="utf-8")
    # One sum for one miss: of a sum for each point nobody can expect anything without the points.
    text = re.sub(r"\(2%\) for each\s+full percentage point by which it fell short,", "(2%),", text)
    assumptions = Assumptions.model_validate(
        {"fees": {"currency": "EUR", "period_fee": 50000.0, "periods_per_year": 12.0}}
    )
    inputs = Inputs(assumptions=assumptions)
    old = ca.analyze(text.encode(), name="a.txt", inputs=inputs)
    moved = text.replace("two per cent (2%)", "three per cent (3%)")
    assert moved != text
    found = compare(old, ca.analyze(moved.encode(), name="b.txt", inputs=inputs))
    (change,) = found.changes
    assert change.facts_gone
    assert change.facts_new
    assert change.money
    assert all(each.old != each.new for each in change.money)
    (yearly,) = (each for unit, each in found.expected.items() if unit == "EUR/year")
    assert yearly.new == pytest.approx(1.5 * yearly.old)


def test_authors_stand_beside_what_they_changed() -> None:
    data = docx(
        p("The Supplier delivers the goods to the depot every Monday.", num=1),
        p("A late delivery costs ", gone("5%", "Ada"), ins(r("7%"), "Ben"), " of the fee.", num=1),
        p("The Customer pays each correct invoice within thirty days.", num=1),
        numbering=CLAUSES,
    )
    old = ca.analyze(data, name="a.docx", view="original")
    new = ca.analyze(data, name="a.docx")
    found = compare(
        old,
        new,
        old_authors=clause_authors(data, old, view="original"),
        new_authors=clause_authors(data, new),
    )
    (change,) = found.changes
    assert change.authors == ("Ada", "Ben")
    assert wording(change, "removed") == "A late delivery costs 5% of the fee."
    assert wording(change, "added") == "A late delivery costs 7% of the fee."


def test_a_comparison_is_plain_data_for_json() -> None:
    newer = PLAIN | {"2": PLAIN["2"].replace("five", "three")}
    found = json.loads(json.dumps(compare(draft(PLAIN), draft(newer)).to_dict()))
    assert found["changes"][0]["kind"] == "changed"
    assert set(found["rbi"]) == {"old", "new"}


def test_two_contracts_that_are_no_drafts_of_one_are_said_to_be_none() -> None:
    names = ("it-managed-services.pdf", "logistics-services.txt")
    first, second = (ca.analyze(SAMPLES / name) for name in names)
    warning = compare(first, second).warning
    assert warning is not None
    assert f"hardly any clause of {names[0]} has a counterpart in {names[1]}" in warning
    assert compare(first, first).warning is None


def test_a_draft_that_is_cut_down_or_partly_rewritten_is_still_a_draft() -> None:
    whole = ca.analyze(SAMPLES / "logistics-services.txt")
    few = dataclasses.replace(whole, clauses=whole.clauses[20:30])
    assert compare(whole, few).warning is None
    assert compare(few, whole).warning is None
    assert compare(draft(PLAIN), draft({"1": "1. Something else altogether."})).warning is None


@pytest.mark.shared
def test_the_shared_contracts_differ_from_one_another_and_not_from_themselves(
    shared_data: Path,
) -> None:
    folder = shared_data / "contracts/docx"
    first, second = (
        ca.analyze(folder / f"common-paper-csa-with-{name}.docx") for name in ("ai", "sla")
    )
    assert compare(first, first).changes == ()
    found = compare(first, second)
    kinds_found = {change.kind for change in found.changes}
    assert kinds_found == {"added", "removed", "changed"}
    # Two editions of one standard: most clauses stand in both, whole or reworded.
    kept = found.unchanged + sum(change.kind == "changed" for change in found.changes)
    assert kept > len(first.clauses) / 2
    assert found.warning is None
