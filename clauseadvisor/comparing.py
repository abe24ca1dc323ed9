"""Two drafts of one contract: which clauses changed, and what the change does to the relationship.

:func:`compare` is a pure function of two analyses. Clauses are matched by their wording first,
then by number or heading together with likeness, then by likeness alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from clauseadvisor.domain import Amount, Analysis, LabelledClause
from clauseadvisor.openxml.document import open_word
from clauseadvisor.openxml.revisions import View, authors_in
from clauseadvisor.settings import Limits
from clauseadvisor.writing.places import places
from clauseadvisor.writing.redlining.words import likeness, steps, tokens
from clauseadvisor.writing.wording import body

#: What two clauses must share, in words, to be two versions of one.
_SAME_PLACE: Final = 0.3
_ELSEWHERE: Final = 0.55
#: Two contracts are no drafts of one when less than this share of their words, in either, stands in
#: clauses with a counterpart. Measured on 139 pairs: at most 0.03 for strangers, at least 0.38 for
#: contracts of one family.
_STRANGERS: Final = 0.1
#: With fewer clauses than this, one that was rewritten would already look like another contract.
_FEW: Final = 5

#: The figures that are expected money: credits in a year, damages for a delivery, a single sum.
EXPECTED: Final = ("E", "D_expected", "A_expected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a changed clause: ``kind`` is same, removed or added."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A value before and after; None where the clause was not there."""

    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """One clause that changed: ``kind`` is added, removed or changed.

    ``where`` is its place in the newer draft (the older, if removed). ``words`` are the old and
    the new wording in one; ``label`` and ``burden`` are None when they stayed. ``facts_gone``
    and ``facts_new`` are the amounts that only one draft states. ``authors`` is who made the
    change, where it was tracked.
    """

    kind: str
    where: str
    old_id: str | None
    new_id: str | None
    words: tuple[Words, ...]
    label: Moved | None = None
    burden: Moved | None = None
    facts_gone: tuple[str, ...] = ()
    facts_new: tuple[str, ...] = ()
    money: tuple[MoneyMove, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMove:
    """One figure of a clause's economics that differs, in its unit."""

    symbol: str
    name: str
    unit: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of a draft. ``counts`` and ``weights`` are by label.

    ``rbi`` and ``reciprocity`` are None where a draft is too short to judge by. ``renumbered`` counts clauses whose number alone is another one; ``expected`` is the sum of
    the expected money of all clauses that state it in one unit, by unit. ``warning`` is a sentence
    for the reader when the two are hardly drafts of one contract.
    """

    old: str
    new: str
    changes: tuple[ClauseChange, ...]
    unchanged: int
    renumbered: int
    rbi: Moved
    reciprocity: Moved
    counts: Mapping[str, Moved]
    weights: Mapping[str, Moved]
    expected: Mapping[str, Moved]
    suggestions: Moved
    warning: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return asdict(self)


def compare(
    old: Analysis,
    new: Analysis,
    *,
    old_authors: Mapping[str, Sequence[str]] | None = None,
    new_authors: Mapping[str, Sequence[str]] | None = None,
) -> Comparison:
    """What changed from one draft to the next.

    ``old_authors`` and ``new_authors`` say who changed a clause, by its id, where that is known:
    see :func:`clause_authors`.
    """
    pairs = _matched(old.clauses, new.clauses)
    changes = []
    unchanged = renumbered = 0
    for before, after in pairs:
        if before is not None and after is not None and _said(before) == _said(after):
            unchanged += 1
            renumbered += (before.number or "") != (after.number or "")
            continue
        changes.append(_change(before, after, old, new, old_authors or {}, new_authors or {}))
    return Comparison(
        old=old.document.name,
        new=new.document.name,
        changes=tuple(changes),
        unchanged=unchanged,
        renumbered=renumbered,
        rbi=Moved(old=_judged(old.balance.rbi, old), new=_judged(new.balance.rbi, new)),
        reciprocity=Moved(
            old=_judged(old.balance.reciprocity, old), new=_judged(new.balance.reciprocity, new)
        ),
        counts=_side_by_side(old.balance.counts, new.balance.counts),
        weights=_side_by_side(old.balance.weights, new.balance.weights),
        expected=_side_by_side(_expected(old), _expected(new)),
        suggestions=Moved(old=len(old.suggestions), new=len(new.suggestions)),
        warning=_warning(old, new, pairs),
    )


def _judged(figure: float | None, analysis: Analysis) -> float | None:
    """The figure of the balance; None where there is too little text to judge by."""
    return figure if analysis.balance.enough else None


def clause_authors(
    data: bytes, analysis: Analysis, *, view: str = "final", limits: Limits | None = None
) -> dict[str, tuple[str, ...]]:
    """Who has tracked changes in each clause of a Word file, by the clause's id.

    ``analysis`` is of the same bytes in the same view. Raises what opening a Word file raises.
    """
    flow = open_word(data, limits=limits or Limits()).read(View(view)).flow
    found: dict[str, tuple[str, ...]] = {}
    for clause in analysis.clauses:
        elements = [
            element
            for each in flow.paragraphs
            if each.paragraph.start < clause.end and clause.start < each.paragraph.end
            for element in each.elements
        ]
        names = authors_in(elements)
        if names:
            found[clause.id] = names
    return found


# ---------------------------------------------------------------- which clause is which


def _matched(
    old: Sequence[LabelledClause], new: Sequence[LabelledClause]
) -> list[tuple[LabelledClause | None, LabelledClause | None]]:
    """Old and new clauses side by side, in the order of the newer draft."""
    partner: dict[int, int] = {}
    _match_in_order(old, new, partner)
    for key in (_place, _heading):
        _match_by(key, old, new, partner)
    _match_alike(old, new, partner)
    taken = set(partner.values())
    pairs: list[tuple[LabelledClause | None, LabelledClause | None]] = []
    back = {after: before for before, after in partner.items()}
    gone = [index for index in range(len(old)) if index not in partner]
    for index, clause in enumerate(new):
        if index not in taken:
            pairs.append((None, clause))
            continue
        # What was struck out is shown where it stood: before the clause that followed it.
        while gone and gone[0] < back[index]:
            pairs.append((old[gone.pop(0)], None))
        pairs.append((old[back[index]], clause))
    return pairs + [(old[index], None) for index in gone]


def _match_in_order(
    old: Sequence[LabelledClause], new: Sequence[LabelledClause], partner: dict[int, int]
) -> None:
    """Clauses with the same words; where a wording stands twice, order decides."""
    matcher = SequenceMatcher(None, [*map(_said, old)], [*map(_said, new)], autojunk=False)
    for block in matcher.get_matching_blocks():
        partner.update({block.a + step: block.b + step for step in range(block.size)})
    # The same words in another place.
    taken = set(partner.values())
    waiting: dict[str, list[int]] = {}
    for index, clause in enumerate(new):
        if index not in taken:
            waiting.setdefault(_said(clause), []).append(index)
    for index, clause in enumerate(old):
        if index not in partner and waiting.get(_said(clause)):
            partner[index] = waiting[_said(clause)].pop(0)


def _match_by(
    key: Callable[[LabelledClause], tuple[str, ...]],
    old: Sequence[LabelledClause],
    new: Sequence[LabelledClause],
    partner: dict[int, int],
) -> None:
    """Clauses of the same number and heading, or of the same heading alone, that are alike."""
    taken = set(partner.values())
    waiting: dict[tuple[str, ...], list[int]] = {}
    for index, clause in enumerate(new):
        if index not in taken and any(key(clause)):
            waiting.setdefault(key(clause), []).append(index)
    for index, clause in enumerate(old):
        if index in partner:
            continue
        for other in waiting.get(key(clause), []):
            if other not in taken and likeness(body(clause), body(new[other])) >= _SAME_PLACE:
                partner[index] = other
                taken.add(other)
                break


def _match_alike(
    old: Sequence[LabelledClause], new: Sequence[LabelledClause], partner: dict[int, int]
) -> None:
    """What is left, the most alike first, wherever it went."""
    taken = set(partner.values())
    bags = {index: _bag(clause) for index, clause in enumerate(new) if index not in taken}
    likely = []
    for index, clause in enumerate(old):
        if index in partner:
            continue
        bag = _bag(clause)
        for other, theirs in bags.items():
            # Shared words bound the likeness from above, and cost little.
            if 2 * len(bag & theirs) >= _ELSEWHERE * (len(bag) + len(theirs)) and bag:
                alike = likeness(body(clause), body(new[other]))
                if alike >= _ELSEWHERE:
                    likely.append((-alike, index, other))
    for _, index, other in sorted(likely):
        if index not in partner and other not in taken:
            partner[index] = other
            taken.add(other)


def _warning(
    old: Analysis,
    new: Analysis,
    pairs: Sequence[tuple[LabelledClause | None, LabelledClause | None]],
) -> str | None:
    """What to tell a reader who has perhaps named the wrong file."""
    if min(len(old.clauses), len(new.clauses)) < _FEW:
        return None
    both = [(before, after) for before, after in pairs if before is not None and after is not None]
    # By words: headings such as "Governing law" are alike in contracts of all kinds.
    shares = (
        _length(before for before, _ in both) / max(_length(old.clauses), 1),
        _length(after for _, after in both) / max(_length(new.clauses), 1),
    )
    if max(shares) >= _STRANGERS:
        return None
    return (
        "These look like two different contracts rather than two drafts of one: hardly any clause "
        f"of {old.document.name} has a counterpart in {new.document.name}. Check that you named "
        "the right files."
    )


def _length(clauses: Iterable[LabelledClause]) -> int:
    return sum(len(body(clause).split()) for clause in clauses)


def _bag(clause: LabelledClause) -> frozenset[str]:
    return frozenset(body(clause).casefold().split())


def _place(clause: LabelledClause) -> tuple[str, ...]:
    return clause.number or "", clause.heading or ""


def _heading(clause: LabelledClause) -> tuple[str, ...]:
    return (clause.heading or "",)


def _said(clause: LabelledClause) -> str:
    """The wording without number and without regard to line breaks."""
    return " ".join(body(clause).split())


# ---------------------------------------------------------------- what the change does


def _change(
    before: LabelledClause | None,
    after: LabelledClause | None,
    old: Analysis,
    new: Analysis,
    old_authors: Mapping[str, Sequence[str]],
    new_authors: Mapping[str, Sequence[str]],
) -> ClauseChange:
    shown, analysis = (after, new) if after is not None else (before, old)
    assert shown is not None, "a pair has at least one clause"
    gone, come = _amounts(before), _amounts(after)
    authors = [
        *(old_authors.get(before.id, ()) if before is not None else ()),
        *(new_authors.get(after.id, ()) if after is not None else ()),
    ]
    return ClauseChange(
        kind="changed" if before and after else "added" if after else "removed",
        where=places(analysis)[shown.id],
        old_id=before.id if before else None,
        new_id=after.id if after else None,
        words=tuple(_words(body(before) if before else "", body(after) if after else "")),
        label=_moved(_label(before), _label(after)),
        burden=_moved(str(before.burden) if before else None, str(after.burden) if after else None),
        facts_gone=tuple((gone - come).elements()),
        facts_new=tuple((come - gone).elements()),
        money=tuple(_money(_figures(before, old), _figures(after, new))),
        authors=tuple(dict.fromkeys(authors)),
    )


def _moved(old: str | None, new: str | None) -> Moved | None:
    return None if old == new else Moved(old=old, new=new)


def _label(clause: LabelledClause | None) -> str | None:
    if clause is None:
        return None
    return f"{clause.label} ({clause.subtype})" if clause.subtype else str(clause.label)


def _words(before: str, after: str) -> Iterator[Words]:
    """Both wordings in one, stretch by stretch."""
    old, new = tokens(" ".join(before.split())), tokens(" ".join(after.split()))
    at = 0
    for step in steps(old, new):
        yield from _stretch("same", "".join(old[at : step.start]))
        yield from _stretch("removed", "".join(old[step.start : step.end]))
        yield from _stretch("added", step.text)
        at = step.end
    yield from _stretch("same", "".join(old[at:]))


def _stretch(kind: str, text: str) -> Iterator[Words]:
    if text:
        yield Words(kind=kind, text=text)


def _amounts(clause: LabelledClause | None) -> Counter[str]:
    return Counter(map(_amount, clause.facts.amounts)) if clause is not None else Counter()


def _amount(amount: Amount) -> str:
    """ "5% a month", "GBP 85": the quantity, however it is written."""
    value = f"{amount.value:,.10g}" if abs(amount.value) < 1e15 else str(amount.value)
    unit = (
        f"{value}%"
        if amount.unit == "%"
        else f"{amount.unit} {value}"
        if amount.kind == "money"
        else f"{value} {amount.unit}"
    )
    return f"{unit} per {amount.per}" if amount.per else unit


def _figures(clause: LabelledClause | None, analysis: Analysis) -> dict[str, Mapping[str, Any]]:
    """The figures of the economics that go with a clause, by symbol."""
    if clause is None:
        return {}
    for each in analysis.suggestions:
        if each.clause_id == clause.id and each.economics:
            found = each.economics.get("figures")
            return dict(found) if isinstance(found, Mapping) else {}
    return {}


def _money(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[MoneyMove]:
    for symbol in dict.fromkeys([*old, *new]):
        before, after = _number(old.get(symbol)), _number(new.get(symbol))
        if before != after:
            entry = new.get(symbol) or old.get(symbol) or {}
            yield MoneyMove(
                symbol=symbol,
                name=str(entry.get("name") or symbol),
                unit=str(entry.get("unit") or ""),
                old=before,
                new=after,
            )


def _number(entry: Mapping[str, Any] | None) -> float | None:
    value = (entry or {}).get("value")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _expected(analysis: Analysis) -> dict[str, float]:
    total: dict[str, float] = {}
    for clause in analysis.clauses:
        figures = _figures(clause, analysis)
        for entry in (figures[symbol] for symbol in EXPECTED if symbol in figures):
            value = _number(entry)
            if value is not None:
                unit = str(entry.get("unit") or "")
                total[unit] = total.get(unit, 0.0) + value
    return {unit: round(value, 6) for unit, value in total.items()}


def _side_by_side(old: Mapping[str, float], new: Mapping[str, float]) -> dict[str, Moved]:
    keys: Iterable[str] = dict.fromkeys([*old, *new])
    return {key: Moved(old=old.get(key), new=new.get(key)) for key in keys}
