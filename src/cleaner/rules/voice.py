"""Voice: do the words of a line sound like an article, or like what sites print around it? See `cleaner.rules.lexicon`."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, number, once
from cleaner.rules.kinds import SITE_GROUPS
from cleaner.rules.lexicon import LONGEST, NOT_LOOKED_UP, UNKNOWN

_BINS = number(-5, -4, -3, -2.2, -1.5, -0.8, 0, 0.8, 1.8, 3)
_LONG, _UNKNOWN = (NOT_LOOKED_UP,) * len(SITE_GROUPS), (UNKNOWN,) * len(SITE_GROUPS)


@once
def _scores(document: Document) -> list[Sequence[float]]:
    """What each line scores in the lexicon, one number a group; long lines, and languages that it does not know, are not looked up."""
    short = [length <= LONGEST for length in document.lengths]
    if document.language.code not in document.lexicon.languages:
        return [_UNKNOWN if looked_at else _LONG for looked_at in short]
    scores = document.lexicon.scores
    return [scores(distinct, words[0]) if words and looked_at else _LONG for distinct, words, looked_at in zip(document.distinct, document.words, short, strict=True)]


def _voice(place: int, group: str) -> Rule:
    def look(document: Document) -> Sequence[float]:
        return [scores[place] for scores in _scores(document)]

    look.__name__ = f"{group}_voice"
    look.__doc__ = f"How much its words are those of {group} lines: log odds against body by the lexicon; the least on long lines and a middling one in languages that it does not know, which are not looked up."
    return _BINS(look)


RULES: tuple[Rule, ...] = tuple(_voice(place, group) for place, group in enumerate(SITE_GROUPS))
