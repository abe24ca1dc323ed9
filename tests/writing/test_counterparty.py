"""What the other side reads is addressed to it: no stage directions of ours."""

from __future__ import annotations

import dataclasses
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import clauseadvisor as ca
from clauseadvisor.domain import Analysis, Burden, Kind, Negotiation, Span, Verdict
from clauseadvisor.errors import UsageError
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.writing import notes
from clauseadvisor.writing.choosing import NOTHING, Choice, Selection
from clauseadvisor.writing.issues import correspondence, held_back, issues, shared_reasons, told_to
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.redline import named
from clauseadvisor.writing.summary import summary
from tests.builders import an_analysis

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.mark.parametrize("sample", ["contact-centre-outsourcing.docx", "logistics-services.txt"])
def test_the_notes_for_the_other_side_hold_no_script(sample: str, tmp_path: Path) -> None:
    analysis = ca.analyze(SAMPLES / sample)
    ours = ca.write_notes(analysis, tmp_path / "ours.md").read_text(encoding="utf-8")
    theirs = ca.write_notes(analysis, tmp_path / "theirs.md", audience="counterparty")
    text = theirs.read_text(encoding="utf-8")
    assert "Begin with a question" in ours
    for direction in (
        "Begin with a question",
        "Ask in exchange",
        "Ask for",
        "Hold on to",
        "If they decline",
    ):
        assert direction not in text


