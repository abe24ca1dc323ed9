"""What stays: boundaries with their reason, small stuff by name alone."""

from __future__ import annotations

from clauseadvisor.domain import Verdict
from clauseadvisor.writing import markdown
from clauseadvisor.writing.boundaries import boundaries_section
from clauseadvisor.writing.issues import kept
from clauseadvisor.writing.outline import outline
from tests.builders import a_suggestion, an_analysis

BASE = an_analysis()
PENALTY = next(each for each in BASE.clauses if each.label == "penalty")
CONTROL = next(each for each in BASE.clauses if each.label == "control")


def notes(*, small: bool) -> str:
    suggestions = (
        a_suggestion(
            id="s-1",
            clause_id=PENALTY.id,
            verdict=Verdict.KEEP,
            title="Keep it",
            rationale="Why so.",
        ),
        a_suggestion(
            id="s-2",
            clause_id=CONTROL.id,
            verdict=Verdict.KEEP,
            title="Leave it",
            rationale="Long reason.",
            proposed_text="",
            folded=small,
        ),
    )
    return markdown.render(outline(an_analysis(suggestions=suggestions)))


def test_small_stuff_is_named_without_its_reason() -> None:
    text = notes(small=True)
    assert "Left as it is, with nothing to talk about" in text
    assert "Leave it" in text
    assert "Long reason" not in text
    assert "Why so" in text


def test_without_small_stuff_every_clause_has_its_reason() -> None:
    text = notes(small=False)
    assert "Left as it is" not in text
    assert "Long reason" in text


def test_what_is_to_be_looked_at_is_not_called_small_as_well() -> None:
    only = a_suggestion(
        id="s-3", clause_id=CONTROL.id, verdict=Verdict.KEEP, title="Leave it", folded=True
    )
    staying = kept(an_analysis(suggestions=(only,)))
    assert boundaries_section(staying) is not None
    assert boundaries_section(staying, {CONTROL.id}) is None


def test_where_all_is_small_there_is_no_empty_table() -> None:
    only = a_suggestion(
        id="s-3", clause_id=CONTROL.id, verdict=Verdict.KEEP, title="Leave it", folded=True
    )
    section = boundaries_section(kept(an_analysis(suggestions=(only,))))
    assert section is not None
    assert [type(each).__name__ for each in section.blocks] == ["Heading", "Points"]
