"""The neutral tree: what the notes hold, in which order, for whom; and the three that draw it."""

from __future__ import annotations

import dataclasses
import html
import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from clauseadvisor.domain import Burden, Concern, Label, Negotiation, ReadingWarning, Verdict
from clauseadvisor.writing import html as html_notes
from clauseadvisor.writing import markdown, spreadsheet, word
from clauseadvisor.writing.blocks import Grid, Heading, Outline, Points, Text, plain
from clauseadvisor.writing.issues import correspondence, issues
from clauseadvisor.writing.outline import outline, overview
from clauseadvisor.writing.proposals import AT_LENGTH
from tests.builders import A_CONCERN, a_clause, a_suggestion, an_analysis


def section(tree: Outline, anchor: str) -> Any:
    return next(each for each in tree.sections if each.anchor == anchor)


def words_of(blocks: Any) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text(line=line):
                yield plain(line)
            case Heading(text=text):
                yield text
            case Points(lines=lines):
                yield from (plain(line) for line in lines)
            case Grid(rows=rows, columns=columns):
                yield from (column.title for column in columns)
                yield from (plain(line) for row in rows for cell in row for line in cell.lines)


def text_in(tree: Outline, anchor: str) -> str:
    return "\n".join(words_of(section(tree, anchor).blocks))


def many(count: int, **changes: Any) -> Any:
    """An analysis with so many service credits, each with the same advice."""
    clauses = [
        a_clause(f"{i}. If level {i} is missed the fee falls by {i}%.", number=str(i), subtype="service_credit", severity=3.0)
        for i in range(1, count + 1)
    ]  # fmt: skip
    suggestions = [a_suggestion(clause, priority=99.0 - i, **changes) for i, clause in enumerate(clauses)]  # fmt: skip
    return an_analysis(clauses=tuple(clauses), suggestions=tuple(suggestions))


# ---------------------------------------------------------------- sections


def test_our_notes_hold_every_section_in_order() -> None:
    assert [each.anchor for each in outline(an_analysis()).sections] == [
        "summary", "questions", "issues", "details", "open", "boundaries", "worksheets", "pitfalls",
        "assumptions", "blanks", "letters", "norms", "reading", "clauses",
    ]  # fmt: skip


def test_the_other_side_gets_five_sections() -> None:
    tree = outline(an_analysis(), audience="counterparty")
    assert [each.anchor for each in tree.sections] == [
        "purpose",
        "issues",
        "details",
        "questions",
        "blanks",
    ]
    assert tree.banner == ""


def test_anchors_are_unique_and_valid_names_of_word_bookmarks() -> None:
    tree = outline(an_analysis())
    anchors = [each.anchor for each in tree.sections]
    anchors += [b.anchor for each in tree.sections for b in each.blocks if isinstance(b, Heading) and b.anchor]  # fmt: skip
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", anchor) for anchor in anchors)


def test_the_summary_names_the_three_things_to_raise_first() -> None:
    said = text_in(outline(an_analysis()), "summary")
    assert said.index("New clause") < said.index("Clause 4.2 Service credits")
    assert said.index("Clause 4.2 Service credits") < said.index("Clause 4.3 Late go-live")
    assert "2 November 2027" in said


def test_three_things_to_raise_are_of_different_kinds_where_there_are_such() -> None:
    base = many(3)
    other = a_suggestion(recipe="late_payment", title="Warn first", clause_id=base.clauses[0].id, id="s-other", priority=16.0)  # fmt: skip
    analysis = dataclasses.replace(base, suggestions=(*base.suggestions, other))
    said = text_in(outline(analysis), "summary")
    assert "Warn first" in said


def test_every_proposal_has_its_wording_whatever_their_number() -> None:
    analysis = many(AT_LENGTH + 5)
    tree = outline(analysis)
    headings = [b for b in section(tree, "details").blocks if isinstance(b, Heading)]
    assert len(headings) == AT_LENGTH + 5
    assert text_in(tree, "details").count("held in an account for three months") == AT_LENGTH + 5


