"""The outline as one self-contained HTML file: no script, no outside resource, prints well."""

from __future__ import annotations

import functools
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clauseadvisor.domain import Analysis
from clauseadvisor.writing.blocks import Block, Outline
from clauseadvisor.writing.outline import overview
from clauseadvisor.writing.palette import FRAMES, HEAD, INK, LINK, MUTED, PAPER, RULE, TINTS, TONES

_KINDS: Final = {
    "Heading": "heading",
    "Text": "text",
    "Points": "points",
    "Callout": "callout",
    "Figures": "figures",
    "Bar": "bar",
    "Scale": "scale",
    "Grid": "grid",
}


def render(outline: Outline) -> str:
    """The notes as a page. Contract text is escaped wherever it stands."""
    return _environment().get_template("notes.html.j2").render(outline=outline)


def render_analysis(analysis: Analysis) -> str:
    """The analysis as a page: the summary, the proposals in short, and all clauses."""
    return render(overview(analysis))


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clauseadvisor.writing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = _kind
    environment.filters["width"] = _width
    environment.filters["broken"] = _broken
    environment.globals.update(
        tones=TONES,
        tints=TINTS,
        frames=FRAMES,
        ink=INK,
        muted=MUTED,
        rule=RULE,
        paper=PAPER,
        head=HEAD,
        link=LINK,
    )
    return environment


def _kind(block: Block) -> str:
    return _KINDS[type(block).__name__]


def _width(share: float) -> str:
    """A share of 0 to 1 as a CSS percentage."""
    return f"{100 * share:.2f}%"


def _broken(text: str) -> Markup:
    """Escaped text whose line feeds show."""
    return Markup("<br>").join(text.split("\n"))
