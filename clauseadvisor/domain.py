"""The data model: what flows through the house, as frozen values.

Field names are those of the published JSON (``analyze --format json``), which is made from these
classes; only :class:`Layout` stays inside. Offsets count characters (not bytes) of
``Document.text``; boxes are in PDF points from the top left corner of the page; pages count
from 1. Times are in days and seconds as named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

SCHEMA_VERSION: Final = 1


class Label(StrEnum):
    """The primary label of a clause; every clause has exactly one."""

    PENALTY = "penalty"
    INCENTIVE = "incentive"
    CONTROL = "control"
    TRUST = "trust"
    NEUTRAL = "neutral"


#: The sub-types of each label, in the order of the published table; neutral has none.
SUBTYPES: Final[Mapping[Label, tuple[str, ...]]] = {
    Label.PENALTY: (
        "liquidated_damages",
        "service_credit",
        "late_payment",
        "deduction",
        "clawback",
        "shortfall",
        "loss_of_rights",
        "default_termination",
        "step_in",
        "other_penalty",
    ),
    Label.INCENTIVE: (
        "performance_bonus",
        "gain_share",
        "commission",
        "rebate",
        "earn_back",
        "earned_extension",
        "equity",
        "other_incentive",
    ),
    Label.CONTROL: (
        "audit",
        "reporting",
        "consent",
        "exclusivity",
        "confidentiality",
        "prescription",
        "service_level",
        "unilateral_right",
        "use_restriction",
        "other_control",
    ),
    Label.TRUST: (
        "good_faith",
        "joint_governance",
        "transparency",
        "early_warning",
        "amicable_resolution",
        "adaptation",
        "joint_planning",
        "continuous_improvement",
        "mutual_support",
        "other_trust",
    ),
    Label.NEUTRAL: (),
}

#: The label that each sub-type belongs to.
LABEL_OF: Final[Mapping[str, Label]] = {
    subtype: label for label, subtypes in SUBTYPES.items() for subtype in subtypes
}


class Format(StrEnum):
    """What the bytes are, judged by content."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"


class Role(StrEnum):
    """The side a party stands on, and whose side notes take."""

    VENDOR = "vendor"
    CUSTOMER = "customer"
    OTHER = "other"


