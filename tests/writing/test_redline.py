"""The redline: what is rejected leaves no trace, what is accepted is what was proposed."""

from __future__ import annotations

import dataclasses
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import clauseadvisor as ca
from clauseadvisor.domain import Analysis, Facts, Readiness, Span, Verdict
from clauseadvisor.errors import UsageError
from clauseadvisor.openxml.names import attribute, clark, name_of
from clauseadvisor.openxml.revisions import View
from clauseadvisor.writing.redline import Choice, all_changes, redline
from clauseadvisor.writing.redlining.replaced import replaced
from tests.builders import a_clause
from tests.openxml.builder import (
    comment,
    docx,
    field,
    gone,
    hyperlink,
    ins,
    p,
    parts_of,
    r,
    sdt,
    style,
    tbl,
    tr,
    zipped,
)
from tests.openxml.hard_files import CLAUSES, HARD
from tests.openxml.office import convert, settle
from tests.writing.redlines import (
    MAY_CHANGE,
    PROVISIONS,
    ROOT,
    SAMPLE,
    analysis_of,
    comments_of,
    faults,
    parts,
    plain,
    root_of,
    text_of,
)

SHARED = sorted((ROOT.parent / "shared/data/contracts/docx").glob("*.docx"))


def marked(data: bytes, choices: list[Choice] | None = None, **options) -> bytes:
    """The file with a suggestion for every clause marked up."""
    analysis = analysis_of(data)
    return redline(data, analysis, choices or all_of(analysis), **options)


def all_of(analysis: Analysis) -> list[Choice]:
    return [Choice(suggestion=each.id) for each in analysis.suggestions]


@cache
def sample() -> Analysis:
    return ca.analyze(SAMPLE)


@cache
def of_file(path: Path) -> Analysis:
    return ca.analyze(path)


def everything(path: Path, **options) -> bytes:
    analysis = of_file(path)
    return redline(path.read_bytes(), analysis, all_changes(analysis, "internal"), **options)


# ---------------------------------------------------------------- hard files


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_a_hard_file_is_as_it_was_when_all_is_rejected(hard) -> None:
    result = marked(hard.data)
    assert text_of(result, View.ORIGINAL) == (hard.original or hard.final)


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_a_hard_file_holds_old_text_and_proposals_when_all_is_accepted(hard) -> None:
    analysis = analysis_of(hard.data)
    words = " ".join(text_of(marked(hard.data)).split())
    assert words.count("(a) First provision. (b) Second.") == len(analysis.suggestions)
    left = words
    for line in PROVISIONS.split("\n"):
        left = left.replace(line, "")
    assert sorted(left.split()) == sorted(hard.final.split())


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_a_hard_file_keeps_the_rules_of_the_schema_and_all_other_parts(hard) -> None:
    result = marked(hard.data)
    assert faults(hard.data, result) == []
    before, after = parts(hard.data), parts(result)
    assert {name for name in after if after[name] != before.get(name)} <= MAY_CHANGE
    assert before.keys() <= after.keys()


def test_what_two_others_changed_and_said_stays_theirs() -> None:
    data = docx(
        p("Credit of ", gone("5%", "Ada"), ins(r("10% of the fee"), "Ben"), " applies to it."),
        p("Paid monthly."),
        comments=comment(7, "Ada", "Too much."),
    )
    analysis = analysis_of(data)
    text = "Credit of 10% of one fee applies to it."
    result = redline(
        data, analysis, [Choice(suggestion=analysis.suggestions[0].id, text=text)], author="Cleo"
    )
    assert plain(text_of(result))[0] == text
    assert text_of(result, View.ORIGINAL) == text_of(data, View.ORIGINAL)
    by = {
        (attribute(each, "w:author"), name_of(each))
        for each in root_of(result).iter(*clark("w:ins"), *clark("w:del"))
    }
    assert by == {("Ada", "w:del"), ("Ben", "w:ins"), ("Cleo", "w:del"), ("Cleo", "w:ins")}
    assert comments_of(result)[0] == "Too much."
    assert faults(data, result) == []


# ---------------------------------------------------------------- single words


WORDING = docx(
    p(
        r("Where the Supplier "),
        r("misses", "<w:b/>"),
        " a level, see clause ",
        field(" REF _Ref1 ", r("4.2")),
        ", the ",
        hyperlink(r("Customer")),
        " receives ",
        sdt(r("5%")),
        " of the monthly fee.",
        num=1,
    ),
    p("Interest is due.", num=1),
    numbering=CLAUSES,
)
OLD = "Where the Supplier misses a level, see clause 4.2, the Customer receives 5% of the monthly fee."


