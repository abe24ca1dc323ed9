"""The portfolio at a glance: one self-contained page."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from clauseadvisor.batching.rows import Row
from clauseadvisor.batching.summary import analyses, place_of
from clauseadvisor.domain import Label

#: How many of the most frequent suggestions the page lists.
MOST_FREQUENT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequent:
    """A recipe that comes up often: in how many contracts, how often, with which verdicts."""

    recipe: str
    title: str
    contracts: int
    times: int
    verdicts: dict[str, int]


def write_report(rows: Sequence[Row], output: Path) -> None:
    """Writes ``report.html``: counts, balance of each contract, what comes up most, what failed."""
    environment = Environment(
        loader=PackageLoader("clauseadvisor.batching"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    done = [row for row in rows if row.status == "done"]
    judged = [row.rbi for row in done if row.rbi is not None]
    page = environment.get_template("report.html").render(
        done=sorted(done, key=_by_balance),
        failed=[row for row in rows if row.status == "failed"],
        skipped=[row for row in rows if row.status == "skipped"],
        labels=[label.value for label in Label],
        totals={
            label.value: sum(getattr(row, label.value) or 0 for row in done) for label in Label
        },
        median_rbi=statistics.median(judged) if judged else None,
        frequent=most_frequent(rows, output),
        place_of=place_of,
    )
    temporary = output / "report.html.tmp"
    temporary.write_text(page, encoding="utf-8", errors="replace")
    temporary.replace(output / "report.html")


def _by_balance(row: Row) -> tuple[bool, float, str]:
    """The lowest balance first; what is too short to judge comes last."""
    return (row.rbi is None, row.rbi or 0.0, row.path)


def most_frequent(rows: Sequence[Row], output: Path) -> list[Frequent]:
    """The recipes that most contracts call for, first the most frequent."""
    contracts: Counter[str] = Counter()
    times: Counter[str] = Counter()
    verdicts: dict[str, Counter[str]] = {}
    titles: dict[str, Counter[str]] = {}
    for record in analyses(rows, output):
        suggestions: list[dict[str, Any]] = record["suggestions"]
        # The title of a new clause names what its own contract is about: the norm's does not.
        norms = {each["id"]: each["title"] for each in record["norms"]}
        contracts.update({each["recipe"] for each in suggestions})
        for each in suggestions:
            recipe = each["recipe"]
            times[recipe] += 1
            verdicts.setdefault(recipe, Counter())[each["verdict"]] += 1
            titles.setdefault(recipe, Counter())[norms.get(recipe, each["title"])] += 1
    ranked = sorted(contracts, key=lambda recipe: (-contracts[recipe], -times[recipe], recipe))
    return [
        Frequent(
            recipe=recipe,
            title=titles[recipe].most_common(1)[0][0],
            contracts=contracts[recipe],
            times=times[recipe],
            verdicts=dict(verdicts[recipe].most_common()),
        )
        for recipe in ranked[:MOST_FREQUENT]
    ]
