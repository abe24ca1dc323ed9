"""The suggestions as a numbered list of issues: one order and one set of references everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clauseadvisor.domain import (
    Analysis,
    Kind,
    Label,
    LabelledClause,
    NormStatus,
    Suggestion,
    Verdict,
)
from clauseadvisor.writing.audience import (
    Audience,
    audience_of,
    for_audience,
    is_doubtful,
    may_be_shared,
)
from clauseadvisor.writing.choosing import NOTHING, Selection
from clauseadvisor.writing.cleaning import excerpt, one_line
from clauseadvisor.writing.knowledge import guardrail, norm_of, statement
from clauseadvisor.writing.money import results
from clauseadvisor.writing.phrases import phrases, stage_name
from clauseadvisor.writing.places import NEW_CLAUSE, places, unique_numbers
from clauseadvisor.writing.windows import tells
from clauseadvisor.writing.wording import (
    body,
    burden,
    capital,
    in_a_sentence,
    key_date,
    listed,
    lower,
    unique,
)

_SAYS = 300
_FIGURES = 3
#: Reasons that the other side is given for one proposal.
_REASONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A suggestion with its clause (None for an addition), its place and number, its reference.

    References are P1, P2, ... for proposals and K1, K2, ... for clauses that are kept; they
    hold for all that is made of one analysis for our side, ``suggestion.id`` holds for good. What
    the other side reads has references of its own, A, B, ...: gaps in ours would tell it that
    something is held back.
    """

    ref: str
    suggestion: Suggestion
    clause: LabelledClause | None
    where: str
    number: str
    also: tuple[tuple[str, LabelledClause], ...] = ()  # what it changes too: place and clause

    @property
    def anchor(self) -> str:
        """The name by which the notes link to the full text of this issue."""
        return f"issue_{self.ref}"

    @property
    def works_already(self) -> bool:
        """Whether this is about an incentive or a trust norm: a model, and no boundary."""
        return self.clause is not None and self.clause.label in (Label.INCENTIVE, Label.TRUST)

    @property
    def is_boundary(self) -> bool:
        """Whether a clause that is kept is one to hold on to: neither a model nor left open."""
        return not self.works_already and not self.suggestion.open


def issues(analysis: Analysis, *, shared: bool = False) -> tuple[Issue, ...]:
    """What to raise (replace, soften, add), in the order of the contract, additions last.

    ``shared`` where ``analysis`` is what the other side may see of it: its references are letters
    without a gap. They follow the contract, as an order by priority would tell the other side what
    matters most to us.
    """
    name = _letters if shared else "P{}".format
    return _with_places(
        analysis, [(name(index), each) for index, each in enumerate(_raised(analysis), start=1)]
    )


def kept(analysis: Analysis) -> tuple[Issue, ...]:
    """What stays as it is, in the order of the contract."""
    chosen = [each for each in _ordered(analysis) if each.verdict is Verdict.KEEP]
    return _with_places(
        analysis, [(f"K{index}", each) for index, each in enumerate(chosen, start=1)]
    )


def told_to(analysis: Analysis, audience: str, selection: Selection = NOTHING) -> tuple[Issue, ...]:
    """What the notes for that reader (internal or counterparty) raise, with its references there."""
    reader = audience_of(audience)
    seen = for_audience(analysis, reader, selection)
    return issues(seen, shared=reader is Audience.COUNTERPARTY)


def correspondence(
    analysis: Analysis, selection: Selection = NOTHING
) -> tuple[tuple[str, str], ...]:
    """The references of what the other side is told, each with ours: ("A", "P2")."""
    ours = {each.suggestion.id: each.ref for each in issues(analysis)}
    told = told_to(analysis, Audience.COUNTERPARTY, selection)
    return tuple((each.ref, ours[each.suggestion.id]) for each in told)


def held_back(analysis: Analysis, selection: Selection = NOTHING) -> tuple[Issue, ...]:
    """What the other side is not told before the user decides: labels in doubt, and concessions."""
    decided = selection.names
    return tuple(
        each
        for each in issues(analysis)
        if each.suggestion.id not in decided
        and (is_doubtful(each.suggestion, analysis) or each.suggestion.concession)
        and not may_be_shared(each.suggestion, analysis)
    )


def numbers_of(analysis: Analysis) -> dict[str, str]:
    """The number of every clause by its id, as all that is made of one analysis gives it."""
    return unique_numbers(analysis)


def places_of(analysis: Analysis) -> dict[str, str]:
    """The place of every clause by its id ("Clause 5.2 Reports"), also where it has no number."""
    return places(analysis)


def first_to_raise(found: Sequence[Issue], count: int = 3) -> tuple[Issue, ...]:
    """The best few to open with: of different kinds first, as three of one kind say one thing.

    ``found`` stands with the best first; what is chosen of it stands as its references count.
    """
    one_of_a_kind: dict[str, Issue] = {}
    for issue in found:
        one_of_a_kind.setdefault(issue.suggestion.recipe, issue)
    others = [issue for issue in found if issue not in one_of_a_kind.values()]
    chosen = (*one_of_a_kind.values(), *others)[:count]
    return tuple(sorted(chosen, key=lambda each: (each.ref[0] == "K", int(each.ref[1:]))))


