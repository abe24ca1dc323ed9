"""Scanned pages: recognised when Tesseract is there, named in a warning when it is not."""

from __future__ import annotations

import re
import subprocess
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clauseadvisor.domain import Document
from clauseadvisor.errors import NoTextError, UsageError
from clauseadvisor.reading import read_document, tesseract
from clauseadvisor.settings import Limits, Recognition
from clauseadvisor.splitting import split_clauses
from tests.reading.made import flowing, printed, wrapped
from tests.reading.scans import bound, one_after_the_other, pictures_of, scan_of
from tests.reading.test_pdf import CREDITS, LONG, PLAN, SERVICES, lines_set

SHORT = [SERVICES, CREDITS, PLAN]
#: A page from the row of words that Tesseract writes; what is not a word is left out here.
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def codes(document: Document) -> list[tuple[str, int | None]]:
    return [(warning.code, warning.page) for warning in document.warnings]


@pytest.mark.ocr
def test_a_scan_is_read_like_the_pages_it_was_made_of() -> None:
    pages = flowing(LONG[:6], header="Services Agreement", numbered="Page {}", lines_a_page=6)
    document, original = read_document(scan_of(pages)), read_document(pages)
    assert alike(document.text, original.text) > 0.98
    assert document.layout.recognised_pages == tuple(range(1, (document.pages or 0) + 1))
    assert [clause.number for clause in split_clauses(document)] == [
        clause.number for clause in split_clauses(original)
    ]
    assert document.furniture == original.furniture


@pytest.mark.ocr
def test_recognised_lines_have_the_boxes_of_the_printed_ones() -> None:
    pages = flowing(SHORT)
    document, original = read_document(scan_of(pages)), read_document(pages)
    assert len(document.layout.lines) == len(original.layout.lines)
    for line, printed_line in zip(document.layout.lines, original.layout.lines, strict=True):
        for side in ("x0", "top", "x1", "bottom"):
            assert getattr(line.box, side) == pytest.approx(getattr(printed_line.box, side), abs=4)


@pytest.mark.ocr
def test_only_the_pages_without_text_are_recognised() -> None:
    document = read_document(
        one_after_the_other(flowing([SERVICES]), scan_of(flowing([CREDITS])), flowing([PLAN]))
    )
    assert document.layout.recognised_pages == (2,)
    assert codes(document) == [("recognised_page", 2)]
    assert "confidence of 9" in document.warnings[0].message
    assert [clause.number for clause in split_clauses(document)] == ["1.1", "1.2", "1.3"]
    assert document.text.startswith(SERVICES)
    assert document.text.endswith(PLAN)


@pytest.mark.ocr
def test_a_scan_that_bears_a_stamp_in_text_is_a_scan_all_the_same() -> None:
    document = read_document(scan_of(flowing(SHORT), stamp="Envelope ID: 5C7A-11D2-9F3B"))
    assert document.layout.recognised_pages == (1,)
    assert "service credit" in document.text


@pytest.mark.ocr
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_lay_askew_on_the_glass_is_read_in_order(rotation: int) -> None:
    document = read_document(scan_of(flowing(SHORT), rotation=rotation))
    assert alike(document.text, "\n".join(SHORT)) > 0.95


@pytest.mark.ocr
def test_two_scanned_columns_are_read_one_after_the_other() -> None:
    width = 215
    left = [*wrapped(SERVICES, width), *wrapped(CREDITS, width)]
    right = [*wrapped(PLAN, width), *wrapped(SERVICES.replace("1.1", "1.4"), width)]
    page = printed([lines_set(left, 60, 100) + lines_set(right, 320, 100)])
    document = read_document(scan_of(page))
    assert [clause.number for clause in split_clauses(document)] == ["1.1", "1.2", "1.3", "1.4"]


@pytest.mark.ocr
def test_a_page_with_text_is_left_as_it_is_though_a_picture_covers_it() -> None:
    pages = flowing(LONG[:6], lines_a_page=60)
    (picture,) = pictures_of(pages)
    document = read_document(bound([picture], stamp=" ".join(SHORT)[:500]))
    assert document.layout.recognised_pages == ()
    assert codes(document) == [("picture", 1)]


@pytest.mark.ocr
def test_a_picture_without_words_is_no_text() -> None:
    blank = bound([Image.new("L", (1600, 2200), 128)])
    with pytest.raises(NoTextError, match=r"shows no words"):
        read_document(blank)
    document = read_document(one_after_the_other(flowing(SHORT), blank))
    assert codes(document) == [("no_text_page", 2)]
    assert document.layout.recognised_pages == ()


def test_without_tesseract_the_page_is_named_and_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    scan = scan_of(flowing(SHORT), stamp="Envelope ID: 5C7A-11D2-9F3B")
    document = read_document(one_after_the_other(flowing([SERVICES]), scan))
    assert codes(document) == [("no_text_page", 2)]
    assert "install the program Tesseract" in document.warnings[0].message
    with pytest.raises(NoTextError, match=r"install the program Tesseract"):
        read_document(scan_of(flowing(SHORT)))