def test_what_stands_behind_a_proposal_is_spelled_out_for_the_first_few() -> None:
    analysis = many(AT_LENGTH + 5)
    own = tuple(
        dataclasses.replace(each, rationale=f"Reason {index} of its own. And more of it.")
        for index, each in enumerate(analysis.suggestions)
    )
    said = text_in(outline(dataclasses.replace(analysis, suggestions=own)), "details")
    assert said.count("An earn-back can hide a failure") == AT_LENGTH
    assert all(f"Reason {index} of its own." in said for index in range(AT_LENGTH + 5))
    assert said.count("Fallback: ") == AT_LENGTH + 5


def test_a_gift_of_money_keeps_its_last_warning_also_where_it_is_told_in_short() -> None:
    analysis = many(AT_LENGTH + 5)
    warned = f"{'It is a reason among others. ' * 15}Beware of the last word."
    gifts = tuple(
        dataclasses.replace(each, rationale=f"{index}. {warned}", concession=index % 2 == 0)
        for index, each in enumerate(analysis.suggestions)
    )
    said = text_in(outline(dataclasses.replace(analysis, suggestions=gifts)), "details")
    plain = tuple(dataclasses.replace(each, concession=False) for each in gifts)
    before = text_in(outline(dataclasses.replace(analysis, suggestions=plain)), "details")
    assert before.count("Beware") == AT_LENGTH
    assert said.count("Beware") > AT_LENGTH


def test_advice_that_was_given_before_is_folded_into_a_reference() -> None:
    said = text_in(outline(many(4)), "details")
    assert said.count("Why, and how to bring it up: As for P1") == 3
    assert said.count("An earn-back can hide a failure") == 1


def test_the_longer_of_original_and_proposal_gets_more_room() -> None:
    short = a_clause("The fee falls.", subtype="service_credit", severity=3.0)
    tree = outline(an_analysis(clauses=(short,), suggestions=(a_suggestion(short),)))
    (sides,) = (b for b in section(tree, "details").blocks if isinstance(b, Grid) and b.sides)
    left, right = (column.width for column in sides.columns)
    assert left + right == pytest.approx(100)
    assert 25 < left < 50 < right


def test_neutral_clauses_are_named_in_one_paragraph_of_the_appendix() -> None:
    clauses = [
        a_clause(f"{i}. Words {i}.", number=f"{i}.", heading=f"Heading {i}", label=Label.NEUTRAL, severity=0.0, start=100 * i)
        for i in range(1, 31)
    ]  # fmt: skip
    tree = outline(an_analysis(clauses=tuple(clauses), suggestions=()))
    assert not [b for b in section(tree, "clauses").blocks if isinstance(b, Grid)]
    said = text_in(tree, "clauses")
    assert all(f"{i}. Heading {i}" in said for i in range(1, 31))
    assert "30 neutral clauses: 1. Heading 1;" in said
    full = overview(an_analysis(clauses=tuple(clauses), suggestions=()))
    (grid,) = (b for b in section(full, "clauses").blocks if isinstance(b, Grid))
    assert len(grid.rows) == 30


def test_the_same_advice_is_given_once_and_referred_to_after() -> None:
    said = text_in(outline(many(3)), "issues")
    assert said.count("Hold each credit for three months") == 1
    assert said.count("As for P1") == 4  # how to ask, and why, for P2 and P3


def test_clauses_that_are_kept_for_one_reason_share_a_row() -> None:
    keep = Negotiation(ask="", offer="", fallback="", keep="The exit.")
    tree = outline(
        many(4, verdict=Verdict.KEEP, proposed_text="", negotiation=keep, rationale="It anchors.")
    )
    boundaries = section(tree, "boundaries").blocks[1]
    assert len(boundaries.rows) == 1
    assert len(boundaries.rows[0][0].lines) == 4