def reworded(text: str, data: bytes = WORDING) -> bytes:
    analysis = analysis_of(data)
    return redline(data, analysis, [Choice(suggestion=analysis.suggestions[0].id, text=text)])


def test_only_the_words_that_differ_are_struck_out_and_put_in() -> None:
    result = root_of(reworded(OLD.replace("misses", "fails").replace("5%", "4%")))
    struck = ["".join(each.itertext()) for each in result.iter(*clark("w:del"))]
    added = ["".join(each.itertext()) for each in result.iter(*clark("w:ins"))]
    assert struck == ["misses", "5"]
    assert [text for text in added if text] == ["fails", "4"]


def test_new_words_look_like_those_they_replace() -> None:
    result = root_of(reworded(OLD.replace("misses", "fails")))
    (added,) = (each for each in result.iter(*clark("w:ins")) if "".join(each.itertext()))
    assert added.find("./{*}r/{*}rPr/{*}b") is not None


def test_new_words_do_not_repeat_a_change_of_format_by_somebody_else() -> None:
    change = '<w:rPrChange w:id="9" w:author="Ada"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    data = docx(p(r("The Supplier pays a fee of ten per cent every month.", f"<w:b/>{change}")))
    result = reworded("The Supplier pays a fee of five per cent every month.", data)
    changes = list(root_of(result).iter(*clark("w:rPrChange")))
    assert {attribute(each, "w:author") for each in changes} == {"Ada"}
    assert not [
        each for each in changes if name_of(each.getparent().getparent().getparent()) == "w:ins"
    ]
    assert faults(data, result) == []


def test_a_cross_reference_stays_a_field() -> None:
    result = root_of(reworded(OLD.replace("see clause 4.2", "as in clause 4.2")))
    assert not [each for each in result.iter(*clark("w:del")) if "4.2" in "".join(each.itertext())]
    assert len(list(result.iter(*clark("w:fldChar")))) == 3


def test_a_cross_reference_that_goes_goes_as_a_whole() -> None:
    result = reworded(OLD.replace(", see clause 4.2", ""))
    assert plain(text_of(result))[0] == "1. " + OLD.replace(", see clause 4.2", "")
    struck = list(root_of(result).iter(*clark("w:del")))
    assert sum(len(each.findall("./{*}r/{*}fldChar")) for each in struck) == 3


def test_a_text_with_the_number_of_its_clause_does_not_repeat_it() -> None:
    assert plain(text_of(reworded("1. " + OLD.replace("5%", "4%"))))[0] == "1. " + OLD.replace(
        "5%", "4%"
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_rewording_can_be_accepted_and_rejected(data: st.DataObject) -> None:
    words = OLD.split()
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(words) - 1))
        match data.draw(st.sampled_from(["drop", "swap", "add"])):
            case "drop" if len(words) > 8:
                del words[at]
            case "swap":
                words[at] = data.draw(st.sampled_from(["promptly", "7%", "(if any)"]))
            case _:
                words.insert(at, data.draw(st.sampled_from(["and", "all,", "£5"])))
    text = " ".join(words)
    result = reworded(text)
    assert text_of(result, View.ORIGINAL) == text_of(WORDING)
    assert plain(text_of(result)) == [f"1. {text}", "2. Interest is due."]
    assert faults(WORDING, result) == []


def test_a_clause_may_lose_and_gain_paragraphs() -> None:
    data = docx(
        p("The Supplier pays for each of these failures:", num=1),
        p("(a) a late report, at ten pounds a day; and"),
        p("(b) a lost record, at one hundred pounds."),
        p("Interest is due.", num=1),
        numbering=CLAUSES,
    )
    text = (
        "The Supplier pays for each of these failures:\n(a) a late report, at five pounds a day;\n"
        "(b) a wrong invoice, at its cost; and\n(c) a lost record, at one hundred pounds."
    )
    analysis = analysis_of(data)
    first = analysis.suggestions[0]
    if len(analysis.clauses) > 2:
        pytest.fail("the list is meant to be part of its clause")
    result = redline(data, analysis, [Choice(suggestion=first.id, text=text)])
    assert plain(text_of(result)) == plain("1. " + text + "\n2. Interest is due.")
    assert text_of(result, View.ORIGINAL) == text_of(data)


# ---------------------------------------------------------------- what takes the place of a clause

