"""Phrases with gaps: literal parts with any text between them, of rules that users write."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.rules.bounds import SEPARATOR, occurrences, stands_whole

ANY = "{any}"
"""Stands for any text in a phrase."""
GAP = 120
"""How many characters of any text a gap may stand for."""


class Gapped(NamedTuple):
    """A phrase with gaps: its literal parts, in order."""

    parts: tuple[str, ...]
    anchor: str
    table: int
    """Number of its table in the index."""


def holds(text: str, gapped: Gapped) -> bool:
    """Tell whether a line holds the parts of a gapped phrase in order, each within reach of the one before."""
    first = gapped.parts[0]
    anywhere = gapped.anchor in ("end", "inside")
    for start in occurrences(text, first, 0, None if anywhere else len(first)):
        end = _follow(text, start, gapped)
        if end >= 0 and _closes(text, end, gapped.anchor):
            return True
    return False


def _follow(text: str, start: int, gapped: Gapped) -> int:
    """Where a gapped phrase ends whose first part stands at `start`; -1 where a part is missing or out of reach."""
    end = start + len(gapped.parts[0])
    if not stands_whole(text, start, gapped.parts[0]):
        return -1
    for left, part in zip(range(len(gapped.parts) - 2, -1, -1), gapped.parts[1:], strict=True):
        # The last part of a phrase that ends the line stands at the line's end.
        earliest = len(text) - len(part) if not left and gapped.anchor in ("line", "end") else end
        at = text.find(part, max(end, earliest), end + GAP + len(part))
        if at < 0 or not stands_whole(text, at, part):
            return -1
        end = at + len(part)
    return end


def _closes(text: str, end: int, anchor: str) -> bool:
    return {"line": end == len(text), "end": end == len(text), "colon": SEPARATOR.match(text, end) is not None}.get(anchor, True)
