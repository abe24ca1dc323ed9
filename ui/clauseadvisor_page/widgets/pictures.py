"""The balance and the burden as pictures, drawn with HTML: sharp at any width, read aloud as a sentence."""

from __future__ import annotations

from clauseadvisor.domain import Analysis, Burden, Label, LabelledClause
from clauseadvisor.writing.issues import places_of
from clauseadvisor.writing.phrases import phrases, subtype_name
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
        '<div class="ca-ends"><span>stick and control</span><span>carrot and trust</span></div></div>'
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
    if not analysis.balance.enough:
        return f'<p class="ca-text">{text(glance.relationship_name)}</p>'
    if not glance.burdens:
        return '<p class="ca-text">No penalty or control weighs on either side.</p>'
    bars, sides, heavy = [], [], []
    place = places_of(analysis)
    for side, share in glance.burdens:
        us = side == analysis.role.value
        bars.append(
            f'<span class="ca-{"us" if us else "them"}" style="width:{100 * share:.1f}%"></span>'
        )
        sides.append(f"<span><b>{share:.0%}</b> {side}{' (your side)' if us else ''}</span>")
        names = [_where(clause, place[clause.id]) for clause in _heaviest(analysis, side)]
        if names:
            heavy.append(f"<dt>{side}</dt><dd>{text('; '.join(names))}</dd>")
    return (
        f'<div role="img" aria-label="{text(glance.burden)}"><div class="ca-split">{"".join(bars)}</div></div>'
        f'<div class="ca-sides">{"".join(sides)}</div><p class="ca-text ca-quiet">{text(glance.burden)}</p>'
        + (
            f'<p class="ca-name">Heaviest clauses</p><dl class="ca-facts">{"".join(heavy)}</dl>'
            if heavy
            else ""
        )
    )


def _heaviest(analysis: Analysis, side: str) -> list[LabelledClause]:
    own = [
        clause
        for clause in analysis.clauses
        if clause.burden is Burden(side) and clause.label in (Label.PENALTY, Label.CONTROL)
    ]
    return sorted(own, key=lambda clause: -clause.severity)[:_HEAVIEST]


def _where(clause: LabelledClause, place: str) -> str:
    """The clause by its place; without a heading, also by what it is."""
    if clause.heading:
        return place
    return f"{place} ({subtype_name(clause.subtype) or clause.label.value})"
