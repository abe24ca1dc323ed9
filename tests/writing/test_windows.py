"""The next window stands where it tells when to act, and nowhere else."""

from __future__ import annotations

import dataclasses

import pytest

from clauseadvisor.domain import Analysis, KeyDate
from clauseadvisor.writing.issues import issues, window_text
from clauseadvisor.writing.outline import outline
from clauseadvisor.writing.summary import summary
from clauseadvisor.writing.windows import tells
from tests.builders import an_analysis

NOTICE = KeyDate(kind="notice", text="at least three months before the end of a year")
REVIEW = KeyDate(kind="review", text="every second January")


@pytest.mark.parametrize(
    "text",
    [
        "not less than thirty (30) days prior written notice",
        "for a term of one year from signature",
        "renews for twelve months unless either side gives 60 days' notice",
        "at least six months before the period ends",
        "each January",
        "on every anniversary of the start",
        "two successive calendar quarters",
    ],
)
def test_a_period_or_a_month_tells_when(text: str) -> None:
    assert tells(KeyDate(kind="notice", text=text))


@pytest.mark.parametrize(
    "text",
    [
        "no later than [* * *] days prior to the end of the term",
        "it shall continue until terminated",
        "renews for successive periods of twelve months",
        "renewal for further one-year terms (each a “Second Term” and together",
        "the term is three years from signature, with automatic",
        "in a reasonable time",
    ],
)
def test_a_cut_text_a_missing_figure_or_a_contract_that_runs_on_tells_nothing(text: str) -> None:
    assert not tells(KeyDate(kind="renewal", text=text))


def test_a_date_tells_whatever_the_words_are() -> None:
    assert tells(KeyDate(kind="expiry", text="the end of the", date="2028-01-31"))


def with_windows(*windows: KeyDate | None, dates: tuple[KeyDate, ...] = ()) -> Analysis:
    analysis = an_analysis()
    raised = [each.suggestion.id for each in issues(analysis)]
    window = dict(zip(raised, (*windows, *windows[-1:] * len(raised)), strict=False))
    return dataclasses.replace(
        analysis,
        document=dataclasses.replace(analysis.document, dates=dates),
        suggestions=tuple(
            dataclasses.replace(each, window=window.get(each.id)) for each in analysis.suggestions
        ),
    )


def test_a_window_that_all_proposals_have_is_said_once_at_the_top() -> None:
    analysis = with_windows(NOTICE, dates=(NOTICE,))
    assert summary(analysis).window.startswith("Notice: “at least three months")
    assert "Next window" not in str(outline(analysis).sections[1:])


def test_a_window_of_one_proposal_alone_stands_beside_it() -> None:
    analysis = with_windows(REVIEW, NOTICE, dates=(NOTICE,))
    told = str(outline(analysis).sections[1:])
    assert told.count("Next window") == 1
    assert told.count("every second January") == 1


def test_a_window_that_tells_nothing_sends_us_to_its_clause() -> None:
    clause = an_analysis().clauses[1]
    fragment = KeyDate(kind="expiry", text="until terminated", clause_id=clause.id)
    analysis = with_windows(fragment, dates=(fragment,))
    assert "clause 2 Term" in summary(analysis).window
    assert "until terminated" not in str(outline(analysis).sections)
    assert not window_text(analysis, issues(analysis)[0])


def test_beside_the_day_of_an_end_stand_its_renewal_and_the_notice() -> None:
    end = KeyDate(kind="expiry", text="ends on 30 April 2029", date="2029-04-30")
    renewal = KeyDate(kind="renewal", text="automatic renewals each for five (5) years")
    notice = KeyDate(kind="notice", text="no less than 120 prior to the expiry date")
    told = summary(with_windows(end, dates=(renewal, end, notice))).window
    assert told.startswith("End: 30 April 2029")
    assert "Renewal: “automatic renewals each for five (5) years”" in told
    assert "Notice: “no less than 120 prior to the expiry date”" in told


def test_what_the_words_of_the_end_say_already_is_not_said_again() -> None:
    end = KeyDate(
        kind="expiry",
        text="ends on 30 April 2029, with automatic renewals of five years each",
        date="2029-04-30",
    )
    renewal = KeyDate(kind="renewal", text="automatic renewals of five years each")
    assert summary(with_windows(end, dates=(end, renewal))).window.count("five years") == 1


@pytest.mark.parametrize(
    "words",
    [
        "At least {notice_days} days before the end of the current term",
        "not less than ____ days prior to the renewal date",
        "at least [ ] months before the contract expires",
    ],
)
def test_a_period_that_a_form_leaves_blank_is_said_to_be_blank(words: str) -> None:
    analysis = an_analysis()
    clause = dataclasses.replace(analysis.clauses[1], text=f"2 Term\nNotice: {words}. More.")
    changed = dataclasses.replace(
        analysis,
        clauses=(analysis.clauses[0], clause, *analysis.clauses[2:]),
        document=dataclasses.replace(analysis.document, dates=()),
    )
    told = summary(changed).window
    assert f"still a blank: “{words}” (clause 2" in told


def test_a_figure_that_was_taken_out_is_no_blank_to_settle_and_the_notice_goes_first() -> None:
    analysis = an_analysis()
    costs = "1 Costs\nNo later than [* * *] days prior to the end of the Term, the Maker shall send its costs."
    says_no = (
        "2 Term\nIt renews unless, no later than [* * *] days prior to the end of the current Term, "
        "either side notifies the other that it wishes to end it."
    )
    texts = (costs, says_no)
    clauses = tuple(
        dataclasses.replace(clause, text=text)
        for clause, text in zip(analysis.clauses, texts, strict=False)
    )
    changed = dataclasses.replace(
        analysis,
        clauses=(*clauses, *analysis.clauses[2:]),
        document=dataclasses.replace(analysis.document, dates=()),
    )
    told = summary(changed).window
    assert "is redacted in this copy" in told
    assert "“no later than [* * *] days prior to the end of the current Term” (clause 2" in told
    assert "before you sign" not in told


def test_a_time_that_has_elapsed_tells_the_end() -> None:
    assert tells(
        KeyDate(kind="expiry", text="continue until 12 months have elapsed since the last order")
    )
