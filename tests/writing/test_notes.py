"""Negotiation notes as files: content, audiences, hostile text, sameness, bad places."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from clauseadvisor.domain import Analysis, Negotiation, Verdict
from clauseadvisor.errors import OutputError, UsageError
from clauseadvisor.writing import write_notes
from tests.builders import a_clause, a_suggestion, an_analysis

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "notes"
REGENERATE = "CLAUSEADVISOR_REGENERATE"
SUFFIXES = (".docx", ".html", ".md", ".xlsx")
AUDIENCES = ("internal", "counterparty")


# ---------------------------------------------------------------- reading back


class _Words(HTMLParser):
    """The visible words of a page, one line a block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("style", "title")
        if tag not in ("strong", "em", "span", "a", "br", "meta"):
            self.lines.append("")
        self.lines += [value or "" for name, value in attrs if name == "aria-label"]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden and self.lines:
            self.lines[-1] += data


class _Tags(HTMLParser):
    """The elements and attributes that a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def text_of(path: Path) -> str:
    """The text of notes of any format, as a reader sees it, one line a paragraph or cell."""
    if path.suffix == ".html":
        words = _Words()
        words.feed(path.read_text(encoding="utf-8"))
        return tidy(words.lines)
    if path.suffix == ".docx":
        space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        with zipfile.ZipFile(path) as package:
            body = etree.fromstring(package.read("word/document.xml"))
        return tidy(
            "".join(piece.text or "\n" for piece in each.iter(f"{space}t", f"{space}br"))
            for each in body.iter(f"{space}p")
        )
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as package:
            strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
        return tidy("".join(each.itertext()) for each in strings)
    return path.read_text(encoding="utf-8")


def tidy(lines: Any) -> str:
    return "\n".join(line for each in lines if (line := " ".join(each.split()))) + "\n"


def everything_in(path: Path) -> str:
    """Every byte that a curious reader can get at: all parts of a package, names included."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as package:
            assert package.comment == b""
            parts = [name.encode() + package.read(name) for name in package.namelist()]
        return b"\n".join(parts).decode("utf-8", "replace")
    return path.read_text(encoding="utf-8")


def notes(tmp_path: Path, analysis: Analysis, suffix: str, audience: str = "internal") -> Path:
    return write_notes(analysis, tmp_path / f"notes{suffix}", audience=audience)


# ---------------------------------------------------------------- content


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_notes_read_as_agreed(tmp_path: Path, suffix: str, audience: str) -> None:
    found = text_of(notes(tmp_path, an_analysis(), suffix, audience))
    golden = GOLDEN / f"{audience}{suffix}.txt"
    if os.environ.get(REGENERATE) == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_golden_files_are_not_regenerated_by_accident() -> None:
    assert os.environ.get("CI") is None or os.environ.get(REGENERATE) is None, (
        f"{REGENERATE} is set: golden files would agree with whatever comes out"
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_analysis_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    first = notes(tmp_path, an_analysis(), suffix).read_bytes()
    assert notes(tmp_path, an_analysis(), suffix).read_bytes() == first


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_package_carries_no_time_of_day(tmp_path: Path, suffix: str) -> None:
    path = notes(tmp_path, an_analysis(), suffix)
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}


# ---------------------------------------------------------------- audiences


def marked(analysis: Analysis) -> Analysis:
    """The analysis with a secret word in each field that is ours to know."""
    count = iter(range(10_000))

    def secret() -> str:
        return f"SECRET{next(count)}"

    def hide(suggestion: Any) -> Any:
        keep = suggestion.verdict is Verdict.KEEP
        talk = suggestion.negotiation
        options = tuple(
            dataclasses.replace(each, title=secret(), text=secret(), mechanism=secret())
            for each in suggestion.options
        )
        return dataclasses.replace(
            suggestion,
            recipe=secret(),
            title=secret() if keep else suggestion.title,
            rationale=secret(),
            proposed_text=secret() if keep else suggestion.proposed_text,
            negotiation=Negotiation(
                ask=secret() if keep else talk.ask,
                offer=secret() if keep else talk.offer,
                fallback=secret(),
                keep=secret(),
            ),
            economics={"SECRETkey": {"name": secret(), "value": 918273.0, "unit": secret()}},
            stage_needed=0,
            preconditions=(secret(),),
            guardrails=(secret(),),
            risks=(secret(),),
            sources=(secret(),),
            mechanisms=(secret(),),
            options=options,
            questions=(secret(),),
            pitfalls=(secret(),),
            first_step=secret(),
            priority=64.738,
        )

    return dataclasses.replace(
        analysis,
        suggestions=tuple(hide(each) for each in analysis.suggestions),
        balance=dataclasses.replace(
            analysis.balance,
            rbi=73.19,
            band=dataclasses.replace(analysis.balance.band, low=67.31, high=68.42, risk=secret()),
        ),
        readiness=dataclasses.replace(
            analysis.readiness, vendor=57.293, customer=58.417, gates=(secret(),)
        ),
        document=dataclasses.replace(
            analysis.document,
            warnings=tuple(
                dataclasses.replace(each, message=secret()) for each in analysis.document.warnings
            ),
        ),
    )


