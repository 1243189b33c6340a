"""Bounds: where words end in folded text, and what parts a phrase from what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.reading.wording import LETTERS, SPACELESS

SEPARATOR = re.compile(r"\s*[:：|>»/·•՝፡፦፥៖】\]＝=ㅣ]|\s+-\s|\s*$")
"""A colon or its like, or the line's end."""


def occurrences(text: str, part: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where `part` stands in `text`, from left to right, between `start` and `end`."""
    at = text.find(part, start, end)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, end)


def stands_whole(text: str, at: int, part: str) -> bool:
    """Tell whether `part`, which stands at `at`, begins and ends with whole words."""
    return not part or not (runs_on(text, at) or runs_on(text, at + len(part)))


def runs_on(text: str, at: int) -> bool:
    """Tell whether a word goes on across position `at`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isascii() and after.isascii():
        return (before.isalnum() or before == "_") and (after.isalnum() or after == "_")
    # Sets of so many letters take milliseconds to compile, and texts in ASCII need none: `re` compiles them here, and keeps them.
    return re.fullmatch(f"[{LETTERS}]{{2}}", before + after) is not None and not re.search(f"[{SPACELESS}]", before + after)
