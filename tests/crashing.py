"""Stand-ins for what a hostile contract may do to the process that reads it."""

from __future__ import annotations

import os
import time
from typing import Any


class Dies(dict[str, Any]):
    """Ends the process, without a word, that looks at it."""

    def __bool__(self) -> bool:
        os._exit(7)


class Hangs(dict[str, Any]):
    """Never lets go of whoever looks at it."""

    def __bool__(self) -> bool:
        time.sleep(3600)
        return False


class DiesOnArrival:
    """Ends the process that receives it, before that can say that it did."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (7,)