def test_what_rewards_already_is_a_model_and_no_boundary() -> None:
    bonus = next(c for c in an_analysis().clauses if c.label is Label.INCENTIVE)
    lesson = a_suggestion(bonus, verdict=Verdict.KEEP, title="Build on the bonus", proposed_text="")
    tree = outline(an_analysis(suggestions=(lesson,)))
    assert "Build on the bonus" in text_in(tree, "models")
    assert "boundaries" not in [each.anchor for each in tree.sections]


def test_the_partners_concern_is_said_before_the_question() -> None:
    grid = section(outline(an_analysis()), "questions").blocks[1]
    assert [column.title for column in grid.columns][1:] == [
        "First say what we understand",
        "Then ask",
    ]
    assert plain(grid.rows[0][1].lines[0]).startswith("As we understand it")


def test_one_kind_of_clause_on_both_sides_raises_two_concerns() -> None:
    theirs = a_clause("Theirs: the fee falls.", subtype="deduction", burden=Burden.VENDOR)
    ours = a_clause("Ours: the rebate falls.", subtype="deduction", burden=Burden.CUSTOMER)
    other = Concern(said="As we understand it, the rebate counts for you.", question="Does it?")
    tree = outline(
        an_analysis(
            clauses=(theirs, ours),
            suggestions=(
                a_suggestion(theirs, concern=A_CONCERN),
                a_suggestion(ours, concern=other),
            ),
        )
    )
    concerns = [plain(row[1].lines[0]) for row in section(tree, "questions").blocks[1].rows]
    assert len(concerns) == len(set(concerns)) == 2


def test_a_proposal_without_a_concern_of_its_own_asks_the_partner_nothing() -> None:
    clause = a_clause()
    bare = a_suggestion(clause, concern=None)
    tree = outline(an_analysis(clauses=(clause,), suggestions=(bare,)))
    assert "questions" not in [each.anchor for each in tree.sections]


def test_every_blank_is_listed_with_the_words_around_it() -> None:
    said = text_in(outline(an_analysis()), "blanks")
    assert "[number]" in said
    assert "[amount]" in said
    assert "GBP [amount], for at most" in said


def test_what_was_assumed_stands_with_its_range() -> None:
    said = text_in(outline(an_analysis()), "assumptions")
    assert "Chance of a miss: 10% (may be 2% to 30%)" in said
    assert "medium risk" in said


def test_a_missing_scorecard_is_said() -> None:
    said = text_in(outline(an_analysis(readiness=None)), "assumptions")
    assert "No partner scorecard was given" in said


def test_a_contract_in_another_language_gets_no_advice_and_says_why() -> None:
    base = an_analysis(suggestions=())
    german = dataclasses.replace(base, document=dataclasses.replace(base.document, language="de"))
    assert "not in English" in text_in(outline(german), "summary")
    assert "no penalty clause" in text_in(outline(base), "summary")


def test_warnings_of_one_kind_are_said_once() -> None:
    base = an_analysis()
    warnings = tuple(ReadingWarning(code="empty", message=f"Page {n} holds no text.", page=n) for n in range(1, 7))  # fmt: skip
    analysis = dataclasses.replace(base, document=dataclasses.replace(base.document, warnings=warnings))  # fmt: skip
    said = text_in(outline(analysis), "reading")
    assert said.splitlines() == [
        "Page 1 holds no text.",
        "The same in 5 further places (pages 2, 3, 4, 5 and 6).",
    ]


def test_a_partial_number_is_shown_with_those_above_it() -> None:
    top = a_clause("5.2 Fees", number="5.2", heading="Fees", id="c-top")
    middle = a_clause("(a) Charges", number="(a)", parent="c-top", id="c-mid", start=20)
    leaf = a_clause("(i) credit", number="(i)", parent="c-mid", id="c-leaf", start=40, subtype="service_credit")  # fmt: skip
    analysis = an_analysis(clauses=(top, middle, leaf), suggestions=(a_suggestion(leaf),))
    assert "Clause 5.2(a)(i)" in text_in(outline(analysis), "issues")


def test_the_overview_leaves_out_the_negotiation() -> None:
    anchors = [each.anchor for each in overview(an_analysis()).sections]
    assert anchors == ["summary", "issues", "wording", "boundaries", "norms", "reading", "clauses"]


