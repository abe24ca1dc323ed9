"""Calendar dates as contracts write them, read without guessing."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
#: A full calendar date in words, without the parts named, for use in larger patterns.
WRITTEN = re.sub(
    r"\?P<\w+>",
    "?:",
    rf"(?:{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_DAY}\s+(?:day\s+of\s+)?{_MONTH},?\s+{_YEAR}|\b\d{{4}}-\d{{2}}-\d{{2}}\b)",
)
_FORMS = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_DAY}\s+(?:day\s+of\s+)?{_MONTH},?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b"),
    # Where one of the two numbers is above 12, it is the day.
    re.compile(rf"\b(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|[23]\d)/{_YEAR}\b"),
    re.compile(rf"\b(?P<day>1[3-9]|[23]\d)/(?P<month>0?[1-9]|1[0-2])/{_YEAR}\b"),
)


def iso_date(words: str) -> str | None:
    """The first full calendar date in the words as ISO 8601, None when there is none.

    Dates in digits whose order differs by country ("03/04/2021") are not read.
    """
    matches = [match for form in _FORMS if (match := form.search(words))]
    for match in sorted(matches, key=lambda each: each.start()):
        name = match["month"].lower()
        month = int(name) if name.isdigit() else _MONTHS[name]
        try:
            return date(int(match["year"]), month, int(match["day"])).isoformat()
        except ValueError:
            continue
    return None
