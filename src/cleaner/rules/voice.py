"""Voice: do the words of a line sound like an article, or like what sites print around it? See `cleaner.rules.lexicon`."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, number
from cleaner.rules.kinds import SITE_GROUPS

_BINS = number(-5, -4, -3, -2.2, -1.5, -0.8, 0, 0.8, 1.8, 3)


def _voice(place: int, group: str) -> Rule:
    def look(document: Document) -> Sequence[float]:
        return [scores[place] for scores in document.voices]

    look.__name__ = f"{group}_voice"
    look.__doc__ = f"How much its words are those of {group} lines: log odds against body by the lexicon; the least on long lines and a middling one in languages that it does not know, which are not looked up."
    return _BINS(look)


RULES: tuple[Rule, ...] = tuple(_voice(place, group) for place, group in enumerate(SITE_GROUPS))
