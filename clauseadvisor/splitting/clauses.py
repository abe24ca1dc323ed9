"""A document's clauses: the one function that the house calls."""

from __future__ import annotations

from bisect import bisect_right
from hashlib import blake2b

from clauseadvisor.domain import Clause, Document, Format, Layout, Paragraph
from clauseadvisor.splitting.boxes import BoxFinder
from clauseadvisor.splitting.grouping import Draft, group
from clauseadvisor.splitting.lengths import cut, without_fragments
from clauseadvisor.splitting.outline import outline


def split_clauses(document: Document) -> tuple[Clause, ...]:
    """The clauses of the document, in order.

    ``document.text[c.start:c.end] == c.text`` for every clause; clauses do not overlap, do not
    begin or end with white space, and together cover every non-blank character. Parents come
    before their children; a parent holds only its own heading and lead-in. Ids come from the
    text alone. Pages and boxes are filled where the layout knows them. No error is raised: a
    document without text has no clauses.
    """
    paragraphs = _trimmed(document.text, document.layout)
    units = outline(document.text, paragraphs, printed=document.format is not Format.DOCX)
    drafts = group(document.text, units)
    drafts = cut(document.text, without_fragments(document.text, drafts))
    return _finished(document, drafts, paragraphs)


def _finished(
    document: Document, drafts: list[Draft], paragraphs: list[Paragraph]
) -> tuple[Clause, ...]:
    text, boxes = document.text, BoxFinder(document.layout.lines)
    ids = _ids([text[draft.start : draft.end] for draft in drafts])
    starts = [paragraph.start for paragraph in paragraphs]
    clauses = []
    for draft, identity in zip(drafts, ids, strict=True):
        clauses.append(
            Clause(
                id=identity,
                number=draft.number,
                heading=draft.heading,
                parent=ids[draft.parent] if draft.parent >= 0 else None,
                context=draft.context,
                start=draft.start,
                end=draft.end,
                text=text[draft.start : draft.end],
                page=_page(document.layout, paragraphs, starts, draft.start),
                boxes=boxes.boxes(draft.start, draft.end),
            )
        )
    return tuple(clauses)


def _page(
    layout: Layout, paragraphs: list[Paragraph], starts: list[int], offset: int
) -> int | None:
    if layout.page_starts:
        return max(bisect_right(layout.page_starts, offset), 1)
    return paragraphs[bisect_right(starts, offset) - 1].page


def _ids(texts: list[str]) -> list[str]:
    """An id for each text, made from its words; equal texts are counted."""
    seen: dict[str, int] = {}
    ids = []
    for text in texts:
        identity = (
            "c-"
            + blake2b(" ".join(text.split()).encode("utf-8", "replace"), digest_size=5).hexdigest()
        )
        seen[identity] = count = seen.get(identity, 0) + 1
        ids.append(identity if count == 1 else f"{identity}-{count}")
    return ids


def _trimmed(text: str, layout: Layout) -> list[Paragraph]:
    """The paragraphs without white space at their ends; what they leave out is added by line."""
    found: list[Paragraph] = []
    at = 0
    for paragraph in layout.paragraphs:
        start = max(paragraph.start, at)
        if start > at and not text[at:start].isspace():
            found.extend(_lines(text, at, start))
        end = min(paragraph.end, len(text))
        at = max(at, end)
        start, end = _strip(text, start, end)
        if start < end:
            found.append(_moved(paragraph, start, end))
    found.extend(_lines(text, at, len(text)))
    return found


def _moved(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    if paragraph.start == start and paragraph.end == end:
        return paragraph
    return Paragraph(
        start=start,
        end=end,
        page=paragraph.page,
        number=paragraph.number if paragraph.start == start else None,
        level=paragraph.level,
        outline=paragraph.outline,
        kind=paragraph.kind,
    )


def _lines(text: str, start: int, end: int) -> list[Paragraph]:
    """The non-blank lines of a stretch that no paragraph covers."""
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        first, last = _strip(text, start, stop)
        if first < last:
            found.append(Paragraph(start=first, end=last))
        start = stop + 1
    return found


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
