"""The page numbers of the contents: laid out by us, counted again by whoever opens the file."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import clauseadvisor as ca
from clauseadvisor.writing import word
from clauseadvisor.writing.blocks import Column, Grid, Heading, Outline, Section, Text, cell, line
from clauseadvisor.writing.outline import outline
from tests.openxml.office import convert

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILES = ("contact-centre-outsourcing.docx", "it-managed-services.pdf", "logistics-services.txt")


def notes(*sections: Section) -> Outline:
    return Outline(
        title="Notes", subtitle="x.docx", facts=(), banner="", sections=sections, legal="No advice."
    )


def section(name: str, *blocks, **changes) -> Section:
    return Section(title=name.capitalize(), anchor=name, blocks=blocks, **changes)


def told(tree: Outline) -> dict[str, int]:
    """The number that stands beside each entry of the contents."""
    body = docx.Document(io.BytesIO(word.render(tree))).element.body
    found = {}
    for link in body.iter(qn("w:hyperlink")):
        code = "".join(each.text or "" for each in link.iter(qn("w:instrText")))
        if code:
            *_, shown = link.iter(qn("w:t"))
            assert code.split() == ["PAGEREF", link.get(qn("w:anchor")), "\\h"]
            found[link.get(qn("w:anchor"))] = int(shown.text)
    return found


def words(count: int) -> Text:
    return Text(line=line("word " * count))


def test_short_notes_are_on_the_first_page() -> None:
    assert told(notes(section("one", words(5)), section("two", words(5)))) == {"one": 1, "two": 1}


def test_a_section_that_begins_a_page_is_on_the_next_one() -> None:
    tree = notes(section("one", words(5)), section("two", words(5), new_page=True))
    assert told(tree) == {"one": 1, "two": 2}


def test_a_page_on_its_side_is_a_page_of_its_own() -> None:
    tree = notes(section("one"), section("two", landscape=True), section("three"))
    assert told(tree) == {"one": 1, "two": 2, "three": 3}


def test_text_that_fills_pages_moves_what_comes_after_it() -> None:
    # A line of the page holds some 18 times "word ", a page some 60 lines.
    tree = notes(section("one", words(18 * 150)), section("two"))
    assert told(tree) == {"one": 1, "two": 3}


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page() -> None:
    def on(filling: int) -> tuple[int, int]:
        long = Grid(columns=(Column(title="A", width=1),), rows=((cell("words " * 250),),))
        tree = notes(section("one", words(filling)), section("two", words(3), long))
        pages = told(tree)
        return pages["one"], pages["two"]

    filled = [on(18 * count)[1] for count in range(30, 60)]
    assert filled == sorted(filled)
    # With the text of a heading the table moves too, long before the page is full.
    assert filled.index(2) < 20


def test_rows_repeat_their_header_and_stay_whole() -> None:
    grid = Grid(
        columns=(Column(title="Header", width=1),), rows=tuple((cell("row"),) for _ in range(100))
    )
    heading = Heading(level=2, text="Below", anchor="below")
    tree = notes(section("one", grid, heading))
    assert told(tree)["below"] == 3


@pytest.mark.parametrize("name", FILES)
def test_every_entry_of_the_contents_has_a_page_and_a_target_of_its_own(name: str) -> None:
    tree = outline(ca.analyze(SAMPLES / name))
    entries = [each.anchor for each in tree.sections]
    assert len(set(entries)) == len(entries)
    assert min(told(tree).values()) >= 1


@pytest.mark.office
def test_libreoffice_counts_the_same_pages(tmp_path: Path) -> None:
    trees = {name: outline(ca.analyze(SAMPLES / name)) for name in FILES}
    made = []
    for index, tree in enumerate(trees.values()):
        made.append(tmp_path / f"notes{index}.docx")
        made[-1].write_bytes(word.render(tree))
    ours = [list(told(tree).values()) for tree in trees.values()]
    theirs = [
        [int(number) for number in re.findall(r"^.*\t(\d+)$", path.read_text("utf-8-sig"), re.M)]
        for path in convert(made, tmp_path, "txt:Text (encoded):UTF8")
    ]
    pairs = [
        pair
        for mine, other in zip(ours, theirs, strict=True)
        for pair in zip(mine, other[: len(mine)], strict=True)
    ]
    assert len(pairs) > 60
    assert max(abs(mine - other) for mine, other in pairs) <= 1
    assert sum(mine == other for mine, other in pairs) >= 0.9 * len(pairs)
