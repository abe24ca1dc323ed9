"""What one reading may cost, and how a failure of a library is told."""

from __future__ import annotations

import time
from typing import Final

from clauseadvisor.errors import TimeLimitError, TooLargeError
from clauseadvisor.settings import Limits

_CALLS_A_LOOK: Final = 1024


def reason(problem: BaseException) -> str:
    """What a library says of its failure, on one line and short enough for a sentence."""
    words = " ".join(str(problem).split()) or type(problem).__name__
    return words if len(words) <= 160 else words[:157] + "..."


class Budget:
    """Counts what reading one file costs, and stops it at the limits.

    The clock starts when the budget is made. ``tick`` is cheap enough for every paragraph.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._deadline = time.monotonic() + limits.max_seconds
        self._characters = 0
        self._calls = 0

    def tick(self) -> None:
        """Raise TimeLimitError once the time is up."""
        if time.monotonic() > self._deadline:
            raise TimeLimitError(
                f"Reading this Word file took longer than {self.limits.max_seconds} seconds: split it, "
                "or raise CLAUSEADVISOR_MAX_SECONDS."
            )

    def spend(self, characters: int) -> None:
        """Count characters of text; raise TooLargeError above the limit.

        Looks at the clock now and then, for a file that is one endless paragraph.
        """
        self._characters += characters
        self._calls += 1
        if self._calls % _CALLS_A_LOOK == 0:
            self.tick()
        if self._characters > self.limits.max_characters:
            raise TooLargeError(
                f"This Word file holds more than {self.limits.max_characters:,} characters of text: "
                "split it, or raise CLAUSEADVISOR_MAX_CHARACTERS."
            )
