"""The balance and the burden as pictures, drawn with HTML: sharp at any width, read aloud as a sentence."""

from __future__ import annotations

from clauseadvisor.domain import Analysis, Burden, Label, LabelledClause, Role
from clauseadvisor.writing.phrases import phrases
from clauseadvisor.writing.summary import Summary
from clauseadvisor_page.widgets.look import text

#: The order in which labels are listed: what weighs first.
ORDER = (Label.PENALTY, Label.CONTROL, Label.INCENTIVE, Label.TRUST, Label.NEUTRAL)
#: Clauses named as the heaviest of a side.
_HEAVIEST = 3


def balance(analysis: Analysis, sentence: str) -> str:
    """The balance index on its scale of 0 to 100, with the range that is sound for this risk."""
    index, band = analysis.balance.rbi, analysis.balance.band
    return (
        f'<div role="img" aria-label="{text(sentence)}"><div class="ca-scale">'
        f'<span class="ca-sound" style="left:{band.low:.1f}%;width:{band.high - band.low:.1f}%"></span>'
        f'<span class="ca-point" style="left:{index:.1f}%">{index:.0f}</span></div>'
        '<div class="ca-ends"><span>0 stick and control</span>'
        f"<span>framed: sound at {text(band.risk)} risk</span>"
        "<span>100 carrot and trust</span></div></div>"
    )


def counts(analysis: Analysis) -> str:
    """How many clauses carry each label."""
    numbers = {label: analysis.balance.counts.get(label.value, 0) for label in ORDER}
    most = max([*numbers.values(), 1])
    names = phrases().labels
    rows = "".join(
        f"<span>{text(names[label].name)}</span>"
        f'<i class="ca-{label.value}" style="width:{100 * number / most:.1f}%"></i><b>{number}</b>'
        for label, number in numbers.items()
    )
    return f'<div class="ca-bars">{rows}</div>'


def burden(analysis: Analysis, glance: Summary) -> str:
    """Who carries how much, and by which clauses."""
    if not glance.burdens:
        return '<p class="ca-text">No penalty or control weighs on either side.</p>'
    bars, sides = [], []
    for side, share in glance.burdens:
        mine = "ca-us" if side == analysis.role.value else "ca-them"
        bars.append(f'<span class="{mine}" style="width:{100 * share:.1f}%"></span>')
        sides.append(f"<span><b>{text(_name(analysis, side))}</b> {share:.0%}</span>")
    rows = "".join(
        f"<tr><td>{text(_name(analysis, side))}</td><td>{text('; '.join(names))}</td></tr>"
        for side, _ in glance.burdens
        if (names := [_where(clause) for clause in _heaviest(analysis, side)])
    )
    table = f'<table class="ca-table"><tr><th>side</th><th>heaviest clauses</th></tr>{rows}</table>'
    return (
        f'<div role="img" aria-label="{text(glance.burden)}"><div class="ca-split">{"".join(bars)}</div></div>'
        f'<div class="ca-sides">{"".join(sides)}</div>{table if rows else ""}'
    )


def _name(analysis: Analysis, side: str) -> str:
    names = [each.name for each in analysis.document.parties if each.role is Role(side)]
    us = " (your side)" if side == analysis.role.value else ""
    return f"{side}{us}" + (f": {names[0]}" if names else "")


def _heaviest(analysis: Analysis, side: str) -> list[LabelledClause]:
    own = [
        clause
        for clause in analysis.clauses
        if clause.burden is Burden(side) and clause.label in (Label.PENALTY, Label.CONTROL)
    ]
    return sorted(own, key=lambda clause: -clause.severity)[:_HEAVIEST]


def _where(clause: LabelledClause) -> str:
    return " ".join(filter(None, (clause.number, clause.heading))) or "an unnumbered clause"
