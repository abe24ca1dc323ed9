"""The user's own Word file with the chosen suggestions as tracked changes, each with its reason.

Only the document, its comments and the two registers that name the comments change; every other
part keeps its bytes. Reject all changes and the text is the one that was handed in; accept all,
and the proposals are in it. The same arguments give the same bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from lxml import etree

from clauseadvisor.domain import Analysis, Format, LabelledClause, Role, Suggestion, Verdict
from clauseadvisor.errors import UsageError
from clauseadvisor.openxml.comments import Comments, serialised
from clauseadvisor.openxml.document import WordDocument, open_word
from clauseadvisor.openxml.editing import Editor, Indent, Reviser, look_of
from clauseadvisor.openxml.flow import Flow, FlowParagraph
from clauseadvisor.openxml.indents import indent_of
from clauseadvisor.openxml.names import find
from clauseadvisor.openxml.styles import style_of
from clauseadvisor.playbook.load import load_playbook
from clauseadvisor.playbook.placing import place_for
from clauseadvisor.playbook.schema import Playbook
from clauseadvisor.settings import Limits
from clauseadvisor.writing.audience import Audience, audience_of, may_be_shared, shared
from clauseadvisor.writing.choosing import Choice, check_known
from clauseadvisor.writing.cleaning import fit, one_line
from clauseadvisor.writing.issues import issues, kept
from clauseadvisor.writing.redlining.places import Places, next_number
from clauseadvisor.writing.redlining.reasons import comment_lines
from clauseadvisor.writing.redlining.replaced import replaced
from clauseadvisor.writing.redlining.rewording import replace_words, reword
from clauseadvisor.writing.redlining.words import likeness
from clauseadvisor.writing.wording import body, party

#: One centimetre: how far lettered provisions hang behind their letter.
_STEP: Final = 567
_STEP_IN_CELL: Final = 340
_LETTERED: Final = re.compile(r"(\((?:[a-z]{1,3}|\d{1,2})\))\s+(.*)", re.DOTALL)
#: How a wording begins that can also be read beside the clause, in notes or a letter.
_INSTEAD: Final = re.compile(r"The following shall take the place of\b")
_LEAST_LIKENESS: Final = 0.3


def redline(
    data: bytes,
    analysis: Analysis,
    choices: Sequence[Choice],
    *,
    audience: str = Audience.COUNTERPARTY,
    author: str | None = None,
    date: str | None = None,
    playbook: Playbook | None = None,
    limits: Limits | None = None,
) -> bytes:
    """The file with the chosen suggestions as tracked changes, and a comment beside each.

    ``data`` is the very file that was analysed, in its final view; for a PDF or a text it may
    be anything, as a new DOCX of the affected clauses is made. ``author`` is whose name the changes bear (our
    party's, unless given), ``date`` an ISO date or time (none unless given). ``playbook`` says
    where additions go: the one that was used for the analysis.

    Raises UsageError when nothing is chosen, an id is unknown, the date is not ISO, or the file
    is another one than was analysed.
    """
    reader = audience_of(audience)
    wanted = chosen(analysis, choices)
    reviser = _reviser(analysis, author, date)
    playbook = playbook or load_playbook()
    if analysis.document.format is not Format.DOCX:
        from clauseadvisor.writing.redlining.excerpt import excerpt

        ids = {_anchor_id(suggestion, analysis, playbook) for suggestion, _ in wanted}
        ids |= {other for suggestion, _ in wanted for other in suggestion.also}
        data, analysis = excerpt(analysis, ids, reader)
    elif hashlib.sha256(data).hexdigest() != analysis.document.sha256:
        raise UsageError(
            "This is not the file that was analysed: analyse it again, then make the redline."
        )
    document = open_word(data, limits=limits or Limits())
    flow = document.read().flow
    if flow.text != analysis.document.text:
        raise UsageError(
            "The analysis read the original view of the tracked changes: analyse the final view, then make the redline."
        )
    work = _Redline(document, flow, analysis, reviser, reader, playbook)
    return work.done(wanted)


def chosen(analysis: Analysis, choices: Iterable[Choice]) -> list[tuple[Suggestion, Choice]]:
    """The suggestions that were chosen, in the order of the contract.

    Raises UsageError when there is none, or one that the analysis does not have.
    """
    known = {each.id: each for each in analysis.suggestions}
    wanted = {each.suggestion: each for each in choices}
    check_known(analysis, wanted)
    if not wanted:
        raise UsageError(
            "No suggestion is chosen, so there is nothing to mark up: name some with --accept, "
            "give --decisions, or take --all."
        )
    position = {clause.id: index for index, clause in enumerate(analysis.clauses)}
    return sorted(
        ((known[name], choice) for name, choice in wanted.items()),
        key=lambda pair: (position.get(pair[0].clause_id or "", len(position)), pair[0].id),
    )


def named(analysis: Analysis, names: Iterable[str]) -> list[str]:
    """The ids of suggestions that are named by id, by reference or by its number alone.

    A reference is what the notes, the page and the terminal show ("P2", "K1"); a number alone is
    one of what to raise ("2" is P2). An id comes first, should one look like either.

    Raises UsageError for the first name that is none of these.
    """
    ids = {each.id: each.id for each in analysis.suggestions}
    listed = {each.ref: each.suggestion.id for each in (*issues(analysis), *kept(analysis))}
    found = []
    for name in names:
        told = name.strip()
        ref = f"P{int(told)}" if told.isascii() and told.isdigit() else told.upper()
        known = ids.get(told) or listed.get(ref)
        if known is None:
            raise UsageError(_unknown(name, listed))
        found.append(known)
    return found


def _unknown(name: str, listed: Mapping[str, str]) -> str:
    if not listed:
        return f"There is no suggestion {one_line(name)!r}: there is none at all for this contract."
    ends = [
        f"{refs[0]} to {refs[-1]}" if len(refs) > 1 else refs[0]
        for mark in ("P", "K")
        if (refs := [ref for ref in listed if ref.startswith(mark)])
    ]
    return (
        f"There is no suggestion {one_line(name)!r} for this contract: name one as the notes number "
        f"them ({' and '.join(ends)}), or by its id in analyze --format json."
    )


def all_changes(analysis: Analysis, audience: str) -> list[Choice]:
    """Every suggestion that changes something; for the counterparty those that its notes hold."""
    internal = audience_of(audience) is Audience.INTERNAL
    return [
        Choice(suggestion=each.id)
        for each in analysis.suggestions
        if each.verdict is not Verdict.KEEP and (internal or may_be_shared(each, analysis))
    ]


def _reviser(analysis: Analysis, author: str | None, date: str | None) -> Reviser:
    role = analysis.role if analysis.role is not Role.OTHER else Role.CUSTOMER
    name = one_line(author or "") or party(analysis.document, role).removeprefix("the ")
    name = name[:1].upper() + name[1:]
    initials = "".join(word[0] for word in name.split() if word[0].isalnum())[:3].upper()
    return Reviser(name=name, initials=initials or "X", date=stamp(date))


def stamp(date: str | None) -> str | None:
    """An ISO date or time as Word stamps its changes: to the second, UTC.

    Raises UsageError for what is neither.
    """
    if date is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(date)
    except ValueError as problem:
        raise UsageError(
            f"{date!r} is no date: write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS."
        ) from problem
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _anchor_id(suggestion: Suggestion, analysis: Analysis, playbook: Playbook) -> str | None:
    """The clause that a suggestion is about, or that an addition goes after; None for the end."""
    if suggestion.clause_id is not None:
        return suggestion.clause_id
    norm = playbook.norms.get(suggestion.recipe)
    half = next((each.clauses for each in analysis.norms if each.id == suggestion.recipe), ())
    place = place_for(norm, analysis.clauses, half) if norm is not None else None
    return place.id if place is not None else None


class _Redline:
    """One file being marked up. Words are changed first, from the end; paragraphs come after."""

    def __init__(
        self,
        document: WordDocument,
        flow: Flow,
        analysis: Analysis,
        reviser: Reviser,
        audience: Audience,
        playbook: Playbook,
    ) -> None:
        self.document = document
        self.flow = flow
        self.analysis = analysis
        self.audience = audience
        self.playbook = playbook
        self.editor = Editor(document, reviser)
        self.comments = Comments(self.editor)
        self.places = Places(document, flow, analysis)
        self._pending: dict[etree._Element, list[etree._Element]] = {}
        self._numbers = [clause.number for clause in analysis.clauses if clause.number]

    def done(self, wanted: Sequence[tuple[Suggestion, Choice]]) -> bytes:
        """The marked-up file."""
        changed: list[Callable[[], None]] = []
        others = []
        for suggestion, choice in wanted:
            shown = (
                shared(suggestion, self.analysis)
                if self.audience is Audience.COUNTERPARTY
                else suggestion
            )
            text = _clean(choice.text if choice.text is not None else shown.proposed_text)
            lines = comment_lines(self.analysis, shown, self.audience, text=text, note=choice.note)
            clause = self.places.clause(suggestion.clause_id)
            if clause is not None and self._is_rewording(suggestion, choice, clause, text):
                changed.append(partial(self._reword, clause, text, lines))
                continue
            place = self._place(suggestion, clause)
            if clause is not None and self._takes_the_place(suggestion, clause, text):
                text = _without_lead(text)
                strike, text = self._replacing(clause, text, lines, after=place[1])
                changed.append(strike)
                lines = lines if strike.keywords["line"] is None else []
                if not text:  # its one provision stands where the old words were
                    continue
            others.append((clause, text, lines, place))
        # Additions take their place and look from the file as it was; they go in at the end.
        for clause, text, lines, place in others:
            self._add(clause, text, lines, place)
        for change in reversed(changed):
            change()
        for after, paragraphs in self._pending.items():
            self.editor.follow(after, paragraphs)
        return self.document.package.rewritten(
            {self.document.main: serialised(self.editor.root)} | self.comments.parts()
        )

    # ------------------------------------------------------------ what kind of change

    def _is_rewording(
        self, suggestion: Suggestion, choice: Choice, clause: LabelledClause, text: str
    ) -> bool:
        """Whether the text is the clause in other words, rather than provisions to stand with it."""
        if not text or self._body_of(clause) is None:
            return False
        if choice.text is None:
            lead = text.partition("\n")[0].rstrip()
            return suggestion.verdict is Verdict.REPLACE and not lead.endswith(":")
        likeness_to_clause = likeness(body(clause), text)
        return likeness_to_clause >= _LEAST_LIKENESS and likeness_to_clause > likeness(
            suggestion.proposed_text, text
        )

    def _takes_the_place(self, suggestion: Suggestion, clause: LabelledClause, text: str) -> bool:
        """Whether provisions take the place of words that stand in the clause alone."""
        lead, _, provisions = text.partition("\n")
        return (
            suggestion.verdict is Verdict.REPLACE
            and lead.rstrip().endswith(":")
            and bool(provisions)
            and self.places.end_of(clause) == clause.end  # else its words lead into other clauses
        )

    def _body_of(self, clause: LabelledClause) -> tuple[list[FlowParagraph], int] | None:
        """The paragraphs of the clause's words and where these begin; None if some stand in a table."""
        start = clause.start + max(clause.text.find(body(clause)), 0)
        found = self.places.paragraphs(start, clause.end)
        if not found or any(each.paragraph.kind != "body" for each in found):
            return None
        return found, start

    # ------------------------------------------------------------ changes

    def _reword(self, clause: LabelledClause, text: str, lines: list[str]) -> None:
        found = self._body_of(clause)
        assert found is not None, "asked before"
        paragraphs, start = found
        new = body(replace(clause, text=text)).split("\n")
        marks = reword(self.editor, self.flow, paragraphs, start, new)
        if marks:
            first, last = marks[0]
            self.comments.around(_in_paragraph(first), _in_paragraph(last), lines, inserted=False)
        else:
            self.comments.on(paragraphs[0].elements[0], lines)

    def _replacing(
        self,
        clause: LabelledClause,
        text: str,
        lines: list[str],
        *,
        after: etree._Element | None,
    ) -> tuple[partial[None], str]:
        """What strikes out the words that go, and the provisions that are left to be added.

        Where all words of the clause go, and the provisions follow right behind it, the first
        line of ours stands in their place.
        """
        spans, whole = replaced(clause)
        spans = [(clause.start + start, clause.start + end) for start, end in spans]
        found = self.places.paragraphs(spans[0][0], clause.end)
        lead, _, rest = text.partition("\n")
        standing = (
            whole
            and bool(found)  # else the clause stands in a note or a box alone
            and all(each.paragraph.kind == "body" for each in found)
            and after is found[-1].elements[-1]
        )
        line = lead if standing else None
        strike = partial(self._strike, found, spans, lines, line=line)
        return strike, rest if standing else text

    def _strike(
        self,
        found: list[FlowParagraph],
        spans: list[tuple[int, int]],
        lines: list[str],
        *,
        line: str | None,
    ) -> None:
        marks = replace_words(self.editor, self.flow, found, spans, line)
        if marks and line is not None:
            first, last = marks[0]
            self.comments.around(_in_paragraph(first), _in_paragraph(last), lines, inserted=False)

    def _place(
        self, suggestion: Suggestion, clause: LabelledClause | None
    ) -> tuple[LabelledClause | None, etree._Element | None]:
        """The clause that an addition takes its look and number from, and what it goes after."""
        if clause is not None:
            return clause, self.places.behind(self.places.end_of(clause))
        anchor = self.places.clause(_anchor_id(suggestion, self.analysis, self.playbook))
        anchor = anchor or self.places.last_of_main_part()
        if anchor is None:
            return None, self.places.behind(len(self.flow.text))
        anchor = self.places.numbered(anchor) or anchor
        return anchor, self.places.behind(self.places.end_with_all(anchor))

    def _add(
        self,
        clause: LabelledClause | None,
        text: str,
        lines: list[str],
        place: tuple[LabelledClause | None, etree._Element | None],
    ) -> None:
        anchor, after = place
        if not text:
            self._comment_only(anchor, lines)
            return
        if after is None:
            raise UsageError(
                "The Word file holds no paragraph to add to: add a heading to it first."
            )
        find_model = self.places.model if clause is not None else self.places.body_model
        model = find_model(anchor) if anchor is not None else None
        like = model.elements[-1] if model is not None else None
        if _in_cell(after) and after.tag.rpartition("}")[2] == "p":
            like = after
        made = (
            self._new_clause(anchor, like, text)
            if clause is None
            else self._provisions(like, text, in_cell=_in_cell(after))
        )
        self._pending.setdefault(after, []).extend(made)
        first = made[0]
        if lines:
            self.comments.around(first[1], first[-1], lines, inserted=True)

    def _comment_only(self, anchor: LabelledClause | None, lines: list[str]) -> None:
        found = self.places.paragraphs(anchor.start, anchor.end) if anchor is not None else []
        model = found[0] if found else (self.places.model(anchor) if anchor is not None else None)
        if model is None:
            raise UsageError(
                "The Word file holds no paragraph to comment on: add a heading to it first."
            )
        self.comments.on(model.elements[0], lines)

    def _provisions(
        self, like: etree._Element | None, text: str, *, in_cell: bool
    ) -> list[etree._Element]:
        """Paragraphs under a clause: plain ones flush with its words, lettered ones hanging."""
        base = indent_of(self.document, like) if like is not None else Indent()
        look = look_of(like) if like is not None else None
        flush = Indent(left=base.left, first=max(base.first, 0)) if self._is_listed(like) else None
        step = _STEP_IN_CELL if in_cell else _STEP
        # Below a first line that is set in, the letters stand under it, and the words behind them.
        left = 0 if in_cell else base.left + max(base.first, 0)
        made = []
        for line in text.split("\n"):
            lettered = _LETTERED.fullmatch(line)
            words = f"{lettered[1]}\t{lettered[2]}" if lettered else line
            indent = Indent(left=left + step, first=-step) if lettered else flush
            mark = self.editor.inserted(self.editor.run(words, look))
            made.append(
                self.editor.paragraph(
                    [mark], like, Indent() if in_cell and not lettered else indent
                )
            )
        return made

    def _new_clause(
        self, anchor: LabelledClause | None, like: etree._Element | None, text: str
    ) -> list[etree._Element]:
        """A clause of its own behind another: "6.3A", so that none of the later numbers move."""
        look = look_of(like, upright=True) if like is not None else None
        label = ""
        indent: Indent | None = None
        if anchor is not None and anchor.number and self.places.numbered(anchor) is anchor:
            label = next_number(anchor.number, self._numbers)
            self._numbers.append(label)
            shown = self.places.number_paragraph(anchor)
            base = indent_of(self.document, shown.elements[-1]) if shown is not None else Indent()
            hanging = base.first < 0 or self._is_listed(shown.elements[-1] if shown else None)
            indent = base if hanging else None
            label += "\t" if hanging else " "
        first, *rest = text.split("\n")
        made = []
        for words in (label + first, *rest):
            mark = self.editor.inserted(self.editor.run(words, look))
            made.append(self.editor.paragraph([mark], like, indent))
            if indent is not None:
                indent = Indent(left=indent.left, first=max(indent.first, 0))
        return made

    def _is_listed(self, paragraph: etree._Element | None) -> bool:
        """Whether the paragraph hangs behind a number, Word's own or a typed one."""
        if paragraph is None:
            return False
        properties = find(paragraph, "w:pPr")
        place = self.document.numbering.place(properties, style_of(properties, "w:pStyle"))
        return place is not None or indent_of(self.document, paragraph).first < 0


def _clean(text: str) -> str:
    """The lines of a text, none of them blank, without what a file must not hold."""
    lines = (" ".join(line.replace("\ufffd", "").split()) for line in fit(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _without_lead(text: str) -> str:
    """Provisions as they stand inside the clause itself: what they replace is struck out, not named."""
    lead, _, provisions = text.partition("\n")
    return provisions if provisions and _INSTEAD.match(lead) else text


def _in_paragraph(mark: etree._Element) -> etree._Element:
    """The mark, or what holds it, that is a child of its paragraph."""
    place = mark
    while (parent := place.getparent()) is not None and parent.tag.rpartition("}")[2] != "p":
        place = parent
    return place


def _in_cell(element: etree._Element) -> bool:
    return any(each.tag.rpartition("}")[2] == "tc" for each in element.iterancestors())
