"""The analysis at a glance: neutral data for the terminal, the page and the first sheet of notes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clauseadvisor.domain import Analysis, Balance, Label, ReadingWarning, Role, Verdict
from clauseadvisor.errors import UsageError
from clauseadvisor.writing.audience import is_doubtful
from clauseadvisor.writing.cleaning import one_line
from clauseadvisor.writing.issues import (
    Issue,
    by_priority,
    first_to_raise,
    issues,
    kept,
    norm_lines,
    says,
    weighs_on,
)
from clauseadvisor.writing.knowledge import rests_on_words
from clauseadvisor.writing.money import stake
from clauseadvisor.writing.phrases import phrases, zone
from clauseadvisor.writing.places import places
from clauseadvisor.writing.windows import before_it, is_redacted, left_blank, next_window, untold
from clauseadvisor.writing.wording import (
    capital,
    counted,
    in_a_sentence,
    key_date,
    listed,
    number,
    party,
    share,
)

#: So many warnings of one kind are shown one by one.
_WARNED_SINGLY = 3
#: So many clauses of one topic are named in a sentence.
_PLACES = 3
#: So many of many parties are named.
_PARTIES = 3
#: So many clauses that stay are raised where there is nothing else to raise.
_MOST_KEPT = 1
#: What is worth less is a matter of form: nobody opens with it (see the ceiling in the ranking).
_FORMALITY = 15.0
#: Turns in which proposals are raised; one that rests on a label in doubt comes one turn later.
_ASKED, _SHARED, _NEW, _GIVEN = 0, 2, 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing to raise: where, what it says now, what to propose instead, and why."""

    ref: str
    suggestion_id: str
    clause_id: str | None
    where: str
    label: str | None
    says: str
    weighs_on: str
    verdict: str
    proposal: str
    why: str
    first_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a reader should know after half a minute.

    ``relationship`` and ``balance`` are whole sentences (``balance`` and ``burden`` are empty
    where there is too little text to tell); ``side_known`` says whether any party was told to be
    vendor or customer; ``band`` is below, inside or above;
    ``counts`` are clauses a label, ``verdicts`` suggestions a verdict (``works`` of the keeps are
    about what rewards or builds trust already, ``open`` no boundaries either); ``deal`` tells what kind of deal it is and what shows it, ``lawyer`` what a lawyer has to read
    (both empty where there is nothing to tell); ``burdens`` are shares of
    the weight, 0 to 1, of vendor and customer (empty when nothing weighs). ``review`` counts
    clauses whose label is in doubt.
    """

    document: str
    side: str
    side_known: bool
    parties: tuple[str, ...]
    relationship_name: str
    relationship: str
    balance: str
    band: str
    burden: str
    burdens: tuple[tuple[str, float], ...]
    counts: tuple[tuple[str, int], ...]
    verdicts: tuple[tuple[str, int], ...]
    works: int
    open: int
    deal: tuple[str, ...]
    lawyer: str
    topics: tuple[Topic, ...]
    window: str
    warnings: tuple[str, ...]
    review: int


def summary(analysis: Analysis, *, date: str | None = None) -> Summary:
    """The analysis at a glance; ``date`` (ISO 8601) is the day from which the next window counts.

    Raises UsageError when ``date`` is not an ISO date.
    """
    words = phrases()
    enough = analysis.balance.enough
    relationship = zone(words.relationship, analysis.balance.rbi) if enough else words.too_little
    return Summary(
        document=analysis.document.name,
        side=side_text(analysis),
        side_known=any(each.role is not Role.OTHER for each in analysis.document.parties),
        parties=party_names(analysis),
        relationship_name=relationship.name,
        relationship=f"{relationship.text} {counts_text(analysis)}",
        balance=balance_text(analysis.balance) if enough else "",
        band=band_position(analysis.balance),
        burden=burden_text(analysis) if enough else "",
        burdens=burden_shares(analysis) if enough else (),
        counts=tuple((label.value, analysis.balance.counts.get(label.value, 0)) for label in Label),
        verdicts=tuple(
            (verdict.value, sum(each.verdict is verdict for each in analysis.suggestions))
            for verdict in Verdict
        ),
        works=sum(each.works_already for each in kept(analysis)),
        open=sum(each.suggestion.open for each in kept(analysis)),
        deal=deal_texts(analysis),
        lawyer=lawyer_text(analysis),
        topics=tuple(topic(analysis, each) for each in _worth_talking_about(analysis)),
        window=window_text(analysis, date),
        warnings=warning_lines(analysis),
        review=sum(clause.needs_review for clause in analysis.clauses),
    )


def topic(analysis: Analysis, issue: Issue) -> Topic:
    """An issue as a thing to raise."""
    suggestion = issue.suggestion
    return Topic(
        ref=issue.ref,
        suggestion_id=suggestion.id,
        clause_id=suggestion.clause_id,
        where=issue.where,
        label=issue.clause.label.value if issue.clause else None,
        says=says(issue),
        weighs_on=weighs_on(analysis, issue),
        verdict=suggestion.verdict.value,
        proposal=suggestion.title,
        why=_why(analysis, issue),
        first_step=suggestion.first_step,
    )


def _why(analysis: Analysis, issue: Issue) -> str:
    """The reason; what is at stake in figures stands first, where it is known."""
    reason = issue.suggestion.rationale or "; ".join(norm_lines(analysis, issue))
    return f"{stake(issue.suggestion, issue.clause)} {reason}".strip()


def party_names(analysis: Analysis) -> tuple[str, ...]:
    """The parties with their roles; of many, the first few and how many more there are."""
    names = tuple(f"{each.name} ({each.role.value})" for each in analysis.document.parties)
    if len(names) <= _PARTIES + 1:
        return names
    return (*names[:_PARTIES], f"and {len(names) - _PARTIES} more")


def side_text(analysis: Analysis) -> str:
    """Whose side the advice takes, in a sentence."""
    if not analysis.sided:
        return phrases().fixed.no_sides
    known = any(each.role is analysis.role for each in analysis.document.parties)
    name = party(analysis.document, analysis.role).rstrip(".") if known else ""
    # Where the contract calls a party by its part alone, its name would say nothing more.
    us = (
        f", {name}" if name.casefold().removeprefix("the ") not in ("", analysis.role.value) else ""
    )
    return phrases().side[analysis.role].format(us=us)


def partner_role(role: Role) -> Role:
    """The other side."""
    return Role.CUSTOMER if role is Role.VENDOR else Role.VENDOR


def counts_text(analysis: Analysis) -> str:
    """ "7 of 17 clauses are penalties or controls, ..."."""
    counts, total = analysis.balance.counts, len(analysis.clauses)
    if not total:
        return "No clause was found."
    labels = phrases().labels
    said = [
        counted(counts.get(label.value, 0), labels[label].one, labels[label].plural)
        for label in (Label.PENALTY, Label.CONTROL, Label.INCENTIVE, Label.TRUST)
    ]
    return f"Of {counted(total, 'clause', 'clauses')}, we count {listed(said)}."


def band_position(balance: Balance) -> str:
    """Whether the balance lies below, inside or above its sound range."""
    if balance.rbi < balance.band.low:
        return "below"
    return "above" if balance.rbi > balance.band.high else "inside"


def balance_text(balance: Balance) -> str:
    """The balance index against its sound range, in a sentence."""
    return (
        phrases()
        .band[band_position(balance)]
        .format(
            rbi=number(balance.rbi, 0),
            low=number(balance.band.low, 0),
            high=number(balance.band.high, 0),
            risk=balance.band.risk,
        )
    )


def burden_shares(analysis: Analysis) -> tuple[tuple[str, float], ...]:
    """Vendor's and customer's share of the weight; empty when nothing weighs on either."""
    if not analysis.sided:
        return ()
    weights = {side: analysis.balance.burdens.get(side, 0.0) for side in ("vendor", "customer")}
    total = sum(weights.values())
    return tuple((side, weight / total) for side, weight in weights.items()) if total > 0 else ()


def burden_text(analysis: Analysis) -> str:
    """Who carries the weight, in a sentence; empty when nothing weighs on either side."""
    shares = burden_shares(analysis)
    if not shares or analysis.balance.reciprocity is None:
        return ""
    side, heavier = max(shares, key=lambda each: each[1])
    text = zone(phrases().reciprocity, analysis.balance.reciprocity).text
    name = party(analysis.document, Role(side), short=True)
    return capital(text.format(heavier=capital(name), share=share(heavier, 1.0)))


def window_text(analysis: Analysis, date: str | None = None) -> str:
    """The next moment at which terms can be reopened; what to do when the contract names none."""
    dates, place = analysis.document.dates, places(analysis)
    window = next_window(dates, iso_date(date).isoformat() if date else "")
    if window is None:
        blank = left_blank(analysis)
        if blank is not None:
            said, clause_id = blank
            where = in_a_sentence(place.get(clause_id, ""))
            fixed = phrases().fixed
            text = fixed.redacted_window if is_redacted(said) else fixed.blank_window
            return text.format(said=said, where=where)
        where = listed(in_a_sentence(place[key]) for key in untold(analysis) if key in place)
        if where:
            return phrases().fixed.no_window.format(where=where)
        return phrases().fixed.no_date if analysis.sided else phrases().fixed.no_date_alone
    told = (window, *before_it(dates, window))
    return ". ".join(
        f"{phrases().dates.get(each.kind, capital(each.kind))}: "
        f"{key_date(each, place.get(each.clause_id or '', ''))}"
        for each in told
    )


def warning_lines(analysis: Analysis) -> tuple[str, ...]:
    """What was read with doubt, or not read; what holds for many pages is said once."""
    kinds: dict[str, list[ReadingWarning]] = {}
    for each in analysis.document.warnings:
        kinds.setdefault(each.code, []).append(each)
    return tuple(line for group in kinds.values() for line in _warned(group))


def _warned(group: list[ReadingWarning]) -> Iterator[str]:
    if len(group) <= _WARNED_SINGLY:
        yield from (_with_page(each) for each in group)
        return
    pages = sorted({each.page for each in group[1:] if each.page is not None})
    yield _with_page(group[0])
    where = f" (pages {listed(str(page) for page in pages)})" if pages else ""
    yield f"The same in {counted(len(group) - 1, 'further place', 'further places')}{where}."


def _with_page(warning: ReadingWarning) -> str:
    if warning.page is None or f"page {warning.page}" in warning.message.lower():
        return warning.message
    return f"{warning.message} (page {warning.page})"


def no_advice_text(analysis: Analysis) -> str:
    """Why there is nothing to raise."""
    fixed = phrases().fixed
    if not analysis.document.language.lower().startswith("en"):
        return fixed.other_language
    staying = kept(analysis)
    beside = [
        each.ref for each in staying if each.suggestion.proposed_text and not each.suggestion.folded
    ]
    if beside:
        *most, last = beside
        refs = f"{', '.join(most)} and {last}" if most else last
        said = fixed.only_beside.format(refs=refs)
    else:
        said = fixed.only_kept if staying else fixed.no_suggestions
    return f"{said} {lawyer_text(analysis) or fixed.no_lawyer}"


def deal_texts(analysis: Analysis) -> tuple[str, ...]:
    """Each kind of deal that the contract is, with the words or parties that show it."""
    return tuple(f"{each.title} (told by: {one_line(each.evidence)})" for each in analysis.deal)


def lawyer_text(analysis: Analysis) -> str:
    """What a lawyer has to read, with the clauses where it stands; empty where nothing was found."""
    if not analysis.unadvised:
        return ""
    place = places(analysis)
    named = (
        f"{each.title} ({listed(_first_places(each.clauses, place))})"
        for each in analysis.unadvised
    )
    return phrases().fixed.lawyer.format(named="; ".join(named))


def _first_places(clauses: Sequence[str], place: Mapping[str, str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(in_a_sentence(place[each]) for each in clauses if each in place))
    return named if len(named) <= _PLACES else (*named[:_PLACES], "others")


def iso_date(text: str) -> datetime.date:
    """The day of an ISO date; raises UsageError otherwise."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as exc:
        raise UsageError(f"{text!r} is not a date: write it like 2026-03-31.") from exc