INSTEAD = (
    "The following shall take the place of the credit:\n(a) A bonus is paid.\n(b) It is [1] %."
)


def replacing(data: bytes, *, consequence: str = "", verdict: Verdict = Verdict.REPLACE) -> bytes:
    """The first clause replaced; ``consequence`` is the words of it that impose something."""
    analysis = analysis_of(data, proposal=INSTEAD)
    clause = analysis.clauses[0]
    at = analysis.document.text.index(consequence) if consequence else 0
    fact = Span(text=consequence, start=at, end=at + len(consequence)) if consequence else None
    clauses = (
        dataclasses.replace(clause, evidence=(), facts=Facts(consequence=fact)),
        *analysis.clauses[1:],
    )
    first = dataclasses.replace(analysis.suggestions[0], verdict=verdict)
    analysis = dataclasses.replace(
        analysis, clauses=clauses, suggestions=(first, *analysis.suggestions[1:])
    )
    return redline(data, analysis, [Choice(suggestion=first.id)])


def struck_in(result: bytes) -> list[str]:
    return ["".join(each.itertext()) for each in root_of(result).iter(*clark("w:del"))]


CREDITS = docx(
    p("The Supplier shall meet the levels. If it misses one, the fee falls by 5%.", num=1),
    p("Interest is due.", num=1),
    numbering=CLAUSES,
)


def test_what_is_replaced_is_struck_out_and_its_place_taken() -> None:
    result = replacing(CREDITS)
    # Inside the clause the new words stand alone: what they take the place of is struck out there.
    assert plain(text_of(result)) == ["1. (a) A bonus is paid.", "(b) It is [1] %.", "2. Interest is due."]  # fmt: skip
    assert struck_in(result) == [
        "The Supplier shall meet the levels. If it misses one, the fee falls by 5%."
    ]
    assert text_of(result, View.ORIGINAL) == text_of(CREDITS)
    assert faults(CREDITS, result) == []
    assert len(comments_of(result)) == 1


def test_sentences_that_impose_nothing_stay_when_the_others_are_replaced() -> None:
    result = replacing(CREDITS, consequence="the fee falls by 5%")
    assert struck_in(result) == ["If it misses one, the fee falls by 5%."]
    assert plain(text_of(result)) == ["1. The Supplier shall meet the levels.", *plain(INSTEAD)[1:], "2. Interest is due."]  # fmt: skip
    assert text_of(result, View.ORIGINAL) == text_of(CREDITS)


def test_what_is_softened_keeps_its_words() -> None:
    assert struck_in(replacing(CREDITS, verdict=Verdict.SOFTEN)) == []


SEVERAL = docx(
    p("Credits.", num=1),
    p(r("The fee falls by ", "<w:b/>"), "5% for each level missed."),
    p("Nobody is owed more than that."),
    p("Interest is due.", num=1),
    numbering=CLAUSES,
)


def test_a_clause_of_several_paragraphs_is_replaced_as_a_whole() -> None:
    data = SEVERAL
    result = replacing(data)
    assert "falls" not in text_of(result)
    assert plain(text_of(result))[-1] == "2. Interest is due."
    assert text_of(result, View.ORIGINAL) == text_of(data)
    assert faults(data, result) == []


def test_a_row_of_a_table_loses_the_words_that_are_replaced() -> None:
    data = docx(
        tbl(tr("Credits", "Levels are measured. The fee falls by 5% for each one missed.")),
        p("Interest is due.", num=1),
        numbering=CLAUSES,
    )
    result = replacing(data, consequence="The fee falls by 5%")
    assert struck_in(result) == ["The fee falls by 5% for each one missed."]
    assert "(b) It is [1] %." in " ".join(text_of(result).split())
    assert text_of(result, View.ORIGINAL) == text_of(data)
    assert faults(data, result) == []


def test_words_that_lead_into_other_clauses_are_not_struck_from_over_them() -> None:
    data = docx(
        p("If a level is missed, the Customer may, at its choice:", num=1),
        p("The fee of that month falls by five per cent. The Supplier shall credit it.", num=1, ilvl=1),
        p("The Customer may end the Agreement. Its notice shall be given in writing.", num=1, ilvl=1),
        numbering=CLAUSES,
    )  # fmt: skip
    if len(analysis_of(data).clauses) < 3:
        pytest.fail("the items are meant to be clauses of their own")
    result = replacing(data)
    assert struck_in(result) == []
    assert text_of(result, View.ORIGINAL) == text_of(data)


