"""Contract text is hostile: wherever it is shown, it is shown as text."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from clauseadvisor_page.widgets import look
from hypothesis import given, settings
from hypothesis import strategies as texts

from clauseadvisor.domain import Analysis, Party, ReadingWarning, Role, Span
from clauseadvisor.writing.cleaning import fit
from tests.builders import an_analysis

if TYPE_CHECKING:
    from conftest import Visit

TRICK = (
    "<script>alert(1)</script><img src=http://tracker.invalid/a> ![b](http://tracker.invalid/b) "
    "[c](http://tracker.invalid/c) :red[d] :material/home: :smile: $$\\frac{1}{2}$$ **e** `f` "
    '"><style>*{display:none}</style> &lt; \x00 \ud800 \u202e'
)
#: What of it would act if it were not escaped for HTML.
ACTIVE = re.compile(r"<(script|img|style|a)\b", re.IGNORECASE)


def hostile() -> Analysis:
    """An analysis in which every word that comes from the contract is a trick."""
    analysis = an_analysis()
    text = TRICK * 3
    document = dataclasses.replace(
        analysis.document,
        name=f"{TRICK}.pdf",
        text=text,
        parties=tuple(
            Party(name=TRICK, role=role, aliases=(TRICK,)) for role in (Role.VENDOR, Role.CUSTOMER)
        ),
        law=TRICK,
        dates=(),
        warnings=(ReadingWarning(code="x", message=TRICK),),
    )
    clauses = tuple(
        dataclasses.replace(
            clause,
            text=text,
            start=0,
            end=len(text),
            number=TRICK,
            heading=TRICK,
            context=TRICK,
            burdened_party=TRICK,
            evidence=(Span(start=3, end=9, text=text[3:9]),),
            facts=dataclasses.replace(clause.facts, trigger=Span(start=0, end=5, text=TRICK)),
        )
        for clause in analysis.clauses
    )
    suggestions = tuple(_filled(each) for each in analysis.suggestions)
    return dataclasses.replace(
        analysis, document=document, clauses=clauses, suggestions=suggestions
    )


def _filled(suggestion: Any) -> Any:
    """The suggestion with the trick in each of its texts, as if it quoted the contract."""
    tricky: dict[str, Any] = {}
    for field in ("title", "rationale", "proposed_text", "first_step"):
        tricky[field] = TRICK
    for field in ("preconditions", "risks", "questions", "pitfalls", "sources", "blanks"):
        tricky[field] = (TRICK,)
    moves = dict.fromkeys(("ask", "offer", "fallback", "keep"), TRICK)
    return dataclasses.replace(
        suggestion, negotiation=dataclasses.replace(suggestion.negotiation, **moves), **tricky
    )


@pytest.mark.parametrize("name", ["contract", "suggestions", "clauses", "notes"])
def test_no_page_lets_a_word_of_the_contract_act(visit: Visit, name: str) -> None:
    visit.open(hostile()).at(name)
    assert "tracker.invalid" in visit.text
    assert not ACTIVE.search(visit.html)
    for each in visit.app.markdown:
        assert "tracker" not in each.value


@pytest.mark.parametrize("kind", ["button", "radio", "selectbox", "button_group", "multiselect"])
@pytest.mark.parametrize("name", ["contract", "suggestions", "clauses", "notes"])
def test_in_a_label_every_character_stands_for_itself(visit: Visit, name: str, kind: str) -> None:
    visit.open(hostile()).at(name)
    for widget in visit.app.get(kind):
        for said in [widget.label, *getattr(widget, "options", ())]:
            assert not re.search(r":material/|:smile:|\w+://|:red\[|\$\$|(?<!\\)[<*`\[]", said), (
                said
            )


def test_a_picture_says_nothing_of_the_contract_unescaped(visit: Visit) -> None:
    visit.open(hostile()).at("contract")
    assert 'aria-label="' in visit.html
    assert 'aria-label=""' not in visit.html
    assert '"><style>' not in visit.html


@settings(deadline=None)
@given(texts.text(max_size=300))
def test_foreign_text_comes_back_from_html_as_it_was_read(foreign: str) -> None:
    html = look.text(foreign)
    assert "<" not in html
    assert '"' not in html
    assert unescape(html) == fit(foreign)


@settings(deadline=None)
@given(
    # Without the one pair of characters that becomes a single line feed.
    texts.text(texts.characters(exclude_characters="\r"), max_size=120),
    texts.lists(texts.tuples(texts.integers(0, 130), texts.integers(0, 130))),
)
def test_marks_add_nothing_and_take_nothing_away(
    foreign: str, pairs: list[tuple[int, int]]
) -> None:
    html = look.marked(foreign, [(start, end, "m") for start, end in pairs])
    assert html.replace('<mark class="m">', "").replace("</mark>", "") == look.text(foreign)
    assert html.count("<mark") == html.count("</mark>")
