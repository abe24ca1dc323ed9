"""Documents of plain lines, and clauses shown as an indented tree, for tests of splitting."""

from __future__ import annotations

from textwrap import dedent

from clauseadvisor.domain import Clause, Document, Format, Layout, Paragraph


def document_of(
    text: str, *, format: Format = Format.DOCX, layout: Layout | None = None
) -> Document:
    """A document whose paragraphs are the lines of the text; tabs at the ends mark table rows."""
    text = dedent(text).strip("\n")
    return Document(
        name="contract",
        sha256="",
        format=format,
        pages=None,
        text=text,
        layout=layout or Layout(paragraphs=tuple(paragraphs_of(text))),
    )


def paragraphs_of(text: str) -> list[Paragraph]:
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            kind = "table" if "\t" in line else "body"
            found.append(Paragraph(start=at, end=at + len(line), kind=kind))
        at += len(line) + 1
    return found


def tree_of(clauses: tuple[Clause, ...]) -> list[str]:
    """Each clause as "> > number heading", with one mark for each clause above it."""
    depth: dict[str | None, int] = {None: -1}
    shown = []
    for clause in clauses:
        depth[clause.id] = depth[clause.parent] + 1
        words = " ".join(part for part in (clause.number, clause.heading) if part)
        shown.append("> " * depth[clause.id] + (words or "-"))
    return shown


def assert_sound(document: Document, clauses: tuple[Clause, ...]) -> None:
    """Offsets are exact; clauses are in order, apart, complete; parents come first."""
    at, known = 0, set[str]()
    for clause in clauses:
        assert document.text[clause.start : clause.end] == clause.text
        assert clause.text
        assert clause.text == clause.text.strip()
        assert clause.start >= at
        assert not document.text[at : clause.start].strip()
        assert clause.parent is None or clause.parent in known
        assert clause.id not in known
        known.add(clause.id)
        at = clause.end
    assert not document.text[at:].strip()
