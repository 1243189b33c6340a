"""The region of a page in which its article stands: the run of lines with the most prose and the fewest links.

Every line gets a score, above zero for prose, below for what menus are made of; the region is the run with the highest sum
(maximum subsequence segmentation: Pasternack and Roth, WWW 2009), and some lines on both sides. It only spares the rules
the menus: what is article and what is not is decided inside. Measured on the development pages: see docs/html.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.reading.blocks import LANDMARKS, Block, holds
from cleaner.reading.naming import NAME_GROUPS
from cleaner.reading.page import PageLine
from cleaner.reading.titles import next_article

BEFORE, AFTER = 25, 25
"""Lines added on both sides: what stands around an article tells that it begins and ends there."""
_PARAGRAPH = 80
_MOST_BEHIND = 200
"""Lines that may follow the last paragraph in its block, at most."""
_DENSE = "\u3000"
"""Letters from here on say as much as two or three Latin ones."""
_FRAME = 1 << LANDMARKS.index("nav") | 1 << LANDMARKS.index("footer") | 1 << LANDMARKS.index("aside")
_STRANGE = 1 << NAME_GROUPS.index("comment") | 1 << NAME_GROUPS.index("nav") | 1 << NAME_GROUPS.index("frame") | 1 << NAME_GROUPS.index("advert")


def find_region(lines: Sequence[PageLine], titles: Sequence[str] = ()) -> range:
    """Return the places of the lines that may be the article, and those around it. `titles` are those that the page claims."""
    lines = lines[: next_article(lines, titles)]
    best, best_sum, start, total = range(0), 0.0, 0, 0.0
    for place, line in enumerate(lines):
        if total <= 0:
            start, total = place, 0.0
        total += _score(line)
        if total > best_sum:
            best, best_sum = range(start, place + 1), total
    if not best:
        return range(len(lines)) if len(lines) <= BEFORE + AFTER else range(0)
    stop = _end_of_home(lines, best)
    return range(max(0, best.start - BEFORE), min(len(lines), stop + AFTER))


def _end_of_home(lines: Sequence[PageLine], best: range) -> int:
    """Where the block ends that holds most of the run's prose: tables and lists, which have no score, may follow the last paragraph in it."""
    prose = Counter[Block | None]()
    for line in lines[best.start : best.stop]:
        if len(line.text) >= _PARAGRAPH and 2 * (line.link_share or 0.0) < 1:
            prose[line.block.parent] += len(line.text)
    stop = best.stop
    if prose:
        home = max(prose, key=prose.__getitem__)
        while stop < min(len(lines), best.stop + _MOST_BEHIND) and home is not None and holds(home, lines[stop].block):
            stop += 1
    return stop


def _score(line: PageLine) -> float:
    text, block = line.text, line.block
    size = len(text) * (2.5 if text[len(text) // 2] > _DENSE else 1.0)
    if (line.link_share or 0.0) > 0.5:
        return -0.1 if size > 100 else -0.05
    if size < 40:
        return 0.0
    score = min(size, 400.0) / 50
    if block.landmarks & _FRAME:
        score *= 0.3
    if (block.names | block.names_above) & _STRANGE:
        score *= 0.6
    return score
