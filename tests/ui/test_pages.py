"""The pages without a browser: each opens, filters, searches and leads to the next."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import clauseadvisor as ca
from clauseadvisor.domain import Analysis, DealKind, Label, LabelledClause, Unadvised, Verdict
from clauseadvisor.writing.issues import by_priority, issues, kept
from clauseadvisor.writing.redline import Choice, redline
from clauseadvisor.writing.summary import summary
from tests.builders import an_analysis

if TYPE_CHECKING:
    from conftest import Visit

WORD = Path(__file__).resolve().parents[2] / "samples" / "contact-centre-outsourcing.docx"
PAGES = ("contract", "suggestions", "clauses", "notes")


def empty() -> Analysis:
    """An analysis in which nothing was found."""
    analysis = an_analysis()
    return dataclasses.replace(analysis, clauses=(), suggestions=(), norms=())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_a_contract(visit: Visit, name: str) -> None:
    visit.at(name)
    if name != "contract":
        assert "No contract is open yet" in visit.html


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_a_contract(visit: Visit, sample: Analysis, name: str) -> None:
    visit.open(sample).at(name)
    assert sample.document.name in visit.html


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_when_nothing_was_found(visit: Visit, name: str) -> None:
    visit.open(empty()).at(name)
    assert not visit.problems


def test_without_a_contract_a_page_leads_to_the_upload(visit: Visit) -> None:
    visit.at("notes")
    visit.app.button[0].click().run()
    assert "upload" in visit.keys("file_uploader")


class TestContract:
    def test_the_overview_says_what_the_summary_says(self, visit: Visit, sample: Analysis) -> None:
        visit.open(sample).at("contract")
        glance = summary(sample)
        assert visit.title == f"Relationship: {glance.relationship_name.lower()}"
        for sentence in (glance.relationship, glance.balance, glance.burden):
            assert escape(sentence) in visit.html

    def test_a_topic_leads_to_its_suggestion(self, visit: Visit, sample: Analysis) -> None:
        second = summary(sample).topics[1]
        visit.open(sample).at("contract").click(f"topic-{second.ref}")
        assert visit.title == "Suggestions"
        assert f'<h2 class="ca-heading">{escape(second.proposal)}</h2>' in visit.html

    def test_labels_in_doubt_lead_to_these_clauses(self, visit: Visit, sample: Analysis) -> None:
        visit.open(sample).at("contract").click("to-doubt")
        doubtful = sum(clause.needs_review for clause in sample.clauses)
        assert visit.title == "Clauses"
        assert f"{doubtful} of {len(sample.clauses)} clauses" in visit.html


def test_the_heaviest_clauses_are_named_by_their_place(visit: Visit) -> None:
    analysis = an_analysis()
    bare = tuple(dataclasses.replace(each, heading=None, number=None) for each in analysis.clauses)
    visit.open(dataclasses.replace(analysis, clauses=bare)).at("contract")
    named = visit.text.partition("Heaviest clauses")[2]
    assert named
    assert "(service credit)" not in named.split("; ")


def test_whom_a_clause_weighs_on_is_told_within_a_sentence(visit: Visit) -> None:
    visit.open(an_analysis())
    for page in ("contract", "suggestions"):
        assert "weighs on the Supplier" in visit.at(page).text


def test_the_kind_of_deal_and_what_a_lawyer_has_to_read_stand_on_the_first_page(
    visit: Visit,
) -> None:
    analysis = an_analysis()
    first = analysis.clauses[-1]
    deal = DealKind(id="licence", title="A licence", evidence="<b>grants</b> a licence")
    left = Unadvised(id="cover", title="Indemnities", why="They weigh.", clauses=(first.id,))
    visit.open(dataclasses.replace(analysis, deal=(deal,), unadvised=(left,))).at("contract")
    assert "Kind of deal: A licence (told by: <b>grants</b> a licence)" in visit.text
    assert "Indemnities" in visit.text.partition("Not raised by us")[2]


class TestSuggestions:
    def test_a_concession_and_every_clause_that_it_changes_are_told(self, visit: Visit) -> None:
        analysis = an_analysis()
        raised = issues(analysis)[0].suggestion
        other = next(each for each in analysis.clauses if each.id != raised.clause_id)
        given = dataclasses.replace(raised, concession=True, also=(other.id,))
        rest = [each for each in analysis.suggestions if each.id != raised.id]
        visit.open(dataclasses.replace(analysis, suggestions=(given, *rest))).at("suggestions")
        visit.choose("radio", "page-suggestions-open", raised.id)
        assert "give it in exchange" in visit.text
        assert other.text in visit.text.partition("Changed as well")[2]

    def test_the_first_to_raise_is_open(self, visit: Visit, sample: Analysis) -> None:
        visit.open(sample).at("suggestions")
        first = by_priority(issues(sample))[0]
        assert escape(first.suggestion.title) in visit.html
        assert escape(first.suggestion.negotiation.ask) in visit.html
        assert first.clause is not None
        assert first.clause.text in visit.text

    def test_the_clause_and_its_proposal_stand_side_by_side(self, visit: Visit) -> None:
        visit.open(an_analysis()).at("suggestions")
        assert "as liquidated damages" in visit.html
        assert "agree a recovery plan within" in visit.html
        assert '<mark class="ca-blank">[number]</mark>' in visit.html

    def test_a_verdict_narrows_the_list(self, visit: Visit, sample: Analysis) -> None:
        visit.open(sample).at("suggestions")
        visit.choose("button_group", "page-suggestions-verdicts", [Verdict.KEEP.value])
        assert len(visit.app.radio(key="page-suggestions-open").options) == len(kept(sample))

    def test_a_search_narrows_the_list(self, visit: Visit) -> None:
        visit.open(an_analysis()).at("suggestions")
        visit.choose("text_input", "page-suggestions-search", "LIQUIDATED chat")
        assert len(visit.app.radio(key="page-suggestions-open").options) == 1

    def test_a_choice_that_nothing_fits_says_so(self, visit: Visit) -> None:
        visit.open(an_analysis()).at("suggestions")
        visit.choose("text_input", "page-suggestions-search", "no such words anywhere")
        assert "No suggestion fits" in visit.html

    def test_next_opens_the_next_one(self, visit: Visit) -> None:
        analysis = an_analysis()
        visit.open(analysis).at("suggestions").click("next")
        found = issues(analysis)
        following = found[found.index(by_priority(found)[0]) + 1]
        assert escape(following.suggestion.title) in visit.html

    def test_money_is_shown_when_there_is_some(self, visit: Visit) -> None:
        analysis = an_analysis()
        (credit,) = [each for each in analysis.suggestions if each.economics]
        visit.open(analysis).at("suggestions")
        visit.choose("radio", "page-suggestions-open", credit.id)
        assert "Where from" in visit.html
        assert "Credit for one miss" in visit.html

    def test_a_suggestion_leads_to_its_clause(self, visit: Visit) -> None:
        analysis = an_analysis()
        visit.open(analysis).at("suggestions").click("in-place")
        assert visit.title == "Clauses"
        assert "ca-here" in visit.html

    def test_the_choice_outlives_a_look_at_another_page(self, visit: Visit) -> None:
        visit.open(an_analysis()).at("suggestions")
        visit.choose("text_input", "page-suggestions-search", "scripts")
        visit.at("notes").at("suggestions")
        assert visit.app.text_input(key="page-suggestions-search").value == "scripts"


class TestDecisions:
    """What is decided on a suggestion, and what can be taken along."""

    def test_the_notes_mark_what_was_rejected(self, visit: Visit) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0].suggestion
        visit.open(analysis).at("suggestions")
        visit.choose("radio", "page-suggestions-open", first.id)
        decide(visit, first.id, "reject")
        visit.at("notes")
        assert f'{escape(first.title)} <span class="ca-chip ca-plain">rejected</span>' in visit.html

    def test_the_notes_page_holds_the_redline_and_says_what_it_waits_for(
        self, visit: Visit
    ) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0].suggestion
        visit.open(analysis).at("notes")
        assert "The redline waits for a choice" in visit.html
        visit.at("suggestions").choose("radio", "page-suggestions-open", first.id)
        decide(visit, first.id, "accept")
        visit.at("notes")
        assert "make-redline" in visit.keys("button")
        assert "The redline waits" not in visit.html

    def test_nothing_can_be_taken_along_before_a_decision(self, visit: Visit) -> None:
        visit.open(an_analysis()).at("suggestions")
        assert "make-redline" not in visit.keys("button")
        assert decided(visit) == []

    def test_accepted_edited_and_rejected_suggestions_are_in_the_file(self, visit: Visit) -> None:
        analysis = an_analysis()
        first, second, third = (each.suggestion for each in issues(analysis)[:3])
        visit.open(analysis).at("suggestions")
        decide(visit, first.id, "accept")
        visit.choose("text_input", f"decide-note-{first.id}", 'agreed with "finance"')
        decide(visit, second.id, "edit")
        visit.choose("text_area", f"decide-text-{second.id}", "In our own words:\n(a) Later.")
        decide(visit, third.id, "reject")
        assert {each.pop("suggestion"): each for each in decided(visit)} == {
            first.id: {"choice": "accept", "note": 'agreed with "finance"'},
            second.id: {"choice": "edit", "text": "In our own words:\n(a) Later."},
            third.id: {"choice": "reject"},
        }
        shown = visit.app.radio(key="page-suggestions-open").proto.captions
        assert [caption[0] for caption in shown[:3]] == ["✓", "✎", "✗"]

    def test_what_was_exported_can_be_loaded_again(self, visit: Visit) -> None:
        analysis = an_analysis()
        first, second, third = (each.suggestion for each in issues(analysis)[:3])
        visit.open(analysis).at("suggestions")
        decide(visit, first.id, "accept")
        visit.choose("text_input", f"decide-note-{first.id}", "agreed")
        decide(visit, second.id, "edit")
        visit.choose("text_area", f"decide-text-{second.id}", "In our own words.")
        exported, taken = visit.downloads["download-decisions"], decided(visit)
        decide(visit, first.id, "reject")
        decide(visit, third.id, "reject")
        visit.upload("decisions-file", "decisions.toml", exported).click("load-decisions")
        assert "2 decisions taken up" in visit.html
        assert decided(visit) == [*taken, {"suggestion": third.id, "choice": "reject"}]
        visit.choose("radio", "page-suggestions-open", first.id)
        (shown,) = [
            each for each in visit.app.get("button_group") if each.key == f"decide-{first.id}"
        ]
        assert shown.value == "accept"

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"[[decision]]\nsuggestion = 's-none'\nchoice = 'accept'\n", "another contract"),
            (b"[fees]\nmonthly = 3\n", "fees is an unknown key"),
            (b"no toml at all", "is not valid TOML"),
            (b"\xff\xfe\x00", "is not UTF-8 text"),
        ],
    )
    def test_a_wrong_or_foreign_file_is_answered_in_a_sentence_and_changes_nothing(
        self, visit: Visit, content: bytes, said: str
    ) -> None:
        analysis = an_analysis()
        visit.open(analysis).at("suggestions")
        decide(visit, issues(analysis)[0].suggestion.id, "accept")
        before = decided(visit)
        visit.upload("decisions-file", "decisions.toml", content).click("load-decisions")
        (problem,) = visit.problems
        assert said in problem
        assert "decisions.toml" in problem
        assert decided(visit) == before

    def test_a_decision_can_be_taken_back(self, visit: Visit) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0].suggestion.id
        visit.open(analysis).at("suggestions")
        decide(visit, first, "accept")
        visit.choose("button_group", f"decide-{first}", None)
        assert decided(visit) == []

    def test_an_edit_without_words_is_not_taken_along(self, visit: Visit) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0].suggestion.id
        visit.open(analysis).at("suggestions")
        decide(visit, first, "edit")
        visit.choose("text_area", f"decide-text-{first}", "  ")
        assert decided(visit) == []
        assert "Write the wording" in visit.html

    def test_an_edit_can_go_back_to_the_proposed_words(self, visit: Visit) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0].suggestion
        visit.open(analysis).at("suggestions")
        decide(visit, first.id, "edit")
        assert f"undo-{first.id}" not in visit.keys("button")
        visit.choose("text_area", f"decide-text-{first.id}", "Quite another wording.")
        visit.click(f"undo-{first.id}")
        (edited,) = decided(visit)
        assert edited["text"] == first.proposed_text
        assert f"undo-{first.id}" not in visit.keys("button")

    def test_decisions_outlive_a_look_at_another_page(self, visit: Visit) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0].suggestion.id
        visit.open(analysis).at("suggestions")
        decide(visit, first, "accept")
        visit.at("clauses").at("notes").at("suggestions")
        assert [each["suggestion"] for each in decided(visit)] == [first]

    def test_each_contract_has_decisions_of_its_own(self, visit: Visit, sample: Analysis) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0].suggestion.id
        visit.open(analysis).at("suggestions")
        decide(visit, first, "accept")
        visit.open(sample).at("contract").at("suggestions")
        assert decided(visit) == []
        visit.open(analysis).at("contract").at("suggestions")
        assert [each["suggestion"] for each in decided(visit)] == [first]

    def test_the_redline_is_the_one_of_the_command_line(self, visit: Visit) -> None:
        analysis = ca.analyze(WORD)
        first = issues(analysis)[0].suggestion.id
        visit.open(analysis, data=WORD.read_bytes()).at("suggestions")
        decide(visit, first, "accept")
        visit.choose("radio", "page-redline-audience", "internal").click("make-redline")
        assert not visit.problems
        expected = redline(
            WORD.read_bytes(), analysis, [Choice(suggestion=first)], audience="internal"
        )
        assert visit.downloads["download-redline"] == expected

    def test_a_file_that_is_not_the_one_analysed_is_said(self, visit: Visit) -> None:
        analysis = ca.analyze(WORD)
        visit.open(analysis, data=b"another").at("suggestions")
        decide(visit, issues(analysis)[0].suggestion.id, "accept")
        visit.click("make-redline")
        assert "not the file that was analysed" in visit.problems[0]


def decide(visit: Visit, suggestion_id: str, choice: str) -> None:
    visit.choose("radio", "page-suggestions-open", suggestion_id)
    visit.choose("button_group", f"decide-{suggestion_id}", choice)


def decided(visit: Visit) -> list[dict[str, str]]:
    if "download-decisions" not in visit.keys("download_button"):
        return []
    return tomllib.loads(visit.downloads["download-decisions"].decode()).get("decision", [])


def _both_words_in(clause: LabelledClause) -> bool:
    return all(word in clause.text.casefold() for word in ("level", "month"))


class TestClauses:
    def shown(self, visit: Visit) -> int:
        return visit.html.count('<div class="ca-clause')

    def test_neutral_clauses_wait_until_they_are_asked_for(self, visit: Visit) -> None:
        analysis = an_analysis()
        visit.open(analysis).at("clauses")
        told = sum(clause.label is not Label.NEUTRAL for clause in analysis.clauses)
        assert self.shown(visit) == told

    @pytest.mark.parametrize(
        ("kind", "key", "value", "fits"),
        [
            ("button_group", "labels", ["incentive"], lambda clause, advised: True),
            (
                "selectbox",
                "burden",
                "customer",
                lambda clause, advised: clause.burden == "customer",
            ),
            ("text_input", "search", "LEVEL month", lambda clause, advised: _both_words_in(clause)),
            ("toggle", "advised", True, lambda clause, advised: clause.id in advised),
            (
                "multiselect",
                "subtypes",
                ["audit"],
                lambda clause, advised: clause.subtype == "audit",
            ),
        ],
    )
    def test_a_filter_narrows_the_list(
        self,
        visit: Visit,
        kind: str,
        key: str,
        value: object,
        fits: Callable[[LabelledClause, set[str | None]], bool],
    ) -> None:
        analysis = an_analysis()
        advised = {each.clause_id for each in analysis.suggestions}
        visit.open(analysis).at("clauses").choose(kind, f"page-clauses-{key}", value)
        labels = value if key == "labels" else [each for each in Label if each is not Label.NEUTRAL]
        wanted = [
            clause
            for clause in analysis.clauses
            if clause.label in labels and fits(clause, advised)  # type: ignore[operator]
        ]
        assert 0 < len(wanted) < len(analysis.clauses)
        assert self.shown(visit) == len(wanted)

    def test_a_label_in_doubt_is_marked_and_can_be_asked_for(self, visit: Visit) -> None:
        analysis = an_analysis()
        doubtful = dataclasses.replace(analysis.clauses[3], needs_review=True)
        clauses = (*analysis.clauses[:3], doubtful, *analysis.clauses[4:])
        visit.open(dataclasses.replace(analysis, clauses=clauses)).at("clauses")
        visit.choose("toggle", "page-clauses-doubt", True)
        assert self.shown(visit) == 1
        assert "label in doubt" in visit.html

    def test_found_words_are_marked(self, visit: Visit) -> None:
        visit.open(an_analysis()).at("clauses")
        visit.choose("text_input", "page-clauses-search", "steering")
        assert '<mark class="ca-found">steering</mark>' in visit.html

    def test_a_clause_leads_to_its_suggestion(self, visit: Visit) -> None:
        analysis = an_analysis()
        first = issues(analysis)[0]
        assert first.clause is not None
        visit.open(analysis).at("clauses").click(f"advice-{first.clause.id}")
        assert visit.title == "Suggestions"
        assert escape(first.suggestion.title) in visit.html

    def test_a_long_list_is_turned_page_by_page(self, visit: Visit, sample: Analysis) -> None:
        visit.open(sample).at("clauses")
        visit.choose("button_group", "page-clauses-labels", [])
        first = visit.html
        visit.choose("pagination", "page-clauses-turned", 2)
        assert self.shown(visit) == 25
        assert visit.html != first


class TestNotes:
    @pytest.mark.parametrize("audience", ["internal", "counterparty"])
    @pytest.mark.parametrize(
        "form", ["Word document", "Web page", "Markdown", "Issues list (Excel)"]
    )
    def test_notes_of_each_kind_are_ready(self, visit: Visit, audience: str, form: str) -> None:
        visit.open(an_analysis()).at("notes")
        visit.choose("radio", "page-notes-audience", audience)
        visit.choose("radio", "page-notes-format", form)
        assert "download-notes" in visit.keys("download_button")
        assert not visit.problems

    def test_what_we_keep_is_not_listed_for_the_other_side(self, visit: Visit) -> None:
        analysis = an_analysis()
        ours, theirs = kept(analysis)[0].suggestion.title, issues(analysis)[0].suggestion.title
        visit.open(analysis).at("notes")
        assert escape(ours) in visit.html
        visit.choose("radio", "page-notes-audience", "counterparty")
        assert escape(ours) not in visit.html
        assert escape(theirs) in visit.html

    def test_a_decision_says_what_the_other_side_is_told(self, visit: Visit) -> None:
        analysis = dataclasses.replace(an_analysis(), readiness=None)
        first, second = issues(analysis)[:2]
        assert first.clause is not None
        doubted = dataclasses.replace(
            analysis,
            clauses=tuple(
                dataclasses.replace(each, needs_review=each.id == first.clause.id)
                for each in analysis.clauses
            ),
        )
        visit.open(doubted).at("notes")
        visit.choose("radio", "page-notes-audience", "counterparty")
        visit.choose("radio", "page-notes-format", "Markdown")
        assert "as a label is in doubt: P1." in visit.text
        assert first.suggestion.title not in visit.downloads["download-notes"].decode()
        visit.at("suggestions")
        decide(visit, first.suggestion.id, "accept")
        decide(visit, second.suggestion.id, "reject")
        visit.at("notes")
        told = visit.downloads["download-notes"].decode()
        assert first.suggestion.title in told
        assert second.suggestion.title not in told
        assert "in doubt" not in visit.text
        visit.choose("radio", "page-notes-audience", "internal")
        assert second.suggestion.title in visit.downloads["download-notes"].decode()
