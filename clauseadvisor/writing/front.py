"""The first page: the relationship that the contract writes, and what to raise first."""

from __future__ import annotations

from clauseadvisor.domain import Analysis, Label, Verdict
from clauseadvisor.writing.blocks import (
    Bar,
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Figures,
    Grid,
    Heading,
    Scale,
    Section,
    Segment,
    Text,
    cell,
    line,
    say,
)
from clauseadvisor.writing.issues import issues
from clauseadvisor.writing.phrases import phrases, stage_name
from clauseadvisor.writing.summary import Summary, Topic, no_advice_text, summary
from clauseadvisor.writing.wording import capital, counted, listed, number, opening, share

#: Letters of a reason on the first page, which is to stay one page.
_WHY = 260

_ORDER = (Label.PENALTY, Label.CONTROL, Label.NEUTRAL, Label.INCENTIVE, Label.TRUST)


def summary_section(analysis: Analysis, date: str | None) -> Section:
    """One page that stands by itself."""
    glance = summary(analysis, date=date)
    enough = analysis.balance.enough
    balance = f"{glance.balance} {glance.burden}".strip()
    blocks: list[Block] = [
        Text(line=line(glance.relationship), style="lead"),
        *([Text(line=(say(balance),))] if balance else []),
        _figures(analysis, glance),
        counts_bar(analysis),
        *([_scale(analysis, glance)] if enough else []),
        Text(line=(say("Next window to reopen terms. ", strong=True), say(glance.window))),
        Heading(level=2, text="Raise first"),
        *_chosen(glance.topics),
        *_topics(glance.topics, no_advice_text(analysis)),
        Text(line=(say(_readiness(analysis), muted=True),), style="small"),
        Text(line=(say(glance.side, muted=True),), style="small"),
    ]
    return Section(title="Summary", anchor="summary", blocks=tuple(blocks))


def purpose_section(analysis: Analysis) -> Section:
    """Why we write to the other side; how we read the contract is not for it to know."""
    fixed = phrases().fixed
    found = issues(analysis)
    if found:
        said = (line(fixed.shared_purpose), line(fixed.shared_close))
        blocks: list[Block] = [Text(line=said[0], style="lead"), Text(line=said[1])]
    else:
        blocks = [Callout(kind="note", lines=(line(fixed.nothing_to_share),))]
    return Section(title="Why we write", anchor="purpose", blocks=tuple(blocks))


def counts_bar(analysis: Analysis) -> Bar:
    """Clauses by label, as parts of one bar."""
    counts, words = analysis.balance.counts, phrases().labels
    total = sum(counts.get(label.value, 0) for label in Label)
    segments = tuple(
        Segment(
            tone=label.value,
            share=counts[label.value] / total,
            text=f"{words[label].name} {counts[label.value]}",
        )
        for label in _ORDER
        if counts.get(label.value, 0)
    )
    said = [
        counted(counts.get(label.value, 0), words[label].one, words[label].plural)
        for label in _ORDER
    ]
    return Bar(
        title="What the clauses do",
        segments=segments,
        alt=f"Clauses by label: {listed(said)}.",
    )


def _figures(analysis: Analysis, glance: Summary) -> Figures:
    verdicts = dict(glance.verdicts)
    ready = analysis.readiness
    index = Figure(
        name="Balance index",
        value=number(analysis.balance.rbi, 0),
        note=f"{glance.relationship_name}; sound: "
        f"{number(analysis.balance.band.low, 0)}–{number(analysis.balance.band.high, 0)}",
    )
    items = [
        *([index] if analysis.balance.enough else []),
        *(
            Figure(name=f"{capital(side)}’s share", value=share(part, 1.0), note="of the weight")
            for side, part in glance.burdens[:1]
        ),
        Figure(
            name="To raise",
            value=str(sum(verdicts.get(each.value, 0) for each in _RAISED)),
            note=listed(
                f"{verdicts[each.value]} {phrases().verdicts[each].name.lower()}"
                for each in _RAISED
                if verdicts.get(each.value)
            ),
        ),
        Figure(
            name="To keep",
            value=str(verdicts.get("keep", 0) - glance.works - glance.open),
            note="boundaries",
        ),
        *([Figure(name="Open", value=str(glance.open), note="to read")] if glance.open else []),
        Figure(name="Works already", value=str(glance.works), note="rewards and trust"),
    ]
    if ready is not None:
        note = stage_name(ready.stage).partition(" – ")[2]
        items.append(Figure(name="Readiness", value=str(ready.stage), note=note))
    return Figures(items=tuple(items))


_RAISED = (Verdict.REPLACE, Verdict.SOFTEN, Verdict.ADD)


def _scale(analysis: Analysis, glance: Summary) -> Scale:
    balance = analysis.balance
    return Scale(
        title="Balance of the relationship",
        value=balance.rbi,
        low=balance.band.low,
        high=balance.band.high,
        ends=("Stick and control", "Carrot and trust"),
        alt=glance.balance,
    )


def _chosen(topics: tuple[Topic, ...]) -> tuple[Block, ...]:
    """Why these, and why their numbers do not begin with 1."""
    if not topics:
        return ()
    return (Text(line=(say(phrases().fixed.raise_first, muted=True),), style="small"),)


def _topics(topics: tuple[Topic, ...], no_topics: str) -> tuple[Block, ...]:
    if not topics:
        return (Text(line=line(no_topics)),)
    return (
        Grid(
            columns=(
                Column(title="", width=6),
                Column(title="Clause", width=22),
                Column(title="What to propose", width=32),
                Column(title="Why", width=40),
            ),
            rows=tuple(_topic_row(each) for each in topics),
            lead=True,
        ),
    )


def _topic_row(topic: Topic) -> tuple[Cell, ...]:
    verdict = phrases().verdicts[Verdict(topic.verdict)].name
    return (
        cell((say(topic.ref, strong=True, link=f"issue_{topic.ref}"),), tone=topic.label),
        cell((say(topic.where, strong=True),)),
        cell((say(verdict, muted=True),), topic.proposal),
        cell(opening(topic.why, _WHY)),
    )


def _readiness(analysis: Analysis) -> str:
    ready = analysis.readiness
    if ready is None:
        return phrases().fixed.no_readiness
    scores = [
        f"{name} {number(score, 0)}"
        for name, score in (("vendor", ready.vendor), ("customer", ready.customer))
        if score is not None
    ]
    text = f"Readiness of the relationship: stage {stage_name(ready.stage)}"
    if scores:
        text += f" ({listed(scores)} of 100; the lower side decides)"
    return f"{text}. {'; '.join(ready.gates)}".rstrip(". ") + "."