def with_an_addition_for_both() -> Analysis:
    """The suggestions, the addition among them as one that binds both sides."""
    analysis = an_analysis()
    talk = Negotiation(
        ask="Begin with a question: “What do you see first?” Propose, for both sides, no blame for a warning.",
        offer="Commit in return to the truth in time.",
        fallback="",
        keep="",
    )
    return dataclasses.replace(
        analysis,
        suggestions=tuple(
            dataclasses.replace(each, negotiation=talk) if each.verdict is Verdict.ADD else each
            for each in analysis.suggestions
        ),
    )


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_what_binds_both_sides_is_neither_asked_nor_offered(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"theirs{suffix}"
    ca.write_notes(with_an_addition_for_both(), path, audience="counterparty")
    text = " ".join(re.sub(r"<[^>]+>|[*|]", " ", path.read_text(encoding="utf-8")).split())
    assert "For both sides: No blame for a warning." in text
    assert "In return, from both sides: The truth in time." in text
    for turned in (
        "We ask: No blame",
        "We ask No blame",
        "We offer: The truth",
        "We offer The truth",
    ):
        assert turned not in text


@pytest.mark.parametrize("audience", ["internal", "counterparty"])
def test_a_spreadsheet_says_of_what_binds_both_sides_that_it_does(
    audience: str, tmp_path: Path
) -> None:
    path = tmp_path / "notes.xlsx"
    ca.write_notes(with_an_addition_for_both(), path, audience=audience)
    with zipfile.ZipFile(path) as package:
        strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
    cells = {"".join(each.itertext()) for each in strings}
    assert any(each.endswith("or both sides, no blame for a warning.") for each in cells)
    assert "In return, from both sides, the truth in time." in cells
    assert not cells & {"No blame for a warning.", "The truth in time."}


REF = re.compile(r"^### (\w+)  (.*)$", re.MULTILINE)


@pytest.mark.parametrize("ripe_alone", [True, False])
def test_the_other_side_sees_letters_without_a_gap_and_we_know_what_they_stand_for(
    ripe_alone: bool, tmp_path: Path
) -> None:
    analysis = an_analysis()
    if not ripe_alone:
        analysis = dataclasses.replace(analysis, readiness=None)
    told = {}
    for audience in ("internal", "counterparty"):
        path = ca.write_notes(analysis, tmp_path / f"{audience}.md", audience=audience)
        told[audience] = dict(REF.findall(path.read_text(encoding="utf-8")))
    assert (len(told["counterparty"]) < len(told["internal"])) is ripe_alone
    assert list(told["counterparty"]) == list("ABCDEF"[: len(told["counterparty"])])
    pairs = dict(correspondence(analysis))
    assert list(pairs) == list(told["counterparty"])
    for letter, title in told["counterparty"].items():
        assert told["internal"][pairs[letter]] == title


def test_our_own_documents_and_commands_share_one_numbering(tmp_path: Path) -> None:
    analysis = an_analysis()
    path = ca.write_notes(analysis, tmp_path / "notes.md")
    listed = dict(REF.findall(path.read_text(encoding="utf-8")))
    for topic in summary(analysis).topics:
        assert listed[topic.ref].endswith(f": {topic.proposal}")
        assert named(analysis, [topic.ref]) == [topic.suggestion_id]


def test_there_are_letters_for_a_long_list_too() -> None:
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    one = issues(analysis)[-1].suggestion
    many = tuple(dataclasses.replace(one, id=f"s-{index:03}") for index in range(30))
    refs = [
        each.ref
        for each in told_to(dataclasses.replace(analysis, suggestions=many), "counterparty")
    ]
    assert refs[24:29] == ["Y", "Z", "AA", "AB", "AC"]


@pytest.mark.parametrize("suffix", [".md", ".docx", ".html"])
def test_where_there_is_nothing_to_propose_that_alone_is_said(suffix: str, tmp_path: Path) -> None:
    analysis = dataclasses.replace(an_analysis(), suggestions=())
    text = all_of(ca.write_notes(analysis, tmp_path / f"notes{suffix}", audience="counterparty"))
    assert "no proposal on this contract" in text
    assert "In the clauses below" not in text


def test_what_to_raise_first_is_listed_in_the_order_of_its_numbers() -> None:
    analysis = ca.analyze(SAMPLES / "contact-centre-outsourcing.docx")
    numbers = [int(each.ref[1:]) for each in summary(analysis).topics]
    assert len(numbers) == 3
    assert numbers == sorted(numbers)


def test_the_best_three_are_raised_first_whatever_their_numbers() -> None:
    analysis = an_analysis()
    last = max(
        (each for each in issues(analysis) if each.clause is not None),
        key=lambda each: int(each.ref[1:]),
    )
    suggestions = tuple(
        dataclasses.replace(each, priority=99.5 if each.id == last.suggestion.id else each.priority)
        for each in analysis.suggestions
    )
    found = summary(dataclasses.replace(analysis, suggestions=suggestions)).topics
    assert last.ref in [each.ref for each in found]


def test_why_a_norm_was_left_out_is_told_to_our_side_alone(tmp_path: Path) -> None:
    analysis = an_analysis()
    first = next(norm for norm in analysis.norms if not norm.conduct)
    reason = "one purchase leaves a board nothing to steer"
    analysis = dataclasses.replace(
        analysis,
        norms=tuple(
            dataclasses.replace(norm, note=reason) if norm.id == first.id else norm
            for norm in analysis.norms
        ),
    )
    told = {}
    for audience in ("internal", "counterparty"):
        path = ca.write_notes(analysis, tmp_path / f"{audience}.md", audience=audience)
        told[audience] = path.read_text(encoding="utf-8")
    assert reason in told["internal"]
    assert reason not in told["counterparty"]


SUFFIXES = (".md", ".html", ".docx", ".xlsx")


def all_of(path: Path) -> str:
    """Everything that a file holds, its properties too."""
    if path.suffix in {".md", ".html"}:
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_proposal_on_a_label_in_doubt_is_not_told_to_the_other_side(
    suffix: str, tmp_path: Path
) -> None:
    analysis = an_analysis()
    first = issues(analysis)[0]
    assert first.clause is not None
    doubted = dataclasses.replace(
        analysis,
        readiness=None,
        clauses=tuple(
            dataclasses.replace(each, needs_review=each.id == first.clause.id)
            for each in analysis.clauses
        ),
    )
    sure = dataclasses.replace(analysis, readiness=None)
    told = {
        name: all_of(ca.write_notes(each, tmp_path / f"{name}{suffix}", audience="counterparty"))
        for name, each in (("sure", sure), ("doubted", doubted))
    }
    assert first.suggestion.title in told["sure"]
    assert first.suggestion.title not in told["doubted"]
    assert issues(analysis)[1].suggestion.title in told["doubted"]


def doubted() -> Analysis:
    """An analysis in which the label under the first proposal is in doubt."""
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    first = issues(analysis)[0].clause
    assert first is not None
    return dataclasses.replace(
        analysis,
        clauses=tuple(
            dataclasses.replace(each, needs_review=each.id == first.id) for each in analysis.clauses
        ),
    )


def test_a_relief_is_told_though_its_label_is_in_doubt(tmp_path: Path) -> None:
    """It was chosen by the words of the clause: the label says nothing of it."""
    analysis = doubted()
    first = issues(analysis)[0].suggestion
    relief = next(iter(load_playbook().reliefs.values())).recipe
    chosen = tuple(
        dataclasses.replace(each, recipe=relief) if each.id == first.id else each
        for each in analysis.suggestions
    )
    told = dataclasses.replace(analysis, suggestions=chosen)
    path = ca.write_notes(told, tmp_path / "notes.md", audience="counterparty")
    assert first.title in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("burden", "quoted", "told"),
    [(Burden.VENDOR, True, True), (Burden.UNKNOWN, True, False), (Burden.VENDOR, False, False)],
    ids=["words and side", "no side", "no words"],
)
def test_doubt_between_two_labels_does_not_matter_where_words_and_side_are_plain(
    tmp_path: Path, *, burden: Burden, quoted: bool, told: bool
) -> None:
    analysis = doubted()
    first = issues(analysis)[0]
    assert first.clause is not None
    start = first.clause.start
    ground = Span(start=start, end=start + 5, text=first.clause.text[:5]) if quoted else None
    whole = dataclasses.replace(
        analysis,
        clauses=tuple(
            dataclasses.replace(each, burden=burden) if each.id == first.clause.id else each
            for each in analysis.clauses
        ),
        suggestions=tuple(
            dataclasses.replace(each, ground=ground) if each.id == first.suggestion.id else each
            for each in analysis.suggestions
        ),
    )
    path = ca.write_notes(whole, tmp_path / "notes.md", audience="counterparty")
    assert (first.suggestion.title in path.read_text(encoding="utf-8")) is told


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_proposal_that_was_accepted_is_told_though_its_label_is_in_doubt(
    suffix: str, tmp_path: Path
) -> None:
    analysis = doubted()
    first = issues(analysis)[0]
    selection = Selection(accepted=(Choice(suggestion=first.suggestion.id, note="our limit"),))
    assert [each.ref for each in held_back(analysis)] == ["P1"]
    assert held_back(analysis, selection) == ()
    text = all_of(
        ca.write_notes(
            analysis, tmp_path / f"notes{suffix}", audience="counterparty", selection=selection
        )
    )
    assert first.suggestion.title in text
    assert "our limit" not in text


