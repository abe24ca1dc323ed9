"""Handing a contract in: uploads, samples, whose side, who is who, and files about the deal."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import clauseadvisor as ca
from clauseadvisor.domain import Analysis, Role
from clauseadvisor.resources import samples

if TYPE_CHECKING:
    from conftest import Visit

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = (ROOT / "samples" / "logistics-services.txt").read_bytes()
SCORECARD = b"[vendor]\nhonesty = 4\n\n[customer]\nhonesty = 3\n"


def analysis_of(visit: Visit) -> Analysis:
    """What the visitor has open now."""
    found = visit.app.session_state["opened"].analysis
    assert isinstance(found, Analysis)
    return found


def analyse(visit: Visit, name: str = "contract.txt", content: bytes = CONTRACT) -> Visit:
    return visit.upload("upload", name, content).click("analyse")


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_a_sample_is_one_click_away(visit: Visit, path: Path) -> None:
    visit.click(f"sample-{path.name}")
    assert analysis_of(visit).document.name == path.name
    assert "Worth raising first" in visit.html


def test_an_upload_is_analysed_as_the_library_would(visit: Visit) -> None:
    analyse(visit)
    assert analysis_of(visit) == ca.analyze(CONTRACT, name="contract.txt")


def test_nothing_can_be_analysed_before_there_is_a_file(visit: Visit) -> None:
    assert visit.app.button(key="analyse").disabled


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.pdf", b"%PDF-1.7\nnothing of a PDF follows"),
        ("broken.docx", b"PK\x03\x04 and no more"),
        ("empty.txt", b"   \n"),
        ("zeros.txt", bytes(4000)),
    ],
)
def test_what_cannot_be_read_is_the_sentence_of_the_command_line(
    visit: Visit, name: str, content: bytes
) -> None:
    with pytest.raises(ca.ClauseAdvisorError) as problem:
        ca.analyze(content, name=name)
    analyse(visit, name, content)
    assert len(visit.problems) == 1
    assert escape(str(problem.value)) in visit.problems[0]
    assert "Worth raising first" not in visit.html


def test_after_a_broken_file_the_next_one_is_analysed(visit: Visit) -> None:
    analyse(visit, "broken.pdf", b"%PDF-1.7\nnothing")
    assert visit.problems
    analyse(visit)
    assert not visit.problems
    assert analysis_of(visit).clauses


def test_clauses_in_doubt_can_be_read_a_second_time(visit: Visit) -> None:
    analyse(visit)
    alone = analysis_of(visit)
    visit.choose("toggle", "thorough", True).click("again")
    thorough = analysis_of(visit)
    assert thorough == ca.analyze(CONTRACT, name="contract.txt", inputs=ca.Inputs(thorough=True))
    assert thorough.generator.model != alone.generator.model


def test_the_vendor_side_can_be_taken(visit: Visit) -> None:
    visit.choose("radio", "role", "vendor")
    analyse(visit)
    assert analysis_of(visit).role is Role.VENDOR
    assert "advice for the vendor" in visit.html


def test_the_side_can_be_changed_without_another_upload(visit: Visit) -> None:
    analyse(visit)
    visit.choose("radio", "role", "vendor").click("again")
    assert analysis_of(visit) == ca.analyze(
        CONTRACT, name="contract.txt", inputs=ca.Inputs(role=Role.VENDOR)
    )


def test_who_is_who_can_be_put_right(visit: Visit) -> None:
    analyse(visit)
    before = analysis_of(visit).document.parties
    swapped = {Role.CUSTOMER: Role.VENDOR, Role.VENDOR: Role.CUSTOMER}
    for place, party in enumerate(before):
        visit.choose("selectbox", f"party-{place}", swapped[party.role].value)
    visit.click("again")
    after = {party.name: party.role for party in analysis_of(visit).document.parties}
    assert after == {party.name: swapped[party.role] for party in before}
    visit.click("again")
    assert {party.name: party.role for party in analysis_of(visit).document.parties} == after


def test_the_next_contract_has_parties_of_its_own(visit: Visit) -> None:
    analyse(visit)
    visit.choose("selectbox", "party-0", "other").click("again")
    visit.click("sample-it-managed-services.pdf")
    assert visit.app.session_state["opened"].inputs.parties == {}


def test_a_scorecard_is_used_and_stays_in_use(visit: Visit) -> None:
    visit.upload("file-scorecard", "partner.toml", SCORECARD)
    analyse(visit)
    assert analysis_of(visit).readiness is not None
    visit.choose("radio", "role", "vendor").click("again")
    assert analysis_of(visit).readiness is not None


def test_a_scorecard_can_be_left_out_again(visit: Visit) -> None:
    visit.upload("file-scorecard", "partner.toml", SCORECARD)
    analyse(visit)
    visit.at("clauses").at("contract")  # Streamlit lets go of an upload that is out of sight
    visit.choose("checkbox", "keep-scorecard", False).click("again")
    assert analysis_of(visit).readiness is None


@pytest.mark.parametrize(
    ("key", "name", "content", "said"),
    [
        ("file-assumptions", "deal.toml", b"[fees]\nperiod_fee = 'much'\n", "period_fee"),
        ("file-assumptions", "deal.toml", b"[fees\n", "not valid TOML"),
        ("file-scorecard", "partner.toml", b"[vendor]\nhonesty = 9\n", "honesty"),
        ("file-scorecard", "<b>partner</b>.toml", b"[vendor]\ncharm = 2\n", "charm"),
        ("file-history", "credits.csv", b"period,level\n", "credits.csv"),
    ],
)
def test_a_mistake_in_a_file_about_the_deal_is_named_with_file_and_key(
    visit: Visit, key: str, name: str, content: bytes, said: str
) -> None:
    visit.upload(key, name, content)
    analyse(visit)
    (problem,) = visit.problems
    assert escape(name.rpartition("/")[2]) in problem
    assert said in problem


def test_a_file_that_somebody_else_named_stays_in_its_folder(visit: Visit, tmp_path: Path) -> None:
    visit.upload("file-scorecard", f"../../../..{tmp_path}/planted.toml", SCORECARD)
    analyse(visit)
    assert list(tmp_path.iterdir()) == []
    assert analysis_of(visit).readiness is not None