def test_the_overview_holds_the_wording_of_every_proposal() -> None:
    analysis = an_analysis()
    told = text_in(overview(analysis), "wording")
    for issue in issues(analysis):
        assert issue.where in told
        for paragraph in issue.suggestion.proposed_text.split("\n"):
            assert paragraph.strip() in told


def test_our_own_notes_tell_which_letter_is_which_of_our_numbers() -> None:
    analysis = an_analysis()
    told = text_in(outline(analysis), "letters").split()
    for theirs, ours in correspondence(analysis):
        assert told[told.index(theirs) + 1] == ours
    anchors = [each.anchor for each in outline(analysis, audience="counterparty").sections]
    assert "letters" not in anchors


def test_hints_in_blanks_are_ours() -> None:
    hinted = a_suggestion(
        proposed_text="A bonus of [sum: at most half of what a day is worth to us] a day.",
        blanks=("[sum: at most half of what a day is worth to us]",),
    )
    analysis = an_analysis(suggestions=(hinted,))
    assert "at most half" in text_in(outline(analysis), "details")
    shared = outline(analysis, audience="counterparty")
    assert "A bonus of [sum] a day." in text_in(shared, "details")
    assert "at most half" not in str(shared)


# ---------------------------------------------------------------- three formats, one content


def letters(text: str) -> str:
    """Letters and digits alone: marks, breaks and escapes differ by format."""
    return re.sub(r"[\W_]+", "", text)


def drawn(tree: Outline) -> dict[str, str]:
    package = docx.Document(io.BytesIO(word.render(tree)))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    page = re.sub(r"<style>.*?</style>", "", html_notes.render(tree), flags=re.DOTALL)
    return {
        "word": letters("".join(each.text or "" for each in package.element.iter(space))),
        "html": letters("".join(etree.HTML(page).itertext())),
        "markdown": letters(html.unescape(markdown.render(tree).replace("<br>", ""))),
    }


@pytest.mark.parametrize("audience", ["internal", "counterparty"])
def test_the_three_formats_never_differ_in_content(audience: str) -> None:
    tree = outline(an_analysis(), audience=audience)
    pages = drawn(tree)
    expected = [text for each in tree.sections for text in (each.title, *words_of(each.blocks))]
    assert len(expected) > 50
    for name, page in pages.items():
        missing = [text for text in expected if letters(text) not in page]
        assert missing == [], f"{name} lacks what the others have"


ANY_TEXT = st.text(st.characters(), max_size=60)


@settings(max_examples=25, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_can_be_drawn(heading: str, wording: str, name: str) -> None:
    clause = a_clause("The fee falls. " + wording, heading=heading, number=name, subtype="deduction", severity=3.0)  # fmt: skip
    suggestion = a_suggestion(clause, title=heading, proposed_text=wording, rationale=wording, blanks=(name,))  # fmt: skip
    base = an_analysis(clauses=(clause,), suggestions=(suggestion,))
    analysis = dataclasses.replace(base, document=dataclasses.replace(base.document, name=name))
    tree = outline(analysis)
    docx.Document(io.BytesIO(word.render(tree)))
    etree.HTML(html_notes.render(tree))
    markdown.render(tree).encode("utf-8")
    spreadsheet.render(analysis)


@pytest.mark.parametrize("audience", ["internal", "counterparty"])
def test_every_clause_that_a_proposal_changes_is_shown_as_it_is_today(audience: str) -> None:
    made = many(3)
    second = made.clauses[1]
    lead, *rest = made.suggestions
    made = dataclasses.replace(
        made, suggestions=(dataclasses.replace(lead, also=(second.id,)), *rest[1:])
    )
    told = text_in(outline(made, audience=audience), "details")
    assert "Today: Clause 1 and Clause 2" in told
    assert "If level 1 is missed the fee falls by 1%." in told
    assert "Clause 2:\nIf level 2 is missed the fee falls by 2%." in told