def replacing_all(data: bytes) -> bytes:
    """The file with every clause replaced."""
    analysis = analysis_of(data, proposal=INSTEAD)
    suggestions = tuple(
        dataclasses.replace(each, verdict=Verdict.REPLACE) for each in analysis.suggestions
    )
    analysis = dataclasses.replace(analysis, suggestions=suggestions)
    return redline(data, analysis, all_of(analysis))


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_a_hard_file_whose_clauses_are_replaced_can_be_rejected_and_accepted(hard) -> None:
    result = replacing_all(hard.data)
    assert text_of(result, View.ORIGINAL) == (hard.original or hard.final)
    assert faults(hard.data, result) == []
    before, after = parts(hard.data), parts(result)
    assert {name for name in after if after[name] != before.get(name)} <= MAY_CHANGE
    accepted = " ".join(text_of(result).split())
    count = len(analysis_of(hard.data).suggestions)
    lead, *provisions = INSTEAD.split("\n")
    assert lead not in accepted
    # A note or a box that hangs on a struck word stays, so that it may come between the two.
    assert [accepted.count(each) for each in provisions] == [count, count]


def test_what_cannot_follow_right_behind_is_not_parted_from_its_first_line() -> None:
    data = next(hard.data for hard in HARD if hard.name == "a field over several paragraphs")
    accepted = " ".join(text_of(replacing_all(data)).split())
    provisions = " ".join(INSTEAD.partition("\n")[2].split())
    assert accepted.count(provisions) == len(analysis_of(data).suggestions)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("See No. 4. The fee falls.", "See No. 4. "),
        ("Acme Ltd. The fee falls.", ""),
        ("It is agreed (see Annex). The fee falls. Then we meet.", "It is agreed (see Annex). Then we meet."),
        ("[Note: choose one.] [ ] The fee falls.", "[Note: choose one.] "),
    ],
)  # fmt: skip
def test_a_sentence_goes_whole_and_its_neighbours_stay(text: str, stays: str) -> None:
    at = text.index("The fee falls")
    fact = Span(text="The fee falls", start=at, end=at + 13)
    clause = a_clause(text, number=None, heading=None)
    clause = dataclasses.replace(clause, evidence=(), facts=Facts(consequence=fact))
    spans, whole = replaced(clause)
    left = text
    for start, end in reversed(spans):
        left = left[:start] + left[end:]
    assert left == stays
    assert whole == (not stays)


# ---------------------------------------------------------------- provisions and new clauses


def test_provisions_follow_the_clause_and_move_no_number() -> None:
    data = docx(
        p("Fees.", num=1),
        p("Credits are due.", num=1, ilvl=1),
        p("Term.", num=1),
        numbering=CLAUSES,
    )
    analysis = analysis_of(data)
    (chosen,) = (
        each
        for each, clause in zip(analysis.suggestions, analysis.clauses, strict=True)
        if clause.number == "1.1"
    )
    result = redline(data, analysis, [Choice(suggestion=chosen.id)])
    assert plain(text_of(result)) == [
        "1. Fees.",
        "1.1 Credits are due.",
        *plain(PROVISIONS),
        "2. Term.",
    ]


def test_added_paragraphs_take_the_look_of_their_clause() -> None:
    data = docx(
        p(
            r("Credits are due.", '<w:sz w:val="20"/>'),
            style="Body",
            properties='<w:jc w:val="both"/>',
        ),
        styles=style("Body"),
    )
    added = [
        each
        for each in root_of(marked(data)).iter(*clark("w:p"))
        if "provision" in "".join(each.itertext())
    ]
    (paragraph,) = added
    assert attribute(paragraph.find("./{*}pPr/{*}pStyle"), "w:val") == "Body"
    assert attribute(paragraph.find("./{*}pPr/{*}jc"), "w:val") == "both"
    assert attribute(paragraph.find("./{*}ins/{*}r/{*}rPr/{*}sz"), "w:val") == "20"


def test_a_clause_in_a_table_gets_its_provisions_below_the_table() -> None:
    levels = tbl(tr("Level", "Credit"), tr("99% of calls", "5% of the fee"))
    data = docx(p("Levels.", num=1), levels, p(""), p("Term.", num=1), numbering=CLAUSES)
    analysis = analysis_of(data)
    result = redline(data, analysis, [Choice(suggestion=analysis.suggestions[0].id)])
    assert plain(text_of(result))[3:] == [*plain(PROVISIONS), "2. Term."]
    assert text_of(result, View.ORIGINAL) == text_of(data)