def by_priority(found: Sequence[Issue]) -> list[Issue]:
    """What matters most first; what matters alike in the order given."""
    return sorted(found, key=lambda each: -each.suggestion.priority)


def says(issue: Issue, limit: int = _SAYS) -> str:
    """What the clause says, in its own words and short; empty for what is not there yet.

    Of a long clause the sentence is quoted that the advice is about.
    """
    if issue.clause is None:
        return ""
    text = body(issue.clause)
    return excerpt(text, _turns_on(issue.suggestion, issue.clause, text), limit)


def _turns_on(suggestion: Suggestion, clause: LabelledClause, text: str) -> str:
    """The words by which the advice was chosen, or else those by which the label was."""
    spans = (suggestion.ground, *clause.evidence)
    told = (one_line(each.text).strip(" .,;:") for each in spans if each)
    return next((each for each in told if each in one_line(text)), "")


def weighs_on(analysis: Analysis, issue: Issue) -> str:
    """Whom the clause weighs on; a dash for what is not in the contract yet."""
    return burden(analysis.document, issue.clause) if issue.clause else "–"


def weighs_on_sentence(whom: str) -> str:
    """ "weighs on the Supplier", of what :func:`weighs_on` says of a clause."""
    return f"weighs on {in_a_sentence(whom)}"


def norms_of(analysis: Analysis, issue: Issue) -> tuple[NormStatus, ...]:
    """The norms that stand behind a suggestion."""
    found = (norm_of(analysis, name) for name in issue.suggestion.norms)
    return tuple(norm for norm in found if norm is not None)


def guardrail_lines(issue: Issue) -> tuple[str, ...]:
    """The grounds on which a clause is not dropped, in words."""
    return tuple(one_line(guardrail(name)) for name in issue.suggestion.guardrails)


def norm_lines(analysis: Analysis, issue: Issue) -> tuple[str, ...]:
    """Each norm with its source."""
    return unique(
        f"{one_line(norm.title)} ({one_line(norm.source)})" if norm.source else one_line(norm.title)
        for norm in norms_of(analysis, issue)
    )


def shared_reasons(analysis: Analysis, issue: Issue) -> tuple[str, ...]:
    """Why a proposal may suit both sides: what the norms that it follows bring to each of them.

    A norm of the user's own playbook is known by name alone; what is said of the kind of proposal
    stands with it, and where there is no norm at all. A reward says that it is one.
    """
    norms = norms_of(analysis, issue)
    reason = phrases().reasons[issue.suggestion.kind]
    brought = unique(
        f"{one_line(norm.title)}: {lower(said)}"
        for norm in norms
        if (said := one_line(statement(norm.id, issue.suggestion.proposed_text)))
    )[:_REASONS]
    if brought:
        return (reason, *brought) if issue.suggestion.kind is Kind.BONUS else brought
    names = unique(one_line(norm.title) for norm in norms)
    return (reason, f"{listed(names)}.") if names else (reason,)


def money_text(issue: Issue) -> str:
    """The first few results of a suggestion, a line each."""
    return "\n".join(str(each) for each in results(issue.suggestion)[:_FIGURES])


def readiness_text(analysis: Analysis, issue: Issue) -> str:
    """The stage that a suggestion needs, and whether the relationship has it."""
    stage = stage_name(issue.suggestion.stage_needed)
    if analysis.readiness is None:
        return f"Stage {stage}"
    return f"Stage {stage}: {'ready' if issue.suggestion.unlocked else 'not yet'}"


def window_text(analysis: Analysis, issue: Issue) -> str:
    """The next moment at which terms can be reopened, beside the advice; empty where none is told."""
    window = issue.suggestion.window
    if window is None or not tells(window):
        return ""
    kind = phrases().dates.get(window.kind, capital(window.kind))
    return f"{kind}: {key_date(window, places(analysis).get(window.clause_id or '', ''))}"


def text_today(issue: Issue) -> str:
    """The clause as it is, and every other that the wording changes too; "" for an addition."""
    if issue.clause is None:
        return ""
    others = (f"{where}: {body(other)}" if where else body(other) for where, other in issue.also)
    return "\n\n".join((body(issue.clause), *others))


def _with_places(analysis: Analysis, chosen: Sequence[tuple[str, Suggestion]]) -> tuple[Issue, ...]:
    clauses = {clause.id: clause for clause in analysis.clauses}
    place, numbers = places(analysis), unique_numbers(analysis)
    return tuple(
        Issue(
            ref=ref,
            suggestion=each,
            clause=clauses.get(each.clause_id or ""),
            where=place.get(each.clause_id or "", NEW_CLAUSE),
            number=numbers.get(each.clause_id or "", ""),
            also=tuple((place.get(key, ""), clauses[key]) for key in each.also if key in clauses),
        )
        for ref, each in chosen
    )


def _letters(index: int) -> str:
    """A, B, ... Z, AA, AB, ... for 1, 2, ..."""
    letters = ""
    while index:
        index, last = divmod(index - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def _raised(analysis: Analysis) -> list[Suggestion]:
    return [each for each in _ordered(analysis) if each.verdict is not Verdict.KEEP]


def _ordered(analysis: Analysis) -> list[Suggestion]:
    position = {clause.id: index for index, clause in enumerate(analysis.clauses)}
    return sorted(
        analysis.suggestions,
        key=lambda each: (position.get(each.clause_id or "", len(position)), each.id),
    )
