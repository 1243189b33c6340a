"""Repeats: lines that a page says again and again between its paragraphs, word for word or with another number or another story behind the same opening."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cleaner.rules.engine import number
from cleaner.rules.page_document import PageDocument, PageRule

_DIGITS = re.compile(r"\d+")
_SHORTEST = 6
_OPENING = 10
"""Letters that two lines share where they open alike."""


@number(2, 3, 4, 6)
def scattered(document: PageDocument) -> Sequence[float]:
    """Behind how many different paragraphs the line stands, figures aside: what a site puts in between, not an article that the page holds twice."""
    return _behind(document, [_DIGITS.sub("", text) for text in document.letters])


@number(2, 3, 4, 6)
def opens_alike(document: PageDocument) -> Sequence[float]:
    """Behind how many different paragraphs a line stands that opens with the same letters."""
    return _behind(document, [text[:_OPENING] if len(text) >= _OPENING else "" for text in document.letters])


def _behind(document: PageDocument, keys: Sequence[str]) -> list[float]:
    """For each line behind how many paragraphs, each said once, lines of its key stand; 1 for keys that are too short to tell."""
    once = Counter(document.letters)
    behind: dict[str, set[int]] = {}
    last = -1
    for place, (key, text, prose) in enumerate(zip(keys, document.letters, document.prose, strict=True)):
        behind.setdefault(key, set()).add(last)
        if prose and once[text] == 1:
            last = place
    return [len(behind[key]) if len(key) >= _SHORTEST else 1.0 for key in keys]


RULES: tuple[PageRule, ...] = (scattered, opens_alike)
