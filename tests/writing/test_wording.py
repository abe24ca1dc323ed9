"""The words around the facts: phrases, dates, figures, cleaning, palette."""

from __future__ import annotations

import dataclasses
import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from clauseadvisor.domain import Burden, Kind, Label, Party, Role, Verdict
from clauseadvisor.writing import cleaning, palette, wording
from clauseadvisor.writing.money import assumptions, money_lines, open_questions, results
from clauseadvisor.writing.phrases import ALL_SUBTYPES, Phrases, phrases, zone
from tests.builders import a_clause, a_figure, a_suggestion, an_analysis

# ---------------------------------------------------------------- phrases


def test_every_word_of_the_model_has_a_phrase() -> None:
    words = phrases()
    assert set(words.labels) == set(Label)
    assert set(words.verdicts) == set(Verdict)
    assert set(words.kinds) == set(words.reasons) == set(Kind)
    assert set(words.burdens) == set(Burden)
    assert set(words.side) == set(Role)
    assert set(words.subtypes) == ALL_SUBTYPES
    assert set(words.stages) == {0, 1, 2, 3}


@pytest.mark.parametrize("index", [0, 19.9, 20, 54.9, 69, 70, 100])
def test_every_balance_has_a_name(index: float) -> None:
    found = zone(phrases().relationship, index)
    assert found.name
    assert found.below > index


def test_an_unknown_placeholder_is_refused() -> None:
    text = phrases().model_dump(mode="json") | {"side": {"customer": "We are {them}."}}
    with pytest.raises(ValidationError, match=r"unknown placeholder \{them\}"):
        Phrases.model_validate(text)


def test_a_key_that_nobody_reads_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Phrases.model_validate(tomllib.loads("[surprise]\nx = 1"))


# ---------------------------------------------------------------- wording


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2027-11-02", "2 November 2027"), ("2025-12-31", "31 December 2025"), ("soon", "soon")],
)
def test_a_date_is_said_in_words(iso: str, said: str) -> None:
    assert wording.day(iso) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(7680.0, "7,680"), (552.23, "552.23"), (0.5, "0.5"), (1000000.0, "1,000,000")],
)
def test_a_number_is_said_with_thousands_and_without_idle_zeros(value: float, said: str) -> None:
    assert wording.number(value) == said


@pytest.mark.parametrize(
    ("number", "heading", "text", "body"),
    [
        ("4.2", "Service credits", "4.2 Service credits\nThe fee falls.", "The fee falls."),
        ("4.2", None, "4.2 The fee falls.", "The fee falls."),
        (None, "Fees", "Fees: paid monthly.", "paid monthly."),
        ("10", "Law", "10. Law\nEngland.", "England."),
        ("3", "Term", "3 Term", "Term"),
        ("4", None, "40 calls a day are answered.", "40 calls a day are answered."),
        (None, "Fee", "Feeble calls are not counted.", "Feeble calls are not counted."),
    ],
)
def test_the_body_of_a_clause_stands_without_number_and_heading(
    number: str | None, heading: str | None, text: str, body: str
) -> None:
    assert wording.body(a_clause(text, number=number, heading=heading)) == body


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("Ask for a few days of grace.", "A few days of grace."),
        ("Ask in exchange for live data.", "Live data."),
        ("Hold on to the exit.", "The exit."),
        (
            "Propose, for both sides, no blame for a warning.",
            "For both sides, no blame for a warning.",
        ),
        ("Commit in return to the truth.", "In return, from both sides, the truth."),
        ("Offerings stay as they are.", "Offerings stay as they are."),
        ("No change.", "No change."),
    ],
)
def test_a_move_does_not_repeat_the_name_of_its_row(said: str, short: str) -> None:
    assert wording.move(said) == short


def test_a_party_carries_its_article_only_where_the_contract_gives_it_one() -> None:
    base = an_analysis().document
    named = (Party(name="Brightline Ltd", role=Role.VENDOR, aliases=("Supplier",)),)
    with_article = dataclasses.replace(base, text="The Supplier and the Supplier", parties=named)
    assert wording.party(with_article, Role.VENDOR, short=True) == "the Supplier"
    without = dataclasses.replace(
        base, text="Supplier and Supplier and the Supplier", parties=named
    )
    assert wording.party(without, Role.VENDOR, short=True) == "Supplier"


