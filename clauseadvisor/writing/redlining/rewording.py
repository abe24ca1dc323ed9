"""New wording for a clause that stands in the file: word by word, run by run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from clauseadvisor.openxml.editing import Editor, field_runs, look_of
from clauseadvisor.openxml.flow import Flow, FlowParagraph, Source
from clauseadvisor.openxml.names import name_of
from clauseadvisor.writing.redlining.words import likeness, steps, tokens

_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word that may go (its characters), or something that goes as a whole (a field)."""

    text: str
    characters: tuple[Source, ...] = ()
    whole: tuple[etree._Element, ...] = ()
    fixed: bool = False


def reword(
    editor: Editor,
    flow: Flow,
    paragraphs: Sequence[FlowParagraph],
    start: int,
    lines: Sequence[str],
) -> list[tuple[etree._Element, etree._Element]]:
    """Change the paragraphs, from the character at ``start`` on, into these lines.

    Paragraphs that have no like among the lines are struck out, lines without one inserted.
    Gives the first and the last element of the changes of each paragraph, in order.
    """
    bounds = [_bounds(flow, each, start) for each in paragraphs]
    labels = [
        flow.text[each.paragraph.start : begin].strip()
        for each, (begin, _) in zip(paragraphs, bounds, strict=True)
    ]
    shown = [flow.text[begin:end] for begin, end in bounds]
    pairs = [
        (index, line if index is None or line is None else _without(labels[index], line))
        for index, line in _paired(
            [f"{label} {text}" for label, text in zip(labels, shown, strict=True)], lines
        )
    ]
    changes: list[tuple[etree._Element, etree._Element]] = []
    for index, line in reversed(pairs):
        if index is None:
            continue
        marks = _reworded(editor, flow, paragraphs[index], bounds[index], line or "")
        if line is None:
            for element in paragraphs[index].elements:
                editor.strike_mark(element)
        if marks:
            changes.insert(0, (marks[0], marks[-1]))
    changes += _inserted(editor, paragraphs, pairs)
    return changes


def replace_words(
    editor: Editor,
    flow: Flow,
    paragraphs: Sequence[FlowParagraph],
    spans: Sequence[tuple[int, int]],
    line: str | None,
) -> list[tuple[etree._Element, etree._Element]]:
    """Strike out these spans of the text; with a ``line``, they are all of the clause's words.

    The line then stands in the first paragraph, behind its number, and the marks of the other
    paragraphs are struck out too. Gives the first and the last element of the changes of each
    paragraph, in order.
    """
    changes: list[tuple[etree._Element, etree._Element]] = []
    for index, paragraph in reversed(list(enumerate(paragraphs))):
        bounds = _bounds(flow, paragraph, spans[0][0])
        pieces = _pieces(flow, paragraph, bounds)
        marks: list[etree._Element] = []
        if line is not None and index == 0:
            marks.append(_put_in(editor, paragraph, pieces, len(pieces), len(pieces), line))
        for piece in reversed(_gathered(_within(pieces, bounds[0], spans))):
            marks += _take_out(editor, piece)
        if line is not None and index > 0:
            for element in paragraph.elements:
                editor.strike_mark(element)
        if marks:
            changes.insert(0, (marks[-1], marks[0]))
    return changes


def _within(
    pieces: Sequence[_Piece], start: int, spans: Sequence[tuple[int, int]]
) -> list[_Piece | None]:
    """The pieces that lie in a span, None for each that does not."""
    found: list[_Piece | None] = []
    for piece in pieces:
        inside = any(first <= start and start + len(piece.text) <= end for first, end in spans)
        found.append(piece if inside else None)
        start += len(piece.text)
    return found


def _gathered(pieces: Sequence[_Piece | None]) -> list[_Piece]:
    """Neighbouring words as one piece, so that a stretch is struck out once, not word by word."""
    found: list[_Piece] = []
    apart = True
    for piece in pieces:
        plain = piece is not None and bool(piece.characters)
        if piece is not None and plain and not apart:
            last = found[-1]
            found[-1] = _Piece(last.text + piece.text, last.characters + piece.characters)
        elif piece is not None:
            found.append(piece)
        apart = not plain
    return found


def _bounds(flow: Flow, paragraph: FlowParagraph, start: int) -> tuple[int, int]:
    """What can be changed of a paragraph: from ``start``, and behind the number that Word counts."""
    begin = max(start, paragraph.paragraph.start)
    while begin < paragraph.paragraph.end and flow.source(begin) is None:
        begin += 1
    return begin, paragraph.paragraph.end


def _without(label: str, line: str) -> str:
    """A line without the number that stands before it anyway."""
    rest = line.removeprefix(label) if label else line
    return rest.lstrip() if rest[:1].isspace() else line