def test_what_was_accepted_while_the_relationship_is_not_ripe_for_it_is_told() -> None:
    analysis = an_analysis()
    unripe = next(each for each in issues(analysis) if not each.suggestion.unlocked)
    selection = Selection(accepted=(Choice(suggestion=unripe.suggestion.id),))
    assert unripe.ref not in dict(correspondence(analysis)).values()
    assert unripe.ref in dict(correspondence(analysis, selection)).values()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_was_rejected_is_not_told_and_what_is_told_leaves_no_gap(
    suffix: str, tmp_path: Path
) -> None:
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    first, second = issues(analysis)[:2]
    selection = Selection(rejected=frozenset({first.suggestion.id}))
    path = tmp_path / f"notes{suffix}"
    text = all_of(ca.write_notes(analysis, path, audience="counterparty", selection=selection))
    assert first.suggestion.title not in text
    assert second.suggestion.title in text
    told = told_to(analysis, "counterparty", selection)
    assert (told[0].ref, told[0].suggestion.title) == ("A", second.suggestion.title)
    assert correspondence(analysis, selection)[0] == ("A", "P2")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_users_own_wording_stands_in_place_of_ours(suffix: str, tmp_path: Path) -> None:
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    first = issues(analysis)[0].suggestion
    words = "The Supplier earns the credit back after [number of months] good months."
    selection = Selection(accepted=(Choice(suggestion=first.id, text=words),))
    path = tmp_path / f"notes{suffix}"
    ca.write_notes(analysis, path, audience="counterparty", selection=selection)
    text = all_of(path).replace("\\", "")
    assert words.partition(" [")[0] in text
    assert "number of months" in text
    for ours in (first.proposed_text, first.negotiation.ask, first.negotiation.offer):
        assert ours not in text


