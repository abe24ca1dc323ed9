"""The look: one style sheet, colours by label, contract text always as text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

COLOURS = {
    "penalty": "#a33a32",
    "incentive": "#3f7d4e",
    "control": "#4a6080",
    "trust": "#1f7a7a",
    "neutral": "#8d949b",
}

_SHEET = """<style>
.block-container { padding-top: 4.2rem; max-width: 78rem; }
.ca-clause { border-left: .3rem solid var(--label); background: #fff; padding: .55rem .9rem; margin: 0 0 .2rem;
  border-radius: .2rem; box-shadow: 0 0 0 1px #e6e9ec; font-size: .95rem; line-height: 1.5; }
.ca-clause p { margin: .3rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.ca-head { display: flex; flex-wrap: wrap; gap: .5rem; align-items: baseline; color: #4b555f; font-size: .85rem; }
.ca-head b { color: #1d2329; font-size: .95rem; }
.ca-chip { background: var(--label); color: #fff; border-radius: .7rem; padding: 0 .55rem; font-size: .78rem; line-height: 1.35rem; }
.ca-chip.plain { background: #eef0f2; color: #1d2329; }
.ca-clause mark { background: color-mix(in srgb, var(--label) 18%, white); color: inherit; padding: 0 .1rem; border-radius: .15rem; }
.ca-words { background: #f7f8f9; border-radius: .3rem; padding: .7rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font-size: .95rem; line-height: 1.5; }
.ca-words.ours { background: #eef6f5; }
.ca-words mark { background: #fff1b8; color: inherit; }
.ca-name { font-size: .8rem; color: #4b555f; font-weight: 600; margin: 0 0 .25rem; }
</style>"""


def apply() -> None:
    """Puts the style sheet on the page."""
    st.html(_SHEET)


def chip(words: str, label: str | None = None) -> str:
    """A small coloured tag, as HTML."""
    if label is None:
        return f'<span class="ca-chip plain">{escape(words)}</span>'
    return f'<span class="ca-chip" style="--label: {COLOURS[label]}">{escape(words)}</span>'


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text, escaped, with the spans (start, end in characters of the text) highlighted."""
    parts, position = [], 0
    for start, end in sorted(spans):
        if start < position:
            continue
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return "".join([*parts, escape(text[position:])])


def words(name: str, text: str, *, ours: bool = False, blanks: Iterable[str] = ()) -> None:
    """A named block of contract words; the [blanks] still to fill in are highlighted."""
    spans = [(at, at + len(blank)) for blank in blanks if (at := text.find(blank)) >= 0]
    kind = " ours" if ours else ""
    st.html(
        f'<p class="ca-name">{escape(name)}</p><div class="ca-words{kind}">{marked(text, spans)}</div>'
    )


def literal(text: str) -> str:
    """The text for a place that reads Markdown: every character stands for itself."""
    return "".join("\\" + char if char in "\\`*_{}[]()#+-.!|<>~$:&" else char for char in text)
