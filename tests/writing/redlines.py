"""What the tests of redlines share: analyses of Word files, and rules that marked-up XML keeps."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from clauseadvisor.domain import Analysis, Label, Role
from clauseadvisor.labelling.base import FixedClassifier
from clauseadvisor.labelling.label import label_clauses
from clauseadvisor.openxml.document import open_word
from clauseadvisor.openxml.editing import _PARAGRAPH_ORDER
from clauseadvisor.openxml.names import attribute, name_of
from clauseadvisor.openxml.revisions import View
from clauseadvisor.reading import read_document
from clauseadvisor.settings import Limits
from clauseadvisor.splitting import split_clauses
from tests.builders import a_suggestion, an_analysis

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples/contact-centre-outsourcing.docx"

PROVISIONS = "This clause shall apply subject to the following:\n(a) First provision.\n(b) Second."

#: What may differ in a marked-up file.
MAY_CHANGE = {
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/comments.xml",
}

#: Annotations whose ids must not be the same twice (ECMA-376 Part 1, 17.13.4.1 and 17.13.5).
_ANNOTATIONS = {"w:ins", "w:del", "w:rPrChange", "w:pPrChange", "w:commentRangeStart"}


def analysis_of(data: bytes, *, proposal: str = PROVISIONS) -> Analysis:
    """A Word file with one suggestion for every clause, whatever it says."""
    document = read_document(data, name="contract.docx")
    clauses = label_clauses(
        split_clauses(document), parties=(), classifier=FixedClassifier(Label.PENALTY)
    )
    suggestions = tuple(
        dataclasses.replace(
            a_suggestion(clause), id=f"s-{index}", proposed_text=proposal, clause_id=clause.id
        )
        for index, clause in enumerate(clauses)
    )
    return an_analysis(
        document=document, clauses=clauses, suggestions=suggestions, norms=(), role=Role.CUSTOMER
    )


def text_of(data: bytes, view: View = View.FINAL) -> str:
    return open_word(data, limits=Limits()).read(view).flow.text


def plain(text: str) -> list[str]:
    """The paragraphs of a text without the differences between blanks."""
    return [" ".join(line.split()) for line in text.split("\n")]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root_of(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[part])


def faults(before: bytes, after: bytes) -> list[str]:
    """What the marked-up document breaks of the schema's rules that the original kept."""
    return sorted((_faults(after) - _faults(before)).elements())


def _faults(data: bytes) -> Counter[str]:
    found: Counter[str] = Counter()
    root = root_of(data)
    for element in root.iter():
        name = name_of(element)
        names = [name_of(child) for child in element]
        if name == "w:p" and "w:pPr" in names[1:]:
            found["w:pPr is not first"] += 1
        if name == "w:r" and "w:rPr" in names[1:]:
            found["w:rPr is not first"] += 1
        if name == "w:pPr":
            ranks = [_PARAGRAPH_ORDER.index(each) for each in names if each in _PARAGRAPH_ORDER]
            if ranks != sorted(set(ranks)):
                found["children of w:pPr are out of order"] += 1
        if name == "w:ins" and any(name_of(up) == "w:ins" for up in element.iterancestors()):
            found["an insertion in an insertion"] += 1
        if name == "w:r" and not names and not element.attrib:
            found["an empty run"] += 1
        if name == "w:t" and any(name_of(up) == "w:del" for up in element.iterancestors()):
            found["w:t in a deletion"] += 1
        if name == "w:tc" and names[-1:] not in ([], ["w:p"]):
            found["a cell that does not end in a paragraph"] += 1
    ids = Counter(attribute(each, "w:id") for each in root.iter() if name_of(each) in _ANNOTATIONS)
    found.update(f"id {name} stands twice" for name, times in ids.items() if times > 1)
    return found


def comments_of(data: bytes) -> list[str]:
    """The text of each comment."""
    held = parts(data).get("word/comments.xml")
    if held is None:
        return []
    return [
        "\n".join("".join(p.itertext()) for p in each if name_of(p) == "w:p")
        for each in etree.fromstring(held)
        if name_of(each) == "w:comment"
    ]
