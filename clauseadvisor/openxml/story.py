"""What walking one document needs, and what it collects on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from clauseadvisor.openxml.guards import Budget
from clauseadvisor.openxml.numbering import Numberer, Numbering
from clauseadvisor.openxml.revisions import View
from clauseadvisor.openxml.styles import Styles


@dataclass(slots=True)
class Story:
    """Shared by the walkers of one reading.

    ``seen`` counts what was met and not read, by the code of its warning; ``unknown_formats``
    the automatic numbers whose format is not known here, by format.
    """

    view: View
    styles: Styles
    numbering: Numbering
    budget: Budget
    seen: Counter[str] = field(default_factory=Counter)
    unknown_formats: Counter[str] = field(default_factory=Counter)

    def numberer(self) -> Numberer:
        """Counters for one story: Word numbers each by itself."""
        return Numberer(self.numbering, self.unknown_formats)