@pytest.mark.parametrize("properties", ["<w:sectPr/>", ""], ids=["section break", "list item"])
def test_a_blank_item_below_a_table_is_not_written_on(properties: str) -> None:
    blank = p(num=1, properties=properties)
    levels = tbl(tr("Level", "Credit"), tr("99% of calls", "5% of the fee"))
    data = docx(p("Levels.", num=1), levels, blank, p("Term.", num=1), numbering=CLAUSES)
    assert text_of(marked(data), View.ORIGINAL) == text_of(data)
    assert faults(data, marked(data)) == []


def test_the_items_of_a_list_can_be_reworded_with_or_without_their_letters() -> None:
    data = docx(
        p("Either party may terminate this Agreement by notice if:", num=1),
        p("the other breaches it materially and does not cure; or", num=1, ilvl=2),
        p("the other becomes insolvent.", num=1, ilvl=2),
        p("Law.", num=1),
        numbering=CLAUSES,
    )
    text = (
        "1. Either party may terminate this Agreement by notice if:\n"
        "(a) the other breaches it gravely and does not cure; or\n(b) the other becomes insolvent."
    )
    result = reworded(text, data)
    assert plain(text_of(result)) == plain(text + "\n2. Law.")
    struck = ["".join(each.itertext()) for each in root_of(result).iter(*clark("w:del"))]
    assert struck == ["materially"]
    assert text_of(result, View.ORIGINAL) == text_of(data)


def test_a_clause_in_the_middle_of_a_table_gets_its_provisions_in_its_cell() -> None:
    data = docx(
        tbl(
            tr("Credits", "The Supplier pays 5% of the fee for each late delivery."),
            tr("Term", "Three years from the date of signature."),
        )
    )
    analysis = analysis_of(data)
    result = redline(data, analysis, [Choice(suggestion=analysis.suggestions[0].id)])
    if len(analysis.clauses) == 1:  # the table is one clause: what is added goes below it
        assert plain(text_of(result))[2:] == plain(PROVISIONS)
    else:
        assert plain(text_of(result))[0].endswith("(b) Second.")
        assert plain(text_of(result))[1].startswith("Term")
    assert text_of(result, View.ORIGINAL) == text_of(data)


def test_a_section_break_stays_behind_what_was_added_before_it() -> None:
    data = docx(
        p("Credits are due.", properties='<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'),
        p("Schedule."),
    )
    analysis = analysis_of(data)
    result = redline(data, analysis, [Choice(suggestion=analysis.suggestions[0].id)])
    last = next(
        each
        for each in root_of(result).iter(*clark("w:p"))
        if each.find("./{*}pPr/{*}sectPr") is not None
    )
    assert "Schedule" not in "".join(last.itertext())
    assert text_of(result, View.ORIGINAL) == text_of(data)
    assert faults(data, result) == []


def test_a_new_clause_stands_behind_its_neighbour_under_a_number_of_its_own() -> None:
    analysis = sample()
    added = [each for each in analysis.suggestions if each.verdict is Verdict.ADD]
    assert added
    result = redline(SAMPLE.read_bytes(), analysis, [Choice(suggestion=each.id) for each in added])
    before, after = plain(text_of(SAMPLE.read_bytes())), plain(text_of(result))
    new = [line for line in after if line not in before]
    assert [line for line in after if line in before] == before
    assert len(new) == len(added)
    for line in new:
        label = line.split()[0]
        assert label[-1].isalpha(), line
        assert label[:-1].replace(".", "").isdigit(), line
        above = after[after.index(line) - 1]
        assert above.startswith((label[:-1], "(")) or label[:-2] in above, (label, above)


def test_a_kept_clause_gets_a_comment_alone() -> None:
    analysis = sample()
    kept = next(
        each
        for each in analysis.suggestions
        if each.verdict is Verdict.KEEP and not each.proposed_text
    )
    result = redline(SAMPLE.read_bytes(), analysis, [Choice(suggestion=kept.id)])
    assert text_of(result) == text_of(SAMPLE.read_bytes())
    assert len(comments_of(result)) == 1
    assert not list(root_of(result).iter(*clark("w:ins"), *clark("w:del")))


# ---------------------------------------------------------------- the whole contract