def _inserted(
    editor: Editor,
    paragraphs: Sequence[FlowParagraph],
    pairs: Sequence[tuple[int | None, str | None]],
) -> list[tuple[etree._Element, etree._Element]]:
    made: list[tuple[etree._Element, etree._Element]] = []
    place = paragraphs[0].elements[-1]
    for index, line in pairs:
        if index is not None:
            place = paragraphs[index].elements[-1]
        elif line is not None:
            like = place
            mark = editor.inserted(editor.run(line, look_of(like)))
            paragraph = editor.paragraph([mark], like)
            place.addnext(paragraph)
            place = paragraph
            made.append((mark, mark))
    return made


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, str | None]]:
    """Old paragraphs (by index) beside the lines that take their place, in order."""
    if len(old) == len(new):
        return list(enumerate(new))
    alike = [[likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE else -1.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int | None, str | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] >= _ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((i, new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    pairs += [(k, None) for k in range(i, len(old))]
    pairs += [(None, line) for line in new[j:]]
    if pairs and pairs[0][0] is None and any(index is not None for index, _ in pairs):
        # The first paragraph carries the clause's number: it takes the first line, whatever it says.
        first = next(at for at, (index, _) in enumerate(pairs) if index is not None)
        index, line = pairs[first]
        if line is None:
            pairs[first : first + 1] = []
            pairs[0] = (index, pairs[0][1])
    return pairs


def _reworded(
    editor: Editor, flow: Flow, paragraph: FlowParagraph, bounds: tuple[int, int], line: str
) -> list[etree._Element]:
    """Change one paragraph; the marks made, in text order."""
    pieces = _pieces(flow, paragraph, bounds)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    marks: list[etree._Element] = []
    for step in reversed(steps([piece.text for piece in pieces], tokens(line))):
        made: list[etree._Element] = []
        gone = pieces[step.start : step.end]
        if step.text:
            made.append(_put_in(editor, paragraph, pieces, step.start, step.end, step.text))
        for piece in reversed(_gathered(gone)):
            made += _take_out(editor, piece)
        marks = made[::-1] + marks
    return marks


def _put_in(
    editor: Editor,
    paragraph: FlowParagraph,
    pieces: Sequence[_Piece],
    start: int,
    end: int,
    text: str,
) -> etree._Element:
    before = pieces[end - 1] if end else None
    if before is not None and before.whole:
        return editor.insert_behind(before.whole[-1], text)
    if before is not None and before.characters:
        last = before.characters[-1]
        return editor.insert_after(last.run, last.node, last.offset, text)
    behind = next((piece for piece in pieces[end:] if piece.characters or piece.whole), None)
    if behind is not None and behind.characters:
        first = behind.characters[0]
        return editor.insert_before(first.run, first.node, first.offset, text)
    element = paragraph.elements[-1]
    mark = editor.inserted(editor.run(text, look_of(element)))
    if behind is not None:
        top = behind.whole[0]
        while (parent := top.getparent()) is not None and name_of(parent) != "w:p":
            top = parent
        top.addprevious(mark)
    else:
        element.append(mark)
    return mark


def _take_out(editor: Editor, piece: _Piece) -> list[etree._Element]:
    """Strike a piece out; the marks in reverse order, as they are made from the end."""
    if piece.fixed:
        return []
    if piece.whole:
        return [editor.strike(run) for run in reversed(piece.whole)]
    made: list[etree._Element] = []
    characters = list(piece.characters)
    while characters:
        last = characters[-1]
        count = 1
        while count < len(characters):
            before = characters[-count - 1]
            if before.node is not last.node or before.offset != last.offset - count:
                break
            count += 1
        made.append(editor.delete(last.run, last.node, last.offset - count + 1, last.offset + 1))
        del characters[-count:]
    return made


def _pieces(flow: Flow, paragraph: FlowParagraph, bounds: tuple[int, int]) -> list[_Piece]:
    """The paragraph as words that can be changed, and things that stay or go as they are."""
    fields = {
        run: tuple(runs)
        for element in paragraph.elements
        for runs in field_runs(element)
        for run in runs
    }
    pieces: list[_Piece] = []
    text: list[str] = []
    sources: list[Source] = []

    def flush() -> None:
        at = 0
        for token in tokens("".join(text)):
            pieces.append(_Piece(token, tuple(sources[at : at + len(token)])))
            at += len(token)
        text.clear()
        sources.clear()

    for offset in range(*bounds):
        source = flow.source(offset)
        if source is not None and source.run not in fields and _is_plain(source):
            text.append(flow.text[offset])
            sources.append(source)
            continue
        flush()
        runs = fields.get(source.run, ()) if source is not None else ()
        if pieces and runs and pieces[-1].whole == runs:
            pieces[-1] = _Piece(pieces[-1].text + flow.text[offset], whole=runs)
        elif runs:
            pieces.append(_Piece(flow.text[offset], whole=runs))
        else:
            top = (source.run,) if source is not None else ()
            pieces.append(_Piece(flow.text[offset], whole=top, fixed=True))
    flush()
    return _joined(pieces)


def _is_plain(source: Source) -> bool:
    """Whether the character can be cut out of its run: no equation, no field Word works out."""
    if name_of(source.run) != "w:r" or source.node.getparent() is not source.run:
        return False
    for each in source.run.iterancestors():
        if name_of(each) == "w:p":
            return True
        if name_of(each) in {"w:fldSimple", "w:ruby", "mc:AlternateContent"}:
            return False
    return False


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Neighbouring characters of one fixed run as one piece."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and last.fixed and piece.fixed and last.whole == piece.whole:
            joined[-1] = _Piece(last.text + piece.text, whole=piece.whole, fixed=True)
        else:
            joined.append(piece)
    return joined
