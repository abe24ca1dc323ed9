"""The balance and the burden as pictures."""

from __future__ import annotations

import altair as alt
import pandas as pd

from clauseadvisor.domain import Analysis
from widgets.style import COLOURS

_ORDER = ["penalty", "control", "incentive", "trust"]


def balance(analysis: Analysis) -> alt.LayerChart:
    """The balance index on its scale of 0 to 100, with the range that is sound for this risk."""
    measured = analysis.balance
    scale = alt.Scale(domain=[0, 100])
    axis = alt.Axis(values=[0, 25, 50, 75, 100], title=None, grid=False)
    ground = pd.DataFrame({"low": [0], "high": [100], "name": ["scale"]})
    band = pd.DataFrame(
        {"low": [measured.band.low], "high": [measured.band.high], "name": ["sound range"]}
    )
    point = pd.DataFrame({"value": [measured.rbi], "text": [f"{measured.rbi:.0f}"]})
    base = alt.Chart(ground).mark_bar(height=18, color="#e6e9ec", cornerRadius=4)
    scaled = base.encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q")
    sound = (
        alt.Chart(band)
        .mark_bar(height=18, color="#9cc9b4")
        .encode(x=alt.X("low:Q", scale=scale), x2="high:Q", tooltip=["low", "high"])
    )
    mark = alt.Chart(point).mark_point(
        shape="triangle-down", size=220, filled=True, color="#1d2329", yOffset=-18
    )
    number = (
        alt.Chart(point)
        .mark_text(fontSize=18, fontWeight="bold", dy=-36, color="#1d2329")
        .encode(text="text")
    )
    x = alt.X("value:Q", scale=scale)
    return (
        alt.layer(scaled, sound, mark.encode(x=x), number.encode(x=x))
        .properties(height=110)
        .configure_view(stroke=None)
    )


def weights(analysis: Analysis) -> alt.Chart:
    """How much weighs on each side, by label."""
    sides = {"vendor": "on the vendor", "customer": "on the customer", "both": "on both"}
    rows = [
        {"side": sides[clause.burden], "label": clause.label.value, "weight": clause.severity}
        for clause in analysis.clauses
        if clause.burden in sides and clause.label in ("penalty", "control")
    ]
    frame = pd.DataFrame(rows, columns=["side", "label", "weight"])
    return (
        alt.Chart(frame.groupby(["side", "label"], as_index=False).sum())
        .mark_bar(height=20)
        .encode(
            y=alt.Y(
                "side:N",
                sort=list(sides.values()),
                title=None,
                axis=alt.Axis(labelLimit=200, ticks=False, domain=False),
            ),
            x=alt.X(
                "weight:Q",
                title="weight of penalties and controls",
                axis=alt.Axis(grid=False, tickCount=4),
            ),
            color=alt.Color(
                "label:N",
                scale=alt.Scale(
                    domain=["penalty", "control"], range=[COLOURS["penalty"], COLOURS["control"]]
                ),
                legend=alt.Legend(title=None, orient="top"),
            ),
            order=alt.Order("label:N", sort="descending"),
            tooltip=["side", "label", "weight"],
        )
        .properties(height=150)
        .configure_view(stroke=None)
    )


def counts(analysis: Analysis) -> alt.Chart:
    """How many clauses carry each label; neutral ones are left out."""
    rows = [{"label": label, "clauses": analysis.balance.counts.get(label, 0)} for label in _ORDER]
    return (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar(height=20)
        .encode(
            y=alt.Y("label:N", sort=_ORDER, title=None, axis=alt.Axis(ticks=False, domain=False)),
            x=alt.X(
                "clauses:Q", title="clauses", axis=alt.Axis(grid=False, tickMinStep=1, tickCount=5)
            ),
            color=alt.Color(
                "label:N",
                scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
                legend=None,
            ),
            tooltip=["label", "clauses"],
        )
        .properties(height=150)
        .configure_view(stroke=None)
    )