class Burden(StrEnum):
    """Whom a clause weighs on."""

    VENDOR = "vendor"
    CUSTOMER = "customer"
    BOTH = "both"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What to do with the clause. ``add`` proposes a clause that the contract lacks."""

    REPLACE = "replace"
    SOFTEN = "soften"
    KEEP = "keep"
    ADD = "add"


class Kind(StrEnum):
    """What a suggestion puts in place."""

    BONUS = "bonus"
    TRUST_NORM = "trust_norm"
    BOTH = "both"
    NONE = "none"


# ---------------------------------------------------------------- as read


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text: ``start`` inclusive, ``end`` exclusive, in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in PDF points from the top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A running header or footer, page number or filing stamp, kept out of the text."""

    page: int
    kind: str  # header | footer | page_number | stamp
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWarning:
    """Something that was seen and not read, or read with doubt."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party to the contract, the side it stands on, and the other names it goes by."""

    name: str
    role: Role
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A date or period that decides when terms can be reopened."""

    kind: str  # effective | expiry | renewal | notice | review
    text: str
    date: str | None = None  # ISO 8601
    clause_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the reading text, with what its format tells of its place.

    ``number`` is the label at the head of the paragraph ("1.1", "(a)") when the format itself
    supplies it (Word's automatic numbering); the label then stands in the text too, at
    ``start``, followed by one space. ``level`` is its depth in the list (0 outermost).
    ``outline`` is the heading level (0 outermost) for paragraphs that the format marks as
    headings. ``kind`` is ``body``, ``table`` (one table row; its cells are separated by a
    tab), ``footnote`` or ``textbox``.
    """

    start: int
    end: int
    page: int | None = None
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    kind: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line: the characters it holds and the box they fill."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in place: rows of cells, each a span of the reading text."""

    start: int
    end: int
    rows: tuple[tuple[Span, ...], ...]
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What splitting and drawing need beyond the text; not part of the published JSON.

    All sequences are in text order. ``paragraphs`` cover every non-blank character of the text
    and do not overlap. ``lines`` and ``page_starts`` (offset of the first character of each
    page) are filled for PDF only. ``recognised_pages`` were read by character recognition.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    page_starts: tuple[int, ...] = ()
    recognised_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A contract as read. ``parties``, ``law`` and ``dates`` are filled in by labelling."""

    name: str
    sha256: str
    format: Format
    pages: int | None
    text: str
    parties: tuple[Party, ...] = ()
    law: str | None = None
    dates: tuple[KeyDate, ...] = ()
    language: str = "en"
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    layout: Layout = field(default_factory=Layout)


# ---------------------------------------------------------------- as split and labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause: ``document.text[start:end] == text``.

    ``parent`` is the id of the clause above it; ``context`` the lead-in that it completes.
    """

    id: str
    number: str | None
    heading: str | None
    parent: str | None
    context: str | None
    start: int
    end: int
    text: str
    page: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A quantity that the clause states: 5 (percent) of "the monthly fee" per month.

    ``kind`` is money, percent, duration or count; ``unit`` a currency code ("USD"), "%", a
    time unit ("day") or what is counted; ``per`` is day, week, month, quarter, year, invoice,
    unit or other.
    """

    kind: str
    value: float
    unit: str
    text: str
    start: int
    end: int
    per: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """A period in which a failure can still be put right; ``days`` is None if not stated in time."""

    text: str
    start: int
    end: int
    days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The filled frame of a clause: what sets it off, what follows, how much, and the way out."""

    trigger: Span | None = None
    consequence: Span | None = None
    cap: Span | None = None
    metric: Span | None = None
    target: Span | None = None
    cure: Cure | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a classifier says of one clause text.

    ``scores`` holds a probability for each of the five labels; they sum to 1. ``confidence`` is
    the calibrated probability that ``label`` is right. Evidence offsets count from the start
    of the clause text.
    """

    label: Label
    subtype: str | None
    secondary: tuple[Label, ...]
    scores: Mapping[str, float]
    confidence: float
    needs_review: bool
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledClause(Clause):
    """A clause with its label, facts and weight. Offsets of evidence and facts count from the
    start of the document text. ``severity`` is the weight of domain notes e: the severity of the
    sub-type times its multipliers, 0 for neutral; ``heavy`` means at least 3 before multipliers.
    """

    label: Label
    subtype: str | None
    secondary: tuple[Label, ...]
    scores: Mapping[str, float]
    confidence: float
    needs_review: bool
    evidence: tuple[Span, ...] = ()
    burden: Burden = Burden.UNKNOWN
    burdened_party: str | None = None
    severity: float = 0.0
    heavy: bool = False
    facts: Facts = field(default_factory=Facts)


# ---------------------------------------------------------------- as judged and advised


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The range in which a balance is sound for a relationship of this risk (0 to 100)."""

    low: float
    high: float
    risk: str  # low | medium | high


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The relationship that the contract writes down.

    ``rbi`` runs from 0 (stick and control) to 100 (all bonus and trust); ``reciprocity`` from 0
    (one side carries all) to 1 (even), None when nobody carries anything. Where there is not
    ``enough`` text, the figures say nothing of the relationship and are not shown.
    """

    counts: Mapping[str, int]
    weights: Mapping[str, float]
    rbi: float
    reciprocity: float | None
    band: Band
    burdens: Mapping[str, float] = field(default_factory=dict)
    enough: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NormStatus:
    """Whether the contract supports a norm of the playbook, and by which clauses.

    ``conduct`` marks a norm that lives in what people do, and that a clause can only help;
    ``note`` says why no clause is proposed for a norm that is missing, where that is so on purpose.
    """

    id: str
    title: str
    source: str
    status: str  # supported | partly | missing
    clauses: tuple[str, ...] = ()
    conduct: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The stage that a filled-in scorecard allows: 0 guarded, 1 pilot, 2 partner, 3 trusted.

    ``vendor`` and ``customer`` are scores of 0 to 100, None where too little was answered.
    """

    stage: int
    vendor: float | None
    customer: float | None
    gates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """How to bring a suggestion up, and what to fall back to."""

    ask: str
    offer: str
    fallback: str
    keep: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One mechanism that could stand beside or in place of a clause (F1, I2, R1, ...)."""

    mechanism: str
    kind: Kind  # bonus or trust_norm
    title: str
    text: str
    stage_needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What a clause may mean to the other side, as a sentence that invites correction, and what to ask them.

    ``question`` is empty where there is none.
    """

    said: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What to propose for one clause, or (``clause_id`` None) what to add to the contract.

    ``options`` shows the strongest bonus and the strongest trust norm that fit, whichever is
    recommended. ``questions`` are guardrails and preconditions that nobody has answered yet.
    ``blanks`` lists each [bracketed blank] of the proposed text. ``priority`` orders what to
    raise first (higher first; 0 to 100). ``unlock_hint`` says what would unlock a locked one.
    ``window`` is the next moment at which terms can be reopened. ``folded`` marks small stuff
    that readers see on request only. ``open`` marks a clause that is kept only because nothing that
    we could word fits it: it is no boundary, and somebody has to read it. ``concession`` marks a change
    that costs the side advised: it is for giving in exchange, never for raising first. ``also`` holds the ids of
    other clauses that the proposed text changes as well, in the order of the contract. ``ground`` quotes
    what in the clause the proposed text answers, where the playbook chose its words by that. ``concern``
    is what to say and to ask before a change is proposed; None where nothing sure can be said of it.
    """

    id: str
    clause_id: str | None
    verdict: Verdict
    kind: Kind
    recipe: str
    title: str
    rationale: str
    norms: tuple[str, ...]
    proposed_text: str
    negotiation: Negotiation
    economics: Mapping[str, Any] | None = None
    stage_needed: int = 0
    unlocked: bool = False
    preconditions: tuple[str, ...] = ()
    guardrails: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    questions: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()
    first_step: str = ""
    priority: float = 0.0
    unlock_hint: str | None = None
    window: KeyDate | None = None
    folded: bool = False
    open: bool = False
    concession: bool = False
    also: tuple[str, ...] = ()
    ground: Span | None = None
    concern: Concern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealKind:
    """A kind of deal that the contract is ("A licence"), and the words or parties that show it."""

    id: str
    title: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unadvised:
    """A topic that the advice does not judge ("limits of liability"), and the ids of its clauses."""

    id: str
    title: str
    why: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """What made the analysis: versions of the package, the model and the playbook."""

    version: str
    model: str
    playbook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything that is known of one contract; ``role`` says whose side the advice takes.

    ``deal`` tells what kind of deal it is, where that is none between one supplier and one customer;
    ``sided`` whether the parties stand on two sides, so that a burden can be put on one of them;
    ``unadvised`` what a lawyer has to read, as no bonus and no norm could take its place.
    """

    schema_version: int
    generator: Generator
    document: Document
    clauses: tuple[LabelledClause, ...]
    balance: Balance
    norms: tuple[NormStatus, ...]
    readiness: Readiness | None
    suggestions: tuple[Suggestion, ...]
    role: Role = Role.CUSTOMER
    deal: tuple[DealKind, ...] = ()
    sided: bool = True
    unadvised: tuple[Unadvised, ...] = ()
