"""The analysis at a glance: what the terminal and the page show first."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from clauseadvisor.domain import (
    Analysis,
    Burden,
    DealKind,
    KeyDate,
    Label,
    Role,
    Span,
    Suggestion,
    Unadvised,
    Verdict,
)
from clauseadvisor.errors import UsageError
from clauseadvisor.writing import markdown
from clauseadvisor.writing.issues import kept
from clauseadvisor.writing.outline import outline
from clauseadvisor.writing.summary import no_advice_text, summary
from tests.builders import a_clause, a_suggestion, an_analysis


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
    [(0.1, "nearly everything"), (0.5, "uneven"), (0.74, "uneven"), (0.9, "about evenly")],
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
    assert [each.ref for each in topics] == ["P4", "P1", "P2"]
    assert topics[2].where == "Clause 4.3 Late go-live"
    assert topics[2].says.startswith("For each day after 1 May 2025")
    assert topics[2].weighs_on == "The Supplier"
    assert (topics[2].verdict, topics[2].label) == ("replace", "penalty")
    assert all(each.proposal and each.why for each in topics)


def test_a_contract_without_advice_has_no_topics() -> None:
    assert summary(an_analysis(suggestions=())).topics == ()


def with_advice(*advice: Suggestion, doubtful: str | None = None) -> Analysis:
    base = an_analysis(suggestions=advice)
    clauses = tuple(
        dataclasses.replace(each, needs_review=True) if each.id == doubtful else each
        for each in base.clauses
    )
    return dataclasses.replace(base, clauses=clauses)


def a_keep(subtype: str, **changes: Any) -> Suggestion:
    clause = next(each for each in an_analysis().clauses if each.subtype == subtype)
    plain: dict[str, Any] = {
        "verdict": Verdict.KEEP,
        "proposed_text": "",
        "guardrails": (),
        "recipe": f"keep_{subtype}",
    }
    return a_suggestion(clause, **(plain | changes))


PROPOSAL = next(each for each in an_analysis().suggestions if each.verdict is Verdict.SOFTEN)


def test_a_clause_that_stays_is_no_topic_beside_a_proposal() -> None:
    kept = (a_keep("performance_bonus"), a_keep("default_termination", proposed_text="Talk first."))
    assert [each.ref for each in summary(with_advice(PROPOSAL, *kept)).topics] == ["P1"]


def test_what_is_kept_to_be_defended_is_nothing_to_open_with() -> None:
    clause = next(
        each
        for each in an_analysis().clauses
        if each.label is Label.PENALTY and each.burden is Burden.VENDOR
    )
    guarded = a_suggestion(
        clause, verdict=Verdict.KEEP, proposed_text="", guardrails=("G1",), recipe="kept"
    )
    assert [each.ref for each in summary(with_advice(PROPOSAL, guarded)).topics] == ["P1"]


def test_what_weighs_on_our_side_or_on_both_is_raised_before_what_the_other_side_carries() -> None:
    penalties = [each for each in an_analysis().clauses if each.label is Label.PENALTY]
    advice = [
        a_suggestion(each, recipe=f"r{index}", priority=40.0 + (each.burden is Burden.VENDOR) * 40)
        for index, each in enumerate(penalties)
    ]
    analysis = with_advice(*advice)
    raised = {each.clause_id for each in summary(analysis).topics}
    asked = {each.id for each in penalties if each.burden is not Burden.VENDOR}
    assert len(asked) == 2
    assert asked < raised


def test_a_matter_of_form_is_never_among_the_first() -> None:
    penalties = [each for each in an_analysis().clauses if each.label is Label.PENALTY][:2]
    formal, other = (a_suggestion(clause, recipe=f"r{n}") for n, clause in enumerate(penalties))
    formal = dataclasses.replace(formal, priority=14.0)
    assert [each.suggestion_id for each in summary(with_advice(formal, other)).topics] == [other.id]
    assert [each.suggestion_id for each in summary(with_advice(formal)).topics] == [formal.id]


def test_where_nothing_else_is_raised_a_keep_with_wording_beside_it_is() -> None:
    silent, speaking = a_keep("audit"), a_keep("default_termination", proposed_text="Talk first.")
    topics = summary(with_advice(silent, speaking)).topics
    assert [each.suggestion_id for each in topics] == [speaking.id]
    assert summary(with_advice(silent)).topics == ()


def test_keeps_alone_are_not_called_a_contract_without_sanctions() -> None:
    assert "better left as it is" in no_advice_text(with_advice(a_keep("audit")))
    assert "no penalty clause" in no_advice_text(with_advice())


def test_wording_beside_what_is_kept_is_no_absence_of_proposals() -> None:
    speaking = a_keep("default_termination", proposed_text="Talk first.")
    analysis = with_advice(a_keep("audit"), speaking)
    told = no_advice_text(analysis)
    (ref,) = (each.ref for each in kept(analysis) if each.suggestion.id == speaking.id)
    assert f"may stand beside {ref};" in told
    assert "no proposal" not in told


def test_a_clause_whose_label_is_in_doubt_does_not_open_before_a_sure_one() -> None:
    penalties = [each for each in an_analysis().clauses if each.label is Label.PENALTY][:4]
    advice = [
        a_suggestion(clause, recipe=f"r{index}", priority=90.0 - index)
        for index, clause in enumerate(penalties)
    ]
    told = {each.suggestion_id for each in summary(with_advice(*advice)).topics}
    assert advice[0].id in told
    doubted = summary(with_advice(*advice, doubtful=penalties[0].id)).topics
    assert {each.suggestion_id for each in doubted} == {each.id for each in advice[1:]}
    words = Span(start=penalties[0].start, end=penalties[0].start + 9, text=penalties[0].text[:9])
    chosen = [dataclasses.replace(advice[0], ground=words), *advice[1:]]
    plain = summary(with_advice(*chosen, doubtful=penalties[0].id)).topics
    assert advice[0].id in {each.suggestion_id for each in plain}


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


def the_why(clause: Any, economics: Any) -> str:
    return (
        summary(
            dataclasses.replace(
                an_analysis(clauses=(clause,)),
                suggestions=(
                    a_suggestion(clause, rationale="Pay for speed.", economics=economics),
                ),
            )
        )
        .topics[0]
        .why
    )


def test_the_stake_in_figures_stands_before_the_reason() -> None:
    clause = a_clause("For each late day 2% of the price falls due.", subtype="liquidated_damages")
    stated = {"case": "stated", "figures": {}, "amounts": [{"text": "2% of the price"}]}
    assert the_why(clause, stated).startswith("Today the clause turns on 2% of the price")
    assert the_why(clause, stated).endswith("Pay for speed.")
    assert the_why(clause, None) == "Pay for speed."


def test_a_stake_that_turns_on_a_figure_left_out_names_it() -> None:
    open_sum = {"case": "stated", "figures": {}, "amounts": []}
    for text, figure in (
        ("For each late day [*]% of the price falls due.", "([*]%)"),
        ("For each late day USD ____ fall due.", "(USD ____)"),
    ):
        clause = a_clause(text, subtype="liquidated_damages")
        assert figure in the_why(clause, open_sum).split(" Pay for speed.")[0]
    whole = a_clause("For each late day a charge falls due.", subtype="liquidated_damages")
    assert the_why(whole, open_sum) == "Pay for speed."


def test_what_a_lawyer_has_to_read_is_named_where_there_is_no_proposal() -> None:
    quiet = with_advice()
    clause = quiet.clauses[0]
    topic = Unadvised(id="x", title="guarantees", why="It binds.", clauses=(clause.id,))
    told = no_advice_text(dataclasses.replace(quiet, unadvised=(topic,)))
    assert "with counsel" in told
    assert "guarantees (" in told
    assert "read them yourself" not in told
    assert "read them yourself" in no_advice_text(quiet)


def test_the_kind_of_deal_is_told_with_what_shows_it_and_to_our_own_side_alone() -> None:
    kind = DealKind(id="licence", title="A licence", evidence="CHARACTER LICENCE AGREEMENT")
    analysis = dataclasses.replace(an_analysis(), deal=(kind,))
    (told,) = summary(analysis).deal
    assert told == "A licence (told by: CHARACTER LICENCE AGREEMENT)"
    ours, theirs = (
        markdown.render(outline(analysis, audience=each)) for each in ("internal", "counterparty")
    )
    assert told in ours
    assert "CHARACTER" not in theirs


def test_no_side_carries_the_weight_where_there_are_no_two_sides() -> None:
    analysis = dataclasses.replace(an_analysis(), sided=False)
    glance = summary(analysis)
    assert not glance.burdens
    assert not glance.burden
    assert "takes no party's side" in glance.side


def test_a_concession_is_never_among_the_first_to_be_raised() -> None:
    penalties = [each for each in an_analysis().clauses if each.label is Label.PENALTY][:2]
    given, asked = (a_suggestion(clause, recipe=f"r{n}") for n, clause in enumerate(penalties))
    given = dataclasses.replace(given, priority=90.0, concession=True)
    told = [each.suggestion_id for each in summary(with_advice(given, asked)).topics]
    assert told == [asked.id]


def test_what_our_side_asks_for_is_raised_before_what_it_gives() -> None:
    penalties = [each for each in an_analysis().clauses if each.label is Label.PENALTY][:4]
    *sides, asked_of_us = penalties
    clauses = {each.id: dataclasses.replace(each, burden=Burden.VENDOR) for each in sides}
    clauses[asked_of_us.id] = dataclasses.replace(asked_of_us, burden=Burden.CUSTOMER)
    base = with_advice(
        *(
            dataclasses.replace(a_suggestion(each, recipe=f"r{n}"), priority=90.0 - n)
            for n, each in enumerate(penalties)
        )
    )
    base = dataclasses.replace(
        base, clauses=tuple(clauses.get(each.id, each) for each in base.clauses)
    )
    ours = summary(dataclasses.replace(base, role=Role.CUSTOMER)).topics
    theirs = summary(dataclasses.replace(base, role=Role.VENDOR)).topics
    assert asked_of_us.id in [each.clause_id for each in ours]
    assert [each.clause_id for each in theirs] == [each.id for each in sides]


def test_a_new_clause_is_raised_before_what_eases_a_sum_due_to_our_side() -> None:
    penalties = [each for each in an_analysis().clauses if each.label is Label.PENALTY][:3]
    eased = {each.id: dataclasses.replace(each, burden=Burden.VENDOR) for each in penalties}
    gifts = [a_suggestion(each, recipe=f"r{n}") for n, each in enumerate(penalties)]
    new = a_suggestion(id="s-new", clause_id=None, verdict=Verdict.ADD, recipe="R1", priority=33.0)
    base = with_advice(*gifts, new)
    base = dataclasses.replace(
        base,
        role=Role.CUSTOMER,
        clauses=tuple(eased.get(each.id, each) for each in base.clauses),
    )
    first, *given = summary(base).topics
    assert first.suggestion_id == new.id
    assert given
