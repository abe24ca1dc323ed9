"""What stands behind the proposals: questions, boundaries, pitfalls, assumptions, blanks, norms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from clauseadvisor.domain import Analysis, Burden, Role
from clauseadvisor.writing import money
from clauseadvisor.writing.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Grid,
    Heading,
    Line,
    Points,
    Section,
    Text,
    cell,
    line,
    say,
)
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import Issue, guardrail_lines
from clauseadvisor.writing.phrases import SubtypeWords, phrases, subtype_name
from clauseadvisor.writing.places import places
from clauseadvisor.writing.summary import partner_role, warning_lines
from clauseadvisor.writing.wording import capital, party, unique

#: Questions beyond this many are not asked in one talk.
_QUESTIONS = 10


def partner_section(analysis: Analysis, found: Sequence[Issue], *, shared: bool) -> Section | None:
    """Their concern as we understand it, and one question, for each kind of clause we raise."""
    rows = []
    for kind, group in _by_subtype(found).items():
        words = phrases().subtypes[kind]
        concern = _concern(analysis, group[0], words)
        if concern:
            rows.append(
                (
                    cell((say(_refs(group), strong=True),), subtype_name(kind)),
                    cell(concern),
                    cell(words.question),
                )
            )
    if not rows:
        return None
    if shared:
        intro = "We would like to understand your side. Please correct us where we have it wrong."
        titles = ("About", "What we understand", "What we would like to ask")
    else:
        partner = capital(party(analysis.document, partner_role(analysis.role)))
        intro = f"Ask before you propose. Say the concern of {partner} in your own words, let them correct it, and only then ask."
        titles = ("About", "First say what we understand", "Then ask")
    columns = tuple(
        Column(title=title, width=width) for title, width in zip(titles, (16, 46, 38), strict=True)
    )
    grid = Grid(columns=columns, rows=tuple(rows[:_QUESTIONS]), lead=True)
    return Section(
        title="Questions to the partner", anchor="questions", blocks=(Text(line=line(intro)), grid)
    )


def own_questions_section(found: Sequence[Issue]) -> Section | None:
    """What we must answer ourselves: guardrails and preconditions without an answer."""
    return _collected(
        "Questions to answer ourselves",
        "open",
        "Until these are answered, the proposals that they belong to are open.",
        found,
        lambda issue: money.open_questions(issue.suggestion),
    )


def boundaries_section(staying: Sequence[Issue]) -> Section | None:
    """The clauses that are kept, one row for all that are kept for the same reason."""
    groups = _alike(each for each in staying if not each.works_already)
    if not groups:
        return None
    columns = (
        Column(title="Clause", width=30),
        Column(title="Why it stays", width=40),
        Column(title="How to handle it", width=30),
    )
    rows = tuple(
        (
            Cell(lines=tuple(_named(each) for each in group), tone=_tone(group[0])),
            cell(
                (say(one_line(group[0].suggestion.title), strong=True),),
                group[0].suggestion.rationale,
                *guardrail_lines(group[0]),
            ),
            cell(group[0].suggestion.negotiation.offer, group[0].suggestion.negotiation.keep),
        )
        for group in groups
    )
    blocks: list[Block] = [
        Text(line=line(phrases().fixed.anchor)),
        Grid(columns=columns, rows=rows, lead=True),
    ]
    blocks.extend(_beside(groups))
    return Section(
        title="Boundaries that are never traded", anchor="boundaries", blocks=tuple(blocks)
    )


def models_section(staying: Sequence[Issue]) -> Section | None:
    """The incentives and trust norms that the contract has already, and what to learn from them."""
    groups = _alike(each for each in staying if each.works_already)
    if not groups:
        return None
    columns = (
        Column(title="Clause", width=30),
        Column(title="What to learn from it", width=45),
        Column(title="First step", width=25),
    )
    rows = tuple(
        (
            Cell(lines=tuple(_named(each) for each in group), tone=_tone(group[0])),
            cell(
                (say(one_line(group[0].suggestion.title), strong=True),),
                group[0].suggestion.rationale,
            ),
            cell(group[0].suggestion.first_step or "–"),
        )
        for group in groups
    )
    return Section(
        title="What already works",
        anchor="models",
        blocks=(Grid(columns=columns, rows=rows, lead=True),),
    )


def _beside(groups: Sequence[Sequence[Issue]]) -> Iterator[Block]:
    """Wording that leaves a kept clause whole and may stand next to it."""
    worded = [each for group in groups for each in group if each.suggestion.proposed_text]
    if not worded:
        return
    yield Heading(level=2, text="Wording that may stand beside what is kept")
    texts = _gather_as(worded, lambda issue: [_without_lead(issue.suggestion.proposed_text)])
    columns = (Column(title="Beside", width=24), Column(title="Proposed addition", width=76))
    rows = tuple(
        (
            Cell(lines=tuple(_named(each) for each in group)),
            cell(*(part for part in text.split("\n") if part.strip())),
        )
        for text, group in texts.items()
    )
    yield Grid(columns=columns, rows=rows, lead=True, sides=True)


def _without_lead(text: str) -> str:
    """The wording without its first line, if that only says beside which clause it stands."""
    first, _, rest = text.strip().partition("\n")
    return rest.strip() if first.rstrip().endswith(":") and rest.strip() else text.strip()


def _alike(staying: Iterable[Issue]) -> list[list[Issue]]:
    """Kept clauses by advice: the same title, reason and guardrails stand together."""
    groups: dict[tuple[object, ...], list[Issue]] = {}
    for each in staying:
        advice = each.suggestion
        key = (advice.title, advice.rationale, advice.guardrails, advice.negotiation)
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _named(issue: Issue) -> Line:
    return (say(f"{issue.ref}  ", muted=True), say(issue.where, strong=True))


def _tone(issue: Issue) -> str | None:
    return issue.clause.label.value if issue.clause else None


def pitfalls_section(found: Sequence[Issue]) -> Section | None:
    """What goes wrong with such proposals, and where it applies."""
    return _collected(
        "Pitfalls",
        "pitfalls",
        "",
        found,
        lambda issue: issue.suggestion.pitfalls,
    )


def assumptions_section(analysis: Analysis, found: Sequence[Issue]) -> Section:
    """What these notes take for granted."""
    general = [
        f"The relationship is of {analysis.balance.band.risk} risk: that sets the sound range of {analysis.balance.band.low:.0f} to {analysis.balance.band.high:.0f}.",
        "Weights, ranges and stages are design defaults, to be set to your own experience; they are not findings.",
    ]
    if analysis.readiness is None:
        general.append(phrases().fixed.no_readiness)
    if not analysis.document.parties:
        general.append(phrases().fixed.unlabelled_party)
    gathered = _gather(found, lambda issue: money.assumptions(issue.suggestion))
    lines = [line(text) for text in general]
    lines += [(say(text), say(f"  {_refs(group)}", muted=True)) for text, group in gathered.items()]
    return Section(title="Assumptions", anchor="assumptions", blocks=(Points(lines=tuple(lines)),))


def blanks_section(found: Sequence[Issue]) -> Section | None:
    """Every [bracketed blank] of the proposed wording, with room to fill it in."""
    rows = tuple(
        (
            cell((say(each.ref, strong=True, link=each.anchor),)),
            cell(each.where),
            cell(*(_blank(each, blank) for blank in unique(each.suggestion.blanks))),
            cell(" "),
        )
        for each in found
        if each.suggestion.blanks
    )
    if not rows:
        return None
    columns = (
        Column(title="No.", width=7),
        Column(title="Clause", width=18),
        Column(title="Blank, and where it stands", width=55),
        Column(title="Fill in", width=20),
    )
    return Section(
        title="Blanks to fill in",
        anchor="blanks",
        blocks=(
            Text(line=line(phrases().fixed.blanks)),
            Grid(columns=columns, rows=rows, lead=True),
        ),
    )


def norms_section(analysis: Analysis) -> Section | None:
    """The norms of the playbook, and which clauses support them."""
    if not analysis.norms:
        return None
    place = places(analysis)
    order = {"missing": 0, "partly": 1, "supported": 2}
    columns = (
        Column(title="Norm", width=30),
        Column(title="In this contract", width=16),
        Column(title="Clauses", width=30),
        Column(title="Source", width=24),
    )
    rows = tuple(
        (
            cell((say(norm.title, strong=True),)),
            cell(
                phrases().statuses.get(norm.status, norm.status),
                tone={"missing": "penalty", "partly": "control", "supported": "trust"}.get(
                    norm.status
                ),
            ),
            cell(_listed([place[each] for each in norm.clauses if each in place])),
            cell((say(norm.source, muted=True),)),
        )
        for norm in sorted(analysis.norms, key=lambda each: order.get(each.status, 3))
    )
    return Section(
        title="Norms in this contract",
        anchor="norms",
        blocks=(Grid(columns=columns, rows=rows, lead=True),),
    )


def reading_section(analysis: Analysis) -> Section | None:
    """What was read with doubt, and which labels are in doubt."""
    blocks: list[Block] = []
    warnings = warning_lines(analysis)
    if warnings:
        blocks.append(Points(lines=tuple(line(text) for text in warnings)))
    if any(clause.needs_review for clause in analysis.clauses):
        blocks.append(Callout(kind="warning", lines=(line(phrases().fixed.review),)))
    if not blocks:
        return None
    return Section(title="What to check in the reading", anchor="reading", blocks=tuple(blocks))


def _by_subtype(found: Sequence[Issue]) -> dict[str, list[Issue]]:
    groups: dict[str, list[Issue]] = {}
    for each in found:
        if each.clause is not None and each.clause.subtype is not None:
            groups.setdefault(each.clause.subtype, []).append(each)
    return groups


def _concern(analysis: Analysis, issue: Issue, words: SubtypeWords) -> str:
    """What the partner may feel: one thing if they carry the clause, another if they hold it."""
    ours = Burden.VENDOR if analysis.role is Role.VENDOR else Burden.CUSTOMER
    borne_by_us = issue.clause is not None and issue.clause.burden is ours
    return words.holds if borne_by_us else words.carries


def _collected(
    title: str,
    anchor: str,
    intro: str,
    found: Sequence[Issue],
    texts: Callable[[Issue], Iterable[str]],
) -> Section | None:
    gathered = _gather(found, texts)
    if not gathered:
        return None
    lines = tuple(
        (say(text), say(f"  {_refs(group)}", muted=True)) for text, group in gathered.items()
    )
    blocks: tuple[Block, ...] = (Points(lines=lines),)
    if intro:
        blocks = (Text(line=line(intro)), *blocks)
    return Section(title=title, anchor=anchor, blocks=blocks)


def _gather(
    found: Sequence[Issue], texts: Callable[[Issue], Iterable[str]]
) -> dict[str, list[Issue]]:
    """Each text once, on one line, with the issues that say it."""
    return _gather_as(found, lambda issue: [one_line(text) for text in texts(issue)])


def _gather_as(
    found: Sequence[Issue], texts: Callable[[Issue], Iterable[str]]
) -> dict[str, list[Issue]]:
    gathered: dict[str, list[Issue]] = {}
    for issue in found:
        for text in texts(issue):
            group = gathered.setdefault(text, [])
            if issue not in group:
                group.append(issue)
    return gathered


def _refs(group: Sequence[Issue], limit: int = 8) -> str:
    names = [each.ref for each in group]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _listed(names: Sequence[str], limit: int = 5) -> str:
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return "; ".join(names[:limit]) + more or "–"


def _blank(issue: Issue, blank: str, width: int = 22) -> Line:
    """The blank with a few words on each side."""
    text = one_line(issue.suggestion.proposed_text)
    name = one_line(blank)
    if not name or name not in text:
        return (say(name, strong=True),)
    before, _, after = text.partition(name)
    return (
        say(_tail(before, width), muted=True),
        say(name, strong=True),
        say(_head(after, width), muted=True),
    )


def _tail(text: str, width: int) -> str:
    return text if len(text) <= width else f"…{text[-width:].partition(' ')[2] or text[-width:]}"


def _head(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[:width].rpartition(' ')[0] or text[:width]}…"