def test_the_sample_can_be_rejected_and_accepted_paragraph_by_paragraph() -> None:
    result = everything(SAMPLE, audience="internal")
    original, accepted = plain(text_of(SAMPLE.read_bytes())), plain(text_of(result))
    assert text_of(result, View.ORIGINAL) == text_of(SAMPLE.read_bytes())
    gone = [
        clause.text
        for each in sample().suggestions
        if each.verdict is Verdict.REPLACE
        for clause in sample().clauses
        if clause.id == each.clause_id
    ]
    assert gone, "the sample has a clause that is replaced"
    kept = [line for line in original if not any(line.endswith(text) for text in gone)]
    assert len(kept) == len(original) - len(gone)
    assert [line for line in accepted if line in set(original)] == kept
    proposed = {
        line
        for each in sample().suggestions
        if each.verdict in (Verdict.SOFTEN, Verdict.REPLACE)
        for line in plain(each.proposed_text)[each.verdict is Verdict.REPLACE :]
    }
    assert not [line for line in accepted if "shall take the place of" in line]
    # The first line of what replaces a clause stands behind the clause's number.
    standing = {line.partition(" ")[2] for line in accepted}
    assert proposed <= set(accepted) | standing


def test_the_other_parts_of_the_sample_keep_every_byte() -> None:
    before, after = parts(SAMPLE.read_bytes()), parts(everything(SAMPLE))
    assert {name for name in after if after[name] != before.get(name)} == MAY_CHANGE
    assert faults(SAMPLE.read_bytes(), everything(SAMPLE)) == []


def test_the_same_input_gives_the_same_bytes_and_no_date() -> None:
    assert everything(SAMPLE) == everything(SAMPLE)
    assert b"w:date=" not in parts(everything(SAMPLE))["word/comments.xml"]


def test_author_and_date_are_those_asked_for() -> None:
    result = everything(SAMPLE, author="Ada & Co", date="2026-11-02")
    for part in ("word/document.xml", "word/comments.xml"):
        marks = [each for each in root_of(result, part).iter() if attribute(each, "w:author")]
        assert {attribute(each, "w:author") for each in marks} == {"Ada & Co"}
        assert {attribute(each, "w:date") for each in marks} == {"2026-11-02T00:00:00Z"}


def test_every_comment_has_its_range_and_its_reference() -> None:
    result = everything(SAMPLE)
    document, comments = root_of(result), root_of(result, "word/comments.xml")
    ids = [attribute(each, "w:id") or "" for each in comments]
    for name in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        assert sorted(
            attribute(each, "w:id") or "" for each in document.iter(*clark(name))
        ) == sorted(ids)
    assert all(attribute(each, "w:initials") for each in comments)


def test_the_counterparty_reads_no_fallback_and_no_hint() -> None:
    analysis = sample()
    result = redline(
        SAMPLE.read_bytes(),
        analysis,
        [Choice(suggestion=each.id, note="our limit is 7%") for each in analysis.suggestions],
    )
    said = "\n".join(comments_of(result)) + text_of(result)
    assert "our limit" not in said
    for each in analysis.suggestions:
        for secret in (each.negotiation.fallback, each.negotiation.keep, each.rationale):
            assert not secret or secret not in said


def test_our_own_side_reads_the_reason_and_the_fallback() -> None:
    analysis = sample()
    first = next(each for each in analysis.suggestions if each.verdict is Verdict.SOFTEN)
    result = redline(
        SAMPLE.read_bytes(),
        analysis,
        [Choice(suggestion=first.id, note="ask Ada")],
        audience="internal",
    )
    (said,) = comments_of(result)
    assert first.negotiation.fallback in said
    assert "ask Ada" in said
    assert said.startswith("INTERNAL")


def test_hostile_words_stay_words() -> None:
    analysis = sample()
    text = "Subject to:\n(a) <w:p/> & \x07\x1b ]]> \ud800 & \ufffe =SUM(A1)\n\n"
    result = redline(
        SAMPLE.read_bytes(),
        analysis,
        [Choice(suggestion=analysis.suggestions[0].id, text=text)],
        author="A\x00da <b>",
    )
    assert "(a)\t<w:p/> & ]]> & =SUM(A1)" in text_of(result)
    assert text_of(result, View.ORIGINAL) == text_of(SAMPLE.read_bytes())