@pytest.mark.parametrize(
    ("burden", "words", "said"),
    [
        (Burden.VENDOR, "each agent", "The Supplier"),
        (Burden.CUSTOMER, None, "The Customer"),
        (Burden.BOTH, "either party", "Both"),
        (Burden.UNKNOWN, "the guarantor", "The guarantor"),
        (Burden.UNKNOWN, None, "Not clear"),
    ],
)
def test_the_burden_is_said_by_side_and_else_in_the_clauses_words(
    burden: Burden, words: str | None, said: str
) -> None:
    clause = a_clause(burden=burden, burdened_party=words)
    assert wording.burden(an_analysis().document, clause) == said


def test_the_opening_of_a_reason_ends_with_a_sentence() -> None:
    reason = "One thing is so. Another follows. A third is too long to say here."
    assert wording.opening(reason, 40) == "One thing is so. Another follows."
    assert wording.opening(reason, 10) == "One thing…"


# ---------------------------------------------------------------- cleaning


@given(st.text(st.characters(categories=("Cc", "Cs", "Cf", "Zl", "Zp", "L"))))
def test_clean_text_can_stand_in_xml(text: str) -> None:
    clean = cleaning.fit(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e]", clean)
    assert cleaning.fit(clean) == clean


@given(st.text(max_size=80), st.integers(2, 40))
def test_shortened_text_is_one_line_within_its_limit(text: str, limit: int) -> None:
    short = cleaning.shortened(text, limit)
    assert len(short) <= limit
    assert "\n" not in short


@given(st.text(max_size=80), st.text(min_size=1, max_size=8), st.integers(6, 40))
def test_an_excerpt_is_one_line_within_its_limit(text: str, words: str, limit: int) -> None:
    short = cleaning.excerpt(f"{text} {words} {text}", words, limit)
    assert len(short) <= limit
    assert "\n" not in short


def test_an_excerpt_holds_the_sentence_with_the_words() -> None:
    text = "The Host bills each month. It lists each hour. The Host may raise its rates at will."
    assert (
        cleaning.excerpt(text, "raise its rates", 50) == "… The Host may raise its rates at will."
    )
    assert cleaning.excerpt(text, "bills each month", 30).startswith("The Host bills")
    assert cleaning.excerpt(text, "not there", 30).startswith("The Host bills")
    unbroken = f"The Host, {'which is a firm of some age, ' * 6}may raise its rates at will."
    assert "raise its rates" in cleaning.excerpt(unbroken, "raise its rates", 60)


# ---------------------------------------------------------------- palette


def contrast_on_white(colour: str) -> float:
    """Contrast to white by WCAG 2.2 (relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 1.05 / (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05)


@pytest.mark.parametrize("colour", [*palette.TONES.values(), palette.INK, palette.MUTED])
def test_every_tone_can_be_read_on_white(colour: str) -> None:
    assert contrast_on_white(colour) >= 4.5


# ---------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (18000.0, "GBP/period", "GBP 18,000 per period"),
        (0.1, "probability", "10%"),
        (0.184, "share/year", "18.4% per year"),
        (3.0, "periods", "3 periods"),
        (5.0, "% of one period's fee", "5% of one period's fee"),
        (1071.43, "GBP/day", "GBP 1,071 per day"),
        (0.25, "EUR", "EUR 0.25"),
    ],
)
def test_a_figure_is_said_with_its_unit(value: float, unit: str, said: str) -> None:
    figure = a_figure("X", "something", value, unit)
    suggestion = a_suggestion(economics={"figures": {"X": figure}})
    assert [each.value for each in money_lines(suggestion)] == [said]


def test_assumed_inputs_are_told_apart_from_results() -> None:
    suggestion = a_suggestion()
    assert [str(each) for each in results(suggestion)] == [
        "Credit for one miss: GBP 4,200",
        "Expected for one period: GBP 420 per period (assumed)",
        "Reframed: bonus when met: GBP 4,200 per period",
    ]
    assert assumptions(suggestion) == ("Chance of a miss: 10% (may be 2% to 30%)",)
    assert "Not known: what one miss costs the customer." in open_questions(suggestion)


@pytest.mark.parametrize("economics", [None, {}, {"figures": {}}, {"currency": "GBP"}])
def test_no_figures_are_no_figures(economics: dict[str, object] | None) -> None:
    assert money_lines(a_suggestion(economics=economics)) == ()