LEAKS = ("SECRET", "918", "64.7", "73.19", "67.3", "68.4", "57.29", "58.4", "confidential", "fallback", "walk-away")  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_of_ours_leaks_to_the_counterparty(tmp_path: Path, suffix: str) -> None:
    analysis = marked(an_analysis())
    shared = everything_in(notes(tmp_path, analysis, suffix, "counterparty")).lower()
    assert [leak for leak in LEAKS if leak.lower() in visible_numbers(shared)] == []
    # The test can fail: the same words do stand in the notes for our own side.
    ours = everything_in(notes(tmp_path, analysis, suffix, "internal"))
    assert ours.count("SECRET") > 20


def visible_numbers(package: str) -> str:
    """Without the digits of theme, style and schema identifiers, which are no figures of ours."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|#?[0-9a-f]{6,8}\b|\d{5,}", "", package)


def test_what_the_relationship_is_not_ripe_for_is_not_offered(tmp_path: Path) -> None:
    analysis = an_analysis()
    locked = next(each for each in analysis.suggestions if not each.unlocked)
    shared = text_of(notes(tmp_path, analysis, ".md", "counterparty"))
    assert locked.title not in shared
    without_scorecard = dataclasses.replace(analysis, readiness=None)
    assert locked.title in text_of(notes(tmp_path, without_scorecard, ".md", "counterparty"))


def test_the_counterparty_sees_proposals_in_the_order_of_the_contract(tmp_path: Path) -> None:
    analysis = dataclasses.replace(an_analysis(), readiness=None)
    shared = text_of(notes(tmp_path, analysis, ".md", "counterparty"))
    places = [shared.index(f"| **{ref}** | **Clause {number}") for ref, number in (("A", "4.2"), ("B", "4.3"), ("C", "6.3"))]  # fmt: skip
    assert places == sorted(places)


# ---------------------------------------------------------------- hostile text

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(1)">',
    '=HYPERLINK("http://evil.example","x")',
    "+1+1|cmd",
    "@SUM(A1:A9)",
    "{{ 7 * 7 }}{% raw %}",
    "nul \x00 tab \x0b feed \x0c bell \x07 end",
    "lone \ud800 surrogate \udfff",
    "turned \u202e round",
    "# heading\n- list\n1. one\n| a | b |\n> quote\n```\ncode\n```\n[x](javascript:alert(1)) ![i](http://evil.example/p.png) <b>",
    "]]> &amp; &#x41; \ufffe",
    "http://evil.example/track.png",
)


def hostile_analysis() -> Analysis:
    """Every text that comes from the contract or a playbook is hostile."""
    text = "\n".join(HOSTILE)
    clause = a_clause(
        text, subtype="service_credit", number=HOSTILE[0], heading=HOSTILE[1], severity=3.0,
        burdened_party=HOSTILE[2], context=HOSTILE[5],
    )  # fmt: skip
    worst = dict.fromkeys(("title", "rationale", "proposed_text", "first_step"), text)
    talk = Negotiation(ask=text, offer=text, fallback=text, keep=text)
    suggestion = a_suggestion(
        clause, **worst, negotiation=talk, norms=("early_warning",), risks=HOSTILE, pitfalls=HOSTILE,
        guardrails=HOSTILE, questions=HOSTILE, blanks=HOSTILE, sources=HOSTILE,
        economics={text: text, "x": {"name": text, "value": text}},
    )  # fmt: skip
    kept = dataclasses.replace(suggestion, id="s-kept", verdict=Verdict.KEEP)
    base = an_analysis()
    document = dataclasses.replace(
        base.document,
        name=text,
        law=text,
        parties=tuple(dataclasses.replace(each, name=text, aliases=(text,)) for each in base.document.parties),
        dates=tuple(dataclasses.replace(each, text=text) for each in base.document.dates),
        warnings=tuple(dataclasses.replace(each, message=text) for each in base.document.warnings),
    )  # fmt: skip
    norms = tuple(dataclasses.replace(each, title=text, source=text) for each in base.norms)
    return dataclasses.replace(
        base, document=document, clauses=(clause,), norms=norms, suggestions=(suggestion, kept)
    )


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hostile_text_stays_text_in_word(tmp_path: Path, audience: str) -> None:
    path = notes(tmp_path, hostile_analysis(), ".docx", audience)
    docx.Document(str(path))
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        assert not any("evil.example" in package.read(n).decode() for n in package.namelist() if n.endswith(".rels"))  # fmt: skip
    assert "<script>alert(1)</script>" in text_of(path)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hostile_text_stays_text_in_html(tmp_path: Path, audience: str) -> None:
    page = notes(tmp_path, hostile_analysis(), ".html", audience).read_text(encoding="utf-8")
    seen = _Tags()
    seen.feed(page)
    assert not seen.names & {"script", "img", "b", "iframe", "object", "svg", "link", "base"}
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "src"]
    targets = [value for name, value in seen.attributes if name == "href"]
    assert targets
    assert all(target.startswith("#") for target in targets)
    assert "url(" not in page
    assert "&lt;script&gt;" in page
    assert "\x00" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hostile_text_stays_text_in_a_spreadsheet(tmp_path: Path, audience: str) -> None:
    path = notes(tmp_path, hostile_analysis(), ".xlsx", audience)
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if "worksheets/sheet" in name]
        for name in sheets:
            sheet = etree.fromstring(package.read(name))
            space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
            assert not list(sheet.iter(f"{space}f"))
            assert not list(sheet.iter(f"{space}hyperlink"))
            assert not [c for c in sheet.iter(f"{space}sheet") if c.get("state")]
    assert "=HYPERLINK" in text_of(path)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hostile_text_stays_text_in_markdown(tmp_path: Path, audience: str) -> None:
    from markdown_it import MarkdownIt

    text = notes(tmp_path, hostile_analysis(), ".md", audience).read_text(encoding="utf-8")
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for token in tokens(parser.parse(text)):
        assert token.type not in ("link_open", "image", "html_block", "fence", "code_block", "code_inline")  # fmt: skip
        assert token.type != "html_inline" or token.content == "<br>"
        if token.type == "heading_open":
            assert token.tag in ("h1", "h2", "h3")


def tokens(found: Any) -> Iterator[Any]:
    for token in found:
        yield token
        yield from tokens(token.children or ())


# ---------------------------------------------------------------- places


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"notes\.pdf.*\.docx, \.html, \.md, \.xlsx"):
        write_notes(an_analysis(), tmp_path / "notes.pdf")


def test_an_unknown_audience_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="internal or counterparty"):
        write_notes(an_analysis(), tmp_path / "notes.md", audience="everyone")


def test_what_is_no_date_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="2026-03-31"):
        write_notes(an_analysis(), tmp_path / "notes.md", date="tomorrow")


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such file or directory"):
        write_notes(an_analysis(), tmp_path / "missing" / "notes.md")


def test_a_failed_write_leaves_the_old_notes(tmp_path: Path, monkeypatch: Any) -> None:
    path = notes(tmp_path, an_analysis(), ".md")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="no space left"):
        notes(tmp_path, an_analysis(suggestions=()), ".md")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["notes.md"]


def test_the_next_window_counts_from_the_date(tmp_path: Path) -> None:
    early = write_notes(an_analysis(), tmp_path / "a.md", date="2026-01-01").read_text("utf-8")
    late = write_notes(an_analysis(), tmp_path / "b.md", date="2027-12-24").read_text("utf-8")
    assert "Notice: 2 November 2027" in early
    assert "End: 31 January 2028" in late
    assert "24 December 2027" in late


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_analysis_of_nothing_still_makes_notes(
    tmp_path: Path, suffix: str, audience: str
) -> None:
    base = an_analysis()
    empty = dataclasses.replace(
        base,
        clauses=(),
        suggestions=(),
        norms=(),
        readiness=None,
        balance=dataclasses.replace(base.balance, counts={}, weights={}, burdens={}, reciprocity=None),
        document=dataclasses.replace(base.document, parties=(), law=None, dates=(), warnings=()),
    )  # fmt: skip
    assert notes(tmp_path, empty, suffix, audience).stat().st_size > 0


# ---------------------------------------------------------------- Word


def test_word_notes_have_headings_page_numbers_and_repeated_headers(tmp_path: Path) -> None:
    path = notes(tmp_path, an_analysis(), ".docx")
    document = docx.Document(str(path))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[:4] == [
        "Summary",
        "Questions to the partner",
        "Issues list",
        "Proposals in full",
    ]
    xml = document.element.xml
    assert xml.count(" PAGEREF ") >= len(headings)
    assert {each.style.style_id for each in document.paragraphs if "PAGEREF" in each._p.xml} == {"TOC1", "TOC2"}  # fmt: skip
    assert {section.orientation for section in document.sections} == {0, 1}
    titled = [table for table in document.tables if len(table.rows) > 1 and len(table.columns) > 2]
    assert titled
    for table in titled:
        assert table.rows[0]._tr.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(docx.oxml.ns.qn("w:cantSplit")) is not None for row in table.rows)  # fmt: skip
    assert "PAGE" in document.sections[0].footer._element.xml


def test_every_link_in_word_has_its_target(tmp_path: Path) -> None:
    document = docx.Document(str(notes(tmp_path, an_analysis(), ".docx")))
    name, anchor = docx.oxml.ns.qn("w:name"), docx.oxml.ns.qn("w:anchor")
    marks = [each.get(name) for each in document.element.iter(docx.oxml.ns.qn("w:bookmarkStart"))]
    links = {each.get(anchor) for each in document.element.iter(docx.oxml.ns.qn("w:hyperlink"))}
    assert len(marks) == len(set(marks))
    assert links <= set(marks)
    assert "issue_P1" in links


@pytest.mark.office
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_libreoffice_opens_the_notes(tmp_path: Path, suffix: str, audience: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = notes(tmp_path, hostile_analysis(), suffix, audience)
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert (tmp_path / "notes.pdf").read_bytes().startswith(b"%PDF")
