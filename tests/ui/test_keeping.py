"""What a visit holds outlives a reload, for the tab that held it alone, and is forgotten when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clauseadvisor.writing.issues import issues
from tests.builders import an_analysis

if TYPE_CHECKING:
    from conftest import Visit


class Clock:
    """The time in seconds, moved by hand."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def memory(clock: Clock):  # type: ignore[no-untyped-def]
    from clauseadvisor_page.widgets.keeping import Visits

    return Visits(now=clock)


def test_what_was_kept_is_found_by_its_key_and_by_no_other(clock: Clock) -> None:
    visits = memory(clock)
    visits.keep("mine", {"opened": "a contract"})
    visits.keep("yours", {"opened": "another"})
    assert visits.find("mine") == {"opened": "a contract"}
    assert visits.find("guessed") == {}
    assert visits.find("") == {}


def test_what_was_forgotten_is_gone(clock: Clock) -> None:
    visits = memory(clock)
    visits.keep("mine", {"opened": "a contract"})
    visits.keep("yours", {"opened": "another"})
    visits.forget("mine")
    visits.forget("never was")
    assert visits.find("mine") == {}
    assert visits.find("yours") == {"opened": "another"}


def test_what_nobody_came_back_for_is_dropped_after_half_a_day(clock: Clock) -> None:
    visits = memory(clock)
    visits.keep("left", {"opened": "a contract"})
    clock.time = 6 * 3600.0
    visits.keep("worked on", {"opened": "another"})
    clock.time = 13 * 3600.0
    assert visits.find("left") == {}
    assert visits.find("worked on") == {"opened": "another"}


def test_of_too_many_visits_the_longest_unused_goes_first(clock: Clock) -> None:
    visits = memory(clock)
    for number in range(16):
        visits.keep(f"visit {number}", {"opened": number})
    visits.keep("visit 0", {"opened": 0})
    visits.keep("one more", {"opened": 16})
    assert visits.find("visit 0")
    assert visits.find("visit 1") == {}
    assert visits.find("visit 2")


def test_a_reload_finds_the_contract_and_the_decisions_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysis = an_analysis()
    first = issues(analysis)[0].suggestion.id
    visit.open(analysis).at("suggestions")
    visit.choose("radio", "page-suggestions-open", first)
    visit.choose("button_group", f"decide-{first}", "accept")
    key = visit.app.session_state["visit"]
    assert len(key) >= 32

    told_by_tab(monkeypatch, key)
    again = type(visit)().at("suggestions")
    assert again.app.session_state["opened"].analysis == analysis
    assert [*again.app.session_state["decided"][analysis.document.sha256]] == [first]

    visit.at("notes").choose("radio", "page-notes-audience", "counterparty")
    visit.at("notes")
    again = type(visit)().at("notes")
    assert again.app.radio(key="page-notes-audience").value == "counterparty"

    told_by_tab(monkeypatch, "guessed")
    assert "upload" in type(visit)().keys("file_uploader")
    told_by_tab(monkeypatch, None)
    assert "upload" in type(visit)().keys("file_uploader")


def test_a_visit_that_is_forgotten_cannot_be_taken_up_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.open(an_analysis()).at("contract")
    key = visit.app.session_state["visit"]
    visit.click("forget")
    assert "opened" not in visit.app.session_state
    assert "decided" not in visit.app.session_state
    told_by_tab(monkeypatch, key)
    assert "upload" in type(visit)().keys("file_uploader")


def told_by_tab(monkeypatch: pytest.MonkeyPatch, key: str | None) -> None:
    """From now on, every new visitor's browser says that its tab had this key."""
    from clauseadvisor_page.widgets import keeping

    monkeypatch.setattr(keeping, "_talk", lambda data: key)
