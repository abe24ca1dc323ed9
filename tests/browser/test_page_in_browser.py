"""The page in a real browser: a day's work, a hostile day's work, and nobody else told of it."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from playwright.sync_api import Page, expect

import clauseadvisor as ca

if TYPE_CHECKING:
    from conftest import Server

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PDF = SAMPLES / "it-managed-services.pdf"

#: What a browser, Markdown or Streamlit would act on if it were not shown as text.
TRICKS = (
    "<script>window.caught = 1</script>",
    "<img src=http://tracker.invalid/a.png onerror='window.caught = 1'>",
    "![seal](http://tracker.invalid/b.png)",
    "[terms](http://tracker.invalid/c)",
    "http://tracker.invalid/d",
    ":red[urgent]",
    ":material/home:",
    ":smile:",
    "$$\\frac{1}{2}$$",
    "<b>bold</b> **bold** `code`",
    "</div></style><style>body{display:none}</style>",
)


def hostile_contract() -> bytes:
    """A contract in Word full of them; Word, because our reader of plain text takes Markdown off."""
    document = docx.Document()
    document.add_paragraph("SERVICES AGREEMENT")
    document.add_paragraph(
        'This Agreement is made between Northgate <i>Retail</i> plc (the "Customer") and Brightline '
        ':red[Ltd] (the "Supplier").'
    )
    for number, trick in enumerate(TRICKS, start=1):
        document.add_paragraph(f"{number}. Delay {trick}")
        document.add_paragraph(
            f"{number}.1 If the Supplier is late it shall pay the Customer {trick} USD 5,000 for each day "
            "as liquidated damages, and the Customer may withhold every payment until then."
        )
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def upload(page: Page, name: str, content: bytes) -> None:
    """Hands a file in and asks for its analysis."""
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Analyse", exact=False).first.click()


def opened(page: Page, name: str, content: bytes) -> None:
    """The same, until the overview is there."""
    upload(page, name, content)
    expect(page.get_by_role("heading", name="Worth raising first")).to_be_visible()
    settled(page)


def settled(page: Page) -> None:
    """Waits until the script of the page has run: what the page before showed goes only then."""
    expect(
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    ).to_have_count(1)


def go(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).first.click()


def test_a_contract_is_uploaded_read_and_its_notes_are_taken_along(
    page: Page, tmp_path: Path
) -> None:
    opened(page, PDF.name, PDF.read_bytes())
    expect(page.get_by_role("img", name=re.compile("balance index"))).to_be_visible()

    title = page.locator(".ca-small h3").first.inner_text()
    page.get_by_role("button", name="See the suggestion").first.click()
    expect(page.get_by_role("heading", level=1, name="Suggestions")).to_be_visible()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator(".ca-words mark.ca-blank").first).to_be_visible()

    go(page, "Clauses")
    late = page.locator(".ca-clause", has_text="by which a Milestone is completed late")
    expect(late.locator(".ca-chip").first).to_have_text(re.compile("^penalty"))

    go(page, "Notes")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the notes").click()
    assert waiting.value.suggested_filename == "it-managed-services-notes.docx"
    waiting.value.save_as(tmp_path / "notes.docx")
    assert title in words_of(tmp_path / "notes.docx")


def words_of(file: Path) -> str:
    """All the words of a Word file, tables included."""
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("name", "content"),
    [("broken.pdf", b"%PDF-1.7\nnothing of a PDF follows"), ("empty.txt", b"  \n")],
)
def test_a_broken_file_is_answered_with_the_sentence_of_the_command_line(
    page: Page, name: str, content: bytes
) -> None:
    with pytest.raises(ca.ClauseAdvisorError) as problem:
        ca.analyze(content, name=name)
    upload(page, name, content)
    expect(page.get_by_role("alert").filter(has_text=name)).to_have_text(str(problem.value))


def test_a_hostile_contract_is_shown_as_text_and_as_nothing_else(page: Page) -> None:
    name = "<img src=x onerror='window.caught=1'> :red[a] $$b$$ ![c](http:tracker.invalid).docx"
    opened(page, name, hostile_contract())
    expect(page.locator(".ca-strip b")).to_have_text(name)
    nothing_acted(page)

    go(page, "Clauses")
    for trick in TRICKS:
        expect(page.locator(".ca-body", has_text=trick).first).to_be_visible()
    nothing_acted(page)

    go(page, "Suggestions")
    expect(page.get_by_role("heading", name="How to bring it up")).to_be_visible()
    options = page.get_by_test_id("stRadioOption")
    for option in options.all()[:6]:
        option.click()
        expect(option.locator("input")).to_be_checked()
        expect(page.locator(".ca-words").first).to_be_visible()
        nothing_acted(page)

    go(page, "Notes")
    expect(page.get_by_role("heading", name="What they hold")).to_be_visible()
    nothing_acted(page)


def nothing_acted(page: Page) -> None:
    """No mark-up of the contract became an element, no script of it ran."""
    main = page.get_by_test_id("stMain")
    for made in (
        "img",
        "a[href*='tracker']",
        "b:text-is('bold')",
        "strong:text-is('bold')",
        "i:text-is('Retail')",
        ".katex",
        "code:text-is('code')",
    ):
        assert main.locator(made).count() == 0, made
    assert page.evaluate("window.caught") is None
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    for foreign in main.locator(
        ".ca-body, .ca-words, [data-testid=stRadioOption]"
    ).all_inner_texts():
        assert "😄" not in foreign


def test_the_list_of_suggestions_is_worked_with_the_keyboard(page: Page) -> None:
    opened(page, PDF.name, PDF.read_bytes())
    go(page, "Suggestions")
    first = page.get_by_role("radio").first
    first.focus()
    heading = page.locator("h2.ca-heading").first
    before = heading.inner_text()
    page.keyboard.press("ArrowDown")
    expect(heading).not_to_have_text(before)


def test_the_other_side_can_be_taken(page: Page) -> None:
    opened(page, PDF.name, PDF.read_bytes())
    page.get_by_text("Whose side, who is who, what you know about the deal").click()
    # For a moment the choice of the page before is still there.
    settled(page)
    expect(page.get_by_text("the vendor", exact=True)).to_have_count(1)
    page.get_by_text("the vendor", exact=True).click()
    # A hand is slower than the page: it has heard the choice before the button is reached.
    expect(page.get_by_role("radio", name="the vendor")).to_be_checked()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.get_by_role("button", name="Analyse again").click()
    expect(page.locator(".ca-strip")).to_contain_text("advice for the vendor")


def test_the_server_talks_to_this_machine_alone(page: Page, server: Server) -> None:
    opened(page, PDF.name, PDF.read_bytes())
    talked = server.talked_to()
    assert talked, (
        "the watch sees nothing: it should at least see the knock at the server's own door"
    )
    assert [line for line in talked if not re.search(r"'(127\.0\.0\.1|::1)'", line)] == []


@pytest.mark.shared
def test_a_real_contract_is_opened(page: Page, shared_data: Path) -> None:
    contract = min((shared_data / "contracts" / "pdf").glob("*.pdf"), key=lambda file: file.name)
    opened(page, contract.name, contract.read_bytes())
    expect(page.locator(".ca-strip b")).to_have_text(contract.name)


def test_decisions_are_made_and_taken_along_as_a_file_and_as_a_redline(page: Page) -> None:
    word = SAMPLES / "contact-centre-outsourcing.docx"
    opened(page, word.name, word.read_bytes())
    go(page, "Suggestions")
    choice = page.get_by_test_id("stButtonGroup").last
    choice.get_by_text("Accept").click()
    page.get_by_label("Note for our own side").fill("agreed with finance")
    page.get_by_label("Note for our own side").press("Enter")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Note for our own side")).to_have_count(0)
    choice.get_by_text("Edit").click()
    words = page.get_by_label("Your wording")
    words.fill("In our own words:\n(a) Later.")
    words.press("Control+Enter")
    # A hand is slower than the page: when this button is there, the file to download has the words.
    expect(page.get_by_role("button", name="Back to the proposed words")).to_be_visible()
    page.get_by_role("button", name="Your decisions: 1 accepted, 1 edited").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download decisions.toml").click()
    decided = tomllib.loads(waiting.value.path().read_text(encoding="utf-8"))["decision"]
    assert [each["choice"] for each in decided] == ["accept", "edit"]
    assert decided[0]["note"] == "agreed with finance"
    assert decided[1]["text"] == "In our own words:\n(a) Later."
    page.keyboard.press("Escape")
    again = waiting.value.path().read_bytes()
    page.get_by_role("button", name="Previous").click()
    # For a moment the field of the proposal that was left is still there.
    expect(page.get_by_label("Note for our own side").first).to_have_value("agreed with finance")
    page.get_by_test_id("stButtonGroup").last.get_by_text("Reject").click()
    page.get_by_role("button", name="Your decisions: 1 edited, 1 rejected").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(
        {"name": "decisions.toml", "mimeType": "application/toml", "buffer": again}
    )
    page.get_by_role("button", name="Take up these decisions").click()
    expect(page.get_by_role("button", name="Your decisions: 1 accepted, 1 edited")).to_be_visible()
    page.get_by_role("button", name="Make the redline").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the redline").click()
    marked = waiting.value.path().read_bytes()
    inserted = docx.Document(io.BytesIO(marked)).element.xml
    assert "In our own words:" in inserted
    assert "w:ins " in inserted


def test_a_reload_loses_neither_the_contract_nor_a_decision_until_they_are_forgotten(
    page: Page,
) -> None:
    opened(page, PDF.name, PDF.read_bytes())
    go(page, "Suggestions")
    page.get_by_test_id("stButtonGroup").last.get_by_text("Edit").click()
    words = page.get_by_label("Your wording")
    words.fill("In our own words.")
    words.press("Control+Enter")
    expect(page.get_by_role("button", name="Back to the proposed words")).to_be_visible()
    told = page.get_by_role("button", name="Your decisions: 1 edited")
    expect(told).to_be_visible()

    page.reload()
    expect(told).to_be_visible()
    expect(page.get_by_label("Your wording")).to_have_value("In our own words.")
    page.get_by_test_id("stButtonGroup").last.get_by_text("Reject").click()
    expect(page.get_by_role("button", name="Your decisions: 1 rejected")).to_be_visible()
    go(page, "Notes")
    page.get_by_text("The other side: proposals").click()
    expect(page.get_by_text("what you reject is not")).to_be_visible()
    page.reload()  # or our own notes would be downloaded by whoever wrote for the other side
    expect(page.get_by_text("what you reject is not")).to_be_visible()
    go(page, "Contract")
    expect(page.get_by_role("heading", name="Worth raising first")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Worth raising first")).to_be_visible()

    another = page.context.new_page()  # the same browser, but not the tab that holds the contract
    another.goto(page.url)
    expect(another.get_by_role("button", name="Analyse")).to_be_visible()
    another.close()

    page.get_by_role("button", name="Forget this contract").click()
    with page.expect_event("load"):  # it begins a new session, so that the uploads go too
        page.get_by_role("button", name="Forget it and my decisions").click()
    expect(page.get_by_role("button", name="Analyse")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Analyse")).to_be_visible()
    expect(page.get_by_role("heading", name="Worth raising first")).to_have_count(0)
    assert page.evaluate("sessionStorage.getItem('clauseadvisor')") is None
