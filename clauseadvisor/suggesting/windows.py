"""The next window: when terms can be reopened (people inherit contracts; that is when they change)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clauseadvisor.domain import KeyDate

#: What calls for action first: a notice must be given before the term renews or ends.
_ORDER: Final = ("notice", "review", "renewal", "expiry")


def next_window(dates: Sequence[KeyDate]) -> KeyDate | None:
    """The date or period by which a change must be raised; None where the contract names none.

    No clock is read, so that the same contract gives the same analysis: of one kind the one
    that states a day goes first, then the one that stands first in the contract.
    """
    windows = [each for each in dates if each.kind in _ORDER]
    return min(
        windows,
        key=lambda each: (_ORDER.index(each.kind), each.date is None),
        default=None,
    )
