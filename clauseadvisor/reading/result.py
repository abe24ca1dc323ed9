"""What every reader hands back, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field

from clauseadvisor.domain import Furniture, Layout, ReadingWarning


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The reading text of one file, with its layout.

    ``pages`` is None for formats without fixed pages. Paragraphs of the text are separated by
    one newline; ``layout`` is as :class:`clauseadvisor.domain.Layout` promises.
    """

    text: str
    layout: Layout
    pages: int | None = None
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[ReadingWarning, ...] = field(default=())