@pytest.mark.parametrize("name", ["it-managed-services.pdf", "logistics-services.txt"])
def test_what_is_no_word_file_becomes_a_word_file_of_the_clauses_concerned(name: str) -> None:
    path = ROOT / "samples" / name
    analysis = of_file(path)
    result = redline(path.read_bytes(), analysis, all_changes(analysis, "counterparty"))
    original, accepted = text_of(result, View.ORIGINAL), text_of(result)
    chosen = {each.suggestion for each in all_changes(analysis, "counterparty")}
    softened = [
        each
        for each in analysis.suggestions
        if each.verdict is Verdict.SOFTEN and each.id in chosen
    ]
    touched = {each.clause_id for each in softened}
    assert touched
    for clause in analysis.clauses:
        if clause.id in touched:
            assert " ".join(clause.text.split()) in " ".join(original.split())
    for each in softened:
        first = plain(each.proposed_text)[0]
        assert first in plain(accepted)
        assert first not in plain(original)
    assert result == redline(path.read_bytes(), analysis, all_changes(analysis, "counterparty"))


def test_what_is_made_of_a_pdf_says_that_it_is_an_extract_and_of_which_contract() -> None:
    path = ROOT / "samples/it-managed-services.pdf"
    analysis = of_file(path)
    analysis = dataclasses.replace(
        analysis, document=dataclasses.replace(analysis.document, name="squeeze-them-v3.pdf")
    )
    choices = all_changes(analysis, "counterparty")[:1]
    theirs = redline(b"", analysis, choices)
    heading, notice = text_of(theirs).split("\n")[:2]
    assert heading == "Proposed changes to MASTER MANAGED SERVICES AGREEMENT"
    assert notice.startswith("This is an extract")
    assert not [name for name, part in parts(theirs).items() if b"squeeze" in part]
    ours = text_of(redline(b"", analysis, choices, audience="internal"))
    assert ours.startswith("Proposed changes to squeeze-them-v3.pdf\nThis is an extract")


def test_a_suggestion_on_a_label_in_doubt_goes_to_the_other_side_only_by_name() -> None:
    analysis = sample()
    first = next(each for each in analysis.suggestions if each.verdict is Verdict.SOFTEN)
    doubted = dataclasses.replace(
        analysis,
        clauses=tuple(
            dataclasses.replace(each, needs_review=each.id == first.clause_id)
            for each in analysis.clauses
        ),
    )
    chosen = {each.suggestion for each in all_changes(doubted, "counterparty")}
    assert first.id not in chosen
    assert chosen
    assert first.id in {each.suggestion for each in all_changes(doubted, "internal")}
    result = redline(SAMPLE.read_bytes(), doubted, [Choice(suggestion=first.id)])
    assert plain(first.proposed_text)[0] in plain(text_of(result))


# ---------------------------------------------------------------- what cannot be done


@pytest.mark.parametrize(
    ("choices", "options", "said"),
    [
        ([], {}, "No suggestion is chosen"),
        ([Choice(suggestion="s-nowhere")], {}, "'s-nowhere'"),
        ([Choice(suggestion="s-0")], {"date": "tomorrow"}, "'tomorrow'"),
        ([Choice(suggestion="s-0")], {"audience": "all"}, "'all'"),
    ],
)
def test_a_mistake_is_one_sentence(choices, options, said: str) -> None:
    data = docx(p("Credits are due."))
    with pytest.raises(UsageError, match=said):
        redline(data, analysis_of(data), choices, **options)


def test_another_file_than_the_one_analysed_is_refused() -> None:
    with pytest.raises(UsageError, match="not the file"):
        redline(docx(p("Other.")), analysis_of(docx(p("One."))), [Choice(suggestion="s-0")])


def test_a_file_that_already_has_comments_keeps_its_registers() -> None:
    data = zipped(parts_of(p("Credits are due."), comments=comment(1, "Ada", "Why?")))
    before, after = parts(data), parts(marked(data))
    assert {name for name in after if after[name] != before[name]} == {
        "word/document.xml",
        "word/comments.xml",
    }
    assert len(comments_of(marked(data))) == 2


def test_comments_take_the_styles_of_the_file_by_their_names() -> None:
    data = docx(
        p("Credits are due."),
        styles=style("Kommentarzeichen", kind="character", name="annotation reference"),
    )
    comments = root_of(marked(data), "word/comments.xml")
    used = {attribute(each, "w:val") for each in comments.iter(*clark("w:rStyle"))}
    assert used == {"Kommentarzeichen"}


# ---------------------------------------------------------------- shared contracts, LibreOffice

#: Where LibreOffice, rejecting, drops what it had joined to an inserted mark: the drop cap that it
#: keeps as a property, an item without words, the paragraphs of a box.
LOST_ON_LIBREOFFICE = {
    "a drop cap belongs to its paragraph",
    "an empty numbered paragraph keeps its number",
    "every text box counts for itself, notes go on counting",
}


