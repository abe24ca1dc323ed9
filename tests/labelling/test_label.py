"""Clauses in, labelled clauses out: everything counts from the right place."""

from __future__ import annotations

import pytest

from clauseadvisor.domain import Burden, Clause, Judgement, Label, Party, Role, Span
from clauseadvisor.labelling.base import ClauseText, FixedClassifier
from clauseadvisor.labelling.label import label_clauses, label_text

TEXT = (
    "1. Fees. Buyer pays EUR 900 a month.\n"
    "2. Delay. If Heron is late, it shall pay 2% of the price per week, capped at 10% of it.\n"
)
PARTIES = (
    Party(name="Heron Corp.", role=Role.VENDOR, aliases=("Heron",)),
    Party(name="Otter LLC", role=Role.CUSTOMER, aliases=("Buyer",)),
)


def split(text: str) -> list[Clause]:
    clauses, start = [], 0
    for line in text.splitlines():
        clauses.append(
            Clause(
                id=f"c{start}",
                number=line[:2],
                heading="Heading",
                parent=None,
                context=None,
                start=start,
                end=start + len(line),
                text=line,
                page=3,
            )
        )
        start += len(line) + 1
    return clauses


class Recording:
    """Answers penalty to all, with the first word as evidence, and keeps what it was asked."""

    version = "recording"

    def __init__(self) -> None:
        self.asked: list[list[ClauseText]] = []

    def judge(self, items: object) -> list[Judgement]:
        self.asked.append(list(items))  # type: ignore[call-overload]
        return [
            Judgement(
                label=Label.PENALTY,
                subtype="liquidated_damages",
                secondary=(Label.CONTROL,),
                scores={label.value: 0.2 for label in Label},
                confidence=0.7,
                needs_review=True,
                evidence=(Span(start=0, end=2, text=item.text[:2]),),
            )
            for item in self.asked[-1]
        ]


def test_all_clauses_are_judged_in_one_batch_with_heading_and_context() -> None:
    classifier = Recording()
    label_clauses(split(TEXT), parties=PARTIES, classifier=classifier)
    assert len(classifier.asked) == 1
    assert [item.heading for item in classifier.asked[0]] == ["Heading", "Heading"]


def test_evidence_and_facts_count_from_the_start_of_the_document() -> None:
    for clause in label_clauses(split(TEXT), parties=PARTIES, classifier=Recording()):
        facts = clause.facts
        spans = [facts.trigger, facts.consequence, facts.cap, facts.metric, facts.target]
        for span in [*filter(None, spans), *facts.amounts, *clause.evidence]:
            assert TEXT[span.start : span.end] == span.text


def test_what_the_clause_was_and_what_was_judged_are_kept() -> None:
    first, second = label_clauses(split(TEXT), parties=PARTIES, classifier=Recording())
    assert (first.id, first.number, first.page) == ("c0", "1.", 3)
    assert (second.label, second.subtype) == (Label.PENALTY, "liquidated_damages")
    assert second.needs_review
    assert (second.burden, second.burdened_party) == (Burden.VENDOR, "Heron")


def test_weights_are_left_to_those_who_suggest() -> None:
    for clause in label_clauses(split(TEXT), parties=PARTIES, classifier=Recording()):
        assert (clause.severity, clause.heavy) == (0.0, False)


def test_a_neutral_clause_has_no_facts_and_no_burden() -> None:
    (clause,) = label_clauses(
        split("EUR 5 is due if it rains.\n"), parties=(), classifier=FixedClassifier(Label.NEUTRAL)
    )
    assert clause.facts.amounts == ()
    assert (clause.burden, clause.burdened_party) == (Burden.UNKNOWN, None)


def test_raw_texts_are_judged_with_offsets_of_their_own() -> None:
    item = ClauseText(text="If the Supplier is late, it shall pay EUR 50 per day.")
    ((judgement, facts, burden, party),) = label_text([item], Recording())
    assert judgement.label is Label.PENALTY
    assert item.text[facts.amounts[0].start : facts.amounts[0].end] == "EUR 50 per day"
    assert (burden, party) == (Burden.VENDOR, "Supplier")


def heading_clause(text: str, heading: str, *, context: str | None = None) -> Clause:
    return Clause(
        id="c0",
        number=text.split()[0].rstrip("."),
        heading=heading,
        parent=None,
        context=context,
        start=0,
        end=len(text),
        text=text,
    )


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("7.4 Late Delivery.", "Late Delivery"),
        ("ARTICLE 9\nINSPECTION\n9.1 Step-in", "Step-in"),
        ("(B) Exit by the Buyer.\n--------------", "Exit by the Buyer"),
        ("12. Audit\nand Records", "Audit and Records"),
    ],
)
def test_a_bare_heading_is_neutral_and_weighs_on_nobody(text: str, heading: str) -> None:
    classifier = Recording()
    bare = heading_clause(text, heading)
    (clause,) = label_clauses([bare], parties=PARTIES, classifier=classifier)
    assert (clause.label, clause.subtype, clause.burden) == (Label.NEUTRAL, None, Burden.UNKNOWN)
    assert (clause.confidence, clause.needs_review) == (1.0, False)
    assert classifier.asked == [[]]


@pytest.mark.parametrize(
    ("text", "heading", "context"),
    [
        ("7.4 Late Delivery. The Seller pays EUR 90 a day.", "Late Delivery", None),
        ("(b) Speed of answer", "Speed of answer", "The Supplier shall report monthly on:"),
        ("4. Late fee 2 % per month", "Late fee 2 % per month", None),
    ],
)
def test_what_says_more_than_its_heading_is_judged(
    text: str, heading: str, context: str | None
) -> None:
    spoken = heading_clause(text, heading, context=context)
    (clause,) = label_clauses([spoken], parties=PARTIES, classifier=Recording())
    assert clause.label is Label.PENALTY


def test_judgements_stay_with_their_clauses_around_a_bare_heading() -> None:
    bare = heading_clause("2. Delay", "Delay")
    first, second = split(TEXT)
    labelled = label_clauses([first, bare, second], parties=PARTIES, classifier=Recording())
    assert [clause.text for clause in labelled] == [first.text, bare.text, second.text]
    assert [clause.label for clause in labelled] == [Label.PENALTY, Label.NEUTRAL, Label.PENALTY]


def test_no_clauses_give_no_labelled_clauses() -> None:
    assert label_clauses([], parties=(), classifier=FixedClassifier(Label.TRUST)) == ()


@pytest.mark.parametrize(
    ("money", "unit"),
    [
        ("All sums are in Canadian dollars.", "CAD"),
        ("All sums are in U.S. dollars.", "USD"),
        ("Sums are in Canadian dollars or US$.", "USD"),
        ("Sums are due monthly.", "USD"),
    ],
)
def test_a_bare_dollar_is_the_one_that_the_contract_names(money: str, unit: str) -> None:
    text = f"{money}\nIf Heron is late, it shall pay $50 per day.\n"
    _, late = label_clauses(split(text), parties=PARTIES, classifier=Recording())
    assert late.facts.amounts[0].unit == unit
