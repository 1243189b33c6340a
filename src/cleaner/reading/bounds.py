"""Bounds: how much of a text is looked at. They are counts, never a clock, so that the same text has the same result anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.reading.text import EDGES, SourceLine, read_text
from cleaner.reading.wording import SPACELESS

MOST_CHARACTERS = 20_000_000
"""A longer text passes through unchanged with `Flag.OVER_BOUND`: 2,000 times the median article, and a quarter of a minute of work."""
MOST_LINES = 250_000
"""So does one of more lines, or one that is cut into more pieces: each line takes some 4 KB of memory."""
MOST_WORDS = 2_000_000
"""So does one without line breaks that has more words; a letter of a script without spaces counts as one."""


def is_over(text: str) -> bool:
    """Whether a text has too many characters or lines to be looked at."""
    return len(text) > MOST_CHARACTERS or _is_over_in_lines(text)


def _is_over_in_lines(text: str) -> bool:
    # A line takes a letter and a break: what is shorter need not be counted.
    return len(text) >= 2 * MOST_LINES and sum(1 for line in text.splitlines() if line.rstrip(EDGES)) > MOST_LINES


def has_too_many_lines(lines: Sequence[SourceLine]) -> bool:
    """Whether the pieces of a text are too many."""
    return len(lines) > MOST_LINES


def has_too_many_words(text: str) -> bool:
    """Whether a text without line breaks has too many words to be cut into pieces."""
    return len(text) > MOST_WORDS and len(text.split()) + sum(map(len, re.findall(f"[{SPACELESS}]+", text))) > MOST_WORDS


def whole_lines(text: str) -> list[SourceLine]:
    """Return the lines of a text that passes through; where they are too many, all of them as one."""
    if not _is_over_in_lines(text):
        return read_text(text)
    start = len(text) - len(text.lstrip(EDGES))
    shown = text.strip(EDGES)
    return [SourceLine(start, start + len(shown), shown)]
