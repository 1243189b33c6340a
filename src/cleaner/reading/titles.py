"""Titles: how much of a title that the page claims a line is, and where another article's title stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from cleaner.reading.blocks import Block
from cleaner.reading.page import PageLine

_NOT_LETTERS = re.compile(r"\W+")
_MOST_TITLES = 6
_CLAIMED, _OTHER = 0.7, 0.3
"""Shares of a claimed title from which a heading is that title, and below which it is another one."""
_LEAST_PROSE, _MUCH_PROSE = 400, 1500
"""Characters of prose between two titles, in one block or in all, that make the first one an article's: a site's name may be a heading too, and boxes have sentences."""
_PARAGRAPH = 80
_BODY = 3
"""Paragraphs from which a block is a body, whose main headings are subheadings; a header may hold a standfirst."""


def letters(text: str) -> str:
    """Letters and digits of a text, to compare it with what a page claims."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def title_letters(titles: Sequence[str]) -> list[str]:
    """The claimed titles, to compare."""
    return [found for title in titles[:_MOST_TITLES] if (found := letters(title))]


def share_of_title(text: str, titles: Sequence[str]) -> float:
    """How much of a claimed title a line is, both as letters: 1 is all of it."""
    if not 8 <= len(text) <= 400 and not (len(text) >= 4 and text in titles):
        return 0.0
    return max((len(text) / len(title) if text in title else len(title) / len(text) if title in text else 0.0 for title in titles), default=0.0)


def next_article(lines: Sequence[PageLine], titles: Sequence[str]) -> int:
    """Where the next article of an endless page begins: at another main heading that stands outside the prose; else the end."""
    claimed, prose = False, Counter[Block | None]()
    known = title_letters(titles)
    paragraphs = Counter(line.block.parent for line in lines if len(line.text) >= _PARAGRAPH)
    for place, line in enumerate(lines):
        if line.heading == 1:
            share = share_of_title(letters(line.text), known)
            if share >= _CLAIMED and not claimed:
                claimed, prose = True, Counter()
            elif claimed and share < _OTHER and paragraphs[line.block.parent] < _BODY and _is_article(prose):
                return place
        elif len(line.text) >= _PARAGRAPH and 2 * (line.link_share or 0.0) < 1:
            prose[line.block.parent] += len(line.text)
    return len(lines)


def _is_article(prose: Counter[Block | None]) -> bool:
    """Whether so much prose, by block, is an article's."""
    return max(prose.values(), default=0) >= _LEAST_PROSE or prose.total() >= _MUCH_PROSE