def test_a_decision_on_what_is_no_suggestion_is_said_in_one_sentence(tmp_path: Path) -> None:
    selection = Selection(rejected=frozenset({"s-nowhere"}))
    with pytest.raises(UsageError, match="no suggestion 's-nowhere'"):
        ca.write_notes(
            an_analysis(), tmp_path / "n.md", audience="counterparty", selection=selection
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_how_we_read_the_contract_is_not_told_to_the_other_side(
    suffix: str, tmp_path: Path
) -> None:
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    clauses = tuple(
        dataclasses.replace(each, subtype="other_penalty") if each.label == "penalty" else each
        for each in analysis.clauses
    )
    analysis = dataclasses.replace(analysis, clauses=clauses)
    path = ca.write_notes(analysis, tmp_path / f"notes{suffix}", audience="counterparty")
    text = all_of(path)
    for ours in ("Clauses by label", "What the clauses do", "enalt"):
        assert ours not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    if suffix == ".xlsx":
        sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
        assert len(set(re.findall(r'<c r="A[2-9]\d*" s="(\d+)"', sheet))) == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("heading", [None, "Contact Centre Agreement"])
def test_the_other_side_sees_the_title_of_the_contract_and_no_name_of_a_file(
    suffix: str, heading: str | None, tmp_path: Path
) -> None:
    analysis = an_analysis()
    first = dataclasses.replace(analysis.clauses[0], number=None, heading=heading)
    analysis = dataclasses.replace(
        analysis,
        document=dataclasses.replace(analysis.document, name="squeeze-them-v3.docx"),
        clauses=(first, *analysis.clauses[1:]),
    )
    text = all_of(ca.write_notes(analysis, tmp_path / f"notes{suffix}", audience="counterparty"))
    assert "squeeze" not in text
    assert (f"Proposals for our contract: {heading}" in text) is (
        heading is not None and suffix != ".md"
    )


def test_the_other_side_is_not_told_how_many_clauses_bear_on_whom(tmp_path: Path) -> None:
    path = ca.write_notes(an_analysis(), tmp_path / "theirs.md", audience="counterparty")
    assert not re.search(r"\d+ on (?:the |both)", path.read_text(encoding="utf-8"))


def test_the_other_side_reads_what_we_understand_and_what_we_would_like_to_ask() -> None:
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    told = [each.suggestion.concern for each in told_to(analysis, "counterparty")]
    concern = next(each for each in told if each is not None)
    text = notes.WRITERS[".md"](analysis, "counterparty", None, NOTHING).decode("utf-8")
    assert concern.said in text
    assert concern.question in text


def test_the_reason_says_what_the_proposal_brings_and_names_no_norm_bare() -> None:
    analysis = ca.analyze(SAMPLES / "contact-centre-outsourcing.docx")
    found = told_to(analysis, "counterparty")
    told = [shared_reasons(analysis, each) for each in found]
    of_trust = phrases().reasons[Kind.TRUST_NORM]
    assert found
    assert len(set(told)) > len(told) // 2, "one reason for all is none"
    for issue, reasons in zip(found, told, strict=True):
        assert of_trust not in reasons or not issue.suggestion.norms
        assert all(len(each.split()) > 5 for each in reasons), "a name alone says nothing"


def test_a_proposal_without_a_norm_still_has_a_reason() -> None:
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    new = next(each for each in told_to(analysis, "counterparty") if each.clause is None)
    bare = dataclasses.replace(new, suggestion=dataclasses.replace(new.suggestion, norms=()))
    assert shared_reasons(analysis, bare) == (phrases().reasons[new.suggestion.kind],)
