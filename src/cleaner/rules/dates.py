"""Dates and times of day in a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{2}){1,2}\b|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}(?:\b|(?=T\d))|(?:19|20)\d\d ?[年년]|\d{1,2} ?[月월] ?\d{1,2}"
)
_TIME = re.compile(r"(?:\b|(?<=\dT))[0-2]?\d[:.h][0-5]\d\b")
# A line longer than this says more than its date; a weekday before a date is shorter than this.
_DATE_AND_MORE, _WEEKDAY = 45, 14


def date_kind(text: str, words: Sequence[str], months: AbstractSet[str]) -> str:
    """Tell whether a line holds a date, a time of day, both, or opens with a date and goes on."""
    figures = _DATE.search(text)
    dated = bool(figures) or ("0" in words and not months.isdisjoint(words))
    if dated and len(text) > _DATE_AND_MORE:
        first = words[:4]
        if (figures and figures.start() < _WEEKDAY) or ("0" in first and not months.isdisjoint(first)):
            return "opens"
    timed = bool(_TIME.search(text))
    return "both" if dated and timed else "date" if dated else "time" if timed else "none"