def _worth_talking_about(analysis: Analysis) -> tuple[Issue, ...]:
    """Up to three proposals: what our side asks for, what both gain, new clauses, and last what it gives, which
    never heads the list unless nothing else is there.

    Nobody opens with a clause whose label may be wrong while something sure can be asked for, nor
    with a formality while there is anything else, and with a concession not at all. A clause that stays is
    raised only with wording to stand beside it, and where nothing else is.
    """
    found = [each for each in by_priority(issues(analysis)) if not each.suggestion.concession]
    found = [each for each in found if each.suggestion.priority >= _FORMALITY] or found
    staying = [each for each in kept(analysis) if not each.suggestion.folded and each.is_boundary]
    beside = [each for each in by_priority(staying) if each.suggestion.proposed_text]
    found.sort(key=lambda each: _turn(analysis, each))
    chosen = first_to_raise(found or beside[:_MOST_KEPT])
    return tuple(sorted(chosen, key=lambda each: _turn(analysis, each) >= _GIVEN))


def _turn(analysis: Analysis, issue: Issue) -> int:
    """Whose turn it is: a gain of our own, one of both sides, a new clause, a gift of ours."""
    if issue.clause is None:
        return _NEW
    # A relief is asked for, whoever the label of its clause says carries it.
    if rests_on_words(issue.suggestion.recipe):
        return _ASKED
    ours, theirs = analysis.role.value, partner_role(analysis.role).value
    turns = {ours: _ASKED, theirs: _GIVEN}
    return turns.get(issue.clause.burden.value, _SHARED) + is_doubtful(issue.suggestion, analysis)
