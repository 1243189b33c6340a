"""The lexicon: words that stand in lines of the site's more often than in the article's own, or less often.

It is fitted on short labelled lines of all languages, by logistic regression of each group against body with an L1 penalty
(Tibshirani 1996), which leaves some hundred words a group. What a line scores is the group's bias, plus the weights of its
different words over the square root of how many there are: log odds against body, as far as words alone tell.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from itertools import repeat
from math import sqrt
from pathlib import Path
from typing import Any

from cleaner.rules.kinds import SITE_GROUPS
from cleaner.sums import shifted, unpack

FILE = Path(__file__).parents[1] / "lexicon.json"
LONGEST = 300
"""Characters of the longest line it was fitted on: longer ones are nearly always body, and dear to look up."""
NOT_LOOKED_UP, UNKNOWN = -9.0, -2.0
"""What long lines, and lines in languages that it does not know, are taken to score. The second was chosen on development data in such languages: at the threshold
that ships they lose .19 % of their bodies at F1 .845, where the scores of the few words known make it .36 % and .866, and the first value .05 % and .73."""
FIRST = "^"
"""Stands before the first word of a line, which counts twice: as a word, and as the first."""
_UNIT = 1000


class Lexicon:
    """The weights of words, by group."""

    __slots__ = ("_bias", "_weights", "languages")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.languages = frozenset[str](data["languages"])
        """Codes of the languages that it was fitted on. Of others it knows so few words that their silence would say something else."""
        self._bias = [data[group]["bias"] / _UNIT for group in SITE_GROUPS]
        self._weights: dict[str, int] = {}
        # The weights of a word are one integer, packed as those of the tables are, so that a line's are one sum.
        for place, group in enumerate(SITE_GROUPS):
            for word, weight in data[group]["words"].items():
                self._weights[word] = self._weights.get(word, 0) + shifted(weight, place)

    def scores(self, words: Collection[str], first: str) -> list[float]:
        """What a line of these different words, which begins with `first`, scores for each group, in nats."""
        known = self._weights.get
        total = sum(map(known, words, repeat(0)), known(FIRST + first, 0))
        if not total:
            return self._bias
        size = _UNIT * sqrt(len(words) + 1)
        return [bias + weight / size for bias, weight in zip(self._bias, unpack(total), strict=False)]


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships."""
    return Lexicon(json.loads(FILE.read_bytes()))
