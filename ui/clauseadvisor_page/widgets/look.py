"""How things look, and the one way in which foreign text gets onto a page: as text.

A contract, the names in it, a file name and every sentence filled with them are foreign text.
They are shown through :func:`show` with :func:`text`, which escape HTML and pass by Markdown
altogether. Where Streamlit takes nothing but Markdown (the label of a choice), :func:`label`
makes every character stand for itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from html import escape
from pathlib import Path

import streamlit as st

from clauseadvisor.domain import Analysis, LabelledClause
from clauseadvisor.writing.cleaning import fit, one_line
from clauseadvisor.writing.palette import TINTS, TONES
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.summary import party_names

_SHEET = Path(__file__).with_name("look.css")
#: A file of ours: Streamlit would fetch a named icon or an emoji from outside.
ICON = Path(__file__).with_name("icon.svg")
#: The one script of ours; nothing foreign ever comes near it.
_SCROLL = "document.querySelector('[data-testid=\"stMain\"]')?.scrollTo(0, 0);"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BRACKETS = re.compile(r"\[[^\[\]]{1,200}\]")
#: Takes no room and joins what it stands between: it breaks up ":smile:", "--" and "http://".
_JOINER = "\u2060"


def apply() -> None:
    """Puts the style sheet on the page."""
    tones = "".join(
        f".ca-{label} {{ --tone: #{TONES[label]}; --tint: #{TINTS[label]}; }}" for label in TONES
    )
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}{tones}</style>")


def scroll_up() -> None:
    """Shows the top of the page: a new page would otherwise open where the last one was left."""
    st.html(f"<script>/* {time.monotonic_ns()} */ {_SCROLL}</script>", unsafe_allow_javascript=True)


def text(foreign: object) -> str:
    """Foreign text as HTML that shows it."""
    return escape(fit(str(foreign)))


def label(foreign: object) -> str:
    """Foreign text for a label that is read as Markdown, on one line."""
    return _PUNCTUATION.sub(rf"\\\1{_JOINER}", one_line(str(foreign)))


def show(*html: str) -> None:
    """Puts HTML on the page; whatever is foreign in it has gone through :func:`text`."""
    st.html("".join(html))


def heading(foreign: object, level: int = 2, kind: str = "") -> str:
    """A heading of foreign text; ``kind`` "ca-modest" draws it small whatever its level."""
    return f'<h{level} class="{f"ca-heading {kind}".strip()}">{text(foreign)}</h{level}>'


def paragraph(foreign: object, kind: str = "") -> str:
    """A paragraph of foreign text; ``kind`` is a class of the style sheet."""
    return f'<p class="ca-text {kind}">{text(foreign)}</p>'


def problem(sentence: object) -> None:
    """An expected problem, in the sentence that the command line would print."""
    show(f'<div class="ca-box ca-problem" role="alert">{text(sentence)}</div>')


def note(sentence: object) -> None:
    """Something to know."""
    show(f'<div class="ca-box" role="status">{text(sentence)}</div>')


def chip(words: object, kind: str = "") -> str:
    """A small tag, coloured when ``kind`` is a label."""
    return f'<span class="ca-chip {f"ca-{kind}" if kind else "ca-plain"}">{text(words)}</span>'


def label_chip(clause: LabelledClause) -> str:
    """Label and sub-type of a clause."""
    subtype = f": {clause.subtype.replace('_', ' ')}" if clause.subtype else ""
    return chip(f"{clause.label.value}{subtype}", clause.label.value)


def verdict_chip(verdict: str) -> str:
    """What to do with the clause."""
    return f'<span class="ca-chip ca-verdict">{text(verdict)}</span>'


def marked(foreign: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Foreign text as HTML, with spans (start, end in characters, class) highlighted.

    Where two overlap, the one that starts first is drawn, and of the other what is left.
    """
    parts, position = [], 0
    for start, end, kind in sorted(spans):
        start = max(start, position)
        if start >= min(end, len(foreign)):
            continue
        parts += [text(foreign[position:start])]
        parts += [f'<mark class="{kind}">', text(foreign[start:end]), "</mark>"]
        position = end
    return "".join([*parts, text(foreign[position:])])


def evidence(clause: LabelledClause) -> list[tuple[int, int, str]]:
    """Where the clause shows what it is, in characters of its own text."""
    return [
        (max(span.start - clause.start, 0), span.end - clause.start, "ca-evidence")
        for span in clause.evidence
        if span.end > clause.start
    ]


def found(foreign: str, words: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where words stand in a text, whatever their case."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    if not pattern:
        return []
    return [(*hit.span(), "ca-found") for hit in re.finditer(pattern, foreign, re.IGNORECASE)]


def blanks(foreign: str, blanks: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where the blanks of a proposed wording stand."""
    return [(start, end, "ca-blank") for start, end, _ in found(foreign, blanks)]


def brackets(foreign: str) -> list[tuple[int, int, str]]:
    """Where [blanks] stand in wording of ours for which nobody listed them."""
    return [(*hit.span(), "ca-blank") for hit in _BRACKETS.finditer(foreign)]


def words(
    name: str, foreign: str, spans: Iterable[tuple[int, int, str]] = (), *, kind: str = ""
) -> str:
    """A named block of contract words."""
    return (
        f'<p class="ca-name">{text(name)}</p>'
        f'<div class="ca-words {kind}">{marked(foreign, spans)}</div>'
    )


def to_copy(foreign: str) -> None:
    """A block of foreign text with a button that copies it."""
    st.code(fit(foreign), language=None, wrap_lines=True)


def listing(name: str, lines: Iterable[object]) -> str:
    """A named list of foreign lines; nothing when it is empty."""
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f'<p class="ca-name">{text(name)}</p><ul class="ca-list">{items}</ul>' if items else ""


def strip(analysis: Analysis) -> None:
    """Which contract is open, between whom, and whose side the advice takes."""
    parties = "; ".join(party_names(analysis))
    show(
        f'<div class="ca-strip"><b>{text(analysis.document.name)}</b>'
        f"<span>{text(parties)}</span><span>advice for the {text(analysis.role.value)}</span></div>"
    )


def legal() -> None:
    """The line that no page goes without."""
    show(paragraph(phrases().fixed.legal, "ca-quiet"))