# ---------------------------------------------------------------- a program that plays Tesseract


def plays(monkeypatch: pytest.MonkeyPatch, answer: Any) -> list[dict[str, Any]]:
    """Puts ``answer`` (its table, or what it raises) in Tesseract's place; tells the calls."""
    calls: list[dict[str, Any]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        calls.append({"command": command, **options})
        if isinstance(answer, Exception):
            raise answer
        return subprocess.CompletedProcess(command, 0, answer.encode(), b"")

    monkeypatch.setattr(tesseract, "is_installed", lambda: True)
    monkeypatch.setattr("clauseadvisor.reading.recognition.is_installed", lambda: True)
    monkeypatch.setattr(subprocess, "run", run)
    return calls


def word(line: int, left: int, top: int, text: str, sure: float = 95.0) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{20 * len(text)}\t30\t{sure}\t{text}\n"


FAILURES: dict[str, tuple[Exception, str]] = {
    "too slow": (subprocess.TimeoutExpired("tesseract", 60), "took longer than 60 seconds"),
    "language data missing": (
        subprocess.CalledProcessError(1, "tesseract", stderr=b"Error opening data file\nmore"),
        "Tesseract says: Error opening data file.",
    ),
    "gone": (FileNotFoundError(2, "No such file"), "cannot be started: No such file"),
}


@pytest.mark.parametrize(("failure", "reason"), FAILURES.values(), ids=FAILURES)
def test_a_page_that_tesseract_fails_on_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, reason: str
) -> None:
    plays(monkeypatch, failure)
    document = read_document(one_after_the_other(flowing(SHORT), scan_of(flowing(SHORT))))
    assert codes(document) == [("no_text_page", 2)]
    assert reason in document.warnings[0].message
    assert document.text == "\n".join(SHORT)


def test_pages_behind_the_time_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = plays(monkeypatch, HEAD)
    clock = iter([0.0, 0.0, *[5.0] * 100])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    document = read_document(
        one_after_the_other(flowing(SHORT), scan_of(flowing(SHORT))), limits=Limits(max_seconds=5)
    )
    assert codes(document) == [("no_text_page", 2)]
    assert "CLAUSEADVISOR_MAX_SECONDS" in document.warnings[0].message
    assert not calls


def test_the_settings_decide_on_picture_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = plays(monkeypatch, HEAD + word(1, 300, 300, "Supplier"))
    monkeypatch.setenv("CLAUSEADVISOR_OCR_DPI", "100")
    monkeypatch.setenv("CLAUSEADVISOR_OCR_PAGE_SECONDS", "7")
    document = read_document(scan_of(flowing(SHORT)))
    assert document.text == "Supplier"
    (line,) = document.layout.lines
    assert (line.box.x0, line.box.top) == pytest.approx((300 * 0.72, 300 * 0.72), abs=1)
    (call,) = calls
    assert call["timeout"] == 7
    assert call["command"][call["command"].index("--dpi") + 1] == "100"
    width, height = map(int, call["input"].split(b"\n")[0].split()[1:3])
    assert (width, height) == pytest.approx((827, 1169), abs=1)
    assert len(call["input"]) == width * height + len(f"P5 {width} {height} 255\n")


def test_settings_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(UsageError, match="CLAUSEADVISOR_OCR_DPI is 'fine'"):
        Recognition.from_environment({"CLAUSEADVISOR_OCR_DPI": "fine"})
    assert Recognition.from_environment({}) == Recognition()


def test_a_huge_page_makes_no_huge_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = plays(monkeypatch, HEAD + word(1, 300, 300, "Supplier"))
    huge = bound([Image.new("L", (20_000, 20_000), 255)])
    read_document(huge)
    assert len(calls[0]["input"]) < 26_000_000


def test_specks_are_no_words_and_a_low_confidence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    table = HEAD + word(1, 300, 300, "Supplier", 52.0) + word(2, 300, 400, "|", 12.0)
    plays(monkeypatch, table + "5\ttorn row\n" + word(3, 300, 500, "\x07 ", 90.0))
    document = read_document(scan_of(flowing(SHORT)))
    assert document.text == "Supplier"
    assert re.search(r"confidence of 52 %.*in doubt", document.warnings[0].message)


def test_a_scanned_table_keeps_its_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ("Uptime", "Credit"),
        ("Above 99.0", "none"),
        ("Above 98.0", "5%"),
        ("Below 98.0", "10%"),
    ]
    table = HEAD + "".join(
        word(n, 300, 300 + 60 * n, first) + word(n, 900, 300 + 60 * n, second)
        for n, (first, second) in enumerate(rows)
    )
    plays(monkeypatch, table)
    document = read_document(scan_of(flowing(SHORT)))
    (found,) = document.layout.tables
    assert [tuple(cell.text for cell in row) for row in found.rows] == rows
