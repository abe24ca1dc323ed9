"""One restrained palette for Word, HTML and Excel: a tone for each label, and a tint of it.

Every tone has a contrast of at least 4.5 to 1 on white (WCAG 2.2, 1.4.3); a test holds that.
"""

from __future__ import annotations

from typing import Final

INK: Final = "23272E"
MUTED: Final = "5B6470"
RULE: Final = "C9CED6"
PAPER: Final = "F5F6F8"
HEAD: Final = "2B3F57"
LINK: Final = "2A5A8C"

#: Colours by label, as RRGGBB.
TONES: Final = {
    "penalty": "9C3B2E",
    "incentive": "34713F",
    "control": "47617E",
    "trust": "1B6F6F",
    "neutral": "6B7280",
}
#: A pale ground of the same hue, dark text on it.
TINTS: Final = {
    "penalty": "F7E9E6",
    "incentive": "E7F2E9",
    "control": "E8EDF3",
    "trust": "E2F1F0",
    "neutral": "F0F1F3",
}
#: The frame of a call-out by kind: its rule and its ground.
FRAMES: Final = {
    "banner": (TONES["penalty"], TINTS["penalty"]),
    "warning": ("8A5A00", "FBF3DF"),
    "note": (TONES["control"], TINTS["control"]),
}
