"""Signs of symbol fonts as Unicode."""

from __future__ import annotations

from typing import Final

#: Adobe's Symbol encoding, 0x20 to 0x7E and 0xA0 to 0xFE; "\\0" where there is no sign.
_SYMBOL_LOW: Final = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH: Final = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"

#: The signs of the Wingdings fonts that contracts use: boxes, ticks, bullets, arrows, hands.
_WINGDINGS: Final = {
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "□", 0x70: "◻", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤",
    0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0x9F: "•", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "◼",
    0xA3: "☐",
}  # fmt: skip

#: Bullets of the symbol fonts, known without their font: pasted lists often lose it.
_BULLETS: Final = {0xA7: "▪", 0xB7: "•"}


def symbol(font: str | None, code: str | None) -> str | None:
    """The sign of a ``w:sym`` (ECMA-376 Part 1, 17.3.3.30), None when it is not known.

    ``code`` is hexadecimal; symbol fonts keep their signs at F000 and above.
    """
    try:
        point = int(code or "", 16)
    except ValueError:
        return None
    return sign_of(font, point)


def sign_of(font: str | None, point: int) -> str | None:
    """The sign that a font shows for a code point, None when it is not known."""
    in_private_area = 0xF000 <= point <= 0xF0FF
    place = point - 0xF000 if in_private_area else point
    name = (font or "").strip().casefold()
    if name == "symbol":
        return _symbol_font(place)
    if name.startswith("wingdings"):
        return {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}.get(name, {}).get(place)
    if in_private_area:
        return _BULLETS.get(place)
    if not 0x20 <= point < 0x110000 or 0xD800 <= point < 0xE000:
        return None
    return chr(point)


def _symbol_font(place: int) -> str | None:
    if 0x20 <= place < 0x20 + len(_SYMBOL_LOW):
        return _SYMBOL_LOW[place - 0x20]
    if 0xA0 <= place < 0xA0 + len(_SYMBOL_HIGH):
        sign = _SYMBOL_HIGH[place - 0xA0]
        return None if sign == "\0" else sign
    return None