def words_in(element) -> list[str]:
    return "".join(element.itertext()).split()


@pytest.mark.shared
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_a_shared_contract_can_be_rejected_and_accepted(path: Path) -> None:
    data, result = path.read_bytes(), everything(path)
    assert text_of(result, View.ORIGINAL) == text_of(data)
    before, after = parts(data), parts(result)
    assert {name for name in after if after[name] != before.get(name)} <= MAY_CHANGE
    assert faults(data, result) == []
    struck = [word for each in root_of(result).iter(*clark("w:del")) for word in words_in(each)]
    lost = Counter(text_of(data).split()) - Counter(text_of(result).split())
    replaces = any(each.verdict is Verdict.REPLACE for each in of_file(path).suggestions)
    assert replaces or not struck
    # Where a word is struck in part, or two runs make one word, letters tell; else it is all there.
    assert set("".join(lost.elements())) <= set("".join(struck))
    changes = [each for each in of_file(path).suggestions if each.verdict is not Verdict.KEEP]
    for each in changes:
        assert " ".join(each.proposed_text.split()) in " ".join(text_of(result).split())


@pytest.mark.office
@pytest.mark.parametrize("accept", [True, False], ids=["accepted", "rejected"])
def test_libreoffice_settles_our_changes_as_we_do(tmp_path: Path, accept: bool) -> None:
    files = {f"sample{index}": path for index, path in enumerate([SAMPLE, *SHARED])}
    made = {name: (path.read_bytes(), everything(path)) for name, path in files.items()}
    for index, hard in enumerate(HARD):
        if hard.office and hard.original is None and hard.name not in LOST_ON_LIBREOFFICE:
            made[f"hard{index:02}"] = (hard.data, marked(hard.data))
    words = docx(p("The Supplier ", r("misses", "<w:b/>"), " a level and pays 5% of the fee."))
    new = "The Supplier fails at a level and pays 4% of the fee."
    made["words"] = (words, reworded(new, words))
    made["replaced"] = (CREDITS, replacing(CREDITS))
    made["replaced-in-part"] = (CREDITS, replacing(CREDITS, consequence="the fee falls by 5%"))
    made["replaced-whole"] = (SEVERAL, replacing(SEVERAL))
    folders = {name: tmp_path / name for name in ("in", "out", "plain", "saved")}
    for folder in folders.values():
        folder.mkdir()
    for name, (before, after) in made.items():
        (folders["in"] / f"{name}.docx").write_bytes(after)
        (folders["plain"] / f"{name}.docx").write_bytes(before)
    settled = settle(folders["in"], folders["out"], accept=accept)
    # What LibreOffice makes of the untouched file: it joins hidden marks, whoever changed what.
    saved = settle(folders["plain"], folders["saved"], accept=accept)
    differing = []
    for left, untouched in zip(settled, saved, strict=True):
        before, after = made[left.stem]
        kept = plain(text_of(untouched.read_bytes()))
        shown = plain(text_of(left.read_bytes()))
        expected = plain(text_of(after)) if accept else kept
        if accept and kept != plain(text_of(before)):
            expected, shown = [" ".join(expected)], [" ".join(shown)]
        if shown != expected:
            differing.append((left.stem, [line for line in shown if line not in expected][:3]))
    assert not differing


@pytest.mark.office
def test_libreoffice_opens_what_we_made_of_a_pdf(tmp_path: Path) -> None:
    path = ROOT / "samples/it-managed-services.pdf"
    analysis = of_file(path)
    made = tmp_path / "made.docx"
    made.write_bytes(redline(b"", analysis, all_changes(analysis, "counterparty")))
    (text,) = convert([made], tmp_path, "txt:Text (encoded):UTF8")
    assert "shall apply subject to the following" in text.read_text(encoding="utf-8-sig")


def test_ripe_suggestions_alone_go_to_the_counterparty() -> None:
    analysis = sample()
    scored = dataclasses.replace(analysis, readiness=Readiness(stage=0, vendor=50.0, customer=50.0))
    unlocked = {each.id for each in scored.suggestions if each.unlocked}
    assert {each.suggestion for each in all_changes(scored, "counterparty")} <= unlocked
    without = {each.suggestion for each in all_changes(analysis, "counterparty")}
    assert {each.suggestion for each in all_changes(scored, "counterparty")} < without
    assert all_changes(scored, "internal") == all_changes(analysis, "internal")
