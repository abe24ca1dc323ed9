"""Our automatic numbers against LibreOffice's, paragraph by paragraph."""

from __future__ import annotations

import random
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from clauseadvisor.openxml.blocks import Block, TextParagraph
from clauseadvisor.openxml.document import open_word
from clauseadvisor.openxml.revisions import View
from clauseadvisor.reading.word import read_word
from clauseadvisor.settings import Limits
from tests.openxml.builder import (
    abstract,
    docx,
    gone,
    ins,
    lvl,
    mark_deleted,
    mark_inserted,
    num,
    p,
    r,
)
from tests.openxml.hard_files import HARD
from tests.openxml.numbering_cases import CASES
from tests.openxml.office import convert, settle

pytestmark = pytest.mark.office


def as_text(sources: list[Path], folder: Path) -> list[list[str]]:
    """The lines of each Word file as LibreOffice writes it out, numbers included."""
    made = convert(sources, folder, "txt:Text (encoded):UTF8")
    return [path.read_text(encoding="utf-8-sig").splitlines() for path in made]


def plain(text: str) -> str:
    return " ".join(text.split())


def paragraphs_of(blocks: list[Block]) -> list[TextParagraph]:
    """All paragraphs in order, those inside tables too."""
    found: list[TextParagraph] = []
    for block in blocks:
        if isinstance(block, TextParagraph):
            found.append(block)
        else:
            for row in block.rows:
                for cell in row:
                    found += paragraphs_of(cell.blocks)
    return found


@pytest.mark.shared
def test_numbers_agree_with_libreoffice_on_the_shared_contracts(
    tmp_path: Path, shared_data: Path
) -> None:
    agreed, numbered = numbers_alike(shared_data, tmp_path)
    assert numbered > 500
    assert agreed >= 0.99 * numbered


def numbers_alike(shared_data: Path, tmp_path: Path) -> tuple[int, int]:
    """How many numbered paragraphs LibreOffice shows as we do, and how many there are."""
    sources = sorted((shared_data / "contracts/docx").glob("*.docx"))
    agreed = numbered = 0
    for source, lines in zip(sources, as_text(sources, tmp_path), strict=True):
        blocks = open_word(source.read_bytes(), limits=Limits()).walk(View.FINAL)
        ours = paragraphs_of(blocks)
        shown = [plain(line) for line in lines]
        expected = [
            plain(f"{paragraph.label} {line}") if index == 0 else plain(line)
            for paragraph in ours
            for index, line in enumerate(paragraph.text.split("\n"))
        ]
        counted = [bool(paragraph.number) for paragraph in ours for _ in paragraph.text.split("\n")]
        # A paragraph agrees when the whole line does: its number, and its words.
        matches = SequenceMatcher(None, expected, shown, autojunk=False).get_matching_blocks()
        same = {match.a + step for match in matches for step in range(match.size)}
        numbered += sum(counted)
        agreed += sum(flag for index, flag in enumerate(counted) if index in same)
        unmatched = [line for index, line in enumerate(expected) if index not in same and line]
        assert len(unmatched) <= 0.01 * len(expected), unmatched[:5]
    return agreed, numbered


def test_libreoffice_shows_the_same_numbers_where_it_follows_the_standard(tmp_path: Path) -> None:
    sources = []
    for index, case in enumerate(CASES):
        sources.append(tmp_path / f"case{index}.docx")
        sources[-1].write_bytes(case.data)
    differing = []
    for case, lines in zip(CASES, as_text(sources, tmp_path), strict=True):
        # LibreOffice picks a bullet of its own.
        shown = tuple(
            plain(line).removesuffix("x").strip().replace("◦", "•")
            for line in lines
            if line.strip()
        )
        if (shown == case.labels) != case.office:
            differing.append((case.rule, case.name, shown, case.labels))
    assert not differing


def test_hard_files_that_libreoffice_has_saved_read_the_same(tmp_path: Path) -> None:
    kept = [hard for hard in HARD if hard.office]
    sources = [tmp_path / f"hard{index}.docx" for index in range(len(kept))]
    for source, hard in zip(sources, kept, strict=True):
        source.write_bytes(hard.data)
    (tmp_path / "saved").mkdir()
    saved = convert(sources, tmp_path / "saved", "docx:MS Word 2007 XML")
    differing = []
    for hard, path in zip(kept, saved, strict=True):
        for view, expected in (("final", hard.final), ("original", hard.original or hard.final)):
            shown = read_word(path.read_bytes(), limits=Limits(), view=view).text
            if plain(shown) != plain(expected):
                differing.append((hard.name, view, shown, expected))
    assert len(kept) > 20
    assert not differing


def negotiated(chance: random.Random) -> bytes:
    """A numbered contract after two authors have been through it.

    Every clause keeps its first and last word, and all are on one level: where a whole
    paragraph is struck out, or paragraphs of two levels are joined, LibreOffice goes its own
    way (it keeps the first paragraph's level, Word the one whose mark is left).
    """
    clauses = []
    for clause in range(chance.randint(3, 8)):
        runs = []
        for word in range(chance.randint(1, 5)):
            text = f"w{clause}.{word} "
            author = chance.choice(["Ada", "Ben"])
            runs.append(chance.choice([r(text), r(text), gone(text, author), ins(r(text), author)]))
        mark = chance.choice(["", "", mark_deleted(), mark_inserted("Ben")])
        clauses.append(p(f"first{clause} ", *runs, f"last{clause} ", num=1, mark=mark))
    numbering = abstract(0, lvl(0, "%1.")) + num(1, 0)
    # The first and the last paragraph are left alone: LibreOffice cannot join those to nothing.
    return docx(p("Head", num=1), *clauses, p("Tail", num=1), numbering=numbering)


@pytest.mark.parametrize("view", list(View))
def test_each_view_is_what_libreoffice_leaves_after_settling_all_changes(
    tmp_path: Path, view: View
) -> None:
    tracked = [hard.data for hard in HARD if hard.office and "tracked_changes" in hard.warnings]
    files = tracked + [negotiated(random.Random(seed)) for seed in range(40)]
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    for index, data in enumerate(files):
        (tmp_path / f"in/{index:03}.docx").write_bytes(data)
    settled = settle(tmp_path / "in", tmp_path / "out", accept=view is View.FINAL)
    differing = []
    for data, path in zip(files, settled, strict=True):
        left = read_word(path.read_bytes(), limits=Limits())
        ours = read_word(data, limits=Limits(), view=view)
        assert not any(warning.code == "tracked_changes" for warning in left.warnings)
        if plain(left.text) != plain(ours.text):
            differing.append((path.name, left.text, ours.text))
    assert not differing
